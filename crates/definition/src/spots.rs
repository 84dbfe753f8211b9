//! Where everything is defined, kept for what is found out after reading.

use std::collections::BTreeMap;

use kakanai_domain::Date;

use crate::code::Code;
use crate::names::Noun;
use crate::period::Period;
use crate::problem::{Place, Problem, Words};

/// A place in a file, as a problem shows it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub place: Place,
    pub line: String,
    pub width: usize,
}

/// Where each name is given, by kind; more than once where it has dates of effect.
#[derive(Debug, Default)]
pub(crate) struct Spots(BTreeMap<(Noun, String), Vec<(Period, Shown)>>);

impl Spots {
    /// A name is given there, for what is in force in that period.
    pub fn note(&mut self, noun: Noun, name: &str, period: Period, shown: Option<Shown>) {
        if let Some(shown) = shown {
            self.0.entry((noun, name.to_owned())).or_default().push((period, shown));
        }
    }

    /// A problem of what has this name on a day.
    pub fn problem(
        &self,
        noun: Noun,
        name: &str,
        day: Date,
        code: Code,
        arguments: &[Words],
    ) -> Option<Problem> {
        let given = self.0.get(&(noun, name.to_owned()))?;
        let in_force = given.iter().find(|(period, _)| period.contains(day));
        let (_, Shown { place, line, width }) = in_force.or(given.first())?.clone();
        Some(Problem { code, place, line, width, what: code.what(arguments), mend: code.mend(arguments) })
    }
}
