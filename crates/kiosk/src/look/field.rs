//! A field to type in, with its label above and a red edge where something is missing.

use eframe::egui::{self, Frame, Id, Margin, Rect, Stroke, StrokeKind, TextEdit, Ui, vec2};

use super::kit::Look;
use super::lines;
use super::tokens::Step;

/// Height of the box to type in, points.
pub const HEIGHT: f32 = 68.0;

/// What a field is.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Distinguishes it on its screen.
    pub id: Id,
    /// Above the box, and what a screen reader says.
    pub label: &'a str,
    /// An example inside the empty box.
    pub example: &'a str,
    /// Width in points.
    pub width: f32,
    /// Something is missing or wrong here.
    pub wrong: bool,
    /// The keyboard and the panels write here.
    pub active: bool,
}

/// What happened to a field.
#[derive(Default)]
pub struct Typed {
    /// The new text, when it changed.
    pub text: Option<String>,
    /// Somebody went into it just now.
    pub entered: bool,
}

impl Look {
    /// Shows a field with its text.
    pub fn field(&self, ui: &mut Ui, field: Field<'_>, text: &str) -> Typed {
        let theme = &self.theme;
        let label = lines::set(ui.ctx(), field.label, self.font(Step::Small), 1.3, theme.text, field.width);
        let size = vec2(field.width, label.size().y + 6.0 + HEIGHT);
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        let ink = if field.wrong { theme.error } else { theme.text };
        ui.painter().galley_with_override_text_color(rect.min, label.clone(), ink);
        let edge = Rect::from_min_max(egui::pos2(rect.left(), rect.top() + label.size().y + 6.0), rect.max);
        let stroke = if field.wrong {
            Stroke::new(3.0, theme.error)
        } else if field.active {
            Stroke::new(3.0, theme.primary)
        } else {
            self.edge()
        };
        ui.painter().rect(edge, 8.0, theme.surface, stroke, StrokeKind::Inside);
        let mut now = text.to_owned();
        let editor = TextEdit::singleline(&mut now)
            .id(field.id)
            .frame(Frame::new().inner_margin(Margin::symmetric(16, 0)))
            .font(self.font(Step::H2))
            .text_color(theme.text)
            .hint_text(egui::RichText::new(field.example).font(self.font(Step::Body)).color(theme.text_sub))
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(field.width)
            .min_size(edge.size());
        let response = ui.place(edge, editor);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(field.label));
        if response.has_focus() {
            self.focus_ring(ui, edge, 8.0);
        }
        Typed { text: response.changed().then_some(now), entered: response.gained_focus() }
    }
}
