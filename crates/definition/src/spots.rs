//! Where everything is defined, kept for what is found out after reading.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::names::Noun;
use crate::problem::{Place, Problem, Words};

/// A place in a file, as a problem shows it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub place: Place,
    pub line: String,
    pub width: usize,
}

/// Where each name is given, by kind.
#[derive(Debug, Default)]
pub(crate) struct Spots(BTreeMap<(Noun, String), Shown>);

impl Spots {
    /// A name is given there; the first time counts.
    pub fn note(&mut self, noun: Noun, name: &str, shown: Option<Shown>) {
        if let Some(shown) = shown {
            self.0.entry((noun, name.to_owned())).or_insert(shown);
        }
    }

    /// A problem of what has this name.
    pub fn problem(&self, noun: Noun, name: &str, code: Code, arguments: &[Words]) -> Option<Problem> {
        let Shown { place, line, width } = self.0.get(&(noun, name.to_owned()))?.clone();
        Some(Problem { code, place, line, width, what: code.what(arguments), mend: code.mend(arguments) })
    }
}
