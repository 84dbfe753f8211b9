//! One cell: its words, its text, its tick, ring or options.

use kakanai_domain::Catalog;
use kakanai_domain::condition::Path;
use kakanai_domain::filled::Ink;
use kakanai_domain::sheet::{self, Align, Area, Cell, Content, Style, VAlign};
use unicode_segmentation::UnicodeSegmentation;

use crate::fit::{Limits, Lines, Room, fit};
use crate::options::{Choices, set_options};
use crate::page::{MM_PER_PT, Mark, Note, Page, Point, Problem, Spacing, Words};
use crate::place::text_of;
use crate::shape::{doubts, width};
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
/// The mark beside a character that has to be checked, in two lines, and its size, pt.
const CHECK: ([&str; 2], f32) = (["字形", "要確認"], 5.0);
/// Dividers between 枡: thickness, mm, and grey.
const DIVIDER: (f32, f32) = (0.1, 0.35);

/// Where a cell's marks and notes go.
pub struct Setter<'a> {
    page: &'a mut Page,
    cell: String,
    row: u16,
}

impl<'a> Setter<'a> {
    /// For the cell of that name and row.
    pub fn new(page: &'a mut Page, cell: String, row: u16) -> Self {
        Self { page, cell, row }
    }

    pub(crate) fn mark(&mut self, mark: Mark) {
        self.page.marks.push(mark);
    }

    pub(crate) fn note(&mut self, problem: Problem) {
        self.page.notes.push(Note { cell: self.cell.clone(), row: self.row, problem });
    }

    /// Notes characters whose form no font has; whether there are any.
    pub(crate) fn doubts(&mut self, text: &str, face: Typeface) -> bool {
        let doubtful = doubts(text, face);
        let any = !doubtful.is_empty();
        if any {
            self.note(Problem::Glyph(doubtful));
        }
        any
    }

    pub(crate) fn small(&mut self, size: Option<f32>) {
        if let Some(size) = size {
            self.note(Problem::Small(size));
        }
    }

    /// A line of text; spaces at its ends are left out.
    pub(crate) fn words(&mut self, at: Point, size: f32, face: Typeface, text: &str) {
        self.spaced(at, size, face, text, Spacing::Natural);
    }

