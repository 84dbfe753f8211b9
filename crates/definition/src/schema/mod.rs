//! JSON Schemas of format 1: what an editor needs to complete keys and words, to say what they mean, and to mark a slip
//! while it is typed.
//!
//! They say less than the compiler: names, and what goes together, are checked by `compile` alone. Their words are taken
//! from the tables of the readers; that their keys are those of the readers, a test proves (`tests/schema.rs`).

mod cells;
mod conditions;
mod draft7;
mod items;
mod mixes;
mod office;
mod procedures;
mod scenarios;
mod shared;
mod sheets;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use draft7::{Key, need, object};

/// The schema of one kind of file.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// 「items」: the name of its folder, or of the one file.
    pub name: &'static str,
    /// Which files it is of, as editors match them: 「items/*.json」.
    pub files: &'static str,
    /// The schema, draft-07, as text.
    pub text: String,
}

/// Longest line of a schema, in bytes.
const LINE: usize = 140;

/// The schemas of all kinds of files.
pub fn schemas() -> Vec<Schema> {
    let kinds = [
        ("office", "office.json", "自治体（office.json）", office::office()),
        ("items", "items/*.json", "項目（items）", items::file()),
        ("rules", "rules/*.json", "決まり（rules）", conditions::rules()),
        ("events", "events/*.json", "ライフイベント（events）", procedures::event()),
        ("procedures", "procedures/*.json", "手続（procedures）", procedures::file()),
        ("sheets", "sheets/*.json", "様式（sheets）", sheets::sheet()),
        ("scenarios", "scenarios/*.json", "シナリオ（scenarios）", scenarios::scenario()),
        ("mixes", "mixes/*.json", "世帯の割合（mixes）", mixes::mix()),
    ];
    let all = definitions();
    kinds.map(|(name, files, title, root)| Schema { name, files, text: complete(title, root, &all) }).to_vec()
}

/// Every file is an object that begins with `"format": 1`.
fn envelope(keys: impl IntoIterator<Item = Key>) -> Value {
    let format = need("format", json!({ "const": 1 }), "定義の形式。いつも 1 と書きます。");
    object([format].into_iter().chain(keys))
}

fn definitions() -> BTreeMap<&'static str, Value> {
    shared::definitions()
        .into_iter()
        .chain(conditions::definitions())
        .chain(cells::definitions())
        .chain(scenarios::definitions())
        .collect()
}

/// The whole text of a schema, with those definitions that it uses.
fn complete(title: &str, root: Value, all: &BTreeMap<&str, Value>) -> String {
    let mut used = BTreeMap::new();
    collect(&root, all, &mut used);
    let mut schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": title });
    if let (Some(whole), Value::Object(root)) = (schema.as_object_mut(), root) {
        whole.extend(root);
        whole.insert("definitions".to_owned(), json!(used));
    }
    let mut text = String::new();
    lay(&schema, 0, &mut text);
    text + "\n"
}

/// What has room in a line stands in one line.
fn lay(value: &Value, indent: usize, text: &mut String) {
    let line = value.to_string();
    let (open, close, inner) = match value {
        Value::Object(object) if indent + line.len() > LINE => {
            let named = object.iter().map(|(key, value)| (format!("{}: ", Value::from(key.as_str())), value));
            ('{', '}', named.collect::<Vec<_>>())
        }
        Value::Array(list) if indent + line.len() > LINE => {
            ('[', ']', list.iter().map(|value| (String::new(), value)).collect())
        }
        Value::Object(_)
        | Value::Array(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_) => {
            text.push_str(&line);
            return;
        }
    };
    text.push(open);
    for (index, (key, value)) in inner.into_iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(indent + 1));
        text.push_str(&key);
        lay(value, indent + 1, text);
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push(close);
}

fn collect<'a>(value: &Value, all: &'a BTreeMap<&str, Value>, used: &mut BTreeMap<String, &'a Value>) {
    match value {
        Value::Object(object) => {
            let name = object.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
            if let Some(name) = name
                && !used.contains_key(name)
                && let Some(definition) = all.get(name)
            {
                used.insert(name.to_owned(), definition);
                collect(definition, all, used);
            }
            object.values().for_each(|value| collect(value, all, used));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, all, used)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
