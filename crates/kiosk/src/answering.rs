//! Questions: opening them, entering into them, and 次へ.

use std::collections::BTreeMap;

use kakanai_domain::session::{Happened, Origin, Said, SlotName};
use kakanai_domain::{Answer, Slot};

use crate::draft::{Calendar, DayDraft, Draft, Field, Input, day_draft};
use crate::look::pad;
use crate::model::{Asking, Effect, Entered, Model, Over, Purpose, Screen};
use crate::question::{self, Question, Shape};
use crate::roster;
use crate::update::keep;
use crate::words::Word;

/// Opens a question with what was answered before.
pub(crate) fn open(model: &mut Model, question: Question, purpose: Purpose) {
    let Some(visit) = &model.visit else { return };
    let slots = visit.interview.as_ref().map(|interview| question.slots(interview)).unwrap_or_default();
    let inputs: BTreeMap<Slot, Input> = slots
        .iter()
        .filter_map(|slot| {
            let item = &model.catalog.items[slot.item()?];
            Some((*slot, Input::begin(item, visit.session.answers.get(*slot), model.lang)))
        })
        .collect();
    let untouched = inputs.iter().find(|(_, input)| input.is_untouched()).map(|(slot, _)| *slot);
    let turn = untouched.or_else(|| slots.first().copied());
    model.over = None;
    model.screen = Screen::Asking(Box::new(Asking {
        question,
        purpose,
        inputs,
        flaws: BTreeMap::new(),
        complaint: None,
        note: None,
        turn,
        focus: None,
        editing: None,
    }));
    if let Screen::Asking(asking) = &mut model.screen {
        asking.focus = turn.and_then(|slot| first_field(asking, slot));
    }
}

/// Opens the next question after one, or the review.
pub(crate) fn onward(model: &mut Model, after: Option<Question>) {
    let interview = model.visit.as_ref().and_then(|visit| visit.interview.as_ref());
    match interview.and_then(|interview| question::next(&model.catalog, interview, after)) {
        Some(question) => open(model, question, Purpose::Onward),
        None => model.screen = Screen::Review,
    }
}

/// Brings one slot of the open question to the front: a member's turn, or the page of the editor.
pub(crate) fn look_at(model: &mut Model, slot: Slot) {
    let list = slot.item().and_then(|item| model.catalog.items[item].of);
    let Screen::Asking(asking) = &mut model.screen else { return };
    if asking.inputs.contains_key(&slot) {
        asking.turn = Some(slot);
        asking.focus = first_field(asking, slot);
    } else if let (Some(member), Some(list)) = (slot.member(), list) {
        roster::edit(model, list, member);
        let page = model.catalog.lists[list].roster.iter().position(|item| slot.item() == Some(*item));
        if let (Screen::Asking(asking), Some(page)) = (&mut model.screen, page)
            && let Some(editing) = &mut asking.editing
        {
            editing.page = page;
        }
    }
}

/// Where the keys of a panel write first.
pub(crate) fn first_field(asking: &Asking, slot: Slot) -> Option<(Slot, Field)> {
    let field = match &asking.inputs.get(&slot)?.draft {
        Draft::Day(_) => Field::Year,
        Draft::Line(_) => Field::Whole,
        Draft::Name(_) => Field::Family,
        Draft::Address(_) => Field::PostalCode,
        Draft::YesNo(_) | Draft::Choice(_) | Draft::Choices(_) | Draft::Member(_) => return None,
    };
    Some((slot, field))
}

/// Typed or chosen for a slot.
pub(crate) fn enter(model: &mut Model, slot: Slot, entered: Entered) {
    let (today, here, lang) = (model.today, here(model), model.lang);
    let Some(asking) = model.screen.asking_mut() else { return };
    asking.complaint = None;
    asking.note = None;
    asking.flaws.remove(&slot);
    let chosen = matches!(entered, Entered::Choice(_) | Entered::Unknown);
    if let Some(input) = asking.inputs.get_mut(&slot) {
        put(input, entered, today, &here, lang);
    }
    if chosen && asking.inputs.len() > 1 && asking.editing.is_none() && asking.turn == Some(slot) {
        pass_turn(asking);
    }
}

/// Went into a field: the keys of the panels write there now.
pub(crate) fn focus(model: &mut Model, slot: Slot, field: Field) {
    if let Some(asking) = model.screen.asking_mut() {
        asking.focus = Some((slot, field));
    }
}

/// It is this member's turn.
pub(crate) fn turn(model: &mut Model, slot: Slot) {
    if let Screen::Asking(asking) = &mut model.screen {
        asking.turn = Some(slot);
        asking.focus = first_field(asking, slot);
    }
}

