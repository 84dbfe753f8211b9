//! The printers in `office.json`.

use std::collections::BTreeSet;

use kakanai_domain::printer::{NoPrinterUri, Printer, PrinterUri, Sides};

use crate::code::Code;
use crate::condition::optional;
use crate::declare::is_id;
use crate::node::{Fields, Node};
use crate::problem::Words;

pub(crate) const SIDES: [(&str, Sides); 2] = [("one", Sides::One), ("two", Sides::Two)];

/// Paper lies at most this far from where it should, in mm; more is a slip of the pen.
pub(crate) const FARTHEST: f32 = 20.0;

/// All printers; none where the office does not print from here.
pub(crate) fn printers(node: Option<Node<'_>>) -> Option<Vec<Printer>> {
    let Some(node) = node else { return Some(Vec::new()) };
    let mut known = BTreeSet::new();
    let read: Vec<_> = node.list()?.map(|node| printer(node, &mut known)).collect();
    read.into_iter().collect()
}

fn printer<'a>(node: Node<'a>, known: &mut BTreeSet<&'a str>) -> Option<Printer> {
    let fields = node.record(&["id", "label", "uri", "sides", "offset"])?;
    let id = fields.need("id").and_then(|node| id(node, known));
    // Only the staff choose a printer.
    let label = fields.need("label").and_then(Node::quiet_text);
    let uri = fields.need("uri").and_then(uri);
    let sides = optional(fields.get("sides").map(|node| node.word(&SIDES)));
    let offset = offset(fields);
    Some(Printer {
        id: id?.to_owned(),
        label: label?,
        uri: uri?,
        sides: sides?.unwrap_or_default(),
        offset: offset?,
    })
}

fn id<'a>(node: Node<'a>, known: &mut BTreeSet<&'a str>) -> Option<&'a str> {
    let id = node.str()?;
    if !is_id(id) {
        node.spot().bad_id(id);
        return None;
    }
    if !known.insert(id) {
        node.wrong(Code::DoubledId, [("プリンター", "printer").into(), id.into()]);
        return None;
    }
    Some(id)
}

fn uri(node: Node<'_>) -> Option<PrinterUri> {
    let text = node.str()?;
    match PrinterUri::parse(text) {
        Ok(uri) => Some(uri),
        Err(NoPrinterUri::Form) => {
            node.wrong(Code::BadPrinterUri, [text.into()]);
            None
        }
        Err(NoPrinterUri::Encrypted) => {
            node.wrong(Code::EncryptedPrinter, [text.into()]);
            None
        }
    }
}

fn offset(fields: Fields<'_>) -> Option<(f32, f32)> {
    let Some(node) = fields.get("offset") else { return Some((0.0, 0.0)) };
    let pair = node.list()?.map(shift).collect::<Vec<_>>();
    let [x, y] = pair[..] else {
        node.wrong(Code::WrongCount, ["2".into()]);
        return None;
    };
    Some((x?, y?))
}

fn shift(node: Node<'_>) -> Option<f32> {
    let Some(shift) = node.value.as_number_lit().and_then(|number| number.value.parse::<f32>().ok()) else {
        node.mistyped(("数", "a number"));
        return None;
    };
    if !(-FARTHEST..=FARTHEST).contains(&shift) {
        let bounds = [-FARTHEST, FARTHEST].map(|bound| Words::same(bound.to_string()));
        let [least, most] = bounds;
        node.wrong(Code::OutOfRange, [Words::same(shift.to_string()), least, most]);
        return None;
    }
    Some(shift)
}
