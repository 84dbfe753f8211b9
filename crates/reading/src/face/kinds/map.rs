//! Ink in cells: of a layout, and of a quad in a picture. Two maps are compared by their correlation.

use super::ink::Ink;
use crate::face::find::Quad;
use crate::symbol::plane::{Plane, Point};

/// Millimetres of a cell of an ID-1 card; cards of other sizes have as many cells.
pub(super) const CELL: f32 = 0.5;
/// Columns and rows of the finest map.
pub(super) const FINE: (usize, usize) = (171, 108);
/// The part of the cells that have less ink than what counts as full of it.
const FULL: usize = 92;

/// Which cells are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grid {
    /// All, of half a millimetre.
    Fine,
    /// Every other one of these, across and down.
    Sparse,
    /// Three times as wide and high.
    Coarse,
}

impl Grid {
    pub(super) fn size(self) -> (usize, usize) {
        let (columns, rows) = FINE;
        match self {
            Self::Fine => FINE,
            Self::Sparse => (columns.div_ceil(2), rows.div_ceil(2)),
            Self::Coarse => (columns / 3, rows / 3),
        }
    }

    /// The centre of the first cell and the way to the next one, in cells of the finest map.
    fn centres(self) -> (f32, f32) {
        match self {
            Self::Fine => (0.5, 1.0),
            Self::Sparse => (0.5, 2.0),
            Self::Coarse => (1.5, 3.0),
        }
    }

    /// These cells of the finest map.
    pub(super) fn thinned(self, fine: &[f32]) -> Vec<f32> {
        let (width, _) = FINE;
        let (columns, rows) = self.size();
        let at = |x: usize, y: usize| fine.get(y * width + x).copied().unwrap_or(0.0);
        let cell = |x: usize, y: usize| match self {
            Self::Fine => at(x, y),
            Self::Sparse => at(2 * x, 2 * y),
            Self::Coarse => {
                let block = (0..3).flat_map(|dy| (0..3).map(move |dx| (dx, dy)));
                block.map(|(dx, dy)| at(3 * x + dx, 3 * y + dy)).sum::<f32>() / 9.0
            }
        };
        (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))).map(|(x, y)| cell(x, y)).collect()
    }
}

/// Ink in cells, row by row, with mean 0 and length 1.
pub(super) struct Map(Vec<f32>);

impl Map {
    pub(super) fn of(mut cells: Vec<f32>) -> Self {
        let mean = sum(&cells, |cell| cell) / cells.len().max(1) as f32;
        let length = sum(&cells, |cell| (cell - mean) * (cell - mean)).sqrt().max(1e-6);
        cells.iter_mut().for_each(|cell| *cell = (*cell - mean) / length);
        Self(cells)
    }

    /// Where a quad has ink; `None` where its corners are no quad's.
    pub(super) fn observed(ink: &Ink, quad: &Quad, grid: Grid) -> Option<Self> {
        let (columns, rows) = grid.size();
        let (w, h) = (FINE.0 as f32, FINE.1 as f32);
        let from = [Point::new(0.0, 0.0), Point::new(w, 0.0), Point::new(w, h), Point::new(0.0, h)];
        let plane = Plane::through(from, quad.corners.map(|p| ink.place(p)))?;
        let (first, step) = grid.centres();
        let mut cells = Vec::with_capacity(columns * rows);
        for y in 0..rows {
            let y = first + step * y as f32;
            for x in 0..columns {
                let seen = plane.see(first + step * x as f32, y);
                cells.push(ink.at(seen, grid));
            }
        }
        let mut sorted = cells.clone();
        let nth = sorted.len() * FULL / 100;
        let (_, full, _) = sorted.select_nth_unstable_by(nth, f32::total_cmp);
        let full = full.max(1e-3);
        cells.iter_mut().for_each(|cell| *cell = (*cell / full).min(1.0));
        Some(Self::of(match grid {
            Grid::Fine => spread(&cells),
            // What lies between their centres is in the ink already.
            Grid::Sparse | Grid::Coarse => cells,
        }))
    }

    /// The same card, seen upside down.
    pub(super) fn turned(&self) -> Self {
        Self(self.0.iter().rev().copied().collect())
    }

    /// The correlation with another map of the same grid.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        dot(&self.0, &other.0)
    }

    /// The same of two finest maps, the other moved by cells.
    pub(super) fn likeness_moved(&self, other: &Self, dx: i32, dy: i32) -> f32 {
        let (width, height) = FINE;
        let mut sum = 0.0;
        for (y, row) in self.0.chunks_exact(width).enumerate() {
            let from = usize::try_from(y as i32 - dy).ok().filter(|y| *y < height);
            let Some(other) = from.and_then(|y| other.0.get(y * width..(y + 1) * width)) else { continue };
            let (here, there) = (dx.max(0) as usize, (-dx).max(0) as usize);
            let length = width - here.max(there);
            let part = |row: &[f32], from: usize| row.get(from..from + length).map(<[f32]>::to_vec);
            if let Some((a, b)) = part(row, here).zip(part(other, there)) {
                sum += dot(&a, &b);
            }
        }
        sum
    }
}

/// Eight sums at a time, which processors are made for.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0f32; 8];
    let chunks = values.chunks_exact(8);
    let rest: f32 = chunks.remainder().iter().map(|value| of(*value)).sum();
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += of(*value);
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Each cell of a finest map with its neighbours: print is off by half a cell.
pub(super) fn spread(cells: &[f32]) -> Vec<f32> {
    let (width, height) = FINE;
    let row = |y: usize| cells.get(y * width..(y + 1) * width).unwrap_or_default();
    let mut out = Vec::with_capacity(cells.len());
    for y in 0..height {
        let (up, here, down) = (row(y.saturating_sub(1)), row(y), row((y + 1).min(height - 1)));
        for (x, ((up, at), down)) in up.iter().zip(here).zip(down).enumerate() {
            let beside = |x: usize| here.get(x).copied().unwrap_or(*at);
            let around = beside(x.saturating_sub(1)) + beside(x + 1) + up + down;
            out.push(0.4 * at + 0.15 * around);
        }
    }
    out
}
