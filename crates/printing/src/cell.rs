//! One cell: its words, its text, its tick, ring or options.

use kakanai_domain::Catalog;
use kakanai_domain::condition::Path;
use kakanai_domain::filled::Ink;
use kakanai_domain::sheet::{self, Align, Area, Cell, Content, Style, VAlign};
use unicode_segmentation::UnicodeSegmentation;

use crate::annex::Annex;
use crate::comb::{self, set_comb, set_dividers};
use crate::fit::{Limits, Lines, Room, fit, shrink};
use crate::fonts::Fonts;
use crate::label::Headings;
use crate::options::{Choices, set_options};
use crate::page::{MM_PER_PT, Mark, Note, Page, Point, Problem, Said, Spacing, Words};
use crate::place::text_of;
use crate::typeface::Typeface;

/// Between the rule and the text, mm: at the sides, above and below.
const PADDING: (f32, f32) = (1.2, 0.5);
/// Size of the words in a box that stays empty, pt.
const HINT: f32 = 7.0;
/// Further in from the sides where text is spread over the width, mm.
const INDENT: f32 = 2.0;
/// Thickness of what a pen would draw, mm.
pub(crate) const PEN: f32 = 0.35;
/// Side of a tick box, and the distance to its words, em.
pub(crate) const BOX: (f32, f32) = (0.85, 0.3);
/// From words to the ring around them: at the sides, and from the middle upwards, em.
pub(crate) const RING: (f32, f32) = (0.45, 0.75);
/// Least size of 「別紙1のとおり」, pt.
const REFERENCE: f32 = 6.0;
/// Size of the sign at a box with a character that has to be checked, pt, and its distance to the rules, mm.
const SIGN: (f32, f32) = (5.5, 0.3);

/// Where a cell's marks and notes go.
pub struct Setter<'a> {
    /// The fonts there are.
    pub fonts: &'a Fonts,
    /// The page the cell is on.
    pub page: &'a mut Page,
    /// Takes what has no room.
    pub annex: &'a mut Annex,
    /// Name and title of the sheet.
    pub sheet: (&'a str, &'a str),
    /// Its headings, by which a person calls the box.
    pub headings: &'a Headings,
    /// Id of the cell.
    pub id: &'a str,
    /// Where it is in the first row of a repeated grid.
    pub first: Area,
    /// Row of a repeated grid, from 0.
    pub row: u16,
}

impl Setter<'_> {
    /// What a person calls the box.
    fn label(&self) -> String {
        self.headings.name(self.first, self.id, self.row)
    }

    pub(crate) fn mark(&mut self, mark: Mark) {
        self.page.marks.push(mark);
    }

    pub(crate) fn note(&mut self, problem: Problem) {
        let (name, title) = self.sheet;
        let (cell, sheet, label) = (format!("{name}.{}", self.id), title.to_owned(), self.label());
        self.page.notes.push(Note { cell, row: self.row, sheet, label, problem });
    }

    /// Notes characters whose form no font has, and puts a sign at the corner of the cell: the foot of the page
    /// says what it means. The sign takes no room away from the text.
    pub(crate) fn doubts(&mut self, text: &str, face: Typeface, area: Area) {
        let doubts = self.fonts.doubts(text, face);
        if doubts.is_empty() {
            return;
        }
        self.note(Problem::Glyph(doubts));
        let sign = sign(glyph_notes(self.page).count());
        let face = Typeface::Gothic;
        let (top, bottom) = face.kanji_box();
        let long = self.fonts.width(&sign, face);
        let across = (area.w - 2.0 * SIGN.1) / (long * MM_PER_PT);
        let down = (area.h - 2.0 * SIGN.1) / ((top - bottom) * MM_PER_PT);
        let size = SIGN.0.min(across).min(down).max(0.25);
        let em = size * MM_PER_PT;
        let at = Point { x: area.x + area.w - SIGN.1 - long * em, y: area.y + SIGN.1 + top * em };
        self.words(at, size, face, &sign);
    }

    pub(crate) fn small(&mut self, size: Option<f32>) {
        if let Some(size) = size {
            self.note(Problem::Small(size));
        }
    }

    /// A line of text.
    pub(crate) fn words(&mut self, at: Point, size: f32, face: Typeface, text: &str) {
        self.spaced(at, size, face, text, Spacing::Natural, Said::Line);
    }

    pub(crate) fn spaced(
        &mut self,
        at: Point,
        size: f32,
        face: Typeface,
        text: &str,
        spacing: Spacing,
        said: Said,
    ) {
        // A line of nothing but spaces is not drawn; what it says still stands before the lines after it.
        if !text.trim().is_empty() || matches!(said, Said::Whole(_)) {
            self.mark(Mark::Text(Words { at, size, face, grey: 0.0, text: text.to_owned(), spacing, said }));
        }
    }

    /// An ellipse around words that begin at `at`; their last baseline is so many mm under the first one. It
    /// keeps off the rules of the cell.
    pub(crate) fn ring(&mut self, at: Point, (long, under): (f32, f32), em: f32, face: Typeface, cell: Area) {
        let (top, bottom) = face.kanji_box();
        let middle = at.y + under / 2.0 - (top + bottom) / 2.0 * em;
        let (w, h) = (long + 2.0 * RING.0 * em, (2.0 * RING.1 * em + under).min(cell.h - PEN));
        let y = (middle - h / 2.0).min(cell.y + cell.h - PEN / 2.0 - h).max(cell.y + PEN / 2.0);
        self.mark(Mark::Ring { area: Area { x: at.x - RING.0 * em, y, w, h }, width: PEN });
    }

    /// A tick box before words that begin at `at`; its left edge is there.
    pub(crate) fn tick_box(&mut self, at: Point, em: f32, face: Typeface, ticked: bool) {
        let (top, bottom) = face.kanji_box();
        let side = BOX.0 * em;
        let y = at.y - (top + bottom) / 2.0 * em - side / 2.0;
        self.mark(Mark::Frame { area: Area { x: at.x, y, w: side, h: side }, width: 0.2, grey: 0.0 });
        if ticked {
            self.mark(Mark::Tick { at: Point { x: at.x, y }, size: side });
        }
    }
}

