//! Papers of random interviews: every row once, every box from a fact that was asked.
//!
//! `KAKANAI_CASES` and `KAKANAI_SEED` as in `properties.rs`.
#![allow(clippy::indexing_slicing, reason = "a broken table must stop the test")]

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;

use kakanai_domain::condition::{Condition, Path, Test};
use kakanai_domain::filled::{FilledBox, FilledSheet, Ink};
use kakanai_domain::sheet::{Block, Cell, Content, Piece, RowsOf, Sheet, Who};
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{Catalog, Id, Interview, Member, Slot, fill};
use support::cases::{Case, on_cases, seeds};
use support::random::today;

#[test]
fn papers_have_every_row_once_and_every_box_from_what_was_asked() {
    let seen = RefCell::new(BTreeMap::<&str, u64>::new());
    on_cases(|case| {
        let interview = case.finish();
        assert!(interview.is_complete(), "not finished, seed {}", case.seed);
        let pages = fill(&case.catalog, case.event, &interview, today());
        let facts = &interview.facts;
        let office = Office { case, interview: &interview };
        let view = View { catalog: &case.catalog, facts, today: today() };
        let mut rest = pages.as_slice();
        let mut printed = Vec::new();
        while let Some(first) = rest.first() {
            let (paper, more) = rest.split_at(usize::from(first.pages).clamp(1, rest.len()));
            rest = more;
            printed.push((first.sheet, first.member));
            office.check_paper(view, paper, &mut seen.borrow_mut());
        }
        printed.sort_unstable();
        assert_eq!(printed, office.papers(view), "papers, seed {}", case.seed);
    });
    if seeds(100_000, 10).count() > 1_000 {
        let seen = seen.into_inner();
        for what in ["further copy", "continuation", "own with rows", "concerned", "row"] {
            assert!(seen.get(what).is_some_and(|count| *count > 100), "{what}: {seen:?}");
        }
    }
}

/// The office as it would go about it by hand.
struct Office<'a> {
    case: &'a Case,
    interview: &'a Interview,
}

impl Office<'_> {
    /// Who asks for a sheet: a sheet, whose it is, and for whom the procedure is needed.
    fn wishes(&self, view: View<'_>) -> Vec<(Id<Sheet>, Option<Member>, Option<Member>)> {
        let mut wishes = Vec::new();
        for (verdict, _) in self.interview.needed().filter(|(_, level)| level.drives()) {
            for (when, sheet) in &view.catalog.procedures[verdict.procedure].sheets {
                if !holds(view, when.as_ref(), verdict.member, &mut Open::default()) {
                    continue;
                }
                let own = match (view.catalog.sheets[*sheet].for_each, verdict.member) {
                    (None, _) => vec![None],
                    (Some(_), Some(member)) => vec![Some(member)],
                    (Some(list), None) => everybody(view, list).into_iter().map(Some).collect(),
                };
                wishes.extend(own.into_iter().map(|own| (*sheet, own, verdict.member)));
            }
        }
        wishes
    }

    /// Every paper that is printed, each once.
    fn papers(&self, view: View<'_>) -> Vec<(Id<Sheet>, Option<Member>)> {
        let mut papers: Vec<_> = self.wishes(view).into_iter().map(|(sheet, own, _)| (sheet, own)).collect();
        papers.sort_unstable();
        papers.dedup();
        papers
    }

    /// The members that have a row on a paper.
    fn rows(&self, view: View<'_>, rows: &RowsOf, paper: (Id<Sheet>, Option<Member>)) -> Vec<Member> {
        let wishes = self.wishes(view).into_iter();
        let concerned: Vec<Option<Member>> =
            wishes.filter(|(sheet, own, _)| (*sheet, *own) == paper).map(|(.., who)| who).collect();
        let has_row = |member: &Member| match &rows.who {
            Who::Everybody => true,
            Who::Where(condition) => holds(view, Some(condition), Some(*member), &mut Open::default()),
            // A procedure for the visit concerns everybody.
            Who::Concerned => concerned.contains(&None) || concerned.contains(&Some(*member)),
        };
        everybody(view, rows.list).into_iter().filter(has_row).collect()
    }

    /// The pages of one paper, from the first to the last.
    fn check_paper(&self, view: View<'_>, pages: &[FilledSheet], seen: &mut BTreeMap<&'static str, u64>) {
        let seed = self.case.seed;
        let Some(first) = pages.first() else { return };
        let paper = (first.sheet, first.member);
        let mut next = Some(first.sheet);
        let mut done = 0;
        for (number, page) in (1..).zip(pages) {
            assert_eq!((page.page, usize::from(page.pages)), (number, pages.len()), "pages, seed {seed}");
            assert_eq!(page.member, first.member, "whose, seed {seed}");
            assert_eq!(Some(page.sheet), next, "sheet of page {number}, seed {seed}");
            let sheet = &view.catalog.sheets[page.sheet];
            let mut expected = Vec::new();
            let (mut all, mut room) = (0, 0);
            for (index, block) in sheet.blocks.iter().enumerate() {
                let (cells, members): (Vec<&Cell>, Vec<Option<Member>>) = match block {
                    Block::Free(_, cell) => (vec![cell], vec![page.member]),
                    Block::Grid(grid) => {
                        let cells = grid.cells.iter().map(|(_, cell)| cell).collect();
                        let Some(rows) = &grid.rows_of else {
                            expected.extend(self.boxes(view, index, 0, cells, page.member));
                            continue;
                        };
                        let members = self.rows(view, rows, paper);
                        (all, room) = (members.len(), usize::from(rows.room));
                        (cells, members.into_iter().skip(done).take(room).map(Some).collect())
                    }
                };
                for (row, who) in (0..).zip(members) {
                    expected.extend(self.boxes(view, index, row, cells.clone(), who));
                    *seen.entry("row").or_default() += 1;
                }
                if let Block::Grid(grid) = block
                    && let Some(RowsOf { who: Who::Concerned, .. }) = grid.rows_of
                {
                    *seen.entry("concerned").or_default() += 1;
                }
            }
            assert_eq!(page.boxes, expected, "boxes of page {number}, seed {seed}");
            done = all.min(done + room);
            assert_eq!(done == all, usize::from(number) == pages.len(), "rows left over, seed {seed}");
            next = Some(sheet.continued_on.unwrap_or(page.sheet));
            if number > 1 {
                let how = if page.sheet == first.sheet { "further copy" } else { "continuation" };
                *seen.entry(how).or_default() += 1;
                *seen.entry("own with rows").or_default() += u64::from(page.member.is_some());
            }
        }
    }

    /// What stands in the boxes of a block, or of a row; nothing in it may be unasked.
    fn boxes(
        &self,
        view: View<'_>,
        block: usize,
        row: u16,
        cells: Vec<&Cell>,
        who: Option<Member>,
    ) -> Vec<FilledBox> {
        let mut boxes = Vec::new();
        for (at, cell) in cells.into_iter().enumerate() {
            let mut open = Open::default();
            let ink = ink(view, cell, who, &mut open);
            let unasked: Vec<Slot> = if cell.optional { Vec::new() } else { open.ask };
            assert!(unasked.is_empty(), "never asked: {unasked:?}, {who:?}, seed {}", self.case.seed);
            boxes.extend(ink.map(|ink| FilledBox { block, cell: at, row, ink, writes: cell.writes }));
        }
        boxes
    }
}

