//! Conditions in two values, over a world in which everything is known: the plainest reading of the format.
#![allow(clippy::wildcard_enum_match_arm, reason = "short enough to trust is the point")]

use std::collections::BTreeMap;

use kakanai_domain::age::{age, age_reached, school_grade, year_age};
use kakanai_domain::condition::{Bounds, Condition, Operand, Part, Path, Subject, Test, TextOperand};
use kakanai_domain::era::Era;
use kakanai_domain::item::{Choice, Item, List, Role};
use kakanai_domain::office::SettingValue;
use kakanai_domain::{Catalog, Date, Id, Member, Slot, Value};

/// What is so, and whether the resident knows it.
#[derive(Clone)]
pub struct Said {
    pub value: Value,
    pub known: bool,
}

/// A world in which every slot has a value. Days are exact.
#[derive(Clone)]
pub struct World<'a> {
    pub catalog: &'a Catalog,
    pub today: Date,
    pub rosters: Vec<Vec<Member>>,
    pub said: BTreeMap<Slot, Said>,
    /// Roles whose answer stands, whoever is offered.
    pub pointed: BTreeMap<Id<Item>, Member>,
}

enum Fact {
    YesNo(bool),
    Chosen(Vec<Id<Choice>>),
    Number(i64),
    Day(Date),
    Text(String),
    Member,
}

