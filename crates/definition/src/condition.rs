//! Conditions and rules.

use kakanai_domain::Id;
use kakanai_domain::condition::{Condition, Rule};
use kakanai_domain::item::List;

use crate::code::Code;
use crate::fact::fact;
use crate::names::{Names, Noun, Scope};
use crate::node::{Fields, Node};
use crate::problem::Words;
use crate::test::{BOUND_KEYS, TEST_KEYS, bounds, test};

pub(crate) const KINDS: [&str; 8] =
    ["all", "any", "not", "rule", "fact", "someone_in", "everyone_in", "count_in"];

/// A condition; `None` when something in it is wrong, and reported.
pub(crate) fn condition(node: Node<'_>, names: &Names, scope: Scope) -> Option<Condition> {
    let fields = node.fields()?;
    let kinds = KINDS.into_iter().filter(|kind| fields.has(kind)).collect::<Vec<_>>();
    let [kind] = kinds[..] else {
        if kinds.is_empty() && fields.entries().next().is_some() {
            let keys = KINDS.into_iter().chain(["where"]).chain(TEST_KEYS).collect::<Vec<_>>();
            fields.only(&keys);
        }
        let found =
            if kinds.is_empty() { Words::new("なし", "none") } else { Words::same(kinds.join(" ")) };
        node.wrong(Code::NoCondition, [Words::same(KINDS.join(" ")), found]);
        return None;
    };
    let value = fields.get(kind)?;
    match kind {
        "all" | "any" => {
            fields.only(&[kind]);
            let parts = value.list()?.map(|part| condition(part, names, scope)).collect::<Vec<_>>();
            let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
            Some(if kind == "all" { Condition::All(parts) } else { Condition::Any(parts) })
        }
        "not" => {
            fields.only(&[kind]);
            Some(Condition::Not(Box::new(condition(value, names, scope)?)))
        }
        "rule" => {
            fields.only(&[kind]);
            rule_used(value, names, scope)
        }
        "fact" => {
            let keys = ["fact"].into_iter().chain(TEST_KEYS).collect::<Vec<_>>();
            fields.only(&keys);
            let (path, of) = fact(value, names, scope)?;
            Some(Condition::Test(path, test(fields, path, of, names)?))
        }
        _ => quantified(kind, fields, value, names),
    }
}

fn quantified(kind: &str, fields: Fields<'_>, list: Node<'_>, names: &Names) -> Option<Condition> {
    let counted = kind == "count_in";
    let keys = [kind, "where"].into_iter().chain(BOUND_KEYS.into_iter().filter(|_| counted));
    fields.only(&keys.collect::<Vec<_>>());
    let id = names.list(list);
    let part =
        fields.need("where").and_then(|node| condition(node, names, id.map_or(Scope::Unknown, Scope::Of)));
    let bounds = if counted { Some(bounds(fields, names)) } else { None };
    let (id, part) = (id?, Box::new(part?));
    Some(match bounds {
        Some(bounds) => Condition::CountIn(id, part, bounds?),
        None if kind == "someone_in" => Condition::SomeoneIn(id, part),
        None => Condition::EveryoneIn(id, part),
    })
}

fn rule_used(node: Node<'_>, names: &Names, scope: Scope) -> Option<Condition> {
    let name = node.str()?;
    let id = names.find(&names.rules, Noun::Rule, name, node.spot())?;
    let wanted = names.rule_scopes.get(id.index())?;
    match (wanted, scope) {
        (Scope::Visit, _) | (Scope::Unknown, _) | (_, Scope::Unknown) => {}
        (Scope::Of(list), Scope::Of(found)) if *list == found => {}
        (Scope::Of(list), Scope::Of(_) | Scope::Visit) => {
            node.wrong(Code::RuleOutside, [name.into(), names.list_name(*list).into()]);
            return None;
        }
    }
    Some(Condition::Rule(id))
}

/// An entry of a rules file.
pub(crate) fn rule(node: Node<'_>, names: &Names) -> Option<Rule> {
    let fields = node.record(&["id", "label", "of", "when"])?;
    fields.need("id");
    let label = fields.get("label").map(Node::text);
    let scope = names.scope(fields.get("of"));
    let when = fields.need("when").and_then(|when| condition(when, names, scope));
    Some(Rule { label: optional(label)?, of: scope.list(), when: when? })
}

/// A key that may be left out but must be right when it is there.
pub(crate) fn optional<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(value) => value.map(Some),
    }
}

/// The list a scope is about, where a wrong one makes the whole wrong.
pub(crate) fn sure(scope: Scope) -> Option<Option<Id<List>>> {
    match scope {
        Scope::Visit => Some(None),
        Scope::Of(list) => Some(Some(list)),
        Scope::Unknown => None,
    }
}
