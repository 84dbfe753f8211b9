//! Icons, painted: no font and no file can go missing.

use eframe::egui::{Color32, FontId, Rect, Stroke, Ui, epaint::PathShape, pos2, vec2};
use kakanai_domain::Lang;

use super::fonts::family;

/// A picture beside words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    /// Onwards.
    Next,
    /// Into something below.
    Down,
    /// Back.
    Back,
    /// Done, chosen.
    Check,
    /// No, away.
    Cross,
    /// Yes.
    Circle,
    /// I do not know.
    Question,
    /// Size of the letters.
    Letter,
    /// One more.
    Plus,
    /// The last character.
    Erase,
    /// Touch here.
    Touch,
    /// A card.
    Card,
    /// Look here.
    Alert,
}

/// Paints an icon into a square.
pub fn paint(ui: &Ui, square: Rect, icon: Icon, ink: Color32) {
    let painter = ui.painter();
    let side = square.width();
    let at = |x: f32, y: f32| square.min + vec2(x * side, y * side);
    let thick = (side * 0.11).max(2.0);
    let line = |points: &[(f32, f32)]| {
        let points: Vec<_> = points.iter().map(|&(x, y)| at(x, y)).collect();
        for point in &points {
            painter.circle_filled(*point, thick / 2.0, ink);
        }
        painter.add(PathShape::line(points, Stroke::new(thick, ink)));
    };
    let letter = |letter: &str, size: f32| {
        let font = FontId::new(side * size, family(Lang::Ja, true));
        let galley = ui.ctx().fonts_mut(|f| f.layout_no_wrap(letter.to_owned(), font, ink));
        painter.galley(square.center() - galley.size() / 2.0, galley, ink);
    };
    match icon {
        Icon::Next => line(&[(0.35, 0.15), (0.7, 0.5), (0.35, 0.85)]),
        Icon::Down => {
            line(&[(0.5, 0.05), (0.5, 0.9)]);
            line(&[(0.2, 0.6), (0.5, 0.9), (0.8, 0.6)]);
        }
        Icon::Back => line(&[(0.65, 0.15), (0.3, 0.5), (0.65, 0.85)]),
        Icon::Check => line(&[(0.14, 0.54), (0.4, 0.8), (0.88, 0.22)]),
        Icon::Cross => {
            line(&[(0.18, 0.18), (0.82, 0.82)]);
            line(&[(0.82, 0.18), (0.18, 0.82)]);
        }
        Icon::Plus => {
            line(&[(0.5, 0.12), (0.5, 0.88)]);
            line(&[(0.12, 0.5), (0.88, 0.5)]);
        }
        Icon::Circle => {
            painter.circle_stroke(square.center(), side * 0.38, Stroke::new(thick, ink));
        }
        Icon::Question => {
            painter.circle_stroke(square.center(), side * 0.42, Stroke::new(thick * 0.8, ink));
            letter("?", 0.62);
        }
        Icon::Letter => letter("あ", 1.0),
        Icon::Erase => {
            let arrow = [(0.02, 0.5), (0.3, 0.2), (0.98, 0.2), (0.98, 0.8), (0.3, 0.8)];
            let arrow = arrow.map(|(x, y)| at(x, y)).to_vec();
            painter.add(PathShape::closed_line(arrow, Stroke::new(thick * 0.8, ink)));
            line(&[(0.5, 0.38), (0.74, 0.62)]);
            line(&[(0.74, 0.38), (0.5, 0.62)]);
        }
        Icon::Touch => {
            painter.circle_stroke(at(0.42, 0.3), side * 0.24, Stroke::new(thick * 0.7, ink));
            let finger = [(0.35, 0.3), (0.42, 0.22), (0.49, 0.3), (0.49, 0.62), (0.35, 0.62)];
            let finger = finger.map(|(x, y)| at(x, y)).to_vec();
            painter.add(PathShape::convex_polygon(finger, ink, Stroke::NONE));
            painter.rect_filled(Rect::from_min_max(at(0.35, 0.52), at(0.8, 0.95)), side * 0.12, ink);
        }
        Icon::Card => {
            let edge = Rect::from_min_max(at(0.04, 0.2), at(0.96, 0.8));
            let stroke = Stroke::new(thick * 0.8, ink);
            painter.rect_stroke(edge, side * 0.08, stroke, eframe::egui::StrokeKind::Middle);
            painter.circle_filled(at(0.28, 0.42), side * 0.09, ink);
            painter.rect_filled(Rect::from_min_max(at(0.16, 0.54), at(0.4, 0.68)), side * 0.05, ink);
            for y in [0.4, 0.58] {
                line(&[(0.54, y), (0.82, y)]);
            }
        }
        Icon::Alert => {
            let centre = square.center();
            painter.circle_filled(centre, side / 2.0, ink);
            let ground = ui.visuals().panel_fill;
            let stem = [pos2(centre.x, centre.y - side * 0.26), pos2(centre.x, centre.y + side * 0.06)];
            painter.line_segment(stem, Stroke::new(side * 0.13, ground));
            painter.circle_filled(centre + vec2(0.0, side * 0.25), side * 0.08, ground);
        }
    }
}

