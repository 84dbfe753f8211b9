//! What a folder of definitions consists of: each thing that has a name, as it is written.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use kakanai_definition::{Noun, Source};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::splice::{find, tree, written};

/// What kind of thing has the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 窓口
    Counter,
    /// 持ち物
    Thing,
    /// 設定
    Setting,
    /// リスト
    List,
    /// 項目
    Item,
    /// ルール
    Rule,
    /// 手続
    Procedure,
    /// 様式
    Sheet,
    /// ライフイベント
    Event,
    /// シナリオ
    Scenario,
}

impl Kind {
    /// Japanese and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Counter => Noun::Counter.words(),
            Kind::Thing => Noun::Thing.words(),
            Kind::Setting => Noun::Setting.words(),
            Kind::List => Noun::List.words(),
            Kind::Item => Noun::Item.words(),
            Kind::Rule => Noun::Rule.words(),
            Kind::Procedure => Noun::Procedure.words(),
            Kind::Sheet => Noun::Sheet.words(),
            Kind::Event => Noun::Event.words(),
            Kind::Scenario => ("シナリオ", "scenario"),
        }
    }

    /// The kind of what is mentioned; `None` for options, which belong to their item.
    pub fn of(noun: Noun) -> Option<Kind> {
        Some(match noun {
            Noun::Item => Kind::Item,
            Noun::List => Kind::List,
            Noun::Rule => Kind::Rule,
            Noun::Counter => Kind::Counter,
            Noun::Thing => Kind::Thing,
            Noun::Setting => Kind::Setting,
            Noun::Procedure => Kind::Procedure,
            Noun::Sheet => Kind::Sheet,
            Noun::Event => Kind::Event,
            Noun::Option => return None,
        })
    }
}

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub id: String,
    /// Of an item: `visit`, or its list.
    pub of: String,
    /// The file it stands in.
    pub file: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// As it is written.
    pub text: String,
}

impl Definition {
    /// How a package calls it: 「item phone」.
    pub fn name(&self) -> String {
        format!("{} {}", self.kind.words().1, self.id)
    }
    /// SHA-256 over what it says, however it is laid out, hexadecimal.
    pub fn hash(&self) -> String {
        hash(canonical(&self.json()).as_bytes())
    }
    /// What it says.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
    /// Whether another says the same, of the same list: however it is laid out, and whatever is noted beside it.
    pub fn says_as(&self, other: &Definition) -> bool {
        self.of == other.of && differences(&self.json(), &other.json()).is_empty()
    }
}

/// SHA-256, hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every part of the files, in their order. Only for files that compile: the parser goes down on the stack.
pub fn definitions(sources: &[Source]) -> Vec<Definition> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.pdf.is_none()) {
        let Some(root) = tree(&source.text) else { continue };
        let mut put = |kind, value: &Value<'_>, id: Option<&Value<'_>>, of: &str| {
            let Some(id) = id.and_then(|id| id.as_string_lit()) else { return };
            found.push(Definition {
                kind,
                id: id.value.to_string(),
                of: of.to_owned(),
                file: source.path.clone(),
                start: value.start(),
                end: value.end(),
                text: written(&source.text, value).to_owned(),
            });
        };
        let of =
            find(&root, &["of"]).and_then(|of| of.as_string_lit()).map(|of| &*of.value).unwrap_or_default();
        let entries =
            |key| find(&root, &[key]).and_then(|list| list.as_array()).map_or(&[][..], |list| &list.elements);
        let lists: &[(&str, Kind)] = match source.path.split_once('/').map(|(folder, _)| folder) {
            None => &[("counters", Kind::Counter), ("things", Kind::Thing), ("settings", Kind::Setting)],
            Some("items") => {
                if let Some(list) = find(&root, &["list"]) {
                    put(Kind::List, list, find(&root, &["of"]), "");
                }
                &[("items", Kind::Item)]
            }
            Some("rules") => &[("rules", Kind::Rule)],
            Some("procedures") => &[("procedures", Kind::Procedure)],
            Some("sheets") => {
                put(Kind::Sheet, &root, find(&root, &["id"]), "");
                &[]
            }
            Some("events") => {
                put(Kind::Event, &root, find(&root, &["id"]), "");
                &[]
            }
            Some("scenarios") => {
                put(Kind::Scenario, &root, find(&root, &["name"]), "");
                &[]
            }
            Some(_) => &[],
        };
        for (key, kind) in lists {
            for entry in entries(key) {
                put(*kind, entry, find(entry, &["id"]), of);
            }
        }
    }
    found
}

/// A value as a text of its own, the same whatever the layout and the order of keys.
pub fn canonical(value: &Json) -> String {
    match value {
        Json::Object(object) => {
            let mut entries = object.iter().collect::<Vec<_>>();
            entries.sort_by_key(|(key, _)| *key);
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{}:{}", Json::from(key.as_str()), canonical(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Json::Array(list) => format!("[{}]", list.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => value.to_string(),
    }
}

/// Where two values differ, notes apart: the place, and what stands there in each, if anything.
pub fn differences(ours: &Json, theirs: &Json) -> Vec<(String, Option<String>, Option<String>)> {
    let mut found = Vec::new();
    compare("", Some(ours), Some(theirs), &mut found);
    found
}

fn compare(
    place: &str,
    ours: Option<&Json>,
    theirs: Option<&Json>,
    found: &mut Vec<(String, Option<String>, Option<String>)>,
) {
    let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match (ours, theirs) {
        (Some(Json::Object(a)), Some(Json::Object(b))) => {
            let mut keys = a.keys().chain(b.keys()).collect::<Vec<_>>();
            keys.sort();
            keys.dedup();
            for key in keys.into_iter().filter(|key| *key != "note") {
                compare(&below(key), a.get(key), b.get(key), found);
            }
        }
        (Some(Json::Array(a)), Some(Json::Array(b))) if a.len() == b.len() => {
            for (number, (a, b)) in (1..).zip(a.iter().zip(b)) {
                compare(&below(&number.to_string()), Some(a), Some(b), found);
            }
        }
        (a, b) if a.map(noteless) == b.map(noteless) => {}
        (a, b) => found.push((place.to_owned(), a.map(canonical), b.map(canonical))),
    }
}

fn noteless(value: &Json) -> String {
    fn without(value: &Json) -> Json {
        match value {
            Json::Object(object) => object
                .iter()
                .filter(|(key, _)| *key != "note")
                .map(|(key, value)| (key.clone(), without(value)))
                .collect(),
            Json::Array(list) => list.iter().map(without).collect(),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => value.clone(),
        }
    }
    canonical(&without(value))
}
