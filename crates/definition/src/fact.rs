//! Fact paths: `item[.part]`, `role.item[.part]`, `member.item[.part]`, `member`, `list.count`, `office.setting`,
//! `today[.part]`.

use kakanai_domain::Id;
use kakanai_domain::condition::{Part, Path, Subject};
use kakanai_domain::item::{Item, List};
use kakanai_domain::office::SettingValue;

use crate::code::Code;
use crate::names::{Names, Noun, Scope, Shape, nearest};
use crate::node::{Node, Spot};
use crate::problem::Words;

/// What a fact can be tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    YesNo,
    Choice(Id<Item>),
    Choices(Id<Item>),
    Number,
    Date,
    Text,
    /// A role, or the member looked at.
    Member(Id<List>),
    Name,
    Address,
}

impl Type {
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Type::YesNo => ("はい・いいえ", "a yes or no"),
            Type::Choice(_) => ("選択肢の1つ", "one option"),
            Type::Choices(_) => ("選択肢のいくつか", "some options"),
            Type::Number => ("数", "a number"),
            Type::Date => ("日付", "a date"),
            Type::Text => ("文字列", "a text"),
            Type::Member(_) => ("リストの1人", "a member of a list"),
            Type::Name => ("氏名", "a name"),
            Type::Address => ("住所", "an address"),
        }
    }
}

/// The parts of dates, names and addresses.
const DATE_PARTS: [(&str, Part, Type); 11] = [
    ("age", Part::Age, Type::Number),
    ("age_reached", Part::AgeReached, Type::Number),
    ("year_age", Part::YearAge, Type::Number),
    ("school_grade", Part::SchoolGrade, Type::Number),
    ("days_ago", Part::DaysAgo, Type::Number),
    ("wareki", Part::Wareki, Type::Text),
    ("era", Part::Era, Type::Text),
    ("era_year", Part::EraYear, Type::Text),
    ("year", Part::Year, Type::Number),
    ("month", Part::Month, Type::Number),
    ("day", Part::Day, Type::Number),
];
const NAME_PARTS: [(&str, Part, Type); 6] = [
    ("family", Part::Family, Type::Text),
    ("given", Part::Given, Type::Text),
    ("kana", Part::Kana, Type::Text),
    ("family_kana", Part::FamilyKana, Type::Text),
    ("given_kana", Part::GivenKana, Type::Text),
    ("latin", Part::Latin, Type::Text),
];
const ADDRESS_PARTS: [(&str, Part, Type); 6] = [
    ("postal_code", Part::PostalCode, Type::Text),
    ("prefecture", Part::Prefecture, Type::Text),
    ("city", Part::City, Type::Text),
    ("town", Part::Town, Type::Text),
    ("block", Part::Block, Type::Text),
    ("building", Part::Building, Type::Text),
];

/// The path and the type of a fact; `None` when it is wrong or rests on something wrong.
pub(crate) fn fact(node: Node<'_>, names: &Names, scope: Scope) -> Option<(Path, Type)> {
    fact_at(node.str()?, node.spot(), names, scope)
}

/// The same, for a text that stands somewhere.
pub(crate) fn fact_at(text: &str, spot: Spot<'_>, names: &Names, scope: Scope) -> Option<(Path, Type)> {
    Reader { text, spot, names, scope }.read()
}

struct Reader<'a> {
    text: &'a str,
    spot: Spot<'a>,
    names: &'a Names,
    scope: Scope,
}

impl<'a> Reader<'a> {
    fn read(&self) -> Option<(Path, Type)> {
        let (first, rest) = self.text.split_once('.').map_or((self.text, None), |(a, b)| (a, Some(b)));
        match (first, rest) {
            ("member", None) => Some((Path::Member, Type::Member(self.member()?))),
            ("member", Some(rest)) => {
                let list = self.member()?;
                self.item_of(Subject::Member, list, rest)
            }
            ("office", Some(setting)) => self.setting(setting),
            ("office", None) => {
                self.spot.wrong(Code::UnknownSetting, ["".into()]);
                None
            }
            ("today", part) => {
                let (part, of) = self.part(Type::Date, part)?;
                Some((Path::Today(part), of))
            }
            (first, rest) => match self.names.lists.find(first) {
                Some(list) => {
                    self.at(first).mention(Noun::List, first);
                    self.count(list, rest)
                }
                None => self.item(first, rest),
            },
        }
    }

    // The list of the member looked at.
    fn member(&self) -> Option<Id<List>> {
        if self.scope == Scope::Visit {
            self.spot.wrong(Code::NoMember, []);
        }
        self.scope.list()
    }