/// A kind of card, as a sign: where its portrait and its lines are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Card {
    MyNumber,
    Licence,
    Residence,
    Insurance,
    Passport,
    /// A paper with two-dimensional codes.
    Certificate,
}

/// A line on a sign: from, to, and how far down, in parts of the sign.
type Dash = (f32, f32, f32);

/// Paints the sign of a kind of card.
pub fn paint_card(ui: &Ui, rect: Rect, card: Card, ink: Color32, ground: Color32) {
    let painter = ui.painter();
    let at = |x: f32, y: f32| rect.min + vec2(x * rect.width(), y * rect.height());
    painter.rect(rect, 5.0, ground, Stroke::new(2.0, ink), eframe::egui::StrokeKind::Inside);
    let (portrait, lines): (Option<(f32, f32)>, &[Dash]) = match card {
        Card::MyNumber => (Some((0.17, 0.58)), &[(0.12, 0.8, 0.18), (0.34, 0.8, 0.44), (0.34, 0.7, 0.62)]),
        Card::Licence => (Some((0.83, 0.5)), &[(0.1, 0.62, 0.2), (0.1, 0.62, 0.4), (0.1, 0.5, 0.6)]),
        Card::Residence => (Some((0.83, 0.36)), &[(0.1, 0.6, 0.2), (0.1, 0.5, 0.38), (0.1, 0.9, 0.82)]),
        Card::Insurance => (None, &[(0.1, 0.5, 0.2), (0.1, 0.9, 0.42), (0.1, 0.75, 0.62), (0.1, 0.4, 0.82)]),
        Card::Passport => {
            (Some((0.2, 0.36)), &[(0.4, 0.9, 0.2), (0.4, 0.7, 0.4), (0.08, 0.92, 0.74), (0.08, 0.92, 0.88)])
        }
        Card::Certificate => (None, &[(0.1, 0.6, 0.2), (0.1, 0.45, 0.4)]),
    };
    for &(from, to, y) in lines {
        painter.line_segment([at(from, y), at(to, y)], Stroke::new(2.5, ink));
    }
    if card == Card::Certificate {
        for x in [0.5, 0.69, 0.88] {
            let code = Rect::from_center_size(at(x, 0.72), vec2(9.0, 9.0));
            painter.rect_stroke(code, 0.0, Stroke::new(2.5, ink), eframe::egui::StrokeKind::Inside);
            painter.rect_filled(Rect::from_center_size(code.center(), vec2(3.0, 3.0)), 0.0, ink);
        }
    }
    if let Some((x, y)) = portrait {
        let head = rect.height() * 0.13;
        painter.circle_filled(at(x, y) - vec2(0.0, head * 0.6), head, ink);
        let chest = Rect::from_center_size(at(x, y) + vec2(0.0, head * 1.5), vec2(head * 2.8, head * 1.7));
        painter.rect_filled(chest, head * 0.7, ink);
    }
}
