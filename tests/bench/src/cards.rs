//! Readers of cards side by side, on the same photographs in the same run.
//!
//! A field is exact where it is what is printed, widths, spaces and kinds of dashes aside. An engine that only hands over
//! the text of the whole photograph is given every field that stands anywhere in it.

mod engine;
mod score;
mod table;

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

/// The tables of all engines, over the first photographs of a set.
pub fn compare(name: u64, count: u64) -> String {
    let known = photographs(name, set(name, count as usize));
    let strange = photographs(name, strangers(name, count as usize / 6));
    let desks = desks(name, count / 6);
    let mut scores: Vec<Score> = Vec::new();
    for engine in engine::all() {
        let mut score = Score::of(engine.name);
        for (path, truth) in &known {
            let picture = image::open(path).unwrap().into_rgb8();
            let said = engine.read(&Shown { path, picture: &picture, truth: Some(truth) });
            score.add(truth, &said);
        }
        for (path, truth) in &strange {
            let picture = image::open(path).unwrap().into_rgb8();
            let said = engine.read(&Shown { path, picture: &picture, truth: Some(truth) });
            score.strangers.add(said.kind.is_some_and(|kind| kind != Kind::Stranger));
        }
        for path in &desks {
            let picture = image::open(path).unwrap().into_rgb8();
            let said = engine.read(&Shown { path, picture: &picture, truth: None });
            score.desks.add(said.corners.is_some());
        }
        scores.push(score);
    }
    table::write(&scores, known.len())
}
