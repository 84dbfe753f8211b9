//! What is said to a clerk, and to an author, about what has to be looked at.

use std::fmt::Write;

use crate::page::{Note, Problem, doubts_text};

impl Note {
    /// The sentence about one box.
    pub fn sentence(&self) -> String {
        let Note { sheet, label, .. } = self;
        match &self.problem {
            Problem::Glyph(doubts) => {
                let doubts = doubts_text(doubts);
                format!("{sheet}の「{label}」：字形要確認。{doubts}。正しい字を手書きで補ってください。")
            }
            Problem::Annex(number) => {
                format!("{sheet}の「{label}」：欄に入りきらないので、全文を別紙{number}に印刷しました。")
            }
            Problem::Small(size) => {
                format!("{sheet}の「{label}」：様式の文字が {size:.1} ポイントまで小さくなりました。")
            }
        }
    }
}

/// The sentences for a clerk: the boxes with the same character together. What only the author of a sheet can
/// mend is left out.
pub fn clerk_sentences(notes: &[Note]) -> Vec<String> {
    let mut sentences = Vec::new();
    for (index, note) in notes.iter().enumerate() {
        match &note.problem {
            Problem::Glyph(doubts) => {
                let same = |other: &&Note| other.problem == note.problem;
                let before = notes.get(..index).unwrap_or_default();
                if before.iter().any(|other| same(&other)) {
                    continue;
                }
                let places = places(notes.iter().filter(same));
                let doubts = doubts_text(doubts);
                sentences.push(format!(
                    "字形要確認：{doubts}。正しい字を次の欄に手書きで補ってください。{places}"
                ));
            }
            Problem::Annex(_) => sentences.push(note.sentence()),
            Problem::Small(_) => {}
        }
    }
    sentences
}

/// 住民異動届「新世帯主」「氏名（2行目）」、委任状「氏名」
fn places<'a>(notes: impl Iterator<Item = &'a Note>) -> String {
    let mut text = String::new();
    let mut sheet = "";
    for note in notes {
        if note.sheet != sheet {
            sheet = &note.sheet;
            let comma = if text.is_empty() { "" } else { "、" };
            // Writing to a String cannot fail.
            let _ = write!(text, "{comma}{sheet}");
        }
        let _ = write!(text, "「{}」", note.label);
    }
    text
}
