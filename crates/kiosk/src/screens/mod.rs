//! Screens: functions of the model that say what somebody did.

mod address;
mod ask;
mod case;
mod chip;
mod choose;
mod day;
mod desk;
mod done;
mod face;
mod family;
mod input;
mod live;
mod name;
mod over;
mod page;
mod pictures;
mod preview;
mod printout;
mod review;
mod several;
mod start;
mod view;

use eframe::egui::Ui;

use crate::model::{Intent, Model, Screen};
use crate::showing::Phase;
use crate::words::Word;

pub use pictures::held;
pub use view::View;

/// Shows the model's screen and what lies over it.
pub fn show(ui: &mut Ui, model: &Model) -> Option<Intent> {
    let view = View::of(model);
    style(ui, &view);
    ui.painter().rect_filled(ui.max_rect(), 0.0, view.look.theme.ground);
    let saving = model.visit.as_ref().is_some_and(|visit| !visit.unsaved().is_empty());
    let below = match &model.screen {
        _ if saving => done::waiting_ui(ui, &view, Word::Saving),
        Screen::Start => start::start_ui(ui, &view),
        Screen::Events => choose::events_ui(ui, &view),
        Screen::Asking(asking) => ask::asking_ui(ui, &view, asking),
        Screen::Showing(showing) => match &showing.phase {
            Phase::Looking(looking) => live::looking_ui(ui, &view, showing, looking),
            Phase::Checking(face) => face::checking_ui(ui, &view, showing, face),
            Phase::Mending(face, field, asking) => face::mending_ui(ui, &view, showing, face, *field, asking),
        },
        Screen::Review => review::review_ui(ui, &view),
        Screen::Submitting => done::waiting_ui(ui, &view, Word::Submitting),
        Screen::Done => done::done_ui(ui, &view),
        Screen::Desk => desk::desk_ui(ui, &view),
        Screen::Case => case::case_ui(ui, &view),
    };
    pictures::release(ui.ctx(), model);
    match &model.over {
        Some(over) => over::over_ui(ui, &view, over),
        None => below,
    }
}

/// egui's own colours and sizes, for scroll bars, cursors and text selection.
fn style(ui: &mut Ui, view: &View<'_>) {
    let theme = view.look.theme;
    let style = ui.style_mut();
    style.animation_time = 0.0;
    style.interaction.selectable_labels = false;
    style.spacing.item_spacing = eframe::egui::vec2(16.0, 12.0);
    style.spacing.scroll = eframe::egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 16.0;
    let visuals = &mut style.visuals;
    visuals.panel_fill = theme.surface;
    visuals.override_text_color = Some(theme.text);
    visuals.extreme_bg_color = theme.surface_alt;
    visuals.selection.bg_fill = theme.tint_press;
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = eframe::egui::Stroke::new(2.5, theme.primary);
    for widget in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
        widget.bg_fill = theme.border;
        widget.expansion = 0.0;
    }
}
