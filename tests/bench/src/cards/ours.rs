//! Our reader, as the kiosk uses it: the picture alone, the layouts that ship, all places of the country.

use std::fs;
use std::path::Path;

use image::RgbImage;
use kakanai_cards::{Kind, person};
use kakanai_domain::Date;
use kakanai_reading::face::{Advice, CardReader, Field, Layout, Picture, Places, Sighting, TextEngine};
use kakanai_recogniser::Recogniser;
use zeroize::Zeroizing;

use super::Shown;
use super::engine::Said;
use crate::clock::now;

/// The day of the reading.
const TODAY: Date = Date::constant(2026, 12, 1);

/// The reader, and what it knows of places.
pub fn reader() -> (CardReader, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(root.join("../../assets/cards")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect();
    files.sort();
    let layouts =
        files.iter().map(|path| Layout::parse(&fs::read_to_string(path).unwrap()).unwrap()).collect();
    let (places, note) = places(&root.join("target/places.csv"));
    (CardReader::new(layouts, places), note)
}

/// The places on the cards among all of the country, where `places.py` was run.
fn places(file: &Path) -> (Places, String) {
    let row = |[prefecture, city, town]: [&str; 3]| format!(",,,,,,{prefecture},{city},{town}\n");
    let own: String = person::places().into_iter().map(row).collect();
    let country = fs::read_to_string(file).unwrap_or_default();
    let count = country.lines().count();
    let note = match count {
        0 => "knows the places on the cards and no others (run tests/bench/places.py): its addresses count too high"
            .to_owned(),
        count => format!("knows {count} places of the country and those on the cards"),
    };
    (Places::parse(&(country + &own)).unwrap(), note)
}

/// A picture as the reader takes it.
fn picture(shown: &RgbImage) -> Picture {
    let (width, height) = shown.dimensions();
    Picture::new(width as usize, height as usize, Zeroizing::new(shown.as_raw().clone())).unwrap()
}

/// Everything it says of a photograph; where it only looks, the kind before anything is read.
pub fn read(reader: &CardReader, engines: &[&dyn TextEngine], shown: &Shown, look: bool) -> Said {
    let picture = picture(shown.picture);
    let before = now();
    let found = reader.look(&picture);
    let look_ms = Some(now() - before);
    let card = match found {
        Ok(card) => card,
        Err(Advice::TurnOver) => {
            return Said { kind: Some(Kind::MyNumberBack), look_ms, unread: look, ..Said::default() };
        }
        Err(
            Advice::ShowCard
            | Advice::Closer
            | Advice::Whole
            | Advice::HoldStill
            | Advice::MoreLight
            | Advice::NoGlare
            | Advice::OtherCard,
        ) => return Said { look_ms, unread: look, ..Said::default() },
    };
    // Here pixel centres are at halves, in the truth at whole numbers.
    let corners = Some(card.quad.corners().map(|(x, y)| [x - 0.5, y - 0.5]));
    let found = Said { corners, look_ms, ..Said::default() };
    if look {
        return Said { kind: Some(kind(&card.kind)), unread: true, ..found };
    }
    let Ok(sighting) = reader.sight(&picture, &card, engines) else { return found };
    Said { corners, look_ms, ..settled(reader, &[sighting]) }
}

/// What the product reads in one frame, if the card is seen in it.
pub fn sight(reader: &CardReader, frame: &RgbImage) -> Option<Sighting> {
    let picture = picture(frame);
    let card = reader.look(&picture).ok()?;
    reader.sight(&picture, &card, &[&Recogniser]).ok()
}

/// What frames of one card say together.
pub fn settled(reader: &CardReader, sightings: &[Sighting]) -> Said {
    let Some(seen) = reader.settle(sightings, TODAY) else { return Said::default() };
    let fields = seen.fields.iter().map(|field| {
        let name = match field.field {
            Field::NameLatin => Field::Name.name(),
            other => other.name(),
        };
        (name.to_owned(), field.text.clone(), Some(field.certainty))
    });
    Said { kind: Some(kind(&seen.kind)), fields: fields.collect(), ..Said::default() }
}

/// The kind of a layout.
fn kind(id: &str) -> Kind {
    match id {
        "my_number_front" => Kind::MyNumber,
        "my_number_back" => Kind::MyNumberBack,
        id if id.starts_with("insurance") => Kind::Insurance,
        id => *Kind::ALL.iter().find(|kind| kind.name() == id).expect("a kind for every layout"),
    }
}
