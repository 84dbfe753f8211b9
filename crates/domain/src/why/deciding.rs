//! The smallest part of a condition that makes it what it is.

use crate::condition::{Condition, Path, Rule, Test};
use crate::id::Id;
use crate::item::List;
use crate::truth::{Open, Truth, View};
use crate::value::Member;

/// One fact that decided.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'a> {
    /// What was looked at.
    pub kind: LeafKind<'a>,
    /// The member looked at, where there is one.
    pub who: Option<Member>,
    /// Whether it holds.
    pub holds: bool,
}

/// What was looked at.
#[derive(Clone, Copy, Debug)]
pub enum LeafKind<'a> {
    /// A fact and its test.
    Test(Path, &'a Test),
    /// A rule that has words of its own.
    Rule(Id<Rule>),
    /// Nobody in the list is such that ….
    Someone(Id<List>, &'a Condition),
    /// Everybody in the list is such that …, or the list is empty.
    Everyone(Id<List>, &'a Condition),
    /// So many in the list are such that ….
    Count(Id<List>, &'a Condition),
}

/// The smallest set of facts that makes the condition `truth` (true or false); empty when it is not, or
/// when it needs no fact at all.
pub fn deciding<'a>(
    view: View<'a>,
    condition: &'a Condition,
    who: Option<Member>,
    truth: Truth,
) -> Vec<Leaf<'a>> {
    smallest(view, condition, who, truth).unwrap_or_default()
}

fn smallest<'a>(
    view: View<'a>,
    condition: &'a Condition,
    who: Option<Member>,
    truth: Truth,
) -> Option<Vec<Leaf<'a>>> {
    let is = |condition, who| view.truth(condition, who, &mut Open::default()) == truth;
    let leaf = |kind| is(condition, who).then(|| vec![Leaf { kind, who, holds: truth == Truth::True }]);
    // One part is enough, or all parts are needed.
    let one = |parts: &mut dyn Iterator<Item = (&'a Condition, Option<Member>)>| {
        parts.filter_map(|(part, who)| smallest(view, part, who, truth)).min_by_key(Vec::len)
    };
    let all = |parts: &mut dyn Iterator<Item = (&'a Condition, Option<Member>)>| {
        parts
            .map(|(part, who)| smallest(view, part, who, truth))
            .collect::<Option<Vec<_>>>()
            .map(|sets| sets.concat())
    };
    let each = |parts: &'a [Condition]| parts.iter().map(move |part| (part, who));
    let members = |list| view.facts.members(list).unwrap_or_default();
    match (condition, truth) {
        (_, Truth::Open) => None,
        (Condition::All(parts), Truth::True) | (Condition::Any(parts), Truth::False) => all(&mut each(parts)),
        (Condition::All(parts), Truth::False) | (Condition::Any(parts), Truth::True) => one(&mut each(parts)),
        (Condition::Not(part), _) => smallest(view, part, who, !truth),
        (Condition::Rule(id), _) => match &view.catalog.rules[*id] {
            Rule { label: Some(_), .. } => leaf(LeafKind::Rule(*id)),
            Rule { when, .. } => smallest(view, when, who, truth),
        },
        (Condition::Test(path, test), _) => leaf(LeafKind::Test(*path, test)),
        (Condition::SomeoneIn(list, part), Truth::True)
        | (Condition::EveryoneIn(list, part), Truth::False) => {
            one(&mut members(*list).iter().map(|member| (&**part, Some(*member))))
        }
        (Condition::SomeoneIn(list, part), Truth::False) => leaf(LeafKind::Someone(*list, part)),
        (Condition::EveryoneIn(list, part), Truth::True) => leaf(LeafKind::Everyone(*list, part)),
        (Condition::CountIn(list, part, _), _) => leaf(LeafKind::Count(*list, part)),
    }
}
