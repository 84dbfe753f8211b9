//! Readers of QR symbols side by side, on the same frames in the same run. Frames of set 2026 are for figures; whoever
//! tunes uses another set.
//!
//! A frame counts as read where all its texts were read. For every reader, bytes that it hands over are also understood by
//! our rule (UTF-8, else Shift_JIS), so that what is compared is seeing, not guessing encodings.

#[allow(dead_code, reason = "shared with the tests, which use all of it")]
#[path = "../../../crates/reading/tests/support/frames.rs"]
mod frames;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use image::GrayImage;
use kakanai_reading::{Encoding, Frame, Parts};
use rxing::multi::MultipleBarcodeReader;
use serde_json::{Value, json};

use crate::clock::now;

const READERS: [&str; 5] = ["rqrr", "rxing", "zbar", "zxing-cpp", "ours"];

struct Found {
    texts: Vec<String>,
    ms: f64,
}

fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode(bytes).0.into_owned(),
    }
}

fn by_rqrr(frame: &GrayImage) -> Vec<String> {
    let (width, height) = (frame.width() as usize, frame.height() as usize);
    let pixel = |x: usize, y: usize| frame.as_raw()[y * width + x];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, pixel);
    let mut texts = Vec::new();
    for grid in prepared.detect_grids() {
        let mut bytes = Vec::new();
        if grid.decode_to(&mut bytes).is_ok() {
            texts.push(text(&bytes));
        }
    }
    texts
}

fn by_rxing(frame: &GrayImage, several: bool) -> Vec<String> {
    let mut hints =
        rxing::DecodeHints { TryHarder: Some(true), AlsoInverted: Some(true), ..Default::default() };
    hints.PossibleFormats = Some(HashSet::from([rxing::BarcodeFormat::QR_CODE]));
    let (width, height) = frame.dimensions();
    let results = if several {
        let source = rxing::Luma8LuminanceSource::new(frame.as_raw().clone(), width, height).unwrap();
        let mut bitmap = rxing::BinaryBitmap::new(rxing::common::HybridBinarizer::new(source));
        let mut reader = rxing::qrcode::cpp_port::QrReader;
        reader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default()
    } else {
        let kind = Some(rxing::BarcodeFormat::QR_CODE);
        rxing::helpers::detect_in_luma_slice_with_hints(frame.as_raw(), width, height, kind, &mut hints)
            .into_iter()
            .collect()
    };
    results.iter().flat_map(|result| [result.getText().to_owned(), text(result.getRawBytes())]).collect()
}

fn by_us(frame: &GrayImage) -> Vec<String> {
    let pixels = frame.as_raw().clone().into();
    let frame = Frame::new(frame.width() as usize, frame.height() as usize, pixels).unwrap();
    let payloads = Parts::default().look(&frame).unwrap_or_default();
    payloads.iter().filter_map(|payload| Some(payload.text(Encoding::Auto).ok()?.to_string())).collect()
}

fn timed(read: impl FnOnce() -> Vec<String>) -> Found {
    let before = now();
    let texts = read();
    Found { texts, ms: now() - before }
}

/// What zbar and zxing-cpp read, by file and reader.
fn outside(folder: &Path) -> BTreeMap<String, Vec<(&'static str, Found)>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/outside.py");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let output = Command::new(python).arg(script).arg(folder).output().expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
    };
    let read = |value: &Value| {
        let texts = value["texts"].as_array()?.iter();
        let texts = texts
            .flat_map(|pair| [pair[0].as_str().unwrap().to_owned(), text(&hex(pair[1].as_str().unwrap()))]);
        Some(Found { texts: texts.collect(), ms: value["ms"].as_f64()? })
    };
    lines
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let found = ["zxing-cpp", "zbar"].into_iter().filter_map(|name| Some((name, read(&line[name])?)));
            (line["file"].as_str().unwrap().to_owned(), found.collect())
        })
        .collect()
}

#[derive(Default)]
struct Tally {
    read: usize,
    wrong: usize,
    ms: Vec<f64>,
}

