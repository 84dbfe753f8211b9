//! `import-pdf`: a first sheet over an office's own form, with a proposal for every box that is found in it.
//!
//! What is drawn on the page becomes boxes and words ([`frame`]), boxes get their headings ([`answer`]), headings a
//! meaning for the definitions of the folder ([`meaning`]), and meanings become boxes of a sheet ([`proposal`]). Nothing
//! is proposed silently: each box says where it came from, and what is not understood stays empty.

pub mod answer;
pub mod field;
pub mod folder;
pub mod frame;
pub mod line;
pub mod meaning;
pub mod part;
mod picture;
pub mod proposal;
pub mod row;
pub mod sheet;
mod summary;
pub mod words;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use kakanai_definition::{Severity, Source, Widget, compile, office_page, read_folder};
use kakanai_domain::sheet::{Area, Paper, PdfPage};
use kakanai_domain::{Catalog, Id};
use kakanai_printing::drawing::{Drawing, drawing};

use crate::loading::{Said, with_catalog};
use crate::papers::unwritable;

use self::answer::{Answer, answers};
use self::folder::Folder;
use self::frame::{Layout, layout};
use self::meaning::{Meaning, Subject, Words, meaning};
use self::proposal::{Holds, Proposal, proposals};
use self::row::{Rows, rows};
use self::sheet::{Draft, Grid};

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

/// What was found in a page, and what is proposed.
#[derive(Debug)]
pub struct Found {
    /// Places to be filled in, each with its boxes. Numbers on the picture count these, from 1.
    pub places: Vec<(Answer, Vec<Proposal>)>,
    /// Rows of a list, with the list.
    pub rows: Option<(Rows, String)>,
    /// How many of the places are in the first of these rows: they stand at the end.
    pub in_rows: usize,
    /// The cells of the first row.
    pub cells: Vec<Area>,
    /// The list for whose members the sheet is.
    pub for_each: Option<String>,
    /// The title of the form.
    pub title: String,
}

