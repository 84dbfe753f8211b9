//! The answers of a scenario.

use std::sync::Arc;

use kakanai_domain::date::Day;
use kakanai_domain::item::{Item, Kind, List};
use kakanai_domain::person::{Address, Name};
use kakanai_domain::{Answer, Answers, Id, Member, Slot, Value};

use crate::code::Code;
use crate::draft::Draft;
use crate::mention::Noun;
use crate::names::{Names, Scope, Shape, nearest};
use crate::node::{Fields, Node};
use crate::problem::Words;
use crate::test::{date, exact_date};

/// Reads answers, and checks them against the items.
pub(crate) struct Reader<'a> {
    pub names: &'a Names,
    pub draft: &'a Draft,
    /// The `answers` of the scenario.
    pub all: Node<'a>,
}

impl<'a> Reader<'a> {
    /// All answers; `None` when one of them is wrong.
    pub fn answers(&self) -> Option<Answers> {
        let mut answers = Vec::new();
        let mut sound = true;
        for (key, spot, node) in self.all.fields()?.entries() {
            if let Some(list) = self.names.lists.find(key) {
                spot.mention(Noun::List, key);
                sound &= self.members(list, node, &mut answers);
                continue;
            }
            let Some(item) = self.names.item_at(key, spot) else {
                sound = false;
                continue;
            };
            match self.names.of(item) {
                Scope::Visit => sound &= self.put(Slot::Visit(item), item, node, &mut answers),
                Scope::Of(list) => {
                    spot.wrong(Code::NoSubject, [key.into(), self.names.list_name(list).into()]);
                    sound = false;
                }
                Scope::Unknown => sound = false,
            }
        }
        sound.then(|| answers.into_iter().collect())
    }

    /// How many members the scenario puts into a list.
    pub fn count(&self, list: Id<List>) -> usize {
        self.all.peek(self.names.list_name(list)).map_or(0, |node| node.peek_all().count())
    }

    /// The member with a number, which must be among the answers.
    pub fn member(&self, node: Node<'_>, list: Id<List>) -> Option<Member> {
        let number = node.whole()?;
        self.numbered(number, list).or_else(|| {
            let list = self.names.list_name(list);
            node.wrong(Code::NoSuchMember, [Words::same(number.to_string()), list.into()]);
            None
        })
    }

    /// The same, without reporting.
    pub fn numbered(&self, number: i64, list: Id<List>) -> Option<Member> {
        let number = u16::try_from(number).ok().filter(|number| *number > 0)?;
        (usize::from(number) <= self.count(list)).then_some(Member(number))
    }

    fn members(&self, list: Id<List>, node: Node<'a>, answers: &mut Vec<(Slot, Answer)>) -> bool {
        let Some(entries) = node.list() else { return false };
        let mut sound = true;
        let mut members = Vec::new();
        for (number, entry) in (1..=u16::MAX).zip(entries) {
            let member = Member(number);
            members.push(member);
            let Some(fields) = entry.fields() else {
                sound = false;
                continue;
            };
            for (key, spot, node) in fields.entries() {
                let Some(item) = self.names.item_at(key, spot) else {
                    sound = false;
                    continue;
                };
                match self.names.of(item) {
                    Scope::Of(of) if of == list => {
                        sound &= self.put(Slot::Of(member, item), item, node, answers);
                    }
                    Scope::Of(_) | Scope::Visit => {
                        spot.wrong(Code::NotOfList, [key.into(), self.names.list_name(list).into()]);
                        sound = false;
                    }
                    Scope::Unknown => sound = false,
                }
            }
        }
        answers.push((Slot::Roster(list), Answer::Members(members.into())));
        sound
    }

    fn put(&self, slot: Slot, item: Id<Item>, node: Node<'a>, answers: &mut Vec<(Slot, Answer)>) -> bool {
        let Some(answer) = self.answer(item, node) else { return false };
        answers.push((slot, answer));
        true
    }

