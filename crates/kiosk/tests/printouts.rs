//! The clerk prints the bundle: only what is on paper stands in the record, and nothing is printed twice by itself.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a mistake here is a failed test")]

mod support;

use std::time::Duration;

use kakanai_domain::printer::{Printer, PrinterUri, Sides};
use kakanai_domain::session::{Actor, Entry, Happened};
use kakanai_domain::text::Text;
use kakanai_kiosk::model::{Intent, Model, Report, Screen, SessionKey};
use kakanai_printer::{
    JobSeen, JobState, Observation, Obstacle, Patience, PrinterSeen, Progress, Trouble, follow,
};
use support::family::at_the_desk_of;
use support::{Stage, shipped_with};

/// Pages of the bundle: a guide of two and nine sheets.
const PAGES: u32 = 11;

fn printer(id: &str, label: &str) -> Printer {
    Printer {
        id: id.to_owned(),
        label: Text::new(label.to_owned()),
        uri: PrinterUri::parse("ipp://printer/ipp/print").unwrap(),
        sides: Sides::One,
        offset: (0.0, 0.0),
    }
}

fn office(printers: Vec<Printer>) -> Model {
    shipped_with(printers)
}

fn at_the_desk() -> Stage {
    at_the_desk_of(office(vec![printer("counter1", "1番窓口のプリンター")]))
}

fn key() -> SessionKey {
    SessionKey("0".to_owned())
}

/// The printer was seen so, one observation after another.
fn tell(stage: &mut Stage, story: Vec<Observation>) {
    let patience = Patience::default();
    let from = stage.model().printouts[&key()].from;
    let mut progress = Progress::new(PAGES + 1 - from);
    for (second, seen) in story.into_iter().enumerate() {
        progress = follow(&progress, seen, Duration::from_secs(second as u64), &patience);
    }
    stage.take(Intent::Report(Report::Printing(key(), PAGES, progress)));
}

fn sent() -> Vec<Observation> {
    vec![Observation::Checked(Vec::new()), Observation::Accepted(7)]
}

fn seen(state: JobState, impressions: u32, reasons: &[&str]) -> Observation {
    let reasons = reasons.iter().map(|reason| (*reason).to_owned()).collect();
    let job = JobSeen { state, reasons, impressions: Some(impressions).filter(|count| *count > 0) };
    Observation::Seen(job, Some(PrinterSeen::default()))
}

fn after(story: Vec<Observation>) -> Vec<Observation> {
    [sent(), story].concat()
}

/// The entries of printing, on the disk.
fn printed(stage: &Stage) -> Vec<Actor> {
    let entries: &Vec<Entry> = &stage.harness.state().outside.sessions[0];
    let printed = entries.iter().filter(|entry| matches!(entry.what, Happened::Printed { .. }));
    printed.map(|entry| entry.by.clone()).collect()
}

fn sent_out(stage: &Stage) -> usize {
    stage.harness.state().outside.done.iter().filter(|name| *name == "PrintOut").count()
}

#[test]
fn what_the_printer_completed_stands_in_the_record() {
    let mut stage = at_the_desk();
    stage.tap("印刷する");
    stage.picture("print_1_start");
    assert!(stage.shows("プリンター：1番窓口のプリンター"));
    stage.tap("印刷を始める");
    assert_eq!(sent_out(&stage), 1);
    tell(&mut stage, after(vec![seen(JobState::Processing, 4, &[])]));
    stage.picture("print_2_running");
    assert!(stage.shows("印刷しています　4／11ページ"));
    assert!(printed(&stage).is_empty(), "not yet");
    tell(&mut stage, after(vec![seen(JobState::Completed, PAGES, &[])]));
    stage.picture("print_3_done");
    assert!(stage.shows("印刷が終わりました"));
    assert_eq!(printed(&stage), [Actor::Program]);
    // Told once more, it is not written once more.
    tell(&mut stage, after(vec![seen(JobState::Completed, PAGES, &[])]));
    assert_eq!(printed(&stage).len(), 1);
    stage.tap("とじる");
    assert!(stage.shows("渡した"));
    assert_eq!(sent_out(&stage), 1);
}

#[test]
fn a_trouble_says_what_to_do_and_can_be_cancelled() {
    let mut stage = at_the_desk();
    stage.tap("印刷する");
    stage.tap("印刷を始める");
    tell(&mut stage, after(vec![seen(JobState::Processing, 4, &["media-empty-report", "toner-low-report"])]));
    stage.picture("print_4_empty");
    assert!(stage.shows("用紙がありません。用紙を入れてください。"));
    stage.tap("印刷を止める");
    assert_eq!(stage.harness.state().outside.done.last().map(String::as_str), Some("CancelPrintout"));
    let cancelled =
        vec![seen(JobState::Processing, 4, &[]), Observation::CancelWished, seen(JobState::Canceled, 5, &[])];
    tell(&mut stage, after(cancelled));
    assert!(stage.shows("印刷を取り消しました"));
    assert!(printed(&stage).is_empty());
}

