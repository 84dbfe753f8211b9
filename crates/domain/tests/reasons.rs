//! Every kind of reason, in Japanese and English, compared with `tests/golden/reasons.txt`.
//!
//! `KAKANAI_BLESS=1 cargo test -p kakanai-domain --test reasons` writes the file anew; then read the difference.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a broken table must stop the test")]
#![allow(
    clippy::disallowed_methods,
    reason = "the golden is a file, and blessing is asked of the environment"
)]

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use std::path::Path as File;

use kakanai_domain::condition::*;
use kakanai_domain::date::Day;
use kakanai_domain::event::{Ask, Event, Section};
use kakanai_domain::item::*;
use kakanai_domain::office::{Counter, Office, Setting, SettingValue};
use kakanai_domain::person::Name;
use kakanai_domain::procedure::{Level, Procedure};
use kakanai_domain::why::{Calling, why};
use kakanai_domain::*;
use support::random::{ids, table, today};

fn text(ja: &str, en: &str) -> Text {
    Text::new(ja).with(Lang::En, en)
}

fn array<T, const N: usize>(prefix: &str) -> [Id<T>; N] {
    ids(prefix, N).try_into().expect("so many")
}

fn options<const N: usize>(labels: [(&str, &str); N]) -> Table<Choice> {
    let option = |(ja, en)| Choice { label: text(ja, en), help: None };
    table("option", labels.map(option).into())
}

/// What the table below speaks of.
struct Town {
    people: Id<List>,
    dogs: Id<List>,
    items: Items,
    school_age: Id<Rule>,
    unnamed: Id<Rule>,
    limit: Id<Setting>,
}

struct Items {
    name: Id<Item>,
    relation: Id<Item>,
    birth: Id<Item>,
    insurance: Id<Item>,
    dog_name: Id<Item>,
    joins: Id<Item>,
    moved_on: Id<Item>,
    abroad: Id<Item>,
    wishes: Id<Item>,
    visitor: Id<Item>,
    pensioner: Id<Item>,
}

fn town() -> Town {
    let [people, dogs] = array("list");
    let [name, relation, birth, insurance, dog_name, joins, moved_on, abroad, wishes, visitor, pensioner] =
        array("item");
    let items = Items {
        name,
        relation,
        birth,
        insurance,
        dog_name,
        joins,
        moved_on,
        abroad,
        wishes,
        visitor,
        pensioner,
    };
    let [school_age, unnamed] = array("rule");
    let [limit] = array("setting");
    Town { people, dogs, items, school_age, unnamed, limit }
}

fn option(number: usize) -> Id<Choice> {
    ids("option", 3)[number]
}

fn number(least: Option<i64>, most: Option<i64>) -> Test {
    Test::Within(Bounds { least: least.map(Operand::Number), most: most.map(Operand::Number) })
}

fn visit(item: Id<Item>, test: Test) -> Condition {
    Condition::Test(Path::Item(Subject::Visit, item, Part::Whole), test)
}

fn member(item: Id<Item>, part: Part, test: Test) -> Condition {
    Condition::Test(Path::Item(Subject::Member, item, part), test)
}

fn of_role(role: Id<Item>, item: Id<Item>, part: Part, test: Test) -> Condition {
    Condition::Test(Path::Item(Subject::Role(role), item, part), test)
}

fn not(part: Condition) -> Condition {
    Condition::Not(Box::new(part))
}

impl Town {
    fn is_child(&self) -> Condition {
        member(self.items.birth, Part::Age, number(None, Some(17)))
    }

