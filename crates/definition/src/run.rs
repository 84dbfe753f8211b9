//! Running scenarios: what was expected, and what came.

use std::fmt;

use kakanai_domain::effort::{writes_after, writes_before};
use kakanai_domain::filled::{FilledSheet, Ink};
use kakanai_domain::procedure::Procedure;
use kakanai_domain::session::SlotName;
use kakanai_domain::sheet::{Block, Cell, Content};
use kakanai_domain::{
    Answer, Catalog, Date, Id, Interview, Lang, Member, Outcome, Slot, advise, fill, settle,
};

use crate::problem::Words;
use crate::scenario::{BoxName, Expected, PageName, Scenario, Verdicts, outcomes};

/// One expectation of a scenario that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What it is about: 「ju01 転入届」「f01.to_address」.
    pub about: Words,
    /// What should have come.
    pub expected: Words,
    /// What came.
    pub came: Words,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: 「{}」のはずが「{}」でした。", self.about.ja, self.expected.ja, self.came.ja)?;
        write!(f, "{}: expected \"{}\", got \"{}\"", self.about.en, self.expected.en, self.came.en)
    }
}

/// Everything in which the definitions do not do what the scenario says; nothing when it passes.
/// The scenario must come from the same compilation as the catalogue, which is that of its day.
pub fn run(catalog: &Catalog, scenario: &Scenario) -> Vec<Mismatch> {
    let catalog = &*scenario.narrowed(catalog);
    let interview = settle(catalog, scenario.event, &scenario.answers, scenario.today);
    let sheets = fill(catalog, scenario.event, &interview, scenario.today);
    let mut run = Run { catalog, scenario, interview: &interview, mismatches: Vec::new() };
    run.questions();
    run.verdicts();
    run.dormant();
    run.due();
    run.pages(&sheets);
    run.boxes(&sheets);
    run.writes(&sheets);
    run.mismatches
}

struct Run<'a> {
    catalog: &'a Catalog,
    scenario: &'a Scenario,
    interview: &'a Interview,
    mismatches: Vec<Mismatch>,
}

