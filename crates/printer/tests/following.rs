//! What is concluded from what is seen: each line is a story of observations and how it ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a mistake here is a failed test")]

use std::time::Duration;

use kakanai_domain::Lang;
use kakanai_printer::{
    Act, Doubt, End, JobSeen, JobState, Media, Observation, Obstacle, Patience, PrinterSeen, PrinterState,
    Progress, Refusal, Stage, Stop, Trouble, check, follow,
};

const PAGES: u32 = 14;

/// Lets a story happen, one observation each given second.
fn after(story: &[(u64, Observation)]) -> Progress {
    let patience = Patience::default();
    story.iter().fold(Progress::new(PAGES), |now, (second, seen)| {
        follow(&now, seen.clone(), Duration::from_secs(*second), &patience)
    })
}

fn clear() -> Observation {
    Observation::Checked(Vec::new())
}

fn job(state: JobState, impressions: u32, reasons: &[&str]) -> Observation {
    let reasons = reasons.iter().map(|reason| (*reason).to_owned()).collect();
    let impressions = (impressions > 0).then_some(impressions);
    Observation::Seen(JobSeen { state, reasons, impressions }, Some(PrinterSeen::default()))
}

fn printer(state: PrinterState, reasons: &[&str]) -> Observation {
    let reasons = reasons.iter().map(|reason| (*reason).to_owned()).collect();
    let printer = PrinterSeen { state: Some(state), reasons, ..PrinterSeen::default() };
    let job = JobSeen { state: JobState::Processing, reasons: Vec::new(), impressions: None };
    Observation::Seen(job, Some(printer))
}

