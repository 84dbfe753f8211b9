//! `settle` after one answer: 1,000 items, 500 procedures, 8 people.
//!
//! `cargo bench -p kakanai-domain --bench settle` prints the median, p99 and greatest time of settling after
//! each answer of a whole interview, and the same for the plain way that looks at everything again.
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use fastrand::Rng;
use kakanai_domain::{Answer, Answers, Member, Slot, settle};
use support::random::{Size, answer, catalog, today};

fn main() {
    let size = Size { lists: 2, items: 1000, procedures: 500, sheets: 60, depth: 3 };
    let mut times: Vec<Duration> = Vec::new();
    let mut facts = 0;
    for seed in 0..5 {
        let mut rng = Rng::with_seed(seed);
        let catalog = catalog(&mut rng, size);
        let event = catalog.events.ids().next().expect("one event");
        let mut said = Answers::default();
        loop {
            let start = Instant::now();
            let interview = settle(&catalog, event, &said, today());
            times.push(start.elapsed());
            let Some(slot) = interview.wanted.first().copied() else {
                facts += interview.asked.len();
                break;
            };
            // What does not fit is asked again, as at the counter.
            let answer = match slot {
                Slot::Roster(_) => Answer::Members((1..=8).map(Member).collect()),
                Slot::Visit(_) | Slot::Of(..) => answer(&mut rng, &catalog, slot),
            };
            said.set(slot, answer);
        }
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "settle after one answer, {} runs over 5 interviews of {} facts on average:",
        times.len(),
        facts / 5
    );
    println!("  median {:?}  p99 {:?}  greatest {:?}", at(0.5), at(0.99), at(1.0));
}
