//! What a person calls a box: the heading beside or above it.

use kakanai_domain::sheet::{Area, Block, Cell, Content, Sheet};

use crate::grid::Edges;

/// Neighbours are no farther apart than this, mm.
const TOUCHING: f32 = 1.5;
/// A heading to the left counts as so much nearer than one above, mm: rows are read first.
const LEFTWARDS: f32 = 4.0;

/// The headings of a sheet, each with its place.
pub struct Headings {
    words: Vec<(Area, String)>,
}

impl Headings {
    /// All printed words that can be the name of a box.
    pub fn new(sheet: &Sheet) -> Self {
        let mut words = Vec::new();
        let mut add = |area: Area, cell: &Cell| {
            if let Content::Label(label) = &cell.content {
                words.extend(heading(label).map(|heading| (area, heading)));
            }
        };
        for block in &sheet.blocks {
            match block {
                Block::Free(area, cell) => add(*area, cell),
                Block::Grid(grid) => {
                    let edges = Edges::new(grid);
                    grid.cells.iter().for_each(|(place, cell)| add(edges.area(*place, 0), cell));
                }
            }
        }
        Self { words }
    }

    /// The heading in the same row or column that is nearest to a box.
    pub fn of(&self, area: Area) -> Option<&str> {
        let near = self.words.iter().filter_map(|(at, words)| Some((distance(*at, area)?, words)));
        near.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, words)| words.as_str())
    }

    /// The name of a box: its heading, or its id; from the second on also its row.
    pub fn name(&self, area: Area, id: &str, row: u16) -> String {
        let name = self.of(area).unwrap_or(id);
        if row > 0 { format!("{name}（{}行目）", row + 1) } else { name.to_owned() }
    }
}

/// How far a box is from words at its left or above it, mm.
fn distance(words: Area, of: Area) -> Option<f32> {
    let overlap = |a: f32, long: f32, b: f32, other: f32| (a + long).min(b + other) - a.max(b);
    let beside = overlap(words.y, words.h, of.y, of.h) > words.h.min(of.h) * 0.5;
    let over = overlap(words.x, words.w, of.x, of.w) > words.w.min(of.w) * 0.5;
    let (left, above) = (of.x - words.x - words.w, of.y - words.y - words.h);
    match (beside, over) {
        // Words in the box itself are an example or a unit.
        (true, true) => None,
        (true, false) if left > -TOUCHING => Some(left.max(0.0)),
        (false, true) if above > -TOUCHING => Some(above.max(0.0) + LEFTWARDS),
        (true | false, _) => None,
    }
}

/// Words without the spaces and line breaks that spread them: 「住　　所」 is 住所. Single characters (年, 〒) and
/// sentences name nothing.
fn heading(label: &str) -> Option<String> {
    let words: String = label.chars().filter(|c| !matches!(c, '\u{3000}' | '\n' | '\r')).collect();
    let names = (2..=24).contains(&words.chars().count());
    let sentence = words.contains('。') || words.starts_with(['※', '（', '(', '□']);
    (names && !sentence).then_some(words)
}
