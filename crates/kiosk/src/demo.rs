//! `kakanai demo --out DIR`: the main job without a window, on an invented household.
//!
//! Everything the counter does is done: the code of the certificate and the cards are read, the questions that remain are
//! asked and answered from a file, every step is stored, the session is read back from the disk, and the papers and the
//! guide are made from what stands there.

#![allow(clippy::disallowed_methods, reason = "the demo reports how long each step takes")]

mod cards;
mod error;
mod report;
mod request;
mod seeds;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::civil::Time;
use jiff::tz::Offset;
use kakanai_domain::card::answers_from_card;
use kakanai_domain::effort::{Counts, writes_after, writes_before};
use kakanai_domain::event::Event;
use kakanai_domain::filled::FilledSheet;
use kakanai_domain::guide::Guide;
use kakanai_domain::item::Means;
use kakanai_domain::session::{Actor, Entry, Happened, Origin, Said, Session, SlotName};
use kakanai_domain::{
    Answer, Catalog, Date, Editions, Id, Interview, Lang, Slot, Value, advise, fill, settle,
};
use kakanai_printing::{DocInfo, Footer, fonts_on_disk, pdf, place, place_guides};
use kakanai_storage::{Moment, SessionId, Store};

use cards::Card;
pub use error::DemoError;
use request::Request;
use seeds::Seeds;

/// Runs the demo and says what came of it, in Japanese.
///
/// Arguments: `--out DIR` (required), `--forms DIR`, `--seeds DIR`, `--household NAME`, `--lang CODE`.
/// Writes `papers.pdf`, `guide.pdf` and `store/` into the folder.
///
/// # Errors
/// Each says what is wrong and what to do, to the person at the command line.
pub fn run(arguments: impl IntoIterator<Item = String>) -> Result<String, DemoError> {
    let request = Request::from_arguments(arguments)?;
    let mut times = Times::start();
    let editions = definitions(&request.forms)?;
    times.lap("様式の定義を読む");
    let mut seeds = Seeds::read(&request.seeds, &request.household)?;
    times.lap("コードを読む");
    let cards = cards::read(&mut seeds, &request.seeds)?;
    let catalog = editions.on(seeds.today);
    times.lap("カードを読む");

    fs::create_dir_all(&request.out).map_err(|error| DemoError::file(&request.out, error))?;
    let store_folder = request.out.join("store");
    let mut visit = Visit::begin(catalog, &seeds, Store::open(&store_folder)?)?;
    times.lap("受付を始める");
    visit.take_codes()?;
    visit.take_cards(&cards)?;
    times.lap("読んだ答えを保存する");
    visit.answer_what_is_asked()?;
    times.lap("質問に答える（1答ごとに判定と保存）");
    let (id, receipt) = visit.submit()?;
    times.lap("提出する");

    // From here on only what is on the disk counts.
    let mut store = Store::open(&store_folder)?;
    let entries = store.entries(id)?;
    let session = Session::replay(catalog, entries.iter().map(|entry| &entry.what));
    let event = session.event.ok_or_else(|| DemoError::Event(seeds.event.clone()))?;
    times.lap("保存された受付を開く");
    let outcome = Outcome::of(catalog, event, &session, seeds.today, request.lang);
    times.lap("判定・様式・案内を作る");
    let pages = write_papers(catalog, event, &outcome, &receipt, &request.out)?;
    times.lap("様式と案内票をPDFにする");
    let printed = Happened::Printed { pages };
    store.append(id, &[Entry { at: seeds.moment()?.at, by: Actor::Program, what: printed }])?;
    times.lap("印刷を記録する");

    Ok(report::words(
        catalog,
        &outcome,
        &report::Read { seeds: &seeds, cards: &cards },
        &receipt,
        &request,
        &times,
    ))
}

fn definitions(folder: &Path) -> Result<Editions, DemoError> {
    let sources = kakanai_definition::read_folder(folder)?;
    let compiled = kakanai_definition::compile(&sources);
    compiled.editions.ok_or(DemoError::Definitions(compiled.problems))
}

/// How long each step took.
struct Times {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Times {
    fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, step: &'static str) {
        let now = Instant::now();
        self.laps.push((step, now.duration_since(self.last)));
        self.last = now;
    }
}

impl Seeds {
    /// Nine in the morning of the day of the visit, in Japan.
    fn moment(&self) -> Result<Moment, DemoError> {
        let nine = Time::constant(9, 0, 0, 0);
        let at = Offset::constant(9).to_timestamp(self.today.to_datetime(nine));
        let at = at.map_err(|_| DemoError::Day(self.today.to_string()))?.as_second();
        Ok(Moment { at, today: self.today })
    }
}

