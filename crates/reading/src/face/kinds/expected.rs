//! Where a layout says that ink is.

use super::map::{CELL, FINE, Grid, Map, spread};
use crate::face::layout::{Area, Layout};

/// What a layout expects, ready to compare.
pub(super) struct Expected {
    /// Cells of half a millimetre.
    pub(super) fine: Map,
    /// Every other one of them.
    pub(super) sparse: Map,
    /// Cells of a millimetre and a half.
    pub(super) coarse: Map,
}

impl Expected {
    pub(super) fn of(layout: &Layout) -> Self {
        let cells = cells(layout);
        Self {
            coarse: Map::of(Grid::Coarse.thinned(&cells)),
            sparse: Map::of(Grid::Sparse.thinned(&cells)),
            fine: Map::of(cells),
        }
    }

    pub(super) fn on(&self, grid: Grid) -> &Map {
        match grid {
            Grid::Fine => &self.fine,
            Grid::Sparse => &self.sparse,
            Grid::Coarse => &self.coarse,
        }
    }
}

/// Where a layout says that ink is.
fn cells(layout: &Layout) -> Vec<f32> {
    let (width, height) = FINE;
    let mut cells = vec![0.06f32; width * height];
    let [wide, high] = layout.size;
    let (across, down) = (width as f32 / wide, height as f32 / high);
    let mut ink = |[left, top, right, bottom]: Area, much: f32| {
        // A cell has the part of it that is covered.
        let cover = |from: f32, to: f32, cell: f32| (to.min(cell + 1.0) - from.max(cell)).clamp(0.0, 1.0);
        let (l, r, t, b) = (left * across, right * across, top * down, bottom * down);
        for y in t as usize..(b.ceil() as usize).min(height) {
            for x in l as usize..(r.ceil() as usize).min(width) {
                if let Some(cell) = cells.get_mut(y * width + x) {
                    let part = cover(l, r, x as f32) * cover(t, b, y as f32);
                    *cell = cell.max(*cell * (1.0 - part) + much * part);
                }
            }
        }
    };
    let border = CELL;
    let frame = |[left, top, right, bottom]: Area| {
        [
            [left, top, right, top + border],
            [left, bottom - border, right, bottom],
            [left, top, left + border, bottom],
            [right - border, top, right, bottom],
        ]
    };
    for hidden in &layout.hidden {
        ink(hidden.at, 0.3);
    }
    for band in &layout.bands {
        ink(*band, 0.15);
        for side in frame(*band) {
            ink(side, 0.6);
        }
    }
    for rule in &layout.rules {
        let [left, top, right, bottom] = *rule;
        let (x, y) = ((border - (right - left)).max(0.0) / 2.0, (border - (bottom - top)).max(0.0) / 2.0);
        ink([(left - x).max(0.0), (top - y).max(0.0), right + x, bottom + y], 0.7);
    }
    for place in &layout.places {
        let [left, top, right, bottom] = place.at;
        let long = right - left;
        let pitch = (bottom - top) / place.lines.max(1) as f32;
        for line in 0..place.lines {
            // The first line begins at the left; how far it goes nobody knows, and the second is often empty.
            let much = if line == 0 { 0.85 } else { 0.3 };
            let from = top + pitch * line as f32;
            for (start, end, part) in [(0.0, 0.3, 1.0), (0.3, 0.6, 0.7), (0.6, 1.0, 0.3)] {
                ink([left + long * start, from, left + long * end, (from + pitch).min(bottom)], much * part);
            }
        }
    }
    for mark in &layout.marks {
        ink(mark.at, 0.75);
    }
    spread(&cells)
}
