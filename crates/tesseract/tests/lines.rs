//! Lines through the program, where it is installed, and the ways in which it can be missing or hang.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::path::Path;
use std::time::Duration;

use kakanai_reading::Frame;
use kakanai_reading::face::{Hint, Line, TextEngine, TextError};
use kakanai_tesseract::Tesseract;
use zeroize::Zeroizing;

/// 「10」 in bars, 40 pixels high.
fn line(hint: Hint) -> Line {
    let (width, height) = (90, 64);
    let mut pixels = Zeroizing::new(vec![250u8; width * height]);
    for (place, pixel) in pixels.iter_mut().enumerate() {
        let (x, y) = (place % width, place / width);
        let one = (20..26).contains(&x) && (12..52).contains(&y);
        let (dx, dy) = ((x as f32 - 58.0) / 13.0, (y as f32 - 32.0) / 20.0);
        let ring = (0.62..1.0).contains(&(dx * dx + dy * dy));
        if one || ring {
            *pixel = 20;
        }
    }
    Line { picture: Frame::new(width, height, pixels).expect("a picture"), hint, again: false }
}

#[test]
fn every_line_has_its_own_text() {
    let installed =
        ["/usr/bin/tesseract", "/usr/local/bin/tesseract"].iter().any(|path| Path::new(path).exists());
    let lines = [line(Hint::Digits), line(Hint::Day), line(Hint::LettersAndDigits)];
    match Tesseract::default().read(&lines) {
        Ok(texts) => {
            assert_eq!(texts.len(), 3);
            assert_eq!(texts.first().map(|line| line.text.as_str()), Some("10"));
        }
        Err(error) => assert!(!installed || matches!(error, TextError::Language(_)), "{error}"),
    }
}

#[test]
fn a_missing_program_is_said_so() {
    let error = Tesseract::at("/nowhere/tesseract").read(&[line(Hint::Day)]).expect_err("there is none");
    assert_eq!(error, TextError::Missing);
    assert!(error.to_string().contains("tesseract-ocr-jpn"));
    assert_eq!(Tesseract::at("/nowhere/tesseract").read(&[]), Ok(Vec::new()));
}

#[cfg(unix)]
#[test]
fn a_program_that_fails_or_hangs_is_ended() {
    let error = Tesseract::at("/bin/false").read(&[line(Hint::Day)]).expect_err("it fails");
    assert!(matches!(error, TextError::Failed(_)), "{error:?}");
    let hangs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hangs.sh");
    let error = Tesseract::at(hangs).within(Duration::from_millis(200)).read(&[line(Hint::Day)]);
    assert_eq!(error, Err(TextError::TooSlow(200)));
}
