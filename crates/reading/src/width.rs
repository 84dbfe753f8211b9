//! Full and half width: what people and machines write for the same character.

/// A digit, full-width or half-width.
pub(crate) fn plain_digit(c: char) -> Option<u32> {
    plain(c).to_digit(10)
}

/// The half-width form of full-width Latin letters, digits and signs; the plain space; anything else as it is.
pub(crate) fn plain(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '‐' | '‑' | '–' | '—' | '−' => '-',
        other => other,
    }
}

/// A text with plain Latin letters, digits and spaces.
pub(crate) fn plain_text(text: &str) -> String {
    text.chars().map(plain).collect()
}

/// Full-width katakana: from half-width katakana (with their voice marks) and from hiragana.
pub(crate) fn katakana(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mark = match c {
            'ﾞ' | '゛' | '\u{3099}' => Some(&VOICED),
            'ﾟ' | '゜' | '\u{309A}' => Some(&HALF_VOICED),
            _ => None,
        };
        if let Some((plain, marked)) = mark {
            let joined = out.chars().next_back().and_then(|last| {
                plain.chars().position(|p| p == last).and_then(|place| marked.chars().nth(place))
            });
            if let Some(joined) = joined {
                out.pop();
                out.push(joined);
                continue;
            }
        }
        out.push(match c {
            'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            '｡'..='ﾟ' => FULL.chars().nth((u32::from(c) - 0xFF61) as usize).unwrap_or(c),
            other => other,
        });
    }
    out
}

/// Full-width forms of U+FF61–U+FF9F, in that order.
const FULL: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
const VOICED: (&str, &str) =
    ("カキクケコサシスセソタチツテトハヒフヘホウ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ");
const HALF_VOICED: (&str, &str) = ("ハヒフヘホ", "パピプペポ");

/// Whether a text is in katakana, with the marks and spaces a reading has.
pub(crate) fn is_katakana(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | ' ' | '\u{3000}'))
}

/// The first character that must not stand in a text read from outside: control characters (line ends and tabs
/// excepted where `lines`), and characters that change the writing direction or are no characters.
pub(crate) fn forbidden(text: &str, lines: bool) -> Option<char> {
    text.chars().find(|c| match c {
        '\r' | '\n' | '\t' => !lines,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}' => true,
        other => other.is_control(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_become_full_width_katakana() {
        assert_eq!(katakana("ﾐﾎﾝ ﾀﾛｳ"), "ミホン タロウ");
        assert_eq!(katakana("ﾊﾞﾊﾟｳﾞｶﾞﾞ"), "バパヴガ゛");
        assert_eq!(katakana("みほん　はなこ"), "ミホン　ハナコ");
        assert_eq!(katakana("ゞ漢A"), "ゞ漢A");
        assert!(is_katakana(&katakana("ｼﾞｮﾝ･ﾎﾟｰﾙ")));
        assert_eq!(FULL.chars().count(), 63);
    }

    #[test]
    fn full_width_becomes_plain() {
        assert_eq!(plain_text("１２３－４５　Ａ"), "123-45 A");
    }

    #[test]
    fn direction_and_control_characters_are_found() {
        assert_eq!(forbidden("太郎\u{202E}", true), Some('\u{202E}'));
        assert_eq!(forbidden("a\u{1b}[0m", true), Some('\u{1b}'));
        assert_eq!(forbidden("a\r\nb", true), None);
        assert_eq!(forbidden("a\r\nb", false), Some('\r'));
        assert_eq!(forbidden("見本　太郎 𠮷", false), None);
    }
}
