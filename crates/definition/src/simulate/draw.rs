//! One household after the other, drawn as its questions come: the same number gives the same household.

use std::sync::Arc;

use fastrand::Rng;
use jiff::{Span, ToSpan};
use kakanai_domain::date::Day;
use kakanai_domain::event::Event;
use kakanai_domain::item::{CardField, Item, Kind, List};
use kakanai_domain::person::Name;
use kakanai_domain::sheet::Block;
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{Answer, Catalog, Date, Id, Interview, Member, Replay, Slot, Value};

use crate::proof::{Cells, Tests};
use crate::simulate::mix::{Answering, Group, Household, Mix, Pick};

/// Of so many who could say わからない, one does, where a mix says nothing else.
const UNKNOWN: usize = 20;
/// One of so many corner cases has more members than a sheet has rows for.
const CROWDED: usize = 16;

/// Where the households of a simulation come from.
pub struct Draw<'a> {
    catalog: &'a Catalog,
    event: Id<Event>,
    today: Date,
    seed: u64,
    /// One answer of each cell, by item.
    cells: Vec<Vec<Answer>>,
    from: From<'a>,
}

enum From<'a> {
    Cells,
    Mix(Option<&'a Mix>),
}

/// Who is drawn: a kind of household, and the group of each member of each list.
struct Drawn<'a> {
    kind: Option<&'a Household>,
    groups: Vec<Vec<&'a Group>>,
}

impl<'a> Draw<'a> {
    /// Uniformly over what the conditions of the office tell apart: corners are met as often as everyday life.
    pub fn from_cells(catalog: &'a Catalog, event: Id<Event>, today: Date, seed: u64) -> Self {
        let tests = Tests::of_everything(catalog);
        let cells = Cells::new(catalog, today, &tests);
        let cells = catalog.items.ids().map(|item| cells.of(item, &tests)).collect();
        Self { catalog, event, today, seed, cells, from: From::Cells }
    }

    /// As a mix says, which is of the event; where it says nothing, or there is none, by the types of the items.
    pub fn from_mix(
        catalog: &'a Catalog,
        event: Id<Event>,
        today: Date,
        seed: u64,
        mix: Option<&'a Mix>,
    ) -> Self {
        Self { from: From::Mix(mix), ..Self::from_cells(catalog, event, today, seed) }
    }

