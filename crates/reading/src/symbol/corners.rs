//! Three patterns that may be the corners of a symbol, and how large its modules are there.

use std::cmp::Ordering;

use super::finder::Finder;
use super::frame::Frame;
use super::plane::Point;

/// Three patterns that may belong to one symbol, and how little they look like it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corners {
    /// The corner between the other two.
    pub(super) top_left: Point,
    pub(super) top_right: Point,
    pub(super) bottom_left: Point,
    /// Pixels of a module.
    pub(super) module: f32,
    /// Light less dark of the faintest of the three, in grey levels.
    pub(super) contrast: f32,
    /// What speaks for the one for which least does.
    pub(super) weight: f32,
    pub(super) inverted: bool,
    /// How far its shape is from that of a symbol seen from the front.
    pub(super) unlikely: f32,
}

/// Longest leg over the shorter one that a tilted symbol may show.
const UNEVEN: f32 = 2.8;
/// Cosine of the most pointed angle between the legs.
const POINTED: f32 = 0.85;

impl Corners {
    /// All three.
    pub(super) fn places(&self) -> [Point; 3] {
        [self.top_left, self.top_right, self.bottom_left]
    }

    /// Whether both are the same patterns, seen in frames of different sizes.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let near = |(a, b): (Point, Point)| a.minus(b).length() < 0.3 * self.module;
        let alike = self.module < 1.25 * other.module && other.module < 1.25 * self.module;
        alike && self.inverted == other.inverted && self.places().into_iter().zip(other.places()).all(near)
    }

    /// Three patterns as corners, each in turn between the other two, where a symbol can look like that, however it is
    /// held: from aside, the right angle need not look like the largest.
    pub(super) fn of(a: &Finder, b: &Finder, c: &Finder) -> impl Iterator<Item = Self> {
        let (a, b, c) = (*a, *b, *c);
        let module = (a.module + b.module + c.module) / 3.0;
        let least = a.module.min(b.module).min(c.module);
        let most = a.module.max(b.module).max(c.module);
        let alike = a.inverted == b.inverted && b.inverted == c.inverted && most < 2.0 * least;
        let contrast = a.contrast.min(b.contrast).min(c.contrast);
        let weight = a.weight().min(b.weight()).min(c.weight());
        [(a, b, c), (b, c, a), (c, a, b)].into_iter().filter(move |_| alike).filter_map(
            move |(corner, one, other)| {
                let at = |finder: &Finder| Point::new(finder.x, finder.y);
                let (corner, one, other) = (at(&corner), at(&one), at(&other));
                let (first, second) = (one.minus(corner), other.minus(corner));
                let (long, short) =
                    (first.length().max(second.length()), first.length().min(second.length()));
                let pointed = ((first.x * second.x + first.y * second.y) / (long * short)).abs();
                // Version 1 has 14 modules between centres, version 40 has 170.
                let possible = short > 8.0 * least
                    && long < 260.0 * module
                    && long < UNEVEN * short
                    && pointed < POINTED;
                let (top_right, bottom_left) =
                    if first.cross(second) > 0.0 { (one, other) } else { (other, one) };
                possible.then(|| Self {
                    top_left: corner,
                    top_right,
                    bottom_left,
                    module,
                    contrast,
                    weight,
                    inverted: a.inverted,
                    unlikely: (long / short).ln() + pointed + (most / least).ln(),
                })
            },
        )
    }
}

/// The size of a module at a pattern along a line, in pixels, and where the pattern's middle is.
pub(super) struct Measure {
    pub(super) module: f32,
    pub(super) middle: Point,
}

/// Looks for the scale and the place at which the line through a pattern shows dark and light where it should.
pub(super) fn measure(
    frame: &Frame,
    at: Point,
    [way, across]: [Point; 2],
    module: f32,
    sign: f32,
) -> Measure {
    let unit = |way: Point| Point::new(way.x / way.length(), way.y / way.length());
    let (way, across) = (unit(way), unit(across));
    let score = |middle: Point, module: f32| {
        let mut sum = 0.0;
        for step in -18..=18 {
            let t = step as f32 * 0.25;
            // Neighbours of an edge say nothing.
            let weight = match (t.abs() * 4.0) as u32 {
                0..=5 => 1.0 / 5.0,
                7..=9 => -1.0 / 4.0,
                11..=13 => 1.0 / 5.0,
                15..=17 => -1.0 / 4.0,
                _ => continue,
            };
            let mut seen = 0.0;
            for side in [-0.6, 0.0, 0.6] {
                let place = middle.plus(way, t * module).plus(across, side * module);
                seen += frame.at(place.x, place.y);
            }
            sum -= weight * seen * sign;
        }
        sum
    };
    // A sharp picture shows the same for many scales and places: what is meant is the middle of them.
    let centre = |tries: &[f32], shown: &dyn Fn(f32) -> f32| {
        let scores: Vec<f32> = tries.iter().map(|tried| shown(*tried)).collect();
        let best = (0..scores.len())
            .max_by(|a, b| scores.get(*a).partial_cmp(&scores.get(*b)).unwrap_or(Ordering::Equal));
        let best = best.unwrap_or(0);
        let most = scores.get(best).copied().unwrap_or(0.0);
        let near = |nth: &usize| scores.get(*nth).is_some_and(|score| *score >= most - 0.02 * most.abs());
        let first = (0..=best).rev().take_while(near).last().unwrap_or(best);
        let last = (best..scores.len()).take_while(near).last().unwrap_or(best);
        let known = tries.get(first..=last).unwrap_or_default();
        known.iter().sum::<f32>() / known.len().max(1) as f32
    };
    let scales: Vec<f32> = (0..14).map(|nth| 0.55 + 0.065 * nth as f32).collect();
    let coarse = module * centre(&scales, &|scale| score(at, module * scale));
    let shift = centre(&[-0.5, -0.35, -0.2, 0.0, 0.2, 0.35, 0.5], &|shift| {
        score(at.plus(way, shift * coarse), coarse)
    });
    let middle = at.plus(way, shift * coarse);
    let scales: Vec<f32> = (-8..=8).map(|nth| 1.0 + 0.01 * nth as f32).collect();
    let module = coarse * centre(&scales, &|scale| score(middle, coarse * scale));
    Measure { module, middle }
}
