//! Households by the thousand, run through the engine: what they are asked, what they need, which papers they get,
//! and which branches of the conditions they go through.
//!
//! Deterministic: a household has a number, and the same seed and number give the same household.

mod coverage;
mod draw;
mod mix;
mod places;
mod tally;
mod walk;

pub use coverage::{Conditions, Owner, Part};
pub use draw::Draw;
pub use mix::{Answering, Case, Group, Household, Mix, Pick};
pub use places::Written;
pub use tally::{Example, Passed, Printed, Tally};

use kakanai_domain::{Catalog, Date};

use crate::folder::Source;

/// Where the parts of the conditions of an event stand in the files, by the numbers of [`Conditions`].
///
/// `today`: the day on which the definitions of the catalogue are in force.
pub fn places(
    catalog: &Catalog,
    sources: &[Source],
    conditions: &Conditions<'_>,
    today: Date,
) -> Vec<Option<Written>> {
    places::places(catalog, sources, conditions, today)
}
