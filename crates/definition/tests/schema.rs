//! The schemas say what the readers do: the same keys, and no less than what a slip of the pen needs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops where it fails; the errors of the validator are not ours"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use kakanai_definition::{Code, Source, compile, read_folder, schemas};
use serde_json::{Value, json};

use support::{PROBLEMS, applied, base, folder};

const FORMS: &str = "../../../forms";

/// Every kind of cell in every kind of place, and what else the base and the shipped forms leave out.
fn rare() -> Vec<Source> {
    let always = json!({ "all": [] });
    let mut number = 0;
    let mut cells = |place: &Value| {
        let contents = [
            json!({ "label": "姓" }),
            json!({ "show": "today.wareki" }),
            json!({ "tick": "はい", "when": always }),
            json!({ "ring": "はい", "when": always }),
            json!({ "options": "visitor.sex", "mark": "ring" }),
            json!({ "blank": "hand" }),
            json!({ "across": [{ "label": "姓" }] }),
            json!({ "down": [{ "label": "姓" }] }),
            json!({ "either": [{ "label": "姓" }] }),
        ];
        let named = contents.map(|mut cell| {
            let parts = ["across", "down", "either"].iter().any(|kind| cell.get(kind).is_some());
            let own = cell.as_object_mut().unwrap();
            own.extend(place.as_object().unwrap().clone());
            if !parts {
                number += 1;
                own.insert("id".to_owned(), json!(format!("box_{number}")));
            }
            cell
        });
        named.to_vec()
    };
    let mut blocks = cells(&json!({ "at": [20, 20, 20, 5] }));
    blocks.extend(cells(&json!({ "below": 1, "high": 2 })));
    blocks.push(json!({ "below": 1, "high": 5, "across": cells(&json!({ "share": 1 })) }));
    blocks.push(json!({ "below": 1, "high": 5, "either": cells(&json!({})) }));
    let grid = json!([{ "high": 5, "cells": cells(&json!({ "span": [1, 1] })) }]);
    blocks.push(json!({ "grid": [20, 200], "columns": [5, 5, 5, 5, 5, 5, 5, 5, 5], "rows": grid }));
    let row = json!([{ "high": 5, "cells": ["姓"] }]);
    blocks.push(json!({ "below": 1, "side": "姓", "columns": [5], "rows": row }));
    let sheet = json!({ "format": 1, "id": "rare", "title": "見本", "paper": "A4", "blocks": blocks });
    let mut fields = cells(&json!({ "field": "氏名" }));
    fields.retain(|cell| ["label", "show", "tick", "blank"].iter().any(|kind| cell.get(kind).is_some()));
    let ground = json!({ "pdf": "moving.pdf", "page": 1 });
    let over = json!({ "format": 1, "id": "over", "title": "見本", "paper": "A4", "ground": ground, "blocks": fields });
    let tests = [
        json!({ "fact": "to_address", "known": true }),
        json!({ "fact": "moved_on", "on_or_after": "2026-12-01" }),
        json!({ "fact": "moved_on", "on_or_before": "2026-12-01" }),
        json!({ "fact": "visitor.sex", "is_one_of": ["male"] }),
        json!({ "fact": "visitor.sex", "includes": "male" }),
    ];
    let rules = json!({ "format": 1, "rules": [{ "id": "rare", "when": { "any": tests } }] });
    let due = [json!({ "months": 1, "after": "moved_on" }), json!({ "years": 1, "after": "moved_on" })];
    let procedure = json!({ "id": "rare", "title": { "ja": "見本" }, "counter": "residents", "level": "apply",
                            "when": { "rule": "rare" }, "due": due });
    let procedures = json!({ "format": 1, "procedures": [procedure] });
    let born = json!({ "id": "born", "type": "date", "partly": true, "label": { "ja": "生まれた日" },
                       "ask": { "ja": "いつ生まれましたか" } });
    let items = json!({ "format": 1, "of": "visit", "items": [born] });
    let scenario = json!({ "format": 1, "name": "T02", "title": "見本", "event": "move_in", "today": "2026-12-01",
                           "answers": { "born": { "written": "昭和20年頃", "year": 1945, "month": 3 } }, "verdicts": {} });
    let mut sources = base();
    let office = sources.iter_mut().find(|source| source.path == "office.json").unwrap();
    let printer =
        r#""printers": [{ "id": "one", "label": { "ja": "1番" }, "uri": "ipp://localhost/ipp" }], "closed""#;
    office.text = office.text.replacen("\"closed\"", printer, 1);
    sources.push(Source::json("items/rare.json", items.to_string()));
    sources.push(Source::json("scenarios/rare.json", scenario.to_string()));
    sources.push(Source::json("rules/rare.json", rules.to_string()));
    sources.push(Source::json("procedures/rare.json", procedures.to_string()));
    sources.push(Source::json("sheets/rare.json", sheet.to_string()));
    sources.push(Source::json("sheets/over.json", over.to_string()));
    sources
}

