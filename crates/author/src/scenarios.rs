//! `scenarios`: the office's own tests.

use std::path::Path;

use kakanai_definition::{Mismatch, Scenario, Severity, run};

use crate::loading::{Said, count, listed, load};

/// Runs every scenario of a folder, or the one with a name.
pub fn scenarios(dir: &Path, name: Option<&str>) -> Said {
    let forms = match load(dir) {
        Ok(forms) => forms,
        Err(sentence) => return Said::bad(sentence),
    };
    let compiled = &forms.compiled;
    let Some(editions) = &compiled.editions else {
        let errors = count(&compiled.problems, Severity::Error);
        let problems = listed(&compiled.problems);
        return Said::bad(format!(
            "{problems}エラーが {errors} 個あるので、シナリオを試せません。\n{errors} errors: the scenarios cannot be run\n"
        ));
    };
    let chosen = compiled.scenarios.iter().filter(|scenario| name.is_none_or(|name| name == scenario.name));
    let chosen = chosen.collect::<Vec<_>>();
    if let (true, Some(name)) = (chosen.is_empty(), name) {
        return Said::bad(unknown(name, &compiled.scenarios));
    }
    let mut text = String::new();
    let mut failed = 0;
    for scenario in &chosen {
        let mismatches = run(editions.on(scenario.today), scenario);
        if mismatches.is_empty() {
            text.push_str(&format!("○ {} {}\n", scenario.name, scenario.title));
        } else {
            failed += 1;
            text.push_str(&details(scenario, &mismatches));
        }
    }
    let passed = chosen.len() - failed;
    text.push_str(&format!("合格 {passed}、失敗 {failed}。\n{passed} passed, {failed} failed\n"));
    Said { text, good: failed == 0 }
}

/// A scenario that fails, with everything it expected otherwise.
pub fn details(scenario: &Scenario, mismatches: &[Mismatch]) -> String {
    let mut text = format!("× {} {}（scenarios: {}）\n", scenario.name, scenario.title, scenario.file);
    for mismatch in mismatches {
        for line in mismatch.to_string().lines() {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text
}

/// That there is no scenario of a name, and which there are.
pub fn unknown(name: &str, scenarios: &[Scenario]) -> String {
    let known = scenarios.iter().map(|scenario| &*scenario.name).collect::<Vec<_>>().join(" ");
    format!(
        "シナリオ「{name}」はありません。あるのは: {known}\nthere is no scenario \"{name}\"; there are: {known}\n"
    )
}
