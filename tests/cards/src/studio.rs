//! Takes photographs of cards.

use std::f32::consts::PI;

use image::{ImageError, RgbImage};

use crate::camera::{Limits, Pose};
use crate::canvas::Canvas;
use crate::chance::Chance;
use crate::desk::desk;
use crate::faces;
use crate::font::Fonts;
use crate::lay::{lay, wear};
use crate::light::{finger, glare, light};
use crate::press::Press;
use crate::sensor;
use crate::truth::{Effects, Kind, Level, Truth};

/// Columns of a photograph that blur is told for.
const FULL: f32 = 1920.0;

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
        let finer = photo.width as f32 / FULL;
        develop(&mut photo, finer, &mut scene, &mut frame, &limits, &mut effects);
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
        wear(&mut card.canvas, &mut placing, limits.wear);

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
        let finer = photo.width as f32 / FULL;
        develop(&mut photo, finer, &mut placing, &mut trembling, &limits, &mut effects);
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

/// Lens, sensor and file of a camera; `finer` says how many times more pixels than 1920 the whole of its picture has across.
pub fn develop(
    photo: &mut Canvas,
    finer: f32,
    scene: &mut Chance,
    frame: &mut Chance,
    limits: &Limits,
    effects: &mut Effects,
) {
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
