//! The commands, on the small definition folder of the compiler's own tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

use kakanai_author::command::{USAGE, Visit, usage_of};
use kakanai_author::import::Import;
use kakanai_author::simulate::Trial;
use kakanai_author::unpack::Unpack;
use kakanai_author::{Command, Said, carry_out};
use kakanai_domain::Lang;

fn base() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../definition/tests/base")
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

// A copy of the base with one text of one file replaced, removed with the value.
struct Copy(PathBuf);

impl Copy {
    fn of_base(name: &str) -> Self {
        let to = std::env::temp_dir().join(format!("kakanai-author-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&to);
        for source in kakanai_definition::read_folder(&base()).unwrap() {
            let path = to.join(&source.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, source.text).unwrap();
        }
        Self(to)
    }
    fn edited(name: &str, path: &str, old: &str, new: &str) -> Self {
        let copy = Self::of_base(name);
        let path = copy.0.join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1);
        fs::write(&path, text.replace(old, new)).unwrap();
        copy
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn visit(forms: PathBuf, lang: Lang) -> Visit {
    Visit { forms, event: "move_in".into(), scenario: "T01".into(), on: None, lang }
}

fn trial(forms: &Path) -> Trial {
    Trial { forms: forms.into(), event: "e".into(), households: 10_000, seed: 1, on: None, lang: Lang::Ja }
}

#[test]
fn words_become_commands() {
    let forms = PathBuf::from("forms");
    let explained =
        |lang| Visit { forms: forms.clone(), event: "e".into(), scenario: "T01".into(), on: None, lang };
    let cases = [
        ("", Command::Help),
        ("help", Command::Help),
        ("check", Command::Check { forms: forms.clone(), on: None }),
        ("check other", Command::Check { forms: "other".into(), on: None }),
        (
            "check other --on 2027-04-01",
            Command::Check { forms: "other".into(), on: Some(jiff::civil::date(2027, 4, 1)) },
        ),
        ("scenarios", Command::Scenarios { forms: forms.clone(), name: None }),
        ("scenarios T01", Command::Scenarios { forms: forms.clone(), name: Some("T01".into()) }),
        ("scenarios /", Command::Scenarios { forms: "/".into(), name: None }),
        ("scenarios other T01", Command::Scenarios { forms: "other".into(), name: Some("T01".into()) }),
        ("explain e T01", Command::Explain(explained(Lang::Ja))),
        ("explain --lang en e T01", Command::Explain(explained(Lang::En))),
        ("schema --out there", Command::Schema { out: "there".into() }),
        (
            "import-pdf a.pdf --out there --id f40 --page 2",
            Command::Import(Import {
                file: "a.pdf".into(),
                forms: "there".into(),
                id: Some("f40".into()),
                page: 2,
            }),
        ),
        (
            "explain e T01 --on 2027-04-01",
            Command::Explain(Visit { on: Some(jiff::civil::date(2027, 4, 1)), ..explained(Lang::Ja) }),
        ),
        ("simulate e", Command::Simulate(trial(&forms))),
        (
            "simulate e other -n 50 --seed 3 --on 2027-04-01 --lang en",
            Command::Simulate(Trial {
                forms: "other".into(),
                households: 50,
                seed: 3,
                on: Some(jiff::civil::date(2027, 4, 1)),
                lang: Lang::En,
                ..trial(&forms)
            }),
        ),
        ("place e T01 --out there", Command::Place { visit: explained(Lang::Ja), out: "there".into() }),
        (
            "watch e T01 --out there",
            Command::Watch { visit: explained(Lang::Ja), out: "there".into(), dpi: 100 },
        ),
        (
            "watch other e T01 --out there --dpi 60",
            Command::Watch {
                visit: Visit { forms: "other".into(), ..explained(Lang::Ja) },
                out: "there".into(),
                dpi: 60,
            },
        ),
        (
            "unpack p.json --counter a=b --dry-run --counter c=d --theirs x",
            Command::Unpack(Unpack {
                file: "p.json".into(),
                forms: forms.clone(),
                dry_run: true,
                counters: vec![("a".into(), "b".into()), ("c".into(), "d".into())],
                renames: Vec::new(),
                theirs: vec!["x".into()],
            }),
        ),
    ];
    for (line, command) in cases {
        assert_eq!(Command::parse(&words(line)), Ok(command), "{line}");
    }
    let wrong = [
        ("chek", "「chek」という命令はありません"),
        ("check a b", "「b」は余分です"),
        ("check --speed 9", "「--speed」は余分です"),
        ("import-pdf --out there", "様式の PDF の名前を書いてください"),
        ("import-pdf a.pdf --out there --page 0", "--page は 1 からの数です"),
        ("import-pdf a.pdf --out there --id 40", "--id は小文字の英字で始め"),
        ("explain e", "EVENT と SCENARIO"),
        ("explain e T01 --lang", "「--lang」の後に値がありません"),
        ("explain e T01 --lang xx", "「xx」という言語はありません"),
        ("simulate", "EVENT を書いてください"),
        ("simulate e -n many", "-n は 1 から 10000000 までの数です（「many」）"),
        ("simulate e -n", "「-n」の後に値がありません"),
        ("place e T01", "--out DIR がありません"),
        ("new", "作るものを書いてください"),
        ("new procedure radio", "--title に、日本語の名前"),
        (
            "new sheet radio --title 受信機 --paper B5",
            "「B5」という用紙はありません（A4 A4-landscape A5 A5-landscape）",
        ),
        ("pack radio", "--out FILE がありません"),
        ("unpack", "取り込むファイルを書いてください"),
        ("unpack p.json --rename a", "先方の名前=こちらの名前"),
    ];
    for (line, sentence) in wrong {
        let said = Command::parse(&words(line)).unwrap_err();
        assert!(said.contains(sentence), "{line}: {said}");
    }
}

#[test]
fn check_of_sound_definitions_is_good() {
    let said = carry_out(&Command::Check { forms: base(), on: None });
    let expected = "よろしい: ファイル 11、エラー 0、注意 0、シナリオ 1（うち失敗 0）。\n\
                    ok: 11 files, 0 errors, 0 warnings, 1 scenarios (0 failed)\n";
    assert_eq!(said, Said::good(expected));
}

#[test]
fn check_names_the_file_as_the_author_can_open_it() {
    let copy = Copy::edited("check", "rules/age.json", "days_ago", "days_gone");
    let said = carry_out(&Command::Check { forms: copy.0.clone(), on: None });
    assert!(!said.good);
    assert!(said.text.contains(&format!("{}/rules/age.json:4:", copy.0.display())), "{}", said.text);
    assert!(said.text.contains("[E311]") && said.text.contains("エラー 1"), "{}", said.text);
}

#[test]
fn check_fails_with_a_scenario() {
    let copy = Copy::edited("mismatch", "scenarios/t01.json", "\"before\": 7", "\"before\": 9");
    for command in [
        Command::Check { forms: copy.0.clone(), on: None },
        Command::Scenarios { forms: copy.0.clone(), name: Some("T01".into()) },
    ] {
        let said = carry_out(&command);
        assert!(!said.good);
        assert!(said.text.contains("× T01 三人で転入"), "{}", said.text);
        assert!(said.text.contains("「9」のはずが「7」でした。"), "{}", said.text);
    }
}

#[test]
fn folders_and_names_that_are_not_there_are_named() {
    let cases = [
        (Command::Check { forms: "/nowhere".into(), on: None }, "「/nowhere」を読めません"),
        (Command::Check { forms: base().join("../problems"), on: None }, ".json のファイルがありません"),
        (
            Command::Scenarios { forms: base(), name: Some("T99".into()) },
            "シナリオ「T99」はありません。あるのは: T01",
        ),
        (
            Command::Explain(Visit { scenario: "T99".into(), ..visit(base(), Lang::Ja) }),
            "シナリオ「T99」はありません。あるのは: T01",
        ),
        (
            Command::Simulate(Trial { event: "birth".into(), ..trial(&base()) }),
            "ライフイベント「birth」はありません。あるのは: move_in",
        ),
        (Command::Simulate(trial(Path::new("/nowhere"))), "「/nowhere」を読めません"),
        (
            Command::Explain(Visit { event: "birth".into(), ..visit(base(), Lang::Ja) }),
            "ライフイベント「birth」はありません。あるのは: move_in",
        ),
    ];
    for (command, sentence) in cases {
        let said = carry_out(&command);
        assert!(!said.good && said.text.contains(sentence), "{}", said.text);
    }
}

#[test]
fn scenarios_that_pass_have_one_line() {
    let said = carry_out(&Command::Scenarios { forms: base(), name: None });
    assert_eq!(said, Said::good("○ T01 三人で転入\n合格 1、失敗 0。\n1 passed, 0 failed\n"));
}

#[test]
fn explain_says_what_and_why() {
    let said = carry_out(&Command::Explain(visit(base(), Lang::Ja)));
    assert!(said.good);
    let expected = [
        "1. 引っ越した日 [moved_on] → 令和8年11月28日\n     「転入届」の期限や持ち物を確かめるため\n",
        "[people.2.wishes] → 印鑑登録\n     「国民健康保険の届」に書くため\n",
        "・国民健康保険 [kh01] 必須\n",
        "期限: 令和8年12月14日（月）まで",
        "持ち物: 本人確認書類",
        "・国民健康保険の届 [f09] 見本　花子 1/1\n",
    ];
    for piece in expected {
        assert!(said.text.contains(piece), "{piece}\n---\n{}", said.text);
    }
    let english = carry_out(&Command::Explain(visit(base(), Lang::En))).text;
    assert!(english.contains("■ What is needed") && english.contains("required"), "{english}");
}

#[test]
fn explain_can_be_asked_about_another_day() {
    let copy = Copy::edited(
        "on",
        "procedures/residents.json",
        r#"{ "id": "dg01", "title""#,
        r#"{ "id": "dg01", "until": "2027-03-31", "title""#,
    );
    for (on, needed) in [(None, true), (Some((2027, 3, 31)), true), (Some((2027, 4, 1)), false)] {
        let on = on.map(|(year, month, day)| jiff::civil::date(year, month, day));
        let said = carry_out(&Command::Explain(Visit { on, ..visit(copy.0.clone(), Lang::Ja) }));
        assert!(said.good);
        assert_eq!(said.text.contains("・犬の登録 [dg01] 必須"), needed, "{on:?}: {}", said.text);
    }
}

#[test]
fn explain_lists_answers_that_nobody_asked_for() {
    let copy = Copy::edited(
        "ignored",
        "scenarios/t01.json",
        "\"insurance\": \"national\",",
        "\"insurance\": \"employee\",",
    );
    let said = carry_out(&Command::Explain(visit(copy.0.clone(), Lang::Ja)));
    assert!(said.text.contains("■ 聞かないので使わない回答\npeople.2.wishes\n"), "{}", said.text);
    assert!(said.text.contains("■ 必要でない手続\n・国民健康保険 [kh01]"), "{}", said.text);
}

#[test]
fn place_writes_the_papers_and_the_guide() {
    let out = Copy(std::env::temp_dir().join(format!("kakanai-author-out-{}", std::process::id())));
    let said = carry_out(&Command::Place { visit: visit(base(), Lang::Ja), out: out.0.clone() });
    assert!(said.good, "{}", said.text);
    assert!(
        said.text
            .starts_with("f01 住民異動届 1/2\nf01_more 住民異動届（続き） 2/2\nf09:2 国民健康保険の届 1/1\n")
    );
    for name in ["move_in-T01-papers.pdf", "move_in-T01-guide.pdf"] {
        assert!(fs::read(out.0.join(name)).unwrap().starts_with(b"%PDF-"), "{name}");
    }
}

#[test]
fn an_editor_is_set_up_once_and_settings_of_the_office_stay() {
    let out = std::env::temp_dir().join(format!("kakanai-author-schema-{}", std::process::id()));
    let _ = fs::remove_dir_all(&out);
    let settings = out.join(".vscode/settings.json");
    for _ in 0..2 {
        let said = carry_out(&Command::Schema { out: out.clone() });
        assert!(said.good, "{}", said.text);
    }
    let text = fs::read_to_string(&settings).unwrap();
    for schema in kakanai_definition::schemas() {
        let url = format!(".vscode/schema/{}.schema.json", schema.name);
        assert!(text.contains(&format!("\"url\": \"./{url}\"")), "{text}");
        assert_eq!(fs::read_to_string(out.join(url)).unwrap(), schema.text);
    }
    fs::write(&settings, "{ \"editor.fontSize\": 16 }").unwrap();
    let said = carry_out(&Command::Schema { out: out.clone() });
    assert!(!said.good && said.text.contains("書き換えていません"), "{}", said.text);
    assert!(said.text.contains("\"json.schemas\": ["), "{}", said.text);
    assert_eq!(fs::read_to_string(&settings).unwrap(), "{ \"editor.fontSize\": 16 }");
    fs::remove_dir_all(&out).unwrap();
}

#[test]
fn the_settings_of_this_repository_name_its_schemas() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.vscode/settings.json");
    let settings = kakanai_author::schema::settings("assets/schema");
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &settings).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), settings);
}

