//! `sheets/*.json`: the sheet and its blocks.

use serde_json::{Value, json};

use super::cells::{cell, cell_of};
use super::draft7::{
    any, choose, firsts, flag, list, may, need, object, refer, snippets, some, start, string, string_or,
    tuple, with, within, words,
};
use super::envelope;
use crate::grid::WHO;
use crate::sheet::PAPERS;

/// The whole file.
pub(super) fn sheet() -> Value {
    let papers = [("A4", "A4 縦"), ("A4 landscape", "A4 横"), ("A5", "A5 縦"), ("A5 landscape", "A5 横")];
    let ground = object([
        need("pdf", string(), "定義のフォルダからの PDF の場所。例: grounds/moving.pdf。"),
        may("page", within(1, 9999), "何ページ目か。書かなければ 1。"),
    ]);
    envelope([
        need("id", refer("id"), "様式の名前。"),
        need("title", string(), "様式の題名。"),
        may("from", refer("day"), "この日から使う。前のものには until を書きます。"),
        may("until", refer("day"), "この日まで使う。"),
        may("number", string(), "様式の番号。例: 様式第3号。"),
        may("revision", string(), "いつの版か。例: 令和8年10月。"),
        need("paper", words(firsts(&PAPERS), &papers), "用紙。"),
        may("margin", refer("length"), "余白 mm。書かなければ A4 は 20、A5 は 12。"),
        may("for_each", refer("id"), "一覧の1人ごとに1枚なら、その一覧。"),
        may("continued_on", refer("id"), "行が足りないときに続ける様式。"),
        may("ground", ground, "下に敷く自治体の PDF。"),
        may("preprinted", flag(), "true: 専用紙。値だけを印刷します。"),
        need("blocks", list(block()), "ブロック。上から順に置かれます。"),
    ])
}

fn block() -> Value {
    let high = || need("high", refer("length"), "高さ mm。");
    let below = || need("below", refer("length"), "上のブロックからの間 mm。");
    let at = || need("at", tuple(refer("length"), 4), "場所 [左から, 上から, 幅, 高さ] mm。");
    let field = cell_of(&["show", "label", "tick", "blank"], || {
        vec![
            need("field", string(), "PDF の入力欄の名前。"),
            may("state", string(), "ボタンの状態。tick のときだけ。"),
        ]
    });
    let grid = choose([("grid", grid(true))], grid(false));
    let cases = [
        ("field", field),
        ("head", head()),
        ("office", office()),
        ("rows", grid.clone()),
        ("columns", grid),
        ("at", cell(|| vec![at()])),
        ("below", cell(|| vec![below(), high()])),
    ];
    let keys = [
        may("head", string(), "様式の頭: 題名。"),
        may("below", refer("length"), "上のブロックからの間 mm。"),
        may("at", tuple(refer("length"), 4), "場所 [左から, 上から, 幅, 高さ] mm。"),
        may("columns", some(refer("length")), "表: 列の幅 mm。"),
        may("rows", list(row()), "表: 行。"),
        may("office", list(string()), "職員が書く欄の見出し。"),
        may("field", string(), "PDF の入力欄の名前。"),
    ];
    let none = with(start(keys), "required", vec!["below"]);
    let bodies = [
        ("様式の頭", r#"{ "head": "$1", "words": "次のとおり届け出ます。" }"#),
        (
            "表",
            r#"{ "below": 2, "columns": [27, 67, 27, 49], "rows": [{ "high": 10, "cells": ["$1", { "show": "$2", "id": "$3", "span": [3, 1] }] }] }"#,
        ),
        ("言葉", r#"{ "below": 1.5, "high": 5, "label": "$1" }"#),
        ("職員の欄", r#"{ "below": 4, "office": ["受付", "入力", "確認"] }"#),
        ("PDF の入力欄", r#"{ "field": "$1", "show": "$2", "id": "$3" }"#),
    ];
    snippets(choose(cases, none), bodies)
}

fn head() -> Value {
    object([
        need("head", string(), "題名。"),
        may("form", string(), "様式の番号。左上に小さく出ます。"),
        may("to", string(), "あて先。書かなければ addressee。\"\" で出しません。"),
        may("date", refer("fact"), "日付。例: today.wareki。"),
        may("words", string(), "最初の文。"),
    ])
}

fn office() -> Value {
    object([
        need("office", some(string()), "見出し。後ろに、職員が書く欄が付きます。"),
        need("below", refer("length"), "上のブロックからの間 mm。"),
        may("high", refer("length"), "高さ mm。書かなければ 11。"),
    ])
}

fn grid(placed: bool) -> Value {
    let place = if placed {
        need("grid", tuple(refer("length"), 2), "表の左上の場所 [左から, 上から] mm。")
    } else {
        need("below", refer("length"), "上のブロックからの間 mm。")
    };
    object([
        place,
        may("side", string(), "左に付く縦の見出し。"),
        need("columns", some(refer("length")), "列の幅 mm。"),
        may("rows_of", rows_of(), "一覧の人ごとに、行を繰り返します。"),
        need("rows", some(row()), "行。"),
    ])
}

fn rows_of() -> Value {
    let who = words(firsts(&WHO), &[("everybody", "全員"), ("concerned", "手続に当てはまる人だけ")]);
    object([
        need("list", refer("id"), "一覧。"),
        need("who", any([who, refer("condition")]), "だれの行か。everybody、concerned、または条件。"),
        need("room", within(1, 100), "何人分の行があるか。"),
    ])
}

fn row() -> Value {
    let span = || vec![may("span", tuple(within(1, 999), 2), "[列の数, 行の数]。書かなければ [1, 1]。")];
    // Nothing at all, or only where and how dark, is an empty cell.
    let filled = cell(span);
    let empty = object(span().into_iter().chain([may("shaded", flag(), "true: 灰色。")]));
    let is_empty = json!({ "propertyNames": { "enum": ["span", "shaded"] } });
    let own = string_or(json!({ "if": is_empty, "then": empty, "else": filled }));
    let bodies = [
        ("値", r#"{ "show": "$1", "id": "$2" }"#),
        ("チェック", r#"{ "tick": "$1", "id": "$2", "when": { "fact": "$3", "is": true } }"#),
        ("手書きの欄", r#"{ "blank": "hand", "id": "$1" }"#),
    ];
    let own = snippets(own, bodies);
    let row = object([
        need("high", refer("length"), "高さ mm。"),
        need("cells", list(own), "左から順に。言葉だけなら見出し、{} は空の欄。"),
    ]);
    snippets(row, [("行", r#"{ "high": 10, "cells": ["$1", { "show": "$2", "id": "$3" }] }"#)])
}