/// いいえ for everybody on the screen.
pub(crate) fn nobody(model: &mut Model) -> Vec<Effect> {
    if let Some(list) = roster::open_list(model) {
        let effects = say(model, vec![(Slot::Roster(list), Answer::Members([].into()))]);
        proceed(model);
        return effects;
    }
    if let Screen::Asking(asking) = &mut model.screen {
        for input in asking.inputs.values_mut() {
            *input = Input { draft: Draft::YesNo(Some(false)), unknown: false };
        }
        asking.complaint = None;
    }
    Vec::new()
}

/// Everybody takes over the answer of [`Asking::same`].
pub(crate) fn same_for_all(model: &mut Model) {
    let Screen::Asking(asking) = &mut model.screen else { return };
    if let Some(same) = asking.same().and_then(|slot| asking.inputs.get(&slot)).cloned() {
        asking.inputs.values_mut().for_each(|input| *input = same.clone());
    }
    asking.flaws.clear();
    asking.complaint = None;
}

/// Touched a key of a panel.
pub(crate) fn key(model: &mut Model, key: pad::Key) {
    if let Some(asking) = model.screen.asking_mut() {
        press(asking, model.over.as_ref(), key);
    }
}

/// After a choice it is the turn of the next member without an answer.
fn pass_turn(asking: &mut Asking) {
    let untouched = |(slot, input): (&Slot, &Input)| input.is_untouched().then_some(*slot);
    let after = asking.inputs.iter().filter(|(slot, _)| Some(**slot) > asking.turn).find_map(untouched);
    if let Some(slot) = after.or_else(|| asking.inputs.iter().find_map(untouched)) {
        asking.turn = Some(slot);
        asking.focus = first_field(asking, slot);
    }
}

fn press(asking: &mut Asking, over: Option<&Over>, key: pad::Key) {
    let focus = match over {
        Some(Over::Kana(slot, field)) => Some((*slot, *field)),
        Some(_) | None => asking.focus,
    };
    let Some((slot, field)) = focus else { return };
    asking.flaws.remove(&slot);
    asking.complaint = None;
    let Some(input) = asking.inputs.get_mut(&slot) else { return };
    input.unknown = false;
    let Some(text) = input.text_mut(field) else { return };
    pad::press(text, key);
    // Two digits are a whole month or era year: the next field comes by itself.
    let digits = if matches!(key, pad::Key::Char(_)) { text.chars().count() } else { 0 };
    let western = matches!(&input.draft, Draft::Day(DayDraft { calendar: Some(Calendar::Western), .. }));
    let year_is_full = field == Field::Year && digits >= if western { 4 } else { 2 };
    if year_is_full {
        asking.focus = Some((slot, Field::Month));
    } else if field == Field::Month && digits >= 2 {
        asking.focus = Some((slot, Field::Day));
    }
}

/// Prefecture and name of the office, for an address in the town itself.
fn here(model: &Model) -> (String, String) {
    let office = &model.catalog.office;
    let prefecture = office.settings.find("prefecture").map(|id| &office.settings[id].value);
    let prefecture = match prefecture {
        Some(kakanai_domain::office::SettingValue::Text(text)) => text.clone(),
        Some(_) | None => String::new(),
    };
    (prefecture, office.name.as_ref().map(|name| name.ja().to_owned()).unwrap_or_default())
}

fn put(
    input: &mut Input,
    entered: Entered,
    today: kakanai_domain::Date,
    here: &(String, String),
    lang: kakanai_domain::Lang,
) {
    if let Entered::Unknown = entered {
        input.unknown = !input.unknown;
        return;
    }
    input.unknown = false;
    match (entered, &mut input.draft) {
        (Entered::Text(field, text), _) => {
            if let Some(place) = input.text_mut(field) {
                *place = text;
            }
        }
        (Entered::YesNo(yes), Draft::YesNo(draft)) => *draft = Some(yes),
        (Entered::Tick(on), Draft::YesNo(draft)) => *draft = on.then_some(true),
        (Entered::Choice(id), Draft::Choice(draft)) => *draft = Some(id),
        (Entered::Toggle(id), Draft::Choices(draft)) if draft.contains(&id) => {
            draft.remove(&id);
        }
        (Entered::Toggle(id), Draft::Choices(draft)) => {
            draft.insert(id);
        }
        (Entered::Member(member), Draft::Member(draft)) => *draft = Some(member),
        (Entered::Calendar(calendar), Draft::Day(day)) => day.calendar = Some(calendar),
        (Entered::Unsure(unsure), Draft::Day(day)) => day.unsure = unsure,
        (Entered::DaysAgo(days), Draft::Day(draft)) => {
            if let Ok(date) = today.checked_sub(jiff::Span::new().days(days)) {
                *draft = day_draft(&date.into(), lang);
            }
        }
        (Entered::Here, Draft::Address(address)) => {
            (address.prefecture, address.city) = here.clone();
        }
        _ => {}
    }
}

