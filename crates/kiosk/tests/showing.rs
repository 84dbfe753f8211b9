//! A resident shows a card: the live view, what was read, a correction, and what is kept.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

#[path = "support/face.rs"]
mod face;
mod support;

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use face::{face, photograph};
use jiff::civil::date;
use kakanai_domain::card::Certainty::{self, Checked, Doubtful, Likely};
use kakanai_domain::session::{Happened, Origin};
use kakanai_domain::{Answer, Lang, Value};
use kakanai_kiosk::faces::Faces;
use kakanai_kiosk::model::{Effect, Intent, Letters, Over, Report, Screen, Trouble};
use kakanai_kiosk::question::Question;
use kakanai_kiosk::showing::{CardEvent, Eye, Phase, Preview, Sight};
use kakanai_kiosk::update::update;
use kakanai_kiosk::words::Word;
use kakanai_reading::Payload;
use kakanai_reading::face::Advice;
use support::robot::Robot;
use support::{Stage, shipped};

const LATER: jiff::civil::Date = date(2031, 5, 10);

/// A counter with a camera, at the first question.
fn at_the_first() -> Stage {
    let mut model = shipped();
    model.has_reader = false;
    model.eye = Some(Eye::Camera);
    let mut stage = Stage::new(model);
    let event = stage.model().catalog.events.ids().next().unwrap();
    stage.take(Intent::Start);
    stage.take(Intent::Choose(event));
    stage
}

/// The same, at the question who moves.
fn at_the_family() -> Stage {
    let mut stage = at_the_first();
    let mut robot = Robot::new(3, 2);
    while !matches!(&stage.model().screen, Screen::Asking(asking) if matches!(asking.question, Question::Roster(_)))
    {
        for intent in robot.act(stage.model()) {
            stage.take(intent);
        }
    }
    stage
}

fn looking() -> Stage {
    let mut stage = at_the_first();
    stage.tap("カードや転出証明書を読む");
    stage
}

fn tell(stage: &mut Stage, event: CardEvent) {
    let number = stage.model().looks;
    stage.take(Intent::Report(Report::Card(number, event)));
}

/// A frame of the photograph, as the thread would show it.
fn frame(stage: &mut Stage, frame: u64, sight: Sight) {
    let faces = Faces::open(None, None).unwrap();
    let photograph = photograph();
    let none = matches!(sight, Sight::Wants(Advice::ShowCard | Advice::TurnOver));
    let shown = (!none).then(|| faces.reader().look(&photograph).unwrap());
    let (width, height) = (photograph.width() as f32, photograph.height() as f32);
    let outline = shown.as_ref().map(|shown| shown.quad.corners().map(|(x, y)| (x / width, y / height)));
    let picture = faces.reader().preview(&photograph, shown.as_ref(), 800).unwrap();
    tell(stage, CardEvent::Seen(Arc::new(Preview { frame, picture, outline }), sight));
}

fn read(stage: &mut Stage, certainties: [Certainty; 4]) {
    tell(stage, CardEvent::Read(Box::new(face(certainties, LATER))));
}

/// How often an effect was asked for.
fn times(stage: &Stage, effect: &str) -> usize {
    stage.harness.state().outside.done.iter().filter(|done| *done == effect).count()
}

fn status(stage: &Stage) -> String {
    stage.harness.get_by_role(Role::Status).accesskit_node().label().unwrap()
}

