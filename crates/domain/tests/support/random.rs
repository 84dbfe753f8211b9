//! Small random catalogues that use every kind of condition, and random answers to them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a broken generator must stop the test"
)]

#[path = "conditions.rs"]
mod conditions;

use std::sync::Arc;

use fastrand::Rng;
use jiff::civil::{Date, date};
use kakanai_domain::condition::*;
use kakanai_domain::date::Day;
use kakanai_domain::event::{Ask, Event, Section};
use kakanai_domain::item::*;
use kakanai_domain::office::{Counter, Office, Setting, SettingValue, Thing};
use kakanai_domain::procedure::*;
use kakanai_domain::sheet::*;
use kakanai_domain::*;

pub use conditions::TEXTS;

/// How large a random catalogue is.
#[derive(Clone, Copy)]
pub struct Size {
    pub lists: usize,
    pub items: usize,
    pub procedures: usize,
    pub sheets: usize,
    pub depth: usize,
    /// Whether conditions look at lists inside lists, and roles that follow from roles: legal, never seen.
    pub wild: bool,
}

pub const SMALL: Size = Size { lists: 2, items: 7, procedures: 5, sheets: 3, depth: 3, wild: true };

pub fn today() -> Date {
    date(2026, 12, 1)
}

/// A table whose rows are named by their place.
pub fn table<T>(prefix: &str, rows: Vec<T>) -> Table<T> {
    let mut names = Declared::default();
    for index in 0..rows.len() {
        names.declare(&format!("{prefix}{index}")).expect("new name");
    }
    names.complete(rows).expect("one row a name")
}

/// The ids of such a table, before it is there.
pub fn ids<T>(prefix: &str, count: usize) -> Vec<Id<T>> {
    let mut names = Declared::default();
    (0..count).map(|index| names.declare(&format!("{prefix}{index}")).expect("new name")).collect()
}

fn options() -> Table<Choice> {
    let option = |n| Choice { label: Text::new(format!("選択肢{n}")), help: None };
    table("option", (0..3).map(option).collect())
}

struct Maker<'r> {
    rng: &'r mut Rng,
    size: Size,
    lists: Vec<Id<List>>,
    items: Vec<Id<Item>>,
    owners: Vec<Option<Id<List>>>,
    shapes: Vec<Shape>,
    rules: Vec<Id<Rule>>,
    rule_of: Vec<Option<Id<List>>>,
    settings: Vec<Id<Setting>>,
    /// Items a role may not look at yet (a derived role must not depend on itself).
    roles_until: usize,
    rules_until: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    YesNo,
    Choice,
    Choices,
    Number,
    Date,
    Text,
    Asked(usize),
    Derived(usize),
}

/// A catalogue in which every askable item stands in the event.
pub fn catalog(rng: &mut Rng, size: Size) -> Catalog {
    let lists: Vec<Id<List>> = ids("list", size.lists);
    let items: Vec<Id<Item>> = ids("item", size.items);
    let mut owners = Vec::new();
    let mut shapes = Vec::new();
    for _ in 0..size.items {
        let owner = if lists.is_empty() || rng.u8(..3) == 0 { None } else { Some(rng.usize(..lists.len())) };
        let shape = match (owner, rng.u8(..14)) {
            (None, 0) if !lists.is_empty() => Shape::Asked(rng.usize(..lists.len())),
            (None, 1 | 2) if !lists.is_empty() => Shape::Derived(rng.usize(..lists.len())),
            (_, 3..=5) => Shape::Choice,
            (_, 6) => Shape::Number,
            (_, 7 | 8) => Shape::Date,
            (_, 9) => Shape::Choices,
            (_, 10) => Shape::Text,
            _ => Shape::YesNo,
        };
        owners.push(owner.map(|list| lists[list]));
        shapes.push(shape);
    }
    let rule_count = rng.usize(..3);
    let rules: Vec<Id<Rule>> = ids("rule", rule_count);
    let rule_of: Vec<Option<Id<List>>> =
        (0..rule_count).map(|_| if rng.bool() { None } else { lists.first().copied() }).collect();
    let settings = ids("setting", 3);
    let mut maker = Maker {
        size,
        rng,
        lists,
        items,
        owners,
        shapes,
        rules,
        rule_of,
        settings,
        roles_until: 0,
        rules_until: 0,
    };
    maker.build()
}

