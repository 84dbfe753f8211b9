//! `scenarios/*.json`: the office's own tests.

use std::borrow::Cow;

use kakanai_domain::event::Event;
use kakanai_domain::item::{Choice, Kind};
use kakanai_domain::procedure::{Level, Procedure};
use kakanai_domain::sheet::{Block, Cell, Content, Sheet};
use kakanai_domain::{Answers, Catalog, Date, Id, Member, Outcome, Slot};

use crate::answer::{Reader, expected_day};
use crate::code::Code;
use crate::draft::Draft;
use crate::names::{Names, Noun, Scope, nearest};
use crate::node::{Fields, Node, Spot};
use crate::period::Period;
use crate::test::date;

/// Answers, and what should follow from them.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Short: 「T01」.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// The file it stands in.
    pub file: String,
    /// The event chosen.
    pub event: Id<Event>,
    /// The procedures it is about; `None`: all of the event.
    pub only: Option<Vec<Id<Procedure>>>,
    /// The day of the visit.
    pub today: Date,
    /// Everything said.
    pub answers: Answers,
    /// What must be asked.
    pub asked: Vec<Slot>,
    /// What must not be asked.
    pub not_asked: Vec<Slot>,
    /// Whether nothing is wanted at the end.
    pub complete: bool,
    /// What must follow; a procedure of the event that is not in here must not be needed.
    pub verdicts: Vec<(Id<Procedure>, Verdicts)>,
    /// The last days, one for each clock.
    pub due: Vec<(Id<Procedure>, Days)>,
    /// Every page in order, when that is tested.
    pub sheets: Option<Vec<PageName>>,
    /// What must stand in boxes.
    pub boxes: Vec<(BoxName, Expected)>,
    /// How often a resident would have written, when that is tested.
    pub writes_before: Option<u32>,
    /// How often somebody typed, when that is tested.
    pub writes_after: Option<u32>,
}

/// The last day of each clock; `None` where it is not known.
pub type Days = Vec<Option<Date>>;

/// What must follow for a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdicts {
    /// The same for the visit, or for every member.
    All(Outcome),
    /// By member; it is not needed for the others.
    Members(Vec<(Member, Outcome)>),
}

/// A printed page: `f01`, `f09:6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageName {
    /// Which sheet.
    pub sheet: Id<Sheet>,
    /// The member it is about.
    pub member: Option<Member>,
}

/// A box: `f01.to_address`, `f01_more.name:1`, `f09:6.name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxName {
    /// The page it is on.
    pub page: PageName,
    /// The cell's id.
    pub cell: String,
    /// The row, counted from 0, over all pages of the sheet.
    pub row: usize,
    /// As it is written.
    pub written: String,
}

/// What must stand in a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This text; empty: nothing.
    Text(String),
    /// A tick or a ring, or none.
    Marked(bool),
    /// These options.
    Options(Vec<usize>),
}

impl Scenario {
    /// The definitions as the scenario sees them: with those procedures only that it is about.
    pub fn narrowed<'a>(&self, catalog: &'a Catalog) -> Cow<'a, Catalog> {
        match &self.only {
            Some(procedures) => Cow::Owned(catalog.with_only(self.event, procedures)),
            None => Cow::Borrowed(catalog),
        }
    }
}

const KEYS: [&str; 15] = [
    "format",
    "name",
    "title",
    "event",
    "only",
    "today",
    "answers",
    "asked",
    "not_asked",
    "complete",
    "verdicts",
    "due",
    "sheets",
    "boxes",
    "writes",
];

