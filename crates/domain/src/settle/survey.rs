//! What one unit of the definitions says under the present facts: what it wants asked, and what follows.

use rustc_hash::FxHashSet;

use crate::condition::{Condition, Path};
use crate::id::Id;
use crate::interview::Outcome;
use crate::item::List;
use crate::procedure::{Level, Procedure};
use crate::settle::Run;
use crate::sheet::{Block, Cell, Content, Piece, RowsOf, Sheet, Who};
use crate::slot::Slot;
use crate::truth::{Found, Open, Truth, View};
use crate::value::Member;

/// A piece of the definitions that is looked at by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    /// A procedure for each member of a list, until the list is known.
    Each(Id<Procedure>, Id<List>),
    /// The roster items of a new member.
    Entry(Id<List>, Member),
    /// Whether a procedure is needed, and how much.
    Procedure(Id<Procedure>, Option<Member>),
    /// What a needed procedure takes: agent, things, sheets, starting days.
    Extras(Id<Procedure>, Option<Member>),
    /// A sheet that is printed; the member is the one concerned.
    Paper(Id<Sheet>, Option<Member>),
    /// The rows of a block of a printed sheet, for one member.
    Rows(Id<Sheet>, u16, Member),
    /// A cell of a printed sheet; the member is the `member.` in it.
    Cell(Id<Sheet>, u16, u16, Option<Member>),
}

/// What a unit says.
pub(super) struct Look {
    /// What keeps it open: the answer to any of it makes the unit look again.
    pub(super) open: Open,
    /// So many of these, the first ones, it wants asked; none: all.
    wanted: Option<usize>,
    /// It wants these asked as well, whatever the answers are.
    shown: Vec<Slot>,
    /// Units that follow from it.
    pub(super) next: Vec<Unit>,
    pub(super) outcome: Outcome,
    /// What keeps its level open; otherwise room to work in.
    level: Open,
}

/// Units that were begun: each is looked at once by itself, whoever needs it.
#[derive(Default)]
pub(super) struct Started(FxHashSet<Unit>);

impl Started {
    pub(super) fn first_time(&mut self, unit: Unit) -> bool {
        match unit {
            // Begun by one unit, which is decided then, and never looked at again.
            Unit::Each(..) | Unit::Entry(..) | Unit::Procedure(..) | Unit::Extras(..) => true,
            Unit::Paper(..) | Unit::Rows(..) | Unit::Cell(..) => self.0.insert(unit),
        }
    }
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Default for Look {
    fn default() -> Self {
        let (open, level) = (Open::default(), Open::default());
        let (shown, next) = (Vec::new(), Vec::new());
        Self { open, wanted: None, shown, next, outcome: Outcome::Open, level }
    }
}

impl Look {
    pub(super) fn clear(&mut self) {
        self.open.clear();
        self.wanted = None;
        self.shown.clear();
        self.next.clear();
        self.outcome = Outcome::Open;
        self.level.clear();
    }
    /// Slots it wants asked.
    pub(super) fn wants(&self) -> impl Iterator<Item = Slot> {
        let wanted = self.wanted.unwrap_or(self.open.ask.len());
        self.open.ask.iter().take(wanted).chain(&self.shown).copied()
    }
    fn decided(&mut self, outcome: Outcome) {
        self.open.clear();
        self.outcome = outcome;
    }
}

impl Run<'_> {
    /// Looks at a unit.
    pub(super) fn survey(&self, unit: Unit, look: &mut Look) {
        let view = self.view();
        match unit {
            Unit::Each(procedure, list) => self.each(procedure, list, look),
            Unit::Entry(list, member) => {
                let roster = self.catalog.lists[list].roster.iter().map(|item| Slot::Of(member, *item));
                look.shown.extend(roster.filter(|slot| !view.facts.has(self.catalog, *slot)));
            }
            Unit::Procedure(procedure, who) => self.procedure(procedure, who, look),
            Unit::Extras(procedure, who) => self.extras(procedure, who, look),
            Unit::Paper(sheet, who) => self.paper(sheet, who, look),
            Unit::Rows(sheet, block, member) => {
                if let Some(Block::Grid(grid)) = self.catalog.sheets[sheet].blocks.get(usize::from(block))
                    && let Some(RowsOf { who: Who::Where(condition), .. }) = &grid.rows_of
                    && view.truth(condition, Some(member), &mut look.open) == Truth::True
                {
                    self.boxes(sheet, block, Some(member), look);
                }
            }
            Unit::Cell(sheet, block, cell, who) => {
                if let Some(cell) = cell_at(&self.catalog.sheets[sheet], block, cell) {
                    read_cell(view, cell, who, &mut look.open);
                }
            }
        }
    }

