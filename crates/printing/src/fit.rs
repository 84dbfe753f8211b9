//! The size and the lines at which text fits its cell.
//!
//! In this order: as written, in steps from the size wanted; in lines, up to the author's number, at spaces first;
//! both as long as that costs little of the size, then down to the least one; in as many lines as the cell is
//! high; with breaks inside words. Never cut: what does not fit so goes to an annex, and an author's own words are
//! set smaller than the least size, which an author is told.

use std::cell::OnceCell;

use kakanai_domain::sheet::Style;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::Fonts;
use crate::page::MM_PER_PT;
use crate::shape::Cluster;
use crate::typeface::Typeface;

/// Steps of the size, pt.
const STEP: f32 = 0.25;
/// Smaller than this nobody can read, pt; reached only by text that no cell was made for.
const UNREADABLE: f32 = 4.5;
/// Part of the size that is kept while there are other ways: two lines of a good size are easier to read than a
/// small one.
const GOOD: f32 = 0.75;
/// From one baseline to the next, em: the least, and what is pleasant.
const LEADING: (f32, f32) = (1.1, 1.4);
/// Above and under several lines together, em: closer to the rules they look crammed.
const AIR: f32 = 0.3;
/// What rounding may add, mm.
const SLACK: f32 = 0.01;

/// Text set in lines.
#[derive(Clone, PartialEq)]
pub struct Lines {
    /// Size, pt.
    pub size: f32,
    /// From baseline to baseline, mm.
    pub leading: f32,
    /// The lines.
    pub lines: Vec<String>,
}

/// The inside of a cell, mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// How lines may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaking {
    /// Only where the text says so.
    Never,
    /// At spaces, into so many lines: between the words of a name.
    Spaces(usize),
    /// Where a reader expects it, into so many lines.
    Lines(usize),
    /// Anywhere.
    Anywhere,
}

/// Sizes and lines that are tried, in this order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Size wanted, pt.
    pub size: f32,
    /// Least size, pt.
    pub least: f32,
    /// Greatest number of lines.
    pub lines: u8,
}

impl From<&Style> for Limits {
    fn from(style: &Style) -> Self {
        let size = style.size.max(1.0);
        Self { size, least: style.least.clamp(1.0, size), lines: style.lines }
    }
}

/// The first attempt that succeeds, at the least size or above.
pub fn search<T>(limits: Limits, mut attempt: impl FnMut(f32, Breaking) -> Option<T>) -> Option<T> {
    let lines = usize::from(limits.lines);
    let little = limits.least.max(limits.size * GOOD);
    let wanted = [
        (Breaking::Never, little),
        (Breaking::Spaces(lines), little),
        (Breaking::Lines(lines), little),
        (Breaking::Never, limits.least),
        (Breaking::Lines(lines), limits.least),
        (Breaking::Spaces(usize::MAX), little),
        (Breaking::Lines(usize::MAX), limits.least),
        (Breaking::Anywhere, limits.least),
    ];
    wanted
        .into_iter()
        .find_map(|(breaking, least)| steps(limits.size, least).find_map(|size| attempt(size, breaking)))
}

/// The first attempt that succeeds, and its size when it is below the least one.
pub fn search_smaller<T>(
    limits: Limits,
    mut attempt: impl FnMut(f32, Breaking) -> Option<T>,
) -> Option<(T, Option<f32>)> {
    if let Some(found) = search(limits, &mut attempt) {
        return Some((found, None));
    }
    let smaller =
        steps(limits.least - STEP, UNREADABLE).chain(steps(UNREADABLE.min(limits.least) - STEP, STEP));
    smaller.into_iter().find_map(|size| Some((attempt(size, Breaking::Anywhere)?, Some(size))))
}

/// Sets text into a room, if it fits at the least size.
pub fn fit(fonts: &Fonts, text: &str, face: Typeface, room: Room, limits: Limits) -> Option<Lines> {
    let text = Breakable::new(fonts, text, face);
    search(limits, |size, breaking| text.set(size, breaking, room))
}

