//! `procedures/*.json` and `events/*.json`.

use kakanai_domain::procedure::{Agent, Level};
use serde_json::Value;

use super::draft7::{
    any, choose, firsts, flag, list, may, need, object, refer, snippets, some, string, string_or, with,
    within, words,
};
use super::envelope;
use crate::clock::{CLOSED_DAYS, FIRST_DAYS, SPANS};

/// The whole file.
pub(super) fn file() -> Value {
    envelope([need("procedures", list(procedure()), "手続。")])
}

/// The levels, with what they mean.
pub(super) const LEVELS: [(&str, &str); 6] = [
    ("required", "必須: 法律で決まった届出"),
    ("apply", "要申請: 申請しないと受けられない"),
    ("optional", "任意: 希望する人だけ"),
    ("staff", "職員: 画面では決めず、職員が判断する"),
    ("automatic", "手続不要（自動）: ほかの手続と一緒に済む"),
    ("information", "案内: ほかの場所でする、または知らせるだけ"),
];

fn procedure() -> Value {
    let agents = [
        ("free", "◎ だれでもよい"),
        ("letter", "○ 委任状が要る"),
        ("inquiry", "△ 照会書を送り、2度来てもらう"),
        ("in_person", "× 本人だけ"),
    ];
    let level = words(Level::ALL.map(Level::code), &LEVELS);
    let agent = words(Agent::ALL.map(Agent::code), &agents);
    let clocks = any([clock(), list(clock())]);
    let procedure = object([
        need("id", refer("id"), "手続の名前。"),
        need("title", refer("text"), "案内票に出る名前。"),
        may("from", refer("day"), "この日から使う。前のものには until を書きます。"),
        may("until", refer("day"), "この日まで使う。"),
        need("counter", refer("id"), "窓口の id（office.json の counters）。"),
        may("for_each", refer("id"), "一覧の1人ごとの手続なら、その一覧。条件で member. を使えます。"),
        need("when", refer("condition"), "いつ必要か。いつも必要なら { \"all\": [] }。"),
        may("not_with", list(refer("id")), "同時に必要になることのない手続。check が確かめます。"),
        need(
            "level",
            cases("level", level),
            "どれだけ必要か。場合で分けるなら、上から最初に当てはまるもの。",
        ),
        may("due", clocks, "期限。いくつか並べることもできます。"),
        may("law", string(), "根拠。例: 介護保険法36条。"),
        may("agent", cases("agent", agent), "代理の人に要るもの。書かなければ letter。"),
        may("bring", list(entry("thing")), "持ち物の id（office.json の things）。"),
        may("sheets", list(entry("sheet")), "印刷する様式の id。"),
        may("remark", refer("text"), "案内票に添える一言。"),
    ]);
    let always = r#"{ "id": "$1", "title": { "ja": "$2" }, "counter": "$3", "when": { "fact": "$4", "is": true }, "level": "apply", "bring": ["id_document"], "sheets": [] }"#;
    let each = r#"{ "id": "$1", "title": { "ja": "$2" }, "counter": "$3", "for_each": "people", "when": { "fact": "member.$4", "is": true }, "level": "apply", "bring": ["id_document"], "sheets": [] }"#;
    snippets(procedure, [("手続（来庁1回）", always), ("手続（1人ごと）", each)])
}

/// A word, or a list of cases.
fn cases(key: &'static str, word: Value) -> Value {
    let case = object([
        may("when", refer("condition"), "この場合の条件。最後の場合には書きません。"),
        need(key, word.clone(), "この場合の値。"),
    ]);
    any([word, some(case)])
}

/// An id, or an id with a condition.
fn entry(key: &'static str) -> Value {
    let entry =
        object([need(key, refer("id"), "その id。"), may("when", refer("condition"), "要るときの条件。")]);
    string_or(entry)
}

fn clock() -> Value {
    let first_days =
        [("excluded", "初日を数えない（民法140条）"), ("included", "初日も数える（戸籍法43条など）")];
    let closed_days = [("next_open", "次の開庁日まで延びる"), ("stands", "休みでも延びない")];
    let keys = |span: &[&'static str]| {
        let spans = span.iter().map(|span| {
            let about = match *span {
                "days" => "何日以内。",
                "months" => "何か月以内。",
                _ => "何年以内。",
            };
            may(span, within(0, 9999), about)
        });
        object(spans.collect::<Vec<_>>().into_iter().chain([
            need("after", refer("fact"), "始まりの日。日付の項目か \"today\"。"),
            may(
                "first_day",
                words(firsts(&FIRST_DAYS), &first_days),
                "初日を数えるか。書かなければ excluded。",
            ),
            may(
                "closed_day",
                words(firsts(&CLOSED_DAYS), &closed_days),
                "最後の日が閉庁日のとき。書かなければ next_open。",
            ),
            may(
                "month_end",
                flag(),
                "true: 始まりの月の最後の開庁日より前には終わらない（児童手当法8条3項）。",
            ),
            may("label", refer("text"), "何の期限か。題名で分かるなら要りません。"),
        ]))
    };
    let none = with(keys(&SPANS), "required", vec!["days", "after"]);
    choose(SPANS.map(|span| (span, keys(&[span]))), none)
}

/// The whole file.
pub(super) fn event() -> Value {
    let section = object([
        need("title", refer("text"), "区分の題。画面の上に出ます。"),
        need(
            "items",
            list(refer("id")),
            "この区分で聞くことがある項目と一覧。聞くかどうかはプログラムが決めます。",
        ),
    ]);
    let section = snippets(section, [("区分", r#"{ "title": { "ja": "$1" }, "items": ["$2"] }"#)]);
    envelope([
        need("id", refer("id"), "ライフイベントの名前。"),
        need("title", refer("text"), "最初の画面のボタンの言葉。"),
        may("help", refer("text"), "ボタンの下の説明。"),
        need("sections", list(section), "質問の区分。上から順に出ます。"),
        need("procedures", list(refer("id")), "見る手続。窓口の中で書類を印刷する順です。"),
        may("by_agent", refer("condition"), "代理の人が来たことを表す条件。"),
    ])
}
