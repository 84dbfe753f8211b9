//! What was read off a card: every row with its picture, and the way to correct one.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Image, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};
use kakanai_domain::Lang;
use kakanai_domain::card::{CardValue, Certainty};
use kakanai_domain::era::wareki;
use kakanai_domain::item::CardField;
use kakanai_domain::words::date_words;

use super::ask::{complaint, progress, words_ui};
use super::page::{Bars, page};
use super::view::View;
use super::{input, pictures};
use crate::look::tokens::TOUCH;
use crate::look::{Icon, Kind, Step, icon, lines};
use crate::model::{Asking, Intent};
use crate::showing::{self, Check, Face, Row, Showing};
use crate::words::{self, Word};

/// Width of what stands before a row, and of a button after it.
const NAME: f32 = 180.0;
const BUTTON: f32 = 150.0;
/// Wider for large letters.
fn name_width(view: &View<'_>) -> f32 {
    NAME * (1.0 + (view.look.scale - 1.0) * 0.8)
}

/// Height of a picture of one line, points.
const LINE: f32 = 36.0;

/// The screen of what was read.
pub fn checking_ui(ui: &mut Ui, view: &View<'_>, showing: &Showing, face: &Face) -> Option<Intent> {
    let some = !face.rows.is_empty();
    let another = (Icon::Plus, Word::AnotherCard, Intent::KeepCard { another: true });
    let bars = Bars {
        progress: progress(view, &showing.asking),
        back: true,
        next: some.then_some((Word::AllRight, Intent::KeepCard { another: false })),
        aside: (some && showing.live).then_some(another).into_iter().collect(),
        quit: true,
    };
    page(ui, view, bars, ("checking", face.number), |ui| {
        let look = &view.look;
        ui.spacing_mut().item_spacing.y = 10.0;
        if let Some(complaint) = face.complaint {
            look.complaint(ui, view.say(complaint));
        }
        if let Some(day) = face.expired {
            look.complaint(ui, &Word::FaceExpired.with(view.lang(), &[&date_words(day, view.lang())]));
        }
        let title = if some { Word::FaceTitle } else { Word::FaceNothing };
        look.heading(ui, Step::H1, view.say(title));
        let mut intent = None;
        for (nth, row) in face.rows.iter().enumerate() {
            let said = row_ui(ui, view, showing, face, nth, row);
            intent = intent.take().or(said);
        }
        intent
    })
}

