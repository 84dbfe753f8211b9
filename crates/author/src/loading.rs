//! A definition folder, read and compiled.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::ToSpan;

use kakanai_definition::{Compiled, Problem, Scenario, Severity, check_letters, compile, read_folder};
use kakanai_domain::{Catalog, Date};

use crate::letters::OwnLetters;

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
    /// The folder, as it was called.
    pub folder: String,
}

impl Forms {
    /// What is wrong or doubtful, and what a proof with households finds, in the order of places. Ages are counted on
    /// the day `on`, or that of the latest scenario, or today.
    pub fn all_problems(&self, on: Option<Date>) -> Vec<Problem> {
        let latest = || self.compiled.scenarios.iter().map(|scenario| scenario.today).max();
        let mut proved = self.compiled.prove(on.or_else(latest).unwrap_or_else(today));
        for problem in &mut proved {
            problem.place.file = format!("{}/{}", self.folder, problem.place.file);
        }
        let mut all = [self.compiled.problems.clone(), proved].concat();
        all.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        all
    }
}

/// The day of the system's clock, in UTC.
#[allow(clippy::disallowed_methods, reason = "a command says the day itself where nobody else does")]
pub(crate) fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let days = i64::try_from(since.as_secs() / 86_400).unwrap_or_default();
    jiff::civil::date(1970, 1, 1).saturating_add(days.days())
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
    compiled.problems.extend(check_letters(&sources, &OwnLetters::default()));
    let prefix = dir.to_string_lossy().trim_end_matches('/').to_owned();
    for problem in &mut compiled.problems {
        problem.place.file = format!("{prefix}/{}", problem.place.file);
    }
    Ok(Forms { compiled, files: sources.len(), folder: prefix })
}

/// Hands on the definitions of a folder that are without errors, with their scenarios.
pub(crate) fn with_catalog(dir: &Path, then: impl FnOnce(&Catalog, &[Scenario]) -> Said) -> Said {
    let forms = match load(dir) {
        Ok(forms) => forms,
        Err(sentence) => return Said::bad(sentence),
    };
    match &forms.compiled.catalog {
        Some(catalog) => then(catalog, &forms.compiled.scenarios),
        None => Said::bad(
            "定義に誤りがあります。先に kakanai-author check で直してください。\n\
             there are errors in the definitions: mend them with kakanai-author check first\n",
        ),
    }
}

/// How many problems there are of a severity.
pub fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity() == severity).count()
}

/// The problems, one below the other, each followed by an empty line.
pub fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n\n")).collect()
}
