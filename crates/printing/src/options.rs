//! All options of a choice in a row, the chosen ones ringed or ticked.

use kakanai_domain::sheet::{self, Align, Area, Style, VAlign};

use crate::cell::{BOX, RING, Setter, inside};
use crate::fit::{Breaking, Limits, search_smaller};
use crate::page::{MM_PER_PT, Point};
use crate::typeface::Typeface;

/// Between ringed options.
const DOT: &str = "・";
/// Between two options, em: ringed, where the dot is free of the rings; and ticked.
const GAP: (f32, f32) = (1.6, 1.0);
/// From line to line, em: of ringed options, of ticked ones, and what is pleasant.
const LEADING: (f32, f32, f32) = (1.5, 1.25, 1.7);

/// The options of a cell.
pub(crate) struct Choices<'a> {
    pub labels: Vec<&'a str>,
    pub mark: sheet::Mark,
    /// Indices of the chosen ones.
    pub chosen: &'a [usize],
}

/// Options with their widths, em.
struct Measured<'a> {
    choices: &'a Choices<'a>,
    face: Typeface,
    widths: Vec<f32>,
    /// Before a label; before and after a whole line; between two options.
    before: f32,
    side: f32,
    gap: f32,
}

struct Rows {
    size: f32,
    leading: f32,
    rows: Vec<Vec<usize>>,
}

/// Sets all options, breaking the row where the cell is too narrow.
pub(crate) fn set_options(setter: &mut Setter, area: Area, style: &Style, choices: &Choices) {
    if choices.labels.is_empty() {
        return;
    }
    let face = Typeface::from(style.face);
    setter.doubts(&choices.labels.concat(), face, area);
    let fonts = setter.fonts;
    let (before, side, gap) = match choices.mark {
        sheet::Mark::Tick => (BOX.0 + BOX.1, 0.0, GAP.1),
        sheet::Mark::Ring => (0.0, RING.0, GAP.0),
    };
    let widths = choices.labels.iter().map(|label| fonts.width(label, face)).collect();
    let measured = Measured { choices, face, widths, before, side, gap };
    let inner = inside(area);
    let limits = Limits::from(style);
    let lines = usize::from(limits.lines);
    // Two lines of a good size are easier to mark than one small one: the first attempt may break already.
    let found = search_smaller(limits, |size, breaking| {
        let breaking = if breaking == Breaking::Never { Breaking::Lines(lines) } else { breaking };
        measured.rows(area, inner, size, breaking)
    });
    let Some((rows, small)) = found else { return };
    setter.small(small);
    measured.set(setter, area, inner, style, &rows);
}

impl Measured<'_> {
    fn rows(&self, area: Area, inner: Area, size: f32, breaking: Breaking) -> Option<Rows> {
        let em = size * MM_PER_PT;
        let room = inner.w / em - 2.0 * self.side + 0.01;
        let most = match breaking {
            Breaking::Never => 1,
            Breaking::Spaces(most) | Breaking::Lines(most) => most.max(1),
            Breaking::Anywhere => usize::MAX,
        };
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let mut used = f32::INFINITY;
        for (index, width) in self.widths.iter().enumerate() {
            let own = self.before + width;
            if own > room {
                return None;
            }
            match rows.last_mut().filter(|_| used + self.gap + own <= room) {
                Some(row) => {
                    row.push(index);
                    used += self.gap + own;
                }
                None => {
                    rows.push(vec![index]);
                    used = own;
                }
            }
        }
        let least = self.least_leading() * em;
        // A ring may come close to the rules: it needs the whole height of the cell.
        let height = match self.choices.mark {
            sheet::Mark::Ring => area.h - 0.3,
            sheet::Mark::Tick => inner.h,
        };
        let leading = (height / rows.len() as f32).min(LEADING.2 * em);
        (rows.len() <= most && leading >= least).then_some(Rows { size, leading, rows })
    }

    fn least_leading(&self) -> f32 {
        match self.choices.mark {
            sheet::Mark::Ring => LEADING.0,
            sheet::Mark::Tick => LEADING.1,
        }
    }

    fn set(&self, setter: &mut Setter, area: Area, inner: Area, style: &Style, rows: &Rows) {
        let em = rows.size * MM_PER_PT;
        let (top, bottom) = self.face.kanji_box();
        let high = rows.leading * rows.rows.len() as f32;
        let above = match style.valign {
            VAlign::Top => 0.0,
            VAlign::Middle => (area.h - high) / 2.0,
            VAlign::Bottom => area.h - high,
        };
        let mut y = area.y + above + rows.leading / 2.0 + (top + bottom) / 2.0 * em;
        for row in &rows.rows {
            let own = |index: &usize| self.widths.get(*index).copied().unwrap_or(0.0) + self.before;
            let gaps = row.len().saturating_sub(1) as f32 * self.gap;
            let long = (row.iter().map(own).sum::<f32>() + gaps + 2.0 * self.side) * em;
            let free = (inner.w - long).max(0.0);
            let mut x = inner.x
                + self.side * em
                + match style.align {
                    Align::Left => 0.0,
                    Align::Center | Align::Justify => free / 2.0,
                    Align::Right => free,
                };
            for (place, index) in row.iter().enumerate() {
                if place > 0 {
                    self.separate(setter, Point { x, y }, rows.size);
                    x += self.gap * em;
                }
                self.option(setter, Point { x, y }, rows.size, *index, area);
                x += own(index) * em;
            }
            y += rows.leading;
        }
    }

    fn separate(&self, setter: &mut Setter, at: Point, size: f32) {
        match self.choices.mark {
            sheet::Mark::Ring => {
                let aside = (self.gap - setter.fonts.width(DOT, self.face)) / 2.0 * size * MM_PER_PT;
                setter.words(Point { x: at.x + aside, ..at }, size, self.face, DOT);
            }
            sheet::Mark::Tick => {}
        }
    }

    fn option(&self, setter: &mut Setter, at: Point, size: f32, index: usize, area: Area) {
        let em = size * MM_PER_PT;
        let chosen = self.choices.chosen.contains(&index);
        let words = Point { x: at.x + self.before * em, ..at };
        match self.choices.mark {
            sheet::Mark::Tick => setter.tick_box(at, em, self.face, chosen),
            sheet::Mark::Ring if chosen => {
                let long = self.widths.get(index).copied().unwrap_or(0.0) * em;
                setter.ring(words, (long, 0.0), em, self.face, area);
            }
            sheet::Mark::Ring => {}
        }
        setter.words(words, size, self.face, self.choices.labels.get(index).copied().unwrap_or_default());
    }
}
