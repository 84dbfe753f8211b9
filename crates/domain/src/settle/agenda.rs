//! Which slots are wanted, in the event's order, and who waits for their answers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::catalog::Catalog;
use crate::event::{Ask, Event};
use crate::id::Id;
use crate::item::List;
use crate::slot::Slot;
use crate::value::Member;

/// Place of a question: entry of the event's sections, then row of the member, then column of the roster.
type Turn = (u32, u32, u32);

pub(super) struct Agenda {
    /// Turn of each item, `None` when the event does not ask it.
    item_turns: Vec<Option<(u32, u32)>>,
    list_turns: Vec<Option<u32>>,
    visit: Vec<Entry>,
    rosters: Vec<Entry>,
    lists: Vec<Option<Rows>>,
    columns: Vec<(Option<Id<List>>, usize)>,
    queue: BinaryHeap<Reverse<(Turn, Slot)>>,
}

struct Rows {
    members: Vec<Member>,
    width: usize,
    entries: Vec<Entry>,
}

#[derive(Clone, Default)]
struct Entry {
    wants: u32,
    known: bool,
    watchers: Vec<u32>,
}

impl Agenda {
    pub(super) fn new(catalog: &Catalog, event: &Event) -> Self {
        let mut item_turns = vec![None; catalog.items.len()];
        let mut list_turns = vec![None; catalog.lists.len()];
        let asks = event.sections.iter().flat_map(|section| &section.asks);
        for (turn, ask) in (0..).zip(asks) {
            match ask {
                Ask::Item(item) => put(&mut item_turns, item.index(), (turn, 0)),
                Ask::Roster(list) => {
                    put(&mut list_turns, list.index(), turn);
                    for (column, item) in (1..).zip(&catalog.lists[*list].roster) {
                        put(&mut item_turns, item.index(), (turn, column));
                    }
                }
            }
        }
        Self {
            item_turns,
            list_turns,
            visit: vec![Entry::default(); catalog.visit.len()],
            rosters: vec![Entry::default(); catalog.lists.len()],
            lists: catalog.lists.ids().map(|_| None).collect(),
            columns: catalog.items.iter().map(|(_, item)| (item.of, item.column)).collect(),
            queue: BinaryHeap::new(),
        }
    }

    pub(super) fn open_list(&mut self, catalog: &Catalog, list: Id<List>, members: &[Member]) {
        let width = catalog.lists[list].items.len();
        let entries = vec![Entry::default(); width * members.len()];
        put(&mut self.lists, list.index(), Rows { members: members.to_vec(), width, entries });
    }

    fn entry(&mut self, slot: Slot) -> Option<&mut Entry> {
        match slot {
            Slot::Roster(list) => self.rosters.get_mut(list.index()),
            Slot::Visit(item) => self.visit.get_mut(self.columns.get(item.index())?.1),
            Slot::Of(member, item) => {
                let (list, column) = *self.columns.get(item.index())?;
                let rows = self.lists.get_mut(list?.index())?.as_mut()?;
                let row = rows.members.iter().position(|m| *m == member)?;
                rows.entries.get_mut(row * rows.width + column)
            }
        }
    }

    fn turn(&self, slot: Slot) -> Option<Turn> {
        match slot {
            Slot::Roster(list) => Some((self.list_turns.get(list.index()).copied()??, 0, 0)),
            Slot::Visit(item) => {
                let (turn, column) = self.item_turns.get(item.index()).copied()??;
                Some((turn, 0, column))
            }
            Slot::Of(member, item) => {
                let (turn, column) = self.item_turns.get(item.index()).copied()??;
                let list = self.columns.get(item.index())?.0?;
                let rows = self.lists.get(list.index())?.as_ref()?;
                let row = rows.members.iter().position(|m| *m == member)?;
                Some((turn, row as u32 + 1, column))
            }
        }
    }

    pub(super) fn want(&mut self, slot: Slot) {
        let Some(entry) = self.entry(slot) else { return };
        entry.wants += 1;
        if entry.wants == 1
            && !entry.known
            && let Some(turn) = self.turn(slot)
        {
            self.queue.push(Reverse((turn, slot)));
        }
    }

    pub(super) fn unwant(&mut self, slot: Slot) {
        if let Some(entry) = self.entry(slot) {
            entry.wants = entry.wants.saturating_sub(1);
        }
    }

    pub(super) fn watch(&mut self, slot: Slot, unit: usize) {
        if let Some(entry) = self.entry(slot) {
            entry.watchers.push(unit as u32);
        }
    }

    /// The slot is answered: it is wanted no more. Gives the units that waited for it.
    pub(super) fn answered(&mut self, slot: Slot) -> impl Iterator<Item = usize> + use<> {
        let watchers = self.entry(slot).map(|entry| {
            entry.known = true;
            std::mem::take(&mut entry.watchers)
        });
        watchers.unwrap_or_default().into_iter().map(|unit| unit as usize)
    }

    /// The first wanted slot in the event's order.
    pub(super) fn first(&mut self) -> Option<Slot> {
        // An entry of the queue may be out of date: the slot was answered, or is not wanted any more.
        while let Some(Reverse((_, slot))) = self.queue.peek().copied() {
            if self.entry(slot).is_some_and(|entry| entry.wants > 0 && !entry.known) {
                return Some(slot);
            }
            self.queue.pop();
        }
        None
    }

    /// All wanted slots in the event's order.
    pub(super) fn all(&mut self) -> Vec<Slot> {
        let mut queue = self.queue.clone().into_vec();
        queue.sort_unstable();
        queue.reverse();
        queue.dedup();
        let slots = queue.into_iter().map(|Reverse((_, slot))| slot);
        slots.filter(|slot| self.entry(*slot).is_some_and(|entry| entry.wants > 0 && !entry.known)).collect()
    }
}

fn put<T>(row: &mut [Option<T>], index: usize, value: T) {
    if let Some(cell) = row.get_mut(index) {
        *cell = Some(value);
    }
}
