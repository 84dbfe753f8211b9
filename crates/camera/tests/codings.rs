//! The bytes of frames, made by hand and broken in every way.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a mistake here is a failed test"
)]

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use kakanai_camera::coding::{Broken, Layout, picture};
use kakanai_camera::offer::Coding;

fn layout(coding: Coding, width: usize, height: usize, stride: usize) -> Layout {
    Layout { coding, width, height, stride }
}

/// Brightness, blueness, redness of ITU-R BT.601 as the standard writes it.
fn plain(light: u8, blue: u8, red: u8) -> [f64; 3] {
    let light = (f64::from(light) - 16.0) / 219.0;
    let (blue, red) = ((f64::from(blue) - 128.0) / 224.0, (f64::from(red) - 128.0) / 224.0);
    let (r, b) = (light + 1.402 * red, light + 1.772 * blue);
    let g = (light - 0.299 * r - 0.114 * b) / 0.587;
    [r, g, b].map(|part| (part * 255.0).clamp(0.0, 255.0))
}

#[test]
fn colours_are_those_of_the_standard() {
    let steps = || (0..=255).step_by(5);
    for light in steps() {
        for blue in steps() {
            for red in steps() {
                let seen = picture(&layout(Coding::Yuyv, 2, 1, 0), &[light, blue, light, red]).unwrap();
                for (seen, right) in seen.rows_of_bytes().iter().zip(plain(light, blue, red).repeat(2)) {
                    assert!((f64::from(*seen) - right).abs() <= 1.5, "{light} {blue} {red}: {seen} {right}");
                }
            }
        }
    }
    let colour = |light, blue, red| {
        let seen = picture(&layout(Coding::Yuyv, 2, 1, 0), &[light, blue, light, red]).unwrap();
        seen.rows_of_bytes()[..3].to_vec()
    };
    assert_eq!(colour(235, 128, 128), [255, 255, 255]);
    assert_eq!(colour(16, 128, 128), [0, 0, 0]);
    assert!(colour(81, 90, 240)[0] >= 253 && colour(145, 54, 34)[1] >= 253 && colour(41, 240, 110)[2] >= 253);
}

/// A frame whose every pixel is another one, and the picture it has to become.
fn drawn(coding: Coding, width: usize, height: usize, stride: usize) -> (Vec<u8>, Vec<[f64; 3]>) {
    let light = |x: usize, y: usize| (16 + (x * 37 + y * 61) % 220) as u8;
    let blue = |x: usize, y: usize| (40 + (x / 2 * 53 + y * 17) % 180) as u8;
    let red = |x: usize, y: usize| (40 + (x / 2 * 29 + y * 71) % 180) as u8;
    let mut frame = Vec::new();
    let mut pixels = Vec::new();
    let end = |frame: &mut Vec<u8>, used: usize| frame.extend(vec![0xEE; stride.saturating_sub(used)]);
    for y in 0..height {
        let tints = if coding == Coding::Nv12 { y / 2 } else { y };
        for x in 0..width {
            pixels.push(plain(light(x, y), blue(x, tints), red(x, tints)));
            frame.push(light(x, y));
            if coding == Coding::Yuyv {
                frame.push(if x % 2 == 0 { blue(x, y) } else { red(x, y) });
            }
        }
        end(&mut frame, if coding == Coding::Yuyv { width * 2 } else { width });
    }
    if coding == Coding::Nv12 {
        for y in 0..height / 2 {
            frame.extend((0..width).step_by(2).flat_map(|x| [blue(x, y), red(x, y)]));
            end(&mut frame, width);
        }
    }
    (frame, pixels)
}

