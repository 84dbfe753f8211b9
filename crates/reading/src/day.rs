//! Days as cards and certificates write them: Japanese eras, western years, digits only.
//!
//! What an era date is in the western calendar stands in [`Era`]; here is only how it is written.

use jiff::civil::Date;
use kakanai_domain::card::Certainty;
use kakanai_domain::date::Day;
use kakanai_domain::era::{Era, year_words};
use serde::Deserialize;

use crate::width::plain_text;

/// How a column of a code writes a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum DateFormat {
    /// `1981-05-10`; 99 for an unknown month or day (DS-441).
    #[serde(rename = "YYYY-MM-DD")]
    Dashed,
    /// `19810510`; 99 or 00 for an unknown month or day.
    #[serde(rename = "YYYYMMDD")]
    Digits,
    /// `S560510` or `3560510`: era letter or number, year, month, day.
    #[serde(rename = "GYYMMDD")]
    EraDigits,
    /// `昭和56年5月10日`, `1981年5月10日`, `S56.5.10`, 「平成元.3.31」. Sure where the calendar has that day; doubtful where a year
    /// runs beyond its era (平成35年), which old papers print and which is converted.
    #[serde(rename = "words")]
    Words,
}

impl DateFormat {
    /// The day a text says in this format, and how sure that is; `None` where it is no such day.
    pub fn read(self, text: &str) -> Option<(Day, Certainty)> {
        let text = plain_text(text.trim());
        match self {
            DateFormat::Dashed => {
                let mut parts = text.split('-');
                let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
                let widths = (year.len(), month.len(), day.len()) == (4, 2, 2);
                (widths && parts.next().is_none())
                    .then(|| western(number(year)?, number(month)?, number(day)?))?
            }
            DateFormat::Digits => (text.len() == 8)
                .then(|| western(part(&text, 0, 4)?, part(&text, 4, 2)?, part(&text, 6, 2)?))?,
            DateFormat::EraDigits => {
                let sign = text.chars().next().filter(|_| text.len() == 7)?.to_ascii_uppercase();
                in_era(era_of_sign(sign)?, part(&text, 1, 2)?, part(&text, 3, 2)?, part(&text, 5, 2)?)
            }
            DateFormat::Words => words(&text),
        }
    }
}

fn words(text: &str) -> Option<(Day, Certainty)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_suffix("生まれ").or_else(|| text.strip_suffix('生')).unwrap_or(&text);
    let mut after_first = text.chars();
    let first = after_first.next()?;
    let (era, rest) = match Era::ALL.into_iter().find(|era| text.starts_with(era.name())) {
        Some(era) => (Some(era), text.strip_prefix(era.name())?),
        None => match era_of_sign(first.to_ascii_uppercase()).filter(|_| !first.is_ascii_digit()) {
            Some(era) => (Some(era), after_first.as_str()),
            None => (None, text),
        },
    };
    let (year, rest) = split_at_mark(rest, &['年', '.', '/', '-'])?;
    let year = match (era, year) {
        (Some(_), "元") => 1,
        (Some(_), year) if year.len() <= 2 => number(year)?,
        (None, year) if year.len() == 4 => number(year)?,
        _ => return None,
    };
    if rest == "月日不詳" {
        return match era {
            Some(era) => in_era(era, year, UNKNOWN, UNKNOWN),
            None => western(year, UNKNOWN, UNKNOWN),
        };
    }
    let (month, rest) = split_at_mark(rest, &['月', '.', '/', '-'])?;
    let month = number(month).filter(|_| month.len() <= 2)?;
    let day = match rest {
        "日不詳" => UNKNOWN,
        rest => {
            let rest = rest.strip_suffix('日').unwrap_or(rest);
            number(rest).filter(|_| rest.len() <= 2)?
        }
    };
    match era {
        Some(era) => in_era(era, year, month, day),
        None => western(year, month, day),
    }
}

fn split_at_mark<'a>(text: &'a str, marks: &[char]) -> Option<(&'a str, &'a str)> {
    let at = text.find(marks)?;
    let mark = text.get(at..)?.chars().next()?;
    Some((text.get(..at)?, text.get(at + mark.len_utf8()..)?))
}

/// The era of a letter, of the number in codes (1 is 明治), or of the one-character sign.
fn era_of_sign(sign: char) -> Option<Era> {
    match sign {
        'M' | '1' | '㍾' => Some(Era::Meiji),
        'T' | '2' | '㍽' => Some(Era::Taisho),
        'S' | '3' | '㍼' => Some(Era::Showa),
        'H' | '4' | '㍻' => Some(Era::Heisei),
        'R' | '5' | '㋿' => Some(Era::Reiwa),
        _ => None,
    }
}

fn in_era(era: Era, year: i16, month: i16, day: i16) -> Option<(Day, Certainty)> {
    let written = |rest: &str| format!("{}{}年{rest}", era.name(), year_words(year));
    if is_unknown(month) || is_unknown(day) {
        let month = (!is_unknown(month)).then_some(month);
        let rest = month.map_or("月日不詳".to_owned(), |month| format!("{month}月日不詳"));
        return partly(written(&rest), era.day(year, 12, 31)?.year(), month);
    }
    let (m, d) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    match era.day(year, m, d) {
        Some(date) if runs_over(era, date) => Some((Day::Exact(date), Certainty::Doubtful)),
        Some(date) => Some((Day::Exact(date), Certainty::Checked)),
        // Days before 明治6年 are of another calendar: kept as they are written. Any other day before its era never was.
        None if era == Era::Meiji
            && (1..6).contains(&year)
            && (1..=12).contains(&m)
            && (1..=30).contains(&d) =>
        {
            let written = written(&format!("{month}月{day}日"));
            Some((Day::Partly { written, year: None, month: None }, Certainty::Doubtful))
        }
        None => None,
    }
}

