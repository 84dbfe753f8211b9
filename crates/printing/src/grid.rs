//! The rules of a grid: one line between two places, none through a cell that spans them.

use kakanai_domain::sheet::{Area, Cell, Grid, Place};

use crate::page::{Mark, Point};

/// Thickness of the outer rules, mm.
const OUTER: f32 = 0.4;
/// Thickness of the inner rules, mm.
const INNER: f32 = 0.2;

/// A grid with the edges of its columns and rows, mm on the page.
pub struct Edges<'a> {
    grid: &'a Grid,
    /// Left edge of each column, and the right one of the last.
    x: Vec<f32>,
    /// Top edge of each row of all sets, and the bottom one of the last.
    y: Vec<f32>,
}

impl<'a> Edges<'a> {
    /// The edges of a grid, its rows drawn as often as there is room for members.
    pub fn new(grid: &'a Grid) -> Self {
        let rows = std::iter::repeat_n(&grid.rows, usize::from(sets(grid))).flatten();
        Self { grid, x: edges(grid.x, grid.columns.iter()), y: edges(grid.y, rows) }
    }

    /// How often the rows are drawn.
    pub fn sets(&self) -> u16 {
        sets(self.grid)
    }

    /// Where a cell of a set is. A place outside of the grid ends at its edge.
    pub fn area(&self, place: Place, set: u16) -> Area {
        let row = usize::from(set) * self.grid.rows.len() + place.row;
        let (x, right) = span(&self.x, place.column, place.columns);
        let (y, bottom) = span(&self.y, row, place.rows);
        Area { x, y, w: right - x, h: bottom - y }.part(place.share)
    }

    /// All rules: the inner ones, then the frame.
    pub fn rules(&self) -> Vec<Mark> {
        let (columns, rows) = (self.grid.columns.len(), self.y.len().saturating_sub(1));
        let mut rules = Vec::new();
        for column in 1..columns {
            let free =
                |row: usize| !self.crosses(row, |p| p.column < column && column < p.column + p.columns, true);
            for (from, to) in stretches(rows, free) {
                rules.extend(self.rule((column, from), (column, to)));
            }
        }
        for row in 1..rows {
            let free = |column: usize| {
                !self.crosses(row, |p| (p.column..p.column + p.columns).contains(&column), false)
            };
            for (from, to) in stretches(columns, free) {
                rules.extend(self.rule((from, row), (to, row)));
            }
        }
        // One outline instead of four lines: its corners are closed.
        if let (Some(right), Some(bottom)) = (self.x.last(), self.y.last()) {
            let (x, y) = (self.grid.x, self.grid.y);
            rules.push(Mark::Frame {
                area: Area { x, y, w: right - x, h: bottom - y },
                width: OUTER,
                grey: 0.0,
            });
        }
        rules
    }

    /// Whether a cell that `spans` covers the row itself (`within`), or the edge above it.
    fn crosses(&self, row: usize, spans: impl Fn(&Place) -> bool, within: bool) -> bool {
        let each = self.grid.rows.len().max(1);
        let row = row % each;
        self.grid.cells.iter().map(|(place, _): &(Place, Cell)| place).filter(|place| spans(place)).any(
            |place| {
                let first = if within { place.row } else { place.row + 1 };
                first <= row && row < place.row + place.rows
            },
        )
    }

    fn rule(&self, from: (usize, usize), to: (usize, usize)) -> Option<Mark> {
        let point =
            |(column, row)| Some(Point { x: *self.x.get::<usize>(column)?, y: *self.y.get::<usize>(row)? });
        Some(Mark::Line { from: point(from)?, to: point(to)?, width: INNER, grey: 0.0 })
    }
}

fn sets(grid: &Grid) -> u16 {
    grid.rows_of.as_ref().map_or(1, |rows| rows.room.max(1))
}

fn edges<'a>(start: f32, sizes: impl Iterator<Item = &'a f32>) -> Vec<f32> {
    let mut edges = vec![start];
    edges.extend(sizes.scan(start, |edge, size| {
        *edge += size;
        Some(*edge)
    }));
    edges
}

fn span(edges: &[f32], first: usize, count: usize) -> (f32, f32) {
    let end = edges.last().copied().unwrap_or(0.0);
    let at = |index: usize| edges.get(index).copied().unwrap_or(end);
    (at(first), at(first.saturating_add(count)))
}

/// The longest stretches of neighbours for which it holds.
fn stretches(count: usize, holds: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut stretches = Vec::new();
    let mut start = None;
    for index in 0..=count {
        match (start, index < count && holds(index)) {
            (None, true) => start = Some(index),
            (Some(from), false) => {
                stretches.push((from, index));
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    stretches
}
