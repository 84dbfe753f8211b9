//! The longest names and addresses that real people have, on every sheet of every household: nothing is cut, nothing
//! is set too small to read, and what has no room stands in full on an annex.
#![allow(clippy::expect_used, reason = "a broken workspace must stop the test")]

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use kakanai_author::lint::looks;
use kakanai_domain::filled::Ink;
use kakanai_domain::item::Kind;
use kakanai_domain::person::{Address, Name};
use kakanai_domain::{Answer, Answers, Member, Slot, Value, fill, settle};
use kakanai_printing::{Fonts, Footer, Mark, Problem, Said, place};
use support::{Household, household, shipped};

/// The longest that the registers hold, or that a resident could say: 20 kanji, 40 letters, a 方書 of a care home.
fn longest(value: &Value, kind: &Kind, latin: bool) -> Option<Value> {
    Some(match value {
        Value::Name(_) if latin => Value::Name(Arc::new(Name {
            latin: "ALEXANDRINA VICTORIA MONTGOMERY-SMYTHE".into(),
            family_kana: "アレクサンドリナヴィクトリア".into(),
            given_kana: "モントゴメリースマイズ".into(),
            ..Name::default()
        })),
        Value::Name(_) => Value::Name(Arc::new(Name {
            family: "勘解由小路長宗我部".into(),
            given: "左衛門三郎太郎右衛門之介".into(),
            family_kana: "カデノコウジチョウソカベ".into(),
            given_kana: "サエモンサブロウタロウエモンノスケ".into(),
            ..Name::default()
        })),
        Value::Address(_) => Value::Address(Arc::new(Address {
            postal_code: "0000031".into(),
            prefecture: "見本県".into(),
            city: "北見本郡見本町".into(),
            town: "大字上見本字下見本西五十二番地先".into(),
            block: "1234番地の56の789".into(),
            building: "社会福祉法人見本会特別養護老人ホーム見本の里ハイツ弐番館1203号室".into(),
            ..Address::default()
        })),
        Value::Phone(_) => Value::Phone("0000-000-0000（内線 12345）".into()),
        Value::Text(_) => {
            let Kind::Text { most } = kind else { return None };
            Value::Text("見本の長い言葉".chars().cycle().take(*most).collect::<String>().into())
        }
        Value::YesNo(_)
        | Value::Choice(_)
        | Value::Choices(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::PostalCode(_)
        | Value::Money(_)
        | Value::Member(_) => return None,
    })
}

/// The same household with the longest words, and with its last person twelve times over.
fn stretched(household: &Household, latin: bool) -> Answers {
    let Household { catalog, scenario, .. } = household;
    let mut answers = Answers::default();
    for (slot, answer) in scenario.answers.iter() {
        let longer = match (slot.item(), answer) {
            (Some(item), Answer::Value(value)) => longest(value, &catalog.items[item].kind, latin),
            _ => None,
        };
        answers.set(slot, longer.map_or_else(|| answer.clone(), Answer::Value));
    }
    let people = catalog.lists.find("people").expect("the list of people");
    let Some(Answer::Members(members)) = scenario.answers.get(Slot::Roster(people)).cloned() else {
        return answers;
    };
    let Some(Member(last)) = members.last().copied() else { return answers };
    let copied: Vec<_> = answers.iter().map(|(slot, answer)| (slot, answer.clone())).collect();
    for number in last + 1..=12 {
        for (slot, answer) in &copied {
            if let Slot::Of(Member(member), item) = slot
                && *member == last
                && catalog.items[*item].of == Some(people)
            {
                answers.set(Slot::Of(Member(number), *item), answer.clone());
            }
        }
    }
    answers.set(Slot::Roster(people), Answer::Members((1..=last.max(12)).map(Member).collect()));
    answers
}

#[test]
fn the_longest_that_people_have_is_never_cut() {
    let fonts = Fonts::default();
    let footer = Footer { code: "M-0000-000".to_owned() };
    let (mut wrong, mut annexed) = (BTreeSet::new(), BTreeSet::new());
    for scenario in shipped().scenarios {
        let household = household(&scenario.name);
        for latin in [false, true] {
            let answers = stretched(&household, latin);
            let Household { catalog, .. } = &household;
            let interview = settle(catalog, scenario.event, &answers, scenario.today);
            for filled in fill(catalog, scenario.event, &interview, scenario.today) {
                let name = catalog.sheets.name(filled.sheet);
                let pages = place(catalog, &filled, &footer, &fonts);
                for note in pages.iter().flat_map(|page| &page.notes) {
                    match &note.problem {
                        Problem::Small(size) => {
                            wrong.insert(format!("{}: {size} pt", note.cell));
                        }
                        Problem::Annex(_) => {
                            annexed.insert(note.cell.clone());
                        }
                        Problem::Glyph(_) => {}
                    }
                }
                for finding in pages.iter().flat_map(|page| looks(name, page, &fonts)) {
                    wrong.insert(finding.to_string());
                }
                // What was filled in stands on the sheet or on its annex, to the last character.
                let said: String = pages
                    .iter()
                    .flat_map(|page| &page.marks)
                    .filter_map(|mark| if let Mark::Text(words) = mark { Some(words) } else { None })
                    .map(|words| match &words.said {
                        Said::Line => words.text.clone(),
                        Said::Whole(whole) => whole.clone(),
                        Said::Before => String::new(),
                    })
                    .collect();
                let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
                for ink in &filled.boxes {
                    let Ink::Text(text) = &ink.ink else { continue };
                    let meant: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                    if !said.contains(&meant) {
                        wrong.insert(format!("{name}: a text is not on the paper"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
    // The longest words do need annexes: a test that never met one would show nothing.
    assert!(!annexed.is_empty());
}
