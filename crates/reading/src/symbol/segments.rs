//! The bits of a symbol become pieces of text in the encodings it names, and its place among several symbols.

use zeroize::Zeroizing;

/// What a symbol says about the encoding of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    /// Nothing: byte mode without an ECI.
    Unsaid,
    /// Digits and letters that are alike in every encoding.
    Ascii,
    /// Kanji mode, or ECI 20: Shift_JIS.
    ShiftJis,
    /// ECI 26.
    Utf8,
    /// ECI 25: UTF-16, big end first.
    Utf16,
    /// ECI 1 and 3: ISO 8859-1.
    Latin1,
    /// Another ECI.
    Other,
}

/// Bytes of one encoding.
#[derive(Clone)]
pub(crate) struct Piece {
    pub(crate) charset: Charset,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
}

/// The place of a symbol in a structured append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// From 0.
    pub(crate) index: u8,
    /// How many symbols belong together, 1 to 16.
    pub(crate) count: u8,
    /// All bytes of the whole, XORed.
    pub(crate) parity: u8,
}

/// What one symbol holds.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) part: Option<Part>,
    /// Whether what follows the text is the filling that the standard prescribes: it is not where something was misread.
    pub(crate) well_filled: bool,
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        self.bytes.len() * 8 - self.at
    }

    fn take(&mut self, count: usize) -> Option<u32> {
        if count > self.left() {
            return None;
        }
        let mut value = 0;
        for _ in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value = (value << 1) | u32::from((byte >> (7 - self.at % 8)) & 1);
            self.at += 1;
        }
        Some(value)
    }
}

const LETTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// Group separator: what `%` stands for where the symbol is in FNC1 mode.
const SEPARATOR: u8 = 0x1D;

/// Reads the data codewords of a symbol of this version; `None` where they are no text a symbol can have.
pub(super) fn read(codewords: &[u8], version: usize) -> Option<Message> {
    let mut bits = Bits { bytes: codewords, at: 0 };
    let mut message = Message { pieces: Vec::new(), part: None, well_filled: true };
    let mut charset = Charset::Unsaid;
    let mut fnc1 = false;
    let wide = |narrow: usize, middle: usize, wide: usize| match version {
        ..=9 => narrow,
        10..=26 => middle,
        _ => wide,
    };
    loop {
        if bits.left() < 4 {
            // A full symbol leaves the end out; what is left is zeros.
            message.well_filled = bits.take(bits.left()) == Some(0);
            return Some(message);
        }
        match bits.take(4)? {
            0 => break,
            1 => {
                let count = bits.take(wide(10, 12, 14))?;
                message.add(Charset::Ascii, digits(&mut bits, count as usize)?);
            }
            2 => {
                let count = bits.take(wide(9, 11, 13))?;
                message.add(Charset::Ascii, letters(&mut bits, count as usize, fnc1)?);
            }
            3 => {
                let (index, last, parity) = (bits.take(4)?, bits.take(4)?, bits.take(8)?);
                if index > last || message.part.is_some() {
                    return None;
                }
                message.part = Some(Part { index: index as u8, count: last as u8 + 1, parity: parity as u8 });
            }
            4 => {
                let count = bits.take(wide(8, 16, 16))? as usize;
                if count * 8 > bits.left() {
                    return None;
                }
                let mut bytes = Zeroizing::new(Vec::with_capacity(count));
                for _ in 0..count {
                    bytes.push(bits.take(8)? as u8);
                }
                message.add(charset, bytes);
            }
            5 => fnc1 = true,
            7 => charset = eci(&mut bits)?,
            8 => {
                let count = bits.take(wide(8, 10, 12))?;
                message.add(Charset::ShiftJis, kanji(&mut bits, count as usize)?);
            }
            9 => {
                // The application's indicator is not text.
                bits.take(8)?;
                fnc1 = true;
            }
            _ => return None,
        }
    }
    let rest = bits.left() % 8;
    message.well_filled = bits.take(rest)? == 0;
    let filling = codewords.get(bits.at / 8..).unwrap_or_default();
    message.well_filled &=
        filling.iter().zip([0xEC, 0x11].iter().cycle()).all(|(found, expected)| found == expected);
    Some(message)
}

impl Message {
    fn add(&mut self, charset: Charset, bytes: Zeroizing<Vec<u8>>) {
        match self.pieces.last_mut() {
            // Joined anew, not grown: growing would leave a copy behind.
            Some(last) if last.charset == charset => {
                last.bytes = Zeroizing::new([&**last.bytes, &**bytes].concat());
            }
            _ => self.pieces.push(Piece { charset, bytes }),
        }
    }
}

fn eci(bits: &mut Bits) -> Option<Charset> {
    let first = bits.take(8)?;
    let number = if first < 0x80 {
        first
    } else if first < 0xC0 {
        ((first & 0x3F) << 8) | bits.take(8)?
    } else if first < 0xE0 {
        ((first & 0x1F) << 16) | bits.take(16)?
    } else {
        return None;
    };
    Some(match number {
        1 | 3 => Charset::Latin1,
        20 => Charset::ShiftJis,
        25 => Charset::Utf16,
        26 => Charset::Utf8,
        27 | 170 => Charset::Ascii,
        _ => Charset::Other,
    })
}

fn digits(bits: &mut Bits, count: usize) -> Option<Zeroizing<Vec<u8>>> {
    if count * 3 > bits.left() {
        return None;
    }
    let mut out = Zeroizing::new(Vec::with_capacity(count));
    let mut left = count;
    while left > 0 {
        let (taken, width, most) = match left {
            1 => (1, 4, 10),
            2 => (2, 7, 100),
            _ => (3, 10, 1000),
        };
        let value = bits.take(width)?;
        if value >= most {
            return None;
        }
        for place in (0..taken).rev() {
            out.push(b'0' + (value / 10_u32.pow(place) % 10) as u8);
        }
        left -= taken as usize;
    }
    Some(out)
}

fn letters(bits: &mut Bits, count: usize, fnc1: bool) -> Option<Zeroizing<Vec<u8>>> {
    if count * 5 > bits.left() {
        return None;
    }
    let mut out = Zeroizing::new(Vec::with_capacity(count));
    for _ in 0..count / 2 {
        let value = bits.take(11)? as usize;
        out.push(*LETTERS.get(value / 45)?);
        out.push(*LETTERS.get(value % 45)?);
    }
    if count % 2 == 1 {
        out.push(*LETTERS.get(bits.take(6)? as usize)?);
    }
    if !fnc1 || !out.contains(&b'%') {
        return Some(out);
    }
    let mut plain = Zeroizing::new(Vec::with_capacity(out.len()));
    let mut left = out.iter().copied().peekable();
    while let Some(letter) = left.next() {
        plain.push(match letter {
            b'%' if left.next_if_eq(&b'%').is_some() => b'%',
            b'%' => SEPARATOR,
            other => other,
        });
    }
    Some(plain)
}

/// Shift_JIS bytes.
fn kanji(bits: &mut Bits, count: usize) -> Option<Zeroizing<Vec<u8>>> {
    if count * 13 > bits.left() {
        return None;
    }
    let mut out = Zeroizing::new(Vec::with_capacity(count * 2));
    for _ in 0..count {
        let value = bits.take(13)?;
        let packed = ((value / 0xC0) << 8) | (value % 0xC0);
        let code = packed + if packed < 0x1F00 { 0x8140 } else { 0xC140 };
        out.extend([(code >> 8) as u8, code as u8]);
    }
    Some(out)
}
