//! Scanners that type like a keyboard: which keys are a person's, and which are a code.
//!
//! A scanner types far faster than a hand, and ends with a key of its own. [`Scanner`] is told every key, whatever has the
//! focus, and holds it back for the few milliseconds in which another must follow if it is a scanner's. What a person typed
//! is handed back unchanged; a code goes to no text field at all, so that a 個人番号 is seen by nobody.
//!
//! It has no clock: the time of each key is an argument.
//!
//! ```text
//! keys with their times ─ hear ─► held … ─► Heard::Typed   for the field that has the focus
//!        no key any more ─ rest ─►        └► Heard::Scanned, Heard::Refused
//! ```
//!
//! Where Japanese input was left on, the scanner's keys become full-width or kana. What comes from Japanese input is turned
//! back into the keys that were struck, where only one row of keys can have made it. つ may have been `tu` or `tsu`, and ん
//! and っ depend on what stood beside them: then the code is refused with a sentence that says what to switch off. Kana are
//! taken for romaji input, as nearly everybody has it.

mod kana;

use std::fmt;

use zeroize::Zeroizing;

use crate::error::ReadError;
use crate::qr::{MOST_BYTES, Payload};
use kana::{is_digit, strike};

/// A key, as the window reports it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// Characters that the keyboard typed.
    Text(&'a str),
    /// Characters that Japanese input made of keys, when it handed them over.
    Composed(&'a str),
    /// Japanese input is at work: what it shows before it hands over. Tells that keys are struck, and is not text yet.
    Composing,
    /// 改行
    Enter,
    /// タブ
    Tab,
}

/// Whatever was typed may be somebody's: only its kind is shown.
impl fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Key::Text(_) => "Text",
            Key::Composed(_) => "Composed",
            Key::Composing => "Composing",
            Key::Enter => "Enter",
            Key::Tab => "Tab",
        })
    }
}

/// How a scanner is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// What it types before every code; often nothing.
    pub prefix: String,
    /// The key with which it ends.
    pub end: End,
    /// Most milliseconds from one key to the next. Scanners need 1 to 20; a quick hand 60, a key held down 33.
    pub gap: u32,
    /// Fewest characters of a code, without prefix and end: fewer may be two fingers at once.
    pub least: usize,
}

/// The key with which a scanner ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Enter, as most are delivered.
    Enter,
    /// Tab.
    Tab,
    /// None: a code ends when no key follows.
    None,
}

impl Default for Setup {
    fn default() -> Self {
        Self { prefix: String::new(), end: End::Enter, gap: 30, least: 6 }
    }
}

/// What keys turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A person typed: for the field that has the focus.
    Typed(Typed),
    /// A code.
    Scanned(Payload),
    /// A code that is not read, and why. What was typed is overwritten.
    Refused(ReadError),
}

/// Keys of a person. Overwritten when dropped; `Debug` does not show them.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// The characters.
    pub text: Zeroizing<String>,
    /// The key after them, where it was struck in the same moment.
    pub end: End,
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Typed({} characters, {:?})", self.text.chars().count(), self.end)
    }
}

/// Hears keys. See the module.
#[derive(Default)]
pub struct Scanner {
    setup: Setup,
    held: Vec<Held>,
    /// When the last key was struck, in milliseconds.
    last: u64,
    /// What Japanese input is composing.
    composing: Composing,
}

/// How keys came that Japanese input has not handed over yet.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Composing {
    /// There are none.
    #[default]
    Nothing,
    /// As quickly as a scanner strikes.
    Quickly,
    /// As a hand does.
    Slowly,
}

struct Held {
    text: Zeroizing<String>,
    composed: bool,
    /// Whether a hand struck the keys, by the time they took.
    slow: bool,
}

impl Scanner {
    /// A scanner that is set up like this.
    pub fn new(setup: Setup) -> Self {
        Self { setup, ..Self::default() }
    }

