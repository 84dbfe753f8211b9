//! Small random catalogues that use every kind of condition, and random answers to them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a broken generator must stop the test"
)]

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

fn table<T>(prefix: &str, rows: Vec<T>) -> Table<T> {
    let mut names = Declared::default();
    for index in 0..rows.len() {
        names.declare(&format!("{prefix}{index}")).expect("new name");
    }
    names.complete(rows).expect("one row a name")
}

fn ids<T>(prefix: &str, count: usize) -> Vec<Id<T>> {
    let mut names = Declared::default();
    (0..count).map(|index| names.declare(&format!("{prefix}{index}")).expect("new name")).collect()
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
    Number,
    Date,
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
        let shape = match (owner, rng.u8(..12)) {
            (None, 0) if !lists.is_empty() => Shape::Asked(rng.usize(..lists.len())),
            (None, 1 | 2) if !lists.is_empty() => Shape::Derived(rng.usize(..lists.len())),
            (_, 3..=5) => Shape::Choice,
            (_, 6) => Shape::Number,
            (_, 7 | 8) => Shape::Date,
            _ => Shape::YesNo,
        };
        owners.push(owner.map(|list| lists[list]));
        shapes.push(shape);
    }
    let rule_count = rng.usize(..3);
    let rules: Vec<Id<Rule>> = ids("rule", rule_count);
    let rule_of: Vec<Option<Id<List>>> =
        (0..rule_count).map(|_| if rng.bool() { None } else { lists.first().copied() }).collect();
    let settings = ids("setting", 1);
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
                called: Vec::new(),
                items,
                at_least: 0,
            })
            .collect::<Vec<_>>();
        let counters =
            table("counter", vec![Counter { label: Text::new("窓口"), place: Text::new(""), map: None }]);
        let counter = counters.ids().next().expect("one counter");
        let things = table("thing", vec![Thing { label: Text::new("もの") }]);
        let thing = things.ids().next().expect("one thing");
        let sheet_ids: Vec<Id<Sheet>> = ids("sheet", self.size.sheets);
        let sheets = (0..self.size.sheets).map(|_| self.sheet()).collect();
        let procedures =
            (0..self.size.procedures).map(|_| self.procedure(counter, thing, &sheet_ids)).collect::<Vec<_>>();
        let event = self.event(&lists);
        Catalog {
            office: Office {
                counters,
                things,
                settings: table(
                    "setting",
                    vec![Setting {
                        label: Text::new("設定"),
                        value: SettingValue::Number(self.rng.i64(0..4)),
                    }],
                ),
                ..Office::default()
            },
            lists: table("list", lists),
            items: table("item", items),
            visit,
            rules: table("rule", rules),
            procedures: table("procedure", procedures),
            sheets: table("sheet", sheets),
            events: table("event", vec![event]),
            fingerprint: String::new(),
        }
    }

    fn kind(&mut self, index: usize) -> Kind {
        match self.shapes[index] {
            Shape::YesNo => Kind::YesNo,
            Shape::Choice => Kind::Choice(table(
                "option",
                (0..3).map(|n| Choice { label: Text::new(format!("選択肢{n}")), help: None }).collect(),
            )),
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

    /// A condition on an item of the member alone: whom a role may point at depends on no role.
    fn own_condition(&mut self, list: Id<List>) -> Condition {
        let own: Vec<usize> = (0..self.items.len())
            .filter(|index| self.owners[*index] == Some(list) && self.shapes[*index] == Shape::YesNo)
            .collect();
        match own.first() {
            Some(index) => {
                let path = Path::Item(Subject::Member, self.items[*index], Part::Whole);
                Condition::Test(path, Test::Is(self.rng.bool()))
            }
            None => Condition::All(Vec::new()),
        }
    }

    /// A random condition; `scope` is the list whose member is looked at.
    fn condition(&mut self, scope: Option<Id<List>>, depth: usize) -> Condition {
        let parts = |maker: &mut Self| {
            (0..maker.rng.usize(..4)).map(|_| maker.condition(scope, depth - 1)).collect::<Vec<_>>()
        };
        match if depth == 0 { 9 } else { self.rng.u8(..12) } {
            0 | 1 => Condition::All(parts(self)),
            2 | 3 => Condition::Any(parts(self)),
            4 => Condition::Not(Box::new(self.condition(scope, depth - 1))),
            5 if self.rules_until > 0 => {
                let rule = self.rng.usize(..self.rules_until);
                match self.rule_of[rule] {
                    Some(of) if Some(of) != scope => self.leaf(scope),
                    _ => Condition::Rule(self.rules[rule]),
                }
            }
            6 | 7 if !self.lists.is_empty() && (self.size.wild || scope.is_none()) => {
                let list = self.lists[self.rng.usize(..self.lists.len())];
                let part = Box::new(self.condition(Some(list), depth - 1));
                match self.rng.u8(..3) {
                    0 => Condition::SomeoneIn(list, part),
                    1 => Condition::EveryoneIn(list, part),
                    _ => Condition::CountIn(list, part, self.bounds(4)),
                }
            }
            _ => self.leaf(scope),
        }
    }

    fn bounds(&mut self, up_to: i64) -> Bounds {
        let end = |rng: &mut Rng| match rng.u8(..4) {
            0 => None,
            1 => Some(Operand::Setting(self.settings[0], rng.i64(-1..2))),
            _ => Some(Operand::Number(rng.i64(0..=up_to))),
        };
        Bounds { least: end(self.rng), most: end(self.rng) }
    }

    fn leaf(&mut self, scope: Option<Id<List>>) -> Condition {
        for _ in 0..8 {
            let index = self.rng.usize(..self.items.len());
            // A derived role must not look at itself or at later ones.
            if matches!(self.shapes[index], Shape::Derived(_)) && index >= self.roles_until {
                continue;
            }
            let Some(subject) = self.subject(scope, index) else { continue };
            let path = |part| Path::Item(subject, self.items[index], part);
            let known = self.rng.u8(..8) == 0;
            if known {
                return Condition::Test(path(Part::Whole), Test::Known(self.rng.bool()));
            }
            return match self.shapes[index] {
                Shape::YesNo => Condition::Test(path(Part::Whole), Test::Is(self.rng.bool())),
                Shape::Choice => {
                    let options: Vec<Id<Choice>> = ids("option", 3);
                    let test = match self.rng.bool() {
                        true => Test::IsOption(options[self.rng.usize(..3)]),
                        false => Test::IsOneOf(options.into_iter().filter(|_| self.rng.bool()).collect()),
                    };
                    Condition::Test(path(Part::Whole), test)
                }
                Shape::Number => Condition::Test(path(Part::Whole), Test::Within(self.bounds(9))),
                Shape::Date => match self.rng.u8(..3) {
                    0 => Condition::Test(path(Part::Whole), Test::OnOrAfter(self.day())),
                    1 => Condition::Test(path(Part::Whole), Test::OnOrBefore(self.day())),
                    _ => {
                        let least = Some(Operand::Number(self.rng.i64(0..90)));
                        Condition::Test(path(Part::AgeReached), Test::Within(Bounds { least, most: None }))
                    }
                },
                Shape::Asked(list) | Shape::Derived(list) if scope == Some(self.lists[list]) => {
                    Condition::Test(Path::Member, Test::IsRole(self.items[index]))
                }
                Shape::Asked(_) | Shape::Derived(_) => continue,
            };
        }
        Condition::All(Vec::new())
    }

    fn subject(&mut self, scope: Option<Id<List>>, index: usize) -> Option<Subject> {
        let Some(list) = self.owners[index] else { return Some(Subject::Visit) };
        let roles: Vec<usize> = (0..self.items.len())
            .filter(|role| match self.shapes[*role] {
                Shape::Asked(of) => self.lists[of] == list,
                Shape::Derived(of) => self.lists[of] == list && *role < self.roles_until,
                Shape::YesNo | Shape::Choice | Shape::Number | Shape::Date => false,
            })
            .collect();
        match scope == Some(list) && (roles.is_empty() || self.rng.u8(..4) > 0) {
            true => Some(Subject::Member),
            false if roles.is_empty() => None,
            false => Some(Subject::Role(self.items[roles[self.rng.usize(..roles.len())]])),
        }
    }

    fn day(&mut self) -> Date {
        date(self.rng.i16(1930..2027), self.rng.i8(1..13), self.rng.i8(1..29))
    }

    fn optional_condition(&mut self, scope: Option<Id<List>>) -> Option<Condition> {
        (self.rng.u8(..3) == 0).then(|| self.condition(scope, 1))
    }

    fn procedure(&mut self, counter: Id<Counter>, thing: Id<Thing>, sheets: &[Id<Sheet>]) -> Procedure {
        let for_each = (!self.lists.is_empty() && self.rng.bool()).then(|| self.lists[0]);
        let mut levels: Vec<(Option<Condition>, Level)> = Vec::new();
        for _ in 0..self.rng.usize(..3) {
            levels.push((Some(self.condition(for_each, 2)), Level::ALL[self.rng.usize(..6)]));
        }
        levels.push((None, Level::ALL[self.rng.usize(..6)]));
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
            levels,
            due: due.into_iter().filter(|_| self.rng.bool()).collect(),
            law: String::new(),
            agents: Vec::new(),
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

    /// Sheets `for_each`, and rows, are of the first list only: that of the procedures `for_each`.
    fn sheet(&mut self) -> Sheet {
        let for_each = (!self.lists.is_empty() && self.rng.u8(..3) == 0).then(|| self.lists[0]);
        let mut blocks = vec![Block::Free(Area { x: 20.0, y: 20.0, w: 50.0, h: 10.0 }, self.cell(for_each))];
        if let Some(list) = self.lists.first().copied().filter(|_| for_each.is_none() && self.rng.bool()) {
            let who = match self.rng.u8(..3) {
                0 => Who::Everybody,
                1 => Who::Concerned,
                _ => Who::Where(self.condition(Some(list), 1)),
            };
            let place = Place { column: 0, row: 0, columns: 1, rows: 1 };
            blocks.push(Block::Grid(Grid {
                x: 20.0,
                y: 40.0,
                columns: vec![50.0],
                rows: vec![10.0],
                cells: vec![(place, self.cell(Some(list)))],
                rows_of: Some(RowsOf { list, who, room: 2 }),
            }));
        }
        let title = "様式".to_owned();
        Sheet { title, number: String::new(), paper: Paper::A4, for_each, continued_on: None, blocks }
    }

    fn cell(&mut self, scope: Option<Id<List>>) -> Cell {
        let content = match self.rng.u8(..4) {
            0 => Content::Tick(self.condition(scope, 1), "はい".to_owned()),
            1 => Content::Label("見出し".to_owned()),
            _ => match self.leaf(scope) {
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
            by_agent: None,
        }
    }
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
        Kind::Number { .. } => Value::Number(rng.i64(0..10)),
        Kind::Date(_) => {
            let year = rng.i16(1930..2027);
            Value::Date(Arc::new(match rng.u8(..4) {
                0 => Day::Partly { written: "頃".into(), year: rng.bool().then_some(year), month: None },
                _ => Day::Exact(date(year, rng.i8(1..13), rng.i8(1..29))),
            }))
        }
        Kind::Member(_) => Value::Member(Member(rng.u16(1..9))),
        _ => Value::YesNo(true),
    })
}
