//! Three-valued evaluation of conditions over facts (Kleene): true, false, or open.

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::condition::{Bounds, Condition, Operand, Part, Path, Rule, Subject, Test, TextOperand};
use crate::date::Day;
use crate::facts::Facts;
use crate::id::Id;
use crate::item::{Item, List, Role};
use crate::office::SettingValue;
use crate::slot::Slot;
use crate::value::{Answer, Member, Value};
use crate::words;

/// The truth of a condition, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Holds, whatever else is answered.
    True,
    /// Does not hold, whatever else is answered.
    False,
    /// Depends on what is not known.
    Open,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::True } else { Truth::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Open => Truth::Open,
        }
    }
}

/// What keeps a condition open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Slots that were not asked yet.
    pub ask: Vec<Slot>,
    /// Slots answered with わからない, or with a day too vague to tell.
    pub unsure: Vec<Slot>,
}

impl Open {
    /// Nothing is open any more.
    pub(crate) fn clear(&mut self) {
        self.ask.clear();
        self.unsure.clear();
    }
    fn mark(&self) -> (usize, usize) {
        (self.ask.len(), self.unsure.len())
    }
    fn back_to(&mut self, mark: (usize, usize)) {
        self.ask.truncate(mark.0);
        self.unsure.truncate(mark.1);
    }
}

/// Facts to evaluate over, on a day.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The definitions.
    pub catalog: &'a Catalog,
    /// What holds.
    pub facts: &'a Facts,
    /// The day of the visit.
    pub today: Date,
}

