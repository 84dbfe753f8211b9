//! Cells: words, facts, ticks, and several of them in one place.

use kakanai_domain::condition::{Condition, Part, Path};
use kakanai_domain::item::Writes;
use kakanai_domain::sheet::{Align, Blank, Cell, Content, Face, Mark, Piece, Share, Style, VAlign};

use crate::code::Code;
use crate::condition::{condition, optional};
use crate::fact::{Type, fact, fact_at};
use crate::item::WRITES;
use crate::names::{Names, Scope};
use crate::node::{Fields, Node, Spot};
use crate::page;

const CONTENTS: [&str; 6] = ["label", "show", "tick", "ring", "options", "blank"];
const PARTS: [&str; 3] = ["across", "down", "either"];
const CELL: [&str; 14] = [
    "id", "size", "least", "lines", "align", "valign", "comb", "face", "shaded", "only_if", "optional",
    "writes", "when", "mark",
];
pub(crate) const FACES: [(&str, Face); 2] = [("gothic", Face::Gothic), ("mincho", Face::Mincho)];
pub(crate) const ALIGNS: [(&str, Align); 4] =
    [("left", Align::Left), ("center", Align::Center), ("right", Align::Right), ("justify", Align::Justify)];
pub(crate) const VALIGNS: [(&str, VAlign); 3] =
    [("top", VAlign::Top), ("middle", VAlign::Middle), ("bottom", VAlign::Bottom)];
pub(crate) const MARKS: [(&str, Mark); 2] = [("ring", Mark::Ring), ("tick", Mark::Tick)];
pub(crate) const BLANKS: [(&str, Blank); 4] = [
    ("signature", Blank::Signature),
    ("number", Blank::Number),
    ("office", Blank::Office),
    ("hand", Blank::Hand),
];

/// The cells of one sheet as they are read: what they may speak about, and the names given so far.
pub(crate) struct Cells<'a> {
    pub names: &'a Names,
    pub scope: Scope,
    pub ids: &'a mut Vec<String>,
}

impl Cells<'_> {
    /// What stands in one place: a cell, or several that share it. `place` are the keys that say where.
    pub fn read(&mut self, fields: Fields<'_>, place: &[&str]) -> Option<Vec<(Share, Cell)>> {
        let kinds = CONTENTS.into_iter().chain(PARTS).filter(|key| fields.has(key)).collect::<Vec<_>>();
        let [kind] = kinds[..] else {
            fields.node.wrong(Code::OneContent, [crate::Words::same(kinds.join(" "))]);
            return None;
        };
        if PARTS.contains(&kind) {
            return self.parts(kind, fields, place);
        }
        Some(vec![(Share::WHOLE, self.cell(kind, fields, place)?)])
    }

    /// Several cells in one place.
    fn parts(&mut self, kind: &str, fields: Fields<'_>, place: &[&str]) -> Option<Vec<(Share, Cell)>> {
        fields.only(&[place, &[kind, "shaded"]].concat());
        let shaded = fields.get("shaded").map_or(Some(false), Node::flag);
        let nodes = fields.get(kind)?.list()?.collect::<Vec<_>>();
        if nodes.is_empty() {
            fields.key_spot(kind).wrong(Code::EmptyList, [kind.into()]);
            return None;
        }
        let mut read = Vec::new();
        let mut sound = true;
        for node in nodes {
            let Some(own) = node.fields() else {
                sound = false;
                continue;
            };
            let (share, place): (_, &[&str]) = match kind {
                "either" => (Some(1.0), &[]),
                _ => (own.get("share").map_or(Some(1.0), share), &["share"]),
            };
            match (share, self.read(own, place)) {
                (Some(share), Some(cells)) => read.push((share, cells)),
                (None, _) | (_, None) => sound = false,
            }
        }
        let total = read.iter().map(|(share, _)| share).sum::<f32>();
        let mut from = 0.0;
        let mut all = Vec::new();
        for (share, cells) in read {
            let (start, size) = (from / total, share / total);
            from += share;
            let own = match kind {
                "across" => Share { x: start, w: size, ..Share::WHOLE },
                "down" => Share { y: start, h: size, ..Share::WHOLE },
                _ => Share::WHOLE,
            };
            all.extend(cells.into_iter().map(|(inner, cell)| (own.part(inner), cell)));
        }
        let shaded = shaded?;
        for (_, cell) in &mut all {
            cell.style.shaded |= shaded;
        }
        sound.then_some(all)
    }

    fn cell(&mut self, kind: &str, fields: Fields<'_>, place: &[&str]) -> Option<Cell> {
        let (names, scope) = (self.names, self.scope);
        fields.only(&[place, &CONTENTS, &CELL, &["words"]].concat());
        for (key, kinds) in [("when", &["tick", "ring"][..]), ("mark", &["options"]), ("words", &["blank"])] {
            if fields.has(key) && !kinds.contains(&kind) {
                fields
                    .key_spot(key)
                    .wrong(Code::KeyWithout, [key.into(), crate::Words::same(kinds.join(" "))]);
            }
        }
        let content = content(kind, fields, names, scope);
        let id = id(kind, fields, self.ids);
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
}

