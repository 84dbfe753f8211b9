//! 個人番号: recognised only in order not to be read.

use kakanai_domain::card::{Unread, WhyUnread};
use zeroize::Zeroize;

use crate::width::plain_digit;

/// Whether a text is nothing but 12 digits, however they are written: full-width, in groups, with hyphens.
///
/// The check digit is not looked at: nothing else on a card or certificate is 12 digits alone, and a number
/// misread by one digit is still somebody's number.
pub(crate) fn is_individual_number(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match plain_digit(c) {
            Some(_) => digits += 1,
            None if is_filler(c) => {}
            None => return false,
        }
    }
    digits == 12
}

/// Whether such 12 digits stand anywhere in a text.
fn holds_individual_number(text: &str) -> bool {
    text.split(|c| plain_digit(c).is_none() && !is_filler(c)).any(is_individual_number)
}

/// What answered nothing, for the clerk to see; a text that holds 12 digits is withheld, whatever it may be.
pub(crate) fn unread(column: &str, member: Option<u16>, why: WhyUnread, text: &str) -> Unread {
    let (why, text) = match why {
        WhyUnread::NoPlace | WhyUnread::NotUnderstood | WhyUnread::Differs
            if !holds_individual_number(text) =>
        {
            (why, text.to_owned())
        }
        WhyUnread::NoPlace | WhyUnread::NotUnderstood | WhyUnread::Differs | WhyUnread::Withheld => {
            (WhyUnread::Withheld, String::new())
        }
    };
    Unread { column: column.to_owned(), member, why, text }
}

/// The same of bytes whose encoding is not known yet (digits are alike in UTF-8 and Shift_JIS).
pub(crate) fn bytes_are_individual_number(bytes: &[u8]) -> bool {
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let rest = bytes.iter().all(|b| b.is_ascii_digit() || b.is_ascii_whitespace() || matches!(b, b'-' | 0));
    digits == 12 && rest
}

fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−' | '－' | 'ー' | 'ｰ' | '\u{feff}' | '\0')
}

/// Words that name what must never be read, as column or field names.
pub(crate) fn is_forbidden_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["individual_number", "my_number", "mynumber", "organ_donation", "個人番号", "マイナンバー", "臓器"]
        .iter()
        .any(|word| name.contains(word))
}

/// Overwrites and forgets.
pub(crate) fn forget(mut text: String) {
    text.zeroize();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_are_recognised_however_written() {
        for text in [
            "123456789018",
            "1234 5678 9018",
            "1234-5678-9018",
            "１２３４５６７８９０１８",
            "１２３４　５６７８　９０１８",
            "1234－5678－9018\r\n",
            "\u{feff}123456789018\0",
        ] {
            assert!(is_individual_number(text), "{text}");
        }
        for text in ["12345678901", "1234567890189", "123456789018,a", "見本 123456789018", "", "20261128"]
        {
            assert!(!is_individual_number(text), "{text}");
        }
        for text in ["見本 1234-5678-9018", "番号１２３４５６７８９０１８です", "1,123456789018"]
        {
            let kept = unread("備考", None, WhyUnread::NoPlace, text);
            assert_eq!((kept.why, kept.text.as_str()), (WhyUnread::Withheld, ""), "{text}");
        }
        assert_eq!(unread("備考", None, WhyUnread::NoPlace, "電話 000-0000-0001").text, "電話 000-0000-0001");
        assert!(bytes_are_individual_number(b" 123456789018\0"));
        assert!(!bytes_are_individual_number(b"1234567890181"));
    }

    #[test]
    fn forbidden_names_are_known_in_both_languages() {
        for name in
            ["individual_number", "organ_donation", "個人番号", "世帯主のマイナンバー", "臓器提供意思"]
        {
            assert!(is_forbidden_name(name), "{name}");
        }
        assert!(!is_forbidden_name("住民票コード"));
    }
}
