//! 免許証の番号 and 在留カード等の番号; and 性別.

use kakanai_domain::card::Certainty;

use super::{Doubt, Said, elect, letter, tidy};
use crate::number::forget;

/// Whether twelve digits are a number of a driving licence by its check digit: the eleventh, of the first ten times
/// 5 4 3 2 7 6 5 4 3 2, modulo 11. The rule is not published: it warns, it never refuses.
pub(crate) fn is_licence_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 =
        digits.iter().zip([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    let check = match sum % 11 {
        0 => 1,
        1 => 0,
        rest => 11 - rest,
    };
    digits.len() == 12 && text.chars().count() == 12 && digits.get(10) == Some(&check)
}

/// A number of a licence, or of a card of a foreign resident (two letters, eight digits, two letters).
pub(crate) fn read(said: &[Said]) -> Option<(String, Certainty, Vec<Doubt>)> {
    let texts: Vec<(String, f32)> =
        said.iter().filter_map(|said| Some((number(&said.text)?, said.weight()))).collect();
    let votes = texts.iter().map(|(text, weight)| {
        // One in eleven misread numbers has a right check digit: it counts much, not all.
        (text.clone(), if is_licence_number(text) { 4.0 * weight } else { *weight })
    });
    let (text, share, count) = elect(votes)?;
    let surest = said.iter().map(|said| said.confidence).fold(1.0, f32::min);
    let digits_only = text.bytes().all(|b| b.is_ascii_digit());
    let checked = is_licence_number(&text);
    let mut doubts = Vec::new();
    if digits_only && !checked {
        doubts.push(Doubt::CheckDigit);
    }
    let agreed = count == said.len() && count >= 2;
    let certainty = match () {
        () if checked && agreed => Certainty::Checked,
        () if checked && share > 0.6 => Certainty::Likely,
        () if !digits_only && agreed && surest > 0.8 => Certainty::Likely,
        () => Certainty::Doubtful,
    };
    if certainty == Certainty::Doubtful && doubts.is_empty() {
        doubts.push(Doubt::Unclear);
    }
    Some((text, certainty, doubts))
}

fn number(text: &str) -> Option<String> {
    let plain: String = tidy(text).to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let digit = |c: char| match c {
        'O' | 'Q' | 'D' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        other => other,
    };
    let digits: String = plain.chars().map(digit).collect();
    if digits.len() == 12
        && digits.bytes().all(|b| b.is_ascii_digit())
        && plain.bytes().filter(u8::is_ascii_digit).count() >= 9
    {
        return Some(digits);
    }
    // The last twelve signs of that form: a label may stand before.
    let signs: Vec<char> = plain.chars().collect();
    let of = |signs: &[char]| -> Option<String> {
        let text: String = signs
            .iter()
            .enumerate()
            .map(|(nth, c)| if (2..10).contains(&nth) { digit(*c) } else { letter(*c) })
            .collect();
        let right = text.chars().enumerate().all(|(nth, c)| match (2..10).contains(&nth) {
            true => c.is_ascii_digit(),
            false => c.is_ascii_uppercase(),
        });
        right.then_some(text)
    };
    let found = signs.windows(12).rev().find_map(of);
    forget(digits);
    found
}

/// 「男」 is `false`, 「女」 is `true`; an M or F beside it has to agree.
pub(crate) fn read_sex(said: &[Said]) -> Option<(bool, Certainty, Vec<Doubt>)> {
    let votes: Vec<(bool, f32)> =
        said.iter().filter_map(|said| Some((sex(&said.text)?, said.weight()))).collect();
    let (female, share, count) = elect(votes)?;
    let surest = said.iter().map(|said| said.confidence).fold(1.0, f32::min);
    let certainty = match () {
        () if count == said.len() && count >= 2 && surest > 0.6 => Certainty::Checked,
        () if share > 0.99 => Certainty::Likely,
        () => Certainty::Doubtful,
    };
    let doubts = if certainty == Certainty::Doubtful { vec![Doubt::Unclear] } else { Vec::new() };
    Some((female, certainty, doubts))
}

fn sex(text: &str) -> Option<bool> {
    let text = tidy(text).to_uppercase();
    let count = |signs: &[char]| text.chars().filter(|c| signs.contains(c)).count();
    let (men, women) = (count(&['男', 'M', '勇', '田']), count(&['女', 'F', '安']));
    match (men, women) {
        (men, 0) if men > 0 => Some(false),
        (0, women) if women > 0 => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;
    use super::*;

    #[test]
    fn check_digits_of_licences() {
        // 3012345678 has 1, 0123456789 has 2.
        assert!(is_licence_number("301234567810") && is_licence_number("012345678920"));
        assert!(!is_licence_number("301234567820") && !is_licence_number("3012345678"));
        let (text, certainty, _) = read(&said(&[("30123456781O", 0.9), ("301234567810", 0.8)])).unwrap();
        assert_eq!((text.as_str(), certainty), ("301234567810", Certainty::Checked));
        let (text, certainty, _) = read(&said(&[("301234561810", 0.9), ("301234567810", 0.6)])).unwrap();
        assert_eq!(
            (text.as_str(), certainty),
            ("301234567810", Certainty::Likely),
            "the one with a right digit wins"
        );
        let (text, certainty, doubts) = read(&said(&[("301234567820", 0.9); 2])).unwrap();
        assert_eq!(
            (text.as_str(), certainty),
            ("301234567820", Certainty::Doubtful),
            "warned about, not refused"
        );
        assert_eq!(doubts, [Doubt::CheckDigit]);
    }

    #[test]
    fn numbers_of_residence_cards() {
        let (text, certainty, _) = read(&said(&[("AB1234S678CD", 0.9), ("NOAB12345678CD", 0.9)])).unwrap();
        assert_eq!((text.as_str(), certainty), ("AB12345678CD", Certainty::Likely));
        assert!(read(&said(&[("ABCDEFGHIJKL", 0.9), ("", 0.0)])).is_none());
    }

    #[test]
    fn sex_is_one_of_two() {
        assert_eq!(read_sex(&said(&[("男男男", 0.9); 2])).unwrap(), (false, Certainty::Checked, vec![]));
        assert!(read_sex(&said(&[("女「.", 0.8), ("女F.", 0.7)])).unwrap().0);
        assert_eq!(read_sex(&said(&[("女男", 0.8), ("", 0.0)])), None);
        assert_eq!(read_sex(&said(&[("男", 0.8), ("女", 0.7)])).unwrap().1, Certainty::Doubtful);
    }
}
