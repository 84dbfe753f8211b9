//! The invariants of `docs/architecture.md`, read from the files themselves.

#![allow(clippy::expect_used, clippy::panic, reason = "a broken workspace must stop the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace").to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn crates() -> BTreeSet<String> {
    let folders = fs::read_dir(root().join("crates")).expect("crates/").map(|entry| entry.expect("an entry"));
    folders.map(|entry| entry.file_name().into_string().expect("a plain name")).collect()
}

/// All Rust files below a folder, built ones left out.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Our own crates among the dependencies of a crate; `[dev-dependencies]` are not arrows.
fn arrows(name: &str) -> BTreeSet<String> {
    let manifest = read(&format!("crates/{name}/Cargo.toml"));
    let dependencies = manifest.split("\n[").find(|section| section.starts_with("dependencies]"));
    let lines = dependencies.unwrap_or_default().lines();
    lines
        .filter_map(|line| Some(line.strip_prefix("kakanai-")?.split(['.', ' ', '=']).next()?.to_owned()))
        .collect()
}

#[test]
fn arrows_go_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("domain", &[][..]),
        ("definition", &["domain"]),
        ("reading", &["domain"]),
        ("printing", &["domain"]),
        ("printer", &["domain"]),
        ("storage", &["domain"]),
        // Engines and sources of pictures are made for what reads.
        ("tesseract", &["reading"]),
        ("recogniser", &["reading"]),
        ("camera", &["reading"]),
        (
            "kiosk",
            &[
                "camera",
                "domain",
                "definition",
                "printer",
                "printing",
                "reading",
                "recogniser",
                "storage",
                "tesseract",
            ],
        ),
        ("author", &["domain", "definition", "printing"]),
    ]);
    assert_eq!(crates(), allowed.keys().map(|name| (*name).to_owned()).collect());
    for (name, allowed) in allowed {
        let allowed = allowed.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(arrows(name), allowed, "arrows of crates/{name}");
    }
}

#[test]
fn cards_for_tests_stay_with_the_tests() {
    let manifest = read("tests/cards/Cargo.toml");
    assert!(!manifest.contains("kakanai-domain") && manifest.contains("[lints]\nworkspace = true"));
    for name in crates() {
        assert!(!arrows(&name).contains("cards"), "crates/{name} ships cards that do not exist");
    }
}

#[test]
fn the_core_has_no_clock_no_file_no_thread_and_no_environment() {
    for file in sources(&root().join("crates/domain/src")) {
        let text = fs::read_to_string(&file).expect("a source file");
        for word in
            ["std::fs", "std::time", "std::thread", "std::net", "std::env", "std::process", "println!"]
        {
            assert!(!text.contains(word), "{} uses {word}", file.display());
        }
    }
    let manifest = read("crates/domain/Cargo.toml");
    let dependencies = manifest.split("\n[").find(|section| section.starts_with("dependencies]"));
    let names: BTreeSet<&str> =
        dependencies.unwrap_or_default().lines().skip(1).filter_map(|line| line.split('.').next()).collect();
    let names: BTreeSet<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    assert_eq!(
        names,
        BTreeSet::from(["jiff", "rustc-hash", "serde"]),
        "a new dependency of the core needs a decision"
    );
}

#[test]
fn printing_is_given_its_fonts() {
    for file in sources(&root().join("crates/printing/src")) {
        let text = fs::read_to_string(&file).expect("a source file");
        let may = file.ends_with("fonts_on_disk.rs");
        for word in ["std::fs", "std::time", "std::thread", "std::net", "std::env", "std::process"] {
            assert!(may || !text.contains(word), "{} uses {word}", file.display());
        }
    }
}

#[test]
fn reading_touches_nothing_outside() {
    let tesseract = root().join("crates/tesseract/src");
    for file in sources(&root().join("crates/reading/src")).into_iter().chain(sources(&tesseract)) {
        let text = fs::read_to_string(&file).expect("a source file");
        // The engine starts its program and waits for it, in one file.
        let may = file == tesseract.join("run.rs");
        for word in
            ["std::fs", "std::net", "std::env", "std::process", "std::thread", "Instant::now", "tempfile"]
        {
            let process = may && !matches!(word, "std::fs" | "std::net" | "std::env" | "tempfile");
            assert!(process || !text.contains(word), "{} uses {word}", file.display());
        }
    }
}

#[test]
fn files_stay_readable() {
    let mut files = sources(&root().join("crates"));
    files.extend(sources(&root().join("tests")));
    assert!(files.len() > 50, "found only {} files", files.len());
    for file in files {
        let lines = fs::read_to_string(&file).expect("a source file").lines().count();
        assert!(lines <= 600, "{}: {lines} lines; split it", file.display());
    }
}

#[test]
fn unsafe_code_is_nowhere() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    for name in crates() {
        assert!(
            read(&format!("crates/{name}/Cargo.toml")).contains("[lints]\nworkspace = true"),
            "crates/{name}"
        );
    }
}

#[test]
fn the_documentation_names_the_crates_there_are() {
    let text = read("docs/architecture.md");
    let table = text
        .split("## Crates")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .expect("a table of crates");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.map(str::to_owned).collect::<BTreeSet<_>>(), crates());
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = read("Cargo.toml");
    let dependencies = manifest.split("\n[").find(|section| section.starts_with("workspace.dependencies]"));
    let mut explained = false;
    for line in dependencies.expect("[workspace.dependencies]").lines().skip(1) {
        let name = line.split([' ', '=']).next().unwrap_or_default();
        if line.starts_with('#') {
            explained = true;
        } else if line.is_empty() {
            explained = false;
        } else if !name.starts_with("kakanai-") {
            // One reason may stand over a few that belong together.
            assert!(explained, "{name} has no reason above it");
        }
    }
}

#[test]
fn every_word_of_the_glossary_has_one_thing_and_words_to_avoid() {
    let glossary = read("docs/glossary.md");
    let rows: Vec<Vec<&str>> = glossary
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| word"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 12, "found only {} words", rows.len());
    let words: BTreeSet<&str> = rows.iter().filter_map(|row| row.first().copied()).collect();
    assert_eq!(words.len(), rows.len(), "a word stands twice");
    for row in &rows {
        assert!(row.len() == 4 && row.iter().all(|cell| !cell.is_empty()), "incomplete: {row:?}");
    }
}

#[test]
fn ci_runs_what_the_readme_says() {
    let readme = read("README.md");
    let command = "cargo test --workspace";
    assert!(readme.lines().any(|line| line.trim() == command), "README.md does not show `{command}`");
    assert!(read(".ci/run").lines().any(|line| line.trim() == command), ".ci/run does not run `{command}`");
}
