//! `items/*.json`: lists and items.

use kakanai_domain::item::{CardField, Choice, DateLimits, Item, Kind, List, Role, Writes};
use kakanai_domain::{Declared, Id, Lang, Table, Text};

use crate::code::Code;
use crate::condition::{condition, optional, sure};
use crate::declare::is_id;
use crate::lists::each;
use crate::names::{Names, Noun, Scope, Shape};
use crate::node::{Fields, Node};
use crate::sensitive;

pub(crate) const TYPES: [(&str, &[&str]); 12] = [
    ("yes_no", &[]),
    ("choice", &["options"]),
    ("choices", &["options"]),
    ("number", &["least", "most"]),
    ("date", &["past", "partly"]),
    ("name", &[]),
    ("address", &[]),
    ("phone", &[]),
    ("text", &["most"]),
    ("postal_code", &[]),
    ("money", &[]),
    ("member", &["in", "among", "first"]),
];
const COMMON: [&str; 8] = ["id", "type", "label", "ask", "help", "unknown", "card", "writes"];
pub(crate) const CARDS: [(&str, CardField); 4] = [
    ("name", CardField::Name),
    ("address", CardField::Address),
    ("birth_date", CardField::BirthDate),
    ("sex", CardField::Sex),
];
/// The words of `writes`.
pub(crate) const WRITES: [(&str, Option<Writes>); 5] = [
    ("name", Some(Writes::Name)),
    ("address", Some(Writes::Address)),
    ("phone", Some(Writes::Phone)),
    ("birth_date", Some(Writes::BirthDate)),
    ("none", None),
];

/// The list a file declares; `None` inside when it is wrong.
pub(crate) type Declaration = (Id<List>, Option<List>);

/// The whole file: its list, if it declares one, and the nodes of its items.
pub(crate) fn file<'a>(root: Node<'a>, names: &Names) -> (Option<Declaration>, Vec<Node<'a>>) {
    let Some(fields) = root.record(&["format", "of", "list", "items"]) else { return (None, Vec::new()) };
    let of = fields.need("of");
    let visit = of.is_some_and(|of| of.as_str() == Some("visit"));
    let list = fields.get("list").and_then(|node| {
        if visit {
            fields.key_spot("list").wrong(Code::VisitIsNoList, []);
            return None;
        }
        let id = names.lists.find(of?.as_str()?)?;
        Some((id, list(node, id, names)))
    });
    if let (None, Some(of), false) = (fields.get("list"), of, visit) {
        // A list without its declaration.
        names.list(of);
    }
    let items = fields.need("items").and_then(Node::list).into_iter().flatten().collect();
    (list, items)
}

fn list(node: Node<'_>, id: Id<List>, names: &Names) -> Option<List> {
    let fields = node.record(&["label", "ask", "help", "roster", "called", "at_least"])?;
    let label = fields.need("label").and_then(Node::text);
    let ask = fields.need("ask").and_then(Node::text);
    let help = optional(fields.get("help").map(Node::text));
    let roster = fields.need("roster").and_then(|node| of_list(node, id, names));
    let called = fields.need("called").and_then(|node| called(node, id, names, roster.as_deref()));
    let at_least = fields.get("at_least").map_or(Some(0), |node| node.within(0, 99));
    Some(List {
        label: label?,
        ask: ask?,
        help: help?,
        roster: roster?,
        items: Vec::new(),
        at_least: at_least?,
        called: called?,
    })
}

// The first calls a member from the moment it is entered; the last does where names must not stand.
fn called(
    node: Node<'_>,
    list: Id<List>,
    names: &Names,
    roster: Option<&[Id<Item>]>,
) -> Option<Vec<Id<Item>>> {
    let called = of_list(node, list, names)?;
    let ([first] | [first, _], Some(last)) = (&called[..], called.last()) else {
        node.wrong(Code::WrongCount, [("1つか2つ", "1 or 2").into()]);
        return None;
    };
    if let (Some(entry), Some(roster)) = (node.peek_all().next(), roster)
        && !roster.contains(first)
    {
        entry.wrong(Code::CalledLate, [names.item_name(*first).into()]);
    }
    if let Some(entry) = node.peek_all().last()
        && names.shape(*last) == Some(Shape::Name)
    {
        entry.wrong(Code::NameInGuide, [names.item_name(*last).into()]);
    }
    Some(called)
}

