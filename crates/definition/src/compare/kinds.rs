//! A kind of household: what is different for it, and a small example.

use std::collections::BTreeSet;

use kakanai_domain::Interview;
use kakanai_domain::session::{Said, SlotName};

use crate::compare::change::Change;
use crate::compare::meets::{differences, meets};
use crate::compare::quiet::Quiet;
use crate::compare::{Household, Kind};

/// So many other answers are tried to see whether one is decisive.
const OTHERS: usize = 12;

impl Quiet<'_> {
    /// What is different for a household, and all of its answers; nothing where one side cannot be told all of it: it offers another
    /// answer in that place, or none.
    pub fn changes(&self, given: &Household) -> Option<(BTreeSet<Change>, Household)> {
        let (household, interviews) = self.complete(given);
        let [old, new] = &interviews;
        if !interviews.iter().all(Interview::is_complete) {
            return None;
        }
        let [of_old, of_new] = self.halves;
        Some((differences(&meets(of_old, old), &meets(of_new, new)), household))
    }

    fn shows(&self, given: &Household, changes: &BTreeSet<Change>) -> bool {
        self.changes(given).is_some_and(|(found, _)| {
            let found = found.iter().map(Change::in_kind).collect::<BTreeSet<_>>();
            changes.is_subset(&found)
        })
    }

    /// The kind, with its example made as small as it can be.
    pub fn kind(&self, mut given: Household, changes: BTreeSet<Change>, concerned: usize) -> Kind {
        for (list, said) in given.clone() {
            let Said::Members(mut members) = said else { continue };
            while let Some(member) = members.pop() {
                let mut fewer = given.clone();
                fewer.insert(list.clone(), Said::Members(members.clone()));
                let theirs = format!("{}.{member}.", list.0);
                fewer.retain(|slot, _| !slot.0.starts_with(&theirs));
                if !self.shows(&fewer, &changes) {
                    break;
                }
                given = fewer;
            }
        }
        for slot in given.keys().cloned().collect::<Vec<_>>() {
            let mut fewer = given.clone();
            fewer.remove(&slot);
            if self.shows(&fewer, &changes) {
                given = fewer;
            }
        }
        let (found, example) = self.changes(&given).unwrap_or_default();
        let asked = self.asked(&example);
        let decisive = asked.into_iter().filter(|slot| self.decides(slot, &example, &changes)).collect();
        let changes = found.into_iter().filter(|change| changes.contains(&change.in_kind())).collect();
        Kind { changes, concerned, example, decisive }
    }

    /// Everything that either side asks, in the order of the new one.
    fn asked(&self, household: &Household) -> Vec<SlotName> {
        let mut asked = Vec::new();
        for half in self.halves.iter().rev() {
            for slot in half.side.settle(household).asked {
                let name = half.name(slot);
                if !asked.contains(&name) {
                    asked.push(name);
                }
            }
        }
        asked
    }

    /// Whether with another answer in one place nothing would be different.
    fn decides(&self, slot: &SlotName, household: &Household, changes: &BTreeSet<Change>) -> bool {
        let own = household.get(slot);
        let others = match own {
            Some(Said::Members(members)) => {
                // With one member less, and without what was said of that member.
                let fewer = members.split_last().map(|(_, fewer)| Said::Members(fewer.to_vec()));
                fewer.into_iter().collect()
            }
            Some(Said::Member(number)) => {
                (1..=members(household)).filter(|other| other != number).map(Said::Member).collect()
            }
            Some(_) | None => self.cells(slot),
        };
        let step = others.len().div_ceil(OTHERS).max(1);
        others.into_iter().step_by(step).filter(|other| Some(other) != own).any(|other| {
            let mut household = household.clone();
            household.insert(slot.clone(), other);
            // An answer that is not possible decides nothing.
            self.changes(&household).is_some() && !self.shows(&household, changes)
        })
    }
}

/// How many members the largest list has.
pub(super) fn members(household: &Household) -> u16 {
    let sizes =
        household.values().map(|said| if let Said::Members(members) = said { members.len() } else { 0 });
    sizes.max().and_then(|size| u16::try_from(size).ok()).unwrap_or(0)
}
