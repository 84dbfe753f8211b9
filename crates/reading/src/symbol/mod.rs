//! QR symbols in a frame.
mod finder;
mod frame;
mod grid;
mod layout;
mod place;
mod plane;
mod reed_solomon;
mod sample;
pub(crate) mod segments;

pub use frame::Frame;

use finder::Finder;
use frame::Limit;
use grid::Unreadable;
use place::{Corners, Placed};
use plane::Point;
use sample::Greys;
use segments::Message;

/// A symbol that was read, and where it is.
pub(crate) struct Symbol {
    pub(crate) message: Message,
    /// Its corners, clockwise from the one between the other two, in pixels.
    pub(crate) corners: [Point; 4],
}

/// What a frame holds.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) symbols: Vec<Symbol>,
    /// Whether there is a symbol that could not be read.
    pub(crate) damaged: bool,
}

/// Patterns that are combined, the best.
const COMBINED: usize = 24;
/// Combinations that are followed up in one pass.
const FOLLOWED: usize = 10;

pub(crate) fn read(frame: &Frame) -> Seen {
    let mut search = Search { frame, seen: Seen::default(), tried: Vec::new(), unread: Vec::new() };
    let Some(half) = frame.half() else { return search.seen };
    search.pass("half", || finder::find(&half, Limit::Mean, 1).into_iter().map(|f| f.scaled(2.0)).collect());
    search.pass("full", || finder::find(frame, Limit::Middle, 2));
    if !search.seen.symbols.is_empty() { return search.seen; }
    if let Some(sharp) = half.sharpen(2, 3) {
        search.pass("sharp", || finder::find(&sharp, Limit::Mean, 1).into_iter().map(|f| f.scaled(2.0)).collect());
    }
    if !search.seen.symbols.is_empty() { return search.seen; }
    if let Some(q) = half.half() {
        search.pass("quarter", || finder::find(&q, Limit::Mean, 1).into_iter().map(|f| f.scaled(4.0)).collect());
    }
    search.again();
    search.seen
}

struct Search<'a> {
    frame: &'a Frame,
    seen: Seen,
    tried: Vec<[Point; 3]>,
    unread: Vec<(f32, Placed)>,
}

fn dbg() -> bool { std::env::var("DBG").is_ok() }

