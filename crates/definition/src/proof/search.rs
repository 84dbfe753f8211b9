//! The search for a household: the engine itself says which fact still matters, and every cell of it is tried.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kakanai_domain::condition::Condition;
use kakanai_domain::item::{Item, List};
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{Answer, Catalog, Facts, Id, Member, Slot, Value};

use crate::proof::cells::Cells;
use crate::proof::walk::Tests;

/// Steps after which a search is given up and named.
const MOST_STEPS: u32 = 200_000;

/// Conditions that should be true or false together.
#[derive(Clone, Default)]
pub(crate) struct Goal<'a> {
    wants: Vec<(&'a Condition, bool)>,
    /// Nobody answers with わからない.
    certain: bool,
    /// Anything may stay open: what is not asked is as open as わからない.
    partly: bool,
    /// Where all of that is met, this is still open, on that item among others.
    open_on: Option<(&'a Condition, Id<Item>)>,
}

impl<'a> Goal<'a> {
    pub fn new() -> Self {
        Self::default()
    }
    /// This holds as well.
    pub fn and(mut self, condition: &'a Condition) -> Self {
        self.wants.push((condition, true));
        self
    }
    /// This holds as well, and is looked at before all else: what it needs is the first to be tried.
    pub fn and_first(mut self, condition: &'a Condition) -> Self {
        self.wants.insert(0, (condition, true));
        self
    }
    /// In a household that knows everything it is asked.
    pub fn certain(self) -> Self {
        Self { certain: true, ..self }
    }
    /// Among households that have not said everything.
    pub fn partly(self) -> Self {
        Self { partly: true, ..self }
    }
    /// Where all of it is met, this condition is still open on the item.
    pub fn open_on(self, condition: &'a Condition, item: Id<Item>) -> Self {
        Self { open_on: Some((condition, item)), ..self }
    }
    /// This does not hold.
    pub fn but_not(mut self, condition: &'a Condition) -> Self {
        self.wants.push((condition, false));
        self
    }

    fn truth(&self, view: View<'_>, who: Option<Member>, open: &mut Open) -> Truth {
        let mut all = Truth::True;
        for (condition, wanted) in &self.wants {
            let truth = view.truth(condition, who, open);
            let met = if *wanted { truth } else { !truth };
            match met {
                Truth::False => return Truth::False,
                Truth::Open => all = Truth::Open,
                Truth::True => {}
            }
        }
        all
    }
}

/// Facts of a household, in the order in which they came to matter.
pub(crate) type Household = Vec<(Slot, Answer)>;

/// What a search found.
pub(crate) enum Found {
    /// A household for which the goal is met; fewest members first.
    Household(Household),
    /// There is none with up to so many members of a list.
    None(u16),
    /// Given up.
    TooLarge,
}

/// Searches for a household that meets a goal. `each`: one of its members is looked at.
pub(crate) struct Search<'a> {
    catalog: &'a Catalog,
    today: Date,
    cells: &'a Cells<'a>,
    tests: Tests<'a>,
    /// The cells that this goal tells apart.
    told_apart: BTreeMap<Id<Item>, Vec<Answer>>,
    goal: Goal<'a>,
    members: u16,
    steps: u32,
}

impl<'a> Search<'a> {
    pub fn new(catalog: &'a Catalog, today: Date, cells: &'a Cells<'a>, goal: Goal<'a>) -> Self {
        let open_on = goal.open_on.iter().map(|(condition, _)| *condition);
        let tests = Tests::of(catalog, goal.wants.iter().map(|(condition, _)| *condition).chain(open_on));
        Self {
            catalog,
            today,
            cells,
            members: tests.members(),
            tests,
            told_apart: BTreeMap::new(),
            goal,
            steps: 0,
        }
    }

    /// Fewest members first; the one that is looked at can stand anywhere among them.
    pub fn run(mut self, each: Option<Id<List>>) -> Found {
        let Some(list) = each else { return self.try_all(None, None) };
        for size in 1..=self.members {
            for place in 1..=size {
                let everybody = Answer::Members((1..=size).map(Member).collect());
                match self.try_all(Some(Member(place)), Some((Slot::Roster(list), everybody))) {
                    Found::None(_) => {}
                    found @ (Found::Household(_) | Found::TooLarge) => return found,
                }
            }
        }
        Found::None(self.members)
    }

    fn try_all(&mut self, who: Option<Member>, given: Option<(Slot, Answer)>) -> Found {
        let mut facts = Facts::none(self.catalog);
        if let Some((slot, answer)) = &given {
            facts.learn(self.catalog, *slot, answer);
        }
        let mut household: Household = given.into_iter().collect();
        if self.down(&facts, who, &mut household) {
            Found::Household(household)
        } else if self.steps >= MOST_STEPS {
            Found::TooLarge
        } else {
            Found::None(self.members)
        }
    }

    /// Whether the goal can be met by learning more.
    fn down(&mut self, facts: &Facts, who: Option<Member>, household: &mut Household) -> bool {
        self.steps += 1;
        if self.steps >= MOST_STEPS {
            return false;
        }
        let view = View { catalog: self.catalog, facts, today: self.today };
        let mut open = Open::default();
        match self.goal.truth(view, who, &mut open) {
            Truth::True => {
                let Some((condition, item)) = self.goal.open_on else { return true };
                if view.truth(condition, who, &mut open) != Truth::Open {
                    return false;
                }
                if open.ask.iter().any(|slot| slot.item() == Some(item)) {
                    return true;
                }
            }
            Truth::False => return false,
            Truth::Open => {}
        }
        // Open only because of a わからない: it stays so.
        let Some(slot) = open.ask.first().copied() else { return false };
        for answer in self.answers(view, slot) {
            let mut facts = facts.clone();
            if !facts.learn(self.catalog, slot, &answer) {
                continue;
            }
            household.push((slot, answer));
            if self.down(&facts, who, household) {
                return true;
            }
            household.pop();
        }
        false
    }

    fn answers(&mut self, view: View<'_>, slot: Slot) -> Vec<Answer> {
        let mut answers = self.possible(view, slot);
        answers.retain(|answer| !self.goal.certain || *answer != Answer::Unknown);
        if self.goal.partly && slot.item().is_some() && !answers.contains(&Answer::Unknown) {
            answers.push(Answer::Unknown);
        }
        answers
    }

    fn possible(&mut self, view: View<'_>, slot: Slot) -> Vec<Answer> {
        match slot {
            Slot::Roster(list) => {
                let least = self.catalog.lists[list].at_least;
                let sizes = least..=self.members.max(least);
                sizes.map(|size| Answer::Members((1..=size).map(Member).collect())).collect()
            }
            Slot::Visit(item) | Slot::Of(_, item) if self.catalog.items[item].role().is_some() => {
                let unknown = self.catalog.items[item].unknown.as_ref().map(|_| Answer::Unknown);
                let offered =
                    view.offered(item).into_iter().map(|member| Answer::Value(Value::Member(member)));
                offered.chain(unknown).collect()
            }
            Slot::Visit(item) | Slot::Of(_, item) => {
                let cells = || self.cells.of(item, &self.tests);
                self.told_apart.entry(item).or_insert_with(cells).clone()
            }
        }
    }
}