    /// What is asked, of whom, and when; `true`: for each of the family.
    fn table(&self) -> Vec<(&'static str, bool, Condition)> {
        let Items { birth, insurance, dog_name, joins, moved_on, abroad, wishes, visitor, pensioner, .. } =
            self.items;
        let age = |part, least| member(birth, part, number(Some(least), None));
        let national = || member(insurance, Part::Whole, Test::IsOption(option(0)));
        let child = || Box::new(self.is_child());
        let at_most = |most| Bounds { least: None, most: Some(Operand::Number(most)) };
        let at_least = |least| Bounds { least: Some(Operand::Number(least)), most: None };
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let pochi = || Test::IsText(TextOperand::Text("ポチ".to_owned()));
        vec![
            ("always", false, Condition::All(vec![])),
            ("never", false, Condition::Any(vec![])),
            ("yes", false, visit(joins, Test::Is(true))),
            ("no", false, visit(joins, Test::Is(false))),
            ("option", true, national()),
            (
                "one of the options",
                true,
                member(insurance, Part::Whole, Test::IsOneOf(vec![option(0), option(1)])),
            ),
            ("includes", false, visit(wishes, Test::Includes(option(1)))),
            ("age", true, age(Part::Age, 65)),
            ("age reached", true, age(Part::AgeReached, 65)),
            ("age by law, under", true, member(birth, Part::YearAge, number(None, Some(17)))),
            ("school grade", true, member(birth, Part::SchoolGrade, number(Some(1), Some(9)))),
            ("born before", true, member(birth, Part::Whole, Test::OnOrBefore(day("1961-12-02")))),
            (
                "days ago",
                false,
                Condition::Test(Path::Item(Subject::Visit, moved_on, Part::DaysAgo), number(Some(15), None)),
            ),
            ("since", false, visit(moved_on, Test::OnOrAfter(day("2026-11-01")))),
            ("today", false, Condition::Test(Path::Today(Part::Month), number(Some(4), Some(6)))),
            ("setting", false, Condition::Test(Path::Setting(self.limit), number(Some(3), None))),
            (
                "how many there are",
                false,
                Condition::Test(Path::Count(self.people), Test::Within(at_least(2))),
            ),
            ("rule with a label", true, Condition::Rule(self.school_age)),
            ("rule without", true, Condition::Rule(self.unnamed)),
            (
                "rule of somebody",
                false,
                Condition::SomeoneIn(self.people, Box::new(Condition::Rule(self.school_age))),
            ),
            ("someone", false, Condition::SomeoneIn(self.people, child())),
            ("no one", false, not(Condition::SomeoneIn(self.people, child()))),
            ("everyone", false, Condition::EveryoneIn(self.people, child())),
            (
                "every dog",
                false,
                Condition::EveryoneIn(self.dogs, Box::new(member(dog_name, Part::Whole, pochi()))),
            ),
            (
                "a dog",
                false,
                Condition::SomeoneIn(self.dogs, Box::new(member(dog_name, Part::Whole, pochi()))),
            ),
            ("count of one", false, Condition::CountIn(self.people, child(), at_least(1))),
            ("count of none", false, Condition::CountIn(self.people, child(), at_most(0))),
            ("is the visitor", true, Condition::Test(Path::Member, Test::IsRole(visitor))),
            ("of the visitor", false, of_role(visitor, insurance, Part::Whole, Test::IsOption(option(0)))),
            (
                "of perhaps nobody",
                false,
                of_role(pensioner, insurance, Part::Whole, Test::IsOption(option(0))),
            ),
            ("known", false, visit(abroad, Test::Known(true))),
            ("not known", false, visit(abroad, Test::Known(false))),
            (
                "two reasons",
                true,
                Condition::All(vec![national(), age(Part::Age, 18), visit(joins, Test::Is(true))]),
            ),
            (
                "one of two reasons",
                true,
                Condition::Any(vec![Condition::All(vec![national(), self.is_child()]), age(Part::Age, 18)]),
            ),
            ("not both", true, not(Condition::All(vec![national(), age(Part::Age, 18)]))),
            ("unsure", false, visit(abroad, Test::Is(true))),
            (
                "unsure of two",
                false,
                Condition::All(vec![
                    visit(abroad, Test::Is(true)),
                    Condition::SomeoneIn(self.people, Box::new(national())),
                ]),
            ),
        ]
    }

