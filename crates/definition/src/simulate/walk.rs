//! The branches a household goes through: conditions looked at over the facts at the end of its interview.

use kakanai_domain::condition::{Condition, Rule};
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::item::{Item, Role};
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::{Block, Cell, Content, Sheet, Who};
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{Id, Interview, Member, Outcome};

use crate::simulate::coverage::{CellParts, Conditions, Owner};

/// What one household went through.
#[derive(Default)]
pub(super) struct Trail {
    seen: Vec<[bool; 2]>,
    /// What came of each rule, and for whom: its branches are noted already.
    rules: Vec<Vec<(Option<Member>, Truth)>>,
    /// The branches, each once: number of the part, and how it turned out.
    pub(super) branches: Vec<(u32, bool)>,
}

impl Trail {
    fn clear(&mut self, parts: usize) {
        self.seen.resize(parts, [false; 2]);
        for (part, _) in self.branches.drain(..) {
            if let Some(seen) = self.seen.get_mut(part as usize) {
                *seen = [false; 2];
            }
        }
    }

    fn pass(&mut self, part: u32, truth: Truth) {
        let way = match truth {
            Truth::True => true,
            Truth::False => false,
            Truth::Open => return,
        };
        if let Some(seen) = self.seen.get_mut(part as usize)
            && let Some(seen) = seen.get_mut(usize::from(way))
            && !*seen
        {
            *seen = true;
            self.branches.push((part, way));
        }
    }
}

impl Conditions<'_> {
    /// Every branch that a household goes through: its interview, and the pages it gets.
    pub(super) fn follow(
        &self,
        view: View<'_>,
        interview: &Interview,
        pages: &[FilledSheet],
        trail: &mut Trail,
    ) {
        trail.clear(self.parts.len());
        trail.rules.clear();
        trail.rules.resize(self.rules.len(), Vec::new());
        let mut walk = Walk { all: self, view, trail };
        for verdict in &interview.verdicts {
            walk.verdict(verdict.procedure, verdict.member, verdict.outcome);
        }
        for page in pages {
            walk.page(page);
        }
        for (owner, condition, first) in &self.roots {
            if let Owner::Role(item) = owner {
                walk.role(*item, condition, *first);
            }
        }
    }
}

fn cell_of(block: &Block, at: usize) -> Option<&Cell> {
    match block {
        Block::Free(_, cell) => Some(cell),
        Block::Grid(grid) => grid.cells.get(at).map(|(_, cell)| cell),
    }
}

struct Walk<'w, 'a> {
    all: &'w Conditions<'a>,
    view: View<'w>,
    trail: &'w mut Trail,
}

impl Walk<'_, '_> {
    /// Looks at a whole condition; one that is not there holds.
    fn root(&mut self, owner: &Owner, condition: Option<&Condition>, who: Option<Member>) -> Truth {
        let Some(condition) = condition else { return Truth::True };
        match self.all.first(owner) {
            Some(first) => self.look(condition, first, who),
            None => self.view.truth(condition, who, &mut Open::default()),
        }
    }

    fn rule(&mut self, rule: Id<Rule>, who: Option<Member>) -> Truth {
        let known = self.trail.rules.get(rule.index()).into_iter().flatten();
        if let Some((_, truth)) = known.into_iter().find(|(of, _)| *of == who) {
            return *truth;
        }
        let when = &self.all.catalog.rules[rule].when;
        let truth = match self.all.rules.get(rule.index()).copied().flatten() {
            Some(first) => self.look(when, first, who),
            None => self.view.truth(when, who, &mut Open::default()),
        };
        if let Some(known) = self.trail.rules.get_mut(rule.index()) {
            known.push((who, truth));
        }
        truth
    }

    fn verdict(&mut self, id: Id<Procedure>, who: Option<Member>, outcome: Outcome) {
        let procedure = &self.all.catalog.procedures[id];
        // Nobody knows yet who is in the list.
        if procedure.for_each.is_some() && who.is_none() {
            return;
        }
        if self.root(&Owner::Needed(id), Some(&procedure.when), who) != Truth::True {
            return;
        }
        for (at, (when, _)) in procedure.levels.iter().enumerate() {
            if self.root(&Owner::Level(id, at), when.as_ref(), who) == Truth::True {
                break;
            }
        }
        let Outcome::Needed(level) = outcome else { return };
        if !level.drives() {
            return;
        }
        let event = self.all.event;
        if let Some(by_agent) = &self.all.catalog.events[event].by_agent
            && self.root(&Owner::ByAgent(event), Some(by_agent), who) == Truth::True
        {
            for (at, (when, _)) in procedure.agents.iter().enumerate() {
                if self.root(&Owner::Agent(id, at), when.as_ref(), who) != Truth::False {
                    break;
                }
            }
        }
        for (at, (when, _)) in procedure.bring.iter().enumerate() {
            self.root(&Owner::Bring(id, at), when.as_ref(), who);
        }
        for (at, (when, _)) in procedure.sheets.iter().enumerate() {
            self.root(&Owner::Sheet(id, at), when.as_ref(), who);
        }
    }

