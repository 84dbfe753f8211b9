//! A resident shows a card: from the live view to what it says, looked through and corrected.
//!
//! ```text
//! question ─ show ─► Looking ─ read ─► Checking ─ keep ─► question, answered
//!                       ▲                │  ▲
//!                       └── back ────────┤  └ Mending one row
//!                       └── next person ─┘
//! ```
//! Nothing is said before the resident agrees, and pictures are gone when they do, or when they leave.

use std::fmt;
use std::sync::Arc;

use kakanai_domain::card::{CardReading, CardValue, Certainty, Unread, answers_from_card};
use kakanai_domain::item::CardField;
use kakanai_domain::{Answer, Catalog, Date, Member, Slot, Value};
use kakanai_reading::face::{self, Advice, CardSeen, Doubt, Picture};
use kakanai_reading::{Frame, Payload};

use crate::answering::{self, finish, first_field};
use crate::cards;
use crate::draft::Input;
use crate::model::{Asking, Effect, Model, Over, Screen, Trouble};
use crate::question::Question;
use crate::words::Word;

/// What shows cards to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eye {
    /// A camera, or frames that were recorded: there is a live view.
    Camera,
    /// A document scanner that puts files into a folder.
    Scanner,
}

/// What is done with a card.
pub struct Showing {
    /// The question it was begun from; it comes back.
    pub asking: Box<Asking>,
    /// Whether there is a live view to come back to.
    pub live: bool,
    /// How far it has come.
    pub phase: Phase,
}

/// How far it has come.
pub enum Phase {
    /// The card is looked for.
    Looking(Looking),
    /// What it says is looked through.
    Checking(Face),
    /// A row of it is being corrected.
    Mending(Face, CardField, Box<Asking>),
}

/// The live view.
#[derive(Debug)]
pub struct Looking {
    /// Which look it is: what an earlier one still tells is not heard.
    pub number: u64,
    /// What is seen now.
    pub view: Option<Arc<Preview>>,
    /// What is said about it.
    pub sight: Sight,
    /// When that was said first, seconds since the start.
    since: f64,
    /// Cards of other people were kept before.
    pub another: bool,
}

/// What is said about the live view; one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The source is being opened.
    Opening,
    /// What would make it better.
    Wants(Advice),
    /// It is good: the card is to be held like this. So much of what is needed was seen, in hundredths.
    Good(u8),
    /// It is being read.
    Reading,
}

/// A frame for the screen, made small. Overwritten when dropped.
pub struct Preview {
    /// Distinguishes it from the frames before.
    pub frame: u64,
    /// What is seen.
    pub picture: Picture,
    /// The corners of the card, in parts of width and height.
    pub outline: Option<[(f32, f32); 4]>,
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Preview({})", self.frame)
    }
}

/// What a source of pictures tells.
#[derive(Clone, Debug)]
pub enum CardEvent {
    /// What is seen now.
    Seen(Arc<Preview>, Sight),
    /// What is said changed; the picture did not.
    Says(Sight),
    /// A card was read.
    Read(Box<Face>),
    /// Codes were read instead: what they say is looked up.
    Codes(Vec<Payload>),
    /// Nothing can be read.
    Failed(Trouble),
}

/// What stands on a card, row by row. In memory only.
#[derive(Clone)]
pub struct Face {
    /// Distinguishes it from the cards before.
    pub number: u64,
    /// The kind of card, as the reader named it.
    pub card: String,
    /// What answers something.
    pub rows: Vec<Row>,
    /// The day until which it was valid, where that is over.
    pub expired: Option<Date>,
    /// What is to be shown to the clerk.
    unread: Vec<Unread>,
    /// これでよい was pressed, and something is still to be looked at.
    pub complaint: Option<Word>,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Face({} rows)", self.rows.len())
    }
}

/// One thing a card says.
#[derive(Clone)]
pub struct Row {
    /// What was read, or what was made of it.
    pub value: CardValue,
    /// How sure the reading is.
    pub certainty: Certainty,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
    /// How it looks on the card.
    pub pictures: Vec<Frame>,
    /// What the resident did with it.
    pub check: Check,
}

