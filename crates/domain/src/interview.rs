//! Where an interview stands: what holds, what was asked, what is wanted next, what follows.

use crate::facts::Facts;
use crate::id::Id;
use crate::procedure::{Level, Procedure};
use crate::slot::Slot;
use crate::value::Member;

/// The result of settling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interview {
    /// What holds.
    pub facts: Facts,
    /// The slots whose answers became facts, in the order they were asked.
    pub asked: Vec<Slot>,
    /// The slots that are wanted and not answered, in the event's order. The first is the next question;
    /// the others may turn out not to be needed once it is answered.
    pub wanted: Vec<Slot>,
    /// What follows for every procedure of the event: one for the visit, or one for each member.
    pub verdicts: Vec<Verdict>,
}

impl Interview {
    /// Whether nothing more is asked.
    pub fn is_complete(&self) -> bool {
        self.wanted.is_empty()
    }
    /// The verdicts that say needed, with their levels.
    pub fn needed(&self) -> impl Iterator<Item = (&Verdict, Level)> {
        self.verdicts.iter().filter_map(|verdict| match verdict.outcome {
            Outcome::Needed(level) => Some((verdict, level)),
            Outcome::NotNeeded | Outcome::Open | Outcome::Advice | Outcome::AskStaff => None,
        })
    }
}

/// What follows for one procedure and one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The procedure.
    pub procedure: Id<Procedure>,
    /// The member concerned; `None` for the visit as a whole.
    pub member: Option<Member>,
    /// What follows.
    pub outcome: Outcome,
}

/// 判定
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Needed, this much.
    Needed(Level),
    /// Not needed, whatever else is answered.
    NotNeeded,
    /// Not decided yet: answers are still to come.
    Open,
    /// Nobody was asked, because it happens by itself or elsewhere: printed as 「…の方は」.
    Advice,
    /// Open only because of a わからない: the staff decide, the program never guesses.
    AskStaff,
}
