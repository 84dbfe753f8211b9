//! A filled sheet as marks in millimetres. Pure: the same sheet gives the same page.

use std::fmt::Write;

use kakanai_domain::Catalog;
use kakanai_domain::filled::{FilledSheet, Ink};
use kakanai_domain::sheet::{Area, Blank, Block, Cell, Content, Ground, Paper};

use crate::annex::Annex;
use crate::cell::{self, Setter};
use crate::check::{CHECK, set_checks};
use crate::fonts::Fonts;
use crate::grid::Edges;
use crate::ground::Under;
use crate::label::Headings;
use crate::page::{MM_PER_PT, Mark, Page, Point, Problem, Said, Spacing, Words};
use crate::typeface::Typeface;

/// Ground of header cells.
const HEADER: f32 = 0.9;
/// Ground of boxes that the office fills in.
const OFFICE: f32 = 0.93;
/// Size of the footer, pt.
pub(crate) const FOOTER: f32 = 7.0;
/// Baseline of the footer over the lower edge of the paper, mm; printers leave 5 mm blank.
pub(crate) const FOOTER_BASE: f32 = 6.5;
/// Left and right edge of the footer, mm.
pub(crate) const FOOTER_SIDE: f32 = 12.0;

/// What stands at the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footer {
    /// 受付番号, id of the sheet and the first characters of the definitions' fingerprint, at the right.
    pub code: String,
}

/// Sets a filled sheet: its page, and after it the pages of its annex, where a box has no room for its text. The
/// annex goes with the sheet: another one may be handed in at another counter.
pub fn place(catalog: &Catalog, filled: &FilledSheet, footer: &Footer, fonts: &Fonts) -> Vec<Page> {
    let sheet = &catalog.sheets[filled.sheet];
    let name = catalog.sheets.name(filled.sheet);
    let mut page = Page::new(sheet.paper);
    let mut contents = Vec::new();
    for (block, content) in sheet.blocks.iter().enumerate() {
        let ink = |cell: usize, row: u16| {
            filled.boxes.iter().find(|b| (b.block, b.cell, b.row) == (block, cell, row)).map(|b| &b.ink)
        };
        match content {
            Block::Free(area, cell) => {
                page.marks.extend(ground(*area, cell));
                contents.push((*area, *area, cell, 0, ink(0, 0)));
            }
            Block::Grid(grid) => {
                let edges = Edges::new(grid);
                for row in 0..edges.sets() {
                    for (index, (place, cell)) in grid.cells.iter().enumerate() {
                        let area = edges.area(*place, row);
                        page.marks.extend(ground(area, cell));
                        contents.push((area, edges.area(*place, 0), cell, row, ink(index, row)));
                    }
                }
                page.marks.extend(edges.rules());
            }
        }
    }
    let mut under = Under::new(sheet, &mut page);
    let headings = Headings::new(sheet);
    let mut annex = Annex::default();
    let mut bottom = 0.0_f32;
    for (area, first, cell, row, ink) in contents {
        bottom = bottom.max(area.y + area.h);
        let start = page.marks.len();
        let mut setter = Setter {
            fonts,
            page: &mut page,
            annex: &mut annex,
            sheet: (name, &sheet.title),
            headings: &headings,
            id: &cell.id,
            first,
            row,
        };
        cell::set(&mut setter, catalog, area, cell, ink);
        under.keep_ink(&mut page, start, area, cell, ink);
    }
    let about = [&sheet.number, &sheet.title, &sheet.revision].map(String::as_str);
    let title = about.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("　");
    let count = if filled.pages > 1 { format!("{} / {}", filled.page, filled.pages) } else { String::new() };
    // Nobody knows where the office's own paper is free.
    let bottom = if under.is_blank() { bottom } else { f32::from(sheet.paper.height) };
    let left = match set_checks(&mut page, fonts, bottom) {
        Some(notes) => format!("{title}　※{CHECK}：別紙{}", annex.add(CHECK, &notes)),
        None => title.clone(),
    };
    match sheet.ground {
        Ground::Blank => foot(&mut page, fonts, &left, &count, &footer.code),
        Ground::Pdf(_) => foot(&mut page, fonts, "", "", &footer.code),
        Ground::Preprinted => {}
    }
    under.finish(&mut page, filled);
    page.begins = filled.page <= 1;
    let page_of = if count.is_empty() { String::new() } else { format!("（{count}）") };
    let annexed = annex.pages(fonts, sheet.paper, &format!("「{}」{page_of}の別紙", sheet.title));
    let of = annexed.len();
    let mut pages = vec![page];
    for (mut page, number) in annexed.into_iter().zip(1..) {
        // The back of a form that is printed already is the office's.
        page.begins = number == 1 && matches!(sheet.ground, Ground::Preprinted);
        let count = if of > 1 { format!("別紙 {number} / {of}") } else { "別紙".to_owned() };
        foot(&mut page, fonts, &format!("{title}{page_of}"), &count, &footer.code);
        pages.push(page);
    }
    pages
}