    fn each(&self, procedure: Id<Procedure>, list: Id<List>, look: &mut Look) {
        match self.view().facts.members(list) {
            Some(members) => {
                look.next.extend(members.iter().map(|member| Unit::Procedure(procedure, Some(*member))));
                look.outcome = Outcome::NotNeeded;
            }
            None => {
                look.open.ask.push(Slot::Roster(list));
                if !self.catalog.procedures[procedure].levels.iter().any(|(_, level)| level.drives()) {
                    look.wanted = Some(0);
                    look.outcome = Outcome::Advice;
                }
            }
        }
    }

    fn procedure(&self, id: Id<Procedure>, who: Option<Member>, look: &mut Look) {
        let view = self.view();
        let procedure = &self.catalog.procedures[id];
        let needed = view.truth(&procedure.when, who, &mut look.open);
        if needed == Truth::False {
            return look.decided(Outcome::NotNeeded);
        }
        let levels = possible_levels(view, &procedure.levels, who, &mut look.level);
        let drives = levels.iter().any(|level| level.drives());
        if let (Truth::True, [level]) = (needed, &*levels) {
            if drives {
                look.next.push(Unit::Extras(id, who));
            }
            return look.decided(Outcome::Needed(*level));
        }
        // The level of a procedure that may not be needed at all is not worth a question yet.
        look.wanted = match (drives, needed) {
            (false, _) => Some(0),
            (true, Truth::True) => None,
            (true, _) => Some(look.open.ask.len()),
        };
        look.open.ask.append(&mut look.level.ask);
        let asks_nothing = look.wants().next().is_none();
        look.outcome = match (drives, asks_nothing) {
            (false, _) => Outcome::Advice,
            (true, true) => Outcome::AskStaff,
            (true, false) => Outcome::Open,
        };
    }

    fn extras(&self, id: Id<Procedure>, who: Option<Member>, look: &mut Look) {
        let view = self.view();
        let procedure = &self.catalog.procedures[id];
        let open = &mut look.open;
        if let Some(by_agent) = &self.event.by_agent
            && view.truth(by_agent, who, open) == Truth::True
        {
            for (condition, _) in &procedure.agents {
                if holds(view, condition.as_ref(), who, open) != Truth::False {
                    break;
                }
            }
        }
        for (condition, _) in &procedure.bring {
            holds(view, condition.as_ref(), who, open);
        }
        for (condition, sheet) in &procedure.sheets {
            if holds(view, condition.as_ref(), who, open) == Truth::True {
                look.next.push(Unit::Paper(*sheet, who));
            }
        }
        for clock in &procedure.due {
            view.find(clock.after, who, open);
        }
    }

