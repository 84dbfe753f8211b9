//! Draws `seeds/codes/moveout.png` from `seeds/codes/moveout.csv`:
//! `cargo run -p kakanai-reading --example draw_moveout`

#![allow(clippy::expect_used, reason = "a tool for developers: it stops at the first error")]

#[path = "../tests/support/draw.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod draw;

fn main() {
    let codes = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/codes");
    let table = std::fs::read_to_string(format!("{codes}/moveout.csv")).expect("moveout.csv");
    std::fs::write(format!("{codes}/moveout.png"), draw::png(&draw::moveout(&table))).expect("moveout.png");
}
