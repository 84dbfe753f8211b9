//! Simulating.
mod draw;
pub use draw::Draw;
