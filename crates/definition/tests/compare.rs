//! A comparison finds what differs, says of its examples what both sides make of them, and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan;
use kakanai_definition::{
    About, Change, Comparison, Household, Kind, Side, Source, compare, compile, household, read_folder,
};
use kakanai_domain::date::Day;
use kakanai_domain::item::Kind as Shape;
use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::{Catalog, Interview, Lang, Outcome, fill};

use support::{TODAY, base, edit, edited};

fn catalog(sources: &[Source]) -> Arc<Catalog> {
    let compiled = compile(sources);
    compiled.catalog(TODAY).unwrap_or_else(|| panic!("{}", support::rendered(&compiled)))
}

fn side(catalog: &Catalog) -> Side<'_> {
    Side { catalog, event: catalog.events.ids().next().unwrap(), today: TODAY }
}

fn shipped() -> Vec<Source> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).expect("forms/")
}

fn compared(old: &Catalog, new: &Catalog) -> Comparison {
    compare(side(old), side(new), [], Lang::Ja)
}

/// Edits of the base, each of which some household must notice.
fn edits() -> Vec<Vec<Source>> {
    let file = "procedures/residents.json";
    let mut option = edited(
        "items/people.json",
        r#"{ "id": "employee","#,
        r#"{ "id": "none", "label": { "ja": "なし", "en": "None" } }, { "id": "employee","#,
    );
    edit(&mut option, file, r#""is": "national""#, r#""is_one_of": ["national", "none"]"#);
    vec![
        edited("office.json", r#""value": 18"#, r#""value": 20"#),
        edited("office.json", "2026-11-03", "2026-12-09"),
        edited(file, r#""days": 14"#, r#""days": 30"#),
        edited(file, r#""is": "national""#, r#""is": "employee""#),
        edited(file, r#"{ "level": "apply" }"#, r#"{ "level": "information" }"#),
        edited(file, r#""bring": ["id_document", {"#, r#""bring": [{"#),
        edited(file, r#""sheets": ["f09"]"#, r#""sheets": []"#),
        edited("events/move_in.json", r#""ju01", "kh01", "dg01""#, r#""dg01", "ju01""#)
            .into_iter()
            .filter(|source| source.path != "scenarios/t01.json")
            .collect(),
        edited(
            "sheets/f09.json",
            r#"{ "fact": "member", "is": "oldest" }"#,
            r#"{ "not": { "fact": "member", "is": "oldest" } }"#,
        ),
        edited("sheets/f09.json", r#""show": "member.name", "id""#, r#""show": "to_address", "id""#),
        edited("sheets/f09.json", "年長", "年上"),
        edited("items/visit.json", "いつ引っ越しましたか", "引っ越した日はいつですか"),
        option,
    ]
}

#[test]
fn definitions_are_as_they_are() {
    for sources in [base(), shipped()] {
        let (old, new) = (catalog(&sources), catalog(&sources));
        let found = compared(&old, &new);
        assert!(found.groups.is_empty(), "{:?}", found.groups);
        assert!(found.tried > 10 && found.not_all.is_empty(), "{} tried, {:?}", found.tried, found.not_all);
    }
}

#[test]
fn every_edit_is_noticed_and_its_examples_are_true() {
    let old = catalog(&base());
    for (number, sources) in edits().iter().enumerate() {
        let new = catalog(sources);
        for (old, new) in [(&old, &new), (&new, &old)] {
            let found = compared(old, new);
            assert!(!found.groups.is_empty(), "edit {number}");
            for kind in found.groups.iter().flat_map(|group| &group.kinds) {
                assert!(
                    !kind.changes.is_empty() && (1..=found.tried).contains(&kind.concerned),
                    "edit {number}"
                );
                for change in &kind.changes {
                    is_true([old, new], kind, change);
                }
            }
        }
    }
}

fn settled(catalog: &Catalog, household: &Household) -> Interview {
    side(catalog).settle(household)
}

/// What settling says of the example, on both sides.
fn is_true(catalogs: [&Catalog; 2], kind: &Kind, change: &Change) {
    let seen = catalogs.map(|catalog| (catalog, settled(catalog, &kind.example)));
    let told = [&change.was, &change.is];
    for ((catalog, interview), told) in seen.iter().zip(told) {
        assert!(interview.is_complete(), "{change:?}");
        match &change.about {
            About::Procedure(name) => {
                let outcomes = outcomes(catalog, interview);
                let of_all = outcomes.iter().filter(|((of, _), _)| of == name).map(|(_, word)| word.as_str());
                let of_all = of_all.collect::<BTreeSet<_>>();
                match told {
                    Some(word) => assert!(of_all.contains(word.as_str()), "{change:?}: {of_all:?}"),
                    None => {
                        let id = catalog.procedures.find(name).unwrap();
                        let verdicts = interview.verdicts.iter().filter(|verdict| verdict.procedure == id);
                        assert!(
                            verdicts.clone().all(|verdict| verdict.outcome == Outcome::NotNeeded)
                                || verdicts.count() > 1,
                            "{change:?}"
                        );
                    }
                }
            }
            About::Question(name) => {
                let asked = interview
                    .asked
                    .iter()
                    .any(|slot| SlotName::of(catalog, *slot).0.rsplit('.').next() == Some(name));
                assert_eq!(asked, told.is_some(), "{change:?}");
            }
            About::Sheet(name) => {
                let pages = fill(catalog, side(catalog).event, interview, TODAY);
                let printed = pages.iter().any(|page| catalog.sheets.name(page.sheet) == name);
                assert_eq!(printed, told.is_some(), "{change:?}");
            }
            About::Due(_)
            | About::Counter(_)
            | About::Agent(_)
            | About::Guide(_)
            | About::Thing(_)
            | About::Box(..) => {}
        }
    }
    if matches!(change.about, About::Due(_) | About::Guide(_)) {
        assert_ne!(change.was, change.is);
    }
}

/// What follows for each procedure and member, without what is not needed.
fn outcomes(catalog: &Catalog, interview: &Interview) -> BTreeMap<(String, u16), String> {
    let needed = interview.verdicts.iter().filter_map(|verdict| {
        let word = match verdict.outcome {
            Outcome::Needed(level) => level.code(),
            Outcome::Open => "open",
            Outcome::Advice => "advice",
            Outcome::AskStaff => "ask_staff",
            Outcome::NotNeeded => return None,
        };
        let name = catalog.procedures.name(verdict.procedure).to_owned();
        Some(((name, verdict.member.map_or(0, |member| member.0)), word.to_owned()))
    });
    needed.collect()
}

/// Somebody's answers to everything either side asks, drawn without looking at any condition.
fn drawn(random: &mut fastrand::Rng, catalogs: [&Catalog; 2]) -> Household {
    let mut household = Household::new();
    loop {
        let wanted = catalogs.iter().find_map(|catalog| {
            let interview = settled(catalog, &household);
            let slots = interview.wanted.iter().map(|slot| (*catalog, *slot, SlotName::of(catalog, *slot)));
            slots.into_iter().find(|(_, _, name)| !household.contains_key(name))
        });
        let Some((catalog, slot, name)) = wanted else { return household };
        let said = match slot.item() {
            None => {
                let kakanai_domain::Slot::Roster(list) = slot else { unreachable!() };
                let least = catalog.lists[list].at_least;
                Said::Members((1..=random.u16(least..=least + 3)).collect())
            }
            Some(item) => answer(random, catalog, item),
        };
        household.insert(name, said);
    }
}

fn answer(
    random: &mut fastrand::Rng,
    catalog: &Catalog,
    item: kakanai_domain::Id<kakanai_domain::item::Item>,
) -> Said {
    let it = &catalog.items[item];
    if it.unknown.is_some() && random.u8(..20) == 0 {
        return Said::Unknown;
    }
    match &it.kind {
        Shape::YesNo => Said::YesNo(random.bool()),
        Shape::Choice(options) => {
            Said::Choice(options.name(random.choice(options.ids()).unwrap()).to_owned())
        }
        Shape::Choices(options) => Said::Choices(
            options.ids().filter(|_| random.bool()).map(|id| options.name(id).to_owned()).collect(),
        ),
        Shape::Number { least, most } => Said::Number(random.i64(*least..=*most)),
        Shape::Money => Said::Money(random.i64(0..1_000_000)),
        Shape::Date(_) => {
            let back = if random.bool() { random.i32(0..60) } else { random.i32(0..36_500) };
            Said::Date(Day::Exact(TODAY.saturating_sub(back.days())))
        }
        Shape::Name => {
            Said::Name(kakanai_domain::person::Name { family: "見本".into(), ..Default::default() })
        }
        Shape::Address => {
            let prefecture = if random.bool() { "見本県" } else { "遠見県" };
            Said::Address(kakanai_domain::person::Address {
                prefecture: prefecture.into(),
                ..Default::default()
            })
        }
        Shape::Phone => Said::Phone("000".into()),
        Shape::Text { .. } => Said::Text("文".into()),
        Shape::PostalCode => Said::PostalCode("0000000".into()),
        Shape::Member(_) => Said::Member(random.u16(1..=4)),
    }
}

/// What a difference is about, and what either side has.
type Told = (About, Option<String>, Option<String>);

/// All differences of procedures, questions and sheets that a comparison tells.
fn told(comparison: &Comparison) -> BTreeSet<Told> {
    let kinds = comparison.groups.iter().flat_map(|group| &group.kinds).flat_map(|kind| &kind.changes);
    let along = comparison.groups.iter().flat_map(|group| &group.along).map(|(change, _)| change);
    let told = kinds.chain(along).map(|Change { about, was, is }| {
        let exact = matches!(about, About::Procedure(_));
        let side = |side: &Option<String>| {
            side.as_ref().map(|word| if exact { word.clone() } else { String::new() })
        };
        (about.clone(), side(was), side(is))
    });
    told.collect()
}

/// The same of one household, as settling and filling say it.
fn met(catalog: &Catalog, interview: &Interview) -> BTreeMap<(About, String), String> {
    let mut met = BTreeMap::new();
    for ((procedure, member), word) in outcomes(catalog, interview) {
        met.insert((About::Procedure(procedure), member.to_string()), word);
    }
    for slot in &interview.asked {
        let SlotName(name) = SlotName::of(catalog, *slot);
        let item = name.rsplit('.').next().unwrap().to_owned();
        met.insert((About::Question(item), name), String::new());
    }
    for page in fill(catalog, side(catalog).event, interview, TODAY) {
        let (sheet, who) = (catalog.sheets.name(page.sheet).to_owned(), format!("{:?}", page.member));
        met.insert((About::Sheet(sheet), who), String::new());
    }
    met
}

/// The shipped definitions with one bound of one condition raised by one.
fn one_number_more(random: &mut fastrand::Rng) -> Vec<Source> {
    let mut sources = shipped();
    let mut places = Vec::new();
    for (file, source) in sources.iter().enumerate() {
        if !source.path.starts_with("rules/") && !source.path.starts_with("procedures/") {
            continue;
        }
        for word in ["at_least", "at_most", "under", "over"] {
            let key = format!("\"{word}\": ");
            for (at, _) in source.text.match_indices(&key) {
                let digits = source.text[at + key.len()..].chars().take_while(char::is_ascii_digit).count();
                if digits > 0 {
                    places.push((file, at + key.len(), digits));
                }
            }
        }
    }
    let (file, at, digits) = random.choice(places).unwrap();
    let text = &mut sources[file].text;
    let number: i64 = text[at..at + digits].parse().unwrap();
    text.replace_range(at..at + digits, &(number + 1).to_string());
    sources
}

#[test]
fn what_chance_finds_the_comparison_found_before() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let cases = number("KAKANAI_CASES").unwrap_or(100);
    let mut random = fastrand::Rng::with_seed(number("KAKANAI_SEED").unwrap_or(10));
    let mut shipped_edit = shipped();
    edit(
        &mut shipped_edit,
        "office.json",
        r#"年齢）" }, "value": 18 },
    { "id": "national"#,
        r#"年齢）" }, "value": 15 },
    { "id": "national"#,
    );
    edit(
        &mut shipped_edit,
        "office.json",
        r#"県内から来た方にも書いてもらう" }, "value": false"#,
        r#"県内から来た方にも書いてもらう" }, "value": true"#,
    );
    // A household of the shipped definitions takes longer.
    let mut shipped_edits = vec![shipped_edit];
    shipped_edits.extend((0..1).map(|_| one_number_more(&mut random)));
    let shipped = shipped_edits.into_iter().map(|sources| (shipped(), sources, cases / 5));
    let pairs = edits().into_iter().map(|sources| (base(), sources, cases)).chain(shipped);
    let mut differences = 0;
    for (number, (old, new, cases)) in pairs.enumerate() {
        let [old, new] = [old, new].map(|sources| catalog(&sources));
        let told = told(&compared(&old, &new));
        for _ in 0..cases {
            let household = drawn(&mut random, [&old, &new]);
            let [was, is] = [&old, &new].map(|catalog| settled(catalog, &household));
            if !was.is_complete() || !is.is_complete() {
                continue;
            }
            let [was, is] = [met(&old, &was), met(&new, &is)];
            for key in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
                let found = (key.0.clone(), was.get(key).cloned(), is.get(key).cloned());
                if found.1 != found.2 {
                    differences += 1;
                    assert!(told.contains(&found), "pair {number}: {found:?} was not told: {told:?}");
                }
            }
        }
    }
    // A comparison that compares nothing would pass as well.
    assert!(differences > 300, "only {differences} differences were met");
}

#[test]
fn households_of_scenarios_are_tried_too() {
    let compiled = compile(&base());
    let old = compiled.catalog(TODAY).unwrap();
    let new = catalog(&edited("items/people.json", "{}の健康保険は", "{}の保険は"));
    let scenarios = compiled.scenarios.iter().map(|scenario| household(&old, &scenario.answers));
    let alone = compared(&old, &new);
    let more = compare(side(&old), side(&new), scenarios, Lang::Ja);
    assert_eq!(more.tried, alone.tried + 1);
}