/// 「※1」: at a box, and before its words at the foot of the page.
pub(crate) fn sign(number: usize) -> String {
    format!("※{number}")
}

/// The notes of characters that have to be checked, in the order of their numbers.
pub(crate) fn glyph_notes(page: &Page) -> impl Iterator<Item = &Note> {
    page.notes.iter().filter(|note| matches!(note.problem, Problem::Glyph(_)))
}

/// Sets a cell with what was filled into it.
pub fn set(setter: &mut Setter, catalog: &Catalog, area: Area, cell: &Cell, ink: Option<&Ink>) {
    let style = &cell.style;
    let marked = matches!(ink, Some(Ink::Marked));
    if let Some(boxes) = style.comb.filter(|boxes| comb::holds(text_of(ink), *boxes)) {
        set_dividers(setter, area, boxes, text_of(ink), style);
    }
    match &cell.content {
        Content::Label(words) => set_words(setter, area, style, words),
        Content::Show(_) => set_value(setter, area, style, text_of(ink)),
        Content::Tick(_, words) => set_marked(setter, area, style, words, sheet::Mark::Tick, marked),
        Content::Ring(_, words) => set_marked(setter, area, style, words, sheet::Mark::Ring, marked),
        Content::Options(path, mark) => {
            let options = match path {
                Path::Item(_, item, _) => catalog.items[*item].options(),
                Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => None,
            };
            let chosen: &[usize] = if let Some(Ink::Options(chosen)) = ink { chosen } else { &[] };
            let labels =
                options.into_iter().flat_map(|options| options.iter()).map(|(_, option)| option.label.ja());
            set_options(setter, area, style, &Choices { labels: labels.collect(), mark: *mark, chosen });
        }
        // By law nothing of ours stands here but a hint, at the right, where no hand begins to write.
        Content::Blank(_, words) => {
            let hint = Style { size: HINT, align: Align::Right, comb: None, ..style.clone() };
            set_words(setter, area, &hint, words);
        }
    }
}

/// The inside of a cell.
pub(crate) fn inside(area: Area) -> Area {
    let (x, y) = (PADDING.0.min(area.w * 0.12), PADDING.1.min(area.h * 0.08));
    Area { x: area.x + x, y: area.y + y, w: area.w - 2.0 * x, h: area.h - 2.0 * y }
}

/// Printed words: smaller than the least size where they must be, which an author sees.
fn set_words(setter: &mut Setter, area: Area, style: &Style, words: &str) {
    if words.trim().is_empty() {
        return;
    }
    let face = Typeface::from(style.face);
    setter.doubts(words, face, area);
    if let Some(boxes) = style.comb.filter(|boxes| comb::holds(words, *boxes)) {
        return set_comb(setter, area, style, words, boxes);
    }
    let inner = inside(area);
    let (lines, small) = shrink(setter.fonts, words, face, room(inner), Limits::from(style));
    setter.small(small);
    set_lines(setter, inner, style, &lines, words);
}

