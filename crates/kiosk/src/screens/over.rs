//! What lies over a screen: one question at a time, the screen below cannot be touched.

use eframe::egui::{Align, Color32, Frame, Id, Layout, Margin, Modal, Stroke, Ui, vec2};
use kakanai_domain::Slot;
use kakanai_domain::why::why_asked;

use super::chip::chip_ui;
use super::input::{field_label, field_ui};
use super::preview::preview_ui;
use super::printout::printout_ui;
use super::view::View;
use crate::draft::{Draft, Field};
use crate::look::kit::Look;
use crate::look::{Icon, Kind, Step};
use crate::model::{Asking, IDLE_AFTER, IDLE_GRACE, Intent, Letters, Over, Screen, Trouble};
use crate::words::Word;

/// Shows a dialog.
pub fn over_ui(ui: &mut Ui, view: &View<'_>, over: &Over) -> Option<Intent> {
    let theme = &view.look.theme;
    // The keys of the 50音, and a paper, take all the room there is.
    let wide = matches!(over, Over::Kana(..) | Over::Pages { .. });
    let edge = if theme.strong { Stroke::new(2.0, theme.border) } else { Stroke::NONE };
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(edge)
        .corner_radius(16)
        .inner_margin(Margin::same(if wide { 14 } else { 40 }));
    let style = ui.style().clone();
    let modal = Modal::new(Id::unique("over")).frame(frame).backdrop_color(Color32::from_black_alpha(150));
    let inside = modal.show(ui.ctx(), |ui| {
        ui.set_style(style);
        ui.set_width(if wide { 1224.0 } else { 820.0 });
        match over {
            Over::Settings => settings(ui, view),
            Over::Leave => leave(ui, view),
            Over::Idle => idle(ui, view),
            Over::Why => why(ui, view),
            Over::Reader(files) => reader(ui, view, files),
            Over::Kana(slot, field) => kana_ui(ui, view, *slot, *field),
            Over::Purge => purge(ui, view),
            Over::Printout => printout_ui(ui, view),
            Over::Chip(entry) => chip_ui(ui, view, entry),
            Over::Pages { large } => preview_ui(ui, view, *large),
            Over::Trouble(trouble) => trouble_ui(ui, view, trouble),
        }
    });
    inside.inner
}

/// Two buttons under a dialog: what is safe stands first.
pub(super) fn buttons(
    ui: &mut Ui,
    look: &Look,
    safe: (&str, Intent),
    other: Option<(&str, Intent)>,
) -> Option<Intent> {
    let mut intent = None;
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        if look.button(ui, vec2(360.0, 88.0), Kind::Primary, None, safe.0).clicked() {
            intent = Some(safe.1);
        }
        if let Some((words, what)) = other
            && look.button(ui, vec2(320.0, 88.0), Kind::Outline, None, words).clicked()
        {
            intent = Some(what);
        }
    });
    intent
}

fn leave(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    view.look.heading(ui, Step::H1, view.say(Word::LeaveTitle));
    view.look.text(ui, Step::Lead, view.look.theme.text_sub, view.say(Word::LeaveHint));
    let safe = (view.say(Word::Stay), Intent::Close);
    buttons(ui, &view.look, safe, Some((view.say(Word::LeaveYes), Intent::Leave)))
}

fn idle(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let clock = view.model.clock;
    let left = (IDLE_AFTER + IDLE_GRACE - (clock.time - clock.touched)).clamp(0.0, IDLE_GRACE);
    look.heading(ui, Step::H1, view.say(Word::IdleTitle));
    let seconds = format!("{:.0}", left.ceil());
    look.text(ui, Step::Lead, theme.text_sub, &Word::IdleHint.with(view.lang(), &[&seconds]));
    ui.add_space(8.0);
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 12.0), eframe::egui::Sense::hover());
    ui.painter().rect_filled(bar, 6.0, theme.surface_alt);
    let mut rest = bar;
    rest.set_width(bar.width() * (left / IDLE_GRACE) as f32);
    ui.painter().rect_filled(rest, 6.0, theme.primary);
    let safe = (view.say(Word::Stay), Intent::Close);
    buttons(ui, look, safe, Some((view.say(Word::ToStart), Intent::Leave)))
}

fn purge(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    view.look.heading(ui, Step::H1, "この受付を消去しますか");
    view.look.text(ui, Step::Lead, view.look.theme.text_sub, "回答も用紙の控えも消えます。元に戻せません。");
    buttons(ui, &view.look, ("消去しない", Intent::Close), Some(("消去する", Intent::Purge)))
}

fn trouble_ui(ui: &mut Ui, view: &View<'_>, trouble: &Trouble) -> Option<Intent> {
    view.look.complaint(ui, view.say(trouble.words));
    ui.add_space(8.0);
    let cause = format!("{}：{}", view.say(Word::CallStaff), trouble.cause);
    view.look.text(ui, Step::Small, view.look.theme.text_sub, &cause);
    let unsaved = view.model.visit.as_ref().is_some_and(|visit| !visit.unsaved().is_empty());
    let close = if unsaved { Word::SaveAgain } else { Word::Close };
    buttons(ui, &view.look, (view.say(close), Intent::Close), None)
}

