//! A card's chip at the counter: from the card on the reader to what it says.

use kakanai_reading::chip::{ChipError, FEW, Kind, PinEntry};

use crate::look::pad::Key;
use crate::model::{Effect, Model, Over, Screen, Trouble};
use crate::words::Word;

/// What the reader of chips tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipEvent {
    /// A card is there, and bears so many wrong PINs; or why it cannot be read.
    There(Result<(Kind, u8), ChipError>),
    /// It was taken away.
    Left,
    /// It was not read after all.
    NotRead(ChipError),
}

/// The dialog, while a PIN is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChipEntry {
    /// Which card.
    pub kind: Kind,
    /// How many wrong PINs it still bears.
    pub left: u8,
    /// What was typed.
    pub pin: PinEntry,
    /// Its owner said that they want to go on, though a mistake may block it.
    pub consent: bool,
    /// What went wrong.
    pub complaint: Option<Word>,
    /// The card is being read.
    pub reading: bool,
}

impl ChipEntry {
    /// Whether its owner has to be asked before a PIN is entered. A licence is unblocked by the police only, and never the
    /// easiest way to read one.
    pub fn asks_first(&self) -> bool {
        !self.consent && (self.left < FEW || self.kind == Kind::Licence)
    }
}

/// What the reader tells becomes a dialog, where a resident answers questions; elsewhere a card on the reader means nothing.
pub(crate) fn hear(model: &mut Model, event: ChipEvent) -> Vec<Effect> {
    let fail =
        |cause: ChipError| Some(Over::Trouble(Trouble { words: Word::ReadFailed, cause: cause.to_string() }));
    match (event, &mut model.over) {
        (ChipEvent::There(found), None | Some(Over::Reader(_)))
            if matches!(model.screen, Screen::Asking(_)) =>
        {
            model.over = match found {
                Ok((kind, left)) => Some(Over::Chip(ChipEntry {
                    kind,
                    left,
                    pin: PinEntry::default(),
                    consent: false,
                    complaint: None,
                    reading: false,
                })),
                Err(error) => fail(error),
            };
        }
        (ChipEvent::Left, over @ Some(Over::Chip(_))) => *over = None,
        (ChipEvent::NotRead(ChipError::WrongPin(left)), Some(Over::Chip(entry))) => {
            *entry = ChipEntry {
                left,
                consent: false,
                complaint: Some(Word::PinWrong),
                reading: false,
                ..entry.clone()
            };
        }
        (ChipEvent::NotRead(error), over @ Some(Over::Chip(_))) => *over = fail(error),
        (ChipEvent::There(_) | ChipEvent::Left | ChipEvent::NotRead(_), _) => {}
    }
    Vec::new()
}

/// A touched key of the PIN.
pub(crate) fn key(model: &mut Model, key: Key) {
    let Some(Over::Chip(entry)) = &mut model.over else { return };
    entry.complaint = None;
    match key {
        Key::Char(digit) => entry.pin.push(digit),
        Key::Erase => entry.pin.pop(),
        Key::Clear => entry.pin = PinEntry::default(),
        Key::Voiced | Key::HalfVoiced | Key::Small => {}
    }
}

/// The owner wants to go on.
pub(crate) fn agree(model: &mut Model) {
    if let Some(Over::Chip(entry)) = &mut model.over {
        entry.consent = true;
    }
}

/// Reads the card with the PIN that was entered.
pub(crate) fn read(model: &mut Model) -> Vec<Effect> {
    let Some(Over::Chip(entry)) = &mut model.over else { return Vec::new() };
    if entry.reading || entry.asks_first() {
        return Vec::new();
    }
    match entry.pin.take() {
        Some(pin) => {
            entry.reading = true;
            vec![Effect::ReadChip(pin, entry.consent)]
        }
        None => {
            entry.complaint = Some(Word::PinShort);
            Vec::new()
        }
    }
}
