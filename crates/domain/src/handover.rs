//! What the guide hands over to each counter by a symbol: the facts on the papers that are handed in there.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::condition::{Path, Subject};
use crate::event::Event;
use crate::fill::papers;
use crate::id::Id;
use crate::interview::Interview;
use crate::office::Counter;
use crate::session::Said;
use crate::settle::holds;
use crate::sheet::{Block, Cell, Content, Piece};
use crate::slot::Slot;
use crate::text::Text;
use crate::truth::{Open, Pointed, Truth, View};
use crate::value::Member;

/// How an office hands over. Without it symbols carry the reception number and the counter only.
#[derive(Clone, Debug)]
pub struct HandoverRule {
    /// Whether the facts stand in the symbols: they are personal data on a paper that people carry around.
    pub fields: bool,
    /// How the text is written.
    pub encoding: Encoding,
    /// Symbols that a scanner types into the screen of another system.
    pub typed: Vec<Typed>,
}

/// How the text of a symbol is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8
    Utf8,
    /// Shift_JIS (Windows-31J), for scanners and systems that know nothing else.
    ShiftJis,
}

/// The keys a scanner types for one counter.
#[derive(Clone, Debug)]
pub struct Typed {
    /// At which counter.
    pub counter: Id<Counter>,
    /// Which screen it is for: 「国保 異動入力」.
    pub label: Text,
    /// How the text is written.
    pub encoding: Encoding,
    /// One after the other.
    pub keys: Vec<Key>,
}

/// What a scanner types.
#[derive(Clone, Debug)]
pub enum Key {
    /// A fact or fixed words.
    Piece(Piece),
    /// To the next field.
    Tab,
    /// End of the entry.
    Enter,
}

/// What one counter is handed.
#[derive(Clone, PartialEq, Eq)]
pub struct Handover {
    /// To whom.
    pub counter: Id<Counter>,
    /// The facts. Empty where the office hands over none.
    pub fields: Vec<Field>,
    /// Texts to be typed, each with its label.
    pub typed: Vec<(Text, Encoding, String)>,
}

/// A fact, by the names of the definitions.
#[derive(Clone, PartialEq, Eq)]
pub struct Field {
    /// Whose it is: `people.1`; empty for the visit's.
    pub subject: String,
    /// What it is: `name.family`.
    pub name: String,
    /// 見本
    pub value: String,
}

// All of it is personal.
impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Field(…)")
    }
}
impl std::fmt::Debug for Handover {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handover({:?}, {} fields …)", self.counter, self.fields.len())
    }
}

/// What each of these counters is handed.
pub fn hand_over(
    catalog: &Catalog,
    event: Id<Event>,
    interview: &Interview,
    today: Date,
    counters: impl IntoIterator<Item = Id<Counter>>,
) -> Vec<Handover> {
    let rule = catalog.office.handover.as_ref();
    let view = View { catalog, facts: &interview.facts, today };
    let handed = |counter: Id<Counter>| {
        let mut slots = BTreeSet::new();
        for paper in papers(view, event, interview).iter().filter(|paper| paper.counter == counter) {
            view.shown(paper.sheet, paper.own, paper, &mut slots);
        }
        let shared = rule.is_some_and(|rule| rule.fields);
        let fields = slots.iter().filter(|_| shared).flat_map(|slot| view.field(*slot)).collect();
        let typed = rule.into_iter().flat_map(|rule| &rule.typed).filter(|typed| typed.counter == counter);
        let typed = typed.map(|typed| (typed.label.clone(), typed.encoding, view.typed_text(&typed.keys)));
        Handover { counter, fields, typed: typed.collect() }
    };
    counters.into_iter().map(handed).collect()
}

