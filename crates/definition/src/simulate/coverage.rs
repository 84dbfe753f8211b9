//! Which branches of the conditions of an event a household goes through.
//!
//! A branch is a part of a condition, with the way it turns out. Conditions are looked at over the facts at the end of an
//! interview, as far as the engine has to look: what comes after a deciding part is not looked at.

use std::collections::BTreeSet;

use kakanai_domain::condition::{Condition, Path, Rule, Subject, Test};
use kakanai_domain::event::Event;
use kakanai_domain::item::{Item, Role};
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::{Block, Cell, Content, Piece, Sheet, Who};
use kakanai_domain::{Catalog, Id};

use crate::proof::{Tests, is_constant};

/// Where a whole condition stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// When a procedure is needed.
    Needed(Id<Procedure>),
    /// An entry of `level`, by its place; and so on.
    Level(Id<Procedure>, usize),
    /// An entry of `agent`.
    Agent(Id<Procedure>, usize),
    /// An entry of `bring`.
    Bring(Id<Procedure>, usize),
    /// An entry of `sheets`.
    Sheet(Id<Procedure>, usize),
    /// A named condition.
    Rule(Id<Rule>),
    /// Whom a role can point at.
    Role(Id<Item>),
    /// When the visitor is an agent.
    ByAgent(Id<Event>),
    /// Who has a row in a block.
    Rows(Id<Sheet>, usize),
    /// `only_if` of a cell: block and cell.
    OnlyIf(Id<Sheet>, usize, usize),
    /// When a cell is ticked or ringed.
    Marked(Id<Sheet>, usize, usize),
}

/// All conditions that an event looks at, each part with a number: a part stands before its own parts.
pub struct Conditions<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) event: Id<Event>,
    pub(super) roots: Vec<(Owner, &'a Condition, u32)>,
    pub(super) parts: Vec<Part<'a>>,
    sheets: BTreeSet<Id<Sheet>>,
    /// The number of the first part of each rule.
    pub(super) rules: Vec<Option<u32>>,
    /// The cells with conditions, by sheet and block.
    pub(super) cells: Vec<Vec<Vec<CellParts>>>,
}

/// A cell with conditions, and the numbers of their first parts.
pub(super) struct CellParts {
    pub cell: usize,
    pub only_if: Option<u32>,
    pub marked: Option<u32>,
}

/// A part of a condition.
pub struct Part<'a> {
    /// What it says.
    pub condition: &'a Condition,
    /// Which of the whole conditions it is a part of.
    pub root: usize,
    /// The number after it and its own parts.
    pub(super) end: u32,
}

impl<'a> Conditions<'a> {
    /// Those of an event.
    pub fn of(catalog: &'a Catalog, event: Id<Event>) -> Self {
        let mut all = Self {
            catalog,
            event,
            roots: Vec::new(),
            parts: Vec::new(),
            sheets: BTreeSet::new(),
            rules: vec![None; catalog.rules.len()],
            cells: catalog.sheets.ids().map(|_| Vec::new()).collect(),
        };
        let definition = &catalog.events[event];
        for id in &definition.procedures {
            all.procedure(*id);
        }
        if let Some(when) = &definition.by_agent {
            all.add(Owner::ByAgent(event), when);
        }
        all.roots.sort_by(|a, b| a.0.cmp(&b.0));
        for (root, (_, _, first)) in all.roots.iter().enumerate() {
            let end = all.parts.get(*first as usize).map_or(*first, |part| part.end);
            let parts = all.parts.get_mut(*first as usize..end as usize).unwrap_or_default();
            parts.iter_mut().for_each(|part| part.root = root);
        }
        all.index();
        all
    }

    /// Notes what is looked up again and again.
    fn index(&mut self) {
        for (owner, _, first) in &self.roots {
            if let Owner::Rule(rule) = owner
                && let Some(known) = self.rules.get_mut(rule.index())
            {
                *known = Some(*first);
            }
        }
        for id in &self.sheets {
            let blocks = self.catalog.sheets[*id].blocks.iter().enumerate().map(|(at, block)| {
                let parts = cells(block).map(|(cell, _)| CellParts {
                    cell,
                    only_if: self.first(&Owner::OnlyIf(*id, at, cell)),
                    marked: self.first(&Owner::Marked(*id, at, cell)),
                });
                parts.filter(|parts| parts.only_if.is_some() || parts.marked.is_some()).collect()
            });
            let blocks = blocks.collect();
            if let Some(of_sheet) = self.cells.get_mut(id.index()) {
                *of_sheet = blocks;
            }
        }
    }

    /// The number of the first part of a whole condition.
    pub(super) fn first(&self, owner: &Owner) -> Option<u32> {
        let at = self.roots.binary_search_by(|(known, ..)| known.cmp(owner)).ok()?;
        self.roots.get(at).map(|(_, _, first)| *first)
    }

    /// The parts, by their numbers.
    pub fn parts(&self) -> &[Part<'a>] {
        &self.parts
    }

