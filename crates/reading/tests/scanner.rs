//! Keys with their times: a person's, and a scanner's.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at what it does not expect")]

use kakanai_reading::scanner::{End, Heard, Key, Scanner, Setup, Typed};
use kakanai_reading::{Payload, ReadError};

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
    Heard::Typed(Typed { text: text.to_owned().into(), end })
}

#[test]
fn a_burst_with_its_end_is_a_code() {
    for apart in [0, 1, 8, 30] {
        assert_eq!(scan(Setup::default(), "KK1:見本,0001", &[Key::Enter], apart), [payload("KK1:見本,0001")]);
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
            let keys: Vec<Key> = [Key::Composing, Key::Composed(shown)].iter().chain(end).copied().collect();
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
        assert_eq!(type_all(Setup::default(), &keys, 5), [Heard::Refused(ReadError::InputMethod)], "{shown}");
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
