//! What `diff` says: one fixture under `tests/diff` for each case.
//!
//! A fixture changes the small definition folder of the compiler's tests (`=== edit FILE` with `- old` and `+ new`
//! lines) and ends with what is said (`=== folders LANG`: base and change compared; `=== days FROM TO LANG`: the changed
//! folder on two days). `KAKANAI_BLESS=1` writes what is said now.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

use kakanai_author::{Command, carry_out};
use kakanai_definition::read_folder;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Writes the base, changed, and says where.
fn changed(name: &str, changes: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{name}"));
    let _ = fs::remove_dir_all(&to);
    for source in read_folder(&folder("../definition/tests/base")).unwrap() {
        let path = to.join(&source.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source.text).unwrap();
    }
    for change in changes.split("=== edit ").skip(1) {
        let (file, body) = change.split_once('\n').unwrap();
        let lines = |mark: &str| {
            let lines = body.lines().filter_map(|line| line.strip_prefix(mark)).collect::<Vec<_>>();
            lines.join("\n")
        };
        let text = fs::read_to_string(to.join(file)).unwrap();
        let (old, new) = (lines("- "), lines("+ "));
        assert_eq!(text.matches(&old).count(), 1, "{file}: {old}");
        fs::write(to.join(file), text.replace(&old, &new)).unwrap();
    }
    to
}

#[test]
fn what_is_said_is_as_before() {
    let bless = std::env::var_os("KAKANAI_BLESS").is_some();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder("tests/diff")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let fixture = fs::read_to_string(&path).unwrap();
        let at = fixture.find("=== folders").or(fixture.find("=== days")).unwrap();
        let (changes, rest) = fixture.split_at(at);
        let (asked, expected) = rest.split_once('\n').unwrap();
        let base = folder("../definition/tests/base").display().to_string();
        let new = changed(&name, changes).display().to_string();
        let line = match asked.split(' ').skip(1).collect::<Vec<_>>()[..] {
            ["folders", lang] => format!("diff {base} {new} --lang {lang}"),
            ["days", from, to, lang] => format!("diff {new} --from {from} --to {to} --lang {lang}"),
            _ => panic!("{asked}"),
        };
        let words = line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let said = carry_out(&Command::parse(&words).unwrap());
        assert!(said.good, "{name}: {}", said.text);
        let said = said.text.replace(&base, "before").replace(&new, "after");
        if said != expected {
            if bless {
                fs::write(&path, format!("{changes}{asked}\n{said}")).unwrap();
            } else {
                wrong.push(format!("{name}:\n{said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_folder_with_errors_is_named() {
    let broken = changed("broken", "=== edit office.json\n- \"999999\"\n+ \"9\"\n").display().to_string();
    let base = folder("../definition/tests/base").display().to_string();
    let words = ["diff", &base, &broken].map(str::to_owned);
    let said = carry_out(&Command::parse(&words).unwrap());
    assert!(!said.good && said.text.starts_with(&format!("{broken}: 定義に誤りがあります")), "{}", said.text);
}

#[test]
fn words_that_name_no_two_sides_are_refused() {
    for line in [
        "diff",
        "diff a",
        "diff a b c",
        "diff a b --from 2027-03-31 --to 2027-04-01",
        "diff a --from 2027-03-31",
        "diff a --from 2027-03-31 --to 2027-04-01 --on 2027-04-01",
    ] {
        let words = line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let said = Command::parse(&words).unwrap_err();
        assert!(said.contains("フォルダ") || said.contains("余分"), "{line}: {said}");
    }
}
