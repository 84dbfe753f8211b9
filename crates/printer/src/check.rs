//! What can be known before anything is sent.

use kakanai_domain::Lang;

use crate::answer::{PrinterSeen, PrinterState};
use crate::media::Media;
use crate::sentences::pick;
use crate::trouble::Trouble;

/// Why nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody answers there.
    Unreachable,
    /// Something answers, but not as a printer does.
    NoPrinter,
    /// It takes no jobs now.
    NotAccepting,
    /// It cannot read PDF.
    NoPdf,
    /// It cannot print some pages only, and the rest was not given as a document of its own.
    NoPageRanges,
    /// It can never take this size.
    NoSuchPaper(Media),
    /// This size lies in none of its trays; those that do.
    PaperNotLoaded(Media, Vec<Media>),
    /// Something is wrong with it.
    Trouble(Trouble),
    /// It was asked, and said no.
    Refused(Refusal),
}

/// What a printer says no with (RFC 8011, 13.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Who is asking may not.
    Forbidden,
    /// Kind of document, paper or sides.
    Unsupported,
    /// No jobs now.
    Busy,
    /// Anything else: the status code.
    Status(u16),
}

/// Whether a printer will print this: `media` are the sizes of its pages, `part` that only some pages are wanted.
pub fn check(seen: &PrinterSeen, media: &[Media], part: bool) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    if !seen.formats.is_empty() && !seen.formats.iter().any(|format| format == "application/pdf") {
        obstacles.push(Obstacle::NoPdf);
    }
    if seen.accepts == Some(false) {
        obstacles.push(Obstacle::NotAccepting);
    }
    if part && !seen.page_ranges {
        obstacles.push(Obstacle::NoPageRanges);
    }
    let sizes = |keywords: &[String]| {
        let mut sizes: Vec<Media> = keywords.iter().filter_map(|keyword| Media::parse(keyword)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    };
    let (supported, ready) = (sizes(&seen.supported), sizes(&seen.ready));
    let mut needed = media.to_vec();
    needed.sort_unstable();
    needed.dedup();
    for media in needed {
        if !ready.is_empty() && !ready.contains(&media) {
            let never = !supported.is_empty() && !supported.contains(&media);
            obstacles.push(if never {
                Obstacle::NoSuchPaper(media)
            } else {
                Obstacle::PaperNotLoaded(media, ready.clone())
            });
        } else if ready.is_empty() && !supported.is_empty() && !supported.contains(&media) {
            obstacles.push(Obstacle::NoSuchPaper(media));
        }
    }
    let troubles = Trouble::read_all(&seen.reasons);
    if seen.state == Some(PrinterState::Stopped) && !troubles.iter().any(Trouble::stops) {
        obstacles.push(Obstacle::Trouble(Trouble::Paused));
    }
    obstacles.extend(troubles.into_iter().filter(Trouble::stops).map(Obstacle::Trouble));
    obstacles
}

impl Obstacle {
    /// Whether a person who has looked may print all the same: trays and their reports are often wrong.
    pub fn yields(&self) -> bool {
        match self {
            Obstacle::PaperNotLoaded(..) | Obstacle::Trouble(_) => true,
            Obstacle::Unreachable
            | Obstacle::NoPrinter
            | Obstacle::NotAccepting
            | Obstacle::NoPdf
            | Obstacle::NoPageRanges
            | Obstacle::NoSuchPaper(_)
            | Obstacle::Refused(_) => false,
        }
    }

    /// What is in the way and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let (ja, en) = match self {
            Obstacle::Unreachable => (
                "プリンターが応えません。電源とケーブルを確かめて、もう一度印刷してください。".to_owned(),
                "The printer does not answer. Check power and cable, then print again.".to_owned(),
            ),
            Obstacle::NoPrinter => (
                "プリンターではないものが応えました。office.json の uri を確かめるよう、DX担当に伝えてください。".to_owned(),
                "What answered is no printer. Have the uri in office.json checked.".to_owned(),
            ),
            Obstacle::NotAccepting => (
                "プリンターが印刷を受け付けていません。プリンターの画面を見るか、別のプリンターを選んでください。".to_owned(),
                "The printer takes no jobs. Look at its display, or choose another.".to_owned(),
            ),
            Obstacle::NoPdf => (
                "このプリンターは PDF を印刷できません。別のプリンターを選ぶか、PDF に保存して印刷してください。".to_owned(),
                "This printer cannot print PDF. Choose another, or save the PDF and print that.".to_owned(),
            ),
            Obstacle::NoPageRanges => (
                "このプリンターは途中のページから印刷できません。最初のページから印刷してください。".to_owned(),
                "This printer cannot begin at a later page. Print from the first page.".to_owned(),
            ),
            Obstacle::NoSuchPaper(media) => (
                format!("このプリンターは{media}を使えません。別のプリンターを選んでください。"),
                format!("This printer cannot use {}. Choose another.", latin(*media)),
            ),
            Obstacle::PaperNotLoaded(media, ready) => {
                let names = |sizes: Vec<String>, comma: &str| sizes.join(comma);
                let ja = names(ready.iter().map(Media::to_string).collect(), "、");
                let en = names(ready.iter().map(|media| latin(*media)).collect(), ", ");
                (
                    format!("{media}の用紙が入っていません（今は{ja}）。{media}を入れて、もう一度印刷してください。"),
                    format!("{0} paper is not loaded (now: {en}). Load {0}, then print again.", latin(*media)),
                )
            }
            Obstacle::Trouble(trouble) => return trouble.sentence(lang),
            Obstacle::Refused(refusal) => return refusal.sentence(lang),
        };
        pick(lang, ja, en)
    }
}

fn latin(media: Media) -> String {
    media.to_string().replace("はがき", "postcard").replace("レター", "Letter").replace('×', " x ")
}

impl Refusal {
    /// What it said and what to do.
    pub fn sentence(self, lang: Lang) -> String {
        let (ja, en) = match self {
            Refusal::Forbidden => (
                "この端末からの印刷が認められていません。機器の管理者に連絡してください。".to_owned(),
                "Printing from here is not permitted. Call the administrator.".to_owned(),
            ),
            Refusal::Unsupported => (
                "プリンターがこの書類を印刷できないと答えました。別のプリンターを選ぶか、PDF に保存して印刷してください。".to_owned(),
                "The printer cannot print these papers. Choose another, or save the PDF and print that.".to_owned(),
            ),
            Refusal::Busy => (
                "プリンターが今は受け付けられません。少し待って、もう一度印刷してください。".to_owned(),
                "The printer cannot take a job now. Wait a little, then print again.".to_owned(),
            ),
            Refusal::Status(code) => (
                format!("プリンターが断りました（番号 {code:#06x}）。別のプリンターを選び、番号を管理者に伝えてください。"),
                format!("The printer refused ({code:#06x}). Choose another, and tell the administrator the number."),
            ),
        };
        pick(lang, ja, en)
    }
}
