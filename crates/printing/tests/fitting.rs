//! What holds for every text in every cell: it stays inside, nothing is lost, lines begin as they should.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its data has failed"
)]

mod invented;

use fastrand::Rng;
use invented::{HARD_NAMES, catalog, cell, filled, show, styled, text};
use kakanai_domain::condition::Condition;
use kakanai_domain::filled::Ink;
use kakanai_domain::sheet::*;
use kakanai_printing::fit::wrap;
use kakanai_printing::page::MM_PER_PT;
use kakanai_printing::{Fonts, Footer, Mark, Page, Problem, Spacing, Typeface, Words, fonts_on_disk, place};
use unicode_segmentation::UnicodeSegmentation;

const PIECES: [&str; 25] = [
    "見本",
    "町",
    "大字",
    "ー",
    "ッ",
    "キャッスル",
    "1234",
    "番地の5",
    "　",
    " ",
    "ALEXANDRINA",
    "von",
    "-X",
    "ﾍﾞ",
    "ｶﾂﾗｷﾞ",
    "葛\u{E0100}",
    "𠮷",
    "ễ",
    "Nguyễn",
    "（",
    "）",
    "、",
    "。",
    "髙﨑",
    "\n",
];

fn random_text(rng: &mut Rng, most: usize) -> String {
    (0..rng.usize(1..=most)).map(|_| *rng.choice(&PIECES).unwrap()).collect()
}

fn random_style(rng: &mut Rng) -> Style {
    let size = 6.0 + 0.5 * rng.u8(0..20) as f32;
    Style {
        face: if rng.bool() { Face::Mincho } else { Face::Gothic },
        size,
        least: size * 0.6,
        lines: rng.u8(1..4),
        align: rng.choice([Align::Left, Align::Center, Align::Right, Align::Justify]).unwrap(),
        valign: rng.choice([VAlign::Top, VAlign::Middle, VAlign::Bottom]).unwrap(),
        comb: rng.bool().then(|| rng.u8(2..20)),
        shaded: rng.bool(),
    }
}

fn words_of(page: &Page) -> Vec<&Words> {
    // The last mark is the footer of the page.
    let texts =
        page.marks.iter().filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None });
    texts.filter(|words| words.at.y < 280.0).collect()
}

fn words_of_all(page: &Page) -> Vec<&Words> {
    let texts =
        page.marks.iter().filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None });
    texts.collect()
}

fn extent(words: &Words, fonts: &Fonts) -> Area {
    let em = words.size * MM_PER_PT;
    let count = words.text.graphemes(true).count() as f32;
    let long = fonts.width(&words.text, words.face) * em;
    let w = match words.spacing {
        Spacing::Natural => long,
        Spacing::Gap(gap) => long + gap * (count - 1.0),
        Spacing::Comb(pitch) => pitch * (count - words.text.matches('-').count() as f32),
    };
    let (top, bottom) = words.face.kanji_box();
    Area { x: words.at.x, y: words.at.y - top * em, w, h: (top - bottom) * em }
}

fn inside(cell: Area, mark: Area) -> bool {
    let slack = 0.03;
    mark.x >= cell.x - slack
        && mark.y >= cell.y - slack
        && mark.x + mark.w <= cell.x + cell.w + slack
        && mark.y + mark.h <= cell.y + cell.h + slack
}

fn placed(area: Area, content: Cell, ink: Ink) -> Vec<Page> {
    placed_with(area, content, ink, &Fonts::default())
}

fn placed_with(area: Area, content: Cell, ink: Ink, fonts: &Fonts) -> Vec<Page> {
    let catalog = catalog(|_, _| vec![Block::Free(area, content)]);
    let sheet = filled(&catalog, vec![(0, 0, 0, ink)]);
    place(&catalog, &sheet, &Footer { code: String::new() }, fonts)
}

fn place_one(area: Area, content: Cell, ink: Ink) -> Page {
    placed(area, content, ink).into_iter().next().unwrap()
}

#[test]
fn text_stays_in_its_cell_and_none_of_it_is_lost() {
    let (checked, moved) = any_text_in_any_cell(1500, &Fonts::default());
    assert!(checked > 100 && moved > 100, "{checked} {moved}");
}

#[test]
fn so_it_does_with_the_fonts_of_the_machine() {
    let (_, moved) = any_text_in_any_cell(500, &fonts_on_disk());
    assert!(moved > 30, "{moved}");
}

