//! Painted widgets. egui does hit testing, focus and the accessibility tree; what is seen comes from the tokens.
//!
//! Painted text is invisible to a screen reader, so every widget here says what it is (`widget_info`).

use std::sync::Arc;

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{
    Color32, FontId, Galley, Rect, Response, Sense, Shadow, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};
use kakanai_domain::Lang;

use super::fonts::family;
use super::icon::{self, Icon};
use super::tokens::{FACE, Step, Theme};
use super::{lines, tokens};

/// Colours, size of the letters and language of a screen.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// The reader's enlargement: 1.0, 1.2 or 1.4.
    pub scale: f32,
    /// Language.
    pub lang: Lang,
}

/// How a button stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The one that leads on.
    Primary,
    /// The others.
    Outline,
    /// Aside from the task.
    Plain,
}

/// The mark of an option.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// One of several.
    Radio,
    /// Any of several.
    Tick,
}

impl Look {
    /// The typeface of a step.
    pub fn font(&self, step: Step) -> FontId {
        let size = step.size() * (1.0 + (self.scale - 1.0) * step.growth());
        FontId::new(size.round(), family(self.lang, step.bold()))
    }

    /// Text set in lines.
    pub fn set(&self, ui: &Ui, step: Step, ink: Color32, text: &str, width: f32) -> Arc<Galley> {
        lines::set(ui.ctx(), text, self.font(step), step.line(), ink, width)
    }

