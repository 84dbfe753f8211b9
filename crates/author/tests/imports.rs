//! Forms made in different ways, as first sheets. What is proposed for each is kept in `tests/imports/golden`;
//! `KAKANAI_BLESS=1 cargo test -p kakanai-author --test imports` writes it anew: then read the difference.
//! The forms are invented; `tests/imports/make.sh` makes them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakanai_author::import::Import;
use kakanai_author::import::find::{Found, find};
use kakanai_author::import::proposal::Holds;
use kakanai_author::import::words::{Concept, concept};
use kakanai_author::{Command, Said, carry_out};
use kakanai_definition::{Source, compile, office_page, read_folder};
use kakanai_domain::filled::{FilledSheet, Ink};
use kakanai_domain::sheet::{Block, Cell};
use kakanai_domain::{Catalog, fill, settle};
use kakanai_printing::drawing::drawing;
use kakanai_printing::{Fonts, Footer, Page, place};
use lopdf::{Document, Object};

/// Places of each form, as counted on its picture: with a proposal, left to the hand, always empty.
const TODAY: kakanai_domain::Date = kakanai_domain::Date::constant(2026, 12, 1);

const FORMS: [(&str, [usize; 3]); 6] = [
    ("radio", [7, 3, 5]),
    ("moving", [12, 3, 5]),
    ("debit", [6, 9, 3]),
    ("dog", [14, 1, 2]),
    ("lamp", [4, 4, 0]),
    ("allowance", [12, 1, 3]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

fn form(name: &str) -> PathBuf {
    folder().join(format!("{name}.pdf"))
}

/// A copy of a definition folder, removed with the value.
struct Copy(PathBuf);

impl Copy {
    fn of(forms: &Path, name: &str) -> Self {
        let to = std::env::temp_dir().join(format!("kakanai-import-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&to);
        for source in read_folder(forms).unwrap() {
            let path = to.join(&source.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match source.pdf {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None => fs::write(path, source.text).unwrap(),
            }
        }
        Self(to)
    }

    fn import(&self, file: PathBuf, id: &str) -> Said {
        let call = Import { file, forms: self.0.clone(), id: Some(id.to_owned()), page: 1 };
        carry_out(&Command::Import(call))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn compare(name: &str, actual: &str) {
    let path = folder().join("golden").join(format!("{name}.json"));
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    for (line, (expected, actual)) in (1..).zip(expected.lines().zip(actual.lines())) {
        assert_eq!(expected, actual, "{}:{line}", path.display());
    }
    assert_eq!(expected, actual, "{}", path.display());
}

fn catalog() -> Arc<Catalog> {
    compile(&read_folder(&folder().join("forms")).unwrap()).catalog(TODAY).unwrap()
}

fn found(catalog: &Catalog, name: &str) -> Found {
    let file = Arc::<[u8]>::from(fs::read(form(name)).unwrap());
    let (page, widgets) = office_page(&file, 1).unwrap();
    find(catalog, &drawing(&page).unwrap(), &page, &widgets)
}

#[test]
fn forms_become_first_sheets() {
    let copy = Copy::of(&folder().join("forms"), "goldens");
    for (name, counts) in FORMS {
        let said = copy.import(form(name), name);
        assert!(said.good, "{name}: {}", said.text);
        compare(name, &fs::read_to_string(copy.0.join(format!("sheets/{name}.json"))).unwrap());
        let pdf = fs::read(copy.0.join(format!("grounds/{name}.pdf"))).unwrap();
        assert_eq!(pdf, fs::read(form(name)).unwrap(), "the office's form stays as it is");
        let picture = image::open(copy.0.join(format!("grounds/{name}.png"))).unwrap().to_rgb8();
        let coloured = picture.pixels().filter(|dot| dot[2] > dot[0].saturating_add(99)).count();
        assert!(picture.width() > 1200 && coloured > 1000, "{name}: {coloured} blue dots");
        assert!(!said.text.contains("\"fact\""), "{name}: conditions are said in few words: {}", said.text);
        let [proposed, hand, by_law] = counts;
        let all = proposed + hand + by_law;
        let last = format!("{all} places: {proposed} proposed (");
        let rest = format!("), {hand} left to the hand, {by_law} that always stay empty");
        assert!(said.text.contains(&last) && said.text.contains(&rest), "{name}: {}", said.text);
    }
    let said = carry_out(&Command::Check { forms: copy.0.clone(), on: None });
    assert!(said.good, "{}", said.text);
}

/// A folder with the first sheets in it, as they are before `import-pdf` checks them.
fn with_drafts(forms: &Path, prefix: &str) -> Vec<Source> {
    let mut sources = read_folder(forms).unwrap();
    let catalog = compile(&sources).catalog(TODAY).unwrap();
    for (name, _) in FORMS {
        let (id, pdf) = (format!("{prefix}{name}"), format!("grounds/{prefix}{name}.pdf"));
        let paper = if name == "moving" { "A4 landscape" } else { "A4" };
        let draft = found(&catalog, name).draft(&id, paper, &pdf, 1);
        sources.push(Source::json(format!("sheets/{id}.json"), draft));
        sources.push(Source::pdf(pdf, fs::read(form(name)).unwrap()));
    }
    sources
}

#[test]
fn first_sheets_have_no_problem_with_the_definitions_shipped() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    let problems = compile(&with_drafts(&forms, "imported_")).problems;
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn what_stays_empty_by_law_is_never_filled() {
    let catalog = catalog();
    for (name, _) in FORMS {
        for (answer, boxes) in found(&catalog, name).places {
            let empty = matches!(concept(&answer.label), Some(Concept::Empty(_))) || answer.office;
            let filled = boxes.iter().any(|own| !matches!(own.holds, Holds::Blank(_)));
            assert!(!(empty && filled), "{name}: {}", answer.label);
            assert!(boxes.iter().all(|own| !own.note.is_empty()), "{name}: {}", answer.label);
        }
    }
}

/// The papers of the scenario when the procedures name the sheets.
fn papers() -> (Arc<Catalog>, Vec<FilledSheet>, Vec<Page>) {
    let mut sources = with_drafts(&folder().join("forms"), "");
    let procedures = sources.iter_mut().find(|source| source.path.starts_with("procedures/")).unwrap();
    let none = r#""sheets": []"#;
    let visit = r#""sheets": ["moving", "radio", "debit", "lamp", "allowance"]"#;
    procedures.text = procedures.text.replacen(none, visit, 1).replacen(none, r#""sheets": ["dog"]"#, 1);
    let compiled = compile(&sources);
    let scenario = compiled.scenarios.first().unwrap();
    let catalog = compiled.catalog(TODAY).unwrap();
    let interview = settle(&catalog, scenario.event, &scenario.answers, scenario.today);
    let papers = fill(&catalog, scenario.event, &interview, scenario.today);
    let footer = Footer { code: "A-0001".to_owned() };
    let pages = papers.iter().flat_map(|paper| place(&catalog, paper, &footer, &Fonts::default())).collect();
    (catalog, papers, pages)
}

fn cell(catalog: &Catalog, paper: &FilledSheet, block: usize, cell: usize) -> String {
    let id = |cell: &Cell| cell.id.clone();
    match &catalog.sheets[paper.sheet].blocks[block] {
        Block::Free(_, free) => id(free),
        Block::Grid(grid) => id(&grid.cells[cell].1),
    }
}

#[test]
fn first_sheets_are_filled() {
    let (catalog, papers, pages) = papers();
    let says = |sheet: &str, name: &str, row: u16| {
        let of = papers.iter().find(|paper| catalog.sheets.name(paper.sheet) == sheet).expect(sheet);
        let own = of
            .boxes
            .iter()
            .find(|own| (cell(&catalog, of, own.block, own.cell).as_str(), own.row) == (name, row));
        match own.map(|own| &own.ink) {
            Some(Ink::Text(text)) => text.clone(),
            Some(Ink::Marked) => "✓".to_owned(),
            Some(Ink::Options(_) | Ink::Blank) | None => String::new(),
        }
    };
    let expected = [
        ("moving", "visitor_name", 0, "見本　太郎"),
        ("moving", "name", 1, "見本　花子"),
        ("moving", "name_kana", 1, "ミホン　ハナコ"),
        ("moving", "sex", 0, "✓"),
        ("moving", "sex", 1, ""),
        ("moving", "sex_2", 1, "✓"),
        ("moving", "birth_date_year", 0, "56"),
        ("radio", "householder_name", 0, "見本　太郎"),
        ("radio", "filed_on_year", 0, "8"),
        ("radio", "moved_on_day", 0, "28"),
        ("debit", "to_address", 0, "大字見本456番地7"),
        ("debit", "water_start_on_year", 0, "令和8"),
        ("lamp", "to_address", 0, "見本県見本町大字見本456番地7"),
        ("allowance", "claimant_sex", 0, "✓"),
        ("allowance", "from_address", 0, "見本県北見本市中央一丁目2番3号"),
        ("dog", "dog_breed", 0, "柴犬"),
        ("dog", "dog_sex", 0, "✓"),
        ("dog", "microchip", 0, ""),
        ("dog", "microchip_2", 0, "✓"),
    ];
    for (sheet, name, row, text) in expected {
        assert_eq!(says(sheet, name, row), text, "{sheet}.{name}:{row}");
    }
    let notes = pages.iter().flat_map(|page| &page.notes).map(|note| note.sentence()).collect::<Vec<_>>();
    assert!(notes.is_empty(), "everything has room: {notes:?}");
}

fn edited(name: &str, edit: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load(form(name)).unwrap();
    edit(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_cannot_be_used_is_refused_with_what_to_do() {
    let copy = Copy::of(&folder().join("forms"), "refused");
    let a3 = edited("lamp", |document| {
        let page = document.page_iter().next().unwrap();
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("MediaBox", [0, 0, 842, 1191].map(Object::from).to_vec());
    });
    let mute = edited("radio", |document| {
        for object in document.objects.values_mut() {
            if let Ok(font) = object.as_dict_mut()
                && font.has(b"ToUnicode")
            {
                font.remove(b"ToUnicode");
                font.remove(b"Encoding");
                font.set("Subtype", "Type0");
            }
        }
    });
    let empty = edited("lamp", |document| {
        let page = document.page_iter().next().unwrap();
        let stream = document.add_object(lopdf::Stream::new(
            lopdf::Dictionary::new(),
            b"BT /F1 10 Tf 100 700 Td (a) Tj ET".to_vec(),
        ));
        document.get_dictionary_mut(page).unwrap().set("Contents", Object::Reference(stream));
    });
    let xfa = edited("lamp", |document| {
        document.catalog_mut().unwrap().set("NeedsRendering", true);
    });
    let locked = fs::read(folder().join("../../../printing/tests/grounds/locked.pdf")).unwrap();
    let cases = [
        ("locked", locked, "「開くパスワード」なしで保存し直してください"),
        ("xfa", xfa, "仮想プリンター"),
        ("scan", fs::read(form("scan")).unwrap(), "元のファイル（Word・Excel など）をもらい"),
        ("a3", a3, "用紙を A4 か A5 にして"),
        ("broken", b"%PDF-1.7 no".to_vec(), "PDF として保存し直してください"),
        ("empty", empty, "入力欄も見つかりません"),
        ("mute", mute, "「PDF として保存」で作り直してください"),
    ];
    for (name, bytes, sentence) in cases {
        let path = copy.0.join(format!("{name}.tried"));
        fs::write(&path, bytes).unwrap();
        let said = copy.import(path, name);
        assert!(!said.good && said.text.contains(sentence), "{name}: {}", said.text);
        assert!(!copy.0.join("grounds").exists(), "{name}: nothing is written");
    }
    let said = copy.import("/nowhere.pdf".into(), "nowhere");
    assert!(!said.good && said.text.contains("「/nowhere.pdf」を読めません"), "{}", said.text);
    assert!(copy.import(form("lamp"), "lamp").good);
    let again = copy.import(form("lamp"), "lamp");
    assert!(!again.good && again.text.contains("様式「lamp」はもうあります"), "{}", again.text);
    let next = Import { file: form("lamp"), forms: copy.0.clone(), id: None, page: 2 };
    let said = carry_out(&Command::Import(next));
    assert!(!said.good && said.text.contains("2ページ目はありません（全1ページ）"), "{}", said.text);
}
