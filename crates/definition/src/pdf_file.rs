//! What a sheet has to know of the office's own PDF: size and direction of a page, and its form fields.

use std::sync::Arc;

use kakanai_domain::sheet::{PdfPage, Turn};
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::problem::Words;

/// A place of a form field on a page.
#[derive(Clone, Debug)]
pub struct Widget {
    /// Index among the annotations of the page.
    pub annotation: usize,
    /// The whole name of its field, with dots between the parts.
    pub name: String,
    /// What a program shows of it when it is pointed at; empty where the file says nothing.
    pub tip: String,
    /// What can be done with it.
    pub kind: Kind,
    /// Two opposite corners, in units of the page.
    pub rect: [f32; 4],
    /// The states of a button other than off, as the file writes them.
    pub states: Vec<Box<[u8]>>,
    /// One character per 枡.
    pub comb: Option<u8>,
}

/// What can be done with a form field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text is written, or chosen from a list.
    Text,
    /// A check box or radio button.
    Button,
    /// Something to press.
    Push,
    /// A digital signature.
    Signature,
}

impl Kind {
    /// What an author calls it, in Japanese and in English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Text => ("文字の欄", "a text field"),
            Kind::Button => ("チェックボックスかラジオボタン", "a check box or radio button"),
            Kind::Push => ("押しボタン", "a push button"),
            Kind::Signature => ("署名の欄", "a signature"),
        }
    }
}

/// Why a page cannot be used.
pub(crate) enum Unusable {
    /// There is no such page, but so many.
    NoPage(usize),
    /// The file as a whole.
    File((&'static str, &'static str)),
}

const DAMAGED: Unusable = Unusable::File((
    "壊れているか、PDF ではありません。作ったソフトで開き、PDF として保存し直してください。",
    "it is damaged, or no PDF; open it where it was made, and save it as PDF again",
));
const LOCKED: Unusable = Unusable::File((
    "開くのにパスワードが要ります。「開くパスワード」なしで保存し直してください。",
    "it needs a password to be opened; save it without one",
));
const XFA: Unusable = Unusable::File((
    "XFA という、ほかのソフトでは表示できない形式です。仮想プリンター（Microsoft Print to PDF など）で印刷して PDF にしてください。",
    "it is an XFA form, which only one program can show; print it into a PDF",
));

/// How far parents are followed.
const DEEPEST: usize = 64;

/// What an office's own PDF is as the ground of a sheet: page `number`, counted from 1, and the form fields on it.
///
/// # Errors
/// What is wrong with the file, and how to mend it.
pub fn office_page(file: &Arc<[u8]>, number: usize) -> Result<(PdfPage, Vec<Widget>), Words> {
    read(file, number).map_err(|unusable| match unusable {
        Unusable::File(why) => why.into(),
        Unusable::NoPage(pages) => Words::new(
            format!("{number}ページ目はありません（全{pages}ページ）。"),
            format!("there is no page {number} of {pages}"),
        ),
    })
}

/// Page `number`, counted from 1, of a file.
pub(crate) fn read(file: &Arc<[u8]>, number: usize) -> Result<(PdfPage, Vec<Widget>), Unusable> {
    let document = Document::load_mem(file).map_err(|error| {
        let locked = matches!(error, lopdf::Error::InvalidPassword);
        if locked { LOCKED } else { DAMAGED }
    })?;
    // What was locked with an empty password is open by now.
    if document.trailer.has(b"Encrypt") && !document.was_encrypted() {
        return Err(LOCKED);
    }
    let catalog = document.catalog().map_err(|_| DAMAGED)?;
    if matches!(catalog.get(b"NeedsRendering"), Ok(Object::Boolean(true))) {
        return Err(XFA);
    }
    let pages = document.page_iter().collect::<Vec<_>>();
    if pages.is_empty() {
        return Err(DAMAGED);
    }
    let id = number.checked_sub(1).and_then(|index| pages.get(index)).copied();
    let id = id.ok_or(Unusable::NoPage(pages.len()))?;
    let page = document.get_dictionary(id).map_err(|_| DAMAGED)?;
    let media = inherited(&document, id, b"MediaBox").and_then(|found| rectangle(&document, found));
    let media = media.ok_or(DAMAGED)?;
    let crop = inherited(&document, id, b"CropBox").and_then(|found| rectangle(&document, found));
    let [left, bottom, right, top] = crop.map_or(media, |crop| common(crop, media));
    if right <= left || top <= bottom {
        return Err(DAMAGED);
    }
    let quarter = inherited(&document, id, b"Rotate").and_then(|found| found.as_float().ok());
    let turn = match (quarter.unwrap_or_default() as i32).rem_euclid(360) {
        90 => Turn::Right,
        180 => Turn::Half,
        270 => Turn::Left,
        _ => Turn::None,
    };
    let unit = get(&document, page, b"UserUnit").and_then(|unit| unit.as_float().ok());
    let thousandths = |length: f32| (f64::from(length) * 1000.0).round() as i64;
    let found = PdfPage {
        file: file.clone(),
        number,
        seen: [left, bottom, right, top].map(thousandths),
        turn,
        unit: unit.filter(|unit| *unit > 0.0).map_or(1000, |unit| (unit * 1000.0).round() as u32),
        fields: Vec::new(),
    };
    Ok((found, widgets(&document, page)))
}

