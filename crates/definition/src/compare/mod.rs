//! What a change of definitions means for households: which get other questions, procedures, dates or papers.
//!
//! The same households go through both sides. They are found as the proof finds its own: for every condition of either
//! side the facts it looks at, cell by cell, so that whatever the two sides decide differently is met; then those of the
//! scenarios, and some hundreds that are drawn. What else is asked of a household is answered in the way that asks for the least.

mod change;
mod closed;
mod groups;
mod half;
mod kinds;
mod meets;
mod probe;
mod quiet;
mod spelled;

use std::collections::{BTreeMap, BTreeSet};

use kakanai_domain::event::Event;
use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::{Answer, Answers, Catalog, Date, Id, Interview, Lang, Replay, Slot, settle};

pub use change::{About, Change};

use half::Half;
use quiet::Quiet;

use crate::simulate::Draw;

/// How many households of each side are tried by chance: what comes together there, and what was too large to be searched.
const DRAWN: u64 = 500;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What is in force.
    pub catalog: &'a Catalog,
    /// Why the household came.
    pub event: Id<Event>,
    /// The day of the visit: ages are counted on it.
    pub today: Date,
}

impl Side<'_> {
    /// What a household says here; what these definitions do not know is left out.
    pub fn answers(&self, household: &Household) -> Answers {
        let said = household.iter().filter_map(|(name, said)| {
            let slot = name.resolve(self.catalog)?;
            Some((slot, said.resolve(self.catalog, slot)?))
        });
        said.collect()
    }

    /// What these definitions make of a household.
    pub fn settle(&self, household: &Household) -> Interview {
        settle(self.catalog, self.event, &self.answers(household), self.today)
    }
}

/// Answers by the names of the definitions, which are what both sides have in common.
pub type Household = BTreeMap<SlotName, Said>;

/// What came of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// How many households went through both sides.
    pub tried: usize,
    /// What is different; what has the smallest example first.
    pub groups: Vec<Group>,
    /// Procedures with so many combinations that not all were tried.
    pub not_all: Vec<String>,
}

/// A procedure that is needed otherwise, with all that follows; or something else that is different.
#[derive(Debug)]
pub struct Group {
    /// The kinds of household.
    pub kinds: Vec<Kind>,
    /// What else is different for some of them and for nobody else, and of how many: papers, things, questions.
    pub along: Vec<(Change, usize)>,
}

/// Households for which the same is different.
#[derive(Debug)]
pub struct Kind {
    /// What is different, as the example has it.
    pub changes: Vec<Change>,
    /// How many of the tried households it concerns.
    pub concerned: usize,
    /// The smallest that was found.
    pub example: Household,
    /// The answers of the example without which nothing would be different, in the order of the questions.
    pub decisive: Vec<SlotName>,
}

/// Compares two sides. `more`: households to be tried as well, those of scenarios. `lang`: that of the author.
pub fn compare(
    old: Side<'_>,
    new: Side<'_>,
    more: impl IntoIterator<Item = Household>,
    lang: Lang,
) -> Comparison {
    let halves = [Half::new(old, lang), Half::new(new, lang)];
    let quiet = Quiet::new(&halves);
    let (mut given, not_all) = probe::households(&halves);
    given.insert(0, Household::new());
    given.extend(closed::households(&halves));
    given.extend([old, new].into_iter().flat_map(drawn));
    given.extend(more);
    let mut known = BTreeSet::new();
    given.retain(|household| known.insert(written(household)));
    groups::groups(&quiet, given, not_all)
}

/// What was said in a scenario of one side, by names.
pub fn household(catalog: &Catalog, answers: &Answers) -> Household {
    let said =
        answers.iter().map(|(slot, answer)| (SlotName::of(catalog, slot), Said::of(catalog, slot, answer)));
    said.collect()
}

/// Households of the corners that the conditions of a side tell apart; always the same ones.
fn drawn(side: Side<'_>) -> Vec<Household> {
    let draw = Draw::from_cells(side.catalog, side.event, side.today, 1);
    let mut replay = Replay::default();
    let household = |number| {
        let interview = draw.interview(&mut replay, number);
        let said = interview.asked.iter().filter_map(|slot| {
            let answer = match slot {
                Slot::Roster(list) => Answer::Members(interview.facts.members(*list)?.into()),
                Slot::Visit(_) | Slot::Of(..) => interview.facts.get(side.catalog, *slot)?.clone(),
            };
            Some((SlotName::of(side.catalog, *slot), Said::of(side.catalog, *slot, &answer)))
        });
        said.collect()
    };
    (0..DRAWN).map(household).collect()
}

fn written(household: &Household) -> String {
    household.iter().map(|(slot, said)| format!("{}={}\n", slot.0, crate::proof::said_text(said))).collect()
}
