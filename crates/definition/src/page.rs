//! Where things stand on a page: inside it, inside their grid, and not upon each other.

use kakanai_domain::sheet::{Area, Block, Cell, Paper, Place};

use crate::code::Code;
use crate::node::{Fields, Node};
use crate::problem::Words;

/// Lengths in millimetres.
pub(crate) fn lengths(node: Node<'_>) -> Option<Vec<f32>> {
    let read = node.list()?.map(Node::length).collect::<Vec<_>>();
    if read.is_empty() {
        node.wrong(Code::EmptyList, [("寸法", "lengths").into()]);
        return None;
    }
    read.into_iter().collect()
}

/// A size of type, in points.
pub(crate) fn points(node: Node<'_>) -> Option<f32> {
    let size = node.length()?;
    if !(3.0..=100.0).contains(&size) {
        node.wrong(Code::OutOfRange, [Words::same(size.to_string()), "3".into(), "100".into()]);
        return None;
    }
    Some(size)
}

/// `[x, y, width, height]`
pub(crate) fn area(node: Node<'_>) -> Option<Area> {
    let [x, y, w, h] = lengths(node)?[..] else {
        node.wrong(Code::WrongCount, ["4".into()]);
        return None;
    };
    Some(Area { x, y, w, h })
}

/// Reports a block that leaves the page.
pub(crate) fn on_page(node: Node<'_>, block: &Block, paper: Paper) {
    let (right, bottom, key) = match block {
        Block::Free(area, _) => (area.x + area.w, area.y + area.h, "at"),
        Block::Grid(grid) => {
            let times = grid.rows_of.as_ref().map_or(1, |rows| rows.room);
            let height = grid.rows.iter().sum::<f32>() * f32::from(times);
            (grid.x + grid.columns.iter().sum::<f32>(), grid.y + height, "grid")
        }
    };
    // A hundredth of a millimetre is rounding, not a mistake.
    let over = |end: f32, size: u16| end > f32::from(size) + 0.01;
    if over(right, paper.width) || over(bottom, paper.height) {
        let size = |w: f32, h: f32| Words::same(format!("{w:.0} × {h:.0} mm"));
        let (reached, paper) = (size(right, bottom), size(paper.width.into(), paper.height.into()));
        node.peek(key).unwrap_or(node).wrong(Code::OffPage, [reached, paper]);
    }
}

/// The place of a cell in its grid.
pub(crate) fn place(
    fields: Fields<'_>,
    columns: Option<&[f32]>,
    rows: Option<&[f32]>,
    others: &[(Place, Cell)],
) -> Option<Place> {
    let column = fields.need("column").and_then(|node| node.within(0, 999));
    let row = fields.need("row").and_then(|node| node.within(0, 999));
    let span = fields.get("span").map_or(Some((1, 1)), |node| {
        let pair = node.list()?.map(|part| part.within(1, 999)).collect::<Vec<Option<usize>>>();
        let [Some(columns), Some(rows)] = pair[..] else {
            if pair.iter().all(Option::is_some) {
                node.wrong(Code::WrongCount, ["2".into()]);
            }
            return None;
        };
        Some((columns, rows))
    });
    let (column, row, span) = (column?, row?, span?);
    let place = Place { column, row, columns: span.0, rows: span.1 };
    let (columns, rows) = (columns?.len(), rows?.len());
    if column + span.0 > columns || row + span.1 > rows {
        let size = Words::new(format!("{columns}列 × {rows}行"), format!("{columns} columns × {rows} rows"));
        fields.key_spot("column").wrong(Code::OutsideGrid, [size]);
        return None;
    }
    if let Some((other, _)) = others.iter().find(|(other, _)| overlap(*other, place)) {
        let other = Words::new(
            format!("列 {}・行 {}", other.column, other.row),
            format!("column {}, row {}", other.column, other.row),
        );
        fields.key_spot("column").wrong(Code::Overlap, [other]);
        return None;
    }
    Some(place)
}

fn overlap(a: Place, b: Place) -> bool {
    a.column < b.column + b.columns
        && b.column < a.column + a.columns
        && a.row < b.row + b.rows
        && b.row < a.row + a.rows
}