/// The line at the foot of a page: left, middle, right.
pub(crate) fn foot(page: &mut Page, fonts: &Fonts, left: &str, middle: &str, right: &str) {
    let Paper { width: w, height: h } = page.paper;
    let (w, y) = (f32::from(w), f32::from(h) - FOOTER_BASE);
    let long = |text: &str| fonts.width(text, Typeface::Gothic) * FOOTER * MM_PER_PT;
    let (center, end) = ((w - long(middle)) / 2.0, w - FOOTER_SIDE - long(right));
    // A long title on a small paper gives way to the numbers.
    let room = if middle.is_empty() { end } else { center.min(end) } - FOOTER_SIDE - 3.0;
    let title = FOOTER * (room / long(left).max(room)).clamp(0.1, 1.0);
    for (text, x, size) in [(left, FOOTER_SIDE, title), (middle, center, FOOTER), (right, end, FOOTER)] {
        if text.is_empty() {
            continue;
        }
        let (at, face, grey) = (Point { x, y }, Typeface::Gothic, 0.0);
        let (text, spacing, said) = (text.to_owned(), Spacing::Natural, Said::Line);
        page.marks.push(Mark::Text(Words { at, size, face, grey, text, spacing, said }));
    }
}

fn ground(area: Area, cell: &Cell) -> Option<Mark> {
    let grey = match cell.content {
        _ if cell.style.shaded => HEADER,
        Content::Blank(Blank::Office, _) => OFFICE,
        Content::Blank(Blank::Signature | Blank::Number | Blank::Hand, _)
        | Content::Label(_)
        | Content::Show(_)
        | Content::Tick(..)
        | Content::Ring(..)
        | Content::Options(..) => return None,
    };
    Some(Mark::Rect { area, grey })
}

/// What a filled box says, where it says anything.
pub(crate) fn text_of(ink: Option<&Ink>) -> &str {
    match ink {
        Some(Ink::Text(text)) => text,
        Some(Ink::Marked | Ink::Options(_) | Ink::Blank) | None => "",
    }
}

/// The page as text, one mark a line, mm with two decimals: what goldens compare.
pub fn marks_text(page: &Page) -> String {
    let mut text = format!("paper {} × {}\n", page.paper.width, page.paper.height);
    for mark in &page.marks {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", mark_text(mark));
    }
    for note in &page.notes {
        let problem = match &note.problem {
            Problem::Glyph(doubts) => {
                let each =
                    doubts.iter().map(|doubt| format!("{}→{} {}", doubt.meant, doubt.printed, doubt.code()));
                format!("字形要確認 {}", each.collect::<Vec<_>>().join(" "))
            }
            Problem::Annex(number) => format!("annex {number}"),
            Problem::Small(size) => format!("small {size:.2}pt"),
        };
        let _ = writeln!(text, "note {}:{} {} {problem}", note.cell, note.row, note.label);
    }
    text
}

fn mark_text(mark: &Mark) -> String {
    let area_text = |a: &Area| format!("{:.2},{:.2} {:.2}×{:.2}", a.x, a.y, a.w, a.h);
    let grey_text = |grey: f32| if grey > 0.0 { format!(" grey {grey:.2}") } else { String::new() };
    match mark {
        Mark::Text(words) => {
            let spacing = match words.spacing {
                Spacing::Natural => String::new(),
                Spacing::Gap(mm) => format!(" gap {mm:.2}"),
                Spacing::Comb(mm) => format!(" comb {mm:.2}"),
            };
            let (at, face, grey) = (words.at, words.face.name(), grey_text(words.grey));
            let what = match words.said {
                Said::Line | Said::Whole(_) => "text",
                Said::Before => "more",
            };
            format!("{what} {:.2},{:.2} {face} {:.2}pt{spacing}{grey} {}", at.x, at.y, words.size, words.text)
        }
        Mark::Line { from, to, width, grey } => {
            let grey = grey_text(*grey);
            format!("line {:.2},{:.2} {:.2},{:.2} width {width:.2}{grey}", from.x, from.y, to.x, to.y)
        }
        Mark::Rect { area, grey } => format!("rect {} grey {grey:.2}", area_text(area)),
        Mark::Frame { area, width, grey } => {
            format!("frame {} width {width:.2}{}", area_text(area), grey_text(*grey))
        }
        Mark::Ring { area, width } => format!("ring {} width {width:.2}", area_text(area)),
        Mark::Disc { area, grey } => format!("disc {} grey {grey:.2}", area_text(area)),
        Mark::Symbol { area, symbol } => {
            format!("symbol {} side {} ink {}", area_text(area), symbol.side, symbol.ink())
        }
        Mark::Tick { at, size } => format!("tick {:.2},{:.2} size {size:.2}", at.x, at.y),
    }
}