/// A scenario; `None` when something in it is wrong, and reported.
pub(crate) fn scenario(root: Node<'_>, names: &Names, editions: &[(Period, Draft)]) -> Option<Scenario> {
    let fields = root.record(&KEYS)?;
    let name = fields.need("name").and_then(Node::str);
    let title = fields.need("title").and_then(Node::str);
    let event = fields.need("event");
    let event = event.and_then(|node| names.find(&names.events, Noun::Event, node.str()?, node.spot()));
    let today = fields.need("today").and_then(date);
    // It is read, as it is settled, with what is in force on its day.
    let day = today.unwrap_or(Date::MIN);
    let (_, draft) = editions.iter().find(|(days, _)| days.contains(day))?;
    let reader = Reader { names, draft, all: fields.need("answers")? };
    let answers = reader.answers();
    let slots = |key| {
        let Some(node) = fields.get(key) else { return Some(Vec::new()) };
        node.list()?.map(|slot| reader.slot(slot)).collect::<Vec<_>>().into_iter().collect()
    };
    let (asked, not_asked) = (slots("asked"), slots("not_asked"));
    let complete = fields.get("complete").map_or(Some(true), Node::flag);
    let mut expectations = Expectations { names, draft, reader: &reader, event, only: None };
    let only = crate::condition::optional(fields.get("only").map(|node| expectations.listed(node)));
    expectations.only = only.clone().flatten();
    let verdicts = fields.need("verdicts").and_then(|node| expectations.verdicts(node));
    let due = fields.get("due").map_or(Some(Vec::new()), |node| expectations.due(node));
    let sheets = fields.get("sheets").map(|node| {
        node.list()?
            .map(|node| expectations.page(node.spot(), node.str()?))
            .collect::<Vec<_>>()
            .into_iter()
            .collect()
    });
    let sheets: Option<Option<Vec<PageName>>> = crate::condition::optional(sheets);
    let boxes = fields.get("boxes").map_or(Some(Vec::new()), |node| expectations.boxes(node));
    let writes = fields.get("writes").map_or(Some((None, None)), |node| {
        let fields = node.record(&["before", "after"])?;
        let before = fields.get("before").map(|node| node.within(0, 9999));
        let after = fields.get("after").map(|node| node.within(0, 9999));
        Some((crate::condition::optional(before)?, crate::condition::optional(after)?))
    });
    let (writes_before, writes_after) = writes?;
    Some(Scenario {
        name: name?.to_owned(),
        title: title?.to_owned(),
        file: root.report.source(root.file)?.path.clone(),
        event: event?,
        only: only?,
        today: today?,
        answers: answers?,
        asked: asked?,
        not_asked: not_asked?,
        complete: complete?,
        verdicts: verdicts?,
        due: due?,
        sheets: sheets?,
        boxes: boxes?,
        writes_before,
        writes_after,
    })
}

/// Reports scenarios of the same name.
pub(crate) fn check_names(roots: &[Node<'_>]) {
    let mut seen = Vec::new();
    for node in roots.iter().filter_map(|root| root.peek("name")) {
        let Some(name) = node.as_str() else { continue };
        if seen.contains(&name) {
            node.wrong(Code::DoubledScenario, [name.into()]);
        }
        seen.push(name);
    }
}

struct Expectations<'a> {
    names: &'a Names,
    draft: &'a Draft,
    reader: &'a Reader<'a>,
    event: Option<Id<Event>>,
    only: Option<Vec<Id<Procedure>>>,
}

impl<'a> Expectations<'a> {
    // The procedures a scenario is about.
    fn listed(&self, node: Node<'a>) -> Option<Vec<Id<Procedure>>> {
        let read = node.list()?.map(|node| self.procedure(node.str()?, node.spot())).collect::<Vec<_>>();
        read.into_iter().collect()
    }

    // A procedure, which must be in the event, and among those the scenario is about.
    fn procedure(&self, name: &str, spot: Spot<'a>) -> Option<Id<Procedure>> {
        let id = self.names.find(&self.names.procedures, Noun::Procedure, name, spot)?;
        if let Some(event) = self.event
            && let Some(row) = self.draft.events.get(event)
            && !row.procedures.contains(&id)
        {
            let event = self.names.events.names().nth(event.index()).unwrap_or_default();
            spot.wrong(Code::NotInEvent, [name.into(), event.into()]);
            return None;
        }
        if self.only.as_ref().is_some_and(|only| !only.contains(&id)) {
            spot.wrong(Code::NotInOnly, [name.into()]);
            return None;
        }
        Some(id)
    }

