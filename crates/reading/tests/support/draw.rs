//! Draws two-dimensional codes: for seeds, and for tests of the reader.

use encoding_rs::Encoding;
use image::{GrayImage, Luma};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Pixels of one module.
const MODULE: u32 = 6;
/// Quiet zone around each symbol, in modules (JIS X 0510).
const QUIET: u32 = 4;

/// One symbol in byte mode, of at most this version; `None` where the bytes do not fit.
pub fn symbol(bytes: &[u8], most: u8) -> Option<QrCode> {
    let segments = [QrSegment::make_bytes(bytes)];
    QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::new(most),
        None,
        false,
    )
    .ok()
}

/// Symbols side by side, as a picture.
pub fn picture(symbols: &[QrCode]) -> GrayImage {
    let side = |symbol: &QrCode| (symbol.size() as u32 + 2 * QUIET) * MODULE;
    let width = symbols.iter().map(side).sum();
    let height = symbols.iter().map(side).max().unwrap_or(1);
    let mut picture = GrayImage::from_pixel(width, height, Luma([255]));
    let mut left = 0;
    for symbol in symbols {
        for y in 0..symbol.size() {
            for x in (0..symbol.size()).filter(|x| symbol.get_module(*x, y)) {
                for (dx, dy) in (0..MODULE).flat_map(|dx| (0..MODULE).map(move |dy| (dx, dy))) {
                    let x = left + (x as u32 + QUIET) * MODULE + dx;
                    picture.put_pixel(x, (y as u32 + QUIET) * MODULE + dy, Luma([0]));
                }
            }
        }
        left += side(symbol);
    }
    picture
}

/// A picture as PNG.
pub fn png(picture: &GrayImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG in memory");
    bytes.into_inner()
}

/// A table of values, encoded and cut into as few texts as fit symbols of at most this version, each with the first line
/// of the table as its heading.
pub fn cut(table: &str, most: u8, encoding: &'static Encoding) -> Vec<Vec<u8>> {
    let bytes = |text: &str| encoding.encode(text).0.into_owned();
    let mut lines = table.lines();
    let heading = lines.next().unwrap_or_default();
    let mut texts: Vec<String> = Vec::new();
    for line in lines {
        let longer = texts.last().map(|text| format!("{text}\r\n{line}"));
        match longer.filter(|text| symbol(&bytes(text), most).is_some()) {
            Some(longer) => *texts.last_mut().expect("there is one") = longer,
            None => texts.push(format!("{heading}\r\n{line}")),
        }
    }
    texts.iter().map(|text| bytes(text)).collect()
}

/// The sample codes in `seeds/codes`: how they are encoded, and the greatest version of their symbols.
pub const SEEDS: [(&str, &Encoding, u8); 2] =
    [("moveout", encoding_rs::SHIFT_JIS, 9), ("preentry", encoding_rs::UTF_8, 12)];

/// The picture of a table in symbols up to a version.
pub fn table(table: &str, encoding: &'static Encoding, most: u8) -> GrayImage {
    let symbols: Vec<QrCode> =
        cut(table, most, encoding).iter().map(|text| symbol(text, most).expect("one row fits")).collect();
    picture(&symbols)
}

/// Bits that are written one after the other.
#[derive(Default)]
pub struct Bits(Vec<bool>);

impl Bits {
    pub fn push(&mut self, value: usize, count: usize) -> &mut Self {
        self.0.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
        self
    }

    /// A segment as it stands in symbols up to version 9.
    pub fn segment(&mut self, mode: usize, count_bits: usize, segment: &QrSegment) -> &mut Self {
        self.push(mode, 4).push(segment.num_chars(), count_bits);
        self.0.extend(segment.data());
        self
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.segment(4, 8, &QrSegment::make_bytes(bytes))
    }

    pub fn eci(&mut self, number: usize) -> &mut Self {
        self.push(7, 4).push(number, 8)
    }

    /// The header of a part of a structured append, `nth` from 0.
    pub fn part(&mut self, nth: usize, count: usize, parity: u8) -> &mut Self {
        self.push(3, 4).push(nth, 4).push(count - 1, 4).push(parity.into(), 8)
    }

    /// The symbol of version 5 that holds them.
    pub fn symbol(&self) -> QrCode {
        /// Data codewords of version 5, level M.
        const ROOM: usize = 86;
        let mut bits = self.0.clone();
        assert!(bits.len() <= ROOM * 8, "{} bits", bits.len());
        bits.resize((bits.len() + 4).min(ROOM * 8), false);
        bits.resize(bits.len().next_multiple_of(8), false);
        let byte = |bits: &[bool]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
        let mut bytes: Vec<u8> = bits.chunks(8).map(byte).collect();
        for filling in [0xEC, 0x11].iter().cycle().take(ROOM - bytes.len()) {
            bytes.push(*filling);
        }
        QrCode::encode_codewords(Version::new(5), QrCodeEcc::Medium, &bytes, None)
    }
}

/// A text divided over symbols of so many bytes each.
pub fn divided(bytes: &[u8], each: usize) -> Vec<QrCode> {
    let parity = bytes.iter().fold(0, |parity, byte| parity ^ byte);
    let parts: Vec<&[u8]> = bytes.chunks(each).collect();
    let part =
        |(nth, part): (usize, &&[u8])| Bits::default().part(nth, parts.len(), parity).bytes(part).symbol();
    parts.iter().enumerate().map(part).collect()
}
