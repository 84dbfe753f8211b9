//! What falls on the scene: light, shadow, a lamp's reflection, a finger.

use std::f32::consts::PI;

use crate::camera::{Limits, Pose};
use crate::canvas::{Canvas, Outline};
use crate::chance::Chance;
use crate::truth::{Effects, Kind};

/// Light that falls off, and shadows across.
pub fn light(photo: &mut Canvas, chance: &mut Chance, limits: &Limits, effects: &mut Effects) {
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
pub fn glare(photo: &mut Canvas, chance: &mut Chance, inside: &[f32], pose: &Pose, kind: Kind) {
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
pub fn finger(photo: &mut Canvas, chance: &mut Chance, pose: &Pose, kind: Kind) {
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
