//! One session, for the clerk: what was said and where it came from, what follows and why, the papers.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use kakanai_domain::procedure::Level;
use kakanai_domain::session::{Origin, Stage};
use kakanai_domain::why::{Calling, why};
use kakanai_domain::{Lang, Member, Outcome, Verdict};
use kakanai_printing::note_words::clerk_sentences;

use super::page::scrolling;
use super::review::{Row, sections};
use super::view::View;
use crate::look::tokens::{FOOTER, HEADER, TOUCH};
use crate::look::{Icon, Kind, Step, lines};
use crate::model::{Intent, Over, Visit};
use crate::question::members;
use crate::{printout, words};

/// The clerk's view of the open session.
pub fn case_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    // Staff read Japanese, whatever language the resident chose.
    let view = &View { model: view.model, look: crate::look::Look { lang: Lang::Ja, ..view.look } };
    let visit = view.model.visit.as_ref()?;
    let all = ui.max_rect();
    header(ui, view, visit, Rect::from_min_size(all.min, vec2(all.width(), HEADER)));
    let body =
        Rect::from_min_max(pos2(all.left(), all.top() + HEADER), pos2(all.right(), all.bottom() - FOOTER));
    let middle = all.left() + all.width() * 0.56;
    let left = Rect::from_min_max(body.min, pos2(middle, body.bottom()));
    let right = Rect::from_min_max(pos2(middle, body.top()), body.max);
    ui.painter().vline(middle, body.y_range(), Stroke::new(1.0, view.look.theme.divider));
    let answers = scrolling(ui, left, 20.0, "answers", |ui| answers_ui(ui, view, visit));
    let verdicts = scrolling(ui, right, 20.0, "verdicts", |ui| verdicts_ui(ui, view, visit));
    let footer = Rect::from_min_max(pos2(all.left(), all.bottom() - FOOTER), all.max);
    answers.or(verdicts).or(footer_ui(ui, view, visit, footer))
}

fn header(ui: &mut Ui, view: &View<'_>, visit: &Visit, rect: Rect) {
    let look = &view.look;
    let theme = &look.theme;
    ui.painter().rect_filled(rect, 0.0, theme.surface);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.divider));
    let receipt = visit.session.receipt.clone().unwrap_or_else(|| "番号なし".to_owned());
    let event =
        visit.session.event.map(|id| view.model.catalog.events[id].title.ja()).unwrap_or("用件未選択");
    let mut bar = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(28.0, 14.0))));
    bar.spacing_mut().item_spacing.y = 0.0;
    look.heading(&mut bar, Step::H2, &format!("{receipt}　{}", words::stage(visit.session.stage)));
    let made = visit
        .papers
        .as_ref()
        .map(|papers| format!("　用紙{}枚：{}", papers.pages, papers.folder))
        .unwrap_or_default();
    let printing = printout::open(view.model).map(|printout| printout.progress.headline(Lang::Ja));
    let printing = printing.map(|words| format!("　{words}")).unwrap_or_default();
    look.text(&mut bar, Step::Small, theme.text_sub, &format!("{event}{printing}{made}"));
    if visit.session.definitions != view.model.catalog.fingerprint {
        let words = look.set(ui, Step::Small, theme.error, "受付の後に定義が変わりました", f32::INFINITY);
        ui.painter().galley(
            pos2(rect.right() - words.size().x - 28.0, rect.top() + 20.0),
            words,
            theme.error,
        );
    }
}

fn answers_ui(ui: &mut Ui, view: &View<'_>, visit: &Visit) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let mut intent = None;
    ui.add_space(12.0);
    ui.spacing_mut().item_spacing.y = 4.0;
    let sections = visit.session.event.map(|event| sections(view, visit, event)).unwrap_or_default();
    let doubtful = sections.iter().flat_map(|(_, rows)| rows).filter(|row| row.doubtful).count();
    if doubtful > 0 {
        look.complaint(ui, &format!("読みとりが不確かな回答が{doubtful}件あります。確認してください。"));
    }
    unread_ui(ui, view, visit);
    for (title, rows) in sections {
        ui.add_space(8.0);
        look.text(ui, Step::Label, theme.text, &title);
        for row in rows {
            intent = intent.take().or(answer_ui(ui, view, &row));
        }
    }
    if !visit.session.lapsed.is_empty() {
        ui.add_space(8.0);
        let names: Vec<&str> = visit.session.lapsed.iter().map(|name| name.0.as_str()).collect();
        look.text(ui, Step::Small, theme.error, &format!("今の定義にない回答：{}", names.join("、")));
    }
    ui.add_space(16.0);
    intent
}

