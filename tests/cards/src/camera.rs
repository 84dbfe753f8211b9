//! How a camera stands over a card: where each point of the card comes to lie in the photograph.

use crate::chance::Chance;
use crate::truth::{Effects, Kind, Level};

/// How far things may go at a level.
pub struct Limits {
    /// Degrees of tilt, and of turning in the plane.
    pub tilt: f32,
    /// See `tilt`.
    pub turn: f32,
    /// How often the card lies upside down.
    pub upside_down: f32,
    /// Part of the width of the photograph that the card takes.
    pub part: [f32; 2],
    /// Bend of the lens: part by which the corners of the photograph come nearer.
    pub bend: f32,
    /// Deviation of the blur, in pixels of a photograph 1920 wide.
    pub blur: [f32; 2],
    /// How often, and how far, the hand moves.
    pub motion: (f32, [f32; 2]),
    /// Deviation of the noise in grey levels.
    pub noise: [f32; 2],
    /// Quality of the JPEG.
    pub quality: [u32; 2],
    /// How much light falls off from one side to the other.
    pub light: f32,
    /// How often a shadow falls.
    pub shadow: f32,
    /// How often a lamp is reflected.
    pub glare: f32,
    /// How often it is dark.
    pub dark: f32,
    /// How often a finger holds the card.
    pub finger: f32,
    /// Most scratches on the card.
    pub wear: u32,
}

impl Limits {
    /// Of a level.
    pub const fn of(level: Level) -> Self {
        match level {
            Level::Clean => Self {
                tilt: 4.0,
                turn: 3.0,
                upside_down: 0.0,
                part: [0.68, 0.78],
                bend: 0.001,
                blur: [0.45, 0.75],
                motion: (0.0, [0.0, 0.0]),
                noise: [1.5, 3.0],
                quality: [88, 95],
                light: 0.08,
                shadow: 0.0,
                glare: 0.0,
                dark: 0.0,
                finger: 0.0,
                wear: 2,
            },
            Level::Mild => Self {
                tilt: 12.0,
                turn: 8.0,
                upside_down: 0.05,
                part: [0.58, 0.74],
                bend: 0.003,
                blur: [0.6, 1.1],
                motion: (0.1, [2.0, 4.0]),
                noise: [3.0, 8.0],
                quality: [75, 88],
                light: 0.3,
                shadow: 0.3,
                glare: 0.25,
                dark: 0.1,
                finger: 0.1,
                wear: 10,
            },
            Level::Hard => Self {
                tilt: 25.0,
                turn: 25.0,
                upside_down: 0.1,
                part: [0.45, 0.62],
                bend: 0.006,
                blur: [1.0, 1.9],
                motion: (0.3, [2.0, 5.0]),
                noise: [8.0, 18.0],
                quality: [55, 75],
                light: 0.6,
                shadow: 0.6,
                glare: 0.6,
                dark: 0.25,
                finger: 0.25,
                wear: 24,
            },
        }
    }
}

/// A photograph's geometry.
#[derive(Clone, Copy, Debug)]
pub struct Pose {
    /// From millimetres on the card to pixels of a lens that does not bend.
    to_photo: [[f32; 3]; 3],
    to_card: [[f32; 3]; 3],
    centre: [f32; 2],
    /// Part by which a corner of the photograph comes nearer.
    bend: f32,
}

fn apply(m: &[[f32; 3]; 3], [x, y]: [f32; 2]) -> [f32; 2] {
    let [a, b, c] = [0, 1, 2].map(|row: usize| m[row][0] * x + m[row][1] * y + m[row][2]);
    [a / c, b / c]
}

fn inverse(m: &[[f32; 3]; 3]) -> [[f32; 3]; 3] {
    let m = m.map(|row| row.map(f64::from));
    let minor = |r: usize, c: usize| {
        let ([r1, r2], [c1, c2]) = ([(r + 1) % 3, (r + 2) % 3], [(c + 1) % 3, (c + 2) % 3]);
        m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
    };
    let whole: f64 = (0..3).map(|c| m[0][c] * minor(0, c)).sum();
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| (minor(column, row) / whole) as f32))
}

fn times(a: &[[f32; 3]; 3], b: &[[f32; 3]; 3]) -> [[f32; 3]; 3] {
    [0, 1, 2].map(|r: usize| [0, 1, 2].map(|c: usize| (0..3).map(|k| a[r][k] * b[k][c]).sum()))
}

