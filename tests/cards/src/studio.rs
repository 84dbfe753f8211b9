//! Takes photographs of cards.

use std::f32::consts::PI;

use image::{ImageError, RgbImage};

use crate::camera::{Limits, Pose};
use crate::canvas::{Canvas, Colour, Outline};
use crate::chance::Chance;
use crate::desk::desk;
use crate::faces;
use crate::font::Fonts;
use crate::press::Press;
use crate::sensor;
use crate::truth::{Effects, Kind, Level, Truth};

/// What to photograph. The same order gives the same bytes on the same machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The kind of card.
    pub kind: Kind,
    /// How hard it is.
    pub level: Level,
    /// The person, the card, and how it was printed.
    pub seed: u64,
    /// Which photograph of this card: another take lies elsewhere, in other light.
    pub take: u32,
    /// Which frame of a camera that keeps looking: the same scene, the hand a little elsewhere, other noise.
    pub frame: u32,
    /// Width and height in pixels.
    pub photo: [u32; 2],
}

impl Order {
    /// The first photograph of a card, 1920 × 1080.
    pub const fn new(kind: Kind, level: Level, seed: u64) -> Self {
        Self { kind, level, seed, take: 0, frame: 0, photo: [1920, 1080] }
    }
}

/// A photograph and what is true about it.
pub struct Photo {
    /// The file of a camera.
    pub jpeg: Vec<u8>,
    /// What is on it.
    pub truth: Truth,
}

impl Photo {
    /// Its pixels.
    pub fn pixels(&self) -> Result<RgbImage, ImageError> {
        Ok(image::load_from_memory(&self.jpeg)?.into_rgb8())
    }
}

/// Radius of the corners of ID-1 and ID-3, in millimetres (ISO/IEC 7810).
const CORNER: f32 = 3.18;

/// Takes photographs.
pub struct Studio {
    /// What cards are printed in.
    pub fonts: Fonts,
}

impl Studio {
    /// With some fonts.
    pub const fn new(fonts: Fonts) -> Self {
        Self { fonts }
    }

    /// A card and its photograph.
    pub fn photo(&self, order: &Order) -> Result<Photo, ImageError> {
        self.photo_of(order, |px_per_mm| faces::face(&self.fonts, order.kind, order.seed, px_per_mm))
    }

    /// The desk of an order before the card is laid on it: the file only, as nothing is true about it.
    pub fn desk(&self, order: &Order) -> Result<Vec<u8>, ImageError> {
        let limits = Limits::of(order.level);
        let mut effects = Effects::default();
        let (mut scene, mut frame) =
            (Chance::new(order.seed, 4), Chance::new(order.seed ^ u64::from(order.frame), 5));
        let mut photo = desk(&self.fonts, &mut scene, order.photo);
        light(&mut photo, &mut scene, &limits, &mut effects);
        develop(&mut photo, &mut scene, &mut frame, &limits, &mut effects);
        sensor::jpeg(&photo, effects.quality)
    }

    /// A photograph of a card that `face` prints, given how many pixels a millimetre should have.
    pub fn photo_of<'a>(
        &self,
        order: &Order,
        face: impl FnOnce(f32) -> Press<'a>,
    ) -> Result<Photo, ImageError> {
        let limits = Limits::of(order.level);
        let scene = order.seed ^ (u64::from(order.take) + 1).wrapping_mul(0x1234_5678_9ABC_DEF1);
        let mut effects = Effects::default();
        let mut placing = Chance::new(scene, 2);
        let mut trembling = Chance::new(scene ^ (u64::from(order.frame) << 40), 3);
        let pose = Pose::new(&mut placing, &limits, order.kind, order.photo, &mut effects);
        let pose = if order.frame == 0 { pose } else { pose.moved(&mut trembling) };
        let mut card = face(effects.px_per_mm * 1.12);
        wear(&mut card, &mut placing, limits.wear);

        let mut photo = desk(&self.fonts, &mut placing, order.photo);
        let inside = lay(&mut photo, &card, order.kind, &pose, &mut placing);
        light(&mut photo, &mut placing, &limits, &mut effects);
        if placing.is(limits.glare) {
            effects.glare = true;
            glare(&mut photo, &mut placing, &inside, &pose, order.kind);
        }
        if placing.is(limits.finger) {
            effects.finger = true;
            finger(&mut photo, &mut placing, &pose, order.kind);
        }
        develop(&mut photo, &mut placing, &mut trembling, &limits, &mut effects);
        let jpeg = sensor::jpeg(&photo, effects.quality)?;
        let size = order.kind.size();
        let corners = [[0.0, 0.0], [size[0], 0.0], size, [0.0, size[1]]].map(|at| pose.photo(at));
        let truth = Truth {
            kind: order.kind,
            level: order.level,
            seed: order.seed,
            photo: order.photo,
            size,
            corners,
            font: card.value_font.name.clone(),
            fields: card.fields,
            labels: card.labels,
            hidden: card.hidden,
            effects,
        };
        Ok(Photo { jpeg, truth })
    }
}

