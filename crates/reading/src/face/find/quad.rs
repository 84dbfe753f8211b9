//! Four lines that may be the sides of a card, and how much speaks for them.

use super::Care;
use super::edges::{Edges, nearest};
use super::lines::Line;
use super::three;
use crate::face::picture::Picture;
use crate::symbol::plane::{Plane, Point};

/// Four corners, clockwise as seen.
pub(super) type Corners = [Point; 4];

/// ID-1 and ID-3 (ISO/IEC 7810) in millimetres, and how much is held against the rarer one.
const FORMATS: [((f32, f32), f32); 2] = [((85.6, 53.98), 0.0), ((125.0, 88.0), 0.01)];
/// Focal lengths of cameras, in widths of the picture.
const FOCAL: [f32; 4] = [0.8, 1.2, 2.0, 5.0];
/// Of quads that differ by less than [`ALIKE`], so many are looked at closely.
const OF_A_KIND: usize = 6;
/// Difference of corners, in pixels of the small picture.
const ALIKE: f32 = 16.0;
/// Least part of the picture that a card takes.
const LEAST_AREA: f32 = 0.08;

/// A quad and how much speaks for it.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) corners: Corners,
    pub(super) score: f32,
}

/// What four lines look like as a card.
struct Shape {
    area: f32,
    /// How far it is from a card seen by a camera: 0 is a perfect one, 0.02 is one side off by a millimetre.
    misfit: f32,
}

pub(super) fn sides(corners: &Corners) -> [(Point, Point); 4] {
    let [a, b, c, d] = *corners;
    [(a, b), (b, c), (c, d), (d, a)]
}

pub(super) fn area(corners: &Corners) -> f32 {
    sides(corners).iter().map(|(a, b)| a.cross(*b)).sum::<f32>().abs() / 2.0
}

fn lengths(corners: &Corners) -> [f32; 4] {
    sides(corners).map(|(a, b)| b.minus(a).length())
}

impl Shape {
    fn of(corners: &Corners, edges: &Edges) -> Self {
        let [a, b, c, d] = lengths(corners);
        let [p, q, r, s] = *corners;
        let lying = if a + c >= b + d { [p, q, r, s] } else { [q, r, s, p] };
        let misfit = FORMATS.into_iter().map(|(size, extra)| extra + misfit(&lying, size, edges));
        Self { area: area(corners), misfit: misfit.fold(f32::MAX, f32::min) }
    }
}

/// How far a quad is from a rectangle of this size seen by a camera: the difference of its two scales and the angle between
/// its sides, for the focal length that suits best.
pub(super) fn misfit(corners: &Corners, (width, height): (f32, f32), edges: &Edges) -> f32 {
    let from =
        [Point::new(0.0, 0.0), Point::new(width, 0.0), Point::new(width, height), Point::new(0.0, height)];
    let centre = Point::new(edges.width() / 2.0, edges.height() / 2.0);
    let Some(plane) = Plane::through(from, corners.map(|corner| corner.minus(centre))) else { return 9.0 };
    let [a, b, _, d, e, _, g, h, _] = plane.numbers();
    let focal = FOCAL.into_iter().map(|times| {
        let focal = times * edges.width();
        let (u, v) = ((a / focal, d / focal, g), (b / focal, e / focal, h));
        let dot = |p: (f32, f32, f32), q: (f32, f32, f32)| p.0 * q.0 + p.1 * q.1 + p.2 * q.2;
        let (uu, vv) = (dot(u, u).sqrt().max(1e-9), dot(v, v).sqrt().max(1e-9));
        (uu / vv).ln().hypot(dot(u, v) / (uu * vv))
    });
    focal.fold(9.0, f32::min)
}

