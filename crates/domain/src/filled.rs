//! Sheets with their boxes filled: what `fill` gives and `place` sets.

use crate::id::Id;
use crate::item::Writes;
use crate::sheet::Sheet;
use crate::value::Member;

/// One page to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledSheet {
    /// Which sheet.
    pub sheet: Id<Sheet>,
    /// The member it is about, for a sheet `for_each`.
    pub member: Option<Member>,
    /// Page number among the pages of the same sheet and member, from 1.
    pub page: u16,
    /// How many such pages.
    pub pages: u16,
    /// The members that have a row on this page, in order.
    pub rows: Vec<Member>,
    /// The filled boxes. A box that is not in here stays as it is drawn.
    pub boxes: Vec<FilledBox>,
}

/// One filled box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledBox {
    /// Index of the block on the sheet.
    pub block: usize,
    /// Index of the cell in the block (0 for a free one).
    pub cell: usize,
    /// Row of a repeated grid, from 0; 0 elsewhere.
    pub row: u16,
    /// What goes in.
    pub ink: Ink,
    /// Counted in the effort as.
    pub writes: Option<Writes>,
}

/// What goes into a box.
#[derive(Clone, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Text(String),
    /// The tick or the ring of the cell.
    Marked,
    /// The options with these indices are marked.
    Options(Vec<usize>),
    /// Nothing, by law: somebody writes by hand. It counts as written once by hand.
    Blank,
}

impl std::fmt::Debug for Ink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Ink::Text(_) => "Text(…)",
            Ink::Marked => "Marked",
            Ink::Options(_) => "Options(…)",
            Ink::Blank => "Blank",
        })
    }
}
