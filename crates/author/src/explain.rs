//! `explain`: what is asked, what is needed, what is not, and why.

use kakanai_definition::Scenario;
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::guide::{Advice, Guide, Task};
use kakanai_domain::procedure::Level;
use kakanai_domain::session::SlotName;
use kakanai_domain::why::{Calling, why_asked};
use kakanai_domain::words::{answer_words, called, date_words};
use kakanai_domain::{Answer, Answers, Catalog, Interview, Lang, Member, Slot, advise, fill, settle};

use crate::command::Visit;
use crate::loading::{Said, with_editions};
use crate::scenarios::unknown;

/// Explains what the definitions make of the answers of a scenario.
pub fn explain(visit: &Visit) -> Said {
    with_scenario(visit, |catalog, scenario| Said::good(Explainer::new(catalog, scenario, visit.lang).text()))
}

/// Finds the scenario of a visit, and hands it on with what is in force on the day; event and day may be others than its
/// own.
pub(crate) fn with_scenario(visit: &Visit, then: impl FnOnce(&Catalog, &Scenario) -> Said) -> Said {
    with_editions(&visit.forms, |editions, scenarios| {
        let Some(scenario) = scenarios.iter().find(|scenario| scenario.name == visit.scenario) else {
            return Said::bad(unknown(&visit.scenario, scenarios));
        };
        let today = visit.on.unwrap_or(scenario.today);
        let catalog = editions.on(today);
        let Some(event) = catalog.events.find(&visit.event) else {
            return Said::bad(unknown_event(catalog, &visit.event));
        };
        let only = scenario.only.clone().filter(|_| event == scenario.event);
        let scenario = Scenario { event, today, only, ..scenario.clone() };
        then(&scenario.narrowed(catalog), &scenario)
    })
}

// A day of birth decides twenty procedures; nobody reads twenty lines for each of seven people.
const MOST_REASONS: usize = 5;

struct Explainer<'a> {
    catalog: &'a Catalog,
    scenario: &'a Scenario,
    lang: Lang,
    interview: Interview,
    guide: Guide,
    sheets: Vec<FilledSheet>,
}

impl<'a> Explainer<'a> {
    fn new(catalog: &'a Catalog, scenario: &'a Scenario, lang: Lang) -> Self {
        let Scenario { event, today, .. } = *scenario;
        let interview = settle(catalog, event, &scenario.answers, today);
        let guide = advise(catalog, event, &interview, today, lang);
        let sheets = fill(catalog, event, &interview, today);
        Self { catalog, scenario, lang, interview, guide, sheets }
    }

    fn say<'w>(&self, ja: &'w str, en: &'w str) -> &'w str {
        if self.lang == Lang::Ja { ja } else { en }
    }

    fn text(&self) -> String {
        let Scenario { name, title, today, .. } = self.scenario;
        let mut text = format!("{name} {title}\n{} {}\n", self.guide.event, date_words(*today, self.lang));
        text.push_str(&self.asked());
        text.push_str(&self.needed());
        text.push_str(&self.not_needed());
        text.push_str(&self.pages());
        text
    }

    fn heading(&self, ja: &str, en: &str) -> String {
        format!("\n■ {}\n", self.say(ja, en))
    }

    fn asked(&self) -> String {
        let mut text = self.heading("聞くこと（順番どおり）", "What is asked, in order");
        for (number, slot) in (1..).zip(&self.interview.asked) {
            text.push_str(&format!("{number}. {}\n", self.question(*slot)));
            text.push_str(&self.reasons(*slot));
        }
        if !self.interview.wanted.is_empty() {
            text.push_str(&self.heading("まだ聞いていないこと", "Not answered yet"));
        }
        for slot in &self.interview.wanted {
            text.push_str(&format!("・{}\n", self.question(*slot)));
            text.push_str(&self.reasons(*slot));
        }
        let ignored = self.scenario.answers.iter().filter(|(slot, _)| !self.interview.asked.contains(slot));
        let ignored = ignored.map(|(slot, _)| SlotName::of(self.catalog, slot).0).collect::<Vec<_>>();
        if !ignored.is_empty() {
            text.push_str(&self.heading("聞かないので使わない回答", "Answers that nobody asked for"));
            text.push_str(&format!("{}\n", ignored.join(" ")));
        }
        text
    }

    fn question(&self, slot: Slot) -> String {
        let Self { catalog, lang, .. } = *self;
        let label = match slot {
            Slot::Roster(list) => catalog.lists[list].label.get(lang),
            Slot::Visit(item) | Slot::Of(_, item) => catalog.items[item].label.get(lang),
        };
        let who = match slot {
            Slot::Of(member, item) => catalog.items[item].of.map(|list| self.called(list, member)),
            Slot::Roster(_) | Slot::Visit(_) => None,
        };
        let who = who.map(|who| format!("{who}{}", self.say("の", ": "))).unwrap_or_default();
        let name = SlotName::of(catalog, slot).0;
        format!("{who}{label} [{name}]{}", self.answer(slot))
    }

    fn answer(&self, slot: Slot) -> String {
        let facts = &self.interview.facts;
        let words = match self.scenario.answers.get(slot) {
            Some(Answer::Members(members)) => members.len().to_string(),
            Some(answer) if facts.has(self.catalog, slot) => {
                answer_words(self.catalog, facts, self.scenario.today, slot, answer, self.lang)
            }
            Some(_) | None => return String::new(),
        };
        format!(" → {words}")
    }

