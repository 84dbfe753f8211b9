//! Filled sheets and the guide, set in millimetres, and as PDF.
//!
//! [`place()`] and [`place_guide`] are pure: the same sheet and the same [`Fonts`] give the same [`Page`], which
//! goldens compare as text ([`place::marks_text`]). [`pdf()`] turns pages into bytes. A character that no font
//! has is never an empty box and never dropped, and a text that has no room is never cut: see [`page::Note`].

pub mod annex;
pub mod bundle;
pub mod calibration;
pub mod cell;
mod check;
mod codes;
mod comb;
pub mod drawing;
pub mod error;
pub mod fit;
mod flow;
pub mod fonts;
pub mod fonts_on_disk;
mod form;
pub mod grid;
pub mod ground;
pub mod guide;
pub mod guide_words;
pub mod handover;
mod import;
pub mod label;
mod lay;
pub mod note_words;
mod options;
pub mod page;
pub mod pdf;
pub mod place;
mod plan;
pub mod preview;
pub mod shape;
pub mod symbol;
pub mod typeface;

pub use bundle::{Offset, moved, two_sided};
pub use calibration::calibration;
pub use error::PrintError;
pub use fonts::{Fonts, Installed, Source};
pub use fonts_on_disk::fonts_on_disk;
pub use ground::Ground;
pub use guide::{place_guide, place_guides};
pub use page::{Mark, Note, Page, Point, Problem, Said, Spacing, Words};
pub use pdf::{DocInfo, pdf};
pub use place::{Footer, place};
pub use typeface::Typeface;
