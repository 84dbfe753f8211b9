//! Pictures of every kind of screen, for people to look at:
//! `KIOSK_PICTURES=out/pictures cargo test -p kakanai-kiosk --test pictures`.
//! Without the folder the screens are only shown: kittest fails on a missing glyph and on an input without a name.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

mod support;

use kakanai_domain::card::{CardReading, CardValue, Certainty};
use kakanai_domain::person::Address;
use kakanai_kiosk::draft::Field;
use kakanai_kiosk::model::{Intent, Letters, Model, Over, Reading, Report, Screen, Trouble};
use kakanai_kiosk::question::{Question, Shape};
use kakanai_kiosk::words::Word;
use support::robot::Robot;
use support::{Stage, shipped};

/// What a screen is, for the name of its picture; each kind is pictured once.
fn kind(model: &Model) -> String {
    match &model.screen {
        Screen::Start => "start".into(),
        Screen::Events => "events".into(),
        Screen::Review => "review".into(),
        Screen::Showing(_) => "showing".into(),
        Screen::Submitting => "submitting".into(),
        Screen::Done => "done".into(),
        Screen::Desk => "desk".into(),
        Screen::Case => "case".into(),
        Screen::Asking(asking) => match (asking.question, asking.editing) {
            (Question::Roster(list), None) => {
                let members =
                    kakanai_kiosk::question::members(&model.visit.as_ref().unwrap().session.answers, list);
                format!("family_{}_{}", model.catalog.lists.name(list), members.len().min(7))
            }
            (Question::Roster(list), Some(editing)) => {
                format!("member_{}_{}", model.catalog.lists.name(list), editing.page)
            }
            (Question::Item(item), _) => {
                let shape = asking.question.shape(&model.catalog, asking.inputs.len());
                let shape = match shape {
                    Shape::Roster | Shape::One => "one",
                    Shape::Who => "who",
                    Shape::Rows => "rows",
                    Shape::Turns => "turns",
                };
                format!("{shape}_{}", model.catalog.items.name(item))
            }
        },
    }
}

fn walk(stage: &mut Stage, prefix: &str, only: &[&str]) {
    let mut robot = Robot::new(7, 7);
    let mut seen = Vec::new();
    for _ in 0..300 {
        let kind = kind(stage.model());
        if !seen.contains(&kind) {
            if only.is_empty() || only.iter().any(|start| kind.starts_with(start)) {
                stage.picture(&format!("{prefix}{kind}"));
            }
            seen.push(kind);
        }
        if matches!(stage.model().screen, Screen::Done) {
            return;
        }
        for intent in robot.act(stage.model()) {
            stage.take(intent);
        }
    }
    panic!("no end");
}

#[test]
fn residents_and_clerks() {
    let mut stage = Stage::new(shipped());
    walk(&mut stage, "", &[]);
    stage.take(Intent::Finish);
    stage.take(Intent::Desk);
    stage.picture("desk");
    let key = stage.model().desk[0].key.clone();
    stage.take(Intent::Open(key));
    stage.picture("case");
    stage.take(Intent::Show(Over::Purge));
    stage.picture("over_purge");
}

#[test]
fn large_letters_and_strong_colours() {
    let mut stage = Stage::new(shipped());
    stage.take(Intent::Letters(Letters::Larger));
    let only = [
        "start",
        "member",
        "turns_health",
        "who",
        "family_people_7",
        "one_to_address",
        "one_from_overseas",
        "review",
        "done",
    ];
    walk(&mut stage, "large_", &only);
    let mut stage = Stage::new(shipped());
    stage.take(Intent::HighContrast(true));
    let only = ["start", "member_people_1", "turns_health", "who", "family_people_7", "review"];
    walk(&mut stage, "strong_", &only);
    let mut stage = Stage::new(shipped());
    stage.take(Intent::Language(kakanai_domain::Lang::En));
    walk(
        &mut stage,
        "en_",
        &["start", "events", "member", "turns", "who", "family_people", "one_", "rows", "review", "done"],
    );
}

#[test]
fn dialogs_and_complaints() {
    let mut stage = Stage::new(shipped());
    stage.take(Intent::Show(Over::Settings));
    stage.picture("over_settings");
    stage.take(Intent::Close);
    let event = stage.model().catalog.events.ids().next().unwrap();
    stage.take(Intent::Start);
    stage.take(Intent::Choose(event));
    stage.take(Intent::Next);
    stage.picture("complaint_yes_no");
    stage.take(Intent::Show(Over::Why));
    stage.picture("over_why");
    stage.take(Intent::Show(Over::Leave));
    stage.picture("over_leave");
    stage.take(Intent::OpenReader);
    stage.picture("over_reader");
    stage.take(Intent::Close);
    stage.harness.state_mut().wait(95);
    stage.harness.run_ok();
    stage.picture("over_idle");
    stage.take(Intent::Close);
    let words = Word::StorageFailed;
    stage.take(Intent::Report(Report::Failed(Trouble {
        words, cause: "ディスクに空きがありません".into()
    })));
    stage.picture("over_trouble");
    stage.take(Intent::Close);
    let mut robot = Robot::new(3, 2);
    // On to the family.
    while !matches!(&stage.model().screen, Screen::Asking(asking) if matches!(asking.question, Question::Roster(_)))
    {
        for intent in robot.act(stage.model()) {
            stage.take(intent);
        }
    }
    stage.take(Intent::AddMember);
    stage.take(Intent::Next);
    stage.picture("complaint_name");
    let slot = match &stage.model().screen {
        Screen::Asking(asking) => *asking.inputs.keys().next().unwrap(),
        _ => panic!("a question"),
    };
    stage.take(Intent::Show(Over::Kana(slot, Field::FamilyKana)));
    stage.picture("over_kana");
    stage.take(Intent::Close);
    stage.take(Intent::Back);
    let name =
        kakanai_domain::person::Name {
            family: "見本".into(), given: "太郎".into(), ..Default::default()
        };
    let address = Address {
        prefecture: "見本県".into(),
        city: "北見本市".into(),
        town: "港町".into(),
        ..Default::default()
    };
    let fields =
        vec![(CardValue::Name(name), Certainty::Doubtful), (CardValue::Address(address), Certainty::Likely)];
    stage.take(Intent::Report(Report::Read(Reading::Card(CardReading {
        card: "カード".into(),
        fields,
        unread: Vec::new(),
    }))));
    stage.picture("card_read");
    stage.take(Intent::Back);
    stage.take(Intent::Next);
    stage.picture("complaint_family");
}
