//! Two-dimensional codes: a picture or a scanner's bytes become text, or a reason why not.
//!
//! Read are QR codes (JIS X 0510) of all versions and levels, also light on dark, mirrored, bent, and divided over several
//! symbols; numeric, alphanumeric, byte and kanji mode, ECI, FNC1. Not read: Micro QR, rMQR and other kinds of codes.

use std::fmt;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, Limits, imageops};
use serde::Deserialize;
use zeroize::{Zeroize, Zeroizing};

use crate::error::ReadError;
use crate::number::{bytes_are_individual_number, is_individual_number};
use crate::parts::Parts;
use crate::second;
use crate::symbol::{self, Frame};
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
pub struct Payload {
    bytes: Zeroizing<Vec<u8>>,
    /// What the code itself says about its encoding (ECI, kanji mode).
    said: Option<Encoding>,
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({} bytes)", self.bytes.len())
    }
}

/// How the text of a code is encoded. Codes do not say it reliably: a profile does, or the bytes are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// What the code says; where it says nothing, UTF-8 where the bytes are valid UTF-8, else Shift_JIS.
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

    /// A text of these bytes; `None` where they are none.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<String> {
        let utf8 = || std::str::from_utf8(bytes).ok().map(str::to_owned);
        let shift_jis = || {
            let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some(text.into_owned())
        };
        match self {
            Encoding::Auto => utf8().or_else(shift_jis),
            Encoding::Utf8 => utf8(),
            Encoding::ShiftJis => shift_jis(),
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
        Self::of(bytes, None, MOST_BYTES)
    }

    /// The same of at most so many bytes, and with what the code says about its encoding.
    pub(crate) fn of(bytes: Vec<u8>, said: Option<Encoding>, most: usize) -> Result<Self, ReadError> {
        let mut payload = Self { bytes: Zeroizing::new(bytes), said };
        if payload.is_individual_number() {
            return Err(ReadError::IndividualNumber);
        }
        if payload.bytes.len() > most {
            return Err(ReadError::TooLong { found: payload.bytes.len(), most });
        }
        let end = payload.bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
        payload.bytes.truncate(end);
        if payload.bytes.starts_with(BOM) {
            payload.bytes.drain(..BOM.len());
        }
        Ok(payload)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
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
        let said = self.said.filter(|_| encoding == Encoding::Auto);
        let text = said.and_then(|said| said.decode(&self.bytes)).or_else(|| encoding.decode(&self.bytes));
        text.map(Zeroizing::new)
    }

    fn is_individual_number(&self) -> bool {
        bytes_are_individual_number(&self.bytes)
            || [Encoding::Utf8, Encoding::ShiftJis]
                .into_iter()
                .filter_map(|encoding| self.decode(encoding))
                .any(|text| is_individual_number(&text))
    }
}

/// All codes in a picture (PNG or JPEG), from top to bottom and left to right. What was divided over several symbols is one
/// payload, where its first symbol stands.
///
/// Takes up to a second for a large picture: call it on a worker thread. For a camera's frames there is [`Parts::look`].
///
/// # Errors
/// [`ReadError::Picture`], [`ReadError::PictureTooLarge`], [`ReadError::NoCode`], [`ReadError::CodeDamaged`],
/// [`ReadError::PartsMissing`], [`ReadError::PartsMixed`], and those of [`Payload::from_bytes`]. One damaged symbol, one
/// missing part or one 個人番号 in the picture refuses the whole picture: half of a certificate must not pass for the whole.
pub fn read_codes(picture: &[u8]) -> Result<Vec<Payload>, ReadError> {
    let frame = grey(picture)?;
    let seen = symbol::read(&frame);
    let none = seen.symbols.is_empty();
    if none && !seen.damaged {
        let second = second::read(&frame).into_iter();
        let payloads = second.map(|mut bytes| Payload::from_bytes(std::mem::take(&mut *bytes)));
        let payloads = payloads.collect::<Result<Vec<_>, _>>()?;
        return if payloads.is_empty() { Err(ReadError::NoCode) } else { Ok(payloads) };
    }
    let mut parts = Parts::default();
    let payloads = parts.take(seen.symbols, frame.height())?;
    match (seen.damaged, parts.missing()) {
        (true, _) => Err(ReadError::CodeDamaged),
        (false, Some(missing)) => Err(missing),
        (false, None) => Ok(payloads),
    }
}

/// A picture file, as far as its size is bearable.
pub(crate) fn decode(picture: &[u8]) -> Result<DynamicImage, ReadError> {
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
    reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => ReadError::PictureTooLarge,
        image::ImageError::Decoding(_)
        | image::ImageError::Encoding(_)
        | image::ImageError::Parameter(_)
        | image::ImageError::Unsupported(_)
        | image::ImageError::IoError(_) => ReadError::Picture,
    })
}

/// The picture in grey, no larger than it is searched.
fn grey(picture: &[u8]) -> Result<Frame, ReadError> {
    let mut grey = decode(picture)?.into_luma8();
    if grey.width().max(grey.height()) > SEARCHED_SIDE {
        let scale = f64::from(SEARCHED_SIDE) / f64::from(grey.width().max(grey.height()));
        let side = |pixels: u32| ((f64::from(pixels) * scale) as u32).max(1);
        let small = imageops::thumbnail(&grey, side(grey.width()), side(grey.height()));
        std::mem::replace(&mut grey, small).into_raw().zeroize();
    }
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    Frame::new(width, height, Zeroizing::new(grey.into_raw())).ok_or(ReadError::Picture)
}
