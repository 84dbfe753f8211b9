//! What the outside is asked to do.

use kakanai_domain::event::Event;
use kakanai_domain::session::Entry;
use kakanai_domain::{Date, Id, Interview, Lang};
use kakanai_reading::Payload;
use kakanai_reading::chip::Pin;

use super::SessionKey;
use crate::printout::Way;

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
    /// Look at what shows cards, until it is said to stop; what is seen is told under this number. Where `another` card
    /// was read before, it has to be taken away first.
    LookAt {
        /// Which look it is.
        number: u64,
        /// Whether another card was read before.
        another: bool,
    },
    /// Read what is seen now, however good it is.
    TakeNow(u64),
    /// Look at nothing any more, and forget what was seen.
    LookAway,
    /// What does this code say?
    Scan(Vec<Payload>),
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