    /// An answer to an item.
    pub fn answer(&self, item: Id<Item>, node: Node<'a>) -> Option<Answer> {
        let name = self.names.item_name(item);
        let shape = self.names.shape(item)?;
        if node.peek("unknown").is_some() {
            let said = node.record(&["unknown"])?.need("unknown")?.flag()?;
            let row = self.draft.items.get(item)?;
            if row.unknown.is_none() || !said {
                node.wrong(Code::NoUnknown, [name.into()]);
                return None;
            }
            return Some(Answer::Unknown);
        }
        let value = match shape {
            Shape::YesNo => Value::YesNo(node.flag()?),
            Shape::Choice => Value::Choice(self.names.option(item, node)?),
            Shape::Choices => {
                let read = node.list()?.map(|option| self.names.option(item, option)).collect::<Vec<_>>();
                let mut options = read.into_iter().collect::<Option<Vec<_>>>()?;
                options.sort_unstable();
                options.dedup();
                Value::Choices(options.into())
            }
            Shape::Number => match self.draft.items.get(item).map(|row| &row.kind) {
                Some(Kind::Number { least, most }) => Value::Number(node.within(*least, *most)?),
                Some(_) | None => return None,
            },
            Shape::Money => Value::Money(node.whole()?),
            Shape::Date => Value::Date(Arc::new(self.day(item, node)?)),
            Shape::Name => Value::Name(Arc::new(person_name(node, name)?)),
            Shape::Address => Value::Address(Arc::new(address(node)?)),
            Shape::Phone => Value::Phone(node.str()?.into()),
            Shape::Text => Value::Text(self.words(item, node)?.into()),
            Shape::PostalCode => Value::PostalCode(postal_code(node)?.into()),
            Shape::Member { derived: true, .. } => {
                node.wrong(Code::DerivedAsked, [name.into()]);
                return None;
            }
            Shape::Member { list, derived: false } => Value::Member(self.member(node, list)?),
        };
        Some(Answer::Value(value))
    }

    fn day(&self, item: Id<Item>, node: Node<'_>) -> Option<Day> {
        if !node.is_object() {
            return date(node).map(Day::Exact);
        }
        let fields = node.record(&["written", "year", "month"])?;
        let partly = match self.draft.items.get(item).map(|row| &row.kind) {
            Some(Kind::Date(limits)) => limits.partly,
            Some(_) | None => return None,
        };
        if !partly {
            let why = ("項目に \"partly\": true がありません。", "the item has no \"partly\": true");
            node.wrong(Code::AnswerMisfit, [self.names.item_name(item).into(), why.into()]);
            return None;
        }
        let written = fields.need("written").and_then(Node::str);
        let year = fields.get("year").map(|node| node.within(1, 9999));
        let month = fields.get("month").map(|node| node.within(1, 12));
        let (year, month) = (crate::condition::optional(year)?, crate::condition::optional(month)?);
        if month.is_some() && year.is_none() {
            node.wrong(Code::MissingKey, ["year".into()]);
            return None;
        }
        Some(Day::Partly { written: written?.to_owned(), year, month })
    }

