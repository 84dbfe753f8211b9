//! Writes photographs of invented cards:
//! `cargo run -p kakanai-cards -- --out DIR [--seed N] [--count N] [--kind NAME] [--level NAME]`

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a command of the tests"
)]

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use kakanai_cards::{EVALUATION, Fonts, Kind, Level, Order, Studio, family, set, strangers};

const USAGE: &str = "\
cargo run -p kakanai-cards -- --out DIR [--seed N] [--count N] [--kind KIND] [--level LEVEL] [--takes N] [--frames N]
  DIR/NNN_KIND_LEVEL.jpg and .json for each photograph, and DIR/sheet_N.jpg with all of them, small
  --seed    which set: 2026 (the default) is for figures, 7 for tuning
  --count   how many photographs of the set (60); of one kind or level, how many of those
  --takes   photographs of each card, each in another place and light (1)
  --frames  frames of each photograph, the hand kept still (1)
  --kind    my_number my_number_back licence driving_history residence_1 residence_2 permanent_1 permanent_2
            insurance passport stranger
  --level   clean mild hard
cargo run -p kakanai-cards -- --family seeds/cards
  the three cards of the demo";

struct Wish {
    out: PathBuf,
    seed: u64,
    count: usize,
    takes: u32,
    frames: u32,
    kind: Option<Kind>,
    level: Option<Level>,
    family: Option<PathBuf>,
}

fn wish() -> Result<Wish, Box<dyn Error>> {
    let mut wish = Wish {
        out: PathBuf::new(),
        seed: EVALUATION,
        count: 60,
        takes: 1,
        frames: 1,
        kind: None,
        level: None,
        family: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word}: a value is missing\n{USAGE}"))?;
        match word.as_str() {
            "--out" => wish.out = value.into(),
            "--family" => wish.family = Some(value.into()),
            "--seed" => wish.seed = value.parse()?,
            "--count" => wish.count = value.parse()?,
            "--takes" => wish.takes = value.parse()?,
            "--frames" => wish.frames = value.parse()?,
            "--kind" => {
                let kind = Kind::ALL.into_iter().find(|kind| kind.name() == value);
                wish.kind = Some(kind.ok_or_else(|| format!("no kind {value}\n{USAGE}"))?);
            }
            "--level" => {
                let level = Level::ALL.into_iter().find(|level| level.name() == value);
                wish.level = Some(level.ok_or_else(|| format!("no level {value}\n{USAGE}"))?);
            }
            _ => return Err(format!("{word}?\n{USAGE}").into()),
        }
    }
    if wish.out.as_os_str().is_empty() && wish.family.is_none() { Err(USAGE.into()) } else { Ok(wish) }
}

fn run() -> Result<(), Box<dyn Error>> {
    let wish = wish()?;
    if let Some(folder) = &wish.family {
        for (name, photo) in family::photos()? {
            fs::write(folder.join(name).with_extension("jpg"), &photo.jpeg)?;
            println!("{name}.jpg: {} bytes", photo.jpeg.len());
        }
        return Ok(());
    }
    fs::create_dir_all(&wish.out)?;
    let studio = Studio::new(Fonts::installed());
    let wanted = |order: &Order| {
        wish.kind.is_none_or(|kind| kind == order.kind) && wish.level.is_none_or(|level| level == order.level)
    };
    // Strangers are in no set, so that figures of sets stay what they are.
    let strange = wish.kind == Some(Kind::Stranger);
    let orders: Box<dyn Iterator<Item = Order>> =
        if strange { Box::new(strangers(wish.seed, 1_000_000)) } else { Box::new(set(wish.seed, 1_000_000)) };
    let orders = orders.filter(wanted).take(wish.count);
    let mut small = Vec::new();
    for (nth, order) in orders.enumerate() {
        for (take, frame) in (0..wish.takes).flat_map(|take| (0..wish.frames).map(move |frame| (take, frame)))
        {
            let photo = studio.photo(&Order { take, frame, ..order })?;
            let mut name = format!("{nth:03}_{}_{}", order.kind.name(), order.level.name());
            if wish.takes > 1 || wish.frames > 1 {
                name += &format!("_{take}_{frame}");
            }
            fs::write(wish.out.join(format!("{name}.jpg")), &photo.jpeg)?;
            fs::write(wish.out.join(format!("{name}.json")), serde_json::to_string_pretty(&photo.truth)?)?;
            small.push(imageops::resize(&photo.pixels()?, 640, 360, FilterType::Triangle));
        }
    }
    for (nth, photos) in small.chunks(12).enumerate() {
        let mut sheet = RgbImage::from_pixel(3 * 640, photos.len().div_ceil(3) as u32 * 360, Rgb([255; 3]));
        for (at, photo) in (0i64..).zip(photos) {
            imageops::replace(&mut sheet, photo, at % 3 * 640, at / 3 * 360);
        }
        sheet.save(wish.out.join(format!("sheet_{nth}.jpg")))?;
    }
    println!("{} photographs in {}", small.len(), wish.out.display());
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
