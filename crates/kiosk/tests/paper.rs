//! The whole way, from a visit to a real IPP printer on loopback.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

#[path = "../../printer/tests/device/mod.rs"]
mod device;
mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use device::Device;
use kakanai_domain::printer::{Printer, Sides};
use kakanai_domain::session::{Actor, Happened, Stage};
use kakanai_domain::text::Text;
use kakanai_kiosk::bundle::{Bundle, papers};
use kakanai_kiosk::model::{Effect, Intent, Job, Model, Report, Screen};
use kakanai_kiosk::outside::{Office, Outside};
use kakanai_kiosk::printout;
use kakanai_kiosk::update::update;
use kakanai_printer::End;
use kakanai_printing::Fonts;
use support::family::at_the_desk;
use support::robot::Robot;
use support::{shipped, shipped_with};

fn take(model: &mut Model, office: &mut Office, intent: Intent) {
    for effect in update(model, intent) {
        if let Some(report) = office.perform(effect) {
            if let Report::Failed(trouble) | Report::NotPrinted(_, trouble) = &report {
                panic!("{trouble:?}");
            }
            take(model, office, Intent::Report(report));
        }
    }
}

/// Lets the printer talk until the bundle of the open case has ended.
fn follow(model: &mut Model, office: &mut Office, told: &Receiver<Report>) -> End {
    loop {
        let report = told.recv_timeout(Duration::from_secs(60)).unwrap();
        take(model, office, Intent::Report(report));
        if let Some(end) = printout::open(model).and_then(|printout| printout.progress.end()) {
            return end.clone();
        }
    }
}

#[test]
fn a_visit_comes_out_of_the_printer_and_stands_in_the_record() {
    let engine = "cp \"$1\" last.pdf; sleep 1";
    let Some(device) = Device::start("kiosk-paper", "application/pdf", engine) else { return };
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper");
    fs::remove_dir_all(&data).ok();
    let label = Text::new("1番窓口".to_owned());
    let printer = Printer {
        id: "counter1".to_owned(),
        label,
        uri: device.uri.clone(),
        sides: Sides::One,
        offset: (0.0, 0.0),
    };
    let mut model = shipped_with(vec![printer]);
    let mut office = Office::open(model.editions.clone(), &data, None, Some(model.today)).unwrap();
    let (tell, told) = channel();
    office.listen(Arc::new(move |report| {
        tell.send(report).ok();
    }));
    let mut robot = Robot::new(5, 3);
    while !matches!(model.screen, Screen::Done) {
        for intent in robot.act(&model) {
            take(&mut model, &mut office, intent);
        }
    }
    let receipt = model.visit.as_ref().unwrap().session.receipt.clone().unwrap();
    take(&mut model, &mut office, Intent::Finish);
    take(&mut model, &mut office, Intent::Desk);
    assert_eq!(model.desk[0].stage, Stage::Submitted, "a file is not paper yet");
    let key = model.desk[0].key.clone();
    take(&mut model, &mut office, Intent::Open(key.clone()));
    take(&mut model, &mut office, Intent::ShowPrintout);
    take(&mut model, &mut office, Intent::PrintOut { insist: false });
    assert_eq!(follow(&mut model, &mut office, &told), End::Completed);

    let document = fs::read(device.folder.join("last.pdf")).unwrap();
    assert!(document.starts_with(b"%PDF") && device.documents() == [document]);
    let asked = device.asked();
    assert!(asked.contains(&format!("IPP_JOB_NAME={receipt}\n")), "the number and nothing else: {asked}");
    // What counts is on the disk.
    take(&mut model, &mut office, Intent::Desk);
    assert_eq!(model.desk[0].stage, Stage::Printed);
    take(&mut model, &mut office, Intent::Open(key));
    let entries = &model.visit.as_ref().unwrap().entries;
    let printed = entries.iter().filter(|entry| matches!(entry.what, Happened::Printed { .. }));
    assert_eq!(printed.map(|entry| entry.by.clone()).collect::<Vec<_>>(), [Actor::Program]);
}

fn job() -> (Model, Job) {
    let mut counter = at_the_desk();
    let mut effects = update(&mut counter.harness.state_mut().model, Intent::MakePapers);
    let Some(Effect::Print(job)) = effects.pop() else { panic!("papers") };
    (shipped(), *job)
}

#[test]
fn on_both_sides_no_paper_shares_a_leaf_with_another() {
    let (model, job) = job();
    let catalog = &model.catalog;
    let fonts = Fonts::default();
    let papers = papers(catalog, &job, &fonts);
    let pages = |sides, from| Bundle::make(catalog, &job, &fonts, sides, (0.0, 0.0), from).unwrap().pages();
    let sheets: usize = papers.iter().map(Vec::len).sum();
    let guide = pages(Sides::One, 1) as usize - sheets;
    assert!(guide >= 1 && papers.len() > 5);
    // Every document is filled up to whole leaves, but for the last.
    let whole: usize = papers.iter().map(|paper| paper.len().next_multiple_of(2)).sum();
    let both = guide.next_multiple_of(2) + whole - papers.last().unwrap().len() % 2;
    assert_eq!(pages(Sides::Two, 1) as usize, both);
    assert_eq!(pages(Sides::Two, 4) as usize, both, "the count is that of all, wherever it begins");
}
