//! `sheets/*.json`: what stands where.

use kakanai_domain::condition::{Part, Path};
use kakanai_domain::item::Writes;
use kakanai_domain::sheet::{
    Align, Blank, Block, Cell, Content, Face, Grid, Mark, Paper, Piece, RowsOf, Sheet, Style, VAlign, Who,
};

use crate::code::Code;
use crate::condition::{condition, optional, sure};
use crate::fact::{Type, fact, fact_at};
use crate::item::WRITES;
use crate::names::{Names, Scope};
use crate::node::{Fields, Node};
use crate::page;

const PAPERS: [(&str, Paper); 4] = [
    ("A4", Paper::A4),
    ("A4 landscape", Paper::A4.landscape()),
    ("A5", Paper::A5),
    ("A5 landscape", Paper::A5.landscape()),
];
const CONTENTS: [&str; 6] = ["label", "show", "tick", "ring", "options", "blank"];
const CELL: [&str; 14] = [
    "id", "size", "least", "lines", "align", "valign", "comb", "face", "shaded", "only_if", "optional",
    "writes", "when", "mark",
];
const FACES: [(&str, Face); 2] = [("gothic", Face::Gothic), ("mincho", Face::Mincho)];
const ALIGNS: [(&str, Align); 4] =
    [("left", Align::Left), ("center", Align::Center), ("right", Align::Right), ("justify", Align::Justify)];
const VALIGNS: [(&str, VAlign); 3] =
    [("top", VAlign::Top), ("middle", VAlign::Middle), ("bottom", VAlign::Bottom)];
const BLANKS: [(&str, Blank); 4] = [
    ("signature", Blank::Signature),
    ("number", Blank::Number),
    ("office", Blank::Office),
    ("hand", Blank::Hand),
];

/// A sheet.
pub(crate) fn sheet(root: Node<'_>, names: &Names) -> Option<Sheet> {
    let fields =
        root.record(&["format", "id", "title", "number", "paper", "for_each", "continued_on", "blocks"])?;
    fields.need("id");
    let title = fields.need("title").and_then(Node::str);
    let number = fields.get("number").map_or(Some(""), Node::str);
    let paper = fields.need("paper").and_then(|node| node.word(&PAPERS));
    let scope = names.scope(fields.get("for_each"));
    let continued_on = optional(fields.get("continued_on").map(|node| names.sheet(node)));
    let mut ids = Vec::new();
    let mut blocks = Vec::new();
    let mut sound = true;
    let mut has_rows = false;
    for node in fields.need("blocks").and_then(Node::list)? {
        // How many pages there are follows from the rows of one grid.
        if let Some(rows) = node.peek("rows_of")
            && std::mem::replace(&mut has_rows, true)
        {
            rows.wrong(Code::RowsAgain, []);
        }
        match block(node, names, scope, &mut ids) {
            Some(read) => {
                if let Some(paper) = paper {
                    page::on_page(node, &read, paper);
                }
                blocks.push(read);
            }
            None => sound = false,
        }
    }
    if !sound {
        return None;
    }
    Some(Sheet {
        title: title?.to_owned(),
        number: number?.to_owned(),
        paper: paper?,
        for_each: sure(scope)?,
        continued_on: continued_on?,
        blocks,
    })
}

fn block(node: Node<'_>, names: &Names, scope: Scope, ids: &mut Vec<String>) -> Option<Block> {
    let fields = node.fields()?;
    match (fields.has("at"), fields.has("grid")) {
        (true, false) => {
            let area = page::area(fields.get("at")?);
            let cell = cell(fields, &["at"], names, scope, ids)?;
            Some(Block::Free(area?, cell))
        }
        (false, true) => Some(Block::Grid(grid(fields, names, scope, ids)?)),
        (true, true) | (false, false) => {
            node.wrong(Code::OneBlock, []);
            None
        }
    }
}

