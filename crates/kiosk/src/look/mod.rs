//! How the screens look: tokens, typefaces, line breaking, and a small kit of painted widgets.

pub mod field;
pub mod fonts;
pub mod icon;
pub mod kit;
pub mod lines;
pub mod pad;
pub mod tokens;

pub use icon::Icon;
pub use kit::{Kind, Look, Mark};
pub use tokens::{HIGH_CONTRAST, LIGHT, Step, Theme};