    fn catalog(&self) -> Catalog {
        let Items { name, relation, birth, insurance, dog_name, .. } = self.items;
        let unknown = Some(text("わからない", "I do not know"));
        let item = |of: Option<Id<List>>, column, kind, (ja, en), unknown: &Option<Text>| Item {
            of,
            column,
            kind,
            label: text(ja, en),
            ask: text("", ""),
            help: None,
            unknown: unknown.clone(),
            card: None,
            writes: None,
        };
        let (people, dogs) = (Some(self.people), Some(self.dogs));
        let days = DateLimits { past: true, partly: true };
        let relations = options([("世帯主", "head"), ("妻", "wife"), ("子", "child")]);
        let insurances =
            options([("国民健康保険", "national"), ("会社の健康保険", "company"), ("なし", "none")]);
        let wishes = options([("住民票の写し", "certificate"), ("印鑑登録", "seal")]);
        let pensioner = member(birth, Part::Age, number(Some(65), None));
        let visitor = Role::Asked { list: self.people, among: None };
        let items = vec![
            item(people, 0, Kind::Name, ("氏名", "name"), &None),
            item(people, 1, Kind::Choice(relations), ("続柄", "relation"), &None),
            item(people, 2, Kind::Date(days), ("生年月日", "birth date"), &None),
            item(people, 3, Kind::Choice(insurances), ("健康保険", "health insurance"), &unknown),
            item(dogs, 0, Kind::Text { most: 20 }, ("犬の名", "name of the dog"), &None),
            item(None, 0, Kind::YesNo, ("いまある世帯に入る", "joins a household"), &None),
            item(None, 1, Kind::Date(days), ("引っ越した日", "day of moving"), &None),
            item(None, 2, Kind::YesNo, ("国外からの引っ越し", "move from abroad"), &unknown),
            item(None, 3, Kind::Choices(wishes), ("ほしいもの", "wishes"), &None),
            item(None, 4, Kind::Member(visitor), ("窓口に来た方", "visitor"), &None),
            item(
                None,
                5,
                Kind::Member(Role::Derived { list: self.people, first: pensioner }),
                ("年金を受ける方", "pensioner"),
                &None,
            ),
        ];
        let list = |(ja, en), items: Vec<Id<Item>>, roster, called| List {
            label: text(ja, en),
            ask: text("", ""),
            help: None,
            roster,
            items,
            at_least: 0,
            called,
        };
        let lists = vec![
            list(
                ("ご家族", "family"),
                vec![name, relation, birth, insurance],
                vec![name, relation, birth],
                vec![name, relation],
            ),
            list(("犬", "dogs"), vec![dog_name], vec![dog_name], vec![dog_name]),
        ];
        let grade = |least, most| member(birth, Part::SchoolGrade, number(Some(least), Some(most)));
        let rules = vec![
            Rule {
                label: Some(text("義務教育の年齢", "of school age")),
                of: Some(self.people),
                when: grade(1, 9),
            },
            Rule { label: None, of: Some(self.people), when: grade(1, 6) },
        ];
        let counters = table(
            "counter",
            vec![Counter { label: text("窓口", "counter"), place: text("", ""), map: None, floor: None }],
        );
        let counter = counters.ids().next().expect("one counter");
        let procedure = |title: &str, each: bool, when: Condition, level| Procedure {
            title: Text::new(title),
            counter,
            for_each: each.then_some(self.people),
            when,
            not_with: Vec::new(),
            levels: vec![(None, level)],
            due: Vec::new(),
            law: String::new(),
            agents: Vec::new(),
            bring: Vec::new(),
            sheets: Vec::new(),
            remark: None,
        };
        let mut procedures: Vec<Procedure> = self
            .table()
            .into_iter()
            .map(|(title, each, when)| procedure(title, each, when, Level::Required))
            .collect();
        // Never asked, so 「…の方は」.
        let advice = self.table().into_iter().filter(|(_, each, _)| !each);
        procedures.extend(advice.map(|(title, each, when)| procedure(title, each, when, Level::Information)));
        let setting = Setting { label: text("部屋の数", "rooms"), value: SettingValue::Number(2) };
        let asked = [5, 6, 7, 8, 9].map(|index| Ask::Item(ids("item", 11)[index]));
        let mut asks = vec![Ask::Roster(self.people), Ask::Roster(self.dogs), Ask::Item(insurance)];
        asks.extend(asked);
        Catalog {
            office: Office { counters, settings: table("setting", vec![setting]), ..Office::default() },
            lists: table("list", lists),
            visit: ids("item", 11).split_off(5),
            items: table("item", items),
            rules: table("rule", rules),
            sheets: table("sheet", Vec::new()),
            events: table(
                "event",
                vec![Event {
                    title: text("転入", "moving in"),
                    help: None,
                    sections: vec![Section { title: text("", ""), asks }],
                    procedures: ids("procedure", procedures.len()),
                    by_agent: None,
                }],
            ),
            procedures: table("procedure", procedures),
            dormant: std::collections::BTreeSet::new(),
            fingerprint: String::new(),
        }
    }

