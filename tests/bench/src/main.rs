//! Readers side by side, in the same run:
//!
//! ```sh
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- SET COUNT           # QR symbols
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- cards SET COUNT     # cards
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- cards SET COUNT kakanai --misses
//! ```
//! The last runs the engines with that word in their name and tells all that is wrong: what was said, and what is true.
//!
//!
//! Set 2026 is for figures; whoever tunes uses another set. Milliseconds are processor time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool"
)]

mod cards;
mod clock;
mod codes;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    const USAGE: &str = "SET COUNT, or cards SET COUNT [ENGINE] [--misses]";
    let number = |word: &str| -> u64 { word.parse().expect(USAGE) };
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["cards", set, count] => print!("{}", cards::compare(number(set), number(count), "", false)),
        ["cards", set, count, "--misses"] => {
            print!("{}", cards::compare(number(set), number(count), "", true));
        }
        ["cards", set, count, engine] => {
            print!("{}", cards::compare(number(set), number(count), engine, false));
        }
        ["cards", set, count, engine, "--misses"] => {
            print!("{}", cards::compare(number(set), number(count), engine, true));
        }
        [set, count] => print!("{}", codes::compare(number(set), number(count))),
        _ => panic!("{USAGE}"),
    }
}