fn validators() -> BTreeMap<&'static str, Validator> {
    let schemas = schemas();
    let read = schemas.iter().map(|schema| {
        let schema_text: Value = serde_json::from_str(&schema.text).unwrap();
        (schema.name, jsonschema::draft7::new(&schema_text).unwrap())
    });
    read.collect()
}

fn kind(path: &str) -> &str {
    path.split_once('/').map_or(path.trim_end_matches(".json"), |(folder, _)| folder)
}

fn parsed(sources: &[Source]) -> Vec<(&str, Value)> {
    let json = sources.iter().filter(|source| source.pdf.is_none());
    json.filter_map(|source| Some((&*source.path, serde_json::from_str(&source.text).ok()?))).collect()
}

#[test]
fn the_schemas_are_those_an_office_gets() {
    let folder = folder("../../../assets/schema");
    for schema in schemas() {
        let path = folder.join(format!("{}.schema.json", schema.name));
        if std::env::var_os("KAKANAI_BLESS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &schema.text).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == schema.text, "{} is out of date: KAKANAI_BLESS=1 writes it", path.display());
    }
}

#[test]
fn what_compiles_is_valid() {
    let validators = validators();
    let mut seen = BTreeSet::new();
    for sources in [base(), read_folder(&folder(FORMS)).unwrap(), rare()] {
        for (path, value) in parsed(&sources) {
            let errors = validators[kind(path)].iter_errors(&value);
            let errors =
                errors.map(|error| format!("{}: {error}", error.instance_path())).collect::<Vec<_>>();
            assert!(errors.is_empty(), "{path}: {errors:#?}");
            seen.insert(kind(path).to_owned());
        }
    }
    assert_eq!(seen.len(), schemas().len());
}

/// What is wrong with one object, whatever the rest of the office says, so that an editor can mark it.
const SHAPES: [Code; 23] = [
    Code::NoFormat,
    Code::WrongFormat,
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongType,
    Code::BadId,
    Code::UnknownWord,
    Code::OutOfRange,
    Code::BadDate,
    Code::BadMonthDay,
    Code::MissingJapanese,
    Code::EmptyText,
    Code::WrongCount,
    Code::EmptyList,
    Code::JapaneseFirst,
    Code::BadOfficeCode,
    Code::NoCondition,
    Code::NoTest,
    Code::ManyTests,
    Code::OneSpan,
    Code::OneBlock,
    Code::OneContent,
    Code::NoCellId,
];

/// Fixtures with such a problem that a schema cannot see, and why.
const UNSEEN: [(&str, &str); 2] = [
    ("E108_bad_date", "which months have 31 days is arithmetic"),
    ("E403_two_bounds", "what an editor would say of it (「a schema that is not allowed」) helps nobody"),
];

#[test]
fn what_has_the_wrong_shape_is_refused() {
    let validators = validators();
    let mut unseen = Vec::new();
    let mut shown = BTreeSet::new();
    for entry in fs::read_dir(folder("problems")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let fixture = fs::read_to_string(&path).unwrap();
        let sources = applied(fixture.split_once(PROBLEMS).unwrap().0);
        let problems = compile(&sources).problems;
        let shapes = problems.iter().filter(|problem| SHAPES.contains(&problem.code)).collect::<Vec<_>>();
        if shapes.is_empty() {
            continue;
        }
        shown.extend(shapes.iter().map(|problem| problem.code));
        let files = parsed(&sources);
        let refused = shapes.iter().all(|problem| {
            files
                .iter()
                .any(|(path, value)| *path == problem.place.file && !validators[kind(path)].is_valid(value))
        });
        if !refused {
            unseen.push(name);
        }
    }
    unseen.sort();
    assert_eq!(unseen, UNSEEN.map(|(name, _)| name));
    assert_eq!(shown, BTreeSet::from(SHAPES));
}

/// Keys that the reader takes beside `field` to say better what is wrong with them.
const BESIDE_FIELD: [&str; 8] = ["at", "below", "ring", "options", "mark", "across", "down", "either"];

#[test]
fn the_keys_of_the_schemas_are_those_of_the_readers() {
    let validators = validators();
    let objects = objects();
    let universe = objects.iter().flatten().cloned().collect::<BTreeSet<_>>();
    // By the keys that a reader knows in a place: those that the schema takes in such places.
    let mut taken: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    let mut places = BTreeSet::new();
    for (sources, every) in [(rare(), true), (read_folder(&folder(FORMS)).unwrap(), false)] {
        for (path, at, known) in known_keys(&sources) {
            let text = &sources.iter().find(|source| source.path == path).unwrap().text;
            let (mut value, at) = only(&serde_json::from_str(text).unwrap(), &at);
            let own = keys_at(&value, &at);
            // Where the same keys stand already, the schema takes the same; the shipped forms add what is new.
            let new = places.insert((kind(&path).to_owned(), known.clone(), own.clone()));
            if !new || !every && taken.contains_key(&known) {
                continue;
            }
            let validator = &validators[kind(&path)];
            let all = taken.entry(known.clone()).or_default();
            all.extend(own.iter().cloned());
            for key in universe.iter().filter(|key| !own.contains(*key)) {
                value.pointer_mut(&at).unwrap()[key.as_str()] = json!({});
                if takes_all(validator, &value, &at) {
                    assert!(known.contains(key), "{path}{at}: the schema takes {key}, the reader {known:?}");
                    all.insert(key.clone());
                }
                value.pointer_mut(&at).unwrap().as_object_mut().unwrap().remove(key);
            }
        }
    }
    let mut missing = Vec::new();
    for (known, taken) in &taken {
        let field = known.iter().any(|key| key == "field");
        let said_better = |key: &str| field && BESIDE_FIELD.contains(&key);
        let lacking =
            known.iter().filter(|key| !taken.contains(*key) && !said_better(key)).collect::<Vec<_>>();
        if !lacking.is_empty() {
            missing.push(format!("of {known:?} the schemas lack {lacking:?}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let reached =
        |object: &BTreeSet<String>| taken.keys().any(|known| object.iter().all(|key| known.contains(key)));
    let unreached = objects.iter().filter(|object| !reached(object)).collect::<Vec<_>>();
    assert!(unreached.is_empty(), "no sample has an object with the keys {unreached:#?}");
}

/// The keys of every object that a schema describes.
fn objects() -> BTreeSet<BTreeSet<String>> {
    fn gather(value: &Value, objects: &mut BTreeSet<BTreeSet<String>>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties")
                    && object.contains_key("additionalProperties")
                    && !object.contains_key("$comment")
                {
                    objects.insert(properties.keys().filter(|key| *key != "note").cloned().collect());
                }
                object.values().for_each(|value| gather(value, objects));
            }
            Value::Array(list) => list.iter().for_each(|value| gather(value, objects)),
            _ => {}
        }
    }
    let mut objects = BTreeSet::new();
    for schema in schemas() {
        gather(&serde_json::from_str(&schema.text).unwrap(), &mut objects);
    }
    objects
}

const MARK: &str = "zzzzzzzzzzzz";

/// For each object with keys of its own, the keys its reader knows: from what it says about one it does not know.
fn known_keys(sources: &[Source]) -> Vec<(String, String, Vec<String>)> {
    let mut places = Vec::new();
    let mut marked = sources.to_vec();
    for source in marked.iter_mut().filter(|source| source.pdf.is_none()) {
        let mut value: Value = serde_json::from_str(&source.text).unwrap();
        let mut at = Vec::new();
        pointers(&value, String::new(), &mut at);
        for at in at {
            let object = value.pointer_mut(&at).unwrap().as_object_mut().unwrap();
            object.insert(format!("{MARK}{}", places.len()), Value::Null);
            places.push((source.path.clone(), at));
        }
        source.text = format!("{value:#}");
    }
    let mut found = Vec::new();
    for problem in compile(&marked).problems {
        if problem.code != Code::UnknownKey {
            continue;
        }
        let number = problem.what.ja.split_once(MARK).unwrap().1;
        let number: usize = number.split('」').next().unwrap().parse().unwrap();
        let mend = problem.mend.unwrap().ja;
        let known = mend.split_once(": ").unwrap().1.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
        let (path, at) = places[number].clone();
        found.push((path, at, known.into_iter().collect()));
    }
    found
}

fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                pointers(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
            all.push(at);
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                pointers(value, format!("{at}/{index}"), all);
            }
        }
        _ => {}
    }
}

