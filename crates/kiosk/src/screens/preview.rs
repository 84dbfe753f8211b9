//! A page of the bundle, for the clerk: what will come out of the printer. Nothing of it is on the disk.

use std::sync::Arc;

use eframe::egui::{
    Align, Color32, ColorImage, Id, Image, Layout, Rect, ScrollArea, Sense, TextureHandle, TextureOptions,
    Ui, WidgetInfo, accesskit::Role, vec2,
};
use kakanai_domain::Lang;

use super::view::View;
use crate::look::{Kind, Step};
use crate::model::{Intent, Over, Seen};

/// Height of the row of buttons, and of a button.
const ROW: f32 = 72.0;
const BUTTON: f32 = 60.0;

/// The dialog: the page, and the way to the others.
pub fn preview_ui(ui: &mut Ui, view: &View<'_>, large: bool) -> Option<Intent> {
    // Staff read Japanese.
    let view = &View { model: view.model, look: crate::look::Look { lang: Lang::Ja, ..view.look } };
    let height = (ui.ctx().content_rect().height() - 70.0).max(300.0);
    let seen = view.model.visit.as_ref()?.seen.as_ref();
    let intent = row(ui, view, seen, large);
    let room = vec2(ui.available_width(), height - ROW - 20.0);
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    ui.painter().rect_filled(rect, 8.0, view.look.theme.surface_alt);
    let inside = rect.shrink(10.0);
    match seen {
        Some(seen) => page(ui, seen, inside, large),
        None => {
            let mut middle = ui.new_child(eframe::egui::UiBuilder::new().max_rect(inside));
            view.look.text(&mut middle, Step::Body, view.look.theme.text_sub, "用紙を用意しています…");
        }
    }
    intent
}

fn row(ui: &mut Ui, view: &View<'_>, seen: Option<&Seen>, large: bool) -> Option<Intent> {
    let look = &view.look;
    let mut intent = None;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), ROW), Layout::left_to_right(Align::Center), |ui| {
        let (page, pages) = seen.map_or((0, 0), |seen| (seen.page, seen.pages));
        let mut button = |ui: &mut Ui, wide: f32, kind, words: &str, what: Option<Intent>| {
            let kind = if what.is_some() { kind } else { Kind::Plain };
            if look.button(ui, vec2(wide, BUTTON), kind, None, words).clicked() {
                intent = intent.take().or(what);
            }
        };
        button(ui, 170.0, Kind::Outline, "前の紙", (page > 1).then(|| Intent::See(page - 1)));
        button(ui, 170.0, Kind::Outline, "次の紙", (page < pages).then(|| Intent::See(page + 1)));
        let zoom = if large { "全体を見る" } else { "大きく見る" };
        button(ui, 190.0, Kind::Plain, zoom, Some(Intent::Show(Over::Pages { large: !large })));
        button(ui, 170.0, Kind::Primary, "とじる", Some(Intent::Close));
        if pages > 0 {
            look.text(ui, Step::Lead, look.theme.text, &format!("{page} ／ {pages}"));
        }
    });
    intent
}

fn page(ui: &mut Ui, seen: &Seen, inside: Rect, large: bool) {
    let texture = texture(ui, seen);
    let size = texture.size_vec2();
    let across = inside.width() / size.x;
    let scale = if large { across } else { across.min(inside.height() / size.y) };
    let shown = size * scale;
    let mut ui = ui.new_child(eframe::egui::UiBuilder::new().max_rect(inside));
    ScrollArea::both().id_salt(("page", seen.page, large)).show(&mut ui, |ui| {
        let left = ((inside.width() - shown.x) / 2.0).max(0.0);
        ui.horizontal(|ui| {
            ui.add_space(left);
            let response = ui.add(Image::new((texture.id(), shown)).bg_fill(Color32::WHITE));
            let label = format!("紙面 {} ／ {}", seen.page, seen.pages);
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        });
    });
}

/// The picture on the graphics card; made anew only when it is another one.
fn texture(ui: &Ui, seen: &Seen) -> TextureHandle {
    let id = Id::unique("page of the bundle");
    let known = Arc::as_ptr(&seen.picture) as usize;
    let kept = ui.data(|data| data.get_temp::<(usize, TextureHandle)>(id));
    if let Some((_, handle)) = kept.filter(|(of, _)| *of == known) {
        return handle;
    }
    let picture = &seen.picture;
    let size = [picture.width as usize, picture.height as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, &picture.rgba);
    let handle = ui.ctx().load_texture("page", image, TextureOptions::LINEAR);
    ui.data_mut(|data| data.insert_temp(id, (known, handle.clone())));
    handle
}
