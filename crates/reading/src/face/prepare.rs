//! What is cut out becomes lines an engine reads well: even light, no printed rules, white around, one height.

use zeroize::Zeroizing;

use super::cut::Grey;
use crate::symbol::Frame;

/// White of the paper in a line.
const WHITE: f32 = 250.0;
/// Side of the blocks whose light is measured, in pixels: wider than a stroke, narrower than a shadow.
const BLOCK: usize = 24;
/// Deviation of the smoothing before ink is told from paper, in pixels.
const GRAIN: f32 = 1.5;
/// White around a line, in pixels.
const MARGIN: usize = 10;

/// Text of one line, found in a box.
#[derive(Clone)]
pub(crate) struct Band {
    grey: Grey,
    /// Which of its columns have ink.
    inked: Vec<bool>,
}

/// How a line is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Way {
    /// Height of its text, in pixels.
    pub(crate) height: usize,
    /// Deviation of the smoothing before that, in pixels of the box; 0 is none.
    pub(crate) smooth: f32,
}

/// The lines of text in a box, from the top: at most `most`, the inkiest.
pub(crate) fn bands(grey: &Grey, most: usize) -> Vec<Band> {
    let even = flattened(grey);
    // Grains of noise are no ink: between two lines they would join them.
    let mut dark = darks(&blurred(&even, GRAIN));
    let rules = erase_rules(&mut dark, even.width);
    let near = near_ink(&dark, even.width);
    let rows: Vec<usize> =
        dark.chunks_exact(even.width.max(1)).map(|row| row.iter().filter(|d| **d).count()).collect();
    let least = (rows.iter().max().copied().unwrap_or(0) / 25).max(1);
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    let mut current: Option<(usize, usize, usize)> = None;
    let mut gap = 0;
    for (y, ink) in rows.iter().enumerate() {
        match (&mut current, *ink > least) {
            (Some((_, end, sum)), true) => (*end, *sum, gap) = (y + 1, *sum + ink, 0),
            (None, true) => (current, gap) = (Some((y, y + 1, *ink)), 0),
            (Some(_), false) if gap < 3 => gap += 1,
            (Some(band), false) => {
                found.push(*band);
                current = None;
            }
            (None, false) => {}
        }
    }
    found.extend(current);
    // Less than a millimetre high is a remainder of a neighbour or a rule.
    found.retain(|(top, bottom, _)| bottom - top >= 14);
    let strongest = found.iter().map(|(.., sum)| *sum).max().unwrap_or(0);
    found.retain(|(.., sum)| *sum * 8 > strongest);
    found.sort_by_key(|(.., sum)| std::cmp::Reverse(*sum));
    found.truncate(most);
    found.sort_by_key(|(top, ..)| *top);
    found.into_iter().filter_map(|(top, bottom, _)| band(&even, &dark, &near, &rules, top, bottom)).collect()
}

fn band(
    even: &Grey,
    dark: &[bool],
    near: &[bool],
    rules: &[bool],
    top: usize,
    bottom: usize,
) -> Option<Band> {
    let (top, bottom) = (top.saturating_sub(3), (bottom + 3).min(even.height));
    let ink = |place: usize| dark.get(place) == Some(&true) && near.get(place) == Some(&true);
    let column = |x: usize| (top..bottom).filter(|y| ink(y * even.width + x)).count();
    let inked: Vec<bool> = (0..even.width).map(|x| column(x) > 0).collect();
    let first = inked.iter().position(|ink| *ink)?.saturating_sub(3);
    let last = (inked.iter().rposition(|ink| *ink)? + 4).min(even.width);
    if last < first + 6 || bottom < top + 6 {
        return None;
    }
    let mut grey = Grey::new(last - first, bottom - top, WHITE);
    for (row, line) in grey.pixels.chunks_exact_mut(last - first).enumerate() {
        for (pixel, x) in line.iter_mut().zip(first..) {
            let place = (top + row) * even.width + x;
            if rules.get(place) != Some(&true) && near.get(place) == Some(&true) {
                *pixel = even.pixels.get(place).copied().unwrap_or(WHITE);
            }
        }
    }
    let inked = inked.get(first..last).unwrap_or_default().to_vec();
    Some(Band { grey, inked })
}

