//! Chance that follows from a seed.

use fastrand::Rng;

/// A source of chance: the same seed gives the same picture.
pub struct Chance(Rng);

impl Chance {
    /// Of a seed, and of what it is for: the photograph of a card must not change with the person on it.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut rng = Rng::with_seed(
            seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03),
        );
        rng.u64(..);
        Self(rng)
    }

    /// A number from `low` to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.0.f32()
    }

    /// A number within `most` of zero.
    pub fn within(&mut self, most: f32) -> f32 {
        self.between(-most, most)
    }

    /// A whole number from `low` to `high`, both possible.
    pub fn whole(&mut self, low: u32, high: u32) -> u32 {
        self.0.u32(low..=high)
    }

    /// Yes in this part of all cases.
    pub fn is(&mut self, part: f32) -> bool {
        self.0.f32() < part
    }

    /// A place among so many.
    pub fn index(&mut self, count: usize) -> usize {
        self.0.usize(..count)
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.0.usize(..of.len())]
    }

    /// A number spread like a bell around zero, with deviation 1.
    pub fn bell(&mut self) -> f32 {
        let (a, b) = (self.0.f32().max(1e-7), self.0.f32());
        (-2.0 * a.ln()).sqrt() * (std::f32::consts::TAU * b).cos()
    }

    /// Bits, for tables and hashes.
    pub fn bits(&mut self) -> u64 {
        self.0.u64(..)
    }

    /// A colour whose channels lie from `low` to `high`.
    pub fn colour(&mut self, low: f32, high: f32) -> [f32; 3] {
        [self.between(low, high), self.between(low, high), self.between(low, high)]
    }
}
