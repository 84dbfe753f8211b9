//! One item for several members: on one screen, not seven times.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};
use kakanai_domain::Slot;
use kakanai_domain::item::Item;

use super::ask::{complaint, words_ui};
use super::input::input_ui;
use super::view::View;
use crate::draft::{Draft, Input};
use crate::look::{Icon, Kind, Mark, Step, icon, lines};
use crate::model::{Asking, Entered, Intent};
use crate::words::Word;

fn name(view: &View<'_>, item: &Item, slot: Slot) -> String {
    slot.member().zip(item.of).map(|(member, list)| view.name(list, member)).unwrap_or_default()
}

fn heading(ui: &mut Ui, view: &View<'_>, asking: &Asking, item: &Item) {
    let slots: Vec<Slot> = asking.inputs.keys().copied().collect();
    let help = item.help.as_ref().map(|help| help.get(view.lang()));
    words_ui(ui, view, &view.ask_several(item), help, complaint(view, asking, &slots).as_deref());
}

/// はい for some: tick who.
pub fn who_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, item: &Item) -> Option<Intent> {
    heading(ui, view, asking, item);
    let mut intent = None;
    let nobody = asking.inputs.values().all(|input| matches!(input.draft, Draft::YesNo(Some(false))));
    let members = asking.inputs.iter().map(|(slot, input)| {
        let yes = matches!(input.draft, Draft::YesNo(Some(true)));
        (name(view, item, *slot), Mark::Tick, yes, Intent::Enter(*slot, Entered::Tick(!yes)))
    });
    let nobody = (view.say(Word::Nobody).to_owned(), Mark::Radio, nobody, Intent::Nobody);
    let cards: Vec<_> = members.chain([nobody]).collect();
    // Two columns while everybody fits on the screen.
    let columns = if cards.len() > 8 { 3 } else { 2 };
    let width = (ui.available_width() - 16.0 * (columns - 1) as f32) / columns as f32;
    for row in cards.chunks(columns) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for (words, mark, chosen, what) in row {
                if view.look.option(ui, vec2(width, 88.0), *mark, None, words, "", *chosen).clicked() {
                    intent = Some(what.clone());
                }
            }
        });
    }
    intent
}

/// What the name takes of the row of a member, and the height of its options.
pub(super) const ROW: (f32, f32) = (340.0, 80.0);

/// A row for each member, with the few options there are.
pub fn rows_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, item: &Item) -> Option<Intent> {
    heading(ui, view, asking, item);
    let mut intent = None;
    let whole = ui.available_width();
    for (slot, input) in &asking.inputs {
        let words = name(view, item, *slot);
        let options = options(view, item, input);
        let (rect, response) = ui.allocate_exact_size(vec2(whole, 96.0), Sense::hover());
        view.look.card(ui, rect);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        if asking.flaws.contains_key(slot) {
            ui.painter().rect_stroke(rect, 12.0, Stroke::new(3.0, view.look.theme.error), StrokeKind::Inside);
        }
        let title = view.look.set(ui, Step::Label, view.look.theme.text, &words, 300.0);
        ui.painter().galley(
            pos2(rect.left() + 20.0, rect.center().y - title.size().y / 2.0),
            title,
            view.look.theme.text,
        );
        let place = Rect::from_min_max(
            pos2(rect.left() + ROW.0, rect.top() + 8.0),
            rect.right_bottom() - vec2(12.0, 8.0),
        );
        let mut row = ui.new_child(
            UiBuilder::new()
                .max_rect(place)
                .id_salt(slot)
                .layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Min)),
        );
        row.spacing_mut().item_spacing.x = 12.0;
        let count = options.len().max(1) as f32;
        let size = vec2((place.width() - 12.0 * (count - 1.0)) / count, ROW.1);
        for (option, chosen, entered) in options {
            let response = view.look.option(&mut row, size, Mark::Radio, None, &option, "", chosen);
            response.widget_info(|| {
                WidgetInfo::selected(Role::RadioButton, true, chosen, format!("{words} {option}"))
            });
            if response.clicked() {
                intent = Some(Intent::Enter(*slot, entered));
            }
        }
    }
    intent
}

