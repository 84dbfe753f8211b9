//! What a first sheet proposes for a place.

use kakanai_domain::item::Kind;
use kakanai_domain::sheet::{Area, Blank};

use super::answer::Answer;
use super::folder::{option, yes_no};
use super::meaning::{Fact, Meaning};
use super::part::{Choice, DateRoom, PostRoom, Print};

/// A ring stands so far around its words, mm.
const RING: f32 = 0.7;
/// 「昭和56」 has room from this width on, mm.
const ERA_AND_YEAR: f32 = 9.5;
/// What notes begin with that have a question in them.
pub const ASKS: &str = "確認: ";

/// One box of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Where it is.
    pub area: Area,
    /// The form field it is, with the state of a button.
    pub field: Option<(String, Option<String>)>,
    /// What it is called when nothing else has the name.
    pub id: String,
    /// What it holds.
    pub holds: Holds,
    /// For the author, in Japanese.
    pub note: String,
}

impl Proposal {
    /// The note, with a word before it that is looked for where there is a question in it.
    pub fn told(&self) -> String {
        let asks = self.note.contains("か。");
        if asks { format!("{ASKS}{}", self.note) } else { self.note.clone() }
    }
}

/// What a proposed box holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// Facts, one behind the other.
    Show(Vec<String>, Look),
    /// A tick on a fact: the condition in JSON.
    Tick(String),
    /// A ring likewise.
    Ring(String),
    /// Nothing.
    Blank(Blank),
}

/// How a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// 枡
    pub comb: Option<usize>,
    /// In the middle of its place.
    pub centered: bool,
    /// In up to two lines.
    pub two_lines: bool,
}

/// The boxes of a place that means something.
pub fn proposals(answer: &Answer, comb: Option<usize>, meaning: &Meaning<'_>) -> Vec<Proposal> {
    let fact = match meaning {
        Meaning::Fact(fact) => fact,
        Meaning::Blank(blank, note) => return vec![empty(room(answer), *blank, note)],
    };
    let by_hand = |why: &str| vec![empty(room(answer), Blank::Hand, &format!("{}{why}", fact.note))];
    match &answer.print {
        Print::Nothing(area) => match fact.item.map(|item| &item.kind) {
            Some(Kind::YesNo) => by_hand(
                "ただし「はい・いいえ」の項目なので、ここに何と入れるかを決めてください。今は手で書く欄です。",
            ),
            Some(_) | None => vec![shown(*area, comb, fact)],
        },
        Print::Date(date) if fact.is_date() && is_wide(date) => dated(date, fact),
        Print::Date(_) if fact.is_date() => {
            by_hand("ただし「年」の前がせまくて元号が入らないので、今は手で書く欄です。")
        }
        Print::Date(_) => by_hand("ただし日付の項目ではないので、今は手で書く欄です。"),
        Print::Choices(choices) => {
            let marked = marked(choices, fact);
            if marked.is_empty() {
                by_hand("ただし印刷された選択肢が項目の選択肢と合わないので、今は手で書く欄です。")
            } else {
                marked
            }
        }
        Print::Post(post) => posted(post, fact),
        Print::Words => Vec::new(),
    }
}

fn room(answer: &Answer) -> Area {
    match &answer.print {
        Print::Nothing(area) => *area,
        Print::Date(_) | Print::Choices(_) | Print::Post(_) | Print::Words => answer.area,
    }
}

fn empty(area: Area, blank: Blank, note: &str) -> Proposal {
    let id = match blank {
        Blank::Signature => "signature",
        Blank::Number => "number",
        Blank::Office => "office_use",
        Blank::Hand => "hand",
    };
    Proposal { area, field: None, id: id.to_owned(), holds: Holds::Blank(blank), note: note.to_owned() }
}

/// The name of a box that shows a path.
pub fn name_of(path: &str) -> String {
    let path = path.strip_prefix("member.").unwrap_or(path);
    if path.starts_with("today") { "filed_on".to_owned() } else { path.replace('.', "_") }
}

fn proposal(area: Area, path: &str, holds: Holds, note: &str) -> Proposal {
    Proposal { area, field: None, id: name_of(path), holds, note: note.to_owned() }
}

/// A box that shows the fact in the whole of its place.
pub fn shown(area: Area, comb: Option<usize>, fact: &Fact<'_>) -> Proposal {
    let path = fact.shown();
    let address = fact.item.is_some_and(|item| matches!(item.kind, Kind::Address)) && fact.part.is_empty();
    let look = Look { comb, centered: false, two_lines: address && area.h > 9.0 };
    let name = match fact.part {
        "" => name_of(&fact.path),
        part => name_of(&format!("{}.{part}", fact.path)),
    };
    Proposal { id: name, ..proposal(area, &path, Holds::Show(vec![path.clone()], look), &fact.note) }
}

