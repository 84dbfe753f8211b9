//! Rows below a heading row that are alike: one for each member of a list.

use kakanai_domain::sheet::Area;

use super::frame::{Frame, Layout};
use super::line::{bottom, right};

/// Rows differ by so much, mm.
const ALIKE: f32 = 0.9;

/// Rows that repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// All of them.
    pub area: Area,
    /// The first one.
    pub first: Area,
    /// How many there are.
    pub room: usize,
    /// Frames of the first one, in the order of reading.
    pub frames: Vec<usize>,
    /// Frames of all.
    pub all: Vec<usize>,
}

/// A band of a table: frames between two rules that go through.
struct Band {
    area: Area,
    frames: Vec<usize>,
}

/// Looks for the rows that repeat most often: at least two, with at least two places in each.
pub fn rows(layout: &Layout) -> Option<Rows> {
    let bands = bands(layout);
    let mut best: Option<Rows> = None;
    for start in 0..bands.len() {
        for period in 1..=2 {
            let mut room = 1;
            while (0..period)
                .all(|step| alike(layout, bands.get(start + step), bands.get(start + room * period + step)))
            {
                room += 1;
            }
            let set = |from: usize, to: usize| bands.get(from..to).unwrap_or_default();
            let first = set(start, start + period);
            let many = first.iter().map(|band| band.frames.len()).max().unwrap_or_default();
            let better = best.as_ref().is_none_or(|best| room * period > best.room);
            if room < 2 || many < 3 || !better {
                continue;
            }
            let area = |bands: &[Band]| super::line::around(bands.iter().map(|band| band.area));
            let frames =
                |bands: &[Band]| bands.iter().flat_map(|band| band.frames.clone()).collect::<Vec<_>>();
            let all = set(start, start + room * period);
            // Rows of one table touch.
            let high = all.iter().map(|band| band.area.h).sum::<f32>();
            if (high - area(all).h).abs() > ALIKE {
                continue;
            }
            best = Some(Rows {
                area: area(all),
                first: area(first),
                room,
                frames: frames(first),
                all: frames(all),
            });
        }
    }
    best
}

fn bands(layout: &Layout) -> Vec<Band> {
    let mut order =
        layout.frames.iter().enumerate().filter(|(_, frame)| !frame.over_line).collect::<Vec<_>>();
    order.sort_by(|a, b| a.1.area.y.total_cmp(&b.1.area.y));
    let mut bands: Vec<Band> = Vec::new();
    for (index, frame) in order {
        match bands.last_mut() {
            Some(band) if frame.area.y < bottom(band.area) - ALIKE => {
                band.area = super::line::around([band.area, frame.area]);
                band.frames.push(index);
            }
            Some(_) | None => bands.push(Band { area: frame.area, frames: vec![index] }),
        }
    }
    for band in &mut bands {
        band.frames.sort_by(|a, b| {
            let area = |index: &usize| {
                layout.frames.get(*index).map(|frame| ((frame.area.y / 2.0).round(), frame.area.x))
            };
            area(a).partial_cmp(&area(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    bands
}

fn alike(layout: &Layout, a: Option<&Band>, b: Option<&Band>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    if a.frames.len() != b.frames.len() || (a.area.h - b.area.h).abs() > ALIKE {
        return false;
    }
    let frame = |index: &usize| layout.frames.get(*index);
    a.frames.iter().zip(&b.frames).all(|(one, other)| {
        let (Some(one), Some(other)) = (frame(one), frame(other)) else { return false };
        let (p, q) = (one.area, other.area);
        let near = |x: f32, y: f32| (x - y).abs() < ALIKE;
        let place = near(p.x, q.x)
            && near(right(p), right(q))
            && near(p.y - a.area.y, q.y - b.area.y)
            && near(p.h, q.h);
        place && words(one) == words(other)
    })
}

// The number of a row is no difference.
fn words(frame: &Frame) -> String {
    frame.text().chars().filter(|letter| !letter.is_numeric()).collect()
}
