//! The characters the network can say.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Every character has a class; class 0 is none of them.
pub struct Characters {
    all: Vec<char>,
    classes: HashMap<char, u16>,
}

impl Characters {
    /// Those of `assets/recogniser/characters.txt`.
    pub fn known() -> &'static Self {
        static KNOWN: LazyLock<Characters> = LazyLock::new(|| {
            let text = include_str!("../../../assets/recogniser/characters.txt");
            let all: Vec<char> = text.chars().filter(|c| *c != '\n').collect();
            let classes = all.iter().copied().zip(1..).collect();
            Characters { all, classes }
        });
        &KNOWN
    }

    /// The character of a class; `None` for 0 and for those there are not.
    pub fn character(&self, class: usize) -> Option<char> {
        self.all.get(class.checked_sub(1)?).copied()
    }

    /// The class of a character; wide letters, digits and spaces are the narrow ones.
    pub fn class(&self, character: char) -> Option<u16> {
        let narrow = match character {
            '\u{3000}' => ' ',
            '！'..='～' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
            '−' | '‐' => '-',
            other => other,
        };
        self.classes.get(&narrow).copied()
    }

    /// All of them, with their classes.
    pub fn iter(&self) -> impl Iterator<Item = (char, usize)> {
        self.all.iter().copied().zip(1..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_one_class() {
        let known = Characters::known();
        for (character, class) in known.iter() {
            assert_eq!(known.class(character).map(usize::from), Some(class), "{character}");
            assert_eq!(known.character(class), Some(character));
        }
        assert_eq!(known.class('Ａ'), known.class('A'));
        assert_eq!(known.character(0), None);
        assert!("髙﨑濵桒𠮷凜0Ｏ－　".chars().all(|c| known.class(c).is_some()));
    }
}
