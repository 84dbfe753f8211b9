//! The words for what happens with a print, for clerks. Every sentence that is not good news says what to do.

use kakanai_domain::Lang;

use crate::follow::{Doubt, End, Progress, Stage, Stop};

/// Clerks read Japanese; in every other language English stands in.
pub(crate) fn pick(lang: Lang, ja: String, en: String) -> String {
    match lang {
        Lang::Ja => ja,
        Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => en,
    }
}

impl Progress {
    /// Where it stands, in one line.
    pub fn headline(&self, lang: Lang) -> String {
        let wanted = self.wanted;
        let (ja, en) = match &self.stage {
            Stage::Asking => ("プリンターに確かめています", "Asking the printer"),
            Stage::Sending => ("プリンターに送っています", "Sending to the printer"),
            Stage::Waiting => ("順番を待っています", "Waiting in the queue"),
            Stage::Printing => {
                return match self.printed {
                    Some(printed) => pick(
                        lang,
                        format!("印刷しています　{printed}／{wanted}ページ"),
                        format!("Printing: {printed} of {wanted} pages"),
                    ),
                    None => pick(
                        lang,
                        format!("印刷しています（全{wanted}ページ）"),
                        format!("Printing ({wanted} pages)"),
                    ),
                };
            }
            Stage::Cancelling => ("印刷を止めています", "Cancelling"),
            Stage::Over(End::Completed) => ("印刷が終わりました", "Printed"),
            Stage::Over(End::NotSent(_)) => ("印刷を始められません", "Not printed"),
            Stage::Over(End::Stopped(Stop::Cancelled)) => ("印刷を取り消しました", "Cancelled"),
            Stage::Over(End::Stopped(_)) => ("印刷が途中で止まりました", "Printing stopped"),
            Stage::Over(End::Doubtful(_)) => {
                ("印刷できたか分かりません", "It is not known whether it was printed")
            }
        };
        pick(lang, ja.to_owned(), en.to_owned())
    }

    /// What to know and to do, most pressing first; empty when all goes well.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let mut sentences: Vec<String> = match &self.stage {
            Stage::Over(End::NotSent(obstacles)) => obstacles.iter().map(|o| o.sentence(lang)).collect(),
            Stage::Over(End::Stopped(Stop::Cancelled)) if self.job.is_none() => {
                vec![pick(lang, "何も印刷していません。".to_owned(), "Nothing was printed.".to_owned())]
            }
            Stage::Over(End::Stopped(stop)) => vec![stop.sentence(lang)],
            Stage::Over(End::Doubtful(doubt)) => vec![doubt.sentence(lang)],
            Stage::Over(End::Completed)
            | Stage::Asking
            | Stage::Sending
            | Stage::Waiting
            | Stage::Printing
            | Stage::Cancelling => Vec::new(),
        };
        // A printed bundle needs no advice about the printer's tray.
        if self.stage != Stage::Over(End::Completed) {
            sentences.extend(self.troubles.iter().map(|trouble| trouble.sentence(lang)));
        }
        sentences
    }
}

impl Stop {
    fn sentence(self, lang: Lang) -> String {
        let (ja, en) = match self {
            Stop::Cancelled => (
                "出てきた紙は、途中までです。要らなければ処分してください。",
                "What came out is a part only. Dispose of it if it is not needed.",
            ),
            Stop::AtPrinter => (
                "プリンターの側で取り消されました。出てきた紙を数え、足りないページから刷り直してください。",
                "It was cancelled at the printer. Count the pages that came out and print from the first that is missing.",
            ),
            Stop::Aborted => (
                "プリンターが印刷をやめました。出てきた紙を数え、足りないページから刷り直してください。",
                "The printer gave up. Count the pages that came out and print from the first that is missing.",
            ),
            Stop::TimedOut => (
                "長く進まないため、印刷を止めました。プリンターを確かめ、足りないページから刷り直してください。",
                "It did not go on for long, so it was cancelled. Check the printer and print from the first missing page.",
            ),
        };
        pick(lang, ja.to_owned(), en.to_owned())
    }
}

impl Doubt {
    fn sentence(self, lang: Lang) -> String {
        let look_ja = "プリンターを見て、紙が全部出ていれば「全部出ている」を、足りなければ、足りないページからの刷り直しを選んでください。";
        let look_en =
            "Look at the printer: if every page is there, say so; else print from the first missing page.";
        let (ja, en) = match self {
            Doubt::NoAnswer => (
                "送っている間に通信が切れました。二重に印刷しないよう、送り直していません。",
                "The connection was lost while sending. Nothing is sent again by itself.",
            ),
            Doubt::Silent => (
                "印刷の途中で、プリンターが応えなくなりました。二重に印刷しないよう、送り直していません。",
                "The printer stopped answering. Nothing is sent again by itself.",
            ),
            Doubt::Forgotten => (
                "プリンターが、この印刷を覚えていません（電源が切れたのかもしれません）。",
                "The printer no longer knows this job (it may have been switched off).",
            ),
            Doubt::NotCancelled => (
                "取り消しを頼みましたが、プリンターが止まったか分かりません。",
                "It was asked to cancel, but it is not known whether it did.",
            ),
            Doubt::Short => (
                "プリンターは終わったと言っていますが、ページ数が足りません。",
                "The printer says it is done, but pages are missing.",
            ),
            Doubt::OnlyQueued => (
                "印刷待ちに入れました。この先の様子は、この画面では分かりません。",
                "It was put into the queue. What becomes of it cannot be seen here.",
            ),
        };
        pick(lang, format!("{ja}{look_ja}"), format!("{en} {look_en}"))
    }
}
