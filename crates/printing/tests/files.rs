//! The PDF itself: what is taken out of it, what is in it, and that it is the same every time.
#![allow(clippy::unwrap_used, reason = "a PDF that cannot be read back is a failure")]

mod invented;

use invented::{HARD_NAMES, catalog, filled, show, text};
use kakanai_domain::Date;
use kakanai_domain::sheet::{Area, Block};
use kakanai_printing::{DocInfo, Fonts, Footer, Mark, Page, PrintError, Said, pdf, place, place_guide};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

fn info() -> DocInfo {
    DocInfo { title: "様式一式".into(), today: Date::constant(2026, 12, 1) }
}

fn pages() -> Vec<Page> {
    let names = catalog(|_, _| {
        let at = |index: usize| Area { x: 20.0, y: 20.0 + 12.0 * index as f32, w: 90.0, h: 10.0 };
        (0..HARD_NAMES.len()).map(|index| Block::Free(at(index), show(&format!("name{index}")))).collect()
    });
    let ink = HARD_NAMES.iter().enumerate().map(|(index, (name, _))| (index, 0, 0, text(name))).collect();
    let (everything, sheet) = invented::everything();
    let footer = Footer { code: "A-0001　f01".into() };
    let guide = invented::guide::catalog();
    let fonts = Fonts::default();
    let mut pages = place(&names, &filled(&names, ink), &footer, &fonts);
    pages.extend(place(&everything, &sheet, &footer, &fonts));
    let guided = invented::guide::guide(&guide, kakanai_domain::Lang::Ja);
    pages.extend(place_guide(&guide, &guided, "A-0001", &fonts));
    pages
}

/// What a viewer takes out of a page: the words of each span, and the glyph codes shown.
fn taken_out(document: &Document, page: lopdf::ObjectId) -> (Vec<String>, Vec<u16>) {
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let (mut spans, mut glyphs) = (Vec::new(), Vec::new());
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                let words = operation.operands.last().unwrap().as_dict().unwrap().get(b"ActualText").unwrap();
                spans.push(lopdf::decode_text_string(words).unwrap());
            }
            "TJ" => {
                let shown = operation
                    .operands
                    .first()
                    .unwrap()
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(|part| part.as_str().ok());
                glyphs.extend(shown.map(|code| u16::from_be_bytes(code.try_into().unwrap())));
            }
            _ => {}
        }
    }
    (spans, glyphs)
}

fn said(page: &Page) -> Vec<&str> {
    page.marks
        .iter()
        .filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None })
        .map(|words| match &words.said {
            Said::Line => words.text.as_str(),
            Said::Whole(text) => text,
            Said::Before => "",
        })
        .collect()
}

#[test]
fn text_comes_out_as_it_was_meant_and_no_glyph_is_an_empty_box() {
    let pages = pages();
    let document = Document::load_mem(&pdf(&pages, &info(), &Fonts::default()).unwrap()).unwrap();
    let found: Vec<_> = document.page_iter().collect();
    assert_eq!(found.len(), pages.len());
    for (page, id) in pages.iter().zip(found) {
        let (spans, glyphs) = taken_out(&document, id);
        assert_eq!(spans, said(page));
        assert!(glyphs.len() > spans.len());
        assert!(!glyphs.contains(&0), "glyph 0 is the empty box");
    }
    let text: String = taken_out(&document, document.page_iter().next().unwrap()).0.concat();
    for (name, _) in HARD_NAMES {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn fonts_are_embedded_as_subsets() {
    let bytes = pdf(&pages(), &info(), &Fonts::default()).unwrap();
    assert!(bytes.len() < 400_000, "{} bytes", bytes.len());
    let document = Document::load_mem(&bytes).unwrap();
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let descriptors: Vec<&Dictionary> = fonts.filter(|font| font.has_type(b"FontDescriptor")).collect();
    assert_eq!(descriptors.len(), 4);
    for descriptor in descriptors {
        assert!(descriptor.has(b"FontFile2"));
        let name = descriptor.get(b"FontName").and_then(Object::as_name).unwrap();
        assert!(
            name.iter().take(6).all(u8::is_ascii_uppercase) && name[6] == b'+',
            "{}",
            String::from_utf8_lossy(name)
        );
    }
}

#[test]
fn the_file_says_what_it_is() {
    let document = Document::load_mem(&pdf(&pages(), &info(), &Fonts::default()).unwrap()).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"ja");
    let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(preferences.get(b"PrintScaling").unwrap().as_name().unwrap(), b"None");
    let about = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let about = document.get_dictionary(about).unwrap();
    assert_eq!(lopdf::decode_text_string(about.get(b"Title").unwrap()).unwrap(), "様式一式");
    assert_eq!(about.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20261201000000+09'00'");
    assert!(!about.has(b"GTS_PDFXVersion"));
}

#[test]
fn the_same_pages_are_the_same_bytes() {
    let first = pdf(&pages(), &info(), &Fonts::default()).unwrap();
    assert!(first == pdf(&pages(), &info(), &Fonts::default()).unwrap());
}

#[test]
fn without_pages_there_is_no_file() {
    assert!(matches!(pdf(&[], &info(), &Fonts::default()), Err(PrintError::NoPages)));
}

#[test]
fn what_residents_wrote_is_not_in_debug_output() {
    let shown = format!("{:?}", pages());
    for (name, doubtful) in HARD_NAMES {
        assert!(!shown.contains(name));
        assert!(!doubtful.iter().any(|cluster| shown.contains(cluster)));
    }
}
