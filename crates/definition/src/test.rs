//! What is asked of a fact, by its type.

use kakanai_domain::condition::{Bounds, Operand, Part, Path, Test, TextOperand};
use kakanai_domain::item::Item;
use kakanai_domain::office::SettingValue;
use kakanai_domain::{Date, Id};

use crate::code::Code;
use crate::fact::Type;
use crate::names::{Names, Noun, Scope, Shape};
use crate::node::{Fields, Node};
use crate::problem::Words;
use crate::slip;

pub(crate) const BOUND_KEYS: [&str; 4] = ["at_least", "over", "at_most", "under"];
pub(crate) const TEST_KEYS: [&str; 10] = [
    "is",
    "is_one_of",
    "includes",
    "at_least",
    "over",
    "at_most",
    "under",
    "on_or_after",
    "on_or_before",
    "known",
];

/// The test beside a `fact`: exactly one kind, and one that fits its type.
pub(crate) fn test(fields: Fields<'_>, path: Path, of: Type, names: &Names) -> Option<Test> {
    let found = TEST_KEYS.into_iter().filter(|key| fields.has(key)).collect::<Vec<_>>();
    let kinds = found.iter().filter(|key| !BOUND_KEYS.contains(key)).count()
        + usize::from(found.iter().any(|key| BOUND_KEYS.contains(key)));
    let (1, Some(key)) = (kinds, found.first()) else {
        let (all, found) = (Words::same(fitting(of).join(" ")), Words::same(found.join(" ")));
        if kinds == 0 {
            fields.node.wrong(Code::NoTest, [all]);
        } else {
            fields.node.wrong(Code::ManyTests, [found]);
        }
        return None;
    };
    let known = *key == "known" && matches!(path, Path::Item(..));
    if !known && !fitting(of).contains(key) {
        let fits = Words::same(fitting(of).join(" "));
        fields.key_spot(key).wrong(Code::UnfitTest, [(*key).into(), of.words().into(), fits]);
        return None;
    }
    let value = fields.get(key)?;
    match *key {
        "known" => value.flag().map(Test::Known),
        "on_or_after" => date(value).map(Test::OnOrAfter),
        "on_or_before" => date(value).map(Test::OnOrBefore),
        "includes" => {
            let Type::Choices(item) = of else { return None };
            names.option(item, value).map(Test::Includes)
        }
        "is_one_of" => {
            let Type::Choice(item) = of else { return None };
            let options = value.list()?.map(|option| names.option(item, option)).collect::<Vec<_>>();
            if options.is_empty() {
                value.wrong(Code::EmptyList, [(*key).into()]);
            }
            options.into_iter().collect::<Option<Vec<_>>>().map(Test::IsOneOf)
        }
        "is" => is(value, of, names),
        _ => bounds(fields, names).map(Test::Within),
    }
}

fn is(value: Node<'_>, of: Type, names: &Names) -> Option<Test> {
    match of {
        Type::YesNo => value.flag().map(Test::Is),
        Type::Choice(item) => names.option(item, value).map(Test::IsOption),
        Type::Text => {
            let text = value.str()?;
            let Some(setting) = text.strip_prefix("office.") else {
                return Some(Test::IsText(TextOperand::Text(text.to_owned())));
            };
            let id = names.find(&names.settings, Noun::Setting, setting, value.spot())?;
            match names.setting_values.get(id.index())?.as_ref()? {
                SettingValue::Text(_) => Some(Test::IsText(TextOperand::Setting(id))),
                SettingValue::YesNo(_) | SettingValue::Number(_) => {
                    value.wrong(Code::UnfitSetting, [setting.into(), ("文字列", "a text").into()]);
                    None
                }
            }
        }
        Type::Member(list) => {
            let role: Id<Item> = names.item(value)?;
            match (names.of(role), names.shape(role)?) {
                (Scope::Visit, Shape::Member { list: of, .. }) if of == list => Some(Test::IsRole(role)),
                (Scope::Visit | Scope::Of(_), _) => {
                    let list = names.list_name(list);
                    value.wrong(Code::NotARole, [names.item_name(role).into(), list.into()]);
                    None
                }
                (Scope::Unknown, _) => None,
            }
        }
        Type::Choices(_) | Type::Number | Type::Date | Type::Name | Type::Address => None,
    }
}

fn fitting(of: Type) -> &'static [&'static str] {
    match of {
        Type::YesNo | Type::Text | Type::Member(_) => &["is"],
        Type::Choice(_) => &["is", "is_one_of"],
        Type::Choices(_) => &["includes"],
        Type::Number => &BOUND_KEYS,
        Type::Date => &["on_or_after", "on_or_before"],
        Type::Name | Type::Address => &["known"],
    }
}

/// `at_least` or `over`, and `at_most` or `under`: at least one of them.
pub(crate) fn bounds(fields: Fields<'_>, names: &Names) -> Option<Bounds> {
    let pair =
        |included: &str, excluded: &str, offset: i64| match (fields.get(included), fields.get(excluded)) {
            (Some(_), Some(_)) => {
                fields
                    .key_spot(excluded)
                    .wrong(Code::ManyTests, [Words::same(format!("{included} {excluded}"))]);
                None
            }
            (Some(node), None) => operand(node, 0, names).map(Some),
            (None, Some(node)) => operand(node, offset, names).map(Some),
            (None, None) => Some(None),
        };
    let least = pair("at_least", "over", 1);
    let most = pair("at_most", "under", -1);
    let bounds = Bounds { least: least?, most: most? };
    if bounds.least.is_none() && bounds.most.is_none() {
        fields.node.wrong(Code::NoTest, [Words::same(BOUND_KEYS.join(" "))]);
        return None;
    }
    if let (Some(Operand::Number(least)), Some(Operand::Number(most))) = (bounds.least, bounds.most)
        && least > most
    {
        fields
            .node
            .wrong(Code::NothingBetween, [Words::same(least.to_string()), Words::same(most.to_string())]);
        return None;
    }
    Some(bounds)
}

fn operand(node: Node<'_>, offset: i64, names: &Names) -> Option<Operand> {
    let Some(text) = node.as_str() else {
        return Some(Operand::Number(node.whole()?.saturating_add(offset)));
    };
    let Some(setting) = text.strip_prefix("office.") else {
        node.mistyped(("整数か \"office.設定\"", "a whole number or \"office.setting\""));
        return None;
    };
    let id = names.find(&names.settings, Noun::Setting, setting, node.spot())?;
    match names.setting_values.get(id.index())?.as_ref()? {
        SettingValue::Number(_) => Some(Operand::Setting(id, offset)),
        SettingValue::YesNo(_) | SettingValue::Text(_) => {
            node.wrong(Code::UnfitSetting, [setting.into(), ("整数", "a whole number").into()]);
            None
        }
    }
}

/// A day: `2026-12-01`, and nothing looser.
pub(crate) fn date(node: Node<'_>) -> Option<Date> {
    let text = node.str()?;
    let found = exact_date(text);
    if found.is_none() {
        node.spot().wrong_meant(Code::BadDate, [text.into()], slip::meant_day(text).as_deref());
    }
    found
}

/// The day a text says.
pub(crate) fn exact_date(text: &str) -> Option<Date> {
    let digits = |at: std::ops::Range<usize>| {
        text.get(at).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether a path is a whole date, as clocks need it.
pub(crate) fn is_whole_date(path: Path, of: Type) -> bool {
    of == Type::Date && matches!(path, Path::Item(_, _, Part::Whole) | Path::Today(Part::Whole))
}
