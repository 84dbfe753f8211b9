//! Frames as a camera of a counter sees them: symbols on slips, certificates and telephones, and what goes wrong with the
//! picture. Everything is invented and follows from a seed.

use fastrand::Rng;
use image::GrayImage;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, QrSegmentMode, Version};

#[path = "picture.rs"]
mod picture;

use picture::{Picture, Spot};

/// Size of a frame, in pixels.
pub const WIDTH: usize = 1280;
pub const HEIGHT: usize = 720;

/// What is wrong with the frames of a kind. `several` has two to four symbols, `none` none.
pub const KINDS: [&str; 20] = [
    "clean",
    "perspective",
    "rotation",
    "defocus",
    "motion",
    "noise",
    "low_light",
    "shadow",
    "low_contrast",
    "screen",
    "small",
    "glare",
    "dark_theme",
    "dense",
    "bend",
    "compression",
    "counter",
    "hard",
    "several",
    "none",
];

/// A frame, and what is written in its symbols.
pub struct Scene {
    pub frame: GrayImage,
    pub texts: Vec<String>,
}

/// Effects, in pixels, degrees, grey levels or parts, as the names say.
pub struct Effects {
    /// Pixels of a module.
    module: f32,
    tilt: [f32; 3],
    ink: f32,
    paper: f32,
    /// What lies around the symbol.
    sheet: Option<f32>,
    print: bool,
    inverted: bool,
    quiet: f32,
    /// How much dark modules spread, in modules.
    spread: f32,
    /// Pitch of the pixels of a screen.
    pitch: f32,
    bend: f32,
    slope: f32,
    shade: f32,
    contrast: f32,
    blur: f32,
    motion: f32,
    glare: f32,
    light: f32,
    noise: f32,
    quality: u8,
    desk: f32,
}

fn between(random: &mut Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * random.f32()
}

fn pick<'a, T: ?Sized>(random: &mut Rng, of: &[&'a T]) -> &'a T {
    of[random.usize(0..of.len())]
}

const FAMILIES: [&str; 8] = ["見本", "例示", "架空", "試験", "仮名", "模擬", "雛形", "書見"];
const GIVEN: [&str; 8] = ["太郎", "花子", "一郎", "美咲", "葵", "和子", "蓮", "さくら"];
const TOWNS: [&str; 5] =
    ["見本県北見本市中央", "例示県架空町本町", "仮名県試験市南", "模擬都雛形区東", "架空道書見村字西"];

/// A text, the segments that hold it in one of eight ways, and the shortest text of that way.
fn segments(random: &mut Rng, way: usize, length: usize) -> (String, Vec<QrSegment>) {
    let mut text = String::new();
    let person = |random: &mut Rng| format!("{}　{}", pick(random, &FAMILIES), pick(random, &GIVEN));
    match way {
        3 => {
            while text.chars().count() < length {
                text += &person(random);
                text += pick(random, &TOWNS);
            }
            text = text.chars().take(length.max(4)).collect();
        }
        4 => {
            // Never 12: that would be a number that is not read.
            let length = if length == 12 { 13 } else { length.max(6) };
            text.extend((0..length).map(|_| char::from(b'0' + random.u8(0..10))));
        }
        5 => {
            let letters = b"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-./:";
            text.extend((0..length.max(6)).map(|_| char::from(letters[random.usize(0..letters.len())])));
        }
        6 => {
            text = "https://example.invalid/f?id=".chars().take(length.max(10)).collect();
            text.extend((text.len()..length).map(|_| random.alphanumeric()));
        }
        7 => {
            while text.chars().count() * 2 < length {
                text += pick(random, &GIVEN);
                text += ",ﾐﾎﾝ,";
                text += pick(random, &TOWNS);
            }
            text = text.chars().take((length / 2).max(3)).collect();
        }
        _ => {
            text = format!("{},{}", person(random), random.u32(1..99));
            while text.len() < length {
                text += &format!("\n{},{}{}", person(random), pick(random, &TOWNS), random.u32(1..99));
            }
            while text.len() > length.max(6) {
                text.pop();
            }
        }
    }
    let segments = match way {
        2 => vec![QrSegment::make_eci(26), QrSegment::make_bytes(text.as_bytes())],
        3 => vec![kanji(&text)],
        4 => vec![QrSegment::make_numeric(&text)],
        5 => vec![QrSegment::make_alphanumeric(&text)],
        7 => vec![QrSegment::make_bytes(&encoding_rs::SHIFT_JIS.encode(&text).0)],
        _ => vec![QrSegment::make_bytes(text.as_bytes())],
    };
    (text, segments)
}

