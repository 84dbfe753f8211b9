//! What a card or a code says, and how sure that is.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::date::Day;
use crate::id::Id;
use crate::item::{CardField, Item, Kind, List};
use crate::person::{Address, Name};
use crate::slot::Slot;
use crate::value::{Answer, Member, Value};

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// A person must look at it.
    Doubtful,
    /// Probably right.
    Likely,
    /// Confirmed by a check digit, a chip or a dictionary.
    Checked,
}

/// Something that stood on a card or in a code and answered nothing, so that a clerk can see it.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unread {
    /// The column or field.
    pub column: String,
    /// The number of the member it is about; `None` for the visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<u16>,
    /// Why it gave no answer.
    pub why: WhyUnread,
    /// What stood there; empty where it was withheld.
    pub text: String,
}

impl std::fmt::Debug for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unread").field("column", &self.column).field("why", &self.why).finish_non_exhaustive()
    }
}

/// Why something gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyUnread {
    /// Nobody knows what it is: the profile does not name such a column.
    NoPlace,
    /// It is not what is expected there: no such day, an unknown word, too long.
    NotUnderstood,
    /// Another row says something else, and that was taken.
    Differs,
    /// It must not be read (個人番号); it was not kept.
    Withheld,
}

/// What one card says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardReading {
    /// The kind of card, as the reader named it: 「個人番号カード（表面）」.
    pub card: String,
    /// The fields read, at most one of a kind.
    pub fields: Vec<(CardValue, Certainty)>,
    /// Fields whose text is not what stands there on such a card; the resident is asked instead.
    pub unread: Vec<Unread>,
}

/// One field of a card.
#[derive(Clone, PartialEq, Eq)]
pub enum CardValue {
    /// 氏名
    Name(Name),
    /// 住所
    Address(Address),
    /// 生年月日
    BirthDate(Day),
    /// 性別; `true` is female.
    Female(bool),
}

impl std::fmt::Debug for CardValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}(…)", self.field())
    }
}

impl CardValue {
    /// Which field it is.
    pub fn field(&self) -> CardField {
        match self {
            CardValue::Name(_) => CardField::Name,
            CardValue::Address(_) => CardField::Address,
            CardValue::BirthDate(_) => CardField::BirthDate,
            CardValue::Female(_) => CardField::Sex,
        }
    }
}

/// The answers a card gives: its fields in the items that name them, for one member of a list
/// (and for the visit: the address before the move).
pub fn answers_from_card(
    catalog: &Catalog,
    list: Id<List>,
    member: Member,
    reading: &CardReading,
) -> Vec<(Slot, Answer, Certainty)> {
    let mut answers = Vec::new();
    for (id, item) in catalog.items.iter() {
        let slot = match item.of {
            None => Slot::Visit(id),
            Some(of) if of == list => Slot::Of(member, id),
            Some(_) => continue,
        };
        for (value, certainty) in &reading.fields {
            if item.card == Some(value.field())
                && let Some(value) = value_for(item, value)
            {
                answers.push((slot, Answer::Value(value), *certainty));
            }
        }
    }
    answers
}

fn value_for(item: &Item, read: &CardValue) -> Option<Value> {
    match (&item.kind, read) {
        (Kind::Name, CardValue::Name(name)) => Some(Value::Name(Arc::new(name.clone()))),
        (Kind::Address, CardValue::Address(address)) => Some(Value::Address(Arc::new(address.clone()))),
        (Kind::Date(_), CardValue::BirthDate(day)) => Some(Value::Date(Arc::new(day.clone()))),
        (Kind::Choice(options), CardValue::Female(female)) => {
            options.find(if *female { "female" } else { "male" }).map(Value::Choice)
        }
        (_, CardValue::Name(_) | CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_)) => {
            None
        }
    }
}
