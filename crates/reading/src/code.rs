//! The text of a code, through a profile, as answers.

use kakanai_domain::card::{Certainty, Unread, WhyUnread};
use kakanai_domain::person::{Address, Name};
use kakanai_domain::session::{Said, SlotName};
use zeroize::Zeroizing;

use crate::address::split_address;
use crate::csv::rows;
use crate::error::ReadError;
use crate::number::{is_forbidden_name, is_individual_number, unread};
use crate::person::{add_kana, split_name};
use crate::profile::{AddressPart, Column, Content, NamePart, Profile};
use crate::qr::Payload;
use crate::width::{forbidden, katakana, plain_text};

/// Most characters of one value; more is no name, address or date.
const MOST_CHARACTERS: usize = 300;
/// Most people on one certificate.
const MOST_ROWS: usize = 99;

/// What a code answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeReading {
    /// What kind of code it is: the name of the profile that read it.
    pub card: String,
    /// Answers by the author's names. The first says who is in the list: members 1 to [`CodeReading::members`].
    pub answers: Vec<(SlotName, Said, Certainty)>,
    /// How many people it lists.
    pub members: u16,
    /// What stood there and gave no answer, for the clerk to see.
    pub unread: Vec<Unread>,
}

/// The answers in the payloads of one certificate, by the profile that leaves the least unread; of several alike, the first.
///
/// # Errors
/// [`ReadError::NoProfile`] without profiles; where none fits, what the last one says: see [`Profile::read`].
pub fn read_code(profiles: &[Profile], symbols: &[Payload]) -> Result<CodeReading, ReadError> {
    let mut best: Result<CodeReading, ReadError> = Err(ReadError::NoProfile);
    for profile in profiles {
        match (&best, profile.read(symbols)) {
            (Ok(before), Ok(reading)) if before.unread.len() <= reading.unread.len() => {}
            (Ok(_), Err(_)) => {}
            (Ok(_), Ok(reading)) | (Err(_), Ok(reading)) => best = Ok(reading),
            (Err(_), Err(error)) => best = Err(error),
        }
    }
    best
}

impl Profile {
    /// The answers in the payloads of one certificate, symbol after symbol.
    ///
    /// # Errors
    /// [`ReadError::Layout`] where rows and columns are not as the profile says; those of [`Payload::text`].
    pub fn read(&self, symbols: &[Payload]) -> Result<CodeReading, ReadError> {
        let mut reading = CodeReading { card: self.name.clone(), ..CodeReading::default() };
        for symbol in symbols {
            let text = symbol.text(self.encoding)?;
            let mut rows = rows(&text, self.delimiter)
                .ok_or_else(|| self.misfit("引用符が閉じていないか、値が多すぎます"))?
                .into_iter();
            let headings = if self.header { Some(self.headings(rows.next())?) } else { None };
            for row in rows {
                if usize::from(reading.members) >= MOST_ROWS {
                    return Err(self.misfit("行が多すぎます"));
                }
                reading.members += 1;
                self.read_row(row, headings.as_deref(), &mut reading);
            }
        }
        if reading.members == 0 {
            return Err(self.misfit("人の行がありません"));
        }
        let everybody = Said::Members((1..=reading.members).collect());
        reading.answers.insert(0, (SlotName(self.list.clone()), everybody, Certainty::Checked));
        Ok(reading)
    }

    fn misfit(&self, problem: &str) -> ReadError {
        ReadError::Layout { profile: self.name.clone(), problem: problem.to_owned() }
    }

    fn headings(&self, row: Option<Vec<String>>) -> Result<Vec<String>, ReadError> {
        let headings: Vec<String> =
            row.unwrap_or_default().into_iter().map(|h| h.trim().to_owned()).collect();
        let known = |heading: &String| self.columns.iter().any(|column| column.column == *heading);
        match headings.iter().any(known) {
            true => Ok(headings),
            false => Err(self.misfit("1行目に、知っている見出しが1つもありません")),
        }
    }

    fn read_row(&self, row: Vec<String>, headings: Option<&[String]>, reading: &mut CodeReading) {
        for (place, value) in row.into_iter().enumerate() {
            let value = Zeroizing::new(value);
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let (heading, column) = match headings {
                Some(headings) => {
                    let heading = headings.get(place).cloned();
                    let column = self.columns.iter().find(|column| Some(&column.column) == heading.as_ref());
                    (heading, column)
                }
                None => {
                    let column = self.columns.get(place);
                    (column.map(|column| column.column.clone()), column)
                }
            };
            let heading = heading.filter(|h| !h.is_empty()).unwrap_or_else(|| format!("{}列目", place + 1));
            if let Err(why) = self.take(column, &heading, value, reading) {
                let member = column.is_none_or(|c| c.visit.is_none()).then_some(reading.members);
                reading.unread.push(unread(&heading, member, why, value));
            }
        }
    }

