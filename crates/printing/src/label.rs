//! What a person calls a box: the heading beside or above it.

use kakanai_domain::sheet::{Area, Block, Cell, Content, Sheet};

use crate::grid::Edges;

/// Neighbours are no farther apart than this, mm.
const TOUCHING: f32 = 1.5;
/// Over a name stands how it is read; one heading may be for both.
const READINGS: [&str; 3] = ["フリガナ", "ふりがな", "カナ"];
/// So far under the heading of its column a box may be, mm; with what [`LEFTWARDS`] adds.
const COLUMN: f32 = 16.0;
/// The heading of several rows is at least so many times as high as one of theirs.
const HIGHER: f32 = 1.5;
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

    /// The name of a box: its heading, or its id. Where several headings say the same, the heading of the heading
    /// stands before it: 「申請者の氏名」. From the second on also its row; `area` is that of the first one.
    pub fn name(&self, area: Area, id: &str, row: u16) -> String {
        let name = match self.nearest(area) {
            Some((at, words)) => {
                let words = &part(words, *at, area);
                let same =
                    self.words.iter().filter(|(at, other)| part(other, *at, area) == *words).count() > 1;
                match self.outer(*at).filter(|_| same) {
                    Some((_, outer)) => format!("{}の{words}", outer.replace('\n', "")),
                    None => words.clone(),
                }
            }
            None => id.to_owned(),
        };
        if row > 0 { format!("{name}（{}行目）", row + 1) } else { name }
    }

    /// The heading of a heading: left of it, and of more rows.
    fn outer(&self, area: Area) -> Option<&(Area, String)> {
        let left = |at: Area| area.x - at.x - at.w;
        let holds = |at: Area| at.y < area.y + TOUCHING && at.y + at.h > area.y + area.h - TOUCHING;
        let outer =
            self.words.iter().filter(|(at, _)| left(*at) > -TOUCHING && holds(*at) && at.h > area.h * HIGHER);
        outer.min_by(|(a, _), (b, _)| left(*a).total_cmp(&left(*b)))
    }

    /// The heading in the same row or column that is nearest to a place. One that stands upright at the side of a
    /// table gives way to those over its columns.
    fn nearest(&self, area: Area) -> Option<&(Area, String)> {
        let near = || self.words.iter().filter_map(|words| Some((distance(words.0, area)?, words)));
        let (_, nearest) = near().min_by(|(a, _), (b, _)| a.total_cmp(b))?;
        let upright = nearest.0.h > nearest.0.w && nearest.0.x < area.x;
        let over = |far: f32, at: Area| upright && far < COLUMN && at.y + at.h < area.y + TOUCHING;
        let column = near().filter(|(far, (at, _))| over(*far, *at));
        Some(column.min_by(|(a, _), (b, _)| a.total_cmp(b)).map_or(nearest, |(_, words)| words))
    }
}

/// The words of a heading that are for a box: of 「フリガナ」 over 「氏名」 the first for the upper box, the second
/// for the lower one.
fn part(words: &str, at: Area, of: Area) -> String {
    match words.split_once('\n') {
        Some((reading, name)) if READINGS.contains(&reading) => {
            let near = |y: f32| (of.y - y).abs() < TOUCHING;
            let upper = near(at.y) || near(at.y + at.h);
            if upper { reading.to_owned() } else { name.replace('\n', "") }
        }
        Some(_) | None => words.replace('\n', ""),
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

/// Words without the spaces that spread them: 「住　　所」 is 住所. Single characters (年, 〒) and sentences name
/// nothing.
fn heading(label: &str) -> Option<String> {
    let words: String = label.chars().filter(|c| !matches!(c, '\u{3000}' | '\r')).collect();
    let names = (2..=24).contains(&words.chars().count());
    let sentence = words.contains('。') || words.starts_with(['※', '（', '(', '□']);
    (names && !sentence).then_some(words)
}