/// What was filled in: on the annex where the box has no room for it.
fn set_value(setter: &mut Setter, area: Area, style: &Style, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let face = Typeface::from(style.face);
    let inner = inside(area);
    setter.doubts(text, face, area);
    match style.comb {
        Some(boxes) if comb::holds(text, boxes) => return set_comb(setter, area, style, text, boxes),
        // Between 枡 nothing else can stand.
        Some(_) => {}
        None => {
            if let Some(lines) = fit(setter.fonts, text, face, room(inner), Limits::from(style)) {
                return set_lines(setter, inner, style, &lines, text);
            }
        }
    }
    let number = setter.annex.add(&setter.label(), text);
    setter.note(Problem::Annex(number));
    let least = REFERENCE.min(style.size);
    let limits = Limits { size: style.size.min(10.5), least, lines: 2 };
    let words = format!("別紙{number}のとおり");
    let fitted = fit(setter.fonts, &words, face, room(inner), limits).map(|lines| (lines, words));
    let (lines, words) = fitted.unwrap_or_else(|| {
        let short = format!("別紙{number}");
        (shrink(setter.fonts, &short, face, room(inner), limits).0, short)
    });
    set_lines(setter, inner, style, &lines, &words);
}

fn room(inner: Area) -> Room {
    Room { w: inner.w, h: inner.h }
}

fn set_lines(setter: &mut Setter, inner: Area, style: &Style, lines: &Lines, text: &str) {
    let face = Typeface::from(style.face);
    let em = lines.size * MM_PER_PT;
    let mut y = first_baseline(inner, style.valign, face, lines);
    for (line, said) in lines.lines.iter().zip(Said::of_lines(text, &lines.lines)) {
        let free = match style.align {
            Align::Left => 0.0,
            Align::Center | Align::Right | Align::Justify => {
                (inner.w - setter.fonts.width(line, face) * em).max(0.0)
            }
        };
        let gaps = line.graphemes(true).count().saturating_sub(1);
        let (x, spacing) = match style.align {
            Align::Left => (inner.x, Spacing::Natural),
            Align::Center => (inner.x + free / 2.0, Spacing::Natural),
            Align::Right => (inner.x + free, Spacing::Natural),
            Align::Justify if gaps > 0 => {
                let indent = INDENT.min(free / 4.0);
                (inner.x + indent, Spacing::Gap((free - 2.0 * indent) / gaps as f32))
            }
            Align::Justify => (inner.x + free / 2.0, Spacing::Natural),
        };
        setter.spaced(Point { x, y }, lines.size, face, line, spacing, said);
        y += lines.leading;
    }
}

/// Baseline of the first line: optically centred are the boxes of the kanji, not the ascenders of the font.
pub(crate) fn first_baseline(inner: Area, valign: VAlign, face: Typeface, lines: &Lines) -> f32 {
    let em = lines.size * MM_PER_PT;
    let (top, bottom) = face.kanji_box();
    let high = (top - bottom) * em + lines.leading * lines.lines.len().saturating_sub(1) as f32;
    let free = inner.h - high;
    let above = match valign {
        VAlign::Top => free.min(0.3 * em),
        VAlign::Middle => free / 2.0,
        VAlign::Bottom => free - free.min(0.3 * em),
    };
    inner.y + above + top * em
}

/// Words with a tick box before them, or a ring around them.
fn set_marked(setter: &mut Setter, area: Area, style: &Style, words: &str, mark: sheet::Mark, marked: bool) {
    let face = Typeface::from(style.face);
    setter.doubts(words, face, area);
    let inner = inside(area);
    let (before, after) = match mark {
        sheet::Mark::Tick => (BOX.0 + BOX.1, 0.0),
        sheet::Mark::Ring => (RING.0, RING.0),
    };
    // Reserved at the size wanted: enough at every smaller one.
    let reserved = (before + after) * style.size * MM_PER_PT;
    let room = Room { w: (inner.w - reserved).max(inner.w * 0.3), h: inner.h };
    let (lines, small) = shrink(setter.fonts, words, face, room, Limits::from(style));
    setter.small(small);
    let em = lines.size * MM_PER_PT;
    let long = lines.lines.iter().map(|line| setter.fonts.width(line, face) * em).fold(0.0, f32::max);
    let free = inner.w - long - (before + after) * em;
    let under = lines.leading * lines.lines.len().saturating_sub(1) as f32;
    let left = inner.x
        + match style.align {
            Align::Left => 0.0,
            Align::Center | Align::Justify => free / 2.0,
            Align::Right => free,
        };
    let at = Point { x: left + before * em, y: first_baseline(inner, style.valign, face, &lines) };
    match mark {
        sheet::Mark::Tick => setter.tick_box(Point { x: left, ..at }, em, face, marked),
        sheet::Mark::Ring if marked => setter.ring(at, (long, under), em, face, area),
        sheet::Mark::Ring => {}
    }
    let said = Said::of_lines(words, &lines.lines);
    for ((index, line), said) in lines.lines.iter().enumerate().zip(said) {
        let y = at.y + lines.leading * index as f32;
        setter.spaced(Point { y, ..at }, lines.size, face, line, Spacing::Natural, said);
    }
}