    /// A household: birth dates and insurances of its people, in the order head, wife, child; and of the visit.
    fn household(&self, people: &[(Day, Answer)], dogs: u16, joins: bool, abroad: Answer) -> Answers {
        let Items { name, relation, birth, insurance, dog_name, joins: joining, .. } = self.items;
        let mut said = Answers::default();
        let members = |count| Answer::Members((1..=count).map(Member).collect());
        said.set(Slot::Roster(self.people), members(people.len() as u16));
        said.set(Slot::Roster(self.dogs), members(dogs));
        for (number, (day, insured)) in (1..).zip(people) {
            let given = ["一郎", "花子", "二葉"][usize::from(number) - 1].to_owned();
            let full = Name { family: "見本".to_owned(), given, ..Name::default() };
            let mut say = |item, answer| said.set(Slot::Of(Member(number), item), answer);
            say(name, Answer::Value(Value::Name(full.into())));
            say(relation, Answer::Value(Value::Choice(option(usize::from(number) - 1))));
            say(birth, Answer::Value(Value::Date(day.clone().into())));
            say(insurance, insured.clone());
        }
        for number in 1..=dogs {
            said.set(Slot::Of(Member(number), dog_name), Answer::Value(Value::Text("ポチ".into())));
        }
        let moved = Day::Exact("2026-11-28".parse().expect("a day"));
        said.set(Slot::Visit(joining), Answer::Value(Value::YesNo(joins)));
        said.set(Slot::Visit(self.items.moved_on), Answer::Value(Value::Date(moved.into())));
        said.set(Slot::Visit(self.items.abroad), abroad);
        said.set(Slot::Visit(self.items.wishes), Answer::Value(Value::Choices([option(1)].into())));
        said.set(Slot::Visit(self.items.visitor), Answer::Value(Value::Member(Member(2))));
        said
    }
}

fn exact(text: &str) -> Day {
    Day::Exact(text.parse().expect("a day"))
}

fn vague(written: &str, year: Option<i16>) -> Day {
    Day::Partly { written: written.to_owned(), year, month: None }
}

/// The reasons of everything that follows for a household, each of them once. Advice is what follows when
/// nothing is said.
fn reasons(catalog: &Catalog, said: &Answers) -> Vec<String> {
    let event = catalog.events.ids().next().expect("one event");
    let interview = settle(catalog, event, said, today());
    let mut reasons = Vec::new();
    for verdict in &interview.verdicts {
        let procedure = &catalog.procedures[verdict.procedure];
        let drives = procedure.levels.iter().any(|(_, level)| level.drives());
        if drives == said.is_empty() || (!drives && verdict.outcome != Outcome::Advice) {
            continue;
        }
        let say = |lang, calling| why(catalog, &interview.facts, today(), verdict, lang, calling);
        let mut reason = format!("{}: {:?}\n", procedure.title.ja(), verdict.outcome);
        for lang in [Lang::Ja, Lang::En] {
            let [words, by_name] = [Calling::Relation, Calling::Name].map(|calling| say(lang, calling));
            reason.push_str(&format!("  {words}\n"));
            if by_name != words {
                reason.push_str(&format!("  by name: {by_name}\n"));
            }
        }
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

#[test]
fn reasons_are_what_the_golden_says() {
    let town = town();
    let catalog = town.catalog();
    let insured = |number| Answer::Value(Value::Choice(option(number)));
    let yes_no = |yes| Answer::Value(Value::YesNo(yes));
    let family = [
        (exact("1961-12-02"), insured(0)),
        (exact("1980-05-10"), insured(1)),
        (exact("2016-08-20"), insured(1)),
    ];
    // The first decides every question of age, the second some, the third none.
    let vague = [
        (vague("昭和20年頃", Some(1945)), insured(1)),
        (vague("昭和36年頃", Some(1961)), insured(2)),
        (vague("不詳", None), Answer::Unknown),
    ];
    let households = [
        ("a family that joins another", town.household(&family, 1, true, yes_no(true))),
        ("a child alone", town.household(&family[2..], 0, false, yes_no(false))),
        ("vague birth dates", town.household(&vague, 2, true, Answer::Unknown)),
        ("nobody", town.household(&[], 0, false, Answer::Unknown)),
        ("nothing said", Answers::default()),
    ];
    let mut all = Vec::new();
    for (title, said) in &households {
        all.push(format!("=== {title}\n"));
        for reason in reasons(&catalog, said) {
            if !all.contains(&reason) {
                all.push(reason);
            }
        }
    }
    let actual = all.concat();
    compare("reasons.txt", &actual);
}

fn compare(name: &str, actual: &str) {
    let path = File::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("KAKANAI_BLESS").is_some() {
        std::fs::write(&path, actual).expect("the golden can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("the golden can be read");
    let same = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let (was, is) = (expected.lines().nth(same), actual.lines().nth(same));
    assert!(expected == actual, "{name}:{} differs\nexpected: {was:?}\nactual:   {is:?}", same + 1);
}