#[test]
fn every_pixel_comes_to_its_place_and_what_lies_between_rows_does_not_count() {
    for coding in [Coding::Yuyv, Coding::Nv12] {
        for (width, height) in [(2, 2), (6, 4), (1280, 720)] {
            let used = if coding == Coding::Yuyv { width * 2 } else { width };
            for stride in [0, used, used + 2, used + 64] {
                let (mut frame, right) = drawn(coding, width, height, stride);
                let layout = layout(coding, width, height, stride);
                // What comes after the last row may be missing, or be more.
                frame.truncate(frame.len() - stride.saturating_sub(used));
                for extra in [0, 1, 5000] {
                    frame.extend(vec![0; extra]);
                    let seen = picture(&layout, &frame).unwrap();
                    assert_eq!((seen.width(), seen.height()), (width, height));
                    for (seen, right) in seen.rows_of_bytes().chunks(3).zip(&right) {
                        assert!(
                            seen.iter()
                                .zip(right)
                                .all(|(seen, right)| (f64::from(*seen) - right).abs() <= 1.5)
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_frame_that_is_too_short_is_none() {
    for coding in [Coding::Yuyv, Coding::Nv12] {
        for stride in [0, 16, 20] {
            let (frame, _) = drawn(coding, 8, 4, stride);
            let used = if coding == Coding::Yuyv { 16 } else { 8 };
            let needed = frame.len() - stride.saturating_sub(used);
            for length in 0..needed {
                let seen = picture(&layout(coding, 8, 4, stride), &frame[..length]);
                assert_eq!(seen.unwrap_err(), Broken::Short, "{coding:?} {length} of {needed}");
            }
            assert!(picture(&layout(coding, 8, 4, stride), &frame[..needed]).is_ok());
        }
    }
}

#[test]
fn a_size_that_cannot_be_is_refused() {
    let frame = vec![128; 1 << 16];
    let huge = usize::MAX / 2;
    for (width, height, stride) in [
        (0, 4, 0),
        (4, 0, 0),
        (3, 4, 0),
        (5, 5, 64),
        (8, 4, 7),
        (4098, 2, 0),
        (2, 4097, 0),
        (huge - 1, 2, 0),
        (huge - 1, huge, huge),
    ] {
        for coding in [Coding::Yuyv, Coding::Nv12] {
            let seen = picture(&layout(coding, width, height, stride), &frame);
            assert_eq!(seen.unwrap_err(), Broken::Size, "{coding:?} {width} {height} {stride}");
        }
    }
    assert_eq!(picture(&layout(Coding::Nv12, 4, 3, 0), &frame).unwrap_err(), Broken::Size);
    assert!(picture(&layout(Coding::Yuyv, 4, 3, 0), &frame).is_ok(), "its rows share no colour");
    // Rows that are absurdly far apart.
    for coding in [Coding::Yuyv, Coding::Nv12] {
        assert!(picture(&layout(coding, 4, 4, usize::MAX), &frame).is_err());
    }
}

fn jpeg() -> Vec<u8> {
    let picture = RgbImage::from_fn(64, 48, |x, y| Rgb([(x * 4) as u8, (y * 5) as u8, 90]));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&picture).unwrap();
    bytes
}

/// The same without its tables, as the frames of many cameras are.
fn without_tables(jpeg: &[u8]) -> Vec<u8> {
    let (mut bytes, mut at, mut left_out) = (jpeg[..2].to_vec(), 2, 0);
    while jpeg[at + 1] != 0xDA {
        let length = 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        match jpeg[at + 1] {
            0xC4 => left_out += 1,
            // The mark of a file would be the only one there may be.
            0xE0 => {}
            _ => bytes.extend_from_slice(&jpeg[at..at + length]),
        }
        at += length;
    }
    assert!(left_out > 0);
    bytes.extend_from_slice(&jpeg[at..]);
    bytes
}

#[test]
fn a_jpeg_without_tables_is_the_same_picture() {
    // Its size is its own, whatever was agreed upon.
    let agreed = layout(Coding::Mjpeg, 1920, 1080, 0);
    let whole = picture(&agreed, &jpeg()).unwrap();
    assert_eq!((whole.width(), whole.height()), (64, 48));
    let bare = without_tables(&jpeg());
    assert_eq!(picture(&agreed, &bare).unwrap().rows_of_bytes(), whole.rows_of_bytes());
    // Cameras fill up the end, and may fill before a mark.
    let padded = [&bare[..], &[0; 700]].concat();
    assert_eq!(picture(&agreed, &padded).unwrap().rows_of_bytes(), whole.rows_of_bytes());
    let filled = [&jpeg()[..2], &[0xFF, 0xFF], &jpeg()[2..]].concat();
    assert!(picture(&agreed, &filled).is_ok());
}

#[test]
fn a_jpeg_that_was_cut_or_scrambled_is_told_and_never_half_a_picture() {
    let agreed = layout(Coding::Mjpeg, 64, 48, 0);
    for whole in [jpeg(), without_tables(&jpeg())] {
        for length in 0..whole.len() {
            assert!(picture(&agreed, &whole[..length]).is_err(), "{length} of {}", whole.len());
        }
        // Whatever comes: a picture or an error.
        let mut seed = 1_u32;
        for _ in 0..4000 {
            let mut bytes = whole.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = (seed >> 8) as usize % bytes.len();
                bytes[at] = (seed >> 24) as u8;
            }
            picture(&agreed, &bytes).ok();
        }
    }
    assert_eq!(picture(&agreed, b"\xFF\xD8\xFF").unwrap_err(), Broken::Short);
    assert_eq!(picture(&agreed, b"\xFF\xD8no JPEG").unwrap_err(), Broken::Jpeg);
    assert_eq!(picture(&agreed, &vec![0; 5000]).unwrap_err(), Broken::Jpeg);
}
