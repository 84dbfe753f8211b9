//! `handover` in `office.json`: what the symbols on the guide carry.

use kakanai_domain::handover::{Encoding, HandoverRule, Key, Typed};

use crate::cell::piece;
use crate::code::Code;
use crate::names::{Names, Scope};
use crate::node::Node;

pub(crate) const ENCODINGS: [(&str, Encoding); 2] =
    [("utf_8", Encoding::Utf8), ("shift_jis", Encoding::ShiftJis)];

/// What the office hands over.
pub(crate) fn handover(node: Node<'_>, names: &Names) -> Option<HandoverRule> {
    let fields = node.record(&["fields", "encoding", "typed"])?;
    let shared = fields.need("fields").and_then(Node::flag);
    let encoding = fields.get("encoding").map_or(Some(Encoding::Utf8), |node| node.word(&ENCODINGS));
    let typed = fields.get("typed").map_or(Some(Vec::new()), |node| {
        let read = node.list()?.map(|node| typed(node, names)).collect::<Vec<_>>();
        read.into_iter().collect()
    });
    Some(HandoverRule { fields: shared?, encoding: encoding?, typed: typed? })
}

fn typed(node: Node<'_>, names: &Names) -> Option<Typed> {
    let fields = node.record(&["counter", "label", "encoding", "keys"])?;
    let counter = fields.need("counter").and_then(|node| names.counter(node));
    let label = fields.need("label").and_then(Node::quiet_text);
    let encoding = fields.get("encoding").map_or(Some(Encoding::ShiftJis), |node| node.word(&ENCODINGS));
    let keys = fields.need("keys").and_then(|node| {
        let read = node.list()?.map(|node| key(node, names)).collect::<Vec<_>>();
        if read.is_empty() {
            node.wrong(Code::EmptyList, ["keys".into()]);
        }
        read.into_iter().collect::<Option<Vec<_>>>()
    });
    let keys = keys.filter(|keys| !keys.is_empty());
    Some(Typed { counter: counter?, label: label?, encoding: encoding?, keys: keys? })
}

fn key(node: Node<'_>, names: &Names) -> Option<Key> {
    match node.as_str() {
        Some("\t") => Some(Key::Tab),
        Some("\n") => Some(Key::Enter),
        Some(_) | None => piece(node, names, Scope::Visit).map(Key::Piece),
    }
}
