//! From a picture to what a card says.

use jiff::civil::Date;
use kakanai_domain::card::{CardReading, CardValue, Certainty};
use kakanai_domain::date::Day;
use zeroize::Zeroizing;

use super::cut::{Grey, Sheet};
use super::cuts::{Cuts, Raw, Texts};
use super::find::{Quad, Scene};
use super::kinds::{Kinds, Match};
use super::layout::{Field, Layout, Refusal};
use super::picture::Picture;
use super::preview::preview;
use super::quality::{Advice, Quality};
use super::text::{TextEngine, TextError};
use super::values::days::Span;
use super::values::places::Places;
use super::values::{Doubt, Said, addresses, days, names, numbers, steps, zone};
use crate::number::is_individual_number;
use crate::symbol::{self, Frame};

/// Less sure than that is no card that a layout describes.
const LEAST_SURE: f32 = 0.29;
/// As sure as that needs no mark read: no other card and no desk of the set for tuning came near it.
const SURE: f32 = 0.38;
/// How much of a mark has to be read, from 0 to 1.
const LEAST_MARK: f32 = 0.45;

/// Reads cards of the kinds it has layouts of.
pub struct CardReader {
    layouts: Vec<Layout>,
    kinds: Kinds,
    places: Places,
}

/// A card in its place in a picture: everything but its text.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The kind: the id of its layout.
    pub kind: String,
    /// Its corners, clockwise from the upper left of the print.
    pub quad: Quad,
    /// What was measured.
    pub quality: Quality,
    layout: usize,
    pub(super) shift: (f32, f32),
    /// Whether its print alone says which card it is.
    sure: bool,
}

#[cfg(test)]
impl Shown {
    /// One that was not found in any picture.
    pub(crate) fn new(kind: &str, quad: Quad, quality: Quality) -> Self {
        Self { kind: kind.to_owned(), quad, quality, layout: 0, shift: (0.0, 0.0), sure: true }
    }
}

/// What was read of a card in one picture; several of the same card read better than one.
pub struct Sighting {
    layout: usize,
    fields: Vec<(Field, Vec<Raw>)>,
    division: Option<f32>,
    division_han: Option<f32>,
    pictures: Vec<(Field, Frame)>,
}

impl Sighting {
    /// What was cut out for the screen, before any of it is understood.
    pub fn pictures(&self) -> impl Iterator<Item = (Field, &Frame)> {
        self.pictures.iter().map(|(field, picture)| (*field, picture))
    }
}

/// Why a picture gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// The picture is not good enough.
    #[error("この写りからは、カードを読み取れません")]
    Picture(Advice),
    /// The engine cannot read.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// A field of a card as read.
#[derive(Clone, Debug)]
pub struct FieldSeen {
    /// Which.
    pub field: Field,
    /// As printed, as far as it was understood.
    pub text: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
    /// The day, where it is one.
    pub day: Option<Date>,
    /// Its picture, for the screen, in memory only.
    pub picture: Option<Frame>,
}

/// What a card says.
#[derive(Clone, Debug)]
pub struct CardSeen {
    /// The kind: the id of its layout.
    pub kind: String,
    /// What goes into answers.
    pub reading: CardReading,
    /// Every field read, also those that answer nothing.
    pub fields: Vec<FieldSeen>,
}

impl CardReader {
    /// A reader of these kinds that knows these places.
    pub fn new(layouts: Vec<Layout>, places: Places) -> Self {
        let kinds = Kinds::of(&layouts);
        Self { layouts, kinds, places }
    }

    /// Finds a card, its kind and its place; reads nothing. Quick enough for every frame of a live view.
    ///
    /// # Errors
    /// What to do: no card, another card, its back.
    pub fn look(&self, picture: &Picture) -> Result<Shown, Advice> {
        let scene = Scene::of(picture).ok_or(Advice::ShowCard)?;
        let found = self.kinds.best(&scene).ok_or(Advice::ShowCard)?;
        let layout = self.layouts.get(found.layout).ok_or(Advice::ShowCard)?;
        if found.sureness() < LEAST_SURE {
            return Err(if found.quad.score > 0.9 { Advice::OtherCard } else { Advice::ShowCard });
        }
        match layout.refuse {
            Some(Refusal::TurnOver) => return Err(Advice::TurnOver),
            None => {}
        }
        let Match { quad, shift, .. } = found;
        let sure = found.sureness() >= SURE;
        let [length, _] = layout.size;
        let Some(sheet) = Sheet::new(picture, &quad, layout, shift) else { return Err(Advice::ShowCard) };
        let boxes: Vec<Grey> = layout.places.iter().take(3).map(|place| sheet.cut(place.at)).collect();
        let boxes: Vec<&Grey> = boxes.iter().collect();
        let quality = Quality::of(picture, &quad, length, &boxes);
        Ok(Shown { kind: layout.id.clone(), quad, quality, layout: found.layout, shift, sure })
    }