impl Run<'_> {
    fn expect(&mut self, about: Words, expected: Words, came: Words) {
        if expected != came {
            self.mismatches.push(Mismatch { about, expected, came });
        }
    }

    fn questions(&mut self) {
        let questions = [(true, &self.scenario.asked), (false, &self.scenario.not_asked)];
        for (should, slots) in questions {
            for slot in slots {
                let is = self.interview.asked.contains(slot) || self.interview.wanted.contains(slot);
                self.expect(self.slot_words(*slot), asked_words(should), asked_words(is));
            }
        }
        let wanted = self.interview.wanted.iter().map(|slot| SlotName::of(self.catalog, *slot).0);
        let wanted = wanted.collect::<Vec<_>>().join(" ");
        if self.scenario.complete && !wanted.is_empty() {
            self.mismatches.push(Mismatch {
                about: Words::new("最後", "at the end"),
                expected: Words::new("質問は残らない", "no question is left"),
                came: Words::new(format!("まだ聞く: {wanted}"), format!("still asked: {wanted}")),
            });
        } else if !self.scenario.complete && wanted.is_empty() {
            self.mismatches.push(Mismatch {
                about: Words::new("最後", "at the end"),
                expected: Words::new("質問が残る", "a question is left"),
                came: Words::new("質問は残らない", "no question is left"),
            });
        }
    }

    fn verdicts(&mut self) {
        let catalog = self.catalog;
        for procedure in &catalog.events[self.scenario.event].procedures {
            let said = self.scenario.verdicts.iter().find(|(id, _)| id == procedure);
            let expected = said.map_or(&Verdicts::All(Outcome::NotNeeded), |(_, expected)| expected);
            let came = self.interview.verdicts.iter().filter(|verdict| verdict.procedure == *procedure);
            let came = came.map(|verdict| (verdict.member, verdict.outcome)).collect::<Vec<_>>();
            if came.is_empty() && *expected != Verdicts::All(Outcome::NotNeeded) {
                // For each of a list without members: nothing can be needed.
                let expected = match expected {
                    Verdicts::All(outcome) => outcome_words(*outcome),
                    Verdicts::Members(members) if members.is_empty() => continue,
                    Verdicts::Members(_) => Words::new("人ごとの判定", "verdicts by member"),
                };
                let nobody = Words::new("対象の人がいない", "nobody is looked at");
                self.expect(self.procedure_words(*procedure, None), expected, nobody);
            }
            for (member, outcome) in came {
                let expected = match expected {
                    Verdicts::All(outcome) => *outcome,
                    Verdicts::Members(members) => members
                        .iter()
                        .find(|(named, _)| Some(*named) == member)
                        .map_or(Outcome::NotNeeded, |(_, outcome)| *outcome),
                };
                let about = self.procedure_words(*procedure, member);
                self.expect(about, outcome_words(expected), outcome_words(outcome));
            }
        }
    }

    // What is not in force on the day cannot be needed, whatever is said.
    fn dormant(&mut self) {
        for (id, expected) in &self.scenario.verdicts {
            if self.catalog.dormant.contains(id) && *expected != Verdicts::All(Outcome::NotNeeded) {
                let expected = match expected {
                    Verdicts::All(outcome) => outcome_words(*outcome),
                    Verdicts::Members(_) => Words::new("人ごとの判定", "verdicts by member"),
                };
                let came = Words::new("この日は使わない手続", "not in force on that day");
                self.expect(self.procedure_words(*id, None), expected, came);
            }
        }
    }

    fn due(&mut self) {
        if self.scenario.due.is_empty() {
            return;
        }
        let Scenario { event, today, .. } = *self.scenario;
        let guide = advise(self.catalog, event, self.interview, today, Lang::Ja);
        let stops = guide.stops.iter().flat_map(|stop| &stop.tasks);
        let tasks = stops.chain(&guide.automatic).chain(&guide.information).collect::<Vec<_>>();
        for (procedure, expected) in &self.scenario.due {
            // Members with different levels have a task each; their last days are usually the same.
            let mut came: Vec<Vec<Option<Date>>> = Vec::new();
            for task in tasks.iter().filter(|task| task.procedure == *procedure) {
                let days = task.due.iter().map(|due| due.date).collect();
                if !came.contains(&days) {
                    came.push(days);
                }
            }
            let came = came.concat();
            if came.is_empty() && *expected == [None] {
                continue;
            }
            self.expect(self.procedure_words(*procedure, None), days_words(expected), days_words(&came));
        }
    }

    fn pages(&mut self, sheets: &[FilledSheet]) {
        let Some(expected) = &self.scenario.sheets else { return };
        let name = |page: PageName| self.page_name(page);
        let came = sheets.iter().map(|page| name(PageName { sheet: page.sheet, member: page.member }));
        let came = came.collect::<Vec<_>>().join(" ");
        let expected = expected.iter().map(|page| name(*page)).collect::<Vec<_>>().join(" ");
        self.expect(Words::new("印刷する様式", "printed pages"), Words::same(expected), Words::same(came));
    }

    fn boxes(&mut self, sheets: &[FilledSheet]) {
        for (name, expected) in &self.scenario.boxes {
            let found = find_box(self.catalog, sheets, name);
            let expected = match expected {
                Expected::Text(text) => Words::same(text.clone()),
                Expected::Marked(marked) => marked_words(*marked),
                Expected::Options(options) => self.options_words(options, name),
            };
            let came = match &found {
                Found::NoPage => Words::new("（この様式は印刷されない）", "(this sheet is not printed)"),
                Found::NoRow => Words::new("（この行はない）", "(there is no such row)"),
                Found::Empty(Content::Tick(..) | Content::Ring(..)) => marked_words(false),
                Found::Empty(
                    Content::Label(_) | Content::Show(_) | Content::Options(..) | Content::Blank(..),
                )
                | Found::Ink(Ink::Blank) => Words::same(""),
                Found::Ink(Ink::Text(text)) => Words::same(text.clone()),
                Found::Ink(Ink::Marked) => marked_words(true),
                Found::Ink(Ink::Options(options)) => self.options_words(options, name),
            };
            self.expect(Words::same(name.written.clone()), expected, came);
        }
    }

    fn writes(&mut self, sheets: &[FilledSheet]) {
        if let Some(expected) = self.scenario.writes_before {
            let came = writes_before(sheets).total();
            let about = Words::new("手書きなら書く回数", "writes before");
            self.expect(about, Words::same(expected.to_string()), Words::same(came.to_string()));
        }
        if let Some(expected) = self.scenario.writes_after {
            // Nobody types 「わからない」.
            let typed = self.interview.asked.iter().copied().filter(|slot| {
                matches!(self.interview.facts.get(self.catalog, *slot), Some(Answer::Value(_)))
            });
            let came = writes_after(self.catalog, typed).total();
            let about = Words::new("入力する回数", "writes after");
            self.expect(about, Words::same(expected.to_string()), Words::same(came.to_string()));
        }
    }

    fn slot_words(&self, slot: Slot) -> Words {
        let name = SlotName::of(self.catalog, slot).0;
        Words::new(format!("質問 {name}"), format!("question {name}"))
    }

    fn procedure_words(&self, id: Id<Procedure>, member: Option<Member>) -> Words {
        let name = self.catalog.procedures.name(id);
        let title = &self.catalog.procedures[id].title;
        let (ja, en) = match member {
            None => (String::new(), String::new()),
            Some(Member(number)) => (format!("・{number}人目"), format!(", member {number}")),
        };
        Words::new(format!("{name}（{}{ja}）", title.ja()), format!("{name} ({}{en})", title.get(Lang::En)))
    }

    fn page_name(&self, page: PageName) -> String {
        let name = self.catalog.sheets.name(page.sheet);
        match page.member {
            None => name.to_owned(),
            Some(Member(number)) => format!("{name}:{number}"),
        }
    }

    fn options_words(&self, options: &[usize], name: &BoxName) -> Words {
        let sheet = &self.catalog.sheets[name.page.sheet];
        let path = sheet.blocks.iter().flat_map(cells_of).find(|(_, cell)| cell.id == name.cell);
        let item = match path.map(|(_, cell)| &cell.content) {
            Some(Content::Options(kakanai_domain::condition::Path::Item(_, item, _), _)) => Some(*item),
            Some(
                Content::Options(..)
                | Content::Label(_)
                | Content::Show(_)
                | Content::Tick(..)
                | Content::Ring(..)
                | Content::Blank(..),
            )
            | None => None,
        };
        let table = item.and_then(|item| self.catalog.items[item].options());
        let names = table.into_iter().flat_map(|table| table.ids().map(|id| table.name(id)));
        let chosen = names.enumerate().filter(|(index, _)| options.contains(index)).map(|(_, name)| name);
        Words::same(chosen.collect::<Vec<_>>().join(" "))
    }
}

