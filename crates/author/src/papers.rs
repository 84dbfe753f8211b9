//! `place`: the filled sheets and the guide as PDF.

use std::fs;
use std::path::Path;

use kakanai_definition::Scenario;
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::{Catalog, Lang, Member, fill, settle};
use kakanai_printing::page::{Page, Problem};
use kakanai_printing::{DocInfo, Fonts, Footer, fonts_on_disk, pdf, place_guides};

use crate::command::Visit;
use crate::explain::with_scenario;
use crate::loading::Said;

/// Writes the papers of a scenario into a folder: `EVENT-SCENARIO-papers.pdf` and `EVENT-SCENARIO-guide.pdf`.
pub fn place(visit: &Visit, out: &Path) -> Said {
    with_scenario(visit, |catalog, scenario| match written(visit, catalog, scenario, out) {
        Ok(text) => Said::good(text),
        Err(sentence) => Said::bad(sentence),
    })
}

fn written(visit: &Visit, catalog: &Catalog, scenario: &Scenario, out: &Path) -> Result<String, String> {
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
    fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
    let stem = format!("{}-{}", visit.event, scenario.name);
    let title = catalog.events[event].title.get(visit.lang).to_owned();
    let papers = [("papers", pages), ("guide", guide)];
    for (kind, pages) in papers.into_iter().filter(|(_, pages)| !pages.is_empty()) {
        let info = DocInfo { title: title.clone(), today };
        let bytes = pdf(&pages, &info, &fonts).map_err(|error| format!("{error}\n"))?;
        let path = out.join(format!("{stem}-{kind}.pdf"));
        fs::write(&path, bytes).map_err(|error| unwritable(&path, &error))?;
        let (path, count) = (path.display(), pages.len());
        text.push_str(&match visit.lang {
            Lang::Ja => format!("{path}（{count} ページ）\n"),
            Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => {
                format!("{path} ({count} pages)\n")
            }
        });
    }
    Ok(text)
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

fn unwritable(path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    format!("「{path}」に書けません（{error}）。\ncannot write {path} ({error})\n")
}
