//! The report of `simulate` on the small definition folder of the compiler's own tests, with a mix, compared with
//! `tests/golden/simulate.txt`. `KAKANAI_BLESS=1 cargo test -p kakanai-author --test simulate` writes it anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

use kakanai_author::simulate::{Trial, simulate};
use kakanai_domain::Lang;

const MIX: &str = r#"{ "format": 1, "event": "move_in",
  "households": [
    { "title": "ひとり暮らし", "weight": 3,
      "lists": { "people": [ { "members": 1, "answers": { "birth_date": { "years_ago": [20, 90] } } } ] } },
    { "title": "家族", "weight": 1,
      "lists": { "people": [
        { "members": 2, "answers": { "birth_date": { "years_ago": [25, 50] }, "insurance": { "value": "employee" } } },
        { "members": { "1": 6, "2": 4 }, "answers": { "birth_date": { "years_ago": [0, 17] } } } ] },
      "answers": { "joins": { "value": false } } } ],
  "lists": { "dogs": [ { "members": { "0": 9, "1": 1 } } ] },
  "answers": {
    "moved_on": { "days_ago": [0, 20] },
    "joins": { "weights": { "true": 1, "false": 8, "unknown": 1 } },
    "insurance": [
      { "when": { "rule": "adult" }, "weights": { "national": 1, "employee": 2 } },
      { "value": "national" } ] } }"#;

/// The folder beside which the commands are run: places in the report begin with it.
struct Folder(PathBuf);

impl Folder {
    fn with_mix() -> Self {
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../definition/tests/base");
        let to = std::env::temp_dir().join(format!("kakanai-author-simulate-{}", std::process::id()));
        for source in kakanai_definition::read_folder(&base).unwrap() {
            let path = to.join(&source.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, source.text).unwrap();
        }
        fs::create_dir_all(to.join("mixes")).unwrap();
        fs::write(to.join("mixes/move_in.json"), MIX).unwrap();
        Self(to)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_report_is_what_the_golden_says() {
    let folder = Folder::with_mix();
    let reports = [Lang::Ja, Lang::En].map(|lang| {
        let trial = Trial {
            forms: folder.0.clone(),
            event: "move_in".into(),
            households: 400,
            seed: 1,
            on: None,
            lang,
        };
        let said = simulate(&trial);
        assert!(said.good, "{}", said.text);
        // However many cores share the work, the report is the same.
        assert_eq!(simulate(&trial), said);
        said.text.replace(&*folder.0.to_string_lossy(), "forms")
    });
    let report = reports.join("\n");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/simulate.txt");
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        fs::create_dir_all(golden.parent().unwrap()).unwrap();
        fs::write(&golden, &report).unwrap();
    }
    assert_eq!(report, fs::read_to_string(&golden).expect("the golden: see the top of this file"));
}
