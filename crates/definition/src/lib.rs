//! The JSON an office writes, compiled: a checked [`Catalog`] and the office's own tests, or problems, each with
//! its place, what is wrong and how to mend it, in Japanese and in English.
//!
//! No I/O but [`read_folder`]. Every problem of every file is found in one run; a name that is declared in a file
//! with mistakes is still a name, so that one mistake is one problem. To add a check, add a line to `code.rs`,
//! report it, and write a fixture under `tests/problems`.

mod answer;
mod cell;
mod check;
mod clock;
mod code;
mod compare;
mod condition;
mod cycle;
mod declare;
mod draft;
mod event;
mod fact;
mod files;
mod folder;
mod grid;
mod ground;
mod handover;
mod in_force;
mod item;
mod json;
mod letters;
mod lists;
mod mention;
mod mix;
mod names;
mod needs;
mod node;
mod office;
mod overlap;
mod page;
mod pdf_file;
mod period;
mod printers;
mod problem;
mod procedure;
mod proof;
mod run;
mod scenario;
mod schema;
mod sensitive;
mod sheet;
pub mod simulate;
mod slip;
mod spots;
mod test;
mod text;

pub use code::{Code, catalogue};
pub use compare::{About, Change, Comparison, Group, Household, Kind, Side, compare, household};
pub use folder::{PACKAGES, ReadError, Source, read_folder};
pub use letters::{Letters, Surface, check_letters};
pub use mention::{Mention, Noun};
pub use pdf_file::{Kind as FieldKind, Widget, office_page};
pub use problem::{Place, Problem, Severity, Words};
pub use proof::OTHER_TEXT;
pub use run::{Mismatch, run};
pub use scenario::{BoxName, Days, Expected, PageName, Scenario, Verdicts};
pub use schema::{Schema, schemas};

use std::sync::Arc;

use kakanai_domain::{Catalog, Date, Editions};

use names::Names;
use period::Period;

/// What a definition folder says.
#[derive(Debug)]
pub struct Compiled {
    /// The definitions, by their days of effect. There exactly when no problem is an error.
    pub editions: Option<Editions>,
    /// The office's own tests, as far as they can be read. They belong to the catalogue of their day.
    pub scenarios: Vec<Scenario>,
    /// Who comes: for simulating, at most one of an event. As far as they can be read.
    pub mixes: Vec<simulate::Mix>,
    /// Everything wrong or doubtful, by file, line and column.
    pub problems: Vec<Problem>,
    /// Every place where something that is defined is named, by file and place. Options of items are left out.
    pub mentions: Vec<Mention>,
    spots: spots::Spots,
}

impl Compiled {
    /// The definitions in force on a day.
    pub fn catalog(&self, today: Date) -> Option<Arc<Catalog>> {
        self.editions.as_ref().map(|editions| editions.on(today).clone())
    }

    /// What the definitions can and cannot do, shown on the smallest households: conditions that are never or always
    /// true, what no case reaches, what excludes each other and yet meets, boxes that can stay empty. Nothing where
    /// there are errors. Ages are counted on `today`; what is in force from a later day on is proved as of that day.
    pub fn prove(&self, today: Date) -> Vec<Problem> {
        let Some(editions) = &self.editions else { return Vec::new() };
        let later = editions.days().filter(|day| *day > today);
        let days = [today].into_iter().chain(later).map(|day| (&**editions.on(day), day));
        proof::prove(days, &self.spots)
    }

    /// The day from which on the definitions are proved when nobody names one: that of the latest scenario, but of those
    /// that are settled with the first definitions that any is settled with. Nothing without scenarios.
    pub fn day_of_proof(&self) -> Option<Date> {
        let first = self.scenarios.iter().map(|scenario| scenario.today).min()?;
        let change = self.editions.iter().flat_map(Editions::days).find(|day| *day > first);
        let days = self.scenarios.iter().map(|scenario| scenario.today);
        days.filter(|day| change.is_none_or(|change| *day < change)).max()
    }
}

/// Compiles all files of a definition folder together: they refer to each other in any order.
pub fn compile(sources: &[Source]) -> Compiled {
    let report = node::Report::new(sources);
    let json = |(file, source): (usize, &Source)| source.pdf.is_none().then(|| json::parse(&report, file));
    let trees = sources.iter().enumerate().map(|source| json(source).flatten()).collect::<Vec<_>>();
    let files = files::sort(&report, &trees);
    let mut names = declare::declare(&files);
    names.pdfs = ground::pdfs(sources);
    period::check_changes(&files);
    // The same problem of several editions is one.
    let read = |days: Period| {
        let draft = draft::Draft::new(&files, &names, days.from.unwrap_or(Date::MIN));
        check::check(&files, &names, &draft);
        draft
    };
    let days = period::editions(&files);
    let editions = days.into_iter().map(|days| (days, read(days))).collect::<Vec<_>>();
    in_force::check(&files, &names, &editions);
    check::unwanted(&files, &names, &editions);
    let scenarios =
        files.scenarios.iter().filter_map(|node| scenario::scenario(*node, &names, &editions)).collect();
    scenario::check_names(&files.scenarios);
    // Ids and names are the same in every edition.
    let first = editions.first().map(|(_, draft)| draft);
    let mixes = files.mixes.iter().filter_map(|node| mix::mix(*node, &names, first?)).collect();
    mix::check_events(&files.mixes);

    let spots = std::mem::take(&mut names.spots);
    let mentions = report.take_mentions();
    let problems = report.take_problems();
    let sound = problems.iter().all(|problem| problem.severity() == Severity::Warning);
    let editions = sound.then(|| complete(editions, &names, &folder::fingerprint(sources))).flatten();
    Compiled { editions, scenarios, mixes, problems, mentions, spots }
}

fn complete(editions: Vec<(Period, draft::Draft)>, names: &Names, fingerprint: &str) -> Option<Editions> {
    let catalogs = editions.into_iter().map(|(days, draft)| {
        let catalog = draft.complete(names, fingerprint.to_owned())?;
        Some((days.from.unwrap_or(Date::MIN), catalog))
    });
    let mut catalogs = catalogs.collect::<Option<Vec<_>>>()?.into_iter();
    Some(Editions::new(catalogs.next()?.1, catalogs))
}
