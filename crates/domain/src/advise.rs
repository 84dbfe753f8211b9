//! From verdicts to the guide: where to go, with what, until when, and why.

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::condition::Path;
use crate::due::last_day;
use crate::event::Event;
use crate::fill::{in_order, sheets_of};
use crate::guide::{Advice, Due, Guide, Stop, Task};
use crate::handover::hand_over;
use crate::id::Id;
use crate::interview::{Interview, Outcome, Verdict};
use crate::office::Thing;
use crate::procedure::{Agent, Clock, FirstDay, Level, Procedure, Span};
use crate::settle::holds;
use crate::text::Lang;
use crate::truth::{Found, Open, Truth, View};
use crate::value::{Member, Value};
use crate::why::{Calling, why};
use crate::words;

/// The guide of an interview, in a language.
pub fn advise(catalog: &Catalog, event: Id<Event>, interview: &Interview, today: Date, lang: Lang) -> Guide {
    let view = View { catalog, facts: &interview.facts, today };
    let adviser = Adviser { view, event, interview, lang };
    let mut guide = Guide {
        lang,
        today,
        event: catalog.events[event].title.get(lang).to_owned(),
        stops: Vec::new(),
        automatic: Vec::new(),
        information: Vec::new(),
        advice: Vec::new(),
        not_needed: Vec::new(),
        handovers: Vec::new(),
    };
    for id in in_order(catalog, event) {
        adviser.add(id, &mut guide);
    }
    for stop in &mut guide.stops {
        stop.tasks.sort_by_key(urgency);
        stop.bring = adviser.things(&stop.tasks);
    }
    let counters = guide.stops.iter().map(|stop| stop.counter);
    guide.handovers = hand_over(catalog, event, interview, today, counters);
    guide
}

/// Duties before wishes, then what is lost soonest; what the staff have to find out may be a duty.
fn urgency(task: &Task) -> (Level, bool, Option<Date>) {
    let soonest = task.due.iter().filter_map(|due| due.date).min();
    (task.level.unwrap_or(Level::Required), soonest.is_none(), soonest)
}

struct Adviser<'a> {
    view: View<'a>,
    event: Id<Event>,
    interview: &'a Interview,
    lang: Lang,
}

