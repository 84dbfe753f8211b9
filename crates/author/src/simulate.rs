//! `simulate`: many households, run through the definitions, and what they have in common.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use kakanai_definition::read_folder;
use kakanai_definition::simulate::{Conditions, Draw, Example, Tally, Written, places};
use kakanai_domain::item::{Item, Kind};
use kakanai_domain::words::answer_words;
use kakanai_domain::{Answer, Catalog, Date, Id, Lang, Outcome, Replay, Slot};

use crate::explain::level_words;
use crate::loading::{Said, load, mend_first, today};

/// The rarest branches that are shown.
const RAREST: usize = 10;
/// Branches that were never taken, shown at most.
const NEVER: usize = 30;
/// Characters of a condition that are shown.
const WIDEST: usize = 90;

/// What is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The definitions.
    pub forms: PathBuf,
    /// Name of the event.
    pub event: String,
    /// How many households of each source.
    pub households: u64,
    /// Another number gives other households.
    pub seed: u64,
    /// The day of the visits.
    pub on: Option<Date>,
    /// The language of the report.
    pub lang: Lang,
}

/// Runs the households and tells what came.
pub fn simulate(trial: &Trial) -> Said {
    let (forms, sources) = match load(&trial.forms).and_then(|forms| {
        let sources = read_folder(&trial.forms).map_err(|error| error.to_string())?;
        Ok((forms, sources))
    }) {
        Ok(read) => read,
        Err(sentence) => return Said::bad(sentence),
    };
    let compiled = &forms.compiled;
    let day = trial.on.or_else(|| compiled.day_of_proof()).unwrap_or_else(today);
    let Some(catalog) = &compiled.catalog(day) else { return Said::bad(mend_first()) };
    let Some(event) = catalog.events.find(&trial.event) else {
        return Said::bad(crate::explain::unknown_event(catalog, &trial.event));
    };
    let mix = compiled.mixes.iter().find(|mix| mix.event == event);
    let conditions = Conditions::of(catalog, event);
    let everyday = Draw::from_mix(catalog, event, day, trial.seed, mix);
    let corners = Draw::from_cells(catalog, event, day, trial.seed);
    let report = Report {
        trial,
        catalog,
        folder: &forms.folder,
        mixed: mix.is_some(),
        tallies: [
            run(&everyday, &conditions, trial.households),
            run(&corners, &conditions, trial.households),
        ],
        draws: [everyday, corners],
        places: places(catalog, &sources, &conditions, day),
        conditions,
    };
    Said::good(report.text())
}

