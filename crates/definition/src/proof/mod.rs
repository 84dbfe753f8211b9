//! The proof: what the definitions can and cannot do, with the smallest household as a witness.
//!
//! Facts fall into finitely many cells, and the engine itself says which fact still matters; so every condition can be
//! searched completely, for households of up to as many members as it can tell apart. A search that would be too
//! large is named, never skipped.

mod cells;
mod household;
mod search;
mod walk;
mod wanted;

use std::collections::BTreeMap;

use jiff::civil::Date;
use kakanai_domain::condition::{Condition, Path, Test};
use kakanai_domain::event::Event;
use kakanai_domain::item::{Item, List};
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::{Block, Cell, Content, Piece, Who};
use kakanai_domain::{Catalog, Id};

use crate::code::Code;
use crate::names::Noun;
use crate::problem::{Place, Problem, Words};
use crate::spots::Spots;
pub(crate) use cells::Cells;
pub use cells::OTHER_TEXT;
pub(crate) use household::said_text;
use search::{Found, Goal, Search};
pub(crate) use walk::Tests;

/// Everything doubtful that a household can show, in the order of places: what is in force on each of the days, which
/// are those on which ages are counted. What was found on an earlier day is not said again.
pub(crate) fn prove<'a>(days: impl Iterator<Item = (&'a Catalog, Date)>, spots: &Spots) -> Vec<Problem> {
    let mut found: BTreeMap<Finding, (Problem, usize)> = BTreeMap::new();
    let mut count = 0;
    for (number, (catalog, today)) in days.enumerate() {
        count += 1;
        for (finding, mut problem) in on_day(catalog, spots, today) {
            if number > 0 {
                let Words { ja, en } = &mut problem.what;
                *ja = format!("{today} から: {ja}");
                *en = format!("from {today}: {en}");
            }
            found.entry(finding).or_insert((problem, 0)).1 += 1;
        }
    }
    // A question is of use already when it is asked from some day on.
    let always = |(problem, days): &(Problem, usize)| problem.code != Code::NeverWanted || *days == count;
    found.into_values().filter(always).map(|(problem, _)| problem).collect()
}

/// The place, the code, and what the sentence is about.
type Finding = (Place, Code, String);

fn on_day(catalog: &Catalog, spots: &Spots, today: Date) -> Vec<(Finding, Problem)> {
    let all = Tests::of_everything(catalog);
    let cells = Cells::new(catalog, today, &all);
    let mut proof = Proof { catalog, spots, today, cells, problems: Vec::new() };
    for (id, procedure) in catalog.procedures.iter().filter(|(id, _)| !catalog.dormant.contains(id)) {
        proof.procedure(id, procedure);
    }
    for (id, rule) in catalog.rules.iter() {
        proof.both_ways(Noun::Rule, catalog.rules.name(id), rule.of, &rule.when);
    }
    for (id, item) in catalog.items.iter() {
        proof.options(id, item, &all);
    }
    for (id, event) in catalog.events.iter() {
        proof.event(id, event);
    }
    proof.problems
}

struct Proof<'a> {
    catalog: &'a Catalog,
    spots: &'a Spots,
    today: Date,
    cells: Cells<'a>,
    problems: Vec<(Finding, Problem)>,
}

impl<'a> Proof<'a> {
    fn report<const N: usize>(&mut self, noun: Noun, name: &str, code: Code, arguments: [Words; N]) {
        // A household that shows the same is another on another day.
        let witness = usize::from(matches!(code, Code::Together | Code::StaysEmpty));
        let about = arguments.iter().rev().skip(witness).map(|words| format!("{}\n", words.ja)).collect();
        let problem = self.spots.problem(noun, name, self.today, code, &arguments);
        self.problems.extend(problem.map(|problem| ((problem.place.clone(), code, about), problem)));
    }

    /// A household that meets the goal; a search that is too large is reported.
    fn search(&mut self, noun: Noun, name: &str, each: Option<Id<List>>, goal: Goal<'_>) -> Found {
        let found = Search::new(self.catalog, self.today, &self.cells, goal).run(each);
        if matches!(found, Found::TooLarge) {
            self.report(noun, name, Code::TooLarge, [name.into()]);
        }
        found
    }

