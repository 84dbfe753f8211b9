//! What printers say is wrong with them: the registered reasons (IANA: printer-state-reasons, job-state-reasons), in
//! words a clerk can act on.

use kakanai_domain::Lang;

macro_rules! troubles {
    ($($name:ident $stops:literal [$($keyword:literal)+] $ja:literal $en:literal;)*) => {
        /// Something a person should know about the printer or the job.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Trouble {
            $(#[doc = $ja] $name,)*
            /// A reason this program does not know: its keyword.
            Other(String),
        }

        impl Trouble {
            /// Every one that is known.
            pub const KNOWN: &[Trouble] = &[$(Trouble::$name,)*];

            fn known(keyword: &str) -> Option<Self> {
                $(if [$($keyword),+].contains(&keyword) { return Some(Trouble::$name); })*
                None
            }

            /// Whether no page comes out until somebody does something.
            pub fn stops(&self) -> bool {
                match self { $(Trouble::$name => $stops,)* Trouble::Other(_) => false }
            }

            /// What is wrong and what to do.
            pub fn sentence(&self, lang: Lang) -> String {
                let (ja, en) = match self {
                    $(Trouble::$name => ($ja.to_owned(), $en.to_owned()),)*
                    Trouble::Other(keyword) => (
                        format!("プリンターから知らせがあります（{keyword}）。プリンターの画面を見てください。"),
                        format!("The printer has something to say ({keyword}). Look at its display."),
                    ),
                };
                crate::sentences::pick(lang, ja, en)
            }
        }
    };
}

troubles! {
    PaperEmpty true ["media-empty"] "用紙がありません。用紙を入れてください。続きは自動で印刷されます。" "There is no paper. Load some; printing goes on by itself.";
    PaperNeeded true ["media-needed"] "プリンターが用紙を待っています。表示された大きさの用紙を入れてください。" "The printer waits for paper. Load the size it shows.";
    PaperJam true ["media-jam"] "紙が詰まりました。プリンターを開けて、紙を静かに取り除いてください。" "Paper is jammed. Open the printer and take it out gently.";
    DoorOpen true ["door-open" "cover-open" "interlock-open" "input-tray-missing" "output-tray-missing"] "プリンターのふたやトレイが開いています。閉めてください。" "A door or tray of the printer is open. Close it.";
    TonerEmpty true ["toner-empty" "marker-supply-empty" "marker-supply-missing" "developer-empty"] "トナー（インク）がありません。交換してください。" "The toner or ink is used up. Replace it.";
    TrayFull true ["output-area-full" "output-mailbox-select-failure"] "出てきた紙がいっぱいです。排紙トレイの紙を取り出してください。" "The output tray is full. Take the paper out.";
    WasteFull true ["marker-waste-full"] "廃トナー（インク）の容器がいっぱいです。交換してください。" "The waste container is full. Replace it.";
    DrumWorn true ["opc-life-over"] "ドラムの寿命です。保守の担当に連絡してください。" "The drum is worn out. Call maintenance.";
    Heat true ["fuser-over-temp" "fuser-under-temp"] "プリンターの温度が合いません。しばらく待ち、続くときは保守の担当に連絡してください。" "The printer is too hot or too cold. Wait, and call maintenance if it stays.";
    Paused true ["paused" "moving-to-paused" "stopped-partly" "printer-stopped" "printer-stopped-partly" "stopping" "deactivated" "hold-new-jobs"] "プリンターが止まっています（一時停止）。プリンターの「再開」を押してください。" "The printer is paused. Press “resume” on it.";
    Offline true ["offline" "shutdown" "service-off-line" "timed-out" "power-down" "hibernate"] "プリンターの電源か通信が切れています。電源とケーブルを確かめてください。" "The printer is off or not connected. Check power and cable.";
    Full true ["spool-area-full" "resources-are-not-ready"] "プリンターの準備ができていません。ほかの印刷が終わるのを待ってください。" "The printer is not ready. Wait for other jobs to finish.";
    Held true ["job-hold-until-specified" "job-held-on-create" "job-held-for-review" "job-held-for-authorization" "job-password-wait" "job-held-for-button-press" "job-suspended" "job-suspended-by-operator"] "印刷がプリンターで保留されています。プリンターの画面で「印刷」を選んでください。" "The job is held. Choose “print” on the printer's display.";
    Account true ["account-authorization-failed" "account-closed" "account-info-needed" "account-limit-reached" "conflicting-attributes"] "この端末からの印刷が認められていません。機器の管理者に連絡してください。" "Printing from here is not permitted. Call the administrator.";
    Unreadable false ["document-format-error" "unsupported-document-format" "compression-error" "unsupported-compression" "document-access-error" "unsupported-attributes-or-values" "document-unprintable-error" "cups-missing-filter"] "プリンターが PDF を読めませんでした。別のプリンターを選ぶか、PDF に保存して印刷してください。" "The printer could not read the PDF. Choose another, or save the PDF and print that.";
    Errors false ["job-completed-with-errors" "errors-detected" "aborted-by-system"] "プリンターが途中で失敗しました。出てきた紙を確かめてください。" "The printer failed on the way. Look at what came out.";
    ByPerson false ["job-canceled-by-user" "job-canceled-by-operator" "job-canceled-at-device" "processing-to-stop-point"] "印刷が取り消されました。出てきた紙を確かめてください。" "The job was cancelled. Look at what came out.";
    Connecting false ["connecting-to-device" "queued-in-device"] "プリンターにつなぎ直しています。長く続くときは、電源とケーブルを確かめてください。" "Connecting to the printer. If it takes long, check power and cable.";
    PaperLow false ["media-low"] "用紙が残り少なくなっています。補充してください。" "Paper is low. Add some.";
    TonerLow false ["toner-low" "marker-supply-low" "developer-low" "opc-near-eol"] "トナー（インク）が残り少なくなっています。交換の用意をしてください。" "Toner or ink is low. Have a new one ready.";
    TrayAlmostFull false ["output-area-almost-full" "marker-waste-almost-full"] "排紙トレイがもうすぐいっぱいです。紙を取り出してください。" "The output is almost full. Take the paper out.";
}

