//! Two-sided bundles, mixed papers, printed paper, and the calibration sheet.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a PDF that cannot be read back is a failure"
)]

use kakanai_domain::Date;
use kakanai_domain::sheet::Paper;
use kakanai_printing::{
    DocInfo, Fonts, Ground, Mark, Offset, Page, Point, calibration, moved, pdf, two_sided,
};
use lopdf::{Document, Object};

fn page(paper: Paper, begins: bool) -> Page {
    let mut page = Page { begins, ..Page::new(paper) };
    page.marks.push(Mark::Tick { at: Point { x: 10.0, y: 10.0 }, size: 4.0 });
    page
}

/// One sign a page: `F` a front, `b` a back, `_` a blank back.
fn sides(pages: &[Page]) -> String {
    let sign = |page: &Page| match (page.back, page.marks.is_empty()) {
        (false, _) => 'F',
        (true, false) => 'b',
        (true, true) => '_',
    };
    pages.iter().map(sign).collect()
}

fn file(pages: &[Page]) -> Document {
    let info = DocInfo { title: "見本".into(), today: Date::constant(2026, 12, 1) };
    Document::load_mem(&pdf(pages, &info, &Fonts::default()).unwrap()).unwrap()
}

fn preference(document: &Document, key: &str) -> Object {
    let preferences = document.catalog().unwrap().get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    preferences.get(key.as_bytes()).unwrap().clone()
}

#[test]
fn each_paper_begins_on_a_front() {
    let (a4, a5) = (Paper::A4, Paper::A5);
    // For each bundle: paper and whether a paper begins; and the sides it becomes.
    let cases: [(&[(Paper, bool)], &str); 7] = [
        (&[(a4, true)], "F"),
        (&[(a4, true), (a4, true)], "F_F"),
        (&[(a4, true), (a4, false)], "Fb"),
        (&[(a4, true), (a4, false), (a4, true), (a4, true)], "FbF_F"),
        (&[(a4, true), (a4, false), (a4, false), (a4, true)], "FbF_F"),
        (&[(a4, true), (a5, false), (a5, true)], "F_F_F"),
        (&[(a4, true), (a4.landscape(), false)], "F_F"),
    ];
    for (bundle, expected) in cases {
        let pages = two_sided(bundle.iter().map(|(paper, begins)| page(*paper, *begins)).collect());
        assert_eq!(sides(&pages), expected);
        // A back has the size of its front: they are one paper.
        for pair in pages.windows(2).filter(|pair| pair[1].back) {
            assert_eq!(pair[0].paper, pair[1].paper);
            assert!(!pair[0].back);
        }
        let drawn = pages.iter().filter(|page| !page.marks.is_empty()).count();
        assert_eq!(drawn, bundle.len(), "a page is lost");
    }
    assert!(two_sided(Vec::new()).is_empty());
}

#[test]
fn the_file_says_how_it_is_printed() {
    let name =
        |pages: &[Page]| String::from_utf8(preference(&file(pages), "Duplex").as_name().unwrap().to_vec());
    let two = |paper: Paper| two_sided(vec![page(paper, true), page(paper, false)]);
    assert_eq!(name(&[page(Paper::A4, true), page(Paper::A4, true)]).unwrap(), "Simplex");
    assert_eq!(name(&two(Paper::A4)).unwrap(), "DuplexFlipLongEdge");
    assert_eq!(name(&two(Paper::A4.landscape())).unwrap(), "DuplexFlipShortEdge");
    assert_eq!(preference(&file(&two(Paper::A4)), "PickTrayByPDFSize"), Object::Boolean(true));
}

#[test]
fn papers_of_every_size_stand_in_one_file() {
    let papers = [Paper::A4, Paper::A5, Paper::A4.landscape(), Paper::A5.landscape()];
    let document = file(&papers.map(|paper| page(paper, true)));
    for (paper, id) in papers.into_iter().zip(document.page_iter()) {
        let size = document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let mm = |at: usize| (size[at].as_float().unwrap() * 25.4 / 72.0).round() as u16;
        assert_eq!((mm(2), mm(3)), (paper.width, paper.height));
    }
}

#[test]
fn only_what_goes_on_printed_paper_is_moved() {
    let plain = page(Paper::A4, true);
    let printed = Page { ground: Ground::Preprinted(plain.marks.clone()), ..plain.clone() };
    let pages = moved(vec![plain.clone(), printed.clone()], Offset { x_mm: 1.5, y_mm: -0.5 });
    assert_eq!(pages[0], plain);
    assert_eq!(pages[1].marks, [Mark::Tick { at: Point { x: 11.5, y: 9.5 }, size: 4.0 }]);
    assert_eq!(pages[1].ground, printed.ground, "the paper itself does not move");
}

#[test]
fn the_calibration_sheet_has_its_lines_where_it_says() {
    for paper in [Paper::A4, Paper::A5] {
        let sheet = calibration(paper, &Fonts::default());
        let (w, h) = (f32::from(paper.width), f32::from(paper.height));
        let lines = sheet.marks.iter().filter_map(|mark| {
            if let Mark::Line { from, to, .. } = mark { Some((*from, *to)) } else { None }
        });
        let lines = lines.collect::<Vec<_>>();
        let upright = |x: f32| lines.iter().any(|(from, to)| from.x == x && to.x == x && to.y > h - 10.0);
        let level = |y: f32| lines.iter().any(|(from, to)| from.y == y && to.y == y && to.x > w - 10.0);
        assert!(upright(20.0) && level(20.0), "the lines that are measured");
        let ends = |x: f32| lines.iter().any(|(from, _)| from.x == x && from.y == 20.0);
        assert!(ends(120.0), "the rulers are 100 mm long");
        let texts = sheet
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None });
        for words in texts {
            let long = Fonts::default().width(&words.text, words.face) * words.size * 25.4 / 72.0;
            assert!(words.at.x + long < w - 5.0 && words.at.y < h - 5.0, "{} leaves the paper", words.text);
        }
    }
}
