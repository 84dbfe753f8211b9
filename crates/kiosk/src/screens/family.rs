//! Who is in a list: a card for each member.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};
use kakanai_domain::item::List;
use kakanai_domain::{Id, Member, Slot};

use super::ask::words_ui;
use super::view::View;
use crate::look::{Icon, Kind, Step, lines};
use crate::model::{Asking, Intent};
use crate::question;
use crate::words::Word;

/// The editor of a list.
pub fn family_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, list: Id<List>) -> Option<Intent> {
    let catalog = &view.model.catalog;
    let lang = view.lang();
    let spec = &catalog.lists[list];
    let help = spec.help.as_ref().map(|help| help.get(lang));
    words_ui(ui, view, spec.ask.get(lang), help, asking.complaint.map(|word| view.say(word)));
    let answers = &view.model.visit.as_ref()?.session.answers;
    let members = question::members(answers, list);
    let mut intent = None;
    if members.is_empty() {
        ui.horizontal(|ui| {
            let size = vec2(360.0, 112.0);
            if view.look.button(ui, size, Kind::Primary, Some(Icon::Plus), view.say(Word::AddFirst)).clicked()
            {
                intent = Some(Intent::AddMember);
            }
            let none = view.say(Word::NoneThere);
            if spec.at_least == 0
                && view.look.button(ui, size, Kind::Outline, Some(Icon::Cross), none).clicked()
            {
                intent = Some(Intent::Nobody);
            }
        });
        return intent;
    }
    let width = (ui.available_width() - 16.0) / 2.0;
    let people = spec.roster.iter().any(|item| catalog.items[*item].card.is_some());
    let more = view.say(if people { Word::AddMore } else { Word::AddMoreThing });
    // The last place is for one more.
    let places: Vec<Option<Member>> = members.into_iter().map(Some).chain([None]).collect();
    for pair in places.chunks(2) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for place in pair {
                match place {
                    Some(member) => intent = intent.take().or(card_ui(ui, view, list, *member, width)),
                    None if view
                        .look
                        .button(ui, vec2(width, 96.0), Kind::Outline, Some(Icon::Plus), more)
                        .clicked() =>
                    {
                        intent = Some(Intent::AddMember);
                    }
                    None => {}
                }
            }
        });
    }
    intent
}

fn card_ui(ui: &mut Ui, view: &View<'_>, list: Id<List>, member: Member, width: f32) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let name = view.name(list, member);
    let (details, unfinished) = details(view, list, member);
    let said = if unfinished { view.say(Word::Unfinished).to_owned() } else { details };
    let room = width - 24.0 - 286.0;
    let mut font = look.font(Step::Label);
    let set = |font: &eframe::egui::FontId| lines::set(ui.ctx(), &name, font.clone(), 1.25, theme.text, room);
    let mut title = set(&font);
    while title.rows.len() > 1 && font.size > Step::Small.size() {
        font.size -= 1.0;
        title = set(&font);
    }
    let ink = if unfinished { theme.error } else { theme.text_sub };
    let under = lines::set(ui.ctx(), &said, look.font(Step::Small), 1.35, ink, room);
    let height = (title.size().y + under.size().y + 14.0).max(96.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    look.card(ui, rect);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name} {said}")));
    let top = rect.center().y - (title.size().y + under.size().y + 2.0) / 2.0;
    let below = top + title.size().y + 2.0;
    ui.painter().galley(pos2(rect.left() + 20.0, top), title, theme.text);
    ui.painter().galley(pos2(rect.left() + 20.0, below), under, ink);
    let mut intent = None;
    let place = |from: f32, to: f32| {
        Rect::from_min_max(
            pos2(rect.right() - from, rect.center().y - 44.0),
            pos2(rect.right() - to, rect.center().y + 44.0),
        )
    };
    // Several buttons bear the same words; their names for screen readers tell them apart.
    let change = look.button_in(ui, place(280.0, 122.0), Kind::Outline, None, view.say(Word::Change));
    change.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{name} {}", view.say(Word::Change)))
    });
    if change.clicked() {
        intent = Some(Intent::EditMember(member));
    }
    let remove = look.button_in(ui, place(110.0, 14.0), Kind::Plain, None, view.say(Word::Remove));
    remove.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{name} {}", view.say(Word::Remove)))
    });
    if remove.clicked() {
        intent = Some(Intent::RemoveMember(member));
    }
    intent
}

/// The roster items of a member but the name, in words; and whether something is missing.
fn details(view: &View<'_>, list: Id<List>, member: Member) -> (String, bool) {
    let spec = &view.model.catalog.lists[list];
    let Some(visit) = &view.model.visit else { return (String::new(), true) };
    let mut words = Vec::new();
    let mut unfinished = false;
    for item in &spec.roster {
        let slot = Slot::Of(member, *item);
        match visit.session.answers.get(slot) {
            Some(answer) if spec.called.first() != Some(item) => words.push(view.answer(slot, answer)),
            Some(_) => {}
            None => unfinished = true,
        }
    }
    (words.join("・"), unfinished)
}
