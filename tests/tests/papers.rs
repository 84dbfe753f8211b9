//! Every sheet mark by mark, the papers of every household, and what every paper must keep to.
//!
//! `KAKANAI_BLESS=1 cargo test -p kakanai-tests --test papers` writes the goldens anew; read the difference.

#![allow(clippy::expect_used, reason = "a broken workspace must stop the test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use kakanai_author::pictures::{fullest, table};
use kakanai_domain::date::Day;
use kakanai_domain::filled::{FilledBox, FilledSheet, Ink};
use kakanai_domain::item::{Kind, Writes};
use kakanai_domain::person::{Address, Name};
use kakanai_domain::sheet::{Block, Content};
use kakanai_domain::{Answer, Member, Slot, Value, fill, settle};
use kakanai_printing::place::marks_text;
use kakanai_printing::{DocInfo, Fonts, Footer, Mark, Page, pdf, place};
use support::{Household, household, root, shipped};

fn placed(household: &Household) -> Vec<(String, Page)> {
    let footer = Footer { code: "M-0000-000".to_owned() };
    let named = household.pages.iter().map(|filled| {
        let sheet = household.catalog.sheets.name(filled.sheet);
        let member = filled.member.map_or_else(String::new, |member| format!("-{}", member.0));
        let pages = place(&household.catalog, filled, &footer, &Fonts::default());
        let name = format!("{sheet}{member}-{}", filled.page);
        pages.into_iter().enumerate().map(move |(index, page)| match index {
            0 => (name.clone(), page),
            annex => (format!("{name}-annex{annex}"), page),
        })
    });
    named.flatten().collect()
}

/// Compares a golden, or writes it anew; its name when it differs.
fn compare(path: &Path, text: &str) -> Option<String> {
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the golden folder");
        fs::write(path, text).expect("the golden");
    }
    (fs::read_to_string(path).unwrap_or_default() != text).then(|| path.display().to_string())
}

/// Every mark of every sheet, once: in the household that fills most of its boxes.
#[test]
fn every_sheet_is_as_it_was_looked_at() {
    let compiled = shipped();
    let editions = compiled.editions.expect("forms/ compile");
    let mut changed = Vec::new();
    let mut goldens = BTreeSet::new();
    for (sheet, example) in fullest(&editions, &compiled.scenarios) {
        let catalog = editions.on(example.scenario.today);
        let footer = Footer { code: "M-0000-000".to_owned() };
        let pages = place(catalog, &example.filled, &footer, &Fonts::default());
        let text: String = pages.iter().map(marks_text).collect();
        let path = root().join(format!("tests/golden/sheets/{}.txt", catalog.sheets.name(sheet)));
        changed.extend(compare(&path, &format!("{}\n{text}", example.scenario.name)));
        goldens.insert(path);
    }
    let kept = fs::read_dir(root().join("tests/golden/sheets")).expect("the goldens");
    let stray: Vec<_> =
        kept.map(|file| file.expect("a file").path()).filter(|path| !goldens.contains(path)).collect();
    assert!(stray.is_empty(), "goldens of no sheet: {stray:?}");
    assert!(changed.is_empty(), "changed: {}", changed.join(", "));
}

/// What stands in the boxes of every page of every scenario.
#[test]
fn every_household_gets_the_papers_it_got() {
    let mut changed = Vec::new();
    for scenario in shipped().scenarios {
        let household = household(&scenario.name);
        let mut text = String::new();
        for page in &household.pages {
            let sheet = household.catalog.sheets.name(page.sheet);
            let member = page.member.map_or_else(String::new, |member| format!(":{}", member.0));
            text.push_str(&format!("{sheet}{member} {}/{}\n", page.page, page.pages));
            for ink in &page.boxes {
                text.push_str(&format!("  {}\n", box_text(&household, page, ink)));
            }
        }
        let name = scenario.name.to_lowercase().replace('-', "_");
        changed.extend(compare(&root().join(format!("tests/golden/boxes/{name}.txt")), &text));
    }
    assert!(changed.is_empty(), "changed: {}", changed.join(", "));
}

