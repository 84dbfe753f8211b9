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
mod plan;
mod survey;

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::event::Event;
use crate::facts::{Answers, Facts};
use crate::id::Id;
use crate::interview::{Interview, Outcome, Verdict};
use crate::procedure::Procedure;
use crate::settle::agenda::Agenda;
use crate::settle::plan::Plan;
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
    let mut replay = Replay::default();
    let mut run = replay.start(catalog, event, today);
    run.replay(answers, None);
    run.conclude();
    std::mem::take(&mut run.state.interview)
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
    plan: Plan,
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
        let stands = |paused: &Paused| paused.state.stands(catalog, answers);
        let goes_on = self.of(catalog, event, today).is_some_and(stands);
        let mut run =
            if goes_on { self.resume(catalog, event, today) } else { self.start(catalog, event, today) };
        run.replay(answers, None);
        run.conclude();
        run.state.interview.clone()
    }

    /// Interviews somebody who answers whatever is asked, from nothing: what is wanted first is asked of `said`, which
    /// sees what holds so far, until nothing is wanted, or an answer does not fit. Gives what [`settle`] gives for
    /// these answers. One household after the other is quick.
    pub fn interview<'a>(
        &'a mut self,
        catalog: &'a Catalog,
        event: Id<Event>,
        today: Date,
        mut said: impl FnMut(View<'_>, Slot) -> Answer,
    ) -> &'a Interview {
        let mut run = self.start(catalog, event, today);
        while let Some(slot) = run.state.agenda.first(run.plan) {
            let answer = said(run.view(), slot);
            if !fit::fits(run.view(), slot, &answer) {
                break;
            }
            run.learn(slot, &answer);
        }
        run.conclude();
        &run.state.interview
    }

    /// What it has replayed, where that is of this event, and of these definitions as they are in force on the day.
    fn of(&self, catalog: &Catalog, event: Id<Event>, today: Date) -> Option<&Paused> {
        let same = |paused: &&Paused| {
            paused.event == event && paused.today == today && paused.definitions == catalog.fingerprint
        };
        self.0.as_ref().filter(same)
    }

    /// From nothing.
    fn start<'a>(&'a mut self, catalog: &'a Catalog, event: Id<Event>, today: Date) -> Run<'a> {
        let mut run = self.resume(catalog, event, today);
        run.state.clear(catalog, today);
        run.first_units();
        run
    }

    /// From where it stands.
    fn resume<'a>(&'a mut self, catalog: &'a Catalog, event: Id<Event>, today: Date) -> Run<'a> {
        if self.of(catalog, event, today).is_none() {
            self.0 = None;
        }
        let paused = self.0.get_or_insert_with(|| Paused {
            event,
            today,
            definitions: catalog.fingerprint.clone(),
            plan: Plan::new(catalog, &catalog.events[event]),
            state: State::default(),
        });
        let event = &catalog.events[event];
        Run { catalog, event, today, plan: &paused.plan, state: &mut paused.state }
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
    let mut replay = Replay::default();
    let mut run = replay.start(catalog, event, today);
    run.replay(answers, Some(slot));
    let units = run.state.units.iter().take(run.state.begun);
    units.filter(|tracked| tracked.wants.contains(&slot)).map(|tracked| tracked.unit).collect()
}

/// A replay in progress.
struct Run<'a> {
    catalog: &'a Catalog,
    event: &'a Event,
    today: Date,
    plan: &'a Plan,
    state: &'a mut State,
}

/// How far a replay has come. Emptied, not dropped, before the next household: what it holds is used again.
#[derive(Default)]
struct State {
    interview: Interview,
    /// The units that were begun, and after them those of households before.
    units: Vec<Tracked>,
    begun: usize,
    agenda: Agenda,
    started: survey::Started,
    /// Units to begin, in this order.
    next: Vec<Unit>,
    /// Rooms to work in.
    look: Look,
    watchers: Vec<u32>,
}

impl State {
    fn clear(&mut self, catalog: &Catalog, today: Date) {
        self.interview.facts.begin(catalog, today);
        self.interview.asked.clear();
        self.begun = 0;
        self.agenda.clear(catalog);
        self.started.clear();
    }