fn row_ui(
    ui: &mut Ui,
    view: &View<'_>,
    showing: &Showing,
    face: &Face,
    nth: usize,
    row: &Row,
) -> Option<Intent> {
    let (look, theme) = (&view.look, &view.look.theme);
    let field = row.value.field();
    let (slot, answer) = showing::answer(view.model, &showing.asking, &row.value)?;
    let label = view.model.catalog.items[slot.item()?].label.get(view.lang());
    let words = said(view, row).unwrap_or_else(|| view.answer(slot, &answer));
    let doubtful = row.wants_a_look();
    let width = ui.available_width();
    let buttons = if doubtful { 2.0 * BUTTON + 12.0 } else { BUTTON };
    let room = width - 24.0 - name_width(view) - 24.0 - buttons - 20.0;
    let set = |step| lines::set(ui.ctx(), &words, look.font(step), 1.3, theme.text, room);
    // Long ones are a little smaller before they break: they are compared with one line of print.
    let text = Some(set(Step::H2))
        .filter(|text| text.rows.len() == words.lines().count())
        .unwrap_or_else(|| set(Step::Label));
    let doubt = row.doubts.first().filter(|_| doubtful).map(|doubt| words::doubt(*doubt, view.lang()));
    let doubt =
        doubt.map(|words| lines::set(ui.ctx(), &words, look.font(Step::Small), 1.3, theme.text_sub, room));
    let sizes: Vec<Vec2> = row.pictures.iter().map(|picture| fit(picture, field, room)).collect();
    let pictures: f32 = sizes.iter().map(|size| size.y + 6.0).sum();
    let below = doubt.as_ref().map_or(0.0, |doubt| doubt.size().y);
    let height = (pictures + text.size().y + below + 20.0).max(TOUCH + 8.0);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    look.card(ui, rect);
    if doubtful {
        ui.painter().rect(rect, 12.0, theme.doubt, Stroke::new(3.0, theme.error), StrokeKind::Inside);
    }
    let state = state(row);
    name_ui(ui, view, rect, label, &words, state);
    let left = rect.left() + 24.0 + name_width(view);
    let mut y = rect.center().y - (pictures + text.size().y + below) / 2.0;
    for (n, (picture, size)) in row.pictures.iter().zip(sizes).enumerate() {
        let place = Rect::from_min_size(pos2(left, y), size);
        picture_ui(ui, view, place, &pictures::of_row(ui, face, nth, n, picture), label);
        y += size.y + 6.0;
    }
    let under = y + text.size().y;
    ui.painter().galley(pos2(left, y), text, theme.text);
    if let Some(doubt) = doubt {
        ui.painter().galley(pos2(left, under), doubt, theme.text_sub);
    }
    let mut intent = None;
    let mut right = rect.right() - 20.0;
    let middle = rect.center().y;
    // In the order in which they stand: Tab follows it.
    let mut button = |ui: &mut Ui, place: Rect, kind, sign, word: Word, what| {
        let response = look.button_in(ui, place, kind, sign, view.say(word));
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{label} {}", view.say(word))));
        if response.clicked() {
            intent = Some(what);
        }
    };
    let place = |right: f32| Rect::from_center_size(pos2(right - BUTTON / 2.0, middle), vec2(BUTTON, TOUCH));
    if doubtful {
        right -= BUTTON + 12.0;
        button(ui, place(right), Kind::Outline, None, Word::IsRight, Intent::Right(field));
        right += BUTTON + 12.0;
    }
    let kind = if doubtful { Kind::Outline } else { Kind::Plain };
    button(ui, place(right), kind, None, Word::Mend, Intent::Mend(field));
    intent
}

/// A day in both calendars, a name in letters and in 漢字; `None` for what is said as everywhere.
fn said(view: &View<'_>, row: &Row) -> Option<String> {
    match &row.value {
        CardValue::BirthDate(day) if view.lang() == Lang::Ja => {
            // Cards have one calendar or the other: who compares finds theirs.
            day.exact().map(|day| format!("{}（{}年）", wareki(day), day.year()))
        }
        CardValue::Name(name) if !name.latin.is_empty() && name.full() != name.latin => {
            Some(format!("{}\n{}", name.latin, name.full()))
        }
        CardValue::Name(_) | CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_) => None,
    }
}

/// What a row is called, how sure it is, and what was done about that.
fn state(row: &Row) -> (Word, Icon) {
    match (row.check, row.certainty) {
        (Check::Mended, _) => (Word::MendedBySelf, Icon::Check),
        (Check::Right, _) => (Word::CheckedBySelf, Icon::Check),
        (Check::Open, Certainty::Checked) => (Word::Sure, Icon::Check),
        (Check::Open, Certainty::Likely) => (Word::NearlySure, Icon::Circle),
        (Check::Open, Certainty::Doubtful) => (Word::PleaseCheck, Icon::Alert),
    }
}

