//! Boxes of different blocks that stand on each other: one value would be printed over the other.

use kakanai_domain::sheet::{Area, Block, Cell, Content, Grid, Place};

use crate::code::Code;
use crate::node::Node;
use crate::problem::Words;

/// Boxes may share so much, mm: whoever measures a printed form is a little off, and text does not fill its box.
const SHARED: f32 = 1.0;
/// What can say where a block stands.
const PLACES: [&str; 4] = ["at", "grid", "field", "below"];

/// The boxes of the blocks read so far.
#[derive(Default)]
pub(crate) struct Taken(Vec<(Area, String)>);

impl Taken {
    /// Takes the places of one more block; reports the first box that is on another.
    pub fn add(&mut self, node: Node<'_>, blocks: &[Block]) {
        let own = blocks.iter().flat_map(boxes).collect::<Vec<_>>();
        let hit = own.iter().find_map(|(area, _)| {
            self.0.iter().find_map(|(other, name)| Some((shared(*area, *other)?, name)))
        });
        if let Some(((w, h), name)) = hit {
            let place = PLACES.into_iter().find_map(|key| node.peek(key)).unwrap_or(node);
            let size = [w, h].map(|length| Words::same(format!("{length:.0}")));
            let [w, h] = size;
            place.wrong(Code::BoxOnBox, [Words::same(name.clone()), w, h]);
        }
        self.0.extend(own);
    }
}

fn shared(a: Area, b: Area) -> Option<(f32, f32)> {
    let across = (a.x + a.w).min(b.x + b.w) - a.x.max(b.x);
    let down = (a.y + a.h).min(b.y + b.h) - a.y.max(b.y);
    (across > SHARED && down > SHARED).then_some((across, down))
}

fn boxes(block: &Block) -> Vec<(Area, String)> {
    match block {
        Block::Free(area, cell) => name(cell).map(|name| (*area, name)).into_iter().collect(),
        Block::Grid(grid) => {
            let sets = grid.rows_of.as_ref().map_or(1, |rows| rows.room);
            let cells = grid.cells.iter().filter_map(|(place, cell)| Some((*place, name(cell)?)));
            let sets = cells.flat_map(|(place, name)| (0..sets).map(move |set| (place, set, name.clone())));
            sets.map(|(place, set, name)| (area(grid, place, set), name)).collect()
        }
    }
}

// Words are often put into the corner of a box, and rings around words: only what is filled needs its place for itself.
fn name(cell: &Cell) -> Option<String> {
    match &cell.content {
        Content::Show(_) | Content::Options(..) | Content::Blank(..) => Some(cell.id.clone()),
        Content::Tick(_, words) => Some(if cell.id.is_empty() { words.clone() } else { cell.id.clone() }),
        Content::Label(_) | Content::Ring(..) => None,
    }
}

fn area(grid: &Grid, place: Place, set: u16) -> Area {
    let sum = |lengths: &[f32], from: usize, count: usize| -> (f32, f32) {
        let before = lengths.iter().take(from).sum();
        (before, lengths.iter().skip(from).take(count).sum())
    };
    let (x, w) = sum(&grid.columns, place.column, place.columns);
    let (y, h) = sum(&grid.rows, place.row, place.rows);
    let above = grid.rows.iter().sum::<f32>() * f32::from(set);
    Area { x: grid.x + x, y: grid.y + above + y, w, h }.part(place.share)
}
