//! What a household meets on one side: questions, procedures, days, things, papers, boxes.

use std::collections::{BTreeMap, BTreeSet};

use kakanai_domain::condition::{Path, Subject};
use kakanai_domain::filled::{FilledBox, Ink};
use kakanai_domain::guide::Task;
use kakanai_domain::sheet::{Block, Cell, Content, Piece, Sheet};
use kakanai_domain::{Catalog, Interview, Outcome, Slot, advise, fill};

use crate::compare::change::{About, Change, outcome_word};
use crate::compare::half::Half;

/// What is met, of whom or where, and what it is: in words, or as the definitions write it.
pub(super) type Meets = BTreeMap<(About, String), Met>;

/// Two that are equal here look the same to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Met {
    /// For the author.
    words: String,
    /// What else can be different: the words of a question, the fact that a box shows.
    more: String,
}

pub(super) fn meets(half: &Half<'_>, interview: &Interview) -> Meets {
    let (catalog, event, today) = (half.side.catalog, half.side.event, half.side.today);
    let mut meets = Meets::new();
    let mut put = |about: About, detail: String, words: String, more: String| {
        meets.insert((about, detail), Met { words, more });
    };
    for slot in &interview.asked {
        let (name, words) = question(catalog, *slot);
        put(About::Question(name.to_owned()), half.name(*slot).0, String::new(), words);
    }
    for verdict in interview.verdicts.iter().filter(|verdict| verdict.outcome != Outcome::NotNeeded) {
        let name = catalog.procedures.name(verdict.procedure).to_owned();
        let who = verdict.member.map(|member| member.0.to_string()).unwrap_or_default();
        put(About::Procedure(name), who, outcome_word(verdict.outcome).to_owned(), String::new());
    }
    let guide = advise(catalog, event, interview, today, half.lang);
    for stop in &guide.stops {
        for thing in &stop.bring {
            let name = catalog.office.things.name(*thing).to_owned();
            put(
                About::Thing(name),
                String::new(),
                catalog.office.things[*thing].label.get(half.lang).to_owned(),
                String::new(),
            );
        }
    }
    let tasks =
        guide.stops.iter().flat_map(|stop| &stop.tasks).chain(&guide.automatic).chain(&guide.information);
    for task in tasks {
        let name = || catalog.procedures.name(task.procedure).to_owned();
        let procedure = &catalog.procedures[task.procedure];
        for who in whose(task) {
            let due = task.due.iter().map(|due| due.words.as_str()).collect::<Vec<_>>().join("、");
            put(About::Due(name()), who.clone(), due, String::new());
            let counter = catalog.office.counters[procedure.counter].label.get(half.lang).to_owned();
            put(About::Counter(name()), who.clone(), counter, String::new());
            let agent = task.agent.map(|agent| agent.code().to_owned()).unwrap_or_default();
            put(About::Agent(name()), who.clone(), agent, String::new());
            let words =
                [procedure.title.get(half.lang), task.remark.as_deref().unwrap_or_default()].join(" ");
            put(About::Guide(name()), who, words.trim().to_owned(), String::new());
        }
    }
    for page in fill(catalog, event, interview, today) {
        let name = catalog.sheets.name(page.sheet).to_owned();
        let who = page.member.map(|member| member.0.to_string()).unwrap_or_default();
        let sheet = &catalog.sheets[page.sheet];
        put(About::Sheet(name.clone()), who.clone(), sheet.title.clone(), look(sheet));
        for filled in &page.boxes {
            let Some(cell) = cell(sheet, filled) else { continue };
            let place = format!("{who}:{}:{}", page.page, filled.row);
            let words = ink(catalog, cell, filled);
            put(About::Box(name.clone(), cell.id.clone()), place, words, source(catalog, cell));
        }
    }
    meets
}

/// Everything in which two sides are different, each once.
pub(super) fn differences(old: &Meets, new: &Meets) -> BTreeSet<Change> {
    let mut changes = BTreeSet::new();
    for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (was, is) = (old.get(key), new.get(key));
        let (about, who) = key;
        if was == is || follows(about, who, old, new) {
            continue;
        }
        let words = |met: Option<&Met>| met.map(|met| met.words.clone());
        changes.insert(Change { about: about.clone(), was: words(was), is: words(is) });
    }
    changes
}

// What comes and goes with a procedure or a sheet goes without saying.
fn follows(about: &About, detail: &str, old: &Meets, new: &Meets) -> bool {
    let both = |key: (About, String)| old.contains_key(&key) && new.contains_key(&key);
    match about {
        About::Due(_) | About::Counter(_) | About::Agent(_) | About::Guide(_) => {
            !both((about.clone(), detail.to_owned()))
        }
        About::Box(sheet, _) => {
            let who = detail.split(':').next().unwrap_or_default();
            !both((About::Sheet(sheet.clone()), who.to_owned()))
        }
        About::Procedure(_) | About::Thing(_) | About::Sheet(_) | About::Question(_) => false,
    }
}

