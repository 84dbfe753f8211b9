//! The same counter with a real disk: sessions, papers, readings.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

#[path = "support/engine.rs"]
mod engine;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use kakanai_domain::card::Certainty;
use kakanai_domain::session::{Origin, Stage};
use kakanai_kiosk::args::Shows;
use kakanai_kiosk::faces::Faces;
use kakanai_kiosk::model::{Effect, Intent, Model, Reading, Report, Screen, SessionKey};
use kakanai_kiosk::outside::{Office, Outside};
use kakanai_kiosk::showing::CardEvent;
use kakanai_kiosk::update::update;
use kakanai_kiosk::words::Word;
use support::robot::Robot;
use support::shipped;

fn take(model: &mut Model, office: &mut Office, intent: Intent) {
    for effect in update(model, intent) {
        if let Some(report) = office.perform(effect) {
            if let Report::Failed(trouble) = &report {
                panic!("{trouble:?}");
            }
            take(model, office, Intent::Report(report));
        }
    }
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).ok();
    folder
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

#[test]
fn a_visit_is_kept_printed_and_purged() {
    let data = folder("office");
    let mut model = shipped();
    let mut office = Office::open(model.editions.clone(), &data, None, Some(model.today)).unwrap();
    let mut robot = Robot::new(5, 3);
    while !matches!(model.screen, Screen::Done) {
        for intent in robot.act(&model) {
            take(&mut model, &mut office, intent);
        }
    }
    let visit = model.visit.as_ref().unwrap();
    let receipt = visit.session.receipt.clone().unwrap();
    let said = visit.session.answers.clone();
    let papers = data.join("out").join(&receipt);
    for file in ["papers.pdf", "guide.pdf"] {
        assert!(fs::read(papers.join(file)).unwrap().starts_with(b"%PDF"), "{file}");
    }
    take(&mut model, &mut office, Intent::Finish);

    // What stands on the disk is what was said, to the last entry.
    take(&mut model, &mut office, Intent::Desk);
    assert_eq!(
        model.desk.iter().map(|listed| (listed.receipt.clone(), listed.stage)).collect::<Vec<_>>(),
        [(Some(receipt), Stage::Printed)]
    );
    assert_eq!(model.desk[0].event.as_deref(), Some("move_in"));
    let key: SessionKey = model.desk[0].key.clone();
    take(&mut model, &mut office, Intent::Open(key));
    assert_eq!(model.visit.as_ref().unwrap().session.answers, said);
    take(&mut model, &mut office, Intent::HandOver);
    take(&mut model, &mut office, Intent::Purge);
    assert!(model.desk.is_empty() && !papers.exists(), "papers go with their session");
}

#[test]
fn a_certificate_and_a_card_fill_the_family() {
    let mut model = shipped();
    let mut office =
        Office::open(model.editions.clone(), &folder("reader"), Some(seeds()), Some(model.today)).unwrap();
    let event = model.catalog.events.ids().next().unwrap();
    take(&mut model, &mut office, Intent::Start);
    take(&mut model, &mut office, Intent::Choose(event));
    take(&mut model, &mut office, Intent::Read("codes/moveout.png".into()));
    let list = model.catalog.lists.find("people").unwrap();
    let visit = model.visit.as_ref().unwrap();
    let family = kakanai_kiosk::question::members(&visit.session.answers, list);
    assert!(family.len() > 1, "the certificate lists the family");
    assert!(visit.session.origins.values().all(|origin| matches!(origin, Origin::Code(_))));

    take(&mut model, &mut office, Intent::Read("cards/taro.json".into()));
    let visit = model.visit.as_ref().unwrap();
    let grown = kakanai_kiosk::question::members(&visit.session.answers, list);
    assert_eq!(grown, family, "he is on the certificate already");
}

#[test]
fn an_unreadable_file_is_said_not_swallowed() {
    let model = shipped();
    let mut office =
        Office::open(model.editions.clone(), &folder("unreadable"), Some(seeds()), Some(model.today))
            .unwrap();
    let report = office.perform(Effect::Read("cards/nobody.json".into()));
    assert!(matches!(report, Some(Report::Failed(trouble)) if trouble.words == Word::ReadFailed));
    let report = office.perform(Effect::Read("cards/taro.json".into()));
    let Some(Report::Read(Reading::Card(card))) = report else { panic!("a card") };
    assert!(
        card.fields.iter().all(|(_, certainty)| *certainty >= Certainty::Doubtful) && !card.fields.is_empty()
    );
}

/// The thread of the office, on frames on the disk: it tells until the card is read, or until it is told to look away.
#[test]
fn a_card_that_is_shown_is_read_and_one_that_is_not_wanted_is_not() {
    let frames = folder("frames");
    fs::create_dir_all(&frames).unwrap();
    for frame in ["1.jpg", "2.jpg"] {
        fs::copy(seeds().join("cards/taro.jpg"), frames.join(frame)).unwrap();
    }
    let model = shipped();
    let mut office =
        Office::open(model.editions.clone(), &folder("shown"), Some(seeds()), Some(model.today)).unwrap();
    let files = |office: &mut Office| match office.perform(Effect::Browse) {
        Some(Report::Files(files)) => files,
        other => panic!("{other:?}"),
    };
    assert!(!files(&mut office).contains(&"cards/taro.jpg".to_owned()), "nothing reads pictures here");
    let faces = Faces::open(None, None).unwrap().with(engine::dictated);
    let mut office = office.with_faces(faces, Some(Shows::Frames(frames)));
    assert!(files(&mut office).contains(&"cards/taro.jpg".to_owned()));
    let (tell, told) = channel();
    office.listen(Arc::new(move |report| tell.send(report).unwrap_or_default()));
    office.perform(Effect::LookAt { number: 7, another: false });
    let wait = Duration::from_secs(60);
    loop {
        match told.recv_timeout(wait).unwrap() {
            Report::Card(7, CardEvent::Read(_)) => break,
            Report::Card(7, CardEvent::Seen(..) | CardEvent::Says(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    // Another card never comes: only looking away ends it, and then nothing is told any more.
    office.perform(Effect::LookAt { number: 8, another: true });
    assert!(matches!(told.recv_timeout(wait).unwrap(), Report::Card(8, CardEvent::Says(_))));
    office.perform(Effect::LookAway);
    std::thread::sleep(Duration::from_millis(1500));
    while told.try_recv().is_ok() {}
    assert!(told.recv_timeout(Duration::from_millis(700)).is_err());

    let Some(Report::Read(Reading::Face(face))) = office.perform(Effect::Read("cards/taro.jpg".into()))
    else {
        panic!("a card")
    };
    assert!(!face.rows.is_empty());
    let faces = Faces::open(None, None).unwrap().with(engine::absent);
    let report = office.with_faces(faces, None).perform(Effect::Read("cards/taro.jpg".into()));
    let Some(Report::Failed(trouble)) = report else { panic!("no engine reads") };
    assert!(trouble.words == Word::ReaderAway && trouble.cause.contains("tesseract"));
}
