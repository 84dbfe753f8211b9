//! `place`: the filled sheets and the guide as PDF.

use std::fs;
use std::path::Path;

use kakanai_definition::Scenario;
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::{Catalog, Lang, Member, fill, settle};
use kakanai_printing::page::{Page, Problem};
use kakanai_printing::{DocInfo, Footer, pdf, place_guides};

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
    let guide = place_guides(catalog, event, &interview, today, visit.lang, &scenario.name);
    let pages = sheets.iter().map(|sheet| page(catalog, scenario, sheet)).collect::<Vec<_>>();
    let mut text = String::new();
    for (sheet, page) in sheets.iter().zip(&pages) {
        text.push_str(&listed(catalog, sheet, page));
    }
    fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
    let stem = format!("{}-{}", visit.event, scenario.name);
    let title = catalog.events[event].title.get(visit.lang).to_owned();
    let papers = [("papers", pages), ("guide", guide)];
    for (kind, pages) in papers.into_iter().filter(|(_, pages)| !pages.is_empty()) {
        let info = DocInfo { title: title.clone(), today };
        let bytes = pdf(&pages, &info).map_err(|error| format!("{error}\n"))?;
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

fn page(catalog: &Catalog, scenario: &Scenario, sheet: &FilledSheet) -> Page {
    let definitions = catalog.fingerprint.get(..8).unwrap_or_default();
    let code = format!("{} {} {definitions}", scenario.name, catalog.sheets.name(sheet.sheet));
    kakanai_printing::place(catalog, sheet, &Footer { code })
}

// A page, with what a clerk would be told to look at.
fn listed(catalog: &Catalog, sheet: &FilledSheet, page: &Page) -> String {
    let name = catalog.sheets.name(sheet.sheet);
    let who = sheet.member.map(|Member(number)| format!(":{number}")).unwrap_or_default();
    let mut text =
        format!("{name}{who} {} {}/{}\n", catalog.sheets[sheet.sheet].title, sheet.page, sheet.pages);
    for note in &page.notes {
        let what = match &note.problem {
            Problem::Glyph(clusters) => {
                let clusters = clusters.join(" ");
                format!("字形要確認 {clusters} / look at the glyphs")
            }
            Problem::Small(size) => format!("{size:.1} pt の小さな字 / small type"),
            Problem::Comb => "枡が足りない / not enough boxes for the characters".to_owned(),
        };
        text.push_str(&format!("    {}:{} {what}\n", note.cell, note.row));
    }
    text
}

fn unwritable(path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    format!("「{path}」に書けません（{error}）。\ncannot write {path} ({error})\n")
}
