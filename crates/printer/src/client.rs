//! The few questions put to a printer. Nothing is concluded here.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use ipp::parser::IppParser;
use ipp::prelude::{IppAttribute, IppOperationBuilder, IppPayload, IppRequestResponse, IppValue, Uri};
use ipp::reader::IppReader;
use kakanai_domain::printer::PrinterUri;
use ureq::{Agent, SendBody};

use crate::answer::{JobSeen, PrinterSeen, job_number};
use crate::check::{Obstacle, Refusal};
use crate::follow::Observation;

/// Who prints, as printers show it.
const USER: &str = "kakanai";

const ASKED: [&str; 9] = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "media-ready",
    "sides-supported",
    "page-ranges-supported",
    "print-scaling-supported",
];

/// Bytes of an answer. Printers say what they are asked in some thousand.
const LONGEST: u64 = 256 * 1024;

pub(crate) struct Client {
    uri: Uri,
    address: String,
    answer: Duration,
    sending: Duration,
}

/// What the document should be printed as.
pub(crate) struct Ticket<'a> {
    pub title: &'a str,
    pub media: Option<String>,
    pub sides: Option<&'static str>,
    pub pages: Option<(u32, u32)>,
    pub unscaled: bool,
}

/// No answer, or none that can be read.
struct Nothing {
    connected: bool,
}

impl Client {
    pub fn new(uri: &PrinterUri, answer: Duration, sending: Duration) -> Option<Self> {
        let uri = uri.to_string();
        // IPP is HTTP by another name (RFC 8010, 4); the port is always there.
        let address = uri.replacen("ipp://", "http://", 1);
        Some(Self { uri: uri.parse().ok()?, address, answer, sending })
    }

    pub fn printer(&self) -> Result<PrinterSeen, Obstacle> {
        let builder = IppOperationBuilder::get_printer_attributes(self.uri.clone()).attributes(ASKED);
        let request = builder.build().map_err(|_| Obstacle::NoPrinter)?;
        let answer = self
            .put(request, self.answer)
            .map_err(|nothing| if nothing.connected { Obstacle::NoPrinter } else { Obstacle::Unreachable })?;
        match status(&answer) {
            0..0x100 => PrinterSeen::read(&answer).ok_or(Obstacle::NoPrinter),
            code => Err(Obstacle::Refused(refusal(code))),
        }
    }

    /// Sends the document, once, whatever comes of it.
    pub fn send(&self, pdf: &[u8], ticket: &Ticket<'_>) -> Observation {
        let payload = IppPayload::new(Cursor::new(pdf.to_vec()));
        let builder = IppOperationBuilder::print_job(self.uri.clone(), payload)
            .user_name(USER)
            .job_title(ticket.title)
            .document_format("application/pdf")
            .attributes(attributes(ticket));
        // Refused before it is on its way: nothing was sent.
        let Ok(request) = builder.build() else { return Observation::Refused(Refusal::Unsupported) };
        let Ok(answer) = self.put(request, self.sending) else { return Observation::Unanswered };
        match (status(&answer), job_number(&answer)) {
            (0..0x100, Some(job)) => Observation::Accepted(job),
            // It took something and gave no number; or it failed while it was taking: 0x0500 internal error,
            // 0x0504 device error, 0x0508 cancelled meanwhile.
            (0..0x100, None) | (0x0500 | 0x0504 | 0x0508, _) => Observation::Unanswered,
            (code, _) => Observation::Refused(refusal(code)),
        }
    }

    pub fn job(&self, job: i32) -> Observation {
        let builder = IppOperationBuilder::get_job_attributes(self.uri.clone(), job);
        let Ok(request) = builder.build() else { return Observation::Silence };
        let Ok(answer) = self.put(request, self.answer) else { return Observation::Silence };
        match status(&answer) {
            0..0x100 => match JobSeen::read(&answer) {
                Some(seen) => Observation::Seen(seen, self.printer().ok()),
                None => Observation::Silence,
            },
            // not found, gone
            0x0406 | 0x0407 => Observation::Forgotten,
            _ => Observation::Silence,
        }
    }

    /// Whether the printer heard it. What it did is seen from the job.
    pub fn cancel(&self, job: i32) -> bool {
        let builder = IppOperationBuilder::cancel_job(self.uri.clone(), job).user_name(USER);
        builder.build().is_ok_and(|request| self.put(request, self.answer).is_ok())
    }

    fn put(
        &self,
        request: impl ipp::operation::IppOperation,
        limit: Duration,
    ) -> Result<IppRequestResponse, Nothing> {
        // The parser of foreign bytes is not ours: if it fails, that is no answer, not the end of the program.
        let sent = catch_unwind(AssertUnwindSafe(|| self.carry(request.into_ipp_request(), limit)));
        sent.unwrap_or(Err(Nothing { connected: true }))
    }

    fn carry(&self, request: IppRequestResponse, limit: Duration) -> Result<IppRequestResponse, Nothing> {
        let config = Agent::config_builder()
            // Papers go to the printer and nowhere else, whatever the machine is told about the web.
            .proxy(None)
            .max_redirects(0)
            .timeout_connect(Some(self.answer.min(limit)))
            .timeout_global(Some(limit));
        let agent = Agent::new_with_config(config.build());
        let mut body = request.into_read();
        let answer = agent
            .post(&self.address)
            .header("content-type", "application/ipp")
            .send(SendBody::from_reader(&mut body))
            .map_err(|error| Nothing { connected: matches!(error, ureq::Error::StatusCode(_)) })?;
        let bytes = answer.into_body().into_with_config().limit(LONGEST).reader();
        IppParser::new(IppReader::new(bytes)).parse().map_err(|_| Nothing { connected: true })
    }
}

fn status(answer: &IppRequestResponse) -> u16 {
    answer.header().operation_or_status.cast_unsigned()
}

fn refusal(code: u16) -> Refusal {
    match code {
        // forbidden, not authenticated, not authorized
        0x0401..=0x0403 => Refusal::Forbidden,
        // document-format-not-supported, attributes-or-values-not-supported, document-format-error, conflicting
        0x040a | 0x040b | 0x040e | 0x0411 => Refusal::Unsupported,
        // service-unavailable, not-accepting-jobs, busy, printer-is-deactivated, too-many-jobs
        0x0502 | 0x0506 | 0x0507 | 0x050a | 0x050b => Refusal::Busy,
        code => Refusal::Status(code),
    }
}

fn attributes(ticket: &Ticket<'_>) -> Vec<IppAttribute> {
    let keyword = |name: &'static str, word: &str| {
        IppAttribute::with_name(name, IppValue::new_keyword(word).ok()?).ok()
    };
    let mut attributes = vec![IppAttribute::with_name("copies", IppValue::Integer(1)).ok()];
    attributes.push(ticket.media.as_deref().and_then(|media| keyword("media", media)));
    attributes.push(ticket.sides.and_then(|sides| keyword("sides", sides)));
    // Boxes are where the millimetres say; a printer that shrinks pages moves them.
    attributes.push(if ticket.unscaled { keyword("print-scaling", "none") } else { None });
    attributes.push(ticket.pages.and_then(|(first, last)| {
        let (min, max) = (first.try_into().ok()?, last.try_into().ok()?);
        let range = IppValue::Array(vec![IppValue::RangeOfInteger { min, max }]);
        IppAttribute::with_name("page-ranges", range).ok()
    }));
    attributes.into_iter().flatten().collect()
}