enum Found<'a> {
    NoPage,
    NoRow,
    Empty(&'a Content),
    Ink(&'a Ink),
}

// Rows are counted over all pages of the sheet; other boxes are looked up on the first.
fn find_box<'a>(catalog: &'a Catalog, sheets: &'a [FilledSheet], name: &BoxName) -> Found<'a> {
    let mut found = Found::NoPage;
    let mut first_row = 0;
    for page in sheets {
        if (PageName { sheet: page.sheet, member: page.member }) != name.page {
            continue;
        }
        for (block_index, block) in catalog.sheets[page.sheet].blocks.iter().enumerate() {
            for (cell_index, cell) in cells_of(block) {
                if cell.id != name.cell {
                    continue;
                }
                let room = match block {
                    Block::Free(..) => 1,
                    Block::Grid(grid) => grid.rows_of.as_ref().map_or(1, |rows| usize::from(rows.room)),
                };
                let Some(row) = name.row.checked_sub(first_row).filter(|row| *row < room) else {
                    found = Found::NoRow;
                    first_row += room;
                    continue;
                };
                let ink = page.boxes.iter().find(|filled| {
                    filled.block == block_index && filled.cell == cell_index && usize::from(filled.row) == row
                });
                return ink.map_or(Found::Empty(&cell.content), |filled| Found::Ink(&filled.ink));
            }
        }
    }
    found
}

fn cells_of(block: &Block) -> Vec<(usize, &Cell)> {
    match block {
        Block::Free(_, cell) => vec![(0, cell)],
        Block::Grid(grid) => grid.cells.iter().map(|(_, cell)| cell).enumerate().collect(),
    }
}

fn asked_words(asked: bool) -> Words {
    if asked { Words::new("聞く", "asked") } else { Words::new("聞かない", "not asked") }
}

fn marked_words(marked: bool) -> Words {
    if marked { Words::new("印あり", "marked") } else { Words::new("印なし", "not marked") }
}

fn days_words(days: &[Option<Date>]) -> Words {
    let words = |none: &str| {
        let days = days.iter().map(|day| day.map_or_else(|| none.to_owned(), |day| day.to_string()));
        let words = days.collect::<Vec<_>>().join(" ");
        if words.is_empty() { none.to_owned() } else { words }
    };
    Words::new(words("日付なし"), words("no date"))
}

fn outcome_words(outcome: Outcome) -> Words {
    let word = outcomes().into_iter().find(|(_, known)| *known == outcome).map_or("", |(word, _)| word);
    Words::same(word)
}