#[test]
fn every_story_has_its_end() {
    let sent = |rest: &[(u64, Observation)]| {
        let mut story = vec![(0, clear()), (1, Observation::Accepted(7))];
        story.extend_from_slice(rest);
        after(&story)
    };
    let doubt = |doubt| Stage::Over(End::Doubtful(doubt));
    let stopped = |stop| Stage::Over(End::Stopped(stop));
    use JobState::{Aborted, Canceled, Completed, Pending, Processing};
    let stories: Vec<(&str, Progress, Stage)> = vec![
        (
            "fine",
            sent(&[(2, job(Processing, 3, &[])), (9, job(Completed, PAGES, &[]))]),
            Stage::Over(End::Completed),
        ),
        ("does not count", sent(&[(9, job(Completed, 0, &[]))]), Stage::Over(End::Completed)),
        ("pages are missing", sent(&[(9, job(Completed, 13, &[]))]), doubt(Doubt::Short)),
        ("says so", sent(&[(9, job(Completed, 14, &["job-completed-with-errors"]))]), doubt(Doubt::Short)),
        ("gave up", sent(&[(9, job(Aborted, 3, &[]))]), stopped(Stop::Aborted)),
        ("cancelled there", sent(&[(9, job(Canceled, 3, &[]))]), stopped(Stop::AtPrinter)),
        (
            "cancelled here",
            sent(&[(3, Observation::CancelWished), (4, Observation::CancelTold), (5, job(Canceled, 1, &[]))]),
            stopped(Stop::Cancelled),
        ),
        (
            "too late to cancel",
            sent(&[
                (3, Observation::CancelWished),
                (4, Observation::CancelTold),
                (5, job(Completed, 14, &[])),
            ]),
            Stage::Over(End::Completed),
        ),
        (
            "will not be cancelled",
            sent(&[
                (3, Observation::CancelWished),
                (4, Observation::CancelTold),
                (40, job(Processing, 5, &[])),
            ]),
            doubt(Doubt::NotCancelled),
        ),
        (
            "answers no more",
            sent(&[(2, job(Processing, 3, &[])), (33, Observation::Silence)]),
            doubt(Doubt::Silent),
        ),
        (
            "a moment of silence",
            sent(&[(2, job(Processing, 3, &[])), (31, Observation::Silence)]),
            Stage::Printing,
        ),
        ("forgotten", sent(&[(2, Observation::Forgotten)]), doubt(Doubt::Forgotten)),
        ("in the queue", sent(&[(2, job(Pending, 0, &[]))]), Stage::Waiting),
        (
            "long in the queue",
            sent(&[(2, job(Pending, 0, &[])), (200, job(Pending, 0, &[]))]),
            Stage::Cancelling,
        ),
        (
            "still, but going on",
            sent(&[
                (100, job(Processing, 1, &[])),
                (200, job(Processing, 2, &[])),
                (300, job(Processing, 3, &[])),
            ]),
            Stage::Printing,
        ),
        (
            "a clerk is given longer",
            sent(&[
                (2, job(Processing, 1, &["media-empty-report"])),
                (300, job(Processing, 1, &["media-empty-report"])),
            ]),
            Stage::Printing,
        ),
        (
            "but not for ever",
            sent(&[
                (2, job(Processing, 1, &["media-empty"])),
                (903, job(Processing, 1, &["media-empty"])),
                (904, Observation::CancelTold),
                (905, job(Canceled, 1, &[])),
            ]),
            stopped(Stop::TimedOut),
        ),
        (
            "no answer to the document",
            after(&[(0, clear()), (60, Observation::Unanswered)]),
            doubt(Doubt::NoAnswer),
        ),
        (
            "a queue that tells nothing",
            after(&[(0, clear()), (1, Observation::Queued)]),
            doubt(Doubt::OnlyQueued),
        ),
        (
            "stopped before it was sent",
            after(&[(0, clear()), (1, Observation::CancelWished)]),
            stopped(Stop::Cancelled),
        ),
        (
            "refused",
            after(&[(0, clear()), (1, Observation::Refused(Refusal::Busy))]),
            Stage::Over(End::NotSent(vec![Obstacle::Refused(Refusal::Busy)])),
        ),
        (
            "in the way",
            after(&[(0, Observation::Checked(vec![Obstacle::NoPdf]))]),
            Stage::Over(End::NotSent(vec![Obstacle::NoPdf])),
        ),
    ];
    for (name, progress, stage) in stories {
        assert_eq!(progress.stage, stage, "{name}");
        for lang in [Lang::Ja, Lang::En] {
            assert!(!progress.headline(lang).is_empty(), "{name}");
            let quiet = !matches!(stage, Stage::Over(_)) || stage == Stage::Over(End::Completed);
            assert!(quiet || !progress.sentences(lang).is_empty(), "{name}: a clerk is told what to do");
        }
    }
}

/// The document goes out once: after that no observation, in whatever order, leads back to sending.
#[test]
fn nothing_leads_to_a_second_copy() {
    use JobState::{Aborted, Canceled, Completed, Held, Pending, Processing, Stopped};
    let mut all: Vec<Observation> = [Pending, Held, Processing, Stopped, Canceled, Aborted, Completed]
        .into_iter()
        .map(|state| job(state, 2, &["media-jam-warning"]))
        .collect();
    all.extend([
        clear(),
        Observation::Checked(vec![Obstacle::Unreachable]),
        Observation::Accepted(8),
        Observation::Refused(Refusal::Forbidden),
        Observation::Unanswered,
        Observation::Silence,
        Observation::Forgotten,
        Observation::CancelWished,
        Observation::CancelTold,
        Observation::Queued,
    ]);
    let sent = after(&[(0, clear()), (1, Observation::Accepted(7))]);
    let sensible = |seen: &&Observation| {
        // The answers to questions that are not put any more.
        !matches!(seen, Observation::Checked(_))
    };
    let patience = Patience::default();
    for first in all.iter().filter(sensible) {
        for second in all.iter().filter(sensible) {
            for third in all.iter().filter(sensible) {
                let mut now = sent.clone();
                for (n, seen) in [first, second, third].into_iter().enumerate() {
                    let over = now.is_over().then(|| now.clone());
                    now = follow(&now, seen.clone(), Duration::from_secs(20 * (n as u64 + 1)), &patience);
                    assert!(!matches!(now.act(), Act::Send | Act::Ask), "{first:?} {second:?} {third:?}");
                    assert!(over.is_none_or(|over| over == now), "what is over stays so: {seen:?}");
                }
            }
        }
    }
}

