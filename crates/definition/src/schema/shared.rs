//! What several kinds of files have: texts, ids, days, facts.

use kakanai_domain::Lang;
use serde_json::{Value, json};

use super::draft7::{described, object, pattern, string};
use super::draft7::{may, need};

/// Their definitions.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    let id =
        pattern("^[a-z][a-z0-9_]*$", "名前（id）は半角の英小文字で始め、英小文字・数字・_ だけを使います。");
    let day = pattern(
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "日付は \"2026-12-01\" のように、月と日を2桁で書きます。",
    );
    let fact = pattern(
        "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,2}$",
        "事実は moved_on、householder.name、member.birth_date.age のように、. でつないで書きます。",
    );
    let piece = pattern(
        "^('[\\s\\S]*|[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,2})$",
        "項目の値は householder.name のように、決まった言葉は ' で始めて '様 のように書きます。",
    );
    vec![
        ("note", described(string(), "ほかの担当者へのメモ。プログラムは読みません。")),
        ("id", id),
        ("day", day),
        ("fact", fact),
        ("piece", piece),
        ("text", text()),
    ]
}

/// A text by language.
fn text() -> Value {
    let words = || json!({ "type": "string", "pattern": "\\S", "patternErrorMessage": "言葉が空です。" });
    let keys = Lang::ALL.map(|lang| {
        let code = lang.code();
        let about = match lang {
            Lang::Ja => "日本語（必須）。",
            Lang::En => "英語。",
            Lang::Zh => "中国語。",
            Lang::Ko => "韓国語。",
            Lang::Vi => "ベトナム語。",
            Lang::Pt => "ポルトガル語。",
            Lang::Ne => "ネパール語。",
        };
        if lang == Lang::Ja { need(code, words(), about) } else { may(code, words(), about) }
    });
    let schema = object(keys);
    super::draft7::snippets(
        schema,
        [("日本語の言葉", r#"{ "ja": "$1" }"#), ("日本語と英語", r#"{ "ja": "$1", "en": "$2" }"#)],
    )
}
