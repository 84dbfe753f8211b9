//! The chip of a card: what it says, letter by letter, after its owner entered the PIN.
//!
//! ```text
//! Chip (PC/SC, or a simulated card) ─ open ─► OpenChip ─ tries ─► how many tries are left, before a PIN is entered
//!                                                       └ read(Pin) ─► CardReading
//! ```
//!
//! - マイナンバーカード: 券面事項入力補助AP, the four items. The file of the 個人番号 is no [`my_number::File`]: it cannot be
//!   selected.
//! - 運転免許証: 記載事項, of which name, birth date and address are taken; never 本籍 nor the photograph.
//! - Other cards, 在留カード among them, are named and left to the picture.
//!
//! Tries are counted by the card across visits, and a blocked card can be opened by the municipality (or the police) only. So
//! the tries left are asked before every entry, which costs none, and with fewer than [`FEW`] the owner has to say that they
//! want to go on. A PIN is overwritten as soon as the card has it.
//!
//! Sources: the tables of files and commands in the open readers of these cards (ISO/IEC 7816-4 throughout).

mod apdu;
mod ber;
mod error;
mod licence;
mod my_number;

use std::fmt;

use zeroize::Zeroizing;

pub use error::ChipError;
use kakanai_domain::card::CardReading;

/// With fewer tries than this left, the owner is asked before a PIN is sent.
pub const FEW: u8 = 2;

/// A card in a reader: a command goes in, its answer (data and two bytes of status) comes out.
pub trait Chip {
    /// Sends a command.
    ///
    /// # Errors
    /// [`Gone`] where the card was taken away or the reader does not answer.
    fn send(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, Gone>;
}

/// The card was taken away, or its reader does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

/// Which chip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// マイナンバーカード
    MyNumber,
    /// 運転免許証
    Licence,
}

impl Kind {
    /// As the reading names the card.
    pub fn card(self) -> &'static str {
        match self {
            Kind::MyNumber => "マイナンバーカード（ICチップ）",
            Kind::Licence => "運転免許証（ICチップ）",
        }
    }
}

/// A PIN that is being typed. Overwritten when dropped; neither `Debug` nor the screen shows it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PinEntry(Zeroizing<String>);

impl PinEntry {
    /// One digit more; other keys and a fifth digit do nothing.
    pub fn push(&mut self, key: char) {
        if key.is_ascii_digit() && self.0.len() < 4 {
            // Growing would leave a copy behind.
            self.0.reserve_exact(4);
            self.0.push(key);
        }
    }
    /// One digit less.
    pub fn pop(&mut self) {
        self.0.pop();
    }
    /// How many digits there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
    /// The PIN, once it has four digits; nothing is left here.
    pub fn take(&mut self) -> Option<Pin> {
        let pin = Pin::new(&self.0)?;
        *self = Self::default();
        Some(pin)
    }
}

impl fmt::Debug for PinEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinEntry(…)")
    }
}

/// Four digits. Overwritten when dropped; `Debug` does not show them.
#[derive(Clone)]
pub struct Pin(Zeroizing<[u8; 4]>);

impl Pin {
    /// `None` where it is not four digits.
    pub fn new(digits: &str) -> Option<Self> {
        let digits: [u8; 4] = digits.as_bytes().try_into().ok()?;
        digits.iter().all(u8::is_ascii_digit).then(|| Self(Zeroizing::new(digits)))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// A chip whose kind is known.
pub struct OpenChip<'a, C> {
    chip: &'a mut C,
    kind: Kind,
}

/// Finds out which card it is.
///
/// # Errors
/// [`ChipError::Unknown`] where it is none of [`Kind`], [`ChipError::Gone`] where it was taken away.
pub fn open<C: Chip>(chip: &mut C) -> Result<OpenChip<'_, C>, ChipError> {
    let kind = if my_number::is(chip)? {
        Kind::MyNumber
    } else if licence::is(chip)? {
        Kind::Licence
    } else {
        return Err(ChipError::Unknown);
    };
    Ok(OpenChip { chip, kind })
}

impl<C: Chip> OpenChip<'_, C> {
    /// Which it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How many wrong PINs the card still bears. Costs none.
    ///
    /// # Errors
    /// [`ChipError::Blocked`] where it bears none, [`ChipError::Gone`], or what the card refused.
    pub fn tries(&mut self) -> Result<u8, ChipError> {
        match self.kind {
            Kind::MyNumber => my_number::tries(self.chip),
            Kind::Licence => licence::tries(self.chip),
        }
    }

    /// Reads the card with its owner's PIN. `consent`: they said that they want to go on though few tries are left.
    ///
    /// # Errors
    /// [`ChipError::FewTries`] without that consent, and then no PIN was sent; [`ChipError::WrongPin`] with the tries left;
    /// and those of [`OpenChip::tries`].
    pub fn read(&mut self, pin: Pin, consent: bool) -> Result<CardReading, ChipError> {
        let left = self.tries()?;
        if left < FEW && !consent {
            return Err(ChipError::FewTries(left));
        }
        match self.kind {
            Kind::MyNumber => my_number::read(self.chip, pin),
            Kind::Licence => licence::read(self.chip, pin),
        }
    }
}
