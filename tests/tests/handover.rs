//! What the guide hands over comes back: from the bytes, and from the paper, dirtied and skewed, with three readers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]
#![allow(clippy::print_stderr, reason = "what was skipped has to be seen")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use image::{GrayImage, Luma};
use kakanai_domain::handover::{Encoding, Field, Handover};
use kakanai_domain::sheet::Area;
use kakanai_domain::{Id, Lang, advise};
use kakanai_printing::handover::payloads;
use kakanai_printing::{DocInfo, Fonts, Mark, Page, pdf, place_guides};
use kakanai_reading::handover::{HandoverError, join};
use kakanai_reading::read_codes;
use support::{Household, household};

fn counter() -> Id<kakanai_domain::office::Counter> {
    household("T01").catalog.office.counters.ids().next().unwrap()
}

/// Values with everything that could go wrong: rare kanji, variation selectors, line ends, marks of the format.
fn drawn(random: &mut fastrand::Rng) -> String {
    let pieces = ["見本", "𠮷", "葛\u{E0100}", "\n", "\\", "=", "[x]", "ﾍﾞ", "ễ", "1-2", " ", "\r", "　"];
    (0..random.usize(1..12)).map(|_| pieces[random.usize(..pieces.len())]).collect()
}

#[test]
fn what_is_handed_over_comes_back_in_any_order() {
    let mut random = fastrand::Rng::with_seed(7);
    let counter = counter();
    for case in 0..400 {
        let fields: Vec<Field> = (0..random.usize(0..60))
            .map(|n| Field {
                subject: if n < 5 { String::new() } else { format!("people.{}", n / 5) },
                name: format!("item_{n}"),
                value: drawn(&mut random),
            })
            .collect();
        let told: Vec<(String, String)> = fields
            .iter()
            .map(|Field { subject, name, value }| {
                let name = if subject.is_empty() { name.clone() } else { format!("{subject}.{name}") };
                (name, value.clone())
            })
            .collect();
        let handed = Handover { counter, fields, typed: Vec::new() };
        let encoding = if case % 2 == 0 { Encoding::Utf8 } else { Encoding::ShiftJis };
        let mut symbols = payloads("999999", "A-012", "residents", &handed, encoding);
        let whole = symbols.len();
        random.shuffle(&mut symbols);
        let parts: Vec<&[u8]> = symbols.iter().map(Vec::as_slice).collect();
        let back = join(&parts).expect("all parts are there");
        assert!(back.fields == told, "case {case}");
        assert_eq!((&*back.office, &*back.reception, &*back.counter), ("999999", "A-012", "residents"));
        if whole > 1 {
            let missing = join(&parts[1..]);
            assert!(matches!(missing, Err(HandoverError::Missing(parts)) if parts.len() == 1));
            let other = payloads("999999", "A-013", "residents", &handed, encoding);
            assert_eq!(join(&[parts[0], &other[0]]), Err(HandoverError::Mixed));
        }
        let mut damaged = symbols.clone();
        if let Some(byte) = damaged[0].last_mut().filter(|byte| **byte != b'\n') {
            *byte ^= 1;
            let parts: Vec<&[u8]> = damaged.iter().map(Vec::as_slice).collect();
            assert!(join(&parts).is_err());
        }
    }
}

#[test]
fn what_is_not_a_guides_is_refused_with_a_sentence() {
    for (bytes, error) in [
        (&b"https://example.jp"[..], HandoverError::Other),
        (b"KAKANAI1 999999", HandoverError::Head),
        (b"KAKANAI1 999999 A-1 residents 2/1 UTF-8 00000000\n", HandoverError::Head),
        (b"KAKANAI1 999999 A-1 residents 1/1 UTF-8 12345678\nphone=1\n", HandoverError::Damaged),
        (b"KAKANAI1 999999 A-1 residents 1/1 EUC 9b4d1d52\nphone=1\n", HandoverError::Damaged),
    ] {
        assert_eq!(join(&[bytes]), Err(error.clone()));
        assert!(error.to_string().ends_with("ください"), "{error}");
    }
}

#[test]
fn the_number_of_nobody_is_handed_over() {
    for scenario in support::shipped().scenarios {
        let Household { catalog, scenario, interview, .. } = household(&scenario.name);
        let guide = advise(&catalog, scenario.event, &interview, scenario.today, Lang::Ja);
        assert_eq!(guide.handovers.len(), guide.stops.len());
        for field in guide.handovers.iter().flat_map(|handed| &handed.fields) {
            let digits = field.value.chars().filter(char::is_ascii_digit).count();
            assert!(digits != 12 || field.value.len() != 12, "{}: {}", scenario.name, field.name);
        }
    }
}

