//! All the program knows while it runs. Changed in one place only: [`crate::update`].

mod effect;
mod intent;
mod report;
mod visit;

use std::collections::BTreeMap;
use std::sync::Arc;

use kakanai_domain::session::{Actor, Stage};
use kakanai_domain::{Catalog, Date, Editions, Lang, Member, Slot};

use crate::chip::ChipEntry;
use crate::draft::{Field, Flaws, Input};
use crate::printout::{Printout, Wish};
use crate::question::Question;
use crate::showing::{Eye, Phase, Showing};
use crate::words::Word;

pub use effect::{Effect, Job};
pub use intent::{Entered, Intent};
pub use report::{Reading, Report};
pub use visit::{Papers, Seen, Visit};

/// Name of a session in the storage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionKey(pub String);

/// Everything.
pub struct Model {
    /// Definitions of the office.
    pub editions: Arc<Editions>,
    /// Those that are in force on the day of the visits.
    pub catalog: Arc<Catalog>,
    /// The day of the visits: today, or the day on which the open session began.
    pub today: Date,
    /// Whether card files can be read.
    pub has_reader: bool,
    /// What shows cards to the program, where there is something.
    pub eye: Option<Eye>,
    /// How many cards were looked at so far.
    pub looks: u64,
    /// Language of the resident's screens.
    pub lang: Lang,
    /// Size of the letters.
    pub letters: Letters,
    /// White on black.
    pub high_contrast: bool,
    /// What is on the screen.
    pub screen: Screen,
    /// What lies over it.
    pub over: Option<Over>,
    /// The session that is open.
    pub visit: Option<Visit>,
    /// The clerk's list.
    pub desk: Vec<Listed>,
    /// Bundles on their way to paper, also of sessions that are not open.
    pub printouts: BTreeMap<SessionKey, Printout>,
    /// What the clerk chose for the next one.
    pub wish: Wish,
    /// Time and idleness.
    pub clock: Clock,
}

/// Size of the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// 標準
    #[default]
    Usual,
    /// 大きい
    Large,
    /// とても大きい
    Larger,
}

impl Letters {
    /// Every size.
    pub const ALL: [Letters; 3] = [Letters::Usual, Letters::Large, Letters::Larger];

    /// Enlargement of the type steps.
    pub fn scale(self) -> f32 {
        match self {
            Letters::Usual => 1.0,
            Letters::Large => 1.2,
            Letters::Larger => 1.4,
        }
    }
}

/// Screens.
pub enum Screen {
    /// はじめる
    Start,
    /// Why did you come?
    Events,
    /// A question.
    Asking(Box<Asking>),
    /// A card is being shown.
    Showing(Box<Showing>),
    /// Is everything right?
    Review,
    /// The receipt number is being made.
    Submitting,
    /// Where to go now.
    Done,
    /// The clerk's list of sessions.
    Desk,
    /// One session, for the clerk.
    Case,
}

impl Screen {
    /// What can be typed into: a question, or the correction of what a card says.
    pub fn asking(&self) -> Option<&Asking> {
        match self {
            Screen::Asking(asking) => Some(asking),
            Screen::Showing(showing) => match &showing.phase {
                Phase::Mending(_, _, asking) => Some(asking),
                Phase::Looking(_) | Phase::Checking(_) => None,
            },
            Screen::Start
            | Screen::Events
            | Screen::Review
            | Screen::Submitting
            | Screen::Done
            | Screen::Desk
            | Screen::Case => None,
        }
    }

    /// The same, to type.
    pub fn asking_mut(&mut self) -> Option<&mut Asking> {
        match self {
            Screen::Asking(asking) => Some(asking),
            Screen::Showing(showing) => match &mut showing.phase {
                Phase::Mending(_, _, asking) => Some(asking),
                Phase::Looking(_) | Phase::Checking(_) => None,
            },
            Screen::Start
            | Screen::Events
            | Screen::Review
            | Screen::Submitting
            | Screen::Done
            | Screen::Desk
            | Screen::Case => None,
        }
    }
}

/// What lies over a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// Size of letters, colours, language.
    Settings,
    /// Really stop?
    Leave,
    /// Are you still there?
    Idle,
    /// Why is this asked?
    Why,
    /// Files that can be read.
    Reader(Vec<String>),
    /// The 50音 for a field.
    Kana(Slot, Field),
    /// Really erase this session?
    Purge,
    /// A page of the bundle; enlarged to the width of the window, or whole.
    Pages {
        /// To the width of the window.
        large: bool,
    },
    /// The bundle, and how its printing goes.
    Printout,
    /// The PIN of the card on the reader.
    Chip(ChipEntry),
    /// Something outside went wrong.
    Trouble(Trouble),
}

/// What went wrong outside, for the one who can mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// A sentence the resident can act on.
    pub words: Word,
    /// The cause, for staff. Never personal data.
    pub cause: String,
}

