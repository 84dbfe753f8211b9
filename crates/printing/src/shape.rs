//! Text to glyphs: which font has each character, and how wide it stands.

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{BufferClusterLevel, Direction, UnicodeBuffer};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::typeface::Typeface;

/// Printed where no font has even the plain form: the printers' mark for a missing sort.
pub const GETA: char = '〓';

/// One character as a reader counts it, with its glyphs.
#[derive(Clone, PartialEq)]
pub(crate) struct Cluster {
    pub face: Typeface,
    pub glyphs: Vec<Glyph>,
    /// Width, em.
    pub width: f32,
}

/// A glyph of a cluster.
#[derive(Clone, PartialEq)]
pub(crate) struct Glyph {
    pub id: u16,
    /// From the left end of the cluster, em.
    pub x: f32,
    /// What the font says it is wide, em: a PDF viewer moves by this.
    pub advance: f32,
    /// The printed characters it stands for; empty for all but the first glyph of a ligature.
    pub source: String,
}

/// How a character can be printed.
struct Form {
    face: Typeface,
    printed: String,
    exact: bool,
}

/// Width of one line at a size of 1, em.
pub fn width(text: &str, face: Typeface) -> f32 {
    shape(text, face).iter().map(|cluster| cluster.width).sum()
}

/// The characters whose form no font has, as they were meant. They are printed in their plain form, or as 〓.
pub fn doubts(text: &str, face: Typeface) -> Vec<String> {
    text.graphemes(true).filter(|cluster| !form(cluster, face).exact).map(str::to_owned).collect()
}

/// The glyphs of one line, character by character.
pub(crate) fn shape(text: &str, face: Typeface) -> Vec<Cluster> {
    let forms: Vec<Form> = text.graphemes(true).map(|cluster| form(cluster, face)).collect();
    forms.chunk_by(|a, b| a.face == b.face).flat_map(shape_run).collect()
}

/// Shapes neighbours of one font together, so that Latin letters are kerned, and takes the glyphs apart again.
fn shape_run(forms: &[Form]) -> Vec<Cluster> {
    let Some(face) = forms.first().map(|form| form.face) else { return Vec::new() };
    let text: String = forms.iter().map(|form| form.printed.as_str()).collect();
    let font = face.font();
    let em = font.units_per_em() as f32;
    let glyphs = glyph_buffer(&text, face);
    let mut shaped = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()).peekable();
    let mut clusters = Vec::with_capacity(forms.len());
    let mut end = 0;
    for form in forms {
        end += form.printed.len();
        let mut cluster = Cluster { face, glyphs: Vec::new(), width: 0.0 };
        while let Some((info, position)) = shaped.next_if(|(info, _)| (info.cluster as usize) < end) {
            let id = info.glyph_id as u16;
            // A PDF keeps widths in whole thousandths, rounded down.
            let advance = f32::from(font.glyph_hor_advance(GlyphId(id)).unwrap_or(0)) * 1000.0 / em;
            let next = shaped.peek().map_or(end, |(next, _)| (next.cluster as usize).min(end));
            let source = text.get(info.cluster as usize..next).unwrap_or_default().to_owned();
            let x = cluster.width + position.x_offset as f32 / em;
            cluster.glyphs.push(Glyph { id, x, advance: advance.floor() / 1000.0, source });
            cluster.width += position.x_advance as f32 / em;
        }
        clusters.push(cluster);
    }
    clusters
}

// Clusters by character: with the usual grapheme clusters ﾍﾞ would come back from the PDF doubled.
fn glyph_buffer(text: &str, face: Typeface) -> rustybuzz::GlyphBuffer {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_cluster_level(BufferClusterLevel::Characters);
    rustybuzz::shape(face.font(), &[], buffer)
}

fn form(cluster: &str, face: Typeface) -> Form {
    if cluster.chars().all(|c| c.is_whitespace() || c.is_control()) {
        let wide = cluster.contains('\u{3000}');
        return Form { face, printed: if wide { "\u{3000}" } else { " " }.into(), exact: true };
    }
    if cluster.chars().all(is_invisible) {
        return Form { face, printed: String::new(), exact: true };
    }
    let fonts = face.chain();
    if let Some(face) = fonts.into_iter().find(|font| covers(*font, cluster)) {
        return Form { face, printed: cluster.into(), exact: true };
    }
    // The plain form: without the selector, then without the last accents.
    let mut plain: Vec<char> = cluster.chars().filter(|c| !is_selector(*c)).nfd().collect();
    while !plain.is_empty() {
        let printed: String = plain.iter().copied().nfc().collect();
        if let Some(face) = fonts.into_iter().find(|font| covers(*font, &printed)) {
            return Form { face, printed, exact: false };
        }
        plain.pop();
    }
    Form { face, printed: GETA.into(), exact: false }
}

fn covers(face: Typeface, cluster: &str) -> bool {
    let mut characters = cluster.chars().peekable();
    let mut every = true;
    while let Some(character) = characters.next() {
        if let Some(selector) = characters.next_if(|next| is_selector(*next)) {
            if !face.has_form(character, selector) {
                return false;
            }
        } else {
            every &= face.has(character);
        }
    }
    // A base and its accents may have one glyph together.
    every || (cluster.chars().nth(1).is_some() && shapes_whole(face, cluster))
}

fn shapes_whole(face: Typeface, cluster: &str) -> bool {
    glyph_buffer(cluster, face).glyph_infos().iter().all(|glyph| glyph.glyph_id != 0)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
