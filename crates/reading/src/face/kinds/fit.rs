//! A quad moved until what is printed on it lies where a layout says.

use super::MISFIT;
use super::expected::Expected;
use super::ink::Ink;
use super::map::{Grid, Map};
use crate::face::find::Quad;
use crate::symbol::plane::Point;

/// How far corners are moved, in parts of the card's length (a hundredth is 0.86 mm), and on which cells each is judged.
const STEPS: [(f32, Grid); 5] = [
    (0.035, Grid::Coarse),
    (0.02, Grid::Coarse),
    (0.01, Grid::Coarse),
    (0.008, Grid::Sparse),
    (0.004, Grid::Sparse),
];
/// So far from the shape of a card a true one may be: lenses bend, and no picture says by how much.
const LENS: f32 = 0.04;
/// Rounds of all moves of one step.
const ROUNDS: usize = 3;

/// The quad nearby that looks most like a layout, as long as `misfit` says that a card may lie so: among all quads some have
/// their print in better places, and are no card's.
pub(super) fn fit(ink: &Ink, quad: Quad, expected: &Expected, misfit: impl Fn(&Quad) -> f32) -> Quad {
    let likeness = |quad: &Quad, grid| {
        Map::observed(ink, quad, grid).map_or(-1.0, |map| map.likeness(expected.on(grid)))
            - MISFIT * (misfit(quad) - LENS).max(0.0)
    };
    let mut best = quad;
    for (part, grid) in STEPS {
        let step = part * best.length();
        let mut most = likeness(&best, grid);
        for _ in 0..ROUNDS {
            let before = most;
            for nth in 0..MOVES {
                for sign in [1.0, -1.0] {
                    let moved = moved(&best, nth, sign * step);
                    let there = likeness(&moved, grid);
                    if there > most + 1e-4 {
                        (best, most) = (moved, there);
                        break;
                    }
                }
            }
            if most <= before + 1e-3 {
                break;
            }
        }
    }
    best
}

/// The whole quad across and down, each side to and fro, each corner across and down.
const MOVES: usize = 14;

fn moved(quad: &Quad, nth: usize, far: f32) -> Quad {
    let [a, b, c, d] = quad.corners;
    let unit = |from: Point, to: Point| {
        let way = to.minus(from);
        let length = way.length().max(1e-3);
        Point::new(way.x / length, way.y / length)
    };
    let (across, down) = (unit(a, b), unit(a, d));
    let (x, y) = (|p: Point| p.plus(across, far), |p: Point| p.plus(down, far));
    let corners = match nth {
        0 => [x(a), x(b), x(c), x(d)],
        1 => [y(a), y(b), y(c), y(d)],
        2 => [y(a), y(b), c, d],
        3 => [a, x(b), x(c), d],
        4 => [a, b, y(c), y(d)],
        5 => [x(a), b, c, x(d)],
        6 => [x(a), b, c, d],
        7 => [y(a), b, c, d],
        8 => [a, x(b), c, d],
        9 => [a, y(b), c, d],
        10 => [a, b, x(c), d],
        11 => [a, b, y(c), d],
        12 => [a, b, c, x(d)],
        _ => [a, b, c, y(d)],
    };
    Quad { corners, ..*quad }
}