    /// A condition that depends on something should be true of some household and false of another.
    /// Whether it can be true.
    fn both_ways(&mut self, noun: Noun, name: &str, each: Option<Id<List>>, when: &Condition) -> bool {
        if is_constant(when) {
            return true;
        }
        let (met, unmet) =
            (with_settings(self.catalog, when, true), with_settings(self.catalog, when, false));
        if let Found::None(most) = self.search(noun, name, each, Goal::new().and(&met)) {
            self.report(noun, name, Code::NeverTrue, [name.into(), Words::same(most.to_string())]);
            return false;
        }
        if let Found::None(most) = self.search(noun, name, each, Goal::new().but_not(&unmet)) {
            self.report(noun, name, Code::AlwaysTrue, [name.into(), Words::same(most.to_string())]);
        }
        true
    }

    fn procedure(&mut self, id: Id<Procedure>, procedure: &'a Procedure) {
        let catalog = self.catalog;
        let name = catalog.procedures.name(id);
        let (each, when) = (procedure.for_each, &procedure.when);
        if !self.both_ways(Noun::Procedure, name, each, when) {
            return;
        }
        self.cases(name, procedure, &procedure.levels, |level| {
            let code = level.code();
            Words::new(format!("level の「{code}」"), format!("the level \"{code}\""))
        });
        self.cases(name, procedure, &procedure.agents, |agent| {
            let code = agent.code();
            Words::new(format!("agent の「{code}」"), format!("the agent \"{code}\""))
        });
        for (condition, thing) in &procedure.bring {
            let thing = catalog.office.things.name(*thing);
            let about = Words::new(format!("持ち物「{thing}」"), format!("the thing \"{thing}\""));
            self.part(name, procedure, condition.as_ref(), about);
        }
        for (condition, sheet) in &procedure.sheets {
            let sheet = catalog.sheets.name(*sheet);
            let about = Words::new(format!("様式「{sheet}」"), format!("the sheet \"{sheet}\""));
            self.part(name, procedure, condition.as_ref(), about);
        }
        for clock in &procedure.due {
            let Path::Item(..) = clock.after else { continue };
            let known = Condition::Test(clock.after, Test::Known(true));
            let goal = Goal::new().and(when).and(&known);
            if let Found::None(_) = self.search(Noun::Procedure, name, each, goal) {
                self.report(Noun::Procedure, name, Code::DueUnknown, [name.into()]);
            }
        }
        let others = procedure.not_with.iter().copied();
        for other in others.filter(|other| !catalog.dormant.contains(other)) {
            let meeting = &catalog.procedures[other];
            let goal = Goal::new().and(when).and(&meeting.when);
            let each = each.or(meeting.for_each);
            if let Found::Household(household) = self.search(Noun::Procedure, name, each, goal) {
                let other = catalog.procedures.name(other);
                let witness = household::words(catalog, &household);
                self.report(Noun::Procedure, name, Code::Together, [name.into(), other.into(), witness]);
            }
        }
    }

    /// Each case of a list of cases should be the first that holds for somebody.
    fn cases<T: Copy>(
        &mut self,
        name: &str,
        procedure: &'a Procedure,
        cases: &'a [(Option<Condition>, T)],
        words: impl Fn(T) -> Words,
    ) {
        if cases.len() < 2 {
            return;
        }
        let mut goal = Goal::new().and(&procedure.when);
        for (condition, case) in cases {
            let own = condition.iter().fold(goal.clone(), |goal, condition| goal.and(condition));
            if let Found::None(_) = self.search(Noun::Procedure, name, procedure.for_each, own) {
                self.report(Noun::Procedure, name, Code::NobodysCase, [words(*case), name.into()]);
            }
            goal = condition.iter().fold(goal, |goal, condition| goal.but_not(condition));
        }
    }