/// Sets text into a room, whatever its size. The second is the size, when it is below the least one.
pub fn shrink(fonts: &Fonts, text: &str, face: Typeface, room: Room, limits: Limits) -> (Lines, Option<f32>) {
    let text = Breakable::new(fonts, text, face);
    let found = search_smaller(limits, |size, breaking| text.set(size, breaking, room));
    // Longer than a page of the smallest letters: one line, as wide as the room.
    found.unwrap_or_else(|| {
        let size = room.w.max(STEP) / (text.longest() * MM_PER_PT).max(f32::EPSILON);
        (Lines { size, leading: 0.0, lines: text.written() }, Some(size))
    })
}

/// Lines that are as wide as allowed, at a given size; for running text on pages that may grow.
pub fn wrap(fonts: &Fonts, text: &str, face: Typeface, size: f32, width_mm: f32) -> Vec<String> {
    let text = Breakable::new(fonts, text, face);
    let em = width_mm / (size * MM_PER_PT);
    text.lines(em, Breaking::Lines(usize::MAX))
        .or_else(|| text.lines(em, Breaking::Anywhere))
        .unwrap_or_else(|| text.written())
}

/// From baseline to baseline, mm, when so many lines of that em fit the height.
pub fn leading(lines: usize, em: f32, height: f32, face: Typeface) -> Option<f32> {
    let (top, bottom) = face.kanji_box();
    let free = height + SLACK - (top - bottom) * em;
    if lines < 2 {
        return (free >= 0.0).then_some(0.0);
    }
    let each = (free - AIR * em) / (lines - 1) as f32;
    (each >= LEADING.0 * em).then_some(each.min(LEADING.1 * em))
}

fn steps(from: f32, to: f32) -> impl Iterator<Item = f32> {
    let mut next = from;
    std::iter::from_fn(move || {
        let size = next;
        next -= STEP;
        (size >= to).then_some(size)
    })
}

/// Text with the places where a line may end, measured once.
struct Breakable<'a> {
    fonts: &'a Fonts,
    face: Typeface,
    paragraphs: Vec<Paragraph<'a>>,
}

/// Text without a break of the author's.
struct Paragraph<'a> {
    /// Where each character ends, in bytes, and how far the line is until there, em.
    ends: Vec<(usize, f32)>,
    /// All of it as one piece.
    whole: Piece<'a>,
    /// The pieces that stay together; and the same, broken at spaces only. Most texts fit without a break.
    pieces: OnceCell<Vec<Piece<'a>>>,
    words: OnceCell<Vec<Piece<'a>>>,
}

/// A part of a line with its width in em, without and with its last spaces.
#[derive(Clone)]
struct Piece<'a> {
    text: &'a str,
    ink: f32,
    whole: f32,
}

impl<'a> Paragraph<'a> {
    fn new(fonts: &Fonts, text: &'a str, face: Typeface) -> Self {
        let clusters = fonts.shape(text, face);
        let (mut end, mut long) = (0, 0.0);
        let add = |(cluster, shaped): (&str, Cluster)| {
            end += cluster.len();
            long += shaped.width;
            (end, long)
        };
        let ends: Vec<_> = text.graphemes(true).zip(clusters).map(add).collect();
        let whole = Piece { text, ink: 0.0, whole: 0.0 };
        let mut paragraph = Self { ends, whole, pieces: OnceCell::new(), words: OnceCell::new() };
        paragraph.whole = paragraph.piece(0, text);
        paragraph
    }

    /// The piece that begins at a byte.
    fn piece(&self, start: usize, text: &'a str) -> Piece<'a> {
        let long = |until: usize| {
            let index = self.ends.partition_point(|(end, _)| *end <= until);
            index.checked_sub(1).and_then(|index| self.ends.get(index)).map_or(0.0, |(_, long)| *long)
        };
        let before = long(start);
        let ink = long(start + text.trim_end().len()) - before;
        Piece { text, ink, whole: long(start + text.len()) - before }
    }

    fn pieces(&self) -> &[Piece<'a>] {
        self.pieces.get_or_init(|| {
            let line = self.whole.text;
            let mut start = 0;
            let ends = linebreaks(line).filter(|(end, opportunity)| {
                *end == line.len() || *opportunity == BreakOpportunity::Allowed && may_break(line, *end)
            });
            let piece = |(end, _)| {
                let piece = self.piece(start, line.get(start..end).unwrap_or_default());
                start = end;
                piece
            };
            ends.map(piece).collect()
        })
    }

    fn words(&self) -> &[Piece<'a>] {
        self.words.get_or_init(|| {
            let mut start = 0;
            let word = |word: &'a str| {
                let piece = self.piece(start, word);
                start += word.len();
                piece
            };
            self.whole.text.split_inclusive(char::is_whitespace).map(word).collect()
        })
    }
}

