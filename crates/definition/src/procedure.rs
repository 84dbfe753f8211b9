//! `procedures/*.json`

use kakanai_domain::Id;
use kakanai_domain::condition::Condition;
use kakanai_domain::procedure::{Agent, Level, Procedure};
use kakanai_domain::sheet::Sheet;

use crate::clock::clock;
use crate::code::Code;
use crate::condition::{condition, optional, sure};
use crate::names::{Names, Scope};
use crate::node::{Fields, Node};
use crate::period;

const KEYS: [&str; 15] = [
    "id", "title", "counter", "from", "until", "for_each", "when", "not_with", "level", "due", "law",
    "agent", "bring", "sheets", "remark",
];

/// A procedure.
pub(crate) fn procedure(node: Node<'_>, names: &Names) -> Option<Procedure> {
    let fields = node.record(&KEYS)?;
    fields.need("id");
    period::check(fields);
    let scope = names.scope(fields.get("for_each"));
    let title = fields.need("title").and_then(Node::text);
    let counter = fields.need("counter").and_then(|node| names.counter(node));
    let when = fields.need("when").and_then(|when| condition(when, names, scope));
    let levels = fields.need("level");
    let level_words = Level::ALL.map(|level| (level.code(), level));
    let levels = levels.and_then(|node| cases(node, "level", names, scope, |node| node.word(&level_words)));
    let agent_words = Agent::ALL.map(|agent| (agent.code(), agent));
    let agents = fields.get("agent").map_or(Some(vec![(None, Agent::Letter)]), |node| {
        cases(node, "agent", names, scope, |node| node.word(&agent_words))
    });
    let due = fields.get("due").map_or(Some(Vec::new()), |node| {
        let clocks = node.one_or_list().into_iter().map(|node| clock(node, names, scope)).collect::<Vec<_>>();
        clocks.into_iter().collect()
    });
    let law = fields.get("law").map_or(Some(""), Node::str);
    let bring = entries(fields, "bring", "thing", names, scope, |node| names.thing(node));
    let sheets = entries(fields, "sheets", "sheet", names, scope, |node| {
        let id = names.sheet(node)?;
        fits(node, id, names, scope).then_some(id)
    });
    let not_with = fields.get("not_with").map_or(Some(Vec::new()), |node| {
        node.list()?
            .map(|other| other_procedure(other, names, scope))
            .collect::<Vec<_>>()
            .into_iter()
            .collect()
    });
    let remark = optional(fields.get("remark").map(Node::text));
    Some(Procedure {
        title: title?,
        counter: counter?,
        for_each: sure(scope)?,
        when: when?,
        not_with: not_with?,
        levels: levels?,
        due: due?,
        law: law?.to_owned(),
        agents: agents?,
        bring: bring?,
        sheets: sheets?,
        remark: remark?,
    })
}

// A procedure of the visit prints a sheet for every member; one for each of another list could not say for whom.
fn fits(node: Node<'_>, sheet: Id<Sheet>, names: &Names, scope: Scope) -> bool {
    match (names.sheet_scopes.get(sheet.index()).copied(), scope) {
        (Some(Scope::Of(sheet)), Scope::Of(procedure)) if sheet == procedure => true,
        (Some(Scope::Of(list)), Scope::Of(_)) => {
            let name = node.as_str().unwrap_or_default();
            node.wrong(Code::SheetForOthers, [name.into(), names.list_name(list).into()]);
            false
        }
        (Some(Scope::Visit | Scope::Unknown) | None, _) | (_, Scope::Unknown | Scope::Visit) => true,
    }
}

// Two procedures for the members of different lists never meet in one member.
fn other_procedure(node: Node<'_>, names: &Names, scope: Scope) -> Option<Id<Procedure>> {
    let id = names.procedure(node)?;
    match (names.procedure_scopes.get(id.index()).copied(), scope) {
        (Some(Scope::Of(other)), Scope::Of(own)) if other != own => {
            let name = node.as_str().unwrap_or_default();
            node.wrong(Code::OtherMembers, [name.into(), names.list_name(other).into()]);
            None
        }
        (Some(Scope::Of(_) | Scope::Visit | Scope::Unknown) | None, _) => Some(id),
    }
}

type Cases<T> = Vec<(Option<Condition>, T)>;

// One word, or a list of cases of which the first that holds counts; the last holds always.
fn cases<T>(
    node: Node<'_>,
    key: &str,
    names: &Names,
    scope: Scope,
    read: impl Fn(Node<'_>) -> Option<T>,
) -> Option<Cases<T>> {
    if !node.is_list() {
        return read(node).map(|case| vec![(None, case)]);
    }
    let entries = node.peek_all().collect::<Vec<_>>();
    if entries.is_empty() {
        node.wrong(Code::EmptyList, [key.into()]);
        return None;
    }
    let last = entries.len() - 1;
    let mut found = Vec::new();
    let mut sound = true;
    for (index, entry) in entries.into_iter().enumerate() {
        let Some(fields) = entry.record(&["when", key]) else {
            sound = false;
            continue;
        };
        let when = optional(fields.get("when").map(|when| condition(when, names, scope)));
        let case = fields.need(key).and_then(&read);
        if index == last && fields.has("when") {
            fields.key_spot("when").wrong(Code::LastHasWhen, [key.into()]);
            sound = false;
        }
        if index != last && !fields.has("when") {
            entry.wrong(Code::NeverReached, [key.into()]);
            sound = false;
        }
        match (when, case) {
            (Some(when), Some(case)) => found.push((when, case)),
            (None, _) | (_, None) => sound = false,
        }
    }
    sound.then_some(found)
}

// A list of names, each with or without a condition; all that hold count.
fn entries<T>(
    fields: Fields<'_>,
    key: &str,
    name: &str,
    names: &Names,
    scope: Scope,
    read: impl Fn(Node<'_>) -> Option<T>,
) -> Option<Cases<T>> {
    let Some(node) = fields.get(key) else { return Some(Vec::new()) };
    let read = node.list()?.map(|entry| {
        if !entry.is_object() {
            return Some((None, read(entry)?));
        }
        let fields = entry.record(&[name, "when"])?;
        let found = fields.need(name).and_then(&read);
        let when = optional(fields.get("when").map(|when| condition(when, names, scope)));
        Some((when?, found?))
    });
    read.collect::<Vec<_>>().into_iter().collect()
}
