//! Why the resident came.

use crate::condition::Condition;
use crate::id::Id;
use crate::item::{Item, List};
use crate::procedure::Procedure;
use crate::text::Text;

/// A life event: 転入, 出生, ….
#[derive(Clone, Debug)]
pub struct Event {
    /// 「転入（ほかの市町村から引っ越してきた）」
    pub title: Text,
    /// A line under it.
    pub help: Option<Text>,
    /// Where questions appear, in order. Which appear is derived.
    pub sections: Vec<Section>,
    /// The procedures looked at, in the order of the guide within a counter.
    pub procedures: Vec<Id<Procedure>>,
    /// When the visitor comes for somebody else with a power of attorney.
    pub by_agent: Option<Condition>,
}

/// A part of the interview: one heading, one step in the progress bar.
#[derive(Clone, Debug)]
pub struct Section {
    /// 「引っ越した日」
    pub title: Text,
    /// What can be asked here, in order.
    pub asks: Vec<Ask>,
}

/// An entry of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// Who is in the list, with the roster items of each member.
    Roster(Id<List>),
    /// An item: once, or for each member of its list.
    Item(Id<Item>),
}
