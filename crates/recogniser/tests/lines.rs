//! Lines as cards have them, printed in the fonts the project ships and photographed, read by the network that ships.

#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use kakanai_cards::{Chance, Fonts, Level, Strip, Studio};
use kakanai_reading::Frame;
use kakanai_reading::face::{Hint, Line, LineText, Picture, TextEngine, lines};
use kakanai_recogniser::Recogniser;
use zeroize::Zeroizing;

/// What engines are shown of a photographed line.
fn photographed(text: &str, hint: Hint, level: Level, seed: u64) -> Vec<Line> {
    let studio = Studio::new(Fonts::shipped());
    let zone = hint == Hint::Zone;
    let size = if zone { 2.4 } else { 2.8 };
    let strip = Strip { text: text.to_owned(), size, spacing: 0.0, stretch: 1.0, zone };
    let photo = studio.strip(&strip, level, &mut Chance::new(seed, 1)).expect("a photograph");
    let picture = Picture::decode(&photo.jpeg).expect("a picture");
    let corners = photo.corners.map(|[x, y]| (x + 0.5, y + 0.5));
    let mut found = lines(&picture, corners, photo.size, photo.at, 1);
    let ways = found.pop().expect("a line");
    let line = |(way, picture)| Line { picture, hint, again: way > 0 };
    ways.into_iter().enumerate().map(line).collect()
}

fn read(lines: &[Line]) -> Vec<LineText> {
    Recogniser.read(lines).expect("it reads")
}

#[test]
fn what_stands_on_cards_is_read() {
    for (text, hint) in [
        ("見本　太郎", Hint::Japanese),
        ("髙橋　紬", Hint::Japanese),
        ("﨑山　徳子", Hint::Japanese),
        ("濵田［吉川］　ひなた", Hint::Japanese),
        ("鹿児島県指宿市十町2424番地", Hint::Japanese),
        ("島根県邑智郡川本町大字川本271番地3", Hint::Japanese),
        ("女 F.", Hint::Japanese),
        ("昭和56年5月10日生", Hint::Day),
        ("令和元年12月01日", Hint::Day),
        ("2028年(令和10年)04月08日まで有効", Hint::Day),
        ("305012345670", Hint::Digits),
        ("AB12345678CD", Hint::LettersAndDigits),
        ("NGUYEN THI LINH", Hint::Latin),
        ("P<JPNKAKANAI<<YUMI<<<<<<<<<<<<<<<<<<<<<<<<<<", Hint::Zone),
    ] {
        for (way, said) in read(&photographed(text, hint, Level::Clean, 3)).iter().enumerate() {
            let plain = |text: &str| text.replace('\u{3000}', " ").replace('［', "[").replace('］', "]");
            assert_eq!(said.text, plain(text), "way {way}");
            assert!(said.confidence > 0.3, "{text}: {}", said.confidence);
        }
    }
}

/// A line where a day is expected says nothing but a day, whatever stands there.
#[test]
fn what_a_hint_rules_out_is_not_said() {
    for seed in 0..4 {
        let line = |hint| photographed("大字見本ABC崎", hint, Level::Mild, seed);
        for said in read(&line(Hint::Digits)) {
            assert!(said.text.chars().all(|c| c.is_ascii_digit()), "{}", said.text);
        }
        for said in read(&line(Hint::LettersAndDigits)) {
            assert!(said.text.chars().all(|c| c.is_ascii_alphanumeric()), "{}", said.text);
        }
    }
}

#[test]
fn blank_and_tiny_lines_say_nothing() {
    let blank = |width, height| {
        let pixels = Zeroizing::new(vec![250; width * height]);
        Line {
            picture: Frame::new(width, height, pixels).expect("a picture"),
            hint: Hint::Japanese,
            again: false,
        }
    };
    for (width, height) in [(96, 48), (17, 17), (3, 60), (60, 3), (20, 20), (400, 52)] {
        let said = read(&[blank(width, height)]);
        assert_eq!(said, [LineText::default()], "{width} × {height}");
    }
}
