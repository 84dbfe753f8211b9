//! Straight lines among the edges (Hough).

use std::f32::consts::PI;

use super::edges::{Edges, nearest};
use crate::symbol::plane::Point;

/// A straight line: the places where `x · across.0 + y · across.1` is `far`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its normal, as an angle from 0 to π.
    pub(super) angle: f32,
    /// Its distance from the corner of the picture, in pixels.
    pub(super) far: f32,
}

const ANGLES: usize = 180;
/// Width of a row of the count, in pixels.
const STEP: f32 = 1.5;
/// Angles beside its own for which an edge counts.
const SPREAD: i32 = 3;
/// Nearer than that to each other in the middle, and at their ends, two lines are one, in pixels: a card and the edge of a tray
/// run nearly alike.
const MIDDLE: f32 = 2.6;
const ENDS: f32 = 6.0;
/// Lines followed up to each side: those with the most edges.
const MOST_COUNTED: usize = 90;

impl Line {
    pub(super) fn normal(self) -> (f32, f32) {
        (self.angle.cos(), self.angle.sin())
    }

    fn is_upright(self) -> bool {
        let (a, b) = self.normal();
        a.abs() > b.abs()
    }

    /// Where two lines cross; `None` where they run nearly alike.
    pub(super) fn cross(self, other: Self) -> Option<Point> {
        let ((a, b), (c, d)) = (self.normal(), other.normal());
        let turn = a * d - b * c;
        (turn.abs() >= 0.3)
            .then(|| Point::new((self.far * d - other.far * b) / turn, (other.far * a - self.far * c) / turn))
    }

    /// The angle between two lines, from 0 to π/2.
    pub(super) fn turn(self, other: Self) -> f32 {
        let turn = (self.angle - other.angle).abs() % PI;
        turn.min(PI - turn)
    }

    /// Whether two lines are one, as far as both are seen in a picture of this width and height.
    fn is_like(self, other: Self, (width, height): (f32, f32)) -> bool {
        if self.turn(other) >= 0.06 {
            return false;
        }
        // Where the other one is at both ends of this one, and between them.
        let ((a, b), (c, d)) = (self.normal(), other.normal());
        let beside = |along: f32| {
            let (x, y) = match self.is_upright() {
                true => ((self.far - b * along * height) / a, along * height),
                false => (along * width, (self.far - a * along * width) / b),
            };
            (x * c + y * d - other.far).abs()
        };
        beside(0.5) < MIDDLE && beside(0.0).max(beside(1.0)) < ENDS
    }
}

/// The straight lines of a picture that may be sides of a card, those that are rather upright and those that rather
/// lie: so many of each, those with the longest run of edges.
pub(super) fn find(edges: &Edges, most: usize) -> Vec<Line> {
    let counted = count(edges);
    let mut kept = Vec::new();
    for upright in [true, false] {
        let of_direction = counted.iter().filter(|line| line.is_upright() == upright);
        let mut lines: Vec<(f32, Line)> =
            of_direction.map(|line| (longest_run(edges, *line), *line)).collect();
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        kept.extend(lines.into_iter().take(most).map(|(_, line)| line));
    }
    kept
}

/// Lines by the edges that lie on them, most first.
fn count(edges: &Edges) -> Vec<Line> {
    let (cx, cy) = (edges.width() / 2.0, edges.height() / 2.0);
    let reach = edges.width().hypot(edges.height()) / 2.0 + 2.0;
    let rows = (2.0 * reach / STEP) as usize + 2;
    let normals: Vec<(f32, f32)> = (0..ANGLES)
        .map(|nth| nth as f32 * PI / ANGLES as f32)
        .map(|angle| (angle.cos(), angle.sin()))
        .collect();
    let mut counts = vec![0.0f32; ANGLES * rows];
    for (x, y) in edges.crests() {
        let (dx, dy) = edges.direction(x, y);
        let angle = dy.atan2(dx).rem_euclid(PI);
        let angle = nearest(angle * ANGLES as f32 / PI);
        let weight = (edges.strength(x, y) / 30.0).min(1.5).sqrt();
        for beside in -SPREAD..=SPREAD {
            let nth = (angle + beside).rem_euclid(ANGLES as i32) as usize;
            let Some((a, b)) = normals.get(nth) else { continue };
            let place = ((x as f32 - cx) * a + (y as f32 - cy) * b + reach) / STEP;
            let (row, part) = (place as usize, place.fract());
            for (row, part) in [(row, 1.0 - part), (row + 1, part)] {
                if let Some(count) = counts.get_mut(nth * rows + row) {
                    *count += weight * part;
                }
            }
        }
    }
    let least = edges.width().min(edges.height()) * 0.1;
    let mut found: Vec<(f32, Line)> = Vec::new();
    for (nth, column) in counts.chunks_exact(rows).enumerate() {
        let angle = nth as f32 * PI / ANGLES as f32;
        for (row, window) in column.windows(3).enumerate() {
            let [before, here, after] = window else { continue };
            if *here > least && here >= before && here > after {
                let row = row as f32 + 1.0 + (after - before) / (before + here + after);
                let far = row * STEP - reach + cx * angle.cos() + cy * angle.sin();
                found.push((*here, Line { angle, far }));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut lines: Vec<Line> = Vec::new();
    let mut of_direction = [0, 0];
    for (_, line) in found {
        let [upright, lying] = &mut of_direction;
        let count = if line.is_upright() { upright } else { lying };
        if *count < MOST_COUNTED
            && !lines.iter().any(|known| known.is_like(line, (edges.width(), edges.height())))
        {
            *count += 1;
            lines.push(line);
        }
    }
    lines
}

/// The longest run of edges along a line, in pixels; small gaps are passed over.
fn longest_run(edges: &Edges, line: Line) -> f32 {
    const GAP: usize = 4;
    let (a, b) = line.normal();
    let (x0, y0) = (line.far * a, line.far * b);
    let reach = (edges.width() + edges.height()) as i32;
    let (mut longest, mut run, mut gap) = (0, 0, 0);
    for t in -reach..reach {
        let (x, y) = (nearest(x0 - b * t as f32), nearest(y0 + a * t as f32));
        if x < 0 || y < 0 || x as f32 >= edges.width() || y as f32 >= edges.height() {
            continue;
        }
        let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (x + dx, y + dy)));
        let on = near.into_iter().any(|(x, y)| {
            let (dx, dy) = edges.direction(x, y);
            edges.is_crest(x, y) && (dx * a + dy * b).abs() > 0.955
        });
        match on {
            true => (run, gap) = (run + 1 + gap, 0),
            false if run > 0 && gap < GAP => gap += 1,
            false => (run, gap) = (0, 0),
        }
        longest = longest.max(run);
    }
    longest as f32
}