    fn called(&self, list: kakanai_domain::Id<kakanai_domain::item::List>, member: Member) -> String {
        let facts = &self.interview.facts;
        called(self.catalog, facts, self.scenario.today, list, member, self.lang, Calling::Name)
    }

    fn reasons(&self, slot: Slot) -> String {
        let Scenario { event, today, ref answers, .. } = *self.scenario;
        let answers: &Answers = answers;
        let reasons = why_asked(self.catalog, event, answers, today, slot, self.lang);
        let mut text = String::new();
        for reason in reasons.iter().take(MOST_REASONS) {
            text.push_str(&format!("     {reason}\n"));
        }
        match reasons.len().saturating_sub(MOST_REASONS) {
            0 => {}
            more if self.lang == Lang::Ja => text.push_str(&format!("     ほか {more} 件\n")),
            more => text.push_str(&format!("     and {more} more\n")),
        }
        text
    }

    fn needed(&self) -> String {
        let mut text = self.heading("必要な手続", "What is needed");
        for stop in &self.guide.stops {
            text.push_str(&format!(
                "【{}】\n",
                self.catalog.office.counters[stop.counter].label.get(self.lang)
            ));
            stop.tasks.iter().for_each(|task| text.push_str(&self.task(task)));
            let things =
                stop.bring.iter().map(|thing| self.catalog.office.things[*thing].label.get(self.lang));
            let things = things.collect::<Vec<_>>().join(self.say("、", ", "));
            if !things.is_empty() {
                text.push_str(&format!("  {}: {things}\n", self.say("持ち物", "Bring")));
            }
        }
        for (ja, en, tasks) in [
            ("手続不要（自動）", "Done by itself", &self.guide.automatic),
            ("案内", "Good to know", &self.guide.information),
        ] {
            if !tasks.is_empty() {
                text.push_str(&self.heading(ja, en));
                tasks.iter().for_each(|task| text.push_str(&self.task(task)));
            }
        }
        text
    }

    fn task(&self, task: &Task) -> String {
        let catalog = self.catalog;
        let procedure = &catalog.procedures[task.procedure];
        let (name, title) = (catalog.procedures.name(task.procedure), procedure.title.get(self.lang));
        let level = level_words(task.level, self.lang);
        let mut text = format!("・{title} [{name}] {level}\n");
        if !task.who.is_empty() {
            text.push_str(&format!("     {}\n", task.who.join(self.say("、", ", "))));
        }
        text.push_str(&format!("     {}: {}\n", self.say("なぜ", "Why"), task.reason));
        if !procedure.law.is_empty() {
            text.push_str(&format!("     {}: {}\n", self.say("根拠", "Law"), procedure.law));
        }
        for due in &task.due {
            let label = due.label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
            text.push_str(&format!("     {}: {label}{}\n", self.say("期限", "Due"), due.words));
        }
        let sheets = task.sheets.iter().map(|sheet| &*catalog.sheets[*sheet].title).collect::<Vec<_>>();
        if !sheets.is_empty() {
            text.push_str(&format!("     {}: {}\n", self.say("様式", "Papers"), sheets.join("、")));
        }
        text
    }

    fn not_needed(&self) -> String {
        let mut text = String::new();
        for (ja, en, entries) in [
            ("聞いていないので「…の方は」と案内すること", "Not asked: advice", &self.guide.advice),
            ("必要でない手続", "What is not needed", &self.guide.not_needed),
        ] {
            if !entries.is_empty() {
                text.push_str(&self.heading(ja, en));
                entries.iter().for_each(|advice| text.push_str(&self.advice(advice)));
            }
        }
        text
    }

    fn advice(&self, advice: &Advice) -> String {
        let procedures = &self.catalog.procedures;
        let title = procedures[advice.procedure].title.get(self.lang);
        let who = advice.who.join(self.say("、", ", "));
        let who = if who.is_empty() { who } else { format!("（{who}）") };
        format!("・{title} [{}]{who}\n     {}\n", procedures.name(advice.procedure), advice.reason)
    }

    fn pages(&self) -> String {
        let mut text = self.heading("印刷する様式", "Printed pages");
        for page in &self.sheets {
            let (name, sheet) = (self.catalog.sheets.name(page.sheet), &self.catalog.sheets[page.sheet]);
            let who = match (page.member, sheet.for_each) {
                (Some(member), Some(list)) => format!(" {}", self.called(list, member)),
                (Some(_) | None, _) => String::new(),
            };
            text.push_str(&format!("・{} [{name}]{who} {}/{}\n", sheet.title, page.page, page.pages));
        }
        text
    }
}

/// That there is no event of a name, and which there are.
pub(crate) fn unknown_event(catalog: &Catalog, name: &str) -> String {
    let known = catalog.events.ids().map(|id| catalog.events.name(id)).collect::<Vec<_>>().join(" ");
    format!(
        "ライフイベント「{name}」はありません。あるのは: {known}\nthere is no event \"{name}\"; there are: {known}\n"
    )
}

/// How much something is needed, in words; without a level, that the staff decide whether it is.
pub(crate) fn level_words(level: Option<Level>, lang: Lang) -> &'static str {
    let (ja, en) = match level {
        Some(Level::Required) => ("必須", "required"),
        Some(Level::Apply) => ("要申請", "on application"),
        Some(Level::Optional) => ("任意", "optional"),
        Some(Level::Staff) => ("職員が確認", "staff decide"),
        Some(Level::Automatic) => ("手続不要（自動）", "automatic"),
        Some(Level::Information) => ("案内", "information"),
        None => ("職員に確認", "ask the staff"),
    };
    if lang == Lang::Ja { ja } else { en }
}
