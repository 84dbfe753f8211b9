//! なぜ必要？ The smallest part of a condition that decided, as a sentence.
use crate::{Catalog, Date, Facts, Id, Lang, Slot, Verdict, event::Event};
/// How people are called in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calling {
    /// By name: on the screen.
    Name,
    /// By relation and age: on the guide, where names must not stand.
    Relation,
}
/// Why the verdict is what it is.
pub fn why(_catalog: &Catalog, _facts: &Facts, _today: Date, _verdict: &Verdict, _lang: Lang, _calling: Calling) -> String {
    String::new()
}
/// Why a slot is asked: the procedures and sheets that want it, as sentences.
pub fn why_asked(_catalog: &Catalog, _event: Id<Event>, _facts: &Facts, _today: Date, _slot: Slot, _lang: Lang) -> Vec<String> {
    vec![]
}