impl World<'_> {
    pub fn members(&self, list: Id<List>) -> &[Member] {
        self.rosters.get(list.index()).map_or(&[], Vec::as_slice)
    }

    pub fn holds(&self, condition: &Condition, who: Option<Member>) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part, who)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part, who)),
            Condition::Not(part) => !self.holds(part, who),
            Condition::Rule(rule) => self.holds(&self.catalog.rules[*rule].when, who),
            Condition::SomeoneIn(list, part) => self.such(*list, part) > 0,
            Condition::EveryoneIn(list, part) => self.such(*list, part) == self.members(*list).len(),
            Condition::CountIn(list, part, bounds) => self.within(*bounds, self.such(*list, part) as i64),
            Condition::Test(_, Test::IsRole(role)) => who.is_some() && self.points_at(*role) == who,
            Condition::Test(path, Test::Known(known)) => {
                self.fact(*path, who).is_some_and(|(_, is_known)| is_known) == *known
            }
            Condition::Test(path, test) => {
                self.fact(*path, who).is_some_and(|(fact, _)| self.passes(&fact, *path, test))
            }
        }
    }

    fn such(&self, list: Id<List>, part: &Condition) -> usize {
        self.members(list).iter().filter(|member| self.holds(part, Some(**member))).count()
    }

    /// Whom an asked role can point at.
    pub fn offered(&self, list: Id<List>, among: Option<&Condition>) -> Vec<Member> {
        let offered = |member: &Member| among.is_none_or(|among| self.holds(among, Some(*member)));
        self.members(list).iter().copied().filter(offered).collect()
    }

    fn points_at(&self, role: Id<Item>) -> Option<Member> {
        match self.catalog.items[role].role()? {
            Role::Derived { list, first } => {
                self.members(*list).iter().copied().find(|member| self.holds(first, Some(*member)))
            }
            Role::Asked { list, among } => self.pointed.get(&role).copied().or_else(|| {
                let offered = self.offered(*list, among.as_ref());
                let Value::Member(picked) = self.said.get(&Slot::Visit(role))?.value else { return None };
                offered.get(usize::from(picked.0) % offered.len().max(1)).copied()
            }),
        }
    }

    /// What is found at a path, and whether it is known; nothing where a role points at nobody.
    fn fact(&self, path: Path, who: Option<Member>) -> Option<(Fact, bool)> {
        let (item, slot) = match path {
            Path::Today(_) => return Some((Fact::Day(self.today), true)),
            Path::Count(list) => return Some((Fact::Number(self.members(list).len() as i64), true)),
            Path::Member => return who.map(|_| (Fact::Member, true)),
            Path::Setting(id) => {
                let fact = match &self.catalog.office.settings[id].value {
                    SettingValue::YesNo(yes) => Fact::YesNo(*yes),
                    SettingValue::Number(number) => Fact::Number(*number),
                    SettingValue::Text(text) => Fact::Text(text.clone()),
                };
                return Some((fact, true));
            }
            Path::Item(Subject::Visit, item, _) => (item, Slot::Visit(item)),
            Path::Item(Subject::Member, item, _) => (item, Slot::Of(who?, item)),
            Path::Item(Subject::Role(role), item, _) => (item, Slot::Of(self.points_at(role)?, item)),
        };
        let said = self.said.get(&slot);
        if self.catalog.items[item].role().is_some() {
            return self.points_at(item).map(|_| (Fact::Member, said.is_none_or(|said| said.known)));
        }
        let said = said?;
        let fact = match &said.value {
            Value::YesNo(yes) => Fact::YesNo(*yes),
            Value::Choice(option) => Fact::Chosen(vec![*option]),
            Value::Choices(options) => Fact::Chosen(options.to_vec()),
            Value::Number(number) => Fact::Number(*number),
            Value::Date(day) => Fact::Day(day.exact()?),
            Value::Text(text) => Fact::Text(text.to_string()),
            _ => return None,
        };
        Some((fact, said.known))
    }

    fn passes(&self, fact: &Fact, path: Path, test: &Test) -> bool {
        let part = match path {
            Path::Item(_, _, part) | Path::Today(part) => part,
            Path::Member | Path::Count(_) | Path::Setting(_) => Part::Whole,
        };
        match (fact, test) {
            (Fact::YesNo(said), Test::Is(yes)) => said == yes,
            (Fact::Chosen(said), Test::IsOption(option) | Test::Includes(option)) => said.contains(option),
            (Fact::Chosen(said), Test::IsOneOf(options)) => said.iter().any(|one| options.contains(one)),
            (Fact::Number(number), Test::Within(bounds)) => self.within(*bounds, *number),
            (Fact::Day(day), Test::Within(bounds)) => self.within(*bounds, self.number(*day, part)),
            (Fact::Day(day), Test::OnOrAfter(bound)) => day >= bound,
            (Fact::Day(day), Test::OnOrBefore(bound)) => day <= bound,
            (Fact::Day(day), Test::IsText(text)) => day_text(*day, part) == self.text(text),
            (Fact::Text(said), Test::IsText(text)) => *said == self.text(text),
            _ => unreachable!("the generator makes no such test"),
        }
    }

    /// Not born yet is younger than every age.
    fn number(&self, day: Date, part: Part) -> i64 {
        match part {
            Part::Age => age(day, self.today).unwrap_or(-1),
            Part::AgeReached => age_reached(day, self.today).unwrap_or(-1),
            Part::YearAge => year_age(day, self.today).unwrap_or(-1),
            Part::SchoolGrade => school_grade(day, self.today).unwrap_or(0),
            Part::DaysAgo => i64::from((self.today - day).get_days()),
            Part::Year => i64::from(day.year()),
            Part::Month => i64::from(day.month()),
            Part::Day => i64::from(day.day()),
            _ => unreachable!("not a number"),
        }
    }

    fn within(&self, bounds: Bounds, number: i64) -> bool {
        let value = |operand| match operand {
            Operand::Number(number) => number,
            Operand::Setting(id, offset) => match self.catalog.office.settings[id].value {
                SettingValue::Number(number) => number + offset,
                _ => unreachable!("not a number"),
            },
        };
        bounds.least.is_none_or(|least| value(least) <= number)
            && bounds.most.is_none_or(|most| number <= value(most))
    }

    fn text(&self, operand: &TextOperand) -> String {
        match operand {
            TextOperand::Text(text) => text.clone(),
            TextOperand::Setting(id) => match &self.catalog.office.settings[*id].value {
                SettingValue::Text(text) => text.clone(),
                _ => unreachable!("not a text"),
            },
        }
    }
}

fn day_text(day: Date, part: Part) -> String {
    let Some(year) = Era::of(day) else { return String::new() };
    match part {
        Part::Era => year.era.name().to_owned(),
        Part::EraYear if year.year == 1 => "元".to_owned(),
        Part::EraYear => year.year.to_string(),
        _ => unreachable!("not a text"),
    }
}
