//! Symbols become payloads: alone, or joined where a text was divided over several (structured append).

use zeroize::{Zeroize, Zeroizing};

use crate::error::ReadError;
use crate::qr::{Encoding, MOST_BYTES, Payload};
use crate::symbol::{self, Charset, Frame, Message, Part, Symbol};

/// Most symbols that one text may be divided over (JIS X 0510).
const MOST_PARTS: usize = 16;
/// Most texts that are gathered at once; the oldest is forgotten first.
const MOST_SETS: usize = 4;

/// Parts of divided texts, as frames show them: in any order, some of them again and again.
///
/// Overwritten when dropped. Holds no picture.
#[derive(Default)]
pub struct Parts {
    sets: Vec<Set>,
}

/// One divided text.
struct Set {
    count: u8,
    parity: u8,
    messages: Vec<Option<Message>>,
}

impl Parts {
    /// The payloads that a frame completes, from top to bottom and left to right. Divided texts are kept until their last
    /// part was seen; [`Parts::missing`] says what to show next.
    ///
    /// # Errors
    /// [`ReadError::IndividualNumber`]: everything gathered so far is forgotten too. [`ReadError::PartsMixed`] where parts do
    /// not belong together. A frame without a readable symbol is no error: the next one may have it.
    pub fn look(&mut self, frame: &Frame) -> Result<Vec<Payload>, ReadError> {
        self.take(symbol::read(frame).symbols, frame.height())
    }

    /// What is missing of a divided text that was begun: the sentence to show.
    pub fn missing(&self) -> Option<ReadError> {
        let set = self.sets.last()?;
        let missing = (1..).zip(&set.messages).filter(|(_, message)| message.is_none()).map(|(nth, _)| nth);
        Some(ReadError::PartsMissing { count: set.count, missing: missing.collect() })
    }

    /// Forgets what was gathered: the next resident's codes are others.
    pub fn forget(&mut self) {
        self.sets.clear();
    }

    /// The payloads that these symbols complete.
    pub(crate) fn take(
        &mut self,
        mut symbols: Vec<Symbol>,
        height: usize,
    ) -> Result<Vec<Payload>, ReadError> {
        // Symbols that stand beside each other differ a little in height: rows are an eighth of the picture.
        let row = (height as f32 / 8.0).max(1.0);
        symbols.sort_by(|a, b| {
            let [(ax, ay), (bx, by)] = [a.place(), b.place()];
            (ay / row).floor().total_cmp(&(by / row).floor()).then(ax.total_cmp(&bx))
        });
        let mut payloads = Vec::new();
        for symbol in symbols {
            let taken = self.take_one(symbol.message);
            if matches!(taken, Err(ReadError::IndividualNumber)) {
                self.forget();
            }
            payloads.extend(taken?);
        }
        Ok(payloads)
    }

    fn take_one(&mut self, message: Message) -> Result<Option<Payload>, ReadError> {
        let Some(part) = message.part.filter(|part| part.count > 1) else {
            return join(vec![message]).map(Some);
        };
        // A number is refused also where it is only a part.
        join(vec![message.clone()])?;
        let set = self.set(part);
        let whole = match set.and_then(|set| set.put(part.index, message)) {
            Some(whole) => whole,
            None => {
                self.drop_set(part);
                return Err(ReadError::PartsMixed);
            }
        };
        if !whole {
            return Ok(None);
        }
        let messages = self.drop_set(part);
        let parity = messages.iter().flat_map(|message| &message.pieces).flat_map(|piece| piece.bytes.iter());
        if parity.fold(0, |parity, byte| parity ^ byte) != part.parity {
            return Err(ReadError::PartsMixed);
        }
        join(messages).map(Some)
    }

    fn set(&mut self, part: Part) -> Option<&mut Set> {
        let known = self.sets.iter().position(|set| set.is_of(part));
        let set = match known {
            Some(place) => self.sets.remove(place),
            None => {
                if self.sets.len() >= MOST_SETS {
                    self.sets.remove(0);
                }
                let messages = std::iter::repeat_with(|| None).take(usize::from(part.count)).collect();
                Set { count: part.count, parity: part.parity, messages }
            }
        };
        // The one last seen stands last.
        self.sets.push(set);
        self.sets.last_mut()
    }

    fn drop_set(&mut self, part: Part) -> Vec<Message> {
        let place = self.sets.iter().position(|set| set.is_of(part));
        let set = place.map(|place| self.sets.remove(place));
        set.into_iter().flat_map(|set| set.messages).flatten().collect()
    }
}