/// A file with nothing but one object and what it stands in, and where it then is.
fn only(value: &Value, at: &str) -> (Value, String) {
    let Some(rest) = at.strip_prefix('/') else { return (bare(value), String::new()) };
    let (key, rest) = rest.find('/').map_or((rest, ""), |end| rest.split_at(end));
    match value {
        Value::Array(list) => {
            let (inner, at) = only(&list[key.parse::<usize>().unwrap()], rest);
            (json!([inner]), format!("/0{at}"))
        }
        Value::Object(object) => {
            let name = key.replace("~1", "/").replace("~0", "~");
            let (inner, at) = only(&object[&name], rest);
            let mut value = bare(value);
            value[&name] = inner;
            (value, format!("/{key}{at}"))
        }
        _ => panic!("{at}"),
    }
}

fn bare(value: &Value) -> Value {
    let plain = |value: &Value| match value {
        Value::Array(_) => json!([]),
        Value::Object(_) => json!({}),
        value => value.clone(),
    };
    let object = value.as_object().unwrap();
    object.iter().map(|(key, value)| (key.clone(), plain(value))).collect()
}

fn keys_at(value: &Value, at: &str) -> Vec<String> {
    let keys = value.pointer(at).unwrap().as_object().unwrap().keys();
    keys.filter(|key| *key != "note").cloned().collect()
}

