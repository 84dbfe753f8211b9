//! The frame of a resident's page: a bar at the top, a bar at the bottom, and what is between.

use eframe::egui::containers::scroll_area::{DragScroll, ScrollSource};
use eframe::egui::{Rect, ScrollArea, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

use super::view::View;
use crate::look::tokens::{FOOTER, HEADER, PAD, TOUCH};
use crate::look::{Icon, Kind, Step, lines};
use crate::model::{Intent, Over};
use crate::words::Word;

/// Where the name of the office begins in the bar at the top.
const OFFICE_AT: f32 = 88.0;
/// What the bar at the top keeps at the left and at the right of the progress.
const BESIDE_PROGRESS: (f32, f32) = (330.0, 420.0);

/// The bars of a page.
#[derive(Default)]
pub struct Bars {
    /// Step, steps, and the name of the step.
    pub progress: Option<(usize, usize, String)>,
    /// もどる
    pub back: bool,
    /// What leads on.
    pub next: Option<(Word, Intent)>,
    /// Aside from the task, between the two.
    pub aside: Vec<(Icon, Word, Intent)>,
    /// Whether やめる is offered.
    pub quit: bool,
}

/// Shows a page. `name` distinguishes it from other pages: each has its own place in scrolling.
pub fn page(
    ui: &mut Ui,
    view: &View<'_>,
    bars: Bars,
    name: impl std::hash::Hash + std::fmt::Debug,
    body: impl FnOnce(&mut Ui) -> Option<Intent>,
) -> Option<Intent> {
    let all = ui.max_rect();
    let top = Rect::from_min_size(all.min, vec2(all.width(), HEADER));
    let bottom = Rect::from_min_max(pos2(all.left(), all.bottom() - FOOTER), all.max);
    let between = Rect::from_min_max(top.left_bottom(), bottom.right_top());
    // In this order: Tab and screen readers follow it.
    let header = header(ui, view, top, &bars);
    let inside = scrolling(ui, between, PAD, name, |ui| {
        ui.add_space(28.0);
        let intent = body(ui);
        ui.add_space(20.0);
        intent
    });
    let footer = footer(ui, view, bottom, bars);
    header.or(inside).or(footer)
}

/// What may be higher than its place, dragged with a finger.
pub fn scrolling<R>(
    ui: &mut Ui,
    place: Rect,
    pad: f32,
    name: impl std::hash::Hash + std::fmt::Debug,
    body: impl FnOnce(&mut Ui) -> R,
) -> R {
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt(&name));
    child.set_clip_rect(place.intersect(ui.clip_rect()));
    ScrollArea::vertical()
        .id_salt(&name)
        .auto_shrink([false, false])
        .scroll_source(ScrollSource { drag: DragScroll::Always, ..ScrollSource::default() })
        .show(&mut child, |ui| {
            let inner = Rect::from_min_max(
                pos2(place.left() + pad, ui.max_rect().top()),
                pos2(place.right() - pad, f32::INFINITY),
            );
            ui.scope_builder(UiBuilder::new().max_rect(inner), body).inner
        })
        .inner
}

fn header(ui: &mut Ui, view: &View<'_>, rect: Rect, bars: &Bars) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    ui.painter().rect_filled(rect, 0.0, theme.surface);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.divider));
    let office =
        view.model.catalog.office.name.as_ref().map(|name| name.get(view.lang())).unwrap_or_default();
    emblem(ui, view, Rect::from_min_size(rect.min + vec2(24.0, 24.0), Vec2::splat(48.0)), office);
    let small = look.set(ui, Step::Small, theme.text, office, f32::INFINITY);
    ui.painter().galley(rect.min + vec2(OFFICE_AT, 16.0), small, theme.text);
    let mut font = look.font(Step::Label);
    font.size = font.size.min(26.0);
    let title = lines::set(ui.ctx(), view.say(Word::Reception), font, 1.25, theme.text, f32::INFINITY);
    ui.painter().galley(rect.min + vec2(OFFICE_AT, 44.0), title, theme.text);
    if let Some((step, steps, name)) = &bars.progress {
        let (left, right) = BESIDE_PROGRESS;
        let place = Rect::from_min_max(rect.min + vec2(left, 0.0), pos2(rect.right() - right, rect.bottom()));
        let spoken = Word::Steps.with(view.lang(), &[&steps.to_string(), &step.to_string(), name]);
        look.progress(ui, place, *step, *steps, name, &spoken);
    }
    let mut right = rect.right() - 16.0;
    let mut intent = None;
    let mut button = |ui: &mut Ui, width: f32, icon, word| {
        let place =
            Rect::from_min_max(pos2(right - width, rect.top() + 4.0), pos2(right, rect.top() + 4.0 + TOUCH));
        right -= width + 12.0;
        look.button_in(ui, place, Kind::Plain, Some(icon), view.say(word)).clicked()
    };
    if bars.quit && button(ui, 160.0, Icon::Cross, Word::Quit) {
        intent = Some(Intent::Show(Over::Leave));
    }
    if button(ui, 200.0, Icon::Letter, Word::Letters) {
        intent = Some(Intent::Show(Over::Settings));
    }
    intent
}

