//! Chips, as cards simulate them: what is read, and that no try is spent and no number touched without need.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a mistake here is a failed test"
)]

#[path = "support/chip.rs"]
mod cards;

use cards::{licence, my_number, residence};
use kakanai_domain::card::CardReading;
use kakanai_domain::card::{CardValue, Certainty};
use kakanai_reading::chip::{Chip, ChipError, Gone, Kind, Pin, open};
use zeroize::Zeroizing;

fn pin(digits: &str) -> Pin {
    Pin::new(digits).unwrap()
}

/// The fields in words.
fn words(file: &CardReading) -> Vec<(String, Certainty)> {
    let say = |value: &CardValue| match value {
        CardValue::Name(name) => format!("{} {}", name.full(), name.kana()),
        CardValue::Address(address) => {
            [&*address.prefecture, &address.city, &address.town, &address.block].join("|")
        }
        CardValue::BirthDate(day) => day.exact().unwrap().to_string(),
        CardValue::Female(female) => if *female { "女" } else { "男" }.to_owned(),
    };
    file.fields.iter().map(|(value, certainty)| (say(value), *certainty)).collect()
}

#[test]
fn the_four_items_of_a_my_number_card_are_read() {
    let mut card = my_number();
    let mut chip = open(&mut card).unwrap();
    assert_eq!((chip.kind(), chip.tries()), (Kind::MyNumber, Ok(3)));
    let file = chip.read(pin("1234"), false).unwrap();
    assert_eq!(file.card, "マイナンバーカード（ICチップ）");
    assert_eq!(
        words(&file),
        [
            ("見本県|北見本市|中央一丁目|２番３号".to_owned(), Certainty::Likely),
            ("1983-02-03".to_owned(), Certainty::Checked),
            // Where 氏 ends is not on the chip but for a space.
            ("見本　花子 ".to_owned(), Certainty::Likely),
            ("女".to_owned(), Certainty::Checked),
        ]
    );
    assert!(file.unread.is_empty());
}

#[test]
fn a_licence_is_read_with_kana_and_what_its_code_lacks_is_doubtful() {
    let mut card = licence("見本　太郎");
    let file = open(&mut card).unwrap().read(pin("1234"), false).unwrap();
    let read = words(&file);
    assert!(read.contains(&("見本　太郎 ミホン　タロウ".to_owned(), Certainty::Likely)), "{read:?}");
    assert!(read.contains(&("1981-05-10".to_owned(), Certainty::Checked)), "{read:?}");
    // 外字1 stands for a character of its own.
    let mut card = licence("見本　\u{e000}郎");
    let file = open(&mut card).unwrap().read(pin("1234"), false).unwrap();
    assert!(words(&file).contains(&("見本　〓郎 ミホン　タロウ".to_owned(), Certainty::Doubtful)));
    let mut unset = licence("見本　太郎");
    unset.pin_is_set = false;
    assert_eq!(open(&mut unset).unwrap().tries(), Err(ChipError::NoPin));
}

#[test]
fn no_try_is_spent_unless_it_was_agreed_to() {
    for mut card in [my_number(), licence("見本　太郎")] {
        for left in [2, 1] {
            let mut chip = open(&mut card).unwrap();
            assert_eq!(chip.read(pin("9999"), false).unwrap_err(), ChipError::WrongPin(left));
            assert_eq!(chip.tries(), Ok(left));
        }
        let mut chip = open(&mut card).unwrap();
        assert_eq!(chip.read(pin("1234"), false).unwrap_err(), ChipError::FewTries(1));
        assert_eq!(chip.tries(), Ok(1), "the right PIN was not even sent");
        assert_eq!(chip.read(pin("9999"), true).unwrap_err(), ChipError::Blocked);
        assert_eq!(chip.tries(), Err(ChipError::Blocked));
        assert_eq!(chip.read(pin("1234"), true).unwrap_err(), ChipError::Blocked);
    }
}

#[test]
fn a_pin_is_four_digits_and_shows_itself_to_nobody() {
    for wrong in ["", "123", "12345", "12a4", "１２３４", "12 4"] {
        assert!(Pin::new(wrong).is_none(), "{wrong:?}");
    }
    assert_eq!(format!("{:?}", pin("1234")), "Pin(…)");
}

#[test]
fn other_cards_are_named_and_cards_that_go_are_told() {
    assert_eq!(open(&mut residence()).err(), Some(ChipError::Unknown));
    // Taken away before every single command, down to the last.
    for card in [my_number, || licence("見本　太郎")] {
        let mut whole = card();
        open(&mut whole).unwrap().read(pin("1234"), false).unwrap();
        for after in 0..whole.commands {
            let mut card = card();
            card.goes_after = Some(after);
            let read = open(&mut card).and_then(|mut chip| chip.read(pin("1234"), false));
            assert_eq!(read.unwrap_err(), ChipError::Gone, "after {after} commands");
        }
    }
}

/// A card that says whatever it likes.
struct Garbage(fastrand::Rng);

impl Chip for Garbage {
    fn send(&mut self, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, Gone> {
        let mut answer: Vec<u8> = (0..self.0.usize(0..300)).map(|_| self.0.u8(..)).collect();
        if self.0.u8(0..10) > 0 {
            answer.extend([0x90, 0x00]);
        }
        Ok(answer.into())
    }
}

#[test]
fn garbage_is_an_error_and_no_panic() {
    for seed in 0..2_000 {
        let mut card = Garbage(fastrand::Rng::with_seed(seed));
        if let Ok(mut chip) = open(&mut card) {
            chip.read(pin("1234"), true).ok();
        }
    }
}

#[test]
fn files_of_any_bytes_are_an_error_and_no_panic() {
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..2_000 {
        let mut card = if rng.bool() { my_number() } else { licence("見本　太郎") };
        for _ in 0..rng.usize(1..4) {
            let at = rng.usize(0..card.content.len());
            card.content[at] = rng.u8(..);
        }
        card.content.truncate(rng.usize(1..=card.content.len()));
        open(&mut card).unwrap().read(pin("1234"), false).ok();
    }
}
