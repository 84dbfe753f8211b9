//! Names as read: tidied and divided, never replaced by one that is more frequent.

use kakanai_domain::card::Certainty;
use kakanai_domain::person::Name;

use super::{Doubt, Said, elect};
use crate::person::split_name;
use crate::width::plain;

/// Characters of names with a twin that engines cannot tell from them or do not know at all (tesseract's `jpn` has no
/// 髙 﨑 邉 濵): a person looks at them.
const TWINS: &str = "崎﨑高髙辺邊邉浜濱濵斎斉齋齊吉𠮷徳德桑桒槙槇隆隆沢澤広廣国國桜櫻滝瀧関關島嶋嶌竜龍真眞与與鉄鐵辻葛榊樋冨富柳栁祐祐祗祇曽曾桧檜梅楳黒黑横橫黄黃静靜恵惠頼賴緑綠渚渚塚塚礼禮暁曉凜凛遥遙";

/// The name in Japanese characters. `division` is where the space between 氏 and 名 stands, as a part of the ink.
pub(crate) fn read(said: &[Said], division: Option<f32>) -> Option<(String, Name, Certainty, Vec<Doubt>)> {
    let texts: Vec<(String, f32)> = said
        .iter()
        .map(|said| (cleaned(&said.text), said.weight()))
        .filter(|(text, _)| !text.is_empty())
        .collect();
    let (text, share, count) = elect(texts.iter().cloned())?;
    let latin = text.is_ascii();
    let printed = if latin { spaced_latin(said, &text) } else { divided(&text, division) };
    let (name, split) = split_name(&printed)?;
    let surest = said.iter().map(|said| said.confidence).fold(1.0, f32::min);
    let mut doubts = Vec::new();
    if text.contains(['[', '［', '(', '（']) {
        doubts.push(Doubt::Bracket);
    }
    doubts.extend(text.chars().find(|c| TWINS.contains(*c)).map(Doubt::Twin));
    let plain_name = latin || text.chars().all(is_name_character);
    if count < said.len() || share < 0.99 || surest < 0.72 || said.len() < 2 || !plain_name {
        doubts.push(Doubt::Unclear);
    }
    let certainty = if doubts.is_empty() { Certainty::Likely.min(split) } else { Certainty::Doubtful };
    Some((printed, name, certainty, doubts))
}

fn is_name_character(c: char) -> bool {
    matches!(c, '［' | '］' | '(' | ')' | '々' | 'ヶ' | 'ー' | '\u{3000}' | ' ' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2FFFF}')
}

/// Without spaces, and without what an engine sees at the edges.
fn cleaned(text: &str) -> String {
    let text: String = text.chars().map(plain).collect();
    let japanese = text.chars().any(|c| c as u32 >= 0x3041);
    let edge = |c: char| {
        !c.is_alphanumeric() && !matches!(c, '[' | ']' | '(' | ')' | '〔' | '〕' | '々' | 'ー')
            || c.is_ascii_digit()
    };
    if !japanese {
        let words: Vec<&str> = text
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphabetic()))
            .collect();
        return words
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .to_uppercase();
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_matches(edge);
    // A letter or two after a Japanese name are the edge of the box.
    let ends_latin = |text: &str| text.chars().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    let latin = ends_latin(text);
    let text = if (1..=3).contains(&latin) { text.get(..text.len() - latin).unwrap_or(text) } else { text };
    let text: Vec<char> = text.chars().collect();
    let sign = |(nth, c): (usize, &char)| match c {
        '[' => '［',
        ']' => '］',
        c if stands_alone(&text, nth) => in_kanji(*c),
        c => *c,
    };
    text.iter().enumerate().map(sign).collect()
}

/// Whether beside a character stands kanji and no kana: 谷口, not 谷ロ; but 林ハナ.
fn stands_alone(text: &[char], nth: usize) -> bool {
    let beside =
        || [nth.checked_sub(1), nth.checked_add(1)].into_iter().flatten().filter_map(|nth| text.get(nth));
    let kana = |c: &char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー');
    beside().any(|c| is_name_character(*c) && !kana(c)) && !beside().any(kana)
}

/// The kanji that looks like a katakana. 「ノ」 and 「ケ」 stand between kanji as they are.
fn in_kanji(c: char) -> char {
    match c {
        'ロ' => '口',
        'ニ' => '二',
        'ハ' => '八',
        'カ' => '力',
        'エ' => '工',
        'タ' => '夕',
        'ト' => '卜',
        'ミ' => '三',
        'ー' => '一',
        other => other,
    }
}

/// 氏 and 名 with a space where it is printed: a full-width character is as wide as any other.
fn divided(text: &str, division: Option<f32>) -> String {
    let characters: Vec<char> = text.chars().collect();
    let Some(part) = division else { return text.to_owned() };
    let at = (part * characters.len() as f32).round() as usize;
    if at == 0 || at >= characters.len() {
        return text.to_owned();
    }
    let (family, given) = characters.split_at(at);
    family.iter().chain(&['\u{3000}']).chain(given).collect()
}

