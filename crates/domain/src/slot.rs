//! One thing that can be asked.

use crate::id::Id;
use crate::item::{Item, List};
use crate::value::Member;

/// An item of one subject (「2人目の 生年月日」), or the question who is in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Who is in the list?
    Roster(Id<List>),
    /// An item of the visit.
    Visit(Id<Item>),
    /// An item of one member of the item's list.
    Of(Member, Id<Item>),
}

impl Slot {
    /// The item, unless the slot is a roster.
    pub fn item(self) -> Option<Id<Item>> {
        match self {
            Slot::Roster(_) => None,
            Slot::Visit(item) | Slot::Of(_, item) => Some(item),
        }
    }
    /// The member it is about.
    pub fn member(self) -> Option<Member> {
        match self {
            Slot::Roster(_) | Slot::Visit(_) => None,
            Slot::Of(member, _) => Some(member),
        }
    }
}