/// Whether a day is past the end of its era. 明治45年7月30日 and 大正15年12月25日 are days of both eras.
fn runs_over(era: Era, date: Date) -> bool {
    let of = Era::of(date).map_or(era, |of| of.era);
    let shared = date == of.first_day() && matches!(of, Era::Taisho | Era::Showa);
    of != era && !shared
}

fn western(year: i16, month: i16, day: i16) -> Option<(Day, Certainty)> {
    if is_unknown(month) {
        return partly(format!("{year}年月日不詳"), year, None);
    }
    if is_unknown(day) {
        return partly(format!("{year}年{month}月日不詳"), year, Some(month));
    }
    Some((Day::Exact(date(year, month, day)?), Certainty::Checked))
}

fn partly(written: String, year: i16, month: Option<i16>) -> Option<(Day, Certainty)> {
    // The same bounds as for a whole day: the first of the month must exist.
    date(year, month.unwrap_or(1), 1)?;
    let month = month.and_then(|month| i8::try_from(month).ok());
    Some((Day::Partly { written, year: Some(year), month }, Certainty::Likely))
}

/// How codes write a part that is not known (DS-441).
const UNKNOWN: i16 = 99;

fn is_unknown(part: i16) -> bool {
    matches!(part, 0 | UNKNOWN)
}

/// A day of the years people are born in.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1873..=2200).contains(&year).then_some(date)
}

fn part(text: &str, from: usize, len: usize) -> Option<i16> {
    number(text.get(from..from + len)?)
}

fn number(digits: &str) -> Option<i16> {
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(day: Option<(Day, Certainty)>) -> String {
        match day {
            Some((Day::Exact(date), certainty)) => format!("{date} {certainty:?}"),
            Some((Day::Partly { written, year, month }, _)) => format!("{written} {year:?} {month:?}"),
            None => "-".into(),
        }
    }

    #[test]
    fn cards_write_days_in_words() {
        for (text, expected) in [
            ("昭和56年5月10日生", "1981-05-10 Checked"),
            ("昭和５６年　５月１０日", "1981-05-10 Checked"),
            ("1981年5月10日生", "1981-05-10 Checked"),
            ("平成元年3月31日生", "1989-03-31 Checked"),
            ("平成1年03月31日", "1989-03-31 Checked"),
            ("㍼64.1.7", "1989-01-07 Checked"),
            ("令和元年5月1日", "2019-05-01 Checked"),
            ("平成31年4月30日", "2019-04-30 Checked"),
            ("R6/9/5", "2024-09-05 Checked"),
            ("h20-02-29", "2008-02-29 Checked"),
            // Overlap days: both eras are right.
            ("明治45年7月30日", "1912-07-30 Checked"),
            ("大正元年7月30日", "1912-07-30 Checked"),
            ("大正15年12月25日", "1926-12-25 Checked"),
            ("昭和元年12月25日", "1926-12-25 Checked"),
            // Beyond the era: converted, but somebody has to look.
            ("平成35年4月1日", "2023-04-01 Doubtful"),
            ("昭和64年1月8日", "1989-01-08 Doubtful"),
            // Before the era, or no day at all.
            ("平成元年1月7日", "-"),
            ("令和元年4月30日", "-"),
            ("昭和56年2月29日", "-"),
            ("昭和56年13月1日", "-"),
            ("昭和0年1月1日", "-"),
            ("56年5月10日", "-"),
            ("昭和56年5月", "-"),
            ("見本", "-"),
            ("", "-"),
            // Partly unknown, and the old calendar.
            ("昭和20年月日不詳", "昭和20年月日不詳 Some(1945) None"),
            ("昭和20年3月日不詳", "昭和20年3月日不詳 Some(1945) Some(3)"),
            ("明治5年3月1日", "明治5年3月1日 None None"),
        ] {
            assert_eq!(exact(DateFormat::Words.read(text)), expected, "{text}");
        }
    }

    #[test]
    fn codes_write_days_in_digits() {
        for (format, text, expected) in [
            (DateFormat::Dashed, "1981-05-10", "1981-05-10 Checked"),
            (DateFormat::Dashed, "1945-99-99", "1945年月日不詳 Some(1945) None"),
            (DateFormat::Dashed, "81-05-10", "-"),
            (DateFormat::Dashed, "1981-5-10", "-"),
            (DateFormat::Dashed, "9999-99-99", "-"),
            (DateFormat::Digits, "19810510", "1981-05-10 Checked"),
            (DateFormat::Digits, "１９８１０５１０", "1981-05-10 Checked"),
            (DateFormat::Digits, "19450300", "1945年3月日不詳 Some(1945) Some(3)"),
            (DateFormat::Digits, "198105101", "-"),
            (DateFormat::EraDigits, "S560510", "1981-05-10 Checked"),
            (DateFormat::EraDigits, "3560510", "1981-05-10 Checked"),
            (DateFormat::EraDigits, "R060905", "2024-09-05 Checked"),
            (DateFormat::EraDigits, "H010107", "-"),
            (DateFormat::EraDigits, "X560510", "-"),
            (DateFormat::EraDigits, "昭56051", "-"),
        ] {
            assert_eq!(exact(format.read(text)), expected, "{text}");
        }
    }
}