fn of_list(node: Node<'_>, list: Id<List>, names: &Names) -> Option<Vec<Id<Item>>> {
    let mut found = Vec::new();
    let mut sound = true;
    for entry in node.list()? {
        let Some(id) = names.item(entry) else {
            sound = false;
            continue;
        };
        let name = names.item_name(id);
        match names.of(id) {
            Scope::Of(of) if of == list => {}
            Scope::Of(_) | Scope::Visit => {
                entry.wrong(Code::NotOfList, [name.into(), names.list_name(list).into()]);
                sound = false;
            }
            Scope::Unknown => sound = false,
        }
        if found.contains(&id) {
            entry.wrong(Code::Twice, [name.into()]);
        }
        found.push(id);
    }
    sound.then_some(found)
}

/// An item. Its place among its fellows is set when all are read.
pub(crate) fn item(node: Node<'_>, of: Scope, names: &Names) -> Option<Item> {
    let fields = node.fields()?;
    fields.need("id");
    let words = TYPES.map(|(word, _)| (word, word));
    let type_ = fields.need("type").and_then(|node| node.word(&words));
    let own = TYPES.iter().find(|(word, _)| Some(*word) == type_).map(|(_, keys)| *keys);
    // Of an unknown type every key may be right.
    let own = own.unwrap_or(&["options", "least", "most", "past", "partly", "in", "among", "first"]);
    fields.only(&COMMON.iter().chain(own).copied().collect::<Vec<_>>());
    if let (Some("member"), Some(list), Some(node)) = (type_, of.list(), fields.get("type")) {
        node.wrong(Code::RoleOfMember, [names.list_name(list).into()]);
    }
    let derived = type_ == Some("member") && fields.has("first");
    let label = fields.need("label").and_then(Node::text);
    let ask = if derived {
        if fields.has("ask") {
            fields.key_spot("ask").wrong(Code::NeverAsked, ["ask".into()]);
        }
        label.clone()
    } else {
        fields.need("ask").and_then(Node::text)
    };
    let help = optional(fields.get("help").map(Node::text));
    let unknown = optional(fields.get("unknown").map(unknown));
    let card = optional(fields.get("card").map(|node| card(node, type_, fields)));
    let writes = match fields.get("writes") {
        Some(node) => node.word(&WRITES),
        None => Some(default_writes(type_)),
    };
    let kind = type_.and_then(|type_| kind(type_, fields, names));
    let chosen = ["yes_no", "choice", "choices", "date", "member"];
    sensitive::item(fields, type_.is_some_and(|type_| !chosen.contains(&type_)));
    sure(of)?;
    Some(Item {
        of: of.list(),
        column: 0,
        kind: kind?,
        label: label?,
        ask: ask?,
        help: help?,
        unknown: unknown?.flatten(),
        card: card?,
        writes: writes?,
    })
}

/// How a box of an item counts, where the author does not say it.
pub(crate) fn default_writes(type_: Option<&str>) -> Option<Writes> {
    match type_ {
        Some("name") => Some(Writes::Name),
        Some("address") => Some(Writes::Address),
        Some("phone") => Some(Writes::Phone),
        Some(_) | None => None,
    }
}

