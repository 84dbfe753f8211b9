//! The face of a card: from a picture to what is printed on it.

pub mod capture;
mod cut;
mod cuts;
mod find;
mod kinds;
pub mod layout;
mod picture;
mod prepare;
mod preview;
mod quality;
mod reader;
pub mod text;
mod values;

pub use capture::{Capture, Step};
pub use cuts::lines;
pub use find::Quad;
pub use layout::{Field, Layout, LayoutProblem};
pub use picture::Picture;
pub use quality::{Advice, Quality};
pub use reader::{CardError, CardReader, CardSeen, FieldSeen, Shown, Sighting};
pub use text::{Hint, Line, LineText, TextEngine, TextError};
pub use values::Doubt;
pub use values::places::{Places, PlacesProblem};
