//! Boxes of a card, straightened: the only pixels that are looked at closely. No picture of a whole card is made.

use zeroize::Zeroizing;

use super::find::Quad;
use super::layout::{Area, Layout};
use super::picture::Picture;
use crate::symbol::plane::{Plane, Point};

/// Pixels a millimetre of what is cut out: text of 2.5 mm is 40 pixels high, which engines read best.
pub(crate) const PX_PER_MM: f32 = 16.0;
/// What stands where nothing may be seen.
const PAPER: f32 = 255.0;

/// A grey picture to work on; 0 is black. Overwritten when dropped.
#[derive(Clone)]
pub(crate) struct Grey {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Zeroizing<Vec<f32>>,
}

impl Grey {
    pub(crate) fn new(width: usize, height: usize, value: f32) -> Self {
        Self { width, height, pixels: Zeroizing::new(vec![value; width * height]) }
    }

    /// The pixel at a place; beyond the border, the nearest one.
    #[inline]
    pub(crate) fn at(&self, x: i32, y: i32) -> f32 {
        let x = (x.max(0) as usize).min(self.width.saturating_sub(1));
        let y = (y.max(0) as usize).min(self.height.saturating_sub(1));
        self.pixels.get(y * self.width + x).copied().unwrap_or(PAPER)
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.pixels.chunks_exact(self.width.max(1))
    }
}

/// A card in its place.
pub(crate) struct Sheet<'a> {
    picture: &'a Picture,
    /// From millimetres of the card to pixels of the picture.
    plane: Plane,
    size: [f32; 2],
    hidden: Vec<Area>,
    shift: (f32, f32),
}

impl<'a> Sheet<'a> {
    /// `None` where the corners are no card's.
    pub(crate) fn new(picture: &'a Picture, quad: &Quad, layout: &Layout, shift: (f32, f32)) -> Option<Self> {
        let hidden = layout.hidden.iter().map(|hidden| hidden.at).collect();
        Some(Self { hidden, shift, ..Self::plain(picture, quad.corners, layout.size)? })
    }

    /// Something flat of a size in millimetres, on which all may be seen.
    pub(crate) fn plain(picture: &'a Picture, corners: [Point; 4], size: [f32; 2]) -> Option<Self> {
        let [width, height] = size;
        let from = [
            Point::new(0.0, 0.0),
            Point::new(width, 0.0),
            Point::new(width, height),
            Point::new(0.0, height),
        ];
        let plane = Plane::through(from, corners)?;
        Some(Self { picture, plane, size, hidden: Vec::new(), shift: (0.0, 0.0) })
    }

    /// What stands in an area of the layout. What must not be seen is white in it, where it should be and where the print
    /// was found to be.
    pub(crate) fn cut(&self, [left, top, right, bottom]: Area) -> Grey {
        let [width, height] = self.size;
        let (dx, dy) = self.shift;
        let (left, right) = ((left + dx).clamp(0.0, width), (right + dx).clamp(0.0, width));
        let (top, bottom) = ((top + dy).clamp(0.0, height), (bottom + dy).clamp(0.0, height));
        let columns = ((right - left) * PX_PER_MM) as usize;
        let rows = ((bottom - top) * PX_PER_MM) as usize;
        let mut grey = Grey::new(columns, rows, PAPER);
        let hidden = |x: f32, y: f32| {
            let inside = |[l, t, r, b]: Area, x: f32, y: f32| l <= x && x <= r && t <= y && y <= b;
            self.hidden.iter().any(|area| inside(*area, x, y) || inside(*area, x - dx, y - dy))
        };
        for (row, line) in grey.pixels.chunks_exact_mut(columns.max(1)).enumerate() {
            let y = top + (row as f32 + 0.5) / PX_PER_MM;
            for (column, pixel) in line.iter_mut().enumerate() {
                let x = left + (column as f32 + 0.5) / PX_PER_MM;
                if !hidden(x, y) {
                    let seen = self.plane.see(x, y);
                    let [red, green, blue] = self.picture.at(seen.x, seen.y);
                    *pixel = 0.3 * red + 0.59 * green + 0.11 * blue;
                }
            }
        }
        grey
    }
}
