//! The start screen.

use eframe::egui::{Rect, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use super::page::{emblem, scrolling};
use super::view::View;
use crate::look::fonts::family;
use crate::look::kit::Look;
use crate::look::{Icon, Kind, Step, icon, lines};
use crate::model::{Intent, Over};
use crate::words::Word;

/// はじめる, languages, a word of the office, the staff's door.
pub fn start_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let all = ui.max_rect();
    let aside = Rect::from_min_max(pos2(all.left() + all.width() * 0.62, all.top()), all.max);
    let main = Rect::from_min_max(all.min, aside.left_bottom());
    ui.painter().rect_filled(main, 0.0, view.look.theme.surface);
    // Large letters may need more height than there is.
    let intent = scrolling(ui, main, 56.0, "start", |ui| {
        ui.add_space(24.0);
        main_ui(ui, view)
    });
    intent.or(aside_ui(ui, view, aside))
}

fn main_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let office = &view.model.catalog.office;
    let name = office.name.as_ref().map(|name| name.get(view.lang())).unwrap_or_default();
    let mut intent = None;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), Sense::hover());
    emblem(ui, view, Rect::from_min_size(row.min, Vec2::splat(56.0)), name);
    let title = look.set(ui, Step::H2, theme.text, name, 360.0);
    ui.painter().galley(pos2(row.left() + 76.0, row.center().y - title.size().y / 2.0), title, theme.text);
    let letters =
        Rect::from_min_max(pos2(row.right() - 190.0, row.top() - 12.0), pos2(row.right(), row.top() + 64.0));
    if look.button_in(ui, letters, Kind::Plain, Some(Icon::Letter), view.say(Word::Letters)).clicked() {
        intent = Some(Intent::Show(Over::Settings));
    }
    ui.add_space(28.0);
    look.heading(ui, Step::Display, view.say(Word::Headline));
    ui.add_space(4.0);
    look.text(ui, Step::Lead, theme.text_sub, view.say(Word::Intro));
    ui.add_space(16.0);
    if begin(ui, look, view.say(Word::Begin)) {
        intent = Some(Intent::Start);
    }
    ui.add_space(16.0);
    if let Some(lang) = languages(ui, view) {
        intent = Some(Intent::Language(lang));
    }
    if let Some(notice) = &office.notice {
        ui.add_space(8.0);
        note(ui, look, notice.get(view.lang()));
    }
    intent
}

fn begin(ui: &mut Ui, look: &Look, words: &str) -> bool {
    let theme = &look.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 128.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    let ground = if response.is_pointer_button_down_on() { theme.primary_press } else { theme.primary };
    ui.painter().rect_filled(rect, 8.0, ground);
    let font = eframe::egui::FontId::new(44.0, family(look.lang, true));
    let galley = lines::set(ui.ctx(), words, font, 1.2, theme.on_primary, f32::INFINITY);
    let left = rect.center().x - (galley.size().x + 64.0) / 2.0;
    icon::paint(
        ui,
        Rect::from_min_size(pos2(left, rect.center().y - 24.0), Vec2::splat(48.0)),
        Icon::Touch,
        theme.on_primary,
    );
    ui.painter().galley(pos2(left + 64.0, rect.center().y - galley.size().y / 2.0), galley, theme.on_primary);
    if response.has_focus() {
        look.focus_ring(ui, rect, 8.0);
    }
    response.clicked()
}

/// A button for each language, in its own words and letters.
fn languages(ui: &mut Ui, view: &View<'_>) -> Option<kakanai_domain::Lang> {
    let mut chosen = None;
    let width = (ui.available_width() - 24.0) / 3.0;
    for row in view.model.catalog.office.languages.chunks(3) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for &lang in row {
                let look = Look { lang, ..view.look };
                let kind = if lang == view.lang() { Kind::Outline } else { Kind::Plain };
                let icon = (lang == view.lang()).then_some(Icon::Check);
                if look.button(ui, vec2(width, 76.0), kind, icon, lang.own_name()).clicked() {
                    chosen = Some(lang);
                }
            }
        });
    }
    chosen
}

fn note(ui: &mut Ui, look: &Look, words: &str) {
    let theme = &look.theme;
    let width = ui.available_width();
    let galley = look.set(ui, Step::Body, theme.text, words, width - 44.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 24.0), Sense::hover());
    ui.painter().rect_filled(rect, 8.0, theme.doubt);
    ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(6.0, rect.height())), 3.0, theme.primary);
    ui.painter().galley(rect.min + vec2(24.0, 12.0), galley, theme.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

fn aside_ui(ui: &mut Ui, view: &View<'_>, rect: Rect) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    // High contrast: black on yellow would glare over a third of the screen.
    let (ground, ink) =
        if theme.strong { (theme.surface_alt, theme.text) } else { (theme.primary, theme.on_primary) };
    ui.painter().rect_filled(rect, 0.0, ground);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(40.0, 64.0))));
    look.text(&mut ui, Step::H2, ink, view.say(Word::Events));
    for (_, event) in view.model.catalog.events.iter() {
        ui.add_space(4.0);
        let line = ui.max_rect().x_range();
        let y = ui.cursor().top();
        ui.painter().hline(line, y, Stroke::new(1.0, ink.gamma_multiply(0.4)));
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        look.text(&mut ui, Step::H2, ink, event.title.get(view.lang()));
        if let Some(help) = &event.help {
            look.text(&mut ui, Step::Small, ink, help.get(view.lang()));
        }
    }
    let door = Rect::from_min_max(
        pos2(rect.right() - 200.0, rect.bottom() - 112.0),
        pos2(rect.right() - 24.0, rect.bottom() - 24.0),
    );
    look.button_in(&mut ui, door, Kind::Plain, None, view.say(Word::Staff)).clicked().then_some(Intent::Desk)
}
