//! `sheets/*.json`: what stands where.

use kakanai_domain::sheet::{Align, Area, Block, Cell, Content, Face, Paper, Piece, Sheet, Style};

use crate::cell::{self, Cells, words};
use crate::code::Code;
use crate::condition::{optional, sure};
use crate::fact::fact;
use crate::grid::{SIDE, grid, office, side};
use crate::ground::{Laid, laid};
use crate::names::{Names, Scope};
use crate::node::{Fields, Node};
use crate::overlap::Taken;
use crate::page::{self, Flow};
use crate::period;

pub(crate) const PAPERS: [(&str, Paper); 4] = [
    ("A4", Paper::A4),
    ("A4 landscape", Paper::A4.landscape()),
    ("A5", Paper::A5),
    ("A5 landscape", Paper::A5.landscape()),
];
const SHEET: [&str; 14] = [
    "format",
    "id",
    "from",
    "until",
    "title",
    "number",
    "revision",
    "paper",
    "margin",
    "for_each",
    "continued_on",
    "ground",
    "preprinted",
    "blocks",
];

/// A sheet.
pub(crate) fn sheet(root: Node<'_>, names: &Names) -> Option<Sheet> {
    let fields = root.record(&SHEET)?;
    fields.need("id");
    period::check(fields);
    let title = fields.need("title").and_then(Node::str);
    let number = fields.get("number").map_or(Some(""), Node::str);
    let revision = fields.get("revision").map_or(Some(""), Node::str);
    let paper = fields.need("paper").and_then(|node| node.word(&PAPERS));
    let margin = optional(fields.get("margin").map(Node::length));
    let scope = names.scope(fields.get("for_each"));
    let continued_on = optional(fields.get("continued_on").map(|node| names.sheet(node)));
    // Where nothing is known of the paper, blocks are still looked at.
    let flow = Flow::new(paper.unwrap_or(Paper::A4), margin.flatten());
    let laid = laid(fields, names, paper);
    let mut blocks = Blocks { names, scope, ids: Vec::new(), flow, laid, done: Vec::new() };
    let mut taken = Taken::default();
    let mut sound = true;
    let mut has_rows = false;
    for node in fields.need("blocks").and_then(Node::list)? {
        // How many pages there are follows from the rows of one grid.
        if let Some(rows) = node.peek("rows_of")
            && std::mem::replace(&mut has_rows, true)
        {
            rows.wrong(Code::RowsAgain, []);
        }
        let before = blocks.done.len();
        sound &= blocks.read(node).is_some();
        taken.add(node, blocks.done.get(before..).unwrap_or_default());
    }
    if !sound {
        return None;
    }
    margin?;
    Some(Sheet {
        title: title?.to_owned(),
        number: number?.to_owned(),
        revision: revision?.to_owned(),
        paper: paper?,
        for_each: sure(scope)?,
        continued_on: continued_on?,
        ground: blocks.laid.ground()?,
        blocks: blocks.done,
    })
}

/// The blocks of a sheet, from top to bottom.
struct Blocks<'a> {
    names: &'a Names,
    scope: Scope,
    ids: Vec<String>,
    flow: Flow,
    laid: Laid,
    done: Vec<Block>,
}

