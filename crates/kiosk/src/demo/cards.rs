//! The family's cards: read from their pictures, or where there is none, from files of fields.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kakanai_domain::card::{CardReading, CardValue, Certainty};
use kakanai_domain::item::CardField;
use kakanai_domain::{Date, Lang};

use super::DemoError;
use super::seeds::{Holder, Seeds};
use crate::eye;
use crate::faces::Faces;
use crate::model::Trouble;

/// A card as the counter has it when its holder agreed to it.
pub(super) struct Card {
    pub(super) holder: Holder,
    /// What is taken over, a corrected field as its holder says it.
    pub(super) reading: CardReading,
    /// What its holder had to correct, or to type because it was not read.
    pub(super) mended: Vec<CardField>,
    /// How it was read, where it was read from a picture.
    pub(super) seen: Option<Seen>,
}

/// How a card was read from its picture.
pub(super) struct Seen {
    pub(super) fields: Vec<(CardField, Certainty)>,
    pub(super) time: Duration,
    /// Why there is nothing, where there is nothing.
    pub(super) failed: Option<String>,
}

/// Every card.
pub(super) fn read(seeds: &mut Seeds, folder: &Path) -> Result<Vec<Card>, DemoError> {
    let places = folder.join("places.csv");
    let faces = Faces::open(None, places.exists().then_some(places.as_path()))
        .map_err(|error| DemoError::Seeds(error.to_string()))?;
    let mut cards = Vec::new();
    for (holder, file, truth) in std::mem::take(&mut seeds.cards) {
        let picture = folder.join(file).with_extension("jpg");
        let card = if picture.exists() {
            let bytes = fs::read(&picture).map_err(|error| DemoError::file(&picture, error))?;
            from_picture(&faces, holder, &bytes, truth, seeds.today)
        } else {
            Card { holder, reading: truth, mended: Vec::new(), seen: None }
        };
        cards.push(card);
    }
    Ok(cards)
}

/// Its holder looks at every row, as at the counter: what is wrong is corrected.
fn from_picture(faces: &Faces, holder: Holder, bytes: &[u8], truth: CardReading, today: Date) -> Card {
    let start = Instant::now();
    let read = faces.read(bytes, today);
    let time = start.elapsed();
    let (mut reading, failed) = match read {
        Ok(seen) => (seen.reading, None),
        Err(error) => {
            let Trouble { words, cause } = eye::trouble(&error);
            let none = CardReading { card: truth.card.clone(), ..CardReading::default() };
            (none, Some(format!("{cause}。{}", words.get(Lang::Ja))))
        }
    };
    let fields = reading.fields.iter().map(|(value, certainty)| (value.field(), *certainty)).collect();
    let mut mended = Vec::new();
    for (right, _) in truth.fields {
        let read = reading.fields.iter_mut().find(|(value, _)| value.field() == right.field());
        match read {
            Some((value, _)) if says_the_same(value, &right) => {}
            Some((value, _)) => {
                mended.push(right.field());
                *value = right;
            }
            None => {
                mended.push(right.field());
                reading.fields.push((right, Certainty::Doubtful));
            }
        }
    }
    Card { holder, reading, mended, seen: Some(Seen { fields, time, failed }) }
}

/// What a person who compares a row with the card sees: a card has no reading of the name.
fn says_the_same(read: &CardValue, right: &CardValue) -> bool {
    match (read, right) {
        (CardValue::Name(read), CardValue::Name(right)) => {
            (&read.family, &read.given) == (&right.family, &right.given)
        }
        (CardValue::Address(read), CardValue::Address(right)) => read.line() == right.line(),
        (CardValue::BirthDate(read), CardValue::BirthDate(right)) => read == right,
        (CardValue::Female(read), CardValue::Female(right)) => read == right,
        (CardValue::Name(_) | CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_), _) => {
            false
        }
    }
}
