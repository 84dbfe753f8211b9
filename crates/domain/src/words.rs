//! Values and subjects in words, for screens and papers.

use jiff::civil::{Date, Weekday};

use crate::catalog::Catalog;
use crate::condition::Part;
use crate::date::Day;
use crate::era::{self, Era};
use crate::facts::Facts;
use crate::id::Id;
use crate::item::{Item, Kind, List};
use crate::slot::Slot;
use crate::text::Lang;
use crate::truth::View;
use crate::value::{Answer, Member, Value};
use crate::why::Calling;
use crate::{age, person};

/// 「令和8年12月14日（月）」, "Monday, 14 December 2026".
pub fn date_words(date: Date, lang: Lang) -> String {
    let index = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    match lang {
        Lang::Ja => {
            let day = ["月", "火", "水", "木", "金", "土", "日"].get(index).unwrap_or(&"");
            format!("{}（{day}）", era::wareki(date))
        }
        Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => {
            format!("{}, {}", english_weekday(date.weekday()), english_date(date))
        }
    }
}

fn english_date(date: Date) -> String {
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = months.get(usize::from(date.month().unsigned_abs()) - 1).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

fn english_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A part of a day as text, as on paper; `None` when the day is too vague to have it.
pub fn day_text(day: &Day, part: Part) -> Option<String> {
    let date = match day {
        Day::Exact(date) => *date,
        Day::Partly { written, .. } if matches!(part, Part::Whole | Part::Wareki) => {
            return Some(written.clone());
        }
        Day::Partly { year, month, .. } => {
            let known = [(Part::Year, year.map(i64::from)), (Part::Month, month.map(i64::from))];
            let known = known.into_iter().find(|(own, _)| *own == part);
            return known.and_then(|(_, number)| number).map(|number| number.to_string());
        }
    };
    let era = Era::of(date);
    let parts = [
        (Part::Era, era.map(|year| year.era.name().to_owned())),
        (Part::EraYear, era.map(|year| era::year_words(year.year))),
        (Part::Year, Some(date.year().to_string())),
        (Part::Month, Some(date.month().to_string())),
        (Part::Day, Some(date.day().to_string())),
    ];
    match parts.into_iter().find(|(own, _)| *own == part) {
        Some((_, text)) => text,
        None => matches!(part, Part::Whole | Part::Wareki).then(|| era::wareki(date)),
    }
}

/// A part of a value as text, where the value has words of its own; `None` for parts that are numbers
/// counted against today, and for options, whose words are the item's.
pub fn part_text(value: &Value, part: Part) -> Option<String> {
    match value {
        Value::Date(day) => day_text(day, part),
        Value::Name(name) => Some(name_part(name, part)),
        Value::Address(address) => Some(address_part(address, part)),
        Value::Phone(text) | Value::Text(text) => Some(text.to_string()),
        Value::PostalCode(text) => {
            Some(person::Address { postal_code: text.to_string(), ..Default::default() }.postal())
        }
        Value::Number(number) | Value::Money(number) => Some(number.to_string()),
        Value::YesNo(_) | Value::Choice(_) | Value::Choices(_) | Value::Member(_) => None,
    }
}

fn name_part(name: &person::Name, part: Part) -> String {
    let parts = [
        (Part::Family, &name.family),
        (Part::Given, &name.given),
        (Part::FamilyKana, &name.family_kana),
        (Part::GivenKana, &name.given_kana),
        (Part::Latin, &name.latin),
    ];
    match parts.into_iter().find(|(own, _)| *own == part) {
        Some((_, text)) => text.clone(),
        None if part == Part::Kana => name.kana(),
        None => name.full(),
    }
}

fn address_part(address: &person::Address, part: Part) -> String {
    let parts = [
        (Part::Prefecture, &address.prefecture),
        (Part::City, &address.city),
        (Part::Town, &address.town),
        (Part::Block, &address.block),
        (Part::Building, &address.building),
    ];
    match parts.into_iter().find(|(own, _)| *own == part) {
        Some((_, text)) => text.clone(),
        None if part == Part::PostalCode => address.postal(),
        None => address.line(),
    }
}

/// The number that a part of a day gives, counted against today where it is an age.
pub(crate) fn part_number(date: Date, part: Part, today: Date) -> Option<i64> {
    // Not born yet is younger than every age.
    match part {
        Part::Age => Some(age::age(date, today).unwrap_or(-1)),
        Part::AgeReached => Some(age::age_reached(date, today).unwrap_or(-1)),
        Part::YearAge => Some(age::year_age(date, today).unwrap_or(-1)),
        Part::SchoolGrade => age::school_grade(date, today),
        Part::DaysAgo => Some(i64::from((today - date).get_days())),
        Part::Year => Some(i64::from(date.year())),
        Part::EraYear => Era::of(date).map(|era| i64::from(era.year)),
        Part::Month => Some(i64::from(date.month())),
        Part::Day => Some(i64::from(date.day())),
        Part::Whole
        | Part::Wareki
        | Part::Era
        | Part::Family
        | Part::Given
        | Part::Kana
        | Part::FamilyKana
        | Part::GivenKana
        | Part::Latin
        | Part::PostalCode
        | Part::Prefecture
        | Part::City
        | Part::Town
        | Part::Block
        | Part::Building => None,
    }
}

impl View<'_> {
    /// A part of an item's value in words: option labels, names of members, dates.
    pub fn value_words(&self, item: Id<Item>, value: &Value, part: Part, lang: Lang) -> String {
        let item = &self.catalog.items[item];
        let option = |id: &Id<_>| match item.options() {
            Some(options) if id.index() < options.len() => options[*id].label.get(lang).to_owned(),
            _ => String::new(),
        };
        match value {
            Value::YesNo(yes) => yes_no(*yes, lang).to_owned(),
            Value::Choice(id) => option(id),
            Value::Choices(ids) => ids.iter().map(option).collect::<Vec<_>>().join(list_mark(lang)),
            Value::Member(member) => match item.role() {
                Some(role) => self.called(role.list(), *member, lang, Calling::Name),
                None => String::new(),
            },
            Value::Date(day) => match day.exact() {
                Some(date) if part == Part::Whole && lang != Lang::Ja => english_date(date),
                Some(date) => day_text(day, part)
                    .or_else(|| Some(part_number(date, part, self.today)?.to_string()))
                    .unwrap_or_default(),
                None => day_text(day, part).unwrap_or_default(),
            },
            Value::Name(_)
            | Value::Address(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::PostalCode(_)
            | Value::Number(_)
            | Value::Money(_) => part_text(value, part).unwrap_or_default(),
        }
    }

    /// How a member is called: by the name items of the list, or by relation and age.
    /// Before either is known: 「2人目」.
    pub fn called(&self, list: Id<List>, member: Member, lang: Lang, calling: Calling) -> String {
        let items = &self.catalog.lists[list].called;
        let is_name = |item: &&Id<Item>| matches!(self.catalog.items[**item].kind, Kind::Name);
        let item = match calling {
            Calling::Name => items.first(),
            // Where names must not stand, none does.
            Calling::Relation => items.get(1).or(items.first()).filter(|item| !is_name(item)),
        };
        let words = item.and_then(|item| match self.facts.get(self.catalog, Slot::Of(member, *item)) {
            Some(Answer::Value(Value::Name(name))) if !name.is_empty() => Some(name.full()),
            Some(Answer::Value(value)) => Some(self.value_words(*item, value, Part::Whole, lang)),
            Some(Answer::Unknown | Answer::Members(_)) | None => None,
        });
        let Some(words) = words.filter(|words| !words.is_empty()) else { return nth(member, lang) };
        match (calling, self.age_of(list, member)) {
            (Calling::Relation, Some(age)) if items.len() > 1 => match lang {
                Lang::Ja => format!("{words}（{age}歳）"),
                Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => format!("{words} ({age})"),
            },
            (Calling::Relation | Calling::Name, _) => words,
        }
    }

    /// Full years of a member, from the first date of its roster: the birth date.
    fn age_of(&self, list: Id<List>, member: Member) -> Option<i64> {
        let mut roster = self.catalog.lists[list].roster.iter();
        let birth = roster.find(|item| matches!(self.catalog.items[**item].kind, Kind::Date(_)))?;
        let answer = self.facts.get(self.catalog, Slot::Of(member, *birth));
        let Some(Answer::Value(Value::Date(day))) = answer else { return None };
        age::age(day.exact()?, self.today)
    }
}

/// An answer as a reader sees it: 「要介護2」「昭和23年3月12日」.
pub fn answer_words(
    catalog: &Catalog,
    facts: &Facts,
    today: Date,
    slot: Slot,
    answer: &Answer,
    lang: Lang,
) -> String {
    let view = View { catalog, facts, today };
    match (answer, slot) {
        (Answer::Value(value), Slot::Visit(item) | Slot::Of(_, item)) => {
            view.value_words(item, value, Part::Whole, lang)
        }
        (Answer::Unknown, Slot::Visit(item) | Slot::Of(_, item)) => {
            catalog.items[item].unknown.as_ref().map_or_else(String::new, |text| text.get(lang).to_owned())
        }
        (Answer::Members(members), Slot::Roster(list)) => {
            let names = members.iter().map(|member| view.called(list, *member, lang, Calling::Name));
            names.collect::<Vec<_>>().join(list_mark(lang))
        }
        (Answer::Members(_), Slot::Visit(_) | Slot::Of(..))
        | (Answer::Value(_) | Answer::Unknown, Slot::Roster(_)) => String::new(),
    }
}

/// How a member is called.
pub fn called(
    catalog: &Catalog,
    facts: &Facts,
    today: Date,
    list: Id<List>,
    member: Member,
    lang: Lang,
    calling: Calling,
) -> String {
    View { catalog, facts, today }.called(list, member, lang, calling)
}

/// はい / いいえ
pub fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (lang, yes) {
        (Lang::Ja, true) => "はい",
        (Lang::Ja, false) => "いいえ",
        (_, true) => "Yes",
        (_, false) => "No",
    }
}

/// What stands between the members of a list.
pub(crate) fn list_mark(lang: Lang) -> &'static str {
    if lang == Lang::Ja { "、" } else { ", " }
}

fn nth(member: Member, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}人目", member.0),
        Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => format!("No. {}", member.0),
    }
}