    /// The definitions.
    pub fn catalog(&self) -> &'a Catalog {
        self.catalog
    }
    /// Why everybody came.
    pub fn event(&self) -> Id<Event> {
        self.event
    }
    /// The day of all visits.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The interview of the household with this number, which answers everything it is asked.
    pub fn interview<'r>(&'r self, replay: &'r mut Replay, number: u64) -> &'r Interview {
        // Neighbours must not be alike.
        let mut random = Rng::with_seed((self.seed << 40) ^ number);
        random = Rng::with_seed(random.u64(..));
        let mut drawn = Drawn { kind: None, groups: vec![Vec::new(); self.catalog.lists.len()] };
        if let From::Mix(Some(mix)) = self.from {
            drawn.kind = weighted(&mut random, &mix.households);
        }
        replay.interview(self.catalog, self.event, self.today, |view, slot| match slot {
            Slot::Roster(list) => self.roster(&mut random, &mut drawn, list),
            Slot::Visit(item) | Slot::Of(_, item) => self.answer(&mut random, &drawn, view, slot, item),
        })
    }

    fn roster(&self, random: &mut Rng, drawn: &mut Drawn<'a>, list: Id<List>) -> Answer {
        let least = self.catalog.lists[list].at_least;
        let size = match self.from {
            // Now and then somebody more than any sheet has rows for.
            From::Cells if random.usize(..CROWDED) == 0 => self.crowd(list).max(least),
            From::Cells => random.u16(least..=least.saturating_add(3)),
            From::Mix(mix) => {
                let own = drawn.kind.and_then(|kind| kind.lists.get(&list));
                match own.or_else(|| mix?.everybody.lists.get(&list)) {
                    Some(groups) => {
                        let mut members = Vec::new();
                        for group in groups {
                            let count = weighted(random, &group.members);
                            members
                                .extend(std::iter::repeat_n(group, usize::from(count.copied().unwrap_or(0))));
                        }
                        let size = u16::try_from(members.len()).unwrap_or(u16::MAX).max(least);
                        if let Some(of_list) = drawn.groups.get_mut(list.index()) {
                            *of_list = members;
                        }
                        size
                    }
                    // Every second has one more than the least.
                    None => least + u16::from(random.bool()),
                }
            }
        };
        Answer::Members((1..=size).map(Member).collect())
    }

    /// One member more than the roomiest sheet has rows for.
    fn crowd(&self, list: Id<List>) -> u16 {
        let blocks = self.catalog.sheets.iter().flat_map(|(_, sheet)| &sheet.blocks);
        let rooms = blocks.filter_map(|block| match block {
            Block::Grid(grid) => grid.rows_of.as_ref().filter(|rows| rows.list == list).map(|rows| rows.room),
            Block::Free(..) => None,
        });
        rooms.max().map_or(0, |room| room.saturating_add(1))
    }

    fn answer(
        &self,
        random: &mut Rng,
        drawn: &Drawn<'a>,
        view: View<'_>,
        slot: Slot,
        item: Id<Item>,
    ) -> Answer {
        if self.catalog.items[item].role().is_some() {
            return self.role(random, view, item);
        }
        let From::Mix(mix) = self.from else {
            let cells = self.cells.get(item.index()).map_or(&[][..], Vec::as_slice);
            return random.choice(cells).cloned().unwrap_or(Answer::Unknown);
        };
        let group = slot.member().and_then(|member| {
            let list = self.catalog.items[item].of?;
            drawn.groups.get(list.index())?.get(usize::from(member.0).checked_sub(1)?).copied()
        });
        let sayings = [group.map(|group| &group.answers), drawn.kind.map(|kind| &kind.answers)];
        let sayings = sayings.into_iter().chain([mix.map(|mix| &mix.everybody.answers)]).flatten();
        for answers in sayings {
            if let Some(answer) = self.said(random, answers, view, slot, item) {
                return answer;
            }
        }
        self.by_type(random, item)
    }

    fn said(
        &self,
        random: &mut Rng,
        all: &Answering,
        view: View<'_>,
        slot: Slot,
        item: Id<Item>,
    ) -> Option<Answer> {
        let holds = |when| view.truth(when, slot.member(), &mut Open::default()) == Truth::True;
        let case = all.get(&item)?.iter().find(|case| case.when.as_ref().is_none_or(holds))?;
        Some(match &case.pick {
            Pick::Weighted(answers) => weighted(random, answers)?.clone(),
            Pick::DaysAgo(least, most) => self.day(random.i32(*least..=*most.max(least))),
            Pick::YearsAgo(least, most) => {
                let ago = |years: i16| self.today.saturating_sub(Span::new().years(years));
                let last = ago(*least);
                let span = ago(most.saturating_add(1)).until(last).map_or(1, |span| span.get_days());
                let before = self.today.since(last).map_or(0, |span| span.get_days());
                self.day(before + random.i32(0..span.max(1)))
            }
            Pick::Between(least, most) => {
                let number = random.i64(*least..=*most.max(least));
                let money = matches!(self.catalog.items[item].kind, Kind::Money);
                Answer::Value(if money { Value::Money(number) } else { Value::Number(number) })
            }
        })
    }

    /// Any of those who are offered.
    fn role(&self, random: &mut Rng, view: View<'_>, item: Id<Item>) -> Answer {
        let unknown = self.catalog.items[item].unknown.is_some();
        let offered = view.offered(item);
        if unknown && random.usize(..UNKNOWN) == 0 {
            return Answer::Unknown;
        }
        random.choice(&offered).map_or(Answer::Unknown, |member| Answer::Value(Value::Member(*member)))
    }

    /// An answer that fits the type: what anybody could say.
    fn by_type(&self, random: &mut Rng, id: Id<Item>) -> Answer {
        let item = &self.catalog.items[id];
        if item.unknown.is_some() && random.usize(..UNKNOWN) == 0 {
            return Answer::Unknown;
        }
        Answer::Value(match &item.kind {
            Kind::YesNo => Value::YesNo(random.bool()),
            Kind::Choice(options) => match random.choice(options.ids()) {
                Some(option) => Value::Choice(option),
                None => return Answer::Unknown,
            },
            Kind::Choices(options) => Value::Choices(options.ids().filter(|_| random.bool()).collect()),
            Kind::Number { least, most } => Value::Number(random.i64(*least..=(*most).min(least + 4))),
            Kind::Money => Value::Money(random.i64(0..=100) * 10_000),
            Kind::Date(limits) => {
                let days = match item.card {
                    Some(CardField::BirthDate) => 0..=90 * 365,
                    Some(CardField::Name | CardField::Address | CardField::Sex) | None if limits.past => {
                        0..=30
                    }
                    Some(CardField::Name | CardField::Address | CardField::Sex) | None => -30..=30,
                };
                return self.day(random.i32(days));
            }
            Kind::Name => Value::Name(Arc::new(sample_name())),
            // Places that conditions speak of, and another.
            Kind::Address => {
                let cells = self.cells.get(id.index()).map_or(&[][..], Vec::as_slice);
                return random.choice(cells).cloned().unwrap_or(Answer::Unknown);
            }
            Kind::Phone => Value::Phone("000-0000-0000".into()),
            Kind::Text { .. } => Value::Text("見本".into()),
            Kind::PostalCode => Value::PostalCode("0000000".into()),
            Kind::Member(_) => return Answer::Unknown,
        })
    }

    fn day(&self, ago: i32) -> Answer {
        Answer::Value(Value::Date(Arc::new(Day::Exact(self.today.saturating_sub(ago.days())))))
    }
}

fn sample_name() -> Name {
    let [family, given, family_kana, given_kana] = ["見本", "一", "ミホン", "ハジメ"].map(str::to_owned);
    Name { family, given, family_kana, given_kana, latin: String::new() }
}

/// One of these, by weight.
fn weighted<'t, T>(random: &mut Rng, all: &'t [(u32, T)]) -> Option<&'t T> {
    let total: u64 = all.iter().map(|(weight, _)| u64::from(*weight)).sum();
    let mut at = random.u64(..total.max(1));
    for (weight, one) in all {
        match at.checked_sub(u64::from(*weight)) {
            Some(rest) => at = rest,
            None => return Some(one),
        }
    }
    None
}
