//! What stands in a place that is to be filled in, as far as its headings tell.

use kakanai_domain::Id;
use kakanai_domain::item::{Item, Kind, List};
use kakanai_domain::sheet::Blank;

use super::folder::{Folder, Match, Of};
use super::words::{Concept, Empty, Who, concept, is_kana_over_name, plain, who};

/// What the words around a place say.
#[derive(Clone, Debug)]
pub struct Words {
    /// Its heading.
    pub label: String,
    /// Further headings, nearest first.
    pub around: Vec<String>,
    /// Whether it is the upper one of two with one heading.
    pub upper: bool,
    /// Whether it belongs to the office by where it stands.
    pub office: bool,
}

/// Whom the sheet, or a row of it, is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The list whose member `member.` is.
    pub member: Option<Id<List>>,
    /// Whether items of every list are looked at: to find out for which list a sheet is.
    pub any_list: bool,
    /// Whether the sheet is for each of the people concerned.
    pub each_person: bool,
}

/// Whom the places before were about, where headings said it: the role and the words for it.
pub type Before = Option<(String, String)>;

/// What stands in a place.
#[derive(Clone)]
pub enum Meaning<'a> {
    /// A fact.
    Fact(Fact<'a>),
    /// Nothing: it is filled in by hand, or by the office.
    Blank(Blank, String),
}

/// A fact that a place shows.
#[derive(Clone)]
pub struct Fact<'a> {
    /// As definitions name it, without the part.
    pub path: String,
    /// The part, `name.kana` for example; may be empty.
    pub part: &'static str,
    /// The item; none for the day of filing.
    pub item: Option<&'a Item>,
    /// The list it is of, when that is not the people.
    pub list: Option<Id<List>>,
    /// What an author should look at.
    pub note: String,
}

impl Fact<'_> {
    /// Whether it is a day.
    pub fn is_date(&self) -> bool {
        self.part.is_empty() && self.item.is_none_or(|item| matches!(item.kind, Kind::Date(_)))
    }

    /// The path with its part, and `.wareki` for a day.
    pub fn shown(&self) -> String {
        match self.part {
            "" if self.is_date() => format!("{}.wareki", self.path),
            "" => self.path.clone(),
            part => format!("{}.{part}", self.path),
        }
    }
}

fn is_name(item: &Item) -> bool {
    matches!(item.kind, Kind::Name)
}
fn is_date(item: &Item) -> bool {
    matches!(item.kind, Kind::Date(_))
}
fn is_choice(item: &Item) -> bool {
    matches!(item.kind, Kind::Choice(_))
}
fn is_address(item: &Item) -> bool {
    matches!(item.kind, Kind::Address)
}
fn is_phone(item: &Item) -> bool {
    matches!(item.kind, Kind::Phone)
}
fn is_role(item: &Item) -> bool {
    matches!(item.kind, Kind::Member(_))
}

fn hand(sentence: impl Into<String>) -> Meaning<'static> {
    Meaning::Blank(Blank::Hand, sentence.into())
}

/// What the words around a place mean for the definitions.
pub fn meaning<'a>(folder: &Folder<'a>, words: &Words, subject: Subject, before: &mut Before) -> Meaning<'a> {
    let heading = plain(&words.label);
    let asked = concept(&words.label);
    let asked = if is_kana_over_name(&words.label) && !words.upper { Some(Concept::Name) } else { asked };
    let outer = words.around.iter().find_map(|words| match concept(words) {
        Some(Concept::Empty(empty @ (Empty::Office | Empty::Signature))) => Some(empty),
        _ => None,
    });
    if let Some(Concept::Empty(empty)) = asked {
        return Meaning::Blank(empty.blank(), told(empty, &heading));
    }
    if words.office || outer == Some(Empty::Office) {
        return Meaning::Blank(Blank::Office, told(Empty::Office, &heading));
    }
    if heading.is_empty() {
        return hand("見出しが見つかりません。手で書く欄としました。");
    }
    let sides = words.around.iter().map(|side| format!("{}{heading}", plain(side)));
    let headings = [heading.clone()].into_iter().chain(sides).collect::<Vec<_>>();
    let own = |found: &Match<'_>| match found.of {
        Of::Other(list) => subject.any_list || subject.member == Some(list),
        Of::Visit | Of::People => false,
    };
    if let Some(found) = folder.like(&headings, own).filter(|found| found.alike > 0.99 || asked.is_none()) {
        let list = if let Of::Other(list) = found.of { Some(list) } else { None };
        let note = from(&words.label, found.item.label.ja(), found.alike);
        return fact(format!("member.{}", found.id), "", Some(found.item), list, note);
    }
    let person = person(folder, words, subject, before);
    match asked {
        Some(concept) => of_concept(folder, concept, words, person, subject),
        None => other(folder, &heading, words, person),
    }
}

