//! Where the parts of conditions stand in the files.

use std::collections::BTreeMap;

use kakanai_domain::sheet::{Block, Cell};
use kakanai_domain::{Catalog, Date};

use crate::folder::Source;
use crate::json;
use crate::node::{Node, Report};
use crate::period::Period;
use crate::problem::Place;
use crate::simulate::coverage::{Conditions, Owner, cells};

/// A part of a condition, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it begins.
    pub place: Place,
    /// The words of the file, on one line.
    pub text: String,
}

/// Where each part stands; `None` where that cannot be told.
pub(super) fn places(
    catalog: &Catalog,
    sources: &[Source],
    conditions: &Conditions<'_>,
    today: Date,
) -> Vec<Option<Written>> {
    let report = Report::new(sources);
    let json = |(file, source): (usize, &Source)| source.pdf.is_none().then(|| json::parse(&report, file));
    let trees = sources.iter().enumerate().map(|source| json(source).flatten()).collect::<Vec<_>>();
    let roots = trees.iter().enumerate();
    let roots = roots.filter_map(|(file, tree)| Some(Node { report: &report, file, value: tree.as_ref()? }));
    let tree = Tree::new(roots.collect(), today);

    let mut places = vec![None; conditions.parts().len()];
    for (owner, condition, first) in conditions.roots() {
        let Some(node) = tree.condition(catalog, owner) else { continue };
        let mut nodes = Vec::new();
        parts(node, &mut nodes);
        let size = conditions.parts().iter().skip(*first as usize).take_while(|part| {
            conditions.roots().get(part.root).is_some_and(|(_, whole, _)| std::ptr::eq(*whole, *condition))
        });
        // Where the two do not agree part for part, the whole stands for all of them.
        let size = size.count();
        let agree = nodes.len() == size;
        for (at, place) in places.iter_mut().skip(*first as usize).take(size).enumerate() {
            *place = nodes.get(if agree { at } else { 0 }).and_then(|node| written(*node));
        }
    }
    places
}

fn written(node: Node<'_>) -> Option<Written> {
    let place = node.spot().shown()?.place;
    let text = node.text_of_file().split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Written { place, text })
}

/// The parts of a written condition, each before its own parts.
fn parts<'a>(node: Node<'a>, out: &mut Vec<Node<'a>>) {
    out.push(node);
    for key in ["all", "any"] {
        node.peek(key).into_iter().flat_map(Node::peek_all).for_each(|part| parts(part, out));
    }
    for key in ["not", "where"] {
        node.peek(key).into_iter().for_each(|part| parts(part, out));
    }
}

/// Objects by kind and name.
struct Tree<'a>(BTreeMap<(&'static str, &'a str), Node<'a>>);

impl<'a> Tree<'a> {
    /// Those in force on the day.
    fn new(roots: Vec<Node<'a>>, today: Date) -> Self {
        let mut all = BTreeMap::new();
        let mut put = |kind, node: Node<'a>| {
            if let Some(name) = node.peek("id").and_then(Node::as_str)
                && Period::of(node).contains(today)
            {
                all.entry((kind, name)).or_insert(node);
            }
        };
        for root in roots {
            for kind in ["procedures", "rules", "items"] {
                // An event and its sections have keys of these names too, with names in them and no objects.
                root.peek(kind).into_iter().flat_map(Node::peek_all).for_each(|node| put(kind, node));
            }
            put(if root.peek("sections").is_some() { "event" } else { "sheet" }, root);
        }
        Self(all)
    }

    fn condition(&self, catalog: &Catalog, owner: &Owner) -> Option<Node<'a>> {
        let procedure = |id| self.0.get(&("procedures", catalog.procedures.name(id))).copied();
        let case = |id, key: &str, at: usize| procedure(id)?.peek(key)?.peek_all().nth(at)?.peek("when");
        let sheet = |id| self.0.get(&("sheet", catalog.sheets.name(id))).copied();
        match owner {
            Owner::Needed(id) => procedure(*id)?.peek("when"),
            Owner::Level(id, at) => case(*id, "level", *at),
            Owner::Agent(id, at) => case(*id, "agent", *at),
            Owner::Bring(id, at) => case(*id, "bring", *at),
            Owner::Sheet(id, at) => case(*id, "sheets", *at),
            Owner::Rule(id) => self.0.get(&("rules", catalog.rules.name(*id)))?.peek("when"),
            Owner::Role(id) => {
                let item = self.0.get(&("items", catalog.items.name(*id)))?;
                item.peek("among").or_else(|| item.peek("first"))
            }
            Owner::ByAgent(id) => self.0.get(&("event", catalog.events.name(*id)))?.peek("by_agent"),
            Owner::Rows(id, block) => {
                let before = catalog.sheets[*id].blocks.iter().take(*block);
                let grids = before.filter(|block| match block {
                    Block::Grid(grid) => grid.rows_of.is_some(),
                    Block::Free(..) => false,
                });
                let mut found = Vec::new();
                with_key(sheet(*id)?, "rows_of", &mut found);
                found.get(grids.count())?.peek("rows_of")?.peek("who")
            }
            Owner::OnlyIf(id, block, cell) => {
                let name = &cell_at(catalog, *id, *block, *cell)?.id;
                object(sheet(*id)?, name)?.peek("only_if")
            }
            Owner::Marked(id, block, cell) => {
                let name = &cell_at(catalog, *id, *block, *cell)?.id;
                object(sheet(*id)?, name)?.peek("when")
            }
        }
    }
}

fn cell_at(
    catalog: &Catalog,
    sheet: kakanai_domain::Id<kakanai_domain::sheet::Sheet>,
    block: usize,
    cell: usize,
) -> Option<&Cell> {
    let (_, cell) = cells(catalog.sheets[sheet].blocks.get(block)?).nth(cell)?;
    Some(cell).filter(|cell| !cell.id.is_empty())
}

/// The object below that has this `id`.
fn object<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    let mut found = Vec::new();
    with_key(node, "id", &mut found);
    // The first is the sheet itself.
    found.into_iter().skip(1).find(|node| node.peek("id").and_then(Node::as_str) == Some(name))
}

/// Every object from here down that has this key.
fn with_key<'a>(node: Node<'a>, key: &str, found: &mut Vec<Node<'a>>) {
    if node.peek(key).is_some() {
        found.push(node);
    }
    node.peek_all().for_each(|part| with_key(part, key, found));
    if node.is_object()
        && let Some(fields) = node.fields()
    {
        fields.entries().for_each(|(_, _, value)| with_key(value, key, found));
    }
}
