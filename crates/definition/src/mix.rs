//! `mixes/*.json`: who comes, how often, with which answers; for simulating.

use std::collections::BTreeMap;

use kakanai_domain::item::{Item, Kind, List};
use kakanai_domain::{Answer, Id, Value};

use crate::answer::Reader;
use crate::code::Code;
use crate::condition::{condition, optional};
use crate::draft::Draft;
use crate::names::{Names, Noun, Scope, Shape};
use crate::node::{Node, Spot};
use crate::problem::Words;
use crate::simulate::{Answering, Case, Group, Household, Mix, Pick};

const PICKS: [&str; 5] = ["value", "weights", "years_ago", "days_ago", "between"];

/// A mix; `None` when something in it is wrong, and reported.
pub(crate) fn mix(root: Node<'_>, names: &Names, draft: &Draft) -> Option<Mix> {
    let fields = root.record(&["format", "event", "households", "lists", "answers"])?;
    let event = fields.need("event");
    let event = event.and_then(|node| names.find(&names.events, Noun::Event, node.str()?, node.spot()));
    let reader = MixReader { names, draft, answers: Reader { names, draft, all: root } };
    let kinds = fields.need("households").and_then(|node| {
        let read = node.list()?.map(|node| {
            let fields = node.record(&["title", "weight", "lists", "answers"])?;
            let title = fields.need("title").and_then(Node::str);
            let weight = fields.need("weight").and_then(weight);
            let household = reader.household(node);
            Some((weight?, Household { title: title?.to_owned(), ..household? }))
        });
        let read = read.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?;
        some_weight(node, read)
    });
    Some(Mix { everybody: reader.household(root)?, event: event?, households: kinds? })
}

/// Reports a second mix of the same event.
pub(crate) fn check_events(roots: &[Node<'_>]) {
    let mut seen = Vec::new();
    for node in roots.iter().filter_map(|root| root.peek("event")) {
        let Some(name) = node.as_str() else { continue };
        if seen.contains(&name) {
            node.wrong(Code::Twice, [name.into()]);
        }
        seen.push(name);
    }
}

fn weight(node: Node<'_>) -> Option<u32> {
    node.within(0, 1_000_000)
}

// Weights that are all 0 leave nothing to draw.
fn some_weight<T>(node: Node<'_>, all: Vec<(u32, T)>) -> Option<Vec<(u32, T)>> {
    if all.iter().all(|(weight, _)| *weight == 0) {
        node.wrong(Code::EmptyList, ["weights".into()]);
        return None;
    }
    Some(all)
}

struct MixReader<'a> {
    names: &'a Names,
    draft: &'a Draft,
    answers: Reader<'a>,
}

impl<'a> MixReader<'a> {
    fn household(&self, node: Node<'a>) -> Option<Household> {
        let lists = node.peek("lists").map_or(Some(BTreeMap::new()), |node| self.lists(node));
        let answers = node.peek("answers").map_or(Some(BTreeMap::new()), |node| self.answering(node, None));
        Some(Household { title: String::new(), lists: lists?, answers: answers? })
    }

    fn lists(&self, node: Node<'a>) -> Option<BTreeMap<Id<List>, Vec<Group>>> {
        let read = node.fields()?.entries().map(|(name, spot, node)| {
            let list = self.names.find(&self.names.lists, Noun::List, name, spot)?;
            let groups = node.list()?.map(|node| self.group(node, list)).collect::<Vec<_>>();
            Some((list, groups.into_iter().collect::<Option<Vec<_>>>()?))
        });
        read.collect::<Vec<_>>().into_iter().collect()
    }

    fn group(&self, node: Node<'a>, list: Id<List>) -> Option<Group> {
        let fields = node.record(&["members", "answers"])?;
        let members = fields.need("members").and_then(|node| {
            if !node.is_object() {
                return Some(vec![(1, node.within(0, 50)?)]);
            }
            let read = node.fields()?.entries().map(|(count, spot, node)| {
                let count = whole(count, spot, 0, 50).and_then(|count| u16::try_from(count).ok());
                Some((weight(node)?, count?))
            });
            some_weight(node, read.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?)
        });
        let answers = fields.get("answers");
        let answers = answers.map_or(Some(BTreeMap::new()), |node| self.answering(node, Some(list)));
        Some(Group { members: members?, answers: answers? })
    }

    /// Answers by item; those of members of `list` only, where there is one.
    fn answering(&self, node: Node<'a>, list: Option<Id<List>>) -> Option<Answering> {
        let read = node.fields()?.entries().map(|(name, spot, node)| {
            let item = self.names.item_at(name, spot)?;
            let scope = self.names.of(item);
            if let (Some(list), Scope::Of(_) | Scope::Visit) = (list, scope)
                && scope.list() != Some(list)
            {
                spot.wrong(Code::NotOfList, [name.into(), self.names.list_name(list).into()]);
                return None;
            }
            if let Shape::Member { .. } = self.names.shape(item)? {
                let role = Words::new(format!("役割「{name}」"), format!("the role \"{name}\""));
                let fits = Words::new(
                    "なし（選べる人の中から、くじで決まります）",
                    "nothing (it is anybody who is offered)",
                );
                spot.wrong(Code::UnfitPick, ["answers".into(), role, fits]);
                return None;
            }
            let cases = node.one_or_list().into_iter().map(|node| self.case(node, item, scope));
            Some((item, cases.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?))
        });
        read.collect::<Vec<_>>().into_iter().collect()
    }