impl Search<'_> {
    fn pass(&mut self, name: &str, find: impl FnOnce() -> Vec<Finder>) {
        let t = std::time::Instant::now();
        let mut finders = find();
        let n = finders.len();
        finders.retain(|finder| !self.seen.symbols.iter().any(|symbol| symbol.holds(finder)));
        finders.truncate(COMBINED);
        for finder in &mut finders { finder.contrast = finder::contrast(self.frame, finder); }
        let most = finders.iter().map(|f| f.contrast).fold(1.0, f32::max);
        let mut all: Vec<Corners> = Vec::new();
        for (i, a) in finders.iter().enumerate() {
            for (j, b) in finders.iter().enumerate().skip(i + 1) {
                for c in finders.iter().skip(j + 1) {
                    all.extend(Corners::of(a, b, c));
                }
            }
        }
        all.sort_by(|a, b| (a.unlikely - a.contrast / most).total_cmp(&(b.unlikely - b.contrast / most)));
        if dbg() { eprintln!("pass {name} {:?} finders {n} triples {}", t.elapsed(), all.len()); for f in finders.iter().take(6) { eprintln!("   {f:?}") } }
        let mut left = FOLLOWED;
        for corners in &all {
            if left == 0 { break }
            if self.seen.symbols.iter().any(|symbol| symbol.has(corners.top_left) || symbol.has(corners.top_right) || symbol.has(corners.bottom_left)) { continue }
            let three = [corners.top_left, corners.top_right, corners.bottom_left];
            if self.tried.iter().any(|t| t.iter().zip(&three).all(|(a, b)| a.minus(*b).length() < 0.3 * corners.module)) { continue }
            self.tried.push(three);
            left -= 1;
            let t = std::time::Instant::now();
            self.follow(corners);
            if dbg() { eprintln!("     {:?}", t.elapsed()); }
        }
        if dbg() { eprintln!("end {:?}", t.elapsed()); }
    }

    fn follow(&mut self, corners: &Corners) {
        let pl = Placed::find(self.frame, corners);
        if dbg() { eprintln!("  {:.0?} {:.0?} {:.0?} m {:.1} c {:.0} u {:.2} -> {:?}", corners.top_left, corners.top_right, corners.bottom_left, corners.module, corners.contrast, corners.unlikely, pl.as_ref().map(|p| (p.version, p.contrast, p.timing))); }
        let Some(mut placed) = pl else { return };
        let ratio = placed.contrast.min(2.0 * placed.timing) / corners.contrast;
        if ratio < 0.3 { return }
        let mut greys = Greys::of(self.frame, &placed, corners.inverted);
        if placed.version.number() >= 7 {
            let version = greys.grid(4).version();
            if let Some(version) = version
                && version != placed.version
                && version.number().abs_diff(placed.version.number()) <= 3
                && let Some(other) = placed.with_version(self.frame, version, corners.inverted)
                && other.timing > placed.timing
            {
                placed = other;
                greys = Greys::of(self.frame, &placed, corners.inverted);
            }
        }
        if self.take(&placed, greys.grid(4)) || self.take(&placed, greys.unblurred(1.0).grid(4)) { return }
        self.unread.push((placed.contrast.min(2.0 * placed.timing) * (placed.version.size() as f32).sqrt(), placed));
    }

    fn again(&mut self) {
        let mut unread = std::mem::take(&mut self.unread);
        unread.sort_by(|a, b| b.0.total_cmp(&a.0));
        unread.truncate(4);
        for (ratio, mut placed) in unread {
            if dbg() { eprintln!("  again {ratio} {:?}", placed.version); }
            let inverted = placed.sign < 0.0;
            let middle = placed.see(placed.version.size() as f32 / 2.0, placed.version.size() as f32 / 2.0);
            if self.seen.symbols.iter().any(|s| s.has(middle)) { continue }
            placed.bend(self.frame);
            let greys = Greys::of(self.frame, &placed, inverted);
            if self.take(&placed, greys.grid(4)) { if dbg() {eprintln!("bent");} continue }
            for spread in [0.45, 0.6, 0.8] {
                if self.take(&placed, greys.refocused(spread)) { if dbg() {eprintln!("spread {spread}");} break }
            }
        }
    }

    fn take(&mut self, placed: &Placed, grid: grid::Grid) -> bool {
        match grid.read() {
            Ok(message) => {
                let far = placed.version.size() as f32;
                let corner = |u, v| placed.plane.see(u, v);
                self.seen.symbols.push(Symbol { message, corners: [corner(0.0, 0.0), corner(far, 0.0), corner(far, far), corner(0.0, far)] });
                true
            }
            Err(_) => false
        }
    }
}

impl Symbol {
    fn holds(&self, finder: &Finder) -> bool { self.has(Point::new(finder.x, finder.y)) }
    fn has(&self, at: Point) -> bool {
        let mut after = self.corners.iter().cycle().skip(1);
        self.corners.iter().all(|corner| after.next().is_some_and(|next| next.minus(*corner).cross(at.minus(*corner)) > 0.0))
    }
}
/// TEMP
pub fn try_read(g: &image::GrayImage) -> Vec<String> {
    let Some(f) = Frame::new(g.width() as usize, g.height() as usize, zeroize::Zeroizing::new(g.as_raw().clone())) else { return vec![] };
    read(&f).symbols.iter().map(|s| {
        let b: Vec<u8> = s.message.pieces.iter().flat_map(|p| p.bytes.to_vec()).collect();
        match std::str::from_utf8(&b) { Ok(t) => t.to_owned(), Err(_) => encoding_rs::SHIFT_JIS.decode(&b).0.into_owned() }
    }).collect()
}
