//! Dates of effect: what is in force on the last day before a change, and on the first day after it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use kakanai_definition::simulate::{Conditions, places};
use kakanai_definition::{Code, Compiled, Scenario, Source, compile, run};
use kakanai_domain::office::SettingValue;
use kakanai_domain::{Catalog, Date, Replay, settle};

use support::{base, edit};

const MARCH: Date = Date::constant(2027, 3, 31);
const APRIL: Date = Date::constant(2027, 4, 1);

/// The base, written on some day before for what changes on 1 April: the age of majority, the time limit and the
/// level of two procedures, one sheet; dogs are not registered any more, mopeds not yet.
fn dated() -> Vec<Source> {
    let mut sources = base();
    let setting = r#"{ "id": "adult_age", "label": { "ja": "成人の年齢" }, "#;
    let both = format!(
        r#"{setting}"until": "{MARCH}", "value": 18 }},
    {setting}"from": "{APRIL}", "#
    );
    edit(&mut sources, "office.json", setting, &both);
    edit(
        &mut sources,
        "office.json",
        r#""from": "2027-04-01", "value": 18"#,
        r#""from": "2027-04-01", "value": 44"#,
    );

    let notice = r#"{ "id": "ju01", "title""#;
    let both = format!(
        r#"{{ "id": "ju01", "until": "{MARCH}", "title": {{ "ja": "転入届", "en": "Notice of moving in" }},
    "counter": "residents", "when": {{ "all": [] }}, "level": "required",
    "due": {{ "days": 7, "after": "moved_on" }}, "sheets": ["f01"] }},
  {{ "id": "ju01", "from": "{APRIL}", "title""#
    );
    edit(&mut sources, "procedures/residents.json", notice, &both);
    let dog = r#"{ "id": "dg01", "title""#;
    let both = format!(
        r#"{{ "id": "mp01", "from": "{APRIL}", "title": {{ "ja": "原付の登録", "en": "Mopeds" }},
    "counter": "residents", "when": {{ "all": [] }}, "level": "optional" }},
  {{ "id": "dg01", "until": "{MARCH}", "title""#
    );
    edit(&mut sources, "procedures/residents.json", dog, &both);
    edit(&mut sources, "events/move_in.json", r#""dg01"]"#, r#""dg01", "mp01"]"#);

    let sheet = sources.iter().find(|source| source.path == "sheets/f09.json").unwrap().text.clone();
    edit(&mut sources, "sheets/f09.json", r#""id": "f09","#, &format!(r#""id": "f09", "until": "{MARCH}","#));
    let new = sheet.replacen(r#""id": "f09","#, &format!(r#""id": "f09", "from": "{APRIL}","#), 1);
    let new = new.replace(r#""id": "oldest""#, r#""id": "eldest""#);
    sources.push(Source::json("sheets/f09_april.json", new));
    sources.retain(|source| source.path != "scenarios/t01.json");
    for (name, today, verdicts) in [
        ("march", MARCH, r#"{ "ju01": "required", "kh01": { "required": [2] }, "dg01": "required" }"#),
        ("april", APRIL, r#"{ "ju01": "required", "kh01": { "apply": [2] }, "mp01": "optional" }"#),
    ] {
        let (due, cell) = if today == MARCH { ("2027-04-05", "oldest") } else { ("2027-04-12", "eldest") };
        sources.push(scenario(name, today, verdicts, due, cell));
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// The same household on either day.
fn scenario(name: &str, today: Date, verdicts: &str, due: &str, cell: &str) -> Source {
    let text = format!(
        r#"{{ "format": 1, "name": "{name}", "title": "二人で転入", "event": "move_in", "today": "{today}",
  "answers": {{ "moved_on": "2027-03-29", "joins": true,
    "to_address": {{ "postal_code": "0000031", "prefecture": "見本県", "city": "見本町", "town": "大字見本", "block": "1番地" }},
    "people": [ {{ "name": {{ "family": "見本", "given": "太郎" }}, "birth_date": "1981-05-10", "insurance": "employee" }},
      {{ "name": {{ "family": "見本", "given": "花子" }}, "birth_date": "1983-04-02", "insurance": "national", "wishes": [] }} ],
    "dogs": [ {{ "dog_name": "コタロウ" }} ], "visitor": 1, "remark": "なし" }},
  "complete": true, "verdicts": {verdicts}, "due": {{ "ju01": "{due}" }}, "sheets": ["f01", "f09:2"],
  "boxes": {{ "f09:2.{cell}": false }} }}"#
    );
    Source::json(format!("scenarios/{name}.json"), text)
}

fn sound(sources: &[Source]) -> Compiled {
    let compiled = compile(sources);
    assert_eq!(support::rendered(&compiled), "");
    compiled
}

fn mismatches(compiled: &Compiled) -> String {
    let mismatches = compiled.scenarios.iter().flat_map(|scenario| {
        let catalog = compiled.catalog(scenario.today).unwrap();
        run(&catalog, scenario).into_iter().map(|mismatch| format!("{}: {mismatch}\n", scenario.name))
    });
    mismatches.collect()
}

#[test]
fn a_change_is_in_force_from_its_day_on() {
    let compiled = sound(&dated());
    assert_eq!(compiled.editions.as_ref().unwrap().days().collect::<Vec<_>>(), [APRIL]);
    assert_eq!(mismatches(&compiled), "");
    let adult_age = |catalog: &Catalog| {
        let setting = catalog.office.settings.find("adult_age").unwrap();
        catalog.office.settings[setting].value.clone()
    };
    for (day, age, dormant) in
        [(Date::MIN, 18, "mp01"), (MARCH, 18, "mp01"), (APRIL, 44, "dg01"), (Date::MAX, 44, "dg01")]
    {
        let catalog = compiled.catalog(day).unwrap();
        assert_eq!(adult_age(&catalog), SettingValue::Number(age), "{day}");
        let dormant_ids = catalog.dormant.iter().map(|id| catalog.procedures.name(*id)).collect::<Vec<_>>();
        assert_eq!(dormant_ids, [dormant], "{day}");
        let event = catalog.events.ids().next().unwrap();
        assert!(catalog.events[event].procedures.iter().all(|id| !catalog.dormant.contains(id)));
    }
}

#[test]
fn ids_and_the_fingerprint_are_the_same_on_every_day() {
    let compiled = sound(&dated());
    let [march, april] = [MARCH, APRIL].map(|day| compiled.catalog(day).unwrap());
    assert_eq!(march.fingerprint, april.fingerprint);
    let names = |catalog: &Catalog| {
        let procedures = catalog.procedures.ids().map(|id| catalog.procedures.name(id).to_owned());
        procedures
            .chain(catalog.sheets.ids().map(|id| catalog.sheets.name(id).to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&march), names(&april));
}

#[test]
fn a_scenario_of_the_other_day_fails() {
    let mut sources = dated();
    for source in sources.iter_mut().filter(|source| source.path.starts_with("scenarios/")) {
        let (march, april) = (format!(r#""today": "{MARCH}""#), format!(r#""today": "{APRIL}""#));
        source.text = if source.text.contains(&march) {
            source.text.replace(&march, &april).replace("f09:2.oldest", "f09:2.eldest")
        } else {
            source.text.replace(&april, &march).replace("f09:2.eldest", "f09:2.oldest")
        };
    }
    let found = mismatches(&sound(&sources));
    for expected in [
        "march: dg01 (Dog registration): expected \"required\", got \"not in force on that day\"",
        "march: kh01 (National health insurance, member 2): expected \"required\", got \"apply\"",
        "march: ju01 (Notice of moving in): expected \"2027-04-05\", got \"2027-04-12\"",
        "april: mp01 (Mopeds): expected \"optional\", got \"not in force on that day\"",
    ] {
        let line = expected.split_once(": ").unwrap().1;
        assert!(found.contains(line), "{expected}\n---\n{found}");
    }
}

#[test]
fn every_edition_from_the_day_on_is_proved() {
    let mut sources = dated();
    // From April on nobody is apply any more: everybody is an adult.
    edit(&mut sources, "office.json", r#""value": 44"#, r#""value": -9"#);
    let compiled = compile(&sources);
    let proved = |day: Date| {
        let problems = compiled.prove(day);
        problems.iter().map(|problem| (problem.code, problem.what.en.clone())).collect::<Vec<_>>()
    };
    let never = |words: &[(Code, String)]| {
        words
            .iter()
            .filter(|(code, _)| *code == Code::AlwaysTrue)
            .map(|(_, words)| words.clone())
            .collect::<Vec<_>>()
    };
    let found = never(&proved(MARCH));
    assert!(
        found.len() == 1 && found[0].starts_with("from 2027-04-01: the condition of \"adult\""),
        "{found:?}"
    );
    let found = never(&proved(APRIL));
    assert!(found.len() == 1 && found[0].starts_with("the condition of \"adult\""), "{found:?}");
    // Both days have scenarios: the first is the day from which on everything is proved.
    assert_eq!(compiled.day_of_proof(), Some(MARCH));
}

#[test]
fn a_replay_does_not_carry_one_day_into_another() {
    let compiled = sound(&dated());
    let days = [MARCH, APRIL].map(|day| (day, compiled.catalog(day).unwrap()));
    let mut replay = Replay::default();
    // There and back: what was worked out for the one day is of no use on the other.
    for (day, catalog) in [&days[0], &days[1], &days[0], &days[1]] {
        for Scenario { event, answers, .. } in &compiled.scenarios {
            let settled = settle(catalog, *event, answers, *day);
            assert_eq!(replay.settle(catalog, *event, answers, *day), settled, "{day}");
        }
    }
}

#[test]
fn parts_of_conditions_have_their_places_on_either_day() {
    let sources = dated();
    let compiled = sound(&sources);
    let lines = [MARCH, APRIL].map(|day| {
        let catalog = compiled.catalog(day).unwrap();
        let event = catalog.events.ids().next().unwrap();
        let conditions = Conditions::of(&catalog, event);
        let places = places(&catalog, &sources, &conditions, day);
        let lines = places.into_iter().map(|written| written.expect("a place").place);
        lines.map(|place| (place.file, place.line, place.column)).collect::<Vec<_>>()
    });
    // The changed entries stand in other places than those they take the place of.
    assert_ne!(lines[0], lines[1]);
}
