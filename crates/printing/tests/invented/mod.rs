//! An invented sheet with everything a sheet can have, and what is filled into it.
#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot build its data has failed")]

pub mod guide;

use kakanai_domain::condition::{Condition, Part, Path, Subject};
use kakanai_domain::filled::{FilledBox, FilledSheet, Ink};
use kakanai_domain::item::{Choice, Item, Kind, List};
use kakanai_domain::sheet::*;
use kakanai_domain::{Catalog, Declared, Id, Text};

/// Names that break naive printing, with the characters whose form no font of the program has. All invented.
pub const HARD_NAMES: [(&str, &[&str]); 20] = [
    ("髙﨑　𠮷男", &["𠮷"]),
    ("葛\u{E0100}城　邉\u{E0102}子", &["邉\u{E0102}"]),
    ("葛城　邉子", &[]),
    ("渡邉\u{E01EF}　花子", &["邉\u{E01EF}"]),
    ("渡邉\u{E010F}　邉太", &["邉\u{E010F}"]),
    ("辻\u{E0100}　榊\u{E0100}　辻　榊", &[]),
    ("ﾀﾅﾍﾞ ﾍﾞﾝｼﾞｬﾐﾝ", &[]),
    ("ﾀﾅｶ ﾊﾟﾄﾘｯｸ ｦｰｯﾟ", &[]),
    ("Nguyễn Thị Ứng", &["ễ", "ị", "Ứ"]),
    ("Đặng Hữu Phước Ngọc", &["ặ", "ữ", "ư", "ớ", "ọ"]),
    ("ALEXANDRINA MAXIMILIANA VON HOHENLOHE-X", &[]),
    ("O'Griffin-Fjord, François Müller", &[]),
    ("渡邉　は\u{3099}なこ　か\u{3099}", &[]),
    ("齋藤　ゞ々〻ヽヾ", &[]),
    ("⽇野　日野", &["⽇"]),
    ("ミホン～ミホン〜ー―－", &[]),
    ("神\u{FA19}　羽\u{FA1E}", &[]),
    ("見本　太郎🙂", &["🙂"]),
    ("㈱見本①㌔", &[]),
    ("𩸽　𡈽田　𣘺本　𪚥", &["𪚥"]),
];

pub fn cell(id: &str, content: Content) -> Cell {
    let face = match content {
        Content::Show(_) => Face::Mincho,
        Content::Label(_)
        | Content::Tick(..)
        | Content::Ring(..)
        | Content::Options(..)
        | Content::Blank(..) => Face::Gothic,
    };
    let style = Style { face, ..Style::default() };
    Cell { id: id.into(), content, style, only_if: None, optional: false, writes: None }
}

pub fn label(words: &str) -> Cell {
    let mut cell = cell("", Content::Label(words.into()));
    cell.style.size = 9.0;
    cell
}

pub fn header(words: &str) -> Cell {
    let mut cell = label(words);
    cell.style.shaded = true;
    cell.style.align = Align::Center;
    cell
}

pub fn show(id: &str) -> Cell {
    cell(id, Content::Show(vec![]))
}

pub fn styled(mut cell: Cell, change: impl FnOnce(&mut Style)) -> Cell {
    change(&mut cell.style);
    cell
}

pub fn at(column: usize, row: usize) -> Place {
    Place { column, row, columns: 1, rows: 1, share: Share::WHOLE }
}

pub fn spanning(column: usize, row: usize, columns: usize, rows: usize) -> Place {
    Place { column, row, columns, rows, share: Share::WHOLE }
}

fn always() -> Condition {
    Condition::All(vec![])
}

