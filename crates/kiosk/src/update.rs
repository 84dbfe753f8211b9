//! What happens when somebody does something. Pure: the effects are carried out by the shell.

use kakanai_domain::session::{Entry, Happened, Stage};

use crate::model::{
    DONE_AFTER, Effect, IDLE_AFTER, IDLE_GRACE, Intent, Job, Letters, Model, Over, Purpose, Report, Screen,
    SessionKey, Visit,
};
use crate::{answering, cards, chip, clock, printout, question, roster, showing};

/// Carries out an intent. What it returns has to be done outside, in order.
pub fn update(model: &mut Model, intent: Intent) -> Vec<Effect> {
    let was_open = matches!(model.screen, Screen::Case);
    let looked_at = model.looks_at();
    let mut effects = act(model, intent);
    // Whatever ends the live view also ends the looking.
    if looked_at != model.looks_at() {
        effects.extend(looked_at.map(|_| Effect::LookAway));
        effects.extend(model.looks_at().map(|(number, another)| Effect::LookAt { number, another }));
    }
    // A clerk who opens a session, or comes back from a correction, sees what to look at on its papers.
    if !was_open && matches!(model.screen, Screen::Case) {
        effects.extend(check(model));
    }
    effects
}

fn act(model: &mut Model, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::Tick { at, today, time, touched } => {
            // The day of a visit does not change under it.
            if model.visit.is_none() {
                model.turn_to(today);
            }
            tick(model, at, time, touched)
        }
        Intent::Report(report) => hear(model, report),
        Intent::Start => {
            vec![Effect::Begin(vec![started(model)])]
        }
        Intent::Language(lang) => {
            model.lang = lang;
            Vec::new()
        }
        Intent::Letters(letters) => {
            model.letters = letters;
            Vec::new()
        }
        Intent::HighContrast(on) => {
            model.high_contrast = on;
            Vec::new()
        }
        Intent::Choose(event) => {
            let known = model.visit.as_ref().and_then(|visit| visit.session.event);
            let name = model.catalog.events.name(event).to_owned();
            let what =
                if known == Some(event) { Vec::new() } else { vec![Happened::EventChosen { event: name }] };
            let effects = keep(model, what);
            answering::onward(model, None);
            effects
        }
        Intent::Enter(slot, entered) => {
            answering::enter(model, slot, entered);
            Vec::new()
        }
        Intent::Focus(slot, field) => {
            answering::focus(model, slot, field);
            Vec::new()
        }
        Intent::Key(key) => {
            answering::key(model, key);
            Vec::new()
        }
        Intent::Nobody => answering::nobody(model),
        Intent::SameForAll => {
            answering::same_for_all(model);
            Vec::new()
        }
        Intent::Turn(slot) => {
            answering::turn(model, slot);
            Vec::new()
        }
        Intent::AddMember => {
            roster::add_member(model);
            Vec::new()
        }
        Intent::EditMember(member) => {
            roster::edit_member(model, member);
            Vec::new()
        }
        Intent::RemoveMember(member) => roster::remove_member(model, member),
        Intent::Next if matches!(model.screen, Screen::Showing(_)) => {
            showing::mended(model);
            Vec::new()
        }
        Intent::Next => answering::next(model),
        // Before the first question there is nothing to lose.
        Intent::Back if matches!(model.screen, Screen::Events) => abandon(model),
        Intent::Back => {
            back(model);
            Vec::new()
        }
        Intent::Change(slot) => {
            let purpose =
                if matches!(model.screen, Screen::Case) { Purpose::Correct } else { Purpose::Review };
            answering::open(model, question::Question::of(&model.catalog, slot), purpose);
            answering::look_at(model, slot);
            Vec::new()
        }
        Intent::Submit => submit(model),
        Intent::Finish => wipe(model),
        Intent::Show(over) => {
            model.over = Some(over);
            Vec::new()
        }
        Intent::Close => {
            model.over = None;
            model.clock.touched = model.clock.time;
            try_again(model)
        }
        Intent::Leave => abandon(model),
        Intent::OpenReader if model.has_reader => vec![Effect::Browse],
        Intent::OpenReader | Intent::ShowCard => {
            showing::show(model);
            Vec::new()
        }
        Intent::TakeNow => showing::take_now(model),
        Intent::Right(field) => {
            showing::right(model, field);
            Vec::new()
        }
        Intent::Mend(field) => {
            showing::mend(model, field);
            Vec::new()
        }
        Intent::KeepCard { another } => showing::keep(model, another),
        Intent::Read(file) => {
            model.over = None;
            vec![Effect::Read(file)]
        }
        Intent::Scanned(scanned) => cards::scan(model, scanned),
        Intent::PinKey(key) => {
            chip::key(model, key);
            Vec::new()
        }
        Intent::PinAgreed => {
            chip::agree(model);
            Vec::new()
        }
        Intent::ReadChip => chip::read(model),
        Intent::Desk => {
            model.visit = None;
            model.over = None;
            model.screen = Screen::Desk;
            vec![Effect::Forget, Effect::List]
        }
        Intent::Open(key) => vec![Effect::Open(key)],
        Intent::Confirm(slot) => {
            let slot = kakanai_domain::session::SlotName::of(&model.catalog, slot);
            keep(model, vec![Happened::Confirmed { slot }])
        }
        Intent::MakePapers => print(model),
        Intent::See(page) => {
            if !matches!(model.over, Some(Over::Pages { .. })) {
                model.over = Some(Over::Pages { large: false });
            }
            job(model).map(|job| Effect::See(job, page)).into_iter().collect()
        }
        Intent::ShowPrintout => {
            printout::show(model);
            Vec::new()
        }
        Intent::ChoosePrinter(printer) => {
            model.wish.printer = printer;
            Vec::new()
        }
        Intent::FromPage(page) => {
            model.wish.from = page;
            Vec::new()
        }
        Intent::PrintOut { insist } => printout::start(model, insist),
        Intent::CancelPrintout => printout::cancel(model),
        Intent::AllThere => printout::all_there(model),
        Intent::HandOver => keep(model, vec![Happened::HandedOver]),
        Intent::SendBack => keep(model, vec![Happened::SentBack]),
        Intent::Resume => {
            let wanted = model
                .visit
                .as_ref()
                .and_then(|visit| visit.interview.as_ref())
                .is_some_and(|i| !i.is_complete());
            model.clock.touched = model.clock.time;
            model.screen = Screen::Review;
            if wanted {
                answering::onward(model, None);
            }
            Vec::new()
        }
        Intent::Purge => {
            let key = model.visit.take().map(|visit| visit.key);
            model.over = None;
            model.screen = Screen::Desk;
            let printout = key.clone().filter(|key| model.printouts.remove(key).is_some());
            let effects = [Effect::Forget].into_iter().chain(printout.map(Effect::CancelPrintout));
            effects.chain(key.map(Effect::Purge)).chain([Effect::List]).collect()
        }
    }
}

