//! Whether a picture of a card is good enough to read, and what would make it better.

use super::cut::{Grey, PX_PER_MM};
use super::find::Quad;
use super::picture::Picture;

/// What to do for a better picture; the sentence is the screen's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// No card is seen.
    ShowCard,
    /// The card is too small in the picture.
    Closer,
    /// A corner of it is outside the picture.
    Whole,
    /// It is blurred: by movement, or out of focus.
    HoldStill,
    /// It is too dark.
    MoreLight,
    /// Something is reflected where text stands.
    NoGlare,
    /// It is a card, and none that is read here.
    OtherCard,
    /// It is the back: the front is read.
    TurnOver,
}

/// What was measured of a card in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Pixels of the picture to a millimetre of the card.
    pub px_per_mm: f32,
    /// How wide an edge of print is, in millimetres: half of all edges are sharper.
    pub edge: f32,
    /// Brightness of the paper where text stands, from 0 to 255.
    pub light: f32,
    /// The part of the text's boxes where a light is reflected, from 0 to 1.
    pub glare: f32,
    /// Whether a corner lies outside the picture.
    pub cropped: bool,
}

/// Fewer pixels to a millimetre, and strokes run together.
const LEAST_PX_PER_MM: f32 = 7.0;
/// Wider, and the strokes of 2.5 mm high characters run together.
const WIDEST_EDGE: f32 = 0.55;
/// Darker, and noise is as strong as ink.
const LEAST_LIGHT: f32 = 55.0;
/// More of a box than that hides a character.
const MOST_GLARE: f32 = 0.04;

impl Quality {
    pub(crate) fn of(picture: &Picture, quad: &Quad, length_mm: f32, boxes: &[&Grey]) -> Self {
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let outside = |(x, y): (f32, f32)| x < 0.0 || y < 0.0 || x > width || y > height;
        let mut values: Vec<f32> =
            boxes.iter().flat_map(|grey| grey.pixels.iter().step_by(7).copied()).collect();
        let nth = values.len() * 7 / 10;
        let light = match nth < values.len() {
            true => *values.select_nth_unstable_by(nth, f32::total_cmp).1,
            false => 0.0,
        };
        // A reflection is nearly white and much lighter than the paper.
        let limit = (light + 0.6 * (255.0 - light)).clamp(200.0, 250.0);
        let bright = values.iter().filter(|value| **value > limit && light < 235.0).count();
        Self {
            px_per_mm: quad.length() / length_mm,
            edge: edge(boxes),
            light,
            glare: bright as f32 / values.len().max(1) as f32,
            cropped: quad.corners().into_iter().any(outside),
        }
    }

    /// What to do before it is read; `None` where it is good enough.
    pub fn advice(&self) -> Option<Advice> {
        match () {
            () if self.cropped => Some(Advice::Whole),
            () if self.px_per_mm < LEAST_PX_PER_MM => Some(Advice::Closer),
            () if self.light < LEAST_LIGHT => Some(Advice::MoreLight),
            () if self.edge > WIDEST_EDGE => Some(Advice::HoldStill),
            () if self.glare > MOST_GLARE => Some(Advice::NoGlare),
            () => None,
        }
    }
}

/// The middle of the widths of strong edges in millimetres: how far brightness goes over how fast it changes.
fn edge(boxes: &[&Grey]) -> f32 {
    let mut widths: Vec<f32> = Vec::new();
    for grey in boxes {
        let range = {
            let mut sample: Vec<f32> = grey.pixels.iter().step_by(5).copied().collect();
            sample.sort_by(f32::total_cmp);
            let at = |part: usize| sample.get(sample.len() * part / 100).copied().unwrap_or(0.0);
            at(90) - at(2)
        };
        for row in grey.rows().step_by(3) {
            for window in row.windows(17).step_by(4) {
                let [low, high] =
                    window.iter().fold([f32::MAX, f32::MIN], |[low, high], v| [low.min(*v), high.max(*v)]);
                // Three pixels apart: noise of one pixel is no slope.
                let steepest = window.windows(4).map(|w| match w {
                    [a, _, _, d] => (d - a).abs() / 3.0,
                    _ => 0.0,
                });
                let steepest = steepest.fold(0.0, f32::max);
                if high - low > 0.6 * range && range > 12.0 && steepest > 0.0 {
                    widths.push((high - low) / steepest);
                }
            }
        }
    }
    if widths.len() < 20 {
        return 1.0;
    }
    let nth = widths.len() / 2;
    *widths.select_nth_unstable_by(nth, f32::total_cmp).1 / PX_PER_MM
}