/// `name:3 見本　葵`; marks as ●, what stays empty by law as ―.
fn box_text(household: &Household, page: &FilledSheet, ink: &FilledBox) -> String {
    let sheet = &household.catalog.sheets[page.sheet];
    let cell = match sheet.blocks.get(ink.block).expect("a block") {
        Block::Free(_, cell) => cell,
        Block::Grid(grid) => &grid.cells.get(ink.cell).expect("a cell").1,
    };
    let row = if ink.row > 0 { format!(":{}", ink.row) } else { String::new() };
    let said = match &ink.ink {
        Ink::Text(text) => text.replace('\n', "⏎"),
        Ink::Marked => "●".to_owned(),
        Ink::Options(chosen) => format!("● {chosen:?}"),
        Ink::Blank => "―".to_owned(),
    };
    format!("{}{row} {said}", cell.id)
}

/// The papers and their order, and how often they would have been written on, against a table made by hand.
#[test]
fn t01_prints_fourteen_papers_that_were_written_on_96_times() {
    let household = household("T01");
    let kinds = [Writes::Name, Writes::Address, Writes::Phone, Writes::BirthDate];
    let mut counted: Vec<(String, Vec<usize>)> = Vec::new();
    for (filled, (name, _)) in household.pages.iter().zip(placed(&household)) {
        let times = |kind| filled.boxes.iter().filter(|ink| ink.writes == Some(kind)).count();
        counted.push((name, kinds.map(times).to_vec()));
    }
    let all = (0..kinds.len()).map(|kind| counted.iter().filter_map(|(_, times)| times.get(kind)).sum());
    counted.push(("all".to_owned(), all.collect()));
    let table = fs::read_to_string(root().join("tests/tables/t01_writes.txt")).expect("the table");
    let expected = table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut words = line.split_whitespace();
        let name = words.next().expect("a page").to_owned();
        (name, words.map(|word| word.parse().expect("a count")).collect())
    });
    assert_eq!(counted, expected.collect::<Vec<(String, Vec<usize>)>>());
    assert_eq!(household.pages.len(), 14);
}

#[test]
fn no_mark_leaves_the_paper_and_nothing_is_cut() {
    for scenario in shipped().scenarios {
        let household = household(&scenario.name);
        for (name, page) in placed(&household) {
            let (w, h) = (f32::from(page.paper.width), f32::from(page.paper.height));
            let inside = |x: f32, y: f32| (0.0..=w).contains(&x) && (0.0..=h).contains(&y);
            for mark in &page.marks {
                let on_paper = match mark {
                    Mark::Text(words) => inside(words.at.x, words.at.y),
                    Mark::Line { from, to, .. } => inside(from.x, from.y) && inside(to.x, to.y),
                    Mark::Rect { area, .. }
                    | Mark::Frame { area, .. }
                    | Mark::Ring { area, .. }
                    | Mark::Disc { area, .. }
                    | Mark::Symbol { area, .. } => {
                        inside(area.x, area.y) && inside(area.x + area.w, area.y + area.h)
                    }
                    Mark::Tick { at, size } => inside(at.x, at.y) && inside(at.x + size, at.y + size),
                };
                assert!(on_paper, "{} {name}: a mark leaves the paper", scenario.name);
            }
            assert!(page.notes.is_empty(), "{} {name}: {:?}", scenario.name, page.notes);
        }
    }
}

#[test]
fn what_must_stay_empty_stays_empty() {
    for scenario in shipped().scenarios {
        let household = household(&scenario.name);
        for filled in &household.pages {
            let sheet = &household.catalog.sheets[filled.sheet];
            for ink in &filled.boxes {
                let cell = match sheet.blocks.get(ink.block).expect("a block of the sheet") {
                    Block::Free(_, cell) => cell,
                    Block::Grid(grid) => &grid.cells.get(ink.cell).expect("a cell of the grid").1,
                };
                if matches!(cell.content, Content::Blank(..)) {
                    assert!(ink.ink == Ink::Blank, "{}: {} is written in", scenario.name, cell.id);
                }
            }
        }
    }
}

