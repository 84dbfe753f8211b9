//! A question: its words, its input, and the way on.

use eframe::egui::Ui;
use kakanai_domain::item::{Item, List};
use kakanai_domain::{Id, Slot};

use super::page::{Bars, page};
use super::view::View;
use super::{family, input, several};
use crate::look::{Icon, Step};
use crate::model::{Asking, Intent, Over, Purpose, Screen};
use crate::question::{Question, Shape};
use crate::words::{self, Word};

/// The screen of a question.
pub fn asking_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking) -> Option<Intent> {
    let shape = asking.question.shape(&view.model.catalog, asking.inputs.len());
    let name = (asking.question, asking.editing.map(|editing| (editing.member.0, editing.page)));
    page(ui, view, bars(view, asking), name, |ui| {
        let heading = ui.cursor().top();
        let intent = match (asking.question, asking.editing) {
            (Question::Roster(list), None) => family::family_ui(ui, view, asking, list),
            (Question::Roster(list), Some(editing)) => {
                let item = view.model.catalog.lists[list].roster.get(editing.page);
                item.and_then(|item| editor_ui(ui, view, asking, list, Slot::Of(editing.member, *item)))
            }
            (Question::Item(item), _) => {
                let item = &view.model.catalog.items[item];
                match shape {
                    Shape::Roster | Shape::One => one_ui(ui, view, asking, item),
                    Shape::Who => several::who_ui(ui, view, asking, item),
                    Shape::Rows => several::rows_ui(ui, view, asking, item),
                    Shape::Turns => several::turns_ui(ui, view, asking, item),
                }
            }
        };
        if asking.complaint.is_some() || !asking.flaws.is_empty() {
            let bar = eframe::egui::Rect::from_min_max(
                eframe::egui::pos2(ui.max_rect().left() - 24.0, heading),
                eframe::egui::pos2(ui.max_rect().left() - 18.0, ui.cursor().top()),
            );
            ui.painter().rect_filled(bar, 3.0, view.look.theme.error);
        }
        intent
    })
}

fn bars(view: &View<'_>, asking: &Asking) -> Bars {
    let model = view.model;
    let next = match (asking.purpose, asking.editing) {
        (_, Some(_)) | (Purpose::Onward | Purpose::Review, None) => Word::Next,
        (Purpose::Correct, None) => Word::Save,
    };
    let mut aside = vec![(Icon::Question, Word::Why, Intent::Show(Over::Why))];
    let first = model
        .visit
        .as_ref()
        .and_then(|visit| visit.interview.as_ref())
        .is_some_and(|interview| interview.asked.is_empty());
    let carded = match asking.question {
        Question::Roster(list) => {
            model.catalog.lists[list].roster.iter().any(|item| model.catalog.items[*item].card.is_some())
        }
        Question::Item(_) => first,
    };
    if model.can_read() && carded {
        aside.insert(0, (Icon::Card, Word::ReadCard, Intent::OpenReader));
    }
    Bars {
        progress: progress(view, asking),
        back: true,
        next: Some((next, Intent::Next)),
        aside,
        quit: asking.purpose != Purpose::Correct,
    }
}

/// Which step of how many a question belongs to, and its name.
pub(super) fn progress(view: &View<'_>, asking: &Asking) -> Option<(usize, usize, String)> {
    let model = view.model;
    let event = &model.catalog.events[model.visit.as_ref()?.session.event?];
    let section = asking.question.section(event);
    let title = event.sections.get(section).map(|section| section.title.get(view.lang()).to_owned());
    Some((section + 1, event.sections.len() + 1, title.unwrap_or_default()))
}

/// The words of a question: what is asked, a hint, and what is missing.
pub fn words_ui(ui: &mut Ui, view: &View<'_>, ask: &str, help: Option<&str>, complaint: Option<&str>) {
    let look = &view.look;
    ui.spacing_mut().item_spacing.y = 6.0;
    if let Some(complaint) = complaint {
        look.complaint(ui, complaint);
        ui.add_space(6.0);
    }
    if let Screen::Asking(asking) = &view.model.screen
        && let Some(note) = asking.note
    {
        look.text(ui, Step::Label, look.theme.success, view.say(note));
    }
    look.heading(ui, Step::H1, ask);
    if let Some(help) = help {
        look.text(ui, Step::Body, look.theme.text_sub, help);
    }
    ui.add_space(16.0);
    ui.spacing_mut().item_spacing.y = 12.0;
}

/// What is missing on the screen, in one sentence.
pub fn complaint(view: &View<'_>, asking: &Asking, slots: &[Slot]) -> Option<String> {
    let mine = |slot: &Slot| slots.contains(slot);
    let flaw = asking.flaws.iter().find(|(slot, _)| mine(slot)).and_then(|(_, flaws)| flaws.first());
    let at_field = flaw.map(|(field, flaw)| {
        let sentence = words::flaw(*flaw, view.lang());
        match input::field_label(view, *field) {
            Some(label) => format!("{label}：{sentence}"),
            None => sentence,
        }
    });
    asking.complaint.map(|word| view.say(word).to_owned()).or(at_field)
}

fn one_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, item: &Item) -> Option<Intent> {
    let slot = *asking.inputs.keys().next()?;
    let name = slot.member().and_then(|member| Some(view.name(item.of?, member)));
    let help = item.help.as_ref().map(|help| help.get(view.lang()));
    let complaint = complaint(view, asking, &[slot]);
    words_ui(ui, view, &view.ask(item, name.as_deref()), help, complaint.as_deref());
    input::input_ui(ui, view, asking, slot)
}

/// A page of the editor of a member.
fn editor_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, list: Id<List>, slot: Slot) -> Option<Intent> {
    let item = &view.model.catalog.items[slot.item()?];
    let name = slot.member().map(|member| view.name_in(asking, list, member));
    let help = item.help.as_ref().map(|help| help.get(view.lang()));
    let complaint = complaint(view, asking, &[slot]);
    words_ui(ui, view, &view.ask(item, name.as_deref()), help, complaint.as_deref());
    input::input_ui(ui, view, asking, slot)
}