/// The visit, as the counter goes through it: every step is on the disk before the next.
struct Visit<'a> {
    catalog: &'a Catalog,
    seeds: &'a Seeds,
    event: Id<Event>,
    store: Store,
    id: SessionId,
    now: Moment,
    session: Session,
}

impl<'a> Visit<'a> {
    fn begin(catalog: &'a Catalog, seeds: &'a Seeds, mut store: Store) -> Result<Self, DemoError> {
        let event = catalog.events.find(&seeds.event).ok_or_else(|| DemoError::Event(seeds.event.clone()))?;
        let now = seeds.moment()?;
        let id = store.begin(now, &catalog.fingerprint)?;
        let session = Session::replay(catalog, []);
        let mut visit = Self { catalog, seeds, event, store, id, now, session };
        visit.keep(Actor::Resident, vec![Happened::EventChosen { event: seeds.event.clone() }])?;
        Ok(visit)
    }

    /// Stores what happened, then takes it in.
    fn keep(&mut self, by: Actor, what: Vec<Happened>) -> Result<(), DemoError> {
        let at = self.now.at;
        let entries: Vec<Entry> = what.into_iter().map(|what| Entry { at, by: by.clone(), what }).collect();
        self.store.append(self.id, &entries)?;
        for entry in &entries {
            self.session.take(self.catalog, &entry.what);
        }
        Ok(())
    }

    fn take_codes(&mut self) -> Result<(), DemoError> {
        let answered = |(slot, answer, certainty): &(SlotName, Said, _)| Happened::Answered {
            slot: slot.clone(),
            answer: answer.clone(),
            origin: Origin::Code(*certainty),
        };
        let code = &self.seeds.code;
        let read = (!code.answers.is_empty())
            .then(|| Happened::CardRead { card: code.card.clone(), unread: code.unread.clone() });
        let what = read.into_iter().chain(code.answers.iter().map(answered)).collect();
        self.keep(Actor::Program, what)
    }

    /// A card answers what is not answered with more certainty already.
    fn take_cards(&mut self, cards: &[Card]) -> Result<(), DemoError> {
        for Card { holder, reading: card, mended, .. } in cards {
            let Some((list, member)) = holder.resolve(self.catalog) else {
                return Err(DemoError::Seeds(format!("カードの持ち主「{}」はいません", holder.name())));
            };
            let mut what = vec![Happened::CardRead { card: card.card.clone(), unread: card.unread.clone() }];
            for (slot, answer, certainty) in answers_from_card(self.catalog, list, member, card) {
                let field = slot.item().and_then(|item| self.catalog.items[item].card);
                let known = self.session.answers.get(slot);
                // The counter does not show again what belongs to the visit and is known.
                if slot.member().is_some() && field.is_some_and(|field| mended.contains(&field)) {
                    what.push(Happened::Answered {
                        slot: SlotName::of(self.catalog, slot),
                        answer: Said::of(self.catalog, slot, &answer),
                        origin: Origin::Typed,
                    });
                    continue;
                }
                // A name on a card has no reading; the one that is known has.
                if known.is_some_and(|known| same_name(known, &answer)) {
                    continue;
                }
                let surer = match self.session.origins.get(&slot) {
                    Some(Origin::Card(before) | Origin::Code(before)) => *before >= certainty,
                    Some(Origin::Typed | Origin::Inherited) => true,
                    None => false,
                };
                if !surer {
                    what.push(Happened::Answered {
                        slot: SlotName::of(self.catalog, slot),
                        answer: Said::of(self.catalog, slot, &answer),
                        origin: Origin::Card(certainty),
                    });
                }
            }
            self.keep(Actor::Program, what)?;
        }
        Ok(())
    }

    /// Answers the question that is asked next until none is; what is not asked is not said.
    fn answer_what_is_asked(&mut self) -> Result<(), DemoError> {
        let mut typed = BTreeSet::new();
        loop {
            let interview = settle(self.catalog, self.event, &self.session.answers, self.now.today);
            let Some(slot) = interview.wanted.first().copied() else { return Ok(()) };
            let name = SlotName::of(self.catalog, slot);
            let Some(answer) = self.seeds.answers.get(&name).filter(|_| typed.insert(slot)) else {
                let item = slot.item().map(|item| self.catalog.items[item].label.ja());
                return Err(DemoError::Unanswered {
                    slot: name.0,
                    label: item.unwrap_or_default().to_owned(),
                });
            };
            let what = Happened::Answered { slot: name, answer: answer.clone(), origin: Origin::Typed };
            self.keep(Actor::Resident, vec![what])?;
        }
    }

    fn submit(mut self) -> Result<(SessionId, String), DemoError> {
        let receipt = self.store.submit(self.id, self.now)?;
        Ok((self.id, receipt))
    }
}

