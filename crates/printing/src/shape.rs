//! Text to glyphs: which font has each character, and how wide it stands.

use std::fmt;

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{BufferClusterLevel, Direction, Face, GlyphBuffer, UnicodeBuffer};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::{Font, Fonts};
use crate::typeface::Typeface;

/// Printed where no font has even the plain form: the printers' mark for a missing sort.
pub const GETA: char = '〓';

/// A character whose form no font has.
#[derive(Clone, PartialEq, Eq)]
pub struct Doubt {
    /// As it was meant.
    pub meant: String,
    /// What stands on the paper instead: its plain form, or 〓.
    pub printed: String,
}

impl Doubt {
    /// The code points of what was meant: 「U+20BB7」, 「U+9089 E0102」.
    pub fn code(&self) -> String {
        let codes: Vec<String> = self.meant.chars().map(|c| format!("{:04X}", u32::from(c))).collect();
        format!("U+{}", codes.join(" "))
    }
}

// One character of a name is still of a name.
impl fmt::Debug for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Doubt(…)")
    }
}

/// One character as a reader counts it, with its glyphs.
#[derive(Clone, PartialEq)]
pub(crate) struct Cluster {
    pub font: Font,
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
struct Form<'a> {
    meant: &'a str,
    font: Font,
    printed: String,
    exact: bool,
}

impl Fonts {
    /// Width of one line at a size of 1, em.
    pub fn width(&self, text: &str, face: Typeface) -> f32 {
        self.shape(text, face).iter().map(|cluster| cluster.width).sum()
    }

    /// The characters whose form no font has. They are printed in their plain form, or as 〓.
    pub fn doubts(&self, text: &str, face: Typeface) -> Vec<Doubt> {
        let forms = text.graphemes(true).map(|cluster| self.form(cluster, face)).filter(|form| !form.exact);
        forms.map(|form| Doubt { meant: form.meant.to_owned(), printed: form.printed }).collect()
    }

    /// The glyphs of one line, character by character.
    pub(crate) fn shape(&self, text: &str, face: Typeface) -> Vec<Cluster> {
        let mut forms: Vec<Form> = text.graphemes(true).map(|cluster| self.form(cluster, face)).collect();
        for word in forms.chunk_by_mut(|a, b| is_latin(a.meant) && is_latin(b.meant)) {
            self.unify(word, Font::Own(face));
        }
        forms.chunk_by(|a, b| a.font == b.font).flat_map(|run| self.shape_run(run)).collect()
    }

    /// A Latin word is set in one font: single letters of another one, as wide as they like, tear it apart.
    fn unify(&self, word: &mut [Form], own: Font) {
        let Some(other) = word.iter().map(|form| form.font).find(|font| *font != own) else { return };
        if word.iter().all(|form| self.covers(other, &form.printed)) {
            word.iter_mut().for_each(|form| form.font = other);
        }
    }

    /// Shapes neighbours of one font together, so that Latin letters are kerned, and takes the glyphs apart again.
    fn shape_run(&self, forms: &[Form]) -> Vec<Cluster> {
        let Some(font) = forms.first().map(|form| form.font) else { return Vec::new() };
        // A form is only ever from a font that is there.
        let Some(face) = self.face(font) else { return Vec::new() };
        let text: String = forms.iter().map(|form| form.printed.as_str()).collect();
        let em = face.units_per_em() as f32;
        let glyphs = self.glyphs(&text, font, face);
        let mut shaped = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()).peekable();
        let mut clusters = Vec::with_capacity(forms.len());
        let mut end = 0;
        for form in forms {
            end += form.printed.len();
            let mut cluster = Cluster { font, glyphs: Vec::new(), width: 0.0 };
            while let Some((info, position)) = shaped.next_if(|(info, _)| (info.cluster as usize) < end) {
                let id = info.glyph_id as u16;
                // A PDF keeps widths in whole thousandths, rounded down.
                let advance = f32::from(face.glyph_hor_advance(GlyphId(id)).unwrap_or(0)) * 1000.0 / em;
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

    fn form<'a>(&self, cluster: &'a str, face: Typeface) -> Form<'a> {
        let own = |printed: &str| Form {
            meant: cluster,
            font: Font::Own(face),
            printed: printed.into(),
            exact: true,
        };
        if cluster.chars().all(|c| c.is_whitespace() || c.is_control()) {
            return own(if cluster.contains('\u{3000}') { "\u{3000}" } else { " " });
        }
        if cluster.chars().all(is_invisible) {
            return own("");
        }
        let chain = face.chain();
        let having = |printed: &str| chain.into_iter().find(|font| self.covers(*font, printed));
        if let Some(font) = having(cluster) {
            return Form { meant: cluster, font, printed: cluster.into(), exact: true };
        }
        // The plain form: without the selector, then without the last accents.
        let bare: String = cluster.chars().filter(|c| !is_selector(*c) && !is_invisible(*c)).collect();
        for mut plain in [bare.nfd().collect::<Vec<_>>(), bare.nfkd().collect()] {
            while !plain.is_empty() {
                let printed: String = plain.iter().copied().nfc().collect();
                if let Some(font) = having(&printed) {
                    return Form { meant: cluster, font, printed, exact: false };
                }
                plain.pop();
            }
        }
        Form { meant: cluster, font: Font::Own(face), printed: GETA.into(), exact: false }
    }

    fn covers(&self, font: Font, cluster: &str) -> bool {
        let Some(face) = self.face(font) else { return false };
        let mut characters = cluster.chars().peekable();
        let mut every = true;
        while let Some(character) = characters.next() {
            if let Some(selector) = characters.next_if(|next| is_selector(*next)) {
                if !self.has_form(font, character, selector) {
                    return false;
                }
            } else {
                every &= self.has(font, character);
            }
        }
        // A base and its accents may have one glyph together.
        every || (cluster.chars().nth(1).is_some() && self.shapes_whole(cluster, font, face))
    }

    // Clusters by character: with the usual grapheme clusters ﾍﾞ would come back from the PDF doubled.
    fn glyphs(&self, text: &str, font: Font, face: &Face) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_cluster_level(BufferClusterLevel::Characters);
        let plan = self.plan(font, face, buffer.script());
        rustybuzz::shape_with_plan(face, &plan, buffer)
    }

    fn shapes_whole(&self, cluster: &str, font: Font, face: &Face) -> bool {
        self.glyphs(cluster, font, face).glyph_infos().iter().all(|glyph| glyph.glyph_id != 0)
    }
}

fn is_latin(cluster: &str) -> bool {
    let letter = |c| matches!(c, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    cluster.chars().next().is_some_and(letter)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
