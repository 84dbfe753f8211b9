//! Differences by what they follow from: a procedure that is needed otherwise takes papers, things and questions along.

use std::collections::{BTreeMap, BTreeSet};

use kakanai_domain::Catalog;
use kakanai_domain::procedure::Procedure;

use crate::compare::change::{About, Change};
use crate::compare::kinds::members;
use crate::compare::quiet::Quiet;
use crate::compare::{Comparison, Group, Household, Kind};

/// The households that something concerns, by number.
type Concerned = BTreeSet<usize>;

/// Goes through both sides with all households.
pub(super) fn groups(quiet: &Quiet<'_>, given: Vec<Household>, not_all: Vec<String>) -> Comparison {
    let mut tried = 0;
    let mut concerned: BTreeMap<Change, Concerned> = BTreeMap::new();
    let mut shown: BTreeMap<Change, Change> = BTreeMap::new();
    for (number, household) in given.iter().enumerate() {
        let Some((changes, _)) = quiet.changes(household) else { continue };
        tried += 1;
        for change in changes {
            concerned.entry(change.in_kind()).or_default().insert(number);
            shown.entry(change.in_kind()).or_insert(change);
        }
    }
    let (led, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
        concerned.into_iter().partition(|(change, _)| matches!(change.about, About::Procedure(_)));
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for (change, households) in led {
        if let About::Procedure(name) = &change.about {
            drafts.entry(name.clone()).or_default().add(change.clone(), households);
        }
    }
    let mut rest = Draft::default();
    for (change, households) in others {
        let leads = drafts.iter_mut().filter(|(name, draft)| {
            households.is_subset(&draft.all) && takes_along(quiet, name, &change.about)
        });
        match leads.min_by_key(|(_, draft)| draft.all.len()) {
            Some((_, draft)) => {
                let example = shown.get(&change).unwrap_or(&change).clone();
                draft.along.push((example, households.len()));
            }
            None => rest.add(change, households),
        }
    }
    let alone = rest.kinds.into_iter().map(|(households, changes)| Draft {
        kinds: BTreeMap::from([(households, changes)]),
        ..Draft::default()
    });
    let mut groups: Vec<Group> =
        drafts.into_values().chain(alone).map(|draft| draft.group(quiet, &given)).collect();
    groups.sort_by_cached_key(|group| {
        group.kinds.first().map(|kind| (size(kind), kind.changes.first().cloned()))
    });
    Comparison { tried, groups, not_all }
}

/// A group before it has its examples.
#[derive(Default)]
struct Draft {
    /// What concerns the same households is one kind.
    kinds: BTreeMap<Concerned, BTreeSet<Change>>,
    all: Concerned,
    along: Vec<(Change, usize)>,
}

impl Draft {
    fn add(&mut self, change: Change, households: Concerned) {
        self.all.extend(&households);
        self.kinds.entry(households).or_default().insert(change);
    }

    fn group(self, quiet: &Quiet<'_>, given: &[Household]) -> Group {
        let kinds = self.kinds.into_iter().filter_map(|(households, changes)| {
            let all = households.iter().filter_map(|number| given.get(*number));
            Some(quiet.kind(all.min_by_key(|given| given.len())?.clone(), changes, households.len()))
        });
        let mut kinds = kinds.collect::<Vec<_>>();
        kinds.sort_by_key(size);
        Group { kinds, along: self.along }
    }
}

fn size(kind: &Kind) -> (u16, usize) {
    (members(&kind.example), kind.decisive.len())
}

/// Whether something can be different because a procedure is needed otherwise.
fn takes_along(quiet: &Quiet<'_>, procedure_name: &str, about: &About) -> bool {
    quiet.halves.iter().any(|half| {
        let catalog = half.side.catalog;
        let Some(id) = catalog.procedures.find(procedure_name) else { return false };
        let procedure = &catalog.procedures[id];
        match about {
            About::Question(_) => true,
            About::Thing(name) => {
                procedure.bring.iter().any(|(_, thing)| catalog.office.things.name(*thing) == name)
            }
            About::Sheet(name) | About::Box(name, _) => papers(catalog, procedure).contains(name.as_str()),
            About::Due(name) | About::Counter(name) | About::Agent(name) | About::Guide(name) => {
                name == procedure_name
            }
            About::Procedure(_) => false,
        }
    })
}

fn papers<'a>(catalog: &'a Catalog, procedure: &Procedure) -> BTreeSet<&'a str> {
    let mut papers = BTreeSet::new();
    for (_, sheet) in &procedure.sheets {
        let mut at = Some(*sheet);
        while let Some(id) = at.filter(|id| papers.insert(catalog.sheets.name(*id))) {
            at = catalog.sheets[id].continued_on;
        }
    }
    papers
}