fn dated(date: &DateRoom, fact: &Fact<'_>) -> Vec<Proposal> {
    let path = &fact.path;
    let centered = Look { centered: true, ..Look::default() };
    let mut all = Vec::new();
    for (era, area) in &date.eras {
        let when = format!("{{ \"fact\": \"{path}.era\", \"is\": \"{era}\" }}");
        all.push(proposal(around(*area), &format!("{path}.era"), Holds::Ring(when), &fact.note));
    }
    for (area, part) in date.rooms.iter().zip(["year", "month", "day"]) {
        let facts = match part {
            "year" if date.era_printed => vec![format!("{path}.era_year")],
            "year" => vec![format!("{path}.era"), format!("{path}.era_year")],
            part => vec![format!("{path}.{part}")],
        };
        let id = format!("{}_{part}", name_of(path));
        all.push(Proposal { id, ..proposal(*area, path, Holds::Show(facts, centered), &fact.note) });
    }
    all
}

/// Whether the era and the year have room, where the era is not printed.
fn is_wide(date: &DateRoom) -> bool {
    date.era_printed || date.rooms.first().is_some_and(|room| room.w >= ERA_AND_YEAR)
}

fn around(area: Area) -> Area {
    Area { x: area.x - RING, y: area.y - RING, w: area.w + 2.0 * RING, h: area.h + 2.0 * RING }
}

/// The condition under which a choice is marked.
pub fn when(words: &str, fact: &Fact<'_>) -> Option<String> {
    let item = fact.item.filter(|_| fact.part.is_empty())?;
    let path = &fact.path;
    let test = match &item.kind {
        Kind::YesNo => format!("\"is\": {}", yes_no(words)?),
        Kind::Choice(_) => format!("\"is\": \"{}\"", option(item, words)?),
        Kind::Choices(_) => format!("\"includes\": \"{}\"", option(item, words)?),
        Kind::Number { .. }
        | Kind::Date(_)
        | Kind::Name
        | Kind::Address
        | Kind::Phone
        | Kind::Text { .. }
        | Kind::PostalCode
        | Kind::Money
        | Kind::Member(_) => return None,
    };
    Some(format!("{{ \"fact\": \"{path}\", {test} }}"))
}

fn marked(choices: &[Choice], fact: &Fact<'_>) -> Vec<Proposal> {
    let found = choices.iter().map(|choice| (choice, when(&choice.words, fact))).collect::<Vec<_>>();
    let missed =
        found.iter().filter(|(_, when)| when.is_none()).map(|(choice, _)| format!("「{}」", choice.words));
    let missed = missed.collect::<String>();
    let note = if missed.is_empty() {
        fact.note.clone()
    } else {
        format!("{}{missed}は項目の選択肢にありません。", fact.note)
    };
    let marks = found.into_iter().filter_map(|(choice, when)| {
        let when = when?;
        let (area, holds) = if choice.square {
            (choice.area, Holds::Tick(when))
        } else {
            (around(choice.area), Holds::Ring(when))
        };
        Some(proposal(area, &fact.path, holds, &note))
    });
    marks.collect()
}

fn posted(post: &PostRoom, fact: &Fact<'_>) -> Vec<Proposal> {
    let path = fact.path.clone();
    // The address begins below the code, where the form lets them stand close.
    let mut area = post.address;
    if let Some(code) = post.code.filter(|code| code.x < area.x + area.w && area.x < code.x + code.w) {
        let over = (code.y + code.h - area.y).clamp(0.0, area.h / 2.0);
        (area.y, area.h) = (area.y + over, area.h - over);
    }
    let look = Look { two_lines: area.h > 9.0, ..Look::default() };
    let (facts, note) = if post.town_printed {
        let parts = ["town", "block", "building"].map(|part| format!("{path}.{part}"));
        (parts.to_vec(), format!("{}町の名前が印刷されているので、その後から入れます。", fact.note))
    } else {
        (vec![path.clone()], fact.note.clone())
    };
    let address = proposal(area, &path, Holds::Show(facts, look), &note);
    let code = post.code.map(|area| {
        let code = format!("{path}.postal_code");
        let look = Look { comb: post.dash.then_some(7), ..Look::default() };
        proposal(area, &code.clone(), Holds::Show(vec![code], look), &fact.note)
    });
    code.into_iter().chain([address]).collect()
}
