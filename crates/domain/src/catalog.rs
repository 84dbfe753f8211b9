//! All definitions of an office, checked.

use crate::condition::Rule;
use crate::event::Event;
use crate::id::{Id, Table};
use crate::item::{Item, List};
use crate::office::Office;
use crate::procedure::Procedure;
use crate::sheet::Sheet;

/// All definitions of an office. Every id in it belongs to it; roles and rules have no cycles;
/// every item that a procedure or a box of an event needs is in a section of that event.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// The office.
    pub office: Office,
    /// Lists.
    pub lists: Table<List>,
    /// Items of the visit and of all lists.
    pub items: Table<Item>,
    /// Items of the visit, in order; [`Item::column`] is the place in here.
    pub visit: Vec<Id<Item>>,
    /// Named conditions.
    pub rules: Table<Rule>,
    /// Procedures.
    pub procedures: Table<Procedure>,
    /// Papers.
    pub sheets: Table<Sheet>,
    /// Life events.
    pub events: Table<Event>,
    /// SHA-256 over all definition files, hexadecimal: a session carries it.
    pub fingerprint: String,
}

impl Catalog {
    /// The same definitions, where an event looks at some of its procedures only: nothing is asked for the sake of the others.
    pub fn with_only(&self, event: Id<Event>, procedures: &[Id<Procedure>]) -> Catalog {
        let mut narrow = self.clone();
        narrow.events.get_mut(event).procedures.retain(|id| procedures.contains(id));
        narrow
    }
}
