//! What somebody is typing or choosing, until it is an answer.
//!
//! A draft lives as long as its question is on the screen; it is not stored, and its `Debug` shows nothing.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use kakanai_domain::date::Day;
use kakanai_domain::era::Era;
use kakanai_domain::item::{Choice, DateLimits, Item, Kind};
use kakanai_domain::person::{Address, Name};
use kakanai_domain::{Answer, Date, Id, Lang, Member, Value};

use crate::writing;

/// A part of an input that is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    Whole,
    Year,
    Month,
    Day,
    Family,
    Given,
    FamilyKana,
    GivenKana,
    Latin,
    PostalCode,
    Prefecture,
    City,
    Town,
    Block,
    Building,
    Country,
}

/// The calendar a year is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// 西暦
    Western,
    /// 元号
    Of(Era),
}

/// A day as it is typed.
#[derive(Clone, Default)]
pub struct DayDraft {
    /// Which calendar the year is in, once chosen.
    pub calendar: Option<Calendar>,
    /// Year.
    pub year: String,
    /// Month.
    pub month: String,
    /// Day of the month.
    pub day: String,
    /// The day is not exactly known: month and day may stay empty.
    pub unsure: bool,
}

/// An input, by the type of its item.
#[derive(Clone)]
pub enum Draft {
    /// はい / いいえ
    YesNo(Option<bool>),
    /// One option.
    Choice(Option<Id<Choice>>),
    /// Any options.
    Choices(BTreeSet<Id<Choice>>),
    /// A day.
    Day(DayDraft),
    /// 氏名
    Name(Name),
    /// 住所
    Address(Address),
    /// Everything on one line: number, money, phone, text, postal code.
    Line(String),
    /// A member.
    Member(Option<Member>),
}

/// A draft, or わからない.
#[derive(Clone)]
pub struct Input {
    /// What was typed or chosen.
    pub draft: Draft,
    /// わからない was pressed; the draft does not count.
    pub unknown: bool,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Input(…)")
    }
}

/// What is missing or wrong in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing chosen.
    NotChosen,
    /// Nothing typed.
    Empty,
    /// 元号 or 西暦 is not chosen.
    NoCalendar,
    /// There is no such day.
    NoSuchDay,
    /// The day is after today.
    Future,
    /// Not a whole number.
    NotANumber,
    /// Not between these.
    Outside(i64, i64),
    /// Too long: at most so many characters.
    TooLong(usize),
    /// Not in katakana.
    NotKana,
    /// Not seven digits.
    NotPostal,
    /// Not a telephone number.
    NotPhone,
}

/// The flaws of an input, each at its field. Empty never.
pub type Flaws = Vec<(Field, Flaw)>;

impl Input {
    /// The draft of an item, filled from what was answered before.
    pub fn begin(item: &Item, said: Option<&Answer>, lang: Lang) -> Self {
        let unknown = matches!(said, Some(Answer::Unknown));
        let value = match said {
            Some(Answer::Value(value)) => Some(value),
            Some(Answer::Unknown | Answer::Members(_)) | None => None,
        };
        let draft = value.map_or_else(|| blank(&item.kind, lang), |value| filled(value, lang));
        Self { draft, unknown }
    }

    /// Whether nothing was entered.
    pub fn is_untouched(&self) -> bool {
        !self.unknown
            && match &self.draft {
                Draft::YesNo(yes) => yes.is_none(),
                Draft::Choice(option) => option.is_none(),
                Draft::Choices(options) => options.is_empty(),
                Draft::Day(day) => day.year.is_empty() && day.month.is_empty() && day.day.is_empty(),
                Draft::Name(name) => name.is_empty() && name.kana().is_empty(),
                Draft::Address(address) => *address == Address::default(),
                Draft::Line(line) => line.is_empty(),
                Draft::Member(member) => member.is_none(),
            }
    }

