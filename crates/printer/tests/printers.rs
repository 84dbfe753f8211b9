//! Against a real printer of CUPS on loopback, in all its moods.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a mistake here is a failed test"
)]

mod device;

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use device::{Device, until};
use kakanai_domain::Lang;
use kakanai_domain::printer::Sides;
use kakanai_printer::{
    Doubt, End, Media, Obstacle, Order, Patience, Progress, Stage, Stop, Trouble, print, save,
};

/// Two pages of nothing.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

const ALL: &str = "echo 'ATTR: job-impressions=2 job-impressions-completed=2' >&2";

fn order() -> Order<'static> {
    Order {
        title: "M-1201-001",
        pdf: PDF,
        pages: 2,
        from: 1,
        rest: None,
        media: &[Media::A4, Media::A4],
        sides: Sides::One,
        insist: false,
    }
}

fn patience() -> Patience {
    Patience {
        answer: Duration::from_secs(3),
        sending: Duration::from_secs(10),
        look: Duration::from_millis(100),
        silence: Duration::from_secs(2),
        standstill: Duration::from_secs(8),
        trouble: Duration::from_secs(20),
        cancelling: Duration::from_secs(5),
    }
}

/// Prints, and every change on the way.
fn run(device: &Device, order: &Order<'_>, patience: &Patience) -> (Progress, Vec<Progress>) {
    let mut told = Vec::new();
    let end = print(&device.uri, order, patience, &AtomicBool::new(false), &mut |now| told.push(now.clone()));
    assert_eq!(told.last(), Some(&end), "the end is told too");
    (end, told)
}

fn ended(progress: &Progress) -> &End {
    progress.end().unwrap_or_else(|| panic!("{progress:?}"))
}

#[test]
fn fine() {
    let Some(device) = Device::start("fine", "application/pdf", &format!("sleep 1; {ALL}")) else { return };
    let (end, told) = run(&device, &Order { sides: Sides::Two, ..order() }, &patience());
    assert_eq!(ended(&end), &End::Completed);
    assert_eq!(end.printed, Some(2));
    assert!(
        told.iter().any(|now| now.stage == Stage::Sending)
            && told.iter().any(|now| now.stage == Stage::Printing)
    );
    assert_eq!(device.documents(), [PDF], "byte for byte, once");
    let asked = device.asked();
    for word in [
        "IPP_MEDIA=iso_a4_210x297mm",
        "IPP_SIDES=two-sided-long-edge",
        "IPP_PRINT_SCALING=none",
        "IPP_JOB_NAME=M-1201-001",
    ] {
        assert!(asked.contains(word), "{word} is not in {asked}");
    }
}

#[test]
fn an_empty_tray_is_told_and_printing_goes_on_when_it_is_filled() {
    let engine = format!(
        "echo 'STATE: +media-empty' >&2; while [ ! -e filled ]; do sleep 0.1; done; echo 'STATE: -media-empty' >&2; {ALL}"
    );
    let Some(device) = Device::start("empty", "application/pdf", &engine) else { return };
    let filled = device.folder.join("filled");
    let mut sentences = Vec::new();
    let end = print(&device.uri, &order(), &patience(), &AtomicBool::new(false), &mut |now| {
        if now.troubles.contains(&Trouble::PaperEmpty) {
            sentences.extend(now.sentences(Lang::Ja));
            fs::write(&filled, "").unwrap();
        }
    });
    assert!(sentences.iter().any(|words| words.starts_with("用紙がありません")), "{sentences:?}");
    assert_eq!(ended(&end), &End::Completed);
    assert_eq!(device.documents().len(), 1);
}

#[test]
fn a_jam_that_ends_the_job_is_no_second_copy() {
    let engine = "echo 'STATE: +media-jam-warning' >&2; sleep 1; exit 1";
    let Some(device) = Device::start("jam", "application/pdf", engine) else { return };
    let (end, told) = run(&device, &order(), &patience());
    assert!(told.iter().any(|now| now.troubles.contains(&Trouble::PaperJam)), "{told:?}");
    assert_eq!(ended(&end), &End::Stopped(Stop::Aborted));
    assert_eq!(device.documents().len(), 1);

    // It still says that paper is jammed: nothing is sent, until a person has looked.
    let (end, _) = run(&device, &order(), &patience());
    assert_eq!(ended(&end), &End::NotSent(vec![Obstacle::Trouble(Trouble::PaperJam)]));
    assert_eq!(device.documents().len(), 1);
    let (end, _) = run(&device, &Order { insist: true, ..order() }, &patience());
    assert_eq!(ended(&end), &End::Stopped(Stop::Aborted), "it was sent, and jammed again");
    assert_eq!(device.documents().len(), 2);
}

