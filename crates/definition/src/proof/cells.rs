//! The finitely many cells into which the answers to an item fall: what no condition looked at tells apart is one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use kakanai_domain::condition::{Bounds, Operand, Part, Path, Subject, Test, TextOperand};
use kakanai_domain::date::Day;
use kakanai_domain::item::{Choice, Item, Kind};
use kakanai_domain::person::{Address, Name};
use kakanai_domain::truth::{Open, Truth, View};
use kakanai_domain::{Answer, Catalog, Facts, Id, Member, Slot, Value, condition::Condition};

use crate::proof::walk::Tests;

/// A text that no condition looks for, in a household that is made up.
pub const OTHER_TEXT: &str = "ほか";
/// How far back a day can lie, years: longer than anybody has lived.
const YEARS_BACK: i32 = 125;
/// How far ahead, years.
const YEARS_AHEAD: i32 = 3;
/// Of several options that can be chosen together, so many are taken together in every way.
const TOGETHER: usize = 6;

/// One answer of each cell, for every item that some condition of the office tests.
pub(crate) struct Cells<'a> {
    catalog: &'a Catalog,
    today: Date,
    by_item: BTreeMap<Id<Item>, Vec<Answer>>,
}

impl<'a> Cells<'a> {
    /// The cells of everything that is tested.
    pub fn new(catalog: &'a Catalog, today: Date, all: &Tests<'_>) -> Self {
        let mut cells = Self { catalog, today, by_item: BTreeMap::new() };
        for (item, tests) in &all.by_item {
            let found = cells.candidates(*item, tests);
            cells.by_item.insert(*item, found);
        }
        cells
    }

    /// One answer of each cell that these tests tell apart.
    pub fn of(&self, item: Id<Item>, tests: &Tests<'_>) -> Vec<Answer> {
        let empty = Vec::new();
        let tests = tests.by_item.get(&item).unwrap_or(&empty);
        let mut seen = BTreeSet::new();
        let known = self.by_item.get(&item).cloned().unwrap_or_else(|| self.candidates(item, tests));
        known.into_iter().filter(|answer| seen.insert(self.signature(item, answer, tests))).collect()
    }

    /// What the tests say of an answer.
    pub fn signature(&self, item: Id<Item>, answer: &Answer, tests: &[(Part, &Test)]) -> Vec<u8> {
        let mut facts = Facts::none(self.catalog);
        let (slot, subject, who) = match self.catalog.items[item].of {
            None => (Slot::Visit(item), Subject::Visit, None),
            Some(list) => {
                facts.learn(self.catalog, Slot::Roster(list), &Answer::Members([Member(1)].into()));
                (Slot::Of(Member(1), item), Subject::Member, Some(Member(1)))
            }
        };
        facts.learn(self.catalog, slot, answer);
        let view = View { catalog: self.catalog, facts: &facts, today: self.today };
        let truth = |(part, test): &(Part, &Test)| {
            let condition = Condition::Test(Path::Item(subject, item, *part), (*test).clone());
            match view.truth(&condition, who, &mut Open::default()) {
                Truth::True => 1,
                Truth::False => 0,
                Truth::Open => 2,
            }
        };
        // わからない is always told apart: it closes nothing.
        let unknown = u8::from(*answer == Answer::Unknown);
        tests.iter().map(truth).chain([unknown]).collect()
    }

    fn candidates(&self, item: Id<Item>, tests: &[(Part, &Test)]) -> Vec<Answer> {
        let it = &self.catalog.items[item];
        let values: Vec<Value> = match &it.kind {
            Kind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
            Kind::Choice(options) => options.ids().map(Value::Choice).collect(),
            Kind::Choices(options) => subsets(options.ids(), tests),
            Kind::Number { least, most } => numbers(self, tests, *least, *most).map(Value::Number).collect(),
            Kind::Money => numbers(self, tests, 0, i64::MAX / 2).map(Value::Money).collect(),
            Kind::Date(limits) => self.days(item, tests, limits.past),
            Kind::Text { .. } => {
                self.texts(tests, Part::Whole).map(|text| Value::Text(text.into())).collect()
            }
            Kind::Phone => self.texts(tests, Part::Whole).map(|text| Value::Phone(text.into())).collect(),
            Kind::PostalCode => {
                self.texts(tests, Part::Whole).map(|text| Value::PostalCode(text.into())).collect()
            }
            Kind::Name => self.names(tests),
            Kind::Address => self.addresses(tests),
            // Whom a role points at is not a property of an answer.
            Kind::Member(_) => Vec::new(),
        };
        let unknown = it.unknown.as_ref().map(|_| Answer::Unknown);
        values.into_iter().map(Answer::Value).chain(unknown).collect()
    }

