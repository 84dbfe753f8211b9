//! Three finder patterns become the plane of a symbol, fitted to everything in it whose colour is known beforehand.

use super::corners::{Corners, Measure, measure};
use super::frame::Frame;
use super::grid::Grid;
use super::known::{contrast as contrast_of, contrast_by, corners as corners_of, known, timing as timing_of};
use super::layout::Version;
use super::plane::{Plane, Point};

/// The timing patterns' contrast, in parts of that of all patterns, from which no other version is tried.
const SURE: f32 = 0.6;
/// And below which there is no symbol.
const LEAST_TIMING: f32 = 0.12;
/// What the corners show where a plane has them, in parts of what they showed when found, at least.
const LEAST_SHOWN: f32 = 0.35;

/// How a sheet is bent: how far, in modules, the middle of the symbol lies from where a flat sheet had it, for lines
/// across and for lines down.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Curve {
    ways: [f32; 4],
    far: f32,
}

impl Curve {
    /// The place of a flat symbol that is seen where this place of the bent one is.
    #[inline]
    fn flat(&self, u: f32, v: f32) -> (f32, f32) {
        let [across_u, across_v, down_u, down_v] = self.ways;
        // A bow through the middles of the finder patterns.
        let bow = |at: f32| (at - 3.5) * (self.far - at) * 4.0 / ((self.far - 3.5) * (self.far - 3.5));
        let (across, down) = (bow(u), bow(v));
        (u + across_u * across + down_u * down, v + across_v * across + down_v * down)
    }
}

/// A symbol in its place.
pub(super) struct Placed {
    pub(super) version: Version,
    plane: Plane,
    curve: Curve,
    /// The difference of light and dark where both are known, in grey levels, least to be believed above zero.
    pub(super) contrast: f32,
    /// The same of the timing patterns alone: where it is little, the modules were counted wrongly.
    pub(super) timing: f32,
    points: [Point; 4],
    /// -1 where it is light on dark.
    pub(super) sign: f32,
}

impl Placed {
    /// The symbol that has these corners; `None` where there is none.
    ///
    /// Its modules are counted by the sizes of the patterns, then tried up to two versions larger and smaller.
    pub(super) fn find(frame: &Frame, corners: &Corners) -> Option<Self> {
        let sign = if corners.inverted { -1.0 } else { 1.0 };
        let (a, b, c) = (corners.top_left, corners.top_right, corners.bottom_left);
        let look = |at, ways| measure(frame, at, ways, corners.module, sign);
        let (across, down) = (b.minus(a), c.minus(a));
        let (ab, ba) = (look(a, [across, down]), look(b, [across, down]));
        let (ac, ca) = (look(a, [down, across]), look(c, [down, across]));
        let join = |from: Point, one: &Measure, other: &Measure| {
            from.plus(one.middle.minus(from), 1.0).plus(other.middle.minus(from), 1.0)
        };
        // Each line moves the middle along itself only.
        let a = join(a, &ab, &ac);
        let (b, c) = (ba.middle, ca.middle);
        let modules = |from: Point, to: Point, one: &Measure, other: &Measure| {
            to.minus(from).length() / (one.module * other.module).sqrt()
        };
        let across = modules(a, b, &ab, &ba);
        let down = modules(a, c, &ac, &ca);
        if across > 1.6 * down || down > 1.6 * across {
            return None;
        }
        let size = (across + down) / 2.0 + 7.0;
        // How much nearer than the corner the other two are: the size of a module grows with the square of it.
        let nearer = |here: f32, there: f32| (here / there).sqrt().clamp(0.6, 1.6);
        let (wb, wc) = (nearer(ab.module, ba.module), nearer(ac.module, ca.module));
        let wd = (wb + wc - 1.0).max(0.3);
        let d = Point::new((wb * b.x + wc * c.x - a.x) / wd, (wb * b.y + wc * c.y - a.y) / wd);
        let nearest = ((size - 17.0) / 4.0).round() as isize;
        let mut best: Option<Self> = None;
        for off in [0, -1, 1, -2, 2] {
            let version = usize::try_from(nearest + off).ok().and_then(Version::new);
            let Some(version) = version else { continue };
            let Some(placed) = Self::fit(frame, version, [a, b, d, c], sign, LEAST_SHOWN * corners.contrast)
            else {
                return best;
            };
            let sure = placed.timing > SURE * placed.contrast;
            if best.as_ref().is_none_or(|best| placed.timing > best.timing) {
                best = Some(placed);
            }
            if sure {
                break;
            }
        }
        best.filter(|best| best.timing > LEAST_TIMING * best.contrast)
    }

    /// The same symbol with the modules it says it has; `None` where that is what it has, or where it fits less well.
    pub(super) fn with_version(&self, frame: &Frame, version: Version) -> Option<Self> {
        // More than that nobody miscounts: it is no symbol, or another's version.
        const MISCOUNTED: usize = 3;
        let off = version.number().abs_diff(self.version.number());
        if off == 0 || off > MISCOUNTED {
            return None;
        }
        let [a, b, _, c] = self.points;
        let far = self.version.size() as f32 - 3.5;
        let d = self.plane.see(far, far);
        Self::fit(frame, version, [a, b, d, c], self.sign, 0.0).filter(|other| other.timing > self.timing)
    }

    /// The four corners, clockwise from the one between the others.
    pub(super) fn corners(&self) -> [Point; 4] {
        let far = self.version.size() as f32;
        [(0.0, 0.0), (far, 0.0), (far, far), (0.0, far)].map(|(u, v)| self.plane.see(u, v))
    }

