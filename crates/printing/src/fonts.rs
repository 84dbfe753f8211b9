//! The fonts that text is set with: those inside the program, and those that the machine has.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustybuzz::ttf_parser::{GlyphId, Tag};
use rustybuzz::{Direction, Face, Script, ShapePlan};

use crate::typeface::Typeface;

/// A font that a machine may have. It adds characters that the program's own fonts lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Installed {
    /// IPAmj明朝: every kanji of 文字情報基盤, with its forms (46 MB).
    Mj,
    /// Noto Serif CJK JP (26 MB).
    Serif,
    /// Noto Sans CJK JP (19 MB).
    Sans,
}

impl Installed {
    /// Every one.
    pub const ALL: [Installed; 3] = [Installed::Mj, Installed::Serif, Installed::Sans];
}

/// Where a font comes from.
#[derive(Clone, Copy)]
pub struct Source {
    /// Gives the file, or nothing where it is not installed. Called once, and only when some text needs it.
    pub load: fn() -> Option<&'static [u8]>,
    /// Which font of a collection (`.ttc`).
    pub index: u32,
}

/// The fonts on paper. What the program's own fonts have always looks the same; a character they lack is
/// looked for in the fonts of the machine, which are opened only then.
#[derive(Default)]
pub struct Fonts {
    mj: Lazy,
    serif: Lazy,
    sans: Lazy,
    /// How to shape a script with a font: slower to find out than to shape a line.
    plans: Mutex<BTreeMap<(Font, Tag), Arc<ShapePlan>>>,
}

#[derive(Default)]
struct Lazy {
    source: Option<Source>,
    face: OnceLock<Option<(Face<'static>, &'static [u8])>>,
}

/// A font that some glyphs are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Font {
    Own(Typeface),
    Installed(Installed),
}

impl Fonts {
    /// With a font of the machine.
    #[must_use]
    pub fn with(mut self, font: Installed, source: Source) -> Self {
        *self.lazy_mut(font) = Lazy { source: Some(source), face: OnceLock::new() };
        self
    }

    /// The fonts of the machine that some text needed so far.
    pub fn opened(&self) -> Vec<Installed> {
        let opened = |font: &Installed| matches!(self.lazy(*font).face.get(), Some(Some(_)));
        Installed::ALL.into_iter().filter(opened).collect()
    }

    fn lazy(&self, font: Installed) -> &Lazy {
        match font {
            Installed::Mj => &self.mj,
            Installed::Serif => &self.serif,
            Installed::Sans => &self.sans,
        }
    }

    fn lazy_mut(&mut self, font: Installed) -> &mut Lazy {
        match font {
            Installed::Mj => &mut self.mj,
            Installed::Serif => &mut self.serif,
            Installed::Sans => &mut self.sans,
        }
    }

    fn installed(&self, font: Installed) -> Option<&(Face<'static>, &'static [u8])> {
        let lazy = self.lazy(font);
        let open = || {
            let source = lazy.source?;
            let bytes = (source.load)()?;
            // A file that is no font is as good as none.
            Some((Face::from_slice(bytes, source.index)?, bytes))
        };
        lazy.face.get_or_init(open).as_ref()
    }

    /// The parsed font; `None` where the machine does not have it.
    pub(crate) fn face(&self, font: Font) -> Option<&Face<'static>> {
        match font {
            Font::Own(face) => Some(face.font()),
            Font::Installed(font) => self.installed(font).map(|(face, _)| face),
        }
    }

    /// The file of a font, and which font of it.
    pub(crate) fn file(&self, font: Font) -> Option<(&'static [u8], u32)> {
        match font {
            Font::Own(face) => Some((face.bytes(), 0)),
            Font::Installed(font) => {
                let (_, bytes) = self.installed(font)?;
                Some((bytes, self.lazy(font).source?.index))
            }
        }
    }

    /// How to shape text of a script, from left to right.
    pub(crate) fn plan(&self, font: Font, face: &Face, script: Script) -> Arc<ShapePlan> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = || {
            let script = (script != rustybuzz::script::UNKNOWN).then_some(script);
            Arc::new(ShapePlan::new(face, Direction::LeftToRight, script, None, &[]))
        };
        plans.entry((font, script.tag())).or_insert_with(plan).clone()
    }

    /// Whether the font has a glyph for the character.
    pub(crate) fn has(&self, font: Font, character: char) -> bool {
        let glyph = self.face(font).and_then(|face| face.glyph_index(character));
        glyph.is_some_and(|glyph| glyph != GlyphId(0))
    }

    /// Whether the font has the form of the character that the variation selector asks for. A form that is the
    /// font's usual one counts; one that the font does not know about does not.
    pub(crate) fn has_form(&self, font: Font, character: char, selector: char) -> bool {
        self.face(font).is_some_and(|face| face.glyph_variation_index(character, selector).is_some())
    }
}

impl Typeface {
    /// Where a glyph is looked for, in this order: in the same style first.
    pub(crate) fn chain(self) -> [Font; 5] {
        use Font::{Installed as Extra, Own};
        let (own, other) = match self {
            Typeface::Gothic => (self, Typeface::Mincho),
            Typeface::Mincho | Typeface::Plain | Typeface::Bold => (self, Typeface::Gothic),
        };
        let [mj, serif, sans] = Installed::ALL.map(Extra);
        match self {
            Typeface::Mincho => [Own(own), Own(other), mj, serif, sans],
            Typeface::Gothic | Typeface::Plain | Typeface::Bold => [Own(own), Own(other), sans, mj, serif],
        }
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = Installed::ALL.into_iter().filter(|font| self.lazy(*font).source.is_some());
        f.debug_set().entries(given).finish()
    }
}
