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
    pub(super) wants: Vec<Slot>,
    pub(super) watches: Vec<Slot>,
    pub(super) outcome: Outcome,
}

/// Units that were begun: each is looked at once by itself, whoever needs it.
#[derive(Default)]
pub(super) struct Started(FxHashSet<Unit>);

impl Started {
    pub(super) fn first_time(&mut self, unit: Unit) -> bool {
        self.0.insert(unit)
    }
}

impl Look {
    fn wanting(slots: Vec<Slot>) -> Self {
        Self { watches: slots.clone(), wants: slots, outcome: Outcome::Open }
    }
}

impl Run<'_> {
    /// Looks at a unit; units that follow from it are added to `next`.
    pub(super) fn survey(&self, unit: Unit, next: &mut Vec<Unit>) -> Look {
        let view = self.view();
        match unit {
            Unit::Each(procedure, list) => self.each(procedure, list, next),
            Unit::Entry(list, member) => {
                let roster = self.catalog.lists[list].roster.iter().map(|item| Slot::Of(member, *item));
                Look::wanting(roster.filter(|slot| !self.state.facts.has(self.catalog, *slot)).collect())
            }
            Unit::Procedure(procedure, who) => self.procedure(procedure, who, next),
            Unit::Extras(procedure, who) => self.extras(procedure, who, next),
            Unit::Paper(sheet, who) => self.paper(sheet, who, next),
            Unit::Rows(sheet, block, member) => {
                let mut open = Open::default();
                if let Some(Block::Grid(grid)) = self.catalog.sheets[sheet].blocks.get(usize::from(block))
                    && let Some(RowsOf { who: Who::Where(condition), .. }) = &grid.rows_of
                    && view.truth(condition, Some(member), &mut open) == Truth::True
                {
                    next.extend(cells(sheet, block, grid.cells.len(), Some(member)));
                }
                Look::wanting(open.ask)
            }
            Unit::Cell(sheet, block, cell, who) => {
                let mut open = Open::default();
                if let Some(cell) = cell_at(&self.catalog.sheets[sheet], block, cell) {
                    read_cell(view, cell, who, &mut open);
                }
                Look::wanting(open.ask)
            }
        }
    }

    fn each(&self, procedure: Id<Procedure>, list: Id<List>, next: &mut Vec<Unit>) -> Look {
        let roster = vec![Slot::Roster(list)];
        match self.state.facts.members(list) {
            Some(members) => {
                next.extend(members.iter().map(|member| Unit::Procedure(procedure, Some(*member))));
                Look { wants: Vec::new(), watches: Vec::new(), outcome: Outcome::NotNeeded }
            }
            None if self.catalog.procedures[procedure].levels.iter().any(|(_, level)| level.drives()) => {
                Look::wanting(roster)
            }
            None => Look { wants: Vec::new(), watches: roster, outcome: Outcome::Advice },
        }
    }

    fn procedure(&self, id: Id<Procedure>, who: Option<Member>, next: &mut Vec<Unit>) -> Look {
        let view = self.view();
        let procedure = &self.catalog.procedures[id];
        let mut open = Open::default();
        let needed = view.truth(&procedure.when, who, &mut open);
        if needed == Truth::False {
            return Look { wants: Vec::new(), watches: Vec::new(), outcome: Outcome::NotNeeded };
        }
        let mut level_open = Open::default();
        let levels = possible_levels(view, &procedure.levels, who, &mut level_open);
        let drives = levels.iter().any(|level| level.drives());
        if let (Truth::True, [level]) = (needed, &*levels) {
            if drives {
                next.push(Unit::Extras(id, who));
            }
            return Look { wants: Vec::new(), watches: Vec::new(), outcome: Outcome::Needed(*level) };
        }
        // The level of a procedure that may not be needed at all is not worth a question yet.
        let mut watches = open.ask;
        let mut wants = if drives { watches.clone() } else { Vec::new() };
        if needed == Truth::True && drives {
            wants.clone_from(&level_open.ask);
        }
        watches.append(&mut level_open.ask);
        let outcome = match (drives, wants.is_empty()) {
            (false, _) => Outcome::Advice,
            (true, true) => Outcome::AskStaff,
            (true, false) => Outcome::Open,
        };
        Look { wants, watches, outcome }
    }

    fn extras(&self, id: Id<Procedure>, who: Option<Member>, next: &mut Vec<Unit>) -> Look {
        let view = self.view();
        let procedure = &self.catalog.procedures[id];
        let mut open = Open::default();
        if let Some(by_agent) = &self.event.by_agent
            && view.truth(by_agent, who, &mut open) == Truth::True
        {
            for (condition, _) in &procedure.agents {
                if holds(view, condition.as_ref(), who, &mut open) != Truth::False {
                    break;
                }
            }
        }
        for (condition, _) in &procedure.bring {
            holds(view, condition.as_ref(), who, &mut open);
        }
        for (condition, sheet) in &procedure.sheets {
            if holds(view, condition.as_ref(), who, &mut open) == Truth::True {
                next.push(Unit::Paper(*sheet, who));
            }
        }
        for clock in &procedure.due {
            view.find(clock.after, who, &mut open);
        }
        Look::wanting(open.ask)
    }

    fn paper(&self, id: Id<Sheet>, who: Option<Member>, next: &mut Vec<Unit>) -> Look {
        let sheet = &self.catalog.sheets[id];
        let lists = sheet.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => grid.rows_of.as_ref().map(|rows| rows.list),
            Block::Free(..) => None,
        });
        // Who is in a list must be known before there are rows, or copies.
        let rosters = lists.chain(sheet.for_each).filter(|list| self.state.facts.members(*list).is_none());
        let rosters: Vec<Slot> = rosters.map(Slot::Roster).collect();
        let everybody = |list| self.state.facts.members(list).unwrap_or_default();
        let own: Vec<Option<Member>> = match (sheet.for_each, who) {
            (None, _) => vec![None],
            (Some(_), Some(member)) => vec![Some(member)],
            (Some(list), None) => everybody(list).iter().map(|member| Some(*member)).collect(),
        };
        for (index, block) in (0..).zip(&sheet.blocks) {
            let (count, rows) = match block {
                Block::Free(..) => (1, None),
                Block::Grid(grid) => (grid.cells.len(), grid.rows_of.as_ref()),
            };
            match rows {
                None => next.extend(own.iter().flat_map(|member| cells(id, index, count, *member))),
                Some(rows) => {
                    let members = everybody(rows.list);
                    if members.len() > usize::from(rows.room)
                        && let Some(more) = sheet.continued_on
                    {
                        next.push(Unit::Paper(more, who));
                    }
                    for member in members {
                        match (&rows.who, who) {
                            (Who::Where(_), _) => next.push(Unit::Rows(id, index, *member)),
                            (Who::Concerned, Some(concerned)) if concerned != *member => {}
                            (Who::Concerned | Who::Everybody, _) => {
                                next.extend(cells(id, index, count, Some(*member)));
                            }
                        }
                    }
                }
            }
        }
        Look::wanting(rosters)
    }
}

fn cells(sheet: Id<Sheet>, block: u16, count: usize, who: Option<Member>) -> impl Iterator<Item = Unit> {
    (0..count as u16).map(move |cell| Unit::Cell(sheet, block, cell, who))
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
