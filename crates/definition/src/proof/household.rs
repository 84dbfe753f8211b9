//! A household in words: as an author would write it in a scenario.

use kakanai_domain::Catalog;
use kakanai_domain::date::Day;
use kakanai_domain::session::{Said, SlotName};

use crate::problem::Words;
use crate::proof::search::Household;

/// `people: 2、people.1.birth_date: 2008-04-01、…`
pub(crate) fn words(catalog: &Catalog, household: &Household) -> Words {
    let said = household.iter().map(|(slot, answer)| {
        let name = SlotName::of(catalog, *slot).0;
        format!("{name} = {}", said_text(&Said::of(catalog, *slot, answer)))
    });
    let said = said.collect::<Vec<_>>().join(", ");
    if said.is_empty() {
        Words::new("（どの世帯でも）", "(any household)")
    } else {
        Words::same(said)
    }
}

/// An answer as definitions write it.
pub(crate) fn said_text(said: &Said) -> String {
    match said {
        Said::Unknown => "unknown".to_owned(),
        Said::YesNo(yes) => yes.to_string(),
        Said::Choice(option) => option.clone(),
        Said::Choices(options) => format!("[{}]", options.join(" ")),
        Said::Number(number) | Said::Money(number) => number.to_string(),
        Said::Date(Day::Exact(day)) => day.to_string(),
        Said::Date(Day::Partly { written, .. }) => written.clone(),
        Said::Name(name) => name.full(),
        Said::Address(address) => [&*address.prefecture, &address.city, &address.town].concat(),
        Said::Phone(text) | Said::Text(text) | Said::PostalCode(text) => text.clone(),
        Said::Member(number) => number.to_string(),
        Said::Members(members) => members.len().to_string(),
    }
}