impl Band {
    /// Height in pixels of the box.
    pub(crate) fn height(&self) -> usize {
        self.grey.height
    }

    /// Columns.
    pub(crate) fn width(&self) -> usize {
        self.grey.width
    }

    /// Gaps without ink as (start, end), the widest first, those at the ends left out.
    pub(crate) fn gaps(&self) -> Vec<(usize, usize)> {
        let mut gaps = Vec::new();
        let mut start = None;
        for (x, ink) in self.inked.iter().enumerate() {
            match (start, ink) {
                (None, false) => start = Some(x),
                (Some(from), true) => {
                    gaps.push((from, x));
                    start = None;
                }
                (None, true) | (Some(_), false) => {}
            }
        }
        gaps.retain(|(from, _)| *from > 4);
        gaps.sort_by_key(|(from, to)| std::cmp::Reverse(to - from));
        gaps
    }

    /// The line as an engine reads it, so many times side by side.
    pub(crate) fn line(&self, way: Way, times: usize) -> Option<Frame> {
        let smooth = if way.smooth > 0.0 { blurred(&self.grey, way.smooth) } else { self.grey.clone() };
        let scale = way.height as f32 / smooth.height.max(1) as f32;
        let width = ((smooth.width as f32 * scale) as usize).max(4);
        let gap = if times > 1 { way.height / 3 } else { 0 };
        let (whole, high) = (2 * MARGIN + times * width + (times - 1) * gap, 2 * MARGIN + way.height);
        let mut pixels = Zeroizing::new(vec![WHITE as u8; whole * high]);
        let scaled = resized(&smooth, width, way.height);
        for time in 0..times {
            let left = MARGIN + time * (width + gap);
            for (row, line) in scaled.rows().enumerate() {
                let start = (MARGIN + row) * whole + left;
                let place = pixels.get_mut(start..start + width).unwrap_or_default();
                for (pixel, value) in place.iter_mut().zip(line) {
                    *pixel = value.clamp(0.0, 255.0) as u8;
                }
            }
        }
        Frame::new(whole, high, pixels)
    }
}

/// Paper evenly white: each pixel by the light of its surroundings, then stretched from the ink to the paper.
fn flattened(grey: &Grey) -> Grey {
    let (columns, rows) = (grey.width.div_ceil(BLOCK).max(1), grey.height.div_ceil(BLOCK).max(1));
    let mut lights = vec![0.0f32; columns * rows];
    for row in 0..rows {
        for column in 0..columns {
            let mut values: Vec<f32> = Vec::with_capacity(BLOCK * BLOCK);
            for y in row * BLOCK..((row + 1) * BLOCK).min(grey.height) {
                let start = y * grey.width + column * BLOCK;
                let end = (start + BLOCK).min((y + 1) * grey.width);
                values.extend_from_slice(grey.pixels.get(start..end).unwrap_or_default());
            }
            let nth = values.len() * 3 / 4;
            if nth < values.len() {
                let (_, light, _) = values.select_nth_unstable_by(nth, f32::total_cmp);
                if let Some(place) = lights.get_mut(row * columns + column) {
                    *place = *light;
                }
            }
        }
    }
    let light = |x: i32, y: i32| {
        let (x, y) = (x.clamp(0, columns as i32 - 1) as usize, y.clamp(0, rows as i32 - 1) as usize);
        lights.get(y * columns + x).copied().unwrap_or(255.0)
    };
    let smooth: Vec<f32> = (0..rows as i32)
        .flat_map(|y| (0..columns as i32).map(move |x| (x, y)))
        .map(|(x, y)| {
            let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
            around.map(|(dx, dy)| light(x + dx, y + dy)).sum::<f32>() / 9.0
        })
        .collect();
    let smooth = Grey { width: columns, height: rows, pixels: Zeroizing::new(smooth) };
    let mut even = Grey::new(grey.width, grey.height, WHITE);
    for (y, (row, from)) in even.pixels.chunks_exact_mut(grey.width.max(1)).zip(grey.rows()).enumerate() {
        for (x, (pixel, value)) in row.iter_mut().zip(from).enumerate() {
            let (x, y) = (x as f32 / BLOCK as f32 - 0.5, y as f32 / BLOCK as f32 - 0.5);
            *pixel = (value * 245.0 / between(&smooth, x, y).max(12.0)).min(255.0);
        }
    }
    stretched(even)
}