#[test]
fn answers_to_questions_that_were_not_asked_reach_no_paper() {
    for scenario in shipped().scenarios.into_iter().filter(|scenario| scenario.complete) {
        let Household { catalog, scenario, interview, pages } = household(&scenario.name);
        let mut said = scenario.answers.clone();
        let mut stale = 0;
        for (id, item) in catalog.items.iter().filter(|(_, item)| item.is_asked()) {
            let members = item.of.and_then(|list| interview.facts.members(list));
            let slots = match item.of {
                None => vec![Slot::Visit(id)],
                Some(_) => members.unwrap_or_default().iter().map(|member| Slot::Of(*member, id)).collect(),
            };
            for slot in slots.into_iter().filter(|slot| !interview.asked.contains(slot)) {
                said.set(slot, some_answer(&item.kind));
                stale += 1;
            }
        }
        assert!(stale > 0, "{}: everything was asked", scenario.name);
        let again = settle(&catalog, scenario.event, &said, scenario.today);
        assert!(again == interview, "{}: {stale} stale answers changed the interview", scenario.name);
        let printed = fill(&catalog, scenario.event, &again, scenario.today);
        assert!(printed == pages, "{}: {stale} stale answers changed the papers", scenario.name);
    }
}

/// An answer that would be seen, if it got anywhere.
fn some_answer(kind: &Kind) -> Answer {
    Answer::Value(match kind {
        Kind::YesNo => Value::YesNo(true),
        Kind::Choice(options) => Value::Choice(options.ids().last().expect("a choice has options")),
        Kind::Choices(options) => Value::Choices(options.ids().collect()),
        Kind::Number { most, .. } => Value::Number(*most),
        Kind::Date(_) => Value::Date(Arc::new(Day::Exact(date(2001, 2, 3)))),
        Kind::Name => {
            Value::Name(Arc::new(Name { family: "漏".into(), given: "洩".into(), ..Name::default() }))
        }
        Kind::Address => Value::Address(Arc::new(Address { town: "漏洩".into(), ..Address::default() })),
        Kind::Phone => Value::Phone("000".into()),
        Kind::Text { .. } => Value::Text("漏洩".into()),
        Kind::PostalCode => Value::PostalCode("0000000".into()),
        Kind::Money => Value::Money(1),
        Kind::Member(_) => Value::Member(Member(1)),
    })
}

#[test]
fn the_same_papers_are_the_same_bytes() {
    let household = household("T01");
    let pages: Vec<Page> = placed(&household).into_iter().map(|(_, page)| page).collect();
    let info = DocInfo { title: "papers".to_owned(), today: household.scenario.today };
    let first = pdf(&pages, &info, &Fonts::default()).expect("a PDF");
    assert!(first.starts_with(b"%PDF-"));
    assert!(first.len() < 600_000, "{} bytes", first.len());
    assert!(first == pdf(&pages, &info, &Fonts::default()).expect("a PDF"), "not reproducible");
}

#[test]
fn every_sheet_that_is_shipped_is_printed_by_some_scenario() {
    let mut printed: BTreeMap<String, u32> = BTreeMap::new();
    let catalog = shipped().catalog(Date::MIN).expect("forms/ compile");
    for scenario in shipped().scenarios {
        for page in household(&scenario.name).pages {
            *printed.entry(catalog.sheets.name(page.sheet).to_owned()).or_default() += 1;
        }
    }
    for (id, _) in catalog.sheets.iter() {
        assert!(
            printed.contains_key(catalog.sheets.name(id)),
            "{} is never printed",
            catalog.sheets.name(id)
        );
    }
}

#[test]
fn the_table_of_the_sheets_is_up_to_date() {
    let compiled = shipped();
    let editions = compiled.editions.expect("forms/ compile");
    let written = fs::read_to_string(root().join("docs/sheets/README.md")).unwrap_or_default();
    assert!(
        written == table(&editions, &compiled.scenarios),
        "run `cargo run -p kakanai-author -- pictures --out docs/sheets`"
    );
    let catalog = editions.on(Date::MIN);
    for (id, _) in catalog.sheets.iter() {
        let picture = root().join(format!("docs/sheets/{}.png", catalog.sheets.name(id)));
        assert!(picture.is_file(), "{} is missing", picture.display());
    }
}
