//! What is read from a page of the office's own: letters and rules where they are seen, however the page lies in its file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a broken workspace must stop the test")]

use std::path::Path;
use std::sync::Arc;

use kakanai_domain::sheet::{PdfPage, Turn};
use kakanai_printing::drawing::{Drawing, drawing};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A file with one page of 200 × 100 units, and what is drawn on it.
fn page(turn: Turn, content: &str, font: Option<Dictionary>) -> PdfPage {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let mut fonts = Dictionary::new();
    if let Some(font) = font {
        fonts.set("F", Object::Dictionary(font));
    }
    let inner = "0 0 50 20 re S";
    let form = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 99.into(), 99.into()] },
        inner.as_bytes().to_vec(),
    );
    let form = document.add_object(form);
    let rotate = match turn {
        Turn::None => 0,
        Turn::Right => 90,
        Turn::Half => 180,
        Turn::Left => 270,
    };
    let own = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Rotate" => rotate,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
        "Resources" => dictionary! { "Font" => fonts, "XObject" => dictionary! { "X" => form } },
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![own.into()], "Count" => 1 }),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    PdfPage {
        file: Arc::from(bytes),
        number: 1,
        seen: [0, 0, 200_000, 100_000],
        turn,
        unit: 1000,
        fields: Vec::new(),
    }
}

/// The rules, in points as the page is seen, and the words.
fn read(page: &PdfPage) -> (Vec<(bool, [i32; 3])>, String) {
    let Drawing { rules, letters, .. } = drawing(page).unwrap();
    let points = |mm: f32| (mm * 72.0 / 25.4).round() as i32;
    let mut rules = rules
        .iter()
        .map(|rule| (rule.upright, [rule.at, rule.from, rule.to].map(points)))
        .collect::<Vec<_>>();
    rules.sort_unstable();
    (rules, letters.iter().map(|letter| letter.text.as_str()).collect())
}

#[test]
fn rules_are_read_however_they_are_drawn() {
    let bar = vec![(false, [30, 20, 120])];
    let boxed =
        vec![(false, [30, 20, 120]), (false, [50, 20, 120]), (true, [20, 30, 50]), (true, [120, 30, 50])];
    let cases = [
        ("20 70 m 120 70 l S", bar.clone()),
        ("20 69.8 100 0.4 re f", bar.clone()),
        ("q 2 0 0 2 0 0 cm 10 35 m 60 35 l S Q", bar.clone()),
        ("20 50 100 20 re S", boxed.clone()),
        ("20 50 m 120 50 l 120 70 l 20 70 l h S", boxed.clone()),
        ("q 2 0 0 1 20 50 cm /X Do Q", boxed.clone()),
        // A box with round corners.
        (
            "24 50 m 116 50 l 118 50 120 52 120 54 c 120 66 l 120 68 118 70 116 70 c 24 70 l 22 70 20 68 20 66 c 20 54 l 20 52 22 50 24 50 c S",
            boxed,
        ),
        // White on white, a shade, and a slope.
        ("1 g 20 69.8 100 0.4 re f 0.9 g 20 50 100 20 re f 0 G 20 20 m 60 60 l S", Vec::new()),
        ("1 1 1 RG 20 70 m 120 70 l S", Vec::new()),
    ];
    for (content, expected) in cases {
        let (mut rules, _) = read(&page(Turn::None, content, None));
        // The straight parts of round corners lie in the sides.
        rules.retain(|(_, [_, from, to])| expected.len() < 2 || ![92, 12].contains(&(to - from)));
        assert_eq!(rules, expected, "{content}");
    }
}

#[test]
fn a_turned_page_is_read_as_it_is_seen() {
    let content = "20 70 m 120 70 l S";
    let cases = [
        (Turn::None, (false, [30, 20, 120])),
        (Turn::Right, (true, [70, 20, 120])),
        (Turn::Half, (false, [70, 80, 180])),
        (Turn::Left, (true, [30, 80, 180])),
    ];
    for (turn, expected) in cases {
        assert_eq!(read(&page(turn, content, None)).0, [expected], "{turn:?}");
    }
}

#[test]
fn letters_of_fonts_that_only_name_a_coding_are_told() {
    let font = |coding: &str| {
        let descendant = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "GothicBBB-Medium",
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Japan1"), "Supplement" => 4,
            },
        };
        dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "GothicBBB-Medium", "Encoding" => coding,
            "DescendantFonts" => vec![Object::Dictionary(descendant)],
        }
    };
    for (coding, hex) in
        [("UniJIS-UCS2-H", "6C0F540D"), ("90ms-RKSJ-H", "8E8196BC"), ("UniJIS-UTF16-H", "6C0F540D")]
    {
        let mut content = Content { operations: vec![Operation::new("BT", vec![])] };
        content.operations.push(Operation::new("Tf", vec!["F".into(), 10.into()]));
        let content = format!("{} 1 0 0 1 30 40 Tm <{hex}> Tj 3 Tr 0 -20 Td <{hex}> Tj ET", {
            String::from_utf8(content.encode().unwrap()).unwrap()
        });
        let page = page(Turn::None, &content, Some(font(coding)));
        // What is invisible is not read.
        assert_eq!(read(&page).1, "氏名", "{coding}");
        let first = drawing(&page).unwrap().letters.swap_remove(0).area;
        let near = |mm: f32, points: f32| (mm * 72.0 / 25.4 - points).abs() < 0.1;
        assert!(near(first.x, 30.0) && near(first.w, 10.0) && near(first.h, 10.0), "{coding}: {first:?}");
    }
}

#[test]
fn the_words_of_a_form_made_elsewhere_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grounds/plain.pdf");
    let file = Arc::<[u8]>::from(std::fs::read(path).expect("the ground"));
    let seen = [0, 0, 595_000, 842_000];
    let page = PdfPage { file, number: 1, seen, turn: Turn::None, unit: 1000, fields: Vec::new() };
    let drawing = drawing(&page).unwrap();
    assert!(!drawing.letters.is_empty() && drawing.untold == 0 && !drawing.is_picture);
    assert!(drawing.letters.iter().all(|letter| letter.area.x > 0.0 && letter.area.y < 297.0));
}
