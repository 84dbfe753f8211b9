//! The thread that looks at cards, on a source and an engine that are data: what it tells, and that it ends.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

#[path = "support/engine.rs"]
mod engine;

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use engine::{absent, dictated};
use jiff::civil::date;
use kakanai_camera::{CameraError, Shot, Source, SourceError};
use kakanai_domain::item::CardField;
use kakanai_kiosk::args::Shows;
use kakanai_kiosk::eye::{self, Look, Orders};
use kakanai_kiosk::faces::Faces;
use kakanai_kiosk::showing::{CardEvent, Face, Sight};
use kakanai_kiosk::words::Word;
use kakanai_reading::ReadError;
use kakanai_reading::face::{Advice, Picture, TextEngine};
use zeroize::Zeroizing;

/// Gives what it was given, then nothing, and stops the look; counts what was taken from it.
struct Given {
    shots: Vec<Result<Option<Shot>, SourceError>>,
    taken: Arc<AtomicUsize>,
    orders: Arc<Orders>,
}

impl Source for Given {
    fn next(&mut self, _: Duration) -> Result<Option<Shot>, SourceError> {
        if self.shots.is_empty() {
            self.orders.stop();
            return Ok(None);
        }
        self.taken.fetch_add(1, Ordering::Relaxed);
        self.shots.remove(0)
    }
}

fn card(live: bool) -> Option<Shot> {
    let picture = Picture::decode(include_bytes!("../../../seeds/cards/taro.jpg")).unwrap();
    Some(Shot { picture, live })
}

fn desk() -> Option<Shot> {
    let picture = Picture::new(640, 360, Zeroizing::new(vec![90; 640 * 360 * 3])).unwrap();
    Some(Shot { picture, live: true })
}

struct Told {
    events: Vec<CardEvent>,
    taken: usize,
}

impl Told {
    fn face(&self) -> Option<&Face> {
        self.events
            .iter()
            .find_map(|event| if let CardEvent::Read(face) = event { Some(&**face) } else { None })
    }

    fn sights(&self) -> Vec<Sight> {
        let sight = |event: &CardEvent| match event {
            CardEvent::Seen(_, sight) | CardEvent::Says(sight) => Some(*sight),
            CardEvent::Read(_) | CardEvent::Codes(_) | CardEvent::Failed(_) => None,
        };
        self.events.iter().filter_map(sight).collect()
    }
}

/// What is told of these shots; `before` may give orders.
fn look(
    engines: fn() -> Vec<Box<dyn TextEngine>>,
    shots: Vec<Option<Shot>>,
    another: bool,
    before: impl FnOnce(&Orders),
) -> Told {
    look_at(engines, shots.into_iter().map(Ok).collect(), another, before)
}

fn look_at(
    engines: fn() -> Vec<Box<dyn TextEngine>>,
    shots: Vec<Result<Option<Shot>, SourceError>>,
    another: bool,
    before: impl FnOnce(&Orders),
) -> Told {
    let faces = Faces::open(None, None).unwrap().with(engines);
    let (orders, taken) = (Arc::new(Orders::default()), Arc::new(AtomicUsize::new(0)));
    before(&orders);
    let source = Given { shots, taken: taken.clone(), orders: orders.clone() };
    let (time, events) = (Cell::new(0), RefCell::new(Vec::new()));
    let clock = || {
        time.set(time.get() + 150);
        time.get()
    };
    let tell = |event| events.borrow_mut().push(event);
    let today = date(2026, 12, 1);
    Look { faces: &faces, today, another, orders: &orders, clock: &clock, tell: &tell }
        .run(Ok(Box::new(source)));
    Told { events: events.into_inner(), taken: taken.load(Ordering::Relaxed) }
}

#[test]
fn a_card_that_is_held_still_is_read_without_a_touch() {
    let shots = [desk()].into_iter().chain((0..20).map(|_| card(true))).collect();
    let told = look(dictated, shots, false, |_| {});
    let sights = told.sights();
    assert_eq!(sights[0], Sight::Wants(Advice::ShowCard));
    let parts: Vec<u8> = sights
        .iter()
        .filter_map(|sight| if let Sight::Good(part) = sight { Some(*part) } else { None })
        .collect();
    assert!(parts.is_sorted() && parts.first() < parts.last(), "progress is seen: {parts:?}");
    let face = told.face().unwrap();
    assert!(
        face.row(CardField::BirthDate).is_some()
            && !face.row(CardField::BirthDate).unwrap().pictures.is_empty()
    );
    assert!(told.taken < 15, "it ends when the card is read");
    let outlined =
        |event: &CardEvent| matches!(event, CardEvent::Seen(preview, _) if preview.outline.is_some());
    assert!(told.events.iter().any(outlined));
}

