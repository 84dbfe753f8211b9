//! `pictures`: what every sheet looks like, filled for the household that fills most of it, and a table of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kakanai_definition::Scenario;
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::sheet::{Paper, Sheet};
use kakanai_domain::{Editions, Id, fill, settle};
use kakanai_printing::preview::Preview;
use kakanai_printing::{DocInfo, Fonts, Footer, pdf, place};

use crate::loading::{Said, with_editions};
use crate::papers::{save, unwritable};

/// Dots an inch: small print can still be made out.
const DPI: f32 = 80.0;

/// A sheet, filled for a household.
#[derive(Debug)]
pub struct Example<'a> {
    /// Whose.
    pub scenario: &'a Scenario,
    /// The page.
    pub filled: FilledSheet,
}

/// For each sheet the page on which most boxes are filled, of all scenarios.
pub fn fullest<'a>(editions: &Editions, scenarios: &'a [Scenario]) -> BTreeMap<Id<Sheet>, Example<'a>> {
    let mut examples: BTreeMap<Id<Sheet>, Example<'a>> = BTreeMap::new();
    for scenario in scenarios {
        let catalog = &*scenario.narrowed(editions.on(scenario.today));
        let interview = settle(catalog, scenario.event, &scenario.answers, scenario.today);
        for filled in fill(catalog, scenario.event, &interview, scenario.today) {
            let known = examples.get(&filled.sheet).map(|example| example.filled.boxes.len());
            if known.is_none_or(|boxes| filled.boxes.len() > boxes) {
                examples.insert(filled.sheet, Example { scenario, filled });
            }
        }
    }
    examples
}

/// Draws the sheets of a folder into another, one picture each, and writes their table.
pub fn pictures(forms: &Path, out: &Path) -> Said {
    with_editions(forms, |editions, scenarios| match drawn(editions, scenarios, out) {
        Ok(text) => Said::good(text),
        Err(sentence) => Said::bad(sentence),
    })
}

fn drawn(editions: &Editions, scenarios: &[Scenario], out: &Path) -> Result<String, String> {
    fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
    let fonts = Fonts::default();
    let mut text = String::new();
    for (sheet, example) in fullest(editions, scenarios) {
        let catalog = editions.on(example.scenario.today);
        let name = catalog.sheets.name(sheet);
        let footer = Footer { code: format!("{} {name}", example.scenario.name) };
        let mut pages = place(catalog, &example.filled, &footer, &fonts);
        pages.truncate(1);
        let info = DocInfo { title: catalog.sheets[sheet].title.clone(), today: example.scenario.today };
        let bytes = pdf(&pages, &info, &fonts).map_err(|error| format!("{error}\n"))?;
        let preview = Preview::open(bytes).map_err(|error| format!("{error}\n"))?;
        let picture = preview.page(1, DPI).map_err(|error| format!("{error}\n"))?;
        let path = out.join(format!("{name}.png"));
        save(&path, &picture)?;
        text.push_str(&format!("{}\n", path.display()));
    }
    let path = out.join("README.md");
    fs::write(&path, table(editions, scenarios)).map_err(|error| unwritable(&path, &error))?;
    text.push_str(&format!("{}\n", path.display()));
    Ok(text)
}

/// The table of all sheets: number, title, paper, who asks for it, how often one would have written on it.
pub fn table(editions: &Editions, scenarios: &[Scenario]) -> String {
    let mut text = String::from(
        "# 様式の見本 — The sheets\n\n見本町の様式に、シナリオの（架空の）世帯を記入したもの。`kakanai-author pictures` が作ります。記入回数は、氏名・住所・電話番号・生年月日を書く欄の数です。\n\nThe sheets of the invented town, filled for invented households. Made by `kakanai-author pictures`; do not edit.\n\n| | 様式 | 番号 | 用紙 | 使う手続 | 記入回数 | 例 |\n|---|---|---|---|---|--:|---|\n",
    );
    for (id, example) in fullest(editions, scenarios) {
        let catalog = editions.on(example.scenario.today);
        let (name, sheet) = (catalog.sheets.name(id), &catalog.sheets[id]);
        let users = catalog
            .procedures
            .iter()
            .filter(|(id, _)| !catalog.dormant.contains(id))
            .filter(|(_, procedure)| procedure.sheets.iter().any(|(_, of)| *of == id));
        let users =
            users.map(|(id, _)| format!("`{}`", catalog.procedures.name(id))).collect::<Vec<_>>().join(" ");
        let writes = example.filled.boxes.iter().filter(|ink| ink.writes.is_some()).count();
        text.push_str(&format!(
            "| [{name}]({name}.png) | {} | {} | {} | {users} | {writes} | {} |\n",
            sheet.title,
            sheet.number,
            paper(sheet.paper),
            example.scenario.name
        ));
    }
    text
}

fn paper(paper: Paper) -> String {
    let Paper { width, height } = paper;
    let name = match width.min(height) {
        210 => "A4",
        148 => "A5",
        _ => return format!("{width} × {height} mm"),
    };
    format!("{name}{}", if width > height { "横" } else { "縦" })
}
