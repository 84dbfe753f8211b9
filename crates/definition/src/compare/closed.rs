//! Days on which the office is closed move the last days of time limits: which, only single days can show.

use std::collections::BTreeSet;

use jiff::ToSpan;
use kakanai_domain::condition::{Path, Subject};
use kakanai_domain::date::Day;
use kakanai_domain::session::{Said, SlotName};

use crate::compare::Household;
use crate::compare::half::Half;

/// How far back time limits may have begun, in days.
const BACK: i32 = 400;

/// Where the closed days of the two sides differ: a household for each day on which a time limit can have begun.
pub(super) fn households(halves: &[Half<'_>; 2]) -> Vec<Household> {
    let [old, new] = halves.each_ref().map(|half| format!("{:?}", half.side.catalog.office.closed));
    if old == new {
        return Vec::new();
    }
    let mut starts = BTreeSet::new();
    for half in halves {
        let catalog = half.side.catalog;
        let procedures = catalog.events[half.side.event].procedures.iter();
        for clock in procedures.flat_map(|id| &catalog.procedures[*id].due) {
            if let Path::Item(Subject::Visit, item, _) = clock.after {
                starts.insert((SlotName(catalog.items.name(item).to_owned()), half.side.today));
            }
        }
    }
    let days = |(slot, today): (SlotName, kakanai_domain::Date)| {
        (0..=BACK).map(move |back| {
            let day = Day::Exact(today.saturating_sub(back.days()));
            Household::from([(slot.clone(), Said::Date(day))])
        })
    };
    starts.into_iter().flat_map(days).collect()
}
