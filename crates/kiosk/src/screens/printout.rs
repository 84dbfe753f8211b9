//! Printing the bundle, for the clerk: which printer, how it goes, what to do about it.

use eframe::egui::{Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};
use kakanai_domain::Lang;
use kakanai_printer::{End, Obstacle, Progress, Stage};

use super::view::View;
use crate::look::{Icon, Kind, Step, icon};
use crate::model::{Intent, Visit};
use crate::printout::{Printout, is_busy, open};

/// Height of the dialog's buttons.
const TALL: f32 = 80.0;

/// The dialog.
pub fn printout_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    // Staff read Japanese.
    let view = &View { model: view.model, look: crate::look::Look { lang: Lang::Ja, ..view.look } };
    let visit = view.model.visit.as_ref()?;
    let receipt = visit.session.receipt.as_deref().unwrap_or("番号なし");
    ui.spacing_mut().item_spacing.y = 10.0;
    let printout = open(view.model);
    match printout.map(|printout| (printout, &printout.progress.stage)) {
        None => choose(ui, view, visit, receipt),
        Some((printout, Stage::Over(end))) => over(ui, view, visit, printout, end),
        Some((
            printout,
            Stage::Asking | Stage::Sending | Stage::Waiting | Stage::Printing | Stage::Cancelling,
        )) => running(ui, view, printout, receipt),
    }
}

/// Before anything was sent.
fn choose(ui: &mut Ui, view: &View<'_>, visit: &Visit, receipt: &str) -> Option<Intent> {
    let look = &view.look;
    look.heading(ui, Step::H1, &format!("{receipt} を印刷します"));
    let words = format!("案内票、届出書類{}枚の順に、まとめて印刷します。", visit.sheets.len());
    look.text(ui, Step::Body, look.theme.text_sub, &words);
    let chosen = printers(ui, view);
    let saved = saved_ui(ui, view, visit);
    if is_busy(view.model) {
        look.complaint(ui, "ほかの受付を印刷しています。終わってから始めてください。");
        return chosen.or(row(ui, view, vec![(Kind::Primary, "とじる", Intent::Close)]));
    }
    let start = (Kind::Primary, "印刷を始める", Intent::PrintOut { insist: false });
    let save = (Kind::Outline, "PDFに保存する", Intent::MakePapers);
    chosen.or(saved).or(row(ui, view, vec![start, save, (Kind::Plain, "とじる", Intent::Close)]))
}

/// While it is printed.
fn running(ui: &mut Ui, view: &View<'_>, printout: &Printout, receipt: &str) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let progress = &printout.progress;
    look.text(ui, Step::Body, theme.text_sub, &format!("{receipt}　{}", printer(view, printout.printer)));
    look.heading(ui, Step::H1, &progress.headline(Lang::Ja));
    bar(ui, view, progress);
    troubles(ui, view, &progress.sentences(Lang::Ja));
    let close = (Kind::Primary, "とじる（印刷は続きます）", Intent::Close);
    let stopping = progress.stage == Stage::Cancelling;
    let stop = (Kind::Outline, "印刷を止める", Intent::CancelPrintout);
    row(ui, view, if stopping { vec![close] } else { vec![close, stop] })
}

/// When it has ended, well or not.
fn over(ui: &mut Ui, view: &View<'_>, visit: &Visit, printout: &Printout, end: &End) -> Option<Intent> {
    let look = &view.look;
    let headline = printout.progress.headline(Lang::Ja);
    let close = (Kind::Plain, "とじる", Intent::Close);
    let again = Intent::PrintOut { insist: false };
    match end {
        End::Completed => {
            ui.horizontal(|ui| {
                let (badge, _) = ui.allocate_exact_size(Vec2::splat(64.0), Sense::hover());
                ui.painter().circle_filled(badge.center(), 32.0, look.theme.success);
                icon::paint(ui, badge.shrink(16.0), Icon::Check, look.theme.surface);
                ui.add_space(12.0);
                look.heading(ui, Step::H1, &headline);
            });
            let words =
                "紙をそろえて、住民の方に渡してください。足りない紙があれば、そのページから刷り直せます。";
            look.text(ui, Step::Body, look.theme.text, words);
            let stepped = stepper(ui, view, printout);
            let reprint = reprint_words(view);
            let buttons = vec![(Kind::Primary, "とじる", Intent::Close), (Kind::Outline, &*reprint, again)];
            stepped.or(row(ui, view, buttons))
        }
        End::NotSent(obstacles) => {
            look.heading(ui, Step::H1, &headline);
            troubles(ui, view, &printout.progress.sentences(Lang::Ja));
            let chosen = printers(ui, view);
            let saved = saved_ui(ui, view, visit);
            let insist = obstacles.iter().all(Obstacle::yields);
            let mut buttons = vec![(Kind::Primary, "もう一度 印刷する", again)];
            buttons.push(if insist {
                // Trays and their reports are often wrong: who has looked knows better.
                (Kind::Outline, "確かめたので印刷する", Intent::PrintOut { insist: true })
            } else {
                (Kind::Outline, "PDFに保存する", Intent::MakePapers)
            });
            buttons.push(close);
            chosen.or(saved).or(row(ui, view, buttons))
        }
        End::Stopped(_) | End::Doubtful(_) => {
            look.heading(ui, Step::H1, &headline);
            troubles(ui, view, &printout.progress.sentences(Lang::Ja));
            let stepped = stepper(ui, view, printout);
            let chosen = printers(ui, view);
            let reprint = reprint_words(view);
            let there = (Kind::Outline, "全部出ている", Intent::AllThere);
            let buttons = vec![there, (Kind::Outline, &*reprint, again), close];
            stepped.or(chosen).or(row(ui, view, buttons))
        }
    }
}

