//! How near to the truth an engine came.

use std::collections::BTreeMap;

use kakanai_cards::{Kind, Level, Truth};
use unicode_normalization::UnicodeNormalization;

use super::Said;

/// Fields of one name at one level.
#[derive(Clone, Copy, Default)]
pub struct Fields {
    pub all: usize,
    pub exact: usize,
    pub characters: usize,
    pub wrong: usize,
}

impl Fields {
    /// These and others.
    pub fn add(&mut self, other: Self) {
        self.all += other.all;
        self.exact += other.exact;
        self.characters += other.characters;
        self.wrong += other.wrong;
    }
}

/// Photographs of one level.
#[derive(Clone, Default)]
pub struct Photos {
    pub all: usize,
    /// Millimetres the worst corner is off, where a card was found; which way up it lies aside.
    pub corners: Vec<f32>,
    /// Found the right way up.
    pub upright: usize,
    /// Told the kind, and told it rightly.
    pub kinds: [usize; 2],
    pub ms: Vec<f64>,
}

/// How often something was seen that is not there.
#[derive(Clone, Copy, Default)]
pub struct Ghosts {
    pub all: usize,
    pub seen: usize,
}

impl Ghosts {
    /// One more photograph.
    pub fn add(&mut self, seen: bool) {
        self.all += 1;
        self.seen += usize::from(seen);
    }
}

/// What one engine made of all photographs.
pub struct Score {
    pub engine: &'static str,
    pub fields: BTreeMap<(Level, String), Fields>,
    pub photos: BTreeMap<Level, Photos>,
    /// Cards of a shop or a bank, taken for one that is read.
    pub strangers: Ghosts,
    /// Desks on which a card was found that does not lie there.
    pub desks: Ghosts,
}

/// One way to write what counts as the same.
fn plain(text: &str) -> Vec<char> {
    let dash = |c| if "‐‑‒–—―−ー一－ｰ~〜".contains(c) { '-' } else { c };
    text.nfkc().filter(|c| !c.is_whitespace()).map(dash).collect()
}

/// The fewest characters to change from one text into another; `anywhere`: into some part of the other.
fn changes(from: &[char], into: &[char], anywhere: bool) -> usize {
    let mut row: Vec<usize> = (0..=into.len()).map(|at| if anywhere { 0 } else { at }).collect();
    for (nth, a) in from.iter().enumerate() {
        let mut before = row[0];
        row[0] = nth + 1;
        for (at, b) in into.iter().enumerate() {
            let new = (before + usize::from(a != b)).min(row[at] + 1).min(row[at + 1] + 1);
            before = row[at + 1];
            row[at + 1] = new;
        }
    }
    if anywhere { row.into_iter().min().unwrap_or(0) } else { row.last().copied().unwrap_or(0) }
}

/// The worst corner in millimetres, and by how many corners the card is turned.
fn corner_error(truth: &Truth, corners: &[[f32; 2]; 4]) -> (f32, usize) {
    let worst = |turn: usize| {
        let pairs = (0..4).map(|at| (truth.corners[at], corners[(at + turn) % 4]));
        pairs.map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1])).fold(0.0, f32::max)
    };
    let turn = (0..4).min_by(|a, b| worst(*a).total_cmp(&worst(*b))).unwrap_or(0);
    (worst(turn) / truth.effects.px_per_mm, turn)
}

impl Score {
    /// Nothing read yet.
    pub fn of(engine: &'static str) -> Self {
        let (strangers, desks) = (Ghosts::default(), Ghosts::default());
        Self { engine, fields: BTreeMap::new(), photos: BTreeMap::new(), strangers, desks }
    }

    /// Counts what was said about one photograph.
    pub fn add(&mut self, truth: &Truth, said: &Said) {
        let photos = self.photos.entry(truth.level).or_default();
        photos.all += 1;
        photos.ms.push(said.ms);
        if let Some(corners) = &said.corners {
            let (off, turn) = corner_error(truth, corners);
            photos.corners.push(off);
            photos.upright += usize::from(turn == 0);
        }
        photos.kinds[0] += usize::from(said.kind.is_some());
        photos.kinds[1] += usize::from(said.kind == Some(truth.kind));
        assert!(truth.kind != Kind::MyNumberBack || said.fields.is_empty(), "the back of a card was read");
        let whole = said.whole.as_deref().map(plain);
        for field in &truth.fields {
            let text = plain(&field.text);
            let own = said.fields.iter().find(|(name, _)| *name == field.name).map(|(_, text)| plain(text));
            let wrong = match (&own, &whole) {
                (Some(own), _) => changes(&text, own, false),
                (None, Some(whole)) => changes(&text, whole, true),
                (None, None) => text.len(),
            };
            let one = Fields {
                all: 1,
                exact: usize::from(wrong == 0),
                characters: text.len(),
                wrong: wrong.min(text.len()),
            };
            self.fields.entry((truth.level, field.name.clone())).or_default().add(one);
        }
    }

    /// All fields of a level together, or those of one name.
    pub fn total(&self, level: Level, name: Option<&str>) -> Fields {
        let mut total = Fields::default();
        for ((at, field), fields) in &self.fields {
            if *at == level && name.is_none_or(|name| name == field) {
                total.add(*fields);
            }
        }
        total
    }
}