fn grid(fields: Fields<'_>, names: &Names, scope: Scope, ids: &mut Vec<String>) -> Option<Grid> {
    fields.only(&["grid", "columns", "rows", "rows_of", "cells"]);
    let corner = fields.need("grid").and_then(page::lengths).and_then(|at| match at[..] {
        [x, y] => Some((x, y)),
        _ => {
            fields.key_spot("grid").wrong(Code::WrongCount, ["2".into()]);
            None
        }
    });
    let columns = fields.need("columns").and_then(page::lengths);
    let rows = fields.need("rows").and_then(page::lengths);
    let rows_of = optional(fields.get("rows_of").map(|node| rows_of(node, names)));
    let scope = match (fields.get("rows_of"), &rows_of) {
        (None, _) => scope,
        (Some(node), _) => {
            match node.peek("list").and_then(Node::as_str).and_then(|list| names.lists.find(list)) {
                Some(list) => Scope::Of(list),
                None => Scope::Unknown,
            }
        }
    };
    let mut cells = Vec::new();
    let mut sound = true;
    for node in fields.need("cells").and_then(Node::list)? {
        let Some(own) = node.fields() else {
            sound = false;
            continue;
        };
        let place = page::place(own, columns.as_deref(), rows.as_deref(), &cells);
        let read = cell(own, &["column", "row", "span"], names, scope, ids);
        match (place, read) {
            (Some(place), Some(read)) => cells.push((place, read)),
            (None, _) | (_, None) => sound = false,
        }
    }
    let (x, y) = corner?;
    let grid = Grid { x, y, columns: columns?, rows: rows?, cells, rows_of: rows_of? };
    sound.then_some(grid)
}

fn rows_of(node: Node<'_>, names: &Names) -> Option<RowsOf> {
    let fields = node.record(&["list", "who", "room"])?;
    let list = fields.need("list").and_then(|node| names.list(node));
    let who = fields.need("who").and_then(|node| {
        if node.is_object() {
            return condition(node, names, list.map_or(Scope::Unknown, Scope::Of)).map(Who::Where);
        }
        node.word(&[("everybody", true), ("concerned", false)])
            .map(|everybody| if everybody { Who::Everybody } else { Who::Concerned })
    });
    let room = fields.need("room").and_then(|node| node.within(1, 100));
    Some(RowsOf { list: list?, who: who?, room: room? })
}

fn cell(
    fields: Fields<'_>,
    place: &[&str],
    names: &Names,
    scope: Scope,
    ids: &mut Vec<String>,
) -> Option<Cell> {
    let found = CONTENTS.into_iter().filter(|key| fields.has(key)).collect::<Vec<_>>();
    let keys = place.iter().chain(&CONTENTS).chain(&CELL).chain(&["words"]).copied();
    fields.only(&keys.collect::<Vec<_>>());
    let [kind] = found[..] else {
        fields.node.wrong(Code::OneContent, [crate::Words::same(found.join(" "))]);
        return None;
    };
    for (key, kinds) in [("when", &["tick", "ring"][..]), ("mark", &["options"]), ("words", &["blank"])] {
        if fields.has(key) && !kinds.contains(&kind) {
            fields.key_spot(key).wrong(Code::KeyWithout, [key.into(), crate::Words::same(kinds.join(" "))]);
        }
    }
    let content = content(kind, fields, names, scope);
    let id = id(kind, fields, ids);
    let style = style(kind, fields);
    let only_if = optional(fields.get("only_if").map(|node| condition(node, names, scope)));
    let optional_ = fields.get("optional").map_or(Some(false), Node::flag);
    let declared = optional(fields.get("writes").map(|node| node.word(&WRITES)));
    let (content, style) = (content?, style?);
    let writes = match declared? {
        Some(declared) => declared,
        None => writes(&content, names),
    };
    // Labels are printed with the page; a blank is something only when it counts.
    let idle = match &content {
        Content::Label(_) => true,
        Content::Blank(..) => writes.is_none(),
        Content::Show(_) | Content::Tick(..) | Content::Ring(..) | Content::Options(..) => false,
    };
    if idle && fields.has("only_if") {
        fields.key_spot("only_if").wrong(Code::IdleOnlyIf, []);
    }
    let only_if = only_if?;
    Some(Cell { id: id?, content, style, only_if, optional: optional_?, writes })
}

