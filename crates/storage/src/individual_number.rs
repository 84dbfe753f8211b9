//! 個人番号 is never stored: answers are looked at before they are written.

use kakanai_domain::date::Day;
use kakanai_domain::session::Said;

/// Whether an answer is, or as free text contains, a 個人番号.
pub(crate) fn holds_individual_number(said: &Said) -> bool {
    match said {
        Said::Text(text) => holds_number(text),
        Said::Phone(text) | Said::PostalCode(text) | Said::Choice(text) => is_number_alone(text),
        Said::Choices(texts) => texts.iter().any(|text| is_number_alone(text)),
        Said::Name(name) => [&name.family, &name.given, &name.family_kana, &name.given_kana, &name.latin]
            .into_iter()
            .any(|text| is_number_alone(text)),
        Said::Address(address) => [
            &address.postal_code,
            &address.prefecture,
            &address.city,
            &address.town,
            &address.block,
            &address.building,
            &address.country,
        ]
        .into_iter()
        .any(|text| is_number_alone(text)),
        Said::Date(Day::Partly { written, .. }) => is_number_alone(written),
        Said::Number(number) | Said::Money(number) => is_individual_number(&number.to_string()),
        Said::Date(Day::Exact(_)) | Said::Unknown | Said::YesNo(_) | Said::Member(_) | Said::Members(_) => {
            false
        }
    }
}

/// Whether a text contains a 個人番号.
pub(crate) fn holds_number(text: &str) -> bool {
    runs_of_digits(text).any(|run| is_individual_number(&run))
}

/// Whether 12 digits end in the check digit of the 個人番号 (平成26年総務省令85号5条): the sum of the first eleven with the
/// weights 6 5 4 3 2 7 6 5 4 3 2, modulo 11, taken from 11; 0 where the remainder is 0 or 1.
pub(crate) fn is_individual_number(digits: &str) -> bool {
    let digits: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(10)).collect();
    let Some((check, number)) = digits.as_deref().and_then(|digits| digits.split_last()) else {
        return false;
    };
    if number.len() != WEIGHTS.len() {
        return false;
    }
    let rest = number.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    *check == if rest <= 1 { 0 } else { 11 - rest }
}

const WEIGHTS: [u32; 11] = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// Nothing but digits, spaces and hyphens, and the digits are a number.
fn is_number_alone(text: &str) -> bool {
    text.chars().all(|c| digit(c).is_some() || is_joint(c))
        && is_individual_number(&text.chars().filter_map(digit).collect::<String>())
}

/// The digits of a text, joined across spaces and hyphens, apart at anything else.
fn runs_of_digits(text: &str) -> impl Iterator<Item = String> {
    text.split(|c| digit(c).is_none() && !is_joint(c)).map(|run| run.chars().filter_map(digit).collect())
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

fn is_joint(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '—' | '−' | '－' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;
    use kakanai_domain::person::{Address, Name};

    /// The 12 digits whose first eleven are given, by the words of the ordinance: P(n) from the right, Q(n) = n + 1 or n - 5.
    fn number(eleven: u64) -> String {
        let p = |n: u32| (eleven / 10_u64.pow(n - 1)) % 10;
        let q = |n: u32| u64::from(if n <= 6 { n + 1 } else { n - 5 });
        let rest = (1..=11).map(|n| p(n) * q(n)).sum::<u64>() % 11;
        format!("{eleven:011}{}", if rest <= 1 { 0 } else { 11 - rest })
    }

    #[test]
    fn the_check_digit_is_the_one_of_the_ordinance() {
        assert_eq!(number(12_345_678_901), "123456789018");
        let mut random = fastrand::Rng::with_seed(5);
        for _ in 0..2000 {
            let right = number(random.u64(0..100_000_000_000));
            assert!(is_individual_number(&right));
            let check = right.as_bytes()[11] - b'0';
            for other in (0..10).filter(|other| *other != check) {
                assert!(!is_individual_number(&format!("{}{other}", &right[..11])));
            }
        }
        for other in ["", "12345678901", "1234567890180", "12345678901８", "abcdefghijkl"] {
            assert!(!is_individual_number(other), "{other}");
        }
    }

    #[test]
    fn answers_are_looked_at_whole() {
        let holds = [
            Said::Text("１２３４　５６７８　９０１８".into()),
            Said::Text("番号は1234-5678-9018です".into()),
            Said::Phone("123456789018".into()),
            Said::Number(123_456_789_018),
            Said::Name(Name { given: "123456789018".into(), ..Name::default() }),
            Said::Address(Address { building: "1234 5678 9018".into(), ..Address::default() }),
            Said::Date(Day::Partly { written: "123456789018".into(), year: None, month: None }),
        ];
        for said in &holds {
            assert!(holds_individual_number(said));
        }
        let harmless = [
            Said::Text("123456789017".into()),
            Said::Text("第123号、20261201".into()),
            Said::Text("91234567890181".into()),
            Said::Phone("000-0000-0001".into()),
            Said::Address(Address { block: "1-2-3".into(), ..Address::default() }),
            Said::Unknown,
            Said::YesNo(true),
        ];
        for said in &harmless {
            assert!(!holds_individual_number(said));
        }
    }
}
