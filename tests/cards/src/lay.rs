//! Puts a card on the desk.

use crate::camera::Pose;
use crate::canvas::{Canvas, Colour, Outline};
use crate::chance::Chance;
use crate::press::Press;
use crate::truth::Kind;

/// Radius of the corners of ID-1 and ID-3, in millimetres (ISO/IEC 7810).
const CORNER: f32 = 3.18;

/// How far outside a card a point lies, in millimetres; negative inside.
fn outside([x, y]: [f32; 2], [width, height]: [f32; 2], radius: f32) -> f32 {
    let dx = (x - width / 2.0).abs() - width / 2.0 + radius;
    let dy = (y - height / 2.0).abs() - height / 2.0 + radius;
    let (right, below) = (dx.max(0.0), dy.max(0.0));
    // Not `hypot`: this is asked of every pixel.
    (right * right + below * below).sqrt() + dx.max(dy).min(0.0) - radius
}

/// Scratches of a wallet.
pub fn wear(card: &mut Canvas, chance: &mut Chance, most: u32) {
    let (width, height) = (card.width as f32, card.height as f32);
    let scale = card.px_per_mm;
    for _ in 0..chance.whole(0, most) {
        let (x, y) = (chance.between(0.0, width) / scale, chance.between(0.0, height) / scale);
        let (sin, cos) = chance.within(0.7).sin_cos();
        let (length, bend) = (chance.between(2.0, 25.0), chance.within(1.5));
        let middle = [x + cos * length / 2.0 - sin * bend, y + sin * length / 2.0 + cos * bend];
        let line = [[x, y], middle, [x + cos * length, y + sin * length]];
        let tone = if chance.is(0.8) { 255.0 } else { 110.0 };
        let outline = Outline::stroke(&line, chance.between(0.05, 0.16));
        card.fill(&outline, [tone; 3], chance.between(0.15, 0.5));
    }
}

/// Puts the card on the desk, with its shadow; says how much of each pixel it covers.
pub fn lay(photo: &mut Canvas, card: &Press, kind: Kind, pose: &Pose, chance: &mut Chance) -> Vec<f32> {
    let size = kind.size();
    let canvas = &card.canvas;
    let scale = canvas.px_per_mm;
    let shift = [chance.within(0.9), chance.within(0.9)];
    let (soft, depth) = (chance.between(0.4, 1.6), chance.between(0.15, 0.5));
    let rim = chance.between(-40.0, 50.0);
    let cover: Colour = [chance.between(60.0, 130.0), 30.0, 40.0];
    let per_px = 1.0 / scale * 1.12;
    let mut inside = vec![0.0; photo.pixels.len()];
    // Farther from the card there is neither shadow nor, but for a passport, a part of it.
    let near = if kind == Kind::Passport { 400.0 } else { 3.0 };
    let [left, top, right, bottom] = around(pose, size, near);
    for y in top..bottom.min(photo.height) {
        for x in left..right.min(photo.width) {
            let at = y * photo.width + x;
            let mm = pose.card([x as f32, y as f32]);
            let far = outside(mm, size, CORNER);
            let pixel = &mut photo.pixels[at];
            if kind == Kind::Passport {
                book(pixel, mm, size, cover, per_px);
            }
            let shade = outside([mm[0] - shift[0], mm[1] - shift[1]], size, CORNER);
            let dark = depth * (1.0 - shade / soft).clamp(0.0, 1.0);
            let part = (0.5 - far / per_px).clamp(0.0, 1.0);
            if part < 1.0 {
                *pixel = pixel.map(|channel| channel * (1.0 - dark));
            }
            if part > 0.0 {
                let mut ink = canvas.at(mm[0] * scale - 0.5, mm[1] * scale - 0.5);
                // The cut edge catches light, or hides from it.
                let edge = (1.0 + far / 0.25).clamp(0.0, 1.0);
                ink = ink.map(|channel| channel + rim * edge);
                for (channel, ink) in pixel.iter_mut().zip(ink) {
                    *channel += (ink - *channel) * part;
                }
            }
            inside[at] = part;
        }
    }
    inside
}

/// The pixels, left, top, right and bottom, that a card and some millimetres around it lie in.
fn around(pose: &Pose, [width, height]: [f32; 2], near: f32) -> [usize; 4] {
    let corners =
        [[-near, -near], [width + near, -near], [width + near, height + near], [-near, height + near]];
    let corners = corners.map(|at| pose.photo(at));
    let reach = |axis: usize, pick: fn(f32, f32) -> f32, from: f32| {
        corners.iter().map(|at| at[axis]).fold(from, pick).clamp(0.0, 1e5) as usize
    };
    let (low, high) = (f32::min as fn(f32, f32) -> f32, f32::max as fn(f32, f32) -> f32);
    [reach(0, low, 1e5), reach(1, low, 1e5), reach(0, high, 0.0) + 2, reach(1, high, 0.0) + 2]
}

/// The rest of an open passport: its other page above, and its cover showing at the edges.
fn book(pixel: &mut Colour, [x, y]: [f32; 2], [width, height]: [f32; 2], cover: Colour, per_px: f32) {
    let whole = outside([x + 1.2, y + height + 1.2], [width + 2.4, 2.0 * height + 2.4], CORNER);
    let page = outside([x, y + height], [width, 2.0 * height], CORNER);
    let lay = |pixel: &mut Colour, colour: Colour, far: f32| {
        let part = (0.5 - far / per_px).clamp(0.0, 1.0);
        for (channel, colour) in pixel.iter_mut().zip(colour) {
            *channel += (colour - *channel) * part;
        }
    };
    lay(pixel, cover, whole);
    let fold = 26.0 * (1.0 - (y.abs() / 5.0)).max(0.0);
    let wave = 5.0 * ((x * 0.9).sin() * (y * 1.1).sin());
    lay(pixel, [236.0 - fold + wave, 222.0 - fold + wave, 218.0 - fold], page);
}