    fn spaced(&mut self, at: Point, size: f32, face: Typeface, text: &str, spacing: Spacing) {
        if !text.trim().is_empty() {
            self.mark(Mark::Text(Words { at, size, face, grey: 0.0, text: text.to_owned(), spacing }));
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

/// Sets a cell with what was filled into it.
pub fn set(setter: &mut Setter, catalog: &Catalog, area: Area, cell: &Cell, ink: Option<&Ink>) {
    let style = &cell.style;
    let marked = matches!(ink, Some(Ink::Marked));
    let overflows = |boxes: &u8| text_of(ink).graphemes(true).count() > usize::from(*boxes);
    if let Some(boxes) = style.comb.filter(|boxes| !overflows(boxes)) {
        set_dividers(setter, area, boxes);
    }
    match &cell.content {
        Content::Label(words) => set_text(setter, area, style, words),
        Content::Show(_) => set_text(setter, area, style, text_of(ink)),
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
            set_text(setter, area, &hint, words);
        }
    }
}

/// The inside of a cell.
pub(crate) fn inside(area: Area) -> Area {
    let (x, y) = (PADDING.0.min(area.w * 0.12), PADDING.1.min(area.h * 0.08));
    Area { x: area.x + x, y: area.y + y, w: area.w - 2.0 * x, h: area.h - 2.0 * y }
}

fn set_text(setter: &mut Setter, mut area: Area, style: &Style, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let face = Typeface::from(style.face);
    if setter.doubts(text, face) {
        let taken = set_check(setter, area, style.comb.is_some());
        area = Area { x: area.x, y: area.y + taken.h, w: area.w - taken.w, h: area.h - taken.h };
    }
    if let Some(boxes) = style.comb {
        if text.graphemes(true).count() <= usize::from(boxes) {
            return set_comb(setter, area, style, text, boxes);
        }
        setter.note(Problem::Comb);
    }
    let inner = inside(area);
    let (lines, small) = fit(text, face, Room { w: inner.w, h: inner.h }, Limits::from(style));
    setter.small(small);
    set_lines(setter, inner, style, &lines);
}

fn set_lines(setter: &mut Setter, inner: Area, style: &Style, lines: &Lines) {
    let face = Typeface::from(style.face);
    let em = lines.size * MM_PER_PT;
    let mut y = first_baseline(inner, style.valign, face, lines);
    for line in &lines.lines {
        let long = width(line, face) * em;
        let free = (inner.w - long).max(0.0);
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
        setter.spaced(Point { x, y }, lines.size, face, line, spacing);
        y += lines.leading;
    }
}

/// Baseline of the first line: optically centred are the boxes of the kanji, not the ascenders of the font.
fn first_baseline(inner: Area, valign: VAlign, face: Typeface, lines: &Lines) -> f32 {
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
    setter.doubts(words, face);
    let inner = inside(area);
    let (before, after) = match mark {
        sheet::Mark::Tick => (BOX.0 + BOX.1, 0.0),
        sheet::Mark::Ring => (RING.0, RING.0),
    };
    // Reserved at the size wanted: enough at every smaller one.
    let reserved = (before + after) * style.size * MM_PER_PT;
    let room = Room { w: (inner.w - reserved).max(inner.w * 0.3), h: inner.h };
    let (lines, small) = fit(words, face, room, Limits::from(style));
    setter.small(small);
    let em = lines.size * MM_PER_PT;
    let long = lines.lines.iter().map(|line| width(line, face) * em).fold(0.0, f32::max);
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
    for (index, line) in lines.lines.iter().enumerate() {
        let y = at.y + lines.leading * index as f32;
        setter.words(Point { y, ..at }, lines.size, face, line);
    }
}

fn set_dividers(setter: &mut Setter, area: Area, boxes: u8) {
    for index in 1..boxes {
        let x = area.x + area.w * f32::from(index) / f32::from(boxes);
        let (from, to) = (Point { x, y: area.y }, Point { x, y: area.y + area.h });
        setter.mark(Mark::Line { from, to, width: DIVIDER.0, grey: DIVIDER.1 });
    }
}

/// One character in the middle of each 枡; at the last ones when the cell is set to the right, as numbers are.
fn set_comb(setter: &mut Setter, area: Area, style: &Style, text: &str, boxes: u8) {
    let face = Typeface::from(style.face);
    let pitch = area.w / f32::from(boxes);
    let widest = text.graphemes(true).map(|cluster| width(cluster, face)).fold(0.0, f32::max);
    let (top, bottom) = face.kanji_box();
    let across = pitch * 0.9 / (widest * MM_PER_PT).max(f32::EPSILON);
    let down = area.h * 0.9 / ((top - bottom) * MM_PER_PT);
    let fitting = (across.min(down) * 4.0).floor() / 4.0;
    let size = style.size.min(fitting.max(0.25));
    if size < style.least.min(style.size) {
        setter.small(Some(size));
    }
    let skipped = match style.align {
        Align::Right => usize::from(boxes).saturating_sub(text.graphemes(true).count()),
        Align::Left | Align::Center | Align::Justify => 0,
    };
    let lines = Lines { size, leading: 0.0, lines: vec![text.to_owned()] };
    let y = first_baseline(area, VAlign::Middle, face, &lines);
    setter.spaced(Point { x: area.x + pitch * skipped as f32, y }, size, face, text, Spacing::Comb(pitch));
}

/// 「字形要確認」 at the right edge of the cell; gives the width or the height it takes
/// away from the text.
fn set_check(setter: &mut Setter, area: Area, comb: bool) -> Room {
    let (words, wanted) = CHECK;
    let face = Typeface::Gothic;
    let widths = words.map(|line| width(line, face));
    // A comb has no width to give, a narrow cell neither: one line along the upper edge.
    let beside = !comb && area.w >= 20.0;
    let (lines, high) =
        if beside { (words.map(str::to_owned).to_vec(), 2.4) } else { (vec![words.concat()], 3.0) };
    let long = if beside { widths.into_iter().fold(0.0, f32::max) } else { widths.iter().sum() };
    let size = wanted.min(area.h / (high * MM_PER_PT)).min((area.w - 0.6) / (long * MM_PER_PT)).max(0.25);
    let em = size * MM_PER_PT;
    let (top, bottom) = face.kanji_box();
    let x = area.x + area.w - 0.4 - long * em;
    let middle = area.y + area.h / 2.0 - (lines.len() as f32 - 1.0) * em * 0.575 + (top + bottom) / 2.0 * em;
    let first = if beside { middle } else { area.y + 0.3 + top * em };
    for (index, line) in lines.iter().enumerate() {
        setter.words(Point { x, y: first + 1.15 * em * index as f32 }, size, face, line);
    }
    if beside { Room { w: long * em + 0.4, h: 0.0 } } else { Room { w: 0.0, h: 0.3 + em } }
}
