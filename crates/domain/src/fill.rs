//! Filling: which papers are printed, and what stands in their boxes. Only facts get here.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::condition::{Part, Path};
use crate::event::Event;
use crate::filled::{FilledBox, FilledSheet, Ink};
use crate::id::Id;
use crate::interview::Interview;
use crate::office::Counter;
use crate::procedure::Procedure;
use crate::settle::holds;
use crate::sheet::{Block, Cell, Content, Grid, Piece, RowsOf, Sheet, Who};
use crate::truth::{Found, Open, Truth, View, part_of};
use crate::value::{Member, Value};
use crate::words;

/// Every page to print, in the order of the counters and of the event's procedures, with its boxes filled.
/// A sheet that several procedures ask for is printed once.
pub fn fill(catalog: &Catalog, event: Id<Event>, interview: &Interview, today: Date) -> Vec<FilledSheet> {
    let view = View { catalog, facts: &interview.facts, today };
    let mut pages = Vec::new();
    for paper in papers(view, event, interview) {
        view.pages(&paper, &mut pages);
    }
    pages
}

/// A sheet to print.
pub(crate) struct Paper {
    pub sheet: Id<Sheet>,
    /// The first counter that asks for it: it is handed in there.
    pub counter: Id<Counter>,
    /// The member it is about, for a sheet `for_each`.
    pub own: Option<Member>,
    /// For whom the procedures that asked for it are needed; `None`: for the visit, so for everybody.
    concerned: Option<BTreeSet<Member>>,
}

/// Which sheets the needed procedures ask for, in printing order.
pub(crate) fn papers(view: View<'_>, event: Id<Event>, interview: &Interview) -> Vec<Paper> {
    let catalog = view.catalog;
    let mut papers: Vec<Paper> = Vec::new();
    for procedure in in_order(catalog, event) {
        let verdicts =
            interview.needed().filter(|(verdict, level)| verdict.procedure == procedure && level.drives());
        for (verdict, _) in verdicts {
            for sheet in sheets_of(view, procedure, verdict.member) {
                for own in owners(view, sheet, verdict.member) {
                    match papers.iter_mut().find(|paper| paper.sheet == sheet && paper.own == own) {
                        Some(paper) => match (&mut paper.concerned, verdict.member) {
                            (Some(concerned), Some(member)) => {
                                concerned.insert(member);
                            }
                            (concerned, None) => *concerned = None,
                            (None, Some(_)) => {}
                        },
                        None => {
                            let counter = catalog.procedures[procedure].counter;
                            let concerned = verdict.member.map(|member| [member].into());
                            papers.push(Paper { sheet, counter, own, concerned });
                        }
                    }
                }
            }
        }
    }
    papers
}

/// The event's procedures by counter, then as the event lists them.
pub(crate) fn in_order(catalog: &Catalog, event: Id<Event>) -> Vec<Id<Procedure>> {
    let mut procedures = catalog.events[event].procedures.clone();
    procedures.sort_by_key(|id| catalog.procedures[*id].counter);
    procedures
}

/// The sheets a needed procedure asks for.
pub(crate) fn sheets_of(view: View<'_>, procedure: Id<Procedure>, who: Option<Member>) -> Vec<Id<Sheet>> {
    let sheets = view.catalog.procedures[procedure].sheets.iter();
    sheets
        .filter(|(condition, _)| holds(view, condition.as_ref(), who, &mut Open::default()) == Truth::True)
        .map(|(_, sheet)| *sheet)
        .collect()
}

fn owners(view: View<'_>, sheet: Id<Sheet>, who: Option<Member>) -> Vec<Option<Member>> {
    match (view.catalog.sheets[sheet].for_each, who) {
        (None, _) => vec![None],
        (Some(_), Some(member)) => vec![Some(member)],
        (Some(list), None) => view.facts.members(list).unwrap_or_default().iter().map(|m| Some(*m)).collect(),
    }
}

