//! Conditions as descriptions, not yet of facts: 「年齢が20歳から59歳で、年金が「第1号」」.

use crate::condition::{Bounds, Condition, Operand, Part, Path, Rule, Subject, Test, TextOperand};
use crate::id::Id;
use crate::item::{Kind, List};
use crate::truth::{Open, Truth, part_of};
use crate::value::{Member, Value};
use crate::why::clause::Clause;
use crate::why::describe::{Speaker, setting_words};
use crate::words::{self, yes_no};

impl Speaker<'_> {
    /// A condition in words. With `open_only`, what is already decided is left out.
    pub(super) fn condition(
        &self,
        condition: &Condition,
        who: Option<Member>,
        open_only: bool,
    ) -> Option<Clause> {
        if open_only && self.view.truth(condition, who, &mut Open::default()) != Truth::Open {
            return None;
        }
        let parts = |parts: &[Condition]| -> Vec<Clause> {
            parts.iter().filter_map(|part| self.condition(part, who, open_only)).collect()
        };
        match condition {
            Condition::All(all) => Clause::all(parts(all)),
            Condition::Any(any) => Clause::any(self.lang, parts(any)),
            Condition::Not(part) => {
                let words = self.condition(part, who, false)?.plain;
                Some(self.noun(if self.ja() {
                    format!("（{words}）以外")
                } else {
                    format!("not ({words})")
                }))
            }
            Condition::Rule(rule) => match &self.view.catalog.rules[*rule] {
                Rule { label: Some(label), .. } => Some(self.noun(self.quoted(label.get(self.lang)))),
                Rule { when, .. } => self.condition(when, who, open_only),
            },
            Condition::Test(path, test) => Some(self.test(*path, test)),
            Condition::SomeoneIn(list, part) => Some(self.someone(*list, part, true)),
            Condition::EveryoneIn(list, part) => {
                let (label, words) = self.in_list(*list, part);
                Some(self.noun(if self.ja() {
                    format!("「{label}」の全員が、{words}")
                } else {
                    format!("for everybody in “{label}”, {words}")
                }))
            }
            Condition::CountIn(list, part, bounds) => {
                Some(self.so_many(*list, part, |unit| self.range(*bounds, unit)))
            }
        }
    }

    /// Somebody, or nobody, in a list is such that ….
    pub(super) fn someone(&self, list: Id<List>, part: &Condition, there: bool) -> Clause {
        let label = self.view.catalog.lists[list].label.get(self.lang);
        let clause = self.condition(part, None, false);
        match (self.ja(), self.are_people(list), there) {
            (true, people, there) => {
                let those = clause.map(Clause::before_noun).unwrap_or_default();
                let (who, goes_on, ends) = match (people, there) {
                    (true, true) => ("方が", "いて", "いる"),
                    (true, false) => ("方が", "おらず", "いない"),
                    (false, true) => ("ものが", "あり", "ある"),
                    (false, false) => ("ものが", "なく", "ない"),
                };
                Clause::verb(&format!("「{label}」に、{those}{who}"), goes_on, ends)
            }
            (false, people, there) => {
                let words = clause.map(|clause| clause.plain).unwrap_or_default();
                let who = match (people, there) {
                    (true, true) => "somebody for whom",
                    (true, false) => "nobody for whom",
                    (false, true) => "one for which",
                    (false, false) => "none for which",
                };
                Clause::english(format!("in “{label}” there is {who} {words}"))
            }
        }
    }

    /// So many in a list are such that ….
    pub(super) fn so_many(
        &self,
        list: Id<List>,
        part: &Condition,
        number: impl Fn(&str) -> String,
    ) -> Clause {
        let label = self.view.catalog.lists[list].label.get(self.lang);
        let clause = self.condition(part, None, false);
        self.noun(if self.ja() {
            let those = clause.map(Clause::before_noun).unwrap_or_default();
            let (who, unit) = if self.are_people(list) { ("方", "人") } else { ("もの", "") };
            format!("「{label}」のうち、{those}{who}が{}", number(unit))
        } else {
            let words = clause.map(|clause| clause.plain).unwrap_or_default();
            format!("in “{label}”, the number of those for whom {words} is {}", number(""))
        })
    }

    fn are_people(&self, list: Id<List>) -> bool {
        let called = self.view.catalog.lists[list].called.first();
        called.is_some_and(|item| matches!(self.view.catalog.items[*item].kind, Kind::Name))
    }

    /// The label of a list, and those of it for whom a condition holds.
    pub(super) fn in_list(&self, list: Id<List>, part: &Condition) -> (String, String) {
        let label = self.view.catalog.lists[list].label.get(self.lang).to_owned();
        let clause = self.condition(part, None, false);
        let words = clause.map_or_else(String::new, |clause| clause.plain);
        (label, words)
    }

    fn test(&self, path: Path, test: &Test) -> Clause {
        let label = match path {
            Path::Item(Subject::Role(role), ..) => {
                self.of(self.view.catalog.items[role].label.get(self.lang), &self.label(path))
            }
            Path::Item(Subject::Visit | Subject::Member, ..)
            | Path::Member
            | Path::Count(_)
            | Path::Setting(_)
            | Path::Today(_) => self.label(path),
        };
        let option = |id: &Id<_>| match path {
            Path::Item(_, item, _) => {
                self.quoted(&self.view.value_words(item, &Value::Choice(*id), Part::Whole, self.lang))
            }
            Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => String::new(),
        };
        let value = match test {
            Test::Is(yes) => return self.answered(&label, yes_no(*yes, self.lang)),
            Test::IsOption(id) | Test::Includes(id) => option(id),
            Test::IsOneOf(ids) => {
                let options = ids.iter().map(option).collect::<Vec<_>>();
                options.join(if self.ja() { "か" } else { " or " })
            }
            Test::IsText(TextOperand::Text(text)) => self.quoted(text),
            Test::IsText(TextOperand::Setting(id)) => {
                setting_words(&self.view.catalog.office.settings[*id].value, self.lang)
            }
            Test::IsRole(role) => {
                return self.noun(self.quoted(self.view.catalog.items[*role].label.get(self.lang)));
            }
            Test::Within(bounds) => self.bounds(*bounds, part_of(path)),
            Test::OnOrAfter(day) => {
                let day = words::date_words(*day, self.lang);
                if self.ja() { format!("{day}以後") } else { format!("on or after {day}") }
            }
            Test::OnOrBefore(day) => {
                let day = words::date_words(*day, self.lang);
                if self.ja() { format!("{day}以前") } else { format!("on or before {day}") }
            }
            Test::Known(known) => return self.known(&label, *known),
        };
        self.is(&label, &value)
    }

    fn bounds(&self, bounds: Bounds, part: Part) -> String {
        if part == Part::SchoolGrade && self.ja() {
            let grade = |end: Option<Operand>| {
                end.map(|end| self.grade(Some(self.view.number(end)))).unwrap_or_default()
            };
            let (least, most) = (grade(bounds.least), grade(bounds.most));
            return format!("{least}から{most}").trim_end_matches("から").to_owned();
        }
        let units =
            [(Part::Age, "歳"), (Part::AgeReached, "歳"), (Part::YearAge, "歳"), (Part::DaysAgo, "日")];
        let unit = units.into_iter().find(|(own, _)| *own == part).map_or("", |(_, unit)| unit);
        self.range(bounds, unit)
    }

    fn range(&self, bounds: Bounds, unit: &str) -> String {
        let number = |operand: Option<Operand>| operand.map(|operand| self.view.number(operand));
        match (self.ja(), number(bounds.least), number(bounds.most)) {
            (true, Some(least), Some(most)) => format!("{least}{unit}から{most}{unit}"),
            (true, Some(least), None) => format!("{least}{unit}以上"),
            (true, None, Some(most)) => format!("{most}{unit}以下"),
            (false, Some(least), Some(most)) => format!("{least} to {most}"),
            (false, Some(least), None) => format!("{least} or more"),
            (false, None, Some(most)) => format!("{most} or less"),
            (_, None, None) => String::new(),
        }
    }
}