/// The reading of a name in letters that has its words apart, as most readings have them.
fn spaced_latin(said: &[Said], text: &str) -> String {
    let joined = |text: &str| text.replace(' ', "");
    let same = said.iter().filter(|said| joined(&cleaned(&said.text)) == joined(text));
    elect(same.map(|said| (cleaned(&said.text), said.weight())))
        .map_or_else(|| text.to_owned(), |(text, ..)| text)
}

/// 漢字 beside a name in letters. Many cards have none there: what is no 漢字 is taken for nothing.
pub(crate) fn read_han(said: &[Said], division: Option<f32>) -> Option<(String, Certainty, Vec<Doubt>)> {
    let (text, _, certainty, doubts) = read(said, division)?;
    let surest = said.iter().map(|said| said.confidence).fold(0.0, f32::max);
    let characters = text.chars().filter(|c| !c.is_whitespace()).count();
    let is_name = text.chars().all(is_name_character) && (2..=6).contains(&characters) && surest > 0.35;
    is_name.then_some((text, certainty, doubts))
}

/// A name in Latin letters, as foreign residents' cards have it.
pub(crate) fn read_latin(said: &[Said]) -> Option<(String, Name, Certainty, Vec<Doubt>)> {
    let letters = |text: &str| {
        let words: Vec<String> = text
            .split_whitespace()
            .map(|word| {
                word.chars()
                    .filter(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '\''))
                    .collect::<String>()
            })
            .filter(|word: &String| word.chars().any(|c| c.is_ascii_alphabetic()))
            .collect();
        words.join(" ").to_uppercase()
    };
    let texts: Vec<(String, f32)> = said
        .iter()
        .map(|said| (letters(&said.text), said.weight()))
        .filter(|(text, _)| !text.is_empty())
        .collect();
    let (text, _, count) = elect(texts)?;
    let surest = said.iter().map(|said| said.confidence).fold(1.0, f32::min);
    let name = Name { latin: text.clone(), ..Name::default() };
    match count == said.len() && count >= 2 && surest > 0.8 {
        true => Some((text, name, Certainty::Likely, Vec::new())),
        false => Some((text, name, Certainty::Doubtful, vec![Doubt::Unclear])),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;
    use super::*;

    #[test]
    fn names_are_tidied_and_divided_and_never_replaced() {
        let (printed, name, certainty, _) =
            read(&said(&[("|見本太郎", 0.9), ("見本太郎'", 0.9)]), Some(0.5)).unwrap();
        assert_eq!(
            (printed.as_str(), name.family.as_str(), name.given.as_str()),
            ("見本　太郎", "見本", "太郎")
        );
        assert_eq!(certainty, Certainty::Likely);
        let (printed, _, certainty, doubts) =
            read(&said(&[("見本翔", 0.9), ("見本翔NII", 0.9)]), Some(0.66)).unwrap();
        assert_eq!((printed.as_str(), certainty), ("見本　翔", Certainty::Likely), "{doubts:?}");
    }

    #[test]
    fn twins_and_brackets_are_for_a_person_to_see() {
        let (_, _, certainty, doubts) = read(&said(&[("高見太郎", 0.95); 2]), Some(0.5)).unwrap();
        assert_eq!((certainty, doubts.as_slice()), (Certainty::Doubtful, [Doubt::Twin('高')].as_slice()));
        let (printed, name, certainty, doubts) =
            read(&said(&[("見本[例題]花子", 0.9); 2]), Some(0.75)).unwrap();
        assert_eq!(
            (printed.as_str(), name.family.as_str(), name.given.as_str()),
            ("見本［例題］　花子", "見本", "花子")
        );
        assert_eq!((certainty, doubts.as_slice()), (Certainty::Doubtful, [Doubt::Bracket].as_slice()));
    }

    #[test]
    fn beside_kanji_stands_kanji() {
        for (read_as, name) in [
            ("谷ロ巖", "谷　口巖"),
            ("健ー郎", "健　一郎"),
            ("カトウエリ", "カト　ウエリ"),
            ("林ハナ", "林　ハナ"),
        ] {
            let (printed, ..) = read(&said(&[(read_as, 0.9); 2]), Some(0.4)).unwrap();
            assert_eq!(printed, name);
        }
    }

    #[test]
    fn names_in_letters_keep_their_words() {
        let (text, name, certainty, _) =
            read_latin(&said(&[("\"MIHON JOHN A", 0.9), ("MIHON JOHN A:", 0.9)])).unwrap();
        assert_eq!(
            (text.as_str(), name.latin.as_str(), certainty),
            ("MIHON JOHN A", "MIHON JOHN A", Certainty::Likely)
        );
        assert_eq!(read_latin(&said(&[("MIHON", 0.9), ("MIHOM", 0.4)])).unwrap().2, Certainty::Doubtful);
        assert!(read_latin(&said(&[("", 0.0)])).is_none());
    }
}
