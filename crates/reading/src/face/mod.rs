//! The face of a card: from a picture to what is printed on it.

mod find;
mod picture;

pub use find::{Quad, find};
pub use picture::Picture;
