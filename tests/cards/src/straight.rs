//! A card straightened by what is true about its photograph: what a perfect finder would hand to a reader.

use image::{Rgb, RgbImage};

use crate::truth::{Area, Truth};

/// From the unit square (upper left, upper right, lower right, lower left) to a quadrangle.
struct Square([f32; 8]);

impl Square {
    fn to([a, b, c, d]: [[f32; 2]; 4]) -> Self {
        let sum = [0, 1].map(|k: usize| a[k] - b[k] + c[k] - d[k]);
        let (one, two) = ([0, 1].map(|k: usize| b[k] - c[k]), [0, 1].map(|k: usize| d[k] - c[k]));
        let whole = one[0] * two[1] - two[0] * one[1];
        let g = (sum[0] * two[1] - two[0] * sum[1]) / whole;
        let h = (one[0] * sum[1] - sum[0] * one[1]) / whole;
        let row = |k: usize| [b[k] - a[k] + g * b[k], d[k] - a[k] + h * d[k], a[k]];
        let ([p, q, r], [s, t, u]) = (row(0), row(1));
        Self([p, q, r, s, t, u, g, h])
    }

    fn at(&self, u: f32, v: f32) -> [f32; 2] {
        let [a, b, c, d, e, f, g, h] = self.0;
        let w = g * u + h * v + 1.0;
        [(a * u + b * v + c) / w, (d * u + e * v + f) / w]
    }
}

/// A part of the card, in millimetres, as it would look from straight above.
pub fn straight(picture: &RgbImage, truth: &Truth, area: Area, px_per_mm: f32) -> RgbImage {
    let square = Square::to(truth.corners);
    let [l, t, r, b] = area;
    let size = [r - l, b - t].map(|mm| (mm * px_per_mm).round().max(1.0) as u32);
    let (right, low) = (picture.width() - 1, picture.height() - 1);
    RgbImage::from_fn(size[0], size[1], |x, y| {
        let mm = [l + (x as f32 + 0.5) / px_per_mm, t + (y as f32 + 0.5) / px_per_mm];
        let [x, y] = square.at(mm[0] / truth.size[0], mm[1] / truth.size[1]);
        let (x, y) = (x.clamp(0.0, right as f32), y.clamp(0.0, low as f32));
        let (u, v) = (x.fract(), y.fract());
        let at = |dx: u32, dy: u32| picture.get_pixel((x as u32 + dx).min(right), (y as u32 + dy).min(low)).0;
        let (a, b, c, d) = (at(0, 0), at(1, 0), at(0, 1), at(1, 1));
        Rgb([0, 1, 2].map(|k: usize| {
            let above = f32::from(a[k]) * (1.0 - u) + f32::from(b[k]) * u;
            let below = f32::from(c[k]) * (1.0 - u) + f32::from(d[k]) * u;
            (above * (1.0 - v) + below * v).round() as u8
        }))
    })
}