fn id(kind: &str, fields: Fields<'_>, ids: &mut Vec<String>) -> Option<String> {
    let Some(node) = fields.get("id") else {
        if kind == "label" {
            return Some(String::new());
        }
        fields.node.wrong(Code::NoCellId, [kind.into()]);
        return None;
    };
    let id = node.str()?;
    if !crate::declare::is_id(id) {
        node.wrong(Code::BadId, [id.into()]);
        return None;
    }
    if ids.iter().any(|known| known == id) {
        node.wrong(Code::DoubledCell, [id.into()]);
        return None;
    }
    ids.push(id.to_owned());
    Some(id.to_owned())
}

fn content(kind: &str, fields: Fields<'_>, names: &Names, scope: Scope) -> Option<Content> {
    let value = fields.get(kind)?;
    let when = || fields.need("when").and_then(|node| condition(node, names, scope));
    Some(match kind {
        "label" => Content::Label(value.str()?.to_owned()),
        "show" => Content::Show(pieces(value, names, scope)?),
        "tick" | "ring" => {
            let (when, words) = (when(), value.str());
            let (when, words) = (when?, words?.to_owned());
            if kind == "tick" { Content::Tick(when, words) } else { Content::Ring(when, words) }
        }
        "options" => {
            let mark = fields.need("mark");
            let mark = mark.and_then(|node| node.word(&[("ring", Mark::Ring), ("tick", Mark::Tick)]));
            let (path, of) = fact(value, names, scope)?;
            if !matches!(of, Type::Choice(_) | Type::Choices(_)) {
                value.wrong(Code::NoOptions, [value.as_str().unwrap_or_default().into(), of.words().into()]);
                return None;
            }
            Content::Options(path, mark?)
        }
        _ => {
            let words = optional(fields.get("words").map(Node::str));
            Content::Blank(value.word(&BLANKS)?, words?.unwrap_or_default().to_owned())
        }
    })
}

fn pieces(node: Node<'_>, names: &Names, scope: Scope) -> Option<Vec<Piece>> {
    if node.is_list() && node.peek_all().next().is_none() {
        node.wrong(Code::EmptyList, ["show".into()]);
        return None;
    }
    let pieces = node.one_or_list().into_iter().map(|piece| {
        let text = piece.str()?;
        if let Some(words) = text.strip_prefix('\'') {
            return Some(Piece::Words(words.to_owned()));
        }
        let (path, _) = fact_at(text, piece.spot(), names, scope)?;
        if path == Path::Member {
            piece.wrong(Code::ShowsMember, [text.into()]);
            return None;
        }
        Some(Piece::Fact(path))
    });
    pieces.collect::<Vec<_>>().into_iter().collect()
}

// A whole item shown alone counts as the item does; so does the day of birth in Japanese years.
fn writes(content: &Content, names: &Names) -> Option<Writes> {
    let Content::Show(pieces) = content else { return None };
    let [Piece::Fact(Path::Item(_, item, part))] = pieces[..] else { return None };
    let writes = names.item_names.get(item.index())?.writes?;
    let whole =
        part == Part::Whole || (part == Part::Wareki && names.shape(item) == Some(crate::names::Shape::Date));
    whole.then_some(writes)
}

fn style(kind: &str, fields: Fields<'_>) -> Option<Style> {
    let value = kind == "show";
    let usual = Style {
        face: if value { Face::Mincho } else { Face::Gothic },
        size: if value { 10.5 } else { 9.0 },
        ..Style::default()
    };
    let size = fields.get("size").map_or(Some(usual.size), page::points);
    let least = fields.get("least").map_or(Some(usual.least), page::points);
    let lines = fields.get("lines").map_or(Some(usual.lines), |node| node.within(1, 99));
    let face = fields.get("face").map_or(Some(usual.face), |node| node.word(&FACES));
    let align = fields.get("align").map_or(Some(usual.align), |node| node.word(&ALIGNS));
    let valign = fields.get("valign").map_or(Some(usual.valign), |node| node.word(&VALIGNS));
    let comb = optional(fields.get("comb").map(|node| node.within(1, 99)));
    let shaded = fields.get("shaded").map_or(Some(usual.shaded), Node::flag);
    let size = size?;
    // A small label is not broken sooner than it has to be.
    let least = if fields.has("least") { least? } else { least?.min(size) };
    Some(Style {
        face: face?,
        size,
        least,
        lines: lines?,
        align: align?,
        valign: valign?,
        comb: comb?,
        shaded: shaded?,
    })
}
