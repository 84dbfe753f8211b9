//! What was read from a card or a code becomes answers.

use std::collections::BTreeMap;

use kakanai_domain::card::{CardReading, CardValue, Certainty, Unread, answers_from_card};
use kakanai_domain::item::{CardField, List};
use kakanai_domain::person::Name;
use kakanai_domain::session::{Happened, Origin, Said, SlotName};
use kakanai_domain::{Answer, Catalog, Id, Member, Slot, Value};
use kakanai_reading::{CodeReading, handover};

use crate::answering;
use crate::keyboard::Scanned;
use crate::model::{Effect, Model, Over, Reading, Screen, Trouble, Visit};
use crate::question::{self, Question};
use crate::roster;
use crate::showing;
use crate::update::keep;
use crate::words::Word;

/// Takes a reading into the open question. People read become members; what belongs to the visit (the
/// address before the move) is taken where nothing was said yet: a second card does not change it.
pub(crate) fn take(model: &mut Model, reading: Reading) -> Vec<Effect> {
    match reading {
        Reading::Card(reading) => take_card(model, &reading, &[], true),
        Reading::Code(reading) => take_code(model, reading),
        Reading::Face(face) => {
            showing::open(model, *face);
            Vec::new()
        }
    }
}

/// Takes a card into the open question; of these fields the resident said what stands there. Its holder is `opened`, where
/// the question is about people: a card does not say everything.
pub(crate) fn take_card(
    model: &mut Model,
    reading: &CardReading,
    mended: &[CardField],
    opened: bool,
) -> Vec<Effect> {
    let Screen::Asking(asking) = &model.screen else { return Vec::new() };
    let (question, purpose) = (asking.question, asking.purpose);
    let edited = asking.editing.map(|editing| editing.member);
    let Some(list) = carded(&model.catalog) else { return Vec::new() };
    let (what, member) = from_card(model, list, edited, reading, mended);
    let effects = keep(model, what);
    answering::open(model, question, purpose);
    match member {
        Some(member) if opened && question == Question::Roster(list) => roster::edit(model, list, member),
        Some(_) | None => note_reading(model),
    }
    effects
}

fn take_code(model: &mut Model, reading: CodeReading) -> Vec<Effect> {
    let Screen::Asking(asking) = &model.screen else { return Vec::new() };
    let (question, purpose) = (asking.question, asking.purpose);
    let Some(list) = carded(&model.catalog) else { return Vec::new() };
    let what = from_code(model, list, reading);
    let effects = keep(model, what);
    answering::open(model, question, purpose);
    note_reading(model);
    effects
}

fn note_reading(model: &mut Model) {
    if let Screen::Asking(asking) = &mut model.screen {
        asking.complaint = None;
        asking.note = Some(Word::ReadDone);
    }
}

/// A scanner read a code. For a resident it answers questions; for the clerk, a guide's opens the session.
pub(crate) fn scan(model: &mut Model, scanned: Scanned) -> Vec<Effect> {
    let fail = |model: &mut Model, words, cause: &dyn ToString| {
        model.over = Some(Over::Trouble(Trouble { words, cause: cause.to_string() }));
        Vec::new()
    };
    match (&model.screen, &model.over) {
        (Screen::Asking(_), None | Some(Over::Reader(_))) => match scanned {
            Ok(payload) => {
                model.over = None;
                vec![Effect::Scan(vec![payload])]
            }
            Err(error) => fail(model, Word::ReadFailed, &error),
        },
        (Screen::Desk, _) => {
            let payload = match scanned {
                Ok(payload) => payload,
                Err(error) => return fail(model, Word::ReadFailed, &error),
            };
            match handover::session(payload.bytes()) {
                Ok((office, receipt)) => {
                    let ours = office == model.catalog.office.code;
                    let mut listed =
                        model.desk.iter().filter(|listed| listed.receipt.as_deref() == Some(receipt));
                    match listed.next().filter(|_| ours) {
                        Some(listed) => vec![Effect::Open(listed.key.clone())],
                        None => fail(model, Word::NotHere, &format!("{office} {receipt}")),
                    }
                }
                Err(error) => fail(model, Word::ReadFailed, &error),
            }
        }
        // Nobody waits for a code here: what comes now was meant for another screen.
        (
            Screen::Asking(_)
            | Screen::Showing(_)
            | Screen::Start
            | Screen::Events
            | Screen::Review
            | Screen::Submitting
            | Screen::Done
            | Screen::Case,
            _,
        ) => Vec::new(),
    }
}

