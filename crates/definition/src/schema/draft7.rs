//! The few words of JSON Schema, draft-07, in which the schemas are written.
//!
//! What tells objects apart stands in `if`, not in `oneOf`: an editor then names the one key that is wrong, and offers
//! only the keys that fit what is already written.

use serde_json::{Map, Value, json};

/// A key of an object.
pub(super) struct Key {
    name: &'static str,
    needed: bool,
    schema: Value,
    about: &'static str,
}

/// A key that must be there, and what an editor says about it.
pub(super) fn need(name: &'static str, schema: Value, about: &'static str) -> Key {
    Key { name, needed: true, schema, about }
}

/// A key that may be left out.
pub(super) fn may(name: &'static str, schema: Value, about: &'static str) -> Key {
    Key { name, needed: false, schema, about }
}

/// An object with these keys, `note`, and no others.
pub(super) fn object(keys: impl IntoIterator<Item = Key>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for key in keys.into_iter().chain([may("note", refer("note"), "")]) {
        if key.needed {
            required.push(Value::from(key.name));
        }
        properties.insert(key.name.to_owned(), described(key.schema, key.about));
    }
    let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Some(object), false) = (object.as_object_mut(), required.is_empty()) {
        object.insert("required".to_owned(), required.into());
    }
    object
}

/// An object whose keys are names of the office.
pub(super) fn by_name(of: Value) -> Value {
    json!({ "type": "object", "additionalProperties": of })
}

/// The same with a description. In draft-07 nothing beside a `$ref` counts, so that goes one level down.
pub(super) fn described(schema: Value, about: &str) -> Value {
    if about.is_empty() {
        return schema;
    }
    if schema.get("$ref").is_some() {
        return json!({ "description": about, "allOf": [schema] });
    }
    with(schema, "description", about)
}

/// The same with one more word.
pub(super) fn with(mut schema: Value, word: &str, value: impl Into<Value>) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(word.to_owned(), value.into());
    }
    schema
}

/// What is written once, under `definitions`.
pub(super) fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// An object of which nothing says yet what it becomes: what may be written first.
pub(super) fn start(keys: impl IntoIterator<Item = Key>) -> Value {
    with(object(keys), "$comment", START)
}

/// How such an object is told from those that are something.
const START: &str = "start";

/// A list.
pub(super) fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// A list that is not empty.
pub(super) fn some(of: Value) -> Value {
    with(list(of), "minItems", 1)
}

/// Several values in their order.
pub(super) fn tuple(of: Value, count: u8) -> Value {
    json!({ "type": "array", "items": of, "minItems": count, "maxItems": count })
}

/// One of several, which differ in their JSON type.
pub(super) fn any(alternatives: impl IntoIterator<Item = Value>) -> Value {
    json!({ "anyOf": alternatives.into_iter().collect::<Vec<_>>() })
}

/// The schema of the first key that is there.
pub(super) fn choose(cases: impl IntoIterator<Item = (&'static str, Value)>, otherwise: Value) -> Value {
    let cases = cases.into_iter().map(|(key, schema)| (json!({ "required": [key] }), schema));
    first(cases.collect(), otherwise)
}

/// The schema of the first that holds.
pub(super) fn first(cases: Vec<(Value, Value)>, otherwise: Value) -> Value {
    cases
        .into_iter()
        .rev()
        .fold(otherwise, |rest, (when, schema)| json!({ "if": when, "then": schema, "else": rest }))
}

/// At least one of these keys is there.
pub(super) fn one_of_keys<'k>(keys: impl IntoIterator<Item = &'k str>) -> Value {
    any(keys.into_iter().map(|key| json!({ "required": [key] })))
}

/// A text.
pub(super) fn string() -> Value {
    json!({ "type": "string" })
}

/// A text, or an object of this kind.
pub(super) fn string_or(object: Value) -> Value {
    json!({ "type": ["string", "object"], "if": { "type": "object" }, "then": object })
}

/// A text of this form, and what an editor says of another one.
pub(super) fn pattern(pattern: &str, wrong: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "patternErrorMessage": wrong })
}

/// `true` or `false`.
pub(super) fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// A whole number.
pub(super) fn whole() -> Value {
    json!({ "type": "integer" })
}

/// A whole number between two bounds.
pub(super) fn within(least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

/// A number between two bounds.
pub(super) fn number(least: f64, most: f64) -> Value {
    json!({ "type": "number", "minimum": least, "maximum": most })
}

/// One of the words the reader knows, each with its meaning from `said`.
pub(super) fn words<'w>(known: impl IntoIterator<Item = &'w str>, said: &[(&str, &str)]) -> Value {
    let known = known.into_iter().collect::<Vec<_>>();
    let about = known.iter().map(|word| {
        said.iter().find(|(said, _)| said == word).map_or_else(String::new, |(_, about)| (*about).to_owned())
    });
    let about = about.collect::<Vec<_>>();
    json!({ "type": "string", "enum": known, "enumDescriptions": about })
}

/// The first of each pair: the words of a table of the reader.
pub(super) fn firsts<'w, T>(table: &'w [(&'w str, T)]) -> impl Iterator<Item = &'w str> {
    table.iter().map(|(word, _)| *word)
}

/// What an editor offers to write: a name, and the text, with `$1`, `$2` … where the author goes on.
pub(super) fn snippets<const N: usize>(schema: Value, bodies: [(&str, &str); N]) -> Value {
    let bodies = bodies.map(|(label, text)| json!({ "label": label, "bodyText": text }));
    with(schema, "defaultSnippets", bodies.to_vec())
}
