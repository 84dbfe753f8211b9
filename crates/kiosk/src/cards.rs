//! What was read from a card or a code becomes answers.

use kakanai_domain::card::{CardReading, CardValue, Certainty, Unread, answers_from_card};
use kakanai_domain::item::{CardField, List};
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
                vec![Effect::Scan(payload)]
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
    let known = || members.iter().copied().find(|member| bears_name(visit, catalog, list, *member, reading));
    let member = edited.or_else(known).unwrap_or_else(|| visit.new_member(catalog, list));
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

/// Whether the card is that of a member who is in the list already: the certificate named the family before.
fn bears_name(
    visit: &Visit,
    catalog: &Catalog,
    list: Id<List>,
    member: Member,
    reading: &CardReading,
) -> bool {
    let read = reading.fields.iter().find_map(|(value, _)| match value {
        CardValue::Name(name) => Some(name.full()),
        CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_) => None,
    });
    let items =
        catalog.lists[list].items.iter().filter(|item| catalog.items[**item].card == Some(CardField::Name));
    let mut names = items.filter_map(|item| match visit.session.answers.get(Slot::Of(member, *item)) {
        Some(Answer::Value(Value::Name(name))) => Some(name.full()),
        Some(Answer::Value(_) | Answer::Unknown | Answer::Members(_)) | None => None,
    });
    read.is_some_and(|read| names.any(|name| name == read))
}

/// A code counts its members from 1; here they come after those who are in the list already.
fn from_code(model: &Model, list: Id<List>, reading: CodeReading) -> Vec<Happened> {
    let (catalog, Some(visit)) = (&model.catalog, &model.visit) else { return Vec::new() };
    let before = question::members(&visit.session.answers, list);
    let offset = visit.new_member(catalog, list).0.saturating_sub(1);
    let answered = reading.answers.into_iter().filter_map(|(name, said, certainty)| {
        let slot = name.resolve(catalog)?;
        let (slot, said) = match (slot, said) {
            (Slot::Roster(of), Said::Members(numbers)) if of == list => {
                let known = before.iter().map(|member| member.0);
                (slot, Said::Members(known.chain(numbers.iter().map(|n| n.saturating_add(offset))).collect()))
            }
            (Slot::Of(member, item), said) if catalog.items[item].of == Some(list) => {
                (Slot::Of(Member(member.0.saturating_add(offset)), item), said)
            }
            (slot, said) => (slot, said),
        };
        let new = slot == Slot::Roster(list) || visit.session.answers.get(slot).is_none();
        let slot = SlotName::of(catalog, slot);
        new.then_some(Happened::Answered { slot, answer: said, origin: Origin::Code(certainty) })
    });
    let moved = |unread: Unread| {
        let member = unread.member.map(|number| number.saturating_add(offset));
        Unread { member, ..unread }
    };
    let unread = reading.unread.into_iter().map(moved).collect();
    [Happened::CardRead { card: reading.card, unread }].into_iter().chain(answered).collect()
}

/// The list whose members have cards.
pub(crate) fn carded(catalog: &Catalog) -> Option<Id<List>> {
    catalog.items.iter().find(|(_, item)| item.card == Some(CardField::Name)).and_then(|(_, item)| item.of)
}
