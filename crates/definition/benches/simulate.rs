//! How many households a second are simulated on one core: the shipped definitions.
//!
//! `cargo bench -p kakanai-definition --bench simulate [-- HOUSEHOLDS]`
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark measures time and prints it"
)]
#![allow(clippy::expect_used, reason = "a broken benchmark must stop")]

use std::path::Path;
use std::time::Instant;

use kakanai_definition::simulate::Draw;
use kakanai_definition::{compile, read_folder};
use kakanai_domain::{Date, Replay};

fn main() {
    let households: u64 = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(20_000);
    let sources = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")).expect("forms/");
    let compiled = compile(&sources);
    let catalog = compiled.catalog.as_ref().expect("forms/ compile");
    let event = catalog.events.ids().next().expect("an event");
    let draw = Draw::from_cells(catalog, event, Date::constant(2026, 12, 1), 1);
    let mut replay = Replay::default();
    let start = Instant::now();
    let (mut questions, mut verdicts) = (0, 0);
    for number in 0..households {
        let interview = draw.interview(&mut replay, number);
        questions += interview.asked.len();
        verdicts += interview.verdicts.len();
    }
    let took = start.elapsed();
    println!(
        "{households} households, {:.1} questions, {:.1} verdicts each: {took:.1?}, {:.0} a second",
        questions as f64 / households as f64,
        verdicts as f64 / households as f64,
        households as f64 / took.as_secs_f64()
    );
}
