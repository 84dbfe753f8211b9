//! Sides that lie near an edge, moved onto it: what a whole side has in common is seen where no single place of it shows it.

use super::lines::Line;
use super::quad::{Corners, line_through, sides};
use crate::face::picture::Picture;
use crate::symbol::plane::Point;

/// How far an edge may be from a side, in parts of the card's length: 1.3 mm.
const REACH: f32 = 0.015;
/// How far apart the ends of a side may be from it, against each other, in pixels.
const TILT: i32 = 3;
/// Pieces of a side: each may have another ground under it.
const PIECES: usize = 8;
/// Places of a piece.
const PLACES: usize = 8;
/// An edge this part as clear as the clearest is one too: beyond the card lies its shadow.
const CLEAR: f32 = 0.5;
/// Less change of colour is no edge, in grey levels.
const LEAST: f32 = 1.5;

/// The corners of the card whose edges lie near these of a card of a length, all in pixels.
pub(super) fn snap(picture: &Picture, corners: Corners, length: f32) -> Corners {
    let [top, right, bottom, left] = sides(&corners).map(|(from, to)| side(picture, from, to, length));
    let meet = |a: Line, b: Line, old: Point| {
        a.cross(b).filter(|new| new.minus(old).length() < 4.0 * REACH * length).unwrap_or(old)
    };
    let [a, b, c, d] = corners;
    [meet(left, top, a), meet(top, right, b), meet(right, bottom, c), meet(bottom, left, d)]
}

/// The edge near a side of a clockwise quad; the side itself where there is none.
fn side(picture: &Picture, from: Point, to: Point, length: f32) -> Line {
    let way = to.minus(from);
    let long = way.length().max(1.0);
    let inward = Point::new(-way.y / long, way.x / long);
    let reach = (REACH * length).ceil() as i32;
    let mut found: Vec<(f32, i32, i32)> = Vec::new();
    for offset in -reach..=reach {
        for tilt in -TILT..=TILT {
            let ends = [
                from.plus(inward, (offset * 2 - tilt) as f32 / 2.0),
                to.plus(inward, (offset * 2 + tilt) as f32 / 2.0),
            ];
            found.push((change(picture, ends, inward), offset, tilt));
        }
    }
    let most = found.iter().map(|(change, ..)| *change).fold(LEAST, f32::max);
    // The innermost of the clear ones, where the change is greatest.
    let at = |offset: i32| {
        let here = found.iter().filter(|(_, other, _)| *other == offset);
        here.copied().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, offset, 0))
    };
    let crest = (-reach..=reach).rev().map(at).find(|(change, offset, _)| {
        *change >= CLEAR * most && *change >= at(offset - 1).0 && *change >= at(offset + 1).0
    });
    let (offset, tilt) = crest.filter(|_| most > LEAST).map_or((0, 0), |(_, offset, tilt)| (offset, tilt));
    let [a, b] = [
        from.plus(inward, (offset * 2 - tilt) as f32 / 2.0),
        to.plus(inward, (offset * 2 + tilt) as f32 / 2.0),
    ];
    line_through(&[(a.x, a.y, 1.0), (b.x, b.y, 1.0)])
}

/// How much colour changes across a line: in each piece of it together, then the middle half of the pieces.
fn change(picture: &Picture, [from, to]: [Point; 2], inward: Point) -> f32 {
    let way = to.minus(from);
    let count = PIECES * PLACES;
    let mut changes = [0.0f32; PIECES];
    for (piece, change) in changes.iter_mut().enumerate() {
        let mut sum = [0.0f32; 3];
        for nth in 0..PLACES {
            let part = 0.07 + 0.86 * (piece * PLACES + nth) as f32 / (count - 1) as f32;
            let place = from.plus(way, part);
            let colour = |far: f32| {
                let (x, y) = (place.x + inward.x * far + 0.5, place.y + inward.y * far + 0.5);
                picture.at(x, y)
            };
            for (sum, (inside, outside)) in sum.iter_mut().zip(colour(0.8).into_iter().zip(colour(-0.8))) {
                *sum += inside - outside;
            }
        }
        *change = sum.iter().map(|sum| sum.abs()).fold(0.0, f32::max) / PLACES as f32;
    }
    changes.sort_by(f32::total_cmp);
    let middle = changes.get(PIECES / 4..PIECES * 3 / 4).unwrap_or_default();
    middle.iter().sum::<f32>() / middle.len().max(1) as f32
}
