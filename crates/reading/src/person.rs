//! 氏名 and 性別 as cards and certificates write them.

use kakanai_domain::card::Certainty;
use kakanai_domain::person::Name;

use crate::width::{is_katakana, katakana, plain_text};

/// Splits a written name at its space: 「見本　太郎」, 「見本　太郎（ミホン　タロウ）」, 「MIHON TARO」.
///
/// Likely where the parts are plain to see; doubtful where there is no space, a second one, a 旧氏 in brackets
/// or a sign that stands for a character the writer did not have (〓 ● □ ＊): a person looks at those. `None` where
/// nothing is written.
pub fn split_name(text: &str) -> Option<(Name, Certainty)> {
    let (written, kana) = without_reading(text.trim());
    let (written, bracket) = without_bracket(written);
    let written = written.trim();
    let mut name = Name::default();
    let latin = plain_text(written);
    let mut certainty = Certainty::Likely;
    if latin.chars().any(|c| c.is_ascii_alphabetic()) && latin.is_ascii() {
        name.latin = latin.split_whitespace().collect::<Vec<_>>().join(" ");
    } else {
        let parts: Vec<&str> = written.split_whitespace().collect();
        match parts.as_slice() {
            [] => return None,
            [whole] => {
                name.family = (*whole).to_owned();
                certainty = Certainty::Doubtful;
            }
            [family, given] => {
                name.family = (*family).to_owned();
                name.given = (*given).to_owned();
            }
            [family, given @ ..] => {
                name.family = (*family).to_owned();
                name.given = given.join("\u{3000}");
                certainty = Certainty::Doubtful;
            }
        }
    }
    if let Some(kana) = kana {
        certainty = certainty.min(add_kana(&mut name, kana));
    }
    if bracket || written.contains(['〓', '●', '□', '＊', '*', '?', '？']) {
        certainty = Certainty::Doubtful;
    }
    Some((name, certainty))
}

/// Puts a フリガナ into a name, split like it; half-width kana and hiragana become full-width katakana.
pub fn add_kana(name: &mut Name, text: &str) -> Certainty {
    let kana = katakana(text.trim());
    let parts: Vec<&str> = kana.split_whitespace().collect();
    let certainty = match parts.as_slice() {
        [family, given] => {
            name.family_kana = (*family).to_owned();
            name.given_kana = (*given).to_owned();
            Certainty::Likely
        }
        [] => Certainty::Likely,
        [family, given @ ..] => {
            name.family_kana = (*family).to_owned();
            name.given_kana = given.join("\u{3000}");
            Certainty::Doubtful
        }
    };
    if is_katakana(&kana) { certainty } else { Certainty::Doubtful }
}

/// 「男」 is `Some(false)`, 「女」 is `Some(true)`.
pub fn is_female(text: &str) -> Option<bool> {
    match text.trim() {
        "女" | "女性" | "F" | "Ｆ" => Some(true),
        "男" | "男性" | "M" | "Ｍ" => Some(false),
        _ => None,
    }
}

/// A フリガナ in parentheses after the name, as 転出証明書 print it.
fn without_reading(text: &str) -> (&str, Option<&str>) {
    let open = ['（', '('];
    let close = ['）', ')'];
    match text.split_once(open) {
        Some((name, rest))
            if rest.ends_with(close) && is_katakana(&katakana(rest.trim_end_matches(close))) =>
        {
            (name, Some(rest.trim_end_matches(close)))
        }
        _ => (text, None),
    }
}

/// 旧氏 stands in brackets and is no part of the name to write on a form.
fn without_bracket(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut found = false;
    for c in text.chars() {
        match c {
            '[' | '［' | '〔' => (inside, found) = (true, true),
            ']' | '］' | '〕' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    (out, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> String {
        match split_name(text) {
            Some((n, certainty)) => format!(
                "{}|{}|{}|{}|{} {certainty:?}",
                n.family, n.given, n.family_kana, n.given_kana, n.latin
            ),
            None => "-".into(),
        }
    }

    #[test]
    fn names_are_split_where_a_reader_would() {
        for (text, expected) in [
            ("見本　太郎", "見本|太郎||| Likely"),
            (" 見本 太郎 ", "見本|太郎||| Likely"),
            ("見本　太郎（ミホン　タロウ）", "見本|太郎|ミホン|タロウ| Likely"),
            ("見本　太郎(ﾐﾎﾝ ﾀﾛｳ)", "見本|太郎|ミホン|タロウ| Likely"),
            ("見本太郎", "見本太郎|||| Doubtful"),
            ("見本［例題］　花子", "見本|花子||| Doubtful"),
            ("見〓　太郎", "見〓|太郎||| Doubtful"),
            ("ＭＩＨＯＮ　ＪＯＨＮ  A", "||||MIHON JOHN A Likely"),
            ("ジョン　スミス　ミホン", "ジョン|スミス　ミホン||| Doubtful"),
            ("　", "-"),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn kana_that_is_no_kana_is_doubtful() {
        let mut name = Name::default();
        assert_eq!(add_kana(&mut name, "ミホン　タロウ"), Certainty::Likely);
        assert_eq!(add_kana(&mut name, "見本　太郎"), Certainty::Doubtful);
    }
}
