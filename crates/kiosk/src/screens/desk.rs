//! The clerk's list of sessions. Japanese only: it is the office's own working language.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use kakanai_domain::Lang;
use kakanai_domain::session::Stage;
use kakanai_printer::{End, Progress};

use super::page::scrolling;
use super::view::View;
use crate::look::{Icon, Kind, Step};
use crate::model::{Intent, Listed};
use crate::words;

/// Left edges of the columns.
const COLUMNS: [f32; 4] = [28.0, 250.0, 480.0, 880.0];

/// Sessions, the newest first.
pub fn desk_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let all = ui.max_rect();
    let mut intent = None;
    let top = Rect::from_min_size(all.min, vec2(all.width(), 88.0));
    ui.painter().rect_filled(top, 0.0, theme.surface);
    ui.painter().hline(top.x_range(), top.bottom(), Stroke::new(1.0, theme.divider));
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(Rect::from_min_max(top.min + vec2(28.0, 20.0), top.max)));
    look.heading(&mut bar, Step::H2, "職員用　受付一覧");
    let button = |ui: &mut Ui, right: f32, icon, words: &str| {
        let place = Rect::from_min_max(
            pos2(all.right() - right - 220.0, all.top() + 10.0),
            pos2(all.right() - right, all.top() + 78.0),
        );
        look.button_in(ui, place, Kind::Plain, icon, words).clicked()
    };
    if button(ui, 20.0, Some(Icon::Cross), "受付画面へ") {
        intent = Some(Intent::Finish);
    }
    if button(ui, 252.0, None, "最新にする") {
        intent = Some(Intent::Desk);
    }
    let head = top.bottom() + 14.0;
    for (x, words) in COLUMNS.into_iter().zip(["受付番号", "時刻", "用件", "状態"]) {
        let galley = look.set(ui, Step::Small, theme.text_sub, words, f32::INFINITY);
        ui.painter().galley(pos2(all.left() + 24.0 + x, head), galley, theme.text_sub);
    }
    let place = Rect::from_min_max(pos2(all.left(), head + 36.0), all.max);
    let opened = scrolling(ui, place, 24.0, "desk", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if view.model.desk.is_empty() {
            ui.add_space(24.0);
            look.text(ui, Step::Body, theme.text_sub, "受付はまだありません。");
        }
        let mut opened = None;
        for listed in &view.model.desk {
            if row_ui(ui, view, listed) {
                opened = Some(Intent::Open(listed.key.clone()));
            }
        }
        opened
    });
    intent.or(opened)
}

fn row_ui(ui: &mut Ui, view: &View<'_>, listed: &Listed) -> bool {
    let look = &view.look;
    let theme = &look.theme;
    let catalog = &view.model.catalog;
    let receipt = listed.receipt.clone().unwrap_or_else(|| "―".to_owned());
    let event = listed
        .event
        .as_ref()
        .and_then(|name| catalog.events.find(name))
        .map(|id| catalog.events[id].title.ja());
    // What is being printed, or was not, is seen without opening it.
    let unprinted = view.model.printouts.get(&listed.key).map(|printout| &printout.progress);
    let unprinted = unprinted.filter(|progress| progress.end() != Some(&End::Completed));
    let stage = unprinted
        .map_or_else(|| words::stage(listed.stage).to_owned(), |progress| progress.headline(Lang::Ja));
    let cells = [receipt, clock(listed.at), event.unwrap_or("―").to_owned(), stage];
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 64.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, cells.join(" ")));
    let ground = if response.hovered() || response.has_focus() { theme.tint } else { theme.surface };
    ui.painter().rect_filled(rect, 0.0, ground);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.divider));
    for ((n, words), x) in cells.iter().enumerate().zip(COLUMNS) {
        let step = if n == 0 { Step::Label } else { Step::Body };
        let ink = match (n, listed.stage) {
            (3, _) if unprinted.is_some_and(Progress::is_over) => theme.error,
            (3, Stage::Submitted | Stage::Printed) => theme.primary,
            (3, Stage::Abandoned | Stage::HandedOver) => theme.text_sub,
            _ => theme.text,
        };
        let galley = look.set(ui, step, ink, words, f32::INFINITY);
        let at = pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0);
        ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(at, galley, ink);
    }
    if response.has_focus() {
        look.focus_ring(ui, rect.shrink(4.0), 4.0);
    }
    response.clicked()
}

/// The time in Japan: 「11月20日 14:05」.
pub fn clock(at: i64) -> String {
    let japan = jiff::tz::Offset::constant(9);
    jiff::Timestamp::from_second(at)
        .map(|time| japan.to_datetime(time))
        .map(|time| format!("{}月{}日 {}:{:02}", time.month(), time.day(), time.hour(), time.minute()))
        .unwrap_or_default()
}