#[test]
fn the_live_view_says_one_thing_at_a_time() {
    let mut stage = looking();
    assert_eq!(times(&stage, "LookAt"), 1);
    assert!(status(&stage).contains("用意") && stage.shows("マイナンバーカード（おもて）"));
    stage.picture("show_opening");
    frame(&mut stage, 1, Sight::Wants(Advice::ShowCard));
    assert_eq!(status(&stage), "カードを、枠の中に置いてください");
    stage.picture("show_nothing");
    // A sentence stays long enough to be read, whatever the next frames say.
    stage.harness.state_mut().wait(1);
    frame(&mut stage, 2, Sight::Wants(Advice::Closer));
    frame(&mut stage, 3, Sight::Wants(Advice::NoGlare));
    assert_eq!(status(&stage), "もう少し 近づけてください");
    stage.picture("show_closer");
    stage.harness.state_mut().wait(1);
    frame(&mut stage, 4, Sight::Wants(Advice::TurnOver));
    assert_eq!(status(&stage), "裏返して、おもてを見せてください");
    stage.picture("show_turn");
    // What is good is said at once.
    frame(&mut stage, 5, Sight::Good(60));
    assert!(status(&stage).contains("きれいに見えています") && stage.shows("読みとり 60パーセント"));
    stage.picture("show_good");
    stage.tap("いま 読みとる");
    assert_eq!(times(&stage, "TakeNow"), 1);
    tell(&mut stage, CardEvent::Says(Sight::Reading));
    assert!(status(&stage).contains("読んでいます"));
    assert!(!stage.labels().iter().any(|label| label == "いま 読みとる"), "it is being read");
    stage.picture("show_reading");
    stage.tap("手で入力する");
    assert!(matches!(stage.model().screen, Screen::Asking(_)));
    assert_eq!(times(&stage, "LookAway"), 1);
    assert_eq!(stage.held(), 0, "the view has left the window");
}