/// A fact, found.
pub(crate) enum Found<'a> {
    Value(&'a Value),
    Setting(&'a SettingValue),
    Today,
    Number(i64),
    Member(Member),
    /// A role points at nobody: there is no such fact, and there never will be under these facts.
    Nobody,
    /// Not known; what is missing was noted.
    Open,
}

/// The number of a fact's part: exact, or between two.
enum Measured {
    Between(i64, i64),
    None,
}

impl<'a> View<'a> {
    /// The truth of a condition; `who` is the member looked at. What keeps it open is added to `open`
    /// (and nothing when it is not open).
    pub fn truth(&self, condition: &Condition, who: Option<Member>, open: &mut Open) -> Truth {
        match condition {
            Condition::All(parts) => self.combine(parts, who, open, Truth::False),
            Condition::Any(parts) => self.combine(parts, who, open, Truth::True),
            Condition::Not(part) => !self.truth(part, who, open),
            Condition::Rule(rule) => self.rule(*rule, who, open),
            Condition::Test(path, test) => self.test(*path, test, who, open),
            Condition::SomeoneIn(list, part) => self.over(*list, part, open, Truth::True),
            Condition::EveryoneIn(list, part) => self.over(*list, part, open, Truth::False),
            Condition::CountIn(list, part, bounds) => self.count(*list, part, *bounds, open),
        }
    }

    fn rule(&self, id: Id<Rule>, who: Option<Member>, open: &mut Open) -> Truth {
        let rule = &self.catalog.rules[id];
        let who = who.filter(|_| rule.of.is_some());
        let decided = self.facts.decided(self.today);
        if let Some(truth) = decided.and_then(|decided| decided.rule(id, who)) {
            return truth;
        }
        let truth = self.truth(&rule.when, who, open);
        if let Some(decided) = decided {
            decided.decide_rule(id, who, truth);
        }
        truth
    }

    /// `all` is decided by one false part, `any` by one true part.
    fn combine(&self, parts: &[Condition], who: Option<Member>, open: &mut Open, decisive: Truth) -> Truth {
        let start = open.mark();
        let mut result = !decisive;
        for part in parts {
            let truth = self.truth(part, who, open);
            if truth == decisive {
                open.back_to(start);
                return decisive;
            }
            if truth == Truth::Open {
                result = Truth::Open;
            }
        }
        result
    }

    fn over(&self, list: Id<List>, part: &Condition, open: &mut Open, decisive: Truth) -> Truth {
        let Some(members) = self.facts.members(list) else {
            open.ask.push(Slot::Roster(list));
            return Truth::Open;
        };
        let start = open.mark();
        let mut result = !decisive;
        for member in members {
            let truth = self.truth(part, Some(*member), open);
            if truth == decisive {
                open.back_to(start);
                return decisive;
            }
            if truth == Truth::Open {
                result = Truth::Open;
            }
        }
        result
    }

    fn count(&self, list: Id<List>, part: &Condition, bounds: Bounds, open: &mut Open) -> Truth {
        let start = open.mark();
        let (mut fewest, mut most) = (0, i64::MAX);
        match self.facts.members(list) {
            None => open.ask.push(Slot::Roster(list)),
            Some(members) => {
                most = 0;
                for member in members {
                    match self.truth(part, Some(*member), open) {
                        Truth::True => {
                            fewest += 1;
                            most += 1;
                        }
                        Truth::Open => most += 1,
                        Truth::False => {}
                    }
                }
            }
        }
        let truth = self.within(bounds, fewest, most);
        if truth != Truth::Open {
            open.back_to(start);
        }
        truth
    }

    /// Whether every, no, or some number between the two is inside the bounds.
    fn within(&self, bounds: Bounds, fewest: i64, most: i64) -> Truth {
        let least = bounds.least.map_or(i64::MIN, |operand| self.number(operand));
        let greatest = bounds.most.map_or(i64::MAX, |operand| self.number(operand));
        if least <= fewest && most <= greatest {
            Truth::True
        } else if most < least || greatest < fewest || least > greatest {
            Truth::False
        } else {
            Truth::Open
        }
    }

    /// The number of an operand. A setting that is no number was refused when the definitions were compiled.
    pub fn number(&self, operand: Operand) -> i64 {
        match operand {
            Operand::Number(number) => number,
            Operand::Setting(id, offset) => match self.catalog.office.settings[id].value {
                SettingValue::Number(number) => number.saturating_add(offset),
                SettingValue::YesNo(_) | SettingValue::Text(_) => 0,
            },
        }
    }

    fn test(&self, path: Path, test: &Test, who: Option<Member>, open: &mut Open) -> Truth {
        if let Test::Known(known) = test {
            return self.known(path, who, open, *known);
        }
        let found = self.find(path, who, open);
        let truth = match (&found, test) {
            (Found::Open, _) => return Truth::Open,
            (Found::Nobody, _) => return Truth::False,
            (Found::Value(Value::YesNo(said)) | Found::Setting(SettingValue::YesNo(said)), Test::Is(yes)) => {
                (said == yes).into()
            }
            (Found::Value(Value::Choice(said)), Test::IsOption(option)) => (said == option).into(),
            (Found::Value(Value::Choice(said)), Test::IsOneOf(options)) => options.contains(said).into(),
            (Found::Value(Value::Choices(said)), Test::Includes(option)) => said.contains(option).into(),
            (_, Test::IsRole(role)) => return self.is_role(&found, *role, open),
            (_, Test::IsText(text)) => match self.text_of(path, &found) {
                Some(said) => (said == self.text(text)).into(),
                None => Truth::Open,
            },
            (_, Test::Within(bounds)) => match self.measure(path, &found) {
                Measured::Between(fewest, most) => self.within(*bounds, fewest, most),
                Measured::None => Truth::Open,
            },
            (_, Test::OnOrAfter(day)) => self.compare(&found, |from, to| (from >= *day, to < *day)),
            (_, Test::OnOrBefore(day)) => self.compare(&found, |from, to| (to <= *day, from > *day)),
            (_, Test::Is(_) | Test::IsOption(_) | Test::IsOneOf(_) | Test::Includes(_) | Test::Known(_)) => {
                Truth::False
            }
        };
        if truth == Truth::Open {
            // Answered, but too vague to decide: a day partly unknown.
            open.unsure.extend(self.slot_of(path, who));
        }
        truth
    }

    fn known(&self, path: Path, who: Option<Member>, open: &mut Open, wanted: bool) -> Truth {
        let start = open.mark();
        let truth = match self.find(path, who, open) {
            Found::Open if open.ask.len() > start.0 => return Truth::Open,
            Found::Open | Found::Nobody => Truth::from(!wanted),
            Found::Value(_) | Found::Setting(_) | Found::Today | Found::Number(_) | Found::Member(_) => {
                Truth::from(wanted)
            }
        };
        open.back_to(start);
        truth
    }

    fn is_role(&self, found: &Found<'_>, role: Id<Item>, open: &mut Open) -> Truth {
        let (Found::Member(looked_at) | Found::Value(Value::Member(looked_at))) = found else {
            return Truth::False;
        };
        match self.points_at(role, open) {
            Pointed::At(member) => (member == *looked_at).into(),
            Pointed::Nobody => Truth::False,
            Pointed::Open => Truth::Open,
        }
    }

    /// Who a role points at.
    pub(crate) fn points_at(&self, role: Id<Item>, open: &mut Open) -> Pointed {
        let decided = self.facts.decided(self.today);
        match decided.and_then(|decided| decided.role(role)) {
            Some(Pointed::Open) if self.facts.get(self.catalog, Slot::Visit(role)).is_none() => {
                open.ask.push(Slot::Visit(role));
                return Pointed::Open;
            }
            Some(Pointed::Open) | None => {}
            Some(pointed) => return pointed,
        }
        let pointed = self.look_where_it_points(role, open);
        if let Some(decided) = decided
            && pointed != Pointed::Open
        {
            decided.decide_role(role, pointed);
        }
        pointed
    }

    fn look_where_it_points(&self, role: Id<Item>, open: &mut Open) -> Pointed {
        match self.catalog.items[role].role() {
            Some(Role::Derived { list, first }) => self.first(*list, first, open),
            Some(Role::Asked { list, among }) => match self.facts.get(self.catalog, Slot::Visit(role)) {
                Some(Answer::Value(Value::Member(member))) => Pointed::At(*member),
                Some(Answer::Unknown) => {
                    open.unsure.push(Slot::Visit(role));
                    Pointed::Open
                }
                Some(Answer::Value(_) | Answer::Members(_)) => Pointed::Nobody,
                None => self.not_pointed_yet(role, *list, among.as_ref(), open),
            },
            None => Pointed::Nobody,
        }
    }

    /// A role can be asked once it is known who there is to pick from; where there is nobody, it is nobody, and
    /// where there is one, it is that one.
    fn not_pointed_yet(
        &self,
        role: Id<Item>,
        list: Id<List>,
        among: Option<&Condition>,
        open: &mut Open,
    ) -> Pointed {
        let Some(members) = self.facts.members(list) else {
            open.ask.push(Slot::Roster(list));
            return Pointed::Open;
        };
        let asked = open.ask.len();
        let mut unsure = Open::default();
        let mut offered = Vec::new();
        for member in members {
            let truth = among.map_or(Truth::True, |among| self.truth(among, Some(*member), &mut unsure));
            if truth != Truth::False {
                offered.push((*member, truth));
            }
        }
        open.ask.append(&mut unsure.ask);
        if open.ask.len() > asked {
            return Pointed::Open;
        }
        match *offered {
            [] => Pointed::Nobody,
            // There is nothing to choose, and no doubt about it.
            [(only, Truth::True)] if self.catalog.items[role].unknown.is_none() => Pointed::At(only),
            [..] => {
                if let Some(decided) = self.facts.decided(self.today) {
                    decided.decide_role(role, Pointed::Open);
                }
                open.ask.push(Slot::Visit(role));
                Pointed::Open
            }
        }
    }

    /// The members a resident can pick for a role, in the order of the list.
    pub fn offered(&self, role: Id<Item>) -> Vec<Member> {
        let Some(Role::Asked { list, among }) = self.catalog.items[role].role() else { return Vec::new() };
        let members = self.facts.members(*list).unwrap_or_default().iter().copied();
        let offered = |member: &Member| match among {
            Some(among) => self.truth(among, Some(*member), &mut Open::default()) != Truth::False,
            None => true,
        };
        members.filter(offered).collect()
    }

    fn first(&self, list: Id<List>, condition: &Condition, open: &mut Open) -> Pointed {
        let Some(members) = self.facts.members(list) else {
            open.ask.push(Slot::Roster(list));
            return Pointed::Open;
        };
        for member in members {
            match self.truth(condition, Some(*member), open) {
                Truth::True => return Pointed::At(*member),
                Truth::Open => return Pointed::Open,
                Truth::False => {}
            }
        }
        Pointed::Nobody
    }

    /// The slot a path leads to, where it leads to one without any doubt.
    pub(crate) fn slot_of(&self, path: Path, who: Option<Member>) -> Option<Slot> {
        match path {
            Path::Item(Subject::Visit, item, _) => Some(Slot::Visit(item)),
            Path::Item(Subject::Member, item, _) => Some(Slot::Of(who?, item)),
            Path::Item(Subject::Role(role), item, _) => match self.points_at(role, &mut Open::default()) {
                Pointed::At(member) => Some(Slot::Of(member, item)),
                Pointed::Nobody | Pointed::Open => None,
            },
            Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => None,
        }
    }

    /// The fact at a path.
    pub(crate) fn find(&self, path: Path, who: Option<Member>, open: &mut Open) -> Found<'a> {
        match path {
            Path::Setting(id) => Found::Setting(&self.catalog.office.settings[id].value),
            Path::Today(_) => Found::Today,
            Path::Member => who.map_or(Found::Nobody, Found::Member),
            Path::Count(list) => match self.facts.members(list) {
                Some(members) => Found::Number(members.len() as i64),
                None => {
                    open.ask.push(Slot::Roster(list));
                    Found::Open
                }
            },
            Path::Item(Subject::Visit, item, _) => self.look(Slot::Visit(item), item, open),
            Path::Item(Subject::Member, item, _) => match who {
                Some(member) => self.look(Slot::Of(member, item), item, open),
                None => Found::Nobody,
            },
            Path::Item(Subject::Role(role), item, _) => match self.points_at(role, open) {
                Pointed::At(member) => self.look(Slot::Of(member, item), item, open),
                Pointed::Nobody => Found::Nobody,
                Pointed::Open => Found::Open,
            },
        }
    }

    fn look(&self, slot: Slot, item: Id<Item>, open: &mut Open) -> Found<'a> {
        if self.catalog.items[item].role().is_some() {
            return match self.points_at(item, open) {
                Pointed::At(member) => Found::Member(member),
                Pointed::Nobody => Found::Nobody,
                Pointed::Open => Found::Open,
            };
        }
        match self.facts.get(self.catalog, slot) {
            Some(Answer::Value(value)) => Found::Value(value),
            Some(Answer::Unknown) => {
                open.unsure.push(slot);
                Found::Open
            }
            Some(Answer::Members(_)) => Found::Nobody,
            None => {
                open.ask.push(slot);
                Found::Open
            }
        }
    }

    /// What names the member a role points at; what is missing is added to `open`.
    pub(crate) fn name_of(
        &self,
        role: Id<Item>,
        member: Member,
        open: &mut Open,
    ) -> Option<(Id<Item>, &'a Value)> {
        let list = self.catalog.items[role].role()?.list();
        let item = *self.catalog.lists[list].called.first()?;
        match self.look(Slot::Of(member, item), item, open) {
            Found::Value(value) => Some((item, value)),
            Found::Setting(_)
            | Found::Today
            | Found::Number(_)
            | Found::Member(_)
            | Found::Nobody
            | Found::Open => None,
        }
    }

    fn compare(&self, found: &Found<'_>, decide: impl Fn(Date, Date) -> (bool, bool)) -> Truth {
        let range = match found {
            Found::Value(Value::Date(day)) => day.range(),
            Found::Today => Some((self.today, self.today)),
            Found::Value(_)
            | Found::Setting(_)
            | Found::Number(_)
            | Found::Member(_)
            | Found::Nobody
            | Found::Open => None,
        };
        match range.map(|(from, to)| decide(from, to)) {
            Some((true, _)) => Truth::True,
            Some((_, true)) => Truth::False,
            Some((false, false)) | None => Truth::Open,
        }
    }

    fn measure(&self, path: Path, found: &Found<'_>) -> Measured {
        let one = |number: i64| Measured::Between(number, number);
        match found {
            Found::Value(Value::Number(number) | Value::Money(number)) | Found::Number(number) => {
                one(*number)
            }
            Found::Setting(SettingValue::Number(number)) => one(*number),
            Found::Value(Value::Date(day)) => self.measure_day(part_of(path), day),
            Found::Today => self.measure_day(part_of(path), &Day::Exact(self.today)),
            Found::Value(_) | Found::Setting(_) | Found::Member(_) | Found::Nobody | Found::Open => {
                Measured::None
            }
        }
    }

    // All these parts grow or fall steadily with the day, so the two ends of a range bound what is between.
    fn measure_day(&self, part: Part, day: &Day) -> Measured {
        let number = |date| words::part_number(date, part, self.today);
        let range = match (part, day) {
            // The month of a day in an unknown month is not between two months of the year.
            (Part::Month, Day::Partly { month: None, .. }) | (Part::Day, Day::Partly { .. }) => None,
            _ => day.range(),
        };
        let ends = match range {
            Some((from, to)) if from == to => number(from).map(|number| (number, number)),
            Some((from, to)) => number(from).zip(number(to)),
            None => None,
        };
        ends.map_or(Measured::None, |(a, b)| Measured::Between(a.min(b), a.max(b)))
    }

    fn text(&self, operand: &'a TextOperand) -> String {
        match operand {
            TextOperand::Text(text) => text.clone(),
            TextOperand::Setting(id) => match &self.catalog.office.settings[*id].value {
                SettingValue::Text(text) => text.clone(),
                SettingValue::Number(number) => number.to_string(),
                SettingValue::YesNo(_) => String::new(),
            },
        }
    }

    /// The text of a fact's part; `None` when the fact is too vague to have one.
    fn text_of(&self, path: Path, found: &Found<'_>) -> Option<String> {
        match found {
            Found::Value(value) => words::part_text(value, part_of(path)),
            Found::Setting(SettingValue::Text(text)) => Some(text.clone()),
            Found::Today => words::day_text(&Day::Exact(self.today), part_of(path)),
            Found::Setting(SettingValue::Number(number)) | Found::Number(number) => Some(number.to_string()),
            Found::Setting(SettingValue::YesNo(_)) | Found::Member(_) | Found::Nobody | Found::Open => {
                Some(String::new())
            }
        }
    }
}

/// Who a role points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pointed {
    At(Member),
    Nobody,
    Open,
}

/// The part a path asks for.
pub(crate) fn part_of(path: Path) -> Part {
    match path {
        Path::Item(_, _, part) | Path::Today(part) => part,
        Path::Member | Path::Count(_) | Path::Setting(_) => Part::Whole,
    }
}