    /// The text of a field, to type in.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        match (&mut self.draft, field) {
            (Draft::Line(line), Field::Whole) => Some(line),
            (Draft::Day(day), Field::Year) => Some(&mut day.year),
            (Draft::Day(day), Field::Month) => Some(&mut day.month),
            (Draft::Day(day), Field::Day) => Some(&mut day.day),
            (Draft::Name(name), Field::Family) => Some(&mut name.family),
            (Draft::Name(name), Field::Given) => Some(&mut name.given),
            (Draft::Name(name), Field::FamilyKana) => Some(&mut name.family_kana),
            (Draft::Name(name), Field::GivenKana) => Some(&mut name.given_kana),
            (Draft::Name(name), Field::Latin) => Some(&mut name.latin),
            (Draft::Address(address), Field::PostalCode) => Some(&mut address.postal_code),
            (Draft::Address(address), Field::Prefecture) => Some(&mut address.prefecture),
            (Draft::Address(address), Field::City) => Some(&mut address.city),
            (Draft::Address(address), Field::Town) => Some(&mut address.town),
            (Draft::Address(address), Field::Block) => Some(&mut address.block),
            (Draft::Address(address), Field::Building) => Some(&mut address.building),
            (Draft::Address(address), Field::Country) => Some(&mut address.country),
            _ => None,
        }
    }

    /// The answer, or everything that is missing.
    pub fn finish(&self, item: &Item, today: Date) -> Result<Answer, Flaws> {
        if self.unknown {
            return Ok(Answer::Unknown);
        }
        let chosen = |value: Option<Value>| value.ok_or_else(|| vec![(Field::Whole, Flaw::NotChosen)]);
        match (&self.draft, &item.kind) {
            (Draft::YesNo(yes), _) => chosen(yes.map(Value::YesNo)),
            (Draft::Choice(option), _) => chosen(option.map(Value::Choice)),
            (Draft::Choices(options), _) => {
                let ids: Arc<[_]> = options.iter().copied().collect();
                chosen((!ids.is_empty()).then_some(Value::Choices(ids)))
            }
            (Draft::Member(member), _) => chosen(member.map(Value::Member)),
            (Draft::Day(draft), Kind::Date(limits)) => day(draft, *limits, today),
            (Draft::Day(draft), _) => day(draft, DateLimits::default(), today),
            (Draft::Name(draft), _) => name(draft),
            (Draft::Address(draft), _) => address(draft),
            (Draft::Line(text), kind) => line(text, kind).map_err(|flaw| vec![(Field::Whole, flaw)]),
        }
        .map(Answer::Value)
    }
}

fn blank(kind: &Kind, lang: Lang) -> Draft {
    match kind {
        Kind::YesNo => Draft::YesNo(None),
        Kind::Choice(_) => Draft::Choice(None),
        Kind::Choices(_) => Draft::Choices(BTreeSet::new()),
        // A birth date may be of any era; other days are of these years.
        Kind::Date(DateLimits { partly: true, .. }) => Draft::Day(DayDraft::default()),
        Kind::Date(DateLimits { partly: false, .. }) => {
            let calendar = if lang == Lang::Ja { Calendar::Of(Era::Reiwa) } else { Calendar::Western };
            Draft::Day(DayDraft { calendar: Some(calendar), ..DayDraft::default() })
        }
        Kind::Name => Draft::Name(Name::default()),
        Kind::Address => Draft::Address(Address::default()),
        Kind::Member(_) => Draft::Member(None),
        Kind::Number { .. } | Kind::Phone | Kind::Text { .. } | Kind::PostalCode | Kind::Money => {
            Draft::Line(String::new())
        }
    }
}

fn filled(value: &Value, lang: Lang) -> Draft {
    match value {
        Value::YesNo(yes) => Draft::YesNo(Some(*yes)),
        Value::Choice(option) => Draft::Choice(Some(*option)),
        Value::Choices(options) => Draft::Choices(options.iter().copied().collect()),
        Value::Number(number) | Value::Money(number) => Draft::Line(number.to_string()),
        Value::Date(day) => Draft::Day(day_draft(day, lang)),
        Value::Name(name) => Draft::Name((**name).clone()),
        Value::Address(address) => Draft::Address((**address).clone()),
        Value::Phone(text) | Value::Text(text) | Value::PostalCode(text) => Draft::Line(text.to_string()),
        Value::Member(member) => Draft::Member(Some(*member)),
    }
}

/// A day as its owner would type it.
pub fn day_draft(day: &Day, lang: Lang) -> DayDraft {
    match day {
        Day::Exact(date) => {
            let era = Era::of(*date).filter(|_| lang == Lang::Ja);
            let calendar = Some(era.map_or(Calendar::Western, |of| Calendar::Of(of.era)));
            let year = era.map_or(date.year(), |of| of.year).to_string();
            let (month, day) = (date.month().to_string(), date.day().to_string());
            DayDraft { calendar, year, month, day, unsure: false }
        }
        Day::Partly { year, month, .. } => DayDraft {
            calendar: Some(Calendar::Western),
            year: year.map(|year| year.to_string()).unwrap_or_default(),
            month: month.map(|month| month.to_string()).unwrap_or_default(),
            day: String::new(),
            unsure: true,
        },
    }
}

fn day(draft: &DayDraft, limits: DateLimits, today: Date) -> Result<Value, Flaws> {
    let partly = draft.unsure && limits.partly;
    let typed = [(Field::Year, &draft.year), (Field::Month, &draft.month), (Field::Day, &draft.day)];
    let mut flaws: Flaws = typed
        .iter()
        .filter(|(field, text)| text.trim().is_empty() && !(partly && *field != Field::Year))
        .map(|(field, _)| (*field, Flaw::Empty))
        .collect();
    if draft.calendar.is_none() {
        flaws.insert(0, (Field::Whole, Flaw::NoCalendar));
    }
    let Some(calendar) = draft.calendar.filter(|_| flaws.is_empty()) else { return Err(flaws) };
    let no_day = || vec![(Field::Day, Flaw::NoSuchDay)];
    let year = writing::year(&draft.year).ok_or_else(|| vec![(Field::Year, Flaw::NotANumber)])?;
    let small = |text: &str| writing::number(text).and_then(|n| i8::try_from(n).ok());
    let at = |month: i8, day: i8| match calendar {
        Calendar::Western => Date::new(year, month, day).ok(),
        Calendar::Of(era) => era.day(year, month, day),
    };
    let (month, of_month) = (small(&draft.month), small(&draft.day));
    let day = match (month, of_month) {
        (Some(month), Some(day)) => Day::Exact(at(month, day).ok_or_else(no_day)?),
        (month, None) if partly => {
            // The last day of the year or month exists in its era, also in the year the era begins.
            let last = at(month.unwrap_or(12), 28).ok_or_else(no_day)?;
            Day::Partly { written: written(calendar, &draft.year, month), year: Some(last.year()), month }
        }
        (_, _) => return Err(no_day()),
    };
    let first = day.range().map_or(today, |(first, _)| first);
    if limits.past && first > today {
        return Err(vec![(Field::Day, Flaw::Future)]);
    }
    Ok(Value::Date(Arc::new(day)))
}

