//! The counter, walked by the labels a person reads, on a small invented town.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

mod support;

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use kakanai_domain::session::Stage as Where;
use kakanai_kiosk::model::{Intent, Screen};
use support::{Stage, town};

fn person(stage: &mut Stage, given: &str, kana: &str, era: &str, day: [&str; 3]) {
    stage.write("氏（名字）", "小山");
    stage.write("名（下の名前）", given);
    stage.write("氏のフリガナ", "こやま");
    stage.write("名のフリガナ", kana);
    stage.tap("次へ");
    stage.tap(era);
    for (part, digits) in ["年", "月", "日"].into_iter().zip(day) {
        stage.write(part, digits);
    }
    stage.tap("次へ");
}

/// From the first touch to the question who is insured.
fn arrive(stage: &mut Stage) {
    stage.tap("はじめる");
    stage.tap("引っ越してきた");
    stage.tap("きのう");
    stage.tap("次へ");
    stage.tap("小町の住所");
    stage.write("町名", "本町");
    stage.tap("次へ");
    stage.tap("入れる");
    person(stage, "一郎", "いちろう", "昭和", ["56", "5", "10"]);
    stage.tap("もう1人 追加する");
    person(stage, "春子", "はるこ", "昭和", ["59", "8", "21"]);
    stage.tap("もう1人 追加する");
    person(stage, "さくら", "さくら", "令和", ["2", "4", "1"]);
    stage.tap("次へ");
}

#[test]
fn from_the_first_touch_to_the_receipt_and_the_clerk() {
    let mut stage = Stage::new(town());
    arrive(&mut stage);
    // Only those of 15 and more are offered.
    assert!(stage.shows("小山　一郎") && !stage.shows("小山　さくら"));
    stage.tap("小山　一郎");
    stage.tap("次へ");
    assert!(stage.shows("小山　一郎さんの保険はどれですか"));
    stage.tap("会社の保険");
    assert!(stage.shows("小山　春子さんの保険はどれですか"), "the turn passes by itself");
    stage.tap("全員「会社の保険」にする");
    stage.tap("小山　さくら");
    stage.tap("町の保険");
    stage.tap("次へ");
    assert!(
        stage.shows("次の方は印鑑を登録しますか") && !stage.shows("小山　さくら"),
        "a child is not asked"
    );
    stage.tap("小山　春子");
    stage.tap("次へ");
    stage.tap("いない・ない");
    stage.tap("電話はありません");
    stage.tap("次へ");
    assert!(matches!(stage.model().screen, Screen::Review));
    assert!(stage.shows("新しい住所：小県小町本町"));
    stage.tap("この内容で受付する");
    assert!(stage.shows("受付番号 M-1201-001"));
    assert!(stage.shows("1番 住民窓口") && stage.shows("2番 福祉"));
    stage.tap("終わる");
    assert!(matches!(stage.model().screen, Screen::Start));

    stage.tap("職員用");
    let line = stage.labels().into_iter().find(|label| label.starts_with("M-1201-001")).unwrap();
    stage.tap(&line);
    assert!(stage.shows("小山　さくら：保険：町の保険"));
    // A correction is a new answer: the verdicts follow it.
    stage.tap("小山　さくら：保険 訂正");
    stage.tap("会社の保険");
    stage.tap("保存する");
    assert!(stage.shows("小山　さくら：保険：会社の保険") && !stage.shows("保険に入る"));
    stage.tap("用紙を作る");
    stage.tap("渡した");
    assert_eq!(stage.model().visit.as_ref().unwrap().session.stage, Where::HandedOver);
    stage.tap("消去");
    stage.tap("消去する");
    assert!(stage.shows("受付はまだありません。"));
}

#[test]
fn what_could_not_be_saved_is_not_acknowledged_and_not_lost() {
    let mut stage = Stage::new(town());
    stage.tap("はじめる");
    stage.tap("引っ越してきた");
    stage.harness.state_mut().outside.full = true;
    stage.tap("きのう");
    stage.tap("次へ");
    assert!(stage.shows("保存できませんでした"), "the resident is told");
    assert!(
        !stage.labels().iter().any(|label| label.contains("新しい住所")),
        "the next question is not shown"
    );
    let stored = |stage: &Stage| stage.harness.state().outside.sessions[0].len();
    let before = stored(&stage);
    stage.tap("もう一度 保存する");
    assert!(stage.shows("保存できませんでした"), "still full");
    stage.harness.state_mut().outside.full = false;
    stage.tap("もう一度 保存する");
    assert_eq!(stored(&stage), before + 1, "the answer is on the disk, once");
    assert!(stage.shows("新しい住所"), "and the interview goes on");
}

#[test]
fn what_is_missing_is_said_and_next_is_never_dead() {
    let mut stage = Stage::new(town());
    stage.tap("はじめる");
    stage.tap("引っ越してきた");
    let alert = |stage: &Stage| {
        stage.harness.query_by_role(Role::Alert).and_then(|node| node.accesskit_node().label())
    };
    stage.tap("次へ");
    assert_eq!(alert(&stage).as_deref(), Some("年：まだ入っていません。入力してください。"));
    for (part, digits) in [("年", "8"), ("月", "13"), ("日", "1")] {
        stage.write(part, digits);
    }
    stage.tap("次へ");
    assert_eq!(alert(&stage).as_deref(), Some("日：この日付はありません。年・月・日を確かめてください。"));
    stage.take(Intent::Back);
    stage.tap("引っ越してきた");
    for digit in ["9", "1", "2", "3"] {
        stage.tap(digit);
    }
    stage.tap("次へ");
    assert!(alert(&stage).is_some());
    stage.tap("今日");
    assert!(alert(&stage).is_none(), "the complaint goes as soon as it is mended");
    stage.tap("次へ");
    assert!(stage.shows("新しい住所はどこですか"));
}

#[test]
fn another_language_and_larger_letters_until_the_resident_leaves() {
    let mut stage = Stage::new(town());
    stage.tap("English");
    stage.tap("Start");
    stage.tap("Text");
    stage.tap("Very large");
    stage.tap("High contrast");
    stage.tap("Close");
    stage.tap("Moved in");
    assert!(stage.shows("When did you move in?"));
    stage.tap("Stop");
    stage.tap("Erase and stop");
    assert!(stage.shows("はじめる") && !stage.model().high_contrast);
}

#[test]
fn what_can_be_touched_is_large_enough_and_on_the_screen() {
    let mut stage = Stage::new(town());
    let mut small = Vec::new();
    let mut look = |stage: &Stage| {
        for node in stage.harness.root().children_recursive() {
            let accessible = node.accesskit_node();
            let touched = [Role::Button, Role::RadioButton, Role::CheckBox].contains(&accessible.role());
            if !touched {
                continue;
            }
            let rect = node.rect();
            // 72 pt is 12 mm; a link in the text is the only exception.
            if rect.width() < 72.0 || rect.height() < 60.0 || rect.right() > 1280.0 {
                small.push(format!("{:?} {rect:?}", accessible.label()));
            }
        }
    };
    look(&stage);
    arrive(&mut stage);
    look(&stage);
    stage.tap("次へ");
    look(&stage);
    stage.tap("もどる");
    look(&stage);
    assert!(small.is_empty(), "{small:#?}");
}
