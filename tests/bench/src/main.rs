//! Readers side by side, in the same run:
//!
//! ```sh
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- SET COUNT           # QR symbols
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- cards SET COUNT     # cards
//! ```
//!
//! Set 2026 is for figures; whoever tunes uses another set. Milliseconds are processor time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool"
)]

mod cards;
mod clock;
mod codes;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |word: &str| -> u64 { word.parse().expect("[cards] SET COUNT") };
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["cards", set, count] => print!("{}", cards::compare(number(set), number(count))),
        [set, count] => print!("{}", codes::compare(number(set), number(count))),
        _ => panic!("[cards] SET COUNT"),
    }
}
