//! Random cases, each reproducible from its seed.
//!
//! `KAKANAI_CASES` says how many, `KAKANAI_SEED` runs the one that a failure names.
#![allow(clippy::expect_used, reason = "a broken generator must stop the test")]
#![allow(clippy::disallowed_methods, reason = "how many cases to run is asked of the environment")]

use std::ops::Range;

use fastrand::Rng;
use kakanai_domain::event::Event;
use kakanai_domain::{Answers, Catalog, Id, Interview, Replay, settle};

use super::random::{SMALL, Size, answer, answers, catalog, today};

const ANSWERS_PER_CATALOG: u64 = 10;

pub struct Case {
    pub seed: u64,
    pub rng: Rng,
    pub catalog: Catalog,
    pub event: Id<Event>,
    pub said: Answers,
}

/// The seeds for so many cases, `per_seed` of them from each.
pub fn seeds(cases: u64, per_seed: u64) -> Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    match number("KAKANAI_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("KAKANAI_CASES").unwrap_or(cases).div_ceil(per_seed),
    }
}

/// Runs a property on 100,000 cases, or on as many as asked for.
pub fn on_cases(property: impl Fn(&mut Case)) {
    for seed in seeds(100_000, ANSWERS_PER_CATALOG) {
        let mut case = Case::new(seed);
        for _ in 0..ANSWERS_PER_CATALOG {
            case.said = answers(&mut case.rng, &case.catalog);
            property(&mut case);
        }
    }
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let size = Size { lists: rng.usize(..3), items: rng.usize(1..9), ..SMALL };
        let catalog = catalog(&mut rng, size);
        let event = catalog.events.ids().next().expect("one event");
        Self { seed, rng, catalog, event, said: Answers::default() }
    }

    pub fn settle(&self, said: &Answers) -> Interview {
        settle(&self.catalog, self.event, said, today())
    }

    /// An interview answered to its end, question by question; what does not fit is asked again.
    pub fn finish(&mut self) -> Interview {
        let mut said = Answers::default();
        let mut replay = Replay::default();
        // Far more than there are slots.
        for _ in 0..2_000 {
            let interview = replay.settle(&self.catalog, self.event, &said, today());
            let Some(slot) = interview.wanted.first().copied() else { return interview };
            said.set(slot, answer(&mut self.rng, &self.catalog, slot));
        }
        self.settle(&said)
    }
}
