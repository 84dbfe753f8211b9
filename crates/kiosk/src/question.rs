//! Which questions a screen asks: slots grouped the way a person would ask them.

use kakanai_domain::event::{Ask, Event};
use kakanai_domain::item::{Item, Kind, List};
use kakanai_domain::{Catalog, Id, Interview, Member, Slot};

/// One screen of the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Who is in a list, each with its roster items.
    Roster(Id<List>),
    /// An item, once or for several members.
    Item(Id<Item>),
}

/// The look of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The family editor.
    Roster,
    /// One input fills the screen.
    One,
    /// はい for some of several members: tick who.
    Who,
    /// A row for each member, with few options.
    Rows,
    /// Members at the left, the input of one of them at the right.
    Turns,
}

/// Options that fit in a row beside a name.
const FEW: usize = 3;

impl Question {
    /// The question a slot belongs to.
    pub fn of(catalog: &Catalog, slot: Slot) -> Self {
        match slot {
            Slot::Roster(list) => Question::Roster(list),
            Slot::Visit(item) => Question::Item(item),
            Slot::Of(_, item) => match catalog.items[item].of {
                Some(list) if catalog.lists[list].roster.contains(&item) => Question::Roster(list),
                Some(_) | None => Question::Item(item),
            },
        }
    }

    /// The slots on the screen of an item: those asked, and those wanted now.
    pub fn slots(self, interview: &Interview) -> Vec<Slot> {
        match self {
            Question::Roster(list) => vec![Slot::Roster(list)],
            Question::Item(item) => {
                let mine = interview.asked.iter().chain(&interview.wanted);
                let mut slots: Vec<Slot> = mine.copied().filter(|slot| slot.item() == Some(item)).collect();
                slots.sort_unstable();
                slots.dedup();
                slots
            }
        }
    }

    /// How it is shown for so many slots.
    pub fn shape(self, catalog: &Catalog, slots: usize) -> Shape {
        let Question::Item(item) = self else { return Shape::Roster };
        let item = &catalog.items[item];
        let unknown = usize::from(item.unknown.is_some());
        match &item.kind {
            _ if slots <= 1 => Shape::One,
            Kind::YesNo if unknown == 0 => Shape::Who,
            Kind::YesNo => Shape::Rows,
            Kind::Choice(options) if options.len() + unknown <= FEW => Shape::Rows,
            Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Number { .. }
            | Kind::Date(_)
            | Kind::Name
            | Kind::Address
            | Kind::Phone
            | Kind::Text { .. }
            | Kind::PostalCode
            | Kind::Money
            | Kind::Member(_) => Shape::Turns,
        }
    }

    /// The section of the event it stands in, counted from 0.
    pub fn section(self, event: &Event) -> usize {
        let ask = match self {
            Question::Roster(list) => Ask::Roster(list),
            Question::Item(item) => Ask::Item(item),
        };
        event.sections.iter().position(|section| section.asks.contains(&ask)).unwrap_or(0)
    }
}

/// The questions answered so far, in the order they were asked.
pub fn answered(catalog: &Catalog, interview: &Interview) -> Vec<Question> {
    let mut questions = Vec::new();
    for slot in &interview.asked {
        let question = Question::of(catalog, *slot);
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

/// The question after one, or the first; `None` when nothing more is asked.
pub fn next(catalog: &Catalog, interview: &Interview, after: Option<Question>) -> Option<Question> {
    let first_wanted = || interview.wanted.first().map(|slot| Question::of(catalog, *slot));
    let answered = answered(catalog, interview);
    let place = match after {
        None => Some(0),
        Some(question) => answered.iter().position(|other| *other == question).map(|place| place + 1),
    };
    place.and_then(|place| answered.get(place).copied()).or_else(first_wanted)
}

/// The question before one.
pub fn previous(catalog: &Catalog, interview: &Interview, before: Option<Question>) -> Option<Question> {
    let answered = answered(catalog, interview);
    let place = before.and_then(|question| answered.iter().position(|other| *other == question));
    match place {
        Some(place) => answered.get(place.checked_sub(1)?).copied(),
        None => answered.last().copied(),
    }
}

/// The members a list has now, whether or not its question is done.
pub fn members(answers: &kakanai_domain::Answers, list: Id<List>) -> Vec<Member> {
    match answers.get(Slot::Roster(list)) {
        Some(kakanai_domain::Answer::Members(members)) => members.to_vec(),
        Some(kakanai_domain::Answer::Value(_) | kakanai_domain::Answer::Unknown) | None => Vec::new(),
    }
}