/// How many of so many random texts had a character to check, and how many went to the annex.
fn any_text_in_any_cell(cases: usize, fonts: &Fonts) -> (usize, usize) {
    let mut rng = Rng::with_seed(20261201);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let (mut checked, mut moved) = (0, 0);
    for _ in 0..cases {
        let area = Area { x: 20.0, y: 30.0, w: rng.u8(8..120) as f32, h: rng.u8(4..30) as f32 };
        let style = random_style(&mut rng);
        let said = random_text(&mut rng, 30);
        let case = format!("{area:?} {style:?} {said:?}");
        let pages = placed_with(area, styled(show("a"), |s| *s = style.clone()), text(&said), fonts);
        let page = &pages[0];
        let mut words = words_of(page);
        words.retain(|mark| mark.at.y < 60.0);
        for mark in &words {
            assert!(inside(area, extent(mark, fonts)), "{case}: {mark:?} {}", mark.text);
        }
        if !fonts.doubts(&said, style.face.into()).is_empty() {
            assert_eq!(words.remove(0).text, "※1", "{case}");
            let foot: String = words_of_all(page).iter().map(|words| words.text.as_str()).collect();
            assert!(foot.contains("字形要確認　※1 aの「"), "{case}: {foot}");
            checked += 1;
        }
        let printed: String = words.iter().map(|words| words.text.as_str()).collect();
        let annex = page.notes.iter().any(|note| note.problem == Problem::Annex(1));
        assert_eq!(pages.len() > 1, annex, "{case}");
        if annex {
            assert!(["別紙1のとおり", "別紙1"].contains(&bare(&printed).as_str()), "{case}: {printed}");
            let lines =
                pages[1..].iter().flat_map(words_of).filter(|words| words.at.x > 23.0 && words.at.y > 44.0);
            let full: String = lines.map(|words| words.text.as_str()).collect();
            assert!(bare(&full).contains(&bare(&said)), "{case}: {full}");
            moved += 1;
        } else {
            assert_eq!(bare(&printed), bare(&said), "{case}");
            let comb = style.comb.is_some();
            assert!(comb || words.iter().all(|words| words.size >= style.least - 0.01), "{case}");
        }
    }
    (checked, moved)
}

#[test]
fn marked_words_and_options_stay_in_their_cell() {
    let mut rng = Rng::with_seed(7);
    for _ in 0..300 {
        let area = Area { x: 20.0, y: 30.0, w: rng.u8(12..120) as f32, h: rng.u8(5..30) as f32 };
        let style = Style { comb: None, ..random_style(&mut rng) };
        let words = random_text(&mut rng, 8);
        let always = Condition::All(vec![]);
        let content = match rng.u8(0..4) {
            0 => Content::Tick(always, words),
            1 => Content::Ring(always, words),
            kind => {
                let mark = if kind == 2 {
                    kakanai_domain::sheet::Mark::Ring
                } else {
                    kakanai_domain::sheet::Mark::Tick
                };
                let catalog = catalog(|path, _| {
                    vec![Block::Free(
                        area,
                        styled(cell("a", Content::Options(path, mark)), |s| *s = style.clone()),
                    )]
                });
                let ink = Ink::Options(vec![rng.usize(0..4)]);
                let sheet = filled(&catalog, vec![(0, 0, 0, ink)]);
                let pages = place(&catalog, &sheet, &Footer { code: String::new() }, &Fonts::default());
                check(&pages[0], area, 4);
                continue;
            }
        };
        let page = place_one(area, styled(cell("a", content), |s| *s = style), Ink::Marked);
        check(&page, area, 1);
    }
}

fn check(page: &Page, area: Area, boxes: usize) {
    let mut marked = 0;
    for mark in &page.marks {
        match mark {
            Mark::Text(words) if words.at.y < 70.0 => {
                assert!(inside(area, extent(words, &Fonts::default())), "{area:?} {words:?}")
            }
            Mark::Ring { area: ring, .. } => {
                marked += 1;
                assert!(inside(area, *ring), "{area:?} {mark:?}");
            }
            Mark::Tick { .. } => marked += 1,
            Mark::Frame { area: tick_box, .. } => assert!(inside(area, *tick_box), "{area:?} {mark:?}"),
            Mark::Text(_)
            | Mark::Line { .. }
            | Mark::Rect { .. }
            | Mark::Disc { .. }
            | Mark::Symbol { .. } => {}
        }
    }
    assert_eq!(marked, 1, "{boxes} boxes, one is marked");
}