/// What stood on cards and in codes and answered nothing: only a person can tell whether it matters.
fn unread_ui(ui: &mut Ui, view: &View<'_>, visit: &Visit) {
    let lists = &view.model.catalog.lists;
    let name = |number: u16| {
        let member = Member(number);
        let list = lists.ids().find(|list| members(&visit.session.answers, *list).contains(&member))?;
        Some(format!("（{}）", view.name(list, member)))
    };
    for cards in visit.session.unread.chunk_by(|(card, _), (next, _)| card == next) {
        let mut words = String::new();
        for (card, unread) in cards {
            if words.is_empty() {
                words = format!("読まなかった項目（{card}）");
            }
            let who = unread.member.and_then(name).unwrap_or_default();
            let text = match unread.text.as_str() {
                "" => words::unread(unread.why).to_owned(),
                text => format!("「{text}」（{}）", words::unread(unread.why)),
            };
            words.push_str(&format!("\n・{}{who}：{text}", unread.column));
        }
        notice_ui(ui, view, &words);
    }
}

fn answer_ui(ui: &mut Ui, view: &View<'_>, row: &Row) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let width = ui.available_width();
    let buttons = if row.doubtful { 232.0 } else { 124.0 };
    let label = lines::set(ui.ctx(), &row.label, look.font(Step::Small), 1.3, theme.text_sub, 220.0);
    let said =
        lines::set(ui.ctx(), &row.said, look.font(Step::Small), 1.3, theme.text, width - 256.0 - buttons);
    let origin = row.origin.map(origin).unwrap_or_default();
    let origin = lines::set(ui.ctx(), &origin, look.font(Step::Small), 1.2, theme.text_sub, f32::INFINITY);
    let height = label.size().y.max(said.size().y + origin.size().y).max(48.0) + 12.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}：{}", row.label, row.said)));
    let (ground, edge) = if row.doubtful {
        (theme.doubt, Stroke::new(2.0, theme.error))
    } else {
        (theme.surface, Stroke::new(1.0, theme.divider))
    };
    ui.painter().rect(rect, 8.0, ground, edge, eframe::egui::StrokeKind::Inside);
    ui.painter().galley(
        pos2(rect.left() + 14.0, rect.center().y - label.size().y / 2.0),
        label,
        theme.text_sub,
    );
    let top = rect.center().y - (said.size().y + origin.size().y) / 2.0;
    let below = top + said.size().y;
    ui.painter().galley(pos2(rect.left() + 246.0, top), said, theme.text);
    ui.painter().galley(pos2(rect.left() + 246.0, below), origin, theme.text_sub);
    let mut intent = None;
    let mut button = |ui: &mut Ui, from: f32, kind, words: &str, what| {
        let place = Rect::from_min_size(pos2(rect.right() - from, rect.center().y - 24.0), vec2(100.0, 48.0));
        let response = look.button_in(ui, place, kind, None, words);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{} {words}", row.label)));
        if response.clicked() {
            intent = Some(what);
        }
    };
    if row.doubtful {
        button(ui, 220.0, Kind::Primary, "確認", Intent::Confirm(row.slot));
    }
    button(ui, 112.0, Kind::Plain, "訂正", Intent::Change(row.slot));
    intent
}

/// Where an answer came from, and how sure that is.
fn origin(origin: Origin) -> String {
    match origin {
        Origin::Typed => "入力".to_owned(),
        Origin::Card(certainty) => format!("カード（{}）", words::certainty(certainty)),
        Origin::Code(certainty) => format!("コード（{}）", words::certainty(certainty)),
        Origin::Inherited => "引き継ぎ".to_owned(),
    }
}

