//! What is on a paper before anything is printed: nothing, a page of the office's own PDF, or a printed form.

use std::fmt;
use std::sync::Arc;

use crate::sheet::{Area, Paper};

/// Millimetres in a point (1/72 inch), the unit of a PDF.
const MM_PER_PT: f32 = 25.4 / 72.0;

/// What a sheet is laid over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Blank paper: words, rules and values are all drawn.
    #[default]
    Blank,
    /// A page of the office's own PDF, which stays as it is; values are laid over it.
    Pdf(Arc<PdfPage>),
    /// Paper with the form printed on it (専用紙): only values, ticks and rings are printed.
    Preprinted,
}

/// A page of the office's own PDF, which the definitions found usable.
#[derive(Clone, PartialEq, Eq)]
pub struct PdfPage {
    /// The whole file.
    pub file: Arc<[u8]>,
    /// Number of the page, from 1.
    pub number: usize,
    /// What is seen of it: left, bottom, right, top, in thousandths of a unit of the page.
    pub seen: [i64; 4],
    /// How it is turned when it is seen.
    pub turn: Turn,
    /// Thousandths of a point that a unit of the page is long (1000 unless the file says otherwise).
    pub unit: u32,
    /// The boxes that belong to fields of the file's own form.
    pub fields: Vec<FormField>,
}

/// A box of a sheet at the place of a form field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Index of the block on the sheet.
    pub block: usize,
    /// Index of the field's widget among the annotations of the page.
    pub annotation: usize,
    /// The state that a tick gives to a check box or radio button, as the file writes it. `None` for text.
    pub state: Option<Box<[u8]>>,
}

/// How far a page is turned clockwise when it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Not at all.
    None,
    /// A quarter.
    Right,
    /// Upside down.
    Half,
    /// Three quarters.
    Left,
}

impl fmt::Debug for PdfPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PdfPage")
            .field("bytes", &self.file.len())
            .field("number", &self.number)
            .field("seen", &self.seen)
            .field("turn", &self.turn)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl PdfPage {
    /// The rectangle that is seen, in units of the page: left, bottom, right, top.
    fn edges(&self) -> [f32; 4] {
        self.seen.map(|edge| edge as f32 / 1000.0)
    }

    /// Points that a unit of the page is long.
    fn points(&self) -> f32 {
        self.unit as f32 / 1000.0
    }

    /// Width and height as it is seen, mm.
    pub fn size(&self) -> (f32, f32) {
        let [left, bottom, right, top] = self.edges();
        let mm = self.points() * MM_PER_PT;
        let (w, h) = ((right - left) * mm, (top - bottom) * mm);
        match self.turn {
            Turn::None | Turn::Half => (w, h),
            Turn::Right | Turn::Left => (h, w),
        }
    }

    /// Where a rectangle of the file (two opposite corners, in units of the page) is seen, mm.
    pub fn area(&self, [x1, y1, x2, y2]: [f32; 4]) -> Area {
        let [left, bottom, right, top] = self.edges();
        let mm = self.points() * MM_PER_PT;
        let seen = |x: f32, y: f32| match self.turn {
            Turn::None => (x - left, top - y),
            Turn::Right => (y - bottom, x - left),
            Turn::Half => (right - x, y - bottom),
            Turn::Left => (top - y, right - x),
        };
        let (a, b) = (seen(x1, y1), seen(x2, y2));
        Area {
            x: a.0.min(b.0) * mm,
            y: a.1.min(b.1) * mm,
            w: (a.0 - b.0).abs() * mm,
            h: (a.1 - b.1).abs() * mm,
        }
    }

    /// The matrix (PDF 32000-1, 8.3.4) that lays a page of ours over it, top-left corner on top-left corner. Ours is in
    /// points from the lower left corner of the paper.
    pub fn matrix(&self, paper: Paper) -> [f32; 6] {
        let [left, bottom, right, top] = self.edges();
        let unit = 1.0 / self.points();
        // From our lower edge to the upper one, units of the page.
        let high = f32::from(paper.height) / MM_PER_PT * unit;
        match self.turn {
            Turn::None => [unit, 0.0, 0.0, unit, left, top - high],
            Turn::Right => [0.0, unit, -unit, 0.0, left + high, bottom],
            Turn::Half => [-unit, 0.0, 0.0, -unit, right, bottom + high],
            Turn::Left => [0.0, -unit, unit, 0.0, right - high, top],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(turn: Turn) -> PdfPage {
        PdfPage {
            file: Arc::from([]),
            number: 1,
            seen: [10_000, 20_000, 605_276, 861_890],
            turn,
            unit: 1000,
            fields: Vec::new(),
        }
    }

    // What the matrix does to a point of ours is what `area` undoes.
    #[test]
    fn what_is_laid_over_a_page_lies_where_the_page_says() {
        for turn in [Turn::None, Turn::Right, Turn::Half, Turn::Left] {
            let page = page(turn);
            let (width, height) = page.size();
            let upright = matches!(turn, Turn::None | Turn::Half);
            assert_eq!(
                (width.round(), height.round()),
                if upright { (210.0, 297.0) } else { (297.0, 210.0) }
            );
            let paper = if upright { Paper::A4 } else { Paper::A4.landscape() };
            let [a, b, c, d, e, f] = page.matrix(paper);
            let user = |x: f32, y: f32| {
                let (u, v) = (x / MM_PER_PT, (f32::from(paper.height) - y) / MM_PER_PT);
                (a * u + c * v + e, b * u + d * v + f)
            };
            let ((x1, y1), (x2, y2)) = (user(30.0, 40.0), user(80.0, 52.0));
            let back = page.area([x1, y1, x2, y2]);
            for (found, meant) in [(back.x, 30.0), (back.y, 40.0), (back.w, 50.0), (back.h, 12.0)] {
                assert!((found - meant).abs() < 0.01, "{turn:?}: {back:?}");
            }
        }
    }
}