    /// What a procedure takes under a condition should be taken by somebody.
    fn part(&mut self, name: &str, procedure: &Procedure, condition: Option<&Condition>, about: Words) {
        let Some(condition) = condition else { return };
        let goal = Goal::new().and(&procedure.when).and(condition);
        if let Found::None(_) = self.search(Noun::Procedure, name, procedure.for_each, goal) {
            self.report(Noun::Procedure, name, Code::NobodysCase, [about, name.into()]);
        }
    }

    /// Options that no condition tells apart, and that no paper shows.
    fn options(&mut self, id: Id<Item>, item: &Item, all: &Tests<'_>) {
        let Some(options) = item.options() else { return };
        let name = self.catalog.items.name(id);
        if options.len() < 2
            || shown(self.catalog).any(|path| matches!(path, Path::Item(_, of, _) if of == id))
        {
            return;
        }
        let Some(tests) = all.by_item.get(&id).filter(|tests| !tests.is_empty()) else { return };
        let kakanai_domain::item::Kind::Choice(_) = item.kind else { return };
        let mut cells: Vec<(Vec<u8>, Vec<&str>)> = Vec::new();
        for (option, _) in options.iter() {
            let answer = kakanai_domain::Answer::Value(kakanai_domain::Value::Choice(option));
            let signature = self.cells.signature(id, &answer, tests);
            match cells.iter_mut().find(|(known, _)| *known == signature) {
                Some((_, names)) => names.push(options.name(option)),
                None => cells.push((signature, vec![options.name(option)])),
            }
        }
        for (_, names) in cells.into_iter().filter(|(_, names)| names.len() > 1) {
            let same = Words::new(names.join("・"), names.join(", "));
            self.report(Noun::Item, name, Code::SameOptions, [name.into(), same]);
        }
    }

    /// The boxes of a needed sheet should not stay empty.
    fn event(&mut self, id: Id<Event>, event: &'a Event) {
        self.never_wanted(id, event);
        let catalog = self.catalog;
        for id in &event.procedures {
            let procedure = &catalog.procedures[*id];
            for (condition, sheet) in &procedure.sheets {
                // A sheet for each member speaks about the member that the procedure looks at, where it looks at one.
                if catalog.sheets[*sheet].for_each.is_some() && procedure.for_each.is_none() {
                    continue;
                }
                let needed = condition.iter().fold(Goal::new().and(&procedure.when), Goal::and);
                for cell in whole_boxes(catalog, *sheet) {
                    self.filled(procedure, needed.clone(), catalog.sheets.name(*sheet), cell);
                }
            }
        }
    }

    fn filled(&mut self, procedure: &Procedure, needed: Goal<'_>, sheet: &str, cell: &Cell) {
        let Content::Show(pieces) = &cell.content else { return };
        let [Piece::Fact(path)] = pieces[..] else { return };
        let unknown = Condition::Test(path, Test::Known(false));
        // What somebody does not know is written by hand later: only what nobody is asked for is a gap.
        // Hardly any household leaves the box empty: asking for that first ends the search of all others at once.
        let goal = cell.only_if.iter().fold(needed, Goal::and).and_first(&unknown).certain();
        if let Found::Household(household) = self.search(Noun::Sheet, sheet, procedure.for_each, goal) {
            let witness = household::words(self.catalog, &household);
            self.report(Noun::Sheet, sheet, Code::StaysEmpty, [cell.id.as_str().into(), witness]);
        }
    }
}

/// What a question is called where its place in the sections of an event is noted.
pub(crate) fn listed_name(event: &str, question: &str) -> String {
    format!("{event}/{question}")
}

/// Whether a condition is meant to be always, or never, true.
pub(crate) fn is_constant(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(is_constant),
        Condition::Not(part) => is_constant(part),
        // A constant of the office is there to be changed.
        Condition::Test(path, _) => matches!(path, Path::Setting(_) | Path::Today(_)),
        Condition::Rule(_)
        | Condition::SomeoneIn(..)
        | Condition::EveryoneIn(..)
        | Condition::CountIn(..) => false,
    }
}