    /// The frame for a live view, at most so many columns wide. What must never be seen is covered on a card that was found;
    /// where none was, the frame is so coarse that nothing on it can be read.
    pub fn preview(&self, picture: &Picture, shown: Option<&Shown>, columns: usize) -> Option<Picture> {
        let found = shown.and_then(|shown| Some((shown, self.layouts.get(shown.layout)?)));
        preview(picture, found, columns)
    }

    /// Reads a card that was found. Every engine reads the lines it can, and what they read is weighed together.
    ///
    /// # Errors
    /// [`CardError::Text`] where an engine cannot read; [`CardError::Picture`] where it turned out to be another card, or
    /// where a two-dimensional code says that it is the back of a 個人番号カード.
    pub fn sight(
        &self,
        picture: &Picture,
        shown: &Shown,
        engines: &[&dyn TextEngine],
    ) -> Result<Sighting, CardError> {
        let none = || CardError::Picture(Advice::ShowCard);
        let layout = self.layouts.get(shown.layout).ok_or_else(none)?;
        if has_code(picture) {
            return Err(CardError::Picture(Advice::TurnOver));
        }
        let sheet = Sheet::new(picture, &shown.quad, layout, shown.shift).ok_or_else(none)?;
        let cuts = Cuts::of(&sheet, layout);
        let texts = cuts.read(layout, engines)?;
        let marks = texts.marks.iter().map(|(mark, read)| part_read(mark, &read.text)).fold(0.0, f32::max);
        // What only looks like one may lie elsewhere, and other things would be cut out of it; days and numbers that are read
        // where they should stand are a mark as well.
        if !shown.sure && !texts.marks.is_empty() && marks < LEAST_MARK && !is_in_its_place(&texts) {
            return Err(CardError::Picture(Advice::OtherCard));
        }
        let mut fields = texts.fields;
        for (field, raws) in &mut fields {
            // Twelve digits are somebody's number wherever they stand, but for the number of a licence.
            raws.retain(|raw| {
                *field == Field::Number || !raw.lines.iter().any(|line| is_individual_number(&line.text))
            });
        }
        let pictures = cuts.cuts.iter().filter_map(|cut| Some((cut.field, frame(&cut.picture)?))).collect();
        let (division, division_han) = (cuts.division(Field::Name), cuts.division(Field::NameHan));
        Ok(Sighting { layout: shown.layout, fields, division, division_han, pictures })
    }

    /// Finds and reads a card in one picture, however good it is.
    ///
    /// # Errors
    /// As [`CardReader::look`] and [`CardReader::sight`].
    pub fn read(
        &self,
        picture: &Picture,
        engines: &[&dyn TextEngine],
        today: Date,
    ) -> Result<CardSeen, CardError> {
        let shown = self.look(picture).map_err(CardError::Picture)?;
        let sighting = self.sight(picture, &shown, engines)?;
        self.settle(std::slice::from_ref(&sighting), today).ok_or(CardError::Picture(Advice::ShowCard))
    }