/// What a resident did with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Nothing yet.
    Open,
    /// Said that it is right.
    Right,
    /// Corrected it.
    Mended,
}

impl Row {
    /// Whether the resident has to look at it before they go on.
    pub fn wants_a_look(&self) -> bool {
        self.certainty == Certainty::Doubtful && self.check == Check::Open
    }
}

impl Face {
    /// What was read, for the screen.
    pub fn of(seen: CardSeen, today: Date) -> Self {
        let CardSeen { reading, mut fields, .. } = seen;
        let until = fields.iter().find(|seen| seen.field == face::Field::ValidUntil);
        let expired = until.and_then(|seen| seen.day).filter(|day| *day < today);
        let rows = reading.fields.into_iter().map(|(value, certainty)| {
            let mut row =
                Row { certainty, doubts: Vec::new(), pictures: Vec::new(), check: Check::Open, value };
            for seen in fields.iter_mut().filter(|seen| card_field(seen.field) == Some(row.value.field())) {
                row.doubts.append(&mut seen.doubts);
                row.pictures.extend(seen.picture.take());
            }
            row
        });
        let rows = rows.collect();
        Self { number: 0, card: reading.card, rows, expired, unread: reading.unread, complaint: None }
    }

    fn row_mut(&mut self, field: CardField) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.value.field() == field)
    }

    /// A row by what it says.
    pub fn row(&self, field: CardField) -> Option<&Row> {
        self.rows.iter().find(|row| row.value.field() == field)
    }
}

/// Which value of a card a field of its face belongs to.
fn card_field(field: face::Field) -> Option<CardField> {
    match field {
        face::Field::Name | face::Field::NameLatin | face::Field::NameHan => Some(CardField::Name),
        face::Field::Address => Some(CardField::Address),
        face::Field::BirthDate => Some(CardField::BirthDate),
        face::Field::Sex => Some(CardField::Sex),
        face::Field::ValidUntil | face::Field::Number | face::Field::Mrz => None,
    }
}

/// A row as an answer: the slot it would answer, and what it would say.
pub fn answer(model: &Model, asking: &Asking, value: &CardValue) -> Option<(Slot, Answer)> {
    let (list, member) = holder(model, asking)?;
    let one = CardReading { fields: vec![(value.clone(), Certainty::Likely)], ..CardReading::default() };
    let answers = answers_from_card(&model.catalog, list, member, &one);
    answers.into_iter().next().map(|(slot, answer, _)| (slot, answer))
}

/// Whom a card would be about: the one who is being edited, else somebody new.
fn holder(
    model: &Model,
    asking: &Asking,
) -> Option<(kakanai_domain::Id<kakanai_domain::item::List>, Member)> {
    let list = cards::carded(&model.catalog)?;
    let edited = asking.editing.map(|editing| editing.member);
    Some((list, edited.unwrap_or(model.visit.as_ref()?.new_member(&model.catalog, list))))
}

/// An answer as a card would say it.
fn value(catalog: &Catalog, slot: Slot, answer: &Answer) -> Option<CardValue> {
    let Answer::Value(value) = answer else { return None };
    match value {
        Value::Name(name) => Some(CardValue::Name((**name).clone())),
        Value::Address(address) => Some(CardValue::Address((**address).clone())),
        Value::Date(day) => Some(CardValue::BirthDate((**day).clone())),
        Value::Choice(option) => {
            let options = catalog.items[slot.item()?].options()?;
            let is = |name| options.find(name) == Some(*option);
            (is("female") || is("male")).then(|| CardValue::Female(is("female")))
        }
        Value::YesNo(_)
        | Value::Choices(_)
        | Value::Number(_)
        | Value::Money(_)
        | Value::Phone(_)
        | Value::Text(_)
        | Value::PostalCode(_)
        | Value::Member(_) => None,
    }
}

