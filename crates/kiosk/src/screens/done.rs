//! The receipt number, and where to go now.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};
use kakanai_domain::guide::Stop;

use super::page::{Bars, page};
use super::view::View;
use crate::look::{Icon, Step, icon, lines};
use crate::model::Intent;
use crate::words::Word;

/// While the storage writes, or gives a number.
pub fn waiting_ui(ui: &mut Ui, view: &View<'_>, word: Word) -> Option<Intent> {
    page(ui, view, Bars::default(), "waiting", |ui| {
        view.look.heading(ui, Step::H1, view.say(word));
        None
    })
}

/// The last screen of a resident.
pub fn done_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let visit = view.model.visit.as_ref()?;
    let bars = Bars { next: Some((Word::Finish, Intent::Finish)), ..Bars::default() };
    page(ui, view, bars, "done", |ui| {
        let look = &view.look;
        let theme = &look.theme;
        let receipt = visit.session.receipt.clone().unwrap_or_default();
        let whole = ui.available_width();
        let height = 236.0 * (1.0 + (look.scale - 1.0) * 0.7);
        let (rect, _) = ui.allocate_exact_size(vec2(whole, height), Sense::hover());
        look.card(ui, rect);
        let badge = Rect::from_min_size(rect.min + vec2(36.0, 36.0), Vec2::splat(72.0));
        ui.painter().circle_filled(badge.center(), 36.0, theme.success);
        icon::paint(ui, badge.shrink(18.0), Icon::Check, theme.surface);
        let mut words = ui.new_child(eframe::egui::UiBuilder::new().max_rect(Rect::from_min_max(
            rect.min + vec2(132.0, 28.0),
            pos2(rect.left() + whole * 0.56, rect.bottom()),
        )));
        words.spacing_mut().item_spacing.y = 4.0;
        look.heading(&mut words, Step::H1, view.say(Word::Done));
        look.text(&mut words, Step::Body, theme.text, view.say(Word::DoneHint));
        let papers = match &visit.papers {
            Some(papers) => Word::PapersMade.with(view.lang(), &[&papers.pages.to_string()]),
            None => view.say(Word::PapersComing).to_owned(),
        };
        look.text(&mut words, Step::Body, theme.text_sub, &papers);
        number(
            ui,
            view,
            Rect::from_min_max(
                pos2(rect.left() + whole * 0.58, rect.top() + 24.0),
                rect.max - vec2(24.0, 24.0),
            ),
            &receipt,
        );
        if let Some(guide) = visit.guide(&view.model.catalog, view.model.today, view.lang()) {
            ui.add_space(8.0);
            look.heading(ui, Step::H2, view.say(Word::Counters));
            let width = (whole - 16.0) / 2.0;
            for (row, pair) in guide.stops.chunks(2).enumerate() {
                ui.horizontal_top(|ui| {
                    for (n, stop) in pair.iter().enumerate() {
                        stop_ui(ui, view, row * 2 + n + 1, stop, width);
                    }
                });
            }
        }
        ui.add_space(4.0);
        look.text(ui, Step::Small, theme.text_sub, view.say(Word::FinishHint));
        None
    })
}

fn number(ui: &mut Ui, view: &View<'_>, rect: Rect, receipt: &str) {
    let look = &view.look;
    let theme = &look.theme;
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Label, true, format!("{} {receipt}", view.say(Word::Receipt)))
    });
    ui.painter().rect_filled(rect, 12.0, theme.tint);
    let label = look.set(ui, Step::Small, theme.text, view.say(Word::Receipt), f32::INFINITY);
    let mut font = look.font(Step::Number);
    let set = |font: &eframe::egui::FontId| {
        lines::set(ui.ctx(), receipt, font.clone(), 1.0, theme.text, f32::INFINITY)
    };
    let mut number = set(&font);
    while number.size().x > rect.width() - 32.0 && font.size > 48.0 {
        font.size -= 4.0;
        number = set(&font);
    }
    ui.painter().galley(rect.min + vec2(24.0, 14.0), label, theme.text);
    let at = pos2(rect.center().x - number.size().x / 2.0, rect.center().y + 14.0 - number.size().y / 2.0);
    ui.painter().galley(at, number, theme.text);
}

fn stop_ui(ui: &mut Ui, view: &View<'_>, n: usize, stop: &Stop, width: f32) {
    let look = &view.look;
    let theme = &look.theme;
    let catalog = &view.model.catalog;
    let counter = &catalog.office.counters[stop.counter];
    let tasks: Vec<&str> =
        stop.tasks.iter().map(|task| catalog.procedures[task.procedure].title.get(view.lang())).collect();
    let mut once: Vec<&str> = Vec::new();
    for task in tasks {
        if !once.contains(&task) {
            once.push(task);
        }
    }
    let place = format!("{}　{}", counter.label.get(view.lang()), counter.place.get(view.lang()));
    let room = width - 96.0;
    let title = lines::set(ui.ctx(), &place, look.font(Step::Label), 1.3, theme.text, room);
    let list = look.set(ui, Step::Small, theme.text_sub, &once.join("、"), room);
    let height = title.size().y + list.size().y + 28.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{place} {}", once.join("、"))));
    look.card(ui, rect);
    let centre = pos2(rect.left() + 40.0, rect.top() + 34.0);
    ui.painter().circle(centre, 20.0, theme.tint, Stroke::new(2.0, theme.primary));
    let digit = look.set(ui, Step::Label, theme.text, &n.to_string(), f32::INFINITY);
    ui.painter().galley(centre - digit.size() / 2.0, digit, theme.text);
    let under = rect.top() + 14.0 + title.size().y;
    ui.painter().galley(pos2(rect.left() + 76.0, rect.top() + 14.0), title, theme.text);
    ui.painter().galley(pos2(rect.left() + 76.0, under), list, theme.text_sub);
}
