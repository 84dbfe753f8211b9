//! What several tests of the whole program need.
#![allow(clippy::expect_used, clippy::panic, reason = "a broken workspace must stop the test")]
#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakanai_definition::{Compiled, Scenario, compile, read_folder};
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::{Catalog, Interview, fill, settle};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace").to_owned()
}

/// The definitions shipped with the program.
pub fn shipped() -> Compiled {
    compile(&read_folder(&root().join("forms")).expect("forms/ can be read"))
}

/// A household of the shipped scenarios, settled and filled.
pub struct Household {
    pub catalog: Arc<Catalog>,
    pub scenario: Scenario,
    pub interview: Interview,
    pub pages: Vec<FilledSheet>,
}

/// Settles and fills a scenario by its name.
pub fn household(name: &str) -> Household {
    let compiled = shipped();
    let editions = compiled.editions.expect("forms/ compile");
    let scenario = compiled.scenarios.into_iter().find(|scenario| scenario.name == name);
    let scenario = scenario.unwrap_or_else(|| panic!("no scenario {name}"));
    let catalog = editions.on(scenario.today).clone();
    let interview = settle(&catalog, scenario.event, &scenario.answers, scenario.today);
    let pages = fill(&catalog, scenario.event, &interview, scenario.today);
    Household { catalog, scenario, interview, pages }
}