fn stretched(mut grey: Grey) -> Grey {
    let mut sorted = Zeroizing::new(grey.pixels.to_vec());
    if sorted.is_empty() {
        return grey;
    }
    let nth = |sorted: &mut Vec<f32>, part: usize| {
        let nth = (sorted.len() * part / 100).min(sorted.len() - 1);
        *sorted.select_nth_unstable_by(nth, f32::total_cmp).1
    };
    let (low, high) = (nth(&mut sorted, 1), nth(&mut sorted, 75));
    let scale = WHITE / (high - low).max(20.0);
    grey.pixels.iter_mut().for_each(|pixel| *pixel = ((*pixel - low) * scale).clamp(0.0, 255.0));
    grey
}

/// The value between pixels, by distance.
fn between(grey: &Grey, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (across, down) = (x - left, y - top);
    let (left, top) = (left as i32, top as i32);
    let upper = grey.at(left, top) * (1.0 - across) + grey.at(left + 1, top) * across;
    let lower = grey.at(left, top + 1) * (1.0 - across) + grey.at(left + 1, top + 1) * across;
    upper * (1.0 - down) + lower * down
}

/// Which pixels are ink: darker than their surroundings (Sauvola and Pietikäinen, 2000), 41 pixels wide.
fn darks(grey: &Grey) -> Vec<bool> {
    const REACH: usize = 20;
    const STRENGTH: f32 = 0.25;
    let values = Sums::of(grey.width, grey.pixels.iter().map(|value| f64::from(*value)));
    let squares = Sums::of(grey.width, grey.pixels.iter().map(|value| f64::from(*value).powi(2)));
    let mut dark = Vec::with_capacity(grey.pixels.len());
    for (y, row) in grey.rows().enumerate() {
        for (x, value) in row.iter().enumerate() {
            let (sum, count) = values.around(x, y, REACH);
            let mean = sum / count;
            let spread = (squares.around(x, y, REACH).0 / count - mean * mean).max(0.0).sqrt();
            dark.push(*value < (mean as f32) * (1.0 + STRENGTH * (spread as f32 / 128.0 - 1.0)));
        }
    }
    dark
}

/// The sums of all values to the left and above, so that those of any rectangle take no longer than one value.
struct Sums {
    width: usize,
    height: usize,
    sums: Vec<f64>,
}

impl Sums {
    /// Of rows of a width.
    fn of(width: usize, values: impl ExactSizeIterator<Item = f64>) -> Self {
        let height = values.len() / width.max(1);
        let mut sums = Self { width, height, sums: vec![0.0; (width + 1) * (height + 1)] };
        let mut along = 0.0;
        for (place, value) in values.enumerate() {
            let (x, y) = (place % width, place / width);
            along = if x == 0 { value } else { along + value };
            let above = sums.at(x + 1, y);
            if let Some(sum) = sums.sums.get_mut((y + 1) * (width + 1) + x + 1) {
                *sum = above + along;
            }
        }
        sums
    }

    fn at(&self, x: usize, y: usize) -> f64 {
        self.sums.get(y * (self.width + 1) + x).copied().unwrap_or_default()
    }

    /// The sum of the values so near to a place, across and down, and how many they are.
    fn around(&self, x: usize, y: usize, reach: usize) -> (f64, f64) {
        let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(self.width));
        let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(self.height));
        let sum = self.at(right, bottom) + self.at(left, top) - self.at(left, bottom) - self.at(right, top);
        (sum, ((right - left) * (bottom - top)).max(1) as f64)
    }
}

/// Which pixels lie so near to ink that they may be a part of it; what is elsewhere is paper, however grainy.
fn near_ink(dark: &[bool], width: usize) -> Vec<bool> {
    const REACH: usize = 8;
    /// Fewer dark pixels around are a grain.
    const LEAST: f64 = 30.0;
    let sums = Sums::of(width, dark.iter().map(|ink| f64::from(u8::from(*ink))));
    let places = (0..dark.len()).map(|place| (place % width, place / width));
    places.map(|(x, y)| sums.around(x, y, REACH).0 >= LEAST).collect()
}

