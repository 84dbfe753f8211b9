//! A page as marks in millimetres from its top-left corner.
//!
//! Their `Debug` never shows text: what residents wrote cannot reach a log or a panic message.

use std::fmt;

use kakanai_domain::sheet::{Area, Paper};

use crate::ground::Ground;
use crate::shape::Doubt;
use crate::symbol::Symbol;
use crate::typeface::Typeface;

/// Millimetres in a point (1/72 inch).
pub const MM_PER_PT: f32 = 25.4 / 72.0;

/// One side of one paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Size and direction.
    pub paper: Paper,
    /// What is drawn, in this order.
    pub marks: Vec<Mark>,
    /// What they are laid over.
    pub ground: Ground,
    /// A paper of its own begins with it; otherwise it goes on with the page before.
    pub begins: bool,
    /// Printed on the back of the page before ([`crate::two_sided`]).
    pub back: bool,
    /// What a clerk has to look at before handing the paper over.
    pub notes: Vec<Note>,
}

/// A place on the page, mm from its top-left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// Something drawn. Greys run from 0 (black) to 1 (white).
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// One line of text.
    Text(Words),
    /// A rule.
    Line {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// Thickness, mm.
        width: f32,
        /// Grey of the rule.
        grey: f32,
    },
    /// A filled rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Grey of the ground.
        grey: f32,
    },
    /// The outline of a rectangle: a tick box, a card.
    Frame {
        /// The middle of the outline.
        area: Area,
        /// Thickness, mm.
        width: f32,
        /// Grey of the outline.
        grey: f32,
    },
    /// An ellipse around words (○囲み).
    Ring {
        /// Its bounding box.
        area: Area,
        /// Thickness, mm.
        width: f32,
    },
    /// A filled ellipse.
    Disc {
        /// Its bounding box.
        area: Area,
        /// Grey of the ground.
        grey: f32,
    },
    /// A QR symbol.
    Symbol {
        /// Where its modules stand, without the white around.
        area: Area,
        /// The modules.
        symbol: Symbol,
    },
    /// A tick, drawn as a path: no font has to have one.
    Tick {
        /// Top-left corner of its square.
        at: Point,
        /// Side of the square, mm.
        size: f32,
    },
}

/// One line of text.
#[derive(Clone, PartialEq)]
pub struct Words {
    /// Left end of the baseline.
    pub at: Point,
    /// Size, pt.
    pub size: f32,
    /// Typeface.
    pub face: Typeface,
    /// Grey of the text.
    pub grey: f32,
    /// What stands on it, as it was meant; a glyph of it may be of a plainer form.
    pub text: String,
    /// Distance between its characters.
    pub spacing: Spacing,
    /// What is taken out of the PDF.
    pub said: Said,
}

/// What is taken out of a PDF where a line stands: exactly what was meant.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// The line itself.
    Line,
    /// The line is the first of a text, which is this as a whole.
    Whole(String),
    /// The line goes on with the text of the line before.
    Before,
}

impl Said {
    /// For each line of a text. A break of the author's own begins another text: 「氏名」 over 「（自署）」.
    pub(crate) fn of_lines(text: &str, lines: &[String]) -> Vec<Said> {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let count = lines.len();
        let mut said = Vec::with_capacity(count);
        let mut lines = lines.iter();
        for paragraph in text.split('\n') {
            let Some(first) = lines.next() else { break };
            let mut left = bare(paragraph).saturating_sub(bare(first));
            if left == 0 {
                said.push(Said::Line);
                continue;
            }
            said.push(Said::Whole(paragraph.to_owned()));
            while left > 0
                && let Some(line) = lines.next()
            {
                left = left.saturating_sub(bare(line));
                said.push(Said::Before);
            }
        }
        // Whatever else there is says itself.
        said.resize(count, Said::Line);
        said
    }
}

/// Distance between the characters of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spacing {
    /// As the font has it.
    Natural,
    /// So many mm more after each character (均等割付).
    Gap(f32),
    /// Each character in the middle of a 枡 so many mm wide; the first 枡 begins at the left end. Dashes between
    /// groups of digits have no 枡: they stand on the divider.
    Comb(f32),
}

/// Something on a page that a clerk has to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Name of the box: `sheet.cell`; of the guide: `guide`.
    pub cell: String,
    /// Row of a repeated grid, from 0.
    pub row: u16,
    /// Title of the sheet.
    pub sheet: String,
    /// What a person calls the box: 「氏名（2行目）」.
    pub label: String,
    /// What is the matter.
    pub problem: Problem,
}

/// What is the matter with a box.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// 字形要確認: characters whose form no font has. The right form is added by hand.
    Glyph(Vec<Doubt>),
    /// The text has no room in its box: it stands on the annex under this number.
    Annex(usize),
    /// Words of the form are set smaller than the author's least size: so many pt.
    Small(f32),
}

/// 「〓」は U+20BB7、「邉」は U+9089 E0102
pub(crate) fn doubts_text(doubts: &[Doubt]) -> String {
    let each = doubts.iter().map(|doubt| format!("「{}」は {}", doubt.printed, doubt.code()));
    each.collect::<Vec<_>>().join("、")
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?} {}pt {:?} …)", self.at, self.size, self.face)
    }
}

impl Page {
    /// An empty page.
    pub fn new(paper: Paper) -> Self {
        Self { paper, marks: Vec::new(), ground: Ground::Blank, begins: true, back: false, notes: Vec::new() }
    }
}

impl Mark {
    /// The same mark, so many mm to the right and down.
    pub(crate) fn moved(self, right: f32, down: f32) -> Mark {
        let point = |at: Point| Point { x: at.x + right, y: at.y + down };
        let area = |area: Area| Area { x: area.x + right, y: area.y + down, ..area };
        match self {
            Mark::Text(words) => Mark::Text(Words { at: point(words.at), ..words }),
            Mark::Line { from, to, width, grey } => {
                Mark::Line { from: point(from), to: point(to), width, grey }
            }
            Mark::Rect { area: at, grey } => Mark::Rect { area: area(at), grey },
            Mark::Frame { area: at, width, grey } => Mark::Frame { area: area(at), width, grey },
            Mark::Ring { area: at, width } => Mark::Ring { area: area(at), width },
            Mark::Disc { area: at, grey } => Mark::Disc { area: area(at), grey },
            Mark::Symbol { area: at, symbol } => Mark::Symbol { area: area(at), symbol },
            Mark::Tick { at, size } => Mark::Tick { at: point(at), size },
        }
    }
}
