//! The loop around [`follow`]: does what is next, and tells what came of it. Blocks; run it on a thread of its own.

use std::ffi::OsStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kakanai_domain::printer::{PrinterUri, Sides};

use crate::answer::PrinterSeen;
use crate::check::{Obstacle, check};
use crate::client::{Client, Ticket};
use crate::follow::{Act, Observation, Patience, Progress, follow};
use crate::media::Media;
use crate::queue::submit;

/// What is to be printed.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// The job's name, which the printer shows to everybody: 受付番号, never a person's name.
    pub title: &'a str,
    /// The whole document.
    pub pdf: &'a [u8],
    /// Its pages.
    pub pages: u32,
    /// The first page wanted, from 1.
    pub from: u32,
    /// The pages from there on as a document of their own, for printers that cannot pick pages.
    pub rest: Option<&'a [u8]>,
    /// The size of every page wanted.
    pub media: &'a [Media],
    /// Sides of a leaf.
    pub sides: Sides,
    /// Somebody has looked: obstacles that yield ([`Obstacle::yields`]) do not count.
    pub insist: bool,
}

/// Prints and follows the job to its end, which is what it returns. `tell` hears every change; `cancel` stops it.
///
/// The document is sent once at most. What cannot be known ends as [`crate::End::Doubtful`], after the time that
/// `patience` allows at the longest.
pub fn print(
    uri: &PrinterUri,
    order: &Order<'_>,
    patience: &Patience,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(&Progress),
) -> Progress {
    let watch = Watch::start();
    let from = order.from.clamp(1, order.pages.max(1));
    let mut now = Progress::new(order.pages.saturating_sub(from - 1));
    tell(&now);
    let Some(client) = Client::new(uri, patience.answer, patience.sending) else {
        now = follow(&now, Observation::Checked(vec![Obstacle::NoPrinter]), watch.now(), patience);
        tell(&now);
        return now;
    };
    let mut printer = PrinterSeen::default();
    let mut to_queue = false;
    loop {
        if cancel.load(Ordering::Relaxed) {
            step(&mut now, Observation::CancelWished, &watch, patience, tell);
        }
        let seen = match now.act() {
            Act::Rest => return now,
            Act::Ask => match client.printer() {
                Ok(seen) => {
                    let part = from > 1 && order.rest.is_none();
                    let obstacles = check(&seen, order.media, part).into_iter();
                    let obstacles =
                        obstacles.filter(|obstacle| !(order.insist && obstacle.yields())).collect();
                    printer = seen;
                    Observation::Checked(obstacles)
                }
                // CUPS may listen on no port; its queue is there all the same.
                Err(Obstacle::Unreachable) if uri.local_queue().is_some() => {
                    to_queue = true;
                    Observation::Checked(Vec::new())
                }
                Err(obstacle) => Observation::Checked(vec![obstacle]),
            },
            Act::Send if to_queue => queue(uri, order, from, patience),
            Act::Send => {
                let (pdf, ticket) = ticket(&printer, order, from);
                client.send(pdf, &ticket)
            }
            Act::Look(job) => {
                std::thread::sleep(patience.look);
                client.job(job)
            }
            Act::Cancel(job) => {
                client.cancel(job);
                // Heard or not, what counts is what the job says; and that has an end.
                Observation::CancelTold
            }
        };
        step(&mut now, seen, &watch, patience, tell);
    }
}

fn step(
    now: &mut Progress,
    seen: Observation,
    watch: &Watch,
    patience: &Patience,
    tell: &mut dyn FnMut(&Progress),
) {
    let next = follow(now, seen, watch.now(), patience);
    let shown = |progress: &Progress| (progress.stage.clone(), progress.printed, progress.troubles.clone());
    let changed = shown(now) != shown(&next);
    *now = next;
    if changed {
        tell(now);
    }
}

/// What to send, and as what.
fn ticket<'a>(printer: &PrinterSeen, order: &Order<'a>, from: u32) -> (&'a [u8], Ticket<'a>) {
    let (pdf, pages) = match order.rest {
        _ if from <= 1 => (order.pdf, None),
        _ if printer.page_ranges => (order.pdf, Some((from, order.pages))),
        Some(rest) => (rest, None),
        None => (order.pdf, Some((from, order.pages))),
    };
    let sides = match order.sides {
        Sides::One => "one-sided",
        Sides::Two => "two-sided-long-edge",
    };
    let offered = |list: &[String], word: &str| list.iter().any(|offered| offered == word);
    let media = one_size(order.media).map(|media| match printer.keyword(media) {
        Some(keyword) => keyword.to_owned(),
        None => media.keyword(),
    });
    let sides = Some(sides).filter(|sides| offered(&printer.sides, sides));
    let unscaled = offered(&printer.scaling, "none");
    (pdf, Ticket { title: order.title, media, sides, pages, unscaled })
}

/// Pages of different sizes carry their own: a job has one paper, and naming it would move the others.
fn one_size(media: &[Media]) -> Option<Media> {
    let (first, rest) = media.split_first()?;
    rest.iter().all(|media| media == first).then_some(*first)
}

fn queue(uri: &PrinterUri, order: &Order<'_>, from: u32, patience: &Patience) -> Observation {
    let nobody = Observation::Checked(vec![Obstacle::Unreachable]);
    let pdf = if from > 1 { order.rest } else { Some(order.pdf) };
    let (Some(name), Some(pdf)) = (uri.local_queue(), pdf) else { return nobody };
    let media = one_size(order.media);
    submit(OsStr::new("lp"), name, order.title, pdf, media, order.sides, patience.sending)
}

/// Time since the start.
struct Watch(Instant);

#[allow(clippy::disallowed_methods, reason = "how long a printer is waited for; no day or hour is read here")]
impl Watch {
    fn start() -> Self {
        Self(Instant::now())
    }
    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}
