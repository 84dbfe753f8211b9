//! Running scenarios: silent when they pass, and naming what came when they do not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use kakanai_definition::{Source, compile, run};

use support::{TODAY, base, edited};

fn mismatches(old: &str, new: &str) -> String {
    let compiled = compile(&edited("scenarios/t01.json", old, new));
    assert_eq!(support::rendered(&compiled), "");
    let mismatches = run(&compiled.catalog(TODAY).unwrap(), &compiled.scenarios[0]);
    mismatches.iter().map(|mismatch| format!("{mismatch}\n")).collect()
}

#[test]
fn the_base_scenario_passes() {
    let compiled = compile(&base());
    let mismatches = run(&compiled.catalog(TODAY).unwrap(), &compiled.scenarios[0]);
    assert_eq!(mismatches, []);
}

#[test]
fn what_is_otherwise_is_named() {
    let cases = [
        (
            r#""not_asked": ["remark""#,
            r#""not_asked": ["joins""#,
            "質問 joins: 「聞かない」のはずが「聞く」でした。\nquestion joins: expected \"not asked\", got \"asked\"\n",
        ),
        (r#""visitor": 1"#, r#""remark": "なし""#, "最後: 「質問は残らない」のはずが「まだ聞く: visitor"),
        (
            r#""kh01": { "required": [2] }"#,
            r#""kh01": { "apply": [2] }"#,
            "kh01（国民健康保険・2人目）: 「apply」のはずが「required」でした。\nkh01 (National health insurance, member 2): expected \"apply\", got \"required\"\n",
        ),
        (
            r#", "dg01": "required" }"#,
            " }",
            "dg01（犬の登録・1人目）: 「not_needed」のはずが「required」でした。",
        ),
        (
            r#""2026-12-14""#,
            r#""2026-12-15""#,
            "ju01（転入届）: 「2026-12-15」のはずが「2026-12-14」でした。",
        ),
        (
            r#""f01_more", "f09:2"]"#,
            r#""f09:2"]"#,
            "印刷する様式: 「f01 f09:2」のはずが「f01 f01_more f09:2」でした。",
        ),
        (r#""f01.joins": false"#, r#""f01.joins": true"#, "f01.joins: 「印あり」のはずが「印なし」でした。"),
        (
            r#""f01_more.name:0""#,
            r#""f01_more.name:7""#,
            "f01_more.name:7: 「見本　葵」のはずが「（この行はない）」でした。",
        ),
        (
            r#""f09:2.insurance": "national""#,
            r#""f09:2.insurance": "employee""#,
            "「employee」のはずが「national」でした。",
        ),
        (r#""before": 7"#, r#""before": 8"#, "手書きなら書く回数: 「8」のはずが「7」でした。"),
        (r#""after": 7"#, r#""after": 8"#, "入力する回数: 「8」のはずが「7」でした。"),
    ];
    for (old, new, expected) in cases {
        let found = mismatches(old, new);
        assert!(found.contains(expected), "{new}\n{found}");
    }
}

#[test]
fn a_scenario_may_be_about_some_procedures_only() {
    let held = |only: &str| {
        let text = format!(
            r#"{{ "format": 1, "name": "T02", "title": "犬だけ", "event": "move_in", {only} "today": "2026-12-01",
                 "answers": {{ "dogs": [{{ "dog_name": "コタロウ" }}] }}, "verdicts": {{ "dg01": "required" }} }}"#
        );
        let mut sources = base();
        sources.push(Source::json("scenarios/t02.json", text));
        let compiled = compile(&sources);
        assert_eq!(support::rendered(&compiled), "");
        run(&compiled.catalog(compiled.scenarios[1].today).unwrap(), &compiled.scenarios[1]).is_empty()
    };
    assert!(held(r#""only": ["dg01"],"#));
    assert!(!held(""), "everything else would be asked as well");
}
