//! Finder patterns: the three squares at the corners of a symbol, seen as runs of 1 : 1 : 3 : 1 : 1.

use super::frame::{Frame, Limit, darks};
use super::plane::Point;

/// What may be a finder pattern, in pixels of the frame it was found in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finder {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Pixels of a module, between horizontal and vertical.
    pub(super) module: f32,
    /// Rows it was seen in.
    pub(super) seen: u32,
    /// Light less dark, in grey levels, on the lines through the middle.
    pub(super) contrast: f32,
    /// Light on dark.
    pub(super) inverted: bool,
}

impl Finder {
    /// Its middle.
    pub(super) fn place(&self) -> Point {
        Point::new(self.x, self.y)
    }

    /// The same in a frame so many times as large.
    pub(super) fn scaled(self, scale: f32) -> Self {
        Self { x: self.x * scale, y: self.y * scale, module: self.module * scale, ..self }
    }

    /// The mean of both.
    fn join(&mut self, other: &Finder) {
        let (old, all) = (self.seen as f32, self.seen as f32 + 1.0);
        self.x = (self.x * old + other.x) / all;
        self.y = (self.y * old + other.y) / all;
        self.module = (self.module * old + other.module) / all;
        self.seen += 1;
    }

    /// How much speaks for it: noise makes patterns that are seen once or twice, and faint.
    pub(super) fn weight(&self) -> f32 {
        self.contrast * self.seen.min(6) as f32
    }

    /// Whether both are one pattern.
    pub(super) fn is_near(&self, other: &Finder) -> bool {
        let reach = 2.0 * self.module.max(other.module) + 1.0;
        self.inverted == other.inverted
            && (self.x - other.x).abs() < reach
            && (self.y - other.y).abs() < reach
            && self.module < 2.0 * other.module
            && other.module < 2.0 * self.module
    }
}

/// Least pixels of the seven modules.
const LEAST: usize = 7;
/// Least difference of light and dark, in grey levels.
const LEAST_CONTRAST: f32 = 7.0;

/// All that may be finder patterns; those that most speaks for first.
pub(super) fn find(frame: &Frame, limit: Limit, step: usize) -> Vec<Finder> {
    let dark = darks(frame, limit);
    let picture = Picture { dark: &dark, width: frame.width(), height: frame.height() };
    let mut found: Vec<Finder> = Vec::new();
    // Those that the rows to come may show again.
    let mut open: Vec<Finder> = Vec::new();
    let mut ends: Vec<usize> = Vec::with_capacity(frame.width());
    for y in (step / 2..frame.height()).step_by(step) {
        open.retain(|finder| {
            let goes_on = (y as f32) < finder.y + 2.0 * finder.module + 1.0;
            if !goes_on {
                found.push(*finder);
            }
            goes_on
        });
        let row = dark.get(y * picture.width..(y + 1) * picture.width).unwrap_or_default();
        let first = row.first().copied().unwrap_or(false);
        ends.clear();
        ends.push(0);
        ends.extend(row.windows(2).zip(1..).filter(|(pair, _)| pair.first() != pair.last()).map(|(_, x)| x));
        ends.push(row.len());
        for (nth, window) in ends.windows(6).enumerate() {
            let &[a, b, c, d, e, f] = window else { continue };
            if f - a < LEAST || !is_pattern([b - a, c - b, d - c, e - d, f - e]) {
                continue;
            }
            // The first run of the row has the colour `first`, and they alternate.
            let inverted = first == (nth % 2 == 1);
            let across = Run { length: f - a, middle: (c + d) as f32 / 2.0 };
            let Some(mut finder) = picture.check(&across, y, inverted) else { continue };
            if let Some(known) = open.iter_mut().find(|known| known.is_near(&finder)) {
                known.join(&finder);
                continue;
            }
            finder.contrast = contrast(frame, &finder);
            if finder.contrast > LEAST_CONTRAST {
                open.push(finder);
            }
        }
    }
    found.append(&mut open);
    for finder in &mut found {
        finder.contrast = contrast(frame, finder);
    }
    found.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    found
}

