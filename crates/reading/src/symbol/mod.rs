//! QR symbols in a frame.
//!
//! ```text
//! frame ─ finder ─► patterns ─ corners, three at a time ─ place ─► plane and version ─ sample ─► grid
//!                                     grid ─ layout, reed_solomon ─► codewords ─ segments ─► message
//! ```
//!
//! The frame is searched in other sizes and with other limits between light and dark until a symbol is read, but modules are
//! always looked at in the frame itself, in grey, where all that was seen still is. A symbol is put into its place by all
//! modules whose colour is known beforehand. What is dark is decided last, among the neighbours of a module; the least sure
//! codewords (glare) are told to the correction as not seen. What is well placed and still not read is looked at once more
//! as a bent sheet, then as one out of focus.
//!
//! `docs/decisions/0009-codes-are-read-by-our-own-reader.md` says why it is ours, with the figures.

mod corners;
mod finder;
mod frame;
mod grid;
mod known;
mod layout;
mod place;
pub(crate) mod plane;
mod reed_solomon;
mod sample;
mod segments;

pub use frame::Frame;
pub(crate) use segments::{Charset, Message, Part};

use corners::Corners;
use finder::Finder;
use frame::Limit;
use grid::{Grid, Unreadable};
use place::Placed;
use plane::Point;
use sample::Greys;

/// A symbol that was read, and where it is.
pub(crate) struct Symbol {
    pub(crate) message: Message,
    /// Clockwise from the one between the other two, in pixels.
    corners: [Point; 4],
}

impl Symbol {
    /// Its corner between the other two, in pixels from the left and from the top.
    pub(crate) fn place(&self) -> (f32, f32) {
        let [corner, ..] = self.corners;
        (corner.x, corner.y)
    }

    fn holds(&self, at: Point) -> bool {
        let nexts = self.corners.iter().cycle().skip(1);
        self.corners.iter().zip(nexts).all(|(here, next)| next.minus(*here).cross(at.minus(*here)) > 0.0)
    }
}

/// What a frame holds.
pub(crate) struct Seen {
    pub(crate) symbols: Vec<Symbol>,
    /// Whether there is a symbol that could not be read.
    pub(crate) damaged: bool,
}

/// Patterns that are combined: the best of a pass.
const COMBINED: usize = 24;
/// Combinations that are followed up in one pass, the likeliest: in a frame full of writing there are thousands.
const FOLLOWED: usize = 10;
/// What the shape of a combination counts beside what speaks for its patterns.
const SHAPE: f32 = 0.4;
/// Symbols that are looked at once more.
const REVIEWED: usize = 3;
/// Modules to each side that say what is light and what is dark around a module.
const AROUND: usize = 4;
/// Least difference of light and dark of a symbol that is looked at once more, in grey levels.
const LEAST_CONTRAST: f32 = 10.0;
/// The part of the modules with a known colour that have it where there is a symbol beyond doubt.
const CERTAIN: f32 = 0.88;
/// How far, in modules, a lens out of focus is tried to have spread them (see [`Greys::refocused`]).
const SPREADS: [f32; 3] = [0.45, 0.6, 0.8];
/// Smallest side of a frame that is searched, in pixels.
const LEAST_SIDE: usize = 40;

/// All symbols of a frame.
pub(crate) fn read(frame: &Frame) -> Seen {
    let mut search = Search { frame, symbols: Vec::new(), tried: Vec::new(), unread: Vec::new() };
    let half = frame.half();
    if let Some(half) = &half {
        search.pass(finder::find(half, Limit::Mean, 1), 2.0);
    }
    search.pass(finder::find(frame, Limit::Middle, 2), 1.0);
    if !search.symbols.is_empty() {
        search.review();
        return search.end();
    }
    if let Some(sharp) = half.as_ref().and_then(|half| half.sharpen(2, 3)) {
        search.pass(finder::find(&sharp, Limit::Mean, 1), 2.0);
    }
    // A symbol that fills a large picture.
    let mut scale = 2.0;
    let mut smaller = half;
    while let Some(half) = smaller.as_ref().and_then(Frame::half)
        && half.width().min(half.height()) >= LEAST_SIDE
        && search.symbols.is_empty()
    {
        scale *= 2.0;
        search.pass(finder::find(&half, Limit::Mean, 1), scale);
        smaller = Some(half);
    }
    search.review();
    search.end()
}

/// A symbol in its place that was not read.
struct Unread {
    placed: Placed,
    /// What its patterns showed when they were found, in grey levels.
    contrast: f32,
    why: Unreadable,
    /// The part of the known modules that are as they should be.
    right: f32,
}

