//! The definitions that are shipped: no problem, and every scenario as its author wrote it.

#![allow(clippy::expect_used, reason = "a broken workspace must stop the test")]

mod support;

use kakanai_definition::run;
use support::shipped;

#[test]
fn the_shipped_definitions_have_no_problem() {
    let compiled = shipped();
    let problems: Vec<String> = compiled.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(compiled.editions.is_some());
}

#[test]
fn every_scenario_holds() {
    let compiled = shipped();
    let editions = compiled.editions.expect("a catalogue");
    assert!(compiled.scenarios.len() >= 6, "T01 with T01b-d, T02 and T11 are the least");
    let mut failures = Vec::new();
    for scenario in &compiled.scenarios {
        failures.extend(
            run(editions.on(scenario.today), scenario)
                .iter()
                .map(|mismatch| format!("{}: {mismatch}", scenario.name)),
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
