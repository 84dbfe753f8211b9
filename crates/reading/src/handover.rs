//! What the symbols of a guide hand over (`docs/handover.md`): the parts, in any order, become fields again.

use std::fmt;

use encoding_rs::SHIFT_JIS;
use zeroize::Zeroizing;

/// The word every symbol begins with.
const MAGIC: &str = "KAKANAI1";

/// Why symbols are no hand-over, or not yet. For the clerk; it never shows what was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandoverError {
    /// Another kind of code.
    #[error("案内票のコードではありません。案内票の「窓口の職員用」のコードを読み取ってください")]
    Other,
    /// The first line is not as it should be.
    #[error("案内票のコードの先頭が読み取れません。もう一度読み取ってください")]
    Head,
    /// Symbols of two guides or of two counters.
    #[error("別の受付か、別の窓口のコードが混ざっています。1つの窓口のコードだけを読み取ってください")]
    Mixed,
    /// Parts were not read yet.
    #[error("まだ読み取っていないコードがあります（{}）。同じ窓口の残りのコードを読み取ってください", list(.0))]
    Missing(Vec<u16>),
    /// The check sum differs.
    #[error("読み取った内容が、印刷された内容と一致しません。はじめから読み取り直してください")]
    Damaged,
    /// The text is in no encoding it says.
    #[error("案内票のコードの文字が読み取れません。はじめから読み取り直してください")]
    Encoding,
}

fn list(parts: &[u16]) -> String {
    parts.iter().map(|part| format!("{part}つ目")).collect::<Vec<_>>().join("、")
}

/// What a counter takes over.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// 全国地方公共団体コード of the office that printed the guide.
    pub office: String,
    /// 受付番号
    pub reception: String,
    /// Id of the counter.
    pub counter: String,
    /// Names of facts with their subjects (`people.1.name.family`), and what they are; in the order printed.
    pub fields: Vec<(String, String)>,
}

// What was handed over is personal.
impl fmt::Debug for HandedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HandedOver({} fields …)", self.fields.len())
    }
}

/// One symbol, taken apart.
struct Part<'a> {
    office: &'a str,
    reception: &'a str,
    counter: &'a str,
    number: u16,
    count: u16,
    encoding: &'a str,
    crc: u32,
    body: &'a [u8],
}

/// Whether a code is one of a guide's: for the screen, before all parts are there.
pub fn is_handover(bytes: &[u8]) -> bool {
    bytes.strip_prefix(MAGIC.as_bytes()).is_some_and(|rest| rest.starts_with(b" "))
}

/// The office and the 受付番号 that a symbol of a guide names; one of them is enough to find the session.
///
/// # Errors
/// Where it is no symbol of a guide, or its first line cannot be read.
pub fn session(bytes: &[u8]) -> Result<(&str, &str), HandoverError> {
    part(bytes).map(|part| (part.office, part.reception))
}

/// Joins the symbols of one counter, read in any order, each any number of times.
///
/// # Errors
/// Says which parts are missing, or why these are not the symbols of one counter.
pub fn join(symbols: &[&[u8]]) -> Result<HandedOver, HandoverError> {
    let mut parts = symbols.iter().map(|bytes| part(bytes)).collect::<Result<Vec<_>, _>>()?;
    parts.sort_by_key(|part| part.number);
    let first = parts.first().ok_or(HandoverError::Other)?;
    let key = |part: &Part<'_>| {
        let of = [part.office, part.reception, part.counter, part.encoding].map(str::to_owned);
        (of, part.count, part.crc)
    };
    if parts.iter().any(|part| key(part) != key(first)) {
        return Err(HandoverError::Mixed);
    }
    parts.dedup_by_key(|part| part.number);
    let first = parts.first().ok_or(HandoverError::Other)?;
    let missing: Vec<u16> =
        (1..=first.count).filter(|number| parts.iter().all(|part| part.number != *number)).collect();
    if !missing.is_empty() {
        return Err(HandoverError::Missing(missing));
    }
    let body = Zeroizing::new(parts.iter().flat_map(|part| part.body).copied().collect::<Vec<u8>>());
    if crc32fast::hash(&body) != first.crc {
        return Err(HandoverError::Damaged);
    }
    let text = Zeroizing::new(match first.encoding {
        "UTF-8" => String::from_utf8(body.to_vec()).map_err(|_| HandoverError::Encoding)?,
        "SJIS" => match SHIFT_JIS.decode_without_bom_handling(&body) {
            (text, false) => text.into_owned(),
            (_, true) => return Err(HandoverError::Encoding),
        },
        _ => return Err(HandoverError::Head),
    });
    let [office, reception, counter] = [first.office, first.reception, first.counter].map(str::to_owned);
    Ok(HandedOver { office, reception, counter, fields: fields(&text) })
}

fn part(bytes: &[u8]) -> Result<Part<'_>, HandoverError> {
    if !is_handover(bytes) {
        return Err(HandoverError::Other);
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (head, body) = bytes.split_at_checked(end).ok_or(HandoverError::Head)?;
    let head = std::str::from_utf8(head).map_err(|_| HandoverError::Head)?;
    let words: Vec<&str> = head.split(' ').collect();
    let [_, office, reception, counter, place, encoding, crc] = words[..] else {
        return Err(HandoverError::Head);
    };
    let numbers = place.split_once('/').and_then(|(n, m)| Some((n.parse().ok()?, m.parse().ok()?)));
    let (number, count): (u16, u16) = numbers.ok_or(HandoverError::Head)?;
    let crc = u32::from_str_radix(crc, 16).map_err(|_| HandoverError::Head)?;
    if number == 0 || number > count {
        return Err(HandoverError::Head);
    }
    Ok(Part {
        office,
        reception,
        counter,
        number,
        count,
        encoding,
        crc,
        body: body.get(1..).unwrap_or_default(),
    })
}

fn fields(text: &str) -> Vec<(String, String)> {
    let mut subject = "";
    let mut fields = Vec::new();
    for line in text.lines() {
        if let Some(named) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            subject = named;
        } else if let Some((name, value)) = line.split_once('=') {
            let name = if subject.is_empty() { name.to_owned() } else { format!("{subject}.{name}") };
            fields.push((name, unescaped(value)));
        }
    }
    fields
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    text
}
