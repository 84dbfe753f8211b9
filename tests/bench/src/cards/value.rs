//! What a field says, so that two ways to write the same are the same.

use unicode_normalization::UnicodeNormalization;

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Whether two texts of a field of this name say the same, where it has a value apart from its text.
pub fn same(name: &str, one: &str, other: &str) -> bool {
    let alike =
        |value: fn(&str) -> Option<(u32, u32, u32)>| value(one).is_some_and(|is| value(other) == Some(is));
    match name {
        "birth_date" | "valid_until" => alike(day),
        "sex" => alike(sex),
        _ => false,
    }
}

/// 男, 男 M. and M are one.
fn sex(text: &str) -> Option<(u32, u32, u32)> {
    let sign = text.chars().find(|c| "男女".contains(*c)).or(text.chars().find(|c| "MF".contains(*c)))?;
    Some((u32::from("女F".contains(sign)), 0, 0))
}

/// Whether the value of a field of this name stands somewhere in a text without fields. (A 男 may be anybody's.)
pub fn stands_in(name: &str, text: &str, whole: &str) -> bool {
    let Some(wanted) = day(text).filter(|_| ["birth_date", "valid_until"].contains(&name)) else {
        return false;
    };
    let signs: Vec<char> = whole.nfkc().filter(|c| !c.is_whitespace()).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    (0..signs.len()).any(|from| {
        let to = (from + SHORTEST..=(from + LONGEST).min(signs.len())).find(|to| {
            day(&signs[from..*to].iter().collect::<String>()) == Some(wanted) && !is_digit(Some(*to))
        });
        to.is_some() && !(is_digit(from.checked_sub(1)) && is_digit(Some(from)))
    })
}

/// Signs of 5年1月1日 and of 2028年(令和10年)12月28日.
const SHORTEST: usize = 6;
const LONGEST: usize = 18;

/// Year, month and day of 昭和56年5月10日生, 2028年06月12日, 2028年(令和10年)6月12日, 2028-06-12 or 12 JUN 2028; `None` for any
/// other text. Brackets are no part of a day; a year told twice has to be the same year.
fn day(text: &str) -> Option<(u32, u32, u32)> {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace() && !"()".contains(*c)).collect();
    let text = text.trim_end_matches("まで有効").trim_end_matches('生');
    if let Some((day, year)) = MONTHS.iter().zip(1..).find_map(|(name, month)| {
        let (day, year) = text.split_once(name)?;
        Some(((month, day.parse().ok()?), year.parse().ok()?))
    }) {
        return Some((year, day.0, day.1));
    }
    if let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] {
        return Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?));
    }
    let (years, rest) = text.rsplit_once('年')?;
    let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
    let years: Vec<u32> = years.split('年').map(year).collect::<Option<_>>()?;
    let [first, ref others @ ..] = years[..] else { return None };
    let one = others.iter().all(|other| *other == first);
    one.then_some((first, month.parse().ok()?, day.parse().ok()?))
}

/// The year of 令和10, 平成元 or 2028.
fn year(text: &str) -> Option<u32> {
    let eras = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("明治", 1867)];
    let (before, year) =
        eras.iter().find_map(|(name, before)| Some((*before, text.strip_prefix(name)?))).unwrap_or((0, text));
    Some(before + if year == "元" { 1 } else { year.parse::<u32>().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_what_it_says_not_how_it_is_written() {
        let printed = "2026年(令和08年)11月12日まで有効";
        for said in [
            "2026年(令和08年11月12日まで有効",
            "2026年（令和08年）11月12日",
            "令和8年11月12日",
            "12 NOV 2026",
        ] {
            assert!(same("valid_until", said, printed), "{said}");
        }
        for said in
            ["2026年(令和09年)11月12日まで有効", "2026年11月13日", "20年(令和08年)11月12日", "11月12日", ""]
        {
            assert!(!same("valid_until", said, printed), "{said}");
        }
    }

    #[test]
    fn a_day_stands_in_a_text_as_a_whole() {
        let text = "氏名 山田\n平成 2年 1月 11日生 2026年（令和08年）11月12日まで有効";
        for (day, stands) in [
            ("平成2年1月11日", true),
            ("2026年11月12日", true),
            ("平成2年1月1日", false),
            ("26年11月12日", false),
            ("2026年11月1日", false),
        ] {
            assert_eq!(stands_in("birth_date", day, text), stands, "{day}");
        }
        assert!(!stands_in("sex", "男", "男"));
    }
}