fn widgets(document: &Document, page: &Dictionary) -> Vec<Widget> {
    let Some(Object::Array(all)) = get(document, page, b"Annots") else { return Vec::new() };
    let all = all.iter().enumerate().filter_map(|(annotation, object)| {
        let own = resolved(document, object)?.as_dict().ok()?;
        let widget = get(document, own, b"Subtype")?.as_name().ok()? == b"Widget";
        if widget { read_widget(document, annotation, own) } else { None }
    });
    all.collect()
}

fn read_widget(document: &Document, annotation: usize, own: &Dictionary) -> Option<Widget> {
    let line = ancestors(document, own);
    let mut parts = line.iter().filter_map(|field| text(document, field, b"T")).collect::<Vec<_>>();
    parts.reverse();
    let inherited = |key: &[u8]| line.iter().find_map(|field| get(document, field, key));
    let flags = inherited(b"Ff").and_then(|flags| flags.as_i64().ok()).unwrap_or_default();
    let kind = match inherited(b"FT")?.as_name().ok()? {
        b"Tx" | b"Ch" => Kind::Text,
        b"Sig" => Kind::Signature,
        // PDF 32000-1, table 226: bit 17 is a push button.
        b"Btn" if flags & (1 << 16) != 0 => Kind::Push,
        b"Btn" => Kind::Button,
        _ => return None,
    };
    let states = get(document, own, b"AP")
        .and_then(|looks| get(document, looks.as_dict().ok()?, b"N")?.as_dict().ok())
        .filter(|_| matches!(kind, Kind::Button))
        .map(|looks| looks.iter().map(|(state, _)| state.as_slice()).filter(|state| *state != b"Off"))
        .map(|states| states.map(Box::from).collect::<Vec<_>>());
    // Table 228: bit 25 is one character per 枡.
    let comb = inherited(b"MaxLen").and_then(|most| most.as_i64().ok()).filter(|_| flags & (1 << 24) != 0);
    Some(Widget {
        annotation,
        name: parts.join("."),
        tip: line.iter().find_map(|field| text(document, field, b"TU")).unwrap_or_default(),
        kind,
        rect: rectangle(document, get(document, own, b"Rect")?)?,
        states: states.unwrap_or_default(),
        comb: comb.and_then(|most| u8::try_from(most).ok()).filter(|most| (1..=99).contains(most)),
    })
}

/// A field and the fields it is a part of.
fn ancestors<'d>(document: &'d Document, own: &'d Dictionary) -> Vec<&'d Dictionary> {
    let above =
        |field: &&'d Dictionary| get(document, field, b"Parent").and_then(|above| above.as_dict().ok());
    std::iter::successors(Some(own), above).take(DEEPEST).collect()
}

fn text(document: &Document, field: &Dictionary, key: &[u8]) -> Option<String> {
    let text = get(document, field, key)?;
    let bytes = text.as_str().ok()?;
    // Some programs write UTF-8 without saying so.
    let plain = std::str::from_utf8(bytes).ok().filter(|_| !bytes.starts_with(&[0xFE, 0xFF]));
    plain.map(str::to_owned).or_else(|| lopdf::decode_text_string(text).ok())
}

/// A value of a page, or of what it is a part of.
fn inherited<'d>(document: &'d Document, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let mut at = document.get_dictionary(page).ok();
    for _ in 0..DEEPEST {
        let part = at?;
        if let Some(found) = get(document, part, key) {
            return Some(found);
        }
        at = get(document, part, b"Parent").and_then(|above| above.as_dict().ok());
    }
    None
}

fn get<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    resolved(document, dictionary.get(key).ok()?)
}

fn resolved<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// Left, bottom, right, top.
fn rectangle(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let edges = object.as_array().ok()?.iter().map(|edge| resolved(document, edge)?.as_float().ok());
    let [a, b, c, d] = edges.collect::<Option<Vec<_>>>()?[..] else { return None };
    let sound = [a, b, c, d].iter().all(|edge| edge.is_finite() && edge.abs() < 100_000.0);
    sound.then_some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn common(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    let ([left, bottom, right, top], [l, b, r, t]) = (a, b);
    [left.max(l), bottom.max(b), right.min(r), top.min(t)]
}