/// An entry of now, by whoever is at the screen.
pub(crate) fn entry(model: &Model, what: Happened) -> Entry {
    Entry { at: model.clock.at, by: model.actor(), what }
}

/// The first entry of a session.
fn started(model: &Model) -> Entry {
    let definitions = model.catalog.fingerprint.clone();
    entry(model, Happened::Started { definitions, today: Some(model.today) })
}

/// Appends to the open session, here and on the disk.
pub(crate) fn keep(model: &mut Model, what: Vec<Happened>) -> Vec<Effect> {
    let entries: Vec<Entry> = what.into_iter().map(|what| entry(model, what)).collect();
    let catalog = model.catalog.clone();
    let Some(visit) = &mut model.visit else { return Vec::new() };
    if entries.is_empty() {
        return Vec::new();
    }
    visit.take(&catalog, model.today, &entries);
    vec![Effect::Keep(visit.key.clone(), entries)]
}

/// What could not be saved is saved again: nothing entered is lost.
fn try_again(model: &Model) -> Vec<Effect> {
    let unsaved = model.visit.iter().filter(|visit| !visit.unsaved().is_empty());
    unsaved.map(|visit| Effect::Keep(visit.key.clone(), visit.unsaved().to_vec())).collect()
}

fn tick(model: &mut Model, at: i64, time: f64, touched: bool) -> Vec<Effect> {
    let asking = model.over == Some(Over::Idle);
    // The question whether anybody is there is answered by its button, not by any touch.
    let touched = touched && !asking;
    model.clock.at = at;
    model.clock.time = time;
    if touched || !model.is_in_use() {
        model.clock.touched = time;
        return Vec::new();
    }
    let idle = time - model.clock.touched;
    if matches!(model.screen, Screen::Done) {
        return if idle >= DONE_AFTER { wipe(model) } else { Vec::new() };
    }
    if idle >= IDLE_AFTER + IDLE_GRACE {
        return abandon(model);
    }
    if idle >= IDLE_AFTER {
        model.over = Some(Over::Idle);
    }
    Vec::new()
}

