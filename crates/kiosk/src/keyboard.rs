//! The keyboard, and a scanner that types like one. What a person strikes goes on to the field that has the focus; a code
//! goes to the model and to no field, whatever is on the screen.
#![allow(clippy::wildcard_enum_match_arm, reason = "the window has many events; few are keys")]

use eframe::egui::{Event, ImeEvent, Key as Pressed};
use kakanai_reading::scanner::{End, Heard, Key, Scanner, Setup};
use kakanai_reading::{Payload, ReadError};

/// Most milliseconds from one key of a scanner to the next, as the window sees them: one frame that came late (33 ms at 60 a
/// second) is no end. A quick hand needs 60.
const GAP: u32 = 45;
/// Most milliseconds from one row of a code to the next: scanners type Enter for a line break, and go on at once.
const ROW_GAP: u64 = 120;
/// So many times the same character and nothing else is a key held down, which a person wants to see.
const HELD_DOWN: usize = 8;

/// What a scanner read.
pub type Scanned = Result<Payload, ReadError>;

/// See the module.
pub struct Keyboard {
    scanner: Scanner,
    /// What the scanner has not decided yet, as the window said it.
    held: Vec<Event>,
    /// The rows of a code so far, and when its last row came.
    rows: Option<(Vec<Payload>, u64)>,
}

impl Keyboard {
    /// With a scanner that types this before a code, and ends so.
    pub fn new(prefix: String, end: End) -> Self {
        let setup = Setup { prefix, end, gap: GAP, ..Setup::default() };
        Self { scanner: Scanner::new(setup), held: Vec::new(), rows: None }
    }

    /// Looks through the events of a frame (at this time, in milliseconds) and leaves those for the window. What was read is
    /// returned.
    pub fn hear(&mut self, events: &mut Vec<Event>, now: u64) -> Vec<Scanned> {
        let mut scanned = Vec::new();
        let coming = std::mem::take(events);
        if let Some(heard) = self.scanner.rest(now) {
            self.decide(heard, now, events, &mut scanned);
        }
        for event in coming {
            self.take(event, now, events, &mut scanned);
        }
        if self.rows.as_ref().is_some_and(|(_, last)| now > last + ROW_GAP) {
            scanned.extend(self.end_rows());
        }
        scanned
    }

    /// In how many milliseconds there is something to say, if no key follows.
    pub fn due(&self, now: u64) -> Option<u64> {
        let rows = self.rows.as_ref().map(|(_, last)| last + ROW_GAP + 1);
        self.scanner.due().into_iter().chain(rows).min().map(|due| due.saturating_sub(now))
    }

    fn take(&mut self, event: Event, now: u64, on: &mut Vec<Event>, scanned: &mut Vec<Scanned>) {
        let key = match &event {
            Event::Text(text) => Key::Text(text),
            Event::Ime(ImeEvent::Commit(text)) => Key::Composed(text),
            Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty() => Key::Composing,
            Event::Key { key: Pressed::Enter, pressed: true, .. } => Key::Enter,
            Event::Key { key: Pressed::Tab, pressed: true, .. } => Key::Tab,
            _ => {
                // What moves the focus or the cursor must not overtake what was typed before it.
                if is_by_hand(&event) {
                    self.let_go(on, scanned, now);
                }
                on.push(event);
                return;
            }
        };
        let waits = matches!(key, Key::Text(_) | Key::Composed(_));
        let ends = matches!(key, Key::Enter | Key::Tab);
        let mut was_code = false;
        for heard in self.scanner.hear(key, now) {
            was_code = self.decide(heard, now, on, scanned);
        }
        if waits {
            self.held.push(event);
        } else if !(ends && was_code) {
            on.push(event);
        }
        if self.is_held_down() {
            self.let_go(on, scanned, now);
        }
    }

    /// Whether it was a code.
    fn decide(&mut self, heard: Heard, now: u64, on: &mut Vec<Event>, scanned: &mut Vec<Scanned>) -> bool {
        let quick = self.rows.as_ref().is_some_and(|(_, last)| now <= last + ROW_GAP);
        let row = match heard {
            // A row too short to be a code of its own.
            Heard::Typed(typed) if quick && typed.end != End::None && !self.held.is_empty() => {
                Payload::from_bytes(typed.text.as_bytes().to_vec())
            }
            Heard::Typed(_) => {
                on.append(&mut self.held);
                return false;
            }
            Heard::Scanned(payload) => Ok(payload),
            Heard::Refused(error) => Err(error),
        };
        self.forget_held(on);
        self.row(row, now, scanned);
        true
    }

    fn row(&mut self, row: Scanned, now: u64, scanned: &mut Vec<Scanned>) {
        match row {
            Ok(payload) => {
                let (rows, last) = self.rows.get_or_insert_with(|| (Vec::new(), now));
                rows.push(payload);
                *last = now;
            }
            Err(error) => {
                self.rows = None;
                scanned.push(Err(error));
            }
        }
    }

    /// The rows as one code again.
    fn end_rows(&mut self) -> Option<Scanned> {
        let (mut rows, _) = self.rows.take()?;
        if rows.len() == 1 {
            return rows.pop().map(Ok);
        }
        let rows: Vec<&[u8]> = rows.iter().map(Payload::bytes).collect();
        Some(Payload::from_bytes(rows.join(&b'\n')))
    }

    /// What is held back is a person's after all.
    fn let_go(&mut self, on: &mut Vec<Event>, scanned: &mut Vec<Scanned>, now: u64) {
        if let Some(heard) = self.scanner.rest(u64::MAX) {
            self.decide(heard, now, on, scanned);
        }
    }

    /// A code is no text: where Japanese input showed it while composing, that is taken back.
    fn forget_held(&mut self, on: &mut Vec<Event>) {
        let composed = self.held.iter().any(|event| matches!(event, Event::Ime(_)));
        self.held.clear();
        if composed {
            on.push(Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None }));
        }
    }

    fn is_held_down(&self) -> bool {
        let mut texts = self.held.iter().map(|event| if let Event::Text(text) = event { text } else { "" });
        self.held.len() >= HELD_DOWN && texts.next().is_some_and(|first| texts.all(|text| text == first))
    }
}

fn is_by_hand(event: &Event) -> bool {
    match event {
        Event::PointerButton { .. } | Event::Touch { .. } | Event::AccessKitActionRequest(_) => true,
        Event::Key { key, pressed, .. } => {
            let moves = [
                Pressed::Backspace,
                Pressed::Delete,
                Pressed::Escape,
                Pressed::ArrowLeft,
                Pressed::ArrowRight,
                Pressed::ArrowUp,
                Pressed::ArrowDown,
                Pressed::Home,
                Pressed::End,
            ];
            *pressed && moves.contains(key)
        }
        _ => false,
    }
}
