//! Photographs of cards that do not exist, with what is true about them.
#![doc = include_str!("../README.md")]
#![allow(clippy::indexing_slicing, reason = "pixels of pictures that this crate makes itself, for tests")]

mod camera;
mod canvas;
mod chance;
mod desk;
pub mod faces;
pub mod family;
mod font;
mod lay;
mod light;
pub mod number;
pub mod person;
mod press;
mod sensor;
mod straight;
mod strip;
mod studio;
pub mod truth;
mod zone;

pub use canvas::Canvas;
pub use chance::Chance;
pub use font::Fonts;
pub use press::Press;
pub use straight::straight;
pub use strip::{Strip, StripPhoto};
pub use studio::{Order, Photo, Studio};
pub use truth::{Kind, Level, Truth};

/// Seed of the set of 360 that figures are told of. Nobody tunes on it.
pub const EVALUATION: u64 = 2026;
/// Seed of the set for tuning.
pub const TUNING: u64 = 7;

/// Orders of cards that none of the kinds is, the three levels by turns.
pub fn strangers(seed: u64, count: usize) -> impl Iterator<Item = Order> {
    (0..count).map(move |nth| {
        let seed = Chance::new(seed, nth as u64 + 1_000_000).bits() >> 16;
        Order::new(Kind::Stranger, Level::ALL[nth % 3], seed)
    })
}

/// The orders of a set: the three levels by turns, and the kinds as often as counters see them.
pub fn set(seed: u64, count: usize) -> impl Iterator<Item = Order> {
    const KINDS: [Kind; 20] = [
        Kind::MyNumber,
        Kind::Licence,
        Kind::Residence1,
        Kind::MyNumber,
        Kind::Insurance,
        Kind::Licence,
        Kind::MyNumber,
        Kind::Residence2,
        Kind::DrivingHistory,
        Kind::Licence,
        Kind::MyNumber,
        Kind::Passport,
        Kind::Permanent1,
        Kind::Licence,
        Kind::Residence1,
        Kind::MyNumberBack,
        Kind::Insurance,
        Kind::Residence2,
        Kind::Permanent2,
        Kind::MyNumber,
    ];
    (0..count).map(move |nth| {
        let (level, kind) = (Level::ALL[nth % 3], KINDS[nth / 3 % KINDS.len()]);
        Order::new(kind, level, Chance::new(seed, nth as u64 + 100).bits() >> 16)
    })
}