/// The quads that these lines form and that may be a card, best first.
pub(super) fn find(edges: &Edges, picture: &Picture, lines: &[Line], care: Care) -> Vec<Candidate> {
    let (most_followed, most_returned) = care.quads();
    let tracks: Vec<Track> =
        lines.iter().enumerate().map(|(nth, line)| Track::of(edges, *line, nth)).collect();
    let mut pairs = Vec::new();
    for (nth, first) in tracks.iter().enumerate() {
        let alike = tracks.iter().skip(nth + 1).filter(|second| first.line.turn(second.line) < 0.35);
        pairs.extend(alike.map(|second| [first, second]));
    }
    let mut found: Vec<Candidate> = Vec::new();
    for (nth, one) in pairs.iter().enumerate() {
        // Only pairs that cross both of these within the picture can be the other two sides.
        let crosses = |other: &Track| {
            one.iter().all(|side| {
                side.line.turn(other.line) >= 0.9
                    && side.line.cross(other.line).is_some_and(|corner| is_inside(edges, corner))
            })
        };
        let crossing: Vec<bool> = tracks.iter().map(crosses).collect();
        for other in pairs.iter().skip(nth + 1) {
            if other.iter().all(|side| crossing.get(side.nth).copied().unwrap_or(false)) {
                found.extend(candidate(edges, *one, *other));
            }
        }
    }
    for pair in &pairs {
        let [first, _] = *pair;
        for across in tracks.iter().filter(|track| first.line.turn(track.line) > 0.9) {
            found.extend(with_three_sides(edges, *pair, across));
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut followed: Vec<Candidate> = Vec::new();
    for rough in found {
        let alike = followed.iter().filter(|known| apart(known, &rough) < ALIKE).count();
        if alike < OF_A_KIND && followed.len() < most_followed {
            followed.push(rough);
        }
    }
    let mut close: Vec<Candidate> =
        followed.iter().flat_map(|rough| look_closely(edges, picture, rough)).collect();
    close.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in close {
        if kept.len() < most_returned && !kept.iter().any(|known| apart(known, &candidate) < 1.5) {
            kept.push(candidate);
        }
    }
    kept
}

/// How far the corners of two quads are apart at most.
fn apart(a: &Candidate, b: &Candidate) -> f32 {
    a.corners.iter().zip(&b.corners).map(|(a, b)| a.minus(*b).length()).fold(0.0, f32::max)
}

fn candidate(edges: &Edges, [a, b]: [&Track; 2], [c, d]: [&Track; 2]) -> Option<Candidate> {
    let corner = |one: &Track, other: &Track| one.line.cross(other.line);
    let [p, q, r, s] = [corner(a, c)?, corner(a, d)?, corner(b, d)?, corner(b, c)?];
    let supports = [a.support(p, q), d.support(q, r), b.support(r, s), c.support(s, p)];
    let least = supports.into_iter().fold(1.0, f32::min);
    if least < 0.12 {
        return None;
    }
    let corners = clockwise([p, q, r, s]);
    let shape = shape(edges, &corners)?;
    let sum: f32 = supports.iter().sum();
    let size = (shape.area / (edges.width() * edges.height())).sqrt();
    Some(Candidate { corners, score: 0.15 * sum + 0.4 * least - 3.0 * shape.misfit + 0.25 * size })
}

/// Quads of which three sides lie on these lines.
fn with_three_sides(edges: &Edges, [a, b]: [&Track; 2], across: &Track) -> Vec<Candidate> {
    let mut found = Vec::new();
    let corner = |side: &Track| side.line.cross(across.line).filter(|corner| is_inside(edges, *corner));
    let Some((p, q)) = corner(a).zip(corner(b)) else { return found };
    let seen = across.support(p, q);
    if seen < 0.45 {
        return found;
    }
    for corners in three::complete(edges, [a.line, b.line], across.line) {
        // In the order of `complete`: the side across, the second of the pair, the unseen one, the first of the pair.
        let [p, q, r, s] = corners;
        let supports = [seen, b.support(q, r), a.support(s, p)];
        let least = supports.into_iter().fold(1.0, f32::min);
        if least < 0.45 {
            continue;
        }
        let Some(shape) = shape(edges, &clockwise(corners)) else { continue };
        let sum: f32 = supports.iter().sum();
        let size = (shape.area / (edges.width() * edges.height())).sqrt();
        let score = 0.15 * (sum + 0.1) + 0.25 * least - 3.0 * shape.misfit + 0.25 * size - 0.05;
        found.push(Candidate { corners: clockwise(corners), score });
    }
    found
}

/// Whether a corner is in the picture, or a little beside it.
fn is_inside(edges: &Edges, corner: Point) -> bool {
    const OUTSIDE: f32 = 0.03;
    let (width, height) = (edges.width(), edges.height());
    (-width * OUTSIDE..=width * (1.0 + OUTSIDE)).contains(&corner.x)
        && (-height * OUTSIDE..=height * (1.0 + OUTSIDE)).contains(&corner.y)
}

/// The shape of a quad that may be a card by its place, size and sides.
fn shape(edges: &Edges, corners: &Corners) -> Option<Shape> {
    if !corners.iter().all(|corner| is_inside(edges, *corner)) {
        return None;
    }
    if area(corners) < edges.width() * edges.height() * LEAST_AREA {
        return None;
    }
    let [s0, s1, s2, s3] = lengths(corners);
    let alike = |a: f32, b: f32| a.max(b) <= 1.45 * a.min(b);
    let shape = (alike(s0, s2) && alike(s1, s3)).then(|| Shape::of(corners, edges));
    shape.filter(|shape| shape.misfit < 0.12)
}

/// Clockwise as seen, from the one nearest to the top left. They are in turn already.
fn clockwise(mut corners: Corners) -> Corners {
    let turn = sides(&corners).iter().map(|(a, b)| a.cross(*b)).sum::<f32>();
    if turn < 0.0 {
        corners.reverse();
    }
    let upper_left = |(_, a): &(usize, &Point), (_, b): &(usize, &Point)| (a.x + a.y).total_cmp(&(b.x + b.y));
    let first = corners.iter().enumerate().min_by(upper_left).map_or(0, |(nth, _)| nth);
    corners.rotate_left(first);
    corners
}

/// Places along a side, its corners left out, with its direction.
fn along(from: Point, to: Point, apart: f32, least: usize, most: usize) -> impl Iterator<Item = Point> {
    let way = to.minus(from);
    let count = ((way.length() / apart) as usize).clamp(least, most);
    (0..count).map(move |nth| from.plus(way, 0.07 + 0.86 * nth as f32 / (count - 1).max(1) as f32))
}

/// The normal of a side, to the inside of a clockwise quad.
fn inward(from: Point, to: Point) -> (f32, f32) {
    let way = to.minus(from);
    let length = way.length().max(1e-6);
    (-way.y / length, way.x / length)
}

/// A line, and how many edges of its direction lie on it up to every place of it: so a side's are counted at once.
struct Track {
    line: Line,
    /// Which line it is.
    nth: usize,
    /// Edges up to so many steps.
    counts: Vec<u16>,
    /// Where along the line the first step is, in pixels.
    start: f32,
}

impl Track {
    /// Pixels of a step.
    const STEP: f32 = 2.0;

    fn of(edges: &Edges, line: Line, nth: usize) -> Self {
        let (nx, ny) = line.normal();
        let reach = edges.width().hypot(edges.height());
        let steps = (2.0 * reach / Self::STEP) as usize;
        let mut counts = Vec::with_capacity(steps + 1);
        let mut count = 0;
        counts.push(count);
        for step in 0..steps {
            let along = (step as f32 + 0.5) * Self::STEP - reach;
            let place = Point::new(nx * line.far - ny * along, ny * line.far + nx * along);
            let hit = is_inside(edges, place)
                && (-2..=2).any(|step| {
                    let (x, y) = (nearest(place.x + nx * step as f32), nearest(place.y + ny * step as f32));
                    let (dx, dy) = edges.direction(x, y);
                    edges.is_crest(x, y) && (dx * nx + dy * ny).abs() > 0.94
                });
            count += u16::from(hit);
            counts.push(count);
        }
        Self { line, nth, counts, start: -reach }
    }

    /// The part of a side on this line that lies on edges of its direction, its corners left out.
    fn support(&self, from: Point, to: Point) -> f32 {
        let (nx, ny) = self.line.normal();
        let step = |place: Point, other: Point| {
            let place = place.plus(other.minus(place), 0.07);
            (((place.y * nx - place.x * ny - self.start) / Self::STEP).max(0.0) as usize)
                .min(self.counts.len() - 1)
        };
        let (from, to) = (step(from, to), step(to, from));
        let count = |step: usize| self.counts.get(step).copied().unwrap_or(0);
        let on = count(from.max(to)) - count(from.min(to));
        f32::from(on) / from.abs_diff(to).max(1) as f32
    }
}

/// How a side looks: the part of it along which colour changes in one and the same direction, and how much it changes.
/// Where something lies under half of the card, the other direction counts half, and changes are taken piece by piece.
fn look_at_side(edges: &Edges, picture: &Picture, from: Point, to: Point) -> (f32, f32) {
    const PIECES: usize = 6;
    let (nx, ny) = inward(from, to);
    let places: Vec<Point> = along(from, to, 3.0, 18, 70).collect();
    let (mut lighter, mut darker, mut contrast, mut pieces) = (0, 0, 0.0, 0);
    for piece in places.chunks(places.len().div_ceil(PIECES).max(1)) {
        let mut change = [0.0f32; 3];
        for place in piece {
            let at = |step: f32| (nearest(place.x + nx * step), nearest(place.y + ny * step));
            let steps = (-2..=2).map(|step| at(step as f32));
            let strongest =
                steps.max_by(|a, b| edges.strength(a.0, a.1).total_cmp(&edges.strength(b.0, b.1)));
            if let Some((x, y)) = strongest.filter(|(x, y)| edges.strength(*x, *y) > 5.0) {
                let (dx, dy) = edges.direction(x, y);
                let along = dx * nx + dy * ny;
                lighter += i32::from(along > 0.92);
                darker += i32::from(along < -0.92);
            }
            for (far, sign) in [(3.5, 1.0), (-3.5, -1.0)] {
                for beside in [-1.0, 0.0, 1.0] {
                    let (x, y) = at(far + beside);
                    for (change, value) in change.iter_mut().zip(picture.pixel(x, y)) {
                        *change += sign * value / (3.0 * piece.len() as f32);
                    }
                }
            }
        }
        contrast += change.iter().map(|change| change.abs()).fold(0.0, f32::max);
        pieces += 1;
    }
    let mostly = lighter.max(darker) as f32 + 0.6 * lighter.min(darker) as f32;
    (mostly / places.len().max(1) as f32, contrast / pieces.max(1) as f32)
}

/// The quad fitted to its edges, and the same widened.
fn look_closely(edges: &Edges, picture: &Picture, rough: &Candidate) -> Vec<Candidate> {
    let fitted = fitted(edges, rough.corners, 3);
    let both = [fitted, widened(edges, picture, fitted)];
    let scored =
        both.into_iter().map(|corners| Some(Candidate { corners, score: score(edges, picture, &corners)? }));
    scored.flatten().collect()
}

/// What speaks for a quad. Its least clear side counts only when it is seen at all: paper under a card hides an edge.
pub(super) fn score(edges: &Edges, picture: &Picture, corners: &Corners) -> Option<f32> {
    let mut looks = sides(corners).map(|(from, to)| look_at_side(edges, picture, from, to));
    looks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let [(least, weak), (second, _), ..] = looks;
    let contrast = looks.iter().skip(1).map(|(_, contrast)| *contrast).fold(f32::MAX, f32::min);
    if second < 0.3 || contrast < 3.0 {
        return None;
    }
    let mean = looks.iter().map(|(part, _)| part / 4.0).sum::<f32>();
    let shape = Shape::of(corners, edges);
    let size = (shape.area / (edges.width() * edges.height())).sqrt();
    let contrast = (contrast.min(weak.max(10.0)) / 20.0).min(1.0);
    Some(0.45 * mean + 0.2 * least + 0.15 * second + 0.25 * contrast - 4.0 * shape.misfit + 0.25 * size)
}

/// The corners where lines through the edges near the sides cross.
fn fitted(edges: &Edges, corners: Corners, reach: i32) -> Corners {
    let [top, right, bottom, left] = sides(&corners).map(|(from, to)| line_near(edges, from, to, reach));
    let meet = |a: Option<Line>, b: Option<Line>, old: Point| {
        a.zip(b).and_then(|(a, b)| a.cross(b)).filter(|new| new.minus(old).length() < 12.0).unwrap_or(old)
    };
    let [a, b, c, d] = corners;
    [meet(left, top, a), meet(top, right, b), meet(right, bottom, c), meet(bottom, left, d)]
}

/// The straight line through the strongest edges near a side.
fn line_near(edges: &Edges, from: Point, to: Point, reach: i32) -> Option<Line> {
    let (nx, ny) = inward(from, to);
    let mut places = Vec::new();
    for place in along(from, to, 1.0, 16, 2000) {
        let mut best = (0.0, 0);
        for step in -reach..=reach {
            let (x, y) = (nearest(place.x + nx * step as f32), nearest(place.y + ny * step as f32));
            let (dx, dy) = edges.direction(x, y);
            let strength = edges.strength(x, y);
            if edges.is_crest(x, y) && (dx * nx + dy * ny).abs() > 0.94 && strength > best.0 {
                best = (strength, step);
            }
        }
        if best.0 > 0.0 {
            places.push((place.x + nx * best.1 as f32, place.y + ny * best.1 as f32, 1.0));
        }
    }
    (places.len() >= 12).then(|| line_through(&places))
}

/// The straight line nearest to places with weights.
pub(super) fn line_through(places: &[(f32, f32, f32)]) -> Line {
    let sum = places.iter().map(|p| p.2).sum::<f32>().max(1e-6);
    let mx = places.iter().map(|p| p.0 * p.2).sum::<f32>() / sum;
    let my = places.iter().map(|p| p.1 * p.2).sum::<f32>() / sum;
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y, weight) in places {
        let (dx, dy) = (x - mx, y - my);
        xx += weight * dx * dx;
        xy += weight * dx * dy;
        yy += weight * dy * dy;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy) + std::f32::consts::FRAC_PI_2;
    Line { angle, far: mx * angle.cos() + my * angle.sin() }
}

/// A printed band along an edge, two to six hundredths of the height away, may win over the edge itself: a side is moved
/// outwards as long as a long and strong edge stands there.
fn widened(edges: &Edges, picture: &Picture, mut corners: Corners) -> Corners {
    for side in 0..4 {
        corners.rotate_left(side);
        let [a, b, c, d] = corners;
        let (back_a, back_b) = (a.minus(d), b.minus(c));
        let (la, lb) = (back_a.length().max(1.0), back_b.length().max(1.0));
        let most = ((la + lb) / 2.0 * 0.065) as i32;
        let (_, contrast) = look_at_side(edges, picture, a, b);
        let mut best = None;
        for step in 5..=most {
            let wider = [a.plus(back_a, step as f32 / la), b.plus(back_b, step as f32 / lb), c, d];
            let [na, nb, ..] = wider;
            if strict_support(edges, na, nb) < 0.75 {
                continue;
            }
            let (_, there) = look_at_side(edges, picture, na, nb);
            if there >= (0.35 * contrast).max(8.0) && Shape::of(&wider, edges).misfit < 0.05 {
                best = Some(wider);
            }
        }
        if let Some(wider) = best {
            corners = fitted(edges, wider, 2);
        }
        corners.rotate_right(side);
    }
    corners
}

fn strict_support(edges: &Edges, from: Point, to: Point) -> f32 {
    let (nx, ny) = inward(from, to);
    let (mut on, mut all) = (0, 0);
    for place in along(from, to, 2.0, 8, 2000) {
        all += 1;
        let hit = (-1..=1).any(|step| {
            let (x, y) = (nearest(place.x + nx * step as f32), nearest(place.y + ny * step as f32));
            let (dx, dy) = edges.direction(x, y);
            edges.is_crest(x, y) && (dx * nx + dy * ny).abs() > 0.955
        });
        on += i32::from(hit);
    }
    on as f32 / all.max(1) as f32
}
