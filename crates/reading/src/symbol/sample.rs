//! The grey of every module of a placed symbol, and from it which are dark.

use zeroize::Zeroizing;

use super::frame::Frame;
use super::grid::Grid;
use super::place::{Placed, ring};

/// Ways from where the plane has a place to where it is seen, in modules, at the alignment patterns. A sheet bends.
struct Bend {
    places: Vec<f32>,
    ways: Vec<(f32, f32)>,
}

/// Versions from which alignment patterns lie inside the symbol.
const FIRST_INSIDE: usize = 7;

impl Bend {
    fn of(frame: &Frame, placed: &Placed) -> Option<Self> {
        if placed.version.number() < FIRST_INSIDE {
            return None;
        }
        let places = placed.version.alignment();
        let (near, far) = (*places.first()?, *places.last()?);
        let at = |module: usize| module as f32 + 0.5;
        let mut ways = Vec::with_capacity(places.len() * places.len());
        for y in &places {
            for x in &places {
                let finder = matches!(
                    (*x == near, *y == near, *x == far, *y == far),
                    (true, true, _, _) | (true, _, _, true) | (_, true, true, _)
                );
                let mut best = (placed.contrast * 0.35, (0.0, 0.0));
                if !finder {
                    for dv in -6..=6 {
                        for du in -6..=6 {
                            let way = (du as f32 * 0.25, dv as f32 * 0.25);
                            let found = ring(
                                frame,
                                |u, v| placed.see(u, v),
                                at(*x) + way.0,
                                at(*y) + way.1,
                                placed.sign,
                            );
                            let found = found * (1.0 - 0.03 * way.0.hypot(way.1));
                            if found > best.0 {
                                best = (found, way);
                            }
                        }
                    }
                }
                ways.push(best.1);
            }
        }
        Some(Self { places: places.into_iter().map(at).collect(), ways })
    }

    fn way(&self, u: f32, v: f32) -> (f32, f32) {
        let count = self.places.len();
        let cell = |at: f32| {
            let upper =
                self.places.iter().position(|place| *place > at).unwrap_or(count - 1).clamp(1, count - 1);
            let (low, high) = (self.places.get(upper - 1), self.places.get(upper));
            let (low, high) = (low.copied().unwrap_or(0.0), high.copied().unwrap_or(1.0));
            // Beyond the outermost patterns it goes on for a little only.
            (upper - 1, ((at - low) / (high - low)).clamp(-0.2, 1.2))
        };
        let ((column, across), (row, down)) = (cell(u), cell(v));
        let at = |column: usize, row: usize| self.ways.get(row * count + column).copied().unwrap_or_default();
        let mix = |a: (f32, f32), b: (f32, f32), t: f32| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
        mix(
            mix(at(column, row), at(column + 1, row), across),
            mix(at(column, row + 1), at(column + 1, row + 1), across),
            down,
        )
    }
}

/// The grey of each module, row by row; turned over where the symbol is light on dark.
pub(super) struct Greys {
    size: usize,
    greys: Zeroizing<Vec<f32>>,
}

/// Places of a module that are looked at, from its middle, in modules.
const SPOTS: [(f32, f32); 5] = [(0.0, 0.0), (-0.22, -0.22), (0.22, -0.22), (-0.22, 0.22), (0.22, 0.22)];

impl Greys {
    pub(super) fn of(frame: &Frame, placed: &Placed) -> Self {
        let sign = placed.sign;
        let bend = Bend::of(frame, placed);
        let size = placed.version.size();
        let mut greys = Zeroizing::new(Vec::with_capacity(size * size));
        for y in 0..size {
            for x in 0..size {
                let (mut u, mut v) = (x as f32 + 0.5, y as f32 + 0.5);
                if let Some(bend) = &bend {
                    let (du, dv) = bend.way(u, v);
                    (u, v) = (u + du, v + dv);
                }
                let sum: f32 = SPOTS
                    .iter()
                    .map(|(du, dv)| {
                        let place = placed.see(u + du, v + dv);
                        frame.at(place.x, place.y)
                    })
                    .sum();
                greys.push(sign * sum / SPOTS.len() as f32);
            }
        }
        Self { size, greys }
    }

    /// What of each module is its own: its neighbours' light, spread by blur, taken away with this strength.
    pub(super) fn unblurred(&self, strength: f32) -> Self {
        let around = self.means(1);
        let greys = self
            .greys
            .iter()
            .zip(around.iter())
            .map(|(own, around)| own + (own - around) * strength)
            .collect();
        Self { size: self.size, greys: Zeroizing::new(greys) }
    }