    /// What sightings of one card say together. Those of another kind than the last are left out; `None` without any.
    pub fn settle(&self, sightings: &[Sighting], today: Date) -> Option<CardSeen> {
        let last = sightings.last()?;
        let layout = self.layouts.get(last.layout)?;
        let same: Vec<&Sighting> =
            sightings.iter().filter(|sighting| sighting.layout == last.layout).collect();
        let reading = CardReading { card: layout.card.clone(), ..CardReading::default() };
        let mut seen = CardSeen { kind: layout.id.clone(), reading, fields: Vec::new() };
        for place in &layout.places {
            let raws = || {
                same.iter().flat_map(|sighting| {
                    sighting
                        .fields
                        .iter()
                        .filter(|(field, _)| *field == place.field)
                        .flat_map(|(_, raws)| raws)
                })
            };
            let said: Vec<Said> = raws().map(Raw::said).collect();
            let division = same.iter().find_map(|sighting| sighting.division);
            match place.field {
                Field::Mrz => {
                    let lines = raws().filter_map(|raw| {
                        let said = |nth: usize| {
                            raw.lines
                                .get(nth)
                                .map(|line| Said { text: line.text.clone(), confidence: line.confidence })
                        };
                        Some((said(0)?, said(1)?))
                    });
                    seen.take_zone(&lines.collect::<Vec<_>>(), today);
                }
                Field::NameHan => {
                    let division = same.iter().find_map(|sighting| sighting.division_han);
                    seen.take(place.field, &said, division, &self.places);
                }
                Field::Name
                | Field::NameLatin
                | Field::Address
                | Field::BirthDate
                | Field::Sex
                | Field::ValidUntil
                | Field::Number => seen.take(place.field, &said, division, &self.places),
            }
        }
        seen.confirm_days();
        for field in &mut seen.fields {
            field.picture =
                last.pictures.iter().find(|(of, _)| *of == field.field).map(|(_, picture)| picture.clone());
        }
        seen.answer();
        Some(seen)
    }
}

/// Whether two of the fields that have a grammar say what such fields say.
fn is_in_its_place(texts: &Texts) -> bool {
    let understood = |(field, raws): &&(Field, Vec<Raw>)| {
        let said: Vec<Said> = raws.iter().map(Raw::said).collect();
        let certainty = match field {
            Field::BirthDate => days::read(&said, Span::Birth).map(|(_, certainty, _)| certainty),
            Field::ValidUntil => days::read(&said, Span::Validity).map(|(_, certainty, _)| certainty),
            Field::Number => numbers::read(&said).map(|(_, certainty, _)| certainty),
            Field::Name | Field::NameHan | Field::NameLatin | Field::Address | Field::Sex | Field::Mrz => {
                None
            }
        };
        certainty.is_some_and(|certainty| certainty >= Certainty::Likely)
    };
    texts.fields.iter().filter(understood).count() >= 2
}

impl CardSeen {
    fn take(&mut self, field: Field, said: &[Said], division: Option<f32>, places: &Places) {
        let found = match field {
            Field::Name => {
                names::read(said, division).map(|(text, _, sure, doubts)| (text, sure, doubts, None))
            }
            Field::NameHan => {
                names::read_han(said, division).map(|(text, sure, doubts)| (text, sure, doubts, None))
            }
            Field::NameLatin => {
                names::read_latin(said).map(|(text, _, sure, doubts)| (text, sure, doubts, None))
            }
            Field::Address => {
                addresses::read(said, places).map(|(text, _, sure, doubts)| (text, sure, doubts, None))
            }
            Field::BirthDate => days::read(said, Span::Birth)
                .map(|(day, sure, doubts)| (days::words(said, day, Span::Birth), sure, doubts, Some(day))),
            Field::ValidUntil => days::read(said, Span::Validity)
                .map(|(day, sure, doubts)| (days::words(said, day, Span::Validity), sure, doubts, Some(day))),
            Field::Sex => numbers::read_sex(said).map(|(female, sure, doubts)| {
                (if female { "女" } else { "男" }.to_owned(), sure, doubts, None)
            }),
            Field::Number => numbers::read(said).map(|(text, sure, doubts)| (text, sure, doubts, None)),
            Field::Mrz => None,
        };
        if let Some((text, certainty, doubts, day)) = found {
            if let Some(value) = value(field, said, division, places, day) {
                self.reading.fields.push((value, certainty));
            }
            self.fields.push(FieldSeen { field, text, certainty, doubts, day, picture: None });
        }
    }

    fn take_zone(&mut self, lines: &[(Said, Said)], today: Date) {
        // Whoever shows a passport was born before: a year beyond this one is of the last century.
        let Some(zone) = zone::read(lines, today.year()) else { return };
        let mut put = |field, text: String, certainty, day, value: Option<CardValue>| {
            let doubts = if certainty == Certainty::Doubtful { vec![Doubt::Unclear] } else { Vec::new() };
            self.reading.fields.extend(value.map(|value| (value, certainty)));
            self.fields.push(FieldSeen { field, text, certainty, doubts, day, picture: None });
        };
        if !zone.name.is_empty() {
            let name = kakanai_domain::person::Name { latin: zone.name.clone(), ..Default::default() };
            put(Field::NameLatin, zone.name, Certainty::Doubtful, None, Some(CardValue::Name(name)));
        }
        if let Some((day, sure)) = zone.birth {
            put(
                Field::BirthDate,
                day.to_string(),
                sure,
                Some(day),
                Some(CardValue::BirthDate(Day::Exact(day))),
            );
        }
        if let Some((female, sure)) = zone.female {
            let text = if female { "F" } else { "M" };
            put(Field::Sex, text.to_owned(), sure, None, Some(CardValue::Female(female)));
        }
        if let Some((day, sure)) = zone.until {
            put(Field::ValidUntil, day.to_string(), sure, Some(day), None);
        }
    }

