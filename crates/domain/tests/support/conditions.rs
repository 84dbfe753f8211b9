//! Random conditions, of every kind that definitions can say.

use super::*;

/// Texts that are said and compared with.
pub const TEXTS: [&str; 3] = ["", "あ", "い"];

impl Maker<'_> {
    /// A condition on an item of the member alone: whom a role may point at depends on no role.
    pub(super) fn own_condition(&mut self, list: Id<List>) -> Condition {
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
    pub(super) fn condition(&mut self, scope: Option<Id<List>>, depth: usize) -> Condition {
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

    pub(super) fn leaf(&mut self, scope: Option<Id<List>>) -> Condition {
        for _ in 0..8 {
            let found = match self.rng.u8(..20) {
                0 => Some(self.about_the_office()),
                1 => Some(self.about_today()),
                2 if !self.lists.is_empty() => {
                    let list = self.lists[self.rng.usize(..self.lists.len())];
                    Some((Path::Count(list), Test::Within(self.bounds(3))))
                }
                _ => self.about_an_item(scope),
            };
            if let Some((path, test)) = found {
                return Condition::Test(path, test);
            }
        }
        Condition::All(Vec::new())
    }

    fn about_the_office(&mut self) -> (Path, Test) {
        let setting = self.rng.usize(..3);
        let test = match setting {
            0 => Test::Within(self.bounds(4)),
            1 => Test::Is(self.rng.bool()),
            _ => Test::IsText(self.text()),
        };
        (Path::Setting(self.settings[setting]), test)
    }

    fn about_today(&mut self) -> (Path, Test) {
        let near = date(self.rng.i16(2025..2028), self.rng.i8(1..13), self.rng.i8(1..3));
        match self.rng.u8(..3) {
            0 => (Path::Today(Part::Whole), Test::OnOrAfter(near)),
            1 => (Path::Today(Part::Whole), Test::OnOrBefore(near)),
            _ => self.part(Path::Today),
        }
    }

    fn text(&mut self) -> TextOperand {
        match self.rng.usize(..4) {
            3 => TextOperand::Setting(self.settings[2]),
            at => TextOperand::Text(TEXTS[at].to_owned()),
        }
    }

    /// A part of a day, with a number or a text it can be.
    fn part(&mut self, path: impl Fn(Part) -> Path) -> (Path, Test) {
        let numbers = [
            (Part::Age, 0, 90),
            (Part::AgeReached, 0, 90),
            (Part::YearAge, 0, 90),
            (Part::SchoolGrade, -2, 12),
            (Part::DaysAgo, -10, 30_000),
            (Part::Year, 1930, 2027),
            (Part::Month, 1, 12),
            (Part::Day, 1, 28),
        ];
        match self.rng.usize(..12) {
            8 | 9 => {
                let eras = ["昭和", "平成", "令和"];
                let era = eras[self.rng.usize(..3)].to_owned();
                (path(Part::Era), Test::IsText(TextOperand::Text(era)))
            }
            10 => {
                let year = ["元", "2", "8"][self.rng.usize(..3)].to_owned();
                (path(Part::EraYear), Test::IsText(TextOperand::Text(year)))
            }
            at => {
                let (part, from, to) = numbers[at % 8];
                let least = self.rng.i64(from..=to);
                let most = self.rng.i64(least..=to);
                let bounds = match self.rng.u8(..3) {
                    0 => Bounds { least: Some(Operand::Number(least)), most: None },
                    1 => Bounds { least: None, most: Some(Operand::Number(most)) },
                    _ => Bounds { least: Some(Operand::Number(least)), most: Some(Operand::Number(most)) },
                };
                (path(part), Test::Within(bounds))
            }
        }
    }

    fn about_an_item(&mut self, scope: Option<Id<List>>) -> Option<(Path, Test)> {
        let index = self.rng.usize(..self.items.len());
        // A derived role must not look at itself or at later ones.
        if matches!(self.shapes[index], Shape::Derived(_)) && index >= self.roles_until {
            return None;
        }
        let subject = self.subject(scope, index)?;
        let item = self.items[index];
        let path = |part| Path::Item(subject, item, part);
        let whole = path(Part::Whole);
        if self.rng.u8(..8) == 0 {
            return Some((whole, Test::Known(self.rng.bool())));
        }
        let options: Vec<Id<Choice>> = ids("option", 3);
        Some(match self.shapes[index] {
            Shape::YesNo => (whole, Test::Is(self.rng.bool())),
            Shape::Choice if self.rng.bool() => (whole, Test::IsOption(options[self.rng.usize(..3)])),
            Shape::Choice => {
                (whole, Test::IsOneOf(options.into_iter().filter(|_| self.rng.bool()).collect()))
            }
            Shape::Choices => (whole, Test::Includes(options[self.rng.usize(..3)])),
            Shape::Number => (whole, Test::Within(self.bounds(9))),
            Shape::Text => (whole, Test::IsText(self.text())),
            Shape::Date => match self.rng.u8(..3) {
                0 => (whole, Test::OnOrAfter(self.day())),
                1 => (whole, Test::OnOrBefore(self.day())),
                _ => self.part(path),
            },
            Shape::Asked(list) | Shape::Derived(list) if scope == Some(self.lists[list]) => {
                (Path::Member, Test::IsRole(item))
            }
            Shape::Asked(_) | Shape::Derived(_) => return None,
        })
    }

    fn subject(&mut self, scope: Option<Id<List>>, index: usize) -> Option<Subject> {
        let Some(list) = self.owners[index] else { return Some(Subject::Visit) };
        let roles: Vec<usize> = (0..self.items.len())
            .filter(|role| match self.shapes[*role] {
                Shape::Asked(of) => self.lists[of] == list,
                Shape::Derived(of) => self.lists[of] == list && *role < self.roles_until,
                Shape::YesNo | Shape::Choice | Shape::Choices | Shape::Number | Shape::Date | Shape::Text => {
                    false
                }
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

    pub(super) fn optional_condition(&mut self, scope: Option<Id<List>>) -> Option<Condition> {
        (self.rng.u8(..3) == 0).then(|| self.condition(scope, 1))
    }
}
