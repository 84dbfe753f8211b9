//! What somebody did at the screen, and what the outside told.

use kakanai_domain::event::Event;
use kakanai_domain::item::{CardField, Choice};
use kakanai_domain::{Date, Id, Lang, Member, Slot};

use super::{Letters, Over, Report, SessionKey};
use crate::draft::{Calendar, Field};
use crate::keyboard::Scanned;
use crate::look::pad::Key;

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
    /// Show a card to the camera.
    ShowCard,
    /// Read what the camera sees now.
    TakeNow,
    /// What was read there is right.
    Right(CardField),
    /// What was read there is wrong.
    Mend(CardField),
    /// What the card says is right; `another` card follows.
    KeepCard {
        another: bool,
    },
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
