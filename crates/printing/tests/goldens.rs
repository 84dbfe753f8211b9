//! Sheets and guides as text, compared with `tests/golden`. `KAKANAI_BLESS=1 cargo test -p kakanai-printing` writes
//! them anew; then read the difference.
#![allow(clippy::unwrap_used, reason = "a golden that cannot be read or written is a failure")]

mod invented;

use std::path::Path;

use kakanai_domain::Lang;
use kakanai_printing::place::marks_text;
use kakanai_printing::{Fonts, Footer, place, place_guide};

fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    let differs = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
    let line = differs.unwrap_or(expected.lines().count().min(actual.lines().count()));
    assert!(
        expected == actual,
        "{name}:{} differs\nexpected: {:?}\nactual:   {:?}",
        line + 1,
        expected.lines().nth(line),
        actual.lines().nth(line)
    );
}

#[test]
fn a_sheet_with_everything() {
    let (catalog, sheet) = invented::everything();
    let footer = Footer { code: "A-0001　f01　0f3a9c".into() };
    let pages = place(&catalog, &sheet, &footer, &Fonts::default());
    compare("sheet.txt", &pages.iter().map(marks_text).collect::<String>());
}

#[test]
fn the_guide_in_both_languages() {
    let catalog = invented::guide::catalog();
    for (lang, name) in [(Lang::Ja, "guide-ja.txt"), (Lang::En, "guide-en.txt")] {
        let pages =
            place_guide(&catalog, &invented::guide::guide(&catalog, lang), "A-0123", &Fonts::default());
        let text: String = pages.iter().map(marks_text).collect();
        compare(name, &text);
    }
}
