//! Questions that an event lists, and that no household is ever asked there.
//!
//! A question is asked only where something that uses it is still open on it. So every use is searched: a procedure's own
//! condition; and, where the procedure is needed, what its level, its agents, things, sheets and boxes rest on. Doubt
//! speaks for the question: what cannot be searched completely counts as asked.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kakanai_domain::condition::{Condition, Path, Test};
use kakanai_domain::event::{Ask, Event};
use kakanai_domain::item::List;
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::{Block, Cell, Content, Piece, Sheet};
use kakanai_domain::{Catalog, Id};

use super::search::{Found, Goal, Search};
use super::walk::{MOST_MEMBERS, Tests};
use super::{Proof, with_settings};
use crate::code::Code;
use crate::names::Noun;

/// One thing for whose sake a question can be asked.
struct Use<'a> {
    each: Option<Id<List>>,
    /// What must hold before it is looked at.
    guards: Vec<&'a Condition>,
    /// What is looked at then.
    what: What<'a>,
}

enum What<'a> {
    /// It asks for what keeps it open.
    Condition(Cow<'a, Condition>),
    /// It asks about other members too: whatever it mentions counts as asked.
    Mention(Vec<Cow<'a, Condition>>),
    /// It asks who is in a list.
    List(Id<List>),
}

impl<'a> Proof<'a> {
    /// Reports every question of an event that nobody is asked.
    pub(super) fn never_wanted(&mut self, id: Id<Event>, event: &'a Event) {
        let catalog = self.catalog;
        let uses = Uses::of(catalog, event);
        let asks = event.sections.iter().flat_map(|section| &section.asks);
        for ask in asks {
            let name = match ask {
                Ask::Roster(list) => catalog.lists.name(*list),
                // With its list, whoever wants that.
                Ask::Item(item) if catalog.lists.iter().any(|(_, list)| list.roster.contains(item)) => {
                    continue;
                }
                Ask::Item(item) => catalog.items.name(*item),
            };
            if !uses.iter().any(|used| self.may_ask(used, *ask)) {
                let event = catalog.events.name(id);
                let key = super::listed_name(event, name);
                self.report(Noun::Event, &key, Code::NeverWanted, [name.into(), event.into()]);
            }
        }
    }

    /// Whether somebody is asked for the sake of this, or may be.
    fn may_ask(&self, used: &Use<'a>, ask: Ask) -> bool {
        let tests = match &used.what {
            What::Condition(condition) => Tests::of(self.catalog, [&**condition]),
            What::Mention(all) => Tests::of(self.catalog, all.iter().map(|condition| &**condition)),
            What::List(_) => Tests::none(self.catalog),
        };
        let mentioned = match (ask, &used.what) {
            (Ask::Item(item), _) => tests.mentions(item),
            (Ask::Roster(list), What::List(of)) => list == *of,
            (Ask::Roster(list), What::Condition(_) | What::Mention(_)) => {
                tests.lists.contains(&list) || used.each == Some(list)
            }
        };
        if !mentioned {
            return false;
        }
        let guards: Vec<Condition> =
            used.guards.iter().map(|guard| with_settings(self.catalog, guard, true)).collect();
        let of_guards = Tests::of(self.catalog, &guards);
        if of_guards.knows || of_guards.counted.max(tests.counted) >= MOST_MEMBERS {
            return true;
        }
        let goal = guards.iter().fold(Goal::new(), Goal::and).partly();
        let open;
        let goal = match (&used.what, ask) {
            (What::Condition(condition), Ask::Item(item)) => {
                let Some(condition) = without_settings(self.catalog, condition) else { return false };
                open = condition;
                goal.open_on(&open, item)
            }
            (What::Condition(_) | What::Mention(_) | What::List(_), _) => goal,
        };
        match Search::new(self.catalog, self.today, &self.cells, goal).run(used.each) {
            Found::None(_) => false,
            Found::Household(_) | Found::TooLarge => true,
        }
    }
}

/// Everything for whose sake an event asks.
struct Uses<'a> {
    catalog: &'a Catalog,
    all: Vec<Use<'a>>,
}

