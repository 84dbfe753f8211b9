//! Two-dimensional codes: a picture or a scanner's bytes become text, or a reason why not.

use std::fmt;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{ImageFormat, ImageReader, Limits, imageops};
use serde::Deserialize;
use zeroize::{Zeroize, Zeroizing};

use crate::error::ReadError;
use crate::number::{bytes_are_individual_number, is_individual_number};
use crate::width::forbidden;

/// Most bytes of one symbol: version 40, level L, byte mode (JIS X 0510).
pub const MOST_BYTES: usize = 2953;
const BOM: &[u8] = b"\xEF\xBB\xBF";
/// Longest side of a picture, in pixels.
const MOST_SIDE: u32 = 4096;
/// Most memory a picture may take when decoded, in bytes.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;
/// A picture is looked at in this size at most, in pixels: enough for a symbol that fills a tenth of it.
const SEARCHED_SIDE: u32 = 2048;

/// What one code holds, as bytes. Overwritten when dropped; its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Payload(Zeroizing<Vec<u8>>);

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({} bytes)", self.0.len())
    }
}

/// How the text of a code is encoded. Codes do not say it reliably: a profile does, or the bytes are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8 where the bytes are valid UTF-8, else Shift_JIS.
    #[default]
    Auto,
    /// UTF-8.
    #[serde(rename = "utf_8")]
    Utf8,
    /// Shift_JIS as Windows writes it (CP932).
    ShiftJis,
}

impl Encoding {
    fn label(self) -> &'static str {
        match self {
            Encoding::Auto => "UTF-8、Shift_JISのどちら",
            Encoding::Utf8 => "UTF-8",
            Encoding::ShiftJis => "Shift_JIS",
        }
    }
}

impl Payload {
    /// What a camera or a handheld scanner read. Byte order mark and trailing NULs are left out.
    ///
    /// # Errors
    /// [`ReadError::IndividualNumber`] where it is 12 digits and nothing else: those are overwritten unread.
    /// [`ReadError::TooLong`] beyond [`MOST_BYTES`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ReadError> {
        let mut payload = Self(Zeroizing::new(bytes));
        if payload.is_individual_number() {
            return Err(ReadError::IndividualNumber);
        }
        if payload.0.len() > MOST_BYTES {
            return Err(ReadError::TooLong { found: payload.0.len(), most: MOST_BYTES });
        }
        let end = payload.0.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
        payload.0.truncate(end);
        if payload.0.starts_with(BOM) {
            payload.0.drain(..BOM.len());
        }
        Ok(payload)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text.
    ///
    /// # Errors
    /// [`ReadError::Encoding`]; [`ReadError::Characters`] where control characters other than line ends and tabs are in
    /// it, or characters that turn the writing direction.
    pub fn text(&self, encoding: Encoding) -> Result<Zeroizing<String>, ReadError> {
        let text = self.decode(encoding).ok_or(ReadError::Encoding(encoding.label()))?;
        match forbidden(&text, true) {
            Some(c) => Err(ReadError::Characters(u32::from(c))),
            None => Ok(text),
        }
    }

    fn decode(&self, encoding: Encoding) -> Option<Zeroizing<String>> {
        let utf8 = || std::str::from_utf8(&self.0).ok().map(str::to_owned);
        let shift_jis = || {
            let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&self.0)?;
            Some(text.into_owned())
        };
        let text = match encoding {
            Encoding::Auto => utf8().or_else(shift_jis),
            Encoding::Utf8 => utf8(),
            Encoding::ShiftJis => shift_jis(),
        };
        text.map(Zeroizing::new)
    }

    fn is_individual_number(&self) -> bool {
        bytes_are_individual_number(&self.0)
            || [Encoding::Utf8, Encoding::ShiftJis]
                .into_iter()
                .filter_map(|encoding| self.decode(encoding))
                .any(|text| is_individual_number(&text))
    }
}

/// All codes in a picture (PNG or JPEG), from top to bottom and left to right.
///
/// Takes up to seconds for a large picture: call it on a worker thread.
///
/// # Errors
/// [`ReadError::Picture`], [`ReadError::PictureTooLarge`], [`ReadError::NoCode`], [`ReadError::CodeDamaged`], and those of
/// [`Payload::from_bytes`]. One damaged symbol, or one 個人番号 in the picture, refuses the whole picture.
pub fn read_codes(picture: &[u8]) -> Result<Vec<Payload>, ReadError> {
    let (grey, width, height) = grey(picture)?;
    // The decoder is not ours: whatever a picture makes it do, the counter goes on.
    let found = catch_unwind(AssertUnwindSafe(|| search(&grey, width, height)));
    let Found { payloads, damaged } = found.map_err(|_| ReadError::CodeDamaged)?;
    let none = payloads.is_empty();
    let payloads = payloads.into_iter().map(|mut bytes| Payload::from_bytes(std::mem::take(&mut *bytes)));
    let payloads = payloads.collect::<Result<Vec<_>, _>>()?;
    match (damaged, none) {
        // Half of a certificate must not pass for the whole of it.
        (true, _) => Err(ReadError::CodeDamaged),
        (false, true) => Err(ReadError::NoCode),
        (false, false) => Ok(payloads),
    }
}

struct Found {
    payloads: Vec<Zeroizing<Vec<u8>>>,
    damaged: bool,
}

fn search(grey: &[u8], width: usize, height: usize) -> Found {
    let at = |x: usize, y: usize| grey.get(y * width + x).copied().unwrap_or(u8::MAX);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, at);
    let mut grids = prepared.detect_grids();
    // Symbols that stand beside each other differ a little in height: rows are an eighth of the picture.
    let row = i32::try_from(height / 8).unwrap_or(1).max(1);
    grids.sort_by_key(|grid| {
        let [top_left, ..] = grid.bounds;
        (top_left.y / row, top_left.x)
    });
    let mut found = Found { payloads: Vec::new(), damaged: false };
    for grid in grids {
        // Room for the longest payload, so that growing leaves no copies behind.
        let mut payload = Zeroizing::new(Vec::with_capacity(3 * MOST_BYTES));
        match grid.decode_to(&mut *payload) {
            Ok(_) => found.payloads.push(payload),
            Err(_) => found.damaged = true,
        }
    }
    found
}

/// The picture in grey, no larger than it is searched.
fn grey(picture: &[u8]) -> Result<(Zeroizing<Vec<u8>>, usize, usize), ReadError> {
    let mut reader =
        ImageReader::new(Cursor::new(picture)).with_guessed_format().map_err(|_| ReadError::Picture)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err(ReadError::Picture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoded = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => ReadError::PictureTooLarge,
        image::ImageError::Decoding(_)
        | image::ImageError::Encoding(_)
        | image::ImageError::Parameter(_)
        | image::ImageError::Unsupported(_)
        | image::ImageError::IoError(_) => ReadError::Picture,
    })?;
    let mut grey = decoded.into_luma8();
    if grey.width().max(grey.height()) > SEARCHED_SIDE {
        let scale = f64::from(SEARCHED_SIDE) / f64::from(grey.width().max(grey.height()));
        let side = |pixels: u32| ((f64::from(pixels) * scale) as u32).max(1);
        let small = imageops::thumbnail(&grey, side(grey.width()), side(grey.height()));
        std::mem::replace(&mut grey, small).into_raw().zeroize();
    }
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    Ok((Zeroizing::new(grey.into_raw()), width, height))
}