/// The guide's symbols on their pages, and the page as a picture of so many dots an inch.
struct Printed {
    folder: PathBuf,
    symbols: Vec<(usize, Area)>,
    pages: Vec<GrayImage>,
    dpi: f32,
}

impl Drop for Printed {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `test`: whose folder it is; tests run beside each other.
fn printed(test: &str, dpi: u32) -> Option<Printed> {
    let Household { catalog, scenario, interview, .. } = household("T01");
    let pages: Vec<Page> = place_guides(
        &catalog,
        scenario.event,
        &interview,
        scenario.today,
        Lang::Ja,
        "A-012",
        &Fonts::default(),
    );
    let folder = std::env::temp_dir().join(format!("kakanai-{test}-{}-{dpi}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let info = DocInfo { title: "guide".to_owned(), today: scenario.today };
    fs::write(folder.join("guide.pdf"), pdf(&pages, &info, &Fonts::default()).unwrap()).unwrap();
    let run = Command::new("pdftoppm")
        .args(["-gray", "-png", "-r", &dpi.to_string(), "guide.pdf", "page"])
        .current_dir(&folder)
        .status();
    if run.is_err() {
        eprintln!("skipped: pdftoppm is not installed (poppler-utils)");
        return None;
    }
    let symbols = pages.iter().enumerate().flat_map(|(page, placed)| {
        placed.marks.iter().filter_map(move |mark| match mark {
            Mark::Symbol { area, .. } => Some((page, *area)),
            Mark::Text(_)
            | Mark::Line { .. }
            | Mark::Rect { .. }
            | Mark::Frame { .. }
            | Mark::Ring { .. }
            | Mark::Disc { .. }
            | Mark::Tick { .. } => None,
        })
    });
    let symbols = symbols.collect();
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "png"));
    files.sort();
    let pages = files.iter().map(|path| image::open(path).unwrap().into_luma8()).collect();
    Some(Printed { folder, symbols, pages, dpi: dpi as f32 })
}

/// How a symbol is held before the reader.
#[derive(Clone, Copy)]
struct Held {
    /// Turned by so many degrees, and seen a little from the side.
    turned: f32,
    /// How much darker or lighter a dot may come out, of 255.
    noise: u8,
    /// Blots of so many modules.
    blots: usize,
}

/// The symbol with 3 mm of paper around it, as it is held.
fn seen(printed: &Printed, (page, area): (usize, Area), held: Held, random: &mut fastrand::Rng) -> GrayImage {
    let scale = printed.dpi / 25.4;
    let from = &printed.pages[page];
    let (middle_x, middle_y) = ((area.x + area.w / 2.0) * scale, (area.y + area.h / 2.0) * scale);
    // The whole page is in view of the reader; what lies outside of it is white.
    let size = ((area.w + 3.0) * scale).ceil() as u32;
    let (sin, cos) = held.turned.to_radians().sin_cos();
    let bow = held.turned.abs() * 0.004;
    let mut to = GrayImage::from_fn(size, size, |x, y| {
        let (dx, dy) = (x as f32 - size as f32 / 2.0, y as f32 - size as f32 / 2.0);
        let nearer = 1.0 + bow * dy / size as f32;
        let (sx, sy) = ((dx * cos - dy * sin) * nearer + middle_x, (dx * sin + dy * cos) * nearer + middle_y);
        let at = |x: f32, y: f32| {
            let inside = x >= 0.0 && y >= 0.0 && (x as u32) < from.width() && (y as u32) < from.height();
            if inside { f32::from(from.get_pixel(x as u32, y as u32).0[0]) } else { 255.0 }
        };
        let (fx, fy) = (sx.fract(), sy.fract());
        let upper = at(sx, sy) * (1.0 - fx) + at(sx + 1.0, sy) * fx;
        let lower = at(sx, sy + 1.0) * (1.0 - fx) + at(sx + 1.0, sy + 1.0) * fx;
        let noise = f32::from(random.u8(..=held.noise)) - f32::from(held.noise) / 2.0;
        Luma([(upper * (1.0 - fy) + lower * fy + noise).clamp(0.0, 255.0) as u8])
    });
    let blot = (1.2 * scale) as u32;
    for _ in 0..held.blots {
        let (x, y) = (random.u32(size / 3..size * 2 / 3), random.u32(size / 3..size * 2 / 3));
        for by in 0..blot {
            for bx in 0..blot {
                if x + bx < size && y + by < size {
                    to.put_pixel(x + bx, y + by, Luma([90]));
                }
            }
        }
    }
    to
}

fn ours(path: &Path) -> Option<Vec<u8>> {
    let read = read_codes(&fs::read(path).unwrap()).ok()?;
    read.first().map(|payload| payload.bytes().to_vec())
}

fn zbar(path: &Path) -> Option<Vec<u8>> {
    let run = Command::new("zbarimg")
        .args(["--raw", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable"])
        .arg(path)
        .output()
        .ok()?;
    (!run.stdout.is_empty()).then_some(run.stdout)
}

fn installed(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// zxing-cpp over all pictures of a folder at once: Python takes its time to start.
fn zxing(folder: &Path, pictures: &[PathBuf]) -> Option<Vec<bool>> {
    let program = "import sys, zxingcpp\nfrom PIL import Image\n\
        for path in sys.argv[1:]:\n    print(len(zxingcpp.read_barcodes(Image.open(path))) > 0)\n";
    let run =
        Command::new("python3").args(["-c", program]).args(pictures).current_dir(folder).output().ok()?;
    let text = String::from_utf8(run.stdout).ok().filter(|_| run.status.success())?;
    Some(text.lines().map(|line| line == "True").collect())
}

#[test]
fn the_symbols_on_paper_are_read_back() {
    let plain = Held { turned: 0.0, noise: 0, blots: 0 };
    let skewed = Held { turned: 4.0, noise: 40, blots: 0 };
    let dirty = Held { turned: -2.0, noise: 60, blots: 2 };
    let mut random = fastrand::Rng::with_seed(11);
    let with_zbar = installed("zbarimg");
    if !with_zbar {
        eprintln!("skipped: zbarimg is not installed (zbar-tools)");
    }
    for dpi in [150, 300, 600] {
        let Some(printed) = printed("read", dpi) else { return };
        let mut pictures = Vec::new();
        for (how, held) in [("plain", plain), ("skewed", skewed), ("dirty", dirty)] {
            // The finer the picture, the longer it takes: every third is enough there.
            let step = if dpi < 600 { 1 } else { 3 };
            for (number, symbol) in printed.symbols.iter().enumerate().step_by(step) {
                let path = printed.folder.join(format!("{how}-{number}.png"));
                seen(&printed, *symbol, held, &mut random).save(&path).unwrap();
                pictures.push(path);
            }
        }
        let total = pictures.len();
        let ours = pictures.iter().filter(|path| ours(path).is_some()).count();
        let zbar = with_zbar.then(|| pictures.iter().filter(|path| zbar(path).is_some()).count());
        let zxing = zxing(&printed.folder, &pictures).map(|read| read.iter().filter(|read| **read).count());
        if zxing.is_none() {
            eprintln!("skipped: zxing-cpp is not installed (pip install zxing-cpp pillow)");
        }
        eprintln!("{dpi} dpi: of {total} symbols ours read {ours}, zbar {zbar:?}, zxing-cpp {zxing:?}");
        assert!(ours == total, "{dpi} dpi: ours read {ours} of {total}");
        assert!(zbar.is_none_or(|read| read * 10 >= total * 9), "{dpi} dpi: zbar read {zbar:?} of {total}");
        assert!(zxing.is_none_or(|read| read == total), "{dpi} dpi: zxing-cpp read {zxing:?} of {total}");
    }
}

#[test]
fn what_a_reader_takes_from_the_paper_is_what_was_handed_over() {
    let Some(printed) = printed("joined", 300) else { return };
    let mut random = fastrand::Rng::with_seed(3);
    let mut read: Vec<Vec<u8>> = Vec::new();
    for (number, symbol) in printed.symbols.iter().enumerate() {
        let path = printed.folder.join(format!("s{number}.png"));
        seen(&printed, *symbol, Held { turned: 1.0, noise: 10, blots: 0 }, &mut random).save(&path).unwrap();
        read.extend(ours(&path));
    }
    let Household { catalog, scenario, interview, .. } = household("T01");
    let guide = advise(&catalog, scenario.event, &interview, scenario.today, Lang::Ja);
    for handed in &guide.handovers {
        let name = catalog.office.counters.name(handed.counter);
        let of_counter = |bytes: &&Vec<u8>| String::from_utf8_lossy(bytes).split(' ').nth(3) == Some(name);
        let parts: Vec<&[u8]> = read.iter().filter(of_counter).map(Vec::as_slice).collect();
        let back = join(&parts).unwrap_or_else(|error| panic!("{name}: {error}"));
        let values = handed.fields.iter().map(|field| &field.value);
        assert!(back.fields.iter().map(|(_, value)| value).eq(values), "{name}");
        assert_eq!(back.reception, "A-012");
    }
}
