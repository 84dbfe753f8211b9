//! The first pass: every name, so that files may refer to each other in any order.
//!
//! It reports wrong and doubled ids only. Whatever else is wrong with an object is reported when it is read;
//! its name stands all the same.

use kakanai_domain::Declared;
use kakanai_domain::office::SettingValue;

use crate::code::Code;
use crate::files::Files;
use crate::item::{WRITES, default_writes};
use crate::names::{ItemName, Names, Noun, Scope, Shape};
use crate::node::Node;
use crate::period::Period;
use crate::proof::listed_name;
use crate::spots::Spots;

/// Names that paths begin with.
const RESERVED: [&str; 3] = ["member", "office", "today"];

/// Declares everything.
pub(crate) fn declare(files: &Files<'_>) -> Names {
    let mut names = Names { unread: files.unread.clone(), ..Names::default() };
    if let Some(office) = files.office {
        office.peek("addressee").and_then(Node::as_str).unwrap_or_default().clone_into(&mut names.addressee);
        let all = |key| office.peek(key).into_iter().flat_map(Node::peek_all);
        for node in all("counters") {
            declare_in(&mut names.counters, &mut names.spots, node, Noun::Counter);
        }
        for node in all("things") {
            declare_in(&mut names.things, &mut names.spots, node, Noun::Thing);
        }
        for node in files.setting_entries() {
            if declare_in(&mut names.settings, &mut names.spots, node, Noun::Setting) {
                names.setting_values.push(node.peek("value").and_then(setting_value));
            }
        }
    }
    for file in &files.items {
        if let (Some(of), Some(_)) = (file.peek("of"), file.peek("list"))
            && of.as_str() != Some("visit")
        {
            declare_as(&mut names.lists, of, of.as_str(), Noun::List);
        }
    }
    for file in &files.items {
        let of = match file.peek("of").and_then(Node::as_str) {
            Some("visit") => Scope::Visit,
            Some(list) => names.lists.find(list).map_or(Scope::Unknown, Scope::Of),
            None => Scope::Unknown,
        };
        for node in file.peek("items").into_iter().flat_map(Node::peek_all) {
            let id = node.peek("id");
            if let (Some(id), Some(name)) = (id, id.and_then(Node::as_str))
                && names.lists.find(name).is_some()
            {
                id.wrong(Code::DoubledId, [Noun::Item.words().into(), name.into()]);
                continue;
            }
            if declare_in(&mut names.items, &mut names.spots, node, Noun::Item) {
                let item = item_name(node, of, &names);
                names.item_names.push(item);
            }
        }
    }
    for node in files.rules.iter().filter_map(|file| file.peek("rules")).flat_map(Node::peek_all) {
        if declare_in(&mut names.rules, &mut names.spots, node, Noun::Rule) {
            let scope = quiet_scope(&names, node.peek("of"));
            names.rule_scopes.push(scope);
        }
    }
    for node in files.procedure_entries() {
        if declare_in(&mut names.procedures, &mut names.spots, node, Noun::Procedure) {
            let scope = quiet_scope(&names, node.peek("for_each"));
            names.procedure_scopes.push(scope);
        }
    }
    for node in &files.sheets {
        if declare_in(&mut names.sheets, &mut names.spots, *node, Noun::Sheet) {
            let scope = quiet_scope(&names, node.peek("for_each"));
            names.sheet_scopes.push(scope);
        }
    }
    for node in &files.events {
        declare_in(&mut names.events, &mut names.spots, *node, Noun::Event);
        let event = node.peek("id").and_then(Node::as_str).unwrap_or_default();
        let sections = node.peek("sections").into_iter().flat_map(Node::peek_all);
        for listed in sections.filter_map(|section| section.peek("items")).flat_map(Node::peek_all) {
            let question = listed.as_str().unwrap_or_default();
            let name = listed_name(event, question);
            names.spots.note(Noun::Event, &name, Period::of(*node), listed.spot().shown());
        }
    }
    names
}

/// The options of a choice: the ids only.
pub(crate) fn declare_options<T>(item: Node<'_>) -> Declared<T> {
    let mut options = Declared::default();
    for option in item.peek("options").into_iter().flat_map(Node::peek_all) {
        if let Some(id) = option.peek("id").and_then(Node::as_str) {
            let _ = options.declare(id);
        }
    }
    options
}

fn declare_in<T>(declared: &mut Declared<T>, spots: &mut Spots, node: Node<'_>, noun: Noun) -> bool {
    let Some(id) = node.peek("id") else { return false };
    if let Some(name) = id.as_str() {
        spots.note(noun, name, Period::of(node), id.spot().shown());
    }
    declare_as(declared, id, id.as_str(), noun)
}

// Whether a new name came to be.
fn declare_as<T>(declared: &mut Declared<T>, node: Node<'_>, name: Option<&str>, noun: Noun) -> bool {
    let Some(name) = name else {
        node.mistyped(("文字列", "a text"));
        return false;
    };
    let reserved = matches!(noun, Noun::Item | Noun::List) && (RESERVED.contains(&name) || name == "visit");
    if reserved {
        node.wrong(Code::ReservedId, [name.into()]);
    } else if !is_id(name) {
        node.spot().bad_id(name);
    }
    let new = declared.declare(name).is_ok();
    // Of what has dates of effect there can be several, see `period::check_changes`.
    let dated = matches!(noun, Noun::Setting | Noun::Procedure | Noun::Sheet);
    if !new && !dated {
        node.wrong(Code::DoubledId, [noun.words().into(), name.into()]);
    }
    new
}

/// Whether a text is written as ids are.
pub(crate) fn is_id(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn quiet_scope(names: &Names, node: Option<Node<'_>>) -> Scope {
    match node {
        None => Scope::Visit,
        Some(node) => node.as_str().and_then(|name| names.lists.find(name)).map_or(Scope::Unknown, Scope::Of),
    }
}

/// The value of a setting, as far as it can be read: without reporting.
pub(crate) fn setting_value(node: Node<'_>) -> Option<SettingValue> {
    if let Some(text) = node.as_str() {
        return Some(SettingValue::Text(text.to_owned()));
    }
    if let Some(flag) = node.value.as_boolean_lit() {
        return Some(SettingValue::YesNo(flag.value));
    }
    node.value.as_number_lit()?.value.parse().ok().map(SettingValue::Number)
}

fn item_name(node: Node<'_>, of: Scope, names: &Names) -> ItemName {
    let type_ = node.peek("type").and_then(Node::as_str);
    let shape = type_.and_then(|kind| shape(kind, node, names));
    let writes = match node.peek("writes").and_then(Node::as_str) {
        Some(word) => WRITES.into_iter().find(|(known, _)| *known == word).and_then(|(_, writes)| writes),
        None => default_writes(type_),
    };
    ItemName { of, shape, options: declare_options(node), writes }
}

fn shape(kind: &str, node: Node<'_>, names: &Names) -> Option<Shape> {
    Some(match kind {
        "yes_no" => Shape::YesNo,
        "choice" => Shape::Choice,
        "choices" => Shape::Choices,
        "number" => Shape::Number,
        "date" => Shape::Date,
        "name" => Shape::Name,
        "address" => Shape::Address,
        "phone" => Shape::Phone,
        "text" => Shape::Text,
        "postal_code" => Shape::PostalCode,
        "money" => Shape::Money,
        "member" => Shape::Member {
            list: node.peek("in").and_then(Node::as_str).and_then(|list| names.lists.find(list))?,
            derived: node.peek("first").is_some(),
        },
        _ => return None,
    })
}