fn whose(task: &Task) -> Vec<String> {
    if task.members.is_empty() {
        return vec![String::new()];
    }
    task.members.iter().map(|member| member.0.to_string()).collect()
}

/// The name of what is asked, and all the words of the question.
fn question(catalog: &Catalog, slot: Slot) -> (&str, String) {
    let text = |parts: &[Option<&kakanai_domain::Text>]| {
        parts.iter().flatten().map(|text| text.ja()).collect::<Vec<_>>().join("\n")
    };
    match slot {
        Slot::Roster(id) => {
            let list = &catalog.lists[id];
            (catalog.lists.name(id), text(&[Some(&list.ask), list.help.as_ref()]))
        }
        Slot::Visit(id) | Slot::Of(_, id) => {
            let item = &catalog.items[id];
            let mut words = text(&[Some(&item.ask), item.help.as_ref(), item.unknown.as_ref()]);
            for (_, option) in item.options().into_iter().flat_map(|options| options.iter()) {
                words.push('\n');
                words.push_str(&text(&[Some(&option.label), option.help.as_ref()]));
            }
            (catalog.items.name(id), words)
        }
    }
}

fn cell<'a>(sheet: &'a Sheet, filled: &FilledBox) -> Option<&'a Cell> {
    match sheet.blocks.get(filled.block)? {
        Block::Free(_, cell) => Some(cell),
        Block::Grid(grid) => grid.cells.get(filled.cell).map(|(_, cell)| cell),
    }
}

fn ink(catalog: &Catalog, cell: &Cell, filled: &FilledBox) -> String {
    match (&filled.ink, &cell.content) {
        (Ink::Text(text), _) => text.clone(),
        (Ink::Marked, _) => "✓".to_owned(),
        (Ink::Options(chosen), Content::Options(Path::Item(_, item, _), _)) => {
            let options = catalog.items[*item].options().into_iter().flat_map(|options| options.iter());
            let chosen = options.enumerate().filter(|(place, _)| chosen.contains(place));
            chosen.map(|(_, (_, option))| option.label.ja()).collect::<Vec<_>>().join("・")
        }
        (Ink::Options(_) | Ink::Blank, _) => String::new(),
    }
}

/// Which facts a box shows: two facts may happen to be the same.
fn source(catalog: &Catalog, cell: &Cell) -> String {
    let name = |path: &Path| match path {
        Path::Item(subject, item, part) => {
            let whose = match subject {
                Subject::Visit => String::new(),
                Subject::Member => "member.".to_owned(),
                Subject::Role(role) => format!("{}.", catalog.items.name(*role)),
            };
            format!("{whose}{} {part:?}", catalog.items.name(*item))
        }
        Path::Member => "member".to_owned(),
        Path::Count(list) => format!("{} count", catalog.lists.name(*list)),
        Path::Setting(setting) => format!("office {}", catalog.office.settings.name(*setting)),
        Path::Today(part) => format!("today {part:?}"),
    };
    match &cell.content {
        Content::Show(pieces) => {
            let pieces = pieces.iter().map(|piece| match piece {
                Piece::Words(words) => words.clone(),
                Piece::Fact(path) => name(path),
            });
            pieces.collect::<Vec<_>>().join(" ")
        }
        Content::Options(path, _) => name(path),
        Content::Label(_) | Content::Tick(..) | Content::Ring(..) | Content::Blank(..) => String::new(),
    }
}

/// What is printed on a sheet for everybody, and where.
fn look(sheet: &Sheet) -> String {
    let Sheet { title, number, revision, paper, ground, .. } = sheet;
    let mut look = format!("{title} {number} {revision} {paper:?} {ground:?}\n");
    for block in &sheet.blocks {
        match block {
            Block::Free(area, cell) => look.push_str(&format!("{area:?} {}\n", drawn(cell))),
            Block::Grid(grid) => {
                look.push_str(&format!("{} {} {:?} {:?}\n", grid.x, grid.y, grid.columns, grid.rows));
                for (place, cell) in &grid.cells {
                    look.push_str(&format!("{place:?} {}\n", drawn(cell)));
                }
                look.push_str(&format!("{:?}\n", grid.rows_of.as_ref().map(|rows| rows.room)));
            }
        }
    }
    look
}

fn drawn(cell: &Cell) -> String {
    let words = match &cell.content {
        Content::Label(words) | Content::Tick(_, words) | Content::Ring(_, words) => words,
        Content::Blank(_, words) => words,
        Content::Show(_) | Content::Options(..) => "",
    };
    format!("{:?} {words}", cell.style)
}
