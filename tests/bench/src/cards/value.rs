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

/// Year, month and day of 昭和56年5月10日生, 2028年06月12日, 2026年(令和08年)11月12日まで有効, 2028-06-12 or 12 JUN 2028; `None` for any
/// other text. Where both calendars stand, 西暦 is the year.
fn day(text: &str) -> Option<(u32, u32, u32)> {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
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
    let (year, rest) = text.split_once('年')?;
    let also = rest.strip_prefix('(').and_then(|rest| rest.split_once('年'));
    let rest = also.map_or(rest, |(_, rest)| rest.trim_start_matches(')'));
    let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
    let eras = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("明治", 1867)];
    let (before, year) =
        eras.iter().find_map(|(name, before)| Some((*before, year.strip_prefix(name)?))).unwrap_or((0, year));
    let year: u32 = if year == "元" { 1 } else { year.parse().ok()? };
    Some((before + year, month.parse().ok()?, day.parse().ok()?))
}
