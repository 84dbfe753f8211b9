//! The small definition folder that the tests change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use kakanai_definition::{Compiled, Source, read_folder};
use kakanai_domain::Date;

/// The day of the base's scenario.
pub const TODAY: Date = Date::constant(2026, 12, 1);

/// What a fixture ends with.
pub const PROBLEMS: &str = "=== problems\n";
const GROUNDS: &str = "../../printing/tests/grounds";

/// A folder of the tests.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// A definition without mistakes.
pub fn base() -> Vec<Source> {
    read_folder(&folder("base")).unwrap()
}

/// The base with one text of one file replaced.
pub fn edited(path: &str, old: &str, new: &str) -> Vec<Source> {
    let mut sources = base();
    edit(&mut sources, path, old, new);
    sources
}

/// Replaces a text that stands in a file exactly once.
pub fn edit(sources: &mut [Source], path: &str, old: &str, new: &str) {
    let source = sources.iter_mut().find(|source| source.path == path).expect(path);
    assert_eq!(source.text.matches(old).count(), 1, "{path}: {old}");
    source.text = source.text.replace(old, new);
}

/// All problems, as an author reads them.
pub fn rendered(compiled: &Compiled) -> String {
    let problems = compiled.problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    problems.join("\n\n")
}

/// The base with the changes of a fixture (how they are written: `problems.rs`).
pub fn applied(changes: &str) -> Vec<Source> {
    let mut sources = base();
    for change in changes.split("=== ").filter(|change| !change.trim().is_empty()) {
        let (head, body) = change.split_once('\n').unwrap();
        let (kind, path) = head.split_once(' ').unwrap();
        let lines = |mark: &str| {
            let lines = body.lines().filter_map(|line| line.strip_prefix(mark)).collect::<Vec<_>>();
            lines.join("\n")
        };
        match kind {
            "edit" => edit(&mut sources, path, &lines("- "), &lines("+ ")),
            "file" => sources.push(Source::json(path, body)),
            "pdf" => {
                let name = path.rsplit('/').next().unwrap();
                sources.push(Source::pdf(path, fs::read(folder(GROUNDS).join(name)).unwrap()));
            }
            "remove" => sources.retain(|source| source.path != path),
            "bom" => edit(&mut sources, path, "{ \"format\"", "\u{feff}{ \"format\""),
            other => panic!("{other}"),
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}
