//! Commands and answers (ISO/IEC 7816-4).

use zeroize::Zeroizing;

use super::{Chip, ChipError, Gone, Pin};

/// Most bytes that a file is taken to have; those that are read have fewer than 900.
const MOST_BYTES: usize = 4096;
/// Bytes asked for at once.
const CHUNK: usize = 256;

const OK: u16 = 0x9000;
/// 検証不一致; the last digit is what is left.
const WRONG: u16 = 0x63C0;
/// Tries of every PIN here that was not missed.
const ALL: u8 = 3;
const BLOCKED: [u16; 2] = [0x6983, 0x6984];
const NOT_FOUND: [u16; 2] = [0x6A82, 0x6A81];
/// The offset is behind the end of the file.
const END: u16 = 0x6B00;

impl From<Gone> for ChipError {
    fn from(Gone: Gone) -> Self {
        ChipError::Gone
    }
}

/// An answer's data and status.
fn send(chip: &mut impl Chip, command: &[u8]) -> Result<(Zeroizing<Vec<u8>>, u16), ChipError> {
    let mut answer = chip.send(command)?;
    // Without its two bytes it is no answer of a card: it left while the reader waited.
    let (Some(low), Some(high)) = (answer.pop(), answer.pop()) else { return Err(ChipError::Gone) };
    Ok((answer, u16::from_be_bytes([high, low])))
}

fn select(chip: &mut impl Chip, head: [u8; 4], name: &[u8]) -> Result<bool, ChipError> {
    let length = u8::try_from(name.len()).map_err(|_| ChipError::Form)?;
    let command = [&head[..], &[length], name].concat();
    match send(chip, &command)?.1 {
        OK => Ok(true),
        status if NOT_FOUND.contains(&status) => Ok(false),
        status => Err(ChipError::Refused(status)),
    }
}

/// Selects an application; whether the card has it. Cards without it may refuse in any way.
pub(super) fn has_application(chip: &mut impl Chip, name: &[u8]) -> Result<bool, ChipError> {
    match select(chip, [0x00, 0xA4, 0x04, 0x0C], name) {
        Err(ChipError::Refused(_)) => Ok(false),
        other => other,
    }
}

/// Selects the application again, so that whatever was selected before does not matter.
pub(super) fn application(chip: &mut impl Chip, name: &[u8]) -> Result<(), ChipError> {
    select(chip, [0x00, 0xA4, 0x04, 0x0C], name)?.then_some(()).ok_or(ChipError::Form)
}

/// Selects the main file of a card that has files outside of applications.
pub(super) fn main_file(chip: &mut impl Chip) -> Result<(), ChipError> {
    match send(chip, &[0x00, 0xA4, 0x00, 0x00])?.1 {
        OK => Ok(()),
        status => Err(ChipError::Refused(status)),
    }
}

/// Selects a file of what is selected.
pub(super) fn file(chip: &mut impl Chip, name: u16) -> Result<(), ChipError> {
    select(chip, [0x00, 0xA4, 0x02, 0x0C], &name.to_be_bytes())?.then_some(()).ok_or(ChipError::Form)
}

/// How many tries the PIN (of the selected file, or by its short name) has left.
pub(super) fn tries(chip: &mut impl Chip, pin: u8) -> Result<u8, ChipError> {
    match send(chip, &[0x00, 0x20, 0x00, pin])?.1 {
        WRONG => Err(ChipError::Blocked),
        // It was shown already, and that resets the count.
        OK => Ok(ALL),
        status if BLOCKED.contains(&status) => Err(ChipError::Blocked),
        status => left(status).ok_or(ChipError::Refused(status)),
    }
}

/// Shows the card the PIN, which is overwritten then.
pub(super) fn verify(chip: &mut impl Chip, name: u8, pin: Pin) -> Result<(), ChipError> {
    let command = Zeroizing::new([&[0x00, 0x20, 0x00, name, 4][..], &pin.0[..]].concat());
    drop(pin);
    match send(chip, &command)?.1 {
        OK => Ok(()),
        WRONG => Err(ChipError::Blocked),
        status if BLOCKED.contains(&status) => Err(ChipError::Blocked),
        status => match left(status) {
            Some(left) => Err(ChipError::WrongPin(left)),
            None => Err(ChipError::Refused(status)),
        },
    }
}

fn left(status: u16) -> Option<u8> {
    let [_, low] = status.to_be_bytes();
    (status & 0xFFF0 == WRONG).then_some(low & 0x0F)
}

/// All of the selected file.
pub(super) fn read(chip: &mut impl Chip) -> Result<Zeroizing<Vec<u8>>, ChipError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(MOST_BYTES));
    while bytes.len() < MOST_BYTES {
        let [high, low] = u16::try_from(bytes.len()).map_err(|_| ChipError::Form)?.to_be_bytes();
        let (part, status) = send(chip, &[0x00, 0xB0, high, low, 0x00])?;
        match status {
            OK => bytes.extend_from_slice(&part),
            END if !bytes.is_empty() => break,
            status => return Err(ChipError::Refused(status)),
        }
        if part.len() < CHUNK {
            break;
        }
    }
    Ok(bytes)
}