fn hear(model: &mut Model, report: Report) -> Vec<Effect> {
    match report {
        Report::Begun(key) => begun(model, key),
        Report::Kept(key, count) => {
            if let Some(visit) = model.visit.as_mut().filter(|visit| visit.key == key) {
                visit.saved = visit.entries.len().min(visit.saved + count);
            }
            Vec::new()
        }
        Report::Received(receipt) => {
            if !matches!(model.screen, Screen::Submitting) {
                return Vec::new();
            }
            let entry = entry(model, Happened::Submitted { receipt });
            let catalog = model.catalog.clone();
            if let Some(visit) = &mut model.visit {
                // The storage wrote this entry together with the number.
                visit.take(&catalog, model.today, &[entry]);
                visit.saved = visit.entries.len();
            }
            model.screen = Screen::Done;
            model.clock.touched = model.clock.time;
            print(model)
        }
        Report::Printed(papers) => {
            let pages = papers.pages;
            let mut entry = entry(model, Happened::Printed { pages });
            entry.by = kakanai_domain::session::Actor::Program;
            let catalog = model.catalog.clone();
            let Some(visit) = &mut model.visit else { return Vec::new() };
            visit.papers = Some(papers);
            // Where there is a printer, a file is not paper yet.
            if !catalog.office.printers.is_empty() {
                return Vec::new();
            }
            visit.take(&catalog, model.today, std::slice::from_ref(&entry));
            vec![Effect::Keep(visit.key.clone(), vec![entry])]
        }
        Report::Checked(key, notes) => {
            if let Some(visit) = model.visit.as_mut().filter(|visit| visit.key == key) {
                visit.notes = notes;
            }
            Vec::new()
        }
        Report::Seen(key, seen) => {
            if let Some(visit) = model.visit.as_mut().filter(|visit| visit.key == key) {
                visit.seen = Some(seen);
            }
            Vec::new()
        }
        Report::Listed(desk) => {
            model.desk = desk;
            Vec::new()
        }
        Report::Opened(key, entries) => {
            if matches!(model.screen, Screen::Desk) {
                // A session stays on the day of the visit, whenever somebody looks at it.
                if let Some(Entry { at, what: Happened::Started { today, .. }, .. }) = entries.first() {
                    model.turn_to(today.unwrap_or_else(|| clock::day(*at)));
                }
                model.visit = Some(Visit::load(&model.catalog, model.today, key, entries));
                model.screen = Screen::Case;
            }
            Vec::new()
        }
        Report::Files(files) => {
            if matches!(model.screen, Screen::Asking(_)) {
                model.over = Some(Over::Reader(files));
            }
            Vec::new()
        }
        Report::Read(reading) => {
            if matches!(model.over, Some(Over::Chip(_))) {
                model.over = None;
            }
            cards::take(model, reading)
        }
        Report::Card(number, event) => showing::hear(model, number, event),
        Report::Chip(event) => chip::hear(model, event),
        Report::Printing(key, pages, progress) => printout::hear(model, &key, pages, progress),
        Report::NotPrinted(key, trouble) => {
            model.printouts.remove(&key);
            model.over = Some(Over::Trouble(trouble));
            Vec::new()
        }
        Report::Failed(trouble) => {
            if matches!(model.screen, Screen::Submitting) {
                model.screen = Screen::Review;
            }
            model.over = Some(Over::Trouble(trouble));
            Vec::new()
        }
    }
}

