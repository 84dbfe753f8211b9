//! A comparison as an author reads it.

use kakanai_definition::{About, Change, Comparison, Household, Kind, Side};
use kakanai_domain::procedure::{Agent, Level};
use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::words::answer_words;
use kakanai_domain::{Answer, Answers, Catalog, Date, Lang, Member, Slot, Text, settle};

use crate::explain::level_words;

/// Boxes of one sheet that are named; of more only their number is said.
const MOST_BOXES: usize = 8;

/// Says what is different between two sides.
pub(crate) struct Teller<'a> {
    /// What the two sides are called.
    pub names: [&'a str; 2],
    /// The day on which ages are counted.
    pub today: Date,
    pub lang: Lang,
}

impl Teller<'_> {
    fn say<'w>(&self, ja: &'w str, en: &'w str) -> &'w str {
        if self.lang == Lang::Ja { ja } else { en }
    }

    fn tell(&self, ja: String, en: String) -> String {
        if self.lang == Lang::Ja { ja } else { en }
    }

    /// What is compared.
    pub fn head(&self) -> String {
        let ([old, new], today) = (self.names, self.today);
        self.tell(
            format!("{old} → {new}（年齢や日数は {today} で数えます）\n"),
            format!("{old} -> {new} (ages and days are counted on {today})\n"),
        )
    }

    /// An event that only one side has.
    pub fn one_sided(&self, name: &str, side: Option<Side<'_>>, is_new: bool) -> String {
        let title = side.map(|side| self.text(&side.catalog.events[side.event].title)).unwrap_or_default();
        let what = if is_new {
            self.say("新しいライフイベントです。", "this event is new.")
        } else {
            self.say("なくなったライフイベントです。", "this event is gone.")
        };
        format!("\n■ {title} [{name}]\n{what}\n")
    }

    /// All that is different for the households of an event.
    pub fn event(&self, sides: [Side<'_>; 2], comparison: &Comparison) -> String {
        let [_, new] = sides;
        let Comparison { tried, kinds, not_all } = comparison;
        let events = &new.catalog.events;
        let mut text = format!("\n■ {} [{}]\n", self.text(&events[new.event].title), events.name(new.event));
        if kinds.is_empty() {
            text.push_str(&self.tell(
                format!("どの世帯でも同じです（{tried} 世帯で試しました）。\n"),
                format!("the same for every household ({tried} were tried).\n"),
            ));
        }
        for (number, kind) in (1..).zip(kinds) {
            let concerned = kind.concerned;
            text.push_str(&self.tell(
                format!("\n{number}. 試した {tried} 世帯のうち {concerned} 世帯で変わること\n"),
                format!("\n{number}. For {concerned} of the {tried} households tried\n"),
            ));
            for line in self.changes(sides, &kind.changes) {
                text.push_str(&format!("   ・{line}\n"));
            }
            let example = self.example(sides, kind, *tried);
            text.push_str(&format!("   {}{example}\n", self.say("たとえば: ", "For example: ")));
        }
        if !not_all.is_empty() {
            let names = not_all.join(" ");
            text.push_str(&self.tell(
                format!("\n組み合わせが多すぎて、試しきれなかった手続: {names}\n"),
                format!("\nprocedures with too many combinations to try them all: {names}\n"),
            ));
        }
        text
    }

    fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// One line for each difference, and one for all boxes of a sheet.
    fn changes(&self, sides: [Side<'_>; 2], changes: &[Change]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut sheet_before = None;
        for change in changes {
            if let About::Box(sheet, _) = &change.about {
                if sheet_before != Some(sheet) {
                    lines.extend(self.boxes(sides, sheet, changes));
                }
                sheet_before = Some(sheet);
                continue;
            }
            lines.push(self.change(sides, change));
        }
        lines
    }

    fn change(&self, sides: [Side<'_>; 2], change: &Change) -> String {
        let Change { about, was, is } = change;
        let [was_there, is_there] = [was, is].map(Option::is_some);
        let pair = |ja: [&str; 2], en: [&str; 2], words: (&str, &str)| {
            let [yes, no] = if self.lang == Lang::Ja { ja } else { en };
            let word = |there| if there { yes } else { no };
            if was_there && is_there {
                self.say(words.0, words.1).to_owned()
            } else {
                format!("{} → {}", word(was_there), word(is_there))
            }
        };
        let [was, is] = [was, is].map(|side| side.as_deref().unwrap_or_default());
        match about {
            About::Procedure(name) => {
                let outcome = |word: &str| self.outcome(word);
                format!("{}: {} → {}", self.procedure(sides, name), outcome(was), outcome(is))
            }
            About::Due(name) => {
                let day = |words: &str| {
                    if words.is_empty() { self.say("なし", "none").to_owned() } else { words.to_owned() }
                };
                format!(
                    "{}{}: {} → {}",
                    self.procedure(sides, name),
                    self.say("の期限", ", due"),
                    day(was),
                    day(is)
                )
            }
            About::Counter(name) => {
                format!("{}{}: {was} → {is}", self.procedure(sides, name), self.say("の窓口", ", counter"))
            }
            About::Agent(name) => {
                let agent = |code: &str| self.agent(code);
                let about = self.say("に代理人が要るもの", ", for an agent");
                format!("{}{about}: {} → {}", self.procedure(sides, name), agent(was), agent(is))
            }
            About::Guide(name) => {
                let about = self.say("の案内票の言葉", ", words on the guide");
                format!("{}{about}: 「{was}」→「{is}」", self.procedure(sides, name))
            }
            About::Thing(name) => {
                let label = find(sides, |catalog| {
                    catalog.office.things.find(name).map(|id| self.text(&catalog.office.things[id].label))
                });
                let words = format!("「{was}」→「{is}」");
                let how = pair(["要る", "要らない"], ["needed", "not needed"], (&words, &words));
                format!("{}「{label}」[{name}]: {how}", self.say("持ち物", "Bring "))
            }
            About::Sheet(name) => {
                let how = pair(
                    ["印刷する", "印刷しない"],
                    ["printed", "not printed"],
                    (
                        "体裁（印刷してある言葉や欄の位置）が変わる",
                        "it looks otherwise: its words, or where its boxes are",
                    ),
                );
                format!("{}: {how}", self.sheet(sides, name))
            }
            About::Question(name) => {
                let label = find(sides, |catalog| self.asked(catalog, name));
                let how = pair(
                    ["聞く", "聞かない"],
                    ["asked", "not asked"],
                    ("聞き方（言葉や選択肢）が変わる", "it is asked in other words, or with other options"),
                );
                format!("{}「{label}」[{name}]: {how}", self.say("質問", "Question "))
            }
            About::Box(..) => String::new(),
        }
    }

    fn asked(&self, catalog: &Catalog, name: &str) -> Option<String> {
        let list = catalog.lists.find(name).map(|id| self.text(&catalog.lists[id].label));
        list.or_else(|| catalog.items.find(name).map(|id| self.text(&catalog.items[id].label)))
    }

    fn procedure(&self, sides: [Side<'_>; 2], name: &str) -> String {
        let title = find(sides, |catalog| {
            catalog.procedures.find(name).map(|id| self.text(&catalog.procedures[id].title))
        });
        format!("{title} [{name}]")
    }

    fn sheet(&self, sides: [Side<'_>; 2], name: &str) -> String {
        let title =
            find(sides, |catalog| catalog.sheets.find(name).map(|id| catalog.sheets[id].title.clone()));
        format!("{}「{title}」[{name}]", self.say("様式", "Sheet "))
    }

    fn boxes(&self, sides: [Side<'_>; 2], sheet: &str, changes: &[Change]) -> Option<String> {
        let mut cells: Vec<(&str, &Change)> = Vec::new();
        for change in changes {
            if let About::Box(of, cell) = &change.about
                && of == sheet
                && !cells.iter().any(|(known, _)| known == cell)
            {
                cells.push((cell, change));
            }
        }
        let about = self.sheet(sides, sheet);
        let filled = |words: &Option<String>| match words.as_deref() {
            None | Some("") => self.say("（空）", "(empty)").to_owned(),
            Some(words) => format!("「{words}」"),
        };
        match cells.as_slice() {
            [] => None,
            [(cell, change)] => {
                let (was, is) = (filled(&change.was), filled(&change.is));
                let how = if was == is {
                    self.say("書くものが変わる", "it shows something else").to_owned()
                } else {
                    format!("{was} → {is}")
                };
                Some(format!("{about}{} {cell}: {how}", self.say("の欄", ", box")))
            }
            cells => {
                let names =
                    cells.iter().take(MOST_BOXES).map(|(cell, _)| *cell).collect::<Vec<_>>().join("、");
                let more = cells.len().saturating_sub(MOST_BOXES);
                let more = match more {
                    0 => String::new(),
                    more => self.tell(format!(" ほか {more} 欄"), format!(" and {more} more")),
                };
                Some(format!(
                    "{about}{}: {names}{more}",
                    self.say("で書くものが変わる欄", ", boxes that show something else")
                ))
            }
        }
    }

    fn outcome(&self, word: &str) -> String {
        let level = Level::ALL.into_iter().find(|level| level.code() == word);
        match (level, word) {
            (Some(level), _) => level_words(Some(level), self.lang).to_owned(),
            (None, "") => self.say("必要でない", "not needed").to_owned(),
            (None, "ask_staff") => level_words(None, self.lang).to_owned(),
            (None, "advice") => self.say("「…の方は」と案内", "advice").to_owned(),
            (None, other) => other.to_owned(),
        }
    }

    fn agent(&self, code: &str) -> &'static str {
        let (ja, en) = match Agent::ALL.into_iter().find(|agent| agent.code() == code) {
            Some(Agent::Free) => ("何も要らない", "nothing"),
            Some(Agent::Letter) => ("委任状", "a letter of attorney"),
            Some(Agent::Inquiry) => ("照会書", "an inquiry by post"),
            Some(Agent::InPerson) => ("本人だけ", "only the person"),
            None => ("（代理人は来ていない）", "(no agent came)"),
        };
        if self.lang == Lang::Ja { ja } else { en }
    }

    /// The answers that decide, in words.
    fn example(&self, sides: [Side<'_>; 2], kind: &Kind, tried: usize) -> String {
        let said = kind.decisive.iter().filter_map(|name| self.said(sides, &kind.example, name));
        let said = said.collect::<Vec<_>>();
        if said.is_empty() {
            let all = kind.concerned == tried;
            return if all {
                self.say("どの世帯でも", "any household").to_owned()
            } else {
                self.say(
                    "答えの組み合わせによります（1つだけ変えても同じ）",
                    "many: no single answer decides",
                )
                .to_owned()
            };
        }
        said.join(self.say("、", ", "))
    }

    fn said(&self, sides: [Side<'_>; 2], household: &Household, name: &SlotName) -> Option<String> {
        let [old, new] = sides;
        let (side, slot) =
            [new, old].into_iter().find_map(|side| Some((side, name.resolve(side.catalog)?)))?;
        let catalog = side.catalog;
        let said = household.get(name)?;
        let label = match slot {
            Slot::Roster(list) => self.text(&catalog.lists[list].label),
            Slot::Visit(item) => self.text(&catalog.items[item].label),
            Slot::Of(Member(number), item) => {
                let list = catalog.items[item].of.map(|list| self.text(&catalog.lists[list].label));
                let label = self.text(&catalog.items[item].label);
                let list = list.unwrap_or_default();
                self.tell(format!("{list}（{number}）の{label}"), format!("{label} of {list} {number}"))
            }
        };
        let answers = answers(catalog, household);
        let words = match said {
            Said::Members(members) => members.len().to_string(),
            Said::Member(number) => number.to_string(),
            said => {
                let answer: Answer = said.resolve(catalog, slot)?;
                let facts = settle(catalog, side.event, &answers, side.today).facts;
                answer_words(catalog, &facts, side.today, slot, &answer, self.lang)
            }
        };
        Some(format!("{label}{}{words}", self.say("＝", " = ")))
    }
}

/// What the new side, or else the old one, has.
fn find<T: Default>(sides: [Side<'_>; 2], of: impl Fn(&Catalog) -> Option<T>) -> T {
    let [old, new] = sides;
    of(new.catalog).or_else(|| of(old.catalog)).unwrap_or_default()
}

fn answers(catalog: &Catalog, household: &Household) -> Answers {
    let said = household.iter().filter_map(|(name, said)| {
        let slot = name.resolve(catalog)?;
        Some((slot, said.resolve(catalog, slot)?))
    });
    said.collect()
}
