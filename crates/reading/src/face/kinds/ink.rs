//! Where in a picture something is printed: where brightness changes.

use super::map::Grid;
use crate::face::find::Scene;
use crate::symbol::plane::Point;

/// How much brightness changes, at every pixel of the small picture.
pub(crate) struct Ink {
    width: usize,
    height: usize,
    /// How many times smaller than the picture.
    times: f32,
    /// As it is around a pixel: three pixels wide.
    near: Vec<f32>,
    /// Seven pixels wide, for coarse cells.
    wide: Vec<f32>,
}

impl Ink {
    pub(crate) fn of(scene: &Scene) -> Self {
        let (small, times) = (&scene.small, scene.times as f32);
        let (width, height) = (small.width(), small.height());
        // As a logarithm: ink in the shadow counts like ink in the light.
        let tones: Vec<f32> = (0..256).map(|grey| (16.0 + grey as f32).ln()).collect();
        let tone = |pixel: &[u8]| match pixel {
            [r, g, b] => {
                let grey = (u32::from(*r) * 77 + u32::from(*g) * 150 + u32::from(*b) * 29) >> 8;
                tones.get(grey as usize).copied().unwrap_or(0.0)
            }
            _ => 0.0,
        };
        let light: Vec<f32> = small.rows_of_bytes().chunks_exact(3).map(tone).collect();
        let row = |y: usize| light.get(y * width..(y + 1) * width).unwrap_or_default();
        let mut changes = Vec::with_capacity(width * height);
        for y in 0..height {
            let (up, here, down) = (row(y.saturating_sub(1)), row(y), row((y + 1).min(height - 1)));
            for (x, (up, down)) in up.iter().zip(down).enumerate() {
                let at = |x: usize| here.get(x.min(width - 1)).copied().unwrap_or(0.0);
                changes.push((at(x + 1) - at(x.saturating_sub(1))).abs() + (down - up).abs());
            }
        }
        let near = means(&changes, width, 1);
        let wide = means(&near, width, 2);
        Self { width, height, times, near, wide }
    }

    /// A place of the picture in the small one.
    pub(super) fn place(&self, place: Point) -> Point {
        Point::new(place.x / self.times, place.y / self.times)
    }

    /// The ink at a place of the small picture, for cells of this grid.
    #[inline]
    pub(super) fn at(&self, place: Point, grid: Grid) -> f32 {
        let levels = match grid {
            Grid::Fine | Grid::Sparse => &self.near,
            Grid::Coarse => &self.wide,
        };
        let (right, low) = ((self.width - 1) as f32, (self.height - 1) as f32);
        let (x, y) = ((place.x - 0.5).clamp(0.0, right), (place.y - 0.5).clamp(0.0, low));
        let (left, top) = (x as usize, y as usize);
        let (across, down) = (x - left as f32, y - top as f32);
        let start = top * self.width + left;
        let (beside, below) =
            (usize::from(left + 1 < self.width), usize::from(top + 1 < self.height) * self.width);
        let at = |place: usize| levels.get(place).copied().unwrap_or(0.0);
        let upper = at(start) + (at(start + beside) - at(start)) * across;
        let lower = at(start + below) + (at(start + below + beside) - at(start + below)) * across;
        upper + (lower - upper) * down
    }
}

/// The mean of so many neighbours to each side, across and down.
fn means(levels: &[f32], width: usize, reach: usize) -> Vec<f32> {
    let (width, count) = (width.max(1), (2 * reach + 1) as f32);
    let mut across = Vec::with_capacity(levels.len());
    for row in levels.chunks_exact(width) {
        let at = |x: i32| row.get((x.max(0) as usize).min(width - 1)).copied().unwrap_or(0.0);
        let reach = reach as i32;
        let mut sum: f32 = (-reach..=reach).map(at).sum();
        for x in 0..width as i32 {
            across.push(sum / count);
            sum += at(x + reach + 1) - at(x - reach);
        }
    }
    let height = levels.len() / width;
    let row = |y: i32| {
        let y = (y.max(0) as usize).min(height.saturating_sub(1));
        across.get(y * width..(y + 1) * width).unwrap_or_default()
    };
    let mut out = Vec::with_capacity(levels.len());
    let reach = reach as i32;
    let mut sums = vec![0.0f32; width];
    for y in -reach..=reach {
        sums.iter_mut().zip(row(y)).for_each(|(sum, value)| *sum += value);
    }
    for y in 0..height as i32 {
        out.extend(sums.iter().map(|sum| sum / count));
        for (sum, (new, old)) in sums.iter_mut().zip(row(y + reach + 1).iter().zip(row(y - reach))) {
            *sum += new - old;
        }
    }
    out
}
