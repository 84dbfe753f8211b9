//! 受付: one resident's visit, as an append-only list of entries.
//!
//! Everything else about a session is a function of its entries and of the definitions. What is stored
//! outlives a catalogue, so entries name items by the author's names, not by ids.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::card::{Certainty, Unread};
use crate::catalog::Catalog;
use crate::date::Day;
use crate::id::{Id, Table};
use crate::item::{Choice, Kind};
use crate::person::{Address, Name};
use crate::slot::Slot;
use crate::value::{Answer, Member, Value};

/// One thing that happened, when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Seconds since 1970-01-01T00:00:00Z, as the device's clock said. The order of entries never depends on it.
    pub at: i64,
    /// Who did it.
    pub by: Actor,
    /// What happened.
    pub what: Happened,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The person at the screen.
    Resident,
    /// A member of staff, by an office-internal name.
    Clerk(String),
    /// The program itself.
    Program,
}

/// What can happen to a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// The first touch; the definitions it runs under.
    Started {
        /// [`Catalog::fingerprint`]
        definitions: String,
        /// The day of the visit: it decides what is in force, and how old people are. Sessions of earlier programs do
        /// not say it; theirs is the day of the entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        today: Option<Date>,
    },
    /// Why the resident came.
    EventChosen {
        /// Name of the event.
        event: String,
    },
    /// A card or a code was read; its answers follow as entries of their own.
    CardRead {
        /// Kind of the card.
        card: String,
        /// What it said besides, for the clerk to see.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unread: Vec<Unread>,
    },
    /// A slot was answered.
    Answered {
        /// Which slot.
        slot: SlotName,
        /// What was said.
        answer: Said,
        /// Where it came from.
        origin: Origin,
    },
    /// An answer was taken back.
    Retracted {
        /// Which slot.
        slot: SlotName,
    },
    /// A clerk looked at what a reading was unsure of, and found it right.
    Confirmed {
        /// Which slot.
        slot: SlotName,
    },
    /// The resident is done.
    Submitted {
        /// 受付番号
        receipt: String,
    },
    /// Papers were made.
    Printed {
        /// How many pages.
        pages: u32,
    },
    /// The resident has the papers; the session may be purged after its time.
    HandedOver,
    /// A clerk gave it back to the resident.
    SentBack,
    /// The resident left.
    Abandoned,
}

/// Where an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Somebody typed or chose it.
    Typed,
    /// Read from a card.
    Card(Certainty),
    /// Read from a code.
    Code(Certainty),
    /// Taken over from another answer.
    Inherited,
}

/// A slot by names: `move_date`, `people`, `people.2.birth_date`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlotName(pub String);

/// An answer by names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// わからない
    Unknown,
    /// はい / いいえ
    YesNo(bool),
    /// Name of the option.
    Choice(String),
    /// Names of the options.
    Choices(Vec<String>),
    /// A number.
    Number(i64),
    /// Yen.
    Money(i64),
    /// A day.
    Date(Day),
    /// 氏名
    Name(Name),
    /// 住所
    Address(Address),
    /// Telephone.
    Phone(String),
    /// Text.
    Text(String),
    /// 7 digits.
    PostalCode(String),
    /// A member, by number.
    Member(u16),
    /// Who is in a list.
    Members(Vec<u16>),
}

impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Said(…)")
    }
}

impl SlotName {
    /// The name of a slot.
    pub fn of(catalog: &Catalog, slot: Slot) -> Self {
        Self(match slot {
            Slot::Roster(list) => catalog.lists.name(list).to_owned(),
            Slot::Visit(item) => catalog.items.name(item).to_owned(),
            Slot::Of(Member(number), item) => {
                let list = catalog.items[item].of.map_or("", |list| catalog.lists.name(list));
                format!("{list}.{number}.{}", catalog.items.name(item))
            }
        })
    }

    /// The slot of a name; `None` when these definitions have no such slot.
    pub fn resolve(&self, catalog: &Catalog) -> Option<Slot> {
        let mut parts = self.0.split('.');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(name), None, ..) => match catalog.lists.find(name) {
                Some(list) => Some(Slot::Roster(list)),
                None => {
                    let item = catalog.items.find(name)?;
                    catalog.items[item].of.is_none().then_some(Slot::Visit(item))
                }
            },
            (Some(list), Some(number), Some(name), None) => {
                let list = catalog.lists.find(list)?;
                let item = catalog.items.find(name)?;
                let member = Member(number.parse().ok()?);
                (catalog.items[item].of == Some(list)).then_some(Slot::Of(member, item))
            }
            _ => None,
        }
    }
}

impl Said {
    /// An answer by names.
    pub fn of(catalog: &Catalog, slot: Slot, answer: &Answer) -> Self {
        let options = slot.item().and_then(|item| catalog.items[item].options());
        let name = |id: &Id<Choice>| options.map_or_else(String::new, |table| table.name(*id).to_owned());
        match answer {
            Answer::Unknown => Said::Unknown,
            Answer::Members(members) => Said::Members(members.iter().map(|m| m.0).collect()),
            Answer::Value(value) => match value {
                Value::YesNo(yes) => Said::YesNo(*yes),
                Value::Choice(id) => Said::Choice(name(id)),
                Value::Choices(ids) => Said::Choices(ids.iter().map(name).collect()),
                Value::Number(number) => Said::Number(*number),
                Value::Money(yen) => Said::Money(*yen),
                Value::Date(day) => Said::Date((**day).clone()),
                Value::Name(name) => Said::Name((**name).clone()),
                Value::Address(address) => Said::Address((**address).clone()),
                Value::Phone(text) => Said::Phone(text.to_string()),
                Value::Text(text) => Said::Text(text.to_string()),
                Value::PostalCode(text) => Said::PostalCode(text.to_string()),
                Value::Member(member) => Said::Member(member.0),
            },
        }
    }