/// A share of a place: any positive number.
fn share(node: Node<'_>) -> Option<f32> {
    let share = node.length()?;
    if share <= 0.0 {
        node.wrong(Code::OutOfRange, [crate::Words::same(share.to_string()), "0.1".into(), "2000".into()]);
        return None;
    }
    Some(share)
}

/// Words of the form in a cell of their own.
pub(crate) fn words(text: impl Into<String>, style: Style) -> Cell {
    let content = Content::Label(text.into());
    Cell { id: String::new(), content, style, only_if: None, optional: false, writes: None }
}

/// A heading of a grid: shaded, in the middle.
pub(crate) fn heading(text: impl Into<String>) -> Cell {
    let style =
        Style { size: 8.5, least: 6.5, lines: 4, align: Align::Center, shaded: true, ..Style::default() };
    words(text, style)
}

fn id(kind: &str, fields: Fields<'_>, ids: &mut Vec<String>) -> Option<String> {
    let Some(node) = fields.get("id") else {
        // What is never filled has no name: words, and what is ticked or ringed by hand.
        if kind == "label" || (["tick", "ring"].contains(&kind) && !fields.has("when")) {
            return Some(String::new());
        }
        fields.node.wrong(Code::NoCellId, [kind.into()]);
        return None;
    };
    let id = node.str()?;
    if !crate::declare::is_id(id) {
        node.spot().bad_id(id);
        return None;
    }
    name(id, node.spot(), ids)?;
    Some(id.to_owned())
}

/// Gives a box its name, which no other box of the sheet has.
pub(crate) fn name(id: &str, spot: Spot<'_>, ids: &mut Vec<String>) -> Option<()> {
    if ids.iter().any(|known| known == id) {
        spot.wrong(Code::DoubledCell, [id.into()]);
        return None;
    }
    ids.push(id.to_owned());
    Some(())
}

fn content(kind: &str, fields: Fields<'_>, names: &Names, scope: Scope) -> Option<Content> {
    let value = fields.get(kind)?;
    // Without a condition it is marked by hand.
    let when =
        || fields.get("when").map_or(Some(Condition::Any(Vec::new())), |node| condition(node, names, scope));
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
            let mark = mark.and_then(|node| node.word(&MARKS));
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
    let pieces = node.one_or_list().into_iter().map(|node| piece(node, names, scope));
    pieces.collect::<Vec<_>>().into_iter().collect()
}

/// A fact, or words that begin with an apostrophe.
pub(crate) fn piece(node: Node<'_>, names: &Names, scope: Scope) -> Option<Piece> {
    let text = node.str()?;
    if let Some(words) = text.strip_prefix('\'') {
        return Some(Piece::Words(words.to_owned()));
    }
    let (path, _) = fact_at(text, node.spot(), names, scope)?;
    if path == Path::Member {
        node.wrong(Code::ShowsMember, [text.into()]);
        return None;
    }
    Some(Piece::Fact(path))
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