    fn page(&mut self, page: &FilledSheet) {
        let sheet = &self.all.catalog.sheets[page.sheet];
        for (at, block) in sheet.blocks.iter().enumerate() {
            let rows = match block {
                Block::Free(..) => None,
                Block::Grid(grid) => grid.rows_of.as_ref(),
            };
            let Some(rows) = rows else {
                self.cells(page.sheet, at, block, page.member);
                continue;
            };
            if let Who::Where(when) = &rows.who {
                for member in self.view.facts.members(rows.list).unwrap_or_default() {
                    self.root(&Owner::Rows(page.sheet, at), Some(when), Some(*member));
                }
            }
            for member in &page.rows {
                self.cells(page.sheet, at, block, Some(*member));
            }
        }
    }

    fn cells(&mut self, sheet: Id<Sheet>, block_at: usize, block: &Block, who: Option<Member>) {
        let all = self.all;
        let parts = all.cells.get(sheet.index()).and_then(|blocks| blocks.get(block_at));
        for CellParts { cell, only_if, marked } in parts.into_iter().flatten() {
            let Some(cell) = cell_of(block, *cell) else { continue };
            if let (Some(when), Some(first)) = (&cell.only_if, only_if)
                && self.look(when, *first, who) != Truth::True
            {
                continue;
            }
            if let (Content::Tick(when, _) | Content::Ring(when, _), Some(first)) = (&cell.content, marked) {
                self.look(when, *first, who);
            }
        }
    }

    /// Once it is known who there is, everybody is looked at; for a derived role until it is somebody.
    fn role(&mut self, item: Id<Item>, condition: &Condition, first: u32) {
        let Some(role) = self.all.catalog.items[item].role() else { return };
        let until_one = matches!(role, Role::Derived { .. });
        for member in self.view.facts.members(role.list()).unwrap_or_default() {
            let truth = self.look(condition, first, Some(*member));
            if until_one && truth != Truth::False {
                break;
            }
        }
    }

    /// The truth of a part, noted with that of the parts that had to be looked at.
    fn look(&mut self, condition: &Condition, part: u32, who: Option<Member>) -> Truth {
        let truth = match condition {
            Condition::All(parts) => self.combine(parts, part + 1, who, Truth::False),
            Condition::Any(parts) => self.combine(parts, part + 1, who, Truth::True),
            Condition::Not(inner) => !self.look(inner, part + 1, who),
            Condition::Rule(rule) => self.rule(*rule, who),
            Condition::Test(..) => self.view.truth(condition, who, &mut Open::default()),
            Condition::SomeoneIn(list, inner) => {
                let members = self.view.facts.members(*list);
                self.over(members, inner, part + 1, Truth::True)
            }
            Condition::EveryoneIn(list, inner) => {
                let members = self.view.facts.members(*list);
                self.over(members, inner, part + 1, Truth::False)
            }
            Condition::CountIn(list, inner, _) => {
                for member in self.view.facts.members(*list).unwrap_or_default() {
                    self.look(inner, part + 1, Some(*member));
                }
                self.view.truth(condition, who, &mut Open::default())
            }
        };
        self.trail.pass(part, truth);
        truth
    }

    fn combine(&mut self, parts: &[Condition], first: u32, who: Option<Member>, decisive: Truth) -> Truth {
        let mut result = !decisive;
        let mut at = first;
        for part in parts {
            let truth = self.look(part, at, who);
            if truth == decisive {
                return decisive;
            }
            if truth == Truth::Open {
                result = Truth::Open;
            }
            at = self.all.parts.get(at as usize).map_or(at, |part| part.end);
        }
        result
    }

    fn over(&mut self, members: Option<&[Member]>, inner: &Condition, part: u32, decisive: Truth) -> Truth {
        let Some(members) = members else { return Truth::Open };
        let mut result = !decisive;
        for member in members {
            let truth = self.look(inner, part, Some(*member));
            if truth == decisive {
                return decisive;
            }
            if truth == Truth::Open {
                result = Truth::Open;
            }
        }
        result
    }
}