fn fact<'a>(
    path: String,
    part: &'static str,
    item: Option<&'a Item>,
    list: Option<Id<List>>,
    note: String,
) -> Meaning<'a> {
    Meaning::Fact(Fact { path, part, item, list, note })
}

fn from(heading: &str, label: &str, alike: f32) -> String {
    let heading = heading.trim();
    if alike > 0.99 {
        format!("見出し『{heading}』から、項目「{label}」としました。")
    } else {
        format!("見出し『{heading}』に似た項目「{label}」としました。よいですか。")
    }
}

fn told(empty: Empty, heading: &str) -> String {
    match empty {
        Empty::Number => "個人番号の欄です。印刷しません。".to_owned(),
        Empty::Signature => format!("『{heading}』は、本人が書く欄です。印刷しません。"),
        Empty::Office => format!("『{heading}』は、役場が書く欄です。印刷しません。"),
    }
}

/// Somebody whose items a place may show.
enum Person {
    /// Of a role, or a row: the start of the path, the words for it, and whether the words leave no doubt.
    Known(String, String, bool),
    /// As the words do not say whom.
    Guessed(String, String),
    /// Somebody of whom nothing is known.
    Unknown(String),
}

fn person(folder: &Folder<'_>, words: &Words, subject: Subject, before: &mut Before) -> Person {
    if subject.member.is_some() && subject.member == folder.people {
        return Person::Known("member".to_owned(), "その行の方".to_owned(), true);
    }
    if let Some(other) = words.around.iter().find(|words| folder.is_of_other_list(words)) {
        return Person::Unknown(plain(other));
    }
    let said = [&words.label].into_iter().chain(&words.around).find_map(|words| who(words));
    match said {
        Some(Who::Stranger(word)) => Person::Unknown(word.to_owned()),
        Some(Who::Concerned(word)) if subject.each_person => {
            Person::Known("member".to_owned(), format!("『{word}』の方（1人に1枚）"), true)
        }
        Some(Who::Role(word, labels)) => match folder.role(labels) {
            Some(role) => {
                let label = role.item.label.ja();
                // 「申請者」 may be whoever came, or not.
                let same = label == word || label.contains(word) && folder.roles_with(word) == 1;
                let told =
                    if same { label.to_owned() } else { format!("{label}（見出しは『{word}』）") };
                *before = Some((role.id.to_owned(), label.to_owned()));
                Person::Known(role.id.to_owned(), told, same)
            }
            None => Person::Unknown(word.to_owned()),
        },
        Some(Who::Concerned(_)) | None => {
            let role = || folder.role(&["世帯主", ""]);
            let first = || role().map(|role| (role.id.to_owned(), role.item.label.ja().to_owned()));
            match before.clone().or_else(first) {
                Some((role, label)) => Person::Guessed(role, label),
                None => Person::Unknown("だれか".to_owned()),
            }
        }
    }
}

/// An item of a person.
fn theirs<'a>(
    found: Option<Match<'a>>,
    part: &'static str,
    what: &str,
    words: &Words,
    person: &Person,
) -> Meaning<'a> {
    let label = words.label.trim();
    let Some(found) = found else {
        return hand(format!(
            "見出し『{label}』に合う項目（{what}）が items にありません。手で書く欄としました。"
        ));
    };
    match person {
        Person::Known(path, who, sure) => fact(
            format!("{path}.{}", found.id),
            part,
            Some(found.item),
            None,
            format!(
                "見出し『{label}』から、{who}の{what}としました。{}",
                if *sure { "" } else { "よいですか。" }
            ),
        ),
        Person::Guessed(path, who) => fact(
            format!("{path}.{}", found.id),
            part,
            Some(found.item),
            None,
            format!("見出し『{label}』から。だれの{what}かは書かれていません。{who}でよいですか。"),
        ),
        Person::Unknown(who) => stranger(who, label),
    }
}

