//! `items/*.json`

use serde_json::{Value, json};

use super::draft7::{
    Key, any, described, first, firsts, flag, list, may, need, object, refer, snippets, some, start, whole,
    with, within, words,
};
use super::envelope;
use crate::item::{CARDS, TYPES, WRITES};

/// The whole file.
pub(super) fn file() -> Value {
    envelope([
        need("of", refer("id"), "\"visit\"（来庁1回につき1つ）か、一覧の名前（people など）。"),
        may("list", roster(), "一覧の宣言。一覧ごとに、どれか1つのファイルにだけ書きます。"),
        need("items", list(item()), "項目。"),
    ])
}

fn roster() -> Value {
    object([
        need("label", refer("text"), "一覧の名前。例: 引っ越した人。"),
        need("ask", refer("text"), "だれ（何）がいるかの質問。"),
        may("help", refer("text"), "質問の説明。"),
        need("roster", list(refer("id")), "1人加えるときに、すぐ聞く項目。"),
        need(
            "called",
            json!({ "type": "array", "items": refer("id"), "minItems": 1, "maxItems": 2 }),
            "画面での呼び名にする項目。2つ目は、氏名を出さない案内票で使う項目（続柄など）。",
        ),
        may("at_least", within(0, 99), "最低の人数。書かなければ 0。"),
    ])
}

/// How a box of an item counts.
pub(super) fn writes() -> Value {
    let about = [
        ("name", "氏名として数える"),
        ("address", "住所として数える"),
        ("phone", "電話番号として数える"),
        ("birth_date", "生年月日として数える"),
        ("none", "数えない"),
    ];
    words(firsts(&WRITES), &about)
}

fn item() -> Value {
    let of_types =
        |names: &[&str]| json!({ "properties": { "type": { "enum": names } }, "required": ["type"] });
    let options = || need("options", some(option()), "選択肢。");
    let least = || may("least", whole(), "一番小さい数。書かなければ 0。");
    let most = || may("most", whole(), "一番大きい数。書かなければ 999。");
    let past = || may("past", flag(), "true: 今日より後の日は受け付けません。");
    let partly = || may("partly", flag(), "true: 「昭和20年頃」のような、一部だけ分かる日も受け付けます。");
    let list_of = || need("in", refer("id"), "指す相手の一覧。例: people。");
    let among = || may("among", refer("condition"), "候補になる人の条件。1人だけなら聞きません。");
    let choosing = || need("first", refer("condition"), "条件に合う最初の人。質問はしません。");
    let plain = ["yes_no", "name", "address", "phone", "postal_code", "money"];
    let mut derived = of_types(&["member"]);
    derived = with(derived, "required", vec!["type", "first"]);
    let characters = || may("most", within(1, 10_000), "文字数の上限。書かなければ 100。");
    let cases = vec![
        (of_types(&plain), object(asked([]))),
        (of_types(&["choice", "choices"]), object(asked([options()]))),
        (of_types(&["number"]), object(asked([least(), most()]))),
        (of_types(&["date"]), object(asked([past(), partly()]))),
        (of_types(&["text"]), object(asked([characters()]))),
        (derived, object(common().into_iter().chain([list_of(), choosing()]))),
        (of_types(&["member"]), object(asked([list_of(), among(), may_first()]))),
    ];
    let every =
        [may("options", list(option()), "選択肢。"), least(), most(), past(), partly(), among(), may_first()];
    let every = every
        .into_iter()
        .chain([may("in", refer("id"), "指す相手の一覧。"), may("ask", refer("text"), "質問の言葉。")]);
    let bodies = [
        (
            "はい・いいえの項目",
            r#"{ "id": "$1", "type": "yes_no", "label": { "ja": "$2" }, "ask": { "ja": "$3" } }"#,
        ),
        (
            "選ぶ項目",
            r#"{ "id": "$1", "type": "choice", "label": { "ja": "$2" }, "ask": { "ja": "$3" }, "options": [{ "id": "$4", "label": { "ja": "$5" } }] }"#,
        ),
        (
            "日付の項目",
            r#"{ "id": "$1", "type": "date", "label": { "ja": "$2" }, "ask": { "ja": "$3" }, "past": true }"#,
        ),
    ];
    snippets(first(cases, start(common().into_iter().chain(every))), bodies)
}

fn may_first() -> Key {
    may("first", refer("condition"), "条件で決まる役割: 条件に合う最初の人。among とは一緒に書けません。")
}

fn asked<const N: usize>(own: [Key; N]) -> Vec<Key> {
    let mut keys = common();
    keys.extend(own);
    keys.push(need("ask", refer("text"), "質問の言葉。一覧の項目では {} が名前に置き換わります。"));
    keys
}

fn common() -> Vec<Key> {
    let types = [
        ("yes_no", "はい・いいえ"),
        ("choice", "選択肢から1つ"),
        ("choices", "選択肢からいくつか"),
        ("number", "数"),
        ("date", "日付"),
        ("name", "氏名"),
        ("address", "住所"),
        ("phone", "電話番号"),
        ("text", "文字"),
        ("postal_code", "郵便番号"),
        ("money", "金額（円）"),
        ("member", "一覧の1人（世帯主、来庁者などの役割）"),
    ];
    let cards = [
        ("name", "カードの氏名"),
        ("address", "カードの住所"),
        ("birth_date", "カードの生年月日"),
        ("sex", "カードの性別。選択肢に male と female が要ります"),
    ];
    let unknown = any([described(flag(), "true: 「わからない」のボタンを出します。"), refer("text")]);
    vec![
        need("id", refer("id"), "項目の名前。条件や様式から、この名前で呼びます。"),
        need("type", words(firsts(&TYPES), &types), "答えの種類。"),
        need("label", refer("text"), "項目の名前（確認画面など）。"),
        may("help", refer("text"), "質問の説明。"),
        may("unknown", unknown, "「わからない」のボタン。true か、ボタンの言葉。"),
        may("card", words(firsts(&CARDS), &cards), "カードのどの欄が答えになるか。"),
        may("writes", writes(), "この項目の欄を、何を書く欄として数えるか。"),
    ]
}

fn option() -> Value {
    let option = object([
        need("id", refer("id"), "選択肢の名前。条件の is で呼びます。"),
        need("label", refer("text"), "ボタンの言葉。"),
        may("help", refer("text"), "ボタンの下の説明。"),
    ]);
    snippets(option, [("選択肢", r#"{ "id": "$1", "label": { "ja": "$2" } }"#)])
}
