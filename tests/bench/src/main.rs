//! Readers side by side, in the same run:
//!
//! ```sh
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- SET COUNT           # QR symbols
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- cards SET COUNT     # cards
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- cards SET COUNT kakanai --misses
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- frames SET COUNT    # cards seen several times
//! ```
//! The third runs the engines with that word in their name and tells all that is wrong: what was said, and what is true;
//! photographs in which the card was not found are drawn into `target/cards/SET/missed`. With `--look` ours only finds the
//! card and its kind, and reads nothing.
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
    const USAGE: &str =
        "SET COUNT, or cards SET COUNT [ENGINE] [--look] [--misses], or frames SET COUNT [--misses]";
    let number = |word: &str| -> u64 { word.parse().expect(USAGE) };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["cards", set, count, ref rest @ ..] => {
            let (flags, engines): (Vec<&str>, Vec<&str>) =
                rest.iter().partition(|word| word.starts_with("--"));
            assert!(flags.iter().all(|flag| ["--look", "--misses"].contains(flag)), "{USAGE}");
            let wanted = cards::Wanted {
                engine: engines.first().copied().unwrap_or_default(),
                look: flags.contains(&"--look"),
                misses: flags.contains(&"--misses"),
            };
            print!("{}", cards::compare(number(set), number(count), wanted));
        }
        ["frames", set, count] => print!("{}", cards::compare_frames(number(set), number(count), false)),
        ["frames", set, count, "--misses"] => {
            print!("{}", cards::compare_frames(number(set), number(count), true));
        }
        [set, count] => print!("{}", codes::compare(number(set), number(count))),
        _ => panic!("{USAGE}"),
    }
}