/// Whether both are names written alike.
fn same_name(known: &Answer, read: &Answer) -> bool {
    match (known, read) {
        (Answer::Value(Value::Name(known)), Answer::Value(Value::Name(read))) => known.full() == read.full(),
        (Answer::Value(_) | Answer::Unknown | Answer::Members(_), _) => false,
    }
}

/// What follows from a session.
struct Outcome {
    interview: Interview,
    sheets: Vec<FilledSheet>,
    guide: Guide,
    /// Questions that became facts, by where their answers came from.
    read: usize,
    touched: usize,
    digits: usize,
    letters: usize,
    before: Counts,
    after: Counts,
}

impl Outcome {
    fn of(catalog: &Catalog, event: Id<Event>, session: &Session, today: Date, lang: Lang) -> Self {
        let interview = settle(catalog, event, &session.answers, today);
        let sheets = fill(catalog, event, &interview, today);
        let guide = advise(catalog, event, &interview, today, lang);
        let by_hand = |slot: &Slot| session.origins.get(slot) == Some(&Origin::Typed);
        let answered: Vec<Slot> = interview.asked.iter().copied().filter(by_hand).collect();
        // Who is in a list is touched.
        let means = |slot: &Slot| slot.item().map_or(Means::Touch, |item| catalog.items[item].kind.means());
        let by = |how: Means| answered.iter().filter(|slot| means(slot) == how).count();
        Self {
            before: writes_before(&sheets),
            after: writes_after(catalog, answered.iter().copied()),
            read: interview.asked.len() - answered.len(),
            touched: by(Means::Touch),
            digits: by(Means::Digits),
            letters: by(Means::Letters),
            interview,
            sheets,
            guide,
        }
    }
}

/// Writes both files and says how many pages they have.
fn write_papers(
    catalog: &Catalog,
    event: Id<Event>,
    outcome: &Outcome,
    receipt: &str,
    out: &Path,
) -> Result<u32, DemoError> {
    let fingerprint: String = catalog.fingerprint.chars().take(8).collect();
    let fonts = fonts_on_disk();
    let set = |filled: &FilledSheet| {
        let code = format!("{receipt}  {}  {fingerprint}", catalog.sheets.name(filled.sheet));
        place(catalog, filled, &Footer { code }, &fonts)
    };
    let papers: Vec<_> = outcome.sheets.iter().flat_map(set).collect();
    let Guide { today, lang, .. } = outcome.guide;
    let guide = place_guides(catalog, event, &outcome.interview, today, lang, receipt, &fonts);
    for (name, title, pages) in
        [("papers.pdf", "届出書・申請書", &papers), ("guide.pdf", "手続のご案内", &guide)]
    {
        let info = DocInfo { title: title.to_owned(), today: outcome.guide.today };
        let file = out.join(name);
        fs::write(&file, pdf(pages, &info, &fonts)?).map_err(|error| DemoError::file(&file, error))?;
    }
    Ok(u32::try_from(papers.len() + guide.len()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo(out: &Path, more: &[&str]) -> Result<String, DemoError> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = |name| root.join(name).display().to_string();
        let arguments = ["--out".into(), out.display().to_string(), "--forms".into(), folder("forms")];
        let seeds = ["--seeds".into(), folder("seeds")];
        run(arguments.into_iter().chain(seeds).chain(more.iter().map(|word| (*word).to_owned())))
    }

    #[test]
    fn the_whole_visit_happens() {
        let out = std::env::temp_dir().join(format!("kakanai-demo-{}", std::process::id()));
        let report = demo(&out, &[]).unwrap_or_else(|error| panic!("{error}"));
        for words in ["受付番号 M-1201-001", "コードから7人、カード3枚、読まなかった項目0", "入力したのは2回"]
        {
            assert!(report.contains(words), "{words}\n{report}");
        }
        assert_eq!(report.matches("（写真から").count(), 3, "{report}");
        assert!(!report.contains("住所 不確か"), "the sample list knows these places: {report}");
        for file in ["papers.pdf", "guide.pdf"] {
            assert!(fs::read(out.join(file)).unwrap().starts_with(b"%PDF-"), "{file}");
        }
        // A second visit, in another language, is another session.
        let report = demo(&out, &["--lang", "en"]).unwrap();
        assert!(report.contains("M-1201-002"), "{report}");
        let store = Store::open(&out.join("store")).unwrap();
        assert_eq!(store.list().unwrap().len(), 2);
        drop(store);
        let error = demo(&out, &["--household", "nobody"]).unwrap_err().to_string();
        assert!(error.contains("nobody.json") && error.contains("名前と権限"), "{error}");
        fs::remove_dir_all(out).unwrap();
    }
}