fn kind(type_: &str, fields: Fields<'_>, names: &Names) -> Option<Kind> {
    let flag = |key| fields.get(key).map_or(Some(false), Node::flag);
    Some(match type_ {
        "yes_no" => Kind::YesNo,
        "choice" => Kind::Choice(options(fields)?),
        "choices" => Kind::Choices(options(fields)?),
        "number" => {
            let least = fields.get("least").map_or(Some(0), Node::whole);
            let most = fields.get("most").map_or(Some(999), Node::whole);
            let (least, most) = (least?, most?);
            if least > most {
                let words = [least, most].map(|number| crate::Words::same(number.to_string()));
                fields.key_spot("most").wrong(Code::NothingBetween, words);
                return None;
            }
            Kind::Number { least, most }
        }
        "date" => {
            let (past, partly) = (flag("past"), flag("partly"));
            Kind::Date(DateLimits { past: past?, partly: partly? })
        }
        "name" => Kind::Name,
        "address" => Kind::Address,
        "phone" => Kind::Phone,
        "text" => Kind::Text { most: fields.get("most").map_or(Some(100), |node| node.within(1, 10_000))? },
        "postal_code" => Kind::PostalCode,
        "money" => Kind::Money,
        _ => Kind::Member(role(fields, names)?),
    })
}

fn role(fields: Fields<'_>, names: &Names) -> Option<Role> {
    let list = fields.need("in").and_then(|node| names.list(node));
    let scope = list.map_or(Scope::Unknown, Scope::Of);
    let among = optional(fields.get("among").map(|node| condition(node, names, scope)));
    let first = optional(fields.get("first").map(|node| condition(node, names, scope)));
    if fields.has("among") && fields.has("first") {
        fields.key_spot("among").wrong(Code::NeverAsked, ["among".into()]);
        return None;
    }
    let (list, among) = (list?, among?);
    Some(match first? {
        Some(first) => Role::Derived { list, first },
        None => Role::Asked { list, among },
    })
}

fn options(fields: Fields<'_>) -> Option<Table<Choice>> {
    let node = fields.need("options")?;
    let mut declared = Declared::default();
    for option in node.peek_all() {
        let Some(id) = option.peek("id") else { continue };
        let Some(name) = id.str() else { continue };
        if !is_id(name) {
            id.spot().bad_id(name);
        }
        if declared.declare(name).is_err() {
            id.wrong(Code::DoubledId, [Noun::Option.words().into(), name.into()]);
        }
    }
    if node.is_list() && node.peek_all().next().is_none() {
        node.wrong(Code::EmptyList, ["options".into()]);
    }
    let rows = each(Some(node), &declared, |node| {
        let fields = node.record(&["id", "label", "help"])?;
        fields.need("id");
        let label = fields.need("label").and_then(Node::text);
        let help = optional(fields.get("help").map(Node::text));
        Some(Choice { label: label?, help: help? })
    });
    rows.complete(declared)
}

fn unknown(node: Node<'_>) -> Option<Option<Text>> {
    if node.is_object() {
        return node.text().map(Some);
    }
    if node.value.as_boolean_lit().is_none() {
        node.mistyped(("true か言葉", "true or a text by language"));
        return None;
    }
    Some(node.flag()?.then(usual_unknown))
}

// 「わからない」, in every language the format knows.
fn usual_unknown() -> Text {
    Text::new("わからない")
        .with(Lang::En, "I don't know")
        .with(Lang::Zh, "不知道")
        .with(Lang::Ko, "모르겠습니다")
        .with(Lang::Vi, "Tôi không biết")
        .with(Lang::Pt, "Não sei")
        .with(Lang::Ne, "मलाई थाहा छैन")
}

fn card(node: Node<'_>, type_: Option<&str>, fields: Fields<'_>) -> Option<CardField> {
    let card = node.word(&CARDS)?;
    let fits = match (card, type_?) {
        (CardField::Name, "name") | (CardField::Address, "address") | (CardField::BirthDate, "date") => true,
        (CardField::Sex, "choice") => {
            let options = crate::declare::declare_options::<Choice>(fields.node);
            options.find("male").is_some() && options.find("female").is_some()
        }
        (CardField::Name | CardField::Address | CardField::BirthDate | CardField::Sex, _) => false,
    };
    if !fits {
        node.wrong(Code::CardMisfit, [node.as_str().unwrap_or_default().into()]);
    }
    fits.then_some(card)
}
