//! The guide's own words. What comes from definitions is already in the reader's language.

use kakanai_domain::Lang;
use kakanai_domain::procedure::{Agent, Level};

/// The guide's own words in one language.
#[derive(Debug)]
pub struct GuideWords {
    /// Title of the paper.
    pub title: &'static str,
    /// Before the reception number.
    pub receipt: &'static str,
    /// After the title on further pages.
    pub continued: &'static str,
    /// What to do with the paper.
    pub how: &'static str,
    /// Around the number of a counter in the order of visiting. Not the number alone: counters have their own.
    pub stop: (&'static str, &'static str),
    /// Before a time limit that has no words of its own.
    pub due: &'static str,
    /// Before the persons concerned.
    pub who: &'static str,
    /// Before the reason.
    pub why: &'static str,
    /// Before the papers that are handed in.
    pub papers: &'static str,
    /// Before the things that are needed at a counter.
    pub bring: &'static str,
    /// Heading: what happens by itself.
    pub automatic: &'static str,
    /// Heading: elsewhere, or good to know.
    pub information: &'static str,
    /// Heading: what was not asked.
    pub advice: &'static str,
    /// Heading: what is not needed.
    pub not_needed: &'static str,
    /// Before the soonest of all last days.
    pub soonest: &'static str,
    /// Heading of the symbols, for those at the counters.
    pub codes: &'static str,
    /// When there is no counter to go to.
    pub nothing: &'static str,
    /// Between items of a list.
    pub comma: &'static str,
    /// Between a heading and its words.
    pub colon: &'static str,
    /// Around an addition.
    pub brackets: (&'static str, &'static str),
    levels: [&'static str; 4],
    agents: [&'static str; 4],
}

const JA: GuideWords = GuideWords {
    title: "手続のご案内",
    receipt: "受付番号",
    continued: "（つづき）",
    how: "上から順に窓口をまわってください。終わった手続には、□に印をつけてください。",
    stop: ("", "か所目"),
    due: "期限",
    who: "対象",
    why: "理由",
    papers: "提出する書類",
    bring: "この窓口で必要なもの",
    automatic: "手続は不要です（自動で行われます）",
    information: "ほかの機関での手続・お知らせ",
    advice: "次に当てはまる方は、窓口でお申し出ください",
    not_needed: "今回は必要ないと判定したもの",
    soonest: "いちばん早い期限",
    codes: "窓口の職員用（番号は回る順）",
    nothing: "窓口での手続はありません。",
    comma: "、",
    colon: "：",
    brackets: ("（", "）"),
    levels: ["必須", "要申請", "任意", "職員確認"],
    agents: [
        "代理の方だけで手続できます。",
        "代理の方は、ご本人が書いた委任状が必要です。",
        "代理の方の場合は、ご本人に照会書を郵送します。後日もう一度お越しください。",
        "ご本人だけが手続できます。代理の方はできません。",
    ],
};

const EN: GuideWords = GuideWords {
    title: "Your procedures",
    receipt: "Reception no.",
    continued: " (continued)",
    how: "Please visit the counters in this order. Tick each box when you are done.",
    stop: ("Stop ", ""),
    due: "Due",
    who: "For",
    why: "Why",
    papers: "Papers to hand in",
    bring: "What you need at this counter",
    automatic: "Nothing to do: this happens by itself",
    information: "At other offices, and good to know",
    advice: "Please tell us at a counter if this applies to you",
    not_needed: "Not needed this time",
    soonest: "Earliest due date",
    codes: "For the staff at the counters",
    nothing: "There is no counter you have to go to.",
    comma: ", ",
    colon: ": ",
    brackets: (" (", ")"),
    levels: ["Required", "Apply", "Optional", "Staff will check"],
    agents: [
        "An agent can do this alone.",
        "An agent needs a letter of attorney written by the person concerned.",
        "For an agent, the office writes to the person concerned first. Please come a second time.",
        "Only the person concerned can do this, not an agent.",
    ],
};

impl GuideWords {
    /// The words in a language; English where there are none.
    pub fn of(lang: Lang) -> &'static GuideWords {
        match lang {
            Lang::Ja => &JA,
            Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => &EN,
        }
    }

    /// How much a procedure is needed; `None` where the staff have to find out.
    pub fn level(&self, level: Option<Level>) -> &'static str {
        let [required, apply, optional, staff] = self.levels;
        match level {
            Some(Level::Required) => required,
            Some(Level::Apply) => apply,
            Some(Level::Optional) => optional,
            // Automatic and information stand in lists of their own, without a label.
            Some(Level::Automatic | Level::Information) => "",
            Some(Level::Staff) | None => staff,
        }
    }

    /// What an agent needs.
    pub fn agent(&self, agent: Agent) -> &'static str {
        let [free, letter, inquiry, in_person] = self.agents;
        match agent {
            Agent::Free => free,
            Agent::Letter => letter,
            Agent::Inquiry => inquiry,
            Agent::InPerson => in_person,
        }
    }
}
