//! `scenarios/*.json`

use serde_json::{Value, json};

use super::draft7::{
    any, by_name, first, flag, list, may, need, object, pattern, refer, some, start, string, within, words,
};
use super::envelope;
use super::procedures::LEVELS;
use crate::scenario::outcomes;

/// The whole file.
pub(super) fn scenario() -> Value {
    let slot = pattern(
        "^[a-z][a-z0-9_]*(\\.[1-9][0-9]*\\.[a-z][a-z0-9_]*)?$",
        "質問は moved_on、people、people.2.name のように書きます。",
    );
    let page = pattern("^[a-z][a-z0-9_]*(:[1-9][0-9]*)?$", "様式は f01、f09:6 のように書きます。");
    let day = || any([refer("day"), json!({ "type": "null" })]);
    let days = any([day(), list(day())]);
    let writes = object([
        may("before", within(0, 9999), "手書きなら書く回数。"),
        may("after", within(0, 9999), "入力する回数。"),
    ]);
    let expected = json!({ "type": ["string", "boolean", "array"], "items": refer("id") });
    envelope([
        need("name", string(), "短い名前。例: T01。"),
        need("title", string(), "どんな世帯か。"),
        need("event", refer("id"), "ライフイベントの id。"),
        need("today", refer("day"), "来庁した日。"),
        may("only", some(refer("id")), "この手続だけを確かめる。書かなければ、ライフイベントのすべて。"),
        need("answers", by_name(refer("answer")), "答え。項目の id: 答え。一覧は [ { … }, { … } ]。"),
        may("asked", list(slot.clone()), "必ず聞かれる質問。"),
        may("not_asked", list(slot), "聞かれてはいけない質問。"),
        may("complete", flag(), "最後に質問が残らないこと。書かなければ true。"),
        need("verdicts", by_name(verdict()), "手続の id: 判定。書かない手続は、不要でなければなりません。"),
        may("due", by_name(days), "手続の id: 最後の日。ない日は null。"),
        may("sheets", list(page), "印刷されるページ。順番どおりに。"),
        may("boxes", by_name(expected), "欄の中身。例: \"f01.to_address\": \"…\"。印は true・false。"),
        may("writes", writes, "書く回数。"),
    ])
}

fn verdict() -> Value {
    let others = [
        ("not_needed", "不要"),
        ("ask_staff", "職員に聞く（わからない、のため決まらない）"),
        ("open", "まだ決まらない"),
        ("advice", "「…の方は」という案内だけ"),
    ];
    let said = LEVELS.into_iter().chain(others).collect::<Vec<_>>();
    let known = outcomes().map(|(word, _)| word);
    let members = known.map(|word| {
        let about = said.iter().find(|(said, _)| *said == word).map_or("", |(_, about)| about);
        may(word, list(within(1, 65_535)), about)
    });
    any([words(known, &said), object(members)])
}

/// What is said to a question.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    let postal_code = || pattern("^[0-9]{7}$", "郵便番号はハイフンなしの7桁です。");
    let name = || {
        [
            may("family", string(), "氏"),
            may("given", string(), "名"),
            may("family_kana", string(), "氏のフリガナ"),
            may("given_kana", string(), "名のフリガナ"),
            may("latin", string(), "ローマ字"),
        ]
    };
    let address = || {
        [
            may("postal_code", postal_code(), "郵便番号（7桁、ハイフンなし）"),
            may("prefecture", string(), "都道府県"),
            may("city", string(), "市区町村"),
            may("town", string(), "町・字"),
            may("block", string(), "番地"),
            may("building", string(), "建物"),
            may("country", string(), "国（国外のとき）"),
        ]
    };
    let day = || {
        [
            need("written", string(), "書かれたとおりの日。例: 昭和20年頃。"),
            may("year", within(1, 9999), "分かっている年（西暦）。"),
            may("month", within(1, 12), "分かっている月。"),
        ]
    };
    let unknown = || need("unknown", json!({ "const": true }), "わからない、と答えた。");
    let has = |keys: &[&str]| {
        let any = keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>();
        json!({ "anyOf": any })
    };
    let every = [may("unknown", flag(), "わからない、と答えた。")].into_iter();
    let every =
        every.chain([may("written", string(), "書かれたとおりの日。")]).chain(name()).chain(address());
    let said = first(
        vec![
            (has(&["unknown"]), object([unknown()])),
            (has(&["written", "year", "month"]), object(day())),
            (has(&["family", "given", "family_kana", "given_kana", "latin"]), object(name())),
            (
                has(&["postal_code", "prefecture", "city", "town", "block", "building", "country"]),
                object(address()),
            ),
        ],
        start(every),
    );
    let member = json!({
        "type": ["object", "string"],
        "if": { "type": "object" },
        "then": by_name(refer("answer")),
    });
    let answer = json!({
        "description": "答え。true・false、選択肢の id、数、\"1981-05-10\"、氏名・住所の { }、わからない は { \"unknown\": true }。",
        "type": ["boolean", "string", "integer", "object", "array"],
        "if": { "type": "object" },
        "then": said,
        "else": { "items": member },
    });
    vec![("answer", answer)]
}
