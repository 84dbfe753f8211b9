//! What people type, brought into the one way it is kept: full-width katakana, plain digits.

/// Hiragana and half-width katakana as full-width katakana, spaces removed.
pub fn katakana(typed: &str) -> String {
    let mut kana = String::with_capacity(typed.len());
    for c in typed.trim().chars() {
        match c {
            'ぁ'..='ゖ' => kana.extend(char::from_u32(u32::from(c) + 0x60)),
            '｡'..='ﾟ' => widen(&mut kana, c),
            '-' | '－' | '―' | '‐' => kana.push('ー'),
            ' ' | '\u{3000}' => {}
            c => kana.push(c),
        }
    }
    kana
}

// The half-width block, in its own order (JIS X 0201).
const HALF: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// One half-width character; ﾞ and ﾟ join the character before them.
fn widen(kana: &mut String, half: char) {
    let joined = |kana: &mut String, plain: &str, marked: &str| {
        let last = kana.chars().next_back();
        let pair = plain.chars().zip(marked.chars()).find(|(plain, _)| Some(*plain) == last);
        if let Some((_, marked)) = pair {
            kana.pop();
            kana.push(marked);
        }
    };
    match half {
        'ﾞ' => joined(
            kana,
            "カキクケコサシスセソタチツテトハヒフヘホウ",
            "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ",
        ),
        'ﾟ' => joined(kana, "ハヒフヘホ", "パピプペポ"),
        half => kana.extend(HALF.chars().nth((u32::from(half) - u32::from('｡')) as usize)),
    }
}

/// Whether a reading is written in full-width katakana only.
pub fn is_katakana(kana: &str) -> bool {
    !kana.is_empty() && kana.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー' | '・'))
}

/// Full-width digits and letters as plain ones, all kinds of hyphens as `-`, spaces removed.
pub fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
            }
            'ー' | '－' | '―' | '‐' | '−' | '–' => '-',
            c => c,
        })
        .collect()
}

/// A whole number as somebody typed it.
pub fn number(typed: &str) -> Option<i64> {
    plain(typed).replace([',', '，'], "").parse().ok()
}

/// A year of an era: 元 is 1.
pub fn year(typed: &str) -> Option<i16> {
    match plain(typed).as_str() {
        "元" => Some(1),
        digits => digits.parse().ok(),
    }
}

/// Seven digits of a postal code.
pub fn postal_code(typed: &str) -> Option<String> {
    let digits = plain(typed).trim_start_matches('〒').replace('-', "");
    (digits.len() == 7 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// A telephone number of 10 or 11 digits (DS-445), or an international one; hyphens stay where they were typed.
pub fn phone(typed: &str) -> Option<String> {
    let number = plain(typed);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let international = number.starts_with('+');
    let clean = number.trim_start_matches('+').chars().all(|c| c.is_ascii_digit() || "-()".contains(c));
    let long = if international {
        (7..=15).contains(&digits)
    } else {
        (10..=11).contains(&digits) && number.starts_with('0')
    };
    (clean && long).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_become_katakana() {
        for (typed, kana) in [
            ("みほん", "ミホン"),
            ("ﾐﾎﾝ ｼﾞﾛｳ", "ミホンジロウ"),
            ("ﾊﾟﾋﾟ", "パピ"),
            ("ゔぁん-", "ヴァンー"),
            ("ヲー", "ヲー"),
            ("ｦﾝ", "ヲン"),
        ] {
            assert_eq!(katakana(typed), kana);
            assert!(is_katakana(kana));
        }
        assert!(!is_katakana("見本") && !is_katakana("") && !is_katakana("ABC"));
    }

    #[test]
    fn numbers_are_taken_as_typed() {
        assert_eq!(phone("０９９ー１２３ー４５６７").as_deref(), Some("099-123-4567"));
        assert_eq!(phone("09012345678").as_deref(), Some("09012345678"));
        assert_eq!(phone("+84 24 3826 0000").as_deref(), Some("+842438260000"));
        assert_eq!([phone("12345"), phone("9912345678"), phone("090-1234-567a")], [None, None, None]);
        assert_eq!(postal_code("〒８９１−０４０２").as_deref(), Some("8910402"));
        assert_eq!(postal_code("891-040"), None);
        assert_eq!((year("元"), year("５６"), year("")), (Some(1), Some(56), None));
        assert_eq!((number("１，２００"), number("x")), (Some(1200), None));
    }
}
