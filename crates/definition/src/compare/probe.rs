//! Households for every case that a condition of either side can make, found by both engines together.

use std::collections::{BTreeMap, BTreeSet};

use kakanai_domain::condition::Condition;
use kakanai_domain::item::List;
use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::sheet::{Block, Cell, Content, Sheet, Who};
use kakanai_domain::truth::{Open, Truth};
use kakanai_domain::{Facts, Id, Member, Slot};

use crate::compare::half::{Half, cells_of_both};
use crate::compare::spelled::spelled;
use crate::compare::{Household, Side};
use crate::proof::Tests;

/// Steps after which a search is given up and named.
const MOST_STEPS: u32 = 50_000;
/// Steps for a case that both sides decide alike: some of its households are enough to see what else is different.
const STEPS_ALIKE: u32 = 2_000;
/// Of the households that both sides see in the same two ways, so many are tried where the ways differ.
const OF_A_DIFFERENCE: usize = 8;

/// Conditions that are looked at together: `parts` matter once all `gates` hold.
#[derive(Clone, Default)]
struct Case<'a> {
    /// The list of the member who is looked at.
    each: Option<&'a str>,
    gates: Vec<&'a Condition>,
    parts: Vec<&'a Condition>,
}

/// The households, and the procedures of which not all cases were tried.
pub(super) fn households(halves: &[Half<'_>; 2]) -> (Vec<Household>, Vec<String>) {
    let sides = halves.each_ref().map(|half| half.side);
    let mut names = Vec::new();
    for Side { catalog, event, .. } in sides {
        for id in &catalog.events[event].procedures {
            let name = catalog.procedures.name(*id);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let (mut found, mut not_all) = (Vec::new(), Vec::new());
    for name in names {
        // The case with the same name is the same thing on the other side.
        let [mut old, mut new] = sides.map(|side| cases(side, name));
        let keys = old.keys().chain(new.keys()).cloned().collect::<BTreeSet<_>>();
        let mut complete = true;
        for key in keys {
            let cases = [old.remove(&key).unwrap_or_default(), new.remove(&key).unwrap_or_default()];
            let mut probe = Probe::new(halves, cases);
            probe.run();
            complete &= probe.is_alike || probe.steps < MOST_STEPS;
            found.extend(probe.found.into_values().flatten());
        }
        if !complete {
            not_all.push(name.to_owned());
        }
    }
    (found, not_all)
}

/// The cases of a procedure: when and how much it is needed, and what it takes, each thing apart. None where the event does not
/// look at it.
fn cases<'a>(side: Side<'a>, name: &str) -> BTreeMap<String, Case<'a>> {
    let Side { catalog, event, .. } = side;
    let event = &catalog.events[event];
    let Some(id) = catalog.procedures.find(name).filter(|id| event.procedures.contains(id)) else {
        return BTreeMap::new();
    };
    let procedure = &catalog.procedures[id];
    let each = procedure.for_each.map(|list| catalog.lists.name(list));
    let needed = Case { each, gates: vec![&procedure.when], parts: Vec::new() };
    let mut cases: BTreeMap<String, Case<'a>> = BTreeMap::new();
    // Levels matter also where it is not needed: what can only happen by itself asks nobody.
    let levels = procedure.levels.iter().filter_map(|(when, _)| when.as_ref());
    let parts = needed.gates.iter().copied().chain(levels).collect();
    cases.insert("level".to_owned(), Case { each, gates: Vec::new(), parts });
    let mut add = |key: String, each: Option<&'a str>, parts: &mut dyn Iterator<Item = &'a Condition>| {
        let case = cases.entry(key).or_insert_with(|| Case { each, ..needed.clone() });
        case.parts.extend(parts);
    };
    let agents = procedure.agents.iter().filter_map(|(when, _)| when.as_ref());
    add("agent".to_owned(), each, &mut agents.chain(&event.by_agent));
    for (when, thing) in &procedure.bring {
        add(format!("thing {}", catalog.office.things.name(*thing)), each, &mut when.iter());
    }
    for (when, named) in &procedure.sheets {
        add(format!("sheet {}", catalog.sheets.name(*named)), each, &mut when.iter());
        let mut seen = BTreeSet::new();
        let mut at = Some(*named);
        while let Some(id) = at.filter(|id| seen.insert(*id)) {
            let sheet = &catalog.sheets[id];
            for (rows, cell, parts) in boxes(sheet) {
                let about = rows.or(sheet.for_each).map(|list| catalog.lists.name(list));
                // Whom the box is about, where it is not the member the procedure looks at.
                if about.is_none() || each.is_none() || about == each {
                    let key = format!("box {} {cell}", catalog.sheets.name(id));
                    add(key, about.or(each), &mut when.iter().chain(parts));
                }
            }
            at = sheet.continued_on;
        }
    }
    cases
}

/// The list whose member a box is about, its name, and its conditions.
type Box<'a> = (Option<Id<List>>, &'a str, Vec<&'a Condition>);

/// The boxes of a sheet that have conditions.
fn boxes(sheet: &Sheet) -> Vec<Box<'_>> {
    let mut found = Vec::new();
    for block in &sheet.blocks {
        match block {
            Block::Free(_, cell) => found.push((None, cell.id.as_str(), of_cell(cell))),
            Block::Grid(grid) => {
                let rows = grid.rows_of.as_ref();
                let list = rows.map(|rows| rows.list);
                if let Some(Who::Where(when)) = rows.map(|rows| &rows.who) {
                    found.push((list, "", vec![when]));
                }
                found.extend(grid.cells.iter().map(|(_, cell)| (list, cell.id.as_str(), of_cell(cell))));
            }
        }
    }
    found.retain(|(_, _, conditions)| !conditions.is_empty());
    found
}

