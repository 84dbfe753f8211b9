//! A problem as an author sees it.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::code::Code;

/// Whether the definitions can be used all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// They cannot.
    Error,
    /// They can; but a person should look.
    Warning,
}

/// A sentence, or a piece of one, in the two languages of authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// 日本語
    pub ja: String,
    /// English
    pub en: String,
}

impl Words {
    /// The same in both languages: names, numbers.
    pub fn same(words: impl Into<String>) -> Self {
        let ja = words.into();
        Self { en: ja.clone(), ja }
    }
    /// Different words.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Words::same(words)
    }
}
impl From<(&str, &str)> for Words {
    fn from((ja, en): (&str, &str)) -> Self {
        Words::new(ja, en)
    }
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as its [`crate::Source`] is called.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

/// Something wrong or doubtful in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// The line, as it is written.
    pub line: String,
    /// How many characters of the line it is about, from `place.column` on; at least 1.
    pub width: usize,
    /// What is wrong.
    pub what: Words,
    /// How to mend it, where that can be said.
    pub mend: Option<Words>,
}

impl Problem {
    /// Whether the definitions can be used all the same.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

// Lines are written by people and by programs; a line of ten thousand characters would bury the sentence.
const WIDEST: usize = 110;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { file, line, column } = &self.place;
        let number = self.code.number();
        let (ja, en) = match self.severity() {
            Severity::Error => ("エラー", "error"),
            Severity::Warning => ("注意", "warning"),
        };
        writeln!(f, "{file}:{line}:{column}")?;
        writeln!(f, "{ja}[{number}] {}", self.what.ja)?;
        writeln!(f, "{en}[{number}] {}", self.what.en)?;
        let (before, marked, after) = self.window();
        let gutter = line.to_string();
        writeln!(f, "{gutter} | {}", format!("{before}{marked}{after}").trim_end())?;
        let indent = " ".repeat(gutter.len() + 3 + before.width());
        write!(f, "{indent}{}", "^".repeat(marked.width().max(1)))?;
        if let Some(mend) = &self.mend {
            write!(f, "\n直し方: {}\nhelp: {}", mend.ja, mend.en)?;
        }
        Ok(())
    }
}

impl Problem {
    // The line in three pieces, cut to what fits, with tabs as single spaces so that the carets stand below.
    fn window(&self) -> (String, String, String) {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        let mut chars = self.line.chars().map(plain);
        let before = chars.by_ref().take(self.place.column.saturating_sub(1)).collect::<String>();
        let marked = chars.by_ref().take(self.width).collect::<String>();
        let after = chars.collect::<String>();
        if before.width() + marked.width() + after.width() <= WIDEST {
            return (before, marked, after);
        }
        let marked = first(&marked, WIDEST);
        let room = WIDEST.saturating_sub(marked.width());
        let before = last(&before, (room / 2).max(room.saturating_sub(after.width())));
        let after = first(&after, room.saturating_sub(before.width()));
        (before, marked, after)
    }
}

fn first(text: &str, room: usize) -> String {
    let cut = fitting(text.chars(), room);
    if cut == text.chars().count() {
        text.to_owned()
    } else {
        text.chars().take(cut).chain(['…']).collect()
    }
}

fn last(text: &str, room: usize) -> String {
    let cut = fitting(text.chars().rev(), room);
    let all = text.chars().count();
    if cut == all {
        text.to_owned()
    } else {
        ['…'].into_iter().chain(text.chars().skip(all - cut)).collect()
    }
}

fn fitting(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            used <= room
        })
        .count()
}