impl<'a> Breakable<'a> {
    fn new(fonts: &'a Fonts, text: &'a str, face: Typeface) -> Self {
        let lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
        Self { fonts, face, paragraphs: lines.map(|line| Paragraph::new(fonts, line, face)).collect() }
    }

    /// The text at that size, if it fits the room.
    fn set(&self, size: f32, breaking: Breaking, room: Room) -> Option<Lines> {
        let em = size * MM_PER_PT;
        let lines = self.lines(room.w / em, breaking)?;
        let leading = leading(lines.len(), em, room.h, self.face)?;
        Some(Lines { size, leading, lines })
    }

    fn longest(&self) -> f32 {
        self.paragraphs.iter().map(|paragraph| paragraph.whole.ink).fold(0.0, f32::max)
    }

    fn written(&self) -> Vec<String> {
        self.paragraphs.iter().map(|paragraph| paragraph.whole.text.trim_end().to_owned()).collect()
    }

    /// The lines at so many em, if they fit.
    fn lines(&self, room: f32, breaking: Breaking) -> Option<Vec<String>> {
        let room = room + SLACK;
        let most = match breaking {
            Breaking::Spaces(most) | Breaking::Lines(most) => most.max(self.paragraphs.len()),
            Breaking::Never | Breaking::Anywhere => usize::MAX,
        };
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs {
            let whole = &paragraph.whole;
            if whole.ink <= room {
                lines.push(whole.text.trim_end().to_owned());
                continue;
            }
            match breaking {
                Breaking::Never => return None,
                Breaking::Spaces(_) => lines.extend(broken(paragraph.words(), room)?),
                Breaking::Lines(_) => lines.extend(broken(paragraph.pieces(), room)?),
                Breaking::Anywhere => lines.extend(self.torn(paragraph, room)?),
            }
            if lines.len() > most {
                return None;
            }
        }
        Some(lines)
    }

    /// The lines of a paragraph with breaks inside the pieces that are too long.
    fn torn(&self, paragraph: &Paragraph, room: f32) -> Option<Vec<String>> {
        let mut small = Vec::new();
        for piece in paragraph.pieces() {
            if piece.ink <= room {
                small.push(piece.clone());
                continue;
            }
            small.extend(
                piece.text.graphemes(true).map(|text| Paragraph::new(self.fonts, text, self.face).whole),
            );
        }
        let lines = broken(&small, room)?;
        // Together, the parts of a word may be of another font than each alone.
        lines.iter().all(|line| self.fonts.width(line, self.face) <= room).then_some(lines)
    }
}

/// 行頭・行末禁則 beyond UAX #14, which leaves small kana to the style.
fn may_break(line: &str, at: usize) -> bool {
    let (before, after) = line.split_at_checked(at).unwrap_or((line, ""));
    if before.ends_with(char::is_whitespace) {
        return true;
    }
    let starts = after.chars().next().is_some_and(|c| "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮーｰ々〻゛゜ﾞﾟ・、。，．,.：；！？!?）)」』】〕〉》］}～〜".contains(c));
    let ends = before.trim_end().chars().next_back().is_some_and(|c| "（(「『【〔〈《［{〒￥¥".contains(c));
    !starts && !ends
}

fn joined(pieces: &[Piece]) -> String {
    let line: String = pieces.iter().map(|piece| piece.text).collect();
    line.trim_end().to_owned()
}

fn broken(pieces: &[Piece], room: f32) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    let mut line: Vec<Piece> = Vec::new();
    let mut used = 0.0;
    for piece in pieces {
        if piece.ink > room {
            return None;
        }
        if used + piece.ink > room {
            lines.push(joined(&line));
            line.clear();
            used = 0.0;
        }
        used += piece.whole;
        line.push(piece.clone());
    }
    lines.push(joined(&line));
    Some(lines)
}
