//! The PIN of a card on the reader: four dots, ten keys, and how many mistakes it still bears.

use eframe::egui::accesskit::Role;
use eframe::egui::{Sense, Stroke, Ui, WidgetInfo, vec2};
use kakanai_reading::chip::Kind as Card;

use super::over::buttons;
use super::view::View;
use crate::chip::ChipEntry;
use crate::look::{Kind, Step};
use crate::model::Intent;
use crate::words::Word;

/// Fewer are left than the card had.
const ALL_TRIES: u8 = 3;

pub(super) fn chip_ui(ui: &mut Ui, view: &View<'_>, entry: &ChipEntry) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let (title, hint, ask) = match entry.kind {
        Card::MyNumber => (Word::ChipMyNumber, Word::ChipHint, Word::ChipAsk),
        Card::Licence => (Word::ChipLicence, Word::ChipHintLicence, Word::ChipAskLicence),
    };
    look.heading(ui, Step::H1, view.say(title));
    if let Some(word) = entry.complaint {
        look.complaint(ui, view.say(word));
    }
    if entry.left < ALL_TRIES {
        let left = Word::ChipLeft.with(view.lang(), &[&entry.left.to_string()]);
        look.text(ui, Step::Lead, theme.error, &left);
    }
    if entry.reading {
        look.text(ui, Step::Lead, theme.text, view.say(Word::ChipReading));
        return None;
    }
    let stop = (view.say(Word::ChipStop), Intent::Close);
    if entry.asks_first() {
        let ask = if entry.left < kakanai_reading::chip::FEW { Word::ChipAsk } else { ask };
        look.text(ui, Step::Lead, theme.text, view.say(ask));
        return buttons(ui, look, stop, Some((view.say(Word::ChipGoOn), Intent::PinAgreed)));
    }
    let mut intent = None;
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(470.0);
            look.text(ui, Step::Body, theme.text_sub, view.say(hint));
            ui.add_space(20.0);
            dots(ui, view, entry.pin.count());
            ui.add_space(28.0);
            if look.button(ui, vec2(400.0, 88.0), Kind::Primary, None, view.say(Word::ChipRead)).clicked() {
                intent = Some(Intent::ReadChip);
            }
            ui.add_space(12.0);
            if look.button(ui, vec2(400.0, 72.0), Kind::Outline, None, stop.0).clicked() {
                intent = Some(stop.1);
            }
        });
        ui.add_space(24.0);
        let key = look.digits(ui, false, view.keys()).map(Intent::PinKey);
        intent = intent.take().or(key);
    });
    intent
}

/// As many filled dots as there are digits: neither they nor what is read aloud tells which.
fn dots(ui: &mut Ui, view: &View<'_>, count: usize) {
    let theme = &view.look.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(4.0 * 64.0, 56.0), Sense::hover());
    for n in 0..4 {
        let centre = rect.min + vec2(28.0 + 64.0 * n as f32, 28.0);
        ui.painter().circle_stroke(centre, 18.0, Stroke::new(2.0, theme.border));
        if n < count {
            ui.painter().circle_filled(centre, 12.0, theme.text);
        }
    }
    let words = Word::PinDigits.with(view.lang(), &[&count.to_string()]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}
