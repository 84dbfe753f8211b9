//! Dates of effect: from which day until which day a procedure, a sheet or the value of a setting is in force.
//!
//! Several of one id may follow each other: the copy with the change says `from`, the one before it `until`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use kakanai_domain::Date;

use crate::code::Code;
use crate::declare::setting_value;
use crate::files::Files;
use crate::names::Noun;
use crate::node::{Fields, Node};
use crate::problem::Words;
use crate::test::{date, exact_date};

/// Days on which something is in force. Both ends belong to it; an end that is not said is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Period {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    /// The period of an entry, as far as it can be read: for looking without reporting.
    pub fn of(node: Node<'_>) -> Self {
        let day = |key| node.peek(key).and_then(Node::as_str).and_then(exact_date);
        Self { from: day("from"), until: day("until") }
    }
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
    /// The first day that belongs to both.
    pub fn meets(self, other: Period) -> Option<Date> {
        let from = self.from.max(other.from).unwrap_or(Date::MIN);
        (self.contains(from) && other.contains(from)).then_some(from)
    }
    /// How many days it is away: 0 for one in force.
    pub fn away(self, day: Date) -> i32 {
        let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
        let before = self.from.filter(|from| day < *from).map(|from| days(day, from));
        let after = self.until.filter(|until| *until < day).map(|until| days(until, day));
        before.or(after).unwrap_or(0)
    }
    fn is_always(self) -> bool {
        self == Self::default()
    }
    /// 「2027-04-01 から 2028-03-31 まで」
    pub fn words(self) -> Words {
        match (self.from, self.until) {
            (None, None) => Words::new("いつも", "always"),
            (Some(from), None) => Words::new(format!("{from} から"), format!("from {from}")),
            (None, Some(until)) => Words::new(format!("{until} まで"), format!("until {until}")),
            (Some(from), Some(until)) => {
                Words::new(format!("{from} から {until} まで"), format!("from {from} until {until}"))
            }
        }
    }
}

pub(crate) fn day_before(day: Date) -> Date {
    day.saturating_sub(1.days())
}

pub(crate) fn day_after(day: Date) -> Date {
    day.saturating_add(1.days())
}

/// Reads `from` and `until` of an entry, reporting what is wrong with them.
pub(crate) fn check(fields: Fields<'_>) {
    let [from, until] = ["from", "until"].map(|key| fields.get(key).and_then(date));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let days = [from, until].map(|day| Words::same(day.to_string()));
        fields.key_spot("until").wrong(Code::EndsBeforeBegin, days);
    }
}

/// The stretches of days on which the same is in force, one behind the other.
pub(crate) fn editions(files: &Files<'_>) -> Vec<Period> {
    let mut begin = BTreeSet::new();
    for (_, node) in files.dated() {
        let Period { from, until } = Period::of(node);
        begin.extend(from);
        begin.extend(until.map(day_after));
    }
    let from = [None].into_iter().chain(begin.iter().copied().map(Some));
    let until = begin.iter().copied().map(|day| Some(day_before(day))).chain([None]);
    from.zip(until).map(|(from, until)| Period { from, until }).collect()
}

/// Reports ids of which several are in force on a day, which are not in force for some days in between, or which
/// stand for something else after a change.
pub(crate) fn check_changes(files: &Files<'_>) {
    let mut all: BTreeMap<(Noun, &str), Vec<Node<'_>>> = BTreeMap::new();
    for (noun, node) in files.dated() {
        if let Some(name) = node.peek("id").and_then(Node::as_str) {
            all.entry((noun, name)).or_default().push(node);
        }
    }
    for ((noun, name), nodes) in all {
        for (place, node) in nodes.iter().enumerate() {
            let before = nodes.get(..place).unwrap_or_default();
            once_a_day(noun, name, before, *node);
        }
        let mut nodes = nodes;
        nodes.sort_by_key(|node| Period::of(*node).from);
        for pair in nodes.windows(2) {
            if let [before, after] = pair
                && Period::of(*before).meets(Period::of(*after)).is_none()
            {
                follows(noun, name, *before, *after);
                same_kind(noun, name, *before, *after);
            }
        }
    }
}

fn once_a_day(noun: Noun, name: &str, before: &[Node<'_>], node: Node<'_>) {
    let period = Period::of(node);
    let others = before.iter().map(|other| Period::of(*other));
    let Some((other, day)) = others.filter_map(|other| Some((other, period.meets(other)?))).next() else {
        return;
    };
    let (Some(id), words) = (node.peek("id"), noun.words()) else { return };
    if period.is_always() && other.is_always() {
        id.wrong(Code::DoubledId, [words.into(), name.into()]);
        return;
    }
    // The day between the two is where the later one begins, or else where the one that ends is at its end.
    let begin = period.from.max(other.from).filter(|from| *from > Date::MIN);
    let end = [period.until, other.until].into_iter().flatten().min();
    let change = begin.or(end.map(day_after)).unwrap_or(day);
    let on = if begin.is_some() { day } else { day_before(change) };
    let days = [on, day_before(change), change].map(|day| Words::same(day.to_string()));
    let [on, until, from] = days;
    id.wrong(Code::InForceTwice, [words.into(), name.into(), on, until, from]);
}

fn follows(noun: Noun, name: &str, before: Node<'_>, after: Node<'_>) {
    let (Some(until), Some(from)) = (Period::of(before).until, Period::of(after).from) else { return };
    if day_after(until) < from
        && let Some(node) = after.peek("from")
    {
        let gap = Period { from: Some(day_after(until)), until: Some(day_before(from)) };
        node.wrong(Code::Gap, [noun.words().into(), name.into(), gap.words()]);
    }
}

// What reads or prints it was checked for one kind.
fn same_kind(noun: Noun, name: &str, before: Node<'_>, after: Node<'_>) {
    let key = if noun == Noun::Setting { "value" } else { "for_each" };
    let (old, new) = (before.peek(key), after.peek(key));
    let at = new.or(after.peek("id")).unwrap_or(after);
    if noun != Noun::Setting && old.and_then(Node::as_str) != new.and_then(Node::as_str) {
        at.wrong(Code::OtherMembersNow, [noun.words().into(), name.into()]);
    }
    let kind = |node: Node<'_>| setting_value(node).map(|value| std::mem::discriminant(&value));
    if noun == Noun::Setting
        && let (Some(old), Some(new)) = (old.and_then(kind), new.and_then(kind))
        && old != new
    {
        at.wrong(Code::SettingChangesType, [name.into()]);
    }
}
