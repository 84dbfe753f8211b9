//! The seeds of the repository, read as the counter reads them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at what it does not expect"
)]

#[allow(dead_code, reason = "shared with the example, which uses less of it")]
#[path = "support/draw.rs"]
mod draw;

use std::fmt::Write as _;
use std::path::PathBuf;

use kakanai_domain::card::{CardValue, WhyUnread};
use kakanai_domain::date::Day;
use kakanai_domain::session::Said;
use kakanai_reading::{Profile, ReadError, read_card, read_code, read_codes};

fn seed(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../seeds").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(seed(name)).unwrap()
}

fn words(said: &Said) -> String {
    match said {
        Said::Name(name) => format!("{} / {}", name.full(), name.kana()),
        Said::Date(Day::Exact(date)) => date.to_string(),
        Said::Choice(option) => option.clone(),
        Said::Address(a) => [&*a.prefecture, &a.city, &a.town, &a.block, &a.building].join("|"),
        Said::Members(members) => format!("{members:?}"),
        other => panic!("not in this code: {}", serde_json::to_string(other).unwrap()),
    }
}

#[test]
fn the_pictures_are_those_the_tables_draw() {
    for (name, encoding, most) in draw::SEEDS {
        let drawn = draw::table(&text(&format!("codes/{name}.csv")), encoding, most);
        let kept = image::open(seed(&format!("codes/{name}.png"))).unwrap().into_luma8();
        assert!(drawn == kept, "run `cargo run -p kakanai-reading --example draw_codes`");
    }
}

#[test]
fn a_code_is_read_by_the_profile_that_leaves_the_least_unread() {
    let profile = |name: &str| Profile::from_json(&text(&format!("profiles/sample_{name}.json"))).unwrap();
    let read = |code: &str, profiles: &[Profile]| {
        let picture = std::fs::read(seed(&format!("codes/{code}.png"))).unwrap();
        read_code(profiles, &read_codes(&picture).unwrap())
    };
    for (code, ..) in draw::SEEDS {
        for names in [["moveout", "preentry"], ["preentry", "moveout"]] {
            let reading = read(code, &names.map(profile)).unwrap();
            assert_eq!((reading.card, reading.unread), (profile(code).name, vec![]));
        }
    }
    let reading = read("preentry", &[profile("preentry")]).unwrap();
    let said = |slot: &str| reading.answers.iter().find(|(said, ..)| said.0 == slot).unwrap();
    assert_eq!(words(&said("to_address").1), "見本県|見本町|大字見本|456番地7|");
    assert_eq!(said("phone").1, Said::Phone("000-0000-0001".to_owned()));
    // Columns that a profile does not name stay visible.
    let unread = read("preentry", &[profile("moveout")]).unwrap().unread;
    let columns: Vec<_> = unread.iter().map(|unread| (&*unread.column, unread.why, &*unread.text)).collect();
    assert_eq!(
        columns,
        [
            ("新住所", WhyUnread::NoPlace, "見本県見本町大字見本456番地7"),
            ("引っ越した日", WhyUnread::NoPlace, "2026-11-28"),
            ("電話番号", WhyUnread::NoPlace, "000-0000-0001"),
        ]
    );
    assert_eq!(read("preentry", &[]), Err(ReadError::NoProfile));
}

#[test]
fn the_code_answers_for_the_whole_family() {
    let profile = Profile::from_json(&text("profiles/sample_moveout.json")).unwrap();
    let picture = std::fs::read(seed("codes/moveout.png")).unwrap();
    let reading = profile.read(&read_codes(&picture).unwrap()).unwrap();
    let mut said = String::new();
    for (slot, answer, certainty) in &reading.answers {
        writeln!(said, "{} {} {certainty:?}", slot.0, words(answer)).unwrap();
    }
    assert_eq!(
        said,
        "\
people [1, 2, 3, 4, 5, 6, 7] Checked
people.1.name 見本　太郎 / ミホン　タロウ Checked
people.1.birth_date 1981-05-10 Checked
people.1.sex male Checked
people.1.relation head Checked
moveout_planned_on 2026-11-28 Checked
from_address 見本県|北見本市|中央一丁目|2番3号| Likely
people.2.name 見本　花子 / ミホン　ハナコ Checked
people.2.birth_date 1983-02-03 Checked
people.2.sex female Checked
people.2.relation wife Checked
people.3.name 見本　一郎 / ミホン　イチロウ Checked
people.3.birth_date 2011-02-10 Checked
people.3.sex male Checked
people.3.relation child Checked
people.4.name 見本　美咲 / ミホン　ミサキ Checked
people.4.birth_date 2016-08-20 Checked
people.4.sex female Checked
people.4.relation child Checked
people.5.name 見本　葵 / ミホン　アオイ Checked
people.5.birth_date 2024-09-05 Checked
people.5.sex female Checked
people.5.relation child Checked
people.6.name 見本　一雄 / ミホン　カズオ Checked
people.6.birth_date 1948-03-12 Checked
people.6.sex male Checked
people.6.relation father Checked
people.7.name 見本　和子 / ミホン　カズコ Checked
people.7.birth_date 1954-07-07 Checked
people.7.sex female Checked
people.7.relation mother Checked
"
    );
    assert_eq!(reading.members, 7);
    assert_eq!(reading.unread, []);
}

#[test]
fn the_cards_are_read() {
    for (file, expected) in [
        ("cards/taro.json", "見本　太郎 ミホン　タロウ 1981-05-10 男"),
        ("cards/hanako.json", "見本　花子 ミホン　ハナコ 1983-02-03 女"),
        ("cards/kazuo.json", "見本　一雄 ミホン　カズオ 1948-03-12 男"),
    ] {
        let mut card = read_card(&text(file)).unwrap();
        card.fields.sort_by_key(|(value, _)| value.field());
        assert_eq!(card.unread, [], "{file}");
        let mut fields = Vec::new();
        for (value, _) in &card.fields {
            fields.push(match value {
                CardValue::Name(name) => format!("{} {}", name.full(), name.kana()),
                CardValue::BirthDate(day) => day.exact().unwrap().to_string(),
                CardValue::Female(female) => if *female { "女" } else { "男" }.to_owned(),
                CardValue::Address(address) => {
                    assert_eq!(address.line(), "見本県北見本市中央一丁目2番3号");
                    assert_eq!((&*address.town, &*address.block), ("中央一丁目", "2番3号"));
                    continue;
                }
            });
        }
        assert_eq!(fields.join(" "), expected, "{file}");
    }
}

#[test]
fn the_answers_are_of_the_form_that_is_stored() {
    let file: serde_json::Value = serde_json::from_str(&text("answers/t01.json")).unwrap();
    let answers = file["answers"].as_object().unwrap();
    assert!(answers.len() > 70);
    for (slot, said) in answers {
        assert!(serde_json::from_value::<Said>(said.clone()).is_ok(), "{slot}");
    }
}
