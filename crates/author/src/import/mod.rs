//! `import-pdf`: a first sheet over an office's own form, with a proposal for every box that is found in it.
//!
//! What is drawn on the page becomes boxes and words ([`space`]), boxes get their headings ([`answer`]), headings a
//! meaning for the definitions of the folder ([`meaning`]), and meanings become boxes of a sheet ([`proposal`]). Nothing
//! is proposed silently: each box says where it came from, and what is not understood stays empty.

pub mod answer;
pub mod field;
pub mod find;
pub mod folder;
pub mod line;
pub mod meaning;
pub mod part;
mod picture;
pub mod proposal;
pub mod row;
pub mod sheet;
pub mod space;
mod summary;
pub mod words;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use kakanai_definition::{Problem, Severity, Source, Widget, compile, office_page, read_folder};
use kakanai_domain::Catalog;
use kakanai_domain::sheet::{Paper, PdfPage};
use kakanai_printing::drawing::{Drawing, drawing};

use crate::loading::{Said, today, with_editions};
use crate::papers::unwritable;

use self::find::{Found, find};

/// How far a page may be from the size of its paper, mm.
const TOLERANCE: f32 = 2.0;
const PAPERS: [(&str, Paper); 4] = [
    ("A4", Paper::A4),
    ("A4 landscape", Paper::A4.landscape()),
    ("A5", Paper::A5),
    ("A5 landscape", Paper::A5.landscape()),
];

/// One call of `import-pdf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The office's own form.
    pub file: PathBuf,
    /// The definitions, into which the sheet is written.
    pub forms: PathBuf,
    /// The id of the sheet; the next free one when left out.
    pub id: Option<String>,
    /// The page, from 1.
    pub page: usize,
}

/// Writes a first sheet, the PDF it lies on, and a picture of what was found.
pub fn import(call: &Import) -> Said {
    with_editions(&call.forms, |editions, _| match written(call, editions.on(today())) {
        Ok(text) => Said::good(text),
        Err(sentence) => Said::bad(sentence),
    })
}

fn written(call: &Import, catalog: &Catalog) -> Result<String, String> {
    let id = match &call.id {
        Some(id) => id.clone(),
        None => free_id(catalog),
    };
    let targets = ["sheets", "grounds", "grounds"].into_iter().zip(["json", "pdf", "png"]);
    let targets = targets.map(|(folder, ending)| call.forms.join(folder).join(format!("{id}.{ending}")));
    let targets = targets.collect::<Vec<_>>();
    let taken = catalog.sheets.find(&id).is_some();
    if let Some(path) = targets.iter().find(|path| path.exists() || taken) {
        return Err(format!(
            "様式「{id}」はもうあります（{0}）。--id でほかの名前を付けるか、前のファイルを消してください。\nthere is a sheet {id} already ({0}): give another name by --id, or delete the old files\n",
            path.display()
        ));
    }
    let bytes = fs::read(&call.file).map_err(|error| {
        format!(
            "「{0}」を読めません（{error}）。ファイルの名前を確かめてください。\ncannot read {0} ({error}): check the name of the file\n",
            call.file.display()
        )
    })?;
    let file = Arc::<[u8]>::from(bytes);
    let (page, widgets) = office_page(&file, call.page).map_err(|why| format!("{}\n{}\n", why.ja, why.en))?;
    let (paper_name, paper) = paper(&page)?;
    let drawing = drawing(&page).map_err(|error| format!("{error}\n"))?;
    readable(&drawing, &widgets)?;
    let found = find(catalog, &drawing, &page, &widgets);
    if found.places.is_empty() {
        return Err(
            "けい線の欄も、下線の欄も、入力欄も見つかりません。欄を \"at\": [左, 上, 幅, 高さ]（mm）で書いてください（docs/format.md）。\n\
             neither ruled boxes nor lines to write on nor form fields were found: place the boxes by \"at\" (docs/format.md)\n"
                .to_owned(),
        );
    }
    let (found, json) = sound(call, found, &id, paper_name, &file)?;
    let picture = picture::picture(&page, paper, &found)?;
    for path in &targets {
        let folder = path.parent().unwrap_or(&call.forms);
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    }
    let [sheet, ground, drawn] = &targets[..] else { return Ok(String::new()) };
    fs::write(ground, &file).map_err(|error| unwritable(ground, &error))?;
    fs::write(sheet, json).map_err(|error| unwritable(sheet, &error))?;
    picture.save(drawn).map_err(|error| unwritable(drawn, &error))?;
    Ok(summary::summary(&found, &call.forms, &id, sheet, drawn))
}

