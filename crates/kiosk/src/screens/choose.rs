//! Why did you come?

use eframe::egui::{Ui, vec2};

use super::page::{Bars, page};
use super::view::View;
use crate::look::{Mark, Step};
use crate::model::Intent;
use crate::words::Word;

/// Height of the card of an event.
pub(super) const CARD: f32 = 132.0;

/// One card for each event. Choosing leads on at once.
pub fn events_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let chosen = view.model.visit.as_ref().and_then(|visit| visit.session.event);
    let next = chosen.map(|event| (Word::Next, Intent::Choose(event)));
    let bars = Bars { back: true, next, quit: true, ..Bars::default() };
    page(ui, view, bars, "events", |ui| {
        let mut intent = None;
        view.look.heading(ui, Step::H1, view.say(Word::WhichEvent));
        ui.add_space(24.0);
        let lang = view.lang();
        for (id, event) in view.model.catalog.events.iter() {
            let help = event.help.as_ref().map(|help| help.get(lang)).unwrap_or_default();
            let size = vec2(ui.available_width(), CARD);
            let option = view.look.option(
                ui,
                size,
                Mark::Radio,
                None,
                event.title.get(lang),
                help,
                chosen == Some(id),
            );
            if option.clicked() {
                intent = Some(Intent::Choose(id));
            }
        }
        intent
    })
}
