//! A definition folder, read and compiled.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::ToSpan;

use kakanai_definition::{
    Compiled, Problem, Scenario, Severity, Source, check_letters, compile, read_folder,
};
use kakanai_domain::{Catalog, Date, Editions};

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
    /// Compiles the files of a folder.
    pub fn of(dir: &Path, sources: &[Source]) -> Self {
        let mut compiled = compile(sources);
        let folder = dir.to_string_lossy().trim_end_matches('/').to_owned();
        for problem in &mut compiled.problems {
            problem.place.file = format!("{folder}/{}", problem.place.file);
        }
        Self { compiled, files: sources.len(), folder }
    }

    /// What is wrong or doubtful, and what a proof with households finds, in the order of places. Proved is what is in
    /// force from the day `on`, on which ages are counted; without it from that of [`Compiled::day_of_proof`], or today.
    pub fn all_problems(&self, on: Option<Date>) -> Vec<Problem> {
        let day = on.or_else(|| self.compiled.day_of_proof()).unwrap_or_else(today);
        let mut proved = self.compiled.prove(day);
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
    let mut forms = Forms::of(dir, &sources);
    for mut problem in check_letters(&sources, &OwnLetters::default()) {
        problem.place.file = format!("{}/{}", forms.folder, problem.place.file);
        forms.compiled.problems.push(problem);
    }
    Ok(forms)
}

/// Hands on the definitions of a folder that are without errors, with their scenarios.
pub(crate) fn with_editions(dir: &Path, then: impl FnOnce(&Editions, &[Scenario]) -> Said) -> Said {
    let forms = match load(dir) {
        Ok(forms) => forms,
        Err(sentence) => return Said::bad(sentence),
    };
    match &forms.compiled.editions {
        Some(editions) => then(editions, &forms.compiled.scenarios),
        None => Said::bad(mend_first()),
    }
}

/// What is in force today; nothing where there are errors.
pub(crate) fn in_force(compiled: &Compiled) -> Option<&Catalog> {
    compiled.editions.as_ref().map(|editions| &**editions.on(today()))
}

/// That definitions with errors are of no use.
pub(crate) fn mend_first() -> &'static str {
    "定義に誤りがあります。先に kakanai-author check で直してください。\n\
     there are errors in the definitions: mend them with kakanai-author check first\n"
}

/// How many problems there are of a severity.
pub fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity() == severity).count()
}

/// The problems, one below the other, each followed by an empty line.
pub fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n\n")).collect()
}
