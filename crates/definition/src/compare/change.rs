//! What can be different for a household.

use kakanai_domain::Outcome;

/// What is different.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// How much a procedure is needed, by its name.
    Procedure(String),
    /// Until when it is to be done.
    Due(String),
    /// The counter where it is done.
    Counter(String),
    /// What an agent needs for it.
    Agent(String),
    /// Its title or remark on the guide.
    Guide(String),
    /// Whether a thing is to be brought, by its name; or its words.
    Thing(String),
    /// Whether a sheet is printed, by its name; or what it looks like.
    Sheet(String),
    /// What stands in a box: name of the sheet, name of the box.
    Box(String, String),
    /// Whether an item, or who is in a list, is asked, by its name; or the words of the question.
    Question(String),
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What is different.
    pub about: About,
    /// What the old side has, in words or as the definitions write it; nothing where it has none.
    pub was: Option<String>,
    /// The same of the new side.
    pub is: Option<String>,
}

impl Change {
    /// Whether it is about a box of the sheet with that name.
    pub fn is_box_of(&self, sheet: &str) -> bool {
        matches!(&self.about, About::Box(of, _) if of == sheet)
    }

    /// What makes a kind of household: for days, words and boxes that it is otherwise, and not how.
    pub(super) fn in_kind(&self) -> Change {
        let shown = matches!(self.about, About::Procedure(_) | About::Counter(_) | About::Agent(_));
        let plain = |side: &Option<String>| {
            side.as_ref().map(|words| if shown { words.clone() } else { String::new() })
        };
        let (was, is) = (plain(&self.was), plain(&self.is));
        match self.about {
            // A box that fills and one that empties are the same box.
            About::Box(..) => Change { about: self.about.clone(), was: None, is: None },
            About::Procedure(_)
            | About::Due(_)
            | About::Counter(_)
            | About::Agent(_)
            | About::Guide(_)
            | About::Thing(_)
            | About::Sheet(_)
            | About::Question(_) => Change { about: self.about.clone(), was, is },
        }
    }
}

/// The word of the definitions for what follows for a procedure.
pub(super) fn outcome_word(outcome: Outcome) -> &'static str {
    crate::scenario::outcomes().into_iter().find(|(_, known)| *known == outcome).map_or("", |(word, _)| word)
}
