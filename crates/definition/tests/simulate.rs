//! Simulated households: what is counted is what the engine says of each of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kakanai_definition::simulate::{Conditions, Draw, Owner, Tally, places};
use kakanai_definition::{Compiled, compile, read_folder};
use kakanai_domain::condition::Condition;
use kakanai_domain::event::Event;
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{
    Answer, Answers, Catalog, Date, Id, Interview, Member, Outcome, Replay, Slot, fill, settle,
};

const TODAY: Date = Date::constant(2026, 12, 1);
const HOUSEHOLDS: u64 = 300;

fn shipped() -> Compiled {
    compile(&read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).expect("forms/"))
}

/// The event of the shipped definitions, and both draws of its households.
fn draws(compiled: &Compiled) -> (Id<Event>, [Draw<'_>; 2]) {
    let catalog = compiled.editions.as_ref().map(|all| all.on(TODAY)).expect("forms/ compile");
    let event = catalog.events.ids().next().unwrap();
    let mix = compiled.mixes.iter().find(|mix| mix.event == event);
    assert!(mix.is_some());
    let everyday = Draw::from_mix(catalog, event, TODAY, 1, mix);
    (event, [everyday, Draw::from_cells(catalog, event, TODAY, 1)])
}

/// Everything a household said, as if it stood in a scenario.
fn said(catalog: &Catalog, interview: &Interview) -> Answers {
    let answer = |slot: Slot| match slot {
        Slot::Roster(list) => Answer::Members(interview.facts.members(list).unwrap().into()),
        Slot::Visit(_) | Slot::Of(..) => interview.facts.get(catalog, slot).unwrap().clone(),
    };
    interview.asked.iter().map(|slot| (*slot, answer(*slot))).collect()
}

#[test]
fn every_household_answers_to_the_end_and_its_answers_settle_to_the_same() {
    let compiled = shipped();
    let catalog = compiled.editions.as_ref().map(|all| all.on(TODAY)).unwrap();
    let (event, draws) = draws(&compiled);
    let mut replay = Replay::default();
    for draw in &draws {
        for number in 0..HOUSEHOLDS {
            let interview = draw.interview(&mut replay, number).clone();
            assert!(interview.is_complete(), "household {number}");
            assert_eq!(settle(catalog, event, &said(catalog, &interview), TODAY), interview, "{number}");
            // Whatever was drawn before leaves no trace.
            assert_eq!(draw.interview(&mut Replay::default(), number), &interview, "{number}");
        }
    }
}

#[test]
fn other_seeds_give_other_households_and_shares_add_up() {
    let compiled = shipped();
    let catalog = compiled.editions.as_ref().map(|all| all.on(TODAY)).unwrap();
    let (event, [draw, _]) = draws(&compiled);
    let conditions = Conditions::of(catalog, event);
    let whole = Tally::of(&draw, &conditions, 0..HOUSEHOLDS);
    let parts = [0..100, 100..170, 170..HOUSEHOLDS].map(|part| Tally::of(&draw, &conditions, part));
    assert_eq!(parts.iter().fold(Tally::default(), Tally::and), whole);
    let other = Draw::from_mix(catalog, event, TODAY, 2, compiled.mixes.first());
    assert_ne!(Tally::of(&other, &conditions, 0..HOUSEHOLDS), whole);
}

/// A part of a condition: whose, and on which way from the whole.
type Key = (Owner, Vec<usize>);

/// The branches of a condition, asked of the engine part for part.
fn branches(
    view: View<'_>,
    when: &Condition,
    who: Option<Member>,
    key: Key,
    out: &mut BTreeSet<(Key, bool)>,
) {
    let truth = |part: &Condition, who| view.truth(part, who, &mut Open::default());
    match truth(when, who) {
        Truth::True => drop(out.insert((key.clone(), true))),
        Truth::False => drop(out.insert((key.clone(), false))),
        Truth::Open => {}
    }
    let below = |at: usize| (key.0.clone(), key.1.iter().copied().chain([at]).collect());
    let members = |list| view.facts.members(list).unwrap_or_default().to_vec();
    match when {
        Condition::All(parts) | Condition::Any(parts) => {
            let decisive = if matches!(when, Condition::All(_)) { Truth::False } else { Truth::True };
            for (at, part) in parts.iter().enumerate() {
                branches(view, part, who, below(at), out);
                if truth(part, who) == decisive {
                    break;
                }
            }
        }
        Condition::Not(part) => branches(view, part, who, below(0), out),
        Condition::SomeoneIn(list, part) | Condition::EveryoneIn(list, part) => {
            let decisive = if matches!(when, Condition::SomeoneIn(..)) { Truth::True } else { Truth::False };
            for member in members(*list) {
                branches(view, part, Some(member), below(0), out);
                if truth(part, Some(member)) == decisive {
                    break;
                }
            }
        }
        Condition::CountIn(list, part, _) => {
            members(*list).into_iter().for_each(|member| branches(view, part, Some(member), below(0), out));
        }
        Condition::Rule(_) | Condition::Test(..) => {}
    }
}

/// The way from the whole to each part, in the order of their numbers.
fn ways(condition: &Condition, way: &[usize], out: &mut Vec<Vec<usize>>) {
    out.push(way.to_vec());
    let parts: Vec<&Condition> = match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().collect(),
        Condition::Not(part)
        | Condition::SomeoneIn(_, part)
        | Condition::EveryoneIn(_, part)
        | Condition::CountIn(_, part, _) => vec![part],
        Condition::Rule(_) | Condition::Test(..) => Vec::new(),
    };
    for (at, part) in parts.into_iter().enumerate() {
        ways(part, &[way, &[at]].concat(), out);
    }
}

