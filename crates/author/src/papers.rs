//! `place` and `preview`: the filled sheets and the guide, as PDF or as pictures.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::ImageFormat;
use kakanai_definition::Scenario;
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::{Catalog, Lang, Member, fill, settle};
use kakanai_printing::page::{Page, Problem};
use kakanai_printing::preview::{Picture, Preview};
use kakanai_printing::{DocInfo, Fonts, Footer, fonts_on_disk, pdf, place_guides};

use crate::command::Visit;
use crate::explain::with_scenario;
use crate::loading::Said;

/// Writes the papers of a scenario into a folder: `EVENT-SCENARIO-papers.pdf` and `EVENT-SCENARIO-guide.pdf`.
pub fn place(visit: &Visit, out: &Path) -> Said {
    with_scenario(visit, |catalog, scenario| said(written(visit, catalog, scenario, out)))
}

/// Draws every page of a scenario into a folder, as `EVENT-SCENARIO-papers-1.png` and so on.
pub fn preview(visit: &Visit, out: &Path, dpi: f32) -> Said {
    with_scenario(visit, |catalog, scenario| said(drawn(visit, catalog, scenario, out, dpi)))
}

fn said(result: Result<String, String>) -> Said {
    match result {
        Ok(text) => Said::good(text),
        Err(sentence) => Said::bad(sentence),
    }
}

/// A file of a visit.
struct Bundle {
    /// `papers` or `guide`.
    kind: &'static str,
    pages: usize,
    bytes: Vec<u8>,
}

/// The papers and the guide, and what a clerk would be told to look at.
fn bundles(visit: &Visit, catalog: &Catalog, scenario: &Scenario) -> Result<(Vec<Bundle>, String), String> {
    let Scenario { event, today, .. } = *scenario;
    let interview = settle(catalog, event, &scenario.answers, today);
    let sheets = fill(catalog, event, &interview, today);
    let fonts = fonts_on_disk();
    let guide = place_guides(catalog, event, &interview, today, visit.lang, &scenario.name, &fonts);
    let mut text = String::new();
    let mut pages = Vec::new();
    for sheet in &sheets {
        let placed = placed(catalog, scenario, sheet, &fonts);
        text.push_str(&listed(catalog, sheet, &placed));
        pages.extend(placed);
    }
    let info = DocInfo { title: catalog.events[event].title.get(visit.lang).to_owned(), today };
    let papers = [("papers", pages), ("guide", guide)].into_iter().filter(|(_, pages)| !pages.is_empty());
    let bundles = papers.map(|(kind, pages)| {
        let bytes = pdf(&pages, &info, &fonts).map_err(|error| format!("{error}\n"))?;
        Ok(Bundle { kind, pages: pages.len(), bytes })
    });
    Ok((bundles.collect::<Result<_, String>>()?, text))
}

fn written(visit: &Visit, catalog: &Catalog, scenario: &Scenario, out: &Path) -> Result<String, String> {
    let (bundles, mut text) = bundles(visit, catalog, scenario)?;
    fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
    for Bundle { kind, pages, bytes } in bundles {
        let path = out.join(format!("{}-{}-{kind}.pdf", visit.event, scenario.name));
        fs::write(&path, bytes).map_err(|error| unwritable(&path, &error))?;
        let path = path.display();
        text.push_str(&match visit.lang {
            Lang::Ja => format!("{path}（{pages} ページ）\n"),
            Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => {
                format!("{path} ({pages} pages)\n")
            }
        });
    }
    Ok(text)
}

fn drawn(
    visit: &Visit,
    catalog: &Catalog,
    scenario: &Scenario,
    out: &Path,
    dpi: f32,
) -> Result<String, String> {
    let (bundles, mut text) = bundles(visit, catalog, scenario)?;
    fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
    for Bundle { kind, bytes, .. } in bundles {
        let preview = Preview::open(bytes).map_err(|error| format!("{error}\n"))?;
        let path = |number: usize| out.join(format!("{}-{}-{kind}-{number}.png", visit.event, scenario.name));
        let mut next = 1;
        for picture in preview.all(dpi) {
            save(&path(next), &picture)?;
            text.push_str(&format!("{}\n", path(next).display()));
            next += 1;
        }
        remove_from(next, path);
    }
    Ok(text)
}

/// Writes a picture as PNG, in 16 greys: papers have no colours, and letters need no more.
pub(crate) fn save(path: &Path, picture: &Picture) -> Result<(), String> {
    let grey = picture.rgba.as_chunks::<4>().0.iter().map(|[red, ..]| red / 17 * 17).collect();
    let image = image::GrayImage::from_raw(picture.width, picture.height, grey).unwrap_or_default();
    let mut bytes = Vec::new();
    let encoded = image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png);
    encoded.map_err(|error| unwritable(path, &error))?;
    // Whoever has the picture open sees the former one or the new one, never a half.
    let unfinished = path.with_extension("unfinished");
    fs::write(&unfinished, bytes)
        .and_then(|()| fs::rename(&unfinished, path))
        .map_err(|error| unwritable(path, &error))
}

// Pages that an earlier run drew, and that are not printed any more.
fn remove_from(number: usize, path: impl Fn(usize) -> PathBuf) {
    let _ = (number..).map(path).try_for_each(fs::remove_file);
}

fn placed(catalog: &Catalog, scenario: &Scenario, sheet: &FilledSheet, fonts: &Fonts) -> Vec<Page> {
    let definitions = catalog.fingerprint.get(..8).unwrap_or_default();
    let code = format!("{} {} {definitions}", scenario.name, catalog.sheets.name(sheet.sheet));
    kakanai_printing::place(catalog, sheet, &Footer { code }, fonts)
}

// A sheet, with what a clerk would be told to look at.
fn listed(catalog: &Catalog, sheet: &FilledSheet, pages: &[Page]) -> String {
    let name = catalog.sheets.name(sheet.sheet);
    let who = sheet.member.map(|Member(number)| format!(":{number}")).unwrap_or_default();
    let mut text =
        format!("{name}{who} {} {}/{}\n", catalog.sheets[sheet.sheet].title, sheet.page, sheet.pages);
    for note in pages.iter().flat_map(|page| &page.notes) {
        let what = match &note.problem {
            Problem::Glyph(_) => "no font has the character",
            Problem::Annex(_) => "no room in the box: see the annex",
            Problem::Small(_) => "the form's own words are set too small",
        };
        text.push_str(&format!("    {}:{} {} / {what}\n", note.cell, note.row, note.sentence()));
    }
    text
}

pub(crate) fn unwritable(path: &Path, error: &dyn std::fmt::Display) -> String {
    let path = path.display();
    format!(
        "「{path}」に書けません（{error}）。空きと権限を確かめるか、ほかのフォルダを指定してください。\ncannot write {path} ({error}): check the room left and the permissions, or name another folder\n"
    )
}
