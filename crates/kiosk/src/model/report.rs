//! What the outside answers.

use kakanai_domain::card::CardReading;
use kakanai_domain::session::Entry;
use kakanai_printer::Progress;
use kakanai_printing::Note;
use kakanai_reading::CodeReading;

use super::{Listed, Papers, Seen, SessionKey, Trouble};
use crate::chip::ChipEvent;
use crate::showing::{CardEvent, Face};

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
    /// What is seen of a card that is shown, and in which look at it.
    Card(u64, CardEvent),
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
    /// One person's card as a picture of it shows: to be looked through first.
    Face(Box<Face>),
}
