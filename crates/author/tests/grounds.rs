//! Sheets over the office's own PDF: the office's page stays as it is, and ours lies on top.
//!
//! The grounds are invented, made by `crates/printing/tests/grounds/make.py`.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a broken workspace must stop the test")]
#![allow(clippy::panic, reason = "a test stops where it fails")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jiff::civil::date;
use kakanai_definition::{Source, compile, read_folder};
use kakanai_domain::Catalog;
use kakanai_domain::filled::{FilledBox, FilledSheet, Ink};
use kakanai_domain::sheet::{Area, Block, Content};
use kakanai_printing::place::marks_text;
use kakanai_printing::{DocInfo, Fonts, Footer, Page, pdf, place};
use lopdf::{Dictionary, Document, Object};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const FORM: &str = r#"
    { "field": "氏名", "show": "to_address", "id": "name" },
    { "field": "住所", "show": "to_address", "id": "address" },
    { "field": "連絡先.電話", "show": "to_address", "id": "phone" },
    { "field": "性別", "state": "male", "tick": "", "id": "male", "when": { "fact": "joins", "is": false } },
    { "field": "性別", "state": "female", "tick": "", "id": "female", "when": { "fact": "joins", "is": true } },
    { "field": "同意", "tick": "", "id": "agree", "when": { "fact": "joins", "is": true } },
    { "field": "署名", "blank": "signature", "id": "signature" },
    { "at": [20, 120, 6, 6], "tick": "", "id": "tick", "when": { "fact": "joins", "is": true } },
    { "at": [30, 120, 12, 7], "ring": "", "id": "ring", "when": { "fact": "joins", "is": true } },
    { "at": [20, 140, 80, 8], "show": "to_address", "id": "free" }"#;
const FREE: &str = r#"{ "at": [60, 60, 80, 8], "show": "to_address", "id": "free" }"#;
const MEMO: &str = r#"{ "at": [20, 60, 50, 8], "show": "to_address", "id": "free" },
    { "field": "memo", "show": "to_address", "id": "memo" }"#;
/// File, paper and blocks of each ground.
const GROUNDS: [(&str, &str, &str); 6] = [
    ("form", "A4", FORM),
    ("plain", "A4", FREE),
    ("sealed", "A4", FREE),
    ("turned90", "A4", MEMO),
    ("turned180", "A4", MEMO),
    ("turned270", "A4", MEMO),
];

fn ground(name: &str) -> Vec<u8> {
    let path = root().join("crates/printing/tests/grounds").join(format!("{name}.pdf"));
    std::fs::read(path).expect("the ground")
}

/// The definitions with one sheet `f20`; `about` are its keys.
fn catalog(files: &[&str], paper: &str, about: &str, blocks: &str) -> Arc<Catalog> {
    let mut sources = read_folder(&root().join("crates/definition/tests/base")).expect("the base");
    sources.extend(files.iter().map(|name| Source::pdf(format!("grounds/{name}.pdf"), ground(name))));
    let text = format!(
        r#"{{ "format": 1, "id": "f20", "title": "転入の届出書", "paper": "{paper}", {about}, "blocks": [ {blocks} ] }}"#
    );
    sources.push(Source::json("sheets/f20.json", text));
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let compiled = compile(&sources);
    let problems = compiled.problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    compiled
        .catalog(kakanai_domain::Date::constant(2026, 12, 1))
        .unwrap_or_else(|| panic!("{}", problems.join("\n\n")))
}

fn over(name: &str, paper: &str, blocks: &str) -> Arc<Catalog> {
    catalog(&[name], paper, &format!(r#""ground": {{ "pdf": "grounds/{name}.pdf" }}"#), blocks)
}

fn words(id: &str) -> &'static str {
    match id {
        "name" => "見本　髙﨑太郎",
        "address" => "見本県見本市中央一丁目2番3号",
        "phone" => "09000000000",
        "memo" => "控え",
        _ => "見本町本町四丁目",
    }
}

/// Everything on the sheet is filled in, but for 男.
fn filled(catalog: &Catalog) -> FilledSheet {
    let id = catalog.sheets.find("f20").expect("the sheet");
    let mut boxes = Vec::new();
    for (block, content) in catalog.sheets[id].blocks.iter().enumerate() {
        let Block::Free(_, cell) = content else { continue };
        let ink = match cell.content {
            Content::Show(_) => Ink::Text(words(&cell.id).to_owned()),
            Content::Tick(..) | Content::Ring(..) if cell.id != "male" => Ink::Marked,
            Content::Tick(..)
            | Content::Ring(..)
            | Content::Label(_)
            | Content::Options(..)
            | Content::Blank(..) => continue,
        };
        boxes.push(FilledBox { block, cell: 0, row: 0, ink, writes: None });
    }
    FilledSheet { sheet: id, member: None, page: 1, pages: 1, rows: Vec::new(), boxes }
}

fn placed(catalog: &Catalog) -> Vec<Page> {
    place(catalog, &filled(catalog), &Footer { code: "A-0001".into() }, &Fonts::default())
}

fn bytes(pages: &[Page]) -> Vec<u8> {
    let info = DocInfo { title: "見本".into(), today: date(2026, 12, 1) };
    pdf(pages, &info, &Fonts::default()).expect("a PDF")
}

/// Says that a test is left out. Not with `eprintln!`, which is shown for tests that fail only.
fn skip(program: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "SKIPPED: {program} is not installed (Debian: poppler-utils, qpdf)").unwrap();
}

