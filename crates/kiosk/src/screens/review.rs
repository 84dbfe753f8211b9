//! Is everything right? Every answer that was asked, by section.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use kakanai_domain::card::Certainty;
use kakanai_domain::event::{Ask, Event};
use kakanai_domain::session::Origin;
use kakanai_domain::{Id, Slot};

use super::page::{Bars, page};
use super::view::View;
use crate::look::{Kind, Step, lines};
use crate::model::{Intent, Visit};
use crate::words::Word;

/// One line of a review: a question and what was said.
pub struct Row {
    /// The slot.
    pub slot: Slot,
    /// What it is: 「生年月日」.
    pub label: String,
    /// What was said.
    pub said: String,
    /// Somebody must look at it.
    pub doubtful: bool,
    /// Where it came from.
    pub origin: Option<Origin>,
}

/// The asked answers of each section.
pub fn sections(view: &View<'_>, visit: &Visit, event: Id<Event>) -> Vec<(String, Vec<Row>)> {
    let catalog = &view.model.catalog;
    let asked = visit.interview.as_ref().map(|interview| interview.asked.clone()).unwrap_or_default();
    let event = &catalog.events[event];
    let belongs = |slot: &Slot, ask: &Ask| match (slot, ask) {
        (Slot::Of(_, item), Ask::Roster(list)) => catalog.lists[*list].roster.contains(item),
        (Slot::Roster(of), Ask::Roster(list)) => {
            of == list && crate::question::members(&visit.session.answers, *list).is_empty()
        }
        (Slot::Visit(of) | Slot::Of(_, of), Ask::Item(item)) => of == item,
        (Slot::Visit(_), Ask::Roster(_)) | (Slot::Roster(_), Ask::Item(_)) => false,
    };
    let sections = event.sections.iter().map(|section| {
        let rows = section.asks.iter().flat_map(|ask| {
            let mut slots: Vec<Slot> = asked.iter().copied().filter(|slot| belongs(slot, ask)).collect();
            slots.sort_by_key(|slot| slot.member());
            slots.into_iter().filter_map(|slot| row(view, visit, slot)).collect::<Vec<_>>()
        });
        (section.title.get(view.lang()).to_owned(), rows.collect())
    });
    sections.filter(|(_, rows): &(String, Vec<Row>)| !rows.is_empty()).collect()
}

fn row(view: &View<'_>, visit: &Visit, slot: Slot) -> Option<Row> {
    let catalog = &view.model.catalog;
    let answer = visit.session.answers.get(slot)?;
    let label = match slot {
        Slot::Roster(list) => catalog.lists[list].label.get(view.lang()).to_owned(),
        Slot::Visit(item) => catalog.items[item].label.get(view.lang()).to_owned(),
        Slot::Of(member, item) => {
            let list = catalog.items[item].of?;
            let label = catalog.items[item].label.get(view.lang());
            if catalog.lists[list].called.first() == Some(&item) {
                label.to_owned()
            } else {
                format!("{}：{label}", view.name(list, member))
            }
        }
    };
    let said = match slot {
        Slot::Roster(_) => view.say(Word::NoneThere).to_owned(),
        Slot::Visit(_) | Slot::Of(..) => view.answer(slot, answer),
    };
    let origin = visit.session.origins.get(&slot).copied();
    let certainty = match origin {
        Some(Origin::Card(certainty) | Origin::Code(certainty)) => Some(certainty),
        Some(Origin::Typed | Origin::Inherited) | None => None,
    };
    let doubtful = certainty == Some(Certainty::Doubtful) && !visit.session.confirmed.contains(&slot);
    Some(Row { slot, label, said, doubtful, origin })
}

/// The review of a resident.
pub fn review_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let visit = view.model.visit.as_ref()?;
    let event = visit.session.event?;
    let steps = view.model.catalog.events[event].sections.len() + 1;
    let bars = Bars {
        progress: Some((steps, steps, view.say(Word::Review).to_owned())),
        back: true,
        next: Some((Word::Submit, Intent::Submit)),
        quit: true,
        ..Bars::default()
    };
    page(ui, view, bars, "review", |ui| {
        let look = &view.look;
        let mut intent = None;
        look.heading(ui, Step::H1, view.say(Word::ReviewTitle));
        look.text(ui, Step::Body, look.theme.text_sub, view.say(Word::ReviewHint));
        for (title, rows) in sections(view, visit, event) {
            ui.add_space(12.0);
            look.heading(ui, Step::H2, &title);
            ui.spacing_mut().item_spacing.y = 0.0;
            let top = ui.cursor().top();
            let ground = ui.painter().add(eframe::egui::Shape::Noop);
            for (n, row) in rows.iter().enumerate() {
                if n > 0 {
                    let line = ui.max_rect().shrink2(vec2(24.0, 0.0)).x_range();
                    ui.painter().hline(line, ui.cursor().top(), Stroke::new(1.0, look.theme.divider));
                }
                intent = intent.take().or(row_ui(ui, view, row));
            }
            let card = Rect::from_min_max(
                pos2(ui.max_rect().left(), top),
                pos2(ui.max_rect().right(), ui.cursor().top()),
            );
            let edge = if look.theme.strong { look.edge() } else { Stroke::new(1.0, look.theme.divider) };
            let shape = eframe::egui::epaint::RectShape::new(
                card,
                12,
                look.theme.surface,
                edge,
                eframe::egui::StrokeKind::Inside,
            );
            ui.painter().set(ground, shape);
            ui.spacing_mut().item_spacing.y = 12.0;
        }
        intent
    })
}

fn row_ui(ui: &mut Ui, view: &View<'_>, row: &Row) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let width = ui.available_width();
    let label = lines::set(ui.ctx(), &row.label, look.font(Step::Small), 1.35, theme.text_sub, width * 0.34);
    let mut font = look.font(Step::Body);
    font.family = crate::look::fonts::family(look.lang, true);
    let said = lines::set(ui.ctx(), &row.said, font, 1.35, theme.text, width * 0.62 - 220.0);
    let doubt = row
        .doubtful
        .then(|| look.set(ui, Step::Small, theme.error, view.say(Word::Doubtful), width * 0.62 - 220.0));
    let right = said.size().y + doubt.as_ref().map_or(0.0, |doubt| doubt.size().y);
    let height = (label.size().y.max(right) + 16.0).max(92.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}：{}", row.label, row.said)));
    ui.painter().galley(
        pos2(rect.left() + 28.0, rect.center().y - label.size().y / 2.0),
        label,
        theme.text_sub,
    );
    let x = rect.left() + width * 0.38;
    let y = rect.center().y - right / 2.0;
    let below = y + said.size().y;
    ui.painter().galley(pos2(x, y), said, theme.text);
    if let Some(doubt) = doubt {
        ui.painter().galley(pos2(x, below), doubt, theme.error);
    }
    let place = Rect::from_min_max(
        pos2(rect.right() - 196.0, rect.center().y - 44.0),
        pos2(rect.right() - 20.0, rect.center().y + 44.0),
    );
    let change = look.button_in(ui, place, Kind::Outline, None, view.say(Word::Change));
    change.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{} {}", row.label, view.say(Word::Change)))
    });
    change.clicked().then_some(Intent::Change(row.slot))
}
