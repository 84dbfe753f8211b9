//! What lens, sensor and file do to a photograph.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageError};

use crate::canvas::Canvas;
use crate::chance::Chance;

/// Blurs by a bell of some deviation in pixels.
pub fn blur(photo: &mut Canvas, deviation: f32) {
    if deviation < 0.2 {
        return;
    }
    let reach = (deviation * 2.6).ceil() as usize;
    let weight = |at: usize| (-0.5 * ((at as f32 - reach as f32) / deviation).powi(2)).exp();
    let whole: f32 = (0..=2 * reach).map(weight).sum();
    let weights: Vec<f32> = (0..=2 * reach).map(|at| weight(at) / whole).collect();
    let (width, height) = (photo.width, photo.height);
    let pixels = photo.pixels.as_flattened_mut();
    let mut padded = vec![0.0; (width + 2 * reach) * 3];
    for row in pixels.chunks_exact_mut(width * 3) {
        padded[reach * 3..][..width * 3].copy_from_slice(row);
        for at in 0..reach {
            for channel in 0..3 {
                padded[at * 3 + channel] = row[channel];
                padded[(reach + width + at) * 3 + channel] = row[(width - 1) * 3 + channel];
            }
        }
        row.fill(0.0);
        for (at, weight) in weights.iter().enumerate() {
            for (value, from) in row.iter_mut().zip(&padded[at * 3..]) {
                *value += weight * from;
            }
        }
    }
    // The rows above are still needed when the rows below are made, so a few of them are kept.
    let stride = width * 3;
    let kept = 2 * reach + 1;
    let mut rows: Vec<Vec<f32>> = Vec::new();
    let row_at = |pixels: &[f32], y: i64| {
        let y = y.clamp(0, height as i64 - 1) as usize;
        pixels[y * stride..][..stride].to_vec()
    };
    for at in 0..kept {
        rows.push(row_at(pixels, at as i64 - reach as i64));
    }
    for y in 0..height {
        let target = &mut pixels[y * stride..][..stride];
        target.fill(0.0);
        for (at, weight) in weights.iter().enumerate() {
            for (value, from) in target.iter_mut().zip(&rows[(y + at) % kept]) {
                *value += weight * from;
            }
        }
        let next = ((y + reach + 1).min(height - 1)) * stride;
        if y + 1 < height && next > y * stride {
            rows[y % kept].copy_from_slice(&pixels[next..][..stride]);
        }
    }
}

/// Blurs along a line of some pixels.
pub fn motion(photo: &mut Canvas, length: f32, turn: f32) {
    let steps = (length.ceil() as i64).max(2);
    let shifts: Vec<[i64; 2]> = (0..steps)
        .map(|step| {
            let along = (step as f32 / (steps - 1) as f32 - 0.5) * length;
            [(along * turn.cos()).round() as i64, (along * turn.sin()).round() as i64]
        })
        .collect();
    let before = photo.pixels.clone();
    let (width, height) = (photo.width as i64, photo.height as i64);
    let part = 1.0 / steps as f32;
    for (y, row) in (0..height).zip(photo.pixels.chunks_exact_mut(photo.width)) {
        row.fill([0.0; 3]);
        for [dx, dy] in &shifts {
            let from = &before[((y + dy).clamp(0, height - 1) * width) as usize..][..width as usize];
            for (x, pixel) in (0..width).zip(row.iter_mut()) {
                let from = from[(x + dx).clamp(0, width - 1) as usize];
                for (channel, from) in pixel.iter_mut().zip(from) {
                    *channel += from * part;
                }
            }
        }
    }
}

/// Adds noise of some deviation in grey levels, alike in all channels, and a bit of its own in each.
pub fn noise(photo: &mut Canvas, chance: &mut Chance, deviation: f32) {
    const TABLE: usize = 1 << 15;
    let table: Vec<f32> = (0..TABLE).map(|_| chance.bell()).collect();
    for row in photo.pixels.chunks_exact_mut(photo.width) {
        // Table, begun anywhere and read in steps of different odd lengths: neighbouring rows have nothing in common.
        let bits = chance.bits() as usize;
        let (mut a, mut b) = (bits % TABLE, (bits >> 16) % TABLE);
        let (step, other) = (((bits >> 32) % 512) * 2 + 1, ((bits >> 42) % 512) * 2 + 1);
        for pixel in row {
            let grey = table[a] * deviation;
            a = (a + step) % TABLE;
            for channel in pixel {
                *channel += grey + table[b] * deviation * 0.4;
                b = (b + other) % TABLE;
            }
        }
    }
}

/// What a web camera does to look crisp: adds what a small blur takes away.
pub fn sharpen(photo: &mut Canvas, part: f32) {
    let before = photo.pixels.clone();
    let (before, width, height) = (before.as_flattened(), photo.width, photo.height);
    let (across, down) = (3, 3 * width);
    let pixels = photo.pixels.as_flattened_mut();
    for y in 1..height - 1 {
        let row = y * down + across..(y + 1) * down - across;
        let near = |shift: usize| &before[row.start - down + shift..row.end - down + shift];
        let (up, left, own, right, low) =
            (near(0), near(down - across), near(down), near(down + across), near(2 * down));
        for (at, value) in pixels[row.clone()].iter_mut().enumerate() {
            *value += part * (own[at] - 0.25 * (up[at] + left[at] + right[at] + low[at]));
        }
    }
}

/// The file of a photograph.
pub fn jpeg(photo: &Canvas, quality: u8) -> Result<Vec<u8>, ImageError> {
    let level = |value: &f32| (value + 0.5).clamp(0.0, 255.0) as i32 as u8;
    let bytes: Vec<u8> = photo.pixels.as_flattened().iter().map(level).collect();
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, quality);
    encoder.encode(&bytes, photo.width as u32, photo.height as u32, ExtendedColorType::Rgb8)?;
    Ok(file)
}
