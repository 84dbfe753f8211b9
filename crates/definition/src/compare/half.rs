//! One side, with what its conditions tell apart.

use std::collections::BTreeMap;

use kakanai_domain::item::Item;
use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::truth::View;
use kakanai_domain::{Answer, Facts, Id, Lang, Slot};

use crate::compare::Side;
use crate::proof::{Cells, Tests};

pub(super) struct Half<'a> {
    pub side: Side<'a>,
    /// In which changes are told.
    pub lang: Lang,
    /// All that any condition tests.
    pub tests: Tests<'a>,
    pub cells: Cells<'a>,
}

impl<'a> Half<'a> {
    pub fn new(side: Side<'a>, lang: Lang) -> Self {
        let tests = Tests::of_everything(side.catalog);
        let cells = Cells::new(side.catalog, side.today, &tests);
        Self { side, lang, tests, cells }
    }

    pub fn view<'f>(&'f self, facts: &'f Facts) -> View<'f> {
        View { catalog: self.side.catalog, facts, today: self.side.today }
    }

    pub fn name(&self, slot: Slot) -> SlotName {
        SlotName::of(self.side.catalog, slot)
    }

    /// One answer of each cell that these tests tell apart, except for roles and rosters, with what the tests say of it.
    pub fn cells(&self, item: Id<Item>, tests: &Tests<'_>) -> Vec<(Said, Vec<u8>)> {
        let catalog = self.side.catalog;
        let slot = match catalog.items[item].of {
            None => Slot::Visit(item),
            Some(_) => Slot::Of(kakanai_domain::Member(1), item),
        };
        let said = |answer: &Answer| Said::of(catalog, slot, answer);
        let of_item = tests.by_item.get(&item).map(Vec::as_slice).unwrap_or_default();
        let cells = self.cells.of(item, tests);
        cells.iter().map(|answer| (said(answer), self.cells.signature(item, answer, of_item))).collect()
    }

    /// What the tests of one item say of an answer that may come from the other side.
    pub fn signature(&self, slot: &SlotName, said: &Said, tests: &Tests<'_>) -> Vec<u8> {
        let catalog = self.side.catalog;
        let Some(slot) = slot.resolve(catalog) else { return Vec::new() };
        let (Some(item), Some(answer)) = (slot.item(), said.resolve(catalog, slot)) else {
            return Vec::new();
        };
        let of_item = tests.by_item.get(&item).map(Vec::as_slice).unwrap_or_default();
        self.cells.signature(item, &answer, of_item)
    }
}

/// One answer of each cell that the two sides together tell apart.
pub(super) fn cells_of_both(halves: &[Half<'_>; 2], tests: [&Tests<'_>; 2], name: &SlotName) -> Vec<Said> {
    let mut cells: BTreeMap<[Vec<u8>; 2], (usize, Said)> = BTreeMap::new();
    for (half, of) in halves.iter().zip(tests) {
        let slot = name.resolve(half.side.catalog);
        for (said, _) in slot.and_then(Slot::item).map(|item| half.cells(item, of)).unwrap_or_default() {
            let [old, new] = halves;
            let [of_old, of_new] = tests;
            let both = [old.signature(name, &said, of_old), new.signature(name, &said, of_new)];
            let place = cells.len();
            cells.entry(both).or_insert((place, said));
        }
    }
    let mut cells = cells.into_values().collect::<Vec<_>>();
    cells.sort_by_key(|(place, _)| *place);
    cells.into_iter().map(|(_, said)| said).collect()
}
