//! A realistic mix of households, as an office writes it: who comes, how often, with which answers.

use std::collections::BTreeMap;

use kakanai_domain::condition::Condition;
use kakanai_domain::event::Event;
use kakanai_domain::item::{Item, List};
use kakanai_domain::{Answer, Id};

/// The households of an event.
#[derive(Clone, Debug)]
pub struct Mix {
    /// Who comes for this.
    pub event: Id<Event>,
    /// The kinds of households, each with its weight; at least one, and not all weights are 0.
    pub households: Vec<(u32, Household)>,
    /// What everybody says, unless a household or its members say otherwise.
    pub everybody: Household,
}

/// A kind of household.
#[derive(Clone, Debug, Default)]
pub struct Household {
    /// 「夫婦と子ども」
    pub title: String,
    /// Who is in each list.
    pub lists: BTreeMap<Id<List>, Vec<Group>>,
    /// What they answer.
    pub answers: Answering,
}

/// Members that are alike.
#[derive(Clone, Debug)]
pub struct Group {
    /// How many, by weight.
    pub members: Vec<(u32, u16)>,
    /// What each of them answers.
    pub answers: Answering,
}

/// Answers by item: the first case whose condition holds so far.
pub type Answering = BTreeMap<Id<Item>, Vec<Case>>;

/// One way to answer.
#[derive(Clone, Debug)]
pub struct Case {
    /// When; looked at over what was answered before. Without it: always.
    pub when: Option<Condition>,
    /// What is answered then.
    pub pick: Pick,
}

/// How an answer is drawn.
#[derive(Clone, Debug)]
pub enum Pick {
    /// One of these, by weight; not all weights are 0.
    Weighted(Vec<(u32, Answer)>),
    /// A day so many days before today, every day as likely.
    DaysAgo(i32, i32),
    /// A day of somebody who is so many years old, every day as likely.
    YearsAgo(i16, i16),
    /// A number between the two.
    Between(i64, i64),
}