/// Light less dark on the upright and the level line through the middle.
pub(super) fn contrast(frame: &Frame, finder: &Finder) -> f32 {
    let at = |modules: f32| {
        let way = modules * finder.module;
        [(way, 0.0), (-way, 0.0), (0.0, way), (0.0, -way)]
            .map(|(dx, dy)| frame.at(finder.x + dx, finder.y + dy))
    };
    let mean = |seen: [f32; 4]| seen.iter().sum::<f32>() / 4.0;
    let dark = (frame.at(finder.x, finder.y) + mean(at(0.8)) + mean(at(3.0))) / 3.0;
    (mean(at(2.0)) - dark) * if finder.inverted { -1.0 } else { 1.0 }
}

struct Picture<'a> {
    dark: &'a [bool],
    width: usize,
    height: usize,
}

/// Five runs of a pattern on a line: how long they are together, and the middle of the third.
struct Run {
    length: usize,
    middle: f32,
}

/// Whether five runs are 1 : 1 : 3 : 1 : 1, as far as blur and pixels let them be.
fn is_pattern(runs: [usize; 5]) -> bool {
    let [a, b, c, d, e] = runs.map(|run| run as f32);
    let module = (a + b + c + d + e) / 7.0;
    // Half a pixel of each run may be the neighbour's.
    let slack = 0.6 * module + 0.5;
    [a, b, d, e].iter().all(|run| (run - module).abs() < slack) && (c - 3.0 * module).abs() < 2.0 * slack
}

impl Picture<'_> {
    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark.get(y * self.width + x).copied().unwrap_or(false)
    }

    /// Looks at the pattern of a row from above and from the side again.
    fn check(&self, across: &Run, y: usize, inverted: bool) -> Option<Finder> {
        let x = across.middle as usize;
        let most = across.length * 5 / 2;
        let down = pattern(y, self.height, most, |y| self.is_dark(x, y) != inverted)?;
        if down.length * 5 / 2 < across.length {
            return None;
        }
        let middle = down.middle as usize;
        let most = down.length * 5 / 2;
        let across = pattern(x, self.width, most, |x| self.is_dark(x, middle) != inverted)?;
        // A square also shows its pattern on its diagonals; stripes and letters rarely do.
        let (cx, cy) = (across.middle as usize, middle);
        let least = across.length.min(down.length) * 2 / 5;
        let slant = |sign: isize| {
            let reach = 2 * across.length.max(down.length);
            let line = pattern(reach, 2 * reach, 4 * reach, |t| {
                let t = t as isize - reach as isize;
                let (Some(x), Some(y)) = (cx.checked_add_signed(sign * t), cy.checked_add_signed(t)) else {
                    return false;
                };
                x < self.width && self.is_dark(x, y) != inverted
            });
            line.is_some_and(|line| line.length >= least)
        };
        (slant(1) || slant(-1)).then_some(Finder {
            x: across.middle,
            y: down.middle,
            module: (across.length + down.length) as f32 / 14.0,
            seen: 1,
            contrast: 0.0,
            inverted,
        })
    }
}

/// The five runs around a place on a line of `length` pixels, where they are a pattern.
fn pattern(middle: usize, length: usize, most: usize, is_dark: impl Fn(usize) -> bool) -> Option<Run> {
    if !is_dark(middle) {
        return None;
    }
    // Ends of the third, the fourth and the fifth run on one side, going out from the middle.
    let side = |step: &dyn Fn(usize) -> Option<usize>| -> Option<[usize; 3]> {
        let mut ends = [0; 3];
        let mut count = 0;
        let mut wanted = true;
        for (end, nth) in ends.iter_mut().zip(0..) {
            loop {
                match step(count) {
                    Some(at) if is_dark(at) == wanted => count += 1,
                    // A symbol may end with the picture.
                    None if nth < 2 => return None,
                    Some(_) | None => break,
                }
                if count > most {
                    return None;
                }
            }
            *end = count;
            wanted = !wanted;
        }
        Some(ends)
    };
    let [c0, b0, a0] = side(&|count| (middle + 1).checked_sub(count + 1))?;
    let [c1, d1, e1] = side(&|count| Some(middle + 1 + count).filter(|at| *at < length))?;
    let runs = [a0 - b0, b0 - c0, c0 + c1, d1 - c1, e1 - d1];
    if !is_pattern(runs) {
        return None;
    }
    Some(Run { length: a0 + e1, middle: (middle + 1) as f32 + (c1 as f32 - c0 as f32) / 2.0 })
}
