//! Settling: from what was said to what holds, what is asked next, and what follows.
//!
//! The answers are replayed from nothing: take the first wanted slot in the event's order; if it was
//! answered, the answer becomes a fact; else that is the next question. A slot is wanted when a procedure
//! that is still undecided depends on it, or when it fills a box on a paper that will be printed.
//!
//! Every condition is looked at again only when one of the slots that kept it open is answered: facts only
//! ever close what is open, so nothing else can change it.

mod agenda;
mod fit;
mod survey;

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::event::Event;
use crate::facts::{Answers, Facts};
use crate::id::Id;
use crate::interview::{Interview, Outcome, Verdict};
use crate::procedure::Procedure;
use crate::settle::agenda::Agenda;
use crate::settle::survey::Look;
use crate::slot::Slot;
use crate::truth::View;
use crate::value::{Answer, Member};

pub(crate) use survey::{Unit, holds};

/// Where the interview stands. Pure and total: the same arguments give the same interview, and no answer,
/// fitting or not, makes it fail.
///
/// Answers to questions that are not asked (any more) are not facts; they change nothing here.
pub fn settle(catalog: &Catalog, event: Id<Event>, answers: &Answers, today: Date) -> Interview {
    Replay::default().settle(catalog, event, answers, today)
}

/// Settles again and again, as answers come in: while the answers it has replayed still stand, it goes on from
/// there. Gives exactly what [`settle`] gives, only sooner.
#[derive(Default)]
pub struct Replay(Option<Paused>);

/// A replay, and what it is a replay of.
struct Paused {
    event: Id<Event>,
    today: Date,
    definitions: String,
    state: State,
}

impl Replay {
    /// As [`settle`].
    pub fn settle(
        &mut self,
        catalog: &Catalog,
        event: Id<Event>,
        answers: &Answers,
        today: Date,
    ) -> Interview {
        let goes_on = |paused: &Paused| {
            paused.event == event
                && paused.today == today
                && paused.definitions == catalog.fingerprint
                && paused.state.stands(catalog, answers)
        };
        let mut run = match self.0.take().filter(goes_on) {
            Some(Paused { state, .. }) => Run { catalog, event: &catalog.events[event], today, state },
            None => Run::start(catalog, event, today),
        };
        run.replay(answers, None);
        let interview = run.interview();
        self.0 = Some(Paused { event, today, definitions: catalog.fingerprint.clone(), state: run.state });
        interview
    }
}

/// The units that want a slot when it is its turn; none when it is not asked.
pub(crate) fn wanted_by(
    catalog: &Catalog,
    event: Id<Event>,
    answers: &Answers,
    today: Date,
    slot: Slot,
) -> Vec<Unit> {
    let mut run = Run::start(catalog, event, today);
    run.replay(answers, Some(slot));
    let units = run.state.units.iter();
    units.filter(|tracked| tracked.wants.contains(&slot)).map(|tracked| tracked.unit).collect()
}

/// A replay in progress.
struct Run<'a> {
    catalog: &'a Catalog,
    event: &'a Event,
    today: Date,
    state: State,
}

/// How far a replay has come.
struct State {
    facts: Facts,
    asked: Vec<Slot>,
    units: Vec<Tracked>,
    agenda: Agenda,
    started: survey::Started,
}

impl State {
    fn new(catalog: &Catalog, event: Id<Event>) -> Self {
        Self {
            facts: Facts::none(catalog),
            asked: Vec::new(),
            units: Vec::new(),
            agenda: Agenda::new(catalog, &catalog.events[event]),
            started: survey::Started::default(),
        }
    }

    /// Whether everything learnt is still said.
    fn stands(&self, catalog: &Catalog, answers: &Answers) -> bool {
        self.asked.iter().all(|slot| match (slot, answers.get(*slot)) {
            (Slot::Roster(list), Some(Answer::Members(members))) => {
                self.facts.members(*list) == Some(&**members)
            }
            (_, said) => said.is_some() && self.facts.get(catalog, *slot) == said,
        })
    }
}

/// A unit with what it waits for.
struct Tracked {
    unit: Unit,
    /// Slots it wants asked.
    wants: Vec<Slot>,
    /// Slots whose answer makes it look again.
    watches: Vec<Slot>,
    /// What it says now; of procedures only.
    outcome: Outcome,
}

