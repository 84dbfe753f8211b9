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
use kakanai_cards::{Fonts, Order, Studio, Truth, set};

use engine::Said;
use score::Score;

/// A photograph as an engine gets it. Only engines that stand for a perfect finder may look at the truth.
pub struct Shown<'a> {
    pub path: &'a Path,
    pub picture: &'a RgbImage,
    pub truth: &'a Truth,
}

/// The photographs of a set, made where they do not lie there yet.
fn photographs(name: u64, count: u64) -> Vec<(PathBuf, Truth)> {
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
    set(name, count as usize).enumerate().map(photograph).collect()
}

/// The tables of all engines, over the first photographs of a set.
pub fn compare(name: u64, count: u64) -> String {
    let photographs = photographs(name, count);
    let mut scores: Vec<Score> = Vec::new();
    for engine in engine::all() {
        let mut score = Score::of(engine.name);
        for (path, truth) in &photographs {
            let picture = image::open(path).unwrap().into_rgb8();
            let said = engine.read(&Shown { path, picture: &picture, truth });
            score.add(truth, &said);
        }
        scores.push(score);
    }
    table::write(&scores, photographs.len())
}
