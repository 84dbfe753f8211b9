//! What the office does for a resident, and when it is needed.

use crate::condition::{Condition, Path};
use crate::id::Id;
use crate::item::List;
use crate::office::{Counter, Thing};
use crate::sheet::Sheet;
use crate::text::Text;

/// One thing the office does for the resident.
#[derive(Clone, Debug)]
pub struct Procedure {
    /// 「要介護認定の引継ぎ」
    pub title: Text,
    /// Where.
    pub counter: Id<Counter>,
    /// Looked at once for each member of this list, or once for the visit.
    pub for_each: Option<Id<List>>,
    /// When it is needed.
    pub when: Condition,
    /// Those that nobody can need together with it. Nothing follows from it: it is proved.
    pub not_with: Vec<Id<Procedure>>,
    /// How much it is needed: the first whose condition holds; the last has none.
    pub levels: Vec<(Option<Condition>, Level)>,
    /// Its clocks. They run beside each other; each has words of its own.
    pub due: Vec<Clock>,
    /// 「住民基本台帳法22条」
    pub law: String,
    /// What an agent needs: the first whose condition holds.
    pub agents: Vec<(Option<Condition>, Agent)>,
    /// What to bring.
    pub bring: Vec<(Option<Condition>, Id<Thing>)>,
    /// What is printed.
    pub sheets: Vec<(Option<Condition>, Id<Sheet>)>,
    /// A sentence for the guide: what happens, what it costs.
    pub remark: Option<Text>,
}

/// 判定区分: how much a needed procedure is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 必須: a duty by law.
    Required,
    /// 要申請: a right that is lost without an application.
    Apply,
    /// 任意: for those who wish.
    Optional,
    /// 職員: the screen does not decide; the staff do.
    Staff,
    /// 手続不要（自動）: done along with something else.
    Automatic,
    /// 案内: somewhere else, or good to know.
    Information,
}

impl Level {
    /// Every level, in the order of the guide.
    pub const ALL: [Level; 6] =
        [Level::Required, Level::Apply, Level::Optional, Level::Staff, Level::Automatic, Level::Information];

    /// The word in definitions.
    pub fn code(self) -> &'static str {
        match self {
            Level::Required => "required",
            Level::Apply => "apply",
            Level::Optional => "optional",
            Level::Staff => "staff",
            Level::Automatic => "automatic",
            Level::Information => "information",
        }
    }
    /// Whether it may cause a question. What happens by itself, or elsewhere, never does.
    pub fn drives(self) -> bool {
        match self {
            Level::Required | Level::Apply | Level::Optional | Level::Staff => true,
            Level::Automatic | Level::Information => false,
        }
    }
}

/// What somebody needs who comes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agent {
    /// ◎ nothing.
    Free,
    /// ○ a letter of attorney in the hand of the person concerned (委任状).
    Letter,
    /// △ the office writes to the person concerned; a second visit (照会書).
    Inquiry,
    /// × only the person.
    InPerson,
}

impl Agent {
    /// Every way.
    pub const ALL: [Agent; 4] = [Agent::Free, Agent::Letter, Agent::Inquiry, Agent::InPerson];
    /// The word in definitions.
    pub fn code(self) -> &'static str {
        match self {
            Agent::Free => "free",
            Agent::Letter => "letter",
            Agent::Inquiry => "inquiry",
            Agent::InPerson => "in_person",
        }
    }
}

/// One time limit.
#[derive(Clone, Debug)]
pub struct Clock {
    /// What has to be done by then, where the title does not say it: 「カードの継続利用」.
    pub label: Option<Text>,
    /// How long.
    pub span: Span,
    /// From when; a date. Unknown: the limit is printed as words, never guessed.
    pub after: Path,
    /// Whether the starting day counts (戸籍法43条1項) or not (民法140条).
    pub first_day: FirstDay,
    /// What happens when the last day is a closed day.
    pub closed_day: ClosedDay,
    /// 児童手当法8条3項: never before the last open day of the starting month.
    pub month_end: bool,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Days.
    Days(u16),
    /// Months (民法143条).
    Months(u16),
    /// Years (民法143条).
    Years(u16),
}

/// Whether the starting day is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FirstDay {
    /// 初日不算入 (民法140条): 14 days after the 1st is the 15th.
    #[default]
    Excluded,
    /// 初日算入 (戸籍法43条1項): 14 days from the 1st is the 14th.
    Included,
}

/// When the last day is a closed day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClosedDay {
    /// The next open day.
    #[default]
    NextOpen,
    /// The day stands.
    Stands,
}