/// The first free id like those of other sheets: `f40`.
fn free_id(catalog: &Catalog) -> String {
    let taken = |id: &String| catalog.sheets.find(id).is_some();
    (40..1000)
        .map(|number| format!("f{number}"))
        .find(|id| !taken(id))
        .unwrap_or_else(|| "imported".to_owned())
}

fn paper(page: &PdfPage) -> Result<(&'static str, Paper), String> {
    let (w, h) = page.size();
    let near = |paper: &Paper| {
        (w - f32::from(paper.width)).abs() < TOLERANCE && (h - f32::from(paper.height)).abs() < TOLERANCE
    };
    PAPERS.into_iter().find(|(_, paper)| near(paper)).ok_or_else(|| {
        format!(
            "このページは {w:.0} × {h:.0} mm です。使えるのは A4 と A5 です。元のファイルの用紙を A4 か A5 にして、PDF を作り直してください。\n\
             this page is {w:.0} × {h:.0} mm; A4 and A5 can be used: set the paper where the form was made, and make the PDF again\n"
        )
    })
}

fn readable(drawing: &Drawing, widgets: &[Widget]) -> Result<(), String> {
    let told = drawing.letters.len();
    if !widgets.is_empty() || (told > drawing.untold && told > 0) {
        return Ok(());
    }
    let (ja, en) = if drawing.untold > 0 {
        (
            "この PDF の文字は、何の字か読み取れない形で入っています。様式を作ったソフトで開き、「PDF として保存」で作り直してください。",
            "the letters of this PDF cannot be told from its glyphs; open the form where it was made, and save it as PDF again",
        )
    } else {
        (
            "このページは絵（スキャン）で、文字がありません。様式を作った課から元のファイル（Word・Excel など）をもらい、PDF として保存し直してください。\n\
             元のファイルがなければ、欄を \"at\": [左, 上, 幅, 高さ]（mm）で書くか、専用紙（\"preprinted\": true）として作れます（docs/format.md）。",
            "this page is a picture (a scan) without text; ask whoever made the form for the original (Word, Excel …) and save that as PDF; without it, place the boxes by \"at\", or use \"preprinted\" (docs/format.md)",
        )
    };
    Err(format!("{ja}\n{en}\n"))
}

/// The sheet as a file that `check` has nothing against: a box that it would refuse is left to the hand.
fn sound(
    call: &Import,
    mut found: Found,
    id: &str,
    paper: &'static str,
    file: &Arc<[u8]>,
) -> Result<(Found, String), String> {
    let mut sources = read_folder(&call.forms).map_err(|error| error.to_string())?;
    let (path, pdf) = (format!("sheets/{id}.json"), format!("grounds/{id}.pdf"));
    sources.push(Source::pdf(pdf.clone(), file.clone()));
    // Each round takes back one box, or the rows.
    for _ in 0..=found.places.len() {
        let draft = found.draft(id, paper, &pdf, call.page);
        let sheet = Source::json(path.clone(), draft.clone());
        let all = sources.iter().cloned().chain([sheet]).collect::<Vec<_>>();
        let problems = compile(&all).problems;
        let own = |problem: &&Problem| problem.place.file == path && problem.severity() == Severity::Error;
        match problems.iter().find(own) {
            None => return Ok((found, draft)),
            Some(problem) => found.take_back(sheet::box_at(&draft, problem.place.line), &problem.what.ja),
        }
    }
    Err("この様式からは下書きを作れません。欄を \"at\" で書いてください（docs/format.md）。\nno sheet can be made of this form: place its boxes by \"at\"\n".to_owned())
}