/// Reasons that say that all goes well.
const QUIET: [&str; 13] = [
    "none",
    "job-incoming",
    "job-data-insufficient",
    "job-outgoing",
    "job-queued",
    "job-queued-for-marker",
    "job-transforming",
    "job-interpreting",
    "job-printing",
    "job-spooling",
    "job-completed-successfully",
    "job-completed-with-warnings",
    "warnings-detected",
];

impl Trouble {
    /// What a reason says; `None` when it is none to mention.
    ///
    /// The endings `-error`, `-warning` and `-report` are not looked at: an empty tray is a "report" while the printer
    /// idles and a "warning" while it waits for paper (measured).
    pub fn read(reason: &str) -> Option<Self> {
        let keyword = ["-error", "-warning", "-report"].iter().find_map(|end| reason.strip_suffix(end));
        // Some keywords end so by themselves: document-format-error.
        if let Some(trouble) = Self::known(reason).or_else(|| Self::known(keyword.unwrap_or(reason))) {
            return Some(trouble);
        }
        let keyword = keyword.unwrap_or(reason);
        if QUIET.contains(&keyword) || keyword.is_empty() {
            return None;
        }
        // What comes from outside is shown only where it looks like a keyword.
        let plain: String = keyword
            .chars()
            .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_'))
            .take(60)
            .collect();
        (plain.len() == keyword.len()).then_some(Trouble::Other(plain))
    }

    /// Those of many reasons, each once, what stops first.
    pub fn read_all<'r>(reasons: impl IntoIterator<Item = &'r String>) -> Vec<Self> {
        let mut troubles: Vec<_> = reasons.into_iter().filter_map(|reason| Self::read(reason)).collect();
        troubles.sort_by_key(|trouble| (!trouble.stops(), trouble.clone()));
        troubles.dedup();
        troubles.truncate(8);
        troubles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_reason_does_not_matter() {
        for reason in ["media-empty", "media-empty-report", "media-empty-warning", "media-empty-error"] {
            assert_eq!(Trouble::read(reason), Some(Trouble::PaperEmpty), "{reason}");
        }
        assert_eq!(Trouble::read("document-format-error"), Some(Trouble::Unreadable));
        assert_eq!(Trouble::read("toner-low-error"), Some(Trouble::TonerLow));
        assert!(!Trouble::TonerLow.stops() && Trouble::PaperJam.stops());
    }

    #[test]
    fn what_is_unknown_is_shown_where_it_is_a_word_and_never_stops() {
        assert_eq!(Trouble::read("none"), None);
        assert_eq!(Trouble::read("job-printing"), None);
        let other = Trouble::read("com.example-staples-low-warning");
        assert_eq!(other, Some(Trouble::Other("com.example-staples-low".into())));
        assert!(!other.is_some_and(|other| other.stops()));
        for garbage in ["", "-error", "\u{1b}[2J", "見本 太郎", &"a".repeat(5000)] {
            assert_eq!(Trouble::read(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn every_trouble_says_what_to_do() {
        for trouble in Trouble::KNOWN {
            assert!(trouble.sentence(Lang::Ja).contains("ください。"), "{trouble:?}");
            assert!(
                trouble.sentence(Lang::En).ends_with('.') && trouble.sentence(Lang::En).is_ascii()
                    || trouble.sentence(Lang::En).contains('“')
            );
        }
    }
}