/// A catalogue with one sheet `f01` of the given blocks, and the choice item `relation`.
pub fn catalog(blocks: impl FnOnce(Path, Id<List>) -> Vec<Block>) -> Catalog {
    let mut lists = Declared::default();
    let people: Id<List> = lists.declare("people").unwrap();
    let mut items = Declared::default();
    let relation: Id<Item> = items.declare("relation").unwrap();
    let mut options = Declared::default();
    let labels = ["本人", "同じ世帯の人", "法定代理人", "任意代理人（委任状が必要です）"];
    for name in ["self", "household", "legal", "agent"] {
        options.declare(name).unwrap();
    }
    let rows = labels.map(|label| Choice { label: Text::new(label), help: None });
    let item = Item {
        of: None,
        column: 0,
        kind: Kind::Choice(options.complete(rows.into()).unwrap()),
        label: Text::new("届出人"),
        ask: Text::new("どなたですか"),
        help: None,
        unknown: None,
        card: None,
        writes: None,
    };
    let list = List {
        label: Text::new("ご家族"),
        ask: Text::new("どなたですか"),
        help: None,
        roster: vec![],
        items: vec![],
        at_least: 0,
        called: vec![],
    };
    let mut sheets = Declared::default();
    let _: Id<Sheet> = sheets.declare("f01").unwrap();
    let path = Path::Item(Subject::Visit, relation, Part::Whole);
    let sheet = Sheet {
        title: "見本の届".into(),
        number: "様式第1号".into(),
        revision: String::new(),
        paper: Paper::A4,
        for_each: None,
        continued_on: None,
        ground: Ground::Blank,
        blocks: blocks(path, people),
    };
    Catalog {
        lists: lists.complete(vec![list]).unwrap(),
        items: items.complete(vec![item]).unwrap(),
        visit: vec![relation],
        sheets: sheets.complete(vec![sheet]).unwrap(),
        ..Catalog::default()
    }
}

pub fn filled(catalog: &Catalog, boxes: Vec<(usize, usize, u16, Ink)>) -> FilledSheet {
    let boxes = boxes
        .into_iter()
        .map(|(block, cell, row, ink)| FilledBox { block, cell, row, ink, writes: None })
        .collect();
    FilledSheet {
        sheet: catalog.sheets.find("f01").unwrap(),
        member: None,
        page: 1,
        pages: 2,
        rows: Vec::new(),
        boxes,
    }
}

pub fn text(words: &str) -> Ink {
    Ink::Text(words.into())
}

/// A day, a postal code and a phone number in their pieces.
fn pieces() -> Block {
    let piece = |id: &str| styled(show(id), |style| style.align = Align::Right);
    let comb = |id: &str, boxes| styled(show(id), |style| style.comb = Some(boxes));
    Block::Grid(Grid {
        x: 20.0,
        y: 176.0,
        columns: vec![30.0, 14.0, 8.0, 7.0, 8.0, 7.0, 8.0, 7.0, 81.0],
        rows: vec![9.0, 9.0, 9.0, 9.0],
        cells: vec![
            (at(0, 0), header("転入した日")),
            (at(1, 0), styled(show("era"), |style| style.align = Align::Center)),
            (at(2, 0), piece("year")),
            (at(3, 0), label("年")),
            (at(4, 0), piece("month")),
            (at(5, 0), label("月")),
            (at(6, 0), piece("day")),
            (at(7, 0), label("日")),
            (at(0, 1), header("郵便番号")),
            (spanning(1, 1, 7, 1), comb("postal_pieces", 7)),
            (at(0, 2), header("電話番号")),
            (spanning(1, 2, 8, 1), comb("phone_pieces", 11)),
            (at(0, 3), header("携帯電話番号")),
            (spanning(1, 3, 7, 1), comb("mobile", 3)),
        ],
        rows_of: None,
    })
}

