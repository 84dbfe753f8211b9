//! Which kind of card it is, which side is up, and which of the quads found is the card: by where its ink is.
//!
//! Nothing is cut out and nothing is read for that. The picture of a candidate is compared with what a layout says about
//! words, lines, bands and portrait, in cells of half a millimetre.

use super::find::Quad;
use super::layout::{Area, Layout};
use super::picture::Picture;
use crate::symbol::plane::{Plane, Point};

/// Cells a millimetre of an ID-1 card; cards of other sizes have as many cells.
const CELLS: f32 = 2.0;
const WIDTH: usize = 171;
const HEIGHT: usize = 108;
/// Pixels of a cell's side.
const PIXELS: usize = 2;
/// How far a layout is moved to fit, in cells: printers and edges are off by half a millimetre.
const SHIFT: i32 = 2;

/// How a quad looks as a card of some layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    /// The quad, its first side the upper one.
    pub(crate) quad: Quad,
    /// Which layout of the list.
    pub(crate) layout: usize,
    /// How alike they are: 1 is the same, 0 is nothing in common.
    pub(crate) likeness: f32,
    /// How far the print is beside its place, in millimetres to the right and down.
    pub(crate) shift: (f32, f32),
}

/// Ink in cells, row by row, with mean 0 and length 1.
struct Map(Vec<f32>);

/// What layouts expect, ready to compare.
pub(crate) struct Expected(Vec<Map>);

impl Expected {
    pub(crate) fn of(layouts: &[Layout]) -> Self {
        Self(layouts.iter().map(expected).collect())
    }
}

