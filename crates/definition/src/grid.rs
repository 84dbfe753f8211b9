//! Ruled grids: rows whose cells fill the free places from left to right.

use kakanai_domain::sheet::{Area, Blank, Cell, Content, Grid, Place, RowsOf, Share, Style, Who};

use crate::cell::{Cells, heading, words};
use crate::code::Code;
use crate::condition::{condition, optional};
use crate::names::{Names, Scope};
use crate::node::{Fields, Node};
use crate::page::{self, Flow};
use crate::problem::Words;

/// Width of the heading column at the left of a grid, mm.
pub(crate) const SIDE: f32 = 9.0;
/// Width of a heading in the office's row, mm.
const OFFICE: f32 = 13.0;
/// Whose rows: everybody's, or not.
pub(crate) const WHO: [(&str, bool); 2] = [("everybody", true), ("concerned", false)];
const GRID: [&str; 6] = ["grid", "below", "side", "columns", "rows_of", "rows"];

/// A grid. Its left edge is so many mm further in than the place it is given.
pub(crate) fn grid(fields: Fields<'_>, mut cells: Cells<'_>, flow: &mut Flow, indent: f32) -> Option<Grid> {
    fields.only(&GRID);
    let columns = fields.need("columns").and_then(page::lengths);
    let rows_of = optional(fields.get("rows_of").map(|node| rows_of(node, cells.names)));
    if let Some(node) = fields.get("rows_of") {
        let list = node.peek("list").and_then(Node::as_str).and_then(|list| cells.names.lists.find(list));
        cells.scope = list.map_or(Scope::Unknown, Scope::Of);
    }
    let nodes = fields.need("rows").and_then(Node::list).map(Iterator::collect::<Vec<_>>);
    let rows = nodes.as_deref().and_then(|nodes| heights(nodes, fields));
    let filled = columns.as_ref().and_then(|columns| {
        let mut free = Free::new(columns.len(), nodes.as_ref()?.len());
        let filled = nodes.iter().flatten().enumerate().map(|(row, node)| free.fill(row, *node, &mut cells));
        filled.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()
    });
    let (columns, rows, rows_of) = (columns?, rows?, rows_of?);
    let times = f32::from(rows_of.as_ref().map_or(1, |rows| rows.room));
    let (w, h) = (columns.iter().sum::<f32>() + indent, rows.iter().sum::<f32>() * times);
    let (x, y) = corner(fields, flow, (w, h))?;
    Some(Grid { x: x + indent, y, columns, rows, cells: filled?.into_iter().flatten().collect(), rows_of })
}

/// Where a grid of that size begins.
fn corner(fields: Fields<'_>, flow: &mut Flow, (w, h): (f32, f32)) -> Option<(f32, f32)> {
    let Some(at) = fields.get("grid") else {
        let below = fields.need("below").and_then(Node::length)?;
        let area = Area { w, ..flow.next(below, h) };
        flow.reach(fields.node, "below", area);
        return Some((area.x, area.y));
    };
    page::either(fields, "grid", "below");
    let [x, y] = page::lengths(at)?[..] else {
        at.wrong(Code::WrongCount, ["2".into()]);
        return None;
    };
    flow.reach(fields.node, "grid", Area { x, y, w, h });
    Some((x, y))
}

