//! The size and the lines at which text fits its cell.
//!
//! In this order: as written, from the size wanted down to the least one; in lines, up to the author's number,
//! at spaces if that costs little of the size;
//! in as many lines as the cell is high; with breaks inside words; smaller than the least size, which a clerk is
//! told. Never cut.

use kakanai_domain::sheet::Style;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use crate::page::MM_PER_PT;
use crate::shape::width;
use crate::typeface::Typeface;

/// Steps of the size, pt.
const STEP: f32 = 0.25;
/// Smaller than this nobody can read, pt; reached only by text that no cell was made for.
const UNREADABLE: f32 = 4.5;
/// Part of the size that is given up to keep words whole.
const WHOLE_WORDS: f32 = 0.75;
/// From one baseline to the next, em: the least, and what is pleasant.
const LEADING: (f32, f32) = (1.1, 1.4);
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

/// The first attempt that succeeds, and its size when it is below the least one.
pub fn search<T>(
    limits: Limits,
    mut attempt: impl FnMut(f32, Breaking) -> Option<T>,
) -> Option<(T, Option<f32>)> {
    let lines = usize::from(limits.lines);
    let little = limits.least.max(limits.size * WHOLE_WORDS);
    let wanted = [
        (Breaking::Never, limits.least),
        (Breaking::Spaces(lines), little),
        (Breaking::Lines(lines), limits.least),
        (Breaking::Spaces(usize::MAX), little),
        (Breaking::Lines(usize::MAX), limits.least),
        (Breaking::Anywhere, limits.least),
    ];
    for (breaking, least) in wanted {
        if let Some(found) = steps(limits.size, least).find_map(|size| attempt(size, breaking)) {
            return Some((found, None));
        }
    }
    let smaller =
        steps(limits.least - STEP, UNREADABLE).chain(steps(UNREADABLE.min(limits.least) - STEP, STEP));
    smaller.into_iter().find_map(|size| Some((attempt(size, Breaking::Anywhere)?, Some(size))))
}

/// Sets text into a room. The second is the size, when it is below the least one.
pub fn fit(text: &str, face: Typeface, room: Room, limits: Limits) -> (Lines, Option<f32>) {
    let text = Breakable::new(text, face);
    let found = search(limits, |size, breaking| {
        let em = size * MM_PER_PT;
        let lines = text.lines(room.w / em, breaking)?;
        let leading = leading(lines.len(), em, room.h, face)?;
        Some(Lines { size, leading, lines })
    });
    // Longer than a page of the smallest letters: one line, as wide as the room.
    found.unwrap_or_else(|| {
        let size = room.w.max(STEP) / (text.longest() * MM_PER_PT).max(f32::EPSILON);
        (Lines { size, leading: 0.0, lines: text.written() }, Some(size))
    })
}

/// Lines that are as wide as allowed, at a given size; for running text on pages that may grow.
pub fn wrap(text: &str, face: Typeface, size: f32, width_mm: f32) -> Vec<String> {
    let text = Breakable::new(text, face);
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
    let each = free / (lines - 1) as f32;
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
    face: Typeface,
    /// Paragraphs of pieces that stay together, each with its width in em, without and with its last spaces.
    paragraphs: Vec<Vec<Piece<'a>>>,
    /// The same, broken at spaces only.
    words: Vec<Vec<Piece<'a>>>,
}

struct Piece<'a> {
    text: &'a str,
    ink: f32,
    whole: f32,
}

impl<'a> Breakable<'a> {
    fn new(text: &'a str, face: Typeface) -> Self {
        let lines = || text.split('\n').map(|line| line.trim_end_matches('\r'));
        let words = lines()
            .map(|line| line.split_inclusive(char::is_whitespace).map(|word| piece(word, face)).collect());
        Self { face, paragraphs: lines().map(|line| pieces(line, face)).collect(), words: words.collect() }
    }

    fn longest(&self) -> f32 {
        self.paragraphs.iter().map(|pieces| line_width(pieces)).fold(0.0, f32::max)
    }

    fn written(&self) -> Vec<String> {
        self.paragraphs.iter().map(|pieces| joined(pieces)).collect()
    }

    /// The lines at so many em, if they fit.
    fn lines(&self, room: f32, breaking: Breaking) -> Option<Vec<String>> {
        let room = room + SLACK;
        let mut lines = Vec::new();
        for (pieces, words) in self.paragraphs.iter().zip(&self.words) {
            match breaking {
                Breaking::Spaces(_) => lines.extend(broken(words, room)?),
                Breaking::Never if line_width(pieces) > room => return None,
                Breaking::Never => lines.push(joined(pieces)),
                Breaking::Lines(_) => lines.extend(broken(pieces, room)?),
                Breaking::Anywhere => {
                    let small: Vec<Piece> = pieces
                        .iter()
                        .flat_map(|piece| {
                            if piece.ink > room {
                                graphemes(piece.text, self.face)
                            } else {
                                vec![piece.clone()]
                            }
                        })
                        .collect();
                    lines.extend(broken(&small, room)?);
                }
            }
        }
        match breaking {
            Breaking::Spaces(most) | Breaking::Lines(most)
                if lines.len() > most.max(self.paragraphs.len()) =>
            {
                None
            }
            Breaking::Never | Breaking::Spaces(_) | Breaking::Lines(_) | Breaking::Anywhere => Some(lines),
        }
    }
}

impl Clone for Piece<'_> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

fn piece(text: &str, face: Typeface) -> Piece<'_> {
    let whole = width(text, face);
    let ink = width(text.trim_end(), face);
    Piece { text, ink, whole }
}

fn pieces(line: &str, face: Typeface) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(line) {
        let last = end == line.len();
        if !last && (opportunity == BreakOpportunity::Mandatory || !may_break(line, end)) {
            continue;
        }
        if let Some(text) = line.get(start..end) {
            pieces.push(piece(text, face));
        }
        start = end;
    }
    pieces
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

fn graphemes(text: &str, face: Typeface) -> Vec<Piece<'_>> {
    text.graphemes(true).map(|cluster| piece(cluster, face)).collect()
}

fn line_width(pieces: &[Piece]) -> f32 {
    let Some((last, before)) = pieces.split_last() else { return 0.0 };
    before.iter().map(|piece| piece.whole).sum::<f32>() + last.ink
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
