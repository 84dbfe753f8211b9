//! An invented guide: a family of four that moved in.

use kakanai_domain::condition::Condition;
use kakanai_domain::guide::*;
use kakanai_domain::handover::{Encoding, Field, Handover};
use kakanai_domain::office::{Counter, Office, Thing};
use kakanai_domain::procedure::{Agent, Level, Procedure};
use kakanai_domain::sheet::{Paper, Sheet};
use kakanai_domain::{Catalog, Date, Declared, Lang, Table, Text};

fn table<T>(rows: Vec<(&str, T)>) -> Table<T> {
    let mut names = Declared::default();
    let mut all = Vec::new();
    for (name, row) in rows {
        names.declare(name).unwrap();
        all.push(row);
    }
    names.complete(all).unwrap()
}

fn both(ja: &str, en: &str) -> Text {
    Text::new(ja).with(Lang::En, en)
}

pub fn catalog() -> Catalog {
    // On the ground floor, one beside the other; the last one is upstairs.
    let mut across = 0;
    let mut counter = |label: Text, place: Text| {
        across += 25;
        let floor = (across > 50).then(|| both("2階", "1F"));
        Counter { label, place, map: Some((across, 60)), floor }
    };
    let counters = table(vec![
        ("residents", counter(both("住民窓口", "Residents"), both("1階 正面 1番", "Ground floor, desk 1"))),
        (
            "insurance",
            counter(
                both("保険年金窓口", "Insurance and pension"),
                both("1階 右手 4番", "Ground floor, desk 4"),
            ),
        ),
        (
            "care",
            counter(
                both("介護・福祉窓口", "Care and welfare"),
                both("2階 階段を上がって左 12番", "First floor, desk 12"),
            ),
        ),
    ]);
    let thing = |ja: &str, en: &str| Thing { label: both(ja, en) };
    let things = table(vec![
        ("id_document", thing("本人確認書類（運転免許証など）", "Identity document")),
        ("move_out", thing("転出証明書", "Moving-out certificate")),
        ("my_number", thing("家族全員のマイナンバーカード", "My Number Cards of the whole family")),
        ("account", thing("口座のわかるもの", "Bank account details")),
    ]);
    let procedures = [
        ("ju01", "転入届", "Notification of moving in", "residents"),
        ("mn01", "マイナンバーカードの継続利用", "Continued use of the My Number Card", "residents"),
        ("kh01", "国民健康保険の加入", "Joining National Health Insurance", "insurance"),
        ("np01", "国民年金の住所変更", "Change of address, National Pension", "insurance"),
        ("kg02", "要介護認定の引継ぎ", "Transfer of the care certification", "care"),
        ("dg01", "犬の登録の変更", "Dog registration", "care"),
        ("jt01", "児童手当の認定請求", "Child allowance", "care"),
        ("ka01", "印鑑登録", "Seal registration", "residents"),
    ];
    let mut names = Declared::default();
    let mut rows = Vec::new();
    for (id, ja, en, at) in procedures {
        names.declare(id).unwrap();
        rows.push(Procedure {
            title: both(ja, en),
            counter: counters.find(at).unwrap(),
            for_each: None,
            when: Condition::All(vec![]),
            not_with: Vec::new(),
            levels: vec![(None, Level::Required)],
            due: vec![],
            law: String::new(),
            agents: vec![],
            bring: vec![],
            sheets: vec![],
            remark: None,
        });
    }
    let sheet = |title: &str| Sheet {
        title: title.into(),
        number: String::new(),
        revision: String::new(),
        paper: Paper::A4,
        for_each: None,
        continued_on: None,
        ground: kakanai_domain::sheet::Ground::Blank,
        blocks: vec![],
    };
    let sheets = table(vec![("f01", sheet("住民異動届")), ("f09", sheet("国民健康保険異動届"))]);
    let office =
        Office { name: Some(both("見本町", "Mihon Town")), counters, things, ..Office::default() };
    Catalog { office, procedures: names.complete(rows).unwrap(), sheets, ..Catalog::default() }
}