fn begun(model: &mut Model, key: SessionKey) -> Vec<Effect> {
    if !matches!(model.screen, Screen::Start) {
        return Vec::new();
    }
    let started = started(model);
    model.visit = Some(Visit::load(&model.catalog, model.today, key, vec![started]));
    model.screen = Screen::Events;
    model.clock.touched = model.clock.time;
    Vec::new()
}

fn back(model: &mut Model) {
    match &mut model.screen {
        Screen::Asking(asking) => {
            if let Some(editing) = &mut asking.editing {
                match editing.page.checked_sub(1) {
                    Some(page) => editing.page = page,
                    None => asking.editing = None,
                }
                asking.flaws.clear();
                asking.complaint = None;
                asking.focus = None;
                return;
            }
            match asking.purpose {
                Purpose::Review => model.screen = Screen::Review,
                Purpose::Correct => model.screen = Screen::Case,
                Purpose::Onward => {
                    let question = asking.question;
                    previous(model, Some(question));
                }
            }
        }
        Screen::Showing(_) => showing::back(model),
        Screen::Review => previous(model, None),
        Screen::Case => model.screen = Screen::Desk,
        Screen::Events | Screen::Start | Screen::Submitting | Screen::Done | Screen::Desk => {}
    }
}

fn previous(model: &mut Model, before: Option<question::Question>) {
    let interview = model.visit.as_ref().and_then(|visit| visit.interview.as_ref());
    match interview.and_then(|interview| question::previous(&model.catalog, interview, before)) {
        Some(question) => answering::open(model, question, Purpose::Onward),
        None => model.screen = Screen::Events,
    }
}

fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(visit) = &model.visit else { return Vec::new() };
    if visit.interview.as_ref().is_none_or(|interview| !interview.is_complete()) {
        answering::onward(model, None);
        return Vec::new();
    }
    let key = visit.key.clone();
    model.screen = Screen::Submitting;
    vec![Effect::Submit(key)]
}

fn print(model: &Model) -> Vec<Effect> {
    job(model).map(Effect::Print).into_iter().collect()
}

fn check(model: &mut Model) -> Option<Effect> {
    let visit = model.visit.as_mut()?;
    visit.notes.clear();
    let complete = visit.interview.as_ref().is_some_and(|interview| interview.is_complete());
    if complete { job(model).map(Effect::Check) } else { None }
}

/// The papers of the open session, as they would be printed now.
pub(crate) fn job(model: &Model) -> Option<Box<Job>> {
    let visit = model.visit.as_ref()?;
    let (event, interview) = visit.session.event.zip(visit.interview.as_ref())?;
    Some(Box::new(Job {
        key: visit.key.clone(),
        receipt: visit.session.receipt.clone().unwrap_or_default(),
        event,
        interview: interview.clone(),
        lang: model.lang,
        today: model.today,
    }))
}

/// The resident left. What was never submitted is erased from the disk too.
fn abandon(model: &mut Model) -> Vec<Effect> {
    let submitted = model.visit.as_ref().is_some_and(|visit| visit.session.receipt.is_some());
    let finished = model.visit.as_ref().is_none_or(|visit| match visit.session.stage {
        Stage::Draft => false,
        Stage::Submitted | Stage::Printed | Stage::HandedOver | Stage::Abandoned => true,
    });
    let mut effects = if finished { Vec::new() } else { keep(model, vec![Happened::Abandoned]) };
    if !submitted && let Some(visit) = &model.visit {
        effects.push(Effect::Purge(visit.key.clone()));
    }
    effects.extend(wipe(model));
    effects
}

/// The start screen for the next resident; nothing of this one is left.
fn wipe(model: &mut Model) -> Vec<Effect> {
    model.visit = None;
    model.over = None;
    model.screen = Screen::Start;
    model.lang = kakanai_domain::Lang::Ja;
    model.letters = Letters::Usual;
    model.high_contrast = false;
    vec![Effect::Forget]
}