fn everybody(view: View<'_>, list: Id<kakanai_domain::item::List>) -> Vec<Member> {
    view.facts.members(list).unwrap_or_default().to_vec()
}

fn holds(view: View<'_>, condition: Option<&Condition>, who: Option<Member>, open: &mut Open) -> bool {
    condition.is_none_or(|condition| view.truth(condition, who, open) == Truth::True)
}

fn ink(view: View<'_>, cell: &Cell, who: Option<Member>, open: &mut Open) -> Option<Ink> {
    if !holds(view, cell.only_if.as_ref(), who, open) {
        return None;
    }
    let mut is_known =
        |path: Path| view.truth(&Condition::Test(path, Test::Known(true)), who, open) == Truth::True;
    match &cell.content {
        Content::Label(_) => None,
        Content::Blank(..) => cell.writes.map(|_| Ink::Blank),
        Content::Tick(condition, _) | Content::Ring(condition, _) => {
            holds(view, Some(condition), who, open).then_some(Ink::Marked)
        }
        // The generator's boxes hold words, or one fact.
        Content::Show(pieces) => match pieces.as_slice() {
            [Piece::Words(words)] => Some(Ink::Text(words.clone())),
            [Piece::Fact(path)] => {
                let text = view.path_words(*path, who);
                let is_known = is_known(*path);
                open.ask.extend(name(view, *path).filter(|slot| !view.facts.has(view.catalog, *slot)));
                (is_known && !text.is_empty()).then_some(Ink::Text(text))
            }
            _ => unreachable!("the generator makes no such box"),
        },
        Content::Options(path, _) => is_known(*path).then(|| Ink::Options(chosen(view, *path, who))),
    }
}

/// What names the member of a role that is shown.
fn name(view: View<'_>, path: Path) -> Option<Slot> {
    let Path::Item(_, role, _) = path else { return None };
    let list = view.catalog.items[role].role()?.list();
    let is_role = Condition::Test(Path::Member, Test::IsRole(role));
    let mut members = everybody(view, list).into_iter();
    let member = members.find(|member| holds(view, Some(&is_role), Some(*member), &mut Open::default()))?;
    Some(Slot::Of(member, *view.catalog.lists[list].called.first()?))
}

fn chosen(view: View<'_>, path: Path, who: Option<Member>) -> Vec<usize> {
    let Path::Item(_, item, _) = path else { unreachable!("options of an item") };
    let catalog: &Catalog = view.catalog;
    let is_chosen = |test| view.truth(&Condition::Test(path, test), who, &mut Open::default()) == Truth::True;
    let options = catalog.items[item].options().into_iter().flat_map(|options| options.ids());
    options
        .filter(|option| is_chosen(Test::IsOption(*option)) || is_chosen(Test::Includes(*option)))
        .map(Id::index)
        .collect()
}