fn from_card(
    model: &Model,
    list: Id<List>,
    edited: Option<Member>,
    reading: &CardReading,
    mended: &[CardField],
) -> (Vec<Happened>, Option<Member>) {
    let (catalog, Some(visit)) = (&model.catalog, &model.visit) else { return (Vec::new(), None) };
    let mut members = question::members(&visit.session.answers, list);
    let known = reading.fields.iter().find_map(|(value, _)| match value {
        CardValue::Name(name) => bearer(visit, catalog, list, name),
        CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_) => None,
    });
    let member = edited.or(known).unwrap_or_else(|| visit.new_member(catalog, list));
    let mut answers = answers_from_card(catalog, list, member, reading);
    // Only the one who is being edited is read again.
    answers.retain(|(slot, ..)| {
        (slot.member().is_some() && edited.is_some()) || visit.session.answers.get(*slot).is_none()
    });
    if !members.contains(&member) {
        members.push(member);
        answers.insert(0, (Slot::Roster(list), Answer::Members(members.into()), Certainty::Checked));
    }
    let typed = |slot: &Slot| {
        slot.item().and_then(|item| catalog.items[item].card).is_some_and(|field| mended.contains(&field))
    };
    let answered = answers.iter().map(|(slot, answer, certainty)| Happened::Answered {
        slot: SlotName::of(catalog, *slot),
        answer: Said::of(catalog, *slot, answer),
        origin: if typed(slot) { Origin::Typed } else { Origin::Card(*certainty) },
    });
    let unread = reading.unread.iter().map(|unread| Unread { member: Some(member.0), ..unread.clone() });
    let read = Happened::CardRead { card: reading.card.clone(), unread: unread.collect() };
    ([read].into_iter().chain(answered).collect(), Some(member))
}

/// The member of the list who bears this name: another card or code may have named the family before.
fn bearer(visit: &Visit, catalog: &Catalog, list: Id<List>, name: &Name) -> Option<Member> {
    let items = &catalog.lists[list].items;
    let named = |member: &Member| {
        let mut items = items.iter().filter(|item| catalog.items[**item].card == Some(CardField::Name));
        items.any(|item| match visit.session.answers.get(Slot::Of(*member, *item)) {
            Some(Answer::Value(Value::Name(known))) => known.full() == name.full(),
            Some(Answer::Value(_) | Answer::Unknown | Answer::Members(_)) | None => false,
        })
    };
    question::members(&visit.session.answers, list).into_iter().find(named)
}

/// A code counts its members from 1; here they are those of the list who bear the same name, or come after all others.
fn from_code(model: &Model, list: Id<List>, reading: CodeReading) -> Vec<Happened> {
    let (catalog, Some(visit)) = (&model.catalog, &model.visit) else { return Vec::new() };
    let named = |number: u16| {
        reading.answers.iter().find_map(|(slot, said, _)| {
            let Some(Slot::Of(Member(of), item)) = slot.resolve(catalog) else { return None };
            let is_name = of == number && catalog.items[item].card == Some(CardField::Name);
            if let Said::Name(name) = said
                && is_name
            {
                bearer(visit, catalog, list, name)
            } else {
                None
            }
        })
    };
    let mut listed = question::members(&visit.session.answers, list);
    let mut next = visit.new_member(catalog, list).0;
    let mut members: BTreeMap<u16, Member> = BTreeMap::new();
    for number in 1..=reading.members {
        let known = named(number).filter(|known| !members.values().any(|taken| taken == known));
        let member = known.unwrap_or_else(|| {
            listed.push(Member(next));
            next = next.saturating_add(1);
            Member(next.saturating_sub(1))
        });
        members.insert(number, member);
    }
    let answered = reading.answers.into_iter().filter_map(|(name, said, certainty)| {
        let (slot, said) = match (name.resolve(catalog)?, said) {
            (Slot::Roster(of), Said::Members(_)) if of == list => {
                (Slot::Roster(of), Said::Members(listed.iter().map(|member| member.0).collect()))
            }
            (Slot::Of(Member(number), item), said) if catalog.items[item].of == Some(list) => {
                (Slot::Of(*members.get(&number)?, item), said)
            }
            (slot, said) => (slot, said),
        };
        let new = slot == Slot::Roster(list) || visit.session.answers.get(slot).is_none();
        let slot = SlotName::of(catalog, slot);
        new.then_some(Happened::Answered { slot, answer: said, origin: Origin::Code(certainty) })
    });
    let unread = reading.unread.into_iter().map(|unread| {
        let member = unread.member.and_then(|number| Some(members.get(&number)?.0));
        Unread { member, ..unread }
    });
    let read = Happened::CardRead { card: reading.card, unread: unread.collect() };
    [read].into_iter().chain(answered).collect()
}

/// The list whose members have cards.
pub(crate) fn carded(catalog: &Catalog) -> Option<Id<List>> {
    catalog.items.iter().find(|(_, item)| item.card == Some(CardField::Name)).and_then(|(_, item)| item.of)
}
