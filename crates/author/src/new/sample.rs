//! Answers of an invented resident, found by asking what the engine asks.

use std::sync::Arc;

use jiff::ToSpan;
use kakanai_domain::date::Day;
use kakanai_domain::event::Event;
use kakanai_domain::item::{Item, Kind, Writes};
use kakanai_domain::person::{Address, Name};
use kakanai_domain::{Answer, Answers, Catalog, Date, Id, Interview, Lang, Member, Slot, Value, settle};

use super::json;

/// What was asked and answered.
pub(super) struct Sample {
    pub interview: Interview,
    catalog: Catalog,
    said: Vec<(Slot, String)>,
}

/// An event, and the answers that one invented resident gives in it; to one item a given one.
pub(super) struct Asked<'a> {
    pub catalog: &'a Catalog,
    pub event: Id<Event>,
    pub only: Id<kakanai_domain::procedure::Procedure>,
    pub today: Date,
    pub wish: (Id<Item>, bool),
}

impl Asked<'_> {
    /// Answers until nothing is asked any more.
    pub fn sample(&self) -> Sample {
        let catalog = self.catalog.with_only(self.event, &[self.only]);
        let (mut answers, mut said) = (Answers::default(), Vec::new());
        loop {
            let interview = settle(&catalog, self.event, &answers, self.today);
            let next =
                interview.wanted.iter().copied().find(|slot| !said.iter().any(|(known, _)| known == slot));
            let Some(slot) = next else { return Sample { interview, catalog, said } };
            let (answer, text) = self.answer(slot);
            answers.set(slot, answer);
            said.push((slot, text));
        }
    }

    fn answer(&self, slot: Slot) -> (Answer, String) {
        let catalog = self.catalog;
        let Some(item) = slot.item() else {
            let Slot::Roster(list) = slot else { return (Answer::Unknown, String::new()) };
            let concerned = catalog.procedures[self.only].for_each == Some(list);
            let members =
                if concerned || catalog.lists[list].at_least > 0 { vec![Member(1)] } else { Vec::new() };
            return (Answer::Members(members.into()), String::new());
        };
        let item_of = &catalog.items[item];
        let text = |text: &str| (Arc::<str>::from(text), json(text));
        let (value, text) = match &item_of.kind {
            Kind::YesNo => {
                let yes = self.wish.0 == item && self.wish.1;
                (Value::YesNo(yes), yes.to_string())
            }
            Kind::Choice(options) => match options.ids().next() {
                Some(first) => (Value::Choice(first), json(options.name(first))),
                None => return (Answer::Unknown, r#"{ "unknown": true }"#.to_owned()),
            },
            Kind::Choices(_) => (Value::Choices(Vec::new().into()), "[]".to_owned()),
            Kind::Number { least, most } => {
                let number = 1.clamp(*least, *most);
                (Value::Number(number), number.to_string())
            }
            Kind::Date(_) => {
                let birth = item_of.writes == Some(Writes::BirthDate);
                let day =
                    if birth { jiff::civil::date(1981, 5, 10) } else { self.today.saturating_sub(3.days()) };
                (Value::Date(Arc::new(Day::Exact(day))), json(&day.to_string()))
            }
            Kind::Name => {
                let [family, given, family_kana, given_kana] =
                    ["見本", "太郎", "ミホン", "タロウ"].map(str::to_owned);
                let written = r#"{ "family": "見本", "given": "太郎", "family_kana": "ミホン", "given_kana": "タロウ" }"#;
                let name = Name { family, given, family_kana, given_kana, latin: String::new() };
                (Value::Name(Arc::new(name)), written.to_owned())
            }
            Kind::Address => {
                let city = catalog.office.name.as_ref().map_or("見本町", |name| name.get(Lang::Ja));
                let parts = ["0000031", "見本県", city, "大字見本", "456番地7"];
                let [postal_code, prefecture, city, town, block] = parts.map(str::to_owned);
                let written = format!(
                    r#"{{ "postal_code": {}, "prefecture": {}, "city": {}, "town": {}, "block": {} }}"#,
                    json(&postal_code),
                    json(&prefecture),
                    json(&city),
                    json(&town),
                    json(&block)
                );
                let address = Address { postal_code, prefecture, city, town, block, ..Address::default() };
                (Value::Address(Arc::new(address)), written)
            }
            Kind::Phone => {
                let (phone, written) = text("0000-00-0000");
                (Value::Phone(phone), written)
            }
            Kind::Text { .. } => {
                let (words, written) = text("見本");
                (Value::Text(words), written)
            }
            Kind::PostalCode => {
                let (code, written) = text("0000031");
                (Value::PostalCode(code), written)
            }
            Kind::Money => (Value::Money(0), "0".to_owned()),
            Kind::Member(_) => (Value::Member(Member(1)), "1".to_owned()),
        };
        (Answer::Value(value), text)
    }
}

impl Sample {
    /// The catalogue in which it was asked.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The answers, as a scenario has them.
    pub fn written(&self) -> String {
        let mut lines = Vec::new();
        for (slot, text) in &self.said {
            match slot {
                Slot::Visit(item) => {
                    lines.push(format!("    {}: {text}", json(self.catalog.items.name(*item))))
                }
                Slot::Of(..) => {}
                Slot::Roster(list) => {
                    let of = |item: &Id<Item>| self.catalog.items[*item].of == Some(*list);
                    let items = self.said.iter().filter_map(|(slot, text)| match slot {
                        Slot::Of(_, item) if of(item) => {
                            Some(format!("{}: {text}", json(self.catalog.items.name(*item))))
                        }
                        Slot::Of(..) | Slot::Visit(_) | Slot::Roster(_) => None,
                    });
                    let items = items.collect::<Vec<_>>().join(", ");
                    let members =
                        if items.is_empty() { "[]".to_owned() } else { format!("[\n      {{ {items} }} ]") };
                    lines.push(format!("    {}: {members}", json(self.catalog.lists.name(*list))));
                }
            }
        }
        lines.join(",\n")
    }
}
