//! A bundle of fourteen filled pages: how long setting and writing them takes, how large the file is, and how
//! much memory it takes.
//!
//! `cargo bench -p kakanai-printing --bench bundle` prints the first run of the process, in which fonts are parsed
//! too, and the median of the runs after it. With `-- FILE` it leaves the PDF there, and beside it the texts and their places
//! as lines of JSON, for other programs to set the same (`tests/bench/compare.py`).
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark measures time and prints it"
)]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a broken benchmark must stop")]

#[path = "../tests/invented/mod.rs"]
mod invented;

use std::fmt::Write;
use std::time::{Duration, Instant};

use fastrand::Rng;
use invented::{at, catalog, filled, header, show, styled, text};
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::sheet::{Align, Area, Block, Grid};
use kakanai_domain::{Catalog, Date};
use kakanai_printing::{DocInfo, Fonts, Footer, Mark, Page, fonts_on_disk, pdf, place};

const PAGES: usize = 14;
const ROWS: usize = 30;
const RUNS: usize = 15;
/// Names, addresses, days and numbers of an invented family, and what a font may lack.
const SAID: [&str; 12] = [
    "見本　太郎",
    "ミホン　ハナコ",
    "昭和56年5月10日",
    "見本県見本郡見本町大字見本1234番地の5　メゾン・ド・ミホン205号室",
    "0000-00-0000",
    "葛\u{E0100}城　紅子",
    "髙﨑　次郎",
    "ALEXANDRINA VON HOHENLOHE",
    "ﾀﾅﾍﾞ ﾍﾞﾝｼﾞｬﾐﾝ",
    "後期高齢者医療被保険者証",
    "令和8年12月1日",
    "世帯主との続柄：子",
];

/// Kanji that forms of an office and names are made of: about as many as a bundle of fourteen sheets has.
const KANJI: &str = "住所氏名生年月日電話番号世帯主続柄本籍地届出人申請者代理印鑑登録証明書国民健康保険被者資格取得喪失異動\
    転入居出事由介護要支援認定期間障害手帳等級児童当子医療費受給助成口座振替金融機関支店種別普通預義務教育学校年組\
    水道使用開始中止犬鑑札狂注射済票交付原動機車標識委任状職員記欄確認添付類窓口担課係備考同意署自町村長見佐藤鈴木高橋\
    田中渡辺伊山小林加吉斎松井清崎森池阿部石前岡後谷川近坂遠青福西太三原岸和葉安横平島上野武村菊丸宮市内工秋杉大今";

/// A page with 60 headings and 60 boxes, and the words filled into it.
fn sheet(seed: u64) -> (Catalog, FilledSheet) {
    let mut rng = Rng::with_seed(seed);
    let kanji: Vec<char> = KANJI.chars().filter(|c| !c.is_whitespace()).collect();
    let mut word =
        |count: usize| (0..count).map(|_| *rng.choice(&kanji).expect("a kanji")).collect::<String>();
    let mut cells = Vec::new();
    let mut boxes = Vec::new();
    for row in 0..ROWS {
        for column in [0, 2] {
            cells.push((at(column, row), styled(header(&word(4)), |style| style.align = Align::Justify)));
            cells.push((
                at(column + 1, row),
                styled(show(&format!("box{row}_{column}")), |style| style.lines = 2),
            ));
            let said = SAID[(row * 2 + column + seed as usize) % SAID.len()];
            boxes.push((0, cells.len() - 1, 0, text(&format!("{said}{}", word(2)))));
        }
    }
    let (columns, rows) = (vec![25.0, 60.0, 25.0, 60.0], vec![8.0; ROWS]);
    let grid = Grid { x: 20.0, y: 25.0, columns, rows, cells, rows_of: None };
    let catalog = catalog(|_, _| vec![Block::Grid(grid)]);
    let sheet = filled(&catalog, boxes);
    (catalog, sheet)
}

