//! Whether an answer can be an answer to its slot. One that cannot is as good as none: it is asked again.

use crate::item::Kind;
use crate::slot::Slot;
use crate::truth::View;
use crate::value::{Answer, Value};

pub(super) fn fits(view: View<'_>, slot: Slot, answer: &Answer) -> bool {
    let catalog = view.catalog;
    let item = match slot {
        Slot::Roster(list) => {
            return match answer {
                Answer::Members(members) => {
                    let each_once =
                        members.iter().collect::<std::collections::BTreeSet<_>>().len() == members.len();
                    each_once && members.len() >= usize::from(catalog.lists[list].at_least)
                }
                Answer::Value(_) | Answer::Unknown => false,
            };
        }
        Slot::Visit(item) | Slot::Of(_, item) => &catalog.items[item],
    };
    let value = match answer {
        Answer::Value(value) => value,
        Answer::Unknown => return item.unknown.is_some(),
        Answer::Members(_) => return false,
    };
    match (&item.kind, value) {
        (Kind::YesNo, Value::YesNo(_))
        | (Kind::Name, Value::Name(_))
        | (Kind::Address, Value::Address(_))
        | (Kind::Phone, Value::Phone(_))
        | (Kind::PostalCode, Value::PostalCode(_))
        | (Kind::Money, Value::Money(_)) => true,
        (Kind::Choice(options), Value::Choice(option)) => option.index() < options.len(),
        (Kind::Choices(options), Value::Choices(chosen)) => {
            chosen.iter().all(|option| option.index() < options.len())
        }
        (Kind::Number { least, most }, Value::Number(number)) => (least..=most).contains(&number),
        (Kind::Text { most }, Value::Text(text)) => text.chars().count() <= *most,
        (Kind::Date(limits), Value::Date(day)) => match (day.exact(), day.range()) {
            (Some(date), _) => !limits.past || date <= view.today,
            (None, Some((first, _))) => limits.partly && (!limits.past || first <= view.today),
            (None, None) => limits.partly,
        },
        (Kind::Member(_), Value::Member(member)) => {
            slot.item().is_some_and(|role| view.offered(role).contains(member))
        }
        (
            Kind::YesNo
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Number { .. }
            | Kind::Date(_)
            | Kind::Name
            | Kind::Address
            | Kind::Phone
            | Kind::Text { .. }
            | Kind::PostalCode
            | Kind::Money
            | Kind::Member(_),
            _,
        ) => false,
    }
}