fn verdicts_ui(ui: &mut Ui, view: &View<'_>, visit: &Visit) -> Option<Intent> {
    let look = &view.look;
    let theme = &look.theme;
    let interview = visit.interview.as_ref()?;
    ui.add_space(12.0);
    ui.spacing_mut().item_spacing.y = 6.0;
    if !interview.is_complete() {
        look.complaint(ui, "まだ答えていない質問があります。");
    }
    notes_ui(ui, view, visit);
    look.text(ui, Step::Label, theme.text, "判定");
    let mut verdicts: Vec<&Verdict> =
        interview.verdicts.iter().filter(|verdict| rank(verdict.outcome).is_some()).collect();
    verdicts.sort_by_key(|verdict| rank(verdict.outcome));
    for verdict in verdicts {
        verdict_ui(ui, view, visit, verdict);
    }
    ui.add_space(8.0);
    look.text(ui, Step::Label, theme.text, &format!("用紙　{}枚", visit.sheets.len()));
    for line in sheets(view, visit) {
        look.text(ui, Step::Small, theme.text, &format!("・{line}"));
    }
    let mut intent = None;
    if interview.is_complete() {
        ui.add_space(6.0);
        if look.button(ui, vec2(280.0, 56.0), Kind::Outline, None, "紙面を見る").clicked() {
            intent = Some(Intent::See(1));
        }
    }
    ui.add_space(16.0);
    intent
}

/// What has to be looked at on the papers before they are handed over.
fn notes_ui(ui: &mut Ui, view: &View<'_>, visit: &Visit) {
    let look = &view.look;
    let theme = &look.theme;
    let sentences = clerk_sentences(&visit.notes);
    if sentences.is_empty() {
        return;
    }
    look.text(ui, Step::Label, theme.text, "用紙で確かめること");
    for sentence in sentences {
        notice_ui(ui, view, &sentence);
    }
    ui.add_space(8.0);
}

/// Something the clerk has to look at.
fn notice_ui(ui: &mut Ui, view: &View<'_>, sentence: &str) {
    let (look, theme) = (&view.look, &view.look.theme);
    let width = ui.available_width();
    let words = look.set(ui, Step::Small, theme.text, sentence, width - 28.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, words.size().y + 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, sentence));
    let edge = Stroke::new(2.0, theme.error);
    ui.painter().rect(rect, 8.0, theme.doubt, edge, eframe::egui::StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(14.0, 10.0), words, theme.text);
}

/// What a clerk has to see first; `None` for what is not needed.
fn rank(outcome: Outcome) -> Option<u8> {
    match outcome {
        Outcome::AskStaff => Some(0),
        Outcome::Open => Some(1),
        Outcome::Needed(Level::Staff) => Some(2),
        Outcome::Needed(Level::Required) => Some(3),
        Outcome::Needed(Level::Apply) => Some(4),
        Outcome::Needed(Level::Optional) => Some(5),
        Outcome::Needed(Level::Automatic) => Some(6),
        Outcome::Needed(Level::Information) => Some(7),
        Outcome::Advice | Outcome::NotNeeded => None,
    }
}