fn name_ui(ui: &mut Ui, view: &View<'_>, rect: Rect, label: &str, words: &str, (state, sign): (Word, Icon)) {
    let (look, theme) = (&view.look, &view.look.theme);
    let ink = if sign == Icon::Alert {
        theme.error
    } else if sign == Icon::Check {
        theme.success
    } else {
        theme.text_sub
    };
    let room = name_width(view) - 10.0;
    let name = lines::set(ui.ctx(), label, look.font(Step::Small), 1.3, theme.text, room);
    let state = lines::set(ui.ctx(), view.say(state), look.font(Step::Small), 1.3, ink, room - 28.0);
    let height = name.size().y + 6.0 + state.size().y;
    let top = rect.center().y - height / 2.0;
    let place = Rect::from_min_max(rect.min, pos2(rect.left() + 24.0 + name_width(view), rect.max.y));
    let response = ui.interact(place, ui.scope_id().with(("row", label)), Sense::hover());
    let spoken = format!("{label}：{}：{}", words.replace('\n', " "), state.text().replace('\n', ""));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let left = rect.left() + 24.0;
    let under = top + name.size().y + 6.0;
    ui.painter().galley(pos2(left, top), name, theme.text);
    let square = Rect::from_center_size(pos2(left + 10.0, under + state.size().y / 2.0), Vec2::splat(20.0));
    icon::paint(ui, square, sign, ink);
    ui.painter().galley(pos2(left + 28.0, under), state, ink);
}

/// How large a picture is shown: a line of it as high as a line of text.
fn fit(picture: &kakanai_reading::Frame, field: CardField, room: f32) -> Vec2 {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    // Only addresses have two lines.
    let lines = if field == CardField::Address && height * 11.0 > width { 2.0 } else { 1.0 };
    let scale = (LINE * lines / height).min(room / width);
    vec2(width, height) * scale
}

fn picture_ui(ui: &mut Ui, view: &View<'_>, place: Rect, texture: &eframe::egui::TextureHandle, label: &str) {
    let response = ui.place(place, Image::new((texture.id(), place.size())).corner_radius(4));
    let edge = Stroke::new(1.0, view.look.theme.divider);
    ui.painter().rect_stroke(place, 4.0, edge, StrokeKind::Outside);
    let words = Word::FacePicture.with(view.lang(), &[label]);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
}

/// The screen on which one row is corrected.
pub fn mending_ui(
    ui: &mut Ui,
    view: &View<'_>,
    showing: &Showing,
    face: &Face,
    field: CardField,
    asking: &Asking,
) -> Option<Intent> {
    let bars = Bars {
        progress: progress(view, &showing.asking),
        back: true,
        next: Some((Word::Save, Intent::Next)),
        aside: Vec::new(),
        quit: true,
    };
    page(ui, view, bars, ("mending", face.number, field), |ui| {
        let slot = asking.turn?;
        let item = &view.model.catalog.items[slot.item()?];
        let label = item.label.get(view.lang());
        let nth = face.rows.iter().position(|row| row.value.field() == field);
        let row = nth.and_then(|nth| Some((nth, face.rows.get(nth)?)));
        ui.spacing_mut().item_spacing.y = 6.0;
        if let Some((nth, row)) = row {
            let ground = ui.painter().add(eframe::egui::Shape::Noop);
            let inside = ui.horizontal(|ui| {
                ui.add_space(12.0);
                ui.vertical(|ui| {
                    ui.add_space(4.0);
                    for (n, picture) in row.pictures.iter().enumerate() {
                        let size = fit(picture, field, ui.available_width() - 24.0) * 1.15;
                        let (place, _) = ui.allocate_exact_size(size, Sense::hover());
                        picture_ui(ui, view, place, &pictures::of_row(ui, face, nth, n, picture), label);
                    }
                    ui.add_space(4.0);
                });
            });
            if !row.pictures.is_empty() {
                let edge = view.look.edge();
                let rect = inside.response.rect;
                let shape = eframe::egui::epaint::RectShape::new(
                    rect,
                    12.0,
                    Color32::WHITE,
                    edge,
                    StrokeKind::Inside,
                );
                ui.painter().set(ground, shape);
            }
        }
        let name = face.row(CardField::Name).and_then(|row| match &row.value {
            CardValue::Name(name) => Some(name.full()),
            CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_) => None,
        });
        let complaint = complaint(view, asking, &[slot]);
        words_ui(ui, view, &view.ask(item, name.as_deref()), None, complaint.as_deref());
        input::input_ui(ui, view, asking, slot)
    })
}