impl Pose {
    /// By chance within the limits of a level; the whole card lies in the photograph.
    pub fn new(
        chance: &mut Chance,
        limits: &Limits,
        kind: Kind,
        photo: [u32; 2],
        effects: &mut Effects,
    ) -> Self {
        let [width, height] = photo.map(|px| px as f32);
        let size = kind.size();
        effects.tilt = [chance.within(limits.tilt), chance.within(limits.tilt)];
        effects.turn = chance.within(limits.turn) + if chance.is(limits.upside_down) { 180.0 } else { 0.0 };
        let scale = width * chance.between(limits.part[0], limits.part[1]) / size[0];
        let far = 2.0 * width;
        let ([sx, cx], [sy, cy], [sz, cz]) = {
            let turn = |degrees: f32| [degrees.to_radians().sin(), degrees.to_radians().cos()];
            (turn(effects.tilt[0]), turn(effects.tilt[1]), turn(effects.turn))
        };
        let about_x = [[1.0, 0.0, 0.0], [0.0, cx, -sx], [0.0, sx, cx]];
        let about_y = [[cy, 0.0, sy], [0.0, 1.0, 0.0], [-sy, 0.0, cy]];
        let about_z = [[cz, -sz, 0.0], [sz, cz, 0.0], [0.0, 0.0, 1.0]];
        let r = times(&times(&about_x, &about_y), &about_z);
        let (u, v) = (-size[0] / 2.0, -size[1] / 2.0);
        // A point of the card goes to its middle, is turned, and seen from afar.
        let row = |k: usize, by: f32, add: f32| {
            [r[k][0] * scale * by, r[k][1] * scale * by, (r[k][0] * u + r[k][1] * v) * scale * by + add]
        };
        let seen = [row(0, far, 0.0), row(1, far, 0.0), row(2, 1.0, far)];
        let corners = [[0.0, 0.0], [size[0], 0.0], size, [0.0, size[1]]].map(|at| apply(&seen, at));
        let low = [0, 1].map(|axis: usize| corners.iter().map(|at| at[axis]).fold(f32::MAX, f32::min));
        let high = [0, 1].map(|axis: usize| corners.iter().map(|at| at[axis]).fold(f32::MIN, f32::max));
        let shrink = (0.95 * width / (high[0] - low[0])).min(0.95 * height / (high[1] - low[1])).min(1.0);
        let place = |chance: &mut Chance, axis: usize, whole: f32| {
            chance.between(whole * 0.02 - low[axis] * shrink, whole * 0.98 - high[axis] * shrink)
        };
        let (dx, dy) = (place(chance, 0, width), place(chance, 1, height));
        let to_photo = times(&[[shrink, 0.0, dx], [0.0, shrink, dy], [0.0, 0.0, 1.0]], &seen);
        effects.px_per_mm = scale * shrink;
        let bend = chance.between(-0.3, 1.0) * limits.bend;
        Self { to_photo, to_card: inverse(&to_photo), centre: [width / 2.0, height / 2.0], bend }
    }

    /// Where a point of the card comes to lie, in pixels.
    pub fn photo(&self, mm: [f32; 2]) -> [f32; 2] {
        let ideal = apply(&self.to_photo, mm);
        let mut at = ideal;
        // The bend goes from the photograph to the ideal picture; a few steps turn it round.
        for _ in 0..8 {
            let now = self.straight(at);
            at = [at[0] + ideal[0] - now[0], at[1] + ideal[1] - now[1]];
        }
        at
    }

    fn straight(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        let ([cx, cy], [dx, dy]) = (self.centre, [x - self.centre[0], y - self.centre[1]]);
        let grow = 1.0 + self.bend * (dx * dx + dy * dy) / (cx * cx + cy * cy);
        [cx + dx * grow, cy + dy * grow]
    }

    /// Which point of the card, or of the table beside it, a pixel shows, in millimetres.
    pub fn card(&self, px: [f32; 2]) -> [f32; 2] {
        apply(&self.to_card, self.straight(px))
    }
}

impl Pose {
    /// The same scene a moment later: a hand that keeps still moves a card by a fraction of a millimetre.
    pub fn moved(self, chance: &mut Chance) -> Self {
        let (sin, cos) = chance.within(0.4).to_radians().sin_cos();
        let still = [[cos, -sin, chance.within(0.5)], [sin, cos, chance.within(0.5)], [0.0, 0.0, 1.0]];
        let to_photo = times(&self.to_photo, &still);
        Self { to_photo, to_card: inverse(&to_photo), ..self }
    }
}