/// Whether no key of an object is refused.
fn takes_all(validator: &Validator, value: &Value, at: &str) -> bool {
    fn refuses(error: &ValidationError<'_>, at: &str) -> bool {
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { .. } => error.instance_path().as_str() == at,
            ValidationErrorKind::AnyOf { context } => {
                context.iter().flatten().any(|error| refuses(error, at))
            }
            _ => false,
        }
    }
    !validator.iter_errors(value).any(|error| refuses(&error, at))
}

#[test]
fn every_word_has_its_meaning() {
    fn look(value: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(Value::Array(about)) = object.get("enumDescriptions") {
                    let words = object["enum"].as_array().unwrap();
                    assert_eq!(words.len(), about.len());
                    assert!(about.iter().all(|about| about != ""), "{words:?}");
                }
                object.values().for_each(look);
            }
            Value::Array(list) => list.iter().for_each(look),
            _ => {}
        }
    }
    schemas().iter().for_each(|schema| look(&serde_json::from_str(&schema.text).unwrap()));
}

#[test]
fn what_an_editor_offers_is_valid() {
    fn look(value: &Value, definitions: &Value, seen: &mut usize) {
        match value {
            Value::Object(object) => {
                for snippet in
                    object.get("defaultSnippets").into_iter().flat_map(|all| all.as_array().unwrap())
                {
                    let body = snippet["bodyText"].as_str().unwrap();
                    let body = body.replace("${1:65}", "65").replace("[$1]", "[]");
                    let body = (1..9).fold(body, |body, number| body.replace(&format!("${number}"), "a"));
                    let mut schema = value.clone();
                    schema["definitions"] = definitions.clone();
                    let validator = jsonschema::draft7::new(&schema).unwrap();
                    let body = serde_json::from_str(&body).expect(&body);
                    assert!(validator.is_valid(&body), "{body}: {:?}", validator.iter_errors(&body).next());
                    *seen += 1;
                }
                object.values().for_each(|value| look(value, definitions, seen));
            }
            Value::Array(list) => list.iter().for_each(|value| look(value, definitions, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    for schema in schemas() {
        let schema: Value = serde_json::from_str(&schema.text).unwrap();
        look(&schema, &schema["definitions"], &mut seen);
    }
    assert!(seen > 10, "{seen}");
}
