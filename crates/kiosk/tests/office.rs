//! The same counter with a real disk: sessions, papers, readings.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use kakanai_domain::card::Certainty;
use kakanai_domain::session::{Origin, Stage};
use kakanai_kiosk::model::{Intent, Model, Reading, Report, Screen, SessionKey};
use kakanai_kiosk::outside::{Office, Outside};
use kakanai_kiosk::update::update;
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
    let report = office.perform(kakanai_kiosk::model::Effect::Read("cards/nobody.json".into()));
    assert!(matches!(report, Some(Report::Failed(_))));
    let report = office.perform(kakanai_kiosk::model::Effect::Read("cards/taro.json".into()));
    let Some(Report::Read(Reading::Card(card))) = report else { panic!("a card") };
    assert!(
        card.fields.iter().all(|(_, certainty)| *certainty >= Certainty::Doubtful) && !card.fields.is_empty()
    );
}
