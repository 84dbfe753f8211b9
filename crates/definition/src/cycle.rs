//! Rules and roles that rest on themselves: they could never be decided.

use std::collections::BTreeSet;

use kakanai_domain::Id;
use kakanai_domain::condition::{Condition, Path, Rule, Subject, Test};
use kakanai_domain::item::{Item, Role};

use crate::code::Code;
use crate::draft::Draft;
use crate::files::Files;
use crate::names::Names;
use crate::node::Node;
use crate::problem::Words;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Rule(Id<Rule>),
    Role(Id<Item>),
}

/// Reports every rule and role that rests on itself, once for each circle.
pub(crate) fn cycles(files: &Files<'_>, names: &Names, draft: &Draft) {
    let rules = names.rules.names().filter_map(|name| names.rules.find(name)).map(Named::Rule);
    let roles = names.items.names().filter_map(|name| names.items.find(name)).map(Named::Role);
    let mut done = BTreeSet::new();
    for start in rules.chain(roles) {
        let mut way = Vec::new();
        if let Some(circle) = walk(start, draft, &mut way, &mut done) {
            let name = |named: &Named| match named {
                Named::Rule(rule) => names.rules.names().nth(rule.index()).unwrap_or_default(),
                Named::Role(role) => names.item_name(*role),
            };
            let words = circle.iter().chain(circle.first()).map(name).collect::<Vec<_>>().join(" → ");
            let Some(first) = circle.first() else { continue };
            if let Some(node) = node_of(files, *first, name(first)) {
                let code = match first {
                    Named::Rule(_) => Code::RuleCycle,
                    Named::Role(_) => Code::RoleCycle,
                };
                node.wrong(code, [Words::same(words)]);
            }
        }
    }
}

// The circle that is reached from `named`, if there is one that was not reached before.
fn walk(named: Named, draft: &Draft, way: &mut Vec<Named>, done: &mut BTreeSet<Named>) -> Option<Vec<Named>> {
    if let Some(at) = way.iter().position(|earlier| *earlier == named) {
        return way.get(at..).map(<[Named]>::to_vec);
    }
    if done.contains(&named) {
        return None;
    }
    way.push(named);
    let mut next = BTreeSet::new();
    match named {
        Named::Rule(rule) => {
            if let Some(rule) = draft.rules.get(rule) {
                direct(&rule.when, draft, &mut next);
            }
        }
        Named::Role(role) => match draft.items.get(role).and_then(Item::role) {
            Some(Role::Derived { first, .. }) => direct(first, draft, &mut next),
            Some(Role::Asked { among: Some(among), .. }) => direct(among, draft, &mut next),
            Some(Role::Asked { among: None, .. }) | None => {}
        },
    }
    let found = next.into_iter().find_map(|next| walk(next, draft, way, done));
    way.pop();
    done.insert(named);
    found
}

fn direct(condition: &Condition, draft: &Draft, next: &mut BTreeSet<Named>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| direct(part, draft, next));
        }
        Condition::Not(part)
        | Condition::SomeoneIn(_, part)
        | Condition::EveryoneIn(_, part)
        | Condition::CountIn(_, part, _) => direct(part, draft, next),
        Condition::Rule(rule) => {
            next.insert(Named::Rule(*rule));
        }
        Condition::Test(path, test) => {
            if let Path::Item(subject, item, _) = path {
                if let Subject::Role(role) = subject {
                    next.insert(Named::Role(*role));
                }
                if draft.items.get(*item).is_some_and(|item| item.role().is_some()) {
                    next.insert(Named::Role(*item));
                }
            }
            if let Test::IsRole(role) = test {
                next.insert(Named::Role(*role));
            }
        }
    }
}

fn node_of<'a>(files: &Files<'a>, named: Named, name: &str) -> Option<Node<'a>> {
    let (roots, key) = match named {
        Named::Rule(_) => (&files.rules, "rules"),
        Named::Role(_) => (&files.items, "items"),
    };
    let entries = roots.iter().filter_map(|root| root.peek(key)).flat_map(Node::peek_all);
    entries.filter_map(|entry| entry.peek("id")).find(|id| id.as_str() == Some(name))
}