impl<'a> Run<'a> {
    fn start(catalog: &'a Catalog, event: Id<Event>, today: Date) -> Self {
        let state = State::new(catalog, event);
        let mut run = Self { catalog, event: &catalog.events[event], today, state };
        for procedure in &run.event.procedures {
            run.begin(match catalog.procedures[*procedure].for_each {
                None => Unit::Procedure(*procedure, None),
                Some(list) => Unit::Each(*procedure, list),
            });
        }
        run
    }

    /// Takes the first wanted slot's answer, again and again, until there is none, or until it is `stop`'s turn.
    fn replay(&mut self, answers: &Answers, stop: Option<Slot>) {
        while let Some(slot) = self.state.agenda.first().filter(|slot| Some(*slot) != stop) {
            match answers.get(slot) {
                Some(answer) if fit::fits(self.view(), slot, answer) => self.learn(slot, answer),
                Some(_) | None => break,
            }
        }
    }

    fn view(&self) -> View<'_> {
        View { catalog: self.catalog, facts: &self.state.facts, today: self.today }
    }

    /// An answer becomes a fact; whatever waited for it looks again.
    fn learn(&mut self, slot: Slot, answer: &Answer) {
        self.state.facts.learn(self.catalog, slot, answer);
        self.state.asked.push(slot);
        if let (Slot::Roster(list), Answer::Members(members)) = (slot, answer) {
            self.state.agenda.open_list(self.catalog, list, members);
            for member in members.iter() {
                self.begin(Unit::Entry(list, *member));
            }
        }
        for index in self.state.agenda.answered(slot) {
            self.look(index);
        }
    }

    fn begin(&mut self, unit: Unit) {
        let index = self.state.units.len();
        self.state.units.push(Tracked {
            unit,
            wants: Vec::new(),
            watches: Vec::new(),
            outcome: Outcome::Open,
        });
        self.look(index);
    }

    /// Looks at a unit under the present facts.
    fn look(&mut self, index: usize) {
        let Some(unit) = self.state.units.get(index).map(|tracked| tracked.unit) else { return };
        let mut next = Vec::new();
        let Look { wants, watches, outcome } = self.survey(unit, &mut next);
        if let Some(tracked) = self.state.units.get_mut(index) {
            for slot in &tracked.wants {
                self.state.agenda.unwant(*slot);
            }
            for slot in &wants {
                self.state.agenda.want(*slot);
            }
            for slot in watches {
                if !tracked.watches.contains(&slot) {
                    tracked.watches.push(slot);
                    self.state.agenda.watch(slot, index);
                }
            }
            tracked.wants = wants;
            tracked.outcome = outcome;
        }
        for unit in next {
            if self.state.started.first_time(unit) {
                self.begin(unit);
            }
        }
    }

    fn interview(&mut self) -> Interview {
        let wanted = self.state.agenda.all();
        let mut verdicts = Vec::with_capacity(self.event.procedures.len());
        let mut by_procedure: Vec<Vec<Verdict>> = vec![Vec::new(); self.catalog.procedures.len()];
        for tracked in &self.state.units {
            if let Some((procedure, member)) = tracked.unit.subject(&self.state.facts)
                && let Some(list) = by_procedure.get_mut(procedure.index())
            {
                list.push(Verdict { procedure, member, outcome: tracked.outcome });
            }
        }
        for procedure in &self.event.procedures {
            if let Some(list) = by_procedure.get_mut(procedure.index()) {
                verdicts.append(list);
            }
        }
        let State { facts, asked, .. } = &self.state;
        Interview { facts: facts.clone(), asked: asked.clone(), wanted, verdicts }
    }
}

impl Unit {
    /// Whose verdict it is, for the units that have one.
    fn subject(self, facts: &Facts) -> Option<(Id<Procedure>, Option<Member>)> {
        match self {
            Unit::Procedure(procedure, member) => Some((procedure, member)),
            // Once the list is known, its members speak for it.
            Unit::Each(procedure, list) => facts.members(list).is_none().then_some((procedure, None)),
            Unit::Entry(..) | Unit::Extras(..) | Unit::Paper(..) | Unit::Rows(..) | Unit::Cell(..) => None,
        }
    }
}