    // Entries by procedure, each of which must be in the event.
    fn procedures<T>(
        &self,
        node: Node<'a>,
        read: impl Fn(Node<'a>, Id<Procedure>) -> Option<T>,
    ) -> Option<Vec<(Id<Procedure>, T)>> {
        let mut found = Vec::new();
        let mut sound = true;
        for (key, spot, value) in node.fields()?.entries() {
            let Some(id) = self.procedure(key, spot) else {
                sound = false;
                continue;
            };
            match read(value, id) {
                Some(value) => found.push((id, value)),
                None => sound = false,
            }
        }
        sound.then_some(found)
    }

    fn verdicts(&self, node: Node<'a>) -> Option<Vec<(Id<Procedure>, Verdicts)>> {
        self.procedures(node, |node, id| {
            if !node.is_object() {
                return node.word(&outcomes()).map(Verdicts::All);
            }
            let list = match self.names.procedure_scopes.get(id.index())? {
                Scope::Of(list) => *list,
                Scope::Visit => {
                    let name = self.names.procedures.names().nth(id.index()).unwrap_or_default();
                    node.wrong(Code::MembersForVisit, [name.into()]);
                    return None;
                }
                Scope::Unknown => return None,
            };
            let words = outcomes();
            node.record(&words.map(|(word, _)| word))?;
            let mut members = Vec::new();
            for (word, outcome) in words {
                let Some(numbers) = node.peek(word) else { continue };
                let read = numbers.list()?.map(|number| self.reader.member(number, list)).collect::<Vec<_>>();
                members
                    .extend(read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().map(|m| (m, outcome)));
            }
            Some(Verdicts::Members(members))
        })
    }

    fn due(&self, node: Node<'a>) -> Option<Vec<(Id<Procedure>, Days)>> {
        self.procedures(node, |node, _| node.one_or_list().into_iter().map(expected_day).collect())
    }

    // `sheet` or `sheet:member`.
    fn page(&self, spot: Spot<'_>, text: &str) -> Option<PageName> {
        let (sheet, member) = text.split_once(':').map_or((text, None), |(a, b)| (a, Some(b)));
        let id = self.names.find(&self.names.sheets, Noun::Sheet, sheet, spot)?;
        let member = match (self.names.sheet_scopes.get(id.index())?, member) {
            (Scope::Visit, None) => None,
            (Scope::Of(list), Some(number)) => {
                let member = number.parse().ok().and_then(|number| self.reader.numbered(number, *list));
                if member.is_none() {
                    spot.wrong(Code::NoSuchMember, [number.into(), self.names.list_name(*list).into()]);
                }
                Some(member?)
            }
            (Scope::Visit, Some(_)) | (Scope::Of(_), None) => {
                spot.wrong(Code::BadPageName, [text.into()]);
                return None;
            }
            (Scope::Unknown, _) => return None,
        };
        Some(PageName { sheet: id, member })
    }

    fn boxes(&self, node: Node<'a>) -> Option<Vec<(BoxName, Expected)>> {
        let fields: Fields<'a> = node.fields()?;
        let read =
            fields.entries().map(|(key, spot, value)| self.expected(key, spot, value)).collect::<Vec<_>>();
        read.into_iter().collect()
    }

    fn expected(&self, written: &str, spot: Spot<'_>, node: Node<'a>) -> Option<(BoxName, Expected)> {
        let Some((page, cell)) = written.split_once('.') else {
            spot.wrong(Code::BadPageName, [written.into()]);
            return None;
        };
        let page = self.page(spot, page)?;
        let (cell, row) =
            cell.split_once(':').map_or((cell, Some(0)), |(cell, row)| (cell, row.parse().ok()));
        let Some(row) = row else {
            spot.wrong(Code::BadPageName, [written.into()]);
            return None;
        };
        let sheet = self.draft.sheets.get(page.sheet)?;
        let Some(found) = cells(sheet).find(|found| found.id == cell) else {
            let near = nearest(cell, cells(sheet).map(|cell| &*cell.id));
            let sheet = self.names.sheets.names().nth(page.sheet.index()).unwrap_or_default();
            spot.wrong_near(Code::UnknownCell, [cell.into(), sheet.into()], near);
            return None;
        };
        let expected = match &found.content {
            Content::Tick(..) | Content::Ring(..) => Expected::Marked(node.flag()?),
            Content::Options(path, _) => Expected::Options(self.options(*path, node)?),
            Content::Label(_) | Content::Show(_) | Content::Blank(..) => {
                Expected::Text(node.str()?.to_owned())
            }
        };
        Some((BoxName { page, cell: cell.to_owned(), row, written: written.to_owned() }, expected))
    }

    fn options(&self, path: kakanai_domain::condition::Path, node: Node<'a>) -> Option<Vec<usize>> {
        let kakanai_domain::condition::Path::Item(_, item, _) = path else { return None };
        match self.draft.items.get(item).map(|row| &row.kind) {
            Some(Kind::Choice(_) | Kind::Choices(_)) => {}
            Some(_) | None => return None,
        }
        let read = node.one_or_list().into_iter().map(|option| self.names.option(item, option));
        let options = read.collect::<Vec<_>>().into_iter().collect::<Option<Vec<Id<Choice>>>>()?;
        let mut options = options.into_iter().map(Id::index).collect::<Vec<_>>();
        options.sort_unstable();
        Some(options)
    }
}

fn cells(sheet: &Sheet) -> impl Iterator<Item = &Cell> {
    sheet.blocks.iter().flat_map(|block| match block {
        Block::Free(_, cell) => vec![cell],
        Block::Grid(grid) => grid.cells.iter().map(|(_, cell)| cell).collect(),
    })
}

/// The words for what can follow.
pub(crate) fn outcomes() -> [(&'static str, Outcome); 10] {
    let [a, b, c, d, e, f] = Level::ALL.map(|level| (level.code(), Outcome::Needed(level)));
    [
        a,
        b,
        c,
        d,
        e,
        f,
        ("not_needed", Outcome::NotNeeded),
        ("ask_staff", Outcome::AskStaff),
        ("open", Outcome::Open),
        ("advice", Outcome::Advice),
    ]
}
