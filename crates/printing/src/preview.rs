//! A page of a PDF as a picture, for a screen: by a renderer in Rust, so that nothing has to be installed.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FallbackFontQuery, FontData, FontQuery};
use hayro::hayro_interpret::hayro_cmap::CidFamily;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::typeface::Typeface;

/// Dots an inch at most: a page of A3 then takes 130 MB.
const MOST_DPI: f32 = 400.0;

/// A picture, row by row from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
    /// Red, green, blue, opacity (always full) of each dot.
    pub rgba: Vec<u8>,
}

// A paper shows what people said.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {} …)", self.width, self.height)
    }
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreviewError {
    /// The file is no PDF, damaged, or locked by a password.
    #[error(
        "PDFを開けません。壊れているか、パスワードがかかっています / the PDF cannot be opened: it is damaged, or locked by a password"
    )]
    Unreadable,
    /// There is no such page.
    #[error("{page}ページ目はありません（全{pages}ページ） / there is no page {page} of {pages}")]
    NoPage {
        /// The page wanted, from 1.
        page: usize,
        /// How many there are.
        pages: usize,
    },
}

/// A PDF whose pages can be looked at.
pub struct Preview {
    pub(crate) pdf: Pdf,
    pub(crate) settings: InterpreterSettings,
}

impl Preview {
    /// Opens a PDF.
    ///
    /// # Errors
    /// When it is no PDF that can be read without a password.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PreviewError> {
        let pdf = Pdf::new(bytes).map_err(|_| PreviewError::Unreadable)?;
        let settings =
            InterpreterSettings { font_resolver: Arc::new(font), ..InterpreterSettings::default() };
        Ok(Self { pdf, settings })
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// A page, counted from 1, at so many dots an inch (10 to 400).
    ///
    /// # Errors
    /// When there is no such page.
    pub fn page(&self, page: usize, dpi: f32) -> Result<Picture, PreviewError> {
        let pages = self.pages();
        let found = page.checked_sub(1).and_then(|index| self.pdf.pages().get(index));
        let found = found.ok_or(PreviewError::NoPage { page, pages })?;
        Ok(self.draw(found, &RenderCache::new(), dpi))
    }

    /// Every page in order.
    pub fn all(&self, dpi: f32) -> Vec<Picture> {
        // Fonts are looked at once for all pages.
        let cache = RenderCache::new();
        self.pdf.pages().iter().map(|page| self.draw(page, &cache, dpi)).collect()
    }

    fn draw<'a>(&'a self, page: &'a Page<'a>, cache: &RenderCache<'a>, dpi: f32) -> Picture {
        let scale = dpi.clamp(10.0, MOST_DPI) / 72.0;
        let pixmap = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let drawn = render(page, cache, &self.settings, &RenderSettings::default(), &pixmap);
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        // On white ground every dot is opaque: premultiplied or not is the same.
        let rgba = drawn.data().iter().flat_map(|dot| [dot.r, dot.g, dot.b, u8::MAX]).collect();
        Picture { width, height, rgba }
    }
}

/// Our own typefaces stand in for Japanese ones that an office's PDF names and does not carry.
fn font(query: &FontQuery) -> Option<(FontData, u32)> {
    match query {
        FontQuery::Standard(standard) => Some(standard.get_font_data()),
        FontQuery::Fallback(fallback) if is_japanese(fallback) => {
            let name = fallback.post_script_name.as_deref().unwrap_or_default().to_lowercase();
            // Whether such a font has serifs is often not said; its name does say it.
            let mincho =
                fallback.is_serif || ["min", "ryumin", "明朝"].iter().any(|word| name.contains(word));
            let face = if mincho { Typeface::Mincho } else { Typeface::Gothic };
            Some((Arc::new(face.bytes().to_vec()), 0))
        }
        FontQuery::Fallback(fallback) => Some(fallback.pick_standard_font().get_font_data()),
    }
}

fn is_japanese(query: &FallbackFontQuery) -> bool {
    query.character_collection.as_ref().is_some_and(|of| matches!(of.family, CidFamily::AdobeJapan1))
}
