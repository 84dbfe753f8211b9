//! The program at the counter: the one place where things happen.
//!
//! [`update::update`] is pure and tested without a window. [`screens`] show a [`model::Model`] and say what
//! somebody did; [`shell`] carries out the effects on worker threads.

pub mod answering;
pub mod args;
pub mod bundle;
pub mod cards;
pub mod chip;
#[cfg(feature = "chip")]
pub mod chip_reader;
pub mod clock;
pub mod demo;
pub mod draft;
pub mod eye;
pub mod faces;
pub mod keyboard;
pub mod look;
pub mod model;
pub mod outside;
pub mod printout;
pub mod question;
pub mod roster;
pub mod screens;
pub mod shell;
pub mod showing;
pub mod update;
pub mod words;
pub mod writing;