/// Takes printed lines out of what is dark, and says where they were.
fn erase_rules(dark: &mut [bool], width: usize) -> Vec<bool> {
    let mut rules = vec![false; dark.len()];
    // A line is longer than any stroke: four characters, or a third of the box.
    let least = (width / 3).max(150);
    for (row, marks) in dark.chunks_exact_mut(width.max(1)).zip(rules.chunks_exact_mut(width.max(1))) {
        let (mut run, mut longest) = (0, 0);
        for ink in row.iter() {
            run = if *ink { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        if longest > least {
            row.fill(false);
            marks.fill(true);
        }
    }
    rules
}

fn blurred(grey: &Grey, deviation: f32) -> Grey {
    let reach = (3.0 * deviation).ceil() as i32;
    let weights: Vec<f32> =
        (-reach..=reach).map(|step| (-0.5 * (step as f32 / deviation).powi(2)).exp()).collect();
    let sum: f32 = weights.iter().sum();
    let mut across = Grey::new(grey.width, grey.height, 0.0);
    let mut out = Grey::new(grey.width, grey.height, 0.0);
    blur_along(grey, &mut across, (1, 0), &weights, sum, reach);
    blur_along(&across, &mut out, (0, 1), &weights, sum, reach);
    out
}

fn blur_along(from: &Grey, to: &mut Grey, (dx, dy): (i32, i32), weights: &[f32], sum: f32, reach: i32) {
    for (y, row) in to.pixels.chunks_exact_mut(from.width.max(1)).enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            let values = (-reach..=reach)
                .zip(weights)
                .map(|(step, weight)| weight * from.at(x as i32 + dx * step, y as i32 + dy * step));
            *pixel = values.sum::<f32>() / sum;
        }
    }
}

/// Another size, by cubic interpolation (Catmull and Rom).
fn resized(grey: &Grey, width: usize, height: usize) -> Grey {
    let mut across = Grey::new(width, grey.height, WHITE);
    let scale = grey.width as f32 / width.max(1) as f32;
    for (y, row) in across.pixels.chunks_exact_mut(width.max(1)).enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            let place = (x as f32 + 0.5) * scale - 0.5;
            *pixel = cubic(place, |at| grey.at(at, y as i32));
        }
    }
    let mut out = Grey::new(width, height, WHITE);
    let scale = grey.height as f32 / height.max(1) as f32;
    for (y, row) in out.pixels.chunks_exact_mut(width.max(1)).enumerate() {
        let place = (y as f32 + 0.5) * scale - 0.5;
        for (x, pixel) in row.iter_mut().enumerate() {
            *pixel = cubic(place, |at| across.at(x as i32, at));
        }
    }
    out
}

fn cubic(place: f32, at: impl Fn(i32) -> f32) -> f32 {
    let first = place.floor();
    let t = place - first;
    let first = first as i32;
    let [a, b, c, d] = [at(first - 1), at(first), at(first + 1), at(first + 2)];
    b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two lines of bars on grey paper, with grains of any darkness everywhere.
    fn grainy() -> Grey {
        let mut chance = fastrand::Rng::with_seed(1);
        let mut grey = Grey::new(400, 90, 0.0);
        for (place, pixel) in grey.pixels.iter_mut().enumerate() {
            let (x, y) = (place % 400, place / 400);
            let ink = x < 220 && x % 12 < 5 && ((12..36).contains(&y) || (54..78).contains(&y));
            *pixel =
                if ink { 70.0 } else { 170.0 } + 50.0 * (chance.f32() - 0.5) + 50.0 * (chance.f32() - 0.5);
        }
        grey
    }

    #[test]
    fn lines_are_parted_and_grain_is_no_print() {
        let bands = bands(&grainy(), 2);
        assert_eq!(bands.len(), 2);
        for band in &bands {
            assert!((24..=40).contains(&band.height()), "{}", band.height());
            assert!(
                (200..=240).contains(&band.width()),
                "the grain beside the line is cut off: {}",
                band.width()
            );
        }
    }
}