fn of_cell(cell: &Cell) -> Vec<&Condition> {
    let mark = match &cell.content {
        Content::Tick(when, _) | Content::Ring(when, _) => Some(when),
        Content::Label(_) | Content::Show(_) | Content::Options(..) | Content::Blank(..) => None,
    };
    cell.only_if.iter().chain(mark).collect()
}

/// How the two sides decide.
type Ways = [Vec<u8>; 2];

/// The search: the engines say which fact still matters to either of them, and every cell of it is tried.
struct Probe<'a> {
    halves: &'a [Half<'a>; 2],
    cases: [Case<'a>; 2],
    tests: [Tests<'a>; 2],
    cells: BTreeMap<String, Vec<Said>>,
    members: u16,
    /// Whether both sides decide alike, whatever the household.
    is_alike: bool,
    steps: u32,
    found: BTreeMap<Ways, Vec<Household>>,
}

impl<'a> Probe<'a> {
    fn new(halves: &'a [Half<'a>; 2], cases: [Case<'a>; 2]) -> Self {
        let tests_of = |half: &Half<'a>, case: &Case<'a>| {
            Tests::of(half.side.catalog, case.gates.iter().chain(&case.parts).copied())
        };
        let ([old, new], [of_old, of_new]) = (halves, &cases);
        let tests = [tests_of(old, of_old), tests_of(new, of_new)];
        let members = tests.iter().map(Tests::members).max().unwrap_or(1);
        // Where the gates differ is found once for all cases, with the level.
        let spell = |half: &Half<'_>, case: &Case<'_>| spelled(half.side.catalog, case.parts.iter().copied());
        let is_alike = spell(old, of_old) == spell(new, of_new);
        Self {
            halves,
            cases,
            tests,
            cells: BTreeMap::new(),
            members,
            is_alike,
            steps: 0,
            found: BTreeMap::new(),
        }
    }

    fn run(&mut self) {
        let [old, new] = &self.cases;
        let Some(list) = old.each.or(new.each) else {
            self.down(&mut Vec::new(), None);
            return;
        };
        let list = SlotName(list.to_owned());
        for size in 1..=self.members {
            let everybody = (list.clone(), Said::Members((1..=size).collect()));
            for place in 1..=size {
                self.down(&mut vec![everybody.clone()], Some(Member(place)));
            }
        }
    }

    fn down(&mut self, said: &mut Vec<(SlotName, Said)>, who: Option<Member>) {
        self.steps += 1;
        if self.steps >= if self.is_alike { STEPS_ALIKE } else { MOST_STEPS } {
            return;
        }
        let facts = self.halves.each_ref().map(|half| facts(half, said));
        let mut open = None;
        let mut ways = Ways::default();
        for (((half, case), facts), way) in self.halves.iter().zip(&self.cases).zip(&facts).zip(&mut ways) {
            open = open.or(decide(half, case, facts, who, way));
        }
        let Some(slot) = open else {
            let [old, new] = &ways;
            let most = if old == new { 1 } else { OF_A_DIFFERENCE };
            let found = self.found.entry(ways).or_default();
            if found.len() < most {
                found.push(said.iter().cloned().collect());
            }
            return;
        };
        for answer in self.answers(&facts, &slot) {
            said.push((slot.clone(), answer));
            self.down(said, who);
            said.pop();
        }
    }

    fn answers(&mut self, facts: &[Facts; 2], name: &SlotName) -> Vec<Said> {
        let mut answers = Vec::new();
        for (half, facts) in self.halves.iter().zip(facts) {
            let catalog = half.side.catalog;
            let more = match name.resolve(catalog) {
                Some(Slot::Roster(list)) => {
                    let least = catalog.lists[list].at_least;
                    (least..=self.members.max(least))
                        .map(|size| Said::Members((1..=size).collect()))
                        .collect()
                }
                Some(Slot::Visit(item) | Slot::Of(_, item)) if catalog.items[item].role().is_some() => {
                    let offered = half.view(facts).offered(item);
                    let unknown = catalog.items[item].unknown.as_ref().map(|_| Said::Unknown);
                    offered.into_iter().map(|Member(number)| Said::Member(number)).chain(unknown).collect()
                }
                Some(Slot::Visit(item) | Slot::Of(_, item)) => {
                    let key = catalog.items.name(item);
                    if !self.cells.contains_key(key) {
                        let [old, new] = &self.tests;
                        let cells = cells_of_both(self.halves, [old, new], name);
                        self.cells.insert(key.to_owned(), cells);
                    }
                    self.cells.get(key).cloned().unwrap_or_default()
                }
                None => Vec::new(),
            };
            for said in more {
                if !answers.contains(&said) {
                    answers.push(said);
                }
            }
        }
        answers
    }
}

fn facts(half: &Half<'_>, said: &[(SlotName, Said)]) -> Facts {
    let catalog = half.side.catalog;
    let mut facts = Facts::none(catalog);
    for (name, said) in said {
        if let Some(slot) = name.resolve(catalog)
            && let Some(answer) = said.resolve(catalog, slot)
        {
            facts.learn(catalog, slot, &answer);
        }
    }
    facts
}

/// The truths of a case, and the first slot that keeps one of them open. A fact that was said and does not fit here
/// keeps nothing open: it will not be said otherwise.
fn decide(
    half: &Half<'_>,
    case: &Case<'_>,
    facts: &Facts,
    who: Option<Member>,
    way: &mut Vec<u8>,
) -> Option<SlotName> {
    let view = half.view(facts);
    for (number, condition) in case.gates.iter().chain(&case.parts).enumerate() {
        let mut open = Open::default();
        let truth = view.truth(condition, who, &mut open);
        if let Truth::Open = truth
            && let Some(slot) = open.ask.first()
        {
            return Some(half.name(*slot));
        }
        way.push(truth as u8);
        if number < case.gates.len() && truth != Truth::True {
            break;
        }
    }
    None
}