impl Unread {
    /// How much speaks for it: many modules that show what they should.
    fn weight(&self) -> f32 {
        self.placed.contrast.min(2.0 * self.placed.timing) * (self.placed.version.size() as f32).sqrt()
    }

    /// Whether it cannot be anything but a symbol.
    fn is_certain(&self) -> bool {
        self.why == Unreadable::Damaged && self.right > CERTAIN
    }
}

struct Search<'a> {
    frame: &'a Frame,
    symbols: Vec<Symbol>,
    tried: Vec<Corners>,
    unread: Vec<Unread>,
}

impl Search<'_> {
    /// Follows up patterns found in a frame so many times as small.
    fn pass(&mut self, mut finders: Vec<Finder>, scale: f32) {
        for finder in &mut finders {
            *finder = finder.scaled(scale);
        }
        finders.retain(|finder| !self.is_read(finder.place()));
        finders.truncate(COMBINED);
        for finder in &mut finders {
            finder.contrast = finder::contrast(self.frame, finder);
        }
        let most = finders.iter().map(Finder::weight).fold(1.0, f32::max);
        let mut all: Vec<Corners> = Vec::new();
        for (i, a) in finders.iter().enumerate() {
            for (j, b) in finders.iter().enumerate().skip(i + 1) {
                for c in finders.iter().skip(j + 1) {
                    all.extend(Corners::of(a, b, c));
                }
            }
        }
        let unlikely = |corners: &Corners| corners.unlikely * SHAPE - corners.weight / most;
        all.sort_by(|a, b| unlikely(a).total_cmp(&unlikely(b)));
        let mut left = FOLLOWED;
        for corners in &all {
            let is_read = corners.places().iter().any(|place| self.is_read(*place));
            if is_read || self.tried.iter().any(|tried| tried.is_same(corners)) {
                continue;
            }
            if left == 0 {
                break;
            }
            left -= 1;
            self.tried.push(*corners);
            self.follow(corners);
        }
    }

    fn is_read(&self, at: Point) -> bool {
        self.symbols.iter().any(|symbol| symbol.holds(at))
    }

    /// Whether a placed symbol took a pattern from one that was read.
    fn is_part_read(&self, placed: &Placed) -> bool {
        placed.finders().into_iter().any(|at| self.is_read(at))
    }

    fn follow(&mut self, corners: &Corners) {
        let Some(mut placed) = Placed::find(self.frame, corners) else { return };
        let mut greys = Greys::of(self.frame, &placed);
        if let Some(version) = greys.grid(AROUND).version()
            && let Some(other) = placed.with_version(self.frame, version)
        {
            placed = other;
            greys = Greys::of(self.frame, &placed);
        }
        let mut why = Unreadable::NoSymbol;
        for grid in [greys.grid(AROUND), greys.unblurred(1.0).grid(AROUND)] {
            match self.take(&placed, &grid) {
                Ok(()) => return,
                Err(reason) => why = why.max(reason),
            }
        }
        let right = placed.right(&greys.grid(AROUND));
        let unread = Unread { placed, contrast: corners.contrast, why, right };
        if unread.placed.contrast > LEAST_CONTRAST && unread.placed.contrast > 0.4 * unread.contrast {
            self.unread.push(unread);
        }
    }

    /// Looks at what was well placed and not read once more.
    fn review(&mut self) {
        let mut unread = std::mem::take(&mut self.unread);
        unread.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
        for (nth, mut again) in unread.into_iter().enumerate() {
            // Where something was read already, only what cannot be anything else is worth the time.
            let worth = nth < REVIEWED && (self.symbols.is_empty() || again.is_certain());
            if self.is_part_read(&again.placed) || worth && self.read_bent_or_blurred(&mut again) {
                continue;
            }
            self.unread.push(again);
        }
    }

    fn read_bent_or_blurred(&mut self, again: &mut Unread) -> bool {
        again.placed.bend(self.frame);
        let greys = Greys::of(self.frame, &again.placed);
        let mut grids = std::iter::once(greys.grid(AROUND))
            .chain(SPREADS.into_iter().map(|spread| greys.refocused(spread)));
        grids.any(|grid| self.take(&again.placed, &grid).is_ok())
    }

    fn take(&mut self, placed: &Placed, grid: &Grid) -> Result<(), Unreadable> {
        let message = grid.read()?;
        self.symbols.push(Symbol { message, corners: placed.corners() });
        Ok(())
    }

    fn end(self) -> Seen {
        let damaged =
            self.unread.iter().any(|unread| unread.is_certain() && !self.is_part_read(&unread.placed));
        Seen { symbols: self.symbols, damaged }
    }
}