    fn paper(&self, id: Id<Sheet>, who: Option<Member>, look: &mut Look) {
        let facts = self.view().facts;
        let sheet = &self.catalog.sheets[id];
        let lists = sheet.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => grid.rows_of.as_ref().map(|rows| rows.list),
            Block::Free(..) => None,
        });
        // Who is in a list must be known before there are rows, or copies.
        let rosters = lists.chain(sheet.for_each).filter(|list| facts.members(*list).is_none());
        look.open.ask.extend(rosters.map(Slot::Roster));
        let everybody = |list| facts.members(list).unwrap_or_default();
        for (index, block) in (0..).zip(&sheet.blocks) {
            let rows = match block {
                Block::Free(..) => None,
                Block::Grid(grid) => grid.rows_of.as_ref(),
            };
            let Some(rows) = rows else {
                match (sheet.for_each, who) {
                    (None, _) => self.boxes(id, index, None, look),
                    (Some(_), Some(_)) => self.boxes(id, index, who, look),
                    (Some(list), None) => {
                        everybody(list).iter().for_each(|member| self.boxes(id, index, Some(*member), look));
                    }
                }
                continue;
            };
            let members = everybody(rows.list);
            if members.len() > usize::from(rows.room)
                && let Some(more) = sheet.continued_on
            {
                look.next.push(Unit::Paper(more, who));
            }
            for member in members {
                match (&rows.who, who) {
                    (Who::Where(_), _) => look.next.push(Unit::Rows(id, index, *member)),
                    (Who::Concerned, Some(concerned)) if concerned != *member => {}
                    (Who::Concerned | Who::Everybody, _) => self.boxes(id, index, Some(*member), look),
                }
            }
        }
    }

    /// What the boxes of a block show whatever holds, and the cells that have to be looked at by themselves.
    fn boxes(&self, sheet: Id<Sheet>, block: u16, who: Option<Member>, look: &mut Look) {
        let Some(needs) = self.plan.block(self.catalog, sheet, block) else { return };
        let facts = self.view().facts;
        look.shown.extend(needs.shown(who).filter(|slot| !facts.has(self.catalog, *slot)));
        // Most of them are decided at once: they need no unit.
        let open = &mut look.level;
        for cell in &needs.cells {
            if let Some(found) = cell_at(&self.catalog.sheets[sheet], block, *cell) {
                read_cell(self.view(), found, who, open);
                if !open.ask.is_empty() {
                    look.next.push(Unit::Cell(sheet, block, *cell, who));
                }
                open.clear();
            }
        }
    }
}

fn cell_at(sheet: &Sheet, block: u16, cell: u16) -> Option<&Cell> {
    match sheet.blocks.get(usize::from(block))? {
        Block::Free(_, only) => Some(only),
        Block::Grid(grid) => grid.cells.get(usize::from(cell)).map(|(_, cell)| cell),
    }
}

/// Reads what a box needs; what is missing is added to `open`.
fn read_cell(view: View<'_>, cell: &Cell, who: Option<Member>, open: &mut Open) {
    if cell.optional || holds(view, cell.only_if.as_ref(), who, open) != Truth::True {
        return;
    }
    match &cell.content {
        Content::Label(_) | Content::Blank(..) => {}
        Content::Show(pieces) => {
            for piece in pieces {
                match piece {
                    Piece::Words(_) => {}
                    Piece::Fact(path) => {
                        if let (Found::Member(member), Path::Item(_, role, _)) =
                            (view.find(*path, who, open), path)
                        {
                            view.name_of(*role, member, open);
                        }
                    }
                }
            }
        }
        Content::Tick(condition, _) | Content::Ring(condition, _) => {
            view.truth(condition, who, open);
        }
        Content::Options(path, _) => {
            view.find(*path, who, open);
        }
    }
}

/// A condition that may be left out: then it always holds.
pub(crate) fn holds(
    view: View<'_>,
    condition: Option<&Condition>,
    who: Option<Member>,
    open: &mut Open,
) -> Truth {
    condition.map_or(Truth::True, |condition| view.truth(condition, who, open))
}

/// The levels a procedure can still have; one when it is decided.
pub(crate) fn possible_levels(
    view: View<'_>,
    levels: &[(Option<Condition>, Level)],
    who: Option<Member>,
    open: &mut Open,
) -> Vec<Level> {
    let mut possible = Vec::with_capacity(levels.len());
    for (condition, level) in levels {
        match holds(view, condition.as_ref(), who, open) {
            Truth::False => {}
            Truth::Open => possible.push(*level),
            Truth::True => {
                possible.push(*level);
                break;
            }
        }
    }
    // All roads lead to the same level: nothing is open about it.
    if possible.windows(2).all(|pair| matches!(pair, [a, b] if a == b)) {
        possible.truncate(1);
        *open = Open::default();
    }
    possible
}
