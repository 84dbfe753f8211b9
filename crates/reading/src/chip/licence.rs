//! 運転免許証: 記載事項 behind the first PIN. 本籍 (the second PIN), the photograph and the number are not read.

use encoding_rs::EUC_JP;
use kakanai_domain::card::Certainty;
use zeroize::Zeroizing;

use super::{Chip, ChipError, Kind, Pin, apdu, ber};
use crate::card;
use kakanai_domain::card::CardReading;

/// DF1: 記載事項
const APPLICATION: [u8; 16] = [0xA0, 0x00, 0x00, 0x02, 0x31, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/// MF/EF02: whether a PIN was set.
const SETTING: u16 = 0x000A;
/// DF1/EF01
const ENTRIES: u16 = 0x0001;
/// IEF01, four digits, three tries, by its short name at the main file.
const FIRST_PIN: u8 = 0x81;

/// Whether it is such a card.
pub(super) fn is(chip: &mut impl Chip) -> Result<bool, ChipError> {
    apdu::has_application(chip, &APPLICATION)
}

pub(super) fn tries(chip: &mut impl Chip) -> Result<u8, ChipError> {
    apdu::main_file(chip)?;
    apdu::file(chip, SETTING)?;
    if ber::find(&apdu::read(chip)?, 0x05) == Some(&[0x00]) {
        return Err(ChipError::NoPin);
    }
    apdu::main_file(chip)?;
    apdu::tries(chip, FIRST_PIN)
}

pub(super) fn read(chip: &mut impl Chip, pin: Pin) -> Result<CardReading, ChipError> {
    apdu::main_file(chip)?;
    apdu::verify(chip, FIRST_PIN, pin)?;
    apdu::application(chip, &APPLICATION)?;
    apdu::file(chip, ENTRIES)?;
    let bytes = apdu::read(chip)?;
    let text = |tag| ber::find(&bytes, tag).map(text).ok_or(ChipError::Form);
    let (name, kana, born, address) = (text(0x12)?, text(0x13)?, text(0x16)?, text(0x17)?);
    let texts = [("name", name), ("kana", kana), ("birth_date", born), ("address", address)];
    Ok(card::of(
        Kind::Licence.card(),
        texts.map(|(field, text)| {
            // A person has to write what the code has not.
            let certainty = if text.contains(GAIJI) { Certainty::Doubtful } else { Certainty::Checked };
            (field, text.to_string(), certainty)
        }),
    ))
}

/// JIS X 0208 in pairs of seven bits, and ASCII digits where a field is digits only. 外字 (`FFF1`–`FFFA`) become 〓, which a
/// person has to look at.
fn text(bytes: &[u8]) -> Zeroizing<String> {
    if bytes.iter().all(u8::is_ascii_digit) {
        return Zeroizing::new(bytes.iter().map(|byte| char::from(*byte)).collect());
    }
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for pair in bytes.chunks(2) {
        let pair: Vec<u8> = pair.iter().map(|byte| byte | 0x80).collect();
        match EUC_JP.decode_without_bom_handling(&pair) {
            (c, false) if !c.contains('\u{fffd}') => text.push_str(&c),
            (_, _) => text.push(GAIJI),
        }
    }
    text
}

/// What stands for a character that the code of the chip does not have.
const GAIJI: char = '〓';