/// The best match of every layout, best first. What speaks for a quad by itself counts a little.
pub(crate) fn compare(picture: &Picture, quads: &[Quad], expected: &Expected) -> Vec<Match> {
    let Some(longest) = quads.iter().map(Quad::length).reduce(f32::max) else { return Vec::new() };
    // Four pixels a millimetre are enough, and less noise.
    let times = ((longest / (WIDTH * PIXELS) as f32) as usize).max(1);
    let Some(small) = picture.reduced(times) else { return Vec::new() };
    let top = quads.iter().map(|quad| quad.score).fold(f32::MIN, f32::max);
    let mut best: Vec<(f32, Match)> = Vec::new();
    for quad in quads {
        for quad in [*quad, quad.turned()] {
            let Some(map) = observed(&small, &quad, times as f32) else { continue };
            for (layout, expected) in expected.0.iter().enumerate() {
                let likeness = map.likeness(expected, 0, 0);
                let weighed = likeness + 0.15 * (quad.score - top);
                let found = Match { quad, layout, likeness, shift: (0.0, 0.0) };
                match best.iter_mut().find(|(_, known)| known.layout == layout) {
                    Some(known) if known.0 < weighed => *known = (weighed, found),
                    Some(_) => {}
                    None => best.push((weighed, found)),
                }
            }
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.into_iter().map(|(_, found)| found).collect()
}

/// The same match with the print's shift measured.
pub(crate) fn settle(picture: &Picture, found: Match, expected: &Expected, size: [f32; 2]) -> Match {
    let times = ((found.quad.length() / (WIDTH * PIXELS) as f32) as usize).max(1);
    let maps = picture.reduced(times).and_then(|small| observed(&small, &found.quad, times as f32));
    let Some((map, expected)) = maps.zip(expected.0.get(found.layout)) else { return found };
    let mut best = (found.likeness, 0, 0);
    for dy in -SHIFT..=SHIFT {
        for dx in -SHIFT..=SHIFT {
            let likeness = map.likeness(expected, dx, dy);
            if likeness > best.0 {
                best = (likeness, dx, dy);
            }
        }
    }
    let [width, height] = size;
    let shift = (best.1 as f32 * width / WIDTH as f32, best.2 as f32 * height / HEIGHT as f32);
    Match { likeness: best.0, shift, ..found }
}

impl Map {
    fn of(mut cells: Vec<f32>) -> Self {
        let mean = cells.iter().sum::<f32>() / cells.len().max(1) as f32;
        let length = cells.iter().map(|cell| (cell - mean).powi(2)).sum::<f32>().sqrt().max(1e-6);
        cells.iter_mut().for_each(|cell| *cell = (*cell - mean) / length);
        Self(cells)
    }

    /// The correlation with another map, moved by cells.
    fn likeness(&self, other: &Map, dx: i32, dy: i32) -> f32 {
        let mut sum = 0.0;
        for (y, row) in self.0.chunks_exact(WIDTH).enumerate() {
            let Some(from) = (y as i32 - dy).try_into().ok().filter(|y: &usize| *y < HEIGHT) else {
                continue;
            };
            let other = other.0.get(from * WIDTH..(from + 1) * WIDTH).unwrap_or_default();
            let (skip_here, skip_other) = (dx.max(0) as usize, (-dx).max(0) as usize);
            let pairs = row.iter().skip(skip_here).zip(other.iter().skip(skip_other));
            sum += pairs.map(|(a, b)| a * b).sum::<f32>();
        }
        sum
    }
}

/// Each cell with its neighbours: print is off by half a cell.
fn spread(cells: &[f32]) -> Vec<f32> {
    let at = |x: i32, y: i32| {
        let (x, y) = (x.clamp(0, WIDTH as i32 - 1) as usize, y.clamp(0, HEIGHT as i32 - 1) as usize);
        cells.get(y * WIDTH + x).copied().unwrap_or(0.0)
    };
    let places = (0..HEIGHT as i32).flat_map(|y| (0..WIDTH as i32).map(move |x| (x, y)));
    places
        .map(|(x, y)| 0.4 * at(x, y) + 0.15 * (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)))
        .collect()
}

/// Where a quad has ink.
fn observed(small: &Picture, quad: &Quad, times: f32) -> Option<Map> {
    let (width, height) = (WIDTH * PIXELS, HEIGHT * PIXELS);
    let (w, h) = (width as f32, height as f32);
    let from = [Point::new(0.0, 0.0), Point::new(w, 0.0), Point::new(w, h), Point::new(0.0, h)];
    let plane = Plane::through(from, quad.corners.map(|p| Point::new(p.x / times, p.y / times)))?;
    let mut grey = vec![0.0f32; (width + 1) * (height + 1)];
    for (y, row) in grey.chunks_exact_mut(width + 1).enumerate() {
        for (x, place) in row.iter_mut().enumerate() {
            let seen = plane.see(x as f32 + 0.5, y as f32 + 0.5);
            let [red, green, blue] = small.at(seen.x, seen.y);
            // As a logarithm: ink in the shadow counts like ink in the light.
            *place = (16.0 + 0.3 * red + 0.59 * green + 0.11 * blue).ln();
        }
    }
    let mut cells = vec![0.0f32; WIDTH * HEIGHT];
    for (y, pair) in grey.windows(2 * (width + 1)).step_by(width + 1).enumerate().take(height) {
        let (here, below) = pair.split_at(width + 1);
        for (x, (line, down)) in here.windows(2).zip(below).enumerate().take(width) {
            if let [a, b] = line
                && let Some(cell) = cells.get_mut(y / PIXELS * WIDTH + x / PIXELS)
            {
                *cell += (b - a).abs() + (down - a).abs();
            }
        }
    }
    let mut sorted = cells.clone();
    let nth = sorted.len() * 92 / 100;
    let (_, strong, _) = sorted.select_nth_unstable_by(nth, f32::total_cmp);
    let strong = strong.max(1e-3);
    let inked: Vec<f32> = cells.iter().map(|cell| (cell / strong).min(1.0)).collect();
    Some(Map::of(spread(&inked)))
}

/// Where a layout says that ink is.
fn expected(layout: &Layout) -> Map {
    let mut cells = vec![0.06f32; WIDTH * HEIGHT];
    let [width, height] = layout.size;
    let (across, down) = (WIDTH as f32 / width, HEIGHT as f32 / height);
    let mut ink = |[left, top, right, bottom]: Area, much: f32| {
        // A cell has the part of it that is covered.
        let cover = |from: f32, to: f32, cell: f32| (to.min(cell + 1.0) - from.max(cell)).clamp(0.0, 1.0);
        let (l, r, t, b) = (left * across, right * across, top * down, bottom * down);
        for y in t as usize..(b.ceil() as usize).min(HEIGHT) {
            for x in l as usize..(r.ceil() as usize).min(WIDTH) {
                if let Some(cell) = cells.get_mut(y * WIDTH + x) {
                    let part = cover(l, r, x as f32) * cover(t, b, y as f32);
                    *cell = cell.max(*cell * (1.0 - part) + much * part);
                }
            }
        }
    };
    let border = 1.0 / CELLS;
    let frame = |[left, top, right, bottom]: Area| {
        [
            [left, top, right, top + border],
            [left, bottom - border, right, bottom],
            [left, top, left + border, bottom],
            [right - border, top, right, bottom],
        ]
    };
    for hidden in &layout.hidden {
        ink(hidden.at, 0.3);
    }
    for band in &layout.bands {
        ink(*band, 0.15);
        for side in frame(*band) {
            ink(side, 0.6);
        }
    }
    for rule in &layout.rules {
        let [left, top, right, bottom] = *rule;
        let (x, y) = ((border - (right - left)).max(0.0) / 2.0, (border - (bottom - top)).max(0.0) / 2.0);
        ink([(left - x).max(0.0), (top - y).max(0.0), right + x, bottom + y], 0.7);
    }
    for place in &layout.places {
        let [left, top, right, bottom] = place.at;
        let long = right - left;
        let pitch = (bottom - top) / place.lines.max(1) as f32;
        for line in 0..place.lines {
            // The first line begins at the left; how far it goes nobody knows, and the second is often empty.
            let much = if line == 0 { 0.85 } else { 0.3 };
            let from = top + pitch * line as f32;
            for (start, end, part) in [(0.0, 0.3, 1.0), (0.3, 0.6, 0.7), (0.6, 1.0, 0.3)] {
                ink([left + long * start, from, left + long * end, (from + pitch).min(bottom)], much * part);
            }
        }
    }
    for mark in &layout.marks {
        ink(mark.at, 0.75);
    }
    Map::of(spread(&cells))
}