    /// A key that was struck at this time (milliseconds of any clock that does not go back). What it decides is returned;
    /// often nothing yet.
    pub fn hear(&mut self, key: Key, at: u64) -> Vec<Heard> {
        let mut heard: Vec<Heard> = self.rest(at).into_iter().collect();
        let late = self.is_late(at);
        self.last = at;
        match key {
            Key::Text(text) => self.hold(text, false, false),
            Key::Composed(text) => {
                let quick = self.composing == Composing::Quickly && !late;
                self.composing = Composing::Nothing;
                self.hold(text, true, !quick);
            }
            Key::Composing => {
                self.composing = match self.composing {
                    Composing::Nothing => Composing::Quickly,
                    Composing::Quickly if !late => Composing::Quickly,
                    Composing::Quickly | Composing::Slowly => Composing::Slowly,
                }
            }
            Key::Enter => heard.push(self.decide(self.setup.end == End::Enter, End::Enter)),
            Key::Tab => heard.push(self.decide(self.setup.end == End::Tab, End::Tab)),
        }
        heard
    }

    fn is_late(&self, now: u64) -> bool {
        now.saturating_sub(self.last) > u64::from(self.setup.gap)
    }

    /// What the keys held back are, once no other followed in time. To be called when [`Scanner::due`] has come.
    pub fn rest(&mut self, now: u64) -> Option<Heard> {
        if !self.is_late(now) || self.held.is_empty() {
            return None;
        }
        // Japanese input takes the Enter of a scanner for itself: it ends the composing.
        let taken = self.setup.end == End::Enter && self.held.last().is_some_and(|held| held.composed);
        let ended = self.setup.end == End::None || taken;
        Some(self.decide(ended, End::None))
    }

    /// When [`Scanner::rest`] has something to say, in milliseconds; `None` where nothing is held back.
    pub fn due(&self) -> Option<u64> {
        (!self.held.is_empty()).then_some(self.last + u64::from(self.setup.gap) + 1)
    }

    /// Forgets what is held back: the screen was locked, or the resident left.
    pub fn forget(&mut self) {
        self.held.clear();
        self.composing = Composing::Nothing;
    }

    fn hold(&mut self, text: &str, composed: bool, slow: bool) {
        self.held.push(Held { text: Zeroizing::new(text.to_owned()), composed, slow });
        // More than any code has: somebody leans on the keyboard, and the memory is not theirs.
        let most = 2 * MOST_BYTES;
        while self.held.len() > most {
            self.held.remove(0);
        }
    }

    /// A code, where the keys were `ended` as the scanner ends; else what a person typed.
    fn decide(&mut self, ended: bool, end: End) -> Heard {
        let held = std::mem::take(&mut self.held);
        let mut keys = Zeroizing::new(String::with_capacity(held.len() * 4));
        let mut clear = true;
        for part in &held {
            if part.composed {
                clear &= part.text.chars().all(|c| strike(c, &mut keys));
            } else {
                keys.push_str(&part.text);
            }
        }
        // What cannot be turned back has at least a key for each character.
        let count = held.iter().map(|part| part.text.chars().count()).sum::<usize>();
        let code = keys.strip_prefix(self.setup.prefix.as_str());
        let begun = code.is_some() || (!clear && self.setup.prefix.is_empty());
        let long = count >= self.setup.least + self.setup.prefix.chars().count();
        let by_hand = held.iter().any(|part| part.slow) || (clear && is_one_key(&keys));
        if !(ended && begun && long) || by_hand {
            let mut text =
                Zeroizing::new(String::with_capacity(held.iter().map(|part| part.text.len()).sum()));
            for part in &held {
                text.push_str(&part.text);
            }
            return Heard::Typed(Typed { text, end });
        }
        let mut kana = held.iter().flat_map(|part| part.text.chars());
        if count == 12 && kana.all(is_digit) {
            return Heard::Refused(ReadError::IndividualNumber);
        }
        if !clear {
            return Heard::Refused(ReadError::InputMethod);
        }
        match Payload::from_bytes(code.unwrap_or_default().as_bytes().to_vec()) {
            Ok(payload) => Heard::Scanned(payload),
            Err(error) => Heard::Refused(error),
        }
    }
}

/// Whether it is one key held down.
fn is_one_key(keys: &str) -> bool {
    let mut all = keys.chars();
    let first = all.next();
    all.all(|key| Some(key) == first)
}
