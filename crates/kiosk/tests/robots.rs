//! Whatever is answered, the interview of the shipped definitions comes to its end, on screens a person can use.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

mod support;

use kakanai_kiosk::model::Screen;
use support::robot::Robot;
use support::{Counter, Stage, shipped};

#[test]
fn every_resident_reaches_the_receipt() {
    for seed in 0..40 {
        let mut counter = Counter::new(shipped());
        let mut robot = Robot::new(seed, 1 + seed as usize % 7);
        robot.things = seed as usize % 3;
        for step in 0.. {
            assert!(step < 600, "seed {seed} goes round in circles");
            if matches!(counter.model.screen, Screen::Done) {
                break;
            }
            for intent in robot.act(&counter.model) {
                counter.take(intent);
            }
        }
        let visit = counter.model.visit.as_ref().unwrap();
        assert!(visit.session.receipt.is_some() && visit.session.lapsed.is_empty());
        assert!(visit.interview.as_ref().unwrap().is_complete());
    }
}

/// Walks with the screen on: kittest itself fails on a missing glyph and on an input without a name.
#[test]
fn every_screen_can_be_shown() {
    let mut stage = Stage::new(shipped());
    let mut robot = Robot::new(7, 7);
    for step in 0..300 {
        stage.picture(&format!("walk_{step:03}"));
        if matches!(stage.model().screen, Screen::Done) {
            return;
        }
        let intents = robot.act(stage.model());
        let before = intents.len();
        for (n, intent) in intents.into_iter().enumerate() {
            if n + 1 == before && n > 0 {
                stage.picture(&format!("walk_{step:03}_filled"));
            }
            stage.take(intent);
        }
    }
    panic!("no end");
}
