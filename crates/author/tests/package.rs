//! `pack` and `unpack`: from town to town, and nothing is lost on either side.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::{Folder, shipped, tell};

const ON: &str = "2026-12-01";

fn office(name: &str) -> Folder {
    let folder = Folder::empty(name);
    folder.good(&format!("new office DIR --name 例村 --code 123456 --on {ON}"));
    folder
}

// A file beside the folders of a test.
struct Mail(Folder);

impl Mail {
    fn new(name: &str) -> Self {
        let folder = Folder::empty(name);
        fs::create_dir_all(folder.path("")).unwrap();
        Self(folder)
    }
    fn name(&self) -> String {
        self.0.path("package.json").display().to_string()
    }
    fn json(&self) -> Value {
        self.0.json("package.json")
    }
    fn put(&self, package: &Value) {
        fs::write(self.0.path("package.json"), serde_json::to_string_pretty(package).unwrap()).unwrap();
    }
    fn pack(&self, from: &Folder, procedures: &str) -> String {
        from.good(&format!("pack {procedures} --out {} --forms DIR", self.name()))
    }
    fn unpack(&self, more: &str) -> String {
        format!("unpack {} {more} --forms DIR", self.name())
    }
}

fn edit(folder: &Folder, path: &str, old: &str, new: &str) {
    let text = folder.read(path);
    assert_eq!(text.matches(old).count(), 1, "{path}: {old}");
    fs::write(folder.path(path), text.replace(old, new)).unwrap();
}