#[test]
fn after_a_doubt_a_person_looks_and_decides() {
    let doubt = || after(vec![seen(JobState::Processing, 4, &[]), Observation::Forgotten]);
    let mut stage = at_the_desk();
    stage.tap("印刷する");
    stage.tap("印刷を始める");
    tell(&mut stage, doubt());
    stage.picture("print_5_doubt");
    assert!(stage.shows("印刷できたか分かりません"));
    assert_eq!((printed(&stage).len(), sent_out(&stage)), (0, 1), "nothing happens by itself");

    // Four pages were counted: the fifth is proposed, and the clerk may know better.
    assert!(stage.shows("5ページから刷り直す"));
    stage.tap("前のページ");
    stage.tap("4ページから刷り直す");
    assert_eq!(sent_out(&stage), 2);
    assert_eq!(stage.model().printouts[&key()].from, 4);
    tell(&mut stage, doubt());
    assert!(printed(&stage).is_empty());
    stage.tap("全部出ている");
    assert_eq!(printed(&stage), [Actor::Clerk("窓口".to_owned())]);
    assert!(stage.model().printouts.is_empty());
}

#[test]
fn what_is_in_the_way_is_mended_or_known_better() {
    let mut stage = at_the_desk();
    stage.tap("印刷する");
    stage.tap("印刷を始める");
    tell(&mut stage, vec![Observation::Checked(vec![Obstacle::Trouble(Trouble::DoorOpen)])]);
    stage.picture("print_6_in_the_way");
    assert!(stage.shows("ふたやトレイが開いています"));
    stage.tap("確かめたので印刷する");
    assert_eq!(sent_out(&stage), 2);
    tell(&mut stage, vec![Observation::Checked(vec![Obstacle::NoPdf])]);
    let labels = stage.labels();
    assert!(!labels.iter().any(|label| label.contains("確かめたので")), "a printer does not learn PDF");
    stage.tap("PDFに保存する");
    assert!(stage.shows("保存しました：out/M-1201-001"));
    assert!(printed(&stage).is_empty(), "a file is not paper yet");
    stage.tap("印刷した");
    assert_eq!(printed(&stage), [Actor::Clerk("窓口".to_owned())]);
}

#[test]
fn printing_goes_on_while_the_clerk_does_something_else() {
    let mut stage = at_the_desk();
    stage.tap("印刷する");
    stage.tap("印刷を始める");
    tell(&mut stage, after(vec![seen(JobState::Processing, 1, &[])]));
    stage.tap("とじる（印刷は続きます）");
    assert!(stage.shows("印刷しています　1／11ページ"), "in the head of the case");
    stage.take(Intent::Desk);
    stage.picture("print_8_list");
    assert!(stage.shows("印刷しています　1／11ページ"), "in the list");
    tell(&mut stage, after(vec![seen(JobState::Completed, PAGES, &[])]));
    assert!(matches!(stage.model().screen, Screen::Desk));
    assert_eq!(printed(&stage), [Actor::Program], "the record is that of its session");
}

#[test]
fn an_erased_session_is_not_printed_on_and_has_no_record() {
    let mut stage = at_the_desk();
    stage.tap("印刷する");
    stage.tap("印刷を始める");
    stage.tap("とじる（印刷は続きます）");
    stage.take(Intent::Purge);
    assert!(stage.harness.state().outside.done.iter().any(|name| name == "CancelPrintout"));
    let late = Report::Printing(
        key(),
        PAGES,
        follow(&Progress::new(PAGES), Observation::Unanswered, Duration::ZERO, &Patience::default()),
    );
    stage.take(Intent::Report(late));
    assert!(stage.harness.state().outside.sessions[0].is_empty());
}

#[test]
fn one_of_several_printers_is_chosen() {
    let printers =
        vec![printer("counter1", "1番窓口"), printer("counter2", "2番窓口"), printer("back", "事務室")];
    let mut stage = at_the_desk_of(office(printers));
    stage.tap("印刷する");
    stage.tap("事務室");
    stage.picture("print_7_several");
    stage.tap("印刷を始める");
    assert_eq!(stage.model().printouts[&key()].printer, 2);
}