fn verdict_ui(ui: &mut Ui, view: &View<'_>, visit: &Visit, verdict: &Verdict) {
    let look = &view.look;
    let theme = &look.theme;
    let catalog = &view.model.catalog;
    let (chip, ink) = match verdict.outcome {
        Outcome::Needed(level @ (Level::Required | Level::Apply)) => (words::level(level), theme.primary),
        Outcome::Needed(level) => (words::level(level), theme.text_sub),
        Outcome::AskStaff => ("職員が確認", theme.error),
        Outcome::Open => ("未定", theme.error),
        Outcome::Advice | Outcome::NotNeeded => ("不要", theme.text_sub),
    };
    let procedure = &catalog.procedures[verdict.procedure];
    let who =
        verdict.member.zip(procedure.for_each).map(|(member, list)| format!("　{}", view.name(list, member)));
    let title = format!("{}{}", procedure.title.ja(), who.unwrap_or_default());
    let facts = visit.interview.as_ref().map(|interview| &interview.facts);
    let reason = facts
        .map(|facts| why(catalog, facts, view.model.today, verdict, Lang::Ja, Calling::Name))
        .unwrap_or_default();
    let width = ui.available_width();
    let chip = look.set(ui, Step::Small, ink, chip, f32::INFINITY);
    let room = width - 28.0;
    let title_room = room - chip.size().x - 28.0;
    let mut font = look.font(Step::Body);
    font.size = 20.0;
    font.family = crate::look::fonts::family(Lang::Ja, true);
    let heading = lines::set(ui.ctx(), &title, font, 1.3, theme.text, title_room);
    let reason_words = look.set(ui, Step::Small, theme.text_sub, &reason, room);
    let below = heading.size().y.max(chip.size().y + 4.0);
    let height = below + if reason.is_empty() { 0.0 } else { reason_words.size().y } + 22.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{title} {reason}")));
    ui.painter().rect(
        rect,
        8.0,
        theme.surface,
        Stroke::new(1.0, theme.divider),
        eframe::egui::StrokeKind::Inside,
    );
    let frame = Rect::from_min_size(rect.min + vec2(14.0, 10.0), chip.size() + vec2(16.0, 4.0));
    ui.painter().rect_stroke(frame, 6.0, Stroke::new(1.5, ink), eframe::egui::StrokeKind::Inside);
    let x = frame.right() + 10.0;
    ui.painter().galley(frame.min + vec2(8.0, 2.0), chip, ink);
    ui.painter().galley(pos2(x, rect.top() + 11.0), heading, theme.text);
    ui.painter().galley(pos2(rect.left() + 14.0, rect.top() + 12.0 + below), reason_words, theme.text_sub);
}

/// The pages, same sheets together: 「住民異動届 2枚」.
fn sheets(view: &View<'_>, visit: &Visit) -> Vec<String> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for sheet in &visit.sheets {
        let title = &view.model.catalog.sheets[*sheet].title;
        match lines.iter_mut().find(|(known, _)| known == title) {
            Some((_, count)) => *count += 1,
            None => lines.push((title.clone(), 1)),
        }
    }
    lines
        .into_iter()
        .map(|(title, count)| if count > 1 { format!("{title} {count}枚") } else { title })
        .collect()
}

fn footer_ui(ui: &mut Ui, view: &View<'_>, visit: &Visit, rect: Rect) -> Option<Intent> {
    let look = &view.look;
    ui.painter().rect_filled(rect, 0.0, look.theme.surface);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, look.theme.divider));
    let mut buttons: Vec<(Kind, Option<Icon>, &str, Intent)> = vec![
        (Kind::Outline, Some(Icon::Back), "一覧へ", Intent::Desk),
        (Kind::Plain, None, "消去", Intent::Show(Over::Purge)),
    ];
    match visit.session.stage {
        Stage::Draft => buttons.push((Kind::Plain, None, "本人が続ける", Intent::Resume)),
        Stage::Submitted | Stage::Printed => buttons.push((Kind::Plain, None, "差し戻す", Intent::SendBack)),
        Stage::HandedOver | Stage::Abandoned => {}
    }
    if visit.session.stage == Stage::Printed {
        buttons.push((Kind::Outline, Some(Icon::Check), "渡した", Intent::HandOver));
    }
    let complete = visit.interview.as_ref().is_some_and(|interview| interview.is_complete());
    if complete && visit.session.stage != Stage::Abandoned {
        // Without a printer, the papers are a file that is printed elsewhere.
        buttons.push(if view.model.catalog.office.printers.is_empty() {
            (Kind::Primary, None, "用紙を作る", Intent::MakePapers)
        } else {
            (Kind::Primary, None, "印刷する", Intent::ShowPrintout)
        });
    }
    let mut intent = None;
    let width = 220.0;
    for (n, (kind, icon, words, what)) in buttons.into_iter().enumerate() {
        // The one that leads on stands at the right, as on every screen.
        let x = if kind == Kind::Primary {
            rect.right() - 24.0 - 280.0
        } else {
            rect.left() + 24.0 + n as f32 * (width + 12.0)
        };
        let size = vec2(if kind == Kind::Primary { 280.0 } else { width }, TOUCH);
        let place = Rect::from_min_size(pos2(x, rect.top() + 8.0), size);
        if look.button_in(ui, place, kind, icon, words).clicked() {
            intent = Some(what);
        }
    }
    intent
}