/// The table of all readers, over a set with so many frames of each kind.
pub fn compare(set: u64, count: u64) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/frames/{set}-{count}"));
    fs::create_dir_all(&folder).unwrap();
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    let mut expected = BTreeMap::new();
    let mut tell = |kind: &'static str, reader: &'static str, texts: &[String], found: Found| {
        let tally = tallies.entry((kind, reader)).or_default();
        tally.read += usize::from(texts.iter().all(|text| found.texts.contains(text)));
        tally.wrong +=
            usize::from(!found.texts.is_empty() && !found.texts.iter().any(|text| texts.contains(text)));
        tally.ms.push(found.ms);
    };
    for kind in frames::KINDS {
        for nth in 0..count as usize {
            let file = format!("{kind}_{nth:03}.png");
            let (path, texts) = (folder.join(&file), folder.join(format!("{file}.json")));
            if !texts.exists() {
                let scene = frames::scene(kind, set, nth);
                scene.frame.save(&path).unwrap();
                fs::write(&texts, json!(scene.texts).to_string()).unwrap();
            }
            let texts: Vec<String> = serde_json::from_slice(&fs::read(&texts).unwrap()).unwrap();
            let frame = image::open(&path).unwrap().into_luma8();
            tell(kind, "rqrr", &texts, timed(|| by_rqrr(&frame)));
            tell(kind, "rxing", &texts, timed(|| by_rxing(&frame, texts.len() > 1)));
            tell(kind, "ours", &texts, timed(|| by_us(&frame)));
            expected.insert(file, (kind, texts));
        }
    }
    for (file, readers) in outside(&folder) {
        let Some((kind, texts)) = expected.get(&file) else { continue };
        for (reader, found) in readers {
            tell(kind, reader, texts, found);
        }
    }
    table(&tallies, count as usize)
}

fn table(tallies: &BTreeMap<(&'static str, &'static str), Tally>, count: usize) -> String {
    let mut out = format!("| % read of {count} | {} |\n|---|", READERS.join(" | "));
    out += &"---|".repeat(READERS.len());
    let readable: Vec<&str> = frames::KINDS.into_iter().filter(|kind| *kind != "none").collect();
    let of = |kinds: &[&str], reader: &str| -> Vec<&Tally> {
        tallies
            .iter()
            .filter(|((kind, by), _)| kinds.contains(kind) && *by == reader)
            .map(|(_, tally)| tally)
            .collect()
    };
    let mut row = |name: &str, cell: &dyn Fn(&str) -> String| {
        let cells: Vec<String> = READERS.iter().map(|reader| cell(reader)).collect();
        write!(out, "\n| {name} | {} |", cells.join(" | ")).unwrap();
    };
    let rate = |kinds: &[&str], reader: &str| {
        let tallies = of(kinds, reader);
        let frames: usize = tallies.iter().map(|tally| tally.ms.len()).sum();
        let read: usize = tallies.iter().map(|tally| tally.read).sum();
        read as f64 * 100.0 / frames.max(1) as f64
    };
    for kind in &readable {
        row(kind, &|reader| format!("{:.0}", rate(&[kind], reader)));
    }
    row("**all**", &|reader| format!("**{:.1}**", rate(&readable, reader)));
    let all = frames::KINDS;
    row("frames with a wrong text", &|reader| {
        of(&all, reader).iter().map(|t| t.wrong).sum::<usize>().to_string()
    });
    let times = |kinds: &[&str], reader: &str| {
        let mut ms: Vec<f64> = of(kinds, reader).iter().flat_map(|tally| tally.ms.iter().copied()).collect();
        ms.sort_by(f64::total_cmp);
        ms
    };
    row("mean ms", &|reader| {
        let ms = times(&readable, reader);
        format!("{:.1}", ms.iter().sum::<f64>() / ms.len().max(1) as f64)
    });
    row("mean ms of clean frames", &|reader| {
        let ms = times(&["clean"], reader);
        format!("{:.1}", ms.iter().sum::<f64>() / ms.len().max(1) as f64)
    });
    row("95th of 100, ms", &|reader| {
        let ms = times(&readable, reader);
        format!("{:.0}", ms.get(ms.len() * 95 / 100).copied().unwrap_or(0.0))
    });
    row("longest, ms", &|reader| format!("{:.0}", times(&all, reader).last().copied().unwrap_or(0.0)));
    row("mean ms without a code", &|reader| {
        let ms = times(&["none"], reader);
        format!("{:.1}", ms.iter().sum::<f64>() / ms.len().max(1) as f64)
    });
    out.push('\n');
    out
}
