//! The sheets shipped with the program, printed empty, as if they were forms of an office: what is proposed for them is
//! compared with what stands in them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::path::Path;
use std::sync::Arc;

use kakanai_author::import::find::find;
use kakanai_definition::{Source, compile, office_page, read_folder};
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::sheet::{Area, Block, Content, Sheet};
use kakanai_domain::{Catalog, Id};
use kakanai_printing::drawing::drawing;
use kakanai_printing::grid::Edges;
use kakanai_printing::{DocInfo, Fonts, Footer, pdf, place};

/// What a box shows, and where; rows of a list once.
const TODAY: kakanai_domain::Date = kakanai_domain::Date::constant(2026, 12, 1);

fn shown(sheet: &Sheet) -> Vec<(Area, String)> {
    let mut all = Vec::new();
    for block in &sheet.blocks {
        match block {
            Block::Free(area, cell) => all.push((*area, &cell.content)),
            Block::Grid(grid) => {
                let edges = Edges::new(grid);
                all.extend(grid.cells.iter().map(|(place, cell)| (edges.area(*place, 0), &cell.content)));
            }
        }
    }
    let shows = all.into_iter().filter(|(_, content)| matches!(content, Content::Show(_)));
    shows.map(|(area, content)| (area, format!("{content:?}"))).collect()
}

fn empty(catalog: &Catalog, id: Id<Sheet>) -> Vec<u8> {
    let filled = FilledSheet {
        sheet: id,
        member: None,
        page: 1,
        pages: 1,
        rows: Default::default(),
        boxes: Vec::new(),
    };
    let pages = place(catalog, &filled, &Footer { code: String::new() }, &Fonts::default());
    let info = DocInfo { title: "見本".to_owned(), today: jiff::civil::date(2026, 12, 1) };
    pdf(&pages[..1], &info, &Fonts::default()).unwrap()
}

fn has(area: Area, other: Area) -> bool {
    let (x, y) = (other.x + other.w / 2.0, other.y + other.h / 2.0);
    x > area.x && x < area.x + area.w && y > area.y && y < area.y + area.h
}

#[test]
fn proposals_for_our_own_papers_are_what_stands_in_them() {
    let sources = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).unwrap();
    let catalog = compile(&sources).catalog(TODAY).unwrap();
    let (mut right, mut wrong, mut all) = (0, 0, 0);
    let mut told = String::new();
    for id in catalog.sheets.ids() {
        let name = catalog.sheets.name(id);
        let file = Arc::<[u8]>::from(empty(&catalog, id));
        let (page, widgets) = office_page(&file, 1).unwrap();
        let found = find(&catalog, &drawing(&page).unwrap(), &page, &widgets);
        let (w, h) = page.size();
        let paper = match (w.round() as i32, h.round() as i32) {
            (210, 297) => "A4",
            (297, 210) => "A4 landscape",
            (148, 210) => "A5",
            _ => "A5 landscape",
        };
        let draft = found.draft("draft", paper, "grounds/draft.pdf", 1);
        let more = [Source::json("sheets/draft.json", draft), Source::pdf("grounds/draft.pdf", file)];
        let compiled = compile(&sources.iter().cloned().chain(more).collect::<Vec<_>>());
        let drafts = compiled.catalog(TODAY).unwrap_or_else(|| panic!("{name}: {}", compiled.problems[0]));
        let proposed = shown(&drafts.sheets[drafts.sheets.find("draft").unwrap()]);
        let meant = shown(&catalog.sheets[id]);
        let near = |a: Area, b: Area| has(a, b) || has(b, a);
        // Several that take turns in one place are one.
        let first = |(index, (area, _)): (usize, &(Area, String))| {
            !meant[..index].iter().any(|(other, _)| near(*area, *other))
        };
        all += meant.iter().enumerate().filter(|own| first(*own)).count();
        for (area, content) in &proposed {
            let there = meant.iter().filter(|(other, _)| near(*area, *other)).collect::<Vec<_>>();
            if there.iter().any(|(_, other)| other == content) {
                right += 1;
            } else {
                wrong += 1;
                let boxes = found.places.iter().flat_map(|(_, boxes)| boxes);
                let note = boxes.filter(|own| near(own.area, *area)).map(|own| own.told()).next();
                told.push_str(&format!("{name} {area:?} {}\n    {there:?}\n", note.unwrap_or_default()));
            }
        }
    }
    let line = format!("{right} right, {wrong} other, of {all} boxes that show something\n{told}");
    assert!(right * 100 >= (right + wrong) * 80 && right * 2 >= all, "{line}");
}
