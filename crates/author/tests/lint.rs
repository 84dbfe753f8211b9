//! Each kind of finding on a page made for it, and none on a page that is right.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::BTreeSet;

use kakanai_author::lint::{Look, looks};
use kakanai_domain::sheet::{Area, Paper};
use kakanai_printing::{Fonts, Mark, Page, Point, Said, Spacing, Typeface, Words};

fn words(x: f32, y: f32, size: f32, text: &str) -> Mark {
    Mark::Text(Words {
        at: Point { x, y },
        size,
        face: Typeface::Gothic,
        grey: 0.0,
        text: text.to_owned(),
        spacing: Spacing::Natural,
        said: Said::Line,
    })
}

fn found(marks: Vec<Mark>) -> Vec<Look> {
    let page = Page { marks, ..Page::new(Paper::A4) };
    looks("f01", &page, &Fonts::default()).into_iter().map(|finding| finding.look).collect()
}

fn rule(y: f32) -> Mark {
    Mark::Line { from: Point { x: 20.0, y }, to: Point { x: 190.0, y }, width: 0.2, grey: 0.0 }
}

#[test]
fn every_kind_is_found_and_nothing_else() {
    // Kanji of 10 pt stand from 3.1 mm above to 0.3 mm below their baseline.
    let cases = [
        (
            None,
            vec![words(30.0, 50.0, 10.0, "氏名"), rule(51.0), rule(44.0), words(40.0, 50.0, 10.0, "見本")],
        ),
        (Some(Look::Edge), vec![words(3.0, 50.0, 10.0, "氏名")]),
        (Some(Look::Edge), vec![words(200.0, 50.0, 10.0, "氏名氏名")]),
        (Some(Look::Rule), vec![words(30.0, 50.0, 10.0, "氏名"), rule(50.2)]),
        (
            Some(Look::Rule),
            vec![
                words(30.0, 50.0, 10.0, "氏名"),
                Mark::Frame { area: Area { x: 30.1, y: 40.0, w: 50.0, h: 20.0 }, width: 0.4, grey: 0.0 },
            ],
        ),
        (Some(Look::Over), vec![words(30.0, 50.0, 10.0, "氏名"), words(32.0, 51.0, 10.0, "見本")]),
        (Some(Look::Small), vec![words(30.0, 50.0, 6.5, "氏名")]),
        // フリガナ may be small, and a tick box may stand close.
        (None, vec![words(30.0, 50.0, 5.5, "ミホン　タロウ")]),
        (
            None,
            vec![
                words(30.0, 50.0, 10.0, "はい"),
                Mark::Frame { area: Area { x: 26.5, y: 47.0, w: 3.2, h: 3.2 }, width: 0.2, grey: 0.0 },
            ],
        ),
    ];
    let mut shown = BTreeSet::new();
    for (number, (look, marks)) in cases.into_iter().enumerate() {
        assert_eq!(found(marks), look.into_iter().collect::<Vec<_>>(), "case {number}");
        shown.extend(look);
    }
    assert_eq!(shown, BTreeSet::from(Look::ALL));
}

#[test]
fn a_finding_says_what_is_wrong_and_how_to_mend_it() {
    let page = Page { marks: vec![words(30.0, 50.0, 6.5, "氏名")], ..Page::new(Paper::A4) };
    let finding = &looks("f01", &page, &Fonts::default())[0];
    assert_eq!(
        finding.to_string(),
        "f01: 「氏名」が、7ptより小さく、住民には読めません。欄を大きくするか、言葉を短くしてください。\n\
         f01: \"氏名\" is smaller than 7 pt, which residents cannot read: give it more room, or fewer words"
    );
}