/// 「昭和20年月日不詳」, as registers write it.
fn written(calendar: Calendar, year: &str, month: Option<i8>) -> String {
    let era = match calendar {
        Calendar::Western => "西暦",
        Calendar::Of(era) => era.name(),
    };
    let year = writing::plain(year);
    match month {
        Some(month) => format!("{era}{year}年{month}月日不詳"),
        None => format!("{era}{year}年月日不詳"),
    }
}

fn name(draft: &Name) -> Result<Value, Flaws> {
    let name = Name {
        family: draft.family.trim().to_owned(),
        given: draft.given.trim().to_owned(),
        family_kana: writing::katakana(&draft.family_kana),
        given_kana: writing::katakana(&draft.given_kana),
        latin: draft.latin.trim().to_owned(),
    };
    let written = !(name.family.is_empty() && name.given.is_empty());
    let mut flaws = Flaws::new();
    if written || name.latin.is_empty() {
        for (field, text) in [(Field::Family, &name.family), (Field::Given, &name.given)] {
            if text.is_empty() {
                flaws.push((field, Flaw::Empty));
            }
        }
    }
    for (field, kana) in [(Field::FamilyKana, &name.family_kana), (Field::GivenKana, &name.given_kana)] {
        if kana.is_empty() {
            // A name in Latin letters only may have no reading yet.
            if written || name.latin.is_empty() {
                flaws.push((field, Flaw::Empty));
            }
        } else if !writing::is_katakana(kana) {
            flaws.push((field, Flaw::NotKana));
        }
    }
    if flaws.is_empty() { Ok(Value::Name(Arc::new(name))) } else { Err(flaws) }
}

fn address(draft: &Address) -> Result<Value, Flaws> {
    let trimmed = |text: &String| text.trim().to_owned();
    let mut address = Address {
        postal_code: String::new(),
        prefecture: trimmed(&draft.prefecture),
        city: trimmed(&draft.city),
        town: trimmed(&draft.town),
        block: trimmed(&draft.block),
        building: trimmed(&draft.building),
        country: trimmed(&draft.country),
    };
    let mut flaws = Flaws::new();
    if !draft.postal_code.trim().is_empty() {
        match writing::postal_code(&draft.postal_code) {
            Some(digits) => address.postal_code = digits,
            None => flaws.push((Field::PostalCode, Flaw::NotPostal)),
        }
    }
    // Abroad there is no 都道府県; the line after the country is enough.
    let needed: &[(Field, &String)] = if address.country.is_empty() {
        &[(Field::Prefecture, &address.prefecture), (Field::City, &address.city)]
    } else {
        &[]
    };
    flaws.extend(needed.iter().filter(|(_, text)| text.is_empty()).map(|(field, _)| (*field, Flaw::Empty)));
    if address.town.is_empty() && address.block.is_empty() && address.country.is_empty() {
        flaws.push((Field::Town, Flaw::Empty));
    }
    if flaws.is_empty() { Ok(Value::Address(Arc::new(address))) } else { Err(flaws) }
}

fn line(text: &str, kind: &Kind) -> Result<Value, Flaw> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Flaw::Empty);
    }
    match kind {
        Kind::Number { least, most } => match writing::number(text) {
            Some(number) if (*least..=*most).contains(&number) => Ok(Value::Number(number)),
            Some(_) => Err(Flaw::Outside(*least, *most)),
            None => Err(Flaw::NotANumber),
        },
        Kind::Money => {
            writing::number(text).filter(|yen| *yen >= 0).map(Value::Money).ok_or(Flaw::NotANumber)
        }
        Kind::Phone => writing::phone(text).map(|phone| Value::Phone(phone.into())).ok_or(Flaw::NotPhone),
        Kind::PostalCode => {
            writing::postal_code(text).map(|code| Value::PostalCode(code.into())).ok_or(Flaw::NotPostal)
        }
        Kind::Text { most } if text.chars().count() > *most => Err(Flaw::TooLong(*most)),
        Kind::Text { .. } => Ok(Value::Text(text.into())),
        // No other kind has a line.
        Kind::YesNo
        | Kind::Choice(_)
        | Kind::Choices(_)
        | Kind::Date(_)
        | Kind::Name
        | Kind::Address
        | Kind::Member(_) => Err(Flaw::NotChosen),
    }
}
