//! Settling by the book: look at everything again after every answer. Slow, and short enough to trust.
#![allow(clippy::wildcard_enum_match_arm, reason = "short enough to trust is the point")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kakanai_domain::condition::{Condition, Path, Test};
use kakanai_domain::event::{Ask, Event};
use kakanai_domain::procedure::{Level, Procedure};
use kakanai_domain::sheet::{Block, Cell, Content, Piece, Sheet, Who};
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{Answer, Answers, Catalog, Facts, Id, Member, Outcome, Slot, Value, Verdict};

pub struct Settled {
    pub facts: Answers,
    pub wanted: Vec<Slot>,
    pub verdicts: Vec<Verdict>,
}

/// Facts can only be made by settling; the plain way makes them by settling a catalogue-wide event once
/// would be circular, so it keeps answers and asks `view` to rebuild them.
pub struct Plain<'a> {
    pub catalog: &'a Catalog,
    pub event: Id<Event>,
    pub today: Date,
}

impl Plain<'_> {
    pub fn settle(&self, answers: &Answers) -> Settled {
        let mut facts = Facts::none(self.catalog);
        let mut known = Answers::default();
        loop {
            let wanted = self.wanted(&facts);
            let next = wanted.first().and_then(|slot| {
                let answer = answers.get(*slot)?;
                self.fits(&facts, *slot, answer).then(|| (*slot, answer.clone()))
            });
            let Some((slot, answer)) = next else {
                return Settled { verdicts: self.verdicts(&facts), facts: known, wanted };
            };
            known.set(slot, answer);
            facts = self.rebuild(&known);
        }
    }

    fn rebuild(&self, known: &Answers) -> Facts {
        let mut facts = Facts::none(self.catalog);
        for (slot, answer) in known.iter().filter(|(slot, _)| matches!(slot, Slot::Roster(_))) {
            assert!(facts.learn(self.catalog, slot, answer));
        }
        for (slot, answer) in known.iter().filter(|(slot, _)| !matches!(slot, Slot::Roster(_))) {
            assert!(facts.learn(self.catalog, slot, answer));
        }
        facts
    }

    fn view<'f>(&'f self, facts: &'f Facts) -> View<'f> {
        View { catalog: self.catalog, facts, today: self.today }
    }

    /// All wanted slots, in the event's order.
    fn wanted(&self, facts: &Facts) -> Vec<Slot> {
        let mut open = BTreeSet::new();
        let catalog = self.catalog;
        let event = &catalog.events[self.event];
        for (list, definition) in catalog.lists.iter() {
            for member in facts.members(list).unwrap_or_default() {
                open.extend(definition.roster.iter().map(|item| Slot::Of(*member, *item)));
            }
        }
        for id in &event.procedures {
            let procedure = &catalog.procedures[*id];
            match procedure.for_each {
                None => self.procedure(facts, procedure, None, &mut open),
                Some(list) => match facts.members(list) {
                    Some(members) => {
                        for member in members {
                            self.procedure(facts, procedure, Some(*member), &mut open);
                        }
                    }
                    None if procedure.levels.iter().any(|(_, level)| level.drives()) => {
                        open.insert(Slot::Roster(list));
                    }
                    None => {}
                },
            }
        }
        let mut ordered = Vec::new();
        for ask in event.sections.iter().flat_map(|section| &section.asks) {
            match ask {
                Ask::Roster(list) => {
                    ordered.push(Slot::Roster(*list));
                    for member in facts.members(*list).unwrap_or_default() {
                        ordered
                            .extend(catalog.lists[*list].roster.iter().map(|item| Slot::Of(*member, *item)));
                    }
                }
                Ask::Item(item) => match catalog.items[*item].of {
                    None => ordered.push(Slot::Visit(*item)),
                    Some(list) => {
                        let members = facts.members(list).unwrap_or_default();
                        ordered.extend(members.iter().map(|member| Slot::Of(*member, *item)));
                    }
                },
            }
        }
        ordered.retain(|slot| open.contains(slot) && !facts.has(catalog, *slot));
        ordered
    }

    fn levels(&self, facts: &Facts, p: &Procedure, who: Option<Member>, open: &mut Open) -> BTreeSet<Level> {
        let mut levels = BTreeSet::new();
        for (condition, level) in &p.levels {
            match condition.as_ref().map_or(Truth::True, |c| self.view(facts).truth(c, who, open)) {
                Truth::False => {}
                Truth::Open => {
                    levels.insert(*level);
                }
                Truth::True => {
                    levels.insert(*level);
                    break;
                }
            }
        }
        levels
    }

    fn procedure(&self, facts: &Facts, p: &Procedure, who: Option<Member>, wanted: &mut BTreeSet<Slot>) {
        let view = self.view(facts);
        let mut open = Open::default();
        let needed = view.truth(&p.when, who, &mut open);
        let mut level_open = Open::default();
        let levels = self.levels(facts, p, who, &mut level_open);
        if needed == Truth::False || !levels.iter().any(|level| level.drives()) {
            return;
        }
        wanted.extend(open.ask);
        if needed != Truth::True {
            return;
        }
        if levels.len() > 1 {
            wanted.extend(level_open.ask);
            return;
        }
        let mut extra = Open::default();
        let mut holds =
            |c: &Option<Condition>| c.as_ref().map_or(Truth::True, |c| view.truth(c, who, &mut extra));
        if self.catalog.events[self.event].by_agent.is_some()
            && holds(&self.catalog.events[self.event].by_agent) == Truth::True
        {
            // The first that holds says what an agent needs; it is not known before that which one it is.
            let mut ways = p.agents.iter();
            while ways.next().is_some_and(|(condition, _)| holds(condition) == Truth::False) {}
        }
        p.bring.iter().for_each(|(condition, _)| {
            holds(condition);
        });
        let printed: Vec<Id<Sheet>> =
            p.sheets.iter().filter(|(c, _)| holds(c) == Truth::True).map(|(_, sheet)| *sheet).collect();
        wanted.extend(extra.ask);
        for clock in &p.due {
            self.path(facts, clock.after, who, wanted);
        }
        for sheet in printed {
            self.sheet(facts, sheet, who, wanted);
        }
    }

    fn path(&self, facts: &Facts, path: Path, who: Option<Member>, wanted: &mut BTreeSet<Slot>) {
        let mut open = Open::default();
        self.view(facts).truth(&Condition::Test(path, Test::Known(true)), who, &mut open);
        wanted.extend(open.ask);
    }

    fn sheet(&self, facts: &Facts, id: Id<Sheet>, who: Option<Member>, wanted: &mut BTreeSet<Slot>) {
        let sheet = &self.catalog.sheets[id];
        let members = |list| facts.members(list).unwrap_or_default().to_vec();
        let own: Vec<Option<Member>> = match (sheet.for_each, who) {
            (None, _) => vec![None],
            (Some(_), Some(member)) => vec![Some(member)],
            (Some(list), None) => {
                wanted.extend(facts.members(list).is_none().then_some(Slot::Roster(list)));
                members(list).into_iter().map(Some).collect()
            }
        };
        if let Some(list) = sheet.for_each {
            wanted.extend(facts.members(list).is_none().then_some(Slot::Roster(list)));
        }
        for block in &sheet.blocks {
            match block {
                Block::Free(_, cell) => own.iter().for_each(|m| self.cell(facts, cell, *m, wanted)),
                Block::Grid(grid) => {
                    let rows: Vec<Option<Member>> = match &grid.rows_of {
                        None => own.clone(),
                        Some(rows) => {
                            let overfull = members(rows.list).len() > usize::from(rows.room);
                            if let Some(more) = sheet.continued_on.filter(|_| overfull) {
                                self.sheet(facts, more, who, wanted);
                            }
                            wanted.extend(
                                facts.members(rows.list).is_none().then_some(Slot::Roster(rows.list)),
                            );
                            let mut shown = Vec::new();
                            for member in members(rows.list) {
                                let row = match &rows.who {
                                    Who::Everybody => true,
                                    Who::Concerned => who.is_none_or(|who| who == member),
                                    Who::Where(condition) => {
                                        let mut open = Open::default();
                                        let truth =
                                            self.view(facts).truth(condition, Some(member), &mut open);
                                        wanted.extend(open.ask);
                                        truth == Truth::True
                                    }
                                };
                                if row {
                                    shown.push(Some(member));
                                }
                            }
                            shown
                        }
                    };
                    for (_, cell) in &grid.cells {
                        rows.iter().for_each(|m| self.cell(facts, cell, *m, wanted));
                    }
                }
            }
        }
    }

    fn cell(&self, facts: &Facts, cell: &Cell, who: Option<Member>, wanted: &mut BTreeSet<Slot>) {
        if cell.optional {
            return;
        }
        let mut open = Open::default();
        let shown = cell.only_if.as_ref().map_or(Truth::True, |c| self.view(facts).truth(c, who, &mut open));
        wanted.extend(open.ask);
        if shown != Truth::True {
            return;
        }
        match &cell.content {
            Content::Label(_) | Content::Blank(..) => {}
            Content::Show(pieces) => {
                for piece in pieces {
                    if let Piece::Fact(path) = piece {
                        self.path(facts, *path, who, wanted);
                        wanted.extend(self.name(facts, *path).filter(|slot| !facts.has(self.catalog, *slot)));
                    }
                }
            }
            Content::Tick(condition, _) | Content::Ring(condition, _) => {
                let mut open = Open::default();
                self.view(facts).truth(condition, who, &mut open);
                wanted.extend(open.ask);
            }
            Content::Options(path, _) => self.path(facts, *path, who, wanted),
        }
    }

    /// What names the member of a role that is shown.
    fn name(&self, facts: &Facts, path: Path) -> Option<Slot> {
        let Path::Item(_, role, _) = path else { return None };
        let list = self.catalog.items[role].role()?.list();
        let is_role = Condition::Test(Path::Member, Test::IsRole(role));
        let points_at =
            |m: &&Member| self.view(facts).truth(&is_role, Some(**m), &mut Open::default()) == Truth::True;
        let member = facts.members(list)?.iter().find(points_at)?;
        Some(Slot::Of(*member, *self.catalog.lists[list].called.first()?))
    }

    fn verdicts(&self, facts: &Facts) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for id in &self.catalog.events[self.event].procedures {
            let procedure = &self.catalog.procedures[*id];
            let whom: Vec<Option<Member>> = match procedure.for_each {
                None => vec![None],
                Some(list) => match facts.members(list) {
                    Some(members) => members.iter().map(|member| Some(*member)).collect(),
                    None => {
                        let drives = procedure.levels.iter().any(|(_, level)| level.drives());
                        let outcome = if drives { Outcome::Open } else { Outcome::Advice };
                        verdicts.push(Verdict { procedure: *id, member: None, outcome });
                        continue;
                    }
                },
            };
            for member in whom {
                let outcome = self.outcome(facts, procedure, member);
                verdicts.push(Verdict { procedure: *id, member, outcome });
            }
        }
        verdicts
    }

    fn outcome(&self, facts: &Facts, p: &Procedure, who: Option<Member>) -> Outcome {
        let mut open = Open::default();
        let mut level_open = Open::default();
        let needed = self.view(facts).truth(&p.when, who, &mut open);
        let levels = self.levels(facts, p, who, &mut level_open);
        let drives = levels.iter().any(|level| level.drives());
        let asks = if needed == Truth::True { &level_open.ask } else { &open.ask };
        match (needed, levels.first()) {
            (Truth::False, _) => Outcome::NotNeeded,
            (Truth::True, Some(level)) if levels.len() == 1 => Outcome::Needed(*level),
            _ if !drives => Outcome::Advice,
            _ if asks.is_empty() => Outcome::AskStaff,
            _ => Outcome::Open,
        }
    }

    fn fits(&self, facts: &Facts, slot: Slot, answer: &Answer) -> bool {
        use kakanai_domain::item::{Kind, Role};
        let Some(item) = slot.item() else {
            let Answer::Members(members) = answer else { return false };
            let once: BTreeMap<_, _> = members.iter().map(|member| (member, ())).collect();
            return once.len() == members.len();
        };
        let item = &self.catalog.items[item];
        match (&item.kind, answer) {
            (_, Answer::Unknown) => item.unknown.is_some(),
            (Kind::YesNo, Answer::Value(Value::YesNo(_))) => true,
            (Kind::Choice(options), Answer::Value(Value::Choice(option))) => option.index() < options.len(),
            (Kind::Choices(options), Answer::Value(Value::Choices(chosen))) => {
                chosen.iter().all(|option| option.index() < options.len())
            }
            (Kind::Text { most }, Answer::Value(Value::Text(text))) => text.chars().count() <= *most,
            (Kind::Number { least, most }, Answer::Value(Value::Number(n))) => n >= least && n <= most,
            (Kind::Date(_), Answer::Value(Value::Date(_))) => true,
            (Kind::Member(Role::Asked { list, among }), Answer::Value(Value::Member(member))) => {
                let there = facts.members(*list).is_some_and(|members| members.contains(member));
                let offered = among.as_ref().is_none_or(|among| {
                    self.view(facts).truth(among, Some(*member), &mut Open::default()) != Truth::False
                });
                there && offered
            }
            _ => false,
        }
    }
}
