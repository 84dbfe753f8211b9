//! `new`: what it makes passes the check at once, and what was there stays as it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use std::fs;

use support::{Folder, shipped, tell};

const CLEAN: &str = "エラー 0、注意 0";

#[test]
fn a_new_office_is_complete() {
    let folder = Folder::empty("office");
    assert!(
        folder.good("new office DIR --name 見本村 --on 2026-12-01").contains("new procedure radio_receiver")
    );
    assert!(folder.good("check DIR").contains("ファイル 7、エラー 0、注意 0、シナリオ 1（うち失敗 0）"));
    assert!(folder.good("explain move_in family_of_two --forms DIR").contains("転入の届出"));
    let bad = folder.bad("new office DIR");
    assert!(bad.contains("もう何かあります"), "{bad}");
}

#[test]
fn its_items_are_those_that_are_shipped() {
    // So that packages of other towns meet the same items, with the same words.
    let folder = Folder::empty("same");
    folder.good("new office DIR --on 2026-12-01");
    let shipped = shipped();
    for (file, ids) in [
        ("people", &["name", "birth_date", "sex", "relation"][..]),
        ("visit", &["moved_on", "phone", "householder"]),
    ] {
        let path = format!("items/{file}.json");
        let (new, old) =
            (folder.json(&path), serde_json::from_str::<serde_json::Value>(&shipped.read(&path)).unwrap());
        assert_eq!(new["list"], old["list"]);
        for id in ids {
            let of = |file: &serde_json::Value| {
                file["items"].as_array().unwrap().iter().find(|item| item["id"] == *id).cloned()
            };
            assert!(of(&new).is_some());
            assert_eq!(of(&new), of(&old), "copy {id} from forms/{path} into skeleton/{path}");
        }
    }
}

#[test]
fn a_new_procedure_passes_at_once() {
    let cases = [
        "new procedure radio --title 戸別受信機の貸与 --forms DIR",
        "new procedure seat --title チャイルドシートの貸出 --for-each people --forms DIR",
    ];
    let folder = Folder::empty("procedure");
    folder.good("new office DIR --on 2026-12-01");
    for (number, case) in (1..).zip(cases) {
        let said = folder.good(case);
        assert!(said.contains("次にすること"), "{said}");
        let check = folder.good("check DIR");
        let scenarios = 1 + 2 * number;
        assert!(
            check.contains(CLEAN) && check.contains(&format!("シナリオ {scenarios}（うち失敗 0）")),
            "{check}"
        );
    }
    let explained = folder.good("explain move_in seat_yes --forms DIR");
    assert!(explained.contains("チャイルドシートの貸出") && !explained.contains("戸別受信機"), "{explained}");
}

#[test]
fn a_new_procedure_fits_into_what_is_shipped() {
    let folder = shipped();
    for case in [
        "new procedure radio --title 戸別受信機の貸与 --en Radio --forms DIR",
        "new procedure dog_wash --title 犬の無料シャンプー --en Shampoo --for-each dogs --counter environment --forms DIR",
        "new event birth --title 子どもが生まれた --en Birth --forms DIR",
        "new procedure gift --title 出産祝い金 --en Gift --event birth --forms DIR",
    ] {
        folder.good(case);
    }
    let check = folder.good("check DIR");
    assert!(check.contains(CLEAN) && check.contains("失敗 0"), "{check}");
}

#[test]
fn what_is_there_stays_byte_for_byte() {
    let folder = Folder::empty("bytes");
    folder.good("new office DIR --on 2026-12-01");
    let event = folder.read("events/move_in.json").replace('\n', "\r\n").replace("  ", "\t");
    fs::write(folder.path("events/move_in.json"), &event).unwrap();
    folder.good("new procedure radio --title 受信機 --forms DIR");
    let new = folder.read("events/move_in.json");
    let section = "{ \"title\": { \"ja\": \"受信機\" },\r\n\t\t  \"items\": [\"wants_radio\"] },\r\n\t\t";
    let left = new.replace(section, "").replace(", \"radio\"]", "]");
    assert_eq!(left, event);
    assert!(folder.good("check DIR").contains(CLEAN));
}

#[test]
fn nothing_is_overwritten_and_nothing_half_done() {
    let folder = Folder::empty("refused");
    folder.good("new office DIR --on 2026-12-01");
    folder.good("new procedure radio --title 受信機 --forms DIR");
    let before = folder.files();
    let cases = [
        ("new procedure radio --title 受信機 --forms DIR", "手続「radio」は、もうあります"),
        ("new procedure Radio --title 受信機 --forms DIR", "名前（id）にできません"),
        ("new sheet radio --title 受信機 --forms DIR", "もうあります。上書きはしません"),
        (
            "new procedure gift --title 祝い金 --event birth --forms DIR",
            "ライフイベント「birth」はありません。あるのは: move_in",
        ),
        (
            "new procedure gift --title 祝い金 --counter care --forms DIR",
            "窓口「care」はありません。あるのは: residents",
        ),
        (
            "new procedure gift --title 祝い金 --for-each dogs --forms DIR",
            "リスト「dogs」はありません。あるのは: people",
        ),
        ("new item phone --title 電話 --forms DIR", "項目「phone」は、もうあります"),
        ("new item pet --title ペット --type number_ --forms DIR", "「number_」という種類はありません"),
        ("new event move_in --title 転入 --forms DIR", "もうあります"),
    ];
    for (line, sentence) in cases {
        let said = folder.bad(line);
        assert!(said.contains(sentence), "{line}: {said}");
        assert!(folder.files() == before, "{line} changed something");
    }
    fs::write(folder.path("items/broken.json"), "{").unwrap();
    let said = folder.bad("new procedure gift --title 祝い金 --forms DIR");
    assert!(said.contains("[E001]") && said.contains("何も書いていません"), "{said}");
}

#[test]
fn sheets_and_items_are_made_alone() {
    let folder = Folder::empty("alone");
    folder.good("new office DIR --on 2026-12-01");
    for (number, paper) in ["A4", "A4-landscape", "A5", "A5-landscape"].into_iter().enumerate() {
        folder.good(&format!(
            "new sheet s{number} --title 誓約書 --paper {paper} --procedure notice_of_moving_in --forms DIR"
        ));
    }
    let procedures = folder.read("procedures/residents.json");
    assert!(
        procedures.contains(r#""sheets": ["notice_of_moving_in", "s0", "s1", "s2", "s3"]"#),
        "{procedures}"
    );
    // The sheets stand on their papers, and are printed; the scenario that names all pages says so.
    let check = tell(&folder.line("check DIR")).text;
    assert!(check.contains(CLEAN) && check.contains("notice_of_moving_in s0 s1 s2 s3"), "{check}");
    for kind in [
        "yes_no",
        "choice",
        "choices",
        "number",
        "date",
        "name",
        "address",
        "phone",
        "text",
        "postal_code",
        "money",
    ] {
        folder.good(&format!("new item i_{kind} --title 項目 --type {kind} --event move_in --forms DIR"));
    }
    folder.good("new item pet --title ペット --of people --forms DIR");
}
