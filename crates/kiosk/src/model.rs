//! All the program knows while it runs. Changed in one place only: [`crate::update`].

use std::collections::BTreeMap;
use std::sync::Arc;

use kakanai_domain::card::CardReading;
use kakanai_domain::event::Event;
use kakanai_domain::guide::Guide;
use kakanai_domain::item::{Choice, List};
use kakanai_domain::session::{Actor, Entry, Happened, Session, Stage};
use kakanai_domain::sheet::Sheet;
use kakanai_domain::{Catalog, Date, Editions, Id, Interview, Lang, Member, Replay, Slot, advise, fill};
use kakanai_printer::Progress;
use kakanai_printing::Note;
use kakanai_printing::preview::Picture;
use kakanai_reading::chip::Pin;
use kakanai_reading::{CodeReading, Payload};

use crate::chip::{ChipEntry, ChipEvent};
use crate::draft::{Calendar, Field, Flaws, Input};
use crate::keyboard::Scanned;
use crate::look::pad::Key;
use crate::printout::{Printout, Way, Wish};
use crate::question::Question;
use crate::words::Word;

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

/// The session that is open.
pub struct Visit {
    /// Its name in the storage.
    pub key: SessionKey,
    /// All that happened.
    pub entries: Vec<Entry>,
    /// How many of these are on the disk. Until all are, the screen shows nothing that follows from them.
    pub saved: usize,
    /// The same, replayed.
    pub session: Session,
    /// The same, settled; once there is an event.
    pub interview: Option<Interview>,
    /// How far settling has come: the next answer goes on from there.
    replay: Replay,
    /// The pages there are to print, once everything is answered.
    pub sheets: Vec<Id<Sheet>>,
    /// The papers, once they are made.
    pub papers: Option<Papers>,
    /// What has to be looked at on them before they are handed over.
    pub notes: Vec<Note>,
    /// The page the clerk looks at, until they change.
    pub seen: Option<Seen>,
}

/// A page of the bundle as a picture. In memory only.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Which, from 1.
    pub page: u32,
    /// Of so many.
    pub pages: u32,
    /// How it looks.
    pub picture: Arc<Picture>,
}

/// Papers that were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Papers {
    /// Pages of sheets, without the guide.
    pub pages: u32,
    /// Where the files lie.
    pub folder: String,
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

/// What somebody did.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it; the others are described")]
pub enum Intent {
    /// Time goes on; `touched` when somebody touched the screen or the keyboard since.
    Tick {
        at: i64,
        today: Date,
        time: f64,
        touched: bool,
    },
    /// Something outside is done.
    Report(Report),
    /// The first touch.
    Start,
    Language(Lang),
    Letters(Letters),
    HighContrast(bool),
    Choose(Id<Event>),
    /// Typed or chose something.
    Enter(Slot, Entered),
    /// Went into a field.
    Focus(Slot, Field),
    /// Touched a key of a panel; it goes to the focused field.
    Key(Key),
    /// Nobody of several, or nobody in a list.
    Nobody,
    /// The same for everybody as for the one whose turn it is.
    SameForAll,
    /// It is this member's turn.
    Turn(Slot),
    AddMember,
    EditMember(Member),
    RemoveMember(Member),
    Next,
    Back,
    /// 変更 on the review, or the clerk's.
    Change(Slot),
    Submit,
    /// Done with the last screen.
    Finish,
    /// Put something over the screen.
    Show(Over),
    /// Take it away.
    Close,
    /// Really stop.
    Leave,
    OpenReader,
    Read(String),
    /// A scanner read a code.
    Scanned(Scanned),
    /// Touched a key of the PIN.
    PinKey(Key),
    /// Go on, though a mistake may block the card.
    PinAgreed,
    ReadChip,
    Desk,
    Open(SessionKey),
    Confirm(Slot),
    MakePapers,
    /// To a page of the bundle, counted from 1.
    See(u32),
    /// To the dialog of printing.
    ShowPrintout,
    /// Of the office's printers, in their order.
    ChoosePrinter(usize),
    /// From this page of the bundle, counted from 1.
    FromPage(u32),
    /// Print the bundle as wished; `insist`: a person has looked at the printer.
    PrintOut {
        insist: bool,
    },
    CancelPrintout,
    /// The clerk has seen that all is on paper.
    AllThere,
    HandOver,
    SendBack,
    /// The resident goes on with a session that was sent back.
    Resume,
    Purge,
}

/// What was typed or chosen for a slot.
#[derive(Clone)]
pub enum Entered {
    /// Text of a field.
    Text(Field, String),
    /// はい / いいえ
    YesNo(bool),
    /// Ticked or not, among several members.
    Tick(bool),
    /// One option.
    Choice(Id<Choice>),
    /// One of any options, on or off.
    Toggle(Id<Choice>),
    /// A member.
    Member(Member),
    /// 元号 or 西暦.
    Calendar(Calendar),
    /// The day is not exactly known, or is after all.
    Unsure(bool),
    /// So many days ago.
    DaysAgo(i32),
    /// The office's own prefecture and name.
    Here,
    /// わからない
    Unknown,
}

impl std::fmt::Debug for Entered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entered(…)")
    }
}