#[test]
fn every_shipped_procedure_goes_to_another_town_and_back() {
    let shipped = shipped();
    let procedures = fs::read_dir(shipped.path("procedures")).unwrap().map(|file| file.unwrap().file_name());
    let procedures = procedures.flat_map(|file| {
        let file = shipped.json(&format!("procedures/{}", file.to_string_lossy()));
        file["procedures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    });
    let (fresh, mail, back) = (office("fresh"), Mail::new("mail"), Mail::new("back"));
    let before = fresh.files();
    let mut seen = 0;
    for id in procedures {
        mail.pack(&shipped, &id);
        if seen == 0 {
            let dry = fresh.good(&mail.unpack("--dry-run"));
            assert!(dry.contains("何も書いていません") && fresh.files() == before, "{id}: {dry}");
        }
        let said = fresh.good(&mail.unpack(""));
        let (_, check) = said.rsplit_once("よろしい").unwrap_or_else(|| panic!("{id}: {said}"));
        assert!(check.contains("エラー 0") && check.contains("失敗 0"), "{id}: {said}");
        assert!(!said.contains("取り込まないシナリオ"), "{id}: {said}");
        // The only things to look at: options and questions that matter for procedures that are not here.
        let expected = |line: &str| ["注意[W915]", "注意[W918]"].iter().any(|code| line.starts_with(code));
        let other = said.lines().find(|line| line.starts_with("注意[") && !expected(line));
        assert_eq!(other, None, "{id}");

        let once = fresh.files();
        assert!(fresh.good(&mail.unpack("")).contains("変わるものはありません"), "{id}");
        assert!(fresh.files() == once, "{id}: twice is not once");

        back.pack(&fresh, &id);
        let (there, here) = (mail.json(), back.json());
        assert_eq!(here["from"], json!({ "name": "例村", "code": "123456" }));
        assert_eq!(here["origins"][0]["from"], json!({ "name": "見本町", "code": "999999" }));
        for (name, hash) in there["hashes"].as_object().unwrap() {
            let own = ["counter ", "thing ", "setting ", "event "].iter().any(|kind| name.starts_with(kind));
            assert!(own || here["hashes"][name] == *hash, "{id}: {name}");
        }
        seen += 1;
        for path in once.keys().filter(|path| !before.contains_key(*path)) {
            fs::remove_file(fresh.path(path)).unwrap();
        }
        for (path, bytes) in &before {
            fs::write(fresh.path(path), bytes).unwrap();
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn what_differs_is_shown_and_stays() {
    let (there, ours, mail) = (Folder::empty("differs-there"), office("differs"), Mail::new("differs-mail"));
    there.good(&format!("new office DIR --name 見本町 --code 999999 --on {ON}"));
    let until = |value: u8, label: &str| {
        format!(
            r#""settings": [{{ "id": "child_medical_until", "label": {{ "ja": "{label}" }}, "value": {value} }}]"#
        )
    };
    let counter = |id: &str, label: &str| {
        format!(
            "\"counters\": [\n    {{ \"id\": \"{id}\", \"label\": {{ \"ja\": \"{label}\" }}, \"place\": {{ \"ja\": \"2階\" }} }},"
        )
    };
    edit(&there, "office.json", r#""settings": []"#, &until(18, "子ども医療費（何歳まで）"));
    edit(&there, "office.json", r#""counters": ["#, &counter("children", "4番 子育て"));
    there.good("new procedure child_medical --title 子ども医療費の受給 --for-each people --counter children --forms DIR");
    edit(
        &there,
        "procedures/child_medical.json",
        r#"{ "fact": "member.wants_child_medical", "is": true }"#,
        r#"{ "all": [{ "fact": "member.wants_child_medical", "is": true },
        { "fact": "member.birth_date.year_age", "under": "office.child_medical_until" }] }"#,
    );
    edit(
        &there,
        "procedures/child_medical.json",
        r#""agent""#,
        r#""law": "見本町子ども医療費助成条例", "agent""#,
    );
    for name in ["yes", "no"] {
        let path = format!("scenarios/child_medical_{name}.json");
        fs::write(there.path(&path), there.read(&path).replace("1981-05-10", "2015-05-10")).unwrap();
    }
    // Here: another wording, another value, a note, and a counter of another name.
    edit(&ours, "items/visit.json", "昼間につながる電話番号は何番ですか", "日中の電話番号を教えてください");
    edit(&ours, "items/visit.json", r#""id": "householder","#, r#""id": "householder", "note": "世帯主","#);
    edit(&ours, "office.json", r#""settings": []"#, &until(15, "子ども医療費の年齢"));
    edit(&ours, "office.json", r#""counters": ["#, &counter("kids", "子育て係"));
    mail.pack(&there, "child_medical");
    let mut package = mail.json();
    package["made"] = json!(ON);
    package["program"] = json!("0.1.0");
    package["licence"] = json!("CC0 1.0");
    package["note"] = json!("条例の名前を直してください。");
    mail.put(&package);
    let said = tell(&ours.line(&mail.unpack("--counter children=kids")));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens/unpack.txt");
    let text = said.text.replace(&ours.path("").display().to_string(), "forms");
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        fs::write(&golden, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(golden).unwrap_or_default(), "KAKANAI_BLESS=1 writes it anew");
    assert!(ours.read("items/visit.json").contains("日中の電話番号"));
    assert!(ours.read("office.json").contains(r#""value": 15"#));
    assert!(!ours.read("office.json").contains(r#""id": "children""#));
    // The next time the counter is known.
    assert!(ours.good(&mail.unpack("")).contains("変わるものはありません"));
}

#[test]
fn a_newer_version_renews_what_was_not_changed_here() {
    let (there, here, mail) = (office("there"), office("here"), Mail::new("versions"));
    edit(&there, "office.json", "123456", "654321");
    there.good("new procedure radio --title 受信機の貸与 --forms DIR");
    mail.pack(&there, "radio");
    here.good(&mail.unpack(""));

    // Here: the question. There: the sheet and the procedure.
    edit(&here, "items/radio_visit.json", "受信機の貸与を申し込みますか", "防災ラジオを借りますか");
    edit(&there, "sheets/radio.json", "備　　考", "置　く　所");
    edit(&there, "procedures/radio.json", r#""agent": "letter""#, r#""agent": "free""#);
    mail.pack(&there, "radio");
    let said = here.good(&mail.unpack(""));
    assert!(said.contains("新しい版になるもの（こちらでは直していない） / updated: not changed here\n  手続 radio\n  様式 radio\n"), "{said}");
    assert!(said.contains("こちらの直しを残すもの（先方は前と同じ）"), "{said}");
    assert!(here.read("items/radio_visit.json").contains("防災ラジオを借りますか"));
    assert!(here.read("sheets/radio.json").contains("置　く　所"));
    assert!(here.read("procedures/radio.json").contains(r#""agent": "free""#));
    assert!(here.good(&mail.unpack("")).contains("変わるものはありません"));

    // There the question as well: both sides are shown, and ours stays, until theirs is asked for.
    edit(&there, "items/radio.json", "受信機の貸与を申し込みますか", "受信機を借りますか");
    mail.pack(&there, "radio");
    let said = here.good(&mail.unpack(""));
    assert!(said.contains("こちら \"防災ラジオを借りますか\"　先方 \"受信機を借りますか\""), "{said}");
    assert!(here.read("items/radio_visit.json").contains("防災ラジオを借りますか"));
    here.good(&mail.unpack("--theirs wants_radio"));
    assert!(here.read("items/radio_visit.json").contains("\"受信機を借りますか\""));

    // What is removed here stays removed.
    fs::remove_file(here.path("scenarios/radio_no.json")).unwrap();
    assert!(here.good(&mail.unpack("")).contains("こちらで消してあるので、入れないもの"));
    assert!(!here.path("scenarios/radio_no.json").exists());
}

#[test]
fn a_name_that_means_something_else_can_be_changed() {
    let (there, here, mail) = (office("renamed-there"), office("renamed-here"), Mail::new("renamed"));
    there.good("new procedure radio --title 受信機の貸与 --forms DIR");
    there.good("new procedure seat --title 座席の貸出 --for-each people --forms DIR");
    here.good("new item wants_radio --title ラジオの希望日 --type date --event move_in --forms DIR");
    here.good("new sheet seat --title 席の地図 --forms DIR");
    mail.pack(&there, "radio seat");
    let before = here.files();
    let said = here.bad(&mail.unpack(""));
    assert!(
        said.contains("何も書いていません") && said.contains("--rename") && said.contains("[E"),
        "{said}"
    );
    assert!(here.files() == before);
    for (more, sentence) in [
        ("--rename nothing=other", "「nothing」がパッケージにないか"),
        ("--rename wants_radio=wants_seat", "「wants_seat」がもうパッケージにあるか"),
        ("--rename wants_radio=a\"b", "id（半角の小文字"),
        ("--rename wants_radio", "先方の名前=こちらの名前"),
        ("--counter residents=nowhere", "こちらにあるのは: residents"),
        ("--theirs nothing", "パッケージに「nothing」はありません"),
    ] {
        let line = here.line(&mail.unpack(more));
        let words = line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let said = match kakanai_author::Command::parse(&words) {
            Ok(_) => here.bad(&mail.unpack(more)),
            Err(sentence) => sentence,
        };
        assert!(said.contains(sentence), "{more}: {said}");
        assert!(here.files() == before);
    }
    // The procedure and the sheet have one name, and keep having one.
    let said = here.good(&mail.unpack("--rename wants_radio=radio_wish --rename seat=seat_loan"));
    assert!(said.contains("シナリオ 5（うち失敗 0）"), "{said}");
    assert!(here.read("procedures/radio.json").contains(r#""fact": "radio_wish""#));
    assert!(here.read("procedures/radio.json").contains(r#""sheets": ["seat_loan"]"#));
    assert!(here.read("scenarios/radio_yes.json").contains(r#""asked": ["radio_wish"]"#));
    assert!(here.read("scenarios/seat_yes.json").contains(r#""seat_loan:1.name""#));
    assert!(here.good(&mail.unpack("")).contains("変わるものはありません"), "the names are remembered");
    // Also when a newer version has no such thing any more.
    edit(&there, "procedures/radio.json", r#"{ "fact": "wants_radio", "is": true }"#, r#"{ "all": [] }"#);
    edit(&there, "procedures/radio.json", r#""sheets": ["radio"]"#, r#""sheets": []"#);
    for path in [
        "items/radio.json",
        "scenarios/radio_yes.json",
        "scenarios/radio_no.json",
        "scenarios/seat_yes.json",
        "scenarios/seat_no.json",
    ] {
        fs::remove_file(there.path(path)).unwrap();
    }
    for (path, old) in [
        ("events/move_in.json", "\"wants_radio\""),
        ("scenarios/family_of_two.json", ",\n    \"wants_radio\": false"),
    ] {
        edit(&there, path, old, "");
    }
    mail.pack(&there, "radio seat");
    let said = here.bad(&mail.unpack("--dry-run"));
    assert!(
        said.contains(
            "新しい版になるもの（こちらでは直していない） / updated: not changed here\n  手続 radio\n"
        ),
        "{said}"
    );
    assert!(
        said.contains("先方ではなくなったもの") && said.contains("項目 radio_wish（items/radio_visit.json）"),
        "{said}"
    );
}

#[test]
fn the_offices_own_papers_go_along() {
    let (there, here, mail) = (office("grounds-there"), office("grounds-here"), Mail::new("grounds"));
    edit(&there, "office.json", "123456", "654321");
    let pdf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../printing/tests/grounds/form.pdf");
    fs::create_dir_all(there.path("grounds")).unwrap();
    fs::copy(&pdf, there.path("grounds/様式.pdf")).unwrap();
    there.good("new procedure radio --title 受信機の貸与 --forms DIR");
    let over = r#"{ "format": 1, "id": "radio", "title": "受信機の申請書", "paper": "A4", "ground": { "pdf": "grounds/様式.pdf" },
  "blocks": [ { "field": "氏名", "show": "householder.name", "id": "name", "optional": true } ] }"#;
    fs::write(there.path("sheets/radio.json"), over).unwrap();
    // Its scenarios are about the sheet as it was.
    for name in ["yes", "no"] {
        let path = format!("scenarios/radio_{name}.json");
        let mut scenario = there.json(&path);
        scenario.as_object_mut().unwrap().retain(|key, _| key != "boxes");
        fs::write(there.path(&path), scenario.to_string()).unwrap();
    }
    let said = mail.pack(&there, "radio");
    assert!(said.contains("PDF: grounds/様式.pdf"), "{said}");
    here.good(&mail.unpack(""));
    assert_eq!(fs::read(here.path("grounds/様式.pdf")).unwrap(), fs::read(&pdf).unwrap());
    assert!(here.good(&mail.unpack("")).contains("変わるものはありません"));

    let other = office("grounds-other");
    fs::create_dir_all(other.path("grounds")).unwrap();
    fs::copy(pdf.with_file_name("plain.pdf"), other.path("grounds/様式.pdf")).unwrap();
    let before = other.files();
    assert!(other.bad(&mail.unpack("")).contains("こちらに別のものがあります"));
    assert!(other.files() == before);
}

#[test]
fn what_does_not_hold_here_is_not_taken_over() {
    let (there, here, mail) = (office("held-there"), office("held-here"), Mail::new("held"));
    there.good("new procedure radio --title 受信機の貸与 --forms DIR");
    let setting = |value: &str| {
        format!(
            r#""settings": [{{ "id": "lends_radios", "label": {{ "ja": "受信機を貸している" }}, "value": {value} }}]"#
        )
    };
    edit(&there, "office.json", r#""settings": []"#, &setting("true"));
    edit(&here, "office.json", r#""settings": []"#, &setting("false"));
    edit(
        &there,
        "procedures/radio.json",
        r#""level": "optional""#,
        r#""level": [{ "when": { "fact": "office.lends_radios", "is": true }, "level": "required" }, { "level": "optional" }]"#,
    );
    edit(&there, "scenarios/radio_yes.json", r#""radio": "optional""#, r#""radio": "required""#);
    mail.pack(&there, "radio");
    let said = here.good(&mail.unpack(""));
    assert!(said.contains("取り込まないシナリオ") && said.contains("× radio_yes"), "{said}");
    assert!(said.contains("lends_radios value: こちら false　先方 true"), "{said}");
    assert!(!here.path("scenarios/radio_yes.json").exists() && here.path("scenarios/radio_no.json").exists());
    assert!(here.good(&mail.unpack("")).contains("変わるものはありません"));
}

#[test]
fn what_is_damaged_or_hostile_is_refused() {
    let (there, here, mail) = (office("hostile-there"), office("hostile-here"), Mail::new("hostile"));
    there.good("new procedure radio --title 受信機の貸与 --forms DIR");
    mail.pack(&there, "radio");
    let good = mail.json();
    let text = serde_json::to_string(&good).unwrap();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut package = good.clone();
        change(&mut package);
        serde_json::to_string(&package).unwrap()
    };
    let path = |path: &str| with(&|package| package["files"][0]["path"] = json!(path));
    let ground = |path: &str, base64: &str| {
        with(&|package| package["grounds"] = json!([{ "path": path, "base64": base64 }]))
    };
    let stray = "置けないファイルがあります";
    let cases = [
        (String::new(), "JSON として読めません"),
        (text.chars().take(text.chars().count() / 2).collect(), "途中で切れたか"),
        ("[".repeat(100_000), "JSON として読めません"),
        ("{}".to_owned(), "\"kind\": \"package\" がない"),
        (there.read("office.json"), "\"kind\": \"package\" がない"),
        (with(&|package| package["format"] = json!(2)), "知らない形式です"),
        (with(&|package| package["extra"] = json!(1)), "余分なもの"),
        (with(&|package| package["files"] = json!("none")), "中身が足りないか"),
        (with(&|package| package["id"] = json!("../../evil")), "id か自治体の番号が正しくありません"),
        (with(&|package| package["from"]["code"] = json!("..")), "id か自治体の番号が正しくありません"),
        (path("../evil.json"), stray),
        (path("/etc/evil.json"), stray),
        (path("C:\\evil.json"), stray),
        (path("items/../../evil.json"), stray),
        (path("packages/evil.json"), stray),
        (path("items/.hidden.json"), stray),
        (path("office.json"), stray),
        (ground("../evil.pdf", ""), stray),
        (ground("/evil.pdf", ""), stray),
        (ground("grounds/..\\evil.pdf", ""), stray),
        (ground("grounds/evil.exe", ""), stray),
        (ground("grounds/big.pdf", &"A".repeat(12 << 20)), stray),
        (ground("grounds/a.pdf", "%%%"), "作られたときと違います"),
        (ground("grounds/a.pdf", "JVBERi0="), "作られたときと違います"),
        (
            text.replace("受信機の貸与を申し込みますか", "受信機の貸与を申し込みますよ"),
            "「item wants_radio」が、作られたときと違います",
        ),
        (with(&|package| package["hashes"] = json!({})), "作られたときと違います"),
        (text.replace("\"optional\"", "\"often\""), "の中に、上の誤りがあります"),
        (
            with(&|package| {
                package["files"][0]["is"] =
                    serde_json::from_str(&format!("{}{}", "[".repeat(100), "]".repeat(100))).unwrap()
            }),
            "上の誤りがあります",
        ),
    ];
    let before = here.files();
    for (package, sentence) in cases {
        fs::write(mail.0.path("package.json"), &package).unwrap();
        let said = here.bad(&mail.unpack(""));
        let shown = package.chars().take(300).collect::<String>();
        assert!(said.contains(sentence), "{shown}: {said}");
        assert!(here.files() == before, "{shown}");
    }
    assert!(here.bad("unpack /nowhere/p.json --forms DIR").contains("読めません"));
    assert!(here.bad("unpack / --forms DIR").contains("パッケージではありません"));
    let inside = there.line("pack radio --out DIR/items/p.json --forms DIR");
    assert!(tell(&inside).text.contains("定義のフォルダの外"));
    assert!(
        there
            .bad(&format!("pack radi --out {} --forms DIR", mail.name()))
            .contains("手続「radi」はありません")
    );
}
