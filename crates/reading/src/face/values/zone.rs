//! The machine-readable zone of a passport (ICAO 9303, TD3): two lines of 44 signs, with check digits.

use jiff::civil::Date;
use kakanai_domain::card::Certainty;

use super::{Said, elect, letter};

/// What a zone says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Zone {
    /// 姓 and 名 in Latin letters; empty where the first line was not read.
    pub(crate) name: String,
    pub(crate) birth: Option<(Date, Certainty)>,
    pub(crate) female: Option<(bool, Certainty)>,
    pub(crate) until: Option<(Date, Certainty)>,
}

/// The check digit of signs: weights 7, 3, 1; letters from 10; `<` is 0.
fn check_digit(signs: &str) -> Option<u32> {
    let value = |c: char| if c == '<' { Some(0) } else { c.to_digit(36) };
    let mut sum = 0;
    for (c, weight) in signs.chars().zip([7, 3, 1].into_iter().cycle()) {
        sum += value(c)? * weight;
    }
    Some(sum % 10)
}

fn digits(text: &str) -> String {
    let digit = |c| match c {
        'O' | 'Q' | 'D' | 'U' => '0',
        'I' | 'L' | 'T' => '1',
        'Z' => '2',
        'S' => '5',
        'G' | 'E' => '6',
        'B' => '8',
        other => other,
    };
    text.chars().map(digit).collect()
}

/// What readings of both lines say. A day whose check digit is right in all of them is sure.
pub(crate) fn read(lines: &[(Said, Said)], year_now: i16) -> Option<Zone> {
    let names = lines.iter().filter_map(|(first, _)| Some((name(&first.text)?, first.weight())));
    let name = elect(names).map(|(name, ..)| name).unwrap_or_default();
    let mut zone = Zone { name, birth: None, female: None, until: None };
    for (_, second) in lines {
        let signs: Vec<char> = second.text.chars().filter(|c| !c.is_whitespace()).collect();
        let part =
            |from: usize, to: usize| -> String { signs.get(from..to).unwrap_or_default().iter().collect() };
        let birth = day(&part(13, 20), |year| if year > year_now % 100 { 1900 + year } else { 2000 + year });
        let until = day(&part(21, 28), |year| 2000 + year);
        let agree = |known: &mut Option<(Date, Certainty)>, day: Option<Date>| match (&known, day) {
            (None, Some(day)) => *known = Some((day, Certainty::Likely)),
            (Some((date, _)), Some(day)) if *date == day => *known = Some((day, Certainty::Checked)),
            (Some((date, _)), Some(_)) => *known = Some((*date, Certainty::Doubtful)),
            (Some(_) | None, None) => {}
        };
        agree(&mut zone.birth, birth);
        agree(&mut zone.until, until);
        let sex = match (birth.is_some() || until.is_some(), signs.get(20)) {
            (true, Some('F')) => Some(true),
            (true, Some('M')) => Some(false),
            _ => None,
        };
        match (zone.female, sex) {
            (None, Some(female)) => zone.female = Some((female, Certainty::Likely)),
            (Some((known, _)), Some(female)) if known == female => {
                zone.female = Some((known, Certainty::Checked))
            }
            (Some((known, _)), Some(_)) => zone.female = Some((known, Certainty::Doubtful)),
            (Some(_) | None, None) => {}
        }
    }
    (zone.birth.is_some() || zone.until.is_some()).then_some(zone)
}

/// Six digits with their check digit.
fn day(signs: &str, century: impl Fn(i16) -> i16) -> Option<Date> {
    let signs = digits(signs);
    let (day, check) = signs.split_at_checked(6)?;
    if check_digit(day)? != check.parse::<u32>().ok()? {
        return None;
    }
    let part = |from: usize| -> Option<i16> { day.get(from..from + 2)?.parse().ok() };
    let (year, month, day) = (part(0)?, part(2)?, part(4)?);
    Date::new(century(year), i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Signs of the first line, which has no digits.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(letter).collect()
}

/// `P<JPNMIHON<<TARO<<<…`: engines take fillers for K, so the name ends where they begin.
fn name(line: &str) -> Option<String> {
    let line = letters(line);
    let rest = line.get(5..)?;
    let (family, rest) = rest.split_once("<<")?;
    let end = rest.find("<<").or_else(|| rest.find("KKK")).or_else(|| rest.find("<K"))?;
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_uppercase() || c == '<');
    let given = rest.get(..end)?.trim_matches('<');
    let found = plain(family) && plain(given) && !family.is_empty();
    found.then(|| format!("{} {}", family.replace('<', " "), given.replace('<', " ")).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said {
        Said { text: text.to_owned(), confidence: 0.9 }
    }

    #[test]
    fn the_specimen_is_read() {
        let first = "P<JPNGAIMU<<SAKURA<<<<<<<<<<<<<<<<<<<<<<<<<<";
        let second = "TR12345672JPN0001018M2501017<<<<<<<<<<<<<<08";
        let misread = "TR12345672JPN00O1O18M25OIO17<<<<KKKK<<<<<<<";
        let zone = read(&[(said(first), said(second)), (said(first), said(misread))], 2026).unwrap();
        assert_eq!(zone.name, "GAIMU SAKURA");
        assert_eq!(zone.birth, Some((Date::constant(2000, 1, 1), Certainty::Checked)));
        assert_eq!(zone.until, Some((Date::constant(2025, 1, 1), Certainty::Checked)));
        assert_eq!(zone.female, Some((false, Certainty::Checked)));
        // Each line may have been read several ways; the first has no digits.
        let round = first.replace('O', "0").replace("GAIMU", "GA1MU");
        let zone = read(&[(said(&round), said(second))], 2026).unwrap();
        assert_eq!(zone.name, "GAIMU SAKURA");
        let wrong = second.replace("0001018", "0001028");
        let zone = read(&[(said(first), said(&wrong))], 2026).unwrap();
        assert_eq!(zone.birth, None, "a wrong check digit is not read");
        assert_eq!(check_digit("L898902C3"), Some(6));
    }
}
