//! Modules whose colour is known before anything is read.

use super::frame::Frame;
use super::layout::Version;
use super::plane::{Plane, Point};

/// A module whose colour is known: its middle, and 1 for light, -1 for dark.
pub(super) type Known = (f32, f32, f32);

/// Modules whose colour does not depend on the text: finder, timing and alignment patterns.
pub(super) fn known(version: Version) -> Vec<Known> {
    let mut known = corners(version);
    known.extend(timing(version));
    for (x, y) in version.alignment_centres() {
        for dy in -2..=2_isize {
            for dx in -2..=2_isize {
                let colour = if dx.abs().max(dy.abs()) == 1 { 1.0 } else { -1.0 };
                known.push((x as f32 + dx as f32 + 0.5, y as f32 + dy as f32 + 0.5, colour));
            }
        }
    }
    known
}

/// The finder patterns and the light lines around them.
pub(super) fn corners(version: Version) -> Vec<Known> {
    let size = version.size();
    let mut known = Vec::new();
    let mut add = |x: isize, y: isize, dark: bool| {
        let inside = |at: isize| (0..size as isize).contains(&at);
        if inside(x) && inside(y) {
            known.push((x as f32 + 0.5, y as f32 + 0.5, if dark { -1.0 } else { 1.0 }));
        }
    };
    let far = size as isize - 7;
    for (left, top) in [(0, 0), (far, 0), (0, far)] {
        for y in -1..8_isize {
            for x in -1..8_isize {
                let ring = (x - 3).abs().max((y - 3).abs());
                add(left + x, top + y, matches!(ring, 0 | 1 | 3));
            }
        }
    }
    known
}

/// The modules that tell the others' places: every other one is dark.
pub(super) fn timing(version: Version) -> Vec<Known> {
    (8..version.size() - 8)
        .flat_map(|at| {
            let colour = if at % 2 == 0 { -1.0 } else { 1.0 };
            let at = at as f32 + 0.5;
            [(at, 6.5, colour), (6.5, at, colour)]
        })
        .collect()
}

/// The mean of what should be light less the mean of what should be dark.
pub(super) fn contrast(frame: &Frame, plane: &Plane, known: &[Known], sign: f32) -> f32 {
    contrast_by(frame, known, sign, |u, v| plane.see(u, v))
}

/// The same where places are seen like this.
pub(super) fn contrast_by(frame: &Frame, known: &[Known], sign: f32, see: impl Fn(f32, f32) -> Point) -> f32 {
    let (mut light, mut dark, mut lights, mut darks) = (0.0, 0.0, 0.0_f32, 0.0_f32);
    for (u, v, colour) in known {
        let place = see(*u, *v);
        let seen = frame.at(place.x, place.y);
        if *colour > 0.0 {
            light += seen;
            lights += 1.0;
        } else {
            dark += seen;
            darks += 1.0;
        }
    }
    sign * (light / lights.max(1.0) - dark / darks.max(1.0))
}
