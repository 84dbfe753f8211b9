//! Nothing of a resident stays when they leave.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

mod support;

use kakanai_kiosk::draft::Field;
use kakanai_kiosk::model::{Entered, Intent, Over, Screen};
use support::{Counter, Stage, town};

const SECRET: &str = "ヒミツ本町";

fn typing() -> Counter {
    let mut counter = Counter::new(town());
    let event = counter.model.catalog.events.ids().next().unwrap();
    for intent in [Intent::Start, Intent::Choose(event)] {
        counter.take(intent);
    }
    let Screen::Asking(asking) = &counter.model.screen else { panic!("a question") };
    let slot = *asking.inputs.keys().next().unwrap();
    counter.take(Intent::Enter(slot, Entered::DaysAgo(1)));
    counter.take(Intent::Next);
    let Screen::Asking(asking) = &counter.model.screen else { panic!("a question") };
    let slot = *asking.inputs.keys().next().unwrap();
    counter.take(Intent::Enter(slot, Entered::Text(Field::Town, SECRET.to_owned())));
    counter.take(Intent::Next);
    counter.take(Intent::Back);
    counter
}

fn assert_gone(counter: &Counter) {
    assert!(matches!(counter.model.screen, Screen::Start));
    assert!(counter.model.visit.is_none() && counter.model.over.is_none() && counter.model.desk.is_empty());
    assert!(counter.outside.sessions[0].is_empty(), "an abandoned draft leaves the disk");
    assert_eq!(counter.outside.done.last().map(String::as_str), Some("Forget"));
}

#[test]
fn leaving_wipes_everything() {
    let mut counter = typing();
    counter.take(Intent::Show(Over::Leave));
    counter.take(Intent::Leave);
    assert_gone(&counter);
}

#[test]
fn nobody_there_is_asked_and_then_wiped() {
    let mut counter = typing();
    counter.wait(89);
    assert_eq!(counter.model.over, None);
    counter.wait(1);
    assert_eq!(counter.model.over, Some(Over::Idle));
    counter.take(Intent::Close);
    counter.wait(89);
    assert_eq!(counter.model.over, None, "a touch begins the time again");
    counter.wait(20);
    assert!(matches!(counter.model.screen, Screen::Asking(_)));
    counter.wait(1);
    assert_gone(&counter);
}

#[test]
fn the_receipt_does_not_stay_on_the_screen() {
    let mut stage = Stage::new(town());
    let mut robot = support::robot::Robot::new(1, 2);
    while !matches!(stage.model().screen, Screen::Done) {
        for intent in robot.act(stage.model()) {
            stage.take(intent);
        }
    }
    stage.harness.state_mut().wait(60);
    stage.harness.run_ok();
    assert!(stage.shows("はじめる") && !stage.shows("見本"));
    assert!(!stage.harness.state().outside.sessions[0].is_empty(), "what was submitted stays for the clerk");
}

/// `Debug` is what reaches logs and panics.
#[test]
fn what_was_typed_is_not_in_any_debug_output() {
    let counter = typing();
    let Screen::Asking(asking) = &counter.model.screen else { panic!("a question") };
    let (slot, _) = asking.inputs.iter().next().unwrap();
    let intent = Intent::Enter(*slot, Entered::Text(Field::Town, SECRET.to_owned()));
    let visit = counter.model.visit.as_ref().unwrap();
    let printed = format!("{:?} {intent:?} {:?} {:?}", asking.inputs, visit.entries, visit.session);
    assert!(!printed.contains(SECRET));
}
