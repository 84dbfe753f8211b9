//! Settling.
use crate::{Answers, Catalog, Date, Facts, Id, Interview, event::Event};
/// stub
pub fn settle(catalog: &Catalog, _event: Id<Event>, _answers: &Answers, _today: Date) -> Interview {
    Interview { facts: Facts::none(catalog), asked: vec![], wanted: vec![], verdicts: vec![] }
}
