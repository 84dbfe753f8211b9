//! What was meant by what people type when they do not know JSON yet, and what they type with a Japanese keyboard.

use crate::problem::Words;

/// Words in the place of a word of the format: its meaning in Japanese, or what other tools call it.
const CALLED: [(&str, &str); 35] = [
    ("必須", "required"),
    ("要申請", "apply"),
    ("申請", "apply"),
    ("任意", "optional"),
    ("職員", "staff"),
    ("自動", "automatic"),
    ("案内", "information"),
    ("委任状", "letter"),
    ("本人", "in_person"),
    ("はい・いいえ", "yes_no"),
    ("はいいいえ", "yes_no"),
    ("boolean", "yes_no"),
    ("bool", "yes_no"),
    ("選択", "choice"),
    ("select", "choice"),
    ("radio", "choice"),
    ("複数選択", "choices"),
    ("checkbox", "choices"),
    ("数", "number"),
    ("数字", "number"),
    ("integer", "number"),
    ("日付", "date"),
    ("年月日", "date"),
    ("氏名", "name"),
    ("名前", "name"),
    ("住所", "address"),
    ("電話", "phone"),
    ("電話番号", "phone"),
    ("tel", "phone"),
    ("文字", "text"),
    ("string", "text"),
    ("郵便番号", "postal_code"),
    ("金額", "money"),
    ("全員", "everybody"),
    ("手書き", "hand"),
];

/// The word of the format that is called so elsewhere.
pub(crate) fn meant_word<'w>(word: &str, mut known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let (_, meant) = CALLED.iter().find(|(called, _)| word.eq_ignore_ascii_case(called))?;
    known.find(|known| known == meant)
}

/// Full-width letters, digits and signs as half-width ones.
pub(crate) fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '−' | '‐' | '–' | '―' => '-',
        c => c,
    };
    text.chars().map(half).collect()
}

/// The id that is nearest to a wrong one.
pub(crate) fn meant_id(name: &str) -> Option<String> {
    let plain = half_width(name.trim()).to_ascii_lowercase();
    let plain = plain.chars().map(|c| if matches!(c, '-' | ' ' | '.') { '_' } else { c }).collect::<String>();
    (plain != name && crate::declare::is_id(&plain)).then_some(plain)
}

/// A day that is written in another way: 2026/4/1, 2026年4月1日, 令和8年4月1日, R8.4.1, in full-width digits.
pub(crate) fn meant_day(text: &str) -> Option<String> {
    let plain = half_width(text.trim()).replace('元', "1");
    let start = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("R", 2018), ("H", 1988), ("S", 1925)];
    let era = start.iter().find_map(|(era, before)| Some((plain.strip_prefix(era)?, *before)));
    let (rest, before) = era.unwrap_or((&plain, 0));
    let numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let numbers = numbers.map(str::parse::<i32>).collect::<Result<Vec<_>, _>>().ok()?;
    let [year, month, day] = numbers[..] else { return None };
    let written = format!("{:04}-{month:02}-{day:02}", year.checked_add(before)?);
    crate::test::exact_date(&written).filter(|_| written != text).map(|_| written)
}

/// How to write a value that has the wrong type, where that is plain.
pub(crate) fn meant_value(wanted: &str, said: &str) -> Option<Words> {
    let plain = half_width(said.trim());
    match wanted {
        "整数" | "数" if plain.parse::<f64>().is_ok() => Some(Words::new(
            format!("{plain} と、\" \" を付けずに書いてください。"),
            format!("write {plain}, without quotes"),
        )),
        "true か false" | "true か言葉" => {
            let flag = meant_flag(&plain)?;
            Some(Words::new(
                format!("{flag} と、\" \" を付けずに書いてください。"),
                format!("write {flag}, without quotes"),
            ))
        }
        "配列 [ ]" => Some(Words::new(
            format!("1つだけでも [ ] で囲み、[\"{said}\"] のように書いてください。"),
            format!("put it into [ ], even alone: [\"{said}\"]"),
        )),
        "言語ごとのオブジェクト { \"ja\": \"…\" }" => Some(Words::new(
            format!("{{ \"ja\": \"{said}\" }} のように書いてください。"),
            format!("write it as {{ \"ja\": \"{said}\" }}"),
        )),
        _ => None,
    }
}