    /// Cards are valid until a birthday, driving licences until a month after it: where month and day agree, both were
    /// read twice. (Foreign residents' cards are not.)
    fn confirm_days(&mut self) {
        let day = |field| self.fields.iter().find(|seen| seen.field == field).and_then(|seen| seen.day);
        let Some((born, until)) = day(Field::BirthDate).zip(day(Field::ValidUntil)) else { return };
        let one_month = until.checked_sub(jiff::Span::new().months(1)).ok();
        let agree = [Some(until), one_month].into_iter().flatten();
        let agree = agree.into_iter().any(|day| (day.month(), day.day()) == (born.month(), born.day()));
        let japanese = matches!(self.kind.as_str(), "my_number_front" | "licence");
        if japanese && !agree {
            for seen in self.fields.iter_mut().filter(|seen| seen.day.is_some()) {
                seen.certainty = seen.certainty.min(Certainty::Likely);
            }
        }
    }

    /// The values of the reading are as sure as their fields.
    fn answer(&mut self) {
        for (value, certainty) in &mut self.reading.fields {
            let field = match value {
                CardValue::BirthDate(_) => Field::BirthDate,
                CardValue::Name(_) | CardValue::Address(_) | CardValue::Female(_) => continue,
            };
            if let Some(seen) = self.fields.iter().find(|seen| seen.field == field) {
                *certainty = seen.certainty;
            }
        }
        // 漢字 beside a name in letters are the same person's name.
        let mut names: Vec<_> = Vec::new();
        self.reading.fields.retain(|(value, certainty)| match value {
            CardValue::Name(name) => {
                names.push((name.clone(), *certainty));
                false
            }
            CardValue::Address(_) | CardValue::BirthDate(_) | CardValue::Female(_) => true,
        });
        let joined = names.into_iter().reduce(|(mut name, sure), (other, also)| {
            if name.latin.is_empty() {
                name.latin = other.latin;
            }
            if name.family.is_empty() {
                (name.family, name.given) = (other.family, other.given);
            }
            (name, sure.min(also))
        });
        if let Some((name, certainty)) = joined {
            self.reading.fields.insert(0, (CardValue::Name(name), certainty));
        }
    }
}

fn value(
    field: Field,
    said: &[Said],
    division: Option<f32>,
    places: &Places,
    day: Option<Date>,
) -> Option<CardValue> {
    match field {
        Field::Name => names::read(said, division).map(|(_, name, ..)| CardValue::Name(name)),
        Field::NameHan => {
            let (text, ..) = names::read_han(said, division)?;
            crate::person::split_name(&text).map(|(name, _)| CardValue::Name(name))
        }
        Field::NameLatin => names::read_latin(said).map(|(_, name, ..)| CardValue::Name(name)),
        Field::Address => addresses::read(said, places).map(|(_, address, ..)| CardValue::Address(address)),
        Field::BirthDate => day.map(|day| CardValue::BirthDate(Day::Exact(day))),
        Field::Sex => numbers::read_sex(said).map(|(female, ..)| CardValue::Female(female)),
        Field::ValidUntil | Field::Number | Field::Mrz => None,
    }
}

/// How much of a printed word was read, from 0 to 1.
fn part_read(mark: &str, read: &str) -> f32 {
    let signs = |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (mark, read) = (signs(mark), signs(read));
    let longest = mark.len().max(read.len()).max(1) as f32;
    1.0 - steps(&mark, &read) / longest
}

/// Whether a two-dimensional code is in the picture, readable or not: the back of a 個人番号カード has one, no front has.
fn has_code(picture: &Picture) -> bool {
    picture.frame().is_some_and(|frame| {
        let seen = symbol::read(&frame);
        seen.damaged || !seen.symbols.is_empty()
    })
}

fn frame(grey: &Grey) -> Option<Frame> {
    let pixels = grey.pixels.iter().map(|value| value.clamp(0.0, 255.0) as u8).collect();
    Frame::new(grey.width, grey.height, Zeroizing::new(pixels))
}
