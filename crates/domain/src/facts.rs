//! What was said, and what holds now.

mod decided;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::id::Id;
use crate::item::List;
use crate::slot::Slot;
use crate::value::{Answer, Member};

pub(crate) use decided::Decided;

/// What was said, slot by slot. Kept even where it is not asked any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<Slot, Answer>);

impl Answers {
    /// Says it, instead of what was said before.
    pub fn set(&mut self, slot: Slot, answer: Answer) {
        self.0.insert(slot, answer);
    }
    /// Takes it back.
    pub fn remove(&mut self, slot: Slot) -> Option<Answer> {
        self.0.remove(&slot)
    }
    /// What was said.
    pub fn get(&self, slot: Slot) -> Option<&Answer> {
        self.0.get(&slot)
    }
    /// Everything said.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Answer)> {
        self.0.iter().map(|(slot, answer)| (*slot, answer))
    }
    /// Number of answers.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Slot, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Slot, Answer)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

/// What holds now: the answers whose questions are asked. Only facts reach papers, lists and exports.
#[derive(Default)]
pub struct Facts {
    visit: Vec<Option<Answer>>,
    lists: Vec<Option<Roll>>,
    /// Only while an interview goes on: nothing that holds, only what is known already to follow.
    decided: Option<Decided>,
}

impl Clone for Facts {
    fn clone(&self) -> Self {
        Self { visit: self.visit.clone(), lists: self.lists.clone(), decided: None }
    }
}
impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.visit == other.visit && self.lists == other.lists
    }
}
impl Eq for Facts {}
impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Facts").field("visit", &self.visit).field("lists", &self.lists).finish()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Roll {
    members: Arc<[Member]>,
    cells: Vec<Option<Answer>>,
}

impl Facts {
    /// Nothing known yet.
    pub fn none(catalog: &Catalog) -> Self {
        let (visit, lists) = (vec![None; catalog.visit.len()], vec![None; catalog.lists.len()]);
        Self { visit, lists, decided: None }
    }

    /// Forgets everything, and keeps the room for it. From here on what is decided is kept, for that day.
    pub(crate) fn begin(&mut self, catalog: &Catalog, today: Date) {
        self.visit.clear();
        self.visit.resize(catalog.visit.len(), None);
        self.lists.clear();
        self.lists.resize(catalog.lists.len(), None);
        match &mut self.decided {
            Some(decided) => decided.forget(today),
            None => self.decided = Some(Decided::none(catalog, today)),
        }
    }

    /// What is known to follow from them on that day.
    pub(crate) fn decided(&self, today: Date) -> Option<&Decided> {
        self.decided.as_ref().filter(|decided| decided.is_of(today))
    }

    /// The members of a list, once it is known who they are.
    pub fn members(&self, list: Id<List>) -> Option<&[Member]> {
        self.lists.get(list.index())?.as_ref().map(|roll| &*roll.members)
    }

    /// What holds for a slot. `None`: not asked, or not answered yet.
    pub fn get(&self, catalog: &Catalog, slot: Slot) -> Option<&Answer> {
        match slot {
            Slot::Roster(_) => None,
            Slot::Visit(item) => self.visit.get(catalog.items[item].column)?.as_ref(),
            Slot::Of(member, item) => {
                let item = &catalog.items[item];
                let list = item.of?;
                let roll = self.lists.get(list.index())?.as_ref()?;
                let row = member.place_in(&roll.members)?;
                roll.cells.get(row * catalog.lists[list].items.len() + item.column)?.as_ref()
            }
        }
    }

    /// Whether the slot is answered, a roster included.
    pub fn has(&self, catalog: &Catalog, slot: Slot) -> bool {
        match slot {
            Slot::Roster(list) => self.members(list).is_some(),
            Slot::Visit(_) | Slot::Of(..) => self.get(catalog, slot).is_some(),
        }
    }

    /// Learns an answer; `false` when it does not fit the slot.
    #[doc(hidden)]
    pub fn learn(&mut self, catalog: &Catalog, slot: Slot, answer: &Answer) -> bool {
        let cell = match (slot, answer) {
            (Slot::Roster(list), Answer::Members(members)) => {
                let cells = vec![None; members.len() * catalog.lists[list].items.len()];
                if let Some(roll) = self.lists.get_mut(list.index()) {
                    *roll = Some(Roll { members: members.clone(), cells });
                }
                return true;
            }
            (Slot::Roster(_), Answer::Value(_) | Answer::Unknown) | (_, Answer::Members(_)) => return false,
            (Slot::Visit(item), _) => self.visit.get_mut(catalog.items[item].column),
            (Slot::Of(member, item), _) => {
                let item = &catalog.items[item];
                item.of.and_then(|list| {
                    let roll = self.lists.get_mut(list.index())?.as_mut()?;
                    let row = member.place_in(&roll.members)?;
                    roll.cells.get_mut(row * catalog.lists[list].items.len() + item.column)
                })
            }
        };
        cell.is_some_and(|cell| {
            *cell = Some(answer.clone());
            true
        })
    }
}
