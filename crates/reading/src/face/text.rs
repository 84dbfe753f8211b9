//! What turns pictures of lines into text. Engines live outside: this crate starts no program.

use crate::symbol::Frame;

/// What is likely to stand on a line; an engine may read it accordingly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Japanese: names, addresses, fixed words.
    Japanese,
    /// A day: digits, eras, 年月日.
    Day,
    /// Digits only.
    Digits,
    /// Capital letters and digits.
    LettersAndDigits,
    /// A name in Latin letters.
    Latin,
    /// A line of a machine-readable zone: capital letters, digits and `<`.
    Zone,
}

/// A line to be read: dark on white, about 32 pixels high, with a margin.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its picture.
    pub picture: Frame,
    /// What is likely to stand there.
    pub hint: Hint,
    /// Whether it is the line before once more, made in another way.
    pub again: bool,
}

/// What an engine read. Empty where it read nothing.
#[derive(Clone, Default, PartialEq)]
pub struct LineText {
    /// The text.
    pub text: String,
    /// How sure the engine is, from 0 to 1.
    pub confidence: f32,
}

impl std::fmt::Debug for LineText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LineText({} characters, {:.2})", self.text.chars().count(), self.confidence)
    }
}

/// Reads lines.
pub trait TextEngine {
    /// Whether it reads such lines at all; it is shown no others.
    fn reads(&self, _hint: Hint) -> bool {
        true
    }

    /// The text of every line, in their order.
    ///
    /// # Errors
    /// [`TextError`] where it cannot read at all; a line it does not understand is an empty text.
    fn read(&self, lines: &[Line]) -> Result<Vec<LineText>, TextError>;
}

/// Why an engine cannot read. `Display` is for the clerk or whoever looks after the machine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The program is not there.
    #[error(
        "文字を読み取るプログラム（tesseract）がありません。tesseract-ocr と tesseract-ocr-jpn をインストールしてください"
    )]
    Missing,
    /// It has no data for a language.
    #[error(
        "文字を読み取るプログラムに言語「{0}」のデータがありません。tesseract-ocr-{0} をインストールしてください"
    )]
    Language(String),
    /// It took too long and was stopped.
    #[error("文字の読み取りが{0}ミリ秒以内に終わらないため、やめました。もう一度お試しください")]
    TooSlow(u128),
    /// It ended in an unexpected way.
    #[error("文字を読み取るプログラムが途中で終わりました（{0}）。もう一度お試しください")]
    Failed(String),
}

impl TextError {
    /// The same in English.
    pub fn english(&self) -> String {
        match self {
            Self::Missing => "tesseract is missing: install tesseract-ocr and tesseract-ocr-jpn".into(),
            Self::Language(language) => {
                format!("tesseract has no data for \"{language}\": install tesseract-ocr-{language}")
            }
            Self::TooSlow(limit) => format!("reading took longer than {limit} ms and was stopped; try again"),
            Self::Failed(how) => format!("reading text ended unexpectedly ({how}); try again"),
        }
    }
}