/// A text in kanji mode; every character of it must be in JIS X 0208.
pub fn kanji(text: &str) -> QrSegment {
    let bytes = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let mut bits = Vec::new();
    for pair in bytes.chunks_exact(2) {
        let code = u32::from(pair[0]) << 8 | u32::from(pair[1]);
        let packed = code - if code < 0xE040 { 0x8140 } else { 0xC140 };
        let value = (packed >> 8) * 0xC0 + (packed & 0xFF);
        bits.extend((0..13).rev().map(|bit| value >> bit & 1 == 1));
    }
    QrSegment::new(QrSegmentMode::Kanji, bytes.len() / 2, bits)
}

/// A symbol of exactly this version and level.
fn symbol(random: &mut Rng, way: usize, version: u8, level: QrCodeEcc) -> (String, QrCode) {
    let bytes = f32::from(version).powi(2) * 1.55 + f32::from(version) * 14.0 - 1.0;
    let room = match level {
        QrCodeEcc::Low => 1.0,
        QrCodeEcc::Medium => 0.78,
        QrCodeEcc::Quartile => 0.55,
        QrCodeEcc::High => 0.42,
    };
    let packed = [1.0, 1.0, 1.0, 0.55, 2.3, 1.45, 1.0, 1.0][way];
    let mut length = (bytes * room * packed * between(random, 0.55, 0.95)) as usize;
    let version = Version::new(version);
    loop {
        let (text, segments) = segments(random, way, length);
        match QrCode::encode_segments_advanced(&segments, level, version, version, None, false) {
            Ok(code) => return (text, code),
            Err(_) if length < 6 => return symbol(random, 4, version.value(), QrCodeEcc::Low),
            Err(_) => length = length * 17 / 20,
        }
    }
}

/// The frame of a kind, the nth of a set.
pub fn scene(kind: &str, set: u64, nth: usize) -> Scene {
    let place = KINDS.iter().position(|k| *k == kind).expect("a kind");
    let mut random = Rng::with_seed(set * 1_000_003 + place as u64 * 1009 + nth as u64);
    // The first numbers of neighbouring seeds are alike.
    for _ in 0..8 {
        random.u64(..);
    }
    let (version, effects) = effects(&mut random, kind);
    let count = match kind {
        "several" => random.usize(2..=4),
        "none" => 0,
        _ => 1,
    };
    let levels = [QrCodeEcc::Low, QrCodeEcc::Medium, QrCodeEcc::Medium, QrCodeEcc::Quartile, QrCodeEcc::High];
    let mut picture = Picture::desk(&mut random, effects.desk);
    let mut texts = Vec::new();
    let mut spots = Vec::new();
    for symbol_nth in 0..count {
        let first = usize::from(kind == "glare");
        let level = levels[random.usize(first..levels.len())];
        let version = if kind == "several" { random.u8(2..=6) } else { version };
        let (text, code) = symbol(&mut random, (nth + symbol_nth) % 8, version, level);
        texts.push(text);
        let share = WIDTH as f32 / count as f32;
        let area = [share * symbol_nth as f32, 0.0, share * (symbol_nth + 1) as f32, HEIGHT as f32];
        spots.push(picture.lay(&mut random, &code, &effects, area));
    }
    let spot = spots.first().copied().unwrap_or(Spot { middle: (640.0, 360.0), side: 300.0 });
    picture.light(&mut random, &effects, spot);
    Scene { frame: picture.compress(effects.quality), texts }
}

