//! All definitions of an office, checked.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::condition::Rule;
use crate::event::Event;
use crate::id::{Id, Table};
use crate::item::{Item, List};
use crate::office::Office;
use crate::procedure::Procedure;
use crate::sheet::Sheet;

/// All definitions of an office that are in force on a day. Every id in it belongs to it; roles and rules have no cycles;
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
    /// Procedures that are not in force, or not yet: they have their ids, and no event looks at them.
    pub dormant: BTreeSet<Id<Procedure>>,
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

/// The definitions of an office through time: one catalogue for each stretch of days on which the same is in force.
/// They are of one folder: every id and the fingerprint are the same in all of them.
#[derive(Debug, Default)]
pub struct Editions {
    first: Arc<Catalog>,
    later: Vec<(Date, Arc<Catalog>)>,
}

impl Editions {
    /// Those in force first, and the days from which on others are, the earliest first.
    pub fn new(first: Catalog, later: impl IntoIterator<Item = (Date, Catalog)>) -> Self {
        let later = later.into_iter().map(|(day, catalog)| (day, Arc::new(catalog))).collect();
        Self { first: Arc::new(first), later }
    }
    /// What is in force on a day: the day of the visit decides.
    pub fn on(&self, today: Date) -> &Arc<Catalog> {
        let later = self.later.iter().rev().find(|(day, _)| *day <= today);
        later.map_or(&self.first, |(_, catalog)| catalog)
    }
    /// The days on which something changes, the earliest first.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.later.iter().map(|(day, _)| *day)
    }
}

impl From<Arc<Catalog>> for Editions {
    /// The same on every day.
    fn from(first: Arc<Catalog>) -> Self {
        Self { first, later: Vec::new() }
    }
}
