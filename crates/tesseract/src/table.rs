//! The table (TSV) the program writes: a row for every page, block, line and word.

use kakanai_reading::face::LineText;

/// Level of a page and of a word in the first column.
const PAGE: &str = "1";
const WORD: &str = "5";

/// The text of every page. Words are put together without spaces where they are Japanese: the program puts some between
/// any two characters.
pub(crate) fn texts(table: &str) -> Vec<LineText> {
    let mut pages: Vec<(String, Vec<(f32, usize)>)> = Vec::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.splitn(12, '\t').collect();
        match cells.as_slice() {
            [PAGE, ..] => pages.push((String::new(), Vec::new())),
            [WORD, _, _, _, _, _, _, _, _, _, confidence, word] if !word.trim().is_empty() => {
                let Some((text, sure)) = pages.last_mut() else { continue };
                let word = word.trim();
                let apart = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if apart(text.chars().next_back()) && apart(word.chars().next()) {
                    text.push(' ');
                }
                text.push_str(word);
                sure.push((confidence.parse().unwrap_or(0.0), word.chars().count()));
            }
            _ => {}
        }
    }
    let text = |(text, sure): (String, Vec<(f32, usize)>)| {
        let count: usize = sure.iter().map(|(_, count)| count).sum();
        let sum: f32 = sure.iter().map(|(confidence, count)| confidence * *count as f32).sum();
        LineText { text, confidence: (sum / count.max(1) as f32 / 100.0).clamp(0.0, 1.0) }
    };
    pages.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_text() {
        let head =
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
        let rows = "1\t1\t0\t0\t0\t0\t0\t0\t204\t60\t-1\t\n\
                    4\t1\t1\t1\t1\t0\t14\t11\t176\t34\t-1\t\n\
                    5\t1\t1\t1\t1\t1\t14\t11\t69\t34\t90\t見\n\
                    5\t1\t1\t1\t1\t2\t67\t7\t23\t53\t60\t本町\n\
                    1\t2\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n\
                    1\t3\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n\
                    5\t3\t1\t1\t1\t1\t14\t11\t69\t34\t80\tMIHON\n\
                    5\t3\t1\t1\t1\t2\t67\t7\t23\t53\t80\tTARO\n";
        let read = texts(&format!("{head}{rows}"));
        let said: Vec<(&str, f32)> = read.iter().map(|line| (line.text.as_str(), line.confidence)).collect();
        assert_eq!(said, [("見本町", 0.7), ("", 0.0), ("MIHON TARO", 0.8)]);
        assert!(texts("").is_empty() && texts("nonsense\n5\tx").is_empty());
    }
}