fn effects(random: &mut Rng, kind: &str) -> (u8, Effects) {
    let mut version = random.u8(2..=15);
    let fits = |version: u8| 640.0 / (f32::from(version) * 4.0 + 25.0);
    let mut e = Effects {
        module: between(random, 3.5, 7.0).min(fits(version)),
        tilt: [between(random, -12.0, 12.0), between(random, -12.0, 12.0), between(random, -8.0, 8.0)],
        ink: 25.0,
        paper: 225.0,
        sheet: None,
        print: true,
        inverted: false,
        quiet: 4.0,
        spread: 0.0,
        pitch: 0.0,
        bend: 0.0,
        slope: 0.0,
        shade: 0.0,
        contrast: 1.0,
        blur: 0.5,
        motion: 0.0,
        glare: 0.0,
        light: 1.0,
        noise: 3.0,
        quality: random.u8(70..=92),
        desk: between(random, 60.0, 170.0),
    };
    let side =
        |random: &mut Rng, low, high| between(random, low, high) * if random.bool() { 1.0 } else { -1.0 };
    match kind {
        "perspective" => {
            e.tilt = [side(random, 25.0, 48.0), side(random, 15.0, 45.0), between(random, -20.0, 20.0)];
        }
        "rotation" => {
            e.tilt = [between(random, -8.0, 8.0), between(random, -8.0, 8.0), between(random, 0.0, 360.0)]
        }
        "defocus" => e.blur = e.module * between(random, 0.35, 0.75),
        "motion" => e.motion = e.module * between(random, 0.6, 1.6),
        "noise" => {
            e.noise = between(random, 15.0, 45.0);
            (e.ink, e.paper) = (between(random, 15.0, 40.0), between(random, 110.0, 160.0));
        }
        "low_light" => {
            e.light = between(random, 0.10, 0.30);
            e.noise = between(random, 4.0, 10.0);
        }
        "shadow" => (e.slope, e.shade) = (between(random, 0.6, 1.15), between(random, 0.2, 0.75)),
        "low_contrast" => (e.contrast, e.noise) = (between(random, 0.10, 0.28), between(random, 2.0, 5.0)),
        "screen" => {
            e.pitch = between(random, 1.1, 3.2);
            e.sheet = Some([20.0, 230.0, 250.0][random.usize(0..3)]);
            (e.ink, e.paper, e.print) = (12.0, 240.0, false);
            (e.noise, e.blur) = (between(random, 3.0, 9.0), between(random, 0.3, 0.9));
        }
        "small" => {
            version = random.u8(2..=10);
            (e.module, e.blur) = (between(random, 1.5, 2.9), between(random, 0.4, 0.7));
        }
        "glare" => e.glare = between(random, 0.12, 0.34),
        "dark_theme" => {
            e.inverted = random.bool();
            (e.ink, e.paper) = (between(random, 10.0, 40.0), between(random, 190.0, 220.0));
            (e.sheet, e.print, e.desk) = (Some(between(random, 8.0, 40.0)), false, 30.0);
            e.quiet = [1.0, 2.0, 4.0][random.usize(0..3)];
        }
        "dense" => {
            version = random.u8(20..=40);
            e.module = 690.0 / (f32::from(version) * 4.0 + 25.0);
            e.tilt = [between(random, -4.0, 4.0), between(random, -4.0, 4.0), between(random, -3.0, 3.0)];
            (e.blur, e.noise) = (between(random, 0.3, 0.5), between(random, 1.0, 4.0));
        }
        "bend" => e.bend = between(random, 0.4, 1.0),
        "compression" => e.quality = random.u8(5..=22),
        "counter" => {
            version = random.u8(3..=10);
            e.module = between(random, 3.0, 5.5);
            let turn = if random.bool() { 180.0 } else { 20.0 };
            e.tilt =
                [between(random, -25.0, 25.0), between(random, -25.0, 25.0), between(random, -turn, turn)];
            (e.blur, e.noise) = (between(random, 0.5, 1.3), between(random, 4.0, 14.0));
            (e.slope, e.spread) = (between(random, 0.0, 0.5), 0.12);
            if random.f32() < 0.4 {
                e.pitch = between(random, 1.1, 2.4);
                (e.sheet, e.print) = (Some(if random.bool() { 20.0 } else { 245.0 }), false);
            }
            if random.f32() < 0.3 {
                e.glare = between(random, 0.06, 0.16);
            }
            if random.f32() < 0.3 {
                e.shade = between(random, 0.2, 0.6);
            }
        }
        "hard" => {
            version = random.u8(2..=9);
            e.module = between(random, 2.3, 4.5);
            e.tilt =
                [between(random, -38.0, 38.0), between(random, -38.0, 38.0), between(random, -180.0, 180.0)];
            (e.blur, e.noise) = (e.module * between(random, 0.25, 0.5), between(random, 8.0, 25.0));
            (e.slope, e.contrast) = (between(random, 0.2, 0.9), between(random, 0.35, 0.9));
            if random.bool() {
                e.glare = between(random, 0.08, 0.22);
            }
            if random.bool() {
                e.pitch = between(random, 1.1, 2.4);
            }
            if random.bool() {
                e.motion = e.module * between(random, 0.2, 0.7);
            }
        }
        "several" => {
            e.module = between(random, 3.0, 5.0);
            (e.blur, e.noise) = (between(random, 0.4, 0.8), between(random, 2.0, 8.0));
        }
        "none" => (e.noise, e.blur) = (between(random, 2.0, 20.0), between(random, 0.4, 1.5)),
        _ => {}
    }
    (version, e)
}