#[test]
fn a_comb_holds_one_character_in_each_box() {
    let area = Area { x: 20.0, y: 30.0, w: 70.0, h: 8.0 };
    let comb = |count, align| {
        styled(show("a"), |style| {
            style.comb = Some(count);
            style.align = align;
        })
    };
    for (said, align, x) in
        [("1234567", Align::Left, 20.0), ("ﾍﾞﾆｺ", Align::Left, 20.0), ("89", Align::Right, 70.0)]
    {
        let page = place_one(area, comb(7, align), text(said));
        let [words] = words_of(&page)[..] else { panic!("one mark for {said}") };
        assert_eq!((words.at.x, words.spacing), (x, Spacing::Comb(10.0)), "{said}");
        assert!(page.notes.is_empty());
    }
    let pages = placed(area, comb(3, Align::Left), text("12345"));
    assert_eq!(words_of(&pages[0])[0].text, "別紙1のとおり");
    assert_eq!(pages[0].notes[0].problem, Problem::Annex(1));
    assert_eq!(pages.len(), 2);
}

#[test]
fn dashes_between_groups_of_digits_stand_on_the_dividers() {
    let area = Area { x: 20.0, y: 30.0, w: 70.0, h: 8.0 };
    let set = |said: &str, boxes| place_one(area, styled(show("a"), |s| s.comb = Some(boxes)), text(said));
    let dividers = |page: &Page| page.marks.iter().filter(|mark| matches!(mark, Mark::Line { .. })).count();
    for (said, boxes, dashes) in
        [("999-0001", 7, 1), ("090-0000-0000", 11, 2), ("0000-00-0000", 11, 2), ("9990001", 7, 0)]
    {
        let page = set(said, boxes);
        assert!(page.notes.is_empty(), "{said}");
        assert_eq!(words_of(&page)[0].text, said);
        assert_eq!(dividers(&page), usize::from(boxes) - 1 - dashes, "{said}");
    }
    // A dash in words is a character like others.
    assert_eq!(dividers(&set("M-X", 3)), 2);
    assert_eq!(dividers(&set("", 7)), 6);
}

#[test]
fn characters_no_font_has_are_noted() {
    for (name, expected) in HARD_NAMES {
        let found = Fonts::default().doubts(name, Typeface::Mincho);
        let meant: Vec<&str> = found.iter().map(|doubt| doubt.meant.as_str()).collect();
        assert_eq!(meant, expected, "{name}");
        let page = place_one(Area { x: 20.0, y: 30.0, w: 60.0, h: 9.0 }, show("a"), text(name));
        let noted = page.notes.iter().any(|note| note.problem == Problem::Glyph(found.clone()));
        assert_eq!(noted, !expected.is_empty(), "{name}");
    }
}

#[test]
fn what_to_check_goes_to_the_annex_where_the_foot_has_no_room() {
    let foot = |y: f32| {
        let area = Area { x: 20.0, y, w: 60.0, h: 9.0 };
        let pages = placed(area, show("a"), text("見本　𠮷男"));
        let all = |page: &Page| words_of_all(page).iter().map(|words| words.text.clone()).collect::<String>();
        pages.iter().map(all).collect::<Vec<_>>()
    };
    let [sheet] = &foot(270.0)[..] else { panic!("no annex") };
    assert!(sheet.contains("字形要確認　※1 aの「〓」は U+20BB7"));
    let [sheet, annex] = &foot(280.0)[..] else { panic!("an annex") };
    assert!(sheet.contains("見本の届　※字形要確認：別紙1"), "{sheet}");
    assert!(annex.contains("別紙1　字形要確認※1 aの「〓」は U+20BB7"), "{annex}");
}

#[test]
fn words_of_the_form_below_the_least_size_are_noted() {
    let small = |words: &str| {
        let content = cell("a", Content::Label(words.into()));
        let page = place_one(Area { x: 20.0, y: 30.0, w: 20.0, h: 4.5 }, content, Ink::Blank);
        page.notes.into_iter().map(|note| note.problem).collect::<Vec<_>>()
    };
    assert_eq!(small("見本町"), []);
    let [Problem::Small(size)] = small("見本県見本郡見本町大字見本")[..] else {
        panic!("one note")
    };
    assert!((4.5..7.0).contains(&size));
}

#[test]
fn lines_begin_and_end_as_a_reader_expects() {
    let said = "住民票の写しは、キャッシュカードのように使うことはできません。「ニュータウン」にお住まいのお父さん・お母さんも、きょうだいも、ちょっとお待ちください（約10分）。ﾎﾟｯﾄｼｮｯﾌﾟ";
    for width in 40..600 {
        let lines = wrap(&Fonts::default(), said, Typeface::Gothic, 10.0, width as f32 * 0.25);
        if width < 60 {
            continue;
        }
        assert_eq!(lines.concat(), said);
        for line in &lines {
            let (first, last) = (line.chars().next().unwrap(), line.chars().next_back().unwrap());
            assert!(
                !"ァィゥェォッャュョぁぃぅぇぉっゃゅょーｯｼﾞ、。」）・".replace('ｼ', "").contains(first),
                "{line}"
            );
            assert!(!"「（".contains(last), "{line}");
        }
    }
}
