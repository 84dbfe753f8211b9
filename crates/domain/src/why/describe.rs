//! Facts and conditions as sentences, from labels and option labels.

use crate::condition::{Bounds, Condition, Operand, Part, Path, Subject, Test, TextOperand};
use crate::id::Id;
use crate::item::Item;
use crate::office::SettingValue;
use crate::slot::Slot;
use crate::text::Lang;
use crate::truth::{Found, Open, Truth, View, part_of};
use crate::value::{Member, Value};
use crate::why::{Calling, Leaf, LeafKind};
use crate::words::{self, list_mark, yes_no};

/// Says what holds, to one reader.
pub(super) struct Speaker<'a> {
    pub(super) view: View<'a>,
    pub(super) lang: Lang,
    pub(super) calling: Calling,
    /// The member the sentence is about: not called again.
    pub(super) about: Option<Member>,
}

impl Speaker<'_> {
    fn ja(&self) -> bool {
        self.lang == Lang::Ja
    }

    pub(super) fn because(&self, leaves: &[Leaf<'_>]) -> String {
        let facts = self.facts(leaves);
        match (self.ja(), facts.is_empty()) {
            (true, true) => "どなたにも当てはまるため".to_owned(),
            (false, true) => "Applies to everybody".to_owned(),
            (true, false) => format!("{facts}ため"),
            (false, false) => format!("Because {facts}"),
        }
    }

    pub(super) fn because_not(&self, leaves: &[Leaf<'_>]) -> String {
        let facts = self.facts(leaves);
        match (self.ja(), facts.is_empty()) {
            (true, true) => "この届出では扱わないため".to_owned(),
            (false, true) => "Not part of this matter".to_owned(),
            (true, false) => format!("{facts}ため"),
            (false, false) => format!("Because {facts}"),
        }
    }

    pub(super) fn unsure(&self, slots: &[Slot]) -> String {
        let label = |slot: &Slot| {
            let item = slot.item()?;
            let label = format!("「{}」", self.view.catalog.items[item].label.get(self.lang));
            Some(match slot.member().filter(|member| Some(*member) != self.about) {
                Some(member) => self.of(&self.member(item, member), &label),
                None => label,
            })
        };
        let labels: Vec<String> = slots.iter().filter_map(label).collect();
        let labels = labels.join(list_mark(self.lang));
        if self.ja() {
            format!("{labels}がわからないため、職員が確認します")
        } else {
            format!("The staff will find out, because {labels} is not known")
        }
    }

    /// 「…の方は」: whom a condition speaks of.
    pub(super) fn those_who(&self, condition: &Condition) -> String {
        let words = self.condition(condition, self.about, true);
        match (self.ja(), words.is_empty()) {
            (_, true) => String::new(),
            (true, false) => format!("{words}の方は"),
            (false, false) => format!("If {words}"),
        }
    }

    /// Facts as one clause, ready for 「ため」.
    fn facts(&self, leaves: &[Leaf<'_>]) -> String {
        let mut clauses: Vec<Clause> = Vec::new();
        for leaf in leaves {
            let clause = self.leaf(leaf);
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        let Some(last) = clauses.pop() else { return String::new() };
        let before: String = clauses.into_iter().map(|clause| clause.joining).collect();
        format!("{before}{}", last.ending)
    }

    fn leaf(&self, leaf: &Leaf<'_>) -> Clause {
        match leaf.kind {
            LeafKind::Test(_, Test::IsRole(role)) => {
                self.holds(self.view.catalog.items[*role].label.get(self.lang), leaf.holds)
            }
            LeafKind::Test(path, _) => self.noun(self.fact(path, leaf)),
            LeafKind::Rule(rule) => {
                let label =
                    self.view.catalog.rules[rule].label.as_ref().map_or("", |text| text.get(self.lang));
                let who = leaf.who.filter(|who| Some(*who) != self.about);
                let who = who.zip(self.view.catalog.rules[rule].of);
                let who = who.map(|(who, list)| self.view.called(list, who, self.lang, self.calling));
                match who {
                    Some(who) => self.holds(&self.of(&who, label), leaf.holds),
                    None => self.holds(label, leaf.holds),
                }
            }
            LeafKind::List(list, condition) => {
                let label = self.view.catalog.lists[list].label.get(self.lang);
                let words = self.condition(condition, None, false);
                match (self.ja(), leaf.holds) {
                    (true, true) => Clause::new(
                        format!("「{label}」に{words}の方がいて、"),
                        format!("「{label}」に{words}の方がいる"),
                    ),
                    (true, false) => Clause::new(
                        format!("「{label}」に{words}の方がおらず、"),
                        format!("「{label}」に{words}の方がいない"),
                    ),
                    (false, true) => Clause::english(format!("in \"{label}\", {words}")),
                    (false, false) => Clause::english(format!("nobody in \"{label}\" is such that {words}")),
                }
            }
        }
    }

    fn noun(&self, words: String) -> Clause {
        if self.ja() {
            Clause::new(format!("{words}で、"), format!("{words}の"))
        } else {
            Clause::english(words)
        }
    }

    fn holds(&self, what: &str, holds: bool) -> Clause {
        match (self.ja(), holds) {
            (true, true) => Clause::new(format!("「{what}」に当たり、"), format!("「{what}」に当たる")),
            (true, false) => {
                Clause::new(format!("「{what}」に当たらず、"), format!("「{what}」に当たらない"))
            }
            (false, true) => Clause::english(format!("\"{what}\" applies")),
            (false, false) => Clause::english(format!("\"{what}\" does not apply")),
        }
    }

    /// What is known at a path: 「要介護度が「要介護2」」.
    fn fact(&self, path: Path, leaf: &Leaf<'_>) -> String {
        let found = self.view.find(path, leaf.who, &mut Open::default());
        let label = self.label(path);
        let whose = match path {
            Path::Item(Subject::Member, item, _) => {
                leaf.who.filter(|who| Some(*who) != self.about).map(|who| self.member(item, who))
            }
            Path::Item(Subject::Role(role), ..) => {
                Some(self.view.catalog.items[role].label.get(self.lang).to_owned())
            }
            Path::Item(Subject::Visit, ..)
            | Path::Member
            | Path::Count(_)
            | Path::Setting(_)
            | Path::Today(_) => None,
        };
        let label = match whose {
            Some(whose) => self.of(&whose, &label),
            None => label,
        };
        let value = match (&found, path) {
            (Found::Value(Value::YesNo(yes)), _) => quoted(self.lang, yes_no(*yes, self.lang)),
            (Found::Value(Value::Date(day)), _) => match (part_of(path), day.exact()) {
                // What a reader knows is the age in full years, whichever way the law counts.
                (Part::Age | Part::AgeReached | Part::YearAge, Some(_)) => {
                    self.age(self.number(path, leaf.who, Part::Age))
                }
                (Part::SchoolGrade, Some(_)) => self.grade(self.number(path, leaf.who, Part::SchoolGrade)),
                (part, _) => match path {
                    Path::Item(_, item, _) => self.item_value(item, &found, part),
                    Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => String::new(),
                },
            },
            (Found::Value(_), Path::Item(_, item, part)) => {
                quoted(self.lang, &self.item_value(item, &found, part))
            }
            (Found::Setting(value), _) => setting_words(value, self.lang),
            (Found::Number(number), _) => number.to_string(),
            (Found::Nobody, _) => self.pick("いない", "nobody"),
            (Found::Open, _) => self.pick("わからない", "not known"),
            (Found::Member(member), Path::Item(_, item, _)) => match self.view.catalog.items[item].role() {
                Some(role) => self.view.called(role.list(), *member, self.lang, self.calling),
                None => String::new(),
            },
            (Found::Today | Found::Member(_) | Found::Value(_), _) => {
                words::date_words(self.view.today, self.lang)
            }
        };
        if self.ja() { format!("{label}が{value}") } else { format!("{label} is {value}") }
    }

    fn item_value(&self, item: Id<Item>, found: &Found<'_>, part: Part) -> String {
        match found {
            Found::Value(value) => self.view.value_words(item, value, part, self.lang),
            Found::Setting(_)
            | Found::Today
            | Found::Number(_)
            | Found::Member(_)
            | Found::Nobody
            | Found::Open => String::new(),
        }
    }

    fn number(&self, path: Path, who: Option<Member>, part: Part) -> Option<i64> {
        match self.view.find(path, who, &mut Open::default()) {
            Found::Value(Value::Date(day)) => words::part_number(day.exact()?, part, self.view.today),
            Found::Value(_)
            | Found::Setting(_)
            | Found::Today
            | Found::Number(_)
            | Found::Member(_)
            | Found::Nobody
            | Found::Open => None,
        }
    }

    fn pick(&self, ja: &str, en: &str) -> String {
        if self.ja() { ja } else { en }.to_owned()
    }

    fn of(&self, whose: &str, what: &str) -> String {
        if self.ja() { format!("{whose}の{what}") } else { format!("{what} of {whose}") }
    }

    fn member(&self, item: Id<Item>, member: Member) -> String {
        match self.view.catalog.items[item].of {
            Some(list) => self.view.called(list, member, self.lang, self.calling),
            None => String::new(),
        }
    }

    fn age(&self, age: Option<i64>) -> String {
        let age = age.unwrap_or(0);
        if self.ja() { format!("{age}歳") } else { age.to_string() }
    }

    fn grade(&self, grade: Option<i64>) -> String {
        match (self.ja(), grade.unwrap_or(0)) {
            (true, ..=0) => "就学前".to_owned(),
            (true, grade @ 1..=6) => format!("小学{grade}年"),
            (true, grade @ 7..=9) => format!("中学{}年", grade - 6),
            (true, 10..) => "中学校卒業後".to_owned(),
            (false, ..=0) => "before school".to_owned(),
            (false, grade @ 1..=9) => format!("grade {grade}"),
            (false, 10..) => "after junior high school".to_owned(),
        }
    }

    /// What a path is about: 「要介護度」「年齢」「前の住所の都道府県」.
    fn label(&self, path: Path) -> String {
        let label = match path {
            Path::Item(_, item, _) => self.view.catalog.items[item].label.get(self.lang),
            Path::Member => return self.pick("この方", "this person"),
            Path::Count(list) => {
                return format!(
                    "{}{}",
                    self.view.catalog.lists[list].label.get(self.lang),
                    self.pick("の数", " (number)")
                );
            }
            Path::Setting(setting) => self.view.catalog.office.settings[setting].label.get(self.lang),
            Path::Today(_) => return self.pick("届出の日", "today"),
        };
        let part = part_of(path);
        if matches!(part, Part::Age | Part::AgeReached | Part::YearAge) {
            return self.pick("年齢", "age");
        }
        let parts = [
            (Part::SchoolGrade, self.pick("学年", "school year")),
            (Part::DaysAgo, self.pick(&format!("{label}からの日数"), &format!("days since {label}"))),
            (Part::Prefecture, self.of(label, &self.pick("都道府県", "prefecture"))),
            (Part::City, self.of(label, &self.pick("市区町村", "municipality"))),
        ];
        parts.into_iter().find(|(own, _)| *own == part).map_or_else(|| label.to_owned(), |(_, words)| words)
    }

    /// A condition as a description, not yet of facts: 「年齢が20歳以上で、年金が「第1号」」.
    /// With `open_only`, what already holds is left out.
    fn condition(&self, condition: &Condition, who: Option<Member>, open_only: bool) -> String {
        if open_only && self.view.truth(condition, who, &mut Open::default()) == Truth::True {
            return String::new();
        }
        let join = |parts: &[Condition], and: &str| {
            let words = parts.iter().map(|part| self.condition(part, who, open_only));
            words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(and)
        };
        match condition {
            Condition::All(parts) => join(parts, if self.ja() { "で、" } else { " and " }),
            Condition::Any(parts) => join(parts, if self.ja() { "、または" } else { " or " }),
            Condition::Not(part) => {
                let words = self.condition(part, who, false);
                if self.ja() { format!("（{words}）以外") } else { format!("not ({words})") }
            }
            Condition::Rule(rule) => match &self.view.catalog.rules[*rule] {
                crate::condition::Rule { label: Some(label), .. } => quoted(self.lang, label.get(self.lang)),
                crate::condition::Rule { when, .. } => self.condition(when, who, open_only),
            },
            Condition::Test(path, test) => self.test(*path, test),
            Condition::SomeoneIn(_, part)
            | Condition::EveryoneIn(_, part)
            | Condition::CountIn(_, part, _) => self.condition(part, None, false),
        }
    }

    fn test(&self, path: Path, test: &Test) -> String {
        let label = self.label(path);
        let option = |id: &Id<_>| match path {
            Path::Item(_, item, _) => {
                self.view.value_words(item, &Value::Choice(*id), Part::Whole, self.lang)
            }
            Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => String::new(),
        };
        let quote = |text: &str| quoted(self.lang, text);
        let value = match test {
            Test::Is(yes) => quote(yes_no(*yes, self.lang)),
            Test::IsOption(id) | Test::Includes(id) => quote(&option(id)),
            Test::IsOneOf(ids) => {
                let options = ids.iter().map(|id| quote(&option(id))).collect::<Vec<_>>();
                options.join(if self.ja() { "か" } else { " or " })
            }
            Test::IsText(TextOperand::Text(text)) => quote(text),
            Test::IsText(TextOperand::Setting(id)) => {
                setting_words(&self.view.catalog.office.settings[*id].value, self.lang)
            }
            Test::IsRole(role) => return quote(self.view.catalog.items[*role].label.get(self.lang)),
            Test::Within(bounds) => self.bounds(*bounds, part_of(path)),
            Test::OnOrAfter(day) => {
                let day = words::date_words(*day, self.lang);
                if self.ja() { format!("{day}以後") } else { format!("on or after {day}") }
            }
            Test::OnOrBefore(day) => {
                let day = words::date_words(*day, self.lang);
                if self.ja() { format!("{day}以前") } else { format!("on or before {day}") }
            }
            Test::Known(true) => self.pick("わかる", "known"),
            Test::Known(false) => self.pick("わからない", "not known"),
        };
        if self.ja() { format!("{label}が{value}") } else { format!("{label} is {value}") }
    }

    fn bounds(&self, bounds: Bounds, part: Part) -> String {
        let units = [
            (Part::Age, "歳"),
            (Part::AgeReached, "歳"),
            (Part::YearAge, "歳"),
            (Part::DaysAgo, "日"),
            (Part::SchoolGrade, "学年"),
        ];
        let unit = units.into_iter().find(|(own, _)| self.ja() && *own == part).map_or("", |(_, unit)| unit);
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

/// A fact in words, as it stands before another fact and at the end of a clause.
#[derive(PartialEq)]
struct Clause {
    joining: String,
    ending: String,
}

impl Clause {
    fn new(joining: String, ending: String) -> Self {
        Self { joining, ending }
    }
    fn english(words: String) -> Self {
        Self { joining: format!("{words} and "), ending: words }
    }
}

fn quoted(lang: Lang, text: &str) -> String {
    if lang == Lang::Ja { format!("「{text}」") } else { format!("\"{text}\"") }
}

fn setting_words(value: &SettingValue, lang: Lang) -> String {
    match value {
        SettingValue::YesNo(yes) => quoted(lang, yes_no(*yes, lang)),
        SettingValue::Number(number) => number.to_string(),
        SettingValue::Text(text) => quoted(lang, text),
    }
}
