//! A definition folder, read and compiled.

use std::path::Path;

use kakanai_definition::{Compiled, Problem, Severity, compile, read_folder};

/// What a command has to say, and whether it was good news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// For the screen.
    pub text: String,
    /// Whether the program should end with 0.
    pub good: bool,
}

impl Said {
    /// Good news.
    pub fn good(text: impl Into<String>) -> Self {
        Self { text: text.into(), good: true }
    }
    /// Bad news.
    pub fn bad(text: impl Into<String>) -> Self {
        Self { text: text.into(), good: false }
    }
}

/// A compiled folder.
#[derive(Debug)]
pub struct Forms {
    /// What it says. The places of its problems carry the folder.
    pub compiled: Compiled,
    /// How many files it has.
    pub files: usize,
}

/// Reads and compiles a folder; `Err` is the sentence for the author.
///
/// # Errors
/// When the folder cannot be read, or has no definition in it.
pub fn load(dir: &Path) -> Result<Forms, String> {
    let sources = read_folder(dir).map_err(|error| error.to_string())?;
    if sources.is_empty() {
        let dir = dir.display();
        return Err(format!(
            "「{dir}」に .json のファイルがありません。定義のフォルダを指定してください。\nthere is no .json file in {dir}: name the folder of the definitions"
        ));
    }
    let mut compiled = compile(&sources);
    let prefix = dir.to_string_lossy().trim_end_matches('/').to_owned();
    for problem in &mut compiled.problems {
        problem.place.file = format!("{prefix}/{}", problem.place.file);
    }
    Ok(Forms { compiled, files: sources.len() })
}

/// How many problems there are of a severity.
pub fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity() == severity).count()
}

/// The problems, one below the other, each followed by an empty line.
pub fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n\n")).collect()
}