    /// The part of the modules whose colour is known that have it in a grid.
    pub(super) fn right(&self, grid: &Grid) -> f32 {
        let known = known(self.version);
        let right =
            known.iter().filter(|(u, v, colour)| (*colour < 0.0) == grid.is_dark(*u as usize, *v as usize));
        right.count() as f32 / known.len() as f32
    }

    /// The middles of its finder patterns.
    pub(super) fn finders(&self) -> [Point; 3] {
        let [a, b, _, c] = self.points;
        [a, b, c]
    }

    /// Where a place of the symbol is seen.
    #[inline]
    pub(super) fn see(&self, u: f32, v: f32) -> Point {
        let (u, v) = self.curve.flat(u, v);
        self.plane.see(u, v)
    }

    /// Fits the bow of a sheet that is not flat.
    pub(super) fn bend(&mut self, frame: &Frame) {
        let known = known(self.version);
        let (sign, plane) = (self.sign, self.plane);
        let score = |curve: Curve| {
            contrast_by(frame, &known, sign, |u, v| {
                let (u, v) = curve.flat(u, v);
                plane.see(u, v)
            })
        };
        let mut step = 1.0;
        for _ in 0..5 {
            for nth in 0..4 {
                for way in [step, -step] {
                    loop {
                        let mut moved = self.curve;
                        if let Some(bow) = moved.ways.get_mut(nth) {
                            *bow += way;
                        }
                        let found = score(moved);
                        if found <= self.contrast || moved.ways.iter().any(|way| way.abs() > 6.0) {
                            break;
                        }
                        (self.curve, self.contrast) = (moved, found);
                    }
                }
            }
            step *= 0.5;
        }
    }

    /// Fits the plane: the fourth corner by its alignment pattern, then all four by everything that is known.
    fn fit(frame: &Frame, version: Version, [a, b, d, c]: [Point; 4], sign: f32, least: f32) -> Option<Self> {
        let far = version.size() as f32 - 3.5;
        let near = 3.5;
        let square = |fourth: f32| {
            [Point::new(near, near), Point::new(far, near), Point::new(fourth, fourth), Point::new(near, far)]
        };
        let mut plane = Plane::through(square(far), [a, b, d, c])?;
        // However many modules there are, the patterns of the corners show.
        if contrast_of(frame, &plane, &corners_of(version), sign) < least {
            return None;
        }
        let mut fourth = far;
        let mut at_fourth = d;
        if version.number() > 1 {
            fourth = far - 3.0;
            at_fourth = alignment(frame, &plane, fourth, sign).unwrap_or_else(|| plane.see(fourth, fourth));
            plane = Plane::through(square(fourth), [a, b, at_fourth, c])?;
        }
        let known = known(version);
        let mut points = [a, b, at_fourth, c];
        let mut contrast = contrast_of(frame, &plane, &known, sign);
        let module = (plane.see(4.5, 3.5).minus(plane.see(3.5, 3.5)).length()
            + plane.see(3.5, 4.5).minus(plane.see(3.5, 3.5)).length())
            / 2.0;
        let mut step = 0.5 * module;
        for _ in 0..4 {
            for nth in [2, 0, 1, 3] {
                for (dx, dy) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                    let mut moved = points;
                    let point = moved.get_mut(nth)?;
                    *point = Point::new(point.x + dx, point.y + dy);
                    let Some(tried) = Plane::through(square(fourth), moved) else { continue };
                    let found = contrast_of(frame, &tried, &known, sign);
                    if found > contrast * 1.002 {
                        (points, plane, contrast) = (moved, tried, found);
                    }
                }
            }
            step *= 0.6;
        }
        let timing = contrast_of(frame, &plane, &timing_of(version), sign);
        (contrast > 0.0).then_some(Self {
            version,
            plane,
            curve: Curve { ways: [0.0; 4], far },
            contrast,
            timing,
            points,
            sign,
        })
    }
}

/// Where the alignment pattern of the fourth corner is, near where the plane has it.
fn alignment(frame: &Frame, plane: &Plane, at: f32, sign: f32) -> Option<Point> {
    let mut best = (0.0, (0.0, 0.0));
    let mut look = |du: f32, dv: f32| {
        // What is nearer is likelier.
        let found = ring(frame, |u, v| plane.see(u, v), at + du, at + dv, sign) * (1.0 - 0.05 * du.hypot(dv));
        if found > best.0 {
            best = (found, (du, dv));
        }
        best.1
    };
    for dv in -8..=8 {
        for du in -8..=8 {
            look(du as f32 * 0.6, dv as f32 * 0.6);
        }
    }
    let (cu, cv) = look(0.0, 0.0);
    for dv in -2..=2 {
        for du in -2..=2 {
            look(cu + du as f32 * 0.2, cv + dv as f32 * 0.2);
        }
    }
    let (du, dv) = look(0.0, 0.0);
    (best.0 > 0.0).then(|| plane.see(at + du, at + dv))
}

/// How much an alignment pattern stands out at a place: light less dark, in grey levels.
pub(super) fn ring(frame: &Frame, see: impl Fn(f32, f32) -> Point, u: f32, v: f32, sign: f32) -> f32 {
    let (mut dark, mut light, mut lightest_dark) = (0.0, 0.0, 0.0_f32);
    for dy in -2..=2_i32 {
        for dx in -2..=2_i32 {
            let place = see(u + dx as f32, v + dy as f32);
            let seen = frame.at(place.x, place.y) * sign;
            match dx.abs().max(dy.abs()) {
                1 => light += seen,
                0 => {
                    lightest_dark = seen;
                    dark += seen;
                }
                _ => dark += seen,
            }
        }
    }
    // The middle must be dark by itself: it is what tells a ring from a block.
    (light / 8.0 - dark / 17.0).min(light / 8.0 - lightest_dark)
}
