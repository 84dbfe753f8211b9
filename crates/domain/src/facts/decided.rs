//! What follows from facts for good, kept while an interview goes on: facts only ever close what is open, so a rule
//! that is decided, and a role that points at somebody, stay so whatever else is learnt.

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::Relaxed};

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::condition::Rule;
use crate::id::Id;
use crate::item::Item;
use crate::truth::{Pointed, Truth};
use crate::value::Member;

/// Of members with greater numbers nothing is kept.
const MEMBERS: usize = 16;

/// Rules that are decided, and roles that point somewhere, on a day.
pub(crate) struct Decided {
    today: Date,
    /// For the visit and each member, by rule: 0 open, 1 false, 2 true.
    rules: Vec<AtomicU8>,
    /// By item: 0 open, 1 nobody, 2 whoever is answered, else the member's number and 3.
    roles: Vec<AtomicU32>,
}

impl Decided {
    /// Nothing yet.
    pub(super) fn none(catalog: &Catalog, today: Date) -> Self {
        let rules = (0..catalog.rules.len() * MEMBERS).map(|_| AtomicU8::new(0)).collect();
        let roles = (0..catalog.items.len()).map(|_| AtomicU32::new(0)).collect();
        Self { today, rules, roles }
    }

    pub(super) fn forget(&mut self, today: Date) {
        self.today = today;
        self.rules.iter_mut().for_each(|rule| *rule.get_mut() = 0);
        self.roles.iter_mut().for_each(|role| *role.get_mut() = 0);
    }

    /// Whether it speaks of that day.
    pub(crate) fn is_of(&self, today: Date) -> bool {
        self.today == today
    }

    fn rule_at(&self, rule: Id<Rule>, who: Option<Member>) -> Option<&AtomicU8> {
        let who = who.map_or(0, |member| usize::from(member.0) + 1);
        if who < MEMBERS { self.rules.get(rule.index() * MEMBERS + who) } else { None }
    }

    /// The truth of a rule, where it is decided.
    pub(crate) fn rule(&self, rule: Id<Rule>, who: Option<Member>) -> Option<Truth> {
        match self.rule_at(rule, who)?.load(Relaxed) {
            0 => None,
            1 => Some(Truth::False),
            _ => Some(Truth::True),
        }
    }

    pub(crate) fn decide_rule(&self, rule: Id<Rule>, who: Option<Member>, truth: Truth) {
        let truth = match truth {
            Truth::Open => return,
            Truth::False => 1,
            Truth::True => 2,
        };
        if let Some(known) = self.rule_at(rule, who) {
            known.store(truth, Relaxed);
        }
    }

    /// Whom a role points at, where that is decided. `Open`: it is known who is offered, and only the answer is missing.
    pub(crate) fn role(&self, role: Id<Item>) -> Option<Pointed> {
        match self.roles.get(role.index())?.load(Relaxed) {
            0 => None,
            1 => Some(Pointed::Nobody),
            2 => Some(Pointed::Open),
            number => Some(Pointed::At(Member(u16::try_from(number - 3).ok()?))),
        }
    }

    pub(crate) fn decide_role(&self, role: Id<Item>, pointed: Pointed) {
        let number = match pointed {
            Pointed::Nobody => 1,
            Pointed::Open => 2,
            Pointed::At(member) => u32::from(member.0) + 3,
        };
        if let Some(known) = self.roles.get(role.index()) {
            known.store(number, Relaxed);
        }
    }
}