/// All households, on as many cores as there are.
fn run(draw: &Draw<'_>, conditions: &Conditions<'_>, households: u64) -> Tally {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let shares: Vec<Range<u64>> =
        (0..cores).map(|core| (households * core / cores)..(households * (core + 1) / cores)).collect();
    std::thread::scope(|scope| {
        let running: Vec<_> =
            shares.into_iter().map(|share| scope.spawn(|| Tally::of(draw, conditions, share))).collect();
        let tallies = running.into_iter().map(|share| match share.join() {
            Ok(tally) => tally,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        tallies.fold(Tally::default(), |all, tally| all.and(&tally))
    })
}

struct Report<'a> {
    trial: &'a Trial,
    catalog: &'a Catalog,
    folder: &'a str,
    mixed: bool,
    /// Everyday households, and corners.
    draws: [Draw<'a>; 2],
    tallies: [Tally; 2],
    conditions: Conditions<'a>,
    places: Vec<Option<Written>>,
}

/// A branch: the number of the part, which way it turned out, and how often in everyday households and in corners.
struct Branch {
    part: usize,
    way: usize,
    households: [u64; 2],
    example: Option<(usize, Example)>,
}

impl<'a> Report<'a> {
    fn say<'w>(&self, ja: &'w str, en: &'w str) -> &'w str {
        if self.trial.lang == Lang::Ja { ja } else { en }
    }

    fn text(&self) -> String {
        let [everyday, corners] = &self.draws;
        let catalog = self.catalog;
        let title = catalog.events[everyday.event()].title.get(self.trial.lang);
        let n = self.trial.households;
        let source = match (self.mixed, self.trial.lang) {
            (true, Lang::Ja) => "mixes の割合",
            (false, Lang::Ja) => "mixes にこのイベントのものがないので、項目の種類から",
            (true, _) => "as mixes says",
            (false, _) => "by the types of the items, as there is no mix of this event",
        };
        let (day, seed) = (everyday.today(), self.trial.seed);
        let mut text = if self.trial.lang == Lang::Ja {
            format!(
                "{title} [{}] に来る世帯を作って、すべて聞き終わるまで試しました（{day} の来庁、種 {seed}）。\n\
                 ・ふだんの世帯 {n}: {source}\n・すみずみの世帯 {n}: 条件が区別する答えを、どれも同じ割合で\n",
                self.trial.event
            )
        } else {
            format!(
                "{title} [{}]: households were made up and interviewed to the end (visits on {day}, seed {seed}).\n\
                 - {n} everyday households: {source}\n- {n} corner cases: every answer that conditions tell apart, equally often\n",
                self.trial.event
            )
        };
        debug_assert_eq!(corners.today(), day, "both on one day");
        text.push_str(&self.questions());
        text.push_str(&self.procedures());
        text.push_str(&self.sheets());
        text.push_str(&self.branches());
        text
    }

    fn heading(&self, ja: &str, en: &str) -> String {
        format!("\n■ {}\n", self.say(ja, en))
    }

    /// The name of a source.
    fn source(&self, which: usize) -> &'static str {
        match (which, self.trial.lang) {
            (0, Lang::Ja) => "ふだん",
            (_, Lang::Ja) => "すみずみ",
            (0, _) => "everyday",
            (_, _) => "corners",
        }
    }

    fn questions(&self) -> String {
        let mut text = self.heading("1世帯が答える質問の数", "Questions that a household answers");
        for (which, tally) in self.tallies.iter().enumerate() {
            let spread = Spread(&tally.questions);
            let (mean, median, most) = (spread.mean(), spread.at(50), spread.at(100));
            let ninety = spread.at(90);
            let name = self.source(which);
            text.push_str(&if self.trial.lang == Lang::Ja {
                format!("{name}: 平均 {mean:.1}、半分の世帯は {median} 以下、9割の世帯は {ninety} 以下、最多 {most}\n")
            } else {
                format!("{name}: mean {mean:.1}, half of them up to {median}, 90% up to {ninety}, most {most}\n")
            });
            if let Some(most) = tally.most {
                let words = self.household(which, most, &self.rosters());
                text.push_str(&format!("  {}: {words}\n", self.say("最多の世帯", "the one with most")));
            }
            let stuck = tally.households - tally.complete;
            if stuck > 0 {
                text.push_str(&format!(
                    "  {}: {stuck}\n",
                    self.say("聞き終わらなかった世帯", "not at an end")
                ));
            }
        }
        text
    }

    /// What everybody is entered with.
    fn rosters(&self) -> BTreeSet<Id<Item>> {
        let rosters = self.catalog.lists.iter().flat_map(|(_, list)| list.roster.iter().copied());
        // All of them are called the same.
        rosters.filter(|item| !matches!(self.catalog.items[*item].kind, Kind::Name)).collect()
    }

    fn procedures(&self) -> String {
        let mut text = self.heading(
            "手続（当てはまる人がいた世帯の割合）",
            "Procedures (households in which they concern somebody)",
        );
        let [everyday, corners] = &self.tallies;
        let lang = self.trial.lang;
        for id in &self.catalog.events[self.draws[0].event()].procedures {
            let title = self.catalog.procedures[*id].title.get(lang);
            let mut outcomes = Vec::new();
            for (key, words) in outcomes_in_words(lang) {
                let [usual, rare] = [everyday, corners]
                    .map(|tally| (tally.outcomes.get(&(*id, key)).copied().unwrap_or(0), tally.households));
                if usual.0 + rare.0 > 0 {
                    outcomes.push(format!("{words} {}", self.shares(usual, rare)));
                }
            }
            let outcomes = if outcomes.is_empty() {
                self.say("どの世帯にも当てはまりませんでした", "concerned nobody").to_owned()
            } else {
                outcomes.join(self.say("、", ", "))
            };
            text.push_str(&format!(
                "{}{title} [{}]: {outcomes}\n",
                self.say("・", "- "),
                self.catalog.procedures.name(*id)
            ));
        }
        text
    }

    /// 「ふだん 12.0%・すみずみ 30.1%」
    fn shares(&self, usual: (u64, u64), rare: (u64, u64)) -> String {
        let [usual, rare] = [usual, rare].map(|(part, whole)| percent(part, whole));
        format!("{} {usual}{}{} {rare}", self.source(0), self.say("・", " / "), self.source(1))
    }

    fn sheets(&self) -> String {
        let mut text = self.heading("様式と書く手間", "Sheets and writing");
        let [everyday, corners] = &self.tallies;
        let sheets: BTreeSet<_> = everyday.sheets.keys().chain(corners.sheets.keys()).copied().collect();
        for id in sheets {
            let [usual, rare] = [everyday, corners]
                .map(|tally| (tally.sheets.get(&id).copied().unwrap_or_default(), tally.households));
            let all = [usual.0, rare.0];
            let pages: u64 = all.iter().map(|printed| printed.pages).sum();
            let boxes: u64 = all.iter().map(|printed| printed.boxes).sum();
            let households: u64 = all.iter().map(|printed| printed.households).sum();
            let shares = self.shares((usual.0.households, usual.1), (rare.0.households, rare.1));
            let (title, name) = (&self.catalog.sheets[id].title, self.catalog.sheets.name(id));
            let (pages, boxes) = (ratio(pages, households), ratio(boxes, households));
            text.push_str(&if self.trial.lang == Lang::Ja {
                format!("・{title} [{name}]: {shares}。もらう世帯に平均 {pages:.1} ページ、記入済みの欄 {boxes:.1}\n")
            } else {
                format!("- {title} [{name}]: {shares}; on average {pages:.1} pages and {boxes:.1} filled boxes\n")
            });
        }
        for (which, tally) in self.tallies.iter().enumerate() {
            let n = tally.households;
            let (pages, before, after) =
                (ratio(tally.pages, n), ratio(tally.before, n), ratio(tally.after, n));
            let name = self.source(which);
            text.push_str(&if self.trial.lang == Lang::Ja {
                format!("{name}: 1世帯に平均 {pages:.1} ページ。氏名・住所・電話・生年月日を、手書きなら {before:.1} 回、このしくみなら {after:.1} 回\n")
            } else {
                format!("{name}: {pages:.1} pages a household; name, address, phone and birth date are written {before:.1} times by hand, typed {after:.1} times here\n")
            });
        }
        text
    }

    fn branches(&self) -> String {
        let mut text = self.heading("条件の枝", "Branches of the conditions");
        let mut branches = self.all_branches();
        let taken = branches.iter().filter(|branch| branch.example.is_some()).count();
        let all = branches.len();
        text.push_str(&if self.trial.lang == Lang::Ja {
            format!("条件の部分 {}。成り立つ・成り立たないを合わせて {all} の枝のうち、{taken} を通りました。前の部分で決まったときは、後の部分は見ていません。\n", all / 2)
        } else {
            format!("{} parts of conditions: of {all} branches, true or false, {taken} were taken. What comes after a deciding part is not looked at.\n", all / 2)
        });
        branches.sort_by_key(|branch| (branch.households[0], branch.households[1], branch.part, branch.way));
        text.push_str(&self.heading("めったに通らない枝", "The rarest branches"));
        let rare: Vec<_> = branches.iter().filter(|branch| branch.example.is_some()).collect();
        for branch in self.outermost(rare).into_iter().take(RAREST) {
            let [usual, rare] = branch.households;
            let often =
                format!(": {} {usual}{}{} {rare}", self.source(0), self.say("・", " / "), self.source(1));
            text.push_str(&self.branch(branch, &often));
            if let Some((which, example)) = branch.example {
                let root = self.conditions.parts().get(branch.part).map_or(0, |part| part.root);
                let words = self.household(which, example, &self.conditions.items(root));
                text.push_str(&format!("    {}: {words}\n", self.say("例", "for example")));
            }
        }
        text.push_str(&self.heading("一度も通らなかった枝", "Branches that were never taken"));
        let never = self.outermost(branches.iter().filter(|branch| branch.example.is_none()).collect());
        for branch in never.iter().take(NEVER) {
            text.push_str(&self.branch(branch, ""));
        }
        match never.len().saturating_sub(NEVER) {
            0 if never.is_empty() => text.push_str(self.say("ありません。\n", "None.\n")),
            0 => {}
            more => text.push_str(&format!("{} {more}\n", self.say("ほか", "and more:"))),
        }
        if !never.is_empty() {
            text.push_str(self.say(
                "数をふやす（-n）と通ることもあり、自治体の設定（office.json）で通らないものもあります。どんな世帯でも通らない条件は、check が注意（W911〜W918）で知らせます。\n",
                "More households (-n) may take them, and settings of the office (office.json) may rule them out. What no household can ever take is told by check (W911 to W918).\n",
            ));
        }
        text
    }

    fn all_branches(&self) -> Vec<Branch> {
        let [everyday, corners] = &self.tallies;
        let parts = everyday.parts.iter().zip(&corners.parts).enumerate();
        let ways = parts.flat_map(|(part, (usual, rare))| {
            usual.iter().zip(rare).enumerate().map(move |(way, (usual, rare))| Branch {
                part,
                way,
                households: [usual.households, rare.households],
                example: usual
                    .example
                    .map(|example| (0, example))
                    .or_else(|| rare.example.map(|example| (1, example))),
            })
        });
        // Constants of the office and the day are the same for all households.
        ways.filter(|branch| !self.conditions.is_constant(branch.part)).collect()
    }

    /// Without those that follow from another one: a part of a part, met by the same households.
    fn outermost<'b>(&self, branches: Vec<&'b Branch>) -> Vec<&'b Branch> {
        let mut outermost: Vec<&Branch> = Vec::new();
        for branch in branches {
            let same = |whole: &&Branch| {
                whole.households == branch.households && self.conditions.has_part(whole.part, branch.part)
            };
            if !outermost.iter().any(same) {
                outermost.push(branch);
            }
        }
        outermost
    }

    fn branch(&self, branch: &Branch, often: &str) -> String {
        let (place, condition) = match self.places.get(branch.part).and_then(Option::as_ref) {
            Some(Written { place, text }) => {
                let cut: String = text.chars().take(WIDEST).collect();
                let more = if cut.len() < text.len() { "…" } else { "" };
                (
                    format!("{}/{}:{}:{}", self.folder, place.file, place.line, place.column),
                    format!("{cut}{more}"),
                )
            }
            None => (self.folder.to_owned(), "…".to_owned()),
        };
        let way = match branch.way {
            0 => self.say("成り立たない", "false"),
            _ => self.say("成り立つ", "true"),
        };
        format!("{}{place} {way}{often}\n    {condition}\n", self.say("・", "- "))
    }

    /// What a household said, as far as it is about these items; who is in the lists in any case.
    fn household(&self, which: usize, example: Example, items: &BTreeSet<Id<Item>>) -> String {
        let (catalog, lang) = (self.catalog, self.trial.lang);
        let mut replay = Replay::default();
        let [everyday, corners] = &self.draws;
        let draw = if which == 0 { everyday } else { corners };
        let interview = draw.interview(&mut replay, example.number);
        let answer = |slot: Slot| match interview.facts.get(catalog, slot) {
            Some(Answer::Unknown) | None => self.say("わからない", "not known").to_owned(),
            Some(answer) => answer_words(catalog, &interview.facts, draw.today(), slot, answer, lang),
        };
        let told = |slot: &&Slot| slot.item().is_some_and(|item| items.contains(&item));
        let in_words = |slot: &Slot| {
            let label = slot.item().map(|item| catalog.items[item].label.get(lang));
            format!("{} {}", label.unwrap_or_default(), answer(*slot))
        };
        let asked = interview.asked.iter().filter(told);
        let mut said: Vec<String> = asked.filter(|slot| slot.member().is_none()).map(in_words).collect();
        let lists = interview.asked.iter().filter_map(|slot| match slot {
            Slot::Roster(list) => Some(*list),
            Slot::Visit(_) | Slot::Of(..) => None,
        });
        for list in lists {
            let members = interview.facts.members(list).unwrap_or_default();
            let mut entries = Vec::new();
            for member in members {
                let of = |slot: &&Slot| {
                    slot.member() == Some(*member)
                        && slot.item().is_some_and(|item| catalog.items[item].of == Some(list))
                };
                let answers: Vec<_> = interview.asked.iter().filter(told).filter(of).map(in_words).collect();
                if !answers.is_empty() {
                    entries.push(format!("{}: {}", member.0, answers.join(self.say("・", ", "))));
                }
            }
            if !entries.is_empty() {
                let label = catalog.lists[list].label.get(lang);
                let (open, close) = (self.say("「", " ("), self.say("」", ")"));
                let entries = entries.join(self.say("／", "; "));
                said.push(format!("{label} {}{open}{entries}{close}", members.len()));
            }
        }
        let (said, questions) = (said.join(self.say("、", ", ")), example.questions);
        if lang == Lang::Ja {
            format!("{said}（質問 {questions}）")
        } else {
            format!("{said} ({questions} questions)")
        }
    }
}

