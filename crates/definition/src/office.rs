//! `office.json`

use kakanai_domain::office::{ClosedDays, Counter, Office, Setting, SettingValue, Thing};
use kakanai_domain::{Date, Lang, Weekday};

use crate::code::Code;
use crate::condition::optional;
use crate::handover::handover;
use crate::lists::{Rows, each, read_into};
use crate::names::Names;
use crate::node::{Fields, Node};
use crate::period::{self, Period};
use crate::printers::printers;
use crate::test::date;

/// The office without its tables, and their rows.
pub(crate) struct OfficeDraft {
    pub office: Office,
    pub counters: Rows<Counter>,
    pub things: Rows<Thing>,
    pub settings: Rows<Setting>,
}

pub(crate) const LANGUAGES: [(&str, Lang); 7] = [
    ("ja", Lang::Ja),
    ("en", Lang::En),
    ("zh", Lang::Zh),
    ("ko", Lang::Ko),
    ("vi", Lang::Vi),
    ("pt", Lang::Pt),
    ("ne", Lang::Ne),
];
pub(crate) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// Reads the office. It comes before all texts: these should be in its languages.
pub(crate) fn office(root: Node<'_>, names: &Names, day: Date) -> Option<OfficeDraft> {
    let fields = root.record(&[
        "format",
        "name",
        "addressee",
        "code",
        "notice",
        "languages",
        "counters",
        "things",
        "settings",
        "closed",
        "handover",
        "printers",
    ])?;
    let languages = fields.need("languages").and_then(languages);
    if let Some(languages) = &languages {
        root.report.languages.borrow_mut().clone_from(languages);
    }
    let name = fields.need("name").and_then(Node::text);
    let addressee = fields.need("addressee").and_then(Node::str);
    let code = fields.need("code").and_then(code);
    let notice = optional(fields.get("notice").map(Node::text));
    let counters = each(fields.need("counters"), &names.counters, counter);
    let things = each(fields.need("things"), &names.things, |node| {
        let fields = node.record(&["id", "label"])?;
        fields.need("id");
        Some(Thing { label: fields.need("label").and_then(Node::text)? })
    });
    let mut entries = fields.need("settings").and_then(Node::list).into_iter().flatten().collect::<Vec<_>>();
    entries.sort_by_key(|node| Period::of(*node).away(day));
    let mut settings = Rows::new(&names.settings);
    read_into(&mut settings, entries.into_iter(), &names.settings, setting);
    let closed = fields.need("closed").and_then(closed);
    let handover = optional(fields.get("handover").map(|node| handover(node, names)));
    let printers = printers(fields.get("printers"));
    let office = Office {
        name: Some(name?),
        addressee: addressee?.to_owned(),
        code: code?,
        notice: notice?,
        languages: languages?,
        closed: closed?,
        handover: handover?,
        printers: printers?,
        ..Office::default()
    };
    Some(OfficeDraft { office, counters, things, settings })
}

fn languages(node: Node<'_>) -> Option<Vec<Lang>> {
    let read = node.list()?.map(|lang| Some((lang, lang.word(&LANGUAGES)?))).collect::<Vec<_>>();
    let mut languages = Vec::new();
    for (place, lang) in read.into_iter().collect::<Option<Vec<_>>>()? {
        if languages.contains(&lang) {
            place.wrong(Code::Twice, [lang.code().into()]);
            return None;
        }
        languages.push(lang);
    }
    let read = languages;
    if read.first() != Some(&Lang::Ja) {
        node.wrong(Code::JapaneseFirst, []);
        return None;
    }
    Some(read)
}

fn code(node: Node<'_>) -> Option<String> {
    let code = node.str()?;
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        node.wrong(Code::BadOfficeCode, [code.into()]);
        return None;
    }
    Some(code.to_owned())
}

fn counter(node: Node<'_>) -> Option<Counter> {
    let fields = node.record(&["id", "label", "place", "map", "floor"])?;
    fields.need("id");
    let label = fields.need("label").and_then(Node::text);
    let place = fields.need("place").and_then(Node::text);
    let map = optional(fields.get("map").map(|node| {
        let pair = node.list()?.map(|part| part.within::<u8>(0, 100)).collect::<Option<Vec<_>>>()?;
        let [x, y] = pair[..] else {
            node.wrong(Code::WrongCount, ["2".into()]);
            return None;
        };
        Some((x, y))
    }));
    let floor = optional(fields.get("floor").map(Node::text));
    Some(Counter { label: label?, place: place?, map: map?, floor: floor? })
}

fn setting(node: Node<'_>) -> Option<Setting> {
    let fields = node.record(&["id", "label", "from", "until", "value"])?;
    fields.need("id");
    period::check(fields);
    let label = fields.need("label").and_then(Node::quiet_text);
    let value = fields.need("value").and_then(|value| {
        if let Some(text) = value.as_str() {
            Some(SettingValue::Text(text.to_owned()))
        } else if value.value.as_boolean_lit().is_some() {
            value.flag().map(SettingValue::YesNo)
        } else {
            value.whole().map(SettingValue::Number)
        }
    });
    Some(Setting { label: label?, value: value? })
}

fn closed(node: Node<'_>) -> Option<ClosedDays> {
    let fields = node.record(&["weekdays", "yearly", "days"])?;
    let weekdays = all(fields, "weekdays", |day| day.word(&WEEKDAYS));
    let yearly = all(fields, "yearly", |pair| {
        let ends = pair.list()?.map(month_day).collect::<Option<Vec<_>>>()?;
        let [from, to] = ends[..] else {
            pair.wrong(Code::WrongCount, ["2".into()]);
            return None;
        };
        Some((from, to))
    });
    let days = all(fields, "days", date);
    Some(ClosedDays { weekdays: weekdays?, yearly: yearly?, days: days? })
}

fn all<'a, T>(fields: Fields<'a>, key: &str, read: impl Fn(Node<'a>) -> Option<T>) -> Option<Vec<T>> {
    let Some(node) = fields.get(key) else { return Some(Vec::new()) };
    let read = node.list()?.map(read).collect::<Vec<_>>();
    read.into_iter().collect()
}

fn month_day(node: Node<'_>) -> Option<(i8, i8)> {
    let text = node.str()?;
    // 29 February is a day of the year too: a leap year tells which days there are.
    let date = crate::test::exact_date(&format!("2024-{text}"));
    if date.is_none() {
        node.wrong(Code::BadMonthDay, [text.into()]);
    }
    date.map(|date| (date.month(), date.day()))
}