    /// Where each whole condition stands, the condition, and the number of its first part.
    pub fn roots(&self) -> &[(Owner, &'a Condition, u32)] {
        &self.roots
    }

    /// The items that a whole condition rests on, through rules and roles.
    pub fn items(&self, root: usize) -> BTreeSet<Id<Item>> {
        let condition = self.roots.get(root).map(|(_, condition, _)| *condition);
        let tests = Tests::of(self.catalog, condition);
        self.catalog.items.ids().filter(|item| tests.mentions(*item)).collect()
    }

    /// Whether `part` is a part of `whole`, or a part of a part of it.
    pub fn has_part(&self, whole: usize, part: usize) -> bool {
        self.parts.get(whole).is_some_and(|found| (whole..found.end as usize).contains(&part))
    }

    /// Whether a part is the same for all households: it rests on the office and the day alone.
    pub fn is_constant(&self, part: usize) -> bool {
        self.parts.get(part).is_some_and(|part| is_constant(part.condition))
    }

    fn procedure(&mut self, id: Id<Procedure>) {
        let procedure = &self.catalog.procedures[id];
        self.add(Owner::Needed(id), &procedure.when);
        self.cases(&procedure.levels, |at| Owner::Level(id, at));
        // What happens by itself takes nothing.
        if !procedure.levels.iter().any(|(_, level)| level.drives()) {
            return;
        }
        self.cases(&procedure.agents, |at| Owner::Agent(id, at));
        self.cases(&procedure.bring, |at| Owner::Bring(id, at));
        self.cases(&procedure.sheets, |at| Owner::Sheet(id, at));
        procedure.due.iter().for_each(|clock| self.path(clock.after));
        procedure.sheets.iter().for_each(|(_, sheet)| self.sheet(*sheet));
    }

    fn cases<T>(&mut self, cases: &'a [(Option<Condition>, T)], owner: impl Fn(usize) -> Owner) {
        for (at, (condition, _)) in cases.iter().enumerate() {
            condition.iter().for_each(|condition| self.add(owner(at), condition));
        }
    }

    fn sheet(&mut self, id: Id<Sheet>) {
        if !self.sheets.insert(id) {
            return;
        }
        let sheet = &self.catalog.sheets[id];
        for (at, block) in sheet.blocks.iter().enumerate() {
            if let Block::Grid(grid) = block
                && let Some(rows) = &grid.rows_of
                && let Who::Where(when) = &rows.who
            {
                self.add(Owner::Rows(id, at), when);
            }
            for (cell_at, cell) in cells(block) {
                cell.only_if.iter().for_each(|when| self.add(Owner::OnlyIf(id, at, cell_at), when));
                match &cell.content {
                    // What is ticked by hand has no name, and no condition.
                    Content::Tick(..) | Content::Ring(..) if cell.id.is_empty() => {}
                    Content::Tick(when, _) | Content::Ring(when, _) => {
                        self.add(Owner::Marked(id, at, cell_at), when);
                    }
                    Content::Show(pieces) => pieces.iter().for_each(|piece| match piece {
                        Piece::Fact(path) => self.path(*path),
                        Piece::Words(_) => {}
                    }),
                    Content::Options(path, _) => self.path(*path),
                    Content::Label(_) | Content::Blank(..) => {}
                }
            }
        }
        sheet.continued_on.iter().for_each(|next| self.sheet(*next));
    }

    fn add(&mut self, owner: Owner, condition: &'a Condition) {
        if self.root(&owner).is_some() {
            return;
        }
        self.roots.push((owner, condition, self.parts.len() as u32));
        self.number(condition);
        self.rest(condition);
    }

    fn root(&self, owner: &Owner) -> Option<u32> {
        self.roots.iter().find(|(known, ..)| known == owner).map(|(_, _, first)| *first)
    }

    fn number(&mut self, condition: &'a Condition) {
        let at = self.parts.len();
        self.parts.push(Part { condition, root: 0, end: 0 });
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.number(part));
            }
            Condition::Not(part)
            | Condition::SomeoneIn(_, part)
            | Condition::EveryoneIn(_, part)
            | Condition::CountIn(_, part, _) => self.number(part),
            Condition::Rule(_) | Condition::Test(..) => {}
        }
        let end = self.parts.len() as u32;
        if let Some(part) = self.parts.get_mut(at) {
            part.end = end;
        }
    }

    /// The rules and roles that a condition rests on.
    fn rest(&mut self, condition: &'a Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.rest(part)),
            Condition::Not(part)
            | Condition::SomeoneIn(_, part)
            | Condition::EveryoneIn(_, part)
            | Condition::CountIn(_, part, _) => self.rest(part),
            Condition::Rule(rule) => self.add(Owner::Rule(*rule), &self.catalog.rules[*rule].when),
            Condition::Test(path, test) => {
                self.path(*path);
                if let Test::IsRole(role) = test {
                    self.role(*role);
                }
            }
        }
    }

    fn path(&mut self, path: Path) {
        if let Path::Item(subject, item, _) = path {
            if let Subject::Role(role) = subject {
                self.role(role);
            }
            self.role(item);
        }
    }

    fn role(&mut self, item: Id<Item>) {
        match self.catalog.items[item].role() {
            Some(Role::Asked { among: Some(when), .. } | Role::Derived { first: when, .. }) => {
                self.add(Owner::Role(item), when);
            }
            Some(Role::Asked { among: None, .. }) | None => {}
        }
    }
}

/// The cells of a block, with their places.
pub(super) fn cells(block: &Block) -> impl Iterator<Item = (usize, &Cell)> {
    let (free, grid) = match block {
        Block::Free(_, cell) => (Some(cell), &[][..]),
        Block::Grid(grid) => (None, &*grid.cells),
    };
    free.into_iter().chain(grid.iter().map(|(_, cell)| cell)).enumerate()
}