fn settings(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let look = &view.look;
    let model = view.model;
    let mut intent = None;
    look.heading(ui, Step::H2, view.say(Word::LettersTitle));
    ui.add_space(12.0);
    let mut row = |ui: &mut Ui, word: Word, options: Vec<(&str, bool, Intent)>| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            ui.allocate_ui_with_layout(vec2(170.0, 80.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_size(vec2(170.0, 80.0));
                look.text(ui, Step::Small, look.theme.text, view.say(word));
            });
            for (words, chosen, what) in options {
                if look.segment(ui, vec2(200.0, 80.0), words, chosen).clicked() {
                    intent = Some(what);
                }
            }
        });
    };
    let sizes = Letters::ALL.map(|letters| {
        let word = match letters {
            Letters::Usual => Word::Usual,
            Letters::Large => Word::Large,
            Letters::Larger => Word::Larger,
        };
        (view.say(word), model.letters == letters, Intent::Letters(letters))
    });
    row(ui, Word::Size, sizes.to_vec());
    let colours = [(Word::ColoursUsual, false), (Word::ColoursStrong, true)]
        .map(|(word, on)| (view.say(word), model.high_contrast == on, Intent::HighContrast(on)));
    row(ui, Word::Colours, colours.to_vec());
    let languages = model.catalog.office.languages.iter();
    for three in languages.copied().collect::<Vec<_>>().chunks(3) {
        let options =
            three.iter().map(|lang| (lang.own_name(), model.lang == *lang, Intent::Language(*lang)));
        row(ui, Word::Language, options.collect());
    }
    intent.or(buttons(ui, look, (view.say(Word::Close), Intent::Close), None))
}

fn why(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let look = &view.look;
    look.heading(ui, Step::H2, view.say(Word::Why));
    ui.add_space(4.0);
    let mut sentences = sentences(view).unwrap_or_default();
    if sentences.is_empty() {
        sentences.push(view.say(Word::WhyNothing).to_owned());
    }
    // More than these nobody reads while waiting.
    for sentence in sentences.iter().take(5) {
        look.text(ui, Step::Body, look.theme.text, &format!("・{sentence}"));
    }
    buttons(ui, look, (view.say(Word::Close), Intent::Close), None)
}

fn sentences(view: &View<'_>) -> Option<Vec<String>> {
    let Screen::Asking(asking) = &view.model.screen else { return None };
    let visit = view.model.visit.as_ref()?;
    let catalog = &view.model.catalog;
    let slot = match asking.question {
        crate::question::Question::Roster(list) => Slot::Roster(list),
        crate::question::Question::Item(_) => asking.turn.or(asking.inputs.keys().next().copied())?,
    };
    let answers = &visit.session.answers;
    Some(why_asked(catalog, visit.session.event?, answers, view.model.today, slot, view.lang()))
}

fn reader(ui: &mut Ui, view: &View<'_>, files: &[String]) -> Option<Intent> {
    let look = &view.look;
    let mut intent = None;
    look.heading(ui, Step::H2, view.say(if files.is_empty() { Word::ReadNothing } else { Word::ReadTitle }));
    ui.add_space(8.0);
    if view.model.eye.is_some() {
        let size = vec2(ui.available_width(), 88.0);
        if look.button(ui, size, Kind::Outline, Some(Icon::Card), view.say(Word::ShowCard)).clicked() {
            intent = Some(Intent::ShowCard);
        }
    }
    eframe::egui::ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
        for file in files {
            if look
                .button(ui, vec2(ui.available_width(), 76.0), Kind::Plain, Some(Icon::Card), file)
                .clicked()
            {
                intent = Some(Intent::Read(file.clone()));
            }
        }
    });
    intent.or(buttons(ui, look, (view.say(Word::Close), Intent::Close), None))
}

fn kana_ui(ui: &mut Ui, view: &View<'_>, slot: Slot, field: Field) -> Option<Intent> {
    let asking = view.model.screen.asking()?;
    let mut intent = None;
    ui.horizontal(|ui| {
        for part in [Field::FamilyKana, Field::GivenKana] {
            let typed = part_ui(ui, view, asking, slot, part, field == part);
            intent = intent.take().or(typed);
        }
        ui.vertical(|ui| {
            ui.add_space(26.0);
            if view
                .look
                .button(ui, vec2(250.0, 72.0), Kind::Primary, Some(Icon::Check), view.say(Word::Close))
                .clicked()
            {
                intent = Some(Intent::Close);
            }
        });
    });
    ui.add_space(4.0);
    let key = view.look.kana(ui, view.keys());
    intent.or(key.map(Intent::Key))
}

/// A field of the reading; touching it brings the keys to it.
fn part_ui(
    ui: &mut Ui,
    view: &View<'_>,
    asking: &Asking,
    slot: Slot,
    field: Field,
    here: bool,
) -> Option<Intent> {
    let text = match &asking.inputs.get(&slot)?.draft {
        Draft::Name(name) if field == Field::FamilyKana => name.family_kana.clone(),
        Draft::Name(name) => name.given_kana.clone(),
        Draft::YesNo(_)
        | Draft::Choice(_)
        | Draft::Choices(_)
        | Draft::Day(_)
        | Draft::Address(_)
        | Draft::Line(_)
        | Draft::Member(_) => return None,
    };
    let label = field_label(view, field).unwrap_or_default();
    let width = 460.0;
    let line = ui.cursor().min;
    let typed = field_ui(ui, view, asking, slot, field, label, "", width, &text);
    if here {
        // The keys write into this one.
        let bar = eframe::egui::Rect::from_min_size(line - vec2(0.0, 8.0), vec2(width, 6.0));
        ui.painter().rect_filled(bar, 3.0, view.look.theme.primary);
    }
    match typed {
        Some(Intent::Focus(slot, field)) => Some(Intent::Show(Over::Kana(slot, field))),
        other => other,
    }
}
