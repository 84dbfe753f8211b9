//! What Japanese input makes of keys, and back.

use crate::width::plain;

/// Kana and signs that one row of keys makes, and only that one, in romaji input (Microsoft IME, Mozc).
const STRUCK: &[(char, &str)] = &[
    ('あ', "a"),
    ('え', "e"),
    ('お', "o"),
    ('き', "ki"),
    ('け', "ke"),
    ('さ', "sa"),
    ('す', "su"),
    ('そ', "so"),
    ('た', "ta"),
    ('て', "te"),
    ('と', "to"),
    ('な', "na"),
    ('に', "ni"),
    ('ぬ', "nu"),
    ('ね', "ne"),
    ('の', "no"),
    ('は', "ha"),
    ('ひ', "hi"),
    ('へ', "he"),
    ('ほ', "ho"),
    ('ま', "ma"),
    ('み', "mi"),
    ('む', "mu"),
    ('め', "me"),
    ('も', "mo"),
    ('や', "ya"),
    ('ゆ', "yu"),
    ('よ', "yo"),
    ('ら', "ra"),
    ('り', "ri"),
    ('る', "ru"),
    ('れ', "re"),
    ('ろ', "ro"),
    ('わ', "wa"),
    ('を', "wo"),
    ('が', "ga"),
    ('ぎ', "gi"),
    ('ぐ', "gu"),
    ('げ', "ge"),
    ('ご', "go"),
    ('ざ', "za"),
    ('ず', "zu"),
    ('ぜ', "ze"),
    ('ぞ', "zo"),
    ('だ', "da"),
    ('ぢ', "di"),
    ('づ', "du"),
    ('で', "de"),
    ('ど', "do"),
    ('ば', "ba"),
    ('び', "bi"),
    ('ぶ', "bu"),
    ('べ', "be"),
    ('ぼ', "bo"),
    ('ぱ', "pa"),
    ('ぴ', "pi"),
    ('ぷ', "pu"),
    ('ぺ', "pe"),
    ('ぽ', "po"),
    ('ー', "-"),
    ('、', ","),
    ('。', "."),
    ('・', "/"),
    ('「', "["),
    ('」', "]"),
    ('￥', "\\"),
    ('’', "'"),
    ('”', "\""),
];

/// What the keys 0 to 9 make where Japanese input takes keys as kana (JIS keyboards).
const DIGITS_AS_KANA: &str = "わぬふあうえおやゆよ";

/// Writes the keys that made a character of Japanese input; `false` where more than one row of keys makes it, or none.
pub(super) fn strike(c: char, keys: &mut String) -> bool {
    if let Some((_, struck)) = STRUCK.iter().find(|(kana, _)| *kana == c) {
        keys.push_str(struck);
        return true;
    }
    let plain = plain(c);
    if plain.is_ascii() && !plain.is_ascii_control() {
        keys.push(plain);
    }
    plain.is_ascii() && !plain.is_ascii_control()
}

/// Whether a kana stands for a digit there.
pub(super) fn is_digit(kana: char) -> bool {
    DIGITS_AS_KANA.contains(kana)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_one_way_for_each() {
        for (kana, struck) in STRUCK {
            let others = STRUCK.iter().filter(|(other, keys)| other == kana || keys == struck);
            assert_eq!(others.count(), 1, "{kana}");
        }
    }
}