impl View<'_> {
    /// The pages of a paper: the first, and those that take the rows it has no room for.
    fn pages(&self, paper: &Paper, out: &mut Vec<FilledSheet>) {
        let start = out.len();
        let mut sheet = paper.sheet;
        let mut skip = 0;
        loop {
            let definition = &self.catalog.sheets[sheet];
            let mut boxes = Vec::new();
            let mut left_over = None;
            let mut on_page = Vec::new();
            for (index, block) in definition.blocks.iter().enumerate() {
                match block {
                    Block::Free(_, cell) => boxes.extend(self.ink(index, 0, 0, cell, paper.own)),
                    Block::Grid(grid) => match &grid.rows_of {
                        None => boxes.extend(self.inks(index, 0, grid, paper.own)),
                        // A sheet has one such grid at most.
                        Some(rows) => {
                            let members = self.rows(rows, paper);
                            let room = usize::from(rows.room.max(1));
                            on_page.extend(members.iter().skip(skip).take(room).copied());
                            for (row, member) in (0..).zip(&on_page) {
                                boxes.extend(self.inks(index, row, grid, Some(*member)));
                            }
                            left_over = (members.len() > skip + room).then_some(skip + room);
                        }
                    },
                }
            }
            out.push(FilledSheet { sheet, member: paper.own, page: 0, pages: 0, rows: on_page, boxes });
            let Some(printed) = left_over else { break };
            skip = printed;
            sheet = definition.continued_on.unwrap_or(sheet);
        }
        let Some(pages) = out.get_mut(start..) else { return };
        let count = pages.len() as u16;
        for (number, page) in (1..).zip(pages) {
            page.page = number;
            page.pages = count;
        }
    }

    /// What goes into the boxes of a grid, or of one of its rows.
    fn inks(&self, block: usize, row: u16, grid: &Grid, who: Option<Member>) -> Vec<FilledBox> {
        let cells = grid.cells.iter().enumerate();
        cells.filter_map(|(at, (_, cell))| self.ink(block, at, row, cell, who)).collect()
    }

    /// The members that have a row.
    pub(crate) fn rows(&self, rows: &RowsOf, paper: &Paper) -> Vec<Member> {
        let members = self.facts.members(rows.list).unwrap_or_default().iter().copied();
        match &rows.who {
            Who::Everybody => members.collect(),
            Who::Concerned => members
                .filter(|member| paper.concerned.as_ref().is_none_or(|concerned| concerned.contains(member)))
                .collect(),
            Who::Where(condition) => members
                .filter(|member| self.truth(condition, Some(*member), &mut Open::default()) == Truth::True)
                .collect(),
        }
    }

    /// What goes into a box; `None` when it stays as drawn.
    fn ink(&self, block: usize, at: usize, row: u16, cell: &Cell, who: Option<Member>) -> Option<FilledBox> {
        let open = &mut Open::default();
        if holds(*self, cell.only_if.as_ref(), who, open) != Truth::True {
            return None;
        }
        let ink = match &cell.content {
            Content::Label(_) => return None,
            Content::Show(pieces) => Ink::Text(self.pieces(pieces, who)?),
            Content::Tick(condition, _) | Content::Ring(condition, _) => {
                if self.truth(condition, who, open) != Truth::True {
                    return None;
                }
                Ink::Marked
            }
            Content::Options(path, _) => match self.find(*path, who, open) {
                Found::Value(Value::Choice(id)) => Ink::Options(vec![id.index()]),
                Found::Value(Value::Choices(ids)) => Ink::Options(ids.iter().map(|id| id.index()).collect()),
                Found::Value(_)
                | Found::Setting(_)
                | Found::Today
                | Found::Number(_)
                | Found::Member(_)
                | Found::Nobody
                | Found::Open => return None,
            },
            // Somebody writes by hand here: it is a page to write on only because it counts.
            Content::Blank(..) => {
                cell.writes?;
                Ink::Blank
            }
        };
        Some(FilledBox { block, cell: at, row, ink, writes: cell.writes })
    }

    /// The pieces one after the other; `None` when no fact among them has words.
    fn pieces(&self, pieces: &[Piece], who: Option<Member>) -> Option<String> {
        let mut text = String::new();
        let mut has_fact = false;
        for piece in pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Fact(path) => {
                    let words = self.path_words(*path, who);
                    has_fact |= !words.is_empty();
                    text.push_str(&words);
                }
            }
        }
        let only_words = pieces.iter().all(|piece| matches!(piece, Piece::Words(_)));
        (has_fact || only_words).then_some(text)
    }

    /// A fact in words, as on paper; empty when there is none.
    pub fn path_words(&self, path: Path, who: Option<Member>) -> String {
        let lang = crate::Lang::Ja;
        match (self.find(path, who, &mut Open::default()), path) {
            (Found::Value(value), Path::Item(_, item, part)) => self.value_words(item, value, part, lang),
            (Found::Member(member), Path::Item(_, role, _)) => {
                match self.name_of(role, member, &mut Open::default()) {
                    Some((item, value)) => self.value_words(item, value, Part::Whole, lang),
                    None => String::new(),
                }
            }
            (Found::Today, _) => {
                let day = crate::date::Day::Exact(self.today);
                words::day_text(&day, part_of(path)).unwrap_or_default()
            }
            (Found::Number(number), _) => number.to_string(),
            (Found::Setting(value), _) => match value {
                crate::office::SettingValue::Text(text) => text.clone(),
                crate::office::SettingValue::Number(number) => number.to_string(),
                crate::office::SettingValue::YesNo(yes) => words::yes_no(*yes, lang).to_owned(),
            },
            (Found::Value(_) | Found::Member(_) | Found::Nobody | Found::Open, _) => String::new(),
        }
    }
}
