//! One household after the other, drawn as its questions come: the same number gives the same household.

use fastrand::Rng;
use kakanai_domain::truth::View;
use kakanai_domain::{Answer, Catalog, Date, Id, Interview, Member, Replay, Slot, Value, event::Event};

use crate::proof::{Cells, Tests};

/// Where the households of a simulation come from.
pub struct Draw<'a> {
    catalog: &'a Catalog,
    event: Id<Event>,
    today: Date,
    seed: u64,
    cells: Vec<Vec<Answer>>,
}

impl<'a> Draw<'a> {
    /// Uniformly over what the conditions of the office tell apart: corners are met as often as everyday life.
    pub fn from_cells(catalog: &'a Catalog, event: Id<Event>, today: Date, seed: u64) -> Self {
        let tests = Tests::of_everything(catalog);
        let cells = Cells::new(catalog, today, &tests);
        let cells = catalog.items.ids().map(|item| cells.of(item, &tests)).collect();
        Self { catalog, event, today, seed, cells }
    }

    /// The interview of the household with this number.
    pub fn interview<'r>(&'r self, replay: &'r mut Replay, number: u64) -> &'r Interview {
        let mut random = Rng::with_seed(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(number));
        replay.interview(self.catalog, self.event, self.today, |view, slot| self.answer(&mut random, view, slot))
    }

    fn answer(&self, random: &mut Rng, view: View<'_>, slot: Slot) -> Answer {
        match slot {
            Slot::Roster(list) => {
                let least = self.catalog.lists[list].at_least;
                Answer::Members((1..=random.u16(least..=least + 3)).map(Member).collect())
            }
            Slot::Visit(item) | Slot::Of(_, item) if self.catalog.items[item].role().is_some() => {
                let offered = view.offered(item);
                let unknown = self.catalog.items[item].unknown.is_some();
                let at = random.usize(0..(offered.len() + usize::from(unknown)).max(1));
                offered.get(at).map_or(Answer::Unknown, |member| Answer::Value(Value::Member(*member)))
            }
            Slot::Visit(item) | Slot::Of(_, item) => {
                let cells = self.cells.get(item.index()).map_or(&[][..], Vec::as_slice);
                cells.get(random.usize(0..cells.len().max(1))).cloned().unwrap_or(Answer::Unknown)
            }
        }
    }
}
