//! What a printer answers, read without trusting it: whatever is missing, of the wrong type or too long is left out.

use ipp::prelude::{DelimiterTag, IppAttributeGroup, IppRequestResponse, IppValue};

use crate::media::Media;

/// What a printer can do and how it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrinterSeen {
    /// `None`: it did not say.
    pub state: Option<PrinterState>,
    /// Keywords, as they came.
    pub reasons: Vec<String>,
    /// `None`: it did not say.
    pub accepts: Option<bool>,
    /// Kinds of documents; empty: it did not say.
    pub formats: Vec<String>,
    /// Paper it can take, by its own keywords; empty: it did not say.
    pub supported: Vec<String>,
    /// Paper that lies in its trays; empty: it did not say.
    pub ready: Vec<String>,
    /// `one-sided`, `two-sided-long-edge`, …
    pub sides: Vec<String>,
    /// Whether it can print some pages of a document.
    pub page_ranges: bool,
    /// `none`, `fit`, …
    pub scaling: Vec<String>,
}

/// RFC 8011, 5.4.11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterState {
    /// Nothing to do.
    Idle,
    /// Printing.
    Processing,
    /// Not without help.
    Stopped,
}

/// How a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSeen {
    /// Where it stands.
    pub state: JobState,
    /// Keywords, as they came.
    pub reasons: Vec<String>,
    /// Sides that came out; 0 and nothing both mean that the printer does not count.
    pub impressions: Option<u32>,
}

/// RFC 8011, 5.3.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Waits for its turn.
    Pending,
    /// Waits for a person.
    Held,
    /// Is being printed.
    Processing,
    /// Is being printed, but the printer stands.
    Stopped,
    /// Was taken back.
    Canceled,
    /// The printer gave up.
    Aborted,
    /// Done.
    Completed,
}

/// No printer needs more; more is nonsense or malice.
const MOST: usize = 500;
const LONGEST: usize = 255;

impl PrinterSeen {
    pub(crate) fn read(answer: &IppRequestResponse) -> Option<Self> {
        let group = answer.attributes().first_of(DelimiterTag::PrinterAttributes)?;
        let state = match number(group, "printer-state") {
            Some(3) => Some(PrinterState::Idle),
            Some(4) => Some(PrinterState::Processing),
            Some(5) => Some(PrinterState::Stopped),
            _ => None,
        };
        Some(Self {
            state,
            reasons: texts(group, "printer-state-reasons"),
            accepts: flag(group, "printer-is-accepting-jobs"),
            formats: texts(group, "document-format-supported"),
            supported: texts(group, "media-supported"),
            ready: texts(group, "media-ready"),
            sides: texts(group, "sides-supported"),
            page_ranges: flag(group, "page-ranges-supported").unwrap_or(false),
            scaling: texts(group, "print-scaling-supported"),
        })
    }

    /// The printer's own keyword for a size; that of a loaded tray first.
    pub fn keyword(&self, media: Media) -> Option<&str> {
        let all = self.ready.iter().chain(&self.supported);
        all.map(String::as_str).find(|keyword| Media::parse(keyword) == Some(media))
    }
}

impl JobSeen {
    pub(crate) fn read(answer: &IppRequestResponse) -> Option<Self> {
        let group = answer.attributes().first_of(DelimiterTag::JobAttributes)?;
        let state = match number(group, "job-state")? {
            3 => JobState::Pending,
            4 => JobState::Held,
            5 => JobState::Processing,
            6 => JobState::Stopped,
            7 => JobState::Canceled,
            8 => JobState::Aborted,
            9 => JobState::Completed,
            _ => return None,
        };
        let impressions = number(group, "job-impressions-completed").and_then(|count| count.try_into().ok());
        let impressions = impressions.filter(|count| *count > 0);
        Some(Self { state, reasons: texts(group, "job-state-reasons"), impressions })
    }
}

/// The number of the job that was accepted.
pub(crate) fn job_number(answer: &IppRequestResponse) -> Option<i32> {
    number(answer.attributes().first_of(DelimiterTag::JobAttributes)?, "job-id")
}

fn number(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    let value = group.get(name)?.value();
    if let IppValue::Integer(number) | IppValue::Enum(number) = value { Some(*number) } else { None }
}

fn flag(group: &IppAttributeGroup, name: &str) -> Option<bool> {
    if let IppValue::Boolean(flag) = group.get(name)?.value() { Some(*flag) } else { None }
}

fn texts(group: &IppAttributeGroup, name: &str) -> Vec<String> {
    let Some(value) = group.get(name).map(|attribute| attribute.value()) else { return Vec::new() };
    let one = std::slice::from_ref(value);
    let all = if let IppValue::Array(all) = value { all.as_slice() } else { one };
    all.iter().take(MOST).filter_map(text).filter(|text| text.len() <= LONGEST).map(str::to_owned).collect()
}

fn text(value: &IppValue) -> Option<&str> {
    if let IppValue::Keyword(text) = value {
        Some(text)
    } else if let IppValue::NameWithoutLanguage(text) = value {
        Some(text)
    } else if let IppValue::MimeMediaType(text) = value {
        Some(text)
    } else {
        None
    }
}
