//! What a card reader read off a card: its fields as texts (JSON), to a reading of the domain.
//!
//! ```json
//! { "format": 1, "card": "個人番号カード（表面）",
//!   "fields": { "name": { "text": "見本　太郎", "certainty": "likely" }, "birth_date": { "text": "昭和56年5月10日生", "certainty": "likely" } } }
//! ```
//! Fields: `name kana address birth_date sex`. 個人番号 and 臓器提供 are refused, and their values are not kept.

use std::collections::BTreeMap;

use kakanai_domain::card::{CardReading, CardValue, Certainty, WhyUnread};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::address::split_address;
use crate::day::DateFormat;
use crate::error::ReadError;
use crate::number::{forget, is_forbidden_name, is_individual_number, unread};
use crate::person::{add_kana, is_female, split_name};
use crate::width::forbidden;

/// Most bytes of a fields file.
const MOST_BYTES: usize = 64 * 1024;
/// Most characters of one field.
const MOST_CHARACTERS: usize = 300;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    card: String,
    #[serde(default, rename = "note")]
    _note: Option<String>,
    fields: Fields,
}

/// The fields by name; of those that must not be read, only the name.
struct Fields {
    texts: BTreeMap<String, Field>,
    refused: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    text: String,
    certainty: Certainty,
}

impl Drop for Field {
    fn drop(&mut self) {
        forget(std::mem::take(&mut self.text));
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByName;
        impl<'de> Visitor<'de> for ByName {
            type Value = Fields;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("fields of a card")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Fields { texts: BTreeMap::new(), refused: None };
                while let Some(name) = map.next_key::<String>()? {
                    if is_forbidden_name(&name) {
                        map.next_value::<IgnoredAny>()?;
                        fields.refused = Some(name);
                    } else {
                        let field = map.next_value()?;
                        fields.texts.insert(name, field);
                    }
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(ByName)
    }
}

/// Reads a fields file.
///
/// # Errors
/// [`ReadError::CardFile`] where it is not of that form, [`ReadError::UnknownField`], and [`ReadError::ForbiddenField`] where
/// a field must not be read at all, by its name or because 12 digits stand in it.
pub fn read(text: &str) -> Result<CardReading, ReadError> {
    if text.len() > MOST_BYTES {
        return Err(ReadError::TooLong { found: text.len(), most: MOST_BYTES });
    }
    let file: File = serde_json::from_str(text).map_err(|error| {
        // serde's own words may quote what stands in the file.
        ReadError::CardFile(format!("{}行{}文字目の書き方が違います", error.line(), error.column()))
    })?;
    if file.format != 1 {
        return Err(ReadError::CardFile(format!("formatは1です（{}になっています）", file.format)));
    }
    if let Some(name) = file.fields.refused {
        return Err(ReadError::ForbiddenField(name));
    }
    for (name, field) in &file.fields.texts {
        if !matches!(name.as_str(), "name" | "kana" | "address" | "birth_date" | "sex") {
            return Err(ReadError::UnknownField(name.clone()));
        }
        if is_individual_number(&field.text) {
            return Err(ReadError::ForbiddenField(name.clone()));
        }
        if let Some(c) = forbidden(&field.text, false) {
            return Err(ReadError::Characters(u32::from(c)));
        }
    }
    let mut card = CardReading { card: file.card, ..CardReading::default() };
    take_fields(&mut card, file.fields.texts);
    Ok(card)
}

/// A card whose fields are these texts, by the names of fields.
pub(crate) fn of(
    card: &str,
    texts: impl IntoIterator<Item = (&'static str, String, Certainty)>,
) -> CardReading {
    let mut file = CardReading { card: card.to_owned(), ..CardReading::default() };
    let (texts, odd): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(_, text, _)| forbidden(text, false).is_none());
    for (name, text, _) in odd {
        leave(&mut file, name, &text);
        forget(text);
    }
    let fields =
        texts.into_iter().map(|(name, text, certainty)| (name.to_owned(), Field { text, certainty }));
    take_fields(&mut file, fields.collect());
    file
}

fn take_fields(card: &mut CardReading, mut texts: BTreeMap<String, Field>) {
    let kana = texts.remove("kana");
    if !texts.contains_key("name")
        && let Some(kana) = &kana
    {
        leave(card, "kana", &kana.text);
    }
    for (name, field) in texts {
        match value(&name, &field, kana.as_ref()) {
            Some((value, certainty)) => card.fields.push((value, certainty.min(field.certainty))),
            None => leave(card, &name, &field.text),
        }
    }
}

fn leave(card: &mut CardReading, field: &str, text: &str) {
    card.unread.push(unread(field, None, WhyUnread::NotUnderstood, text));
}

fn value(name: &str, field: &Field, kana: Option<&Field>) -> Option<(CardValue, Certainty)> {
    let text = field.text.trim();
    if text.is_empty() || text.chars().count() > MOST_CHARACTERS {
        return None;
    }
    match name {
        "name" => {
            let (mut name, mut certainty) = split_name(text)?;
            if let Some(kana) = kana {
                certainty = certainty.min(add_kana(&mut name, &kana.text)).min(kana.certainty);
            }
            Some((CardValue::Name(name), certainty))
        }
        "address" => {
            let (address, certainty) = split_address(text);
            Some((CardValue::Address(address), certainty))
        }
        "birth_date" => {
            // As printed on a card, or as its chip writes it.
            let formats = [DateFormat::Words, DateFormat::Digits, DateFormat::EraDigits];
            let (day, certainty) = formats.iter().find_map(|format| format.read(text))?;
            Some((CardValue::BirthDate(day), certainty))
        }
        "sex" => is_female(text).map(|female| (CardValue::Female(female), Certainty::Checked)),
        _ => None,
    }
}