/// What the outside answers.
#[derive(Clone, Debug)]
pub enum Report {
    /// A session was begun and is on the disk.
    Begun(SessionKey),
    /// So many more entries of the session are on the disk.
    Kept(SessionKey, usize),
    /// It was submitted under this number.
    Received(String),
    /// Papers are made.
    Printed(Papers),
    /// What has to be looked at on the papers of one.
    Checked(SessionKey, Vec<Note>),
    /// A page of the bundle of one.
    Seen(SessionKey, Seen),
    /// The sessions there are.
    Listed(Vec<Listed>),
    /// All entries of one.
    Opened(SessionKey, Vec<Entry>),
    /// Files that can be read.
    Files(Vec<String>),
    /// What was read.
    Read(Reading),
    /// What the reader of chips tells.
    Chip(ChipEvent),
    /// How the bundle of a session comes along; it has so many pages.
    Printing(SessionKey, u32, Progress),
    /// The bundle could not even be made.
    NotPrinted(SessionKey, Trouble),
    /// It went wrong.
    Failed(Trouble),
}

/// What a card or a code says.
#[derive(Clone, Debug)]
pub enum Reading {
    /// One person's card.
    Card(CardReading),
    /// A code's answers, for members counted from 1.
    Code(CodeReading),
}

/// What the outside is asked to do. Performed in order.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Begin a session with its first entries.
    Begin(Vec<Entry>),
    /// Append entries.
    Keep(SessionKey, Vec<Entry>),
    /// Give it a receipt number.
    Submit(SessionKey),
    /// Make the papers and the guide.
    Print(Box<Job>),
    /// Look for what a clerk has to look at on the papers.
    Check(Box<Job>),
    /// Draw a page of the bundle, counted from 1.
    See(Box<Job>, u32),
    /// Print the bundle; what comes of it is reported while it happens.
    PrintOut(Box<Job>, Way),
    /// Stop printing the bundle of a session.
    CancelPrintout(SessionKey),
    /// List the sessions.
    List,
    /// Read one.
    Open(SessionKey),
    /// Erase one.
    Purge(SessionKey),
    /// List the files that can be read.
    Browse,
    /// Read one of them.
    Read(String),
    /// What does this code say?
    Scan(Payload),
    /// Read the card on the reader of chips; whether its owner agreed to go on with few tries.
    ReadChip(Pin, bool),
    /// Forget what the window remembers of typed text.
    Forget,
}

/// What is printed.
#[derive(Clone, Debug)]
pub struct Job {
    /// Of this session.
    pub key: SessionKey,
    /// 受付番号, or what stands in for it.
    pub receipt: String,
    /// Of this event.
    pub event: Id<Event>,
    /// What holds.
    pub interview: Interview,
    /// Language of the guide.
    pub lang: Lang,
    /// The day.
    pub today: Date,
}

impl Model {
    /// The start screen of an office.
    pub fn new(editions: Arc<Editions>, today: Date, has_reader: bool) -> Self {
        Self {
            catalog: editions.on(today).clone(),
            editions,
            today,
            has_reader,
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
            Screen::Events | Screen::Review | Screen::Submitting | Screen::Done => true,
        }
    }

    /// Who acts on this screen.
    pub fn actor(&self) -> Actor {
        match &self.screen {
            Screen::Desk | Screen::Case => clerk(),
            Screen::Asking(asking) if asking.purpose == Purpose::Correct => clerk(),
            Screen::Start
            | Screen::Events
            | Screen::Asking(_)
            | Screen::Review
            | Screen::Submitting
            | Screen::Done => Actor::Resident,
        }
    }
}

/// Staff are not told apart yet: there is no log-in, the door is a button on the start screen.
fn clerk() -> Actor {
    Actor::Clerk("窓口".to_owned())
}

impl Visit {
    /// A session from its entries.
    pub fn load(catalog: &Catalog, today: Date, key: SessionKey, entries: Vec<Entry>) -> Self {
        let session = Session::replay(catalog, entries.iter().map(|entry| &entry.what));
        let saved = entries.len();
        let (interview, sheets, papers, notes, seen) = (None, Vec::new(), None, Vec::new(), None);
        let replay = Replay::default();
        let mut visit = Self { key, entries, saved, session, interview, replay, sheets, papers, notes, seen };
        visit.settle(catalog, today);
        visit
    }

    /// What is not on the disk yet.
    pub fn unsaved(&self) -> &[Entry] {
        self.entries.get(self.saved..).unwrap_or_default()
    }

    /// Appends what happened and follows it up.
    pub fn take(&mut self, catalog: &Catalog, today: Date, entries: &[Entry]) {
        for entry in entries {
            self.session.take(catalog, &entry.what);
        }
        self.entries.extend_from_slice(entries);
        // What was drawn may not be so any more.
        self.seen = None;
        self.settle(catalog, today);
    }

    fn settle(&mut self, catalog: &Catalog, today: Date) {
        let Self { session, replay, .. } = self;
        self.interview = session.event.map(|event| replay.settle(catalog, event, &session.answers, today));
        let pages =
            self.session.event.zip(self.interview.as_ref()).filter(|(_, interview)| interview.is_complete());
        let pages =
            pages.map(|(event, interview)| fill(catalog, event, interview, today)).unwrap_or_default();
        self.sheets = pages.iter().map(|page| page.sheet).collect();
    }

    /// The guide, once there is an event.
    pub fn guide(&self, catalog: &Catalog, today: Date, lang: Lang) -> Option<Guide> {
        Some(advise(catalog, self.session.event?, self.interview.as_ref()?, today, lang))
    }

    /// A number no member of the list ever had: numbers of removed members are not used again.
    pub fn new_member(&self, catalog: &Catalog, list: Id<List>) -> Member {
        let listed = self.entries.iter().filter_map(|entry| {
            if let Happened::Answered { slot, .. } = &entry.what { slot.resolve(catalog) } else { None }
        });
        let of_list = listed.filter(|slot| slot.item().and_then(|item| catalog.items[item].of) == Some(list));
        Member(of_list.filter_map(Slot::member).map(|member| member.0).max().unwrap_or(0).saturating_add(1))
    }
}