    fn take(
        &self,
        column: Option<&Column>,
        heading: &str,
        value: &str,
        reading: &mut CodeReading,
    ) -> Result<(), WhyUnread> {
        if is_individual_number(value) || is_forbidden_name(heading) {
            return Err(WhyUnread::Withheld);
        }
        let column = column.ok_or(WhyUnread::NoPlace)?;
        let (content, slot) = match (&column.content, &column.visit, &column.member) {
            (Some(content), Some(item), _) => (content, SlotName(item.clone())),
            (Some(content), None, Some(item)) => {
                (content, SlotName(format!("{}.{}.{item}", self.list, reading.members)))
            }
            // The office knows the column and has no use for it: that is not kept.
            (None, ..) | (Some(_), None, None) => return Ok(()),
        };
        if forbidden(value, false).is_some() || value.chars().count() > MOST_CHARACTERS {
            return Err(WhyUnread::NotUnderstood);
        }
        let earlier = reading.answers.iter_mut().find(|(said, ..)| *said == slot);
        let before = earlier.as_ref().map(|(_, said, certainty)| (said, *certainty));
        let (said, certainty) = said(content, value, before).ok_or(WhyUnread::NotUnderstood)?;
        match earlier {
            Some((_, old, _)) if *old == said => {}
            Some((_, old, sure)) if content.is_part() => (*old, *sure) = (said, certainty),
            Some(_) => return Err(WhyUnread::Differs),
            None => reading.answers.push((slot, said, certainty)),
        }
        Ok(())
    }
}

impl Content {
    /// Whether it adds to what another column of the same item said.
    fn is_part(&self) -> bool {
        match self {
            Content::Kana | Content::NamePart(_) | Content::AddressPart(_) => true,
            Content::Name
            | Content::Address
            | Content::Date(_)
            | Content::Options(_)
            | Content::YesNo(_)
            | Content::Phone
            | Content::Text => false,
        }
    }
}

/// What a value says, given what other columns already said of the same item. A symbol carries its own error correction:
/// what stands in it is certain, except where it had to be split by rules.
fn said(content: &Content, value: &str, before: Option<(&Said, Certainty)>) -> Option<(Said, Certainty)> {
    let checked = |said| (said, Certainty::Checked);
    let name = || match before {
        Some((Said::Name(name), certainty)) => (name.clone(), certainty),
        _ => (Name::default(), Certainty::Checked),
    };
    let address = || match before {
        Some((Said::Address(address), certainty)) => (address.clone(), certainty),
        _ => (Address::default(), Certainty::Checked),
    };
    Some(match content {
        Content::Name => {
            let (mut split, certainty) = split_name(value)?;
            // A reading that came first stays.
            let (known, _) = name();
            if split.family_kana.is_empty() && split.given_kana.is_empty() {
                split.family_kana = known.family_kana;
                split.given_kana = known.given_kana;
            }
            (Said::Name(split), sure(certainty))
        }
        Content::Kana => {
            let (mut name, certainty) = name();
            let kana = sure(add_kana(&mut name, value));
            (Said::Name(name), certainty.min(kana))
        }
        Content::NamePart(part) => {
            let (mut name, certainty) = name();
            match part {
                NamePart::Family => name.family = value.to_owned(),
                NamePart::Given => name.given = value.to_owned(),
                NamePart::FamilyKana => name.family_kana = katakana(value),
                NamePart::GivenKana => name.given_kana = katakana(value),
                NamePart::Latin => name.latin = plain_text(value),
            }
            (Said::Name(name), certainty)
        }
        Content::Address => {
            let (address, certainty) = split_address(value);
            (Said::Address(address), certainty)
        }
        Content::AddressPart(part) => {
            let (mut address, certainty) = address();
            match part {
                AddressPart::PostalCode => {
                    address.postal_code = plain_text(value).chars().filter(char::is_ascii_digit).collect();
                }
                AddressPart::Prefecture => address.prefecture = value.to_owned(),
                AddressPart::City => address.city = value.to_owned(),
                AddressPart::Town => address.town = value.to_owned(),
                AddressPart::Block => address.block = value.to_owned(),
                AddressPart::Building => address.building = value.to_owned(),
            }
            (Said::Address(address), certainty)
        }
        Content::Date(formats) => {
            let (day, certainty) = formats.iter().find_map(|format| format.read(value))?;
            (Said::Date(day), certainty)
        }
        Content::Options(options) => checked(Said::Choice(options.get(value)?.clone())),
        Content::YesNo(words) => checked(Said::YesNo(*words.get(value)?)),
        Content::Phone => {
            let phone: String = plain_text(value).chars().filter(|c| !matches!(c, '(' | ')' | ' ')).collect();
            checked(Said::Phone(phone))
        }
        Content::Text => checked(Said::Text(value.to_owned())),
    })
}

/// In a symbol a space between 氏 and 名 is what its writer put there.
fn sure(certainty: Certainty) -> Certainty {
    match certainty {
        Certainty::Doubtful => Certainty::Doubtful,
        Certainty::Likely | Certainty::Checked => Certainty::Checked,
    }
}
