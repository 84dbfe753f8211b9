//! A day: calendar, year, month and day of the month, with keys to touch.

use eframe::egui::{Ui, vec2};
use kakanai_domain::Slot;
use kakanai_domain::era::Era;
use kakanai_domain::item::{DateLimits, Kind};

use super::input::{field_ui, unknown};
use super::view::View;
use crate::draft::{Calendar, DayDraft, Field};
use crate::look::Mark;
use crate::look::tokens::TOUCH;
use crate::model::{Asking, Entered, Intent};
use crate::words::Word;

/// Newest first; 明治 is more than 110 years ago and can be given as 西暦.
const ERAS: [Era; 4] = [Era::Reiwa, Era::Heisei, Era::Showa, Era::Taisho];

/// The input of a day.
pub fn day_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, slot: Slot, day: &DayDraft) -> Option<Intent> {
    let item = &view.model.catalog.items[slot.item()?];
    let input = asking.inputs.get(&slot)?;
    let limits = match item.kind {
        Kind::Date(limits) => Some(limits),
        Kind::YesNo
        | Kind::Choice(_)
        | Kind::Choices(_)
        | Kind::Number { .. }
        | Kind::Name
        | Kind::Address
        | Kind::Phone
        | Kind::Text { .. }
        | Kind::PostalCode
        | Kind::Money
        | Kind::Member(_) => None,
    }?;
    let mut intent = None;
    ui.horizontal_top(|ui| {
        let panel = 3.0 * TOUCH + 12.0;
        let width = (ui.available_width() - panel - 40.0).min(640.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            intent = fields(ui, view, asking, slot, day, limits, width);
            if let Some(entered) = unknown(ui, view, item, input) {
                intent = Some(Intent::Enter(slot, entered));
            }
        });
        ui.add_space(24.0);
        if let Some(key) = view.look.digits(ui, false, view.keys()) {
            intent = Some(Intent::Key(key));
        }
    });
    intent
}

fn fields(
    ui: &mut Ui,
    view: &View<'_>,
    asking: &Asking,
    slot: Slot,
    day: &DayDraft,
    limits: DateLimits,
    width: f32,
) -> Option<Intent> {
    let mut intent = None;
    let enter = |entered| Some(Intent::Enter(slot, entered));
    let gap = 8.0;
    let calendars = ERAS.map(|era| (era.name(), Calendar::Of(era))).into_iter();
    let calendars: Vec<_> = calendars.chain([(view.say(Word::Western), Calendar::Western)]).collect();
    let size = vec2((width - gap * (calendars.len() - 1) as f32) / calendars.len() as f32, 76.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (name, calendar) in calendars {
            if view.look.segment(ui, size, name, day.calendar == Some(calendar)).clicked() {
                intent = enter(Entered::Calendar(calendar));
            }
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let third = (width - 32.0) / 3.4;
        let parts = [
            (Field::Year, Word::Year, third * 1.4, &day.year),
            (Field::Month, Word::Month, third, &day.month),
            (Field::Day, Word::Day, third, &day.day),
        ];
        for (field, word, width, text) in parts {
            let typed = field_ui(ui, view, asking, slot, field, view.say(word), "", width, text);
            intent = intent.take().or(typed);
        }
    });
    ui.add_space(4.0);
    if limits.partly {
        let size = vec2(width.min(420.0), 76.0);
        if view.look.option(ui, size, Mark::Tick, None, view.say(Word::Unsure), "", day.unsure).clicked() {
            intent = enter(Entered::Unsure(!day.unsure));
        }
    } else if limits.past {
        ui.horizontal(|ui| {
            for (ago, words) in [
                (0, view.say(Word::Today).to_owned()),
                (1, view.say(Word::Yesterday).to_owned()),
                (2, Word::DaysAgo.with(view.lang(), &["2"])),
            ] {
                let size = vec2((width - 32.0) / 3.0, 76.0);
                if view.look.button(ui, size, crate::look::Kind::Plain, None, &words).clicked() {
                    intent = enter(Entered::DaysAgo(ago));
                }
            }
        });
    }
    intent
}