/// Lens, sensor and file of a camera.
fn develop(
    photo: &mut Canvas,
    scene: &mut Chance,
    frame: &mut Chance,
    limits: &Limits,
    effects: &mut Effects,
) {
    let finer = photo.width as f32 / 1920.0;
    effects.dark = scene.is(limits.dark);
    let exposure = if effects.dark { scene.between(0.45, 0.65) } else { scene.between(0.8, 1.05) };
    let balance = [scene.between(0.93, 1.05), 1.0, scene.between(0.92, 1.06)].map(|part| part * exposure);
    let crisp = scene.between(-0.3, 0.6);
    effects.blur = frame.between(limits.blur[0], limits.blur[1]) * finer;
    sensor::blur(photo, effects.blur);
    let (often, length) = limits.motion;
    if frame.is(often) {
        effects.motion = frame.between(length[0], length[1]) * finer;
        sensor::motion(photo, effects.motion, frame.between(0.0, PI));
    }
    for pixel in &mut photo.pixels {
        for (channel, balance) in pixel.iter_mut().zip(balance) {
            // A bright spot is as bright as the sensor can tell.
            *channel = (*channel * balance).min(255.0);
        }
    }
    let gain = if effects.dark { 1.25 } else { 1.0 };
    effects.noise = frame.between(limits.noise[0], limits.noise[1]) * gain;
    sensor::noise(photo, frame, effects.noise);
    if crisp > 0.0 {
        sensor::sharpen(photo, crisp);
    }
    effects.quality = u8::try_from(frame.whole(limits.quality[0], limits.quality[1])).unwrap_or(90);
}

/// How far outside a card a point lies, in millimetres; negative inside.
fn outside([x, y]: [f32; 2], [width, height]: [f32; 2], radius: f32) -> f32 {
    let dx = (x - width / 2.0).abs() - width / 2.0 + radius;
    let dy = (y - height / 2.0).abs() - height / 2.0 + radius;
    let (right, below) = (dx.max(0.0), dy.max(0.0));
    // Not `hypot`: this is asked of every pixel.
    (right * right + below * below).sqrt() + dx.max(dy).min(0.0) - radius
}

/// Scratches of a wallet, and a film that has lifted at its edges.
fn wear(card: &mut Press, chance: &mut Chance, most: u32) {
    let (width, height) = (card.canvas.width as f32, card.canvas.height as f32);
    let scale = card.canvas.px_per_mm;
    for _ in 0..chance.whole(0, most) {
        let (x, y) = (chance.between(0.0, width) / scale, chance.between(0.0, height) / scale);
        let (sin, cos) = chance.within(0.7).sin_cos();
        let (length, bend) = (chance.between(2.0, 25.0), chance.within(1.5));
        let middle = [x + cos * length / 2.0 - sin * bend, y + sin * length / 2.0 + cos * bend];
        let line = [[x, y], middle, [x + cos * length, y + sin * length]];
        let tone = if chance.is(0.8) { 255.0 } else { 110.0 };
        let outline = Outline::stroke(&line, chance.between(0.05, 0.16));
        card.canvas.fill(&outline, [tone; 3], chance.between(0.15, 0.5));
    }
}

