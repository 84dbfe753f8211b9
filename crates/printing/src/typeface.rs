//! The fonts on paper. They are inside the program: paper looks the same on every machine.
#![allow(clippy::expect_used, reason = "the fonts are compiled in; a test parses each of them")]

use std::sync::OnceLock;

use kakanai_domain::sheet;
use rustybuzz::Face;

/// A typeface on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Typeface {
    /// BIZ UDゴシック: printed words of the sheets.
    Gothic,
    /// BIZ UD明朝: what is filled in.
    Mincho,
    /// BIZ UDPゴシック: words of the guide.
    Plain,
    /// BIZ UDPゴシック Bold: headings and due days of the guide.
    Bold,
}

impl From<sheet::Face> for Typeface {
    fn from(face: sheet::Face) -> Self {
        match face {
            sheet::Face::Gothic => Typeface::Gothic,
            sheet::Face::Mincho => Typeface::Mincho,
        }
    }
}

impl Typeface {
    /// Every typeface.
    pub const ALL: [Typeface; 4] = [Typeface::Gothic, Typeface::Mincho, Typeface::Plain, Typeface::Bold];

    /// The word in goldens, and the name of the font inside a PDF.
    pub fn name(self) -> &'static str {
        match self {
            Typeface::Gothic => "gothic",
            Typeface::Mincho => "mincho",
            Typeface::Plain => "plain",
            Typeface::Bold => "bold",
        }
    }

    /// The font file (SIL Open Font License 1.1, `assets/fonts/OFL.txt`).
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Typeface::Gothic => include_bytes!("../../../assets/fonts/BIZUDGothic-Regular.ttf"),
            Typeface::Mincho => include_bytes!("../../../assets/fonts/BIZUDMincho-Regular.ttf"),
            Typeface::Plain => include_bytes!("../../../assets/fonts/BIZUDPGothic-Regular.ttf"),
            Typeface::Bold => include_bytes!("../../../assets/fonts/BIZUDPGothic-Bold.ttf"),
        }
    }

    /// The parsed font; parsed once.
    pub(crate) fn font(self) -> &'static Face<'static> {
        static GOTHIC: OnceLock<Face<'static>> = OnceLock::new();
        static MINCHO: OnceLock<Face<'static>> = OnceLock::new();
        static PLAIN: OnceLock<Face<'static>> = OnceLock::new();
        static BOLD: OnceLock<Face<'static>> = OnceLock::new();
        let cell = match self {
            Typeface::Gothic => &GOTHIC,
            Typeface::Mincho => &MINCHO,
            Typeface::Plain => &PLAIN,
            Typeface::Bold => &BOLD,
        };
        cell.get_or_init(|| Face::from_slice(self.bytes(), 0).expect("a font inside the program"))
    }

    /// Top and bottom of the box of kanji over the baseline, em; measured at 国, the fullest of them.
    pub fn kanji_box(self) -> (f32, f32) {
        let font = self.font();
        let em = font.units_per_em() as f32;
        let ink = font.glyph_index('国').and_then(|glyph| font.glyph_bounding_box(glyph));
        ink.map_or((0.8, -0.08), |ink| (f32::from(ink.y_max) / em, f32::from(ink.y_min) / em))
    }
}
