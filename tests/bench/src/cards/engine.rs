//! What is compared.

use std::fs;
use std::path::Path;
use std::process::Command;

use image::imageops;
use kakanai_cards::{Kind, straight};

use super::Shown;
use crate::clock::{children, now};

/// What an engine says about a photograph.
#[derive(Default)]
pub struct Said {
    /// The corners, upper left as printed first, if it found a card.
    pub corners: Option<[[f32; 2]; 4]>,
    /// The kind of card, if it tells kinds.
    pub kind: Option<Kind>,
    /// Fields by name.
    pub fields: Vec<(String, String)>,
    /// All text of the photograph, where it knows no fields.
    pub whole: Option<String>,
    /// Processor time, in milliseconds.
    pub ms: f64,
}

/// Something that reads cards.
pub struct Engine {
    pub name: &'static str,
    read: fn(&Shown) -> Said,
}

impl Engine {
    /// Reads one photograph and takes its time.
    pub fn read(&self, shown: &Shown) -> Said {
        let before = now() + children();
        let said = (self.read)(shown);
        Said { ms: now() + children() - before, ..said }
    }
}

/// All engines, in the order of the table. Another one is a function from what is shown to what it says of it, and a line
/// here.
pub fn all() -> Vec<Engine> {
    vec![
        Engine { name: "tesseract, whole photo", read: whole },
        Engine { name: "tesseract, true fields", read: fields },
    ]
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
    let mut list = String::new();
    let mut owners = Vec::new();
    for field in &truth.fields {
        for line in &field.lines {
            let [l, t, r, b] = line.area;
            let margin = 0.12 * (b - t) + 0.3;
            let area = [l - margin, t - margin, r + margin, b + margin];
            let scale = 48.0 / (area[3] - area[1]);
            let picture = imageops::grayscale(&straight(shown.picture, truth, area, scale));
            let path = folder.join(format!("{}.png", owners.len()));
            picture.save(&path).unwrap();
            list += &format!("{}\n", path.display());
            owners.push(field.name.as_str());
        }
    }
    if owners.is_empty() {
        return found;
    }
    let names = folder.join("list.txt");
    fs::write(&names, list).unwrap();
    let mut fields: Vec<(String, String)> = Vec::new();
    for (owner, text) in owners.into_iter().zip(tesseract(&names, "7")) {
        match fields.last_mut() {
            Some((name, before)) if name == owner => before.push_str(&text),
            Some(_) | None => fields.push((owner.to_owned(), text)),
        }
    }
    Said { fields, ..found }
}
