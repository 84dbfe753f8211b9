//! Who is in a list: adding, editing and removing members.

use std::collections::BTreeMap;

use kakanai_domain::item::{Item, List};
use kakanai_domain::session::{Happened, SlotName};
use kakanai_domain::{Answer, Id, Member, Slot};

use crate::answering::{finish, first_field, proceed, say};
use crate::draft::Input;
use crate::model::{Editing, Effect, Model, Screen};
use crate::question::{self, Question};
use crate::update::keep;
use crate::words::Word;

/// The list whose members are on the screen.
pub(crate) fn open_list(model: &Model) -> Option<Id<List>> {
    let Screen::Asking(asking) = &model.screen else { return None };
    match asking.question {
        Question::Roster(list) => Some(list),
        Question::Item(_) => None,
    }
}

/// Opens the editor for one more member.
pub(crate) fn add_member(model: &mut Model) {
    let list = open_list(model);
    let visit = model.visit.as_ref();
    if let Some((list, member)) =
        list.zip(visit).map(|(list, visit)| (list, visit.new_member(&model.catalog, list)))
    {
        edit(model, list, member);
    }
}

/// Opens the editor of a member.
pub(crate) fn edit_member(model: &mut Model, member: Member) {
    if let Some(list) = open_list(model) {
        edit(model, list, member);
    }
}

/// Opens the editor of a member at its first page with something missing.
pub(crate) fn edit(model: &mut Model, list: Id<List>, member: Member) {
    let Some(visit) = &model.visit else { return };
    let catalog = &model.catalog;
    let slots = catalog.lists[list].roster.iter().map(|item| Slot::Of(member, *item));
    let inputs: BTreeMap<Slot, Input> = slots
        .filter_map(|slot| {
            let item = &catalog.items[slot.item()?];
            Some((slot, Input::begin(item, visit.session.answers.get(slot), model.lang)))
        })
        .collect();
    let lacks = |item: &Id<Item>| {
        let input = inputs.get(&Slot::Of(member, *item));
        input.is_some_and(|input| input.finish(&catalog.items[*item], model.today).is_err())
    };
    let roster = &catalog.lists[list].roster;
    let page = roster.iter().position(lacks).unwrap_or(0);
    let first = roster.get(page).map(|item| Slot::Of(member, *item));
    let Screen::Asking(asking) = &mut model.screen else { return };
    asking.inputs = inputs;
    asking.flaws.clear();
    asking.complaint = None;
    asking.editing = Some(Editing { member, page });
    asking.focus = first.and_then(|slot| first_field(asking, slot));
}

/// Takes a member out of the list. What was said about them is kept, but is no fact any more.
pub(crate) fn remove_member(model: &mut Model, member: Member) -> Vec<Effect> {
    let Some(list) = open_list(model) else { return Vec::new() };
    let Some(visit) = &model.visit else { return Vec::new() };
    let rest: Vec<Member> = question::members(&visit.session.answers, list)
        .into_iter()
        .filter(|other| *other != member)
        .collect();
    if rest.is_empty() {
        let slot = SlotName::of(&model.catalog, Slot::Roster(list));
        return keep(model, vec![Happened::Retracted { slot }]);
    }
    say(model, vec![(Slot::Roster(list), Answer::Members(rest.into()))])
}

/// 次へ in the editor of a member: the next page, or the list again.
pub(crate) fn next_page(model: &mut Model, list: Id<List>, editing: Editing) -> Vec<Effect> {
    let roster = &model.catalog.lists[list].roster;
    let slots: Vec<Slot> = roster.iter().map(|item| Slot::Of(editing.member, *item)).collect();
    let Some(here) = slots.get(editing.page) else { return Vec::new() };
    if finish(model, std::slice::from_ref(here)).is_none() {
        return Vec::new();
    }
    if slots.len() > editing.page + 1 {
        turn_to(model, &slots, editing, editing.page + 1);
        return Vec::new();
    }
    let Some(mut answers) = finish(model, &slots) else {
        // Something on an earlier page is missing: go there.
        let Screen::Asking(asking) = &model.screen else { return Vec::new() };
        let lacking = slots.iter().position(|slot| asking.flaws.contains_key(slot));
        turn_to(model, &slots, editing, lacking.unwrap_or(0));
        return Vec::new();
    };
    let visit = model.visit.as_ref();
    let mut members = visit.map(|visit| question::members(&visit.session.answers, list)).unwrap_or_default();
    if !members.contains(&editing.member) {
        members.push(editing.member);
        answers.insert(0, (Slot::Roster(list), Answer::Members(members.into())));
    }
    let effects = say(model, answers);
    if let Screen::Asking(asking) = &mut model.screen {
        asking.editing = None;
        asking.inputs.clear();
        asking.focus = None;
    }
    effects
}

fn turn_to(model: &mut Model, slots: &[Slot], editing: Editing, page: usize) {
    let Screen::Asking(asking) = &mut model.screen else { return };
    asking.editing = Some(Editing { page, ..editing });
    asking.focus = slots.get(page).and_then(|slot| first_field(asking, *slot));
}

/// 次へ under the list: every member has to be finished.
pub(crate) fn next(model: &mut Model, list: Id<List>) -> Vec<Effect> {
    let Some(visit) = &model.visit else { return Vec::new() };
    let answers = &visit.session.answers;
    let members = question::members(answers, list);
    let catalog = &model.catalog;
    let lacking = members.iter().find(|member| {
        catalog.lists[list].roster.iter().any(|item| answers.get(Slot::Of(**member, *item)).is_none())
    });
    let complaint = if members.len() < usize::from(catalog.lists[list].at_least) {
        Some(Word::AddSomebody)
    } else if members.is_empty() && answers.get(Slot::Roster(list)).is_none() {
        Some(Word::AddOrNone)
    } else if lacking.is_some() {
        Some(Word::FinishMembers)
    } else {
        None
    };
    if complaint.is_some() {
        if let Screen::Asking(asking) = &mut model.screen {
            asking.complaint = complaint;
        }
        return Vec::new();
    }
    proceed(model);
    Vec::new()
}
