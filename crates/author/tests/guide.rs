//! The guide for authors does what it says: every command of it runs, every file in it is written and checked, what a
//! command prints stands in it word by word, and every condition of its table is true for whom it says.
//!
//! Fences of `docs/authoring.md`:
//! - ` ```sh `: commands, run one after another in one folder, beside the shipped `forms` and the forms of `tests/imports` as `pdf`. They succeed, unless the fence
//!   says `sh stops`;
//! - ` ```text `: what the last command printed; `…` alone on a line stands for any lines. `KAKANAI_BLESS=1` writes those
//!   without a `…` anew;
//! - ` ```json FILE `: the file is written;
//! - ` ```json FILE edit `: the lines after `- ` in that file become those after `+ `.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kakanai_definition::{Source, compile, read_folder};
use kakanai_domain::interview::Outcome;
use kakanai_domain::why::Calling;
use kakanai_domain::words::called;
use kakanai_domain::{Catalog, Date, Lang, settle};

/// The pictures that stand in the guide, and what the commands call them. They bear the day on which they were drawn.
const PICTURES: [(&str, &str); 2] = [
    ("radio_receiver.png", "mihon/move_in-radio_receiver_yes-papers-1.png"),
    ("import.png", "forms/grounds/f40.png"),
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn guide() -> String {
    fs::read_to_string(repository().join("docs/authoring.md")).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

/// The folder in which the guide is followed, gone at the end.
struct Desk(PathBuf);

impl Desk {
    fn with_forms() -> Self {
        let desk = std::env::temp_dir().join(format!("kakanai-guide-{}", std::process::id()));
        let _ = fs::remove_dir_all(&desk);
        copy(&repository().join("forms"), &desk.join("forms"));
        copy(&repository().join("crates/author/tests/imports"), &desk.join("pdf"));
        Self(desk)
    }

    // What a command prints, and whether it is content.
    fn type_in(&self, line: &str) -> (String, bool) {
        let words = line.strip_prefix("kakanai-author").unwrap_or_else(|| panic!("no command: {line}"));
        let said = Command::new(env!("CARGO_BIN_EXE_kakanai-author"))
            .args(words.split_whitespace())
            .current_dir(&self.0)
            .output()
            .unwrap();
        let text = [said.stdout, said.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (text, said.status.success())
    }

    fn edit(&self, file: &str, body: &str) {
        let path = self.0.join(file);
        let old = fs::read_to_string(&path).unwrap();
        let lines = |mark| {
            let lines = body.lines().filter_map(|line| line.strip_prefix(mark)).collect::<Vec<_>>();
            lines.join("\n")
        };
        let (before, after) = (lines("- "), lines("+ "));
        assert_eq!(old.matches(&before).count(), 1, "{file} has not once:\n{before}\nbut is\n{old}");
        fs::write(path, old.replace(&before, &after)).unwrap();
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn agrees(printed: &str, shown: &str) -> bool {
    let mut rest = printed.trim_end();
    let parts = format!("\n{}\n", shown.trim_end()).split("\n…\n").map(str::to_owned).collect::<Vec<_>>();
    let (first, last) = (parts.first().unwrap().trim_start(), parts.last().unwrap().trim_end());
    if parts.len() == 1 {
        return rest == first.trim_end();
    }
    if !rest.starts_with(first) || !rest.ends_with(last) {
        return false;
    }
    parts.iter().all(|part| match rest.split_once(part.trim()) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[test]
fn every_command_and_file_of_the_guide_works() {
    let desk = Desk::with_forms();
    let text = guide();
    let bless = std::env::var_os("KAKANAI_BLESS").is_some();
    let mut renewed = text.clone();
    let mut last = String::new();
    let mut wrong = Vec::new();
    let mut commands = 0;
    for fence in text.split("\n```").skip(1).step_by(2) {
        let (head, body) = fence.split_once('\n').unwrap();
        match head.split_whitespace().collect::<Vec<_>>()[..] {
            ["sh", ref rest @ ..] => {
                for line in body.lines() {
                    let (printed, good) = desk.type_in(line);
                    if good == (rest == ["stops"]) {
                        wrong.push(format!("$ {line}\n{printed}"));
                    }
                    last = printed;
                    commands += 1;
                }
            }
            ["text"] if !agrees(&last, body) => {
                let shown = format!("\n```text\n{body}\n```");
                if bless && !body.lines().any(|line| line == "…") {
                    renewed = renewed.replace(&shown, &format!("\n```text\n{}\n```", last.trim_end()));
                } else {
                    wrong.push(format!("the guide shows\n{body}\nbut printed is\n{last}"));
                }
            }
            ["text"] => {}
            ["json", file] => {
                let path = desk.0.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, body).unwrap();
            }
            ["json", file, "edit"] => desk.edit(file, body),
            _ => panic!("nobody tries the fence {head:?}"),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(commands >= 20, "the guide has {commands} commands");
    for (picture, drawn) in PICTURES {
        let kept = repository().join("docs/authoring").join(picture);
        assert!(
            desk.0.join(drawn).exists() && text.contains(&format!("](authoring/{picture})")),
            "{picture}"
        );
        if bless {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::copy(desk.0.join(drawn), kept).unwrap();
        } else {
            assert!(kept.exists(), "{picture}");
        }
    }
    if renewed != text {
        fs::write(repository().join("docs/authoring.md"), renewed).unwrap();
    }
}

// The rows of the table of conditions: the words, the condition, for whom it holds in T01.
fn conditions() -> Vec<(String, String, String)> {
    let text = guide();
    let rows = text.lines().filter_map(|line| {
        let [_, words, condition, holds, _] = line.split('|').collect::<Vec<_>>()[..] else { return None };
        let condition = condition.trim().strip_prefix('`')?.strip_suffix('`')?;
        condition.starts_with('{').then(|| (words.into(), condition.to_owned(), holds.trim().to_owned()))
    });
    rows.collect()
}

// For whom a procedure is needed in a scenario: はい, いいえ, or the given names.
fn holds(catalog: &Catalog, scenario: &kakanai_definition::Scenario, procedure: &str) -> String {
    let interview = settle(catalog, scenario.event, &scenario.answers, scenario.today);
    let procedure = catalog.procedures.find(procedure).unwrap();
    let mut needed = interview
        .verdicts
        .iter()
        .filter(|verdict| verdict.procedure == procedure && matches!(verdict.outcome, Outcome::Needed(_)));
    if catalog.procedures[procedure].for_each.is_none() {
        return if needed.next().is_some() { "はい" } else { "いいえ" }.into();
    }
    let names = needed.map(|verdict| {
        let (list, member) = (catalog.procedures[procedure].for_each.unwrap(), verdict.member.unwrap());
        let name = called(catalog, &interview.facts, scenario.today, list, member, Lang::Ja, Calling::Name);
        name.rsplit([' ', '　']).next().unwrap().to_owned()
    });
    names.collect::<Vec<_>>().join("・")
}

#[test]
fn every_condition_of_the_guide_holds_for_whom_it_says() {
    let conditions = conditions();
    assert!(conditions.len() >= 20, "the table has {} conditions", conditions.len());
    let mut sources = read_folder(&repository().join("forms")).unwrap();
    let procedures = conditions.iter().enumerate().map(|(number, (words, condition, _))| {
        let for_each = if condition.contains("\"member") && !condition.contains("_in\"") { "\"for_each\": \"people\", " } else { "" };
        format!(
            "{{ \"id\": \"guide_{number}\", \"title\": {{ \"ja\": \"{}\", \"en\": \"-\" }}, \"counter\": \"residents\", {for_each}\"when\": {condition}, \"level\": \"information\" }}",
            words.trim()
        )
    });
    let procedures = procedures.collect::<Vec<_>>().join(",\n");
    sources.push(Source::json(
        "procedures/guide.json",
        format!("{{ \"format\": 1, \"procedures\": [\n{procedures} ] }}"),
    ));
    let names = (0..conditions.len()).map(|number| format!("\"guide_{number}\", ")).collect::<String>();
    let event = sources.iter_mut().find(|source| source.path == "events/move_in.json").unwrap();
    *event = Source::json(
        "events/move_in.json",
        String::from_utf8(fs::read(repository().join("forms/events/move_in.json")).unwrap())
            .unwrap()
            .replacen("\"procedures\": [", &format!("\"procedures\": [ {names}"), 1),
    );
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let compiled = compile(&sources);
    let Some(catalog) = compiled.catalog(Date::constant(2026, 12, 1)) else {
        panic!("{}", compiled.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    };
    let scenario = compiled.scenarios.iter().find(|scenario| scenario.name == "T01").unwrap();
    for (number, (words, condition, said)) in conditions.iter().enumerate() {
        assert_eq!(&holds(&catalog, scenario, &format!("guide_{number}")), said, "{words}: {condition}");
    }
}