fn stranger(who: &str, label: &str) -> Meaning<'static> {
    hand(format!("『{who}』にあたる役割が items にないので、見出し『{label}』は手で書く欄としました。"))
}

fn of_concept<'a>(
    folder: &Folder<'a>,
    concept: Concept,
    words: &Words,
    person: Person,
    subject: Subject,
) -> Meaning<'a> {
    let label = words.label.trim();
    let name = folder.of_people("氏名", is_name);
    let birth =
        folder.of_people("生年月日", |item| is_date(item) && item.label.ja().contains("生年月日"));
    let visit = |needles: &[&str], fits: fn(&Item) -> bool, part: &'static str, doubt: &str| {
        if let Person::Unknown(who) = &person {
            return stranger(who, label);
        }
        match folder.of_visit(needles, fits) {
            Some(found) => {
                let note =
                    format!("見出し『{label}』から、項目「{}」としました。{doubt}", found.item.label.ja());
                fact(found.id.to_owned(), part, Some(found.item), None, note)
            }
            None => hand(format!("見出し『{label}』に合う項目が items にありません。手で書く欄としました。")),
        }
    };
    let new = ["新しい", "新", "これから", "転入先", "現", "住所", ""];
    let which = "新しい住所と前の住所の、どちらですか。";
    match concept {
        Concept::Empty(empty) => Meaning::Blank(empty.blank(), told(empty, label)),
        Concept::Kana => theirs(name, "kana", "フリガナ", words, &person),
        Concept::Name => theirs(name, "", "氏名", words, &person),
        Concept::Birth => theirs(birth, "", "生年月日", words, &person),
        Concept::Age => theirs(birth, "age", "年齢", words, &person),
        Concept::Sex => {
            let found =
                folder.of_people("性別", |item| is_choice(item) && item.label.ja().contains("性別"));
            theirs(found, "", "性別", words, &person)
        }
        Concept::Relation if is_to_other(label) => {
            hand(format!("見出し『{label}』は、世帯主から見た続柄ではないようです。手で書く欄としました。"))
        }
        Concept::Relation => {
            let found =
                folder.of_people("続柄", |item| is_choice(item) && item.label.ja().contains("続柄"));
            theirs(found, "", "続柄", words, &person)
        }
        Concept::Address => visit(&new, is_address, "", which),
        Concept::NewAddress => visit(&new, is_address, "", ""),
        Concept::OldAddress => visit(&["前の", "前", "旧", "元"], is_address, "", ""),
        Concept::PostalCode => visit(&new, is_address, "postal_code", which),
        Concept::Phone if subject.member.is_some() && subject.member == folder.people => {
            hand(format!("見出し『{label}』は一人ずつの電話番号のようです。手で書く欄としました。"))
        }
        Concept::Phone => visit(&["電話", ""], is_phone, "", ""),
        Concept::Filed => {
            fact("today".to_owned(), "", None, None, "届け出る日として、今日の日付を入れます。".to_owned())
        }
    }
}

/// Whether a relation is not the one to the householder.
fn is_to_other(heading: &str) -> bool {
    let heading = plain(heading);
    !heading.contains("世帯主") && (heading.contains("との") || heading.contains("から見た"))
}

fn other<'a>(folder: &Folder<'a>, heading: &str, words: &Words, person: Person) -> Meaning<'a> {
    let label = words.label.trim();
    let fits = |found: &Match<'_>| {
        let plain = !is_role(found.item) && !is_name(found.item) && !is_address(found.item);
        plain && matches!(found.of, Of::Visit | Of::People)
    };
    if let Person::Unknown(who) = &person {
        return stranger(who, label);
    }
    match folder.like(&[heading.to_owned()], fits) {
        Some(found) if found.of == Of::People => {
            theirs(Some(found), "", found.item.label.ja(), words, &person)
        }
        Some(found) => {
            let note = from(label, found.item.label.ja(), found.alike);
            fact(found.id.to_owned(), "", Some(found.item), None, note)
        }
        None => hand(format!(
            "見出し『{label}』に合う項目が items に見つかりません。要るなら項目を足してください。"
        )),
    }
}
