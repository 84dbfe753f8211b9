//! A frame for the screen of whoever shows a card: small, and without what must never be seen.

use zeroize::Zeroizing;

use super::layout::{Area, Layout};
use super::picture::Picture;
use super::reader::Shown;
use crate::symbol::plane::{Plane, Point};

/// Columns of a frame on which no card was found that is read here: enough to put one in its place, and not enough to read
/// a number on the back of one.
const COARSE: usize = 72;

/// At most so many columns. What a layout hides is covered with its own mean colour.
pub(super) fn preview(picture: &Picture, found: Option<(&Shown, &Layout)>, most: usize) -> Option<Picture> {
    let columns = if found.is_some() { most } else { COARSE };
    let times = picture.width().div_ceil(columns.max(1));
    let small = picture.reduced(times)?;
    let Some((shown, layout)) = found else { return Some(small) };
    let (width, height) = (small.width(), small.height());
    let mut pixels = Zeroizing::new(small.rows_of_bytes().to_vec());
    let [across, down] = layout.size;
    let card = [(0.0, 0.0), (across, 0.0), (across, down), (0.0, down)].map(|(x, y)| Point::new(x, y));
    let corners = shown.quad.corners().map(|(x, y)| Point::new(x / times as f32, y / times as f32));
    let plane = Plane::through(card, corners)?;
    for hidden in &layout.hidden {
        cover(&mut pixels, (width, height), outline(&plane, hidden.at, shown.shift));
    }
    Picture::new(width, height, pixels)
}

/// A little more than an area of a card, where its print was found to be.
fn outline(plane: &Plane, [left, top, right, bottom]: Area, (dx, dy): (f32, f32)) -> [Point; 4] {
    let (l, t, r, b) = (left + dx - 1.0, top + dy - 1.0, right + dx + 1.0, bottom + dy + 1.0);
    [plane.see(l, t), plane.see(r, t), plane.see(r, b), plane.see(l, b)]
}

fn cover(pixels: &mut [u8], (width, height): (usize, usize), corners: [Point; 4]) {
    let inside = |x: usize, y: usize| {
        let at = Point::new(x as f32 + 0.5, y as f32 + 0.5);
        let [a, b, c, d] = corners;
        let side = |from: Point, to: Point| to.minus(from).cross(at.minus(from)) >= 0.0;
        let sides = [side(a, b), side(b, c), side(c, d), side(d, a)];
        sides.iter().all(|side| *side) || sides.iter().all(|side| !*side)
    };
    let range = |values: [f32; 4], most: usize| {
        let [low, high] = values.iter().fold([f32::MAX, f32::MIN], |[l, h], v| [l.min(*v), h.max(*v)]);
        (low.max(0.0) as usize)..((high.max(0.0) as usize + 1).min(most))
    };
    let rows = range(corners.map(|corner| corner.y), height);
    let columns = range(corners.map(|corner| corner.x), width);
    let mut sums = [0u64; 3];
    let mut places = Vec::new();
    for y in rows {
        for x in columns.clone().filter(|x| inside(*x, y)) {
            let start = (y * width + x) * 3;
            places.push(start);
            for (sum, value) in sums.iter_mut().zip(pixels.iter().skip(start)) {
                *sum += u64::from(*value);
            }
        }
    }
    let count = places.len().max(1) as u64;
    let mean = sums.map(|sum| (sum / count) as u8);
    for start in places {
        if let Some(pixel) = pixels.get_mut(start..start + 3) {
            pixel.copy_from_slice(&mean);
        }
    }
}