/// The condition in the office whose yes and no settings help it most to be true, or false: settings are there to differ.
fn with_settings(catalog: &Catalog, condition: &Condition, wanted: bool) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| with_settings(catalog, part, wanted)).collect();
    let one = |part: &Condition| Box::new(with_settings(catalog, part, wanted));
    match condition {
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part) => Condition::Not(Box::new(with_settings(catalog, part, !wanted))),
        Condition::Test(Path::Setting(_), Test::Is(_)) if wanted => Condition::All(Vec::new()),
        Condition::Test(Path::Setting(_), Test::Is(_)) => Condition::Any(Vec::new()),
        Condition::SomeoneIn(list, part) => Condition::SomeoneIn(*list, one(part)),
        Condition::EveryoneIn(list, part) => Condition::EveryoneIn(*list, one(part)),
        Condition::Rule(rule) => with_settings(catalog, &catalog.rules[*rule].when, wanted),
        Condition::Test(..) | Condition::CountIn(..) => condition.clone(),
    }
}

/// Boxes that speak about the visit, or about the member whose sheet it is.
fn whole_boxes(catalog: &Catalog, sheet: Id<kakanai_domain::sheet::Sheet>) -> Vec<&Cell> {
    let blocks = catalog.sheets[sheet].blocks.iter();
    let cells = blocks.flat_map(|block| match block {
        Block::Free(_, cell) => vec![cell],
        Block::Grid(grid) if grid.rows_of.is_none() => grid.cells.iter().map(|(_, cell)| cell).collect(),
        Block::Grid(_) => Vec::new(),
    });
    cells.filter(|cell| !cell.optional).collect()
}

/// Every fact that stands on some paper.
fn shown(catalog: &Catalog) -> impl Iterator<Item = Path> + '_ {
    let blocks = catalog.sheets.iter().flat_map(|(_, sheet)| &sheet.blocks);
    let cells = blocks.flat_map(|block| match block {
        Block::Free(_, cell) => vec![cell],
        Block::Grid(grid) => grid.cells.iter().map(|(_, cell)| cell).collect(),
    });
    cells.flat_map(|cell| match &cell.content {
        Content::Show(pieces) => pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Fact(path) => Some(*path),
                Piece::Words(_) => None,
            })
            .collect(),
        Content::Options(path, _) => vec![*path],
        Content::Label(_) | Content::Tick(..) | Content::Ring(..) | Content::Blank(..) => Vec::new(),
    })
}

impl<'a> Tests<'a> {
    /// All that any condition of the office tests.
    pub(crate) fn of_everything(catalog: &'a Catalog) -> Self {
        let mut tests = Tests::none(catalog);
        for (_, procedure) in catalog.procedures.iter() {
            tests.add(&procedure.when);
            let parts = procedure.levels.iter().filter_map(|(when, _)| when.as_ref());
            let parts = parts.chain(procedure.agents.iter().filter_map(|(when, _)| when.as_ref()));
            let parts = parts.chain(procedure.bring.iter().filter_map(|(when, _)| when.as_ref()));
            let parts = parts.chain(procedure.sheets.iter().filter_map(|(when, _)| when.as_ref()));
            parts.for_each(|when| tests.add(when));
            procedure.due.iter().for_each(|clock| tests.path(clock.after));
        }
        catalog.rules.iter().for_each(|(_, rule)| tests.add(&rule.when));
        catalog
            .events
            .iter()
            .filter_map(|(_, event)| event.by_agent.as_ref())
            .for_each(|when| tests.add(when));
        for block in catalog.sheets.iter().flat_map(|(_, sheet)| &sheet.blocks) {
            let cells = match block {
                Block::Free(_, cell) => vec![cell],
                Block::Grid(grid) => {
                    if let Some(Who::Where(when)) = grid.rows_of.as_ref().map(|rows| &rows.who) {
                        tests.add(when);
                    }
                    grid.cells.iter().map(|(_, cell)| cell).collect()
                }
            };
            for cell in cells {
                cell.only_if.iter().for_each(|when| tests.add(when));
                match &cell.content {
                    Content::Tick(when, _) | Content::Ring(when, _) => tests.add(when),
                    Content::Label(_) | Content::Show(_) | Content::Options(..) | Content::Blank(..) => {}
                }
            }
        }
        shown(catalog).for_each(|path| tests.path(path));
        tests
    }
}
