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
mod item;
mod json;
mod letters;
mod lists;
mod names;
mod needs;
mod node;
mod office;
mod overlap;
mod page;
mod pdf_file;
mod printers;
mod problem;
mod procedure;
mod proof;
mod run;
mod scenario;
mod schema;
mod sensitive;
mod sheet;
mod slip;
mod spots;
mod test;
mod text;

pub use code::{Code, catalogue};
pub use folder::{ReadError, Source, read_folder};
pub use letters::{Letters, Surface, check_letters};
pub use problem::{Place, Problem, Severity, Words};
pub use run::{Mismatch, run};
pub use scenario::{BoxName, Days, Expected, PageName, Scenario, Verdicts};
pub use schema::{Schema, schemas};

use kakanai_domain::{Catalog, Date};

/// What a definition folder says.
#[derive(Debug)]
pub struct Compiled {
    /// The definitions. There exactly when no problem is an error.
    pub catalog: Option<Catalog>,
    /// The office's own tests, as far as they can be read. They belong to `catalog`.
    pub scenarios: Vec<Scenario>,
    /// Everything wrong or doubtful, by file, line and column.
    pub problems: Vec<Problem>,
    spots: spots::Spots,
}

impl Compiled {
    /// What the definitions can and cannot do, shown on the smallest households: conditions that are never or always
    /// true, what no case reaches, what excludes each other and yet meets, boxes that can stay empty. Nothing where
    /// there are errors. Ages are counted on `today`.
    pub fn prove(&self, today: Date) -> Vec<Problem> {
        self.catalog.as_ref().map_or_else(Vec::new, |catalog| proof::prove(catalog, &self.spots, today))
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
    let draft = draft::Draft::new(&files, &names);
    check::check(&files, &names, &draft);
    let scenarios =
        files.scenarios.iter().filter_map(|node| scenario::scenario(*node, &names, &draft)).collect();
    scenario::check_names(&files.scenarios);

    let spots = std::mem::take(&mut names.spots);
    let problems = report.take_problems();
    let sound = problems.iter().all(|problem| problem.severity() == Severity::Warning);
    let catalog = if sound { draft.complete(names, folder::fingerprint(sources)) } else { None };
    Compiled { catalog, scenarios, problems, spots }
}