fn options(view: &View<'_>, item: &Item, input: &Input) -> Vec<(String, bool, Entered)> {
    let lang = view.lang();
    let mut options: Vec<(String, bool, Entered)> = match &input.draft {
        Draft::YesNo(yes) => [(Word::Yes, true), (Word::No, false)]
            .map(|(word, value)| {
                (view.say(word).to_owned(), *yes == Some(value) && !input.unknown, Entered::YesNo(value))
            })
            .to_vec(),
        Draft::Choice(chosen) => item
            .options()
            .map(|table| {
                table
                    .iter()
                    .map(|(id, option)| {
                        (
                            option.label.get(lang).to_owned(),
                            *chosen == Some(id) && !input.unknown,
                            Entered::Choice(id),
                        )
                    })
                    .collect()
            })
            .unwrap_or_default(),
        Draft::Choices(_)
        | Draft::Day(_)
        | Draft::Name(_)
        | Draft::Address(_)
        | Draft::Line(_)
        | Draft::Member(_) => Vec::new(),
    };
    if let Some(unknown) = &item.unknown {
        options.push((unknown.get(lang).to_owned(), input.unknown, Entered::Unknown));
    }
    options
}

/// Members at the left, the input of one of them at the right.
pub fn turns_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, item: &Item) -> Option<Intent> {
    let turn = asking.turn?;
    let help = item.help.as_ref().map(|help| help.get(view.lang()));
    let ask = view.ask(item, Some(&name(view, item, turn)));
    words_ui(ui, view, &ask, help, complaint(view, asking, &[turn]).as_deref());
    let mut intent = None;
    ui.horizontal_top(|ui| {
        let left = 300.0;
        ui.vertical(|ui| {
            ui.set_width(left);
            ui.spacing_mut().item_spacing.y = 6.0;
            // A large family still stands on one screen.
            let room = ui.clip_rect().bottom() - ui.cursor().top() - 20.0;
            let height = (room / asking.inputs.len() as f32 - 6.0).clamp(60.0, 76.0);
            for (slot, input) in &asking.inputs {
                if turn_ui(ui, view, asking, item, *slot, input, vec2(left, height)) {
                    intent = Some(Intent::Turn(*slot));
                }
            }
        });
        ui.add_space(8.0);
        ui.vertical(|ui| {
            if let Some(entered) = input_ui(ui, view, asking, turn) {
                intent = Some(entered);
            }
            // A family often has the same: once one has an answer, the others may take it over.
            let same = asking.same().filter(|slot| {
                asking
                    .inputs
                    .get(slot)
                    .is_some_and(|input| matches!(input.draft, Draft::Choice(Some(_))) && !input.unknown)
            });
            let answer = same.and_then(|slot| {
                Some((slot, asking.inputs.get(&slot)?.finish(item, view.model.today).ok()?))
            });
            if let Some((slot, answer)) = answer {
                let words = Word::SameForAll.with(view.lang(), &[&view.answer(slot, &answer)]);
                let size = vec2(ui.available_width().min(560.0), 76.0);
                if view.look.button(ui, size, Kind::Plain, Some(Icon::Check), &words).clicked() {
                    intent = Some(Intent::SameForAll);
                }
            }
        });
    });
    intent
}

fn turn_ui(
    ui: &mut Ui,
    view: &View<'_>,
    asking: &Asking,
    item: &Item,
    slot: Slot,
    input: &Input,
    size: Vec2,
) -> bool {
    let look = &view.look;
    let theme = &look.theme;
    let words = name(view, item, slot);
    let here = asking.turn == Some(slot);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, here, &words));
    let edge = if here {
        Stroke::new(4.0, theme.primary)
    } else if asking.flaws.contains_key(&slot) {
        Stroke::new(3.0, theme.error)
    } else {
        look.edge()
    };
    ui.painter().rect(rect, 8.0, if here { theme.tint } else { theme.surface }, edge, StrokeKind::Inside);
    let done = input.finish(item, view.model.today).ok();
    let said = done.map(|answer| view.answer(slot, &answer));
    let room = size.x - 64.0;
    let title = lines::set(ui.ctx(), &words, look.font(Step::Body), 1.2, theme.text, room);
    let under = said.as_ref().map(|said| {
        let short: String = said.chars().take(14).collect();
        look.set(ui, Step::Small, theme.text_sub, &short, f32::INFINITY)
    });
    let height = title.size().y + under.as_ref().map_or(0.0, |under| under.size().y);
    let top = rect.center().y - height / 2.0;
    let below = top + title.size().y;
    ui.painter().galley(pos2(rect.left() + 16.0, top), title, theme.text);
    if let Some(under) = under {
        ui.painter().galley(pos2(rect.left() + 16.0, below), under, theme.text_sub);
        let tick = Rect::from_center_size(pos2(rect.right() - 28.0, rect.center().y), Vec2::splat(24.0));
        icon::paint(ui, tick, Icon::Check, theme.success);
    }
    if response.has_focus() {
        look.focus_ring(ui, rect, 8.0);
    }
    response.clicked()
}
