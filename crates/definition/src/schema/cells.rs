//! Cells of sheets. They stand in five kinds of places, so what their keys mean is written once.

use serde_json::{Value, json};

use super::draft7::{
    Key, any, choose, described, firsts, flag, may, need, number, object, one_of_keys, refer, some, start,
    string, with, within, words,
};
use super::items::writes;
use crate::cell::{ALIGNS, BLANKS, FACES, MARKS, VALIGNS};

/// The contents of a cell: exactly one of them.
const CONTENTS: [&str; 9] = ["show", "label", "tick", "ring", "options", "blank", "across", "down", "either"];
/// What may stand beside every content.
const STYLE: [&str; 11] =
    ["size", "least", "lines", "align", "valign", "comb", "face", "shaded", "only_if", "optional", "writes"];

/// The cells within cells, and the meaning of the keys.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    let share = || vec![may("share", refer("share"), "")];
    let said = |schema, about: &str| described(schema, about);
    let faces = [("gothic", "ゴシック体"), ("mincho", "明朝体")];
    let aligns = [("left", "左"), ("center", "中央"), ("right", "右"), ("justify", "両端に広げる")];
    let valigns = [("top", "上"), ("middle", "中央"), ("bottom", "下")];
    let blanks = [
        ("signature", "署名"),
        ("number", "個人番号など、窓口で書く番号"),
        ("office", "職員が書く"),
        ("hand", "手書き"),
    ];
    let pieces = any([refer("piece"), some(refer("piece"))]);
    vec![
        ("length", number(0.0, 2000.0)),
        ("share", said(number(0.001, 2000.0), "場所のうちの割合。書かなければ 1。")),
        ("part", cell(share)),
        ("choice_part", cell(Vec::new)),
        ("cell_id", said(refer("id"), "欄の名前。様式の中で1つだけ。シナリオの boxes で使います。")),
        ("show", said(pieces, "印刷する値。事実、または事実と ' で始まる言葉の並び。")),
        ("label", said(string(), "印刷する言葉。\\n で改行します。")),
        ("tick", said(string(), "チェックの四角の後ろの言葉。")),
        ("ring", said(string(), "○で囲む言葉。")),
        ("options", said(refer("fact"), "選択の項目。選択肢を並べ、選ばれたものに印を付けます。")),
        ("blank", said(words(firsts(&BLANKS), &blanks), "空けておく欄。")),
        ("across", said(some(refer("part")), "1つの場所に、横に並べる欄。")),
        ("down", said(some(refer("part")), "1つの場所に、縦に並べる欄。")),
        ("either", said(some(refer("choice_part")), "同じ場所の欄。only_if で1つだけ出します。")),
        ("when", said(refer("condition"), "印を付ける条件。書かなければ手で付けます。")),
        ("mark", said(words(firsts(&MARKS), &[("ring", "○で囲む"), ("tick", "チェック")]), "印の付け方。")),
        ("words", said(string(), "空欄に薄く出す言葉。例: （自署）。")),
        ("size", said(number(3.0, 100.0), "文字の大きさ pt。")),
        ("least", said(number(3.0, 100.0), "縮めてよい一番小さい大きさ pt。")),
        ("lines", said(within(1, 99), "折り返してよい行の数。")),
        ("align", said(words(firsts(&ALIGNS), &aligns), "横の位置。")),
        ("valign", said(words(firsts(&VALIGNS), &valigns), "縦の位置。")),
        ("comb", said(within(1, 99), "1文字ずつの枡の数。")),
        ("face", said(words(firsts(&FACES), &faces), "書体。")),
        ("shaded", said(flag(), "true: 灰色。")),
        ("only_if", said(refer("condition"), "この条件のときだけ印刷します。")),
        ("optional", said(flag(), "true: この欄のためには質問しません。")),
        ("writes", said(writes(), "何を書く欄として数えるか。")),
    ]
}

fn key(name: &'static str) -> Key {
    may(name, refer(name), "")
}

/// A cell in a place that these keys describe.
pub(super) fn cell(place: impl Fn() -> Vec<Key>) -> Value {
    cell_of(&CONTENTS, place)
}

/// The same, with some contents only.
pub(super) fn cell_of(contents: &[&'static str], place: impl Fn() -> Vec<Key>) -> Value {
    let own = |name: &'static str| need(name, refer(name), "");
    let styled = |content: &'static str, id: Key, more: Vec<Key>| {
        let keys = place().into_iter().chain([own(content), id]).chain(more);
        object(keys.chain(STYLE.map(key)))
    };
    let id = || may("id", refer("cell_id"), "");
    let needed = || need("id", refer("cell_id"), "");
    let marked =
        |content| with(styled(content, id(), vec![key("when")]), "dependencies", json!({ "when": ["id"] }));
    let parts = |content| object(place().into_iter().chain([own(content), key("shaded")]));
    let cases = contents.iter().map(|content| {
        let content = *content;
        let schema = match content {
            "label" => styled(content, id(), Vec::new()),
            "tick" | "ring" => marked(content),
            "options" => styled(content, needed(), vec![own("mark")]),
            "blank" => styled(content, needed(), vec![key("words")]),
            "across" | "down" | "either" => parts(content),
            _ => styled(content, needed(), Vec::new()),
        };
        (content, schema)
    });
    let none =
        start(place().into_iter().chain(contents.iter().map(|name| key(name))).chain([id(), key("shaded")]));
    let required = one_of_keys(contents.iter().copied()).get("anyOf").cloned().unwrap_or_default();
    choose(cases.collect::<Vec<_>>(), with(none, "anyOf", required))
}