    fn case(&self, node: Node<'a>, item: Id<Item>, scope: Scope) -> Option<Case> {
        let keys = ["when"].into_iter().chain(PICKS).collect::<Vec<_>>();
        let fields = node.record(&keys)?;
        let when = optional(fields.get("when").map(|node| condition(node, self.names, scope)));
        let given = PICKS.into_iter().filter(|key| fields.has(key)).collect::<Vec<_>>();
        let [pick] = given[..] else {
            let found =
                if given.is_empty() { Words::new("なし", "none") } else { Words::same(given.join(" ")) };
            node.wrong(Code::OnePick, [found, Words::same(PICKS.join(" "))]);
            return None;
        };
        let value = fields.get(pick)?;
        let pick = match pick {
            "value" => Pick::Weighted(vec![(1, self.answers.answer(item, value)?)]),
            "weights" => Pick::Weighted(self.weights(value, item)?),
            "years_ago" => {
                let (least, most) = self.span(pick, value, item, Shape::Date, (0, 130))?;
                Pick::YearsAgo(i16::try_from(least).ok()?, i16::try_from(most).ok()?)
            }
            "days_ago" => {
                let (least, most) = self.span(pick, value, item, Shape::Date, (-36_500, 36_500))?;
                Pick::DaysAgo(i32::try_from(least).ok()?, i32::try_from(most).ok()?)
            }
            _ => {
                let bounds = match self.draft.items.get(item).map(|item| &item.kind) {
                    Some(Kind::Number { least, most }) => (*least, *most),
                    Some(_) | None => (0, i64::MAX / 2),
                };
                let shape = self.names.shape(item).filter(|shape| *shape == Shape::Money);
                let (least, most) = self.span(pick, value, item, shape.unwrap_or(Shape::Number), bounds)?;
                Pick::Between(least, most)
            }
        };
        Some(Case { when: when?, pick })
    }

    /// `[least, most]` for an item of that type.
    fn span(
        &self,
        key: &str,
        node: Node<'a>,
        item: Id<Item>,
        shape: Shape,
        bounds: (i64, i64),
    ) -> Option<(i64, i64)> {
        if self.names.shape(item)? != shape {
            let fits = Words::new("value・weights", "value, weights");
            node.wrong(Code::UnfitPick, [key.into(), self.called(item), fits]);
            return None;
        }
        let ends = node.list()?.map(|end| end.within(bounds.0, bounds.1)).collect::<Option<Vec<i64>>>()?;
        let [least, most] = ends[..] else {
            node.wrong(Code::WrongCount, ["2".into()]);
            return None;
        };
        if least > most {
            node.wrong(Code::NothingBetween, [least.to_string(), most.to_string()].map(Words::same));
            return None;
        }
        Some((least, most))
    }

    fn called(&self, item: Id<Item>) -> Words {
        let name = self.names.item_name(item);
        Words::new(format!("「{name}」"), format!("\"{name}\""))
    }

    /// Options, `true` and `false`, whole numbers or texts, and `unknown`, each with its weight.
    fn weights(&self, node: Node<'a>, item: Id<Item>) -> Option<Vec<(u32, Answer)>> {
        let shape = self.names.shape(item)?;
        let read = node.fields()?.entries().map(|(word, spot, node)| {
            let answer = if word == "unknown" && self.draft.items.get(item)?.unknown.is_some() {
                Some(Answer::Unknown)
            } else {
                self.word(word, spot, item, shape).map(Answer::Value)
            };
            Some((weight(node)?, answer?))
        });
        some_weight(node, read.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?)
    }

    fn word(&self, word: &str, spot: Spot<'a>, item: Id<Item>, shape: Shape) -> Option<Value> {
        match shape {
            Shape::YesNo => match word {
                "true" => Some(Value::YesNo(true)),
                "false" => Some(Value::YesNo(false)),
                _ => {
                    spot.wrong(Code::UnknownWord, [word.into(), "true false".into()]);
                    None
                }
            },
            Shape::Choice => self.names.option_at(item, word, spot).map(Value::Choice),
            Shape::Choices => {
                self.names.option_at(item, word, spot).map(|option| Value::Choices([option].into()))
            }
            Shape::Number => match self.draft.items.get(item).map(|item| &item.kind) {
                Some(Kind::Number { least, most }) => whole(word, spot, *least, *most).map(Value::Number),
                Some(_) | None => None,
            },
            Shape::Money => whole(word, spot, 0, i64::MAX / 2).map(Value::Money),
            Shape::Text => Some(Value::Text(word.into())),
            Shape::Date
            | Shape::Name
            | Shape::Address
            | Shape::Phone
            | Shape::PostalCode
            | Shape::Member { .. } => {
                let fits = Words::new("value・years_ago・days_ago", "value, years_ago, days_ago");
                spot.wrong(Code::UnfitPick, ["weights".into(), self.called(item), fits]);
                None
            }
        }
    }
}

/// A whole number that is written as a key.
fn whole(word: &str, spot: Spot<'_>, least: i64, most: i64) -> Option<i64> {
    let number = word.parse().ok().filter(|number| (least..=most).contains(number));
    if number.is_none() {
        let bounds = [least, most].map(|bound| Words::same(bound.to_string()));
        let [least, most] = bounds;
        spot.wrong(Code::OutOfRange, [word.into(), least, most]);
    }
    number
}