    /// The first and the last day of every stretch that the tests do not tell apart.
    fn days(&self, item: Id<Item>, tests: &[(Part, &Test)], past: bool) -> Vec<Value> {
        let steady = steady(tests);
        let steady: Vec<(Part, &Test)> = steady.iter().map(|(part, test)| (*part, test)).collect();
        let ahead = if past { 0 } else { YEARS_AHEAD };
        let first = self.today.checked_sub(YEARS_BACK.years()).unwrap_or(Date::MIN);
        let last = self.today.checked_add(ahead.years()).unwrap_or(Date::MAX);
        let mut days = BTreeSet::from([first, last, self.today]);
        let answer = |day: Date| Answer::Value(Value::Date(Arc::new(Day::Exact(day))));
        // What does not grow with the day (months, words of eras) is looked at day by day over the last years.
        if steady.len() < tests.len() {
            days.extend(last.series(-1_i32.days()).take(366 * 5));
        }
        let mut stretches = vec![(first, last)];
        while let Some((from, to)) = stretches.pop() {
            if self.signature(item, &answer(from), &steady) == self.signature(item, &answer(to), &steady) {
                continue;
            }
            let half = from.until(to).map(|span| span.get_days() / 2).unwrap_or(0);
            let Ok(middle) = from.checked_add(half.days()) else { continue };
            if half == 0 {
                days.extend([from, to]);
            } else {
                stretches.extend([(from, middle), (middle, to)]);
            }
        }
        // Latest first, but days to come after all others: most of what is asked for has happened.
        let (ahead, past): (Vec<_>, Vec<_>) = days.into_iter().rev().partition(|day| *day > self.today);
        past.into_iter().chain(ahead).map(|day| Value::Date(Arc::new(Day::Exact(day)))).collect()
    }

    fn texts(&self, tests: &[(Part, &Test)], part: Part) -> impl Iterator<Item = String> + use<> {
        let mut texts: BTreeSet<String> = tests
            .iter()
            .filter(|(of, _)| *of == part)
            .filter_map(|(_, test)| match test {
                Test::IsText(TextOperand::Text(text)) => Some(text.clone()),
                Test::IsText(TextOperand::Setting(id)) => match &self.catalog.office.settings[*id].value {
                    kakanai_domain::office::SettingValue::Text(text) => Some(text.clone()),
                    kakanai_domain::office::SettingValue::Number(_)
                    | kakanai_domain::office::SettingValue::YesNo(_) => None,
                },
                Test::Is(_)
                | Test::IsOption(_)
                | Test::IsOneOf(_)
                | Test::Includes(_)
                | Test::IsRole(_)
                | Test::Within(_)
                | Test::OnOrAfter(_)
                | Test::OnOrBefore(_)
                | Test::Known(_) => None,
            })
            .collect();
        texts.insert(OTHER_TEXT.to_owned());
        texts.into_iter()
    }

    fn names(&self, tests: &[(Part, &Test)]) -> Vec<Value> {
        let families = self.texts(tests, Part::Family);
        let name = |family| Value::Name(Arc::new(Name { family, given: "一".into(), ..Name::default() }));
        families.map(name).collect()
    }

    fn addresses(&self, tests: &[(Part, &Test)]) -> Vec<Value> {
        let parts = [Part::Prefecture, Part::City, Part::Town].map(|part| self.texts(tests, part));
        let [prefectures, cities, towns] = parts.map(Iterator::collect::<Vec<_>>);
        let mut values = Vec::new();
        for prefecture in &prefectures {
            for city in &cities {
                for town in &towns {
                    let [prefecture, city, town] = [prefecture, city, town].map(|text| text.clone());
                    values.push(Value::Address(Arc::new(Address {
                        prefecture,
                        city,
                        town,
                        ..Address::default()
                    })));
                }
            }
        }
        values
    }
}

/// The bounds a test sets to a number; none for other tests.
fn bounds(test: &Test) -> Bounds {
    match test {
        Test::Within(bounds) => *bounds,
        Test::Is(_)
        | Test::IsOption(_)
        | Test::IsOneOf(_)
        | Test::Includes(_)
        | Test::IsRole(_)
        | Test::IsText(_)
        | Test::OnOrAfter(_)
        | Test::OnOrBefore(_)
        | Test::Known(_) => Bounds::default(),
    }
}

/// Tests that can only turn once while the day grows: both ends of bounds apart.
fn steady(tests: &[(Part, &Test)]) -> Vec<(Part, Test)> {
    let mut steady = Vec::new();
    for (part, test) in tests.iter().filter(|(part, _)| !matches!(part, Part::Month | Part::Day)) {
        let Bounds { least, most } = bounds(test);
        let ends = [least.map(|_| Bounds { least, most: None }), most.map(|_| Bounds { least: None, most })];
        steady.extend(ends.into_iter().flatten().map(|end| (*part, Test::Within(end))));
        if matches!(test, Test::OnOrAfter(_) | Test::OnOrBefore(_)) {
            steady.push((*part, (*test).clone()));
        }
    }
    steady
}

fn numbers(
    cells: &Cells<'_>,
    tests: &[(Part, &Test)],
    least: i64,
    most: i64,
) -> impl Iterator<Item = i64> + use<> {
    let facts = Facts::none(cells.catalog);
    let view = View { catalog: cells.catalog, facts: &facts, today: cells.today };
    let mut numbers = BTreeSet::from([least, most]);
    let ends = |test: &Test| {
        let Bounds { least, most } = bounds(test);
        [least, most]
    };
    for operand in tests.iter().flat_map(|(_, test)| ends(test)).flatten() {
        let number = match operand {
            Operand::Number(number) => number,
            Operand::Setting(..) => view.number(operand),
        };
        numbers.extend([number.saturating_sub(1), number, number.saturating_add(1)]);
    }
    numbers.into_iter().filter(move |number| (least..=most).contains(number))
}

fn subsets(options: impl Iterator<Item = Id<Choice>>, tests: &[(Part, &Test)]) -> Vec<Value> {
    let told_apart = |option: &Id<Choice>| {
        tests.iter().any(|(_, test)| matches!(test, Test::Includes(included) if included == option))
    };
    let options: Vec<_> = options.filter(told_apart).take(TOGETHER).collect();
    let sets = (0..1_u32 << options.len()).map(|set| {
        let chosen = options.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1);
        Value::Choices(chosen.map(|(_, option)| *option).collect())
    });
    sets.collect()
}