/// A page with names that the fonts of the program lack.
fn rare() -> (Catalog, FilledSheet) {
    let catalog = catalog(|_, _| {
        let at = |y| Area { x: 20.0, y, w: 90.0, h: 10.0 };
        vec![Block::Free(at(20.0), show("name")), Block::Free(at(40.0), show("latin"))]
    });
    let sheet = filled(&catalog, vec![(0, 0, 0, text("髙﨑　𠮷男")), (1, 0, 0, text("Nguyễn Thị Ứng"))]);
    (catalog, sheet)
}

/// Prints how long a page takes for which the fonts of the machine are opened first.
fn print_rare(fonts: &Fonts, info: &DocInfo) {
    let (catalog, sheet) = rare();
    let start = Instant::now();
    let pages = place(&catalog, &sheet, &Footer { code: "A-0001".into() }, fonts);
    let size = pdf(&pages, info, fonts).expect("a PDF").len() / 1000;
    let opened = fonts.opened();
    println!("a page that needs {opened:?}: {:.1?}, {size} kB   peak {}", start.elapsed(), peak());
}

fn main() {
    let sheets: Vec<_> = (0..PAGES as u64).map(sheet).collect();
    let fonts = fonts_on_disk();
    let info = DocInfo { title: "様式一式".into(), today: Date::constant(2026, 12, 1) };
    let run = || {
        let start = Instant::now();
        let pages: Vec<Page> = sheets
            .iter()
            .flat_map(|(catalog, sheet)| place(catalog, sheet, &Footer { code: "A-0001".into() }, &fonts))
            .collect();
        let placed = start.elapsed();
        let bytes = pdf(&pages, &info, &fonts).expect("a PDF");
        (placed, start.elapsed(), pages, bytes)
    };
    let (placed, first, pages, bytes) = run();
    let after_first = peak();
    let mut warm: Vec<(Duration, Duration)> =
        (0..RUNS).map(|_| run()).map(|(placed, all, ..)| (all, placed)).collect();
    warm.sort_unstable();
    let (median, median_placed) = warm[RUNS / 2];
    let fields = texts(&pages).count();
    println!("{} pages, {fields} texts, {} kB", pages.len(), bytes.len() / 1000);
    println!("first {first:>7.1?} (of it setting {placed:.1?})   peak {after_first}");
    println!("warm  {median:>7.1?} (of it setting {median_placed:.1?})   peak {}", peak());
    print_rare(&fonts, &info);
    // `cargo bench` itself says `--bench`.
    if let Some(file) = std::env::args().skip(1).find(|word| word != "--bench") {
        std::fs::write(&file, bytes).expect("a place for the PDF");
        std::fs::write(format!("{file}.jsonl"), lines(&pages)).expect("a place for the texts");
    }
}

fn texts(pages: &[Page]) -> impl Iterator<Item = (usize, &kakanai_printing::Words)> {
    pages.iter().enumerate().flat_map(|(number, page)| {
        page.marks
            .iter()
            .filter_map(move |mark| if let Mark::Text(words) = mark { Some((number, words)) } else { None })
    })
}

/// The texts and rules of the pages, one a line.
fn lines(pages: &[Page]) -> String {
    let mut lines = String::new();
    for (page, words) in texts(pages) {
        let (x, y, size, face) = (words.at.x, words.at.y, words.size, words.face.name());
        let text = words.text.replace(['"', '\\'], "");
        writeln!(lines, r#"{{"page":{page},"x":{x},"y":{y},"size":{size},"face":"{face}","text":"{text}"}}"#)
            .expect("writing to a String");
    }
    for (number, page) in pages.iter().enumerate() {
        for mark in &page.marks {
            if let Mark::Line { from, to, width, .. } = mark {
                let (a, b, c, d) = (from.x, from.y, to.x, to.y);
                writeln!(lines, r#"{{"page":{number},"line":[{a},{b},{c},{d}],"width":{width}}}"#)
                    .expect("writing to a String");
            }
        }
    }
    lines
}

/// The most memory the process ever had, where the system says so.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |line| line.trim().to_owned())
}
