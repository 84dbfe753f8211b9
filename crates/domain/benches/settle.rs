//! `settle` after one answer: 1,000 items, 500 procedures, 8 people.
//!
//! `cargo bench -p kakanai-domain --bench settle` answers whole interviews, question by question, and prints how
//! long settling took after each answer: going on from the last answer, and replaying from nothing.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark measures time and prints it"
)]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a broken benchmark must stop")]

#[allow(dead_code, reason = "the properties use the rest")]
#[path = "../tests/support/random.rs"]
mod random;

use std::time::{Duration, Instant};

use fastrand::Rng;
use kakanai_domain::{Answer, Answers, Member, Replay, Slot, settle};
use random::{Size, answer, catalog, today};

fn main() {
    let size = Size { lists: 2, items: 1000, procedures: 500, sheets: 60, depth: 2, wild: false };
    let (mut going_on, mut from_nothing) = (Vec::new(), Vec::new());
    let mut facts = 0;
    for seed in 0..5 {
        let mut rng = Rng::with_seed(seed);
        let catalog = catalog(&mut rng, size);
        let event = catalog.events.ids().next().expect("one event");
        let mut said = Answers::default();
        let mut replay = Replay::default();
        loop {
            let start = Instant::now();
            let interview = replay.settle(&catalog, event, &said, today());
            going_on.push(start.elapsed());
            if going_on.len().is_multiple_of(20) {
                let start = Instant::now();
                assert_eq!(settle(&catalog, event, &said, today()), interview);
                from_nothing.push(start.elapsed());
            }
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
    println!("settle after one answer; 5 interviews, {} facts each on average", facts / 5);
    print("going on from the last answer", going_on);
    print("replaying from nothing", from_nothing);
}

fn print(how: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{how:>30}: median {:>9.1?}  p99 {:>9.1?}  greatest {:>9.1?}", at(0.5), at(0.99), at(1.0));
}
