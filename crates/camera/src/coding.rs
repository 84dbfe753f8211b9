//! The bytes of a frame become a picture. Pure; whatever the bytes are, nothing panics.

use kakanai_reading::face::Picture;
use zeroize::Zeroizing;

use super::offer::Coding;

/// No camera of a counter sends more columns or rows.
const MOST_SIDE: usize = 4096;
/// Nor so long a row, in bytes.
const WIDEST_ROW: usize = MOST_SIDE * 4;

/// How a camera lays its frames out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// How pixels are written.
    pub coding: Coding,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Bytes from a row to the next; 0 where nothing lies between them. MJPEG has no rows.
    pub stride: usize,
}

/// Why a frame is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Columns and rows, or their distance, that this coding cannot have.
    #[error("画像の大きさが正しくありません")]
    Size,
    /// The frame ends too early.
    #[error("画像が途中で切れています")]
    Short,
    /// A JPEG that cannot be decoded.
    #[error("JPEG が壊れています")]
    Jpeg,
}

/// The picture in a frame. A JPEG has the size it says itself.
///
/// # Errors
/// [`Broken`]
pub fn picture(layout: &Layout, frame: &[u8]) -> Result<Picture, Broken> {
    match layout.coding {
        Coding::Yuyv => yuyv(layout, frame),
        Coding::Nv12 => nv12(layout, frame),
        Coding::Mjpeg => mjpeg(frame),
    }
}

/// How many bytes of a row are used, and how many lie from one to the next. Two columns share their colour, so their number
/// is even.
fn row(layout: &Layout, bytes_each: usize) -> Result<(usize, usize), Broken> {
    let sides = [layout.width, layout.height];
    if sides.iter().any(|side| *side == 0 || *side > MOST_SIDE) || !layout.width.is_multiple_of(2) {
        return Err(Broken::Size);
    }
    let used = layout.width * bytes_each;
    let stride = if layout.stride == 0 { used } else { layout.stride };
    if (used..=WIDEST_ROW).contains(&stride) { Ok((used, stride)) } else { Err(Broken::Size) }
}

/// Room for all pixels at once: what grows leaves copies behind.
fn room(layout: &Layout) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(layout.width * layout.height * 3))
}

fn done(layout: &Layout, pixels: Zeroizing<Vec<u8>>) -> Result<Picture, Broken> {
    Picture::new(layout.width, layout.height, pixels).ok_or(Broken::Short)
}

fn yuyv(layout: &Layout, frame: &[u8]) -> Result<Picture, Broken> {
    let (used, stride) = row(layout, 2)?;
    let mut pixels = room(layout);
    for row in frame.chunks(stride).take(layout.height) {
        for pair in row.get(..used).ok_or(Broken::Short)?.chunks_exact(4) {
            if let [left, blue, right, red] = *pair {
                let tint = Tint::of(blue, red);
                pixels.extend_from_slice(&tint.at(left));
                pixels.extend_from_slice(&tint.at(right));
            }
        }
    }
    done(layout, pixels)
}

fn nv12(layout: &Layout, frame: &[u8]) -> Result<Picture, Broken> {
    let (used, stride) = row(layout, 1)?;
    if !layout.height.is_multiple_of(2) {
        return Err(Broken::Size);
    }
    let (lights, tints) = frame.split_at_checked(stride * layout.height).ok_or(Broken::Short)?;
    let mut pixels = room(layout);
    for (rows, tints) in lights.chunks_exact(stride * 2).zip(tints.chunks(stride)) {
        let tints = tints.get(..used).ok_or(Broken::Short)?;
        for row in rows.chunks_exact(stride) {
            for (lights, tint) in row.chunks_exact(2).zip(tints.chunks_exact(2)) {
                if let ([left, right], [blue, red]) = (lights, tint) {
                    let tint = Tint::of(*blue, *red);
                    pixels.extend_from_slice(&tint.at(*left));
                    pixels.extend_from_slice(&tint.at(*right));
                }
            }
        }
    }
    done(layout, pixels)
}

/// What the two colour bytes add to red, green and blue, in 256ths: BT.601 with the limited range (16 to 235, 16 to 240),
/// what USB cameras send where they say nothing else.
struct Tint([i32; 3]);

impl Tint {
    fn of(blue: u8, red: u8) -> Self {
        let (blue, red) = (i32::from(blue) - 128, i32::from(red) - 128);
        Self([409 * red, -100 * blue - 208 * red, 516 * blue])
    }

    fn at(&self, light: u8) -> [u8; 3] {
        let light = (i32::from(light) - 16) * 298 + 128;
        self.0.map(|tint| ((light + tint) >> 8).clamp(0, 255) as u8)
    }
}

const START: [u8; 2] = [0xFF, 0xD8];
const END: u8 = 0xD9;
const TABLES: u8 = 0xC4;
const SCAN: u8 = 0xDA;
/// The mark of MJPEG: with it the decoder puts in the usual tables where there are none, as in the frames of many cameras.
const MARK: [u8; 9] = *b"\xFF\xE0\x00\x07AVI1\0";

fn mjpeg(frame: &[u8]) -> Result<Picture, Broken> {
    let rest = frame.strip_prefix(&START).ok_or(Broken::Jpeg)?;
    let (head, scan) = rest.split_at_checked(head_length(rest)?).ok_or(Broken::Short)?;
    // The decoder would fill what is missing with grey. Within a scan, no other 0xFF comes before this byte.
    if !scan.windows(2).rev().any(|pair| *pair == [0xFF, END]) {
        return Err(Broken::Short);
    }
    if has_tables(head) {
        return Picture::decode(frame).map_err(|_| Broken::Jpeg);
    }
    let mut whole = Zeroizing::new(Vec::with_capacity(frame.len() + MARK.len()));
    for part in [&START[..], &MARK, rest] {
        whole.extend_from_slice(part);
    }
    Picture::decode(&whole).map_err(|_| Broken::Jpeg)
}

/// The segments before the scan, each by its kind and its length.
fn segments(rest: &[u8]) -> impl Iterator<Item = (u8, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || match rest.get(at..)? {
        // Filling.
        [0xFF, 0xFF, ..] => {
            at += 1;
            Some((0xFF, 1))
        }
        [0xFF, kind, high, low, ..] if *kind != SCAN => {
            let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
            at += length;
            Some((*kind, length))
        }
        _ => None,
    })
}

fn head_length(rest: &[u8]) -> Result<usize, Broken> {
    let length = segments(rest).map(|(_, length)| length).sum();
    match rest.get(length..) {
        Some([0xFF, SCAN, ..]) => Ok(length),
        Some([0xFF] | []) | None => Err(Broken::Short),
        Some(_) => Err(Broken::Jpeg),
    }
}

fn has_tables(head: &[u8]) -> bool {
    segments(head).any(|(kind, _)| kind == TABLES)
}
