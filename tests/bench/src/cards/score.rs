//! How near to the truth an engine came.

use std::collections::BTreeMap;

use kakanai_cards::{Kind, Level, Truth};
use kakanai_domain::card::Certainty;
use unicode_normalization::UnicodeNormalization;

use super::Said;
use super::asked::Asked;
use super::value::{same, stands_in};

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
    /// Of them those of cards that are to be read: a back is to be refused.
    pub readable: usize,
    /// Millimetres the worst corner is off, where a card was found; which way up it lies aside.
    pub corners: Vec<f32>,
    /// Found the right way up.
    pub upright: usize,
    /// Read although a corner is off by more than [`ASIDE`].
    pub aside: usize,
    /// Told the kind, and told it rightly.
    pub kinds: [usize; 2],
    /// Backs, and backs told as such.
    pub backs: [usize; 2],
    pub look_ms: Vec<f64>,
    pub ms: Vec<f64>,
    pub wall_ms: Vec<f64>,
}

/// More millimetres beside a corner are another place than the card's.
pub const ASIDE: f32 = 1.5;

/// Fields called as sure as that: how many, and how many of them are wrong.
#[derive(Clone, Copy, Default)]
pub struct Called {
    pub all: usize,
    pub wrong: usize,
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
    pub note: String,
    pub fields: BTreeMap<(Level, String), Fields>,
    pub photos: BTreeMap<Level, Photos>,
    /// Cards of a shop or a bank, taken for one that is read.
    pub strangers: Ghosts,
    /// The same, found and their kind told before anything was read.
    pub strangers_looked_at: Ghosts,
    /// Desks on which a card was found that does not lie there.
    pub desks: Ghosts,
    pub called: BTreeMap<(Level, Certainty), Called>,
    /// Everything that is wrong, one line each.
    pub misses: Vec<String>,
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
    pub fn of(engine: &'static str, note: String) -> Self {
        let [strangers, strangers_looked_at, desks] = [Ghosts::default(); 3];
        let (fields, photos, called) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self {
            engine,
            note,
            fields,
            photos,
            strangers,
            strangers_looked_at,
            desks,
            called,
            misses: Vec::new(),
        }
    }

    /// Counts what was said about one photograph of this name; whether the card is in its place.
    pub fn add(&mut self, photo: &str, truth: &Truth, said: &Said) -> bool {
        let photos = self.photos.entry(truth.level).or_default();
        let back = truth.kind == Kind::MyNumberBack;
        photos.all += 1;
        photos.readable += usize::from(!back);
        photos.ms.push(said.ms);
        photos.wall_ms.push(said.wall_ms);
        photos.look_ms.extend(said.look_ms);
        let off = said.corners.as_ref().map(|corners| corner_error(truth, corners));
        if let Some((off, turn)) = off.filter(|_| !back) {
            photos.corners.push(off);
            photos.upright += usize::from(turn == 0);
            photos.aside += usize::from(off > ASIDE && said.kind.is_some());
        }
        photos.kinds[0] += usize::from(said.kind.is_some());
        photos.kinds[1] += usize::from(said.kind == Some(truth.kind));
        photos.backs[0] += usize::from(back);
        photos.backs[1] += usize::from(back && said.kind == Some(truth.kind));
        assert!(!back || said.fields.is_empty(), "the back of a card was read");
        let place = match off {
            Some((off, 0)) => format!("{off:.2} mm off"),
            Some((off, _)) => format!("{off:.2} mm off, not upright"),
            None => "not found".to_owned(),
        };
        let in_place = back || off.is_some_and(|(off, turn)| off <= 0.5 && turn == 0);
        if said.kind.is_some_and(|kind| kind != truth.kind) || (said.whole.is_none() && !in_place) {
            self.misses.push(format!("{photo}\tcard\t{place}, told {:?}", said.kind));
        }
        let whole = said.whole.as_deref().map(|whole| (whole, plain(whole)));
        for field in Asked::of(truth).into_iter().filter(|_| !said.unread) {
            let text = plain(&field.text);
            let own = said.fields.iter().find(|(name, ..)| *name == field.name);
            let wrong = match (own, &whole) {
                (Some((_, own, _)), _) if same(field.name, own, &field.text) => 0,
                (Some((_, own, _)), _) => changes(&text, &plain(own), false),
                (None, Some((whole, _))) if stands_in(field.name, &field.text, whole) => 0,
                (None, Some((_, whole))) => changes(&text, whole, true),
                (None, None) => text.len(),
            };
            if wrong > 0 && whole.is_none() {
                let (own, sure) = own.map_or(("", "not read".into()), |(_, own, sure)| {
                    (own.trim(), sure.map_or("read".into(), |sure| format!("{sure:?}")))
                });
                let line =
                    format!("{photo}\t{}\t{sure}\tsaid {own}\ttrue {}\t({place})", field.name, field.text);
                self.misses.push(line);
            }
            if let Some((.., Some(sure))) = own {
                let called = self.called.entry((truth.level, *sure)).or_default();
                called.all += 1;
                called.wrong += usize::from(wrong > 0);
            }
            let one = Fields {
                all: 1,
                exact: usize::from(wrong == 0),
                characters: text.len(),
                wrong: wrong.min(text.len()),
            };
            self.fields.entry((truth.level, field.name.to_owned())).or_default().add(one);
        }
        in_place
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
