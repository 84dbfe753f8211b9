//! The preparation that measured best, and nothing known of values: what an engine alone gives.

use image::{GrayImage, Luma, RgbImage, imageops};
use kakanai_cards::truth::Area;
use kakanai_cards::{Truth, straight};
use kakanai_reading::Frame;
use kakanai_reading::face::{Line, TextEngine};
use kakanai_tesseract::Tesseract;
use zeroize::Zeroizing;

use super::Shown;
use super::asked::Asked;
use super::engine::{Said, joined};

const PX_PER_MM: f32 = 20.0;
/// Height of a line without its margin, in pixels, and the margin.
const HEIGHT: u32 = 36;
const MARGIN: u32 = 10;
/// Side of the blocks whose light is measured, in pixels.
const BLOCK: u32 = 24;
const WHITE: f32 = 250.0;

/// A line and a little around it, where it truly is, grey.
pub fn straight_line(picture: &RgbImage, truth: &Truth, [l, t, r, b]: Area, px_per_mm: f32) -> GrayImage {
    let margin = 0.12 * (b - t) + 0.3;
    imageops::grayscale(&straight(
        picture,
        truth,
        [l - margin, t - margin, r + margin, b + margin],
        px_per_mm,
    ))
}

/// Each line of each field, cut out where it truly is, in even light, of one height, on white.
pub fn fields(shown: &Shown) -> Said {
    let Some(truth) = shown.truth else { return Said::default() };
    let found = Said { corners: Some(truth.corners), kind: Some(truth.kind), ..Said::default() };
    let asked = Asked::of(truth);
    let (mut lines, mut owners) = (Vec::new(), Vec::new());
    for field in &asked {
        for line in &field.lines {
            let picture = prepared(straight_line(shown.picture, truth, line.area, PX_PER_MM));
            let (width, height) = (picture.width() as usize, picture.height() as usize);
            let picture = Frame::new(width, height, Zeroizing::new(picture.into_raw())).unwrap();
            lines.push(Line { picture, hint: field.hint, again: false });
            owners.push(field.name);
        }
    }
    if lines.is_empty() {
        return found;
    }
    let texts = Tesseract::default().read(&lines).expect("apt-get install tesseract-ocr tesseract-ocr-jpn");
    Said { fields: joined(owners.into_iter().zip(texts.into_iter().map(|line| line.text))), ..found }
}

fn prepared(line: GrayImage) -> GrayImage {
    let even = even(&line);
    let width = (even.width() * HEIGHT / even.height().max(1)).max(4);
    let line = imageops::resize(&even, width, HEIGHT, imageops::FilterType::CatmullRom);
    let mut page = GrayImage::from_pixel(width + 2 * MARGIN, HEIGHT + 2 * MARGIN, Luma([WHITE as u8]));
    imageops::replace(&mut page, &line, MARGIN.into(), MARGIN.into());
    page
}

/// Each pixel by the light of the blocks around it, then stretched from the ink to the paper.
fn even(line: &GrayImage) -> GrayImage {
    let (columns, rows) = (line.width().div_ceil(BLOCK), line.height().div_ceil(BLOCK));
    let light = |column: u32, row: u32| {
        let part = imageops::crop_imm(
            line,
            column * BLOCK,
            row * BLOCK,
            BLOCK.min(line.width() - column * BLOCK),
            BLOCK.min(line.height() - row * BLOCK),
        );
        at_part(part.to_image().into_raw().into_iter().map(f32::from).collect(), 0.75)
    };
    let lights =
        image::ImageBuffer::<Luma<f32>, Vec<f32>>::from_fn(columns, rows, |x, y| Luma([light(x, y)]));
    let lights = imageops::resize(&lights, line.width(), line.height(), imageops::FilterType::Triangle);
    let flat: Vec<f32> = line
        .pixels()
        .zip(lights.pixels())
        .map(|(pixel, light)| f32::from(pixel.0[0]) * 245.0 / light.0[0].max(12.0))
        .collect();
    let (low, high) = (at_part(flat.clone(), 0.01), at_part(flat.clone(), 0.75));
    let scale = WHITE / (high - low).max(20.0);
    let stretched = flat.into_iter().map(|value| ((value - low) * scale).clamp(0.0, 255.0) as u8).collect();
    GrayImage::from_raw(line.width(), line.height(), stretched).unwrap()
}

fn at_part(mut values: Vec<f32>, part: f32) -> f32 {
    let nth = ((values.len() as f32 * part) as usize).min(values.len() - 1);
    *values.select_nth_unstable_by(nth, f32::total_cmp).1
}