#[test]
fn what_is_unsure_is_looked_at_and_what_is_wrong_is_corrected() {
    let mut stage = looking();
    read(&mut stage, [Doubtful, Checked, Likely, Doubtful]);
    assert_eq!(times(&stage, "LookAway"), 1, "nobody looks any more");
    stage.picture("face");
    assert!(
        stage.shows("氏名：見本　太郎：ご確認ください")
            && stage.shows("前の住所：見本県北見本市中央一丁目2番3号：確実")
    );
    assert!(stage.shows("生年月日：昭和56年5月10日（1981年）：ほぼ確実"));
    assert!(stage.shows("氏名：カードに写っている字"));
    let entries = |stage: &Stage| stage.model().visit.as_ref().unwrap().entries.len();
    let before = entries(&stage);
    stage.tap("これでよい");
    assert!(stage.shows("「ご確認ください」のところを見て"));
    stage.picture("face_look_first");
    assert_eq!(entries(&stage), before, "nothing is said yet");
    stage.tap("性別 合っている");
    assert!(stage.shows("性別：男：確認しました"));
    stage.tap("氏名 直す");
    stage.picture("face_mend_name");
    assert!(stage.shows("氏名：カードに写っている字"), "the picture stays beside the keys");
    stage.tap("保存する");
    stage.picture("face_mend_flaw");
    stage.write("名（下の名前）", "朗");
    stage.tap("50音で入れる");
    for key in ["ミ", "ホ", "ン"] {
        stage.tap(key);
    }
    stage.picture("face_mend_kana");
    stage.tap("とじる");
    stage.write("名のフリガナ", "たろう");
    stage.tap("保存する");
    assert!(stage.shows("直しました"));
    stage.picture("face_mended");
    stage.tap("これでよい");
    // The doubt stays for the clerk, and what was corrected is the resident's own.
    let visit = stage.model().visit.as_ref().unwrap();
    let origin = |name: &str| {
        let catalog = &stage.model().catalog;
        let mut origins = visit.session.origins.iter();
        let of = origins.find(|(slot, _)| slot.item() == catalog.items.find(name)).map(|(_, origin)| *origin);
        of.unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(origin("name"), Origin::Typed);
    assert_eq!(origin("sex"), Origin::Card(Doubtful));
    assert_eq!(origin("birth_date"), Origin::Card(Likely));
    let item = stage.model().catalog.items.find("name");
    let name = visit.session.answers.iter().find_map(|(slot, answer)| match answer {
        Answer::Value(Value::Name(name)) if slot.item() == item => Some((**name).clone()),
        _ => None,
    });
    assert_eq!(name.map(|name| (name.given, name.given_kana)), Some(("太郎朗".into(), "タロウ".into())));
    let read = visit.entries.iter().filter(|entry| matches!(entry.what, Happened::CardRead { .. })).count();
    assert_eq!(read, 1);
    assert_eq!(stage.held(), 0, "the pictures have left the window");
}

#[test]
fn every_row_has_its_input() {
    let mut stage = looking();
    read(&mut stage, [Likely, Doubtful, Likely, Likely]);
    stage.tap("前の住所 直す");
    stage.picture("face_mend_address");
    stage.write("町名", "本町");
    stage.tap("もどる");
    assert!(stage.shows("中央一丁目"), "what was typed is forgotten with もどる");
    stage.tap("生年月日 直す");
    stage.picture("face_mend_day");
    stage.tap("昭和");
    stage.write("日", "1");
    stage.tap("保存する");
    assert!(stage.shows("この日付はありません"), "there is no 101st");
    stage.tap("1文字 消す");
    stage.tap("1文字 消す");
    stage.tap("1");
    stage.tap("保存する");
    assert!(stage.shows("昭和56年5月11日"));
    stage.tap("性別 直す");
    stage.picture("face_mend_sex");
    stage.tap("女");
    stage.tap("保存する");
    assert!(stage.shows("性別：女：直しました"));
    stage.tap("氏名 直す");
    stage.tap("もどる");
    stage.tap("もどる");
    assert_eq!(times(&stage, "LookAt"), 2, "from the rows back to the view");
    assert!(stage.model().visit.as_ref().unwrap().session.unread.is_empty());
}

#[test]
fn the_next_person_shows_a_card_and_nobody_is_lost() {
    let mut stage = at_the_family();
    stage.tap("カードや転出証明書を読む");
    read(&mut stage, [Likely, Likely, Likely, Likely]);
    assert!(!stage.labels().iter().any(|label| label.contains("前の住所")), "it was answered before");
    stage.tap("次の方のカードも読む");
    frame(&mut stage, 1, Sight::Wants(Advice::ShowCard));
    assert!(status(&stage).contains("次の方のカード"));
    stage.picture("show_next");
    let mut second = face([Likely; 4], LATER);
    second.rows.retain(|row| !matches!(row.value, kakanai_domain::card::CardValue::Name(_)));
    let number = stage.model().looks;
    // What the look before still tells is not heard.
    stage.take(Intent::Report(Report::Card(number - 1, CardEvent::Read(Box::new(second.clone())))));
    assert!(
        matches!(&stage.model().screen, Screen::Showing(showing) if matches!(showing.phase, Phase::Looking(_)))
    );
    tell(&mut stage, CardEvent::Read(Box::new(second)));
    stage.tap("これでよい");
    let visit = stage.model().visit.as_ref().unwrap();
    let Screen::Asking(asking) = &stage.model().screen else { panic!("a question") };
    let Question::Roster(list) = asking.question else { panic!("the family") };
    assert_eq!(kakanai_kiosk::question::members(&visit.session.answers, list).len(), 2);
    assert!(asking.editing.is_some(), "what the card does not say is asked");
}

#[test]
fn a_counter_that_cannot_read_says_so_and_goes_on() {
    let mut stage = looking();
    let cause = "tesseract-ocr をインストールしてください".to_owned();
    tell(&mut stage, CardEvent::Failed(Trouble { words: Word::ReaderAway, cause }));
    assert!(stage.shows("手で入力してください") && stage.shows("tesseract-ocr"));
    stage.picture("show_away");
    stage.tap("とじる");
    assert!(matches!(stage.model().screen, Screen::Asking(_)));
    assert_eq!(times(&stage, "LookAway"), 1);
}

#[test]
fn a_card_that_expired_says_so_and_a_card_without_anything_goes_back() {
    let mut stage = looking();
    tell(&mut stage, CardEvent::Read(Box::new(face([Likely; 4], date(2024, 5, 10)))));
    assert!(stage.shows("期限が切れています（令和6年5月10日"));
    stage.picture("face_expired");
    stage.tap("もどる");
    let mut nothing = face([Likely; 4], LATER);
    nothing.rows.clear();
    tell(&mut stage, CardEvent::Read(Box::new(nothing)));
    assert!(stage.shows("何も読みとれませんでした"));
    stage.picture("face_nothing");
    assert!(!stage.labels().iter().any(|label| label == "これでよい"));
}

#[test]
fn a_picture_among_the_files_opens_the_same_rows() {
    let mut stage = at_the_family();
    stage.harness.state_mut().model.has_reader = true;
    stage.take(Intent::OpenReader);
    assert!(stage.shows("カメラにカードを見せる"));
    stage.picture("over_reader_camera");
    let face = Box::new(face([Likely; 4], LATER));
    stage.take(Intent::Report(Report::Read(kakanai_kiosk::model::Reading::Face(face))));
    assert!(stage.shows("氏名：見本　太郎"));
    assert!(!stage.labels().iter().any(|label| label.contains("次の方")), "there is no live view to go to");
    stage.tap("もどる");
    assert!(matches!(stage.model().screen, Screen::Asking(_)));
}

/// Nothing of a card is left by leaving, by a resident who went away, or in what is printed for logs.
#[test]
fn nothing_of_a_card_stays() {
    for leave in ["looking", "checking", "mending", "idle"] {
        let mut stage = looking();
        frame(&mut stage, 1, Sight::Good(10));
        if leave != "looking" {
            let event = CardEvent::Read(Box::new(face([Doubtful; 4], LATER)));
            let printed = format!("{event:?} {:?}", Intent::Report(Report::Card(1, event.clone())));
            assert!(!["太郎", "北見本", "1981", "男"].iter().any(|said| printed.contains(said)), "{printed}");
            tell(&mut stage, event);
            assert!(stage.held() >= 4, "the rows have pictures");
        }
        if leave == "mending" {
            stage.tap("前の住所 直す");
        }
        if leave == "idle" {
            stage.harness.state_mut().wait(91);
            stage.harness.run_ok();
            assert_eq!(stage.model().over, Some(Over::Idle));
            stage.picture("face_idle");
            stage.harness.state_mut().wait(20);
        } else {
            stage.tap("やめる");
            stage.tap("消して やめる");
        }
        stage.harness.run_ok();
        assert!(matches!(stage.model().screen, Screen::Start) && stage.model().visit.is_none());
        assert_eq!(times(&stage, "LookAway"), 1, "{leave}");
        assert_eq!(stage.held(), 0, "{leave}: pictures are in the window");
        // A resident who comes next sees nothing of what a slow reading still tells.
        tell(&mut stage, CardEvent::Read(Box::new(face([Likely; 4], LATER))));
        assert!(matches!(stage.model().screen, Screen::Start));
    }
}

#[test]
fn large_letters_strong_colours_english_and_a_scanner() {
    for (name, intents) in [
        ("large", vec![Intent::Letters(Letters::Larger)]),
        ("strong", vec![Intent::HighContrast(true)]),
        ("en", vec![Intent::Language(Lang::En)]),
        ("en_large", vec![Intent::Language(Lang::En), Intent::Letters(Letters::Larger)]),
    ] {
        let mut stage = looking();
        for intent in intents {
            stage.take(intent);
        }
        frame(&mut stage, 1, Sight::Wants(Advice::NoGlare));
        stage.picture(&format!("show_{name}_glare"));
        frame(&mut stage, 2, Sight::Good(40));
        stage.picture(&format!("show_{name}_good"));
        read(&mut stage, [Doubtful, Checked, Likely, Likely]);
        stage.picture(&format!("face_{name}"));
        stage.take(Intent::Mend(kakanai_domain::item::CardField::Address));
        stage.picture(&format!("face_{name}_mend"));
    }
    let mut stage = at_the_family();
    stage.harness.state_mut().model.eye = Some(Eye::Scanner);
    stage.tap("カードや転出証明書を読む");
    tell(&mut stage, CardEvent::Says(Sight::Wants(Advice::ShowCard)));
    assert!(status(&stage).contains("スキャンしてください"));
    stage.picture("show_scanner");
}

#[test]
fn codes_that_are_shown_instead_of_a_card_are_looked_up() {
    let mut stage = looking();
    let model = &mut stage.harness.state_mut().model;
    let payload = |text: &str| Payload::from_bytes(text.into()).unwrap();
    let codes = vec![payload("A1"), payload("B2"), payload("C3")];
    let stale = Report::Card(model.looks + 1, CardEvent::Codes(codes.clone()));
    assert!(update(model, Intent::Report(stale)).is_empty(), "another look is not heard");
    let effects = update(model, Intent::Report(Report::Card(model.looks, CardEvent::Codes(codes))));
    let looked_up = |effect: &Effect| matches!(effect, Effect::Scan(payloads) if payloads.len() == 3);
    assert!(effects.iter().any(looked_up) && matches!(model.screen, Screen::Asking(_)), "{effects:?}");
    assert!(model.looks_at().is_none(), "nobody looks any more");
}