    /// A paragraph over the whole width.
    pub fn text(&self, ui: &mut Ui, step: Step, ink: Color32, text: &str) -> Response {
        let galley = self.set(ui, step, ink, text, ui.available_width());
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        ui.painter().galley(rect.min, galley, ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        response
    }

    /// A heading.
    pub fn heading(&self, ui: &mut Ui, step: Step, text: &str) -> Response {
        let response = self.text(ui, step, self.theme.text, text);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Heading);
            node.set_label(text);
        });
        response
    }

    /// The ring around what the keyboard would press.
    pub fn focus_ring(&self, ui: &Ui, rect: Rect, radius: f32) {
        let painter = ui.painter();
        painter.rect_stroke(rect, radius, Stroke::new(2.0, self.theme.focus_inner), StrokeKind::Outside);
        let outer = Stroke::new(4.0, self.theme.focus_outer);
        painter.rect_stroke(rect.expand(2.0), radius + 2.0, outer, StrokeKind::Outside);
    }

    /// A white ground with a soft shadow.
    pub fn card(&self, ui: &Ui, rect: Rect) {
        if self.theme.strong {
            let edge = Stroke::new(2.0, self.theme.border);
            ui.painter().rect(rect, 12.0, self.theme.surface, edge, StrokeKind::Inside);
        } else {
            ui.painter().add(shadow(rect));
            ui.painter().rect_filled(rect, 12.0, self.theme.surface);
        }
    }

    /// The edge of what can be touched.
    pub fn edge(&self) -> Stroke {
        Stroke::new(if self.theme.strong { 2.0 } else { 1.0 }, self.theme.border)
    }

    /// A button of a size.
    pub fn button(&self, ui: &mut Ui, size: Vec2, kind: Kind, icon: Option<Icon>, label: &str) -> Response {
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        self.paint_button(ui, rect, &response, kind, icon, label, Step::Label);
        response
    }

    /// A button whose touch area is `rect`; its face is slimmer, so that bars stay slim.
    pub fn button_in(
        &self,
        ui: &mut Ui,
        rect: Rect,
        kind: Kind,
        icon: Option<Icon>,
        label: &str,
    ) -> Response {
        // Stands where it is told to: the layout of its parent does not move on.
        let id = ui.next_auto_id();
        ui.skip_ahead_auto_ids(1);
        let response = ui.interact(rect, id, Sense::click());
        let face = Rect::from_center_size(rect.center(), vec2(rect.width(), FACE.min(rect.height())));
        self.paint_button(ui, face, &response, kind, icon, label, Step::Label);
        response
    }

    /// Words that can be touched.
    pub fn link(&self, ui: &mut Ui, label: &str) -> Response {
        let galley = self.set(ui, Step::Small, self.theme.primary, label, f32::INFINITY);
        let size = vec2(galley.size().x + 16.0, galley.size().y.max(44.0));
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
        let end = at + galley.size();
        ui.painter().galley(at, galley, self.theme.primary);
        let under = end.y - 2.0;
        ui.painter()
            .line_segment([pos2(at.x, under), pos2(end.x, under)], Stroke::new(1.5, self.theme.primary));
        if response.has_focus() {
            self.focus_ring(ui, rect, 4.0);
        }
        response
    }

    #[expect(clippy::too_many_arguments, reason = "one painter behind the three kinds of buttons")]
    pub(super) fn paint_button(
        &self,
        ui: &Ui,
        rect: Rect,
        response: &Response,
        kind: Kind,
        icon: Option<Icon>,
        label: &str,
        step: Step,
    ) {
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        if !ui.is_rect_visible(rect) {
            return;
        }
        let theme = &self.theme;
        let down = response.is_pointer_button_down_on();
        let hover = response.hovered() && !ui.input(|input| input.any_touches());
        let rest = if down {
            theme.tint_press
        } else if hover {
            theme.tint
        } else {
            theme.surface
        };
        let accent = if theme.strong { theme.text } else { theme.primary };
        let (ground, ink, edge) = match kind {
            Kind::Primary => {
                let ground = if down { theme.primary_press } else { theme.primary };
                (ground, theme.on_primary, Stroke::NONE)
            }
            Kind::Outline => {
                (rest, accent, Stroke::new(2.0, if theme.strong { theme.border } else { accent }))
            }
            Kind::Plain => (rest, theme.text, self.edge()),
        };
        ui.painter().rect(rect, 8.0, ground, edge, StrokeKind::Inside);
        self.paint_caption(ui, rect, icon, label, step, ink);
        if response.has_focus() {
            self.focus_ring(ui, rect, 8.0);
        }
    }

    /// Icon and words in the middle of a rectangle; the words shrink before they break.
    pub(super) fn paint_caption(
        &self,
        ui: &Ui,
        rect: Rect,
        icon: Option<Icon>,
        label: &str,
        step: Step,
        ink: Color32,
    ) {
        let mut font = self.font(step);
        let side = font.size * 0.95;
        let beside = if icon.is_some() { side + 10.0 } else { 0.0 };
        let width = rect.width() - 24.0 - beside;
        let set = |font: &FontId| lines::set(ui.ctx(), label, font.clone(), step.line(), ink, width);
        let mut galley = set(&font);
        while galley.rows.len() > 1 && font.size > Step::Small.size() {
            font.size -= 1.0;
            galley = set(&font);
        }
        let size = galley.size();
        let mut left = rect.center().x - (size.x + beside) / 2.0;
        let middle = rect.center().y;
        if let Some(icon) = icon {
            let after = icon == Icon::Next;
            let x = if after { left + size.x + 10.0 } else { left };
            icon::paint(ui, Rect::from_min_size(pos2(x, middle - side / 2.0), Vec2::splat(side)), icon, ink);
            left += if after { 0.0 } else { beside };
        }
        ui.painter().galley(pos2(left, middle - size.y / 2.0), galley, ink);
    }

    /// An option: words, a hint under them, and a mark. With an icon the words stand under it.
    #[expect(clippy::too_many_arguments, reason = "one option has all of these")]
    pub fn option(
        &self,
        ui: &mut Ui,
        size: Vec2,
        mark: Mark,
        icon: Option<Icon>,
        words: &str,
        hint: &str,
        chosen: bool,
    ) -> Response {
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let role = match mark {
            Mark::Radio => Role::RadioButton,
            Mark::Tick => Role::CheckBox,
        };
        response.widget_info(|| WidgetInfo::selected(role, true, chosen, words));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let theme = &self.theme;
        let ground = if response.is_pointer_button_down_on() {
            theme.tint_press
        } else if chosen {
            theme.tint
        } else {
            theme.surface
        };
        if !theme.strong && !chosen {
            ui.painter().add(shadow(rect));
        }
        let edge = if chosen { Stroke::new(4.0, theme.primary) } else { self.edge() };
        ui.painter().rect(rect, 12.0, ground, edge, StrokeKind::Inside);
        match icon {
            Some(icon) => self.paint_tall_option(ui, rect, mark, icon, words, hint, chosen),
            None => self.paint_flat_option(ui, rect, mark, words, hint, chosen),
        }
        if response.has_focus() {
            self.focus_ring(ui, rect, 12.0);
        }
        response
    }

    #[expect(clippy::too_many_arguments, reason = "see option")]
    fn paint_tall_option(
        &self,
        ui: &Ui,
        rect: Rect,
        mark: Mark,
        icon: Icon,
        words: &str,
        hint: &str,
        chosen: bool,
    ) {
        let theme = &self.theme;
        self.paint_mark(ui, rect.left_top() + vec2(36.0, 36.0), mark, chosen);
        let width = rect.width() - 32.0;
        let words = self.set(ui, Step::H1, theme.text, words, width);
        let hint = (!hint.is_empty()).then(|| self.set(ui, Step::Small, theme.text_sub, hint, width));
        let side = (rect.height() * 0.32).min(88.0);
        let height = side + 12.0 + words.size().y + hint.as_ref().map_or(0.0, |hint| hint.size().y + 4.0);
        let mut y = rect.center().y - height / 2.0;
        let square = Rect::from_center_size(pos2(rect.center().x, y + side / 2.0), Vec2::splat(side));
        icon::paint(ui, square, icon, if chosen { theme.primary } else { theme.text_sub });
        y += side + 12.0;
        let centre = |galley: &Galley| rect.center().x - galley.size().x / 2.0;
        ui.painter().galley(pos2(centre(&words), y), words.clone(), theme.text);
        y += words.size().y + 4.0;
        if let Some(hint) = hint {
            ui.painter().galley(pos2(centre(&hint), y), hint, theme.text_sub);
        }
    }

    /// The height of an option without an icon, so that its words fit.
    pub fn option_height(&self, ui: &Ui, width: f32, words: &str, hint: &str) -> f32 {
        let room = width - if width < 200.0 { 54.0 } else { 72.0 };
        let words = lines::set(ui.ctx(), words, self.font(Step::Label), 1.25, self.theme.text, room);
        let hint = if hint.is_empty() {
            0.0
        } else {
            self.set(ui, Step::Small, self.theme.text, hint, room).size().y
        };
        words.size().y + hint + 20.0
    }

    fn paint_flat_option(&self, ui: &Ui, rect: Rect, mark: Mark, words: &str, hint: &str, chosen: bool) {
        let theme = &self.theme;
        // Narrow options give the room of the mark to the words.
        let (left, radius) = if rect.width() < 200.0 { (44.0, 11.0) } else { (62.0, 14.0) };
        self.paint_mark_of(ui, pos2(rect.left() + left / 2.0 + 1.0, rect.center().y), mark, chosen, radius);
        let width = rect.width() - left - 10.0;
        let hint = (!hint.is_empty()).then(|| self.set(ui, Step::Small, theme.text_sub, hint, width));
        let below = hint.as_ref().map_or(0.0, |hint| hint.size().y);
        let mut font = self.font(Step::Label);
        let set = |font: &FontId| lines::set(ui.ctx(), words, font.clone(), 1.25, theme.text, width);
        let mut galley = set(&font);
        while galley.size().y + below > rect.height() - 12.0 && font.size > Step::Small.size() {
            font.size -= 1.0;
            galley = set(&font);
        }
        let height = galley.size().y + below;
        let y = rect.center().y - height / 2.0;
        let x = rect.left() + left;
        let under = y + galley.size().y;
        ui.painter().galley(pos2(x, y), galley, theme.text);
        if let Some(hint) = hint {
            ui.painter().galley(pos2(x, under), hint, theme.text_sub);
        }
    }

    fn paint_mark(&self, ui: &Ui, centre: eframe::egui::Pos2, mark: Mark, chosen: bool) {
        self.paint_mark_of(ui, centre, mark, chosen, 16.0);
    }

    fn paint_mark_of(&self, ui: &Ui, centre: eframe::egui::Pos2, mark: Mark, chosen: bool, radius: f32) {
        let theme = &self.theme;
        let edge = Stroke::new(3.0, if chosen { theme.primary } else { theme.border });
        match mark {
            Mark::Radio => {
                ui.painter().circle(centre, radius, theme.surface, edge);
                if chosen {
                    ui.painter().circle_filled(centre, radius / 2.0, theme.primary);
                }
            }
            Mark::Tick => {
                let square = Rect::from_center_size(centre, Vec2::splat(radius * 2.0));
                let ground = if chosen { theme.primary } else { theme.surface };
                ui.painter().rect(square, 4.0, ground, edge, StrokeKind::Inside);
                if chosen {
                    icon::paint(ui, square.shrink(radius * 0.35), Icon::Check, theme.on_primary);
                }
            }
        }
    }

    /// What is missing or wrong, in red, read aloud at once.
    pub fn complaint(&self, ui: &mut Ui, words: &str) -> Response {
        let theme = &self.theme;
        let width = ui.available_width();
        let galley = lines::set(ui.ctx(), words, self.font(Step::Label), 1.4, theme.error, width - 76.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 24.0), Sense::hover());
        ui.painter().rect(rect, 8.0, theme.surface, Stroke::new(3.0, theme.error), StrokeKind::Inside);
        let centre = pos2(rect.left() + 34.0, rect.center().y);
        icon::paint(ui, Rect::from_center_size(centre, Vec2::splat(28.0)), Icon::Alert, theme.error);
        ui.painter().galley(
            pos2(rect.left() + 60.0, rect.center().y - galley.size().y / 2.0),
            galley,
            theme.error,
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, words));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Assertive));
        response
    }

    /// Which step of how many, and its name.
    pub fn progress(&self, ui: &mut Ui, rect: Rect, step: usize, steps: usize, name: &str, spoken: &str) {
        let theme = &self.theme;
        let response = ui.allocate_rect(rect, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, spoken));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_numeric_value(step as f64);
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(steps as f64);
        });
        let mut x = rect.left();
        let baseline = rect.top() + 46.0;
        let words = [
            (step.to_string(), 32.0, theme.primary, 6.0),
            (format!("/ {steps}"), 20.0, theme.text_sub, 18.0),
            (name.to_owned(), 24.0, theme.text, 0.0),
        ];
        for (words, size, ink, gap) in words {
            let mut font = FontId::new(size, family(self.lang, true));
            let set = |font: &FontId| lines::set(ui.ctx(), &words, font.clone(), 1.0, ink, f32::INFINITY);
            let mut galley = set(&font);
            while x + galley.size().x > rect.right() && font.size > Step::Small.size() {
                font.size -= 1.0;
                galley = set(&font);
            }
            let ascent =
                galley.rows.first().and_then(|row| row.row.glyphs.first()).map_or(size * 0.88, |g| g.pos.y);
            let width = galley.size().x;
            ui.painter().galley(pos2(x, baseline - ascent), galley, ink);
            x += width + gap;
        }
        let gap = 6.0;
        let width = (rect.width() - gap * steps.saturating_sub(1) as f32) / steps.max(1) as f32;
        for n in 0..steps {
            let at = pos2(rect.left() + n as f32 * (width + gap), rect.top() + 62.0);
            let piece = Rect::from_min_size(at, vec2(width, 10.0));
            if n < step {
                ui.painter().rect_filled(piece, 5.0, theme.primary);
            } else {
                let edge = Stroke::new(1.5, theme.border);
                ui.painter().rect(piece, 5.0, theme.surface, edge, StrokeKind::Inside);
            }
        }
    }
}

fn shadow(rect: Rect) -> eframe::egui::Shape {
    Shadow { offset: [0, 2], blur: 8, spread: 0, color: Color32::from_black_alpha(28) }
        .as_shape(rect, 12.0)
        .into()
}

/// The theme of a contrast choice.
pub fn theme(high_contrast: bool) -> Theme {
    if high_contrast { tokens::HIGH_CONTRAST } else { tokens::LIGHT }
}

impl Look {
    /// One of a row of alternatives, without a mark: filled when it is chosen.
    pub fn segment(&self, ui: &mut Ui, size: Vec2, words: &str, chosen: bool) -> Response {
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let (kind, icon) = if chosen { (Kind::Primary, None) } else { (Kind::Plain, None) };
        self.paint_button(ui, rect, &response, kind, icon, words, Step::Label);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, words));
        response
    }
}