    /// The answer for a slot; `None` when it does not fit these definitions.
    pub fn resolve(&self, catalog: &Catalog, slot: Slot) -> Option<Answer> {
        let Some(item) = slot.item() else {
            let Said::Members(numbers) = self else { return None };
            return Some(Answer::Members(numbers.iter().map(|number| Member(*number)).collect()));
        };
        let item = &catalog.items[item];
        let value = match (self, &item.kind) {
            (Said::Unknown, _) => return item.unknown.is_some().then_some(Answer::Unknown),
            (Said::YesNo(yes), Kind::YesNo) => Value::YesNo(*yes),
            (Said::Choice(name), Kind::Choice(options)) => Value::Choice(options.find(name)?),
            (Said::Choices(names), Kind::Choices(options)) => Value::Choices(sorted(names, options)?),
            (Said::Number(number), Kind::Number { least, most }) if (least..=most).contains(&number) => {
                Value::Number(*number)
            }
            (Said::Money(yen), Kind::Money) => Value::Money(*yen),
            (Said::Date(day), Kind::Date(_)) => Value::Date(Arc::new(day.clone())),
            (Said::Name(name), Kind::Name) => Value::Name(Arc::new(name.clone())),
            (Said::Address(address), Kind::Address) => Value::Address(Arc::new(address.clone())),
            (Said::Phone(text), Kind::Phone) => Value::Phone(text.as_str().into()),
            (Said::Text(text), Kind::Text { most }) if text.chars().count() <= *most => {
                Value::Text(text.as_str().into())
            }
            (Said::PostalCode(text), Kind::PostalCode) => Value::PostalCode(text.as_str().into()),
            (Said::Member(number), Kind::Member(_)) => Value::Member(Member(*number)),
            _ => return None,
        };
        Some(Answer::Value(value))
    }
}

fn sorted(names: &[String], options: &Table<Choice>) -> Option<Arc<[Id<Choice>]>> {
    let mut ids = names.iter().map(|name| options.find(name)).collect::<Option<Vec<_>>>()?;
    ids.sort_unstable();
    ids.dedup();
    Some(ids.into())
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The resident is answering.
    Draft,
    /// The resident is done; a clerk looks at it.
    Submitted,
    /// Papers were made.
    Printed,
    /// The resident has the papers.
    HandedOver,
    /// The resident left.
    Abandoned,
}

/// A session as its entries tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The event, when one was chosen that these definitions have.
    pub event: Option<Id<crate::event::Event>>,
    /// What was said and fits these definitions.
    pub answers: crate::Answers,
    /// Where each answer came from.
    pub origins: std::collections::BTreeMap<Slot, Origin>,
    /// Slots a clerk confirmed since they were last answered.
    pub confirmed: std::collections::BTreeSet<Slot>,
    /// Answers that these definitions have no place for.
    pub lapsed: Vec<SlotName>,
    /// What a card of this kind, or a code, said without answering anything.
    pub unread: Vec<(String, Unread)>,
    /// 受付番号
    pub receipt: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// Fingerprint of the definitions it was started under.
    pub definitions: String,
}

impl Session {
    /// Replays entries.
    pub fn replay<'a>(catalog: &Catalog, entries: impl IntoIterator<Item = &'a Happened>) -> Self {
        let mut session = Session {
            event: None,
            answers: crate::Answers::default(),
            origins: Default::default(),
            confirmed: Default::default(),
            lapsed: Vec::new(),
            unread: Vec::new(),
            receipt: None,
            stage: Stage::Draft,
            definitions: String::new(),
        };
        for happened in entries {
            session.take(catalog, happened);
        }
        session
    }

    fn forget(&mut self, catalog: &Catalog, name: &SlotName) {
        self.lapsed.retain(|lapsed| lapsed != name);
        if let Some(slot) = name.resolve(catalog) {
            self.answers.remove(slot);
            self.origins.remove(&slot);
            self.confirmed.remove(&slot);
        }
    }

    /// One more entry.
    pub fn take(&mut self, catalog: &Catalog, happened: &Happened) {
        match happened {
            Happened::Started { definitions, today: _ } => self.definitions.clone_from(definitions),
            Happened::EventChosen { event } => self.event = catalog.events.find(event),
            Happened::CardRead { card, unread } => {
                let left = unread.iter().map(|unread| (card.clone(), unread.clone()));
                self.unread.extend(left);
            }
            Happened::Answered { slot: name, answer, origin } => {
                // Whatever was said before is not said any more, even when the new answer has no place.
                self.forget(catalog, name);
                let slot = name.resolve(catalog);
                match slot.and_then(|slot| Some((slot, answer.resolve(catalog, slot)?))) {
                    Some((slot, answer)) => {
                        self.answers.set(slot, answer);
                        self.origins.insert(slot, *origin);
                    }
                    None => self.lapsed.push(name.clone()),
                }
            }
            Happened::Retracted { slot } => self.forget(catalog, slot),
            Happened::Confirmed { slot } => self.confirmed.extend(slot.resolve(catalog)),
            Happened::Submitted { receipt } => {
                self.receipt = Some(receipt.clone());
                self.stage = Stage::Submitted;
            }
            Happened::Printed { pages: _ } => self.stage = Stage::Printed,
            Happened::HandedOver => self.stage = Stage::HandedOver,
            Happened::SentBack => self.stage = Stage::Draft,
            Happened::Abandoned => self.stage = Stage::Abandoned,
        }
    }
}
