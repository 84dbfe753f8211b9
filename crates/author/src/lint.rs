//! What is not right about the look of a placed sheet: seen on its marks, so that it does not matter how it was written.
//!
//! Left out on purpose: the words at the foot, dividers of 枡 and tick boxes (made to stand close), and sizes of
//! フリガナ and of what the office fills in, which real papers set small as well.

use std::collections::BTreeSet;
use std::fmt;

use kakanai_definition::Scenario;
use kakanai_domain::sheet::Area;
use kakanai_domain::{Editions, fill, settle};
use kakanai_printing::page::MM_PER_PT;
use kakanai_printing::{Fonts, Footer, Mark, Page, Spacing, Words, place};

/// Printers leave so much of the edge blank, mm.
const EDGE: f32 = 5.0;
/// Ink of words and a rule should be so far apart, mm.
const NEAR: f32 = 0.3;
/// Least size of what residents read, pt.
const SMALL: f32 = 7.0;
/// Rules under this length belong to tick boxes and dividers, mm.
const SHORT: f32 = 6.0;
/// Words may share so much of each other's room: glyphs do not fill it, mm.
const SHARED: f32 = 0.4;

/// Something about the look of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Id of the sheet.
    pub sheet: String,
    /// What is the matter.
    pub look: Look,
    /// The words it is about.
    pub words: String,
}

/// What can be the matter with the look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Outside of what printers print.
    Edge,
    /// Words on a rule, or nearly.
    Rule,
    /// Words over words.
    Over,
    /// Too small to read.
    Small,
}

impl Look {
    /// Every kind.
    pub const ALL: [Look; 4] = [Look::Edge, Look::Rule, Look::Over, Look::Small];
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { sheet, look, words } = self;
        let (ja, en) = match look {
            Look::Edge => (
                "が、紙の端から5mmより外にあります。内側に動かしてください",
                "stands in the outer 5 mm, which printers leave blank: move it in",
            ),
            Look::Rule => (
                "が、けい線にかかっています。欄を大きくするか、size を小さくしてください",
                "touches a rule: give it a larger cell, or a smaller size",
            ),
            Look::Over => (
                "が、ほかの字と重なっています。場所をずらしてください",
                "stands on other words: move one of them",
            ),
            Look::Small => (
                "が、7ptより小さく、住民には読めません。欄を大きくするか、言葉を短くしてください",
                "is smaller than 7 pt, which residents cannot read: give it more room, or fewer words",
            ),
        };
        write!(f, "{sheet}: 「{words}」{ja}。\n{sheet}: \"{words}\" {en}")
    }
}

/// What is the matter with the sheets of some scenarios, each thing once.
pub fn lint(editions: &Editions, scenarios: &[Scenario]) -> BTreeSet<Finding> {
    let fonts = Fonts::default();
    let footer = Footer { code: "M-0000-000".to_owned() };
    let mut findings = BTreeSet::new();
    for scenario in scenarios {
        let catalog = &*scenario.narrowed(editions.on(scenario.today));
        let interview = settle(catalog, scenario.event, &scenario.answers, scenario.today);
        for filled in fill(catalog, scenario.event, &interview, scenario.today) {
            let name = catalog.sheets.name(filled.sheet);
            for page in place(catalog, &filled, &footer, &fonts) {
                findings.extend(looks(name, &page, &fonts));
            }
        }
    }
    findings
}

/// What is the matter with one page.
pub fn looks(sheet: &str, page: &Page, fonts: &Fonts) -> Vec<Finding> {
    let (w, h) = (f32::from(page.paper.width), f32::from(page.paper.height));
    let words: Vec<(&Words, Area)> = page
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None })
        // The foot belongs to the program.
        .filter(|words| words.at.y < h - 8.0)
        .map(|words| (words, ink(words, fonts)))
        .collect();
    let rules = rules(page);
    let mut findings = Vec::new();
    let mut say = |look, words: &Words| {
        findings.push(Finding { sheet: sheet.to_owned(), look, words: words.text.clone() });
    };
    for (index, (text, area)) in words.iter().enumerate() {
        let (right, bottom) = (area.x + area.w, area.y + area.h);
        if area.x < EDGE || area.y < EDGE || right > w - EDGE || bottom > h - EDGE {
            say(Look::Edge, text);
        }
        // 枡 are made for their characters.
        if !matches!(text.spacing, Spacing::Comb(_)) && rules.iter().any(|rule| near(*area, *rule)) {
            say(Look::Rule, text);
        }
        if words.iter().skip(index + 1).any(|(_, other)| over(*area, *other)) {
            say(Look::Over, text);
        }
        let kana = text.text.chars().all(|c| matches!(c, 'ァ'..='ヿ' | '　' | ' '));
        let check = text.text.starts_with('※') || text.text.contains("要確認");
        if text.size < SMALL - 0.01 && !kana && !check {
            say(Look::Small, text);
        }
    }
    findings
}

/// The ink of a line of words: from the left of the first to the right of the last kanji, from top to bottom.
fn ink(words: &Words, fonts: &Fonts) -> Area {
    let em = words.size * MM_PER_PT;
    let (top, bottom) = words.face.kanji_box();
    let trimmed = words.text.trim_end();
    let gaps = trimmed.chars().count().saturating_sub(1) as f32;
    let long = fonts.width(trimmed, words.face) * em;
    let long = match words.spacing {
        Spacing::Natural => long,
        Spacing::Gap(gap) => long + gap * gaps,
        Spacing::Comb(pitch) => pitch * (gaps + 1.0),
    };
    Area { x: words.at.x, y: words.at.y - top * em, w: long, h: (top - bottom) * em }
}

/// The rules of a page, as thin areas.
fn rules(page: &Page) -> Vec<Area> {
    let mut rules = Vec::new();
    for mark in &page.marks {
        match mark {
            Mark::Line { from, to, width, .. } if (to.x - from.x).max(to.y - from.y) > SHORT => {
                let half = width / 2.0;
                rules.push(Area {
                    x: from.x - half,
                    y: from.y - half,
                    w: to.x - from.x + width,
                    h: to.y - from.y + width,
                });
            }
            Mark::Frame { area, width, .. } if area.w > SHORT && area.h > SHORT => {
                let half = width / 2.0;
                let (right, bottom) = (area.x + area.w, area.y + area.h);
                for y in [area.y, bottom] {
                    rules.push(Area { x: area.x, y: y - half, w: area.w, h: *width });
                }
                for x in [area.x, right] {
                    rules.push(Area { x: x - half, y: area.y, w: *width, h: area.h });
                }
            }
            Mark::Line { .. }
            | Mark::Frame { .. }
            | Mark::Text(_)
            | Mark::Rect { .. }
            | Mark::Ring { .. }
            | Mark::Disc { .. }
            | Mark::Symbol { .. }
            | Mark::Tick { .. } => {}
        }
    }
    rules
}

fn near(ink: Area, rule: Area) -> bool {
    let across = rule.x < ink.x + ink.w + NEAR && ink.x < rule.x + rule.w + NEAR;
    let down = rule.y < ink.y + ink.h + NEAR && ink.y < rule.y + rule.h + NEAR;
    across && down
}

fn over(a: Area, b: Area) -> bool {
    let across = (a.x + a.w).min(b.x + b.w) - a.x.max(b.x);
    let down = (a.y + a.h).min(b.y + b.h) - a.y.max(b.y);
    across > SHARED && down > SHARED
}