impl Maker<'_> {
    fn build(&mut self) -> Catalog {
        let mut columns = vec![0; self.lists.len() + 1];
        let mut items = Vec::new();
        let mut list_items: Vec<Vec<Id<Item>>> = vec![Vec::new(); self.lists.len()];
        let mut visit = Vec::new();
        for index in 0..self.items.len() {
            let owner = self.owners[index];
            let at = owner.map_or(self.lists.len(), |list| list.index());
            let column = columns[at];
            columns[at] += 1;
            match owner {
                Some(list) => list_items[list.index()].push(self.items[index]),
                None => visit.push(self.items[index]),
            }
            self.roles_until = index;
            items.push(Item {
                of: owner,
                column,
                kind: self.kind(index),
                label: Text::new(format!("項目{index}")),
                ask: Text::new(""),
                help: None,
                unknown: self.rng.bool().then(|| Text::new("わからない")),
                card: None,
                writes: None,
            });
        }
        self.roles_until = self.items.len();
        let mut rules = Vec::new();
        for index in 0..self.rules.len() {
            self.rules_until = index;
            let of = self.rule_of[index];
            let when = self.condition(of, self.size.depth);
            rules.push(Rule { label: self.rng.bool().then(|| Text::new("決まり")), of, when });
        }
        self.rules_until = self.rules.len();
        let lists = list_items
            .into_iter()
            .map(|items| List {
                label: Text::new("一覧"),
                ask: Text::new(""),
                help: None,
                roster: items.iter().copied().take(self.rng.usize(..2)).collect(),
                called: items.iter().copied().skip(self.rng.usize(..2)).take(1).collect(),
                items,
                at_least: 0,
            })
            .collect::<Vec<_>>();
        let counters = table(
            "counter",
            vec![Counter { label: Text::new("窓口"), place: Text::new(""), map: None, floor: None }],
        );
        let counter = counters.ids().next().expect("one counter");
        let things = table("thing", vec![Thing { label: Text::new("もの") }]);
        let thing = things.ids().next().expect("one thing");
        let sheet_ids: Vec<Id<Sheet>> = ids("sheet", self.size.sheets);
        let sheets = self.sheets(&sheet_ids);
        let procedures =
            (0..self.size.procedures).map(|_| self.procedure(counter, thing, &sheet_ids)).collect::<Vec<_>>();
        let event = self.event(&lists);
        let settings = vec![
            SettingValue::Number(self.rng.i64(0..4)),
            SettingValue::YesNo(self.rng.bool()),
            SettingValue::Text(TEXTS[self.rng.usize(..3)].to_owned()),
        ];
        let setting = |value| Setting { label: Text::new("設定"), value };
        Catalog {
            office: Office {
                counters,
                things,
                settings: table("setting", settings.into_iter().map(setting).collect()),
                ..Office::default()
            },
            lists: table("list", lists),
            items: table("item", items),
            visit,
            rules: table("rule", rules),
            procedures: table("procedure", procedures),
            sheets: table("sheet", sheets),
            events: table("event", vec![event]),
            dormant: std::collections::BTreeSet::new(),
            fingerprint: String::new(),
        }
    }

    fn kind(&mut self, index: usize) -> Kind {
        match self.shapes[index] {
            Shape::YesNo => Kind::YesNo,
            Shape::Choice => Kind::Choice(options()),
            Shape::Choices => Kind::Choices(options()),
            Shape::Text => Kind::Text { most: 9 },
            Shape::Number => Kind::Number { least: 0, most: 9 },
            Shape::Date => Kind::Date(DateLimits { past: false, partly: true }),
            Shape::Asked(list) => {
                let list = self.lists[list];
                let among = (self.rng.u8(..3) == 0).then(|| self.own_condition(list));
                Kind::Member(Role::Asked { list, among })
            }
            Shape::Derived(list) => {
                let list = self.lists[list];
                let first =
                    if self.size.wild { self.condition(Some(list), 1) } else { self.own_condition(list) };
                Kind::Member(Role::Derived { list, first })
            }
        }
    }

    fn procedure(&mut self, counter: Id<Counter>, thing: Id<Thing>, sheets: &[Id<Sheet>]) -> Procedure {
        let for_each = (!self.lists.is_empty() && self.rng.bool()).then(|| self.lists[0]);
        let mut levels: Vec<(Option<Condition>, Level)> = Vec::new();
        for _ in 0..self.rng.usize(..3) {
            levels.push((Some(self.condition(for_each, 2)), Level::ALL[self.rng.usize(..6)]));
        }
        levels.push((None, Level::ALL[self.rng.usize(..6)]));
        let mut agents: Vec<(Option<Condition>, Agent)> = Vec::new();
        for _ in 0..self.rng.usize(..3) {
            agents.push((Some(self.condition(for_each, 1)), Agent::ALL[self.rng.usize(..4)]));
        }
        agents.push((None, Agent::ALL[self.rng.usize(..4)]));
        let dates: Vec<usize> = (0..self.items.len())
            .filter(|index| self.shapes[*index] == Shape::Date && self.owners[*index].is_none())
            .collect();
        let due = dates.first().map(|index| Clock {
            label: None,
            span: Span::Days(14),
            after: Path::Item(Subject::Visit, self.items[*index], Part::Whole),
            first_day: FirstDay::Excluded,
            closed_day: ClosedDay::NextOpen,
            month_end: false,
        });
        Procedure {
            title: Text::new("手続"),
            counter,
            for_each,
            when: self.condition(for_each, self.size.depth),
            not_with: Vec::new(),
            levels,
            due: due.into_iter().filter(|_| self.rng.bool()).collect(),
            law: String::new(),
            agents,
            bring: vec![(self.optional_condition(for_each), thing)],
            sheets: sheets
                .iter()
                .filter(|_| self.rng.u8(..3) == 0)
                .copied()
                .collect::<Vec<_>>()
                .into_iter()
                .map(|sheet| (self.optional_condition(for_each), sheet))
                .collect(),
            remark: None,
        }
    }

    /// Sheets `for_each`, and rows, are of the first list only: that of the procedures `for_each`. A sheet with
    /// rows may go on on the sheet after it, which then has rows for the same members.
    fn sheets(&mut self, ids: &[Id<Sheet>]) -> Vec<Sheet> {
        let mut sheets: Vec<Sheet> = Vec::new();
        for id in ids {
            let before = sheets.last_mut().filter(|before| has_rows(before) && self.rng.u8(..3) > 0);
            let sheet = match before {
                Some(before) => {
                    before.continued_on = Some(*id);
                    let (for_each, who) = (before.for_each, before.blocks.iter().find_map(who_of));
                    self.sheet(for_each, who)
                }
                None => {
                    let list = self.lists.first().copied();
                    let for_each = list.filter(|_| self.rng.u8(..3) == 0);
                    let who = list.filter(|_| self.rng.u8(..3) > 0).map(|list| match self.rng.u8(..3) {
                        0 => Who::Everybody,
                        1 => Who::Concerned,
                        _ => Who::Where(self.condition(Some(list), 1)),
                    });
                    self.sheet(for_each, who)
                }
            };
            sheets.push(sheet);
        }
        sheets
    }

    fn sheet(&mut self, for_each: Option<Id<List>>, who: Option<Who>) -> Sheet {
        let mut blocks = vec![Block::Free(Area { x: 20.0, y: 20.0, w: 50.0, h: 10.0 }, self.cell(for_each))];
        if self.rng.u8(..3) == 0 {
            blocks.push(grid(vec![self.cell(for_each)], None));
        }
        if let (Some(list), Some(who)) = (self.lists.first().copied(), who) {
            // Every row shows at least that it is there.
            let mut there = self.cell(None);
            there.content = Content::Show(vec![Piece::Words("行".to_owned())]);
            there.only_if = None;
            let cells = vec![there, self.cell(Some(list)), self.cell(Some(list))];
            let room = self.rng.u16(1..3);
            blocks.push(grid(cells, Some(RowsOf { list, who, room })));
        }
        let title = "様式".to_owned();
        Sheet {
            title,
            number: String::new(),
            revision: String::new(),
            paper: Paper::A4,
            for_each,
            continued_on: None,
            ground: Ground::Blank,
            blocks,
        }
    }

    fn cell(&mut self, scope: Option<Id<List>>) -> Cell {
        let content = match self.rng.u8(..4) {
            0 => Content::Tick(self.condition(scope, 1), "はい".to_owned()),
            1 => Content::Label("見出し".to_owned()),
            _ => match self.leaf(scope) {
                Condition::Test(path, Test::IsOption(_) | Test::IsOneOf(_) | Test::Includes(_))
                    if self.rng.bool() =>
                {
                    Content::Options(path, Mark::Tick)
                }
                Condition::Test(path, _) => Content::Show(vec![Piece::Fact(path)]),
                other => Content::Ring(other, "丸".to_owned()),
            },
        };
        Cell {
            id: "cell".to_owned(),
            content,
            style: Style::default(),
            only_if: self.optional_condition(scope),
            optional: self.rng.u8(..5) == 0,
            writes: None,
        }
    }

    fn event(&mut self, lists: &[List]) -> Event {
        let roster: Vec<Id<Item>> = lists.iter().flat_map(|list| &list.roster).copied().collect();
        let asked = |index: &usize| !matches!(self.shapes[*index], Shape::Derived(_));
        let items = (0..self.items.len()).filter(asked).map(|index| self.items[index]);
        let mut asks: Vec<Ask> = items.filter(|item| !roster.contains(item)).map(Ask::Item).collect();
        asks.extend(self.lists.iter().copied().map(Ask::Roster));
        self.rng.shuffle(&mut asks);
        Event {
            title: Text::new("できごと"),
            help: None,
            sections: vec![Section { title: Text::new("章"), asks }],
            procedures: ids("procedure", self.size.procedures),
            by_agent: (self.rng.u8(..3) > 0).then(|| self.condition(None, 1)),
        }
    }
}

