//! What things are and what follows from what.
//!
//! No files, no clock, no threads, no window. Today's date is an argument.
//! Start at [`settle`]: it derives the interview from items, procedures and sheets.

pub mod advise;
pub mod age;
pub mod card;
pub mod catalog;
pub mod condition;
pub mod date;
pub mod due;
pub mod effort;
pub mod era;
pub mod event;
pub mod facts;
pub mod fill;
pub mod filled;
pub mod ground;
pub mod guide;
pub mod handover;
pub mod id;
pub mod interview;
pub mod item;
pub mod office;
pub mod person;
pub mod printer;
pub mod procedure;
pub mod room;
pub mod session;
pub mod settle;
pub mod sheet;
pub mod slot;
pub mod text;
pub mod truth;
pub mod value;
pub mod why;
pub mod words;

pub use advise::advise;
pub use catalog::{Catalog, Editions};
pub use facts::{Answers, Facts};
pub use fill::fill;
pub use id::{Declared, Id, Table};
pub use interview::{Interview, Outcome, Verdict};
pub use jiff::civil::{Date, Weekday};
pub use settle::{Replay, settle};
pub use slot::Slot;
pub use text::{Lang, Text};
pub use value::{Answer, Member, Value};
