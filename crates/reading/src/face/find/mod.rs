//! The card in a picture: its four corners.
//!
//! ```text
//! picture, made small ─ edges ─ lines ─ quad ─► candidates, likeliest first ─ kinds ─► one ─ exact, in the picture itself
//! ```
//! Looked for is a quadrangle with the sides of an ID-1 card (ISO/IEC 7810) seen at a slant; the page of a passport (ID-3) is
//! near enough to be found too.

mod edges;
mod exact;
mod lines;
mod quad;
mod snap;
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

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// What finds nearly all cards.
    Quick,
    /// More lines and quads: ruled paper has longer lines than a card, and a shadow clearer ones.
    Thorough,
}

impl Care {
    /// Lines of each direction.
    fn lines(self) -> usize {
        match self {
            Self::Quick => 30,
            Self::Thorough => 48,
        }
    }

    /// Quads looked at closely, and quads returned: a shadow, a printed band or the edge of the tray may pass for the edge
    /// of the card.
    fn quads(self) -> (usize, usize) {
        match self {
            Self::Quick => (72, 16),
            Self::Thorough => (300, 90),
        }
    }
}

/// A picture made small, and the edges in it.
pub(crate) struct Scene<'a> {
    picture: &'a Picture,
    pub(crate) small: Picture,
    /// How many times smaller it is.
    pub(crate) times: usize,
    edges: Edges,
}

impl<'a> Scene<'a> {
    /// `None` where there is nothing in the picture.
    pub(crate) fn of(picture: &'a Picture) -> Option<Self> {
        let times = (picture.width().max(picture.height()) / SMALL).max(1);
        let small = picture.reduced(times)?;
        let edges = Edges::of(&small);
        Some(Self { picture, small, times, edges })
    }

    /// What may be a card, likeliest first, to a pixel of the small picture.
    pub(crate) fn quads(&self, care: Care) -> Vec<Quad> {
        let found = quad::find(&self.edges, &self.small, &lines::find(&self.edges, care.lines()), care);
        let quad = |candidate: quad::Candidate| Quad {
            corners: lying(candidate.corners.map(|p| self.large(p))),
            score: candidate.score,
        };
        found.into_iter().map(quad).collect()
    }

    /// The quad with its sides on the edges nearest to them.
    pub(crate) fn snapped(&self, quad: &Quad) -> Quad {
        let corners =
            snap::snap(&self.small, quad.corners.map(|p| self.reduced(p)), quad.length() / self.times as f32);
        let score = quad::score(&self.edges, &self.small, &corners).unwrap_or(0.0);
        Quad { corners: corners.map(|p| self.large(p)), score }
    }

    /// How far a quad is from a card of this size, its first side a long one, seen by a camera.
    pub(crate) fn misfit(&self, quad: &Quad, [width, height]: [f32; 2]) -> f32 {
        quad::misfit(&quad.corners.map(|p| self.reduced(p)), (width, height), &self.edges)
    }

    /// The quad to a fraction of a pixel of the picture itself.
    pub(crate) fn exact(&self, quad: &Quad) -> Quad {
        let scale = self.times as f32;
        let near = exact::refine(self.picture, quad.corners, 1.6 * scale);
        Quad { corners: exact::refine(self.picture, near, 0.8 * scale), ..*quad }
    }

    fn large(&self, place: Point) -> Point {
        let scale = self.times as f32;
        Point::new((place.x + 0.5) * scale, (place.y + 0.5) * scale)
    }

    fn reduced(&self, place: Point) -> Point {
        let scale = self.times as f32;
        Point::new(place.x / scale - 0.5, place.y / scale - 0.5)
    }
}

/// With a long side first.
fn lying(corners: [Point; 4]) -> [Point; 4] {
    let [a, b, c, d] = corners;
    let long = b.minus(a).length() + d.minus(c).length() >= c.minus(b).length() + a.minus(d).length();
    if long { corners } else { [b, c, d, a] }
}
