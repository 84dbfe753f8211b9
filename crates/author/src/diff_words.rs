//! A comparison as an author reads it.

use kakanai_definition::{About, Change, Comparison, Group, Household, Kind, OTHER_TEXT, Side};
use kakanai_domain::item::List;
use kakanai_domain::procedure::{Agent, Level};
use kakanai_domain::session::{Said, SlotName};
use kakanai_domain::words::answer_words;
use kakanai_domain::{Catalog, Date, Id, Lang, Member, Slot, Text};

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
        let Comparison { tried, groups, not_all } = comparison;
        let events = &new.catalog.events;
        let mut text = format!("\n■ {} [{}]\n", self.text(&events[new.event].title), events.name(new.event));
        text.push_str(&if groups.is_empty() {
            self.tell(
                format!("どの世帯でも同じです（{tried} 世帯で試しました）。\n"),
                format!("the same for every household ({tried} were tried).\n"),
            )
        } else {
            self.tell(
                format!("{tried} 世帯で試しました。違いがあったのは:\n"),
                format!("{tried} households were tried. What is different:\n"),
            )
        });
        for (number, group) in (1..).zip(groups) {
            text.push_str(&self.group(sides, number, group, *tried));
        }
        if !not_all.is_empty() {
            let names = not_all.join(" ");
            text.push_str(&self.tell(
                format!("\n次の手続は組み合わせが多いので、小さい世帯から順に、途中まで試しました: {names}\n"),
                format!("\nthese procedures have too many combinations: small households were tried first, and not all: {names}\n"),
            ));
        }
        text
    }

    fn group(&self, sides: [Side<'_>; 2], number: u32, group: &Group, tried: usize) -> String {
        let mut text = String::from("\n");
        let mut lead = format!("{number}. ");
        for kind in &group.kinds {
            for line in self.changes(sides, &kind.changes) {
                text.push_str(&format!("{lead}{line}\n"));
                lead = "   ".to_owned();
            }
            let (many, example) = (self.many(kind.concerned), self.example(sides, kind, tried));
            text.push_str(&self.tell(
                format!("     {many}。たとえば: {example}\n"),
                format!("     {many}; for example: {example}\n"),
            ));
        }
        if !group.along.is_empty() {
            text.push_str(self.say("   これにともなって:\n", "   Along with that:\n"));
        }
        let mut sheets: Vec<&str> = Vec::new();
        for (change, concerned) in &group.along {
            let (line, many) = if let About::Box(sheet, _) = &change.about {
                if sheets.contains(&&**sheet) {
                    continue;
                }
                sheets.push(sheet);
                let all = group.along.iter().filter(|(other, _)| other.is_box_of(sheet)).map(|(_, of)| *of);
                let (least, most) =
                    all.fold((*concerned, 0), |(least, most), of| (least.min(of), most.max(of)));
                let many = self.many(most);
                let at_most = || self.tell(format!("最大 {many}"), format!("at most {many}"));
                let changes = group.along.iter().map(|(change, _)| change.clone()).collect::<Vec<_>>();
                let line = self.boxes(sides, sheet, &changes).unwrap_or_default();
                (line, if least == most { many } else { at_most() })
            } else {
                (self.change(sides, change), self.many(*concerned))
            };
            text.push_str(&self.tell(format!("   ・{line}（{many}）\n"), format!("   - {line} ({many})\n")));
        }
        text
    }

    fn quoted(&self, words: &str) -> String {
        self.tell(format!("「{words}」"), format!("\"{words}\""))
    }

    fn many(&self, households: usize) -> String {
        let one = if households == 1 { "household" } else { "households" };
        self.tell(format!("{households} 世帯"), format!("{households} {one}"))
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
                    self.say(" の期限", ", due"),
                    day(was),
                    day(is)
                )
            }
            About::Counter(name) => {
                format!("{}{}: {was} → {is}", self.procedure(sides, name), self.say(" の窓口", ", counter"))
            }
            About::Agent(name) => {
                let agent = |code: &str| self.agent(code);
                let about = self.say(" に代理人が要るもの", ", for an agent");
                format!("{}{about}: {} → {}", self.procedure(sides, name), agent(was), agent(is))
            }
            About::Guide(name) => {
                let about = self.say(" の案内票の言葉", ", words on the guide");
                format!("{}{about}: {} → {}", self.procedure(sides, name), self.quoted(was), self.quoted(is))
            }
            About::Thing(name) => {
                let label = find(sides, |catalog| {
                    catalog.office.things.find(name).map(|id| self.text(&catalog.office.things[id].label))
                });
                let words = format!("{} → {}", self.quoted(was), self.quoted(is));
                let how = pair(["要る", "要らない"], ["needed", "not needed"], (&words, &words));
                format!("{}{} [{name}]: {how}", self.say("持ち物", "Bring "), self.quoted(&label))
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
                format!("{}{} [{name}]: {how}", self.say("質問", "Question "), self.quoted(&label))
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
        format!("{}{} [{name}]", self.say("様式", "Sheet "), self.quoted(&title))
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
            Some(words) => self.quoted(words),
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
                Some(format!("{about}{} {cell}: {how}", self.say(" の欄", ", box")))
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
                    self.say(" で書くものが変わる欄", ", boxes that show something else")
                ))
            }
        }
    }

    fn outcome(&self, word: &str) -> String {
        let level = Level::ALL.into_iter().find(|level| level.code() == word);
        match (level, word) {
            (Some(level), _) => level_words(Some(level), self.lang).to_owned(),
            (None, "") => self.say("必要でない", "not needed").to_owned(),
            (None, "ask_staff") => self.say("わからないので職員に確認", "unknown: ask the staff").to_owned(),
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

    /// The answers that decide, in words, by whom they are about.
    fn example(&self, sides: [Side<'_>; 2], kind: &Kind, tried: usize) -> String {
        if kind.decisive.is_empty() {
            return if kind.concerned == tried {
                self.say("どの世帯でも", "any household").to_owned()
            } else {
                self.say(
                    "答えを1つだけ変えても同じになる世帯",
                    "one that stays so whichever answer is changed",
                )
                .to_owned()
            };
        }
        let mut about: Vec<(String, Vec<String>)> = Vec::new();
        for name in &kind.decisive {
            let Some((whose, said)) = self.said(sides, &kind.example, name) else { continue };
            match about.iter_mut().find(|(known, _)| *known == whose) {
                Some((_, all)) => all.push(said),
                None => about.push((whose, vec![said])),
            }
        }
        let mark = self.say("、", ", ");
        let about = about.into_iter().map(|(whose, said)| match (whose.as_str(), said.join(mark)) {
            ("", said) => said,
            (whose, said) => self.tell(format!("{whose}（{said}）"), format!("{whose} ({said})")),
        });
        about.collect::<Vec<_>>().join(mark)
    }

    /// Whom an answer is about, and the answer.
    fn said(&self, sides: [Side<'_>; 2], household: &Household, name: &SlotName) -> Option<(String, String)> {
        let [old, new] = sides;
        let (side, slot) =
            [new, old].into_iter().find_map(|side| Some((side, name.resolve(side.catalog)?)))?;
        let catalog = side.catalog;
        let list = |list: Id<List>| self.text(&catalog.lists[list].label);
        let (whose, label) = match slot {
            Slot::Roster(of) => (String::new(), list(of)),
            Slot::Visit(item) => (String::new(), self.text(&catalog.items[item].label)),
            Slot::Of(Member(number), item) => {
                let of = catalog.items[item].of.map(list).unwrap_or_default();
                (format!("{of} {number}"), self.text(&catalog.items[item].label))
            }
        };
        let said = household.get(name)?;
        let words = match said {
            Said::Members(members) => members.len().to_string(),
            Said::Member(number) => {
                let of =
                    slot.item().and_then(|item| catalog.items[item].role()).map(|role| list(role.list()));
                format!("{} {number}", of.unwrap_or_default())
            }
            // Where it is does not matter, but for what is said of it.
            Said::Address(address) => {
                let parts = [&address.prefecture, &address.city, &address.town].map(String::as_str);
                let said = parts.into_iter().filter(|part| *part != OTHER_TEXT).collect::<String>();
                if said.is_empty() { self.say("ほかの所", "another place").to_owned() } else { said }
            }
            Said::Unknown
            | Said::YesNo(_)
            | Said::Choice(_)
            | Said::Choices(_)
            | Said::Number(_)
            | Said::Money(_)
            | Said::Date(_)
            | Said::Name(_)
            | Said::Phone(_)
            | Said::Text(_)
            | Said::PostalCode(_) => {
                let answer = said.resolve(catalog, slot)?;
                let facts = side.settle(household).facts;
                answer_words(catalog, &facts, side.today, slot, &answer, self.lang)
            }
        };
        Some((whose, format!("{label}{}{words}", self.say("＝", " = "))))
    }
}

/// What the new side, or else the old one, has.
fn find<T: Default>(sides: [Side<'_>; 2], of: impl Fn(&Catalog) -> Option<T>) -> T {
    let [old, new] = sides;
    of(new.catalog).or_else(|| of(old.catalog)).unwrap_or_default()
}
