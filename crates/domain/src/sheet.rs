//! Papers: what stands where. Millimetres from the top-left corner of the page.

use crate::condition::{Condition, Path};
pub use crate::ground::{FormField, Ground, PdfPage, Turn};
use crate::id::Id;
use crate::item::{List, Writes};

/// 様式: one paper with boxes.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// 「住民異動届」
    pub title: String,
    /// The form's own number: 「様式第1号」.
    pub number: String,
    /// Since when it looks like this: 「令和8年10月」.
    pub revision: String,
    /// Size and direction.
    pub paper: Paper,
    /// One copy for each member concerned; `member.` in its boxes is that member.
    pub for_each: Option<Id<List>>,
    /// Where rows go that do not fit; without it the same sheet is printed again.
    pub continued_on: Option<Id<Sheet>>,
    /// What is on the paper already.
    pub ground: Ground,
    /// What is drawn, in this order.
    pub blocks: Vec<Block>,
}

/// Size and direction of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Width in mm.
    pub width: u16,
    /// Height in mm.
    pub height: u16,
}

impl Paper {
    /// A4 portrait.
    pub const A4: Paper = Paper { width: 210, height: 297 };
    /// A5 portrait.
    pub const A5: Paper = Paper { width: 148, height: 210 };
    /// The same sheet on its side.
    pub const fn landscape(self) -> Paper {
        Paper { width: self.height, height: self.width }
    }
}

/// A piece of a sheet.
#[derive(Clone, Debug)]
pub enum Block {
    /// A ruled grid.
    Grid(Grid),
    /// A cell without rules: title, addressee, notes.
    Free(Area, Cell),
}

/// A rectangle in mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Area {
    /// The part of it that a share stands for.
    pub fn part(self, share: Share) -> Area {
        let (x, y) = (self.x + self.w * share.x, self.y + self.h * share.y);
        Area { x, y, w: self.w * share.w, h: self.h * share.h }
    }
}

/// A part of a place, in fractions of its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// From the left edge.
    pub x: f32,
    /// From the top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Share {
    /// All of the place.
    pub const WHOLE: Share = Share { x: 0.0, y: 0.0, w: 1.0, h: 1.0 };
    /// That part of this part.
    pub fn part(self, share: Share) -> Share {
        let (x, y) = (self.x + self.w * share.x, self.y + self.h * share.y);
        Share { x, y, w: self.w * share.w, h: self.h * share.h }
    }
}

/// Ruled columns and rows. Outer rules are 0.4 mm, inner ones 0.2 mm.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Left edge, mm.
    pub x: f32,
    /// Top edge, mm.
    pub y: f32,
    /// Widths, mm.
    pub columns: Vec<f32>,
    /// Heights, mm.
    pub rows: Vec<f32>,
    /// The cells, each with its place. Covered places are not cells; several cells may share one place.
    pub cells: Vec<(Place, Cell)>,
    /// The rows repeat, one set for each member.
    pub rows_of: Option<RowsOf>,
}

/// Where a cell is in its grid, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// First column.
    pub column: usize,
    /// First row.
    pub row: usize,
    /// Columns it spans, at least 1.
    pub columns: usize,
    /// Rows it spans, at least 1.
    pub rows: usize,
    /// How much of all that is this cell's.
    pub share: Share,
}

/// Rows for the members of a list.
#[derive(Clone, Debug)]
pub struct RowsOf {
    /// Of this list.
    pub list: Id<List>,
    /// Which members.
    pub who: Who,
    /// How many fit on one sheet; the grid's rows are drawn as often.
    pub room: u16,
}

/// Which members have a row.
#[derive(Clone, Debug)]
pub enum Who {
    /// Everybody in the list.
    Everybody,
    /// Those for whom a procedure of the sheet is needed.
    Concerned,
    /// Those for whom the condition holds.
    Where(Condition),
}

/// What stands in a place.
#[derive(Clone, Debug)]
pub struct Cell {
    /// A name for scenarios and reports, unique on the sheet; boxes have one.
    pub id: String,
    /// What it holds.
    pub content: Content,
    /// How it is set.
    pub style: Style,
    /// Filled only when this holds.
    pub only_if: Option<Condition>,
    /// Its items are not asked for its sake.
    pub optional: bool,
    /// What it counts as in the effort; set from the item, or by the author.
    pub writes: Option<Writes>,
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Printed words.
    Label(String),
    /// A fact, or words with facts in them.
    Show(Vec<Piece>),
    /// A tick box before words; ticked when the condition holds.
    Tick(Condition, String),
    /// Words that are ringed (○囲み) when the condition holds.
    Ring(Condition, String),
    /// All options of a choice item, the chosen ones marked.
    Options(Path, Mark),
    /// Stays empty by law: written by hand, or by the office. The words stand small in it: 「（自署）」.
    Blank(Blank, String),
}

/// A piece of shown text.
#[derive(Clone, Debug)]
pub enum Piece {
    /// As it stands.
    Words(String),
    /// The fact's text.
    Fact(Path),
}

/// How a chosen option is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// ○囲み
    Ring,
    /// ☑ before the option.
    Tick,
}

/// Why a box stays empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// 署名: the resident's own hand.
    Signature,
    /// 個人番号: written at the counter only (番号法).
    Number,
    /// 職員記入欄
    Office,
    /// By hand, at the counter or later.
    Hand,
}

/// How text is set in its cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Typeface.
    pub face: Face,
    /// Size wanted, pt.
    pub size: f32,
    /// Least size before lines are broken, pt.
    pub least: f32,
    /// Greatest number of lines.
    pub lines: u8,
    /// Along the line.
    pub align: Align,
    /// Across the lines.
    pub valign: VAlign,
    /// One character per 枡: so many 枡 in the cell.
    pub comb: Option<u8>,
    /// Grey ground, for header cells.
    pub shaded: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            face: Face::Gothic,
            size: 10.5,
            least: 7.0,
            lines: 1,
            align: Align::Left,
            valign: VAlign::Middle,
            comb: None,
            shaded: false,
        }
    }
}

/// Typefaces on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// BIZ UDゴシック: printed words of the form.
    Gothic,
    /// BIZ UD明朝: what the resident would have written.
    Mincho,
}

/// Where text stands along the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// Spread over the width (均等割付).
    Justify,
}

/// Where text stands across the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VAlign {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}