    fn words(&self, item: Id<Item>, node: Node<'a>) -> Option<&'a str> {
        let text = node.str()?;
        let most = match self.draft.items.get(item).map(|row| &row.kind) {
            Some(Kind::Text { most }) => *most,
            Some(_) | None => return None,
        };
        if text.chars().count() > most {
            let why = Words::new(format!("{most} 文字までです。"), format!("at most {most} characters"));
            node.wrong(Code::AnswerMisfit, [self.names.item_name(item).into(), why]);
            return None;
        }
        Some(text)
    }

    /// The slot of a name: `moved_on`, `people`, `people.2.name`.
    pub fn slot(&self, node: Node<'_>) -> Option<Slot> {
        let text = node.str()?;
        let parts = text.split('.').collect::<Vec<_>>();
        match parts[..] {
            [name] => match self.names.lists.find(name) {
                Some(list) => {
                    node.spot().mention(Noun::List, name);
                    Some(Slot::Roster(list))
                }
                None => {
                    let item = self.names.item(node)?;
                    match self.names.of(item) {
                        Scope::Visit => Some(Slot::Visit(item)),
                        Scope::Of(list) => {
                            let list = self.names.list_name(list);
                            let near = Words::same(format!("{list}.1.{name}"));
                            node.spot().wrong_near(Code::WrongSlot, [text.into()], Some(&near.ja));
                            None
                        }
                        Scope::Unknown => None,
                    }
                }
            },
            [list, number, name] => {
                let list = self.names.find(&self.names.lists, Noun::List, list, node.spot())?;
                let item = self.names.item_at(name, node.spot())?;
                match self.names.of(item) {
                    Scope::Of(of) if of == list => {}
                    Scope::Of(_) | Scope::Visit => {
                        let list = self.names.list_name(list);
                        node.wrong(Code::NotOfList, [name.into(), list.into()]);
                        return None;
                    }
                    Scope::Unknown => return None,
                }
                let Some(member) = number.parse().ok().and_then(|number| self.numbered(number, list)) else {
                    let list = self.names.list_name(list);
                    node.wrong(Code::NoSuchMember, [number.into(), list.into()]);
                    return None;
                };
                Some(Slot::Of(member, item))
            }
            _ => {
                node.wrong(Code::WrongSlot, [text.into()]);
                None
            }
        }
    }
}

fn strings(fields: Fields<'_>, places: &mut [(&str, &mut String)]) -> Option<()> {
    for (key, place) in places {
        if let Some(node) = fields.get(key) {
            **place = node.str()?.to_owned();
        }
    }
    Some(())
}

fn person_name(node: Node<'_>, item: &str) -> Option<Name> {
    let fields = node.record(&["family", "given", "family_kana", "given_kana", "latin"])?;
    let mut name = Name::default();
    strings(
        fields,
        &mut [
            ("family", &mut name.family),
            ("given", &mut name.given),
            ("family_kana", &mut name.family_kana),
            ("given_kana", &mut name.given_kana),
            ("latin", &mut name.latin),
        ],
    )?;
    if name.is_empty() {
        let why = ("family・given・latin のどれかが要ります。", "one of family, given and latin is needed");
        node.wrong(Code::AnswerMisfit, [item.into(), why.into()]);
        return None;
    }
    Some(name)
}

fn address(node: Node<'_>) -> Option<Address> {
    let keys = ["postal_code", "prefecture", "city", "town", "block", "building", "country"];
    let fields = node.record(&keys)?;
    let mut address = Address::default();
    strings(
        fields,
        &mut [
            ("prefecture", &mut address.prefecture),
            ("city", &mut address.city),
            ("town", &mut address.town),
            ("block", &mut address.block),
            ("building", &mut address.building),
            ("country", &mut address.country),
        ],
    )?;
    if let Some(node) = fields.get("postal_code") {
        address.postal_code = postal_code(node)?.to_owned();
    }
    Some(address)
}

fn postal_code(node: Node<'_>) -> Option<&str> {
    let code = node.str()?;
    if code.len() != 7 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        let why = ("郵便番号はハイフンなしの7桁です。", "a postal code is 7 digits without a hyphen");
        node.wrong(Code::AnswerMisfit, ["postal_code".into(), why.into()]);
        return None;
    }
    Some(code)
}

/// A day that is expected, or `null` for none.
pub(crate) fn expected_day(node: Node<'_>) -> Option<Option<kakanai_domain::Date>> {
    if node.is_null() {
        return Some(None);
    }
    let text = node.str()?;
    let found = exact_date(text);
    if found.is_none() {
        let near = nearest(text, ["null"].into_iter()).map(str::to_owned);
        let near = near.or_else(|| crate::slip::meant_day(text));
        node.spot().wrong_near(Code::BadDate, [text.into()], near.as_deref());
    }
    found.map(Some)
}
