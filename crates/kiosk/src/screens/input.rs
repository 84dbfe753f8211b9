//! One input, by the type of its item.

use eframe::egui::{Ui, vec2};
use kakanai_domain::item::{Item, Kind, Role};
use kakanai_domain::{Id, Member, Slot};

use super::view::View;
use super::{address, day, name};
use crate::draft::{Draft, Field, Input};
use crate::look::field::Field as Box;
use crate::look::{Icon, Mark};
use crate::model::{Asking, Entered, Intent};
use crate::words::Word;

/// The input of a slot over the whole width that is there.
pub fn input_ui(ui: &mut Ui, view: &View<'_>, asking: &Asking, slot: Slot) -> Option<Intent> {
    let item = &view.model.catalog.items[slot.item()?];
    let input = asking.inputs.get(&slot)?;
    let enter = |entered| Some(Intent::Enter(slot, entered));
    match &input.draft {
        Draft::YesNo(yes) => yes_no(ui, view, item, input, *yes).and_then(enter),
        Draft::Choice(_) | Draft::Choices(_) => choices(ui, view, item, input).and_then(enter),
        Draft::Member(chosen) => {
            let chosen = members(ui, view, slot.item()?, *chosen);
            let unknown = unknown(ui, view, item, input);
            chosen.or(unknown).and_then(enter)
        }
        Draft::Day(draft) => day::day_ui(ui, view, asking, slot, draft),
        Draft::Name(draft) => {
            let typed = name::name_ui(ui, view, asking, slot, draft);
            let unknown = unknown(ui, view, item, input);
            typed.or_else(|| unknown.and_then(enter))
        }
        Draft::Address(draft) => {
            let typed = address::address_ui(ui, view, asking, slot, draft);
            let unknown = unknown(ui, view, item, input);
            typed.or_else(|| unknown.and_then(enter))
        }
        Draft::Line(text) => line(ui, view, asking, slot, item, text),
    }
}

/// The label of a part of an input; `None` for an input of one part.
pub fn field_label(view: &View<'_>, field: Field) -> Option<&'static str> {
    let word = match field {
        Field::Whole => return None,
        Field::Year => Word::Year,
        Field::Month => Word::Month,
        Field::Day => Word::Day,
        Field::Family => Word::Family,
        Field::Given => Word::Given,
        Field::FamilyKana => Word::FamilyKana,
        Field::GivenKana => Word::GivenKana,
        Field::Latin => Word::Latin,
        Field::PostalCode => Word::PostalCode,
        Field::Prefecture => Word::Prefecture,
        Field::City => Word::City,
        Field::Town => Word::Town,
        Field::Block => Word::Block,
        Field::Building => Word::Building,
        Field::Country => Word::Country,
    };
    Some(view.say(word))
}

/// A field of a slot, wired to its draft.
#[expect(clippy::too_many_arguments, reason = "a field is where, what, how wide and with what in it")]
pub fn field_ui(
    ui: &mut Ui,
    view: &View<'_>,
    asking: &Asking,
    slot: Slot,
    field: Field,
    label: &str,
    example: &str,
    width: f32,
    text: &str,
) -> Option<Intent> {
    let flaws = asking.flaws.get(&slot);
    let spec = Box {
        // The same field may stand on the screen and in a dialog over it.
        id: eframe::egui::Id::unique((slot, field, ui.layer_id())),
        label,
        example,
        width,
        wrong: flaws.is_some_and(|flaws| flaws.iter().any(|(at, _)| *at == field)),
        active: asking.focus == Some((slot, field)),
    };
    let typed = view.look.field(ui, spec, text);
    match typed.text {
        Some(text) => Some(Intent::Enter(slot, Entered::Text(field, text))),
        None => typed.entered.then_some(Intent::Focus(slot, field)),
    }
}

fn yes_no(ui: &mut Ui, view: &View<'_>, item: &Item, input: &Input, yes: Option<bool>) -> Option<Entered> {
    let mut entered = None;
    let count = if item.unknown.is_some() { 3.0 } else { 2.0 };
    let gap = 24.0;
    let width = ((ui.available_width() - gap * (count - 1.0)) / count).min(564.0);
    // Under another input the cards are flat.
    let tall = room(ui) > 300.0;
    let size = vec2(width, if tall { 290.0 } else { 88.0 });
    let yes = yes.filter(|_| !input.unknown);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let card = |ui: &mut Ui, icon, words: &str, chosen| {
            view.look.option(ui, size, Mark::Radio, tall.then_some(icon), words, "", chosen).clicked()
        };
        if card(ui, Icon::Circle, view.say(Word::Yes), yes == Some(true)) {
            entered = Some(Entered::YesNo(true));
        }
        if card(ui, Icon::Cross, view.say(Word::No), yes == Some(false)) {
            entered = Some(Entered::YesNo(false));
        }
        if let Some(unknown) = &item.unknown
            && card(ui, Icon::Question, unknown.get(view.lang()), input.unknown)
        {
            entered = Some(Entered::Unknown);
        }
    });
    entered
}

/// Height that is left on the screen.
fn room(ui: &Ui) -> f32 {
    ui.clip_rect().bottom() - ui.cursor().top()
}

