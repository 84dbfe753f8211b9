//! How a print goes on from what is seen of it. Pure: no clock, no network; time is an argument.

use std::time::Duration;

use crate::answer::{JobSeen, JobState, PrinterSeen, PrinterState};
use crate::check::{Obstacle, Refusal};
use crate::trouble::Trouble;

/// Where a print stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Pages that should come out.
    pub wanted: u32,
    /// Pages that came out, where the printer counts. Never fewer than before.
    pub printed: Option<u32>,
    /// What is wrong now, what stops first.
    pub troubles: Vec<Trouble>,
    /// The printer's number of the job, once it took it.
    pub job: Option<i32>,
    /// Why it is being cancelled, once it is.
    cancel: Option<Stop>,
    /// The printer was told to cancel.
    told: bool,
    /// When something last went on, since the start.
    moved: Duration,
    /// When the printer last answered.
    heard: Duration,
}

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Whether it could print this.
    Asking,
    /// The document is on its way. From here on, a second copy is possible.
    Sending,
    /// Others are before it, or it is held.
    Waiting,
    /// Pages come out.
    Printing,
    /// It should stop.
    Cancelling,
    /// Nothing more happens.
    Over(End),
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Every page is out, says the printer.
    Completed,
    /// Nothing was sent, because of these.
    NotSent(Vec<Obstacle>),
    /// Some pages may be out; certainly no more come.
    Stopped(Stop),
    /// It cannot be known. A person has to look.
    Doubtful(Doubt),
}

/// Why no more comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// We were asked to.
    Cancelled,
    /// Somebody did at the printer.
    AtPrinter,
    /// The printer gave up.
    Aborted,
    /// Nothing went on for longer than [`Patience`] allows.
    TimedOut,
}

/// Why it cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The document was sent and nothing, or nothing sensible, came back.
    NoAnswer,
    /// The printer took it, then answered no more.
    Silent,
    /// The printer does not know the job any more.
    Forgotten,
    /// It should be cancelled, but did not say that it was.
    NotCancelled,
    /// It is complete by its word, but not by its count.
    Short,
    /// It went to a queue that tells nothing.
    OnlyQueued,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    /// What is in the way before sending; nothing: send it.
    Checked(Vec<Obstacle>),
    /// The printer took it, as this job.
    Accepted(i32),
    /// It did not.
    Refused(Refusal),
    /// The document was sent and no answer came.
    Unanswered,
    /// A queue that tells nothing took it.
    Queued,
    /// How the job is, and the printer where it said.
    Seen(JobSeen, Option<PrinterSeen>),
    /// No answer to a question.
    Silence,
    /// The printer knows no such job.
    Forgotten,
    /// The clerk wants it stopped.
    CancelWished,
    /// The printer was told to stop.
    CancelTold,
}

/// How long to wait, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the answer to a question.
    pub answer: Duration,
    /// For the document to be taken.
    pub sending: Duration,
    /// Between two looks.
    pub look: Duration,
    /// For a printer that took the job and answers no more, until that is a doubt.
    pub silence: Duration,
    /// For a job that does not go on and nobody knows why, until it is cancelled.
    pub standstill: Duration,
    /// The same, where the printer says what a person has to do.
    pub trouble: Duration,
    /// For a job to be cancelled, until that is a doubt.
    pub cancelling: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(8),
            sending: Duration::from_secs(60),
            look: Duration::from_millis(700),
            silence: Duration::from_secs(30),
            standstill: Duration::from_secs(180),
            trouble: Duration::from_secs(900),
            cancelling: Duration::from_secs(30),
        }
    }
}

/// What has to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Ask the printer what it can do.
    Ask,
    /// Send the document. Once.
    Send,
    /// Look how this job is.
    Look(i32),
    /// Tell the printer to cancel this job.
    Cancel(i32),
    /// Nothing any more.
    Rest,
}

impl Progress {
    /// Before anything was done.
    pub fn new(wanted: u32) -> Self {
        Self {
            stage: Stage::Asking,
            wanted,
            printed: None,
            troubles: Vec::new(),
            job: None,
            cancel: None,
            told: false,
            moved: Duration::ZERO,
            heard: Duration::ZERO,
        }
    }

    /// Whether nothing more happens.
    pub fn is_over(&self) -> bool {
        self.end().is_some()
    }

    /// How it ended, once it did.
    pub fn end(&self) -> Option<&End> {
        match &self.stage {
            Stage::Over(end) => Some(end),
            Stage::Asking | Stage::Sending | Stage::Waiting | Stage::Printing | Stage::Cancelling => None,
        }
    }

