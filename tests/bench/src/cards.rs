//! Readers of cards side by side, on the same photographs in the same run.
//!
//! A field is exact where it is what is printed, widths, spaces and kinds of dashes aside; a day or sex where it is the same. An
//! engine that only hands over the text of the whole photograph is given every field that stands anywhere in it.

mod asked;
mod engine;
mod ours;
mod prepare;
mod score;
mod table;
mod value;

use std::fs;
use std::path::{Path, PathBuf};

use image::RgbImage;
use kakanai_cards::{Fonts, Kind, Order, Studio, Truth, set, strangers};

use engine::Said;
use score::Score;

/// A photograph as an engine gets it. Only engines that stand for a perfect finder may look at the truth; an empty desk
/// has none.
pub struct Shown<'a> {
    pub path: &'a Path,
    pub picture: &'a RgbImage,
    pub truth: Option<&'a Truth>,
}

/// The photographs of a set, made where they do not lie there yet.
fn photographs(name: u64, orders: impl Iterator<Item = Order>) -> Vec<(PathBuf, Truth)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/cards/{name}"));
    fs::create_dir_all(&folder).unwrap();
    let studio = Studio::new(Fonts::installed());
    let photograph = |(nth, order): (usize, Order)| {
        let path = folder.join(format!("{nth:03}_{}_{}.jpg", order.kind.name(), order.level.name()));
        let truth = path.with_extension("json");
        if !truth.exists() {
            let photo = studio.photo(&order).unwrap();
            fs::write(&path, &photo.jpeg).unwrap();
            fs::write(&truth, serde_json::to_vec(&photo.truth).unwrap()).unwrap();
        }
        (path, serde_json::from_slice(&fs::read(&truth).unwrap()).unwrap())
    };
    orders.enumerate().map(photograph).collect()
}

/// Desks without a card, made where they do not lie there yet.
fn desks(name: u64, count: u64) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/cards/{name}"));
    let studio = Studio::new(Fonts::installed());
    let photograph = |(nth, order): (usize, Order)| {
        let path = folder.join(format!("{nth:03}_desk_{}.jpg", order.level.name()));
        if !path.exists() {
            fs::write(&path, studio.desk(&order).unwrap()).unwrap();
        }
        path
    };
    strangers(name, count as usize).enumerate().map(photograph).collect()
}

/// The tables of the engines with a word in their name, over the first photographs of a set; with all that is wrong, if
/// wanted.
pub fn compare(name: u64, count: u64, word: &str, misses: bool) -> String {
    let known = photographs(name, set(name, count as usize));
    let strange = photographs(name, strangers(name, count as usize / 6));
    let desks = desks(name, count / 6);
    let mut scores: Vec<Score> = Vec::new();
    let opened = |path: &Path| image::open(path).unwrap().into_rgb8();
    let called = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    for engine in engine::all(word) {
        let mut score = Score::of(engine.name, engine.note.clone());
        for (path, truth) in &known {
            let picture = opened(path);
            let said = engine.read(&Shown { path, picture: &picture, truth: Some(truth) });
            score.add(&called(path), truth, &said);
        }
        for (path, truth) in &strange {
            let picture = opened(path);
            let said = engine.read(&Shown { path, picture: &picture, truth: Some(truth) });
            let taken = said.kind.is_some_and(|kind| kind != Kind::Stranger);
            score.strangers.add(taken);
            score.strangers_looked_at.add(said.corners.is_some());
            if taken {
                score.misses.push(format!("{}\tstranger\ttaken for {:?}", called(path), said.kind));
            }
        }
        for path in &desks {
            let picture = opened(path);
            let said = engine.read(&Shown { path, picture: &picture, truth: None });
            let seen = said.corners.is_some() || said.kind.is_some();
            score.desks.add(seen);
            if seen {
                score.misses.push(format!("{}\tdesk\ttaken for {:?}", called(path), said.kind));
            }
        }
        scores.push(score);
    }
    table::write(&scores, known.len(), misses)
}