/// Columns and height of so many options, so that they fit on the screen where they can.
fn grid(ui: &Ui, count: usize, hints: bool, gap: f32) -> (usize, eframe::egui::Vec2) {
    let width = ui.available_width();
    let least: f32 = if hints { 370.0 } else { 200.0 };
    let most = ((width + gap) / (least + gap)).floor().max(1.0) as usize;
    let wanted = match count {
        0..=1 => 1,
        2..=6 => 2,
        7..=12 => 3,
        _ => 5,
    };
    let columns = wanted.min(most).max(1);
    let rows = count.div_ceil(columns).max(1) as f32;
    let height = ((room(ui) - 24.0 - gap * (rows - 1.0)) / rows).clamp(88.0, 112.0);
    (columns, vec2((width - gap * (columns - 1) as f32) / columns as f32, height))
}

fn choices(ui: &mut Ui, view: &View<'_>, item: &Item, input: &Input) -> Option<Entered> {
    let (options, lang) = (item.options()?, view.lang());
    let mark = if matches!(item.kind, Kind::Choices(_)) { Mark::Tick } else { Mark::Radio };
    let mut entered = None;
    let mut cards: Vec<(&str, &str, bool, Entered)> = options
        .iter()
        .map(|(id, option)| {
            let (chosen, entered) = match &input.draft {
                Draft::Choices(chosen) => (chosen.contains(&id), Entered::Toggle(id)),
                Draft::Choice(chosen) => (*chosen == Some(id), Entered::Choice(id)),
                Draft::YesNo(_)
                | Draft::Day(_)
                | Draft::Name(_)
                | Draft::Address(_)
                | Draft::Line(_)
                | Draft::Member(_) => (false, Entered::Choice(id)),
            };
            let help = option.help.as_ref().map(|help| help.get(lang)).unwrap_or_default();
            (option.label.get(lang), help, chosen && !input.unknown, entered)
        })
        .collect();
    if let Some(unknown) = &item.unknown {
        cards.push((unknown.get(lang), "", input.unknown, Entered::Unknown));
    }
    let gap = 12.0;
    let hints = cards.iter().any(|(_, help, ..)| !help.is_empty()) && cards.len() <= 12;
    let (columns, size) = grid(ui, cards.len(), hints, gap);
    for row in cards.chunks(columns) {
        // Large letters may need more than the screen has: then it scrolls.
        let tallest = row.iter().map(|(words, help, ..)| {
            view.look.option_height(ui, size.x, words, if hints { help } else { "" })
        });
        let size = vec2(size.x, tallest.fold(size.y, f32::max));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for (words, help, chosen, what) in row {
                let help = if hints { help } else { "" };
                if view.look.option(ui, size, mark, None, words, help, *chosen).clicked() {
                    entered = Some(what.clone());
                }
            }
        });
    }
    entered
}

fn members(ui: &mut Ui, view: &View<'_>, id: Id<Item>, chosen: Option<Member>) -> Option<Entered> {
    let item = &view.model.catalog.items[id];
    let Some(Role::Asked { list, .. }) = item.role() else { return None };
    let offered = view.offered(id);
    let mut entered = None;
    let (columns, size) = grid(ui, offered.len(), true, 12.0);
    for row in offered.chunks(columns) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for &member in row {
                let name = view.name(*list, member);
                if view.look.option(ui, size, Mark::Radio, None, &name, "", chosen == Some(member)).clicked()
                {
                    entered = Some(Entered::Member(member));
                }
            }
        });
    }
    entered
}

/// わからない under fields.
pub fn unknown(ui: &mut Ui, view: &View<'_>, item: &Item, input: &Input) -> Option<Entered> {
    let words = item.unknown.as_ref()?.get(view.lang());
    ui.add_space(4.0);
    view.look
        .option(ui, vec2(420.0, 80.0), Mark::Tick, None, words, "", input.unknown)
        .clicked()
        .then_some(Entered::Unknown)
}

fn line(
    ui: &mut Ui,
    view: &View<'_>,
    asking: &Asking,
    slot: Slot,
    item: &Item,
    text: &str,
) -> Option<Intent> {
    let (digits, hyphen, example) = match item.kind {
        Kind::Phone => (true, true, "090-1234-5678"),
        Kind::PostalCode => (true, true, "123-4567"),
        Kind::Number { .. } | Kind::Money => (true, false, ""),
        Kind::YesNo
        | Kind::Choice(_)
        | Kind::Choices(_)
        | Kind::Date(_)
        | Kind::Name
        | Kind::Address
        | Kind::Text { .. }
        | Kind::Member(_) => (false, false, ""),
    };
    let input = asking.inputs.get(&slot)?;
    let mut intent = None;
    ui.horizontal_top(|ui| {
        let panel = 3.0 * crate::look::tokens::TOUCH + 44.0;
        let width =
            if digits { (ui.available_width() - panel).min(560.0) } else { ui.available_width().min(760.0) };
        ui.vertical(|ui| {
            ui.set_width(width);
            intent = field_ui(
                ui,
                view,
                asking,
                slot,
                Field::Whole,
                item.label.get(view.lang()),
                example,
                width,
                text,
            );
            if let Some(entered) = unknown(ui, view, item, input) {
                intent = Some(Intent::Enter(slot, entered));
            }
        });
        if digits {
            ui.add_space(24.0);
            if let Some(key) = view.look.digits(ui, hyphen, view.keys()) {
                intent = Some(Intent::Key(key));
            }
        }
    });
    intent
}
