//! What is found in a page, and proposed for it.

use kakanai_definition::Widget;
use kakanai_domain::item::List;
use kakanai_domain::sheet::{Area, Blank, PdfPage};
use kakanai_domain::{Catalog, Id};
use kakanai_printing::drawing::Drawing;

use super::answer::{Answer, answers};
use super::field::fields;
use super::folder::Folder;
use super::line::Line;
use super::meaning::{Before, Meaning, Subject, Words, meaning};
use super::proposal::{Holds, Proposal, proposals};
use super::row::{Rows, rows};
use super::sheet::{Draft, Grid};
use super::space::{Layout, layout};

/// Of the boxes of a row, or of a sheet, so many are items of the list that it is for.
const ENOUGH: usize = 2;

/// A place to be filled in, with its boxes.
pub type Place = (Answer, Vec<Proposal>);

/// What was found in a page, and what is proposed.
#[derive(Debug)]
pub struct Found {
    /// Numbers on the picture count these, from 1.
    pub places: Vec<Place>,
    /// Rows of a list. Their places stand at the end.
    pub table: Option<Table>,
    /// How many rows there are that are alike and yet no rows of a list.
    pub unused_rows: usize,
    /// The list for whose members the sheet is.
    pub for_each: Option<String>,
    /// The title of the form.
    pub title: String,
}

/// Rows of a list.
#[derive(Debug)]
pub struct Table {
    /// Where they are.
    pub rows: Rows,
    /// The list.
    pub list: String,
    /// The cells of the first row.
    pub cells: Vec<Area>,
    /// How many places the first row has.
    pub places: usize,
}

impl Found {
    /// The sheet.
    pub fn draft(&self, id: &str, paper: &str, pdf: &str, page: usize) -> String {
        let in_rows = self.table.as_ref().map_or(0, |table| table.places);
        let (single, repeated) = self.places.split_at(self.places.len() - in_rows);
        // Notes carry the number of the picture.
        let flat = |places: &[Place], from: usize| {
            let told = |(number, (_, boxes)): (usize, &Place)| {
                let note = |own: &Proposal| format!("欄{number} {}", own.told());
                let boxes = boxes.iter().map(|own| Proposal { note: note(own), ..own.clone() });
                boxes.collect::<Vec<_>>()
            };
            (from..).zip(places).flat_map(told).collect::<Vec<_>>()
        };
        let (boxes, row) = (flat(single, 1), flat(repeated, single.len() + 1));
        let rows = self.table.as_ref().map(|table| Grid {
            list: &table.list,
            rows: &table.rows,
            cells: &table.cells,
            boxes: &row,
        });
        let for_each = self.for_each.as_deref();
        Draft { id, title: &self.title, paper, pdf, page, for_each, boxes: &boxes, rows }.json()
    }

    /// Leaves a box to the hand because of a problem; the rows, where it is in none of the other boxes.
    pub fn take_back(&mut self, index: Option<usize>, problem: &str) {
        let in_rows = self.table.as_ref().map_or(0, |table| table.places);
        let single = self.places.len() - in_rows;
        let boxes = self.places.iter_mut().take(single).flat_map(|(_, boxes)| boxes);
        if let Some(own) = index.and_then(|index| boxes.into_iter().nth(index)) {
            own.holds = Holds::Blank(Blank::Hand);
            own.note = format!("{}ただし、{problem}手で書く欄としました。", own.note);
        } else if let Some(table) = self.table.take() {
            self.unused_rows = table.rows.room;
            self.places.truncate(single);
        }
    }
}

/// What is found in a page, and proposed for it.
pub fn find(catalog: &Catalog, drawing: &Drawing, page: &PdfPage, widgets: &[Widget]) -> Found {
    let folder = Folder::new(catalog);
    let layout = layout(drawing, page.size());
    let title = title(&layout);
    if !widgets.is_empty() {
        let places = fields(&folder, &layout, page, widgets);
        return Found { places, table: None, unused_rows: 0, for_each: None, title };
    }
    let places = Places { folder, layout: &layout };
    let all = answers(&layout);
    let alike = rows(&layout);
    let repeated = alike.clone().and_then(|rows| places.in_rows(&all, rows));
    let inside = |answer: &&Answer| {
        let rows = repeated.as_ref().map(|(table, _)| &table.rows);
        rows.is_some_and(|rows| answer.space.is_some_and(|space| rows.all.contains(&space)))
    };
    let single = all.iter().filter(|answer| !inside(answer)).collect::<Vec<_>>();
    let list = places.list(&single);
    let unused_rows = if repeated.is_some() { 0 } else { alike.map_or(0, |rows| rows.room) };
    let each_person = list.is_none() && repeated.is_none() && places.is_for_each_person(&single);
    let of = if each_person { places.folder.people } else { list };
    let mut found = Found {
        places: places.all(&single, Subject { member: list, any_list: false, each_person }),
        table: None,
        unused_rows,
        for_each: of.map(|list| places.folder.list(list).to_owned()),
        title,
    };
    if let Some((table, boxes)) = repeated {
        found.places.extend(boxes);
        found.table = Some(table);
    }
    found
}

