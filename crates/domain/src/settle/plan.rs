//! What of the definitions is the same for every household: worked out once, however often it is settled.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::catalog::Catalog;
use crate::condition::{Condition, Part, Path, Subject};
use crate::event::{Ask, Event};
use crate::id::Id;
use crate::item::{Item, List};
use crate::procedure::Procedure;
use crate::sheet::{Block, Cell, Content, Piece, Sheet};
use crate::slot::Slot;
use crate::value::Member;

/// An event's order of questions and of procedures, and what its papers need.
pub(super) struct Plan {
    pub(super) items: Vec<ItemPlace>,
    /// Turn of the question who is in a list.
    pub(super) list_turns: Vec<Option<u32>>,
    /// Place of each procedure among those of the event.
    procedures: Vec<Option<usize>>,
    sheets: Vec<OnceLock<SheetNeeds>>,
}

/// Where an item stands.
#[derive(Clone, Copy)]
pub(super) struct ItemPlace {
    pub(super) of: Option<Id<List>>,
    pub(super) column: usize,
    /// Entry of the event's sections, then column of the roster; `None` when the event does not ask it.
    pub(super) turn: Option<(u32, u32)>,
}

/// What the boxes of a sheet need, by blocks.
pub(super) struct SheetNeeds(Vec<BlockNeeds>);

/// What the boxes of a block need.
#[derive(Default)]
pub(super) struct BlockNeeds {
    /// Items that are shown whatever holds: of the visit, or of the `member.`
    shown: Vec<Id<Item>>,
    shown_of_member: Vec<Id<Item>>,
    /// Cells that need more than that, one of those that need the same.
    pub(super) cells: Vec<u16>,
}

impl Plan {
    pub(super) fn new(catalog: &Catalog, event: &Event) -> Self {
        let place = |item: &Item| ItemPlace { of: item.of, column: item.column, turn: None };
        let mut items: Vec<ItemPlace> = catalog.items.iter().map(|(_, item)| place(item)).collect();
        let mut list_turns = vec![None; catalog.lists.len()];
        let mut turn_of = |item: Id<Item>, turn| {
            if let Some(place) = items.get_mut(item.index()) {
                place.turn = Some(turn);
            }
        };
        let asks = event.sections.iter().flat_map(|section| &section.asks);
        for (turn, ask) in (0..).zip(asks) {
            match ask {
                Ask::Item(item) => turn_of(*item, (turn, 0)),
                Ask::Roster(list) => {
                    if let Some(list_turn) = list_turns.get_mut(list.index()) {
                        *list_turn = Some(turn);
                    }
                    for (column, item) in (1..).zip(&catalog.lists[*list].roster) {
                        turn_of(*item, (turn, column));
                    }
                }
            }
        }
        let mut procedures = vec![None; catalog.procedures.len()];
        for (at, procedure) in event.procedures.iter().enumerate().rev() {
            if let Some(place) = procedures.get_mut(procedure.index()) {
                *place = Some(at);
            }
        }
        let sheets = catalog.sheets.ids().map(|_| OnceLock::new()).collect();
        Self { items, list_turns, procedures, sheets }
    }

    pub(super) fn procedure(&self, id: Id<Procedure>) -> Option<usize> {
        self.procedures.get(id.index()).copied()?
    }

    /// What a block of a sheet needs.
    pub(super) fn block(&self, catalog: &Catalog, sheet: Id<Sheet>, block: u16) -> Option<&BlockNeeds> {
        let needs = self.sheets.get(sheet.index())?.get_or_init(|| SheetNeeds::new(catalog, sheet));
        needs.0.get(usize::from(block))
    }
}

impl SheetNeeds {
    fn new(catalog: &Catalog, sheet: Id<Sheet>) -> Self {
        let mut known = FxHashSet::default();
        let rows = catalog.sheets[sheet].blocks.iter().map(|block| {
            let mut needs = BlockNeeds::default();
            match block {
                Block::Free(_, cell) => needs.add(catalog, 0, cell, &mut known),
                Block::Grid(grid) => {
                    // The member of a row is another than the sheet's: each such grid speaks for itself.
                    let mut of_rows = FxHashSet::default();
                    let known = if grid.rows_of.is_some() { &mut of_rows } else { &mut known };
                    for (at, (_, cell)) in (0..).zip(&grid.cells) {
                        needs.add(catalog, at, cell, known);
                    }
                }
            }
            needs
        });
        Self(rows.collect())
    }
}

/// What a cell needs, for finding cells that need the same.
#[derive(PartialEq, Eq, Hash)]
enum Need<'a> {
    Shown(bool, Id<Item>),
    Cell(Option<&'a Condition>, Vec<Path>, Option<&'a Condition>),
}

impl BlockNeeds {
    fn add<'a>(&mut self, catalog: &Catalog, at: u16, cell: &'a Cell, known: &mut FxHashSet<Need<'a>>) {
        let (paths, when) = match &cell.content {
            Content::Label(_) | Content::Blank(..) => (Vec::new(), None),
            Content::Show(pieces) => {
                let paths = pieces.iter().filter_map(|piece| match piece {
                    Piece::Fact(path) => Some(*path),
                    Piece::Words(_) => None,
                });
                (paths.map(whole).collect(), None)
            }
            Content::Tick(when, _) | Content::Ring(when, _) => (Vec::new(), Some(when)),
            Content::Options(path, _) => (vec![whole(*path)], None),
        };
        if cell.optional || (cell.only_if.is_none() && paths.is_empty() && when.is_none()) {
            return;
        }
        let plain = |path: &Path| match path {
            Path::Item(Subject::Visit, item, _) if catalog.items[*item].role().is_none() => {
                Some(Need::Shown(false, *item))
            }
            Path::Item(Subject::Member, item, _) if catalog.items[*item].role().is_none() => {
                Some(Need::Shown(true, *item))
            }
            Path::Item(..) | Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => None,
        };
        let all_plain = if cell.only_if.is_none() && when.is_none() {
            paths.iter().map(plain).collect::<Option<Vec<_>>>()
        } else {
            None
        };
        let Some(all_plain) = all_plain else {
            if known.insert(Need::Cell(cell.only_if.as_ref(), paths, when)) {
                self.cells.push(at);
            }
            return;
        };
        for need in all_plain {
            if let Need::Shown(of_member, item) = need
                && known.insert(need)
            {
                if of_member { self.shown_of_member.push(item) } else { self.shown.push(item) }
            }
        }
    }

    /// The slots that its boxes show whatever holds; `who` is the `member.` in them.
    pub(super) fn shown(&self, who: Option<Member>) -> impl Iterator<Item = Slot> {
        let visit = self.shown.iter().map(|item| Slot::Visit(*item));
        let member = who
            .into_iter()
            .flat_map(|member| self.shown_of_member.iter().map(move |item| Slot::Of(member, *item)));
        visit.chain(member)
    }
}

/// Every part of an item needs the same.
fn whole(path: Path) -> Path {
    match path {
        Path::Item(subject, item, _) => Path::Item(subject, item, Part::Whole),
        Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => path,
    }
}
