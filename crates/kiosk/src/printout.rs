//! A bundle on its way to paper, as the clerk follows it. Pure, as all of [`crate::update`].

use kakanai_domain::session::{Actor, Happened};
use kakanai_printer::{End, Progress, Stage};

use crate::model::{Effect, Model, Over, SessionKey};
use crate::update::{entry, job, keep};

/// The bundle of a session, once it was to be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Printout {
    /// Which of the office's printers.
    pub printer: usize,
    /// The first page that is wanted, from 1.
    pub from: u32,
    /// Pages of the whole bundle; 0 until it is made.
    pub pages: u32,
    /// Of these, pages of sheets.
    pub sheets: u32,
    /// How it goes.
    pub progress: Progress,
}

/// What the clerk chose for the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Which of the office's printers.
    pub printer: usize,
    /// The first page, from 1.
    pub from: u32,
}

impl Default for Wish {
    fn default() -> Self {
        Self { printer: 0, from: 1 }
    }
}

/// How a bundle is to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Which of the office's printers.
    pub printer: usize,
    /// The first page, from 1.
    pub from: u32,
    /// A person has looked: what yields does not count.
    pub insist: bool,
}

impl Printout {
    /// The first page that did not come out, as far as the printer counted.
    fn missing(&self) -> u32 {
        let next = self.from.saturating_add(self.progress.printed.unwrap_or(0));
        next.clamp(1, self.pages.max(1))
    }
}

/// Opens the dialog; a bundle that broke off goes on where it did.
pub(crate) fn show(model: &mut Model) {
    model.over = Some(Over::Printout);
    model.wish.from = 1;
    if let Some(printout) = open(model) {
        let (printer, from) = (printout.printer, proposed(printout));
        model.wish.printer = printer;
        model.wish.from = from;
    }
}

fn proposed(printout: &Printout) -> u32 {
    match &printout.progress.stage {
        Stage::Over(End::Stopped(_) | End::Doubtful(_)) => printout.missing(),
        Stage::Over(End::NotSent(_)) => printout.from,
        Stage::Over(End::Completed)
        | Stage::Asking
        | Stage::Sending
        | Stage::Waiting
        | Stage::Printing
        | Stage::Cancelling => 1,
    }
}

/// That of the open session.
pub fn open(model: &Model) -> Option<&Printout> {
    model.printouts.get(&model.visit.as_ref()?.key)
}

/// Whether one is being printed now. The next waits: a clerk watches one.
pub fn is_busy(model: &Model) -> bool {
    model.printouts.values().any(|printout| !printout.progress.is_over())
}

pub(crate) fn start(model: &mut Model, insist: bool) -> Vec<Effect> {
    let Some(visit) = model.visit.as_ref().filter(|_| !is_busy(model)) else { return Vec::new() };
    let (key, sheets) = (visit.key.clone(), u32::try_from(visit.sheets.len()).unwrap_or(u32::MAX));
    let Some(job) = job(model) else { return Vec::new() };
    if model.wish.printer >= model.catalog.office.printers.len() {
        return Vec::new();
    }
    let Wish { printer, from } = model.wish;
    let pages = model.printouts.get(&key).map_or(0, |before| before.pages);
    let progress = Progress::new(pages.saturating_sub(from.saturating_sub(1)));
    model.printouts.insert(key, Printout { printer, from, pages, sheets, progress });
    vec![Effect::PrintOut(job, Way { printer, from, insist })]
}

pub(crate) fn cancel(model: &Model) -> Vec<Effect> {
    let running = open(model).filter(|printout| !printout.progress.is_over());
    let key = running.and(model.visit.as_ref()).map(|visit| visit.key.clone());
    key.map(Effect::CancelPrintout).into_iter().collect()
}

/// The clerk has looked: all is on paper.
pub(crate) fn all_there(model: &mut Model) -> Vec<Effect> {
    let Some(visit) = &model.visit else { return Vec::new() };
    let pages = u32::try_from(visit.sheets.len()).unwrap_or(u32::MAX);
    let key = visit.key.clone();
    model.printouts.remove(&key);
    model.over = None;
    keep(model, vec![Happened::Printed { pages }])
}

/// What the printer says. Only when it says that all is out, that stands in the record.
pub(crate) fn hear(model: &mut Model, key: &SessionKey, pages: u32, progress: Progress) -> Vec<Effect> {
    // A session that was erased meanwhile has no record any more.
    let Some(printout) = model.printouts.get_mut(key) else { return Vec::new() };
    printout.pages = pages;
    let ended = progress.is_over() && !printout.progress.is_over();
    let completed = progress.end() == Some(&End::Completed);
    printout.progress = progress;
    let (proposal, sheets) = (proposed(printout), printout.sheets);
    let here = model.visit.as_ref().is_some_and(|visit| visit.key == *key);
    if ended && here {
        model.wish.from = proposal;
    }
    if !(ended && completed) {
        return Vec::new();
    }
    let mut entry = entry(model, Happened::Printed { pages: sheets });
    entry.by = Actor::Program;
    let catalog = model.catalog.clone();
    if let Some(visit) = model.visit.as_mut().filter(|_| here) {
        visit.take(&catalog, model.today, std::slice::from_ref(&entry));
    }
    vec![Effect::Keep(key.clone(), vec![entry])]
}
