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

use std::fmt;

use zeroize::Zeroizing;

use crate::error::ReadError;
use crate::qr::{MOST_BYTES, Payload};
use crate::width::plain;

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
        if count == 12 && kana.all(|c| DIGITS_AS_KANA.contains(c)) {
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

/// Kana and signs that one row of keys makes, and only that one, in romaji input (Microsoft IME, Mozc).
const STRUCK: &[(char, &str)] = &[
    ('あ', "a"),
    ('え', "e"),
    ('お', "o"),
    ('き', "ki"),
    ('け', "ke"),
    ('さ', "sa"),
    ('す', "su"),
    ('そ', "so"),
    ('た', "ta"),
    ('て', "te"),
    ('と', "to"),
    ('な', "na"),
    ('に', "ni"),
    ('ぬ', "nu"),
    ('ね', "ne"),
    ('の', "no"),
    ('は', "ha"),
    ('ひ', "hi"),
    ('へ', "he"),
    ('ほ', "ho"),
    ('ま', "ma"),
    ('み', "mi"),
    ('む', "mu"),
    ('め', "me"),
    ('も', "mo"),
    ('や', "ya"),
    ('ゆ', "yu"),
    ('よ', "yo"),
    ('ら', "ra"),
    ('り', "ri"),
    ('る', "ru"),
    ('れ', "re"),
    ('ろ', "ro"),
    ('わ', "wa"),
    ('を', "wo"),
    ('が', "ga"),
    ('ぎ', "gi"),
    ('ぐ', "gu"),
    ('げ', "ge"),
    ('ご', "go"),
    ('ざ', "za"),
    ('ず', "zu"),
    ('ぜ', "ze"),
    ('ぞ', "zo"),
    ('だ', "da"),
    ('ぢ', "di"),
    ('づ', "du"),
    ('で', "de"),
    ('ど', "do"),
    ('ば', "ba"),
    ('び', "bi"),
    ('ぶ', "bu"),
    ('べ', "be"),
    ('ぼ', "bo"),
    ('ぱ', "pa"),
    ('ぴ', "pi"),
    ('ぷ', "pu"),
    ('ぺ', "pe"),
    ('ぽ', "po"),
    ('ー', "-"),
    ('、', ","),
    ('。', "."),
    ('・', "/"),
    ('「', "["),
    ('」', "]"),
    ('￥', "\\"),
    ('’', "'"),
    ('”', "\""),
];

/// What the keys 0 to 9 make where Japanese input takes keys as kana (JIS keyboards).
const DIGITS_AS_KANA: &str = "わぬふあうえおやゆよ";

/// Writes the keys that made a character of Japanese input; `false` where more than one row of keys makes it, or none.
fn strike(c: char, keys: &mut String) -> bool {
    if let Some((_, struck)) = STRUCK.iter().find(|(kana, _)| *kana == c) {
        keys.push_str(struck);
        return true;
    }
    let plain = plain(c);
    if plain.is_ascii() && !plain.is_ascii_control() {
        keys.push(plain);
    }
    plain.is_ascii() && !plain.is_ascii_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys one after the other, so many milliseconds apart, and then a rest.
    fn type_all(setup: Setup, keys: &[Key], apart: u64) -> Vec<Heard> {
        let mut scanner = Scanner::new(setup);
        let mut heard = Vec::new();
        let mut at = 1000;
        for key in keys {
            heard.extend(scanner.hear(*key, at));
            at += apart;
        }
        heard.extend(scanner.due().and_then(|due| scanner.rest(due.max(at))));
        assert_eq!(scanner.due(), None);
        heard
    }

    fn letters(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    fn scan(setup: Setup, text: &str, end: &[Key], apart: u64) -> Vec<Heard> {
        let letters = letters(text);
        let keys: Vec<Key> = letters.iter().map(|c| Key::Text(c)).chain(end.iter().copied()).collect();
        type_all(setup, &keys, apart)
    }

    fn payload(text: &str) -> Heard {
        Heard::Scanned(Payload::from_bytes(text.as_bytes().to_vec()).unwrap())
    }

    fn typed(text: &str, end: End) -> Heard {
        Heard::Typed(Typed { text: Zeroizing::new(text.to_owned()), end })
    }

    #[test]
    fn a_burst_with_its_end_is_a_code() {
        for apart in [0, 1, 8, 30] {
            assert_eq!(
                scan(Setup::default(), "KK1:見本,0001", &[Key::Enter], apart),
                [payload("KK1:見本,0001")]
            );
        }
        let tab = Setup { end: End::Tab, ..Setup::default() };
        assert_eq!(scan(tab, "ABC123", &[Key::Tab], 5), [payload("ABC123")]);
        let none = Setup { end: End::None, ..Setup::default() };
        assert_eq!(scan(none, "ABC123", &[], 5), [payload("ABC123")]);
    }

    #[test]
    fn what_a_hand_types_goes_to_the_field_unchanged() {
        for apart in [31, 60, 250] {
            let heard = scan(Setup::default(), "見本 a1", &[Key::Enter], apart);
            let expected: Vec<Heard> = letters("見本 a1").iter().map(|c| typed(c, End::None)).collect();
            assert_eq!(heard[..5], expected);
            assert_eq!(heard[5..], [typed("", End::Enter)]);
        }
        // Too short, without the end, with another end, and one key held down.
        assert_eq!(scan(Setup::default(), "ab", &[Key::Enter], 5), [typed("ab", End::Enter)]);
        assert_eq!(scan(Setup::default(), "abcdefg", &[], 5), [typed("abcdefg", End::None)]);
        assert_eq!(scan(Setup::default(), "abcdefg", &[Key::Tab], 5), [typed("abcdefg", End::Tab)]);
        assert_eq!(scan(Setup::default(), "1111111", &[Key::Enter], 20), [typed("1111111", End::Enter)]);
    }

    #[test]
    fn a_prefix_tells_the_scanner_from_everything_else() {
        let setup = Setup { prefix: "~~".into(), ..Setup::default() };
        assert_eq!(scan(setup.clone(), "~~ABC123", &[Key::Enter], 5), [payload("ABC123")]);
        assert_eq!(scan(setup.clone(), "ABC12345", &[Key::Enter], 5), [typed("ABC12345", End::Enter)]);
        assert_eq!(scan(setup, "~~ABC", &[Key::Enter], 5), [typed("~~ABC", End::Enter)]);
    }

    #[test]
    fn a_hand_before_the_scanner_keeps_its_own_keys() {
        let mut scanner = Scanner::new(Setup::default());
        assert_eq!(scanner.hear(Key::Text("見"), 0), []);
        let mut heard = scanner.hear(Key::Text("A"), 500);
        for (c, at) in letters("BC123").iter().zip(505..) {
            heard.extend(scanner.hear(Key::Text(c), at));
        }
        heard.extend(scanner.hear(Key::Enter, 512));
        assert_eq!(heard, [typed("見", End::None), payload("ABC123")]);
    }

    #[test]
    fn japanese_input_is_turned_back_where_that_is_clear() {
        for (shown, struck) in [
            ("ＫＫ１：０００１－２３", "KK1:0001-23"),
            ("１２３４５ー６７８", "12345-678"),
            ("あｂｃ１２３", "abc123"),
            ("けさのまにまに", "kesanomanimani"),
            ("ごばぜ１２３４", "gobaze1234"),
            ("ＡＢ１、２。３・４", "AB1,2.3/4"),
        ] {
            // With the Enter that Japanese input lets through, and with the one it keeps.
            for end in [[Key::Composing, Key::Enter].as_slice(), &[]] {
                let keys: Vec<Key> =
                    [Key::Composing, Key::Composed(shown)].iter().chain(end).copied().collect();
                assert_eq!(type_all(Setup::default(), &keys, 5), [payload(struck)], "{shown}");
            }
        }
    }

    #[test]
    fn japanese_input_that_may_have_been_other_keys_is_refused_with_a_sentence() {
        for shown in [
            "しつれいします",
            "ａｂｃんａ１２",
            "かった１２３４",
            "見本１２３４５",
            "ぁぃぅぇぉっ",
            "カタカナデス",
        ] {
            let keys = [Key::Composing, Key::Composed(shown), Key::Enter];
            assert_eq!(
                type_all(Setup::default(), &keys, 5),
                [Heard::Refused(ReadError::InputMethod)],
                "{shown}"
            );
        }
        assert!(ReadError::InputMethod.sentence().contains("職員"));
        assert!(ReadError::InputMethod.to_string().contains("半角/全角"));
    }

    #[test]
    fn what_a_person_composes_slowly_stays_theirs() {
        let mut scanner = Scanner::new(Setup::default());
        assert_eq!(scanner.hear(Key::Composing, 0), []);
        assert_eq!(scanner.hear(Key::Composing, 200), []);
        assert_eq!(scanner.hear(Key::Composed("見本県北見本市"), 220), []);
        assert_eq!(scanner.rest(300), Some(typed("見本県北見本市", End::None)));
        // What nobody was seen to compose was no scanner's.
        assert_eq!(scanner.hear(Key::Composed("１２３４５６７"), 900), []);
        assert_eq!(scanner.hear(Key::Enter, 905), [typed("１２３４５６７", End::Enter)]);
    }

    #[test]
    fn a_number_is_dropped_however_it_is_typed() {
        let refused = [Heard::Refused(ReadError::IndividualNumber)];
        assert_eq!(scan(Setup::default(), "123456789018", &[Key::Enter], 5), refused);
        assert_eq!(scan(Setup::default(), "1234-5678-9018", &[Key::Enter], 5), refused);
        for shown in ["１２３４５６７８９０１８", "ぬふあうえおやゆよわぬゆ"] {
            let keys = [Key::Composing, Key::Composed(shown), Key::Enter];
            assert_eq!(type_all(Setup::default(), &keys, 5), refused);
        }
        let keys = [Key::Text("123456789018")];
        assert!(!format!("{refused:?} {:?} {:?}", keys, typed("1234", End::None)).contains("1234"));
    }

    #[test]
    fn the_table_has_one_way_for_each() {
        for (kana, struck) in STRUCK {
            let others = STRUCK.iter().filter(|(other, keys)| other == kana || keys == struck);
            assert_eq!(others.count(), 1, "{kana}");
        }
    }
}