    /// What has to be done next.
    pub fn act(&self) -> Act {
        match (&self.stage, self.job) {
            (Stage::Asking, _) => Act::Ask,
            (Stage::Over(_), _) => Act::Rest,
            (Stage::Cancelling, Some(job)) if !self.told => Act::Cancel(job),
            (Stage::Waiting | Stage::Printing | Stage::Cancelling, Some(job)) => Act::Look(job),
            // Without a number there is only the document to send.
            (Stage::Sending | Stage::Waiting | Stage::Printing | Stage::Cancelling, _) => Act::Send,
        }
    }

    fn over(mut self, end: End) -> Self {
        self.stage = Stage::Over(end);
        self
    }

    fn cancel(mut self, why: Stop, at: Duration) -> Self {
        self.stage = Stage::Cancelling;
        self.cancel = Some(why);
        self.moved = at;
        self
    }

    // Our own time-out, whatever was or was not seen.
    fn impatient(self, at: Duration, patience: &Patience) -> Self {
        let still = at.saturating_sub(self.moved);
        match self.stage {
            Stage::Cancelling if still >= patience.cancelling => {
                self.over(End::Doubtful(Doubt::NotCancelled))
            }
            Stage::Waiting | Stage::Printing => {
                let known = self.troubles.iter().any(Trouble::stops);
                let limit = if known { patience.trouble } else { patience.standstill };
                if still >= limit { self.cancel(Stop::TimedOut, at) } else { self }
            }
            Stage::Asking | Stage::Sending | Stage::Cancelling | Stage::Over(_) => self,
        }
    }
}

/// How a print stands after something was seen, `at` so long after its start.
pub fn follow(before: &Progress, seen: Observation, at: Duration, patience: &Patience) -> Progress {
    let mut now = before.clone();
    // What is over stays as it is: late answers change nothing.
    if now.is_over() {
        return now;
    }
    match seen {
        Observation::Checked(obstacles) if obstacles.is_empty() => {
            now.stage = Stage::Sending;
            now
        }
        Observation::Checked(obstacles) => now.over(End::NotSent(obstacles)),
        Observation::Accepted(job) => {
            now.job = Some(job);
            (now.moved, now.heard) = (at, at);
            now.stage = Stage::Waiting;
            now
        }
        Observation::Refused(refusal) => now.over(End::NotSent(vec![Obstacle::Refused(refusal)])),
        Observation::Unanswered => now.over(End::Doubtful(Doubt::NoAnswer)),
        Observation::Queued => now.over(End::Doubtful(Doubt::OnlyQueued)),
        Observation::Forgotten => now.over(End::Doubtful(Doubt::Forgotten)),
        Observation::Silence => {
            if at.saturating_sub(now.heard) >= patience.silence {
                now.over(End::Doubtful(Doubt::Silent))
            } else {
                now.impatient(at, patience)
            }
        }
        // Before the document is on its way, stopping is certain.
        Observation::CancelWished if now.job.is_none() => now.over(End::Stopped(Stop::Cancelled)),
        Observation::CancelWished if now.cancel.is_none() => now.cancel(Stop::Cancelled, at),
        Observation::CancelWished => now,
        Observation::CancelTold => {
            now.told = true;
            now
        }
        Observation::Seen(job, printer) => look(now, &job, printer.as_ref(), at).impatient(at, patience),
    }
}

fn look(mut now: Progress, job: &JobSeen, printer: Option<&PrinterSeen>, at: Duration) -> Progress {
    now.heard = at;
    let printed = now.printed.max(job.impressions).map(|printed| printed.min(now.wanted));
    let mut reasons = job.reasons.clone();
    reasons.extend(printer.iter().flat_map(|printer| printer.reasons.iter().cloned()));
    let mut troubles = Trouble::read_all(&reasons);
    let stands = job.state == JobState::Stopped
        || printer.is_some_and(|printer| printer.state == Some(PrinterState::Stopped));
    if stands && !troubles.iter().any(Trouble::stops) {
        troubles.insert(0, Trouble::Paused);
    }
    let stage = match job.state {
        JobState::Pending | JobState::Held => Stage::Waiting,
        JobState::Processing | JobState::Stopped => Stage::Printing,
        JobState::Canceled => Stage::Over(End::Stopped(now.cancel.unwrap_or(Stop::AtPrinter))),
        JobState::Aborted => Stage::Over(End::Stopped(now.cancel.unwrap_or(Stop::Aborted))),
        JobState::Completed => {
            let errors = job.reasons.iter().any(|reason| reason == "job-completed-with-errors");
            let short = printed.is_some_and(|printed| printed < now.wanted);
            Stage::Over(if errors || short { End::Doubtful(Doubt::Short) } else { End::Completed })
        }
    };
    let ended = matches!(stage, Stage::Over(_));
    // While it is being cancelled, nothing counts but its end.
    if now.stage == Stage::Cancelling && !ended {
        now.troubles = troubles;
        return now;
    }
    if printed != now.printed || stage != now.stage || troubles != now.troubles {
        now.moved = at;
    }
    (now.stage, now.printed, now.troubles) = (stage, printed, troubles);
    now
}
