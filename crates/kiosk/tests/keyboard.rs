//! A scanner that types like a keyboard: codes go to the program, and what a person strikes to the field, unchanged.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a mistake here is a failed test"
)]

mod support;

use eframe::egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use kakanai_kiosk::keyboard::{Keyboard, Scanned};
use kakanai_kiosk::model::{Effect, Intent, Over, Screen};
use kakanai_kiosk::update::update;
use kakanai_reading::scanner::End;
use kakanai_reading::{Payload, ReadError};
use support::family::at_the_desk;
use support::town;

/// Events of a frame, at this millisecond.
type Frame = (u64, Vec<Event>);

fn text(text: &str) -> Event {
    Event::Text(text.to_owned())
}

fn key(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

fn touch() -> Event {
    let (pos, button, modifiers) = (Pos2::ZERO, PointerButton::Primary, Modifiers::NONE);
    Event::PointerButton { pos, button, pressed: true, modifiers }
}

fn preedit(text: &str) -> Event {
    Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
}

/// One character in each frame, so many milliseconds apart.
fn struck(keys: &str, from: u64, apart: u64) -> Vec<Frame> {
    let event = |c: char| match c {
        '\n' => key(Key::Enter),
        '\t' => key(Key::Tab),
        c => text(&c.to_string()),
    };
    (0..).zip(keys.chars()).map(|(n, c)| (from + n * apart, vec![event(c)])).collect()
}

/// What the window and what the program gets to know, with frames until nothing is waited for.
fn hear(end: End, frames: Vec<Frame>) -> (Vec<Event>, Vec<Scanned>) {
    let mut keyboard = Keyboard::new(String::new(), end);
    let (mut on, mut scanned) = (Vec::new(), Vec::new());
    let mut now = 0;
    for (at, mut events) in frames {
        now = at;
        scanned.extend(keyboard.hear(&mut events, at));
        on.extend(events);
    }
    while let Some(due) = keyboard.due(now) {
        now += due;
        let mut events = Vec::new();
        scanned.extend(keyboard.hear(&mut events, now));
        on.extend(events);
    }
    (on, scanned)
}

fn code(text: &str) -> Vec<Scanned> {
    vec![Payload::from_bytes(text.as_bytes().to_vec())]
}

#[test]
fn what_a_person_strikes_reaches_the_window_unchanged_and_in_order() {
    let hands = [
        struck("mihon\n", 0, 90),
        // Two keys in one frame, then the erasing key, then a touch elsewhere.
        vec![
            (0, vec![text("a"), text("b")]),
            (10, vec![key(Key::Backspace)]),
            (20, vec![text("c"), touch()]),
        ],
        // Japanese input, word by word.
        vec![
            (0, vec![preedit("み")]),
            (200, vec![preedit("みほん")]),
            (500, vec![Event::Ime(ImeEvent::Commit("見本".into()))]),
        ],
        struck("0000\t", 0, 70),
        vec![(0, vec![key(Key::Enter)]), (5, vec![key(Key::Tab)])],
        // A key held down is seen while it is.
        struck(&"a".repeat(40), 0, 33),
    ];
    for frames in hands {
        let struck: Vec<Event> = frames.iter().flat_map(|(_, events)| events.clone()).collect();
        assert_eq!(hear(End::Enter, frames), (struck, Vec::new()));
    }
}

#[test]
fn a_code_reaches_no_field_whatever_the_frames_were() {
    for apart in [1, 8, 16, 33] {
        let (on, scanned) = hear(End::Enter, struck("KAKANAI1 999999\n", 0, apart));
        assert_eq!((on, scanned), (Vec::new(), code("KAKANAI1 999999")), "{apart} ms");
    }
    let (on, scanned) = hear(End::Tab, struck("A1B2C3\t", 0, 5));
    assert_eq!((on, scanned), (Vec::new(), code("A1B2C3")));
    // All of it in one frame, since the one before took long.
    let all = struck("A1B2C3\n", 0, 0).into_iter().flat_map(|(_, events)| events).collect();
    assert_eq!(hear(End::Enter, vec![(9, all)]), (Vec::new(), code("A1B2C3")));
    // Full-width letters of Japanese input are the keys that were struck; what was composed vanishes from the field.
    let ime = vec![
        (0, vec![preedit("ＡＢＣ")]),
        (4, vec![preedit("ＡＢＣ１２３")]),
        (8, vec![Event::Ime(ImeEvent::Commit("ＡＢＣ１２３".into()))]),
        (9, vec![key(Key::Enter)]),
    ];
    let (on, scanned) = hear(End::Enter, ime);
    assert_eq!((on.last(), scanned), (Some(&preedit("")), code("ABC123")));
}

#[test]
fn rows_of_a_code_are_one_code_and_a_number_of_twelve_digits_is_none() {
    let (on, scanned) = hear(End::Enter, struck("name,sex\nmihon taro,m\nx,f\n", 0, 3));
    assert_eq!((on, scanned), (Vec::new(), code("name,sex\nmihon taro,m\nx,f")));
    for rows in ["123456789018\n", "name,sex\n123456789018\n"] {
        let (on, scanned) = hear(End::Enter, struck(rows, 0, 3));
        assert_eq!((on, scanned), (Vec::new(), vec![Err(ReadError::IndividualNumber)]), "{rows:?}");
    }
}

#[test]
fn a_clerk_scans_a_guide_and_the_session_opens() {
    let mut stage = at_the_desk();
    let receipt = stage.model().visit.as_ref().unwrap().session.receipt.clone().unwrap();
    let office = stage.model().catalog.office.code.clone();
    stage.take(Intent::Desk);
    let guide =
        |receipt: &str| code(&format!("KAKANAI1 {office} {receipt} care 1/2 UTF-8 00000000")).remove(0);
    stage.take(Intent::Scanned(guide("M-0000-000")));
    assert!(stage.shows("この案内票の受付は、この機械にはありません。"));
    stage.take(Intent::Close);
    stage.take(Intent::Scanned(guide(&receipt)));
    assert!(matches!(stage.model().screen, Screen::Case));
}

#[test]
fn a_code_is_taken_while_a_question_is_open_and_at_no_other_time() {
    let mut model = town();
    assert!(update(&mut model, Intent::Scanned(code("A1B2C3").remove(0))).is_empty(), "nobody has begun");
    let mut stage = at_the_desk();
    let slot = stage.model().visit.as_ref().unwrap().interview.as_ref().unwrap().asked[0];
    stage.take(Intent::Change(slot));
    let model = &mut stage.harness.state_mut().model;
    let effects = update(model, Intent::Scanned(code("A1B2C3").remove(0)));
    assert!(matches!(effects[..], [Effect::Scan(_)]));
    update(model, Intent::Scanned(Err(ReadError::IndividualNumber)));
    assert!(matches!(model.over, Some(Over::Trouble(_))), "a number is refused aloud");
}
