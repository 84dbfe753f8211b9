//! What is known about fields makes text of them: days have a calendar, places a list, numbers a check digit.
//!
//! Every function takes all readings of a field (several ways of preparing it, several frames) and gives the likeliest
//! value, how sure it is, and what there is to doubt. The rules of certainty are calibrated on synthetic cards: of
//! `Checked` none was wrong there, of `Likely` at most two in a hundred.

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) mod addresses;
pub(crate) mod days;
pub(crate) mod names;
pub(crate) mod numbers;
pub(crate) mod places;
pub(crate) mod zone;

/// What there is to doubt about a field; the sentence is the screen's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The check digit does not fit. Numbers are warned about, never refused: no rule of them is published.
    CheckDigit,
    /// 西暦 and 和暦 of the same day differ.
    CalendarsDiffer,
    /// The place is in no list, or was read as another one that is like it.
    Place,
    /// A character has a twin that is easily taken for it: 崎﨑, 高髙.
    Twin(char),
    /// A 旧氏 or 通称 stands in brackets.
    Bracket,
    /// Several readings of it differ, or are unsure.
    Unclear,
}

/// A reading of a field: its text and how sure the engine was, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) confidence: f32,
}

impl Said {
    /// How much it counts in a vote.
    pub(crate) fn weight(&self) -> f32 {
        0.05 + self.confidence * self.confidence
    }
}

/// The value with most votes, with its share of all votes and how many said so.
pub(crate) fn elect<T: PartialEq + Clone>(
    votes: impl IntoIterator<Item = (T, f32)>,
) -> Option<(T, f32, usize)> {
    let mut sums: Vec<(T, f32, usize)> = Vec::new();
    for (value, weight) in votes {
        match sums.iter_mut().find(|(known, ..)| *known == value) {
            Some((_, sum, count)) => (*sum, *count) = (*sum + weight, *count + 1),
            None => sums.push((value, weight, 1)),
        }
    }
    let all: f32 = sums.iter().map(|(_, sum, _)| sum).sum();
    // The first of equals: the order of readings is fixed.
    let mut best: Option<(T, f32, usize)> = None;
    for candidate in sums {
        if best.as_ref().is_none_or(|best| candidate.1 > best.1) {
            best = Some(candidate);
        }
    }
    best.map(|(value, sum, count)| (value, sum / all.max(1e-6), count))
}

/// Steps from one text to another: a character more, less or another one; those that look alike cost half.
pub(crate) fn steps(a: &[char], b: &[char]) -> f32 {
    steps_to_prefixes(a, b).last().copied().unwrap_or(0.0)
}

/// The steps from the whole of `a` to each beginning of `b`, the empty one first.
pub(crate) fn steps_to_prefixes(a: &[char], b: &[char]) -> Vec<f32> {
    let of_b: Vec<u32> = b.iter().map(|c| groups(*c)).collect();
    let mut row: Vec<f32> = (0..=b.len()).map(|count| count as f32).collect();
    for (nth, x) in a.iter().enumerate() {
        let of_x = groups(*x);
        let mut diagonal = nth as f32;
        let mut left = nth as f32 + 1.0;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for ((y, of_y), place) in b.iter().zip(&of_b).zip(row.iter_mut().skip(1)) {
            let unlike = match x == y {
                true => 0.0,
                false if of_x & of_y != 0 => 0.5,
                false => 1.0,
            };
            left = (diagonal + unlike).min(*place + 1.0).min(left + 1.0);
            diagonal = std::mem::replace(place, left);
        }
    }
    row
}

/// Characters that engines take for each other; in a group, each for each.
const ALIKE: [&str; 24] = [
    "0O〇○oQDロ口",
    "1lIi|!",
    "一ー－-—―",
    "崎﨑埼",
    "高髙",
    "辺邊邉",
    "浜濱濵",
    "斎斉齋齊",
    "ケヶヵカ",
    "ッツ",
    "ニ二",
    "ハ八",
    "カ力",
    "タ夕",
    "エ工",
    "ト卜",
    "5S",
    "8B",
    "2Z",
    "末未",
    "土士",
    "目日曰",
    "糟精糖",
    "町晒",
];

/// The groups a character is in, one bit each.
fn groups(c: char) -> u32 {
    static GROUPS: LazyLock<HashMap<char, u32>> = LazyLock::new(|| {
        let mut groups: HashMap<char, u32> = HashMap::new();
        for (nth, group) in ALIKE.iter().enumerate() {
            group.chars().for_each(|c| *groups.entry(c).or_default() |= 1u32 << nth);
        }
        groups
    });
    GROUPS.get(&c).copied().unwrap_or(0)
}

/// The letter that a digit was, where only letters stand.
pub(crate) fn letter(c: char) -> char {
    match c {
        '0' => 'O',
        '1' => 'I',
        '2' => 'Z',
        '5' => 'S',
        '8' => 'B',
        other => other,
    }
}

/// Plain width, no spaces, and nothing of what engines see at the edges of a box.
pub(crate) fn tidy(text: &str) -> String {
    let text = crate::width::plain_text(text);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.trim_matches([
        '|', '.', ',', '\'', '"', '`', ':', ';', '_', '~', '“', '”', '‘', '’', '。', '、', '・', '『', '「',
        '』', '」',
    ])
    .to_owned()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What an engine said.
    pub(super) fn said(texts: &[(&str, f32)]) -> Vec<Said> {
        let say =
            |(text, confidence): &(&str, f32)| Said { text: (*text).to_owned(), confidence: *confidence };
        texts.iter().map(say).collect()
    }

    #[test]
    fn alike_characters_are_near() {
        let apart = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            steps(&a, &b)
        };
        assert_eq!(apart("神奈川県", "神奈川県"), 0.0);
        assert_eq!(apart("山﨑", "山崎"), 0.5);
        assert_eq!(apart("四府市", "甲府市"), 1.0);
        assert_eq!(apart("府市", "甲府市"), 1.0);
        assert_eq!(apart("", "甲府"), 2.0);
    }

    #[test]
    fn the_most_weight_wins() {
        let (value, share, count) = elect([("a", 0.5), ("b", 0.9), ("a", 0.6)]).unwrap();
        assert_eq!((value, count), ("a", 2));
        assert!((share - 0.55).abs() < 0.01);
        assert!(elect(Vec::<(u8, f32)>::new()).is_none());
    }
}
