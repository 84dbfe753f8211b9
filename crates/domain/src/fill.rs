//! Filling.
use crate::{Catalog, Date, Id, Interview, event::Event, filled::FilledSheet};
/// Every page to print, in the order of counters, with its boxes filled.
pub fn fill(_catalog: &Catalog, _event: Id<Event>, _interview: &Interview, _today: Date) -> Vec<FilledSheet> {
    vec![]
}