fn grid(cells: Vec<Cell>, rows_of: Option<RowsOf>) -> Block {
    let place = |column| Place { column, row: 0, columns: 1, rows: 1, share: Share::WHOLE };
    let columns = vec![50.0; cells.len()];
    let cells = (0..).map(place).zip(cells).collect();
    Block::Grid(Grid { x: 20.0, y: 40.0, columns, rows: vec![10.0], cells, rows_of })
}

fn has_rows(sheet: &Sheet) -> bool {
    sheet.blocks.iter().any(|block| who_of(block).is_some())
}

fn who_of(block: &Block) -> Option<Who> {
    let Block::Grid(Grid { rows_of: Some(rows), .. }) = block else { return None };
    Some(match &rows.who {
        Who::Everybody => Who::Everybody,
        Who::Concerned => Who::Concerned,
        Who::Where(condition) => Who::Where(condition.clone()),
    })
}

/// Random answers to most slots, a few of them of the wrong kind.
pub fn answers(rng: &mut Rng, catalog: &Catalog) -> Answers {
    let mut answers = Answers::default();
    let skip = rng.u8(..4) * 2;
    for list in catalog.lists.ids() {
        let members: Vec<Member> = (1..=rng.u16(..4)).map(Member).collect();
        if rng.u8(..20) >= skip {
            answers.set(Slot::Roster(list), Answer::Members(members.into()));
        }
    }
    for (id, item) in catalog.items.iter() {
        match item.of {
            None => say(rng, catalog, Slot::Visit(id), skip, &mut answers),
            Some(_) => {
                for number in 1..4 {
                    say(rng, catalog, Slot::Of(Member(number), id), skip, &mut answers);
                }
            }
        }
    }
    answers
}

