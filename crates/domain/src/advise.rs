//! The guide of an interview.
use crate::{Catalog, Date, Id, Interview, Lang, event::Event, guide::Guide};
/// The guide of an interview.
pub fn advise(catalog: &Catalog, event: Id<Event>, _interview: &Interview, today: Date, lang: Lang) -> Guide {
    Guide { lang, today, event: catalog.events[event].title.get(lang).into(), stops: vec![], automatic: vec![], information: vec![], advice: vec![], not_needed: vec![] }
}
