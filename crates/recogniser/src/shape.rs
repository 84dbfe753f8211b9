//! A line as the network takes it.

use image::GrayImage;
use image::imageops::{self, FilterType};
use kakanai_reading::Frame;
use zeroize::Zeroize;

/// Rows of a line.
pub const HEIGHT: u32 = 32;
/// White around the lines that engines are given, in pixels, of which a little is left.
const MARGIN: usize = 8;

/// What is darker is ink: paper is made white before.
const INK: u8 = 160;

/// A line 32 pixels high, grey, row by row. Overwritten when dropped.
pub struct Shaped {
    /// Columns.
    pub width: usize,
    /// Its pixels.
    pub pixels: Vec<u8>,
}

impl Shaped {
    /// Of a line as engines are given it; `None` where nothing would be left of it.
    pub fn of(line: &Frame) -> Option<Self> {
        let wide = line.width().checked_sub(2 * MARGIN).filter(|wide| *wide >= 4)?;
        let high = line.height().checked_sub(2 * MARGIN).filter(|high| *high >= 4)?;
        let inner = |row: &[u8]| row.get(MARGIN..MARGIN + wide).unwrap_or_default().to_vec();
        let pixels = line.rows().skip(MARGIN).take(high).flat_map(inner).collect();
        let (width, height) = (u32::try_from(wide).ok()?, u32::try_from(high).ok()?);
        let mut inner = GrayImage::from_raw(width, height, pixels)?;
        // The network halves a line's columns twice.
        let columns = (width * HEIGHT).div_ceil(height).next_multiple_of(4);
        let shaped = imageops::resize(&inner, columns, HEIGHT, FilterType::Triangle);
        inner.as_flat_samples_mut().samples.zeroize();
        Some(Self { width: columns as usize, pixels: shaped.into_raw() })
    }
}

impl Shaped {
    /// Where a column of a line comes to lie.
    pub fn column(line: &Frame, x: f32) -> f32 {
        let high = line.height().saturating_sub(2 * MARGIN).max(1);
        (x - MARGIN as f32) * HEIGHT as f32 / high as f32
    }

    /// Whether anything is printed on it: on blank paper the network sees ghosts.
    pub(crate) fn has_ink(&self) -> bool {
        self.pixels.iter().any(|grey| *grey < INK)
    }

    /// As the network takes it: 0 is white, 1 is black.
    pub(crate) fn ink(&self) -> Vec<f32> {
        self.pixels.iter().map(|grey| 1.0 - f32::from(*grey) / 255.0).collect()
    }
}

impl Drop for Shaped {
    fn drop(&mut self) {
        self.pixels.zeroize();
    }
}
