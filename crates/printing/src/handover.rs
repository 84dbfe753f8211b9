//! What the guide hands over, as the bytes of symbols; the format is in `docs/handover.md`.

use encoding_rs::SHIFT_JIS;
use kakanai_domain::handover::{Encoding, Field, Handover};

use crate::symbol::Symbol;

/// Bytes of text in a symbol: with the header it stays at 77 modules (version 15, level M), 34 mm with the white around.
const MOST: usize = 350;

/// The texts of the symbols of one counter, in order.
///
/// `KAKANAI1 office reception counter part/parts encoding crc`, a line feed, and a part of the lines: `name=value`, under
/// `[subject]` where that changes.
pub fn payloads(
    office: &str,
    reception: &str,
    counter: &str,
    handed: &Handover,
    wanted: Encoding,
) -> Vec<Vec<u8>> {
    let text = lines(&handed.fields);
    let (encoding, body) = encoded(&text, wanted);
    let crc = crc32fast::hash(&body);
    let parts = split(&text, encoding);
    let count = parts.len();
    let word = match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::ShiftJis => "SJIS",
    };
    let part = |(number, part): (usize, Vec<u8>)| {
        let head = format!("KAKANAI1 {office} {reception} {counter} {number}/{count} {word} {crc:08x}\n");
        [head.into_bytes(), part].concat()
    };
    (1..).zip(parts).map(part).collect()
}

/// The symbol that a scanner types: the bytes as they are.
pub(crate) fn typed(text: &str, encoding: Encoding) -> Option<Symbol> {
    Symbol::new(&encoded(text, encoding).1)
}

fn lines(fields: &[Field]) -> String {
    let mut text = String::new();
    let mut subject = "";
    for field in fields {
        if field.subject != subject {
            subject = &field.subject;
            text.push_str(&format!("[{subject}]\n"));
        }
        text.push_str(&format!("{}={}\n", field.name, escaped(&field.value)));
    }
    text
}

/// One value on one line.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

/// The bytes in the encoding wanted; in UTF-8 where that lacks a character: none is ever dropped.
fn encoded(text: &str, wanted: Encoding) -> (Encoding, Vec<u8>) {
    match wanted {
        Encoding::ShiftJis => match SHIFT_JIS.encode(text) {
            (bytes, _, false) => (Encoding::ShiftJis, bytes.into_owned()),
            (_, _, true) => (Encoding::Utf8, text.as_bytes().to_vec()),
        },
        Encoding::Utf8 => (Encoding::Utf8, text.as_bytes().to_vec()),
    }
}

/// Parts that each hold whole characters: a reader may show them one by one.
fn split(text: &str, encoding: Encoding) -> Vec<Vec<u8>> {
    let mut parts = vec![Vec::new()];
    let mut buffer = [0; 4];
    for character in text.chars() {
        let bytes = encoded(character.encode_utf8(&mut buffer), encoding).1;
        if parts.last().is_some_and(|part| part.len() + bytes.len() > MOST) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.extend(bytes);
        }
    }
    parts
}
