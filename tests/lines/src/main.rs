//! Writes lines of print as the recogniser will see them, with what they say, for `train.py`:
//! `kakanai-lines SEED COUNT PLACES NAMES`. See README.md.
//!
//! A record: columns (u16), number of characters (u16), for each its class and the column of its middle (u16 each), and the
//! pixels, 32 rows; little-endian.

#![allow(clippy::print_stderr, clippy::indexing_slicing, reason = "a command of the tests")]

mod texts;

use std::error::Error;
use std::io::{self, BufWriter, Write};

use kakanai_cards::{Chance, Fonts, Level, Strip, StripPhoto, Studio};
use kakanai_reading::Frame;
use kakanai_reading::face::{Picture, lines};
use kakanai_recogniser::{Characters, Shaped};
use texts::Words;

/// How often a line is photographed at each level: what is hard has more to teach.
const LEVELS: [(Level, f32); 3] = [(Level::Clean, 0.2), (Level::Mild, 0.35), (Level::Hard, 0.45)];
/// Pixels a millimetre of the box, and pixels around the ink of a line that is found in it.
const PX_PER_MM: f32 = 16.0;
const AROUND: f32 = 3.0;
/// White around a line, in pixels.
const MARGIN: f32 = 10.0;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, seed, count, places, names] = arguments.as_slice() else {
        eprintln!("kakanai-lines SEED COUNT PLACES NAMES > lines");
        return Ok(());
    };
    let words = words(&std::fs::read_to_string(places)?, &std::fs::read(names)?);
    let studio = Studio::new(Fonts::many());
    let mut chance = Chance::new(seed.parse()?, 77);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = 0;
    while written < count.parse::<usize>()? {
        let strip = texts::line(&words, &mut chance);
        for record in records(&studio, &strip, &mut chance)? {
            out.write_all(&record)?;
            written += 1;
        }
    }
    Ok(out.flush()?)
}

fn words(places: &str, names: &[u8]) -> Words {
    let known = Characters::known();
    let can = |text: &str| text.chars().all(|c| known.class(c).is_some());
    let places = places.lines().map(|line| line.split(',').skip(6).take(3).collect::<String>());
    let (names, ..) = encoding_rs::EUC_JP.decode(names);
    let of = |kind: &str| -> Vec<String> {
        let rows = names.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let rows = rows.filter(|row| row.get(7) == Some(&kind));
        rows.map(|row| row[0].to_owned()).filter(|name| can(name)).collect()
    };
    let all = || known.iter().map(|(c, _)| c);
    Words {
        places: places.filter(|place| can(place)).collect(),
        families: of("姓"),
        givens: of("名"),
        kanji: all().filter(|c| *c >= '\u{3400}').collect(),
        kana: all().filter(|c| ('ぁ'..='ヺ').contains(c)).collect(),
    }
}

/// A line, photographed and found again, in all the ways in which engines are shown it; none where something else was found.
fn records(studio: &Studio, strip: &Strip, chance: &mut Chance) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut part = chance.between(0.0, 1.0);
    let level = LEVELS.into_iter().find(|(_, often)| {
        part -= often;
        part < 0.0
    });
    let photo = studio.strip(strip, level.map_or(Level::Hard, |(level, _)| level), chance)?;
    let picture = Picture::decode(&photo.jpeg)?;
    // A card is found to within a fraction of a millimetre.
    let off = photo.corners.map(|[x, y]| (x + 1.2 * chance.bell(), y + 1.2 * chance.bell()));
    let found = lines(&picture, off, photo.size, photo.at, 1);
    let ways = found.into_iter().next().unwrap_or_default();
    let record = |line: &Frame| written(strip, &photo, line, &Shaped::of(line)?);
    Ok(ways.iter().filter_map(record).collect())
}

fn written(strip: &Strip, photo: &StripPhoto, line: &Frame, shaped: &Shaped) -> Option<Vec<u8>> {
    let [left, top, right, bottom] = photo.ink;
    // What was found has to be as long as what was printed, or else it is not all of it, or more.
    let scale = (line.height() as f32 - 2.0 * MARGIN) / ((bottom - top) * PX_PER_MM + 2.0 * AROUND);
    let expected = ((right - left) * PX_PER_MM + 2.0 * AROUND) * scale;
    let text = line.width() as f32 - 2.0 * MARGIN;
    if (text - expected).abs() > 0.04 * expected + 6.0 {
        return None;
    }
    let edge = AROUND * scale;
    let per_mm = (text - 2.0 * edge) / (right - left);
    let known = Characters::known();
    let mut signs = Vec::new();
    for (character, middle) in strip.text.chars().zip(&photo.middles) {
        let at = Shaped::column(line, MARGIN + edge + (middle - left) * per_mm);
        signs.push((known.class(character)?, at.clamp(0.0, shaped.width as f32 - 1.0) as u16));
    }
    let mut record = Vec::with_capacity(4 + 4 * signs.len() + shaped.pixels.len());
    let mut put = |value: u16| record.extend(value.to_le_bytes());
    put(u16::try_from(shaped.width).ok()?);
    put(u16::try_from(signs.len()).ok()?);
    for (class, at) in signs {
        put(class);
        put(at);
    }
    record.extend(&shaped.pixels);
    Some(record)
}