/// What every household went through, counted the slow way: the conditions of procedures.
fn counted(catalog: &Catalog, draw: &Draw<'_>) -> BTreeMap<(Key, bool), u64> {
    let mut counts = BTreeMap::new();
    let mut replay = Replay::default();
    for number in 0..HOUSEHOLDS {
        let interview = draw.interview(&mut replay, number);
        let view = View { catalog, facts: &interview.facts, today: TODAY };
        let holds = |when: Option<&Condition>, who| {
            when.map_or(Truth::True, |when| view.truth(when, who, &mut Open::default()))
        };
        let mut taken = BTreeSet::new();
        for verdict in &interview.verdicts {
            let (id, who) = (verdict.procedure, verdict.member);
            let procedure = &catalog.procedures[id];
            if procedure.for_each.is_some() && who.is_none() {
                continue;
            }
            let mut note = |owner, when: Option<&Condition>| {
                if let Some(when) = when {
                    branches(view, when, who, (owner, Vec::new()), &mut taken);
                }
            };
            note(Owner::Needed(id), Some(&procedure.when));
            if holds(Some(&procedure.when), who) != Truth::True {
                continue;
            }
            for (at, (when, _)) in procedure.levels.iter().enumerate() {
                note(Owner::Level(id, at), when.as_ref());
                if holds(when.as_ref(), who) == Truth::True {
                    break;
                }
            }
            if matches!(verdict.outcome, Outcome::Needed(level) if level.drives()) {
                for (at, (when, _)) in procedure.bring.iter().enumerate() {
                    note(Owner::Bring(id, at), when.as_ref());
                }
                for (at, (when, _)) in procedure.sheets.iter().enumerate() {
                    note(Owner::Sheet(id, at), when.as_ref());
                }
            }
        }
        taken.into_iter().for_each(|branch| *counts.entry(branch).or_default() += 1);
    }
    counts
}

#[test]
fn branches_are_counted_as_a_slow_count_does() {
    let compiled = shipped();
    let catalog = compiled.editions.as_ref().map(|all| all.on(TODAY)).unwrap();
    let (event, draws) = draws(&compiled);
    let conditions = Conditions::of(catalog, event);
    for draw in &draws {
        let tally = Tally::of(draw, &conditions, 0..HOUSEHOLDS);
        let slow = counted(catalog, draw);
        let mut quick = BTreeMap::new();
        for (owner, condition, first) in conditions.roots() {
            if !matches!(owner, Owner::Needed(_) | Owner::Level(..) | Owner::Bring(..) | Owner::Sheet(..)) {
                continue;
            }
            let mut all = Vec::new();
            ways(condition, &[], &mut all);
            for (at, way) in all.into_iter().enumerate() {
                let passed = tally.parts[*first as usize + at];
                for (side, passed) in [false, true].into_iter().zip(passed) {
                    assert_eq!(passed.households == 0, passed.example.is_none());
                    if passed.households > 0 {
                        quick.insert(((owner.clone(), way.clone()), side), passed.households);
                    }
                }
            }
        }
        assert_eq!(quick, slow);
        assert!(slow.len() > 200, "only {} branches were taken", slow.len());
    }
}

#[test]
fn pages_and_boxes_are_those_that_are_filled() {
    let compiled = shipped();
    let catalog = compiled.editions.as_ref().map(|all| all.on(TODAY)).unwrap();
    let (event, draws) = draws(&compiled);
    let conditions = Conditions::of(catalog, event);
    for draw in &draws {
        let tally = Tally::of(draw, &conditions, 0..HOUSEHOLDS);
        let (mut pages, mut boxes) = (0, 0);
        for number in 0..HOUSEHOLDS {
            let mut replay = Replay::default();
            let sheets = fill(catalog, event, draw.interview(&mut replay, number), TODAY);
            pages += sheets.len() as u64;
            boxes += sheets.iter().map(|page| page.boxes.len() as u64).sum::<u64>();
        }
        assert_eq!(tally.pages, pages);
        assert_eq!(tally.sheets.values().map(|printed| printed.boxes).sum::<u64>(), boxes);
    }
}

#[test]
fn every_part_of_a_condition_has_its_place() {
    let sources = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).expect("forms/");
    let compiled = compile(&sources);
    let catalog = compiled.editions.as_ref().map(|all| all.on(TODAY)).unwrap();
    let event = catalog.events.ids().next().unwrap();
    let conditions = Conditions::of(catalog, event);
    let places = places(catalog, &sources, &conditions, TODAY);
    assert_eq!(places.len(), conditions.parts().len());
    for (part, place) in conditions.parts().iter().zip(&places) {
        let written = place.as_ref().unwrap_or_else(|| panic!("{:?}", conditions.roots()[part.root].0));
        // The kind of condition that stands there is the kind that was counted.
        let key = match part.condition {
            Condition::All(_) => "\"all\"",
            Condition::Any(_) => "\"any\"",
            Condition::Not(_) => "\"not\"",
            Condition::Rule(_) => "\"rule\"",
            Condition::Test(..) => "\"fact\"",
            Condition::SomeoneIn(..) => "\"someone_in\"",
            Condition::EveryoneIn(..) => "\"everyone_in\"",
            Condition::CountIn(..) => "\"count_in\"",
        };
        let first = written.text.trim_start_matches(['{', ' ']);
        assert!(first.starts_with(key), "{}: {} is no {key}", written.place.file, written.text);
    }
}
