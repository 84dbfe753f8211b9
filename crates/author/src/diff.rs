//! `diff`: for which kinds of household something changes, between two folders or two days.

use std::path::{Path, PathBuf};

use kakanai_definition::{Comparison, Scenario, Side, compare, household};
use kakanai_domain::{Catalog, Date, Editions, Lang};

use crate::diff_words::Teller;
use crate::loading::{Forms, Said, load, mend_first, today};

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sides {
    /// The definitions before an edit and after it, as they are in force on a day: that which is named, or that of the
    /// latest scenario.
    Folders {
        /// Before the edit.
        old: PathBuf,
        /// After it.
        new: PathBuf,
        /// The day of the visits.
        on: Option<Date>,
    },
    /// One folder on two days.
    Days {
        /// The definitions.
        forms: PathBuf,
        /// The earlier day.
        from: Date,
        /// The later day.
        to: Date,
    },
}

/// Compares, for one event or for all. Good unless something cannot be read: to differ is no mistake.
pub fn diff(sides: &Sides, event: Option<&str>, lang: Lang) -> Said {
    match told(sides, event, lang) {
        Ok(text) => Said::good(text),
        Err(sentence) => Said::bad(sentence),
    }
}

fn told(sides: &Sides, event: Option<&str>, lang: Lang) -> Result<String, String> {
    match sides {
        Sides::Folders { old, new, on } => {
            let (old_forms, new_forms) = (load(old)?, load(new)?);
            let latest = || {
                let scenarios = new_forms.compiled.scenarios.iter().chain(&old_forms.compiled.scenarios);
                scenarios.map(|scenario| scenario.today).max()
            };
            let day = on.or_else(latest).unwrap_or_else(today);
            let name = |path: &Path| path.display().to_string();
            let old = Half { name: name(old), editions: editions(&old_forms, old)?, day, forms: &old_forms };
            let new = Half { name: name(new), editions: editions(&new_forms, new)?, day, forms: &new_forms };
            differences([old, new], day, event, lang)
        }
        Sides::Days { forms, from, to } => {
            let read = load(forms)?;
            let editions = editions(&read, forms)?;
            let half = |day: &Date| Half { name: day.to_string(), editions, day: *day, forms: &read };
            differences([half(from), half(to)], *to, event, lang)
        }
    }
}

fn editions<'a>(forms: &'a Forms, folder: &Path) -> Result<&'a Editions, String> {
    let missing = || format!("{}: {}", folder.display(), mend_first());
    forms.compiled.editions.as_ref().ok_or_else(missing)
}

/// One side, before an event is chosen.
struct Half<'a> {
    /// The folder or the day, as the author called it.
    name: String,
    editions: &'a Editions,
    /// The day whose definitions they are.
    day: Date,
    forms: &'a Forms,
}

impl Half<'_> {
    fn catalog(&self) -> &Catalog {
        self.editions.on(self.day)
    }
    fn scenarios(&self) -> &[Scenario] {
        &self.forms.compiled.scenarios
    }
    fn side(&self, event: &str, today: Date) -> Option<Side<'_>> {
        let catalog = self.catalog();
        Some(Side { catalog, event: catalog.events.find(event)?, today })
    }
}

fn differences(
    halves: [Half<'_>; 2],
    today: Date,
    event: Option<&str>,
    lang: Lang,
) -> Result<String, String> {
    let [old, new] = &halves;
    let mut names: Vec<&str> = Vec::new();
    for half in [new, old] {
        let events = &half.catalog().events;
        for name in events.ids().map(|id| events.name(id)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if let Some(event) = event
        && !names.contains(&event)
    {
        let known = names.join(" ");
        return Err(format!(
            "ライフイベント「{event}」はありません。あるのは: {known}\nthere is no event \"{event}\"; there are: {known}\n"
        ));
    }
    let teller = Teller { names: [&old.name, &new.name], today, lang };
    let mut text = teller.head();
    for name in names.into_iter().filter(|name| event.is_none_or(|event| event == *name)) {
        text.push_str(&match (old.side(name, today), new.side(name, today)) {
            (Some(was), Some(is)) => {
                let comparison = compared(was, is, &halves, lang);
                teller.event([was, is], &comparison)
            }
            (was, is) => teller.one_sided(name, was.or(is), was.is_none()),
        });
    }
    Ok(text)
}

fn compared(was: Side<'_>, is: Side<'_>, halves: &[Half<'_>; 2], lang: Lang) -> Comparison {
    let households = halves.iter().zip([was, is]).flat_map(|(half, side)| {
        let scenarios = half.scenarios().iter().filter(move |scenario| scenario.event == side.event);
        scenarios.map(move |scenario| household(side.catalog, &scenario.answers))
    });
    compare(was, is, households, lang)
}
