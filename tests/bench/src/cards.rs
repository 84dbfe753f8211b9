//! Readers of cards side by side, on the same photographs in the same run.
//!
//! A field is exact where it is what is printed, widths, spaces and kinds of dashes aside; a day or sex where it is the same. An
//! engine that only hands over the text of the whole photograph is given every field that stands anywhere in it.

mod asked;
mod engine;
mod frames;
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
pub use frames::compare as compare_frames;
use score::Score;

/// A photograph as an engine gets it. Only engines that stand for a perfect finder may look at the truth; an empty desk
/// has none.
pub struct Shown<'a> {
    pub path: &'a Path,
    pub picture: &'a RgbImage,
    pub truth: Option<&'a Truth>,
}

fn folder(name: u64) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/cards/{name}"))
}

/// A photograph with the card as it lies (green) and as it was found (red).
fn draw(mut picture: RgbImage, truth: &Truth, said: &Said, path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut sides = |corners: &[[f32; 2]; 4], colour: [u8; 3]| {
        for (from, to) in (0..4).map(|nth| (corners[nth], corners[(nth + 1) % 4])) {
            for step in 0..2000 {
                let at = [0, 1].map(|k| from[k] + (to[k] - from[k]) * step as f32 / 2000.0);
                let [x, y] = at.map(|place| place.round() as i64);
                if (0..picture.width().into()).contains(&x) && (0..picture.height().into()).contains(&y) {
                    picture.put_pixel(x as u32, y as u32, image::Rgb(colour));
                }
            }
        }
    };
    sides(&truth.corners, [0, 255, 0]);
    if let Some(corners) = &said.corners {
        sides(corners, [255, 0, 0]);
    }
    picture.save(path).unwrap();
}

fn opened(path: &Path) -> RgbImage {
    image::open(path).unwrap().into_rgb8()
}

/// Photographs in a folder, made where they do not lie there yet.
fn photographs(folder: &Path, orders: impl Iterator<Item = Order>) -> Vec<(PathBuf, Truth)> {
    fs::create_dir_all(folder).unwrap();
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
    let folder = folder(name);
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

/// What of it is wanted.
pub struct Wanted<'a> {
    /// The engines with this word in their name.
    pub engine: &'a str,
    /// Only finding the card and its kind.
    pub look: bool,
    /// All that is wrong, one by one.
    pub misses: bool,
}

/// The tables, over the first photographs of a set.
pub fn compare(name: u64, count: u64, wanted: Wanted) -> String {
    let misses = wanted.misses;
    let known = photographs(&folder(name), set(name, count as usize));
    let strange = photographs(&folder(name), strangers(name, count as usize / 6));
    let desks = desks(name, count / 6);
    let mut scores: Vec<Score> = Vec::new();
    let called = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    for engine in engine::all(&wanted) {
        let mut score = Score::of(engine.name, engine.note.clone());
        for (path, truth) in &known {
            let picture = opened(path);
            let said = engine.read(&Shown { path, picture: &picture, truth: Some(truth) });
            if !score.add(&called(path), truth, &said) && misses && said.whole.is_none() {
                draw(picture, truth, &said, &folder(name).join(format!("missed/{}.jpg", called(path))));
            }
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