/// Runs a program of the system on a file; `None`, and a word about it, where it is not installed.
fn run(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let mut command = Command::new(program);
    let Ok(output) = command.args(arguments).arg(file).arg("-").output() else {
        skip(program);
        return None;
    };
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && complaints.is_empty(), "{program} {}: {complaints}", file.display());
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn kept(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("grounds");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, bytes).unwrap();
    path
}

fn contents(document: &Document, page: usize) -> Vec<Vec<u8>> {
    let id = document.page_iter().nth(page).unwrap();
    let streams = document.get_page_contents(id).into_iter();
    streams.map(|id| document.get_object(id).unwrap().as_stream().unwrap().content.clone()).collect()
}

fn widgets(document: &Document, page: usize) -> Vec<Dictionary> {
    let id = document.page_iter().nth(page).unwrap();
    let all = document.get_page_annotations(id).unwrap_or_default().into_iter();
    all.filter(|one| one.get(b"Subtype").unwrap().as_name().unwrap() == b"Widget").cloned().collect()
}

#[test]
fn the_page_of_the_office_keeps_its_bytes_and_its_fields() {
    for (name, paper, blocks) in GROUNDS {
        let before = Document::load_mem(&ground(name)).unwrap();
        let made = bytes(&placed(&over(name, paper, blocks)));
        let after = Document::load_mem(&made).unwrap();
        let (theirs, ours) = (contents(&before, 0), contents(&after, 0));
        assert_eq!(ours.len(), theirs.len() + 2, "{name}");
        assert!(ours.iter().skip(1).zip(&theirs).all(|(ours, theirs)| ours == theirs), "{name}");
        let (theirs, ours) = (widgets(&before, 0), widgets(&after, 0));
        assert_eq!(theirs.len(), ours.len(), "{name}");
        for (theirs, ours) in theirs.iter().zip(&ours) {
            assert_eq!(theirs.get(b"Rect").unwrap(), ours.get(b"Rect").unwrap(), "{name}");
        }
        assert_eq!(bytes(&placed(&over(name, paper, blocks))), made, "{name} is not reproducible");
    }
}

#[test]
fn what_is_filled_in_can_be_read_and_the_file_is_sound() {
    for (name, paper, blocks) in GROUNDS {
        let catalog = over(name, paper, blocks);
        let file = kept(name, &bytes(&placed(&catalog)));
        if let Ok(output) = Command::new("qpdf").arg("--check").arg(&file).output() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() && said.is_empty(), "{name}: {said}");
        } else {
            skip("qpdf");
        }
        let Some(text) = run("pdftotext", &["-raw"], &file) else { continue };
        for ink in filled(&catalog).boxes {
            if let Ink::Text(words) = ink.ink {
                assert!(text.contains(&words), "{name}: {words} in {text}");
            }
        }
    }
}

#[test]
fn fields_know_what_was_filled_in() {
    let document = Document::load_mem(&bytes(&placed(&over("form", "A4", FORM)))).unwrap();
    let form = document.catalog().unwrap().get(b"AcroForm").unwrap().as_dict().unwrap();
    assert!(!form.has(b"NeedAppearances"));
    let text = |field: &Dictionary| lopdf::decode_text_string(field.get(b"V").unwrap()).unwrap();
    let name = |field: &Dictionary| lopdf::decode_text_string(field.get(b"T").unwrap()).unwrap();
    let of = |wanted: &str| {
        let all = document.objects.values().filter_map(|object| object.as_dict().ok());
        let mut found = all.filter(|field| field.has(b"T") && name(field) == wanted);
        found.next().unwrap_or_else(|| panic!("{wanted}"))
    };
    assert_eq!(text(of("氏名")), words("name"));
    assert_eq!(text(of("電話")), words("phone"));
    assert_eq!(of("性別").get(b"V").unwrap(), &Object::Name(b"female".to_vec()));
    let states = widgets(&document, 0).into_iter();
    let states = states.filter_map(|widget| widget.get(b"AS").ok()?.as_name().ok().map(<[u8]>::to_vec));
    assert_eq!(states.collect::<Vec<_>>(), [b"Off".to_vec(), b"female".to_vec(), b"Yes".to_vec()]);
    assert!(of("署名").get(b"V").is_err(), "nothing is written where somebody signs");
}

