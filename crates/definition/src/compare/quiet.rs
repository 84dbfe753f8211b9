//! The rest of a household: what else it is asked is answered in the way that asks for the least.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::{Interview, Member, Outcome, Slot};

use crate::compare::Household;
use crate::compare::half::{Half, cells_of_both};
use crate::proof::OTHER_TEXT;

pub(super) struct Quiet<'a> {
    pub halves: &'a [Half<'a>; 2],
    /// The quietest answer to each item and roster, once it was looked for.
    known: RefCell<BTreeMap<String, Said>>,
}

impl<'a> Quiet<'a> {
    pub fn new(halves: &'a [Half<'a>; 2]) -> Self {
        Self { halves, known: RefCell::default() }
    }

    /// The household with an answer to everything that either side asks it, and what both sides make of it.
    pub fn complete(&self, given: &Household) -> (Household, [Interview; 2]) {
        let mut household = given.clone();
        let mut done: BTreeSet<SlotName> = given.keys().cloned().collect();
        loop {
            let interviews = self.halves.each_ref().map(|half| half.side.settle(&household));
            let mut wanted = BTreeSet::new();
            for (half, interview) in self.halves.iter().zip(&interviews) {
                wanted.extend(interview.wanted.iter().map(|slot| half.name(*slot)));
            }
            wanted.retain(|slot| !done.contains(slot));
            if wanted.is_empty() {
                return (household, interviews);
            }
            for slot in wanted {
                if let Some(said) = self.answer(&household, &interviews, &slot) {
                    household.insert(slot.clone(), said);
                }
                done.insert(slot);
            }
        }
    }

    fn answer(&self, household: &Household, interviews: &[Interview; 2], name: &SlotName) -> Option<Said> {
        let found = self.halves.iter().zip(interviews);
        let (half, interview, slot) =
            found.filter_map(|(half, seen)| Some((half, seen, name.resolve(half.side.catalog)?))).next()?;
        let catalog = half.side.catalog;
        if let Some(item) = slot.item().filter(|item| catalog.items[*item].role().is_some()) {
            let offered = half.view(&interview.facts).offered(item);
            return offered.first().map(|Member(number)| Said::Member(*number));
        }
        let key = match slot {
            Slot::Roster(list) => catalog.lists.name(list),
            Slot::Visit(item) | Slot::Of(_, item) => catalog.items.name(item),
        };
        if let Some(said) = self.known.borrow().get(key) {
            return Some(own(said.clone(), name));
        }
        let cells = match slot {
            Slot::Roster(list) => vec![Said::Members((1..=catalog.lists[list].at_least).collect())],
            Slot::Visit(_) | Slot::Of(..) => self.cells(name),
        };
        let quietest = cells.into_iter().min_by_key(|said| {
            let mut household = household.clone();
            household.insert(name.clone(), said.clone());
            let noise = self.halves.iter().map(|half| noise(&half.side.settle(&household))).sum::<usize>();
            (*said == Said::Unknown, noise)
        })?;
        self.known.borrow_mut().insert(key.to_owned(), quietest.clone());
        Some(own(quietest, name))
    }

    /// One answer of each cell that anything of either side tells apart.
    pub fn cells(&self, name: &SlotName) -> Vec<Said> {
        let [old, new] = self.halves;
        cells_of_both(self.halves, [&old.tests, &new.tests], name)
    }
}

fn noise(interview: &Interview) -> usize {
    let loud = interview.verdicts.iter().filter(|verdict| match verdict.outcome {
        Outcome::Needed(_) | Outcome::Open | Outcome::AskStaff => true,
        Outcome::NotNeeded | Outcome::Advice => false,
    });
    loud.count() + interview.wanted.len()
}

/// Texts that nothing tests are each slot's own: two boxes that show different facts never look the same.
fn own(said: Said, slot: &SlotName) -> Said {
    let digits = slot.0.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    match said {
        Said::Text(text) if text == OTHER_TEXT => Said::Text(slot.0.clone()),
        Said::Phone(text) if text == OTHER_TEXT => Said::Phone(format!("0{:09}", digits % 1_000_000_000)),
        Said::PostalCode(text) if text == OTHER_TEXT => {
            Said::PostalCode(format!("{:07}", digits % 10_000_000))
        }
        Said::Name(name) => Said::Name(kakanai_domain::person::Name { given: slot.0.clone(), ..name }),
        Said::Address(address) => {
            Said::Address(kakanai_domain::person::Address { block: slot.0.clone(), ..address })
        }
        said @ (Said::Unknown
        | Said::YesNo(_)
        | Said::Choice(_)
        | Said::Choices(_)
        | Said::Number(_)
        | Said::Money(_)
        | Said::Date(_)
        | Said::Phone(_)
        | Said::Text(_)
        | Said::PostalCode(_)
        | Said::Member(_)
        | Said::Members(_)) => said,
    }
}