/// Begins to look, from the question on the screen.
pub(crate) fn show(model: &mut Model) {
    if model.eye.is_none() || !matches!(model.screen, Screen::Asking(_)) {
        return;
    }
    model.over = None;
    model.looks += 1;
    let looking =
        Looking { number: model.looks, view: None, sight: Sight::Opening, since: 0.0, another: false };
    enter(model, Phase::Looking(looking), true);
}

/// From the question on the screen to a phase.
fn enter(model: &mut Model, phase: Phase, live: bool) {
    let screen = std::mem::replace(&mut model.screen, Screen::Start);
    model.screen = if let Screen::Asking(asking) = screen {
        Screen::Showing(Box::new(Showing { asking, phase, live }))
    } else {
        screen
    };
}

/// Back to the question, with nothing said.
pub(crate) fn leave(model: &mut Model) {
    let screen = std::mem::replace(&mut model.screen, Screen::Start);
    model.screen =
        if let Screen::Showing(showing) = screen { Screen::Asking(showing.asking) } else { screen };
}

/// もどる
pub(crate) fn back(model: &mut Model) {
    let Screen::Showing(showing) = &mut model.screen else { return };
    match &mut showing.phase {
        Phase::Mending(face, ..) => showing.phase = Phase::Checking(face.clone()),
        Phase::Checking(_) if showing.live => {
            leave(model);
            show(model);
        }
        Phase::Checking(_) | Phase::Looking(_) => leave(model),
    }
}

/// Opens what was read from a file.
pub(crate) fn open(model: &mut Model, face: Face) {
    let Screen::Asking(asking) = &model.screen else { return };
    model.looks += 1;
    let face = answering_only(model, asking, Face { number: model.looks, ..face });
    model.over = None;
    enter(model, Phase::Checking(face), false);
}

/// Without what no question is about, and without what belongs to the visit and is known: that of a second card is not taken.
fn answering_only(model: &Model, asking: &Asking, mut face: Face) -> Face {
    let known = |slot| model.visit.as_ref().is_some_and(|visit| visit.session.answers.get(slot).is_some());
    face.rows.retain(|row| {
        let slot = answer(model, asking, &row.value).map(|(slot, _)| slot);
        slot.is_some_and(|slot| slot.member().is_some() || !known(slot))
    });
    face
}

/// How long a sentence stays, seconds: quicker, and nobody can read it.
const STAYS: f64 = 0.9;

impl Looking {
    fn says(&mut self, sight: Sight, now: f64) {
        let good = |sight| matches!(sight, Sight::Good(_) | Sight::Reading);
        let first = self.sight == Sight::Opening;
        if self.sight == sight || first || good(sight) || now - self.since >= STAYS {
            if std::mem::discriminant(&self.sight) != std::mem::discriminant(&sight) || !good(sight) {
                self.since = if self.sight == sight { self.since } else { now };
            }
            self.sight = sight;
        }
    }
}

/// What the source of pictures tells.
pub(crate) fn hear(model: &mut Model, number: u64, event: CardEvent) -> Vec<Effect> {
    let now = model.clock.time;
    let Screen::Showing(showing) = &mut model.screen else { return Vec::new() };
    let Phase::Looking(looking) = &mut showing.phase else { return Vec::new() };
    if looking.number != number {
        return Vec::new();
    }
    match event {
        CardEvent::Seen(view, sight) => {
            looking.view = Some(view);
            looking.says(sight, now);
        }
        CardEvent::Says(sight) => looking.says(sight, now),
        CardEvent::Read(face) => {
            // The view and its frame go before the face comes.
            looking.view = None;
            let Screen::Showing(showing) = &model.screen else { return Vec::new() };
            let face = answering_only(model, &showing.asking, Face { number, ..*face });
            // What was read is something new to look at.
            model.clock.touched = now;
            if let Screen::Showing(showing) = &mut model.screen {
                showing.phase = Phase::Checking(face);
            }
        }
        CardEvent::Codes(payloads) => {
            leave(model);
            model.clock.touched = now;
            return vec![Effect::Scan(payloads)];
        }
        CardEvent::Failed(trouble) => {
            leave(model);
            model.over = Some(Over::Trouble(trouble));
        }
    }
    Vec::new()
}