#[test]
fn a_printer_that_stands_says_why_or_is_paused() {
    let start = [(0, clear()), (1, Observation::Accepted(7))];
    let troubles = |seen| after(&[start.to_vec(), vec![(2, seen)]].concat()).troubles;
    assert_eq!(troubles(printer(PrinterState::Stopped, &["paused"])), [Trouble::Paused]);
    assert_eq!(troubles(printer(PrinterState::Stopped, &["none"])), [Trouble::Paused]);
    assert_eq!(
        troubles(printer(
            PrinterState::Stopped,
            &["toner-low-report", "media-jam-error", "media-jam-warning"]
        )),
        [Trouble::PaperJam, Trouble::TonerLow],
        "each once, what stops first"
    );
}

#[test]
fn what_is_in_the_way_is_known_before_sending() {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let seen = PrinterSeen {
        accepts: Some(true),
        formats: words(&["image/pwg-raster", "application/pdf"]),
        supported: words(&["iso_a4_210x297mm", "iso_a5_148x210mm", "custom_min_50x50mm"]),
        ready: words(&["iso_a4_210x297mm"]),
        ..PrinterSeen::default()
    };
    assert_eq!(check(&seen, &[Media::A4, Media::A4], false), []);
    assert_eq!(
        check(&seen, &[Media::A4, Media::A5], false),
        [Obstacle::PaperNotLoaded(Media::A5, vec![Media::A4])]
    );
    assert_eq!(check(&seen, &[Media::of(257, 364)], false), [Obstacle::NoSuchPaper(Media::of(257, 364))]);
    assert_eq!(check(&seen, &[], true), [Obstacle::NoPageRanges]);
    let silent = PrinterSeen::default();
    assert_eq!(check(&silent, &[Media::A5], false), [], "what it does not say is not held against it");
    let raster = PrinterSeen { formats: words(&["image/pwg-raster"]), ..seen.clone() };
    assert_eq!(check(&raster, &[Media::A4], false), [Obstacle::NoPdf]);
    let empty = PrinterSeen { reasons: words(&["media-empty-report", "toner-low-report"]), ..seen.clone() };
    assert_eq!(check(&empty, &[Media::A4], false), [Obstacle::Trouble(Trouble::PaperEmpty)]);
    let full = PrinterSeen { accepts: Some(false), ..seen };
    assert_eq!(check(&full, &[Media::A4], false), [Obstacle::NotAccepting]);
}

#[test]
fn every_obstacle_says_what_to_do() {
    let obstacles = [
        Obstacle::Unreachable,
        Obstacle::NoPrinter,
        Obstacle::NotAccepting,
        Obstacle::NoPdf,
        Obstacle::NoPageRanges,
        Obstacle::NoSuchPaper(Media::A5),
        Obstacle::PaperNotLoaded(Media::A5, vec![Media::A4]),
        Obstacle::Trouble(Trouble::DoorOpen),
        Obstacle::Refused(Refusal::Forbidden),
        Obstacle::Refused(Refusal::Unsupported),
        Obstacle::Refused(Refusal::Busy),
        Obstacle::Refused(Refusal::Status(0x0400)),
    ];
    for obstacle in obstacles {
        let ja = obstacle.sentence(Lang::Ja);
        assert!(ja.ends_with("ください。"), "{ja}");
        assert!(obstacle.sentence(Lang::En).ends_with('.'), "{obstacle:?}");
    }
}