impl Blocks<'_> {
    fn read(&mut self, node: Node<'_>) -> Option<()> {
        let fields = node.fields()?;
        let drawn = ["head", "office"].into_iter().find(|key| self.laid.is_over() && fields.has(key));
        if let Some(key) = drawn {
            fields.key_spot(key).wrong(Code::OwnPaper, [key.into()]);
        }
        if fields.has("field") {
            self.field(fields)
        } else if fields.has("head") {
            self.head(fields)
        } else if fields.has("office") {
            self.office(fields)
        } else if fields.has("rows") || fields.has("columns") {
            self.grid(fields)
        } else if fields.has("at") || fields.has("below") {
            self.free(fields)
        } else {
            node.wrong(Code::OneBlock, []);
            None
        }
    }

    fn cells(&mut self) -> Cells<'_> {
        Cells { names: self.names, scope: self.scope, ids: &mut self.ids }
    }

    /// A cell without rules.
    fn free(&mut self, fields: Fields<'_>) -> Option<()> {
        let cells = self.cells().read(fields, &["at", "below", "high"]);
        let area = if let Some(at) = fields.get("at") {
            page::either(fields, "at", "below");
            page::area(at).inspect(|area| self.flow.reach(fields.node, "at", *area))
        } else {
            let below = fields.get("below").and_then(Node::length);
            let high = fields.need("high").and_then(Node::length);
            let (below, high) = (below?, high?);
            Some(self.flow.add(fields.node, "below", below, high))
        }?;
        self.done.extend(cells?.into_iter().map(|(share, cell)| Block::Free(area.part(share), cell)));
        Some(())
    }

    /// A cell at the place of a form field.
    fn field(&mut self, fields: Fields<'_>) -> Option<()> {
        for spare in ["at", "below"] {
            page::either(fields, "field", spare);
        }
        let mut cells = self.cells().read(fields, &["field", "state", "at", "below"])?;
        let [(_, cell)] = &mut cells[..] else {
            let one = "show tick blank label".into();
            fields.key_spot("field").wrong(Code::KeyWithout, ["field".into(), one]);
            return None;
        };
        let area = self.laid.take(fields, cell, self.done.len())?;
        self.done.extend(cells.into_iter().map(|(_, cell)| Block::Free(area, cell)));
        Some(())
    }

    /// A ruled grid, and the heading column at its left.
    fn grid(&mut self, fields: Fields<'_>) -> Option<()> {
        let beside = optional(fields.get("side").map(Node::str));
        let indent = if fields.has("side") { SIDE } else { 0.0 };
        let (scope, flow) = (self.scope, &mut self.flow);
        let read = grid(fields, Cells { names: self.names, scope, ids: &mut self.ids }, flow, indent)?;
        if let Some(words) = beside? {
            self.done.push(Block::Grid(side(words, &read)));
        }
        self.done.push(Block::Grid(read));
        Some(())
    }

    /// Number of the form, title, whom it is for, date, and the first sentence.
    fn head(&mut self, fields: Fields<'_>) -> Option<()> {
        fields.only(&["head", "form", "to", "date", "words"]);
        let (left, wide) = (self.flow.left, self.flow.wide);
        let small = wide < 150.0;
        let title = fields.get("head")?.str();
        let texts = ["form", "to", "words"].map(|key| optional(fields.get(key).map(Node::str)));
        let date = optional(fields.get("date").map(|node| fact(node, self.names, self.scope)));
        let (title, date) = (title?, date?);
        let [form, to, first] = texts;
        let (form, to, first) = (form?, to?, first?);
        let gothic = |size: f32, align: Align| Style { size, align, ..Style::default() };
        let mut put = |area: Area, cell: Cell| self.done.push(Block::Free(area, cell));
        put(
            Area { x: left, y: 9.0, w: 100.0, h: 4.5 },
            words(form.unwrap_or_default(), gothic(8.0, Align::Left)),
        );
        // Titles are spread: wide for a short one, never wider than the page.
        let size = if small { 14.0 } else { 17.5 };
        let letters = title.chars().count() as f32;
        let spread = (letters * size * 0.353 * 1.75 + 4.0).min(wide * 0.95);
        let area = Area { x: left + (wide - spread) / 2.0, y: 14.0, w: spread, h: 10.0 };
        put(area, words(title, gothic(size, Align::Justify)));
        let mut bottom = 24.0;
        let addressee = self.names.addressee.clone();
        let to = to.map_or_else(|| format!("{addressee}　あて"), str::to_owned);
        let half = Area { x: left, y: 26.5, w: wide / 2.0, h: 7.0 };
        if !to.is_empty() {
            put(half, words(to, gothic(11.0, Align::Left)));
            bottom = half.y + half.h;
        }
        if let Some((path, _)) = date {
            let content = Content::Show(vec![Piece::Fact(path)]);
            let style = Style { face: Face::Mincho, ..gothic(11.0, Align::Right) };
            let cell = Cell { id: FILED.to_owned(), content, ..words("", style) };
            put(Area { x: half.x + half.w, ..half }, cell);
            cell::name(FILED, fields.key_spot("date"), &mut self.ids)?;
            bottom = half.y + half.h;
        }
        if let Some(first) = first {
            let high = 1.5 + 4.5 * first.lines().count() as f32;
            let area = Area { x: left, y: bottom + 0.5, w: wide, h: high };
            put(area, words(first, Style { lines: 9, ..gothic(9.5, Align::Left) }));
            bottom = area.y + high;
        }
        self.flow.reach(fields.node, "head", Area { x: left, y: 9.0, w: wide, h: bottom - 9.0 });
        Some(())
    }

    /// A row of headings with a box behind each, for the office.
    fn office(&mut self, fields: Fields<'_>) -> Option<()> {
        fields.only(&["office", "below", "high"]);
        let below = fields.need("below").and_then(Node::length);
        let high = fields.get("high").map_or(Some(11.0), Node::length);
        let titles = fields.get("office")?.list()?.map(Node::str).collect::<Vec<_>>();
        if titles.is_empty() {
            fields.key_spot("office").wrong(Code::EmptyList, ["office".into()]);
        }
        let titles = titles.into_iter().collect::<Option<Vec<_>>>()?;
        let (below, high) = (below?, high?);
        let area = self.flow.add(fields.node, "office", below, high);
        let row = office(&titles, area);
        for (_, cell) in row.cells.iter().filter(|(_, cell)| !cell.id.is_empty()) {
            cell::name(&cell.id, fields.key_spot("office"), &mut self.ids)?;
        }
        self.done.extend([side("職員", &row), row].map(Block::Grid));
        Some(())
    }
}

/// Name of the box with the date in the head.
const FILED: &str = "filed_on";
