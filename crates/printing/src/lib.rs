//! Filled sheets and the guide, set in millimetres, and as PDF.
//!
//! [`place()`] and [`place_guide`] are pure: the same sheet gives the same [`Page`], which goldens compare as text
//! ([`place::marks_text`]). [`pdf()`] turns pages into bytes. A character that no font has is never an empty
//! box and never dropped: see [`page::Note`].

pub mod cell;
mod codes;
pub mod error;
pub mod fit;
mod flow;
pub mod grid;
pub mod guide;
pub mod guide_words;
pub mod handover;
mod options;
pub mod page;
pub mod pdf;
pub mod place;
mod plan;
pub mod shape;
pub mod symbol;
pub mod typeface;

pub use error::PrintError;
pub use guide::{place_guide, place_guides};
pub use page::{Mark, Note, Page, Point, Problem, Spacing, Words};
pub use pdf::{DocInfo, pdf};
pub use place::{Footer, place};
pub use typeface::Typeface;
