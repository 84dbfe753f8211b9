//! How many households a second are simulated on one core: the shipped definitions. Time is that of the processor where
//! the system tells it (Linux), so that others who use the machine do not count.
//!
//! `cargo bench -p kakanai-definition --bench simulate [-- HOUSEHOLDS]`
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark measures time and prints it"
)]
#![allow(clippy::expect_used, reason = "a broken benchmark must stop")]

use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use kakanai_definition::simulate::{Conditions, Draw, Tally};
use kakanai_definition::{compile, read_folder};
use kakanai_domain::{Date, Replay};

fn main() {
    let households: u64 = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(20_000);
    let sources = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).expect("forms/");
    let compiled = compile(&sources);
    let today = Date::constant(2026, 12, 1);
    let catalog = &*compiled.catalog(today).expect("forms/ compile");
    let event = catalog.events.ids().next().expect("an event");
    let conditions = Conditions::of(catalog, event);
    let everyday = Draw::from_mix(catalog, event, today, 1, compiled.mixes.first());
    let corners = Draw::from_cells(catalog, event, today, 1);
    for (name, draw) in [("everyday households", everyday), ("corner cases", corners)] {
        let mut replay = Replay::default();
        let start = now();
        let questions: usize =
            (0..households).map(|number| draw.interview(&mut replay, number).asked.len()).sum();
        print(name, "settled", households, start);
        let start = now();
        let tally = Tally::of(&draw, &conditions, 0..households);
        print(name, "settled, filled and counted", households, start);
        println!("    {:.1} questions each, {} pages", questions as f64 / households as f64, tally.pages);
    }
}

/// Time this thread had on a processor, or else since the first call.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    told.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn print(name: &str, what: &str, households: u64, start: Duration) {
    let took = now() - start;
    let speed = households as f64 / took.as_secs_f64();
    println!("{households} {name} {what}: {took:.1?}, {speed:.0} a second");
}
