//! What a definition without mistakes becomes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use std::sync::Arc;

use kakanai_definition::{Noun, Severity, Source, compile};
use kakanai_domain::item::Writes;
use kakanai_domain::sheet::{Blank, Block, Cell, Content, Face};
use kakanai_domain::{Catalog, Lang, procedure::Agent};

use support::{TODAY, base, edited};

fn catalog(sources: &[Source]) -> Arc<Catalog> {
    let compiled = compile(sources);
    assert_eq!(support::rendered(&compiled), "");
    compiled.catalog(TODAY).unwrap()
}

fn cell<'a>(catalog: &'a Catalog, sheet: &str, id: &str) -> &'a Cell {
    let sheet = &catalog.sheets[catalog.sheets.find(sheet).unwrap()];
    let cells = sheet.blocks.iter().flat_map(|block| match block {
        Block::Free(_, cell) => vec![cell],
        Block::Grid(grid) => grid.cells.iter().map(|(_, cell)| cell).collect(),
    });
    cells.into_iter().find(|cell| cell.id == id).unwrap()
}

#[test]
fn items_stand_in_the_columns_of_their_list() {
    let catalog = catalog(&base());
    for (id, item) in catalog.items.iter() {
        let row = item.of.map_or(&catalog.visit, |list| &catalog.lists[list].items);
        assert_eq!(row[item.column], id);
    }
    assert_eq!(catalog.visit.len(), 6);
}

