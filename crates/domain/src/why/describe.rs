//! Facts as clauses, from labels and option labels.

use crate::condition::{Condition, Part, Path, Subject, Test};
use crate::id::Id;
use crate::item::Item;
use crate::office::SettingValue;
use crate::slot::Slot;
use crate::text::Lang;
use crate::truth::{Found, Open, Truth, View, part_of};
use crate::value::{Member, Value};
use crate::why::clause::Clause;
use crate::why::{Calling, Leaf, LeafKind};
use crate::words::{self, yes_no};

/// Says what holds, to one reader.
pub(super) struct Speaker<'a> {
    pub(super) view: View<'a>,
    pub(super) lang: Lang,
    pub(super) calling: Calling,
    /// The member the sentence is about: not called again.
    pub(super) about: Option<Member>,
}

impl Speaker<'_> {
    pub(super) fn ja(&self) -> bool {
        self.lang == Lang::Ja
    }

    /// Why it is needed.
    pub(super) fn because(&self, leaves: &[Leaf<'_>]) -> String {
        self.facts(leaves, ["どなたにも当てはまるため", "Applies to everybody"])
    }

    /// Why it is not.
    pub(super) fn because_not(&self, leaves: &[Leaf<'_>]) -> String {
        self.facts(leaves, ["この届出では扱わないため", "Not part of this matter"])
    }

    fn facts(&self, leaves: &[Leaf<'_>], without_any: [&str; 2]) -> String {
        let mut clauses: Vec<Clause> = Vec::new();
        for leaf in leaves {
            let clause = self.leaf(leaf);
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        let [ja, en] = without_any;
        match (Clause::all(clauses).map(Clause::before_noun), self.ja()) {
            (None, _) => self.pick(ja, en),
            (Some(facts), true) => format!("{facts}ため"),
            (Some(facts), false) => format!("Because {facts}"),
        }
    }

    /// What was answered with わからない, or too vaguely.
    pub(super) fn unsure(&self, slots: &[Slot]) -> String {
        let View { catalog, facts, today } = self.view;
        let clause = |slot: &Slot| {
            let item = slot.item()?;
            let answer = facts.get(catalog, *slot)?;
            let label = catalog.items[item].label.get(self.lang);
            let words = words::answer_words(catalog, facts, today, *slot, answer, self.lang);
            Some(match slot.member().filter(|member| Some(*member) != self.about) {
                Some(member) => self.answered(&self.of(&self.member(item, member), label), &words),
                None => self.answered(label, &words),
            })
        };
        let why = Clause::all(slots.iter().filter_map(clause).collect()).map(Clause::before_noun);
        match (why, self.ja()) {
            (Some(why), true) => format!("{why}ため、職員が確認します"),
            (Some(why), false) => format!("The staff will find out, because {why}"),
            (None, _) => self.pick("職員が確認します", "The staff will find out"),
        }
    }

    /// 「…の方は」: whom a condition speaks of.
    pub(super) fn those_who(&self, condition: &Condition) -> String {
        match (self.condition(condition, self.about, true).map(Clause::before_noun), self.ja()) {
            (None, _) => String::new(),
            (Some(those), true) => format!("{those}方は"),
            (Some(those), false) => format!("If {those}"),
        }
    }

    fn leaf(&self, leaf: &Leaf<'_>) -> Clause {
        match leaf.kind {
            LeafKind::Test(_, Test::IsRole(role)) => {
                self.holds(self.view.catalog.items[*role].label.get(self.lang), leaf.holds)
            }
            LeafKind::Test(path, test) => self.fact(path, test, leaf.who),
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
            LeafKind::Someone(list, part) => self.someone(list, part, leaf.holds),
            LeafKind::Everyone(list, part) => {
                let empty = self.view.facts.members(list).is_some_and(<[_]>::is_empty);
                let (label, words) = self.in_list(list, part);
                match (self.ja(), empty) {
                    (true, true) => Clause::verb(&format!("「{label}」が"), "なく", "ない"),
                    (false, true) => Clause::english(format!("there is no entry in “{label}”")),
                    (true, false) => self.noun(format!("「{label}」の全員が、{words}")),
                    (false, false) => Clause::english(format!("for everybody in “{label}”, {words}")),
                }
            }
            LeafKind::Count(list, part) => {
                let members = self.view.facts.members(list).unwrap_or_default().iter();
                let holds =
                    |m: &&Member| self.view.truth(part, Some(**m), &mut Open::default()) == Truth::True;
                let number = members.filter(holds).count();
                self.so_many(list, part, |unit| format!("{number}{unit}"))
            }
        }
    }

    pub(super) fn noun(&self, words: String) -> Clause {
        Clause::noun(self.lang, words)
    }

    fn holds(&self, what: &str, holds: bool) -> Clause {
        match (self.ja(), holds) {
            (true, true) => Clause::verb(&format!("「{what}」に"), "当たり", "当たる"),
            (true, false) => Clause::verb(&format!("「{what}」に"), "当たらず", "当たらない"),
            (false, true) => Clause::english(format!("“{what}” applies")),
            (false, false) => Clause::english(format!("“{what}” does not apply")),
        }
    }

    /// 「健康保険が「国民健康保険」」
    pub(super) fn is(&self, label: &str, value: &str) -> Clause {
        self.noun(if self.ja() { format!("{label}が{value}") } else { format!("{label} is {value}") })
    }

    /// 「「国外からの引っ越し」の答えが「いいえ」」
    pub(super) fn answered(&self, label: &str, answer: &str) -> Clause {
        let (label, answer) = (self.quoted(label), self.quoted(answer));
        self.noun(if self.ja() {
            format!("{label}の答えが{answer}")
        } else {
            format!("the answer to {label} is {answer}")
        })
    }

    pub(super) fn known(&self, label: &str, known: bool) -> Clause {
        match (self.ja(), known) {
            (true, true) => Clause::verb(&format!("{label}が"), "わかり", "わかる"),
            (true, false) => Clause::verb(&format!("{label}が"), "わからず", "わからない"),
            (false, true) => Clause::english(format!("{label} is known")),
            (false, false) => Clause::english(format!("{label} is not known")),
        }
    }

    /// What is known at a path: 「要介護度が「要介護2」」.
    fn fact(&self, path: Path, test: &Test, who: Option<Member>) -> Clause {
        let found = self.view.find(path, who, &mut Open::default());
        let whose = match path {
            Path::Item(Subject::Member, item, _) => {
                who.filter(|who| Some(*who) != self.about).map(|who| self.member(item, who))
            }
            Path::Item(Subject::Role(role), ..) => {
                let role = self.view.catalog.items[role].label.get(self.lang);
                if matches!(found, Found::Nobody) {
                    return if self.ja() {
                        Clause::verb(&format!("「{role}」が"), "おらず", "いない")
                    } else {
                        Clause::english(format!("there is nobody as “{role}”"))
                    };
                }
                Some(role.to_owned())
            }
            Path::Item(Subject::Visit, ..)
            | Path::Member
            | Path::Count(_)
            | Path::Setting(_)
            | Path::Today(_) => None,
        };
        let labelled = |label: String| match &whose {
            Some(whose) => self.of(whose, &label),
            None => label,
        };
        let label = labelled(self.label(path));
        // What it is does not matter then, and is perhaps a name.
        if let Test::Known(_) = test {
            return self.known(&label, !matches!(found, Found::Open | Found::Nobody));
        }
        let value = match (&found, path) {
            (Found::Value(Value::YesNo(yes)), _) => return self.answered(&label, yes_no(*yes, self.lang)),
            (Found::Value(Value::Date(day)), Path::Item(_, item, part)) => match (part, day.exact()) {
                // What a reader knows is the age in full years, whichever way the law counts.
                (Part::Age | Part::AgeReached | Part::YearAge, Some(_)) => {
                    self.age(self.number(path, who, Part::Age))
                }
                (Part::SchoolGrade, Some(_)) => self.grade(self.number(path, who, Part::SchoolGrade)),
                (part, Some(_)) => self.item_value(item, &found, part),
                // Too vague for an age, and yet it decided.
                (_, None) => {
                    let label = labelled(self.view.catalog.items[item].label.get(self.lang).to_owned());
                    return self.is(&label, &self.item_value(item, &found, Part::Whole));
                }
            },
            (Found::Value(_), Path::Item(_, item, part)) => self.quoted(&self.item_value(item, &found, part)),
            (Found::Setting(value), _) => setting_words(value, self.lang),
            (Found::Number(number), _) => number.to_string(),
            (Found::Nobody | Found::Open, _) => return self.known(&label, false),
            (Found::Member(member), Path::Item(_, item, _)) => match self.view.catalog.items[item].role() {
                Some(role) => self.view.called(role.list(), *member, self.lang, self.calling),
                None => String::new(),
            },
            (Found::Today | Found::Member(_) | Found::Value(_), _) => {
                words::date_words(self.view.today, self.lang)
            }
        };
        self.is(&label, &value)
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

    pub(super) fn of(&self, whose: &str, what: &str) -> String {
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

    pub(super) fn grade(&self, grade: Option<i64>) -> String {
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
    pub(super) fn label(&self, path: Path) -> String {
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

    pub(super) fn quoted(&self, text: &str) -> String {
        quoted(self.lang, text)
    }
}

fn quoted(lang: Lang, text: &str) -> String {
    if lang == Lang::Ja { format!("「{text}」") } else { format!("“{text}”") }
}

pub(super) fn setting_words(value: &SettingValue, lang: Lang) -> String {
    match value {
        SettingValue::YesNo(yes) => quoted(lang, yes_no(*yes, lang)),
        SettingValue::Number(number) => number.to_string(),
        SettingValue::Text(text) => quoted(lang, text),
    }
}