/// Writes a first sheet, the PDF it lies on, and a picture of what was found.
pub fn import(call: &Import) -> Said {
    with_catalog(&call.forms, |catalog, _| match written(call, catalog) {
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
    let pdf = format!("grounds/{id}.pdf");
    let (found, json) = sound(call, catalog, found, &id, paper_name, &pdf, &file)?;
    let picture = picture::picture(&page, paper, &found)?;
    for path in &targets {
        let folder = path.parent().unwrap_or(&call.forms);
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    }
    let [sheet, ground, drawn] = &targets[..] else { return Ok(String::new()) };
    fs::write(ground, &file).map_err(|error| unwritable(ground, &error))?;
    fs::write(sheet, json).map_err(|error| unwritable(sheet, &error))?;
    picture.save(drawn).map_err(|error| unwritable(drawn, &error))?;
    Ok(summary::summary(&found, call, &id, sheet, drawn))
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

/// What is found in a page, and proposed for it.
pub fn find(catalog: &Catalog, drawing: &Drawing, page: &PdfPage, widgets: &[Widget]) -> Found {
    let folder = Folder::new(catalog);
    let layout = layout(drawing, page.size());
    let title = title(&layout);
    if !widgets.is_empty() {
        let subject = Subject { member: None, any_list: false };
        let places = field::fields(&folder, &layout, page, widgets, subject);
        return Found { places, rows: None, in_rows: 0, cells: Vec::new(), for_each: None, title };
    }
    let all = answers(&layout);
    let repeated = rows(&layout).and_then(|rows| members(&folder, &layout, &all, rows));
    let inside = |answer: &&Answer| {
        let rows = repeated.as_ref().map(|(rows, _, _)| rows);
        rows.is_some_and(|rows| answer.frame.is_some_and(|frame| rows.all.contains(&frame)))
    };
    let single = all.iter().filter(|answer| !inside(answer)).collect::<Vec<_>>();
    let list = member_list(&folder, &single);
    let subject = Subject { member: list, any_list: false };
    let mut places =
        single.into_iter().map(|answer| place(&folder, &layout, answer, subject)).collect::<Vec<_>>();
    let (mut cells, mut in_rows, mut kept) = (Vec::new(), 0, None);
    if let Some((rows, list, boxes)) = repeated {
        cells = rows
            .frames
            .iter()
            .filter_map(|index| layout.frames.get(*index))
            .map(|frame| frame.area)
            .collect();
        in_rows = boxes.len();
        places.extend(boxes);
        kept = Some((rows, folder.list(list).to_owned()));
    }
    let for_each = list.map(|list| folder.list(list).to_owned());
    Found { places, rows: kept, in_rows, cells, for_each, title }
}

fn words_of(answer: &Answer) -> Words {
    Words {
        label: answer.label.clone(),
        around: answer.around.clone(),
        upper: answer.upper,
        office: answer.office,
    }
}

fn place(folder: &Folder<'_>, layout: &Layout, answer: &Answer, subject: Subject) -> (Answer, Vec<Proposal>) {
    let comb = answer.frame.and_then(|index| layout.frames.get(index)).and_then(|frame| frame.comb);
    let meant = meaning(folder, &words_of(answer), subject);
    (answer.clone(), proposals(answer, comb, &meant))
}

type Members = (Rows, Id<kakanai_domain::item::List>, Vec<(Answer, Vec<Proposal>)>);

/// The rows as rows of a list, when at least two of their boxes are items of its members.
fn members(folder: &Folder<'_>, layout: &Layout, answers: &[Answer], rows: Rows) -> Option<Members> {
    let first =
        answers.iter().filter(|answer| answer.frame.is_some_and(|frame| rows.frames.contains(&frame)));
    let first = first.collect::<Vec<_>>();
    let lists = [folder.people, member_list(folder, &first)];
    lists.into_iter().flatten().find_map(|list| {
        let subject = Subject { member: Some(list), any_list: false };
        let boxes = first.iter().map(|answer| place(folder, layout, answer, subject)).collect::<Vec<_>>();
        let shows = |own: &Proposal| match &own.holds {
            Holds::Show(facts, _) => facts.iter().any(|fact| fact.starts_with("member.")),
            Holds::Tick(when) | Holds::Ring(when) => when.contains("\"member."),
            Holds::Blank(_) => false,
        };
        let known = boxes.iter().filter(|(_, boxes)| boxes.iter().any(shows)).count();
        (known >= 2).then(|| (rows.clone(), list, boxes))
    })
}

/// The list other than the people of which at least two places show items.
fn member_list(folder: &Folder<'_>, answers: &[&Answer]) -> Option<Id<kakanai_domain::item::List>> {
    let subject = Subject { member: None, any_list: true };
    let lists = answers.iter().filter_map(|answer| match meaning(folder, &words_of(answer), subject) {
        Meaning::Fact(fact) => fact.list,
        Meaning::Blank(..) => None,
    });
    let lists = lists.collect::<Vec<_>>();
    let most =
        lists.iter().copied().max_by_key(|list| lists.iter().filter(|other| *other == list).count())?;
    (lists.iter().filter(|list| **list == most).count() >= 2).then_some(most)
}

/// The largest words in the upper half.
fn title(layout: &Layout) -> String {
    let lines = layout.lines.iter().filter(|line| line.letters.len() > 2);
    let size = |line: &&line::Line| line.letters.iter().map(|letter| letter.area.h).fold(0.0, f32::max);
    let first = lines.rev().max_by(|a, b| size(a).total_cmp(&size(b)));
    first.map(line::Line::text).unwrap_or_else(|| "（様式の名前）".to_owned())
}

/// The sheet as a file that `check` has nothing against: a box that it would refuse is left to the hand.
fn sound(
    call: &Import,
    catalog: &Catalog,
    mut found: Found,
    id: &str,
    paper: &'static str,
    pdf: &str,
    file: &Arc<[u8]>,
) -> Result<(Found, String), String> {
    let _ = catalog;
    let mut sources = read_folder(&call.forms).map_err(|error| error.to_string())?;
    let path = format!("sheets/{id}.json");
    sources.push(Source::pdf(pdf, file.clone()));
    for _ in 0..2 {
        let json = draft(&found, id, paper, pdf, call.page);
        let sheet = Source::json(path.clone(), json.clone());
        let all = sources.iter().cloned().chain([sheet]).collect::<Vec<_>>();
        let problems = compile(&all).problems;
        let wrong = problems
            .iter()
            .find(|problem| problem.place.file == path && problem.severity() == Severity::Error);
        match wrong {
            None => return Ok((found, json)),
            Some(problem) if found.rows.is_some() => {
                // Rows are the only thing that can go wrong as a whole.
                let _ = problem;
                let kept = found.places.len() - found.in_rows;
                found.places.truncate(kept);
                found.rows = None;
                found.in_rows = 0;
            }
            Some(problem) => return Err(format!("{problem}\n")),
        }
    }
    Err("この様式からは下書きを作れません。\nno sheet can be made of this form\n".to_owned())
}

/// The file of the sheet.
pub fn draft(found: &Found, id: &str, paper: &'static str, pdf: &str, page: usize) -> String {
    let (single, in_rows) = found.places.split_at(found.places.len() - found.in_rows);
    let flat = |places: &[(Answer, Vec<Proposal>)]| {
        places.iter().flat_map(|(_, boxes)| boxes.clone()).collect::<Vec<_>>()
    };
    let (boxes, row_boxes) = (flat(single), flat(in_rows));
    let rows = found.rows.as_ref().map(|(rows, list)| Grid {
        list,
        rows,
        cells: found.cells.clone(),
        boxes: &row_boxes,
    });
    Draft {
        id,
        title: &found.title,
        paper,
        pdf,
        page,
        for_each: found.for_each.as_deref(),
        boxes: &boxes,
        rows,
    }
    .json()
}