#[test]
fn wrong_paper_is_known_before_anything_is_sent() {
    let Some(device) = Device::start("paper", "application/pdf", ALL) else { return };
    let a5 = Order { media: &[Media::A4, Media::A5], ..order() };
    let (end, _) = run(&device, &a5, &patience());
    assert_eq!(ended(&end), &End::NotSent(vec![Obstacle::PaperNotLoaded(Media::A5, vec![Media::A4])]));
    let b4 = Order { media: &[Media::of(257, 364)], insist: true, ..order() };
    let (end, _) = run(&device, &b4, &patience());
    assert_eq!(ended(&end), &End::NotSent(vec![Obstacle::NoSuchPaper(Media::of(257, 364))]));
    assert!(device.documents().is_empty());
}

#[test]
fn one_that_hangs_is_told_to_stop_in_time_and_is_a_doubt_if_it_does_not() {
    let engine = "while [ ! -e over ]; do sleep 0.1; done";
    let Some(device) = Device::start("hang", "application/pdf", engine) else { return };
    let short =
        Patience { standstill: Duration::from_secs(2), cancelling: Duration::from_secs(2), ..patience() };
    let (end, told) = run(&device, &order(), &short);
    assert!(told.iter().any(|now| now.stage == Stage::Cancelling));
    assert_eq!(ended(&end), &End::Doubtful(Doubt::NotCancelled));
    assert_eq!(device.documents().len(), 1);
}

#[test]
fn one_that_is_too_slow_is_cancelled() {
    let Some(device) = Device::start("slow", "application/pdf", "sleep 4") else { return };
    let short = Patience { standstill: Duration::from_secs(1), ..patience() };
    let (end, _) = run(&device, &order(), &short);
    assert_eq!(ended(&end), &End::Stopped(Stop::TimedOut));
}

#[test]
fn a_clerk_can_cancel() {
    let Some(device) = Device::start("cancel", "application/pdf", "sleep 3") else { return };
    let cancel = AtomicBool::new(false);
    let end = print(&device.uri, &order(), &patience(), &cancel, &mut |now| {
        if now.stage == Stage::Printing {
            cancel.store(true, Ordering::Relaxed);
        }
    });
    assert_eq!(ended(&end), &End::Stopped(Stop::Cancelled));
}

#[test]
fn one_that_vanishes_in_the_middle_is_a_doubt_and_is_sent_nothing_again() {
    let engine = "while [ ! -e over ]; do sleep 0.1; done";
    let Some(mut device) = Device::start("vanish", "application/pdf", engine) else { return };
    let uri = device.uri.clone();
    let asked = device.folder.join("asked");
    let printing =
        std::thread::spawn(move || print(&uri, &order(), &patience(), &AtomicBool::new(false), &mut |_| {}));
    until("the document", || asked.exists());
    std::thread::sleep(Duration::from_millis(400));
    device.vanish();
    let end = printing.join().unwrap();
    assert_eq!(ended(&end), &End::Doubtful(Doubt::Silent));
    assert_eq!(device.documents().len(), 1);
    // Nobody there at all.
    let (end, _) = run(&device, &order(), &patience());
    assert_eq!(ended(&end), &End::NotSent(vec![Obstacle::Unreachable]));
}

#[test]
fn a_printer_that_cannot_read_pdf_is_sent_none() {
    let Some(device) = Device::start("raster", "image/pwg-raster", ALL) else { return };
    let (end, _) = run(&device, &order(), &patience());
    assert_eq!(ended(&end), &End::NotSent(vec![Obstacle::NoPdf]));
}

#[test]
fn a_later_page_is_asked_for_or_sent_as_the_rest() {
    let rest = [PDF, b"% the second page"].concat();
    let second = Order { from: 2, rest: Some(&rest), ..order() };
    let Some(device) = Device::start("rest", "application/pdf", "true") else { return };
    let (end, _) = run(&device, &second, &patience());
    assert_eq!((ended(&end), end.wanted), (&End::Completed, 1));
    assert_eq!(device.documents(), [rest.as_slice()], "it cannot pick pages");
    let (end, _) = run(&device, &Order { rest: None, ..second }, &patience());
    assert_eq!(ended(&end), &End::NotSent(vec![Obstacle::NoPageRanges]));

    let picks = "ATTR boolean page-ranges-supported true\n";
    let Some(device) = Device::start_with("ranges", "application/pdf", picks, "true") else { return };
    let (end, _) = run(&device, &second, &patience());
    assert_eq!((ended(&end), end.wanted), (&End::Completed, 1));
    assert_eq!(device.documents(), [PDF]);
    let asked = device.asked();
    assert!(asked.contains("IPP_PAGE_RANGES=2-2"), "{asked}");
}

#[test]
fn papers_are_saved_whole() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("saved").join("M-1201-001");
    fs::remove_dir_all(&folder).ok();
    let path = save(&folder, "bundle.pdf", PDF).unwrap();
    save(&folder, "bundle.pdf", PDF).unwrap();
    assert_eq!(fs::read(&path).unwrap(), PDF);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left");
    assert!(save(&path, "in-a-file.pdf", PDF).is_err());
}