impl View<'_> {
    /// The slots that stand in the boxes of a paper, its further pages included.
    fn shown(
        &self,
        sheet: Id<crate::sheet::Sheet>,
        own: Option<Member>,
        paper: &crate::fill::Paper,
        slots: &mut BTreeSet<Slot>,
    ) {
        for block in &self.catalog.sheets[sheet].blocks {
            match block {
                Block::Free(_, cell) => self.shown_in(cell, own, slots),
                Block::Grid(grid) => {
                    let everybody = match &grid.rows_of {
                        None => vec![own],
                        Some(rows) => self.rows(rows, paper).into_iter().map(Some).collect(),
                    };
                    for who in everybody {
                        grid.cells.iter().for_each(|(_, cell)| self.shown_in(cell, who, slots));
                    }
                }
            }
        }
    }

    fn shown_in(&self, cell: &Cell, who: Option<Member>, slots: &mut BTreeSet<Slot>) {
        if holds(*self, cell.only_if.as_ref(), who, &mut Open::default()) != Truth::True {
            return;
        }
        let pieces = match &cell.content {
            Content::Show(pieces) => pieces.as_slice(),
            Content::Options(path, _) => &[Piece::Fact(*path)],
            Content::Label(_) | Content::Tick(..) | Content::Ring(..) | Content::Blank(..) => &[],
        };
        for piece in pieces {
            let Piece::Fact(path) = piece else { continue };
            slots.extend(self.slots_of(*path, who));
        }
    }

    /// The slot of a fact, and for a role also the name of the member it points at.
    fn slots_of(&self, path: Path, who: Option<Member>) -> Vec<Slot> {
        let Path::Item(subject, item, _) = path else { return Vec::new() };
        if let Some(role) = self.catalog.items[item].role() {
            let named = match (subject, self.points_at(item, &mut Open::default())) {
                (Subject::Visit, Pointed::At(member)) => {
                    let name = self.catalog.lists[role.list()].called.first();
                    name.map(|name| Slot::Of(member, *name))
                }
                _ => None,
            };
            return [Some(Slot::Visit(item)), named].into_iter().flatten().collect();
        }
        let pointed = match subject {
            Subject::Role(role) => Some(Slot::Visit(role)),
            Subject::Visit | Subject::Member => None,
        };
        self.slot_of(path, who).into_iter().chain(pointed).collect()
    }

    /// The lines of a slot: one, or one for each part of a name or an address.
    fn field(&self, slot: Slot) -> Vec<Field> {
        let (subject, item) = match slot {
            Slot::Roster(_) => return Vec::new(),
            Slot::Visit(item) => (String::new(), item),
            Slot::Of(Member(number), item) => {
                let list = self.catalog.items[item].of.map_or("", |list| self.catalog.lists.name(list));
                (format!("{list}.{number}"), item)
            }
        };
        let name = self.catalog.items.name(item).to_owned();
        if let Slot::Visit(role) = slot
            && self.catalog.items[role].role().is_some()
        {
            return match self.points_at(role, &mut Open::default()) {
                Pointed::At(Member(number)) => vec![Field { subject, name, value: number.to_string() }],
                Pointed::Nobody | Pointed::Open => Vec::new(),
            };
        }
        let Some(answer) = self.facts.get(self.catalog, slot) else { return Vec::new() };
        let parts: Vec<(&str, String)> = match Said::of(self.catalog, slot, answer) {
            Said::Unknown | Said::Members(_) => Vec::new(),
            Said::YesNo(yes) => vec![("", if yes { "true" } else { "false" }.to_owned())],
            Said::Choice(option) => vec![("", option)],
            Said::Choices(options) => vec![("", options.join(" "))],
            Said::Number(number) | Said::Money(number) => vec![("", number.to_string())],
            Said::Date(crate::date::Day::Exact(day)) => vec![("", day.to_string())],
            Said::Date(crate::date::Day::Partly { written, .. }) => vec![("", written)],
            Said::Name(name) => vec![
                (".family", name.family),
                (".given", name.given),
                (".family_kana", name.family_kana),
                (".given_kana", name.given_kana),
                (".latin", name.latin),
            ],
            Said::Address(address) => vec![
                (".postal_code", address.postal_code),
                (".prefecture", address.prefecture),
                (".city", address.city),
                (".town", address.town),
                (".block", address.block),
                (".building", address.building),
                (".country", address.country),
            ],
            Said::Phone(text) | Said::Text(text) | Said::PostalCode(text) => vec![("", text)],
            Said::Member(number) => vec![("", number.to_string())],
        };
        let filled = parts.into_iter().filter(|(_, value)| !value.is_empty());
        filled
            .map(|(part, value)| Field { subject: subject.clone(), name: format!("{name}{part}"), value })
            .collect()
    }

    fn typed_text(&self, keys: &[Key]) -> String {
        let typed = keys.iter().map(|key| match key {
            Key::Tab => "\t".to_owned(),
            Key::Enter => "\r".to_owned(),
            Key::Piece(Piece::Words(words)) => words.clone(),
            Key::Piece(Piece::Fact(path)) => self.path_words(*path, None),
        });
        typed.collect()
    }
}
