//! Which slots are wanted, in the event's order, and who waits for their answers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::catalog::Catalog;
use crate::id::Id;
use crate::item::List;
use crate::settle::plan::Plan;
use crate::slot::Slot;
use crate::value::Member;

/// Place of a question: entry of the event's sections, then row of the member, then column of the roster.
type Turn = (u32, u32, u32);

/// Emptied, not dropped, before the next household: what it holds is used again.
#[derive(Default)]
pub(super) struct Agenda {
    visit: Vec<Entry>,
    rosters: Vec<Entry>,
    lists: Vec<Rows>,
    queue: BinaryHeap<Reverse<(Turn, Slot)>>,
}

#[derive(Default)]
struct Rows {
    /// Whether it is known who is in the list.
    open: bool,
    members: Vec<Member>,
    width: usize,
    /// At least one for each place; more from households before.
    entries: Vec<Entry>,
}

#[derive(Clone, Default)]
struct Entry {
    wants: u32,
    known: bool,
    watchers: Vec<u32>,
}

impl Entry {
    fn clear(&mut self) {
        self.wants = 0;
        self.known = false;
        self.watchers.clear();
    }
}

impl Agenda {
    /// Nothing wanted, nothing answered.
    pub(super) fn clear(&mut self, catalog: &Catalog) {
        self.visit.resize_with(catalog.visit.len(), Entry::default);
        self.rosters.resize_with(catalog.lists.len(), Entry::default);
        self.lists.resize_with(catalog.lists.len(), Rows::default);
        self.visit.iter_mut().chain(&mut self.rosters).for_each(Entry::clear);
        self.lists.iter_mut().for_each(|rows| rows.open = false);
        self.queue.clear();
    }

    pub(super) fn open_list(&mut self, catalog: &Catalog, list: Id<List>, members: &[Member]) {
        let Some(rows) = self.lists.get_mut(list.index()) else { return };
        rows.open = true;
        rows.width = catalog.lists[list].items.len();
        rows.members.clear();
        rows.members.extend_from_slice(members);
        let places = rows.width * members.len();
        rows.entries.iter_mut().take(places).for_each(Entry::clear);
        if rows.entries.len() < places {
            rows.entries.resize_with(places, Entry::default);
        }
    }

    fn entry(&mut self, plan: &Plan, slot: Slot) -> Option<&mut Entry> {
        match slot {
            Slot::Roster(list) => self.rosters.get_mut(list.index()),
            Slot::Visit(item) => self.visit.get_mut(plan.items.get(item.index())?.column),
            Slot::Of(member, item) => {
                let place = plan.items.get(item.index())?;
                let rows = self.lists.get_mut(place.of?.index()).filter(|rows| rows.open)?;
                let row = member.place_in(&rows.members)?;
                rows.entries.get_mut(row * rows.width + place.column)
            }
        }
    }

    fn turn(&self, plan: &Plan, slot: Slot) -> Option<Turn> {
        match slot {
            Slot::Roster(list) => Some((plan.list_turns.get(list.index()).copied()??, 0, 0)),
            Slot::Visit(item) => {
                let (turn, column) = plan.items.get(item.index())?.turn?;
                Some((turn, 0, column))
            }
            Slot::Of(member, item) => {
                let place = plan.items.get(item.index())?;
                let (turn, column) = place.turn?;
                let rows = self.lists.get(place.of?.index()).filter(|rows| rows.open)?;
                Some((turn, member.place_in(&rows.members)? as u32 + 1, column))
            }
        }
    }

    pub(super) fn want(&mut self, plan: &Plan, slot: Slot) {
        let Some(entry) = self.entry(plan, slot) else { return };
        entry.wants += 1;
        if entry.wants == 1
            && !entry.known
            && let Some(turn) = self.turn(plan, slot)
        {
            self.queue.push(Reverse((turn, slot)));
        }
    }

    pub(super) fn unwant(&mut self, plan: &Plan, slot: Slot) {
        if let Some(entry) = self.entry(plan, slot) {
            entry.wants = entry.wants.saturating_sub(1);
        }
    }

    pub(super) fn watch(&mut self, plan: &Plan, slot: Slot, unit: usize) {
        if let Some(entry) = self.entry(plan, slot) {
            entry.watchers.push(unit as u32);
        }
    }

    /// The slot is answered: it is wanted no more. Puts the units that waited for it into `watchers`, which is empty.
    pub(super) fn answered(&mut self, plan: &Plan, slot: Slot, watchers: &mut Vec<u32>) {
        if let Some(entry) = self.entry(plan, slot) {
            entry.known = true;
            std::mem::swap(&mut entry.watchers, watchers);
        }
    }

    /// The first wanted slot in the event's order.
    pub(super) fn first(&mut self, plan: &Plan) -> Option<Slot> {
        // An entry of the queue may be out of date: the slot was answered, or is not wanted any more.
        while let Some(Reverse((_, slot))) = self.queue.peek().copied() {
            if self.entry(plan, slot).is_some_and(|entry| entry.wants > 0 && !entry.known) {
                return Some(slot);
            }
            self.queue.pop();
        }
        None
    }

    /// All wanted slots in the event's order.
    pub(super) fn all(&mut self, plan: &Plan) -> Vec<Slot> {
        if self.first(plan).is_none() {
            return Vec::new();
        }
        let mut queue = self.queue.clone().into_vec();
        queue.sort_unstable();
        queue.reverse();
        queue.dedup();
        let slots = queue.into_iter().map(|Reverse((_, slot))| slot);
        slots
            .filter(|slot| self.entry(plan, *slot).is_some_and(|entry| entry.wants > 0 && !entry.known))
            .collect()
    }
}
