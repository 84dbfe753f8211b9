//! `office.json`

use serde_json::{Value, json};

use super::draft7::{
    any, firsts, flag, list, may, need, number, object, pattern, refer, snippets, some, string, tuple, with,
    within, words,
};
use super::envelope;
use crate::handover::ENCODINGS;
use crate::office::{LANGUAGES, WEEKDAYS};
use crate::printers::{FARTHEST, SIDES};

/// The whole file.
pub(super) fn office() -> Value {
    let code = pattern("^[0-9]{6}$", "全国地方公共団体コードの6桁の数字を書きます。");
    envelope([
        need("name", refer("text"), "自治体の名前。"),
        need("addressee", string(), "書類のあて先。例: 見本町長。「　あて」が付いて印刷されます。"),
        need("code", code, "全国地方公共団体コード（6桁）。"),
        may("notice", refer("text"), "最初の画面に出すお知らせ。"),
        need("languages", languages(), "画面に出す言語。最初は必ず \"ja\" です。"),
        need("counters", list(counter()), "窓口。回る順に書きます。"),
        need("things", list(thing()), "持ち物。手続の bring から、id で呼びます。"),
        need(
            "settings",
            list(setting()),
            "市町村ごとに違う決まった値。条件から office.child_medical_until のように id で呼びます。",
        ),
        need("closed", closed(), "閉庁日。期限の計算に使います。"),
        may("handover", handover(), "案内票のコード（QR）に入れるもの。"),
        may(
            "printers",
            list(printer()),
            "この端末から使うプリンター。最初がいつものもの。なければ PDF に保存します。",
        ),
    ])
}

fn languages() -> Value {
    let about = [
        ("ja", "日本語"),
        ("en", "英語"),
        ("zh", "中国語"),
        ("ko", "韓国語"),
        ("vi", "ベトナム語"),
        ("pt", "ポルトガル語"),
        ("ne", "ネパール語"),
    ];
    json!({
        "type": "array",
        "items": [{ "const": "ja" }],
        "additionalItems": words(firsts(&LANGUAGES), &about),
        "minItems": 1,
    })
}

fn counter() -> Value {
    let counter = object([
        need("id", refer("id"), "手続の counter から呼ぶ名前。"),
        need("label", refer("text"), "窓口の名前。"),
        need("place", refer("text"), "場所。例: 1階 3番。"),
        may("map", tuple(within(0, 100), 2), "案内票の地図での位置。左から何%、上から何%。"),
        may("floor", refer("text"), "地図で横に書く階。"),
    ]);
    let body = r#"{ "id": "$1", "label": { "ja": "$2" }, "place": { "ja": "$3" } }"#;
    snippets(counter, [("窓口", body)])
}

fn thing() -> Value {
    let thing = object([
        need("id", refer("id"), "手続の bring から呼ぶ名前。"),
        need("label", refer("text"), "案内票に出る名前。"),
    ]);
    snippets(thing, [("持ち物", r#"{ "id": "$1", "label": { "ja": "$2" } }"#)])
}

fn setting() -> Value {
    object([
        need("id", refer("id"), "条件から office.（id） と呼ぶ名前。"),
        need("label", refer("text"), "何の値か。担当者だけが読みます。"),
        may("from", refer("day"), "この日からの値。前の値には until を書きます。"),
        may("until", refer("day"), "この日までの値。"),
        need(
            "value",
            json!({ "type": ["integer", "string", "boolean"] }),
            "整数、言葉、または true・false。",
        ),
    ])
}

fn closed() -> Value {
    let about = [
        ("mon", "月曜"),
        ("tue", "火曜"),
        ("wed", "水曜"),
        ("thu", "木曜"),
        ("fri", "金曜"),
        ("sat", "土曜"),
        ("sun", "日曜"),
    ];
    let month_day = pattern(
        "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "月日は \"12-29\" のように、月と日を2桁で書きます。",
    );
    object([
        may("weekdays", list(words(firsts(&WEEKDAYS), &about)), "休みの曜日。"),
        may(
            "yearly",
            list(tuple(month_day, 2)),
            "毎年の休み。[始まり, 終わり]。例: [\"12-29\", \"01-03\"]。",
        ),
        may("days", list(refer("day")), "その日だけの休み。祝日など。"),
    ])
}

fn handover() -> Value {
    let encoding = || {
        words(
            firsts(&ENCODINGS),
            &[("utf_8", "UTF-8"), ("shift_jis", "Shift_JIS（古い業務システムはこちらが多い）")],
        )
    };
    let key = any([refer("piece"), json!({ "enum": ["\t", "\n"] })]);
    let typed = object([
        need("counter", refer("id"), "窓口の id。"),
        need("label", refer("text"), "何の入力か。職員だけが読みます。"),
        may("encoding", encoding(), "文字コード。書かなければ shift_jis。"),
        need("keys", some(key), "打つもの。事実、' で始まる言葉、\"\\t\"（Tab）、\"\\n\"（Enter）。"),
    ]);
    object([
        need("fields", flag(), "各窓口の書類に書かれることを、コードに入れるか。"),
        may("encoding", encoding(), "文字コード。書かなければ utf_8。"),
        may("typed", list(typed), "業務システムの入力欄に、続けて打ち込む並び。"),
    ])
}

fn printer() -> Value {
    let far = f64::from(FARTHEST);
    let uri = pattern("^ipp://", "\"ipp://192.168.0.7/ipp/print\" のように書きます。");
    let printer = object([
        need("id", refer("id"), "名前。"),
        need("label", refer("text"), "職員の画面に出る名前。"),
        need("uri", uri, "場所。例: ipp://192.168.0.7/ipp/print、ipp://localhost/printers/キューの名前。"),
        may(
            "sides",
            words(firsts(&SIDES), &[("one", "片面"), ("two", "両面")]),
            "片面か両面か。書かなければ片面。",
        ),
        may(
            "offset",
            tuple(number(-far, far), 2),
            "専用紙での印刷位置のずれ。[右へ, 下へ] mm。calibrate の紙で測ります。",
        ),
    ]);
    with(printer, "title", "プリンター")
}
