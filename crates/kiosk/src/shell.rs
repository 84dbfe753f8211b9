//! The thin shell around the model: time, touches, and the worker that carries out effects.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use eframe::egui::{Context, Event, RawInput, Ui, ViewportCommand};
use kakanai_domain::Date;

use crate::keyboard::Keyboard;
use crate::look::fonts;
use crate::model::{Effect, Intent, Model, Report};
use crate::outside::Outside;
use crate::update::update;
use crate::{clock, screens};

/// The window's program.
pub struct Shell {
    model: Model,
    effects: Sender<Effect>,
    reports: Receiver<Report>,
    /// The day in trials; otherwise the clock's.
    fixed_day: Option<Date>,
    keyboard: Keyboard,
    /// Closing the window is refused: a resident must not see the desktop.
    locked: bool,
}

impl Shell {
    /// Starts the worker. It ends with the shell.
    pub fn start(
        ctx: &Context,
        model: Model,
        mut outside: impl Outside + 'static,
        keyboard: Keyboard,
        fixed_day: Option<Date>,
        locked: bool,
    ) -> Self {
        ctx.set_fonts(fonts::definitions());
        let (effects, orders) = channel();
        let (tell, reports) = channel();
        let ctx = ctx.clone();
        let (later, awake) = (tell.clone(), ctx.clone());
        outside.listen(Arc::new(move |report| {
            // Without a shell nobody has to know.
            later.send(report).ok();
            awake.request_repaint();
        }));
        std::thread::spawn(move || {
            for effect in orders {
                if let Some(report) = outside.perform(effect)
                    && tell.send(report).is_err()
                {
                    return;
                }
                ctx.request_repaint();
            }
        });
        Self { model, effects, reports, fixed_day, keyboard, locked }
    }

    /// What the program knows.
    pub fn model(&self) -> &Model {
        &self.model
    }

    fn take(&mut self, ctx: &Context, intent: Intent) {
        for effect in update(&mut self.model, intent) {
            match effect {
                // egui keeps cursors and undo steps, with what was typed, for each field.
                Effect::Forget => ctx.data_mut(|data| data.clear()),
                Effect::Begin(_)
                | Effect::Keep(..)
                | Effect::Submit(_)
                | Effect::Print(_)
                | Effect::Check(_)
                | Effect::See(..)
                | Effect::PrintOut(..)
                | Effect::CancelPrintout(_)
                | Effect::List
                | Effect::Open(_)
                | Effect::Purge(_)
                | Effect::Browse
                | Effect::Read(_)
                | Effect::LookAt { .. }
                | Effect::TakeNow(_)
                | Effect::LookAway
                | Effect::Scan(_)
                | Effect::ReadChip(..) => {
                    // The worker lives as long as the shell; were it gone, nothing could be acknowledged any more.
                    if self.effects.send(effect).is_err() {
                        ctx.send_viewport_cmd(ViewportCommand::Close);
                    }
                }
            }
        }
    }
}

impl eframe::App for Shell {
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let now = (input.time.unwrap_or_default() * 1000.0) as u64;
        for scanned in self.keyboard.hear(&mut input.events, now) {
            self.take(ctx, Intent::Scanned(scanned));
        }
        if let Some(due) = self.keyboard.due(now) {
            ctx.request_repaint_after(Duration::from_millis(due));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let at = clock::now();
        let today = self.fixed_day.unwrap_or_else(|| clock::day(at));
        let (time, touched) = ctx.input(|input| (input.time, input.events.iter().any(is_touch)));
        self.take(&ctx, Intent::Tick { at, today, time, touched });
        while let Ok(report) = self.reports.try_recv() {
            self.take(&ctx, Intent::Report(report));
        }
        if let Some(intent) = screens::show(ui, &self.model) {
            self.take(&ctx, intent);
            ctx.request_repaint();
        }
        if self.locked && ctx.input(|input| input.viewport().close_requested()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        if self.model.is_in_use() {
            ctx.request_repaint_after(Duration::from_secs(1));
        }
    }
}

/// Whether somebody is there: a finger, a key, a word, or a screen reader's action.
fn is_touch(event: &Event) -> bool {
    !matches!(event, Event::WindowFocused(_) | Event::PointerGone)
}
