//! Where colour changes, how much and in which direction.

use crate::face::picture::Picture;

/// The change of colour at every pixel of a picture, and which pixels are the crest of an edge.
pub(super) struct Edges {
    width: usize,
    height: usize,
    /// Towards the lighter side, as a vector of length 1.
    directions: Vec<(f32, f32)>,
    strengths: Vec<f32>,
    crests: Vec<bool>,
}

/// See [`tone`]: a step of one grey level counts 1.4 at 40, 0.7 at 100 and 0.4 at 200.
const TONES: f32 = 90.0;
const BLACK: f32 = 24.0;
/// Part of the pixels that are no edge. (With 0.8 the fine lines printed on a card leave no room for its sides on a light desk.)
const FLAT: f32 = 0.6;
/// Limits of what counts as an edge, in grey levels: below is noise, above is always an edge.
const LIMITS: (f32, f32) = (5.0, 40.0);

impl Edges {
    pub(super) fn of(picture: &Picture) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let smooth = smoothed(picture);
        let at = |x: usize, y: usize| smooth.get(y * width + x).copied().unwrap_or_default();
        let mut edges = Self {
            width,
            height,
            directions: vec![(0.0, 0.0); width * height],
            strengths: vec![0.0; width * height],
            crests: vec![false; width * height],
        };
        for y in 1..height.saturating_sub(1) {
            for x in 1..width.saturating_sub(1) {
                let (left, right, up, down) = (at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1));
                let (ul, ur) = (at(x - 1, y - 1), at(x + 1, y - 1));
                let (dl, dr) = (at(x - 1, y + 1), at(x + 1, y + 1));
                // The channel that changes most: a white card on a light desk differs in one of them.
                let mut best = (0.0, 0.0);
                for c in 0..3 {
                    let v = |p: [f32; 3]| p.get(c).copied().unwrap_or(0.0);
                    let across = v(right) - v(left) + 0.5 * (v(ur) - v(ul) + v(dr) - v(dl));
                    let along = v(down) - v(up) + 0.5 * (v(dr) - v(ur) + v(dl) - v(ul));
                    if across * across + along * along > length2(best) {
                        best = (across, along);
                    }
                }
                let strength = length2(best).sqrt();
                let place = y * width + x;
                let places = edges.directions.get_mut(place).zip(edges.strengths.get_mut(place));
                if let Some((direction, level)) = places {
                    let length = strength.max(1e-6);
                    *direction = (best.0 / length, best.1 / length);
                    *level = strength;
                }
            }
        }
        edges.find_crests();
        edges
    }

    fn find_crests(&mut self) {
        let mut sample: Vec<f32> = self.strengths.iter().step_by(5).copied().collect();
        let nth = ((sample.len() as f32 * FLAT) as usize).min(sample.len().saturating_sub(1));
        if sample.is_empty() {
            return;
        }
        let (_, limit, _) = sample.select_nth_unstable_by(nth, f32::total_cmp);
        let limit = limit.clamp(LIMITS.0, LIMITS.1);
        for y in 1..self.height.saturating_sub(1) as i32 {
            for x in 1..self.width.saturating_sub(1) as i32 {
                let (strength, (dx, dy)) = (self.strength(x, y), self.direction(x, y));
                if strength < limit {
                    continue;
                }
                let (dx, dy) = match () {
                    () if dx.abs() > 0.924 => (1, 0),
                    () if dy.abs() > 0.924 => (0, 1),
                    () if dx * dy > 0.0 => (1, 1),
                    () => (1, -1),
                };
                let crest =
                    strength >= self.strength(x + dx, y + dy) && strength > self.strength(x - dx, y - dy);
                if let Some(place) = self.crests.get_mut(y as usize * self.width + x as usize) {
                    *place = crest;
                }
            }
        }
    }

    pub(super) fn width(&self) -> f32 {
        self.width as f32
    }

    pub(super) fn height(&self) -> f32 {
        self.height as f32
    }

    #[inline]
    fn place(&self, x: i32, y: i32) -> Option<usize> {
        let inside = x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height;
        inside.then(|| y as usize * self.width + x as usize)
    }

    /// How much colour changes here, in grey levels over two pixels (twice that for a sharp edge).
    #[inline]
    pub(super) fn strength(&self, x: i32, y: i32) -> f32 {
        self.place(x, y).and_then(|place| self.strengths.get(place).copied()).unwrap_or(0.0)
    }

    /// In which direction it becomes lighter, as a vector of length 1.
    #[inline]
    pub(super) fn direction(&self, x: i32, y: i32) -> (f32, f32) {
        self.place(x, y).and_then(|place| self.directions.get(place).copied()).unwrap_or_default()
    }

    #[inline]
    pub(super) fn is_crest(&self, x: i32, y: i32) -> bool {
        self.place(x, y).and_then(|place| self.crests.get(place).copied()).unwrap_or(false)
    }

    /// All crests.
    pub(super) fn crests(&self) -> impl Iterator<Item = (i32, i32)> {
        let width = self.width.max(1);
        let places = self.crests.iter().enumerate().filter(|(_, crest)| **crest);
        places.map(move |(place, _)| ((place % width) as i32, (place / width) as i32))
    }
}

/// The pixel nearest to a place; `round` is a call into a library on processors without SSE 4.1.
#[inline]
pub(super) fn nearest(place: f32) -> i32 {
    const FAR: i32 = 1 << 14;
    (place + FAR as f32 + 0.5) as i32 - FAR
}

fn length2((x, y): (f32, f32)) -> f32 {
    x * x + y * y
}

/// Each pixel with a quarter of its neighbours, across and down, as [`tone`].
fn smoothed(picture: &Picture) -> Vec<[f32; 3]> {
    let (width, height) = (picture.width(), picture.height());
    let mut rows = vec![[0.0f32; 3]; width * height];
    for y in 0..height as i32 {
        for x in 0..width as i32 {
            let (left, here, right) = (picture.pixel(x - 1, y), picture.pixel(x, y), picture.pixel(x + 1, y));
            if let Some(place) = rows.get_mut(y as usize * width + x as usize) {
                *place = quarter(left, here, right);
            }
        }
    }
    let row = |y: usize| rows.get(y * width..(y + 1) * width).unwrap_or_default();
    let mut out = Vec::with_capacity(width * height);
    for y in 0..height {
        let (up, here, down) = (row(y.saturating_sub(1)), row(y), row((y + 1).min(height - 1)));
        out.extend(
            up.iter().zip(here).zip(down).map(|((up, here), down)| quarter(*up, *here, *down).map(tone)),
        );
    }
    out
}

/// Brightness as a logarithm, so that an edge in the shadow counts like one in the light; nearly black is left alone, where
/// only noise is.
fn tone(value: f32) -> f32 {
    TONES * (1.0 + value / BLACK).ln()
}

fn quarter(before: [f32; 3], here: [f32; 3], after: [f32; 3]) -> [f32; 3] {
    let ([a, b, c], [d, e, f], [g, h, i]) = (before, here, after);
    [(a + 2.0 * d + g) * 0.25, (b + 2.0 * e + h) * 0.25, (c + 2.0 * f + i) * 0.25]
}
