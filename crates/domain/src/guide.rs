//! 案内票: the checklist of counters a resident takes along.

use jiff::civil::Date;

use crate::handover::Handover;
use crate::id::Id;
use crate::office::{Counter, Thing};
use crate::procedure::{Agent, Level, Procedure};
use crate::sheet::Sheet;
use crate::text::Lang;
use crate::value::Member;

/// The guide of one visit. People are called by relation and age, never by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Language of its sentences.
    pub lang: Lang,
    /// The day of the visit.
    pub today: Date,
    /// Title of the event.
    pub event: String,
    /// Counters, in the order to visit.
    pub stops: Vec<Stop>,
    /// What happens by itself.
    pub automatic: Vec<Task>,
    /// What is outside the office, or good to know.
    pub information: Vec<Task>,
    /// 「…の方は」: what was not asked.
    pub advice: Vec<Advice>,
    /// What is not needed, and why.
    pub not_needed: Vec<Advice>,
    /// What its symbols hand over to the counters, in the order of the stops.
    pub handovers: Vec<Handover>,
}

/// One counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Which.
    pub counter: Id<Counter>,
    /// What is done there, the most pressing first.
    pub tasks: Vec<Task>,
    /// Everything to bring there, each once.
    pub bring: Vec<Id<Thing>>,
}

/// One procedure at its counter.
#[derive(Clone, PartialEq, Eq)]
pub struct Task {
    /// Which.
    pub procedure: Id<Procedure>,
    /// How much it is needed; `None` where the staff have to find out (わからない).
    pub level: Option<Level>,
    /// For whom; empty for the visit as a whole.
    pub members: Vec<Member>,
    /// The same in words, by relation and age: 「父（78歳）」.
    pub who: Vec<String>,
    /// Until when, one for each clock.
    pub due: Vec<Due>,
    /// Papers that are handed in.
    pub sheets: Vec<Id<Sheet>>,
    /// What an agent needs, when one came.
    pub agent: Option<Agent>,
    /// Why.
    pub reason: String,
    /// The author's remark.
    pub remark: Option<String>,
}

/// A time limit as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What has to be done by then, where the clock has a label.
    pub label: Option<String>,
    /// The last day, when the starting day is known.
    pub date: Option<Date>,
    /// 「令和8年12月14日（月）まで」, or 「転出予定日の翌日から15日以内」.
    pub words: String,
}

/// A procedure in one sentence.
#[derive(Clone, PartialEq, Eq)]
pub struct Advice {
    /// Which.
    pub procedure: Id<Procedure>,
    /// For whom, in words; empty for everybody.
    pub who: Vec<String>,
    /// The sentence.
    pub reason: String,
}

// Whom it is for, and why, is personal.
impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Task({:?}, {:?})", self.procedure, self.level)
    }
}
impl std::fmt::Debug for Advice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Advice({:?})", self.procedure)
    }
}
