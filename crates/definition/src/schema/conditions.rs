//! Conditions, and `rules/*.json`.

use serde_json::{Value, json};

use super::draft7::{
    Key, any, choose, flag, list, may, need, object, one_of_keys, pattern, refer, snippets, some, start,
    whole, with,
};
use super::envelope;
use crate::condition::KINDS;
use crate::test::BOUND_KEYS;

/// The whole file.
pub(super) fn rules() -> Value {
    let rule = object([
        need("id", refer("id"), "決まりの名前。条件から { \"rule\": \"（id）\" } と呼びます。"),
        may("label", refer("text"), "「なぜ必要？」で、条件の代わりに出る言葉。"),
        may("of", refer("id"), "member. を使う決まりなら、その一覧。"),
        need("when", refer("condition"), "条件。"),
    ]);
    let body = r#"{ "id": "$1", "label": { "ja": "$2" }, "of": "people", "when": { "fact": "member.$3", "is": true } }"#;
    envelope([need("rules", list(snippets(rule, [("決まり", body)])), "名前の付いた条件。")])
}

/// What conditions are made of.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    vec![("condition", condition()), ("bound", bound())]
}

fn about(kind: &str) -> &'static str {
    match kind {
        "all" => "すべてが成り立つ。空の [] は、いつも成り立つ。",
        "any" => "どれか1つが成り立つ。",
        "not" => "成り立たない。",
        "rule" => "名前の付いた条件（rules）の id。",
        "fact" => {
            "調べるもの。例: moved_on、householder.name、member.birth_date.age、people.count、office.（設定）。"
        }
        "someone_in" => "一覧のだれか1人でも where に当てはまる。",
        "everyone_in" => "一覧の全員が where に当てはまる。",
        "count_in" => "where に当てはまる人数。at_least などと一緒に書きます。",
        _ => "",
    }
}

fn value_of(kind: &str) -> Value {
    match kind {
        "all" | "any" => list(refer("condition")),
        "not" => refer("condition"),
        "rule" | "someone_in" | "everyone_in" | "count_in" => refer("id"),
        _ => refer("fact"),
    }
}

fn condition() -> Value {
    let cases = KINDS.map(|kind| {
        let own = || need(kind, value_of(kind), about(kind));
        let place = || need("where", refer("condition"), "当てはめる条件。中で member. を使います。");
        let schema = match kind {
            "fact" => fact(),
            "count_in" => {
                let keys = [own(), place()].into_iter().chain(BOUND_KEYS.map(bounded));
                with(object(keys), "anyOf", required(BOUND_KEYS))
            }
            "someone_in" | "everyone_in" => object([own(), place()]),
            _ => object([own()]),
        };
        (kind, schema)
    });
    let none = start(KINDS.map(|kind| may(kind, value_of(kind), about(kind))));
    let none = with(
        none,
        "anyOf",
        required(["fact", "all", "any", "not", "rule", "someone_in", "everyone_in", "count_in"]),
    );
    let bodies = [
        ("はい・いいえを調べる", r#"{ "fact": "$1", "is": true }"#),
        ("選択肢を調べる", r#"{ "fact": "$1", "is_one_of": ["$2"] }"#),
        ("年齢を調べる", r#"{ "fact": "member.birth_date.age", "at_least": ${1:65} }"#),
        ("すべて", r#"{ "all": [$1] }"#),
        ("どれか", r#"{ "any": [$1] }"#),
        ("だれかが", r#"{ "someone_in": "people", "where": { "fact": "member.$1", "is": true } }"#),
    ];
    snippets(choose(cases, none), bodies)
}

fn required<'k>(keys: impl IntoIterator<Item = &'k str>) -> Value {
    one_of_keys(keys).get("anyOf").cloned().unwrap_or_default()
}

fn bound() -> Value {
    // An editor says what is wrong with the first of them.
    any([
        pattern(
            "^office\\.[a-z][a-z0-9_]*$",
            "整数（\" \" で囲みません）か、\"office.（設定の id）\" を書きます。",
        ),
        whole(),
    ])
}

fn bounded(key: &'static str) -> Key {
    let about = match key {
        "at_least" => "これ以上。整数か \"office.（設定）\"。",
        "over" => "これより多い。整数か \"office.（設定）\"。",
        "at_most" => "これ以下。整数か \"office.（設定）\"。",
        _ => "これ未満。整数か \"office.（設定）\"。",
    };
    may(key, refer("bound"), about)
}

/// A fact and its test: one kind of test, and what goes with it.
fn fact() -> Value {
    let own = || need("fact", refer("fact"), about("fact"));
    let tests = || {
        let is = json!({ "type": ["boolean", "string"] });
        [
            may(
                "is",
                is,
                "等しい。はい・いいえは true・false、選択は選択肢の id、文字は言葉か \"office.（設定）\"。",
            ),
            may("is_one_of", some(refer("id")), "選択肢のどれかである。"),
            may("includes", refer("id"), "いくつか選ぶ項目で、この選択肢が選ばれている。"),
            may("on_or_after", refer("day"), "この日かその後。"),
            may("on_or_before", refer("day"), "この日かその前。"),
            may("known", flag(), "true: 答えが分かっている。"),
        ]
    };
    let names = ["is", "is_one_of", "includes", "on_or_after", "on_or_before", "known"];
    let single = names.into_iter().zip(tests()).map(|(name, test)| (name, object([own(), test])));
    let bounds = start([own()].into_iter().chain(tests()).chain(BOUND_KEYS.map(bounded)));
    let bounds = with(bounds, "anyOf", required(["is"].into_iter().chain(BOUND_KEYS)));
    choose(single.collect::<Vec<_>>(), bounds)
}
