//! Draws the codes of `seeds/codes` from their tables: `cargo run -p kakanai-reading --example draw_codes`

#![allow(clippy::expect_used, reason = "a tool for developers: it stops at the first error")]

#[path = "../tests/support/draw.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod draw;

fn main() {
    let codes = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/codes");
    for (name, encoding, most) in draw::SEEDS {
        let table = std::fs::read_to_string(format!("{codes}/{name}.csv")).expect("a table");
        let picture = draw::png(&draw::table(&table, encoding, most));
        std::fs::write(format!("{codes}/{name}.png"), picture).expect("a picture");
    }
}