    fn setting(&self, name: &str) -> Option<(Path, Type)> {
        let id = self.names.find(&self.names.settings, Noun::Setting, name, self.at(name))?;
        let of = match self.names.setting_values.get(id.index())?.as_ref()? {
            SettingValue::YesNo(_) => Type::YesNo,
            SettingValue::Number(_) => Type::Number,
            SettingValue::Text(_) => Type::Text,
        };
        Some((Path::Setting(id), of))
    }

    fn count(&self, list: Id<List>, rest: Option<&str>) -> Option<(Path, Type)> {
        match rest {
            Some("count") => Some((Path::Count(list), Type::Number)),
            Some(item) if self.names.items.find(item.split('.').next().unwrap_or_default()).is_some() => {
                self.spot.wrong(Code::NoSubject, [item.into(), self.names.list_name(list).into()]);
                None
            }
            Some(part) => {
                self.at(part).wrong_near(
                    Code::UnknownPart,
                    [part.into(), Words::new("リスト", "a list"), "count".into()],
                    nearest(part, ["count"].into_iter()),
                );
                None
            }
            None => {
                self.spot.wrong(Code::NotAFact, [self.text.into()]);
                None
            }
        }
    }

    fn item(&self, name: &str, rest: Option<&str>) -> Option<(Path, Type)> {
        let id = self.names.item_at(name, self.at(name))?;
        match self.names.of(id) {
            Scope::Of(list) => {
                self.at(name).wrong(Code::NoSubject, [name.into(), self.names.list_name(list).into()]);
                None
            }
            Scope::Unknown => None,
            Scope::Visit => match (self.names.shape(id)?, rest) {
                (Shape::Member { list, .. }, Some(rest)) => self.item_of(Subject::Role(id), list, rest),
                (_, part) => self.whole_or_part(Subject::Visit, id, part),
            },
        }
    }

    fn item_of(&self, subject: Subject, list: Id<List>, rest: &str) -> Option<(Path, Type)> {
        let (name, part) = rest.split_once('.').map_or((rest, None), |(a, b)| (a, Some(b)));
        let id = self.names.item_at(name, self.at(name))?;
        match self.names.of(id) {
            Scope::Of(of) if of == list => self.whole_or_part(subject, id, part),
            Scope::Of(of) => {
                let (of, list) = (self.names.list_name(of), self.names.list_name(list));
                self.at(name).wrong(Code::OtherList, [name.into(), of.into(), list.into()]);
                None
            }
            Scope::Visit => {
                self.at(name).wrong(Code::VisitItem, [name.into()]);
                None
            }
            Scope::Unknown => None,
        }
    }

    fn whole_or_part(&self, subject: Subject, id: Id<Item>, part: Option<&str>) -> Option<(Path, Type)> {
        let whole = match self.names.shape(id)? {
            Shape::YesNo => Type::YesNo,
            Shape::Choice => Type::Choice(id),
            Shape::Choices => Type::Choices(id),
            Shape::Number | Shape::Money => Type::Number,
            Shape::Date => Type::Date,
            Shape::Name => Type::Name,
            Shape::Address => Type::Address,
            Shape::Phone | Shape::Text | Shape::PostalCode => Type::Text,
            Shape::Member { list, .. } => Type::Member(list),
        };
        let (part, of) = self.part(whole, part)?;
        Some((Path::Item(subject, id, part), of))
    }

    fn part(&self, whole: Type, part: Option<&str>) -> Option<(Part, Type)> {
        let Some(part) = part else { return Some((Part::Whole, whole)) };
        let parts: &[(&str, Part, Type)] = match whole {
            Type::Date => &DATE_PARTS,
            Type::Name => &NAME_PARTS,
            Type::Address => &ADDRESS_PARTS,
            Type::YesNo
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::Number
            | Type::Text
            | Type::Member(_) => &[],
        };
        let found = parts.iter().find(|(name, ..)| *name == part).map(|(_, part, of)| (*part, *of));
        if found.is_none() {
            let all = parts.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(" ");
            let all = if all.is_empty() { Words::new("（なし）", "(none)") } else { Words::same(all) };
            let near = nearest(part, parts.iter().map(|(name, ..)| *name));
            self.at(part).wrong_near(Code::UnknownPart, [part.into(), whole.words().into(), all], near);
        }
        found
    }

    // Where a piece of the path stands. The pieces are slices of it, so their distance is their place.
    fn at(&self, piece: &str) -> Spot<'a> {
        match (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize) {
            _ if piece.len() == self.text.len() => self.spot,
            Some(offset) if offset + piece.len() <= self.text.len() => {
                self.spot.narrowed(offset, piece.len())
            }
            Some(_) | None => self.spot,
        }
    }
}