impl Adviser<'_> {
    fn add(&self, id: Id<Procedure>, guide: &mut Guide) {
        let verdicts = self.interview.verdicts.iter().filter(|verdict| verdict.procedure == id);
        // Members with the same outcome stand together: 「世帯主、妻、子（15歳）」.
        let mut groups: Vec<(Outcome, Vec<&Verdict>)> = Vec::new();
        for verdict in verdicts {
            match groups.iter_mut().find(|(outcome, _)| *outcome == verdict.outcome) {
                Some((_, group)) => group.push(verdict),
                None => groups.push((verdict.outcome, vec![verdict])),
            }
        }
        let needed_by_some = groups.iter().any(|(outcome, _)| *outcome != Outcome::NotNeeded);
        if groups.is_empty() {
            // For each of a list that has nobody in it.
            let words = self.nobody(id);
            guide.not_needed.push(Advice { procedure: id, who: Vec::new(), reason: words });
        }
        for (outcome, group) in groups {
            match outcome {
                Outcome::Needed(Level::Automatic) => {
                    guide.automatic.push(self.task(id, &group, Some(Level::Automatic)))
                }
                Outcome::Needed(Level::Information) => {
                    guide.information.push(self.task(id, &group, Some(Level::Information)));
                }
                Outcome::Needed(
                    level @ (Level::Required | Level::Apply | Level::Optional | Level::Staff),
                ) => {
                    self.stop(id, guide).tasks.push(self.task(id, &group, Some(level)));
                }
                Outcome::AskStaff => self.stop(id, guide).tasks.push(self.task(id, &group, None)),
                Outcome::Advice => guide.advice.push(self.advice(id, &group)),
                Outcome::NotNeeded if !needed_by_some => guide.not_needed.push(self.advice(id, &group)),
                Outcome::NotNeeded | Outcome::Open => {}
            }
        }
    }

    fn stop<'g>(&self, id: Id<Procedure>, guide: &'g mut Guide) -> &'g mut Stop {
        let counter = self.view.catalog.procedures[id].counter;
        let at = guide.stops.iter().position(|stop| stop.counter == counter).unwrap_or_else(|| {
            guide.stops.push(Stop { counter, tasks: Vec::new(), bring: Vec::new() });
            guide.stops.len() - 1
        });
        #[allow(clippy::indexing_slicing, reason = "the position was found, or the stop was just pushed")]
        &mut guide.stops[at]
    }

    fn task(&self, id: Id<Procedure>, group: &[&Verdict], level: Option<Level>) -> Task {
        let procedure = &self.view.catalog.procedures[id];
        let by_itself = level.is_some_and(|level| !level.drives());
        let mut sheets: Vec<Id<_>> = Vec::new();
        if level.is_some_and(Level::drives) {
            for sheet in group.iter().flat_map(|verdict| sheets_of(self.view, id, verdict.member)) {
                if !sheets.contains(&sheet) {
                    sheets.push(sheet);
                }
            }
        }
        Task {
            procedure: id,
            level,
            members: group.iter().filter_map(|verdict| verdict.member).collect(),
            who: self.who(id, group),
            due: if by_itself {
                Vec::new()
            } else {
                procedure.due.iter().map(|clock| self.due(clock, group)).collect()
            },
            sheets,
            agent: self.agent(procedure, group),
            reason: self.reason(group),
            remark: procedure.remark.as_ref().map(|text| text.get(self.lang).to_owned()),
        }
    }

    fn advice(&self, id: Id<Procedure>, group: &[&Verdict]) -> Advice {
        let everybody = group.iter().all(|verdict| verdict.outcome == Outcome::NotNeeded);
        let who = if everybody { Vec::new() } else { self.who(id, group) };
        Advice { procedure: id, who, reason: self.reason(group) }
    }

    fn nobody(&self, id: Id<Procedure>) -> String {
        let list = self.view.catalog.procedures[id].for_each;
        let label = list.map_or("", |list| self.view.catalog.lists[list].label.get(self.lang));
        match self.lang {
            Lang::Ja => format!("「{label}」がないため"),
            Lang::En | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => {
                format!("Because there is no entry in “{label}”")
            }
        }
    }

    fn who(&self, id: Id<Procedure>, group: &[&Verdict]) -> Vec<String> {
        let Some(list) = self.view.catalog.procedures[id].for_each else { return Vec::new() };
        let members = group.iter().filter_map(|verdict| verdict.member);
        members.map(|member| self.view.called(list, member, self.lang, Calling::Relation)).collect()
    }

    /// Why, each different reason once. Why not: the reason that most of them share, for there is no need to
    /// look at each.
    fn reason(&self, group: &[&Verdict]) -> String {
        let mut reasons: Vec<(String, usize)> = Vec::new();
        for verdict in group {
            let View { catalog, facts, today } = self.view;
            let reason = why(catalog, facts, today, verdict, self.lang, Calling::Relation);
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, times)) => *times += 1,
                None => reasons.push((reason, 1)),
            }
        }
        if group.iter().all(|verdict| verdict.outcome == Outcome::NotNeeded) {
            let most = reasons.iter().map(|(_, times)| *times).max();
            reasons.retain(|(_, times)| Some(*times) == most);
            reasons.truncate(1);
        }
        let reasons: Vec<String> = reasons.into_iter().map(|(reason, _)| reason).collect();
        reasons.join(if self.lang == Lang::Ja { "／" } else { "; " })
    }

    /// What an agent needs, when the visitor is one: the strictest that can apply to any of them.
    fn agent(&self, procedure: &Procedure, group: &[&Verdict]) -> Option<Agent> {
        let by_agent = self.view.catalog.events[self.event].by_agent.as_ref()?;
        if self.view.truth(by_agent, None, &mut Open::default()) != Truth::True {
            return None;
        }
        group.iter().filter_map(|verdict| self.strictest(procedure, verdict.member)).max()
    }

    // What a わからない leaves open may apply.
    fn strictest(&self, procedure: &Procedure, who: Option<Member>) -> Option<Agent> {
        let mut strictest = None;
        for (condition, agent) in &procedure.agents {
            let truth = holds(self.view, condition.as_ref(), who, &mut Open::default());
            if truth != Truth::False {
                strictest = strictest.max(Some(*agent));
            }
            if truth == Truth::True {
                break;
            }
        }
        strictest
    }

    /// Everything to bring for these tasks, each thing once.
    fn things(&self, tasks: &[Task]) -> Vec<Id<Thing>> {
        let mut things = Vec::new();
        for task in tasks {
            let everybody: Vec<Option<Member>> = if task.members.is_empty() {
                vec![None]
            } else {
                task.members.iter().copied().map(Some).collect()
            };
            for (condition, thing) in &self.view.catalog.procedures[task.procedure].bring {
                let needed = |who: &Option<Member>| {
                    holds(self.view, condition.as_ref(), *who, &mut Open::default()) == Truth::True
                };
                if !things.contains(thing) && everybody.iter().any(needed) {
                    things.push(*thing);
                }
            }
        }
        things
    }

    fn due(&self, clock: &Clock, group: &[&Verdict]) -> Due {
        let label = clock.label.as_ref().map(|text| text.get(self.lang).to_owned());
        let closed = &self.view.catalog.office.closed;
        // The soonest of the members': nobody is late then. Where one of them is not known, it might be sooner.
        let last_days =
            group.iter().map(|verdict| last_day(clock, self.start(clock, verdict.member)?, closed));
        let date = last_days.collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().min());
        let words = match date {
            Some(date) => {
                let day = words::date_words(date, self.lang);
                if self.lang == Lang::Ja { format!("{day}まで") } else { format!("By {day}") }
            }
            None => self.span_words(clock),
        };
        Due { label, date, words }
    }

    fn start(&self, clock: &Clock, who: Option<Member>) -> Option<Date> {
        match self.view.find(clock.after, who, &mut Open::default()) {
            Found::Value(Value::Date(day)) => day.exact(),
            Found::Today => Some(self.view.today),
            Found::Value(_)
            | Found::Setting(_)
            | Found::Number(_)
            | Found::Member(_)
            | Found::Nobody
            | Found::Open => None,
        }
    }

    /// 「転出予定日の翌日から15日以内」: without a known starting day, never a guess.
    fn span_words(&self, clock: &Clock) -> String {
        let start = match clock.after {
            Path::Item(_, item, _) => self.view.catalog.items[item].label.get(self.lang),
            Path::Member | Path::Count(_) | Path::Setting(_) | Path::Today(_) => "",
        };
        if self.lang == Lang::Ja {
            let span = match clock.span {
                Span::Days(n) => format!("{n}日"),
                Span::Months(n) => format!("{n}か月"),
                Span::Years(n) => format!("{n}年"),
            };
            match clock.first_day {
                FirstDay::Excluded => format!("{start}の翌日から{span}以内"),
                FirstDay::Included => format!("{start}を含めて{span}以内"),
            }
        } else {
            let span = match clock.span {
                Span::Days(n) => format!("{n} days"),
                Span::Months(n) => format!("{n} months"),
                Span::Years(n) => format!("{n} years"),
            };
            format!("Within {span} of: {start}")
        }
    }
}
