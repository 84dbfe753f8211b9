//! なぜ必要？ The smallest part of a condition that decided, as a sentence in the reader's language.

mod clause;
mod condition;
mod deciding;
mod describe;

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::event::Event;
use crate::facts::{Answers, Facts};
use crate::id::Id;
use crate::interview::{Outcome, Verdict};
use crate::procedure::Procedure;
use crate::settle::{Unit, wanted_by};
use crate::slot::Slot;
use crate::text::Lang;
use crate::truth::{Open, Truth, View};
use crate::why::describe::Speaker;

pub use deciding::{Leaf, LeafKind, deciding};

/// How people are called in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calling {
    /// By name: on the screen.
    Name,
    /// By relation and age: on the guide, where names must not stand.
    Relation,
}

/// Why the verdict is what it is: needed, not needed, or left to the staff.
pub fn why(
    catalog: &Catalog,
    facts: &Facts,
    today: Date,
    verdict: &Verdict,
    lang: Lang,
    calling: Calling,
) -> String {
    let view = View { catalog, facts, today };
    let procedure = &catalog.procedures[verdict.procedure];
    let speaker = Speaker { view, lang, calling, about: verdict.member };
    match verdict.outcome {
        Outcome::Needed(_) => speaker.because(&deciding(view, &procedure.when, verdict.member, Truth::True)),
        Outcome::NotNeeded => {
            speaker.because_not(&deciding(view, &procedure.when, verdict.member, Truth::False))
        }
        Outcome::AskStaff => speaker.unsure(&unsure(view, procedure, verdict)),
        Outcome::Open | Outcome::Advice => speaker.those_who(&procedure.when),
    }
}

/// The わからない answers that keep a procedure, or its level, open.
fn unsure(view: View<'_>, procedure: &Procedure, verdict: &Verdict) -> Vec<Slot> {
    let mut open = Open::default();
    if view.truth(&procedure.when, verdict.member, &mut open) == Truth::True {
        for condition in procedure.levels.iter().filter_map(|(condition, _)| condition.as_ref()) {
            if view.truth(condition, verdict.member, &mut open) == Truth::True {
                break;
            }
        }
    }
    open.unsure.sort_unstable();
    open.unsure.dedup();
    open.unsure
}

/// Why a slot is asked: the procedures and papers that want it at its turn, one sentence each.
/// Empty when it is not asked at all.
pub fn why_asked(
    catalog: &Catalog,
    event: Id<Event>,
    answers: &Answers,
    today: Date,
    slot: Slot,
    lang: Lang,
) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for unit in wanted_by(catalog, event, answers, today, slot) {
        let sentence = unit_wants(catalog, unit, lang);
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

fn unit_wants(catalog: &Catalog, unit: Unit, lang: Lang) -> String {
    let ja = lang == Lang::Ja;
    match unit {
        Unit::Each(id, _) | Unit::Procedure(id, _) => {
            let title = catalog.procedures[id].title.get(lang);
            if ja {
                format!("「{title}」が必要かどうかを確かめるため")
            } else {
                format!("To find out whether “{title}” is needed")
            }
        }
        Unit::Extras(id, _) => {
            let title = catalog.procedures[id].title.get(lang);
            if ja {
                format!("「{title}」の期限や持ち物を確かめるため")
            } else {
                format!("For the time limit and the things to bring of “{title}”")
            }
        }
        Unit::Entry(list, _) => {
            let label = catalog.lists[list].label.get(lang);
            if ja {
                format!("「{label}」のそれぞれについて、はじめに聞くこと")
            } else {
                format!("Asked first about each entry of “{label}”")
            }
        }
        Unit::Paper(sheet, _) | Unit::Rows(sheet, ..) | Unit::Cell(sheet, ..) => {
            let title = &catalog.sheets[sheet].title;
            if ja {
                format!("「{title}」に書くため")
            } else {
                format!("To fill in the paper “{title}”")
            }
        }
    }
}
