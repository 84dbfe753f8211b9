//! Every problem there is, as an author sees it: one fixture under `tests/problems` for each code.
//!
//! A fixture changes the base (`=== edit FILE` with `- old` and `+ new` lines, `=== file FILE`, `=== remove FILE`,
//! `=== pdf FILE` of the invented grounds, `=== bom FILE`) and ends with what is printed (`=== problems`). `KAKANAI_BLESS=1` writes what is printed now.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;

use kakanai_definition::{Code, Letters, Surface, catalogue, check_letters, compile};

use support::{PROBLEMS, TODAY, applied, base, folder, rendered};

/// Letters without fonts: no pictures, and Latin letters half as wide.
struct Plain;

impl Letters for Plain {
    fn lacks(&self, text: &str, _: Surface) -> Vec<String> {
        text.chars().filter(|c| *c > '\u{1f000}').map(String::from).collect()
    }
    fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
    }
}

#[test]
fn the_base_is_sound() {
    let compiled = compile(&base());
    assert_eq!(rendered(&compiled), "");
    assert_eq!(check_letters(&base(), &Plain), []);
    assert_eq!(compiled.prove(TODAY), []);
    assert!(compiled.catalog(TODAY).is_some());
    assert_eq!(compiled.scenarios.len(), 1);
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_its_problems() {
    let bless = std::env::var_os("KAKANAI_BLESS").is_some();
    let mut shown = BTreeSet::new();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder("problems")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let fixture = fs::read_to_string(&path).unwrap();
        let (changes, expected) = fixture.split_once(PROBLEMS).unwrap_or((&fixture, ""));
        let sources = applied(changes);
        let mut compiled = compile(&sources);
        compiled.problems.extend(compiled.prove(TODAY));
        compiled.problems.extend(check_letters(&sources, &Plain));
        let codes = compiled.problems.iter().map(|problem| problem.code.number()).collect::<BTreeSet<_>>();
        // What a fixture is named after is what it shows.
        let code = name.split('_').next().unwrap().to_owned();
        assert!(codes.contains(&*code), "{name} shows {codes:?}");
        shown.insert(code);
        let printed = rendered(&compiled);
        if printed != expected.trim_end() {
            if bless {
                fs::write(&path, format!("{changes}{PROBLEMS}{printed}\n")).unwrap();
            } else {
                wrong.push(format!("{name}:\n{printed}\n"));
            }
        }
    }
    let all = Code::ALL.iter().map(|code| code.number().to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(all.len(), Code::ALL.len(), "two codes have the same number");
    assert_eq!(shown, all, "codes and fixtures differ");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_catalogue_of_problems_is_the_documents() {
    let path = folder("../../../docs/problems.md");
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        fs::write(&path, catalogue()).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == catalogue(), "docs/problems.md is out of date");
}