    /// Whether everything learnt is still said.
    fn stands(&self, catalog: &Catalog, answers: &Answers) -> bool {
        let Interview { facts, asked, .. } = &self.interview;
        asked.iter().all(|slot| match (slot, answers.get(*slot)) {
            (Slot::Roster(list), Some(Answer::Members(members))) => facts.members(*list) == Some(&**members),
            (_, said) => said.is_some() && facts.get(catalog, *slot) == said,
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
    /// Nothing can change it any more.
    decided: bool,
    /// What it says now; of procedures only.
    outcome: Outcome,
}

impl Run<'_> {
    fn first_units(&mut self) {
        let event = self.event;
        self.state.next.extend(event.procedures.iter().map(|procedure| {
            match self.catalog.procedures[*procedure].for_each {
                None => Unit::Procedure(*procedure, None),
                Some(list) => Unit::Each(*procedure, list),
            }
        }));
        self.begin_all();
    }

    /// Takes the first wanted slot's answer, again and again, until there is none, or until it is `stop`'s turn.
    fn replay(&mut self, answers: &Answers, stop: Option<Slot>) {
        while let Some(slot) = self.state.agenda.first(self.plan).filter(|slot| Some(*slot) != stop) {
            match answers.get(slot) {
                Some(answer) if fit::fits(self.view(), slot, answer) => self.learn(slot, answer),
                Some(_) | None => break,
            }
        }
    }

    fn view(&self) -> View<'_> {
        View { catalog: self.catalog, facts: &self.state.interview.facts, today: self.today }
    }

    /// An answer becomes a fact; whatever waited for it looks again.
    fn learn(&mut self, slot: Slot, answer: &Answer) {
        self.state.interview.facts.learn(self.catalog, slot, answer);
        self.state.interview.asked.push(slot);
        if let (Slot::Roster(list), Answer::Members(members)) = (slot, answer) {
            self.state.agenda.open_list(self.catalog, list, members);
            self.state.next.extend(members.iter().map(|member| Unit::Entry(list, *member)));
        }
        let mut watchers = std::mem::take(&mut self.state.watchers);
        self.state.agenda.answered(self.plan, slot, &mut watchers);
        for index in watchers.drain(..) {
            self.look(index as usize);
        }
        self.state.watchers = watchers;
        self.begin_all();
    }

    /// Begins the units that follow, and those that follow from them.
    fn begin_all(&mut self) {
        let mut at = 0;
        while let Some(unit) = self.state.next.get(at).copied() {
            at += 1;
            if self.state.started.first_time(unit) {
                self.begin(unit);
            }
        }
        self.state.next.clear();
    }

    fn begin(&mut self, unit: Unit) {
        let index = self.state.begun;
        self.state.begun += 1;
        match self.state.units.get_mut(index) {
            Some(tracked) => {
                tracked.unit = unit;
                tracked.wants.clear();
                tracked.watches.clear();
                tracked.decided = false;
            }
            None => self.state.units.push(Tracked {
                unit,
                wants: Vec::new(),
                watches: Vec::new(),
                decided: false,
                outcome: Outcome::Open,
            }),
        }
        self.look(index);
    }

    /// Looks at a unit under the present facts.
    fn look(&mut self, index: usize) {
        // Where nothing is open any more, nothing can change.
        let open = |tracked: &&Tracked| !tracked.decided;
        let Some(unit) = self.state.units.get(index).filter(open).map(|tracked| tracked.unit) else { return };
        let mut look = std::mem::take(&mut self.state.look);
        look.clear();
        self.survey(unit, &mut look);
        let State { units, agenda, next, .. } = &mut *self.state;
        if let Some(tracked) = units.get_mut(index) {
            for slot in tracked.wants.drain(..) {
                agenda.unwant(self.plan, slot);
            }
            tracked.wants.extend(look.wants());
            for slot in &tracked.wants {
                agenda.want(self.plan, *slot);
            }
            for slot in &look.open.ask {
                if !tracked.watches.contains(slot) {
                    tracked.watches.push(*slot);
                    agenda.watch(self.plan, *slot, index);
                }
            }
            tracked.decided = look.open.ask.is_empty();
            tracked.outcome = look.outcome;
        }
        next.append(&mut look.next);
        self.state.look = look;
    }

    /// Puts what is wanted, and the verdicts in the order of the event's procedures, into the interview.
    fn conclude(&mut self) {
        let State { interview, units, begun, agenda, .. } = &mut *self.state;
        interview.wanted = agenda.all(self.plan);
        interview.verdicts.clear();
        let verdicts = units.iter().take(*begun).filter_map(|tracked| {
            let (procedure, member) = tracked.unit.subject(&interview.facts)?;
            Some(Verdict { procedure, member, outcome: tracked.outcome })
        });
        interview.verdicts.extend(verdicts);
        interview.verdicts.sort_by_key(|verdict| self.plan.procedure(verdict.procedure));
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
