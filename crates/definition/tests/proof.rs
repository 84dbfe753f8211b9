//! The proof beside chance: households drawn at random must find nothing that the proof says there is not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kakanai_definition::simulate::Draw;
use kakanai_definition::{Code, Source, compile, read_folder};
use kakanai_domain::date::Day;
use kakanai_domain::event::Ask;
use kakanai_domain::item::{Item, Kind, List};
use kakanai_domain::person::{Address, Name};
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{Answer, Catalog, Facts, Id, Member, Replay, Slot, Value};

const TODAY: Date = date(2026, 12, 1);

fn shipped() -> Vec<Source> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).expect("forms/")
}

/// How many households are drawn: `KAKANAI_CASES`, or 20,000.
fn cases() -> u32 {
    std::env::var("KAKANAI_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(20_000)
}

/// Somebody's answer, drawn without looking at any condition; the towns of the definitions among the places.
fn drawn(random: &mut fastrand::Rng, catalog: &Catalog, item: &Item, members: u16) -> Answer {
    if item.unknown.is_some() && random.u8(..20) == 0 {
        return Answer::Unknown;
    }
    Answer::Value(match &item.kind {
        Kind::YesNo => Value::YesNo(random.bool()),
        Kind::Choice(options) => Value::Choice(random.choice(options.ids()).unwrap()),
        Kind::Choices(options) => Value::Choices(options.ids().filter(|_| random.bool()).collect()),
        Kind::Number { least, most } => Value::Number(random.i64(*least..=*most)),
        Kind::Money => Value::Money(random.i64(0..1_000_000)),
        Kind::Date(_) => {
            let back = if random.bool() { random.i32(0..60) } else { random.i32(0..36_500) };
            Value::Date(Arc::new(Day::Exact(TODAY.saturating_sub(back.days()))))
        }
        Kind::Name => Value::Name(Arc::new(Name { family: "見本".into(), ..Name::default() })),
        Kind::Address => {
            let here = catalog.office.settings.find("prefecture").filter(|_| random.bool());
            let prefecture = match here.map(|id| &catalog.office.settings[id].value) {
                Some(kakanai_domain::office::SettingValue::Text(text)) => text.clone(),
                _ => "遠見県".to_owned(),
            };
            Value::Address(Arc::new(Address { prefecture, city: "遠見市".into(), ..Address::default() }))
        }
        Kind::Phone => Value::Phone("000".into()),
        Kind::Text { .. } => Value::Text("文".into()),
        Kind::PostalCode => Value::PostalCode("0000000".into()),
        Kind::Member(_) => Value::Member(Member(random.u16(1..=members.max(1)))),
    })
}

fn household(random: &mut fastrand::Rng, catalog: &Catalog) -> Facts {
    let mut facts = Facts::none(catalog);
    let mut sizes = vec![0; catalog.lists.len()];
    for (list, definition) in catalog.lists.iter() {
        let size = random.u16(definition.at_least..=definition.at_least + 3);
        sizes[list.index()] = size;
        facts.learn(catalog, Slot::Roster(list), &Answer::Members((1..=size).map(Member).collect()));
    }
    let size = |list: Option<Id<List>>| list.map_or(1, |list| sizes[list.index()]);
    for (id, item) in catalog.items.iter().filter(|(_, item)| item.is_asked()) {
        let pointed = size(item.role().map(|role| role.list()));
        for member in 1..=size(item.of) {
            let slot = if item.of.is_some() { Slot::Of(Member(member), id) } else { Slot::Visit(id) };
            facts.learn(catalog, slot, &drawn(random, catalog, item, pointed));
        }
    }
    facts
}

#[test]
fn what_the_proof_rules_out_is_never_met() {
    let compiled = compile(&shipped());
    let catalog = compiled.catalog(TODAY).expect("forms/ compile");
    let catalog = &*catalog;
    let proved = compiled.prove(TODAY);
    let said = |code: Code, name: &str| {
        proved.iter().any(|problem| problem.code == code && problem.what.en.contains(&format!("\"{name}\"")))
    };
    let mut random = fastrand::Rng::with_seed(4);
    let (mut met, mut unmet) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..cases() {
        let facts = household(&mut random, catalog);
        let view = View { catalog, facts: &facts, today: TODAY };
        for (id, procedure) in catalog.procedures.iter() {
            let who = procedure.for_each.map(|list| facts.members(list).unwrap().to_vec());
            let who = who.map_or(vec![None], |members| members.into_iter().map(Some).collect());
            for member in who {
                match view.truth(&procedure.when, member, &mut Open::default()) {
                    Truth::True => met.insert(id),
                    Truth::False => unmet.insert(id),
                    Truth::Open => false,
                };
            }
        }
    }
    // The draw reaches nearly everything: a comparison that compares nothing would pass as well.
    assert!(met.len() * 10 >= catalog.procedures.len() * 8, "only {} procedures were met", met.len());
    for id in met {
        let name = catalog.procedures.name(id);
        assert!(!said(Code::NeverTrue, name), "{name} is needed by somebody");
    }
    for id in unmet {
        let name = catalog.procedures.name(id);
        assert!(!said(Code::AlwaysTrue, name), "{name} is not needed by somebody");
    }
}

/// The shipped definitions with some of the procedures of their event left out.
fn with_fewer_procedures(random: &mut fastrand::Rng) -> Vec<Source> {
    let mut sources = shipped();
    let event = sources.iter_mut().find(|source| source.path == "events/move_in.json").unwrap();
    let (before, listed) = event.text.split_once("\"procedures\": [").unwrap();
    let (listed, after) = listed.split_once(']').unwrap();
    let keep = random.usize(1..12);
    let mut names: Vec<&str> = listed.split(',').map(str::trim).collect();
    random.shuffle(&mut names);
    let names = names[..keep].join(", ");
    event.text = format!("{before}\"procedures\": [{names}]{after}");
    sources.retain(|source| !source.path.starts_with("scenarios/"));
    sources
}

#[test]
fn what_is_never_asked_by_the_proof_is_asked_of_nobody() {
    let mut random = fastrand::Rng::with_seed(7);
    let (mut left_over, mut missed) = (0, BTreeSet::new());
    for _ in 0..30 {
        let sources = with_fewer_procedures(&mut random);
        let compiled = compile(&sources);
        let catalog = compiled.catalog(TODAY).unwrap_or_else(|| panic!("{}", compiled.problems[0]));
        let event = catalog.events.ids().next().unwrap();
        let proved = compiled.prove(TODAY);
        let never = |name: &str| {
            proved.iter().any(|problem| {
                problem.code == Code::NeverWanted && problem.what.en.contains(&format!("\"{name}\""))
            })
        };
        let draw = Draw::from_cells(&catalog, event, TODAY, 7);
        let mut replay = Replay::default();
        let mut asked = BTreeSet::new();
        for number in 0..u64::from(cases() / 40) {
            asked.extend(draw.interview(&mut replay, number).asked.iter().map(|slot| match slot {
                Slot::Roster(list) => catalog.lists.name(*list),
                Slot::Visit(item) | Slot::Of(_, item) => catalog.items.name(*item),
            }));
        }
        for ask in catalog.events[event].sections.iter().flat_map(|section| &section.asks) {
            let name = match ask {
                Ask::Roster(list) => catalog.lists.name(*list),
                Ask::Item(item) => catalog.items.name(*item),
            };
            let met = asked.contains(name);
            assert!(!(met && never(name)), "{name} is asked");
            left_over += u32::from(never(name));
            if !met && !never(name) {
                missed.insert(name.to_owned());
            }
        }
    }
    assert!(left_over > 100, "only {left_over} questions were left over");
    // The proof says so of nearly all that nobody is asked. It keeps silent where the settings of the office decide,
    // and where only the order of the questions does: an age that is always known first.
    let silent = ["microchip", "mental_certificate", "pension", "care_level"].map(str::to_owned);
    assert!(missed.is_subset(&silent.into()), "{missed:?}");
}

#[test]
fn every_search_in_the_shipped_definitions_is_complete() {
    let proved = compile(&shipped()).prove(TODAY);
    let too_large: Vec<_> = proved.iter().filter(|problem| problem.code == Code::TooLarge).collect();
    assert!(too_large.is_empty(), "{}", too_large[0]);
}
