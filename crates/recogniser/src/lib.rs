//! Lines of cards read by a small network of our own: nothing to install, and it knows the kanji of names (髙 﨑 濵 桒).
//!
//! ```text
//! line ─ shape ─► 32 rows ─ network (assets/recogniser/lines.onnx) ─► steps ─ say ─► text, how sure
//! ```
//! The network says something at every fourth column: one of the characters it knows, or nothing. What a [`Hint`] rules out
//! it may not say. `tests/lines` trains it on synthetic lines; docs/decisions/0020 says why there is one, and what it costs.

mod characters;
mod room;
mod say;
mod shape;

use std::sync::LazyLock;

use kakanai_reading::face::{Hint, Line, LineText, TextEngine, TextError};
use rten::{Model, Value};
use say::Says;
use zeroize::Zeroizing;

pub use characters::Characters;
pub use shape::{HEIGHT, Shaped};

/// The network as training wrote it.
static NETWORK: &[u8] = include_bytes!("../../../assets/recogniser/lines.onnx");

/// Reads lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recogniser;

impl Recogniser {
    /// What the network says about a line, step by step.
    fn says(self, model: &Model, line: &Line) -> Result<Says, TextError> {
        let Some(shaped) = Shaped::of(&line.picture).filter(Shaped::has_ink) else {
            return Ok(Says::default());
        };
        let picture = Value::from_shape(&[1, 1, HEIGHT as usize, shaped.width], shaped.ink());
        let picture = picture.map_err(|error| failed(&error))?;
        let says = model.run_one(picture.into(), None).map_err(|error| failed(&error))?;
        let ([_, _, classes], says) = says.into_shape_vec::<f32, 3>().map_err(|error| failed(&error))?;
        Ok(Says::of(&Zeroizing::new(says), classes, may_say(line.hint)))
    }
}

impl TextEngine for Recogniser {
    fn read(&self, lines: &[Line]) -> Result<Vec<LineText>, TextError> {
        static MODEL: LazyLock<Result<Model, TextError>> =
            LazyLock::new(|| Model::load_static_slice(NETWORK).map_err(|error| failed(&error)));
        let model = MODEL.as_ref().map_err(Clone::clone)?;
        let mut texts = Vec::with_capacity(lines.len());
        for ways in lines.chunk_by(|_, next| next.again) {
            let says = ways.iter().map(|line| self.says(model, line)).collect::<Result<Vec<Says>, _>>()?;
            // What all ways say together stands for the first: each fails where others do not.
            texts.push(Says::together(&says).text());
            texts.extend(says.iter().skip(1).map(Says::text));
        }
        Ok(texts)
    }
}

fn failed(error: &dyn std::error::Error) -> TextError {
    TextError::Failed(error.to_string())
}

/// Which classes may be said on a line; class 0 says nothing.
fn may_say(hint: Hint) -> &'static [bool] {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const DIGITS: &str = "0123456789";
    static HINTS: LazyLock<[Vec<bool>; 6]> = LazyLock::new(|| {
        let of = |signs: &str| {
            let known = Characters::known().iter().map(|(c, _)| signs.is_empty() || signs.contains(c));
            std::iter::once(true).chain(known).collect()
        };
        [
            of(""),
            of(&format!("{DIGITS} ()年月日昭和平成令大正明治元生まで有効")),
            of(DIGITS),
            of(&format!("{LETTERS}{DIGITS}")),
            of(&format!("{LETTERS} -'.,")),
            of(&format!("{LETTERS}{DIGITS}<")),
        ]
    });
    let [japanese, day, digits, both, latin, zone] = &*HINTS;
    match hint {
        Hint::Japanese => japanese,
        Hint::Day => day,
        Hint::Digits => digits,
        Hint::LettersAndDigits => both,
        Hint::Latin => latin,
        Hint::Zone => zone,
    }
}
