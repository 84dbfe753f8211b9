//! Text of lines by the program `tesseract` (version 5, `jpn` and `eng`), which has to be installed but not to build.
//!
//! ```text
//! lines ─ tiff ─► stdin │ tesseract --psm 7 │ stdout ─ table ─► texts
//! ```
//! One card costs one run a language, both at a time: a line is a page of one TIFF on its standard input. Nothing is written
//! to a disk. A run that takes too long is ended. `docs/decisions/0016-text-is-read-by-a-program.md` says why it is a program.

mod run;
mod table;
mod tiff;

use std::path::PathBuf;
use std::time::Duration;

use kakanai_reading::face::{Hint, Line, LineText, TextEngine, TextError};

/// Longest time one card may take.
const LIMIT: Duration = Duration::from_secs(8);

/// The program.
#[derive(Clone, Debug)]
pub struct Tesseract {
    program: PathBuf,
    limit: Duration,
}

impl Default for Tesseract {
    /// `tesseract` on the search path.
    fn default() -> Self {
        Self::at("tesseract")
    }
}

impl Tesseract {
    /// A program of this name or path.
    pub fn at(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), limit: LIMIT }
    }

    /// With another limit.
    pub fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }
}

/// What one run reads.
struct Run {
    language: &'static str,
    /// The only characters it may say; empty is all.
    letters: &'static str,
}

const JAPANESE: Run = Run { language: "jpn", letters: "" };
const DAYS: Run = Run {
    language: "jpn", letters: "0123456789年月日昭和平成令大正明治元生まで有効()（）"
};
const LATIN: Run = Run { language: "eng", letters: "" };
const SIGNS: Run = Run { language: "eng", letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<" };
const DIGITS: Run = Run { language: "eng", letters: "0123456789" };

impl Run {
    fn reads(&self, hint: Hint) -> bool {
        let run = match hint {
            Hint::Japanese => &JAPANESE,
            Hint::Day => &DAYS,
            Hint::Digits => &DIGITS,
            Hint::LettersAndDigits | Hint::Zone => &SIGNS,
            Hint::Latin => &LATIN,
        };
        (run.language, run.letters) == (self.language, self.letters)
    }
}

impl TextEngine for Tesseract {
    fn read(&self, lines: &[Line]) -> Result<Vec<LineText>, TextError> {
        let mut texts = vec![LineText::default(); lines.len()];
        let mut started = Vec::new();
        for run in [JAPANESE, DAYS, LATIN, SIGNS, DIGITS] {
            let mine: Vec<usize> = lines
                .iter()
                .enumerate()
                .filter(|(_, line)| run.reads(line.hint))
                .map(|(nth, _)| nth)
                .collect();
            if !mine.is_empty() {
                let pages =
                    tiff::pages(mine.iter().filter_map(|nth| lines.get(*nth)).map(|line| &line.picture));
                started
                    .push((run::start(&self.program, run.language, run.letters, pages, self.limit)?, mine));
            }
        }
        for (running, mine) in started {
            let table = running.finish()?;
            for (nth, text) in mine.into_iter().zip(table::texts(&table)) {
                if let Some(place) = texts.get_mut(nth) {
                    *place = text;
                }
            }
        }
        Ok(texts)
    }
}
