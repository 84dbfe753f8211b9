//! The commands of `kakanai-author`, as functions that give back what is to be printed.

pub mod calibrate;
pub mod check;
pub mod command;
pub mod definitions;
pub mod diff;
mod diff_words;
pub mod explain;
pub mod import;
pub mod letters;
pub mod lint;
pub mod loading;
mod merge;
pub mod new;
pub mod pack;
pub mod package;
pub mod papers;

pub mod pictures;
mod reduce;
mod rename;
pub mod revision;
pub mod scenarios;
pub mod schema;
pub mod simulate;
pub mod splice;
mod taking;
pub mod unpack;
pub mod watch;

pub use command::{Command, USAGE, carry_out};
pub use loading::{Forms, Said, load};
