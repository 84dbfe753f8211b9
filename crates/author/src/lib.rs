//! The commands of `kakanai-author`, as functions that give back what is to be printed.

pub mod calibrate;
pub mod check;
pub mod command;
pub mod explain;
pub mod letters;
pub mod lint;
pub mod loading;
pub mod papers;
pub mod pictures;
pub mod scenarios;
pub mod schema;

pub use command::{Command, USAGE, carry_out};
pub use loading::{Forms, Said, load};
