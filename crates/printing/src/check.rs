//! 「字形要確認」 in the margin: what the signs at the boxes mean.

use kakanai_domain::sheet::Paper;

use crate::cell::{glyph_notes, sign};
use crate::fit::wrap;
use crate::fonts::Fonts;
use crate::page::{MM_PER_PT, Mark, Page, Point, Problem, Said, Spacing, Words, doubts_text};
use crate::place::{FOOTER, FOOTER_BASE, FOOTER_SIDE};
use crate::typeface::Typeface;

/// What the notes are called.
pub(crate) const CHECK: &str = "字形要確認";
/// From line to line, em.
const LEADING: f32 = 1.3;
/// Size, pt, and from the lowest line of the notes to the foot, baselines, mm; smaller where there is little room.
const SETTINGS: [(f32, f32); 4] = [(FOOTER, 3.6), (FOOTER, 3.0), (6.0, 2.8), (5.5, 2.65)];
/// Left free under what the sheet has, mm.
const GAP: f32 = 0.5;

/// Writes the notes over the foot, where the sheet leaves the room (its lowest box ends at `bottom`, mm). Gives
/// them back where it does not: they go to the annex then.
pub(crate) fn set_checks(page: &mut Page, fonts: &Fonts, bottom: f32) -> Option<String> {
    let notes = glyph_notes(page).zip(1..).filter_map(|(note, number)| match &note.problem {
        Problem::Glyph(doubts) => Some(format!("{} {}の{}", sign(number), note.label, doubts_text(doubts))),
        Problem::Annex(_) | Problem::Small(_) => None,
    });
    let notes = notes.collect::<Vec<_>>().join("　");
    if notes.is_empty() {
        return None;
    }
    let text = format!("{CHECK}　{notes}");
    let Paper { width, height } = page.paper;
    let wide = f32::from(width) - 2.0 * FOOTER_SIDE;
    for (size, above) in SETTINGS {
        let em = size * MM_PER_PT;
        let leading = LEADING * em;
        let lines = wrap(fonts, &text, Typeface::Gothic, size, wide);
        let first = f32::from(height) - FOOTER_BASE - above - leading * (lines.len() as f32 - 1.0);
        if first - em < bottom + GAP {
            continue;
        }
        let said = Said::of_lines(&text, &lines);
        for ((index, line), said) in lines.into_iter().enumerate().zip(said) {
            let at = Point { x: FOOTER_SIDE, y: first + leading * index as f32 };
            let (face, grey, spacing) = (Typeface::Gothic, 0.0, Spacing::Natural);
            page.marks.push(Mark::Text(Words { at, size, face, grey, text: line, spacing, said }));
        }
        return None;
    }
    Some(notes)
}
