//! Which kind of card it is, which side is up, and which of the quads found is the card: by where its ink is.
//!
//! Nothing is cut out and nothing is read for that. The picture of a candidate is compared with what a layout says about
//! words, lines, bands and portrait, in cells of half a millimetre. A quad is moved until what is printed on it lies
//! where the layout says: the edge of a white card on white paper is hard to see, its text is not.

mod expected;
mod fit;
mod ink;
mod map;

use super::find::{Care, Quad, Scene};
use super::layout::Layout;
use expected::Expected;
pub(crate) use ink::Ink;
use map::{FINE, Grid, Map};

/// How far a layout is moved to fit, in cells: printers and edges are off by half a millimetre.
const SHIFT: i32 = 2;
/// How much the edges of a quad count beside its print.
const EDGES: f32 = 0.2;
/// The same where the print lies right: then it is the edges that say where the card ends.
const EDGES_AT_LAST: f32 = 0.4;
/// How much is held against a quad that is not the shape of the card.
const MISFIT: f32 = 2.0;
/// Matches followed: the likeliest ones.
const FOLLOWED: usize = 4;
/// As sure a match on quads with edges as clear as that needs no other to be followed.
const PLAIN: f32 = 0.38;
/// How clear these are.
const CLEAR: f32 = 1.12;
/// So sure a match on such edges is in its place already.
const IN_PLACE: f32 = 0.42;
/// A match less sure than that is looked for once more, with more care.
const UNSURE: f32 = 0.32;

/// How a quad looks as a card of some layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    /// The quad, its first side the upper one.
    pub(crate) quad: Quad,
    /// Which layout of the list.
    pub(crate) layout: usize,
    /// How alike they are: 1 is the same, 0 is nothing in common.
    pub(crate) likeness: f32,
    /// How far the quad is from a card of that size seen by a camera; 0.02 is a side off by a millimetre.
    pub(crate) misfit: f32,
    /// How far the print is beside its place, in millimetres to the right and down.
    pub(crate) shift: (f32, f32),
}

/// The kinds of cards there are.
pub(crate) struct Kinds {
    expected: Vec<Expected>,
    sizes: Vec<[f32; 2]>,
}

impl Kinds {
    pub(crate) fn of(layouts: &[Layout]) -> Self {
        let sizes = layouts.iter().map(|layout| layout.size).collect();
        Self { expected: layouts.iter().map(Expected::of).collect(), sizes }
    }

    /// The card of a picture, its kind and its exact place: the best match of any quad with any kind.
    pub(crate) fn best(&self, scene: &Scene) -> Option<Match> {
        let ink = Ink::of(scene);
        let quick = self.best_of(scene, &ink, Care::Quick);
        let best = match quick.filter(|best| best.sureness() >= UNSURE) {
            Some(best) => best,
            // Among so many quads some look a little like a card by chance.
            None => {
                let thorough = self.best_of(scene, &ink, Care::Thorough);
                thorough.filter(|best| best.sureness() >= PLAIN).or(quick)?
            }
        };
        let exact = scene.exact(&best.quad);
        self.settle(&ink, Match { quad: exact, ..best })
    }

    fn best_of(&self, scene: &Scene, ink: &Ink, care: Care) -> Option<Match> {
        let matches = self.compare(scene, ink, &scene.quads(care));
        let mut best: Option<Match> = None;
        for found in matches.iter().take(FOLLOWED) {
            let here = self.follow(scene, ink, *found).into_iter().chain(best);
            best = here.max_by(|a, b| weight(a, EDGES_AT_LAST).total_cmp(&weight(b, EDGES_AT_LAST)));
            if best.is_some_and(|best| best.sureness() >= PLAIN && best.quad.score >= CLEAR) {
                break;
            }
        }
        best
    }

    /// All matches, best first. What speaks for a quad by itself counts a little.
    pub(crate) fn compare(&self, scene: &Scene, ink: &Ink, quads: &[Quad]) -> Vec<Match> {
        let mut all: Vec<Match> = Vec::new();
        for quad in quads {
            let Some(map) = Map::observed(ink, quad, Grid::Fine) else { continue };
            let misfits: Vec<f32> = self.sizes.iter().map(|size| scene.misfit(quad, *size)).collect();
            for (quad, map) in [(quad.turned(), map.turned()), (*quad, map)] {
                for (layout, (expected, misfit)) in self.expected.iter().zip(&misfits).enumerate() {
                    let likeness = map.likeness(&expected.fine);
                    let found = Match { quad, layout, likeness, misfit: *misfit, shift: (0.0, 0.0) };
                    all.push(found);
                }
            }
        }
        all.sort_by(|a, b| weight(b, EDGES).total_cmp(&weight(a, EDGES)));
        all
    }

    /// A match, and what becomes of it where the quad is moved to its print and then to the edges nearest to it.
    fn follow(&self, scene: &Scene, ink: &Ink, found: Match) -> Vec<Match> {
        let Some(expected) = self.expected.get(found.layout) else { return Vec::new() };
        let Some(size) = self.sizes.get(found.layout) else { return Vec::new() };
        if found.quad.score >= CLEAR {
            let settled = self.settle(ink, found).filter(|found| found.sureness() >= IN_PLACE);
            if settled.is_some() {
                return settled.into_iter().collect();
            }
        }
        let fitted = fit::fit(ink, found.quad, expected, |quad| scene.misfit(quad, *size));
        let both = [found.quad, scene.snapped(&fitted)].into_iter();
        let both = both.map(|quad| Match { quad, misfit: scene.misfit(&quad, *size), ..found });
        both.filter_map(|found| self.settle(ink, found)).collect()
    }

    /// The same match with the print's shift measured.
    fn settle(&self, ink: &Ink, found: Match) -> Option<Match> {
        let (expected, [wide, high]) = self.expected.get(found.layout).zip(self.sizes.get(found.layout))?;
        let map = Map::observed(ink, &found.quad, Grid::Fine)?;
        let mut best = (f32::MIN, 0, 0);
        for dy in -SHIFT..=SHIFT {
            for dx in -SHIFT..=SHIFT {
                let likeness = map.likeness_moved(&expected.fine, dx, dy);
                if likeness > best.0 {
                    best = (likeness, dx, dy);
                }
            }
        }
        let (columns, rows) = FINE;
        let shift = (best.1 as f32 * wide / columns as f32, best.2 as f32 * high / rows as f32);
        Some(Match { likeness: best.0, shift, ..found })
    }
}

impl Match {
    /// How much speaks for it being that card: at least 0.33 for all cards of the set for tuning, at most 0.26 for other
    /// cards and for desks.
    pub(crate) fn sureness(&self) -> f32 {
        self.likeness - MISFIT * self.misfit
    }
}

fn weight(found: &Match, edges: f32) -> f32 {
    found.likeness + edges * found.quad.score - MISFIT * found.misfit.min(0.2)
}
