//! One character per 枡.

use kakanai_domain::sheet::{Align, Area, Style, VAlign};
use unicode_segmentation::UnicodeSegmentation;

use crate::cell::{Setter, first_baseline};
use crate::fit::Lines;
use crate::page::{MM_PER_PT, Mark, Point, Problem, Said, Spacing};
use crate::typeface::Typeface;

/// Dividers between 枡: thickness, mm, and grey.
const DIVIDER: (f32, f32) = (0.1, 0.35);
/// Part of a 枡 that its character may fill.
const FILLED: f32 = 0.9;

/// Whether each character has a 枡 of its own.
pub(crate) fn holds(text: &str, boxes: u8) -> bool {
    boxes_of(text).len() <= usize::from(boxes) && !text.contains('\n')
}

/// The characters of a text, each with the number of 枡 before it, and whether it stands between two of them: the
/// dash of 「999-0001」 belongs to no 枡.
pub(crate) fn places<'a>(text: &'a str) -> Vec<(&'a str, usize, bool)> {
    let digits = text.chars().all(|c| c.is_ascii_digit() || is_dash(c));
    let mut before = 0;
    let place = |cluster: &'a str| {
        let between = digits && before > 0 && cluster.chars().all(is_dash);
        let place = (cluster, before, between);
        before += usize::from(!between);
        place
    };
    text.graphemes(true).map(place).collect()
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '‐' | '－' | '−')
}

fn boxes_of(text: &str) -> Vec<&str> {
    places(text).into_iter().filter(|(_, _, between)| !between).map(|(cluster, ..)| cluster).collect()
}

/// How many 枡 stay empty at the left: numbers are set to the right.
fn skipped(text: &str, style: &Style, boxes: u8) -> usize {
    match style.align {
        Align::Right => usize::from(boxes).saturating_sub(boxes_of(text).len()),
        Align::Left | Align::Center | Align::Justify => 0,
    }
}

/// The dividers, but for those where a dash stands.
pub(crate) fn set_dividers(setter: &mut Setter, area: Area, boxes: u8, text: &str, style: &Style) {
    let skipped = skipped(text, style, boxes);
    let places = places(text);
    let dashes: Vec<usize> =
        places.iter().filter(|(_, _, between)| *between).map(|(_, before, _)| before + skipped).collect();
    for index in (1..boxes).filter(|index| !dashes.contains(&usize::from(*index))) {
        let x = area.x + area.w * f32::from(index) / f32::from(boxes);
        let (from, to) = (Point { x, y: area.y }, Point { x, y: area.y + area.h });
        setter.mark(Mark::Line { from, to, width: DIVIDER.0, grey: DIVIDER.1 });
    }
}

/// One character in the middle of each 枡; at the last ones when the cell is set to the right, as numbers are.
pub(crate) fn set_comb(setter: &mut Setter, area: Area, style: &Style, text: &str, boxes: u8) {
    let face = Typeface::from(style.face);
    let pitch = area.w / f32::from(boxes);
    let widest =
        boxes_of(text).into_iter().map(|cluster| setter.fonts.width(cluster, face)).fold(0.0, f32::max);
    let (top, bottom) = face.kanji_box();
    let across = pitch * FILLED / (widest * MM_PER_PT).max(f32::EPSILON);
    let down = area.h * FILLED / ((top - bottom) * MM_PER_PT);
    let fitting = (across.min(down) * 4.0).floor() / 4.0;
    let size = style.size.min(fitting.max(0.25));
    if size < style.least.min(style.size) {
        setter.note(Problem::Small(size));
    }
    let lines = Lines { size, leading: 0.0, lines: vec![text.to_owned()] };
    let y = first_baseline(area, VAlign::Middle, face, &lines);
    let x = area.x + pitch * skipped(text, style, boxes) as f32;
    setter.spaced(Point { x, y }, size, face, text, Spacing::Comb(pitch), Said::Line);
}