fn say(rng: &mut Rng, catalog: &Catalog, slot: Slot, skip: u8, answers: &mut Answers) {
    if rng.u8(..20) >= skip {
        answers.set(slot, answer(rng, catalog, slot));
    }
}

/// A random answer to a slot.
pub fn answer(rng: &mut Rng, catalog: &Catalog, slot: Slot) -> Answer {
    let Some(item) = slot.item() else {
        return Answer::Members((1..=rng.u16(..4)).map(Member).collect());
    };
    match rng.u8(..20) {
        0 | 1 => return Answer::Unknown,
        2 => return Answer::Value(Value::Number(-1)),
        _ => {}
    }
    Answer::Value(match &catalog.items[item].kind {
        Kind::YesNo => Value::YesNo(rng.bool()),
        Kind::Choice(options) => Value::Choice(options.ids().nth(rng.usize(..3)).expect("three options")),
        Kind::Choices(options) => Value::Choices(options.ids().filter(|_| rng.bool()).collect()),
        Kind::Number { .. } => Value::Number(rng.i64(0..10)),
        Kind::Text { .. } => Value::Text(TEXTS[rng.usize(..3)].into()),
        Kind::Date(_) => {
            let year = rng.i16(1930..2027);
            Value::Date(Arc::new(match rng.u8(..4) {
                0 => vague_day(rng, year),
                _ => Day::Exact(date(year, rng.i8(1..13), rng.i8(1..29))),
            }))
        }
        Kind::Member(_) => Value::Member(Member(rng.u16(1..9))),
        _ => Value::YesNo(true),
    })
}

/// A day of which the year is known, or the year and the month, or nothing.
pub fn vague_day(rng: &mut Rng, year: i16) -> Day {
    let year = (rng.u8(..3) > 0).then_some(year);
    let month = year.and_then(|_| rng.bool().then(|| rng.i8(1..13)));
    Day::Partly { written: "頃".into(), year, month }
}