/// 読みとる: what is seen now is read, however good it is.
pub(crate) fn take_now(model: &Model) -> Vec<Effect> {
    model.looks_at().map(|(number, _)| Effect::TakeNow(number)).into_iter().collect()
}

/// A row is right as it was read.
pub(crate) fn right(model: &mut Model, field: CardField) {
    let Screen::Showing(showing) = &mut model.screen else { return };
    let Phase::Checking(face) = &mut showing.phase else { return };
    face.complaint = None;
    if let Some(row) = face.row_mut(field) {
        row.check = Check::Right;
    }
}

/// Opens the input of a row.
pub(crate) fn mend(model: &mut Model, field: CardField) {
    let Screen::Showing(showing) = &model.screen else { return };
    let Phase::Checking(face) = &showing.phase else { return };
    let Some((slot, answer)) = face.row(field).and_then(|row| answer(model, &showing.asking, &row.value))
    else {
        return;
    };
    let Some(item) = slot.item() else { return };
    let input = Input::begin(&model.catalog.items[item], Some(&answer), model.lang);
    let mut asking = Asking {
        question: Question::of(&model.catalog, slot),
        purpose: showing.asking.purpose,
        inputs: [(slot, input)].into(),
        flaws: Default::default(),
        complaint: None,
        note: None,
        turn: Some(slot),
        focus: None,
        editing: None,
    };
    asking.focus = first_field(&asking, slot);
    let mut face = face.clone();
    face.complaint = None;
    if let Screen::Showing(showing) = &mut model.screen {
        showing.phase = Phase::Mending(face, field, Box::new(asking));
    }
}

/// 保存する: what was typed takes the place of what was read.
pub(crate) fn mended(model: &mut Model) {
    let Some(slot) = model.screen.asking().and_then(|asking| asking.turn) else { return };
    if let Some(asking) = model.screen.asking_mut() {
        asking.flaws.clear();
    }
    let Some(answers) = finish(model, &[slot]) else { return };
    let value = answers.first().and_then(|(slot, answer)| value(&model.catalog, *slot, answer));
    let Screen::Showing(showing) = &mut model.screen else { return };
    let Phase::Mending(face, field, _) = &mut showing.phase else { return };
    let mut face = face.clone();
    match (value, face.row_mut(*field)) {
        (Some(value), Some(row)) if row.value == value => row.check = Check::Right,
        (Some(value), Some(row)) => {
            row.value = value;
            row.check = Check::Mended;
        }
        // What no card says is asked like everything else.
        (None, _) => face.rows.retain(|row| row.value.field() != *field),
        (Some(_), None) => {}
    }
    showing.phase = Phase::Checking(face);
}

/// これでよい: what the card says becomes answers; `another` card may follow.
pub(crate) fn keep(model: &mut Model, another: bool) -> Vec<Effect> {
    let Screen::Showing(showing) = &mut model.screen else { return Vec::new() };
    let Phase::Checking(face) = &mut showing.phase else { return Vec::new() };
    if face.rows.iter().any(Row::wants_a_look) {
        face.complaint = Some(Word::LookFirst);
        return Vec::new();
    }
    let mended: Vec<CardField> =
        face.rows.iter().filter(|row| row.check == Check::Mended).map(|row| row.value.field()).collect();
    let reading = CardReading {
        card: std::mem::take(&mut face.card),
        fields: face.rows.drain(..).map(|row| (row.value, row.certainty)).collect(),
        unread: std::mem::take(&mut face.unread),
    };
    leave(model);
    let effects = cards::take_card(model, &reading, &mended, !another);
    if another {
        if let Screen::Asking(asking) = &model.screen {
            // The next card is somebody else's, also where one member was being edited.
            let (question, purpose) = (asking.question, asking.purpose);
            answering::open(model, question, purpose);
        }
        show(model);
        if let Screen::Showing(showing) = &mut model.screen
            && let Phase::Looking(looking) = &mut showing.phase
        {
            looking.another = true;
        }
    }
    effects
}