/// What is meant by a word that is no `true` or `false`.
fn meant_flag(word: &str) -> Option<bool> {
    match &*word.to_lowercase() {
        "true" | "yes" | "on" | "y" | "はい" | "有" | "あり" | "○" => Some(true),
        "false" | "no" | "off" | "n" | "いいえ" | "無" | "なし" | "×" => Some(false),
        _ => None,
    }
}

/// What is wrong where something stands that cannot stand there.
pub(crate) fn unexpected(text: &str, at: usize) -> Option<Words> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let word = after
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | 'ー' | '・'))
        .collect::<String>();
    let last = before.trim_end().chars().next_back();
    match after.chars().next()? {
        '=' => return Some(Words::new("= ではなく : を書きます", "write : instead of =")),
        ';' => return Some(Words::new("; ではなく , を書きます", "write , instead of ;")),
        _ => {}
    }
    // 2026-04-01 and 2026/4/1 begin as numbers.
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/')).len();
    let run = text.get(start..)?;
    let run = run.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '/')).collect::<String>();
    if let Some(day) = meant_day(&run).or_else(|| crate::test::exact_date(&run).map(|_| run.clone())) {
        return Some(Words::new(
            format!("日付は \" \" で囲み、\"{day}\" と書きます"),
            format!("a day stands in quotes: \"{day}\""),
        ));
    }
    if word.is_empty() {
        return None;
    }
    if before.ends_with(|c: char| c.is_ascii_digit()) {
        return Some(Words::new(
            format!("数の後に「{word}」が続いています。数だけを書くか、全体を \" \" で囲みます"),
            format!("\"{word}\" follows a number; write the number alone, or put all of it in quotes"),
        ));
    }
    if last == Some('"') {
        return Some(Words::new(
            format!("「{word}」の前で文字列が終わっています。この行の \" が1つ足りないか、1つ多いです"),
            format!("the text ends before \"{word}\": there is a quote too few or too many in this line"),
        ));
    }
    if let Some(flag) = meant_flag(&word) {
        return Some(Words::new(
            format!("「{word}」ではなく {flag} と書きます（小文字で、\" \" は付けません）"),
            format!("write {flag} (small letters, no quotes) instead of {word}"),
        ));
    }
    Some(Words::new(format!("「{word}」は \" \" で囲みます"), format!("\"{word}\" must stand in quotes")))
}

/// The bracket that is open at a place and cannot be closed by what stands there.
pub(crate) fn unclosed(outside: impl Iterator<Item = (usize, char)>, at: usize) -> Option<(usize, char)> {
    let mut open = Vec::new();
    for (place, c) in outside.take_while(|(place, _)| *place < at) {
        match c {
            '{' | '[' => open.push((place, c)),
            '}' | ']' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_understood_as_people_write_them() {
        let day = Some("2026-04-01".to_owned());
        for text in [
            "2026/4/1",
            "2026.4.1",
            "2026年4月1日",
            "令和8年4月1日",
            "R8.4.1",
            "２０２６－０４－０１",
            "2026-4-1",
        ] {
            assert_eq!(meant_day(text), day, "{text}");
        }
        assert_eq!(meant_day("令和元年5月1日"), Some("2019-05-01".to_owned()));
        for text in ["2026-04-01", "2026/13/1", "4/1", "来週", ""] {
            assert_eq!(meant_day(text), None, "{text}");
        }
    }

    #[test]
    fn ids_are_mended_where_it_is_plain_how() {
        let cases = [
            ("DG-01", Some("dg_01")),
            ("ｊｏｉｎｓ", Some("joins")),
            ("世帯", None),
            ("1st", None),
            ("ok", None),
        ];
        for (name, meant) in cases {
            assert_eq!(meant_id(name).as_deref(), meant, "{name}");
        }
    }
}