#[test]
fn pages_share_what_they_need_of_a_ground_but_not_their_fields() {
    let catalog = over("form", "A4", FORM);
    let pages = placed(&catalog);
    let one = bytes(&pages);
    let three = bytes(&[pages.clone(), pages.clone(), pages].concat());
    let document = Document::load_mem(&three).unwrap();
    let streams = |document: &Document, page| {
        let id = document.page_iter().nth(page).unwrap();
        document.get_page_contents(id).get(1).copied()
    };
    assert_eq!(streams(&document, 0), streams(&document, 2));
    assert!(three.len() < one.len() + one.len() / 2, "{} and {}", one.len(), three.len());
    let form = document.catalog().unwrap().get(b"AcroForm").unwrap().as_dict().unwrap();
    let roots = form.get(b"Fields").unwrap().as_array().unwrap();
    let name = |root: &Object| {
        let field = document.get_dictionary(root.as_reference().unwrap()).unwrap();
        lopdf::decode_text_string(field.get(b"T").unwrap()).unwrap()
    };
    let mut names = roots.iter().map(name).collect::<Vec<_>>();
    names.sort();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "two fields of one name share their values");
}

/// A picture of a page at 100 dpi by an outside renderer.
struct Picture {
    wide: usize,
    /// Red, green and blue of each point.
    points: Vec<[u8; 3]>,
}

fn picture(file: &Path) -> Option<Picture> {
    let mut command = Command::new("pdftoppm");
    let Ok(output) = command.args(["-r", "100", "-l", "1", "-cropbox"]).arg(file).output() else {
        skip("pdftoppm");
        return None;
    };
    // P6, width and height, 255, and the points.
    let mut parts = output.stdout.splitn(4, |byte| *byte == b'\n');
    assert_eq!(parts.next(), Some(&b"P6"[..]));
    let size = String::from_utf8(parts.next().unwrap().to_vec()).unwrap();
    let points = parts.nth(1).unwrap().chunks_exact(3).map(|point| point.try_into().unwrap()).collect();
    Some(Picture { wide: size.split(' ').next().unwrap().parse().unwrap(), points })
}

#[test]
fn outside_of_our_boxes_the_page_looks_as_it_did() {
    for (name, paper, blocks) in GROUNDS {
        let catalog = over(name, paper, blocks);
        let sheet = &catalog.sheets[catalog.sheets.find("f20").unwrap()];
        let mut ours = sheet
            .blocks
            .iter()
            .map(|block| match block {
                Block::Free(area, _) => *area,
                Block::Grid(_) => panic!("no grids here"),
            })
            .collect::<Vec<_>>();
        let (w, h) = (f32::from(sheet.paper.width), f32::from(sheet.paper.height));
        ours.push(Area { x: 0.0, y: h - 12.0, w, h: 12.0 });
        let before = picture(&kept(&format!("{name}-before"), &ground(name)));
        let after = picture(&kept(&format!("{name}-after"), &bytes(&placed(&catalog))));
        let (Some(before), Some(after)) = (before, after) else { return };
        assert_eq!((before.wide, before.points.len()), (after.wide, after.points.len()), "{name}");
        let mm = 25.4 / 100.0;
        let inside = |x: usize, y: usize| {
            let (x, y) = (x as f32 * mm, y as f32 * mm);
            ours.iter().any(|a| x > a.x - 0.8 && x < a.x + a.w + 0.8 && y > a.y - 0.8 && y < a.y + a.h + 0.8)
        };
        let (mut outside, mut changed) = (0_u32, 0_u32);
        for (index, (theirs, ours)) in before.points.iter().zip(&after.points).enumerate() {
            if theirs != ours {
                let within = inside(index % before.wide, index / before.wide);
                *(if within { &mut changed } else { &mut outside }) += 1;
            }
        }
        assert_eq!(outside, 0, "{name}: pixels outside of our boxes changed");
        assert!(changed > 500, "{name}: only {changed} pixels of ours");
    }
}

#[test]
fn on_printed_paper_only_what_is_filled_in_is_printed() {
    let blocks = r#"
        { "head": "転入の届出書" },
        { "below": 2, "columns": [40, 100], "rows": [
            { "high": 10, "cells": [ "氏名", { "show": "to_address", "id": "name" } ] } ] },
        { "at": [20, 120, 30, 8], "tick": "同意する", "id": "agree", "when": { "fact": "joins", "is": true } },
        { "at": [60, 120, 30, 8], "ring": "", "id": "ring", "when": { "fact": "joins", "is": true } }"#;
    let catalog = catalog(&[], "A4", r#""preprinted": true"#, blocks);
    let mut sheet = filled(&catalog);
    let grid = catalog.sheets[sheet.sheet].blocks.iter().position(|block| matches!(block, Block::Grid(_)));
    let ink = Ink::Text(words("name").into());
    sheet.boxes.push(FilledBox { block: grid.unwrap(), cell: 1, row: 0, ink, writes: None });
    let pages = place(&catalog, &sheet, &Footer { code: "A-0001".into() }, &Fonts::default());
    let shown = |pages: &[Page]| pages.iter().map(marks_text).collect::<String>();
    let printed = shown(&pages);
    let kinds = printed.lines().map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>();
    assert_eq!(kinds, ["paper", "text", "tick", "ring"], "{printed}");
    let seen = shown(&[pages.into_iter().next().unwrap().seen()]);
    for words in ["転入の届出書", "氏名", "同意する", words("name"), "line", "frame"] {
        assert!(seen.contains(words), "{words} is not in the preview");
    }
}
