//! The card in a picture: its four corners.
//!
//! ```text
//! picture, made small ─ edges ─ lines ─ quad ─► candidates ─ exact, in the picture itself ─► quads, likeliest first
//! ```
//! Looked for is a quadrangle with the sides of an ID-1 card (ISO/IEC 7810) seen at a slant; the page of a passport (ID-3) is
//! near enough to be found too.

mod edges;
mod exact;
mod lines;
mod quad;
mod three;

use super::picture::Picture;
use crate::symbol::plane::Point;
use edges::Edges;

/// Longest side of the small picture, in pixels.
const SMALL: usize = 480;

/// A quadrangle that may be a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quad {
    /// Its corners in pixels of the picture, clockwise; the first side is a long one. Which of the two long sides is
    /// the upper one is not known yet.
    pub(crate) corners: [Point; 4],
    /// How much speaks for it; only comparable within a picture.
    pub(crate) score: f32,
}

impl Quad {
    /// Its corners, clockwise from the left end of a long side, in pixels from the left and from the top.
    pub fn corners(&self) -> [(f32, f32); 4] {
        self.corners.map(|corner| (corner.x, corner.y))
    }

    /// Length of its long side, in pixels.
    pub fn length(&self) -> f32 {
        let [a, b, c, d] = self.corners;
        (b.minus(a).length() + c.minus(d).length()) / 2.0
    }

    /// The same with the other long side as the upper one.
    pub(crate) fn turned(self) -> Self {
        let [a, b, c, d] = self.corners;
        Self { corners: [c, d, a, b], ..self }
    }
}

/// What may be a card in a picture, likeliest first; at most sixteen.
pub fn find(picture: &Picture) -> Vec<Quad> {
    let times = (picture.width().max(picture.height()) / SMALL).max(1);
    let Some(small) = picture.reduced(times) else { return Vec::new() };
    let edges = Edges::of(&small);
    let found = quad::find(&edges, &small, &lines::find(&edges));
    let scale = times as f32;
    let exact = found.into_iter().map(|candidate| {
        let rough = candidate.corners.map(|p| Point::new((p.x + 0.5) * scale, (p.y + 0.5) * scale));
        let near = exact::refine(picture, rough, 1.6 * scale);
        let corners = exact::refine(picture, near, 0.8 * scale);
        Quad { corners: lying(corners), score: candidate.score }
    });
    exact.collect()
}

/// With a long side first.
fn lying(corners: [Point; 4]) -> [Point; 4] {
    let [a, b, c, d] = corners;
    let long = b.minus(a).length() + d.minus(c).length() >= c.minus(b).length() + a.minus(d).length();
    if long { corners } else { [b, c, d, a] }
}