fn reprint_words(view: &View<'_>) -> String {
    format!("{}ページから刷り直す", view.model.wish.from)
}

/// The file, where the clerk chose one; paper comes from elsewhere then.
fn saved_ui(ui: &mut Ui, view: &View<'_>, visit: &Visit) -> Option<Intent> {
    let papers = visit.papers.as_ref()?;
    let words = format!("保存しました：{}　紙にしたら「印刷した」を押してください。", papers.folder);
    view.look.text(ui, Step::Small, view.look.theme.text, &words);
    row(ui, view, vec![(Kind::Outline, "印刷した", Intent::AllThere)])
}

/// The printers to choose from; one is only named.
fn printers(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let all = &view.model.catalog.office.printers;
    if all.len() < 2 {
        let words = format!("プリンター：{}", printer(view, 0));
        view.look.text(ui, Step::Body, view.look.theme.text, &words);
        return None;
    }
    let mut chosen = None;
    view.look.text(ui, Step::Label, view.look.theme.text, "プリンター");
    for (row, pair) in all.chunks(2).enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for (n, printer) in pair.iter().enumerate() {
                let n = row * 2 + n;
                let size = vec2((ui.max_rect().width() - 12.0) / 2.0, 72.0);
                if view.look.segment(ui, size, printer.label.ja(), n == view.model.wish.printer).clicked() {
                    chosen = Some(Intent::ChoosePrinter(n));
                }
            }
        });
    }
    chosen
}

fn printer<'a>(view: &'a View<'_>, n: usize) -> &'a str {
    view.model.catalog.office.printers.get(n).map_or("", |printer| printer.label.ja())
}

/// From which page of the bundle.
fn stepper(ui: &mut Ui, view: &View<'_>, printout: &Printout) -> Option<Intent> {
    let look = &view.look;
    let (from, last) = (view.model.wish.from, printout.pages.max(1));
    let mut stepped = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let size = vec2(150.0, 64.0);
        if look.button(ui, size, Kind::Outline, None, "前のページ").clicked() && from > 1 {
            stepped = Some(Intent::FromPage(from - 1));
        }
        if look.button(ui, size, Kind::Outline, None, "次のページ").clicked() && from < last {
            stepped = Some(Intent::FromPage(from + 1));
        }
        ui.vertical(|ui| {
            ui.add_space(16.0);
            let words = format!("{from}ページから（全{last}ページ。はじめが案内票）");
            look.text(ui, Step::Body, look.theme.text, &words);
        });
    });
    stepped
}

/// How much is out, where the printer counts.
fn bar(ui: &mut Ui, view: &View<'_>, progress: &Progress) {
    let theme = &view.look.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 14.0), Sense::hover());
    ui.painter().rect_filled(rect, 7.0, theme.surface_alt);
    let share = progress.printed.unwrap_or(0) as f32 / progress.wanted.max(1) as f32;
    if share > 0.0 {
        let mut done = rect;
        done.set_width((rect.width() * share.min(1.0)).max(14.0));
        ui.painter().rect_filled(done, 7.0, theme.primary);
    }
}

/// What is wrong and what to do, each in a frame that is seen from afar.
fn troubles(ui: &mut Ui, view: &View<'_>, sentences: &[String]) {
    let look = &view.look;
    let theme = &look.theme;
    for sentence in sentences.iter().take(4) {
        let room = ui.available_width() - 84.0;
        let words = look.set(ui, Step::Body, theme.text, sentence, room);
        let size = vec2(ui.available_width(), words.size().y + 28.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| {
            eframe::egui::WidgetInfo::labeled(eframe::egui::accesskit::Role::Label, true, sentence)
        });
        ui.painter().rect(rect, 10.0, theme.doubt, Stroke::new(2.0, theme.error), StrokeKind::Inside);
        let mark = Rect::from_center_size(pos2(rect.left() + 36.0, rect.center().y), Vec2::splat(32.0));
        icon::paint(ui, mark, Icon::Alert, theme.error);
        ui.painter().galley(pos2(rect.left() + 66.0, rect.top() + 14.0), words, theme.text);
    }
}

/// Buttons side by side over the whole width.
fn row(ui: &mut Ui, view: &View<'_>, buttons: Vec<(Kind, &str, Intent)>) -> Option<Intent> {
    let mut intent = None;
    ui.add_space(8.0);
    let width = ui.available_width();
    let count = buttons.len().max(2) as f32;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let size = vec2((width - 12.0 * (count - 1.0)) / count, TALL);
        for (kind, words, what) in buttons {
            if view.look.button(ui, size, kind, None, words).clicked() {
                intent = Some(what);
            }
        }
    });
    intent
}