    /// Which modules are dark, where a lens out of focus spread each over its neighbours by this much (modules): those
    /// that, spread again, give what is seen.
    ///
    /// Steps along the gradient (Landweber), each result kept between black and white: that they are no more than that is
    /// what makes up for what the blur lost.
    pub(super) fn refocused(&self, spread: f32) -> Grid {
        const STEPS: usize = 30;
        let middles = self.means(6);
        let mut seen = Zeroizing::new(
            self.greys.iter().zip(middles.iter()).map(|(own, mean)| mean - own).collect::<Vec<f32>>(),
        );
        let mut sizes: Vec<f32> = seen.iter().map(|darkness| darkness.abs()).collect();
        sizes.sort_by(f32::total_cmp);
        let most = sizes.get(sizes.len() * 97 / 100).copied().unwrap_or(1.0).max(0.5);
        for darkness in seen.iter_mut() {
            *darkness = (*darkness / most).clamp(-1.2, 1.2);
        }
        let mut dark = seen.clone();
        for step in 1..=STEPS {
            let shown = self.spread(&dark, spread, -1.0);
            if step % 10 == 0 {
                // How strong light and dark are, and what lies between them, follows from what was found so far.
                let fit: f32 = shown.iter().zip(seen.iter()).map(|(shown, seen)| shown * seen).sum();
                let all: f32 = shown.iter().map(|shown| shown * shown).sum();
                let scale = (all / fit.max(1e-3)).clamp(0.7, 1.4);
                let off = shown.iter().zip(seen.iter()).map(|(shown, seen)| seen * scale - shown);
                let off = Zeroizing::new(off.collect::<Vec<f32>>());
                let drift = means(&off, self.size, 4);
                for (seen, drift) in seen.iter_mut().zip(drift.iter()) {
                    *seen = *seen * scale - drift;
                }
            }
            let off: Zeroizing<Vec<f32>> =
                Zeroizing::new(shown.iter().zip(seen.iter()).map(|(shown, seen)| seen - shown).collect());
            let back = self.spread(&off, spread, 0.0);
            for (dark, back) in dark.iter_mut().zip(back.iter()) {
                *dark = (*dark + 1.6 * back).clamp(-1.0, 1.0);
            }
        }
        Grid { size: self.size, darkness: dark }
    }

    /// Values spread over their neighbours, beyond the symbol this value.
    fn spread(&self, values: &[f32], spread: f32, beyond: f32) -> Zeroizing<Vec<f32>> {
        let weights = [-2.0, -1.0, 0.0, 1.0, 2.0_f32].map(|way| (-way * way / (2.0 * spread * spread)).exp());
        let all: f32 = weights.iter().sum();
        let weights = weights.map(|weight| weight / all);
        // Once along the rows and, turned, once more along what were the columns.
        let once = |values: &[f32]| {
            let mut turned = Zeroizing::new(vec![0.0; values.len()]);
            let mut line = Zeroizing::new(vec![beyond; self.size + 4]);
            for (y, row) in values.chunks_exact(self.size).enumerate() {
                for (place, value) in line.iter_mut().skip(2).zip(row) {
                    *place = *value;
                }
                for (x, window) in line.windows(5).enumerate() {
                    let sum = window.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
                    if let Some(place) = turned.get_mut(x * self.size + y) {
                        *place = sum;
                    }
                }
            }
            turned
        };
        once(&once(values))
    }

    /// Which modules are dark: darker than the mean of those up to `reach` away.
    pub(super) fn grid(&self, reach: usize) -> Grid {
        let means = self.means(reach);
        let darkness = self.greys.iter().zip(means.iter()).map(|(own, mean)| mean - own).collect();
        Grid { size: self.size, darkness: Zeroizing::new(darkness) }
    }

    /// Means of the modules up to `reach` away.
    fn means(&self, reach: usize) -> Zeroizing<Vec<f32>> {
        means(&self.greys, self.size, reach)
    }
}

/// Means of a square of values up to `reach` away.
fn means(values: &[f32], size: usize, reach: usize) -> Zeroizing<Vec<f32>> {
    // Sums of everything above and to the left.
    let side = size + 1;
    let mut sums = Zeroizing::new(vec![0.0_f64; side * side]);
    for y in 0..size {
        let mut row = 0.0;
        for x in 0..size {
            row += f64::from(values.get(y * size + x).copied().unwrap_or(0.0));
            let above = sums.get(y * side + x + 1).copied().unwrap_or(0.0);
            if let Some(sum) = sums.get_mut((y + 1) * side + x + 1) {
                *sum = above + row;
            }
        }
    }
    let mut means = Zeroizing::new(Vec::with_capacity(values.len()));
    for y in 0..size {
        let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(size));
        for x in 0..size {
            let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(size));
            let at = |x: usize, y: usize| sums.get(y * side + x).copied().unwrap_or(0.0);
            let sum = at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
            means.push((sum / ((bottom - top) * (right - left)) as f64) as f32);
        }
    }
    means
}