#[test]
fn letters_are_looked_for_in_the_fonts_that_are_shipped() {
    let old = r#""label": { "ja": "備考", "en": "Remark" }"#;
    let cases = [
        // Kanji of JIS levels 3 and 4, and what the machine's Noto fonts add for readers of other languages.
        (r#""label": { "ja": "髙﨑𠮟", "en": "São – “Remark” (½)" }"#, None),
        (r#""label": { "ja": "☎ 電話", "en": "Remark" }"#, None),
        (r#""label": { "ja": "📞 電話", "en": "Remark" }"#, Some("📞 (U+1F4DE)")),
        (r#""label": { "ja": "備考", "en": "Ghi chú: số ễ" }"#, Some("ễ (U+1EC5)")),
    ];
    for (number, (new, found)) in cases.into_iter().enumerate() {
        let copy = Copy::edited(&format!("letters-{number}"), "items/visit.json", old, new);
        let said = carry_out(&Command::Check { forms: copy.0.clone(), on: None });
        match found {
            None => assert!(!said.text.contains("W903"), "{new}: {}", said.text),
            Some(letter) => {
                assert!(said.text.contains("W903") && said.text.contains(letter), "{new}: {}", said.text)
            }
        }
    }
    let copy = Copy::edited(
        "letters-other",
        "office.json",
        r#"["ja", "en"]"#,
        r#"["ja", "en", "ko", "vi", "zh", "ne"]"#,
    );
    let path = copy.0.join("items/visit.json");
    let text = fs::read_to_string(&path).unwrap();
    let all = r#""label": { "ja": "備考", "en": "Remark", "ko": "비고", "vi": "Ghi chú ễ", "zh": "备注", "ne": "कैफियत" }"#;
    fs::write(&path, text.replace(old, all)).unwrap();
    let said = carry_out(&Command::Check { forms: copy.0.clone(), on: None });
    assert!(said.text.contains("W902") && !said.text.contains("W903"), "{}", said.text);
}

#[test]
fn a_slip_on_the_command_line_is_answered_with_the_usage_of_that_command() {
    let all = USAGE.lines().filter_map(|line| line.strip_prefix("  kakanai-author ")?.split(' ').next());
    for command in all {
        let shown = usage_of(command);
        assert!(shown.lines().count() >= 2 && shown.lines().count() <= 9, "{shown}");
        let others = shown.lines().filter_map(|line| line.strip_prefix("  kakanai-author "));
        assert!(
            others.clone().count() > 0 && others.clone().all(|call| call.starts_with(command)),
            "{shown}"
        );
    }
    assert_eq!(usage_of("nonsense").lines().count(), 1);
}