#[test]
fn the_card_before_has_to_be_taken_away() {
    let told = look(dictated, (0..12).map(|_| card(true)).collect(), true, |_| {});
    assert!(
        told.face().is_none() && told.sights().iter().all(|sight| *sight == Sight::Wants(Advice::ShowCard))
    );
    let shots = [card(true), desk()].into_iter().chain((0..12).map(|_| card(true))).collect();
    assert!(look(dictated, shots, true, |_| {}).face().is_some());
    // A person may say that it is the one to be read.
    let told = look(dictated, (0..3).map(|_| card(true)).collect(), true, Orders::take_now);
    assert!(told.face().is_some(), "one frame is enough for that");
}

#[test]
fn a_scan_is_read_as_it_is() {
    let told = look(dictated, vec![None, card(false)], false, |_| {});
    assert!(told.face().is_some() && told.sights().contains(&Sight::Reading));
}

#[test]
fn a_broken_scan_does_not_end_the_look_and_a_folder_that_went_away_does() {
    let path = || PathBuf::from("scans/1.jpg");
    let broken = || Err(SourceError::Picture { path: path(), error: ReadError::Picture });
    let told = look_at(dictated, vec![broken(), Ok(card(false))], false, |_| {});
    assert!(told.face().is_some(), "the next one is read");
    let gone = SourceError::File { path: path(), error: std::io::ErrorKind::NotFound.into() };
    let told = look_at(dictated, vec![Err(gone), Ok(card(false))], false, |_| {});
    assert!(matches!(told.events.last(), Some(CardEvent::Failed(_))) && told.taken == 1);
}

#[test]
fn a_camera_that_is_not_there_or_goes_away_ends_the_look_and_nothing_else() {
    let told =
        look_at(dictated, vec![Ok(desk()), Err(CameraError::Gone.into()), Ok(card(true))], false, |_| {});
    let Some(CardEvent::Failed(trouble)) = told.events.last() else { panic!("{:?}", told.events) };
    assert_eq!(trouble.words, Word::ReaderAway, "the resident types");
    assert!(trouble.cause.contains("差し直して"), "the staff plug it in: {}", trouble.cause);
    assert_eq!(told.taken, 2);
    // Where the program has no cameras, or the machine has none.
    let faces = Faces::open(None, None).unwrap().with(dictated);
    let (orders, events) = (Orders::default(), RefCell::new(Vec::new()));
    let tell = |event| events.borrow_mut().push(event);
    Look {
        faces: &faces,
        today: date(2026, 12, 1),
        another: false,
        orders: &orders,
        clock: &|| 0,
        tell: &tell,
    }
    .run(eye::open(&Shows::Camera(99)));
    let events = events.into_inner();
    let [CardEvent::Failed(trouble)] = &events[..] else { panic!("{events:?}") };
    let mend =
        if kakanai_camera::HAS_CAMERAS { "99番のカメラがありません" } else { "--features camera" };
    assert!(trouble.cause.contains(mend), "{}", trouble.cause);
}

#[test]
fn what_cannot_be_read_is_said_to_the_staff_and_what_is_not_wanted_is_not_looked_at() {
    let told = look(absent, vec![card(true)], false, |_| {});
    let CardEvent::Failed(trouble) = &told.events[0] else { panic!("{:?}", told.events) };
    assert!(trouble.words == Word::ReaderAway && trouble.cause.contains("tesseract-ocr"));
    assert_eq!(told.taken, 0, "nobody holds a card for nothing");
    let told = look(dictated, vec![card(true)], false, Orders::stop);
    assert!(told.taken == 0 && told.face().is_none());
}

#[test]
fn the_codes_of_a_certificate_are_read_all_together_and_no_card_is_wanted_for_them() {
    let certificate = |live| {
        let picture = Picture::decode(include_bytes!("../../../seeds/codes/moveout.png")).unwrap();
        Some(Shot { picture, live })
    };
    let codes = |told: &Told| {
        let count =
            |event: &CardEvent| if let CardEvent::Codes(codes) = event { Some(codes.len()) } else { None };
        told.events.iter().filter_map(count).collect::<Vec<_>>()
    };
    let shots = [desk()].into_iter().chain((0..12).map(|_| certificate(true))).collect();
    let told = look(dictated, shots, false, |_| {});
    assert_eq!(codes(&told), [3], "once, and all three");
    assert!(told.face().is_none() && told.taken < 8, "{}", told.taken);
    let told = look(dictated, vec![certificate(false), certificate(false)], false, |_| {});
    assert_eq!((codes(&told), told.taken), (vec![3], 1), "a scan as it is");
    assert!(codes(&look(dictated, (0..8).map(|_| desk()).collect(), false, |_| {})).is_empty());
}