/// The places of a page and the definitions they are filled from.
struct Places<'a> {
    folder: Folder<'a>,
    layout: &'a Layout,
}

impl Places<'_> {
    fn all(&self, answers: &[&Answer], subject: Subject) -> Vec<Place> {
        let mut before: Before = None;
        let boxes = answers.iter().map(|answer| {
            let space = answer.space.and_then(|index| self.layout.spaces.get(index));
            let meant = meaning(&self.folder, &words(answer), subject, &mut before);
            ((*answer).clone(), proposals(answer, space.and_then(|space| space.comb), &meant))
        });
        boxes.collect()
    }

    /// The rows as rows of a list, when enough of their boxes are items of its members.
    fn in_rows(&self, answers: &[Answer], rows: Rows) -> Option<(Table, Vec<Place>)> {
        let first =
            answers.iter().filter(|answer| answer.space.is_some_and(|space| rows.spaces.contains(&space)));
        let first = first.collect::<Vec<_>>();
        let lists = [self.folder.people, self.list(&first)];
        lists.into_iter().flatten().find_map(|list| {
            let boxes = self.all(&first, Subject { member: Some(list), any_list: false, each_person: false });
            let known = boxes.iter().filter(|(_, boxes)| boxes.iter().any(is_of_member)).count();
            if known < ENOUGH {
                return None;
            }
            let cells = rows.spaces.iter().filter_map(|index| self.layout.spaces.get(*index));
            let table = Table {
                rows: rows.clone(),
                list: self.folder.list(list).to_owned(),
                cells: cells.map(|space| space.area).collect(),
                places: boxes.len(),
            };
            Some((table, boxes))
        })
    }

    /// Whether the headings of enough places say that they are about one of the people.
    fn is_for_each_person(&self, answers: &[&Answer]) -> bool {
        let boxes = self.all(answers, Subject { member: None, any_list: false, each_person: true });
        boxes.iter().filter(|(_, boxes)| boxes.iter().any(is_of_member)).count() >= ENOUGH
    }

    /// The list other than the people whose items enough of the places show.
    fn list(&self, answers: &[&Answer]) -> Option<Id<List>> {
        let subject = Subject { member: None, any_list: true, each_person: false };
        let lists = answers.iter().filter_map(|answer| {
            match meaning(&self.folder, &words(answer), subject, &mut None) {
                Meaning::Fact(fact) => fact.list,
                Meaning::Blank(..) => None,
            }
        });
        let lists = lists.collect::<Vec<_>>();
        let often = |list: &Id<List>| lists.iter().filter(|other| *other == list).count();
        lists.iter().copied().max_by_key(often).filter(|list| often(list) >= ENOUGH)
    }
}

fn words(answer: &Answer) -> Words {
    Words {
        label: answer.label.clone(),
        around: answer.around.clone(),
        upper: answer.upper,
        office: answer.office,
    }
}

fn is_of_member(own: &Proposal) -> bool {
    match &own.holds {
        Holds::Show(facts, _) => facts.iter().any(|fact| fact.starts_with("member.")),
        Holds::Tick(when) | Holds::Ring(when) => when.contains("\"member."),
        Holds::Blank(_) => false,
    }
}

/// The largest words between the boxes, the first of those.
fn title(layout: &Layout) -> String {
    let lines = layout.lines.iter().filter(|line| line.letters.len() > 2);
    let size = |line: &&Line| line.letters.iter().map(|letter| letter.area.h).fold(0.0, f32::max);
    let first = lines.rev().max_by(|a, b| size(a).total_cmp(&size(b)));
    first.map_or_else(|| "（様式の名前）".to_owned(), Line::text)
}