/// Households by their number of questions.
struct Spread<'a>(&'a [u64]);

impl Spread<'_> {
    fn mean(&self) -> f64 {
        let all: u64 = self.0.iter().sum();
        let questions: u64 = (0..).zip(self.0).map(|(questions, households)| questions * households).sum();
        ratio(questions, all)
    }

    /// So many questions or fewer has this part of the households, in hundredths.
    fn at(&self, share: u64) -> usize {
        let all: u64 = self.0.iter().sum();
        let mut so_far = 0;
        for (questions, households) in self.0.iter().enumerate() {
            so_far += households;
            if so_far * 100 >= all * share {
                return questions;
            }
        }
        0
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// As a share; what is there is never shown as nothing, nor what is not everybody as everybody.
fn percent(part: u64, whole: u64) -> String {
    let share = ratio(part, whole) * 100.0;
    match part {
        0 => "0%".to_owned(),
        _ if part == whole => "100%".to_owned(),
        _ if share < 0.1 => "<0.1%".to_owned(),
        _ if share > 99.9 => ">99.9%".to_owned(),
        _ => format!("{share:.1}%"),
    }
}

fn outcomes_in_words(lang: Lang) -> Vec<(Outcome, &'static str)> {
    let levels = kakanai_domain::procedure::Level::ALL;
    let levels = levels.map(|level| (Outcome::Needed(level), level_words(Some(level), lang)));
    let advice = if lang == Lang::Ja { "「…の方は」と案内" } else { "advice" };
    let rest = [(Outcome::Advice, advice), (Outcome::AskStaff, level_words(None, lang))];
    levels.into_iter().chain(rest).collect()
}
