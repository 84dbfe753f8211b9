//! What is compared.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use kakanai_cards::Kind;
use kakanai_domain::card::Certainty;
use kakanai_reading::face::TextEngine;
use kakanai_recogniser::Recogniser;
use kakanai_tesseract::Tesseract;

use super::asked::Asked;
use super::{Shown, Wanted};
use super::{ours, prepare};
use crate::clock::{children, now};

/// What an engine says about a photograph.
#[derive(Default)]
pub struct Said {
    /// The corners, upper left as printed first, if it found a card.
    pub corners: Option<[[f32; 2]; 4]>,
    /// The kind of card, if it tells kinds.
    pub kind: Option<Kind>,
    /// Fields by name, with how sure they are if it tells that.
    pub fields: Vec<(String, String, Option<Certainty>)>,
    /// All text of the photograph, where it knows no fields.
    pub whole: Option<String>,
    /// Nothing was read, since only finding was wanted.
    pub unread: bool,
    /// Processor time of finding the card and its kind, where that is apart, in milliseconds.
    pub look_ms: Option<f64>,
    /// Processor time of all of it, in milliseconds.
    pub ms: f64,
    /// The same by the clock on the wall: what a person waits.
    pub wall_ms: f64,
}

/// Something that reads cards.
pub struct Engine {
    pub name: &'static str,
    /// What a reader of the table has to know of it.
    pub note: String,
    read: Box<dyn Fn(&Shown) -> Said>,
}

impl Engine {
    fn new(name: &'static str, read: impl Fn(&Shown) -> Said + 'static) -> Self {
        Self { name, note: String::new(), read: Box::new(read) }
    }

    /// Reads one photograph and takes its time.
    pub fn read(&self, shown: &Shown) -> Said {
        let (before, start) = (now() + children(), Instant::now());
        let said = (self.read)(shown);
        Said { ms: now() + children() - before, wall_ms: start.elapsed().as_secs_f64() * 1e3, ..said }
    }
}

/// All engines whose name has this word in it, or is the word, in the order of the table. Another one is a function from what is shown to
/// what it says of it, and a line here.
pub fn all(wanted: &Wanted) -> Vec<Engine> {
    let (word, look) = (wanted.engine, wanted.look);
    let ours = |name: &'static str, engines: Vec<Box<dyn TextEngine>>| {
        let (reader, note) = ours::reader();
        let read = move |shown: &Shown| {
            let engines: Vec<&dyn TextEngine> = engines.iter().map(AsRef::as_ref).collect();
            ours::read(&reader, &engines, shown, look)
        };
        Engine { note, ..Engine::new(name, read) }
    };
    let mut engines = vec![
        Engine::new("tesseract, whole photo", whole),
        Engine::new("tesseract, true fields", fields),
        Engine::new("tesseract, prepared fields", prepare::fields),
        ours("kakanai, tesseract instead", vec![Box::new(Tesseract::default())]),
        ours("kakanai, tesseract as well", vec![Box::new(Recogniser), Box::new(Tesseract::default())]),
        ours("kakanai", vec![Box::new(Recogniser)]),
    ];
    let exact = engines.iter().any(|engine| engine.name == word);
    engines.retain(|engine| if exact { engine.name == word } else { engine.name.contains(word) });
    assert!(!engines.is_empty(), "no engine has \"{word}\" in its name");
    engines
}

/// Runs tesseract on a picture, or on the pictures of a list; one text for each.
fn tesseract(input: &Path, mode: &str) -> Vec<String> {
    let output = Command::new("tesseract")
        .arg(input)
        .args(["stdout", "-l", "jpn", "--oem", "1", "--psm", mode, "--dpi", "300"])
        .env("OMP_THREAD_LIMIT", "1")
        .output()
        .expect("apt-get install tesseract-ocr tesseract-ocr-jpn");
    String::from_utf8_lossy(&output.stdout).split('\u{c}').map(str::to_owned).collect()
}

/// The whole photograph, as sparse text.
fn whole(shown: &Shown) -> Said {
    Said { whole: Some(tesseract(shown.path, "11").concat()), ..Said::default() }
}

/// Each line of each field, cut out where it truly is, grey and no further prepared: what finding alone would give.
fn fields(shown: &Shown) -> Said {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/cards/lines");
    fs::create_dir_all(&folder).unwrap();
    let Some(truth) = shown.truth else { return Said::default() };
    let found = Said { corners: Some(truth.corners), kind: Some(truth.kind), ..Said::default() };
    let asked = Asked::of(truth);
    let mut list = String::new();
    let mut owners = Vec::new();
    for field in &asked {
        for line in &field.lines {
            let [l, t, r, b] = line.area;
            let scale = 48.0 / (1.24 * (b - t) + 0.6);
            let path = folder.join(format!("{}.png", owners.len()));
            prepare::straight_line(shown.picture, truth, [l, t, r, b], scale).save(&path).unwrap();
            list += &format!("{}\n", path.display());
            owners.push(field.name);
        }
    }
    if owners.is_empty() {
        return found;
    }
    let names = folder.join("list.txt");
    fs::write(&names, list).unwrap();
    Said { fields: joined(owners.into_iter().zip(tesseract(&names, "7"))), ..found }
}

/// The lines of each field put together.
pub fn joined<'a>(
    lines: impl Iterator<Item = (&'a str, String)>,
) -> Vec<(String, String, Option<Certainty>)> {
    let mut fields: Vec<(String, String, Option<Certainty>)> = Vec::new();
    for (owner, text) in lines {
        match fields.last_mut() {
            Some((name, before, _)) if name == owner => before.push_str(&text),
            Some(_) | None => fields.push((owner.to_owned(), text, None)),
        }
    }
    fields
}
