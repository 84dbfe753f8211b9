//! A card is looked for: what the camera sees, and one thing to do.

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::epaint::PathShape;
use eframe::egui::{
    Color32, Image, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use kakanai_reading::face::Advice;

use super::ask::progress;
use super::page::{Bars, page};
use super::pictures;
use super::view::View;
use crate::look::icon::{self, paint_card};
use crate::look::{Icon, Step, lines};
use crate::model::Intent;
use crate::showing::{Eye, Looking, Preview, Showing, Sight};
use crate::words::{self, Word};

/// Width of the column beside the view.
const BESIDE: f32 = 330.0;
/// Around what is seen well.
const GOOD: Color32 = Color32::from_rgb(0x35, 0xE0, 0x8A);
/// Around a card that is not seen well yet.
const FOUND: Color32 = Color32::from_rgb(0xFF, 0xD4, 0x3D);
/// Long side to short side of most cards.
const CARD: f32 = 85.6 / 53.98;

/// The screen of the live view.
pub fn looking_ui(ui: &mut Ui, view: &View<'_>, showing: &Showing, looking: &Looking) -> Option<Intent> {
    let camera = view.model.eye != Some(Eye::Scanner);
    let reading = looking.sight == Sight::Reading;
    let bars = Bars {
        progress: progress(view, &showing.asking),
        back: true,
        next: (camera && !reading).then_some((Word::TakeNow, Intent::TakeNow)),
        aside: vec![(Icon::Touch, Word::ByHand, Intent::Back)],
        quit: true,
    };
    page(ui, view, bars, "looking", |ui| {
        // The page leaves a margin above that a picture needs more.
        let room = ui.clip_rect().bottom() - ui.cursor().top() - 40.0;
        let top = ui.cursor().top();
        sight_ui(ui, view, looking, camera);
        let height = (room - (ui.cursor().top() - top)).max(260.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let (place, _) =
                ui.allocate_exact_size(vec2(ui.available_width() - BESIDE - 24.0, height), Sense::hover());
            match (&looking.view, camera) {
                (Some(preview), _) => view_ui(ui, view, place, preview, looking.sight),
                (None, true) => {
                    ui.painter().rect_filled(place, 12.0, Color32::from_gray(0x26));
                    frame(ui, target(place.shrink(40.0)));
                }
                (None, false) => scanner(ui, view, place),
            }
            ui.vertical(|ui| {
                ui.set_width(BESIDE);
                beside(ui, view);
            });
        });
        None
    })
}

/// What to do, in one sentence.
fn sight_ui(ui: &mut Ui, view: &View<'_>, looking: &Looking, camera: bool) {
    let (look, theme) = (&view.look, &view.look.theme);
    let word = match looking.sight {
        Sight::Opening | Sight::Wants(Advice::ShowCard) if !camera => Word::ShowScanner,
        Sight::Wants(Advice::ShowCard) if looking.another => Word::ShowNext,
        Sight::Opening => Word::SightOpening,
        Sight::Wants(advice) => words::advice(advice),
        Sight::Good(_) => Word::SightGood,
        Sight::Reading => Word::SightReading,
    };
    let (ground, ink, sign, edge) = match looking.sight {
        Sight::Good(_) => (theme.success, theme.surface, Icon::Check, Stroke::NONE),
        Sight::Reading => (theme.primary, theme.on_primary, Icon::Card, Stroke::NONE),
        Sight::Wants(Advice::OtherCard | Advice::TurnOver) => {
            (theme.surface, theme.error, Icon::Alert, Stroke::new(3.0, theme.error))
        }
        Sight::Opening
        | Sight::Wants(
            Advice::ShowCard
            | Advice::Closer
            | Advice::Whole
            | Advice::HoldStill
            | Advice::MoreLight
            | Advice::NoGlare,
        ) => (theme.surface, theme.text, Icon::Card, look.edge()),
    };
    let said = view.say(word);
    let width = ui.available_width();
    let galley = lines::set(ui.ctx(), said, look.font(Step::H1), 1.3, ink, width - 110.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 20.0), Sense::hover());
    ui.painter().rect(rect, 12.0, ground, edge, StrokeKind::Inside);
    let square = Rect::from_center_size(pos2(rect.left() + 48.0, rect.center().y), vec2(40.0, 40.0));
    icon::paint(ui, square, sign, ink);
    ui.painter().galley(pos2(rect.left() + 88.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, said));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// The live view with the card's outline, and how much of what is needed was seen.