/// Everything a sheet can have.
pub fn everything() -> (Catalog, FilledSheet) {
    let catalog = catalog(|path, people| {
        vec![
            Block::Free(
                Area { x: 20.0, y: 14.0, w: 170.0, h: 12.0 },
                styled(label("住民異動届"), |style| {
                    style.size = 18.0;
                    style.align = Align::Center;
                }),
            ),
            Block::Free(Area { x: 20.0, y: 27.0, w: 60.0, h: 7.0 }, label("見本町長　あて")),
            Block::Grid(Grid {
                x: 20.0,
                y: 36.0,
                columns: vec![30.0, 60.0, 30.0, 50.0],
                rows: vec![9.0, 9.0, 12.0, 9.0, 14.0],
                cells: vec![
                    (at(0, 0), styled(header("フリガナ"), |style| style.align = Align::Justify)),
                    (at(1, 0), show("kana")),
                    (at(2, 0), styled(header("生年月日"), |style| style.align = Align::Justify)),
                    (at(3, 0), styled(show("birth_date"), |style| style.align = Align::Center)),
                    (at(0, 1), styled(header("氏名"), |style| style.align = Align::Justify)),
                    (at(1, 1), styled(show("name"), |style| style.size = 12.0)),
                    (at(2, 1), header("届出人の署名\n（自署）")),
                    (at(3, 1), cell("signature", Content::Blank(Blank::Signature, String::new()))),
                    (at(0, 2), styled(header("住所"), |style| style.align = Align::Justify)),
                    (spanning(1, 2, 3, 1), styled(show("address"), |style| style.lines = 2)),
                    (at(0, 3), header("郵便番号")),
                    (at(1, 3), styled(show("postal_code"), |style| style.comb = Some(7))),
                    (at(2, 3), header("個人番号")),
                    (
                        at(3, 3),
                        styled(cell("number", Content::Blank(Blank::Number, String::new())), |style| {
                            style.comb = Some(12)
                        }),
                    ),
                    (at(0, 4), header("届出人")),
                    (
                        spanning(1, 4, 2, 1),
                        styled(cell("relation", Content::Options(path, Mark::Ring)), |style| style.lines = 2),
                    ),
                    (at(3, 4), cell("office", Content::Blank(Blank::Office, String::new()))),
                ],
                rows_of: None,
            }),
            Block::Grid(Grid {
                x: 20.0,
                y: 96.0,
                columns: vec![10.0, 60.0, 50.0, 50.0],
                rows: vec![5.0, 7.0],
                cells: vec![
                    (spanning(0, 0, 1, 2), styled(show("order"), |style| style.align = Align::Center)),
                    (at(1, 0), styled(show("member_kana"), |style| style.size = 7.0)),
                    (at(1, 1), show("member_name")),
                    (
                        spanning(2, 0, 1, 2),
                        cell("moves", Content::Tick(always(), "いっしょに引っ越す".into())),
                    ),
                    (spanning(3, 0, 1, 2), cell("sex", Content::Ring(always(), "女".into()))),
                ],
                rows_of: Some(RowsOf { list: people, who: Who::Everybody, room: 3 }),
            }),
            Block::Free(
                Area { x: 20.0, y: 136.0, w: 120.0, h: 14.0 },
                styled(cell("options", Content::Options(path, Mark::Tick)), |style| style.lines = 2),
            ),
            pieces(),
            Block::Free(
                Area { x: 20.0, y: 152.0, w: 80.0, h: 20.0 },
                styled(
                    label(
                        "住民票の写しは、キャッシュカードのように使うことはできません。届出の内容に誤りがないか、もう一度お確かめください。",
                    ),
                    |style| {
                        style.lines = 4;
                        style.least = 9.0;
                        style.valign = VAlign::Top;
                    },
                ),
            ),
        ]
    });
    let ink = vec![
        (2, 1, 0, text("ｶﾂﾗｷﾞ　ﾍﾞﾆｺ")),
        (2, 3, 0, text("昭和23年3月12日")),
        (2, 5, 0, text("葛\u{E0100}城　𠮷子")),
        (
            2,
            9,
            0,
            text(
                "見本県見本郡見本町大字見本1234番地の5　メゾン・ド・ミホンキャッスルガーデンヒルズ見本弐番館1205号室",
            ),
        ),
        (2, 11, 0, text("1234567")),
        (2, 15, 0, Ink::Options(vec![0, 2])),
        (3, 0, 0, text("1")),
        (3, 1, 0, text("カツラギ　ベニコ")),
        (3, 2, 0, text("葛城　紅子")),
        (3, 3, 0, Ink::Marked),
        (3, 4, 0, Ink::Marked),
        (3, 0, 1, text("2")),
        (3, 2, 1, text("ALEXANDRINA MAXIMILIANA VON HOHENLOHE-X")),
        (4, 0, 0, Ink::Options(vec![1])),
        (5, 1, 0, text("令和")),
        (5, 2, 0, text("8")),
        (5, 4, 0, text("12")),
        (5, 6, 0, text("1")),
        (5, 9, 0, text("999-0001")),
        (5, 11, 0, text("0000-00-0000")),
        (5, 13, 0, text("000-0000-0000")),
    ];
    let sheet = filled(&catalog, ink);
    (catalog, sheet)
}