/// 次へ
pub(crate) fn next(model: &mut Model) -> Vec<Effect> {
    let Screen::Asking(asking) = &mut model.screen else { return Vec::new() };
    asking.complaint = None;
    asking.flaws.clear();
    match (asking.question, asking.editing) {
        (Question::Roster(list), Some(editing)) => roster::next_page(model, list, editing),
        (Question::Roster(list), None) => roster::next(model, list),
        (Question::Item(_), _) => next_after_item(model),
    }
}

fn next_after_item(model: &mut Model) -> Vec<Effect> {
    let Screen::Asking(asking) = &mut model.screen else { return Vec::new() };
    let slots: Vec<Slot> = asking.inputs.keys().copied().collect();
    let shape = asking.question.shape(&model.catalog, slots.len());
    match shape {
        Shape::Who => {
            // Ticking some says no for the others; ticking none says nothing.
            let some = asking.inputs.values().any(|input| !input.is_untouched());
            if !some {
                asking.complaint = Some(Word::TickOrNobody);
                return Vec::new();
            }
            for input in asking.inputs.values_mut().filter(|input| input.is_untouched()) {
                input.draft = Draft::YesNo(Some(false));
            }
        }
        Shape::Turns => {
            // First the one on the screen, then whoever has no answer yet.
            if let Some(turn) = asking.turn {
                if finish(model, &[turn]).is_none() {
                    return Vec::new();
                }
                let Screen::Asking(asking) = &mut model.screen else { return Vec::new() };
                if asking.inputs.values().any(Input::is_untouched) {
                    pass_turn(asking);
                    return Vec::new();
                }
            }
        }
        Shape::Roster | Shape::One | Shape::Rows => {}
    }
    let Some(answers) = finish(model, &slots) else {
        if shape == Shape::Rows
            && let Screen::Asking(asking) = &mut model.screen
        {
            asking.complaint = Some(Word::ChooseForEach);
        }
        if let Screen::Asking(asking) = &mut model.screen {
            asking.turn = asking.flaws.keys().next().copied();
        }
        return Vec::new();
    };
    let effects = say(model, answers);
    proceed(model);
    effects
}

/// The answers of some slots, or their flaws on the screen.
pub(crate) fn finish(model: &mut Model, slots: &[Slot]) -> Option<Vec<(Slot, Answer)>> {
    let today = model.today;
    let catalog = model.catalog.clone();
    let asking = model.screen.asking_mut()?;
    let mut answers = Vec::new();
    for slot in slots {
        let (Some(input), Some(item)) = (asking.inputs.get(slot), slot.item()) else { continue };
        match input.finish(&catalog.items[item], today) {
            Ok(answer) => answers.push((*slot, answer)),
            Err(flaws) => {
                asking.flaws.insert(*slot, flaws);
            }
        }
    }
    asking.flaws.is_empty().then_some(answers)
}

/// Says what was not said before.
pub(crate) fn say(model: &mut Model, answers: Vec<(Slot, Answer)>) -> Vec<Effect> {
    let Some(visit) = &model.visit else { return Vec::new() };
    let catalog = &model.catalog;
    let what = answers
        .iter()
        .filter(|(slot, answer)| visit.session.answers.get(*slot) != Some(answer))
        .map(|(slot, answer)| Happened::Answered {
            slot: SlotName::of(catalog, *slot),
            answer: Said::of(catalog, *slot, answer),
            origin: Origin::Typed,
        })
        .collect();
    keep(model, what)
}

/// Leaves a question that is answered.
pub(crate) fn proceed(model: &mut Model) {
    let Screen::Asking(asking) = &model.screen else { return };
    let (question, purpose) = (asking.question, asking.purpose);
    let open =
        model.visit.as_ref().and_then(|visit| visit.interview.as_ref()).is_some_and(|i| !i.is_complete());
    match purpose {
        Purpose::Onward => onward(model, Some(question)),
        // A changed answer may open a question; otherwise the review comes back.
        Purpose::Review if open => {
            let interview = model.visit.as_ref().and_then(|visit| visit.interview.as_ref());
            let wanted =
                interview.and_then(|i| i.wanted.first().map(|slot| Question::of(&model.catalog, *slot)));
            if let Some(wanted) = wanted {
                self::open(model, wanted, Purpose::Review);
            }
        }
        Purpose::Review => model.screen = Screen::Review,
        Purpose::Correct => model.screen = Screen::Case,
    }
}