fn heights(nodes: &[Node<'_>], fields: Fields<'_>) -> Option<Vec<f32>> {
    if nodes.is_empty() {
        fields.key_spot("rows").wrong(Code::EmptyList, ["rows".into()]);
        return None;
    }
    let heights = nodes.iter().map(|node| {
        let row = node.record(&["high", "cells"])?;
        row.need("high").and_then(Node::length)
    });
    heights.collect::<Vec<_>>().into_iter().collect()
}

/// The places of a grid that no cell covers yet.
struct Free {
    columns: usize,
    rows: usize,
    /// By row, then column: the place that covers it.
    taken: Vec<Option<(usize, usize)>>,
}

impl Free {
    fn new(columns: usize, rows: usize) -> Self {
        Self { columns, rows, taken: vec![None; columns * rows] }
    }

    /// Reads the cells of a row into its free places.
    fn fill(&mut self, row: usize, node: Node<'_>, cells: &mut Cells<'_>) -> Option<Vec<(Place, Cell)>> {
        let list = node.fields()?.need("cells")?.list()?;
        let mut read = Vec::new();
        let mut sound = true;
        for cell in list {
            let content = if cell.as_str().is_some() { None } else { Some(cell.fields()) };
            let span = match content {
                None => Some((1, 1)),
                Some(fields) => span(fields?),
            };
            let Some(column) = (0..self.columns).find(|column| self.at(*column, row).is_none()) else {
                cell.wrong(Code::RowOver, [Words::same(self.columns.to_string())]);
                return None;
            };
            let place = span.and_then(|span| self.take(cell, (column, row), span));
            let content = match content.flatten() {
                None => cell.as_str().map(|text| vec![(Share::WHOLE, heading(text))]),
                Some(fields) => content_of(fields, cells),
            };
            match (place, content) {
                (Some(place), Some(content)) => {
                    read.extend(content.into_iter().map(|(share, cell)| (Place { share, ..place }, cell)));
                }
                (None, _) => return None,
                (_, None) => sound = false,
            }
        }
        let left = (0..self.columns).filter(|column| self.at(*column, row).is_none()).count();
        if left > 0 {
            node.fields()?.key_spot("cells").wrong(Code::RowShort, [Words::same(left.to_string())]);
            return None;
        }
        sound.then_some(read)
    }

    fn at(&self, column: usize, row: usize) -> Option<(usize, usize)> {
        self.taken.get(row * self.columns + column).copied().flatten()
    }

    /// Covers places, if they are there and free.
    fn take(
        &mut self,
        node: Node<'_>,
        (column, row): (usize, usize),
        (columns, rows): (usize, usize),
    ) -> Option<Place> {
        let spot = node.peek("span").unwrap_or(node);
        if column + columns > self.columns || row + rows > self.rows {
            let size = Words::new(
                format!("{}列 × {}行", self.columns, self.rows),
                format!("{} columns × {} rows", self.columns, self.rows),
            );
            spot.wrong(Code::OutsideGrid, [size]);
            return None;
        }
        let covered = || (row..row + rows).flat_map(|row| (column..column + columns).map(move |c| (c, row)));
        if let Some((column, row)) = covered().find_map(|(column, row)| self.at(column, row)) {
            let other = Words::new(
                format!("{}行目・左から{}列目", row + 1, column + 1),
                format!("row {}, column {}", row + 1, column + 1),
            );
            spot.wrong(Code::Overlap, [other]);
            return None;
        }
        for (c, r) in covered() {
            if let Some(place) = self.taken.get_mut(r * self.columns + c) {
                *place = Some((column, row));
            }
        }
        Some(Place { column, row, columns, rows, share: Share::WHOLE })
    }
}

fn span(fields: Fields<'_>) -> Option<(usize, usize)> {
    let Some(node) = fields.get("span") else { return Some((1, 1)) };
    let pair = node.list()?.map(|part| part.within(1, 999)).collect::<Vec<Option<usize>>>();
    match pair[..] {
        [Some(columns), Some(rows)] => Some((columns, rows)),
        [None, _] | [_, None] => None,
        _ => {
            node.wrong(Code::WrongCount, ["2".into()]);
            None
        }
    }
}

/// What stands in a place of a grid; nothing at all is an empty cell.
fn content_of(fields: Fields<'_>, cells: &mut Cells<'_>) -> Option<Vec<(Share, Cell)>> {
    if fields.entries().all(|(key, ..)| ["span", "shaded"].contains(&key)) {
        let shaded = fields.get("shaded").map_or(Some(false), Node::flag)?;
        return Some(vec![(Share::WHOLE, words("", Style { shaded, ..Style::default() }))]);
    }
    cells.read(fields, &["span"])
}

fn rows_of(node: Node<'_>, names: &Names) -> Option<RowsOf> {
    let fields = node.record(&["list", "who", "room"])?;
    let list = fields.need("list").and_then(|node| names.list(node));
    let who = fields.need("who").and_then(|node| {
        if node.is_object() {
            return condition(node, names, list.map_or(Scope::Unknown, Scope::Of)).map(Who::Where);
        }
        node.word(&WHO).map(|everybody| if everybody { Who::Everybody } else { Who::Concerned })
    });
    let room = fields.need("room").and_then(|node| node.within(1, 100));
    Some(RowsOf { list: list?, who: who?, room: room? })
}

/// The heading column at the left of a grid, its words from top to bottom.
pub(crate) fn side(text: &str, grid: &Grid) -> Grid {
    let times = f32::from(grid.rows_of.as_ref().map_or(1, |rows| rows.room));
    let high = grid.rows.iter().sum::<f32>() * times;
    let text = if text.contains('\n') {
        text.to_owned()
    } else {
        text.chars().map(String::from).collect::<Vec<_>>().join("\n")
    };
    let mut cell = heading(text);
    cell.style = Style { size: 9.0, lines: 99, ..cell.style };
    one_row(Area { x: grid.x - SIDE, y: grid.y, w: SIDE, h: high }, vec![(SIDE, cell)])
}

/// A row of headings, each with a box behind it that the office fills in; it begins behind its own heading column.
pub(crate) fn office(titles: &[&str], area: Area) -> Grid {
    let wide = (area.w - SIDE) / titles.len().max(1) as f32;
    let cells = titles.iter().enumerate().flat_map(|(index, title)| {
        let mut title = heading(*title);
        title.style.size = 8.0;
        let blank = Cell {
            id: format!("office_{}", index + 1),
            content: Content::Blank(Blank::Office, String::new()),
            ..words("", Style::default())
        };
        [(OFFICE.min(wide / 2.0), title), ((wide - OFFICE).max(wide / 2.0), blank)]
    });
    one_row(Area { x: area.x + SIDE, w: area.w - SIDE, ..area }, cells.collect())
}

fn one_row(area: Area, cells: Vec<(f32, Cell)>) -> Grid {
    let columns = cells.iter().map(|(wide, _)| *wide).collect();
    let place = |column| Place { column, row: 0, columns: 1, rows: 1, share: Share::WHOLE };
    let cells = cells.into_iter().enumerate().map(|(column, (_, cell))| (place(column), cell)).collect();
    Grid { x: area.x, y: area.y, columns, rows: vec![area.h], cells, rows_of: None }
}