/// One line of the clerk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the storage.
    pub key: SessionKey,
    /// 受付番号
    pub receipt: Option<String>,
    /// When it began, seconds since 1970 UTC.
    pub at: i64,
    /// Where it stands.
    pub stage: Stage,
    /// Name of the event, as stored.
    pub event: Option<String>,
}

/// A question on the screen.
pub struct Asking {
    /// Which.
    pub question: Question,
    /// What comes after it.
    pub purpose: Purpose,
    /// The slots on the screen, with what is typed.
    pub inputs: BTreeMap<Slot, Input>,
    /// What is missing or wrong, since 次へ was pressed.
    pub flaws: BTreeMap<Slot, Flaws>,
    /// What is missing on the screen as a whole.
    pub complaint: Option<Word>,
    /// What just went well.
    pub note: Option<Word>,
    /// Whose turn it is, where members take turns.
    pub turn: Option<Slot>,
    /// Where the panels of keys write.
    pub focus: Option<(Slot, Field)>,
    /// The member whose roster items are edited.
    pub editing: Option<Editing>,
}

impl Asking {
    /// Whose answer everybody may take over: the one whose turn it is, else the last one answered before.
    pub fn same(&self) -> Option<Slot> {
        let answered = |slot: &&Slot| self.inputs.get(*slot).is_some_and(|input| !input.is_untouched());
        let turn = self.turn.as_ref().filter(answered);
        let before = || self.inputs.keys().filter(|slot| Some(**slot) < self.turn).rfind(answered);
        turn.or_else(before).or_else(|| self.inputs.keys().find(answered)).copied()
    }
}

/// What comes after a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The next question.
    Onward,
    /// Back to the review.
    Review,
    /// Back to the clerk's view.
    Correct,
}

/// The editor of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editing {
    /// Who.
    pub member: Member,
    /// Which page of roster items.
    pub page: usize,
}

/// Time, as the shell tells it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// Seconds since 1970 UTC.
    pub at: i64,
    /// Seconds since the start, never backwards.
    pub time: f64,
    /// The same, of the last touch.
    pub touched: f64,
}

/// Seconds without a touch until the screen asks whether anybody is there.
pub const IDLE_AFTER: f64 = 90.0;
/// Seconds from that question until everything is wiped.
pub const IDLE_GRACE: f64 = 20.0;
/// Seconds the last screen stays.
pub const DONE_AFTER: f64 = 60.0;

impl Model {
    /// The start screen of an office.
    pub fn new(editions: Arc<Editions>, today: Date, has_reader: bool) -> Self {
        Self {
            catalog: editions.on(today).clone(),
            editions,
            today,
            has_reader,
            eye: None,
            looks: 0,
            lang: Lang::Ja,
            letters: Letters::Usual,
            high_contrast: false,
            screen: Screen::Start,
            over: None,
            visit: None,
            desk: Vec::new(),
            printouts: BTreeMap::new(),
            wish: Wish::default(),
            clock: Clock::default(),
        }
    }

    /// Makes it the day of the visits, with what is in force on it.
    pub fn turn_to(&mut self, today: Date) {
        if today != self.today {
            self.today = today;
            self.catalog = self.editions.on(today).clone();
        }
    }

    /// Whether a resident is at the screen, with something to protect.
    pub fn is_in_use(&self) -> bool {
        match &self.screen {
            Screen::Start | Screen::Desk | Screen::Case => false,
            Screen::Asking(asking) => asking.purpose != Purpose::Correct,
            Screen::Showing(showing) => showing.asking.purpose != Purpose::Correct,
            Screen::Events | Screen::Review | Screen::Submitting | Screen::Done => true,
        }
    }

    /// Who acts on this screen.
    pub fn actor(&self) -> Actor {
        match &self.screen {
            Screen::Desk | Screen::Case => clerk(),
            Screen::Asking(asking) if asking.purpose == Purpose::Correct => clerk(),
            Screen::Showing(showing) if showing.asking.purpose == Purpose::Correct => clerk(),
            Screen::Start
            | Screen::Events
            | Screen::Asking(_)
            | Screen::Showing(_)
            | Screen::Review
            | Screen::Submitting
            | Screen::Done => Actor::Resident,
        }
    }

    /// Whether anything can be read here.
    pub fn can_read(&self) -> bool {
        self.has_reader || self.eye.is_some()
    }

    /// The look at a card that goes on, by its number; and whether another card was read before.
    pub fn looks_at(&self) -> Option<(u64, bool)> {
        let Screen::Showing(showing) = &self.screen else { return None };
        match &showing.phase {
            Phase::Looking(looking) => Some((looking.number, looking.another)),
            Phase::Checking(_) | Phase::Mending(..) => None,
        }
    }
}

/// Staff are not told apart yet: there is no log-in, the door is a button on the start screen.
fn clerk() -> Actor {
    Actor::Clerk("窓口".to_owned())
}