fn view_ui(ui: &mut Ui, view: &View<'_>, place: Rect, preview: &Preview, sight: Sight) {
    let texture = pictures::live(ui, preview);
    let size = texture.size_vec2();
    let scale = (place.width() / size.x).min(place.height() / size.y);
    let shown = Rect::from_center_size(place.center(), size * scale);
    ui.painter().rect_filled(place, 12.0, Color32::from_gray(0x26));
    let response = ui.place(shown, Image::new((texture.id(), shown.size())).corner_radius(12));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, view.say(Word::LiveView)));
    let good = match sight {
        Sight::Good(part) => Some(part),
        Sight::Reading => Some(100),
        Sight::Opening | Sight::Wants(_) => None,
    };
    match preview.outline {
        Some(corners) => {
            let at = |(x, y): (f32, f32)| shown.min + vec2(x * shown.width(), y * shown.height());
            let corners: Vec<Pos2> = corners.into_iter().map(at).collect();
            let ink = if good.is_some() { GOOD } else { FOUND };
            let painter = ui.painter().with_clip_rect(shown);
            for (thick, ink) in [(12.0, Color32::from_black_alpha(150)), (7.0, ink)] {
                painter.add(PathShape::closed_line(corners.clone(), Stroke::new(thick, ink)));
            }
        }
        None => frame(ui, target(shown.shrink(24.0))),
    }
    if let Some(part) = good {
        let bar = Rect::from_min_max(
            pos2(place.left() + 16.0, place.bottom() - 34.0),
            place.max - vec2(16.0, 14.0),
        );
        progress_ui(ui, view, bar, part);
    }
}

fn progress_ui(ui: &mut Ui, view: &View<'_>, bar: Rect, part: u8) {
    let response = ui.interact(bar, ui.scope_id().with("progress"), Sense::hover());
    ui.painter().rect(bar, 10.0, Color32::WHITE, Stroke::new(2.0, Color32::BLACK), StrokeKind::Outside);
    let mut done = bar.shrink(3.0);
    done.set_width(done.width() * f32::from(part.min(100)) / 100.0);
    ui.painter().rect_filled(done, 7.0, Color32::from_rgb(0x19, 0x7A, 0x4B));
    let words = Word::SightProgress.with(view.lang(), &[&part.to_string()]);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &words));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_numeric_value(f64::from(part));
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
}

/// Where a card is wanted: the largest one that fits, in the middle.
fn target(place: Rect) -> Rect {
    let width = place.width().min(place.height() * CARD) * 0.92;
    Rect::from_center_size(place.center(), vec2(width, width / CARD))
}

/// Four corners.
fn frame(ui: &Ui, at: Rect) {
    let arm = at.height() * 0.18;
    let corner =
        |from: Pos2, x: f32, y: f32| vec![from + vec2(x * arm, 0.0), from, from + vec2(0.0, y * arm)];
    let corners = [
        corner(at.left_top(), 1.0, 1.0),
        corner(at.right_top(), -1.0, 1.0),
        corner(at.right_bottom(), -1.0, -1.0),
        corner(at.left_bottom(), 1.0, -1.0),
    ];
    for (thick, ink) in [(12.0, Color32::from_black_alpha(150)), (7.0, Color32::WHITE)] {
        for points in &corners {
            ui.painter().add(Shape::line(points.clone(), Stroke::new(thick, ink)));
        }
    }
}

/// No live view: a card, and the machine it goes into.
fn scanner(ui: &Ui, view: &View<'_>, place: Rect) {
    let theme = &view.look.theme;
    view.look.card(ui, place);
    let thick = Stroke::new(6.0, theme.text_sub);
    let middle = place.center();
    let body = Rect::from_center_size(middle + vec2(0.0, 70.0), vec2(320.0, 110.0));
    ui.painter().rect(body, 16.0, theme.surface_alt, thick, StrokeKind::Middle);
    ui.painter().hline(body.shrink(40.0).x_range(), body.top() + 26.0, Stroke::new(8.0, theme.text));
    let card = Rect::from_center_size(middle - vec2(0.0, 100.0), vec2(180.0, 180.0));
    icon::paint(ui, card, Icon::Card, theme.primary);
    let way = Rect::from_center_size(middle - vec2(0.0, 12.0), vec2(44.0, 44.0));
    icon::paint(ui, way, Icon::Down, theme.primary);
}

/// Which cards can be read, and what becomes of the pictures.
fn beside(ui: &mut Ui, view: &View<'_>) {
    let (look, theme) = (&view.look, &view.look.theme);
    ui.spacing_mut().item_spacing.y = 8.0;
    look.text(ui, Step::Label, theme.text, view.say(Word::Readable));
    for (word, sign) in [
        (Word::CardMyNumber, icon::Card::MyNumber),
        (Word::CardLicence, icon::Card::Licence),
        (Word::CardResidence, icon::Card::Residence),
        (Word::CardInsurance, icon::Card::Insurance),
        (Word::CardPassport, icon::Card::Passport),
        (Word::CardCertificate, icon::Card::Certificate),
    ] {
        let said = view.say(word);
        let galley = lines::set(ui.ctx(), said, look.font(Step::Small), 1.3, theme.text, BESIDE - 78.0);
        let (rect, response) =
            ui.allocate_exact_size(vec2(BESIDE, galley.size().y.max(42.0)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
        let card = Rect::from_min_size(pos2(rect.left(), rect.center().y - 20.0), vec2(63.0, 40.0));
        paint_card(ui, card, sign, theme.text_sub, theme.surface);
        ui.painter().galley(
            pos2(rect.left() + 78.0, rect.center().y - galley.size().y / 2.0),
            galley,
            theme.text,
        );
    }
    ui.add_space(8.0);
    look.text(ui, Step::Small, theme.text_sub, view.say(Word::PicturesGo));
}
