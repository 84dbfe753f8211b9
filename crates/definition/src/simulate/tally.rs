//! What many households have in common, counted.

use std::collections::BTreeMap;

use kakanai_domain::effort::{writes_after, writes_before};
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::Sheet;
use kakanai_domain::truth::View;
use kakanai_domain::{Answer, Catalog, Id, Interview, Outcome, Replay, fill};

use crate::simulate::coverage::Conditions;
use crate::simulate::draw::Draw;
use crate::simulate::walk::Trail;

/// A household to show: the one with the fewest questions, then the one drawn first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example {
    /// How many questions it answers.
    pub questions: u32,
    /// Its number.
    pub number: u64,
}

/// How often a part of a condition turned out one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// In so many households, at least once.
    pub households: u64,
    /// The smallest of them.
    pub example: Option<Example>,
}

impl Passed {
    fn by(&mut self, example: Example) {
        self.households += 1;
        self.example = Some(self.example.map_or(example, |known| known.min(example)));
    }
    fn and(&mut self, other: Passed) {
        self.households += other.households;
        self.example = [self.example, other.example].into_iter().flatten().min();
    }
}

/// How often a sheet is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// For so many households.
    pub households: u64,
    /// On so many pages.
    pub pages: u64,
    /// With so many filled boxes.
    pub boxes: u64,
}

/// What a number of households did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there were.
    pub households: u64,
    /// How many ended with nothing left to ask.
    pub complete: u64,
    /// How many answered so many questions; the place is the number of questions.
    pub questions: Vec<u64>,
    /// The one with the most questions.
    pub most: Option<Example>,
    /// For how many households a procedure had an outcome, for somebody at least.
    pub outcomes: BTreeMap<(Id<Procedure>, Outcome), u64>,
    /// The printed sheets.
    pub sheets: BTreeMap<Id<Sheet>, Printed>,
    /// Pages of all sheets.
    pub pages: u64,
    /// How often they would have written name, address, phone and birth date.
    pub before: u64,
    /// How often they typed one of these.
    pub after: u64,
    /// For each part of the conditions, by its number: false and true.
    pub parts: Vec<[Passed; 2]>,
}

impl Tally {
    /// Runs the households with these numbers.
    pub fn of(draw: &Draw<'_>, conditions: &Conditions<'_>, numbers: std::ops::Range<u64>) -> Self {
        let mut tally = Tally::default();
        tally.parts.resize(conditions.parts().len(), Default::default());
        let (mut replay, mut trail) = (Replay::default(), Trail::default());
        for number in numbers {
            let interview = draw.interview(&mut replay, number);
            tally.count(draw, conditions, number, interview, &mut trail);
        }
        tally
    }

    /// Both together.
    pub fn and(mut self, other: &Tally) -> Self {
        self.households += other.households;
        self.complete += other.complete;
        self.questions.resize(self.questions.len().max(other.questions.len()), 0);
        for (mine, others) in self.questions.iter_mut().zip(&other.questions) {
            *mine += others;
        }
        let most = [self.most, other.most].into_iter().flatten();
        self.most = most.max_by_key(|example| (example.questions, std::cmp::Reverse(example.number)));
        for (key, households) in &other.outcomes {
            *self.outcomes.entry(*key).or_default() += households;
        }
        for (sheet, printed) in &other.sheets {
            let mine = self.sheets.entry(*sheet).or_default();
            mine.households += printed.households;
            mine.pages += printed.pages;
            mine.boxes += printed.boxes;
        }
        self.pages += other.pages;
        self.before += other.before;
        self.after += other.after;
        self.parts.resize(self.parts.len().max(other.parts.len()), Default::default());
        for (mine, others) in self.parts.iter_mut().flatten().zip(other.parts.iter().flatten()) {
            mine.and(*others);
        }
        self
    }

    fn count(
        &mut self,
        draw: &Draw<'_>,
        conditions: &Conditions<'_>,
        number: u64,
        interview: &Interview,
        trail: &mut Trail,
    ) {
        let (catalog, today) = (draw.catalog(), draw.today());
        let pages = fill(catalog, draw.event(), interview, today);
        self.households += 1;
        self.complete += u64::from(interview.is_complete());
        let asked = interview.asked.len();
        if self.questions.len() <= asked {
            self.questions.resize(asked + 1, 0);
        }
        if let Some(households) = self.questions.get_mut(asked) {
            *households += 1;
        }
        let example = Example { questions: asked as u32, number };
        if self.most.is_none_or(|most| most.questions < example.questions) {
            self.most = Some(example);
        }
        self.verdicts(interview);
        let mut seen: Vec<Id<Sheet>> = Vec::new();
        for page in &pages {
            let printed = self.sheets.entry(page.sheet).or_default();
            if !seen.contains(&page.sheet) {
                seen.push(page.sheet);
                printed.households += 1;
            }
            printed.pages += 1;
            printed.boxes += page.boxes.len() as u64;
        }
        self.pages += pages.len() as u64;
        self.before += u64::from(writes_before(&pages).total());
        self.after += u64::from(typed(catalog, interview));
        let view = View { catalog, facts: &interview.facts, today };
        conditions.follow(view, interview, &pages, trail);
        for (part, way) in &trail.branches {
            if let Some(passed) =
                self.parts.get_mut(*part as usize).and_then(|ways| ways.get_mut(usize::from(*way)))
            {
                passed.by(example);
            }
        }
    }

    /// The verdicts of a procedure stand together.
    fn verdicts(&mut self, interview: &Interview) {
        for verdicts in interview.verdicts.chunk_by(|a, b| a.procedure == b.procedure) {
            for (at, verdict) in verdicts.iter().enumerate() {
                if verdicts.iter().take(at).all(|before| before.outcome != verdict.outcome) {
                    *self.outcomes.entry((verdict.procedure, verdict.outcome)).or_default() += 1;
                }
            }
        }
    }
}

/// Nobody types 「わからない」.
fn typed(catalog: &Catalog, interview: &Interview) -> u32 {
    let said = interview.asked.iter().copied();
    let said = said.filter(|slot| matches!(interview.facts.get(catalog, *slot), Some(Answer::Value(_))));
    writes_after(catalog, said).total()
}
