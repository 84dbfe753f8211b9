//! Each thing that can be known, and the lists it can be known of.

use crate::condition::Condition;
use crate::id::{Id, Table};
use crate::text::Text;

/// A list whose members have items of their own: people, dogs, mopeds.
#[derive(Clone, Debug)]
pub struct List {
    /// 「ご家族」
    pub label: Text,
    /// The question who is in it.
    pub ask: Text,
    /// A hint under the question.
    pub help: Option<Text>,
    /// What a new member is entered with, in this order.
    pub roster: Vec<Id<Item>>,
    /// All items of a member, in the order of definition; [`Item::column`] is the place in here.
    pub items: Vec<Id<Item>>,
    /// The fewest members there can be.
    pub at_least: u16,
    /// The item that names a member on the screen and in reasons (`name` of people), and, second,
    /// the item used where names must not stand (`relation` of people).
    pub called: Vec<Id<Item>>,
}

/// One thing that can be known, of the visit or of each member of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// The list whose members have it; `None` for an item of the visit.
    pub of: Option<Id<List>>,
    /// Its place among the items of its list, or of the visit.
    pub column: usize,
    /// What an answer looks like.
    pub kind: Kind,
    /// Short, for tables, reviews and reasons: 「健康保険」.
    pub label: Text,
    /// The question.
    pub ask: Text,
    /// A hint under the question.
    pub help: Option<Text>,
    /// The words of the 「わからない」 button; without them there is no such button.
    pub unknown: Option<Text>,
    /// The field of a card that answers it.
    pub card: Option<CardField>,
    /// How writing it once counts in the effort.
    pub writes: Option<Writes>,
}

/// What an answer looks like.
#[derive(Clone, Debug)]
pub enum Kind {
    /// はい / いいえ
    YesNo,
    /// One option of these.
    Choice(Table<Choice>),
    /// Any options of these.
    Choices(Table<Choice>),
    /// A whole number between the bounds.
    Number {
        /// Least value.
        least: i64,
        /// Greatest value.
        most: i64,
    },
    /// A day.
    Date(DateLimits),
    /// 氏名
    Name,
    /// 住所
    Address,
    /// Telephone
    Phone,
    /// Free text of at most so many characters.
    Text {
        /// Greatest number of characters.
        most: usize,
    },
    /// 郵便番号
    PostalCode,
    /// Yen
    Money,
    /// A role: it points at a member of a list.
    Member(Role),
}

/// What somebody does to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// Touches what is offered.
    Touch,
    /// Enters digits.
    Digits,
    /// Enters letters.
    Letters,
}

impl Kind {
    /// What somebody does to answer it.
    pub fn means(&self) -> Means {
        match self {
            Kind::YesNo | Kind::Choice(_) | Kind::Choices(_) | Kind::Member(_) => Means::Touch,
            Kind::Number { .. } | Kind::Date(_) | Kind::Phone | Kind::PostalCode | Kind::Money => {
                Means::Digits
            }
            Kind::Name | Kind::Address | Kind::Text { .. } => Means::Letters,
        }
    }
}

/// What a date answer is allowed to be.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateLimits {
    /// A day after today is refused (転入は住み始めた後に届け出る).
    pub past: bool,
    /// A partly unknown day is accepted.
    pub partly: bool,
}

/// Who a role points at.
#[derive(Clone, Debug)]
pub enum Role {
    /// The resident picks a member.
    Asked {
        /// Of this list.
        list: Id<List>,
        /// Only members for whom this is not false are offered.
        among: Option<Condition>,
    },
    /// It follows: the first member for whom the condition holds. Never asked.
    Derived {
        /// Of this list.
        list: Id<List>,
        /// `member.` inside is the member looked at.
        first: Condition,
    },
}

impl Role {
    /// The list it points into.
    pub fn list(&self) -> Id<List> {
        match self {
            Role::Asked { list, .. } | Role::Derived { list, .. } => *list,
        }
    }
}

/// One option of a choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What a reader sees.
    pub label: Text,
    /// A hint under the option.
    pub help: Option<Text>,
}

/// A field that identity cards carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardField {
    /// 氏名
    Name,
    /// 住所 as printed: the address before the move.
    Address,
    /// 生年月日
    BirthDate,
    /// 性別, as option `male` or `female`.
    Sex,
}

/// What a box makes a resident write again and again; the unit of the effort count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Writes {
    /// 氏名
    Name,
    /// 住所
    Address,
    /// 電話番号
    Phone,
    /// 生年月日
    BirthDate,
}

impl Item {
    /// The options of a choice, or none.
    pub fn options(&self) -> Option<&Table<Choice>> {
        match &self.kind {
            Kind::Choice(options) | Kind::Choices(options) => Some(options),
            Kind::YesNo
            | Kind::Number { .. }
            | Kind::Date(_)
            | Kind::Name
            | Kind::Address
            | Kind::Phone
            | Kind::Text { .. }
            | Kind::PostalCode
            | Kind::Money
            | Kind::Member(_) => None,
        }
    }
    /// The role, when the item is one.
    pub fn role(&self) -> Option<&Role> {
        if let Kind::Member(role) = &self.kind { Some(role) } else { None }
    }
    /// Whether a resident can be asked for it (a derived role follows from other items).
    pub fn is_asked(&self) -> bool {
        !matches!(self.kind, Kind::Member(Role::Derived { .. }))
    }
}