#[test]
fn a_box_counts_as_its_item_does() {
    let cases = [
        (base(), "f01", "to_address", Some(Writes::Address)),
        (base(), "f01", "name", Some(Writes::Name)),
        (base(), "f01", "birth_date", Some(Writes::BirthDate)),
        // Words with facts in them are no name.
        (base(), "f01", "visitor", None),
        (base(), "f01", "signature", None),
        (
            edited(
                "sheets/f01.json",
                r#""show": "to_address","#,
                r#""show": "to_address", "writes": "none","#,
            ),
            "f01",
            "to_address",
            None,
        ),
        (
            edited("items/people.json", r#""type": "name","#, r#""type": "name", "writes": "none","#),
            "f01",
            "name",
            None,
        ),
        (
            edited(
                "sheets/f01.json",
                r#""blank": "signature","#,
                r#""blank": "signature", "writes": "name","#,
            ),
            "f01",
            "signature",
            Some(Writes::Name),
        ),
        (
            edited("sheets/f01.json", "member.birth_date.wareki", "member.birth_date.era"),
            "f01",
            "birth_date",
            None,
        ),
    ];
    for (sources, sheet, id, expected) in cases {
        assert_eq!(cell(&catalog(&sources), sheet, id).writes, expected, "{sheet}.{id}");
    }
}

#[test]
fn what_is_close_to_a_mistake_is_none() {
    // A visit concerns everybody.
    catalog(&edited("sheets/f01.json", r#""who": "everybody""#, r#""who": "concerned""#));
    let written = r#""blank": "signature", "writes": "name", "only_if": { "rule": "recent" },"#;
    let catalog = catalog(&edited("sheets/f01.json", r#""blank": "signature","#, written));
    assert!(cell(&catalog, "f01", "signature").only_if.is_some());
}

#[test]
fn printed_words_are_gothic_and_values_mincho() {
    let catalog = catalog(&base());
    let value = &cell(&catalog, "f01", "to_address").style;
    assert_eq!((value.face, value.size), (Face::Mincho, 10.5));
    let tick = &cell(&catalog, "f01", "joins").style;
    assert_eq!((tick.face, tick.size), (Face::Gothic, 9.0));
}

#[test]
fn an_empty_box_keeps_its_words() {
    let catalog = catalog(&base());
    let signature = cell(&catalog, "f01", "signature");
    assert!(matches!(&signature.content, Content::Blank(Blank::Signature, words) if words == "（自署）"));
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let catalog = catalog(&base());
    let item = |name: &str| &catalog.items[catalog.items.find(name).unwrap()];
    let unknown = item("joins").unknown.as_ref().unwrap();
    assert_eq!((unknown.ja(), unknown.get(Lang::En)), ("わからない", "I don't know"));
    assert!(Lang::ALL.into_iter().all(|lang| unknown.has(lang)));
    assert!(item("moved_on").unknown.is_none());
    let notice = &catalog.procedures[catalog.procedures.find("ju01").unwrap()];
    assert!(matches!(notice.agents[..], [(None, Agent::Letter)]));
}

#[test]
fn the_fingerprint_is_of_everything_but_the_scenarios() {
    let fingerprint = |sources: &[Source]| catalog(sources).fingerprint.clone();
    let usual = fingerprint(&base());
    assert_eq!(usual.len(), 64);
    assert_eq!(usual, fingerprint(&edited("scenarios/t01.json", "三人で転入", "三人の転入")));
    assert_ne!(usual, fingerprint(&edited("sheets/f09.json", "年長", "年上")));
    let mut moved = base();
    moved.iter_mut().find(|source| source.path == "rules/age.json").unwrap().path = "rules/ages.json".into();
    assert_ne!(usual, fingerprint(&moved));
    let mut backwards = base();
    backwards.reverse();
    assert_eq!(usual, fingerprint(&backwards));
}

#[test]
fn a_note_may_stand_anywhere() {
    let noted = base().into_iter().map(|mut source| {
        source.text = source.text.replace("{ ", "{ \"note\": \"見直すこと\", ");
        source
    });
    catalog(&noted.collect::<Vec<_>>());
}

#[test]
fn all_problems_come_in_one_run_in_the_order_of_place() {
    let mut sources = edited("procedures/residents.json", r#""is": "national""#, r#""is": "nation""#);
    support::edit(&mut sources, "events/move_in.json", "\"moved_on\"", "\"moved_in\"");
    support::edit(&mut sources, "office.json", "999999", "9999");
    support::edit(&mut sources, "rules/age.json", "days_ago", "days_gone");
    let compiled = compile(&sources);
    let files = compiled.problems.iter().map(|problem| &*problem.place.file).collect::<Vec<_>>();
    assert_eq!(files, ["events/move_in.json", "office.json", "procedures/residents.json", "rules/age.json"]);
    assert!(compiled.catalog(TODAY).is_none());
}

#[test]
fn warnings_do_not_stand_in_the_way() {
    let compiled = compile(&edited("events/move_in.json", r#", "en": "Moving in""#, ""));
    assert_eq!(compiled.problems.iter().map(|p| p.severity()).collect::<Vec<_>>(), [Severity::Warning]);
    assert!(compiled.catalog(TODAY).is_some());
}

#[test]
fn every_mention_is_where_the_name_stands() {
    let sources = base();
    let compiled = compile(&sources);
    for mention in &compiled.mentions {
        let source = sources.iter().find(|source| source.path == mention.file).unwrap();
        assert!(source.text[mention.start..mention.end].contains(&mention.name), "{mention:?}");
    }
    let named = |file: &str, noun, name: &str| {
        let here = compiled.mentions.iter().filter(|mention| mention.file == file && mention.noun == noun);
        here.filter(|mention| mention.name == name).count()
    };
    assert_eq!(named("sheets/f09.json", Noun::Item, "insurance"), 1, "in a path");
    assert_eq!(named("sheets/f09.json", Noun::Item, "oldest"), 1, "a role, as what a fact is compared with");
    assert_eq!(named("rules/age.json", Noun::Setting, "adult_age"), 1, "as a bound");
    assert_eq!(named("scenarios/t01.json", Noun::Sheet, "f01_more"), 2, "a page and a box");
    assert_eq!(named("events/move_in.json", Noun::List, "dogs"), 1);
}