impl<'a> Uses<'a> {
    fn of(catalog: &'a Catalog, event: &'a Event) -> Vec<Use<'a>> {
        let mut uses = Self { catalog, all: Vec::new() };
        let drives = |procedure: &&'a Procedure| procedure.levels.iter().any(|(_, level)| level.drives());
        let procedures = event.procedures.iter().map(|id| &catalog.procedures[*id]).filter(drives);
        let procedures: Vec<_> = procedures.collect();
        // Nearly every question is asked for one of these, and that is seen at once.
        for procedure in &procedures {
            uses.add(procedure, &[], What::Condition(Cow::Borrowed(&procedure.when)));
            procedure.for_each.iter().for_each(|list| uses.add(procedure, &[], What::List(*list)));
        }
        for procedure in procedures {
            uses.taken(procedure, event);
        }
        uses.all
    }

    fn add(&mut self, procedure: &'a Procedure, guards: &[&'a Condition], what: What<'a>) {
        self.all.push(Use { each: procedure.for_each, guards: guards.to_vec(), what });
    }

    /// What a needed procedure takes.
    fn taken(&mut self, procedure: &'a Procedure, event: &'a Event) {
        let needed = [&procedure.when];
        let levels = procedure.levels.iter().filter_map(|(when, _)| when.as_ref());
        let bring = procedure.bring.iter().filter_map(|(when, _)| when.as_ref());
        let sheets = procedure.sheets.iter().filter_map(|(when, _)| when.as_ref());
        for when in levels.chain(bring).chain(sheets).chain(&event.by_agent) {
            self.add(procedure, &needed, What::Condition(Cow::Borrowed(when)));
        }
        if let Some(by_agent) = &event.by_agent {
            for when in procedure.agents.iter().filter_map(|(when, _)| when.as_ref()) {
                self.add(procedure, &[&procedure.when, by_agent], What::Condition(Cow::Borrowed(when)));
            }
        }
        for clock in &procedure.due {
            self.add(procedure, &needed, What::Condition(known(clock.after)));
        }
        for (when, sheet) in &procedure.sheets {
            let guards: Vec<_> = needed.into_iter().chain(when).collect();
            self.sheet(procedure, &guards, *sheet, &mut BTreeSet::new());
        }
    }

    fn sheet(
        &mut self,
        procedure: &'a Procedure,
        guards: &[&'a Condition],
        id: Id<Sheet>,
        seen: &mut BTreeSet<Id<Sheet>>,
    ) {
        if !seen.insert(id) {
            return;
        }
        let sheet = &self.catalog.sheets[id];
        sheet.for_each.iter().for_each(|list| self.add(procedure, guards, What::List(*list)));
        let of_another = sheet.for_each.is_some() && procedure.for_each.is_none();
        for block in &sheet.blocks {
            let (cells, rows) = match block {
                Block::Free(_, cell) => (vec![cell], None),
                Block::Grid(grid) => {
                    (grid.cells.iter().map(|(_, cell)| cell).collect(), grid.rows_of.as_ref())
                }
            };
            if let Some(rows) = rows {
                self.add(procedure, guards, What::List(rows.list));
                if let kakanai_domain::sheet::Who::Where(when) = &rows.who {
                    self.add(procedure, guards, What::Mention(vec![Cow::Borrowed(when)]));
                }
            }
            for cell in cells.into_iter().filter(|cell| !cell.optional) {
                let needs = self.needs(cell);
                if rows.is_some() || of_another {
                    let all = needs.into_iter().chain(cell.only_if.iter().map(Cow::Borrowed)).collect();
                    self.add(procedure, guards, What::Mention(all));
                    continue;
                }
                if let Some(only_if) = &cell.only_if {
                    self.add(procedure, guards, What::Condition(Cow::Borrowed(only_if)));
                }
                let guards: Vec<_> = guards.iter().copied().chain(&cell.only_if).collect();
                for need in needs {
                    self.add(procedure, &guards, What::Condition(need));
                }
            }
        }
        sheet.continued_on.iter().for_each(|next| self.sheet(procedure, guards, *next, seen));
    }

    /// What a box needs where it is filled.
    fn needs(&self, cell: &'a Cell) -> Vec<Cow<'a, Condition>> {
        match &cell.content {
            Content::Label(_) | Content::Blank(..) => Vec::new(),
            Content::Show(pieces) => {
                let paths = pieces.iter().filter_map(|piece| match piece {
                    Piece::Fact(path) => Some(*path),
                    Piece::Words(_) => None,
                });
                paths.map(known).collect()
            }
            Content::Tick(when, _) | Content::Ring(when, _) => vec![Cow::Borrowed(when)],
            Content::Options(path, _) => vec![known(*path)],
        }
    }
}

/// Open for as long as the fact is.
fn known<'a>(path: Path) -> Cow<'a, Condition> {
    Cow::Owned(Condition::Test(path, Test::Known(true)))
}

/// The condition where constants of the office and the day decide nothing: they differ. `None`: nothing is left.
fn without_settings(catalog: &Catalog, condition: &Condition) -> Option<Condition> {
    let all = |parts: &[Condition]| {
        let left: Vec<_> = parts.iter().filter_map(|part| without_settings(catalog, part)).collect();
        (!left.is_empty()).then_some(left)
    };
    let one = |part: &Condition| without_settings(catalog, part).map(Box::new);
    Some(match condition {
        Condition::All(parts) => Condition::All(all(parts)?),
        Condition::Any(parts) => Condition::Any(all(parts)?),
        Condition::Not(part) => Condition::Not(one(part)?),
        Condition::Rule(rule) => return without_settings(catalog, &catalog.rules[*rule].when),
        Condition::Test(Path::Setting(_) | Path::Today(_), _) => return None,
        Condition::Test(..) => condition.clone(),
        Condition::SomeoneIn(list, part) => Condition::SomeoneIn(*list, one(part)?),
        Condition::EveryoneIn(list, part) => Condition::EveryoneIn(*list, one(part)?),
        Condition::CountIn(list, part, bounds) => Condition::CountIn(*list, one(part)?, *bounds),
    })
}
