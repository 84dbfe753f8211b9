//! マイナンバーカード: 券面事項入力補助AP, which holds the four items as text. Only those are read (番号法 does not allow the
//! number to be taken for anything else, and this program needs it for nothing).

use kakanai_domain::card::Certainty;
use zeroize::Zeroizing;

use super::{Chip, ChipError, Kind, Pin, apdu, ber};
use crate::card;
use kakanai_domain::card::CardReading;

/// 券面事項入力補助AP
const APPLICATION: [u8; 10] = [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];
/// The PIN of the selected file.
const SELECTED: u8 = 0x80;

/// The files that are selected, and no other can be.
#[derive(Clone, Copy)]
enum File {
    /// 基本4情報
    FourItems = 0x0002,
    /// 暗証番号, four digits, three tries.
    Pin = 0x0011,
}

/// Whether it is such a card.
pub(super) fn is(chip: &mut impl Chip) -> Result<bool, ChipError> {
    apdu::has_application(chip, &APPLICATION)
}

fn select(chip: &mut impl Chip, file: File) -> Result<(), ChipError> {
    apdu::application(chip, &APPLICATION)?;
    apdu::file(chip, file as u16)
}

pub(super) fn tries(chip: &mut impl Chip) -> Result<u8, ChipError> {
    select(chip, File::Pin)?;
    apdu::tries(chip, SELECTED)
}

pub(super) fn read(chip: &mut impl Chip, pin: Pin) -> Result<CardReading, ChipError> {
    select(chip, File::Pin)?;
    apdu::verify(chip, SELECTED, pin)?;
    // Not by `select`: choosing the application again would forget the PIN.
    apdu::file(chip, File::FourItems as u16)?;
    let bytes = apdu::read(chip)?;
    let items = ber::find(&bytes, 0xFF20).ok_or(ChipError::Form)?;
    let text = |tag| {
        let text = ber::find(items, tag).ok_or(ChipError::Form)?;
        let text = std::str::from_utf8(text).map_err(|_| ChipError::Form)?;
        Ok::<_, ChipError>(Zeroizing::new(text.to_owned()))
    };
    let (name, address, born, sex) = (text(0xDF22)?, text(0xDF23)?, text(0xDF24)?, text(0xDF25)?);
    // 9 and the rest say nothing.
    let sex = match sex.as_str() {
        "1" => Some("男"),
        "2" => Some("女"),
        _ => None,
    };
    let checked = |name, text: &str| (name, text.to_owned(), Certainty::Checked);
    let texts = [checked("name", &name), checked("address", &address), checked("birth_date", &born)];
    Ok(card::of(Kind::MyNumber.card(), texts.into_iter().chain(sex.map(|sex| checked("sex", sex)))))
}