impl Set {
    fn is_of(&self, part: Part) -> bool {
        self.count == part.count && self.parity == part.parity
    }

    /// Puts a part in its place and says whether it was the last; `None` where that place holds another text.
    fn put(&mut self, index: u8, message: Message) -> Option<bool> {
        match self.messages.get_mut(usize::from(index))? {
            Some(known) if known.same_text(&message) => {}
            Some(_) => return None,
            empty @ None => *empty = Some(message),
        }
        Some(self.messages.iter().all(Option::is_some))
    }
}

impl Message {
    fn same_text(&self, other: &Message) -> bool {
        let bytes = |message: &Message| -> Zeroizing<Vec<u8>> {
            Zeroizing::new(message.pieces.iter().flat_map(|piece| piece.bytes.iter().copied()).collect())
        };
        bytes(self) == bytes(other)
    }
}

/// Messages one after the other, as one payload.
///
/// A text keeps its bytes where they are of one encoding. Where symbols mix encodings (kanji mode beside UTF-8), it becomes
/// UTF-8.
fn join(messages: Vec<Message>) -> Result<Payload, ReadError> {
    // Bytes of one encoding belong together before they are understood: a character may be divided over two symbols.
    let mut runs: Vec<(Charset, Zeroizing<Vec<u8>>)> = Vec::new();
    for piece in messages.iter().flat_map(|message| &message.pieces) {
        let charset = piece.charset;
        match runs.last_mut() {
            Some((known, bytes))
                if *known == charset || charset == Charset::Ascii && *known != Charset::Utf16 =>
            {
                *bytes = Zeroizing::new([bytes.as_slice(), piece.bytes.as_slice()].concat());
            }
            _ => runs.push((charset, piece.bytes.clone())),
        }
    }
    let all = Zeroizing::new(runs.iter().map(|(_, bytes)| bytes.as_slice()).collect::<Vec<_>>().concat());
    let mut charsets: Vec<Charset> = Vec::new();
    for (charset, _) in &runs {
        if *charset != Charset::Ascii && !charsets.contains(charset) {
            charsets.push(*charset);
        }
    }
    let plain = |encoding: Encoding, bytes: &[u8]| encoding.decode(bytes).is_some();
    let said = match charsets.as_slice() {
        [] | [Charset::Unsaid | Charset::Other] => None,
        [Charset::Utf8] => Some(Encoding::Utf8),
        [Charset::ShiftJis] => Some(Encoding::ShiftJis),
        [Charset::ShiftJis, Charset::Unsaid] | [Charset::Unsaid, Charset::ShiftJis]
            if runs.iter().filter(|(charset, _)| *charset == Charset::Unsaid).all(|(_, bytes)| {
                plain(Encoding::ShiftJis, bytes) && (bytes.is_ascii() || !plain(Encoding::Utf8, bytes))
            }) =>
        {
            Some(Encoding::ShiftJis)
        }
        _ => {
            let mut text = Zeroizing::new(String::with_capacity(3 * all.len()));
            let whole = runs.iter().all(|(charset, bytes)| match decode(*charset, bytes) {
                Some(mut part) => {
                    text.push_str(&part);
                    part.zeroize();
                    true
                }
                None => false,
            });
            if whole {
                let bytes = std::mem::take(&mut *text).into_bytes();
                return Payload::of(bytes, Some(Encoding::Utf8), MOST_PARTS * 3 * MOST_BYTES);
            }
            None
        }
    };
    let mut all = all;
    Payload::of(std::mem::take(&mut *all), said, MOST_PARTS * MOST_BYTES)
}

/// A text in an encoding; `None` where it is none.
fn decode(charset: Charset, bytes: &[u8]) -> Option<String> {
    match charset {
        Charset::Ascii | Charset::Utf8 => Encoding::Utf8.decode(bytes),
        Charset::ShiftJis => Encoding::ShiftJis.decode(bytes),
        Charset::Unsaid => Encoding::Auto.decode(bytes),
        Charset::Latin1 => Some(bytes.iter().copied().map(char::from).collect()),
        Charset::Utf16 => {
            let units = bytes.chunks(2).map(|pair| match pair {
                [high, low] => Some(u16::from_be_bytes([*high, *low])),
                _ => None,
            });
            String::from_utf16(&Zeroizing::new(units.collect::<Option<Vec<u16>>>()?)).ok()
        }
        Charset::Other => None,
    }
}
