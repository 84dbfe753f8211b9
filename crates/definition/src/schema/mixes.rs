//! `mixes/*.json`

use serde_json::{Value, json};

use super::draft7::{any, by_name, list, may, need, object, refer, some, string, tuple, whole, within};
use super::envelope;

/// The whole file.
pub(super) fn mix() -> Value {
    let household = object([
        need("title", string(), "どんな世帯か。"),
        need("weight", weight(), "どれくらい多いか。16 と 32 なら、32 は2倍多く引かれます。"),
        may("lists", lists(), "一覧に、だれが何人いるか。"),
        may("answers", answers(), "この世帯の答え。"),
    ]);
    envelope([
        need("event", refer("id"), "ライフイベントの id。"),
        need("households", some(household), "どんな世帯が、どれくらい来るか。"),
        may("lists", lists(), "どの世帯にもあてはまる、一覧の人や物の数。"),
        may("answers", answers(), "だれにもあてはまる答え。世帯と組に書いたものが先です。"),
    ])
}

fn weight() -> Value {
    within(0, 1_000_000)
}

/// Weights by what they are of: options, `true`, numbers, texts.
fn weights(of: Value) -> Value {
    json!({ "type": "object", "minProperties": 1, "additionalProperties": of })
}

fn lists() -> Value {
    let members = any([within(0, 50), weights(weight())]);
    let group = object([
        need("members", members, "この組の人数。または、人数ごとの割合。例: { \"1\": 45, \"2\": 42 }。"),
        may("answers", answers(), "この組の人の答え。"),
    ]);
    by_name(list(group))
}

fn answers() -> Value {
    let span = || tuple(whole(), 2);
    let case = object([
        may("when", refer("condition"), "この場合の条件。前に聞いた答えだけを見ます。"),
        may("value", refer("answer"), "いつもこの答え。"),
        may("weights", weights(weight()), "答えごとの割合。unknown は わからない。"),
        may("years_ago", span(), "何歳から何歳の人の誕生日か。例: [18, 34]。"),
        may("days_ago", span(), "何日前から何日前か。負なら、これからの日。"),
        may("between", span(), "数や金額の、下と上。"),
    ]);
    by_name(any([case.clone(), some(case)]))
}
