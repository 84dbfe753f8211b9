//! The sides of a quad to a fraction of a pixel.

use super::lines::Line;
use super::quad::{line_through, sides};
use crate::face::picture::Picture;
use crate::symbol::plane::Point;

/// Places looked at along each side; the rounded corners are left out.
const PLACES: usize = 80;
/// Least change of colour that is an edge, in grey levels over four pixels.
const LEAST: f32 = 10.0;
/// How far from the line a place may lie before it counts less, in pixels.
const STRAY: f32 = 1.2;
/// Rounds of fitting: each trusts strays less.
const ROUNDS: usize = 6;

/// The corners where the edges nearest to the sides cross, `reach` pixels to each side.
pub(super) fn refine(picture: &Picture, corners: [Point; 4], reach: f32) -> [Point; 4] {
    let [top, right, bottom, left] = sides(&corners).map(|(from, to)| side(picture, from, to, reach));
    let meet = |a: Option<Line>, b: Option<Line>, old: Point| {
        a.zip(b)
            .and_then(|(a, b)| a.cross(b))
            .filter(|new| new.minus(old).length() < 4.0 * reach)
            .unwrap_or(old)
    };
    let [a, b, c, d] = corners;
    [meet(left, top, a), meet(top, right, b), meet(right, bottom, c), meet(bottom, left, d)]
}

fn side(picture: &Picture, from: Point, to: Point, reach: f32) -> Option<Line> {
    let way = to.minus(from);
    let length = way.length().max(1.0);
    let (tx, ty) = (way.x / length, way.y / length);
    let (nx, ny) = (ty, -tx);
    let steps = reach.ceil() as i32;
    let mut places: Vec<(f32, f32, f32)> = Vec::new();
    for nth in 0..PLACES {
        let place = from.plus(way, 0.08 + 0.84 * nth as f32 / (PLACES - 1) as f32);
        // The mean of five places along the side: noise is less, the edge is not.
        let colours: Vec<[f32; 3]> = (-steps - 2..=steps + 2)
            .map(|step| {
                let mut mean = [0.0; 3];
                for beside in -2..=2 {
                    let (out, along) = (step as f32, beside as f32 * 1.5);
                    let colour = picture.at(place.x + nx * out + tx * along, place.y + ny * out + ty * along);
                    for (mean, value) in mean.iter_mut().zip(colour) {
                        *mean += value / 5.0;
                    }
                }
                mean
            })
            .collect();
        let changes: Vec<f32> = colours.windows(5).map(change).collect();
        let best = changes.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        if let Some((at, most)) = best.filter(|(_, most)| **most > LEAST) {
            let beside = |nth: Option<usize>| nth.and_then(|nth| changes.get(nth)).copied().unwrap_or(*most);
            let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
            let bend = before - 2.0 * most + after;
            let part = if bend < -1e-3 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 };
            let step = at as f32 - steps as f32 + part;
            places.push((place.x + nx * step, place.y + ny * step, most.min(120.0)));
        }
    }
    (places.len() > 20).then(|| fit(&places))
}

/// How much colour changes across five places, in the channel that changes most.
fn change(window: &[[f32; 3]]) -> f32 {
    let [a, b, _, d, e] = window else { return 0.0 };
    let sums = a.iter().zip(b).zip(d.iter().zip(e)).map(|((a, b), (d, e))| (d + e - a - b).abs());
    sums.fold(0.0, f32::max)
}

/// A line through places, of which some are strays.
fn fit(places: &[(f32, f32, f32)]) -> Line {
    let mut weighted = places.to_vec();
    let mut line = line_through(&weighted);
    for _ in 1..ROUNDS {
        let (a, b) = line.normal();
        for (place, (x, y, weight)) in weighted.iter_mut().zip(places) {
            let stray = (x * a + y * b - line.far).abs() / STRAY;
            place.2 = weight / (1.0 + stray * stray);
        }
        line = line_through(&weighted);
    }
    line
}
