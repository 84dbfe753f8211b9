//! What an item can be answered with.

use std::fmt;
use std::sync::Arc;

use crate::date::Day;
use crate::id::Id;
use crate::item::Choice;
use crate::person::{Address, Name};

/// A member of a list, by a number that stays when others leave. Counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member(pub u16);

impl Member {
    /// Where it stands among the members of its list.
    pub(crate) fn place_in(self, members: &[Member]) -> Option<usize> {
        // Nearly always they are counted from 1, and nobody has left.
        let counted = usize::from(self.0).wrapping_sub(1);
        if members.get(counted) == Some(&self) {
            return Some(counted);
        }
        members.iter().position(|member| *member == self)
    }
}

/// The value of an item, of the type the item has. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// はい / いいえ
    YesNo(bool),
    /// One option.
    Choice(Id<Choice>),
    /// Any options, sorted, each once.
    Choices(Arc<[Id<Choice>]>),
    /// A whole number.
    Number(i64),
    /// A day, perhaps partly unknown.
    Date(Arc<Day>),
    /// 氏名
    Name(Arc<Name>),
    /// 住所
    Address(Arc<Address>),
    /// Telephone, digits and hyphens (DS-445).
    Phone(Arc<str>),
    /// Free text.
    Text(Arc<str>),
    /// 7 digits.
    PostalCode(Arc<str>),
    /// Yen.
    Money(i64),
    /// A member of the item's list.
    Member(Member),
}

/// What was said to one slot.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The value.
    Value(Value),
    /// わからない
    Unknown,
    /// Who is in a list, in the order on paper: the answer to a roster.
    Members(Arc<[Member]>),
}

// What people said never reaches a log or a panic message: only its kind is shown.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Value::YesNo(_) => "YesNo(…)",
            Value::Choice(_) => "Choice(…)",
            Value::Choices(_) => "Choices(…)",
            Value::Number(_) => "Number(…)",
            Value::Date(_) => "Date(…)",
            Value::Name(_) => "Name(…)",
            Value::Address(_) => "Address(…)",
            Value::Phone(_) => "Phone(…)",
            Value::Text(_) => "Text(…)",
            Value::PostalCode(_) => "PostalCode(…)",
            Value::Money(_) => "Money(…)",
            Value::Member(_) => "Member(…)",
        })
    }
}
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Value(value) => value.fmt(f),
            Answer::Unknown => f.write_str("Unknown"),
            Answer::Members(members) => write!(f, "Members({})", members.len()),
        }
    }
}
