//! The fourth side of a card of which three are seen: white on white paper, in the shadow, under a finger.
//!
//! A card is ID-1, so three sides say where the fourth is: the two that run alike meet in a vanishing point, which is the
//! direction of the card in space; the third is as long as it is.

use super::edges::Edges;
use super::lines::Line;
use crate::symbol::plane::Point;

/// ID-1 (ISO/IEC 7810) in millimetres.
const SIDES: [(f32, f32); 2] = [(53.98, 85.6), (85.6, 53.98)];
/// Focal length of most cameras, in widths of the picture.
const FOCAL: f32 = 1.3;

type Space = [f32; 3];

fn dot([a, b, c]: Space, [d, e, f]: Space) -> f32 {
    a * d + b * e + c * f
}

fn plus([a, b, c]: Space, [d, e, f]: Space, much: f32) -> Space {
    [a + d * much, b + e * much, c + f * much]
}

/// The quads that have parts of these three lines as sides: `across` is a side that the two others meet.
pub(super) fn complete(edges: &Edges, [a, b]: [Line; 2], across: Line) -> Vec<[Point; 4]> {
    let Some((p, q)) = a.cross(across).zip(b.cross(across)) else { return Vec::new() };
    let (cx, cy) = (edges.width() / 2.0, edges.height() / 2.0);
    let focal = FOCAL * edges.width();
    let ray = |point: Point| [(point.x - cx) / focal, (point.y - cy) / focal, 1.0];
    // Where the two meet, as a direction in space: the cross product of the planes they span with the camera.
    let plane = |line: Line| {
        let (nx, ny) = line.normal();
        [nx * focal, ny * focal, nx * cx + ny * cy - line.far]
    };
    let ([a0, a1, a2], [b0, b1, b2]) = (plane(a), plane(b));
    let way = [a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0];
    let length = dot(way, way).sqrt();
    if length < 1e-3 {
        return Vec::new();
    }
    let way = way.map(|part| part / length);
    let (ray_p, ray_q) = (ray(p), ray(q));
    // Both ends are as far along that direction: the side is square to it.
    let (along_p, along_q) = (dot(ray_p, way), dot(ray_q, way));
    let depth = if along_p.abs() < 1e-4 || along_q.abs() < 1e-4 { 1.0 } else { along_p / along_q };
    if !(0.6..1.7).contains(&depth) {
        return Vec::new();
    }
    let end = ray_q.map(|part| part * depth);
    let between = plus(end, ray_p, -1.0);
    let side = dot(between, between).sqrt();
    let mut found = Vec::new();
    for (this, other) in SIDES {
        for sign in [-1.0, 1.0] {
            let far = side * other / this * sign;
            let seen = |from: Space| {
                let [x, y, z] = plus(from, way, far);
                Point::new(cx + focal * x / z.max(0.1), cy + focal * y / z.max(0.1))
            };
            found.push([p, q, seen(end), seen(ray_p)]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::find::quad::line_through;
    use crate::face::picture::Picture;
    use zeroize::Zeroizing;

    #[test]
    fn three_sides_say_where_the_fourth_is() {
        let edges = Edges::of(&Picture::new(480, 270, Zeroizing::new(vec![0; 480 * 270 * 3])).unwrap());
        // A card of 85.6 × 53.98 mm, 250 mm away, turned by 20° about its upright axis.
        let (sin, cos) = 20f32.to_radians().sin_cos();
        let seen = |x: f32, y: f32| {
            let z = 250.0 + x * sin;
            Point::new(240.0 + 1.3 * 480.0 * x * cos / z, 135.0 + 1.3 * 480.0 * y / z)
        };
        let corners = [seen(-42.8, -26.99), seen(42.8, -26.99), seen(42.8, 26.99), seen(-42.8, 26.99)];
        let line = |a: Point, b: Point| line_through(&[(a.x, a.y, 1.0), (b.x, b.y, 1.0)]);
        let [a, b, c, d] = corners;
        for (pair, across) in [([line(a, b), line(c, d)], line(a, d)), ([line(a, d), line(b, c)], line(d, c))]
        {
            let found = complete(&edges, pair, across);
            let near = |quad: &[Point; 4]| {
                corners.iter().all(|corner| quad.iter().any(|found| found.minus(*corner).length() < 0.5))
            };
            assert!(found.iter().any(near), "{found:?} {corners:?}");
        }
    }
}