/// Puts the card on the desk, with its shadow; says how much of each pixel it covers.
fn lay(photo: &mut Canvas, card: &Press, kind: Kind, pose: &Pose, chance: &mut Chance) -> Vec<f32> {
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
                let mut ink = sample(canvas, mm[0] * scale - 0.5, mm[1] * scale - 0.5);
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

/// The colour between pixels.
fn sample(canvas: &Canvas, x: f32, y: f32) -> Colour {
    let (x, y) = (x.clamp(0.0, canvas.width as f32 - 1.001), y.clamp(0.0, canvas.height as f32 - 1.001));
    let (left, top) = (x as usize, y as usize);
    let (u, v) = (x - left as f32, y - top as f32);
    let at = top * canvas.width + left;
    let (upper, lower) =
        (&canvas.pixels[at..at + 2], &canvas.pixels[at + canvas.width..at + canvas.width + 2]);
    [0, 1, 2].map(|c: usize| {
        let above = upper[0][c] + (upper[1][c] - upper[0][c]) * u;
        let below = lower[0][c] + (lower[1][c] - lower[0][c]) * u;
        above + (below - above) * v
    })
}

/// Light that falls off, and shadows across.
fn light(photo: &mut Canvas, chance: &mut Chance, limits: &Limits, effects: &mut Effects) {
    let turn = chance.between(0.0, std::f32::consts::TAU);
    let fall = limits.light * chance.between(0.3, 1.0) * 0.6;
    effects.shadow = chance.is(limits.shadow);
    let depth = if effects.shadow { chance.between(0.2, 0.5) } else { 0.0 };
    let (from, soft) = (chance.between(-0.5, 0.5), chance.between(0.03, 0.3));
    let across = chance.between(0.0, std::f32::consts::TAU);
    let round = chance.is(0.4).then(|| [chance.within(0.8), chance.within(0.8), chance.between(0.3, 0.8)]);
    let vignette = chance.between(0.0, 0.12);
    let (width, height) = (photo.width as f32, photo.height as f32);
    let (ls, lc) = turn.sin_cos();
    let (ss, sc) = across.sin_cos();
    for (y, row) in photo.pixels.chunks_exact_mut(photo.width).enumerate() {
        let v = 2.0 * y as f32 / height - 1.0;
        for (x, pixel) in row.iter_mut().enumerate() {
            let u = 2.0 * x as f32 / width - 1.0;
            let mut bright = (1.0 + fall * (u * lc + v * ls)) * (1.0 - vignette * (u * u + v * v) * 0.5);
            if depth > 0.0 {
                let far = match round {
                    Some([cx, cy, radius]) => radius - ((u - cx).hypot((v - cy) * 0.56)),
                    None => u * sc + v * ss - from,
                };
                let part = (far / soft + 0.5).clamp(0.0, 1.0);
                bright *= 1.0 - depth * part * part * (3.0 - 2.0 * part);
            }
            *pixel = pixel.map(|channel| channel * bright);
        }
    }
}

/// A lamp reflected by the card, and less by what lies around.
fn glare(photo: &mut Canvas, chance: &mut Chance, inside: &[f32], pose: &Pose, kind: Kind) {
    let [width, height] = kind.size();
    let [cx, cy] = pose.photo([width * chance.between(0.1, 0.9), height * chance.between(0.1, 0.9)]);
    let [ex, ey] = pose.photo([width, height / 2.0]);
    let [ox, oy] = pose.photo([0.0, height / 2.0]);
    let card = (ex - ox).hypot(ey - oy);
    let (long, short) = (card * chance.between(0.06, 0.22), card * chance.between(0.03, 0.08));
    let (sin, cos) = chance.between(0.0, PI).sin_cos();
    let strength = chance.between(120.0, 300.0);
    for (at, pixel) in photo.pixels.iter_mut().enumerate() {
        let (x, y) = ((at % photo.width) as f32 - cx, (at / photo.width) as f32 - cy);
        let (u, v) = ((x * cos + y * sin) / long, (y * cos - x * sin) / short);
        let far = u * u + v * v;
        if far < 7.0 {
            let add = strength * (-far).exp() * (0.3 + 0.7 * inside[at]);
            *pixel = pixel.map(|channel| channel + add);
        }
    }
}

/// A finger or thumb that holds the card at its edge. It covers no more than three millimetres.
fn finger(photo: &mut Canvas, chance: &mut Chance, pose: &Pose, kind: Kind) {
    let [width, height] = kind.size();
    let deep = chance.between(1.0, 3.0);
    let along = chance.between(0.2, 0.8);
    let (tip, away) = match chance.whole(0, 2) {
        0 => ([deep, height * along], [-1.0, 0.0]),
        1 => ([width - deep, height * along], [1.0, 0.0]),
        _ => ([width * along, height - deep], [0.0, 1.0]),
    };
    let half = chance.between(6.0, 8.5);
    let bend = chance.within(0.3);
    let points: Vec<[f32; 2]> = (0..14)
        .map(|step| {
            let far = half + 9.0 * step as f32;
            let side = bend * far;
            pose.photo([tip[0] + away[0] * far + away[1] * side, tip[1] + away[1] * far + away[0] * side])
        })
        .collect();
    let pixels = {
        let (a, b) = (pose.photo([width / 2.0, height / 2.0]), pose.photo([width / 2.0 + 1.0, height / 2.0]));
        (b[0] - a[0]).hypot(b[1] - a[1])
    };
    let light = chance.between(0.7, 1.05);
    let skin = [222.0, 178.0, 148.0].map(|channel: f32| channel * light);
    photo.fill(&Outline::stroke(&points, 2.0 * half * pixels), skin.map(|c| c * 0.8), 1.0);
    photo.fill(&Outline::stroke(&points, 1.7 * half * pixels), skin, 0.85);
}
