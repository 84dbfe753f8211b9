//! Which items and lists a condition, a procedure or a sheet rests on, through rules, roles and continued sheets.

use std::collections::BTreeSet;

use kakanai_domain::Id;
use kakanai_domain::condition::{Bounds, Condition, Operand, Path, Rule, Subject, Test, TextOperand};
use kakanai_domain::item::{Item, List, Role};
use kakanai_domain::office::Setting;
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::{Block, Cell, Content, Piece, Sheet, Who};

use crate::draft::Draft;

/// What is needed.
pub(crate) struct Needs<'a> {
    draft: &'a Draft,
    pub items: BTreeSet<Id<Item>>,
    pub lists: BTreeSet<Id<List>>,
    pub settings: BTreeSet<Id<Setting>>,
    rules: BTreeSet<Id<Rule>>,
    pub sheets: BTreeSet<Id<Sheet>>,
}

impl<'a> Needs<'a> {
    pub fn new(draft: &'a Draft) -> Self {
        Self {
            draft,
            items: BTreeSet::new(),
            lists: BTreeSet::new(),
            settings: BTreeSet::new(),
            rules: BTreeSet::new(),
            sheets: BTreeSet::new(),
        }
    }

    pub fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Not(part) => self.condition(part),
            Condition::Rule(rule) => {
                if self.rules.insert(*rule)
                    && let Some(rule) = self.draft.rules.get(*rule)
                {
                    self.condition(&rule.when);
                }
            }
            Condition::Test(path, test) => {
                self.path(path);
                match test {
                    Test::IsRole(role) => self.item(*role),
                    Test::IsText(TextOperand::Setting(setting)) => {
                        self.settings.insert(*setting);
                    }
                    Test::Within(bounds) => self.bounds(*bounds),
                    Test::Is(_)
                    | Test::IsOption(_)
                    | Test::IsOneOf(_)
                    | Test::Includes(_)
                    | Test::IsText(TextOperand::Text(_))
                    | Test::OnOrAfter(_)
                    | Test::OnOrBefore(_)
                    | Test::Known(_) => {}
                }
            }
            Condition::SomeoneIn(list, part) | Condition::EveryoneIn(list, part) => {
                self.lists.insert(*list);
                self.condition(part);
            }
            Condition::CountIn(list, part, bounds) => {
                self.lists.insert(*list);
                self.bounds(*bounds);
                self.condition(part);
            }
        }
    }

    pub fn path(&mut self, path: &Path) {
        match path {
            Path::Item(subject, item, _) => {
                if let Subject::Role(role) = subject {
                    self.item(*role);
                }
                self.item(*item);
            }
            Path::Count(list) => {
                self.lists.insert(*list);
            }
            Path::Setting(setting) => {
                self.settings.insert(*setting);
            }
            Path::Member | Path::Today(_) => {}
        }
    }

    fn bounds(&mut self, bounds: Bounds) {
        for operand in [bounds.least, bounds.most].into_iter().flatten() {
            match operand {
                Operand::Setting(setting, _) => {
                    self.settings.insert(setting);
                }
                Operand::Number(_) => {}
            }
        }
    }

    fn item(&mut self, id: Id<Item>) {
        if !self.items.insert(id) {
            return;
        }
        let Some(item) = self.draft.items.get(id) else { return };
        self.lists.extend(item.of);
        match item.role() {
            None => {}
            Some(Role::Asked { list, among }) => {
                self.lists.insert(*list);
                among.iter().for_each(|among| self.condition(among));
            }
            Some(Role::Derived { list, first }) => {
                self.lists.insert(*list);
                self.condition(first);
            }
        }
    }

    pub fn procedure(&mut self, procedure: &Procedure) {
        self.lists.extend(procedure.for_each);
        self.condition(&procedure.when);
        let levels = procedure.levels.iter().filter_map(|(when, _)| when.as_ref());
        let agents = procedure.agents.iter().filter_map(|(when, _)| when.as_ref());
        let bring = procedure.bring.iter().filter_map(|(when, _)| when.as_ref());
        let sheets = procedure.sheets.iter().filter_map(|(when, _)| when.as_ref());
        levels.chain(agents).chain(bring).chain(sheets).for_each(|when| self.condition(when));
        procedure.due.iter().for_each(|clock| self.path(&clock.after));
        procedure.sheets.iter().for_each(|(_, sheet)| self.sheet(*sheet));
    }

    pub fn sheet(&mut self, id: Id<Sheet>) {
        if !self.sheets.insert(id) {
            return;
        }
        let Some(sheet) = self.draft.sheets.get(id) else { return };
        self.lists.extend(sheet.for_each);
        for block in &sheet.blocks {
            match block {
                Block::Free(_, cell) => self.cell(cell),
                Block::Grid(grid) => {
                    if let Some(rows) = &grid.rows_of {
                        self.lists.insert(rows.list);
                        match &rows.who {
                            Who::Where(condition) => self.condition(condition),
                            Who::Everybody | Who::Concerned => {}
                        }
                    }
                    grid.cells.iter().for_each(|(_, cell)| self.cell(cell));
                }
            }
        }
        if let Some(next) = sheet.continued_on {
            self.sheet(next);
        }
    }

    // What an optional box shows is shown when it is known; nobody has to ask for it.
    fn cell(&mut self, cell: &Cell) {
        if cell.optional {
            return;
        }
        self.whole_cell(cell);
    }

    fn whole_cell(&mut self, cell: &Cell) {
        cell.only_if.iter().for_each(|when| self.condition(when));
        match &cell.content {
            Content::Label(_) | Content::Blank(..) => {}
            Content::Show(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Fact(path) => self.path(path),
                        Piece::Words(_) => {}
                    }
                }
            }
            Content::Tick(when, _) | Content::Ring(when, _) => self.condition(when),
            Content::Options(path, _) => self.path(path),
        }
    }

    /// What everything of the office together uses, optional boxes included.
    pub fn of_everything(draft: &'a Draft) -> Self {
        let mut needs = Self::new(draft);
        draft.procedures.iter().for_each(|procedure| needs.procedure(procedure));
        draft.rules.iter().for_each(|rule| needs.condition(&rule.when));
        draft.events.iter().flat_map(|event| &event.by_agent).for_each(|when| needs.condition(when));
        for role in draft.items.iter().filter_map(|item| item.role()) {
            match role {
                Role::Asked { among, .. } => among.iter().for_each(|among| needs.condition(among)),
                Role::Derived { first, .. } => needs.condition(first),
            }
        }
        for list in draft.lists.iter() {
            needs.items.extend(list.roster.iter().chain(&list.called));
        }
        for block in draft.sheets.iter().flat_map(|sheet| &sheet.blocks) {
            match block {
                Block::Free(_, cell) => needs.whole_cell(cell),
                Block::Grid(grid) => grid.cells.iter().for_each(|(_, cell)| needs.whole_cell(cell)),
            }
        }
        needs
    }
}
