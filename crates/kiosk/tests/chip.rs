//! A card's chip: the dialog of its PIN, and, with the feature `chip`, a simulated card in the PC/SC service of the system.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a mistake here is a failed test"
)]

#[cfg(feature = "chip")]
#[path = "../../reading/tests/support/chip.rs"]
mod cards;
#[cfg(feature = "chip")]
#[path = "support/service.rs"]
mod service;
mod support;

use kakanai_kiosk::chip::ChipEvent;
use kakanai_kiosk::model::{Effect, Intent, Over, Report, Screen};
use kakanai_kiosk::update::update;
use kakanai_reading::chip::{ChipError, Kind};
use support::{Stage, shipped};

fn asking() -> Stage {
    let mut stage = Stage::new(shipped());
    stage.tap("はじめる");
    stage.tap("引っ越してきた（転入）");
    stage
}

fn tell(stage: &mut Stage, event: ChipEvent) {
    stage.take(Intent::Report(Report::Chip(event)));
}

fn enter(stage: &mut Stage, pin: &str) {
    for digit in pin.chars() {
        stage.tap(&digit.to_string());
    }
}

/// What touching 読む asks of the outside.
fn reads(stage: &mut Stage) -> Vec<Effect> {
    let effects = update(&mut stage.harness.state_mut().model, Intent::ReadChip);
    stage.harness.run_ok();
    effects
}

#[test]
fn a_card_on_the_reader_asks_for_its_pin_and_shows_none_of_it() {
    let mut stage = asking();
    tell(&mut stage, ChipEvent::There(Ok((Kind::MyNumber, 3))));
    assert!(stage.shows("個人番号は読みません"));
    enter(&mut stage, "123");
    stage.picture("chip_pin");
    assert!(stage.shows("暗証番号 4けたのうち3けた"));
    assert!(reads(&mut stage).is_empty() && stage.shows("暗証番号は 数字4けたです。"));
    enter(&mut stage, "4");
    assert!(matches!(reads(&mut stage)[..], [Effect::ReadChip(_, false)]));
    assert!(stage.shows("カードを動かさないでください"));
    assert!(reads(&mut stage).is_empty(), "it is being read already");
    // Wrong: the count goes down, and nothing of the PIN is left.
    tell(&mut stage, ChipEvent::NotRead(ChipError::WrongPin(2)));
    stage.picture("chip_wrong");
    assert!(stage.shows("まちがえられるのは あと2回です") && stage.shows("4けたのうち0けた"));
    // The last try: the owner is asked first.
    tell(&mut stage, ChipEvent::NotRead(ChipError::WrongPin(1)));
    stage.picture("chip_last");
    enter_is_not_offered(&stage);
    stage.tap("暗証番号を入れる");
    enter(&mut stage, "1234");
    assert!(matches!(reads(&mut stage)[..], [Effect::ReadChip(_, true)]));
    tell(&mut stage, ChipEvent::NotRead(ChipError::Blocked));
    assert!(stage.shows("暗証番号がロックされています"));
}

fn enter_is_not_offered(stage: &Stage) {
    let labels = stage.labels();
    assert!(!labels.iter().any(|label| label == "読む"), "{labels:?}");
}

#[test]
fn a_licence_is_asked_about_first_and_a_card_that_leaves_takes_the_dialog_along() {
    let mut stage = asking();
    tell(&mut stage, ChipEvent::There(Ok((Kind::Licence, 3))));
    stage.picture("chip_licence");
    assert!(stage.shows("警察で手続するまで"));
    enter_is_not_offered(&stage);
    assert!(reads(&mut stage).is_empty());
    tell(&mut stage, ChipEvent::Left);
    assert!(stage.model().over.is_none());
    tell(&mut stage, ChipEvent::There(Err(ChipError::Unknown)));
    assert!(matches!(stage.model().over, Some(Over::Trouble(_))));
    stage.take(Intent::Close);
    // Where no question is open, a card on the reader means nothing.
    stage.take(Intent::Leave);
    assert!(matches!(stage.model().screen, Screen::Start));
    tell(&mut stage, ChipEvent::There(Ok((Kind::MyNumber, 3))));
    assert!(stage.model().over.is_none());
}
