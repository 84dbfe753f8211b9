//! `events/*.json`

use kakanai_domain::event::{Ask, Event, Section};

use crate::code::Code;
use crate::condition::{condition, optional};
use crate::names::{Names, Noun, Scope, Shape};
use crate::node::Node;

/// An event.
pub(crate) fn event(root: Node<'_>, names: &Names) -> Option<Event> {
    let fields = root.record(&["format", "id", "title", "help", "sections", "procedures", "by_agent"])?;
    fields.need("id");
    let title = fields.need("title").and_then(Node::text);
    let help = optional(fields.get("help").map(Node::text));
    let mut seen = Vec::new();
    let sections = fields.need("sections").and_then(|node| {
        let read = node.list()?.map(|node| section(node, names, &mut seen)).collect::<Vec<_>>();
        read.into_iter().collect::<Option<Vec<_>>>()
    });
    let mut procedures_seen = Vec::new();
    let procedures = fields.need("procedures").and_then(|node| {
        let read = node.list()?.map(|node| {
            let id = names.procedure(node)?;
            if procedures_seen.contains(&id) {
                node.wrong(Code::Twice, [node.as_str().unwrap_or_default().into()]);
                return None;
            }
            procedures_seen.push(id);
            Some(id)
        });
        read.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()
    });
    let by_agent = optional(fields.get("by_agent").map(|node| condition(node, names, Scope::Visit)));
    Some(Event {
        title: title?,
        help: help?,
        sections: sections?,
        procedures: procedures?,
        by_agent: by_agent?,
    })
}

fn section(node: Node<'_>, names: &Names, seen: &mut Vec<Ask>) -> Option<Section> {
    let fields = node.record(&["title", "items"])?;
    let title = fields.need("title").and_then(Node::text);
    let asks = fields.need("items").and_then(|node| {
        let read = node.list()?.map(|node| ask(node, names, seen)).collect::<Vec<_>>();
        read.into_iter().collect::<Option<Vec<_>>>()
    });
    Some(Section { title: title?, asks: asks? })
}

fn ask(node: Node<'_>, names: &Names, seen: &mut Vec<Ask>) -> Option<Ask> {
    let name = node.str()?;
    let ask = match names.lists.find(name) {
        Some(list) => {
            node.spot().mention(Noun::List, name);
            Ask::Roster(list)
        }
        None => {
            if names.items.find(name).is_none() && names.unread.contains(&Noun::List) {
                return None;
            }
            let id = names.item(node)?;
            if matches!(names.shape(id), Some(Shape::Member { derived: true, .. })) {
                node.wrong(Code::DerivedAsked, [name.into()]);
                return None;
            }
            Ask::Item(id)
        }
    };
    if seen.contains(&ask) {
        node.wrong(Code::Twice, [name.into()]);
        return None;
    }
    seen.push(ask);
    Some(ask)
}