/// The first letter of the office in a green square.
pub fn emblem(ui: &Ui, view: &View<'_>, square: Rect, office: &str) {
    let theme = &view.look.theme;
    ui.painter().rect_filled(square, 10.0, theme.success);
    let font = eframe::egui::FontId::new(
        square.width() * 0.62,
        crate::look::fonts::family(kakanai_domain::Lang::Ja, true),
    );
    let ink = theme.surface;
    let letter: String = office.chars().take(1).collect();
    let galley = lines::set(ui.ctx(), &letter, font, 1.0, ink, f32::INFINITY);
    ui.painter().galley(square.center() - galley.size() / 2.0, galley, ink);
}

fn footer(ui: &mut Ui, view: &View<'_>, rect: Rect, bars: Bars) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    ui.painter().rect_filled(rect, 0.0, theme.surface);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, theme.divider));
    let mut intent = None;
    let place = |left: f32, right: f32| {
        Rect::from_min_max(pos2(left, rect.top() + 8.0), pos2(right, rect.top() + 8.0 + TOUCH))
    };
    if bars.back {
        let back = place(rect.left() + 24.0, rect.left() + 224.0);
        if look.button_in(ui, back, Kind::Outline, Some(Icon::Back), view.say(Word::Back)).clicked() {
            intent = Some(Intent::Back);
        }
    }
    let edge = rect.right() - if bars.next.is_some() { 384.0 } else { 24.0 };
    let room = edge - 24.0 - (rect.left() + 248.0);
    let count = bars.aside.len().max(1) as f32;
    let width = ((room - 16.0 * (count - 1.0)) / count).min(324.0);
    let mut left = rect.left() + 248.0;
    for (icon, word, aside) in bars.aside {
        if look.button_in(ui, place(left, left + width), Kind::Plain, Some(icon), view.say(word)).clicked() {
            intent = Some(aside);
        }
        left += width + 16.0;
    }
    if let Some((word, next)) = bars.next {
        let place = place(rect.right() - 384.0, rect.right() - 24.0);
        if look.button_in(ui, place, Kind::Primary, Some(Icon::Next), view.say(word)).clicked() {
            intent = Some(next);
        }
    }
    intent
}

#[cfg(test)]
mod tests {
    use kakanai_domain::room::{EVENT_HELP, OFFICE, OPTION, QUESTION, Room, SECTION};

    use super::*;
    use crate::screens::{choose, several};

    const WIDE: f32 = 1280.0;
    /// The largest letters a reader may choose.
    const LARGE: f32 = 1.4;

    fn fits(room: Room, size: f32, line: f32, wide: f32, high: f32) {
        assert!(room.letters * size <= wide, "{room:?} of {size} points in {wide}");
        assert!(f32::from(room.lines) * (size * line).round() <= high, "{room:?} of {size} points in {high}");
    }

    #[test]
    fn words_that_have_room_stay_in_their_places() {
        let small = Step::Small.size();
        let (left, right) = BESIDE_PROGRESS;
        // 「12 / 12」 before it takes 110 points.
        fits(SECTION, small, 1.0, WIDE - left - right - 110.0, HEADER);
        fits(OFFICE, (small * LARGE).round(), 1.0, left - OFFICE_AT, HEADER);
        let page = WIDE - 2.0 * PAD;
        fits(QUESTION, Step::H1.size(), Step::H1.line(), page, 160.0);
        // Mark and margin of an option without an icon take 72 points; its words are set in small letters at last.
        let (name, high) = several::ROW;
        fits(OPTION, small, 1.25, (page - name - 3.0 * 12.0) / 3.0 - 72.0, high);
        let title = (small * 1.25).round();
        fits(
            EVENT_HELP,
            (small * LARGE).round(),
            Step::Small.line(),
            page - 72.0,
            choose::CARD - 12.0 - title,
        );
    }
}