pub fn guide(catalog: &Catalog, lang: Lang) -> Guide {
    let ja = lang == Lang::Ja;
    let say = |a: &str, b: &str| if ja { a.to_owned() } else { b.to_owned() };
    let day = |y: i16, m: i8, d: i8| Date::constant(y, m, d);
    let due = |date: Date| Due {
        label: None,
        date: Some(date),
        words: {
            let words = kakanai_domain::words::date_words(date, lang);
            if ja { format!("{words}まで") } else { format!("By {words}") }
        },
    };
    let task = |id: &str, level: Option<Level>, reason: String| Task {
        procedure: catalog.procedures.find(id).unwrap(),
        level,
        members: vec![],
        who: vec![],
        due: vec![],
        sheets: vec![],
        agent: None,
        reason,
        remark: None,
    };
    let family = || {
        vec![
            say("世帯主", "Householder"),
            say("妻", "Wife"),
            say("父（78歳）", "Father (78)"),
            say("子（4歳）", "Child (4)"),
        ]
    };
    let advice = |id: &str, reason: String| Advice {
        procedure: catalog.procedures.find(id).unwrap(),
        who: vec![],
        reason,
    };
    let counter = |name: &str| catalog.office.counters.find(name).unwrap();
    let thing = |name: &str| catalog.office.things.find(name).unwrap();
    Guide {
        lang,
        today: day(2026, 12, 1),
        event: say("転入（ほかの市町村から引っ越してきた）", "Moving in from another municipality"),
        stops: vec![
            Stop {
                counter: counter("residents"),
                tasks: vec![
                    Task {
                        due: vec![due(day(2026, 12, 14))],
                        sheets: vec![catalog.sheets.find("f01").unwrap()],
                        who: family(),
                        agent: Some(Agent::Letter),
                        ..task(
                            "ju01",
                            Some(Level::Required),
                            say("11月28日に見本町へ引っ越したため", "You moved here on 28 November"),
                        )
                    },
                    Task {
                        due: vec![
                            Due {
                                label: Some(say("カードの継続利用", "continued use")),
                                ..due(day(2027, 3, 1))
                            },
                            Due {
                                label: Some(say("電子証明書", "certificates")), ..due(day(2026, 12, 28))
                            },
                        ],
                        who: vec![say("世帯主", "Householder"), say("妻", "Wife")],
                        ..task(
                            "mn01",
                            Some(Level::Apply),
                            say("マイナンバーカードを持っているため", "You have a My Number Card"),
                        )
                    },
                ],
                bring: vec![thing("id_document"), thing("move_out"), thing("my_number")],
            },
            Stop {
                counter: counter("insurance"),
                tasks: vec![
                    Task {
                        due: vec![due(day(2026, 12, 14))],
                        sheets: vec![catalog.sheets.find("f09").unwrap()],
                        who: vec![say("妻", "Wife"), say("子（4歳）", "Child (4)")],
                        remark: Some(say(
                            "保険料は、引っ越した月の分からかかります。",
                            "Premiums are due from the month of moving.",
                        )),
                        ..task(
                            "kh01",
                            Some(Level::Required),
                            say("会社の健康保険に入っていないため", "Not insured through an employer"),
                        )
                    },
                    task("np01", None, say("年金の種類がわからないため", "The kind of pension is not known")),
                ],
                bring: vec![thing("id_document"), thing("account")],
            },
            Stop {
                counter: counter("care"),
                tasks: vec![Task {
                    due: vec![Due {
                        label: None,
                        date: None,
                        words: say("引っ越した日の翌日から14日以内", "Within 14 days of: day of moving"),
                    }],
                    who: vec![say("父（78歳）", "Father (78)")],
                    ..task(
                        "kg02",
                        Some(Level::Optional),
                        say("要介護2の認定を受けているため", "Certified as care level 2"),
                    )
                }],
                bring: vec![thing("id_document")],
            },
        ],
        automatic: vec![task(
            "ka01",
            Some(Level::Automatic),
            say("前の市町村の登録は、転出で自動的に消えます", "The old registration ends by itself"),
        )],
        information: vec![Task {
            remark: Some(say(
                "水道・電気・ガスは、各事業者へご連絡ください。",
                "Please contact the water, power and gas companies yourself.",
            )),
            ..task("dg01", Some(Level::Information), String::new())
        }],
        advice: vec![advice(
            "dg01",
            say(
                "犬を飼っている方は、登録の変更が必要です。",
                "If you have a dog, its registration has to be changed.",
            ),
        )],
        not_needed: vec![advice(
            "jt01",
            say("18歳までの子の手当は、勤務先から受け取るため", "Paid by the employer"),
        )],
        handovers: vec![Handover {
            counter: counter("residents"),
            fields: vec![Field { subject: String::new(), name: "phone".into(), value: "0000".into() }],
            typed: vec![(both("届出の入力", "Screen"), Encoding::ShiftJis, "見本\t0000\r".into())],
        }],
    }
}
