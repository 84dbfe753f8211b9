//! All objects while some of them may still be wrong.

use std::collections::BTreeSet;

use kakanai_domain::condition::Rule;
use kakanai_domain::event::Event;
use kakanai_domain::item::{Item, List};
use kakanai_domain::office::Setting;
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::Sheet;
use kakanai_domain::{Catalog, Date, Id};

use crate::files::Files;
use crate::lists::{Rows, read_into};
use crate::names::{Names, Scope};
use crate::node::Node;
use crate::office::{OfficeDraft, office};
use crate::period::Period;
use crate::{condition, event, item, procedure, sheet};

/// What could be read of what is in force on a day. What is not has its place all the same, with what comes next or was
/// last: ids are the same on every day.
pub(crate) struct Draft {
    pub in_force: InForce,
    pub office: Option<OfficeDraft>,
    pub lists: Rows<List>,
    pub items: Rows<Item>,
    pub visit: Vec<Id<Item>>,
    pub rules: Rows<Rule>,
    pub procedures: Rows<Procedure>,
    pub sheets: Rows<Sheet>,
    pub events: Rows<Event>,
}

impl Draft {
    /// Reads everything, reporting what is wrong.
    pub fn new(files: &Files<'_>, names: &Names, day: Date) -> Self {
        let office = files.office.and_then(|root| office(root, names, day));
        let mut draft = Self {
            in_force: InForce::on(day, files, names),
            office,
            lists: Rows::new(&names.lists),
            items: Rows::new(&names.items),
            visit: Vec::new(),
            rules: Rows::new(&names.rules),
            procedures: Rows::new(&names.procedures),
            sheets: Rows::new(&names.sheets),
            events: Rows::new(&names.events),
        };
        for root in &files.items {
            draft.read_items(*root, names);
        }
        draft.set_columns(names);
        let rules = entries(&files.rules, "rules").into_iter();
        read_into(&mut draft.rules, rules, &names.rules, |node| condition::rule(node, names));
        let mut procedures = entries(&files.procedures, "procedures");
        procedures.sort_by_key(|node| Period::of(*node).away(day));
        let procedures = procedures.into_iter();
        read_into(&mut draft.procedures, procedures, &names.procedures, |node| {
            procedure::procedure(node, names)
        });
        let mut sheets = files.sheets.clone();
        sheets.sort_by_key(|node| Period::of(*node).away(day));
        read_into(&mut draft.sheets, sheets.into_iter(), &names.sheets, |node| sheet::sheet(node, names));
        let events = files.events.iter().copied();
        read_into(&mut draft.events, events, &names.events, |node| event::event(node, names));
        draft
    }

    fn read_items(&mut self, root: Node<'_>, names: &Names) {
        let (list, nodes) = item::file(root, names);
        if let Some((id, list)) = list {
            self.lists.put(id, list);
        }
        let of = match root.peek("of").and_then(Node::as_str) {
            Some("visit") => Scope::Visit,
            Some(name) => names.lists.find(name).map_or(Scope::Unknown, Scope::Of),
            None => Scope::Unknown,
        };
        read_into(&mut self.items, nodes.into_iter(), &names.items, |node| item::item(node, of, names));
    }

    // Items stand in the order of declaration, each in the row of its list or of the visit.
    fn set_columns(&mut self, names: &Names) {
        for id in names.items.names().filter_map(|name| names.items.find(name)) {
            let column = match names.of(id) {
                Scope::Visit => {
                    self.visit.push(id);
                    self.visit.len() - 1
                }
                Scope::Of(list) => {
                    let Some(list) = self.lists.get_mut(list) else { continue };
                    list.items.push(id);
                    list.items.len() - 1
                }
                Scope::Unknown => continue,
            };
            if let Some(item) = self.items.get_mut(id) {
                item.column = column;
            }
        }
    }

    /// The catalogue, when every object could be read.
    pub fn complete(mut self, names: &Names, fingerprint: String) -> Option<Catalog> {
        let OfficeDraft { mut office, counters, things, settings } = self.office?;
        office.counters = counters.complete(names.counters.clone())?;
        office.things = things.complete(names.things.clone())?;
        office.settings = settings.complete(names.settings.clone())?;
        let procedures = self.procedures.complete(names.procedures.clone())?;
        let in_force = self.in_force.procedures;
        let events = self.events.iter_mut();
        events.for_each(|event| event.procedures.retain(|procedure| in_force.contains(procedure)));
        Some(Catalog {
            office,
            lists: self.lists.complete(names.lists.clone())?,
            items: self.items.complete(names.items.clone())?,
            visit: self.visit,
            rules: self.rules.complete(names.rules.clone())?,
            dormant: procedures.ids().filter(|procedure| !in_force.contains(procedure)).collect(),
            procedures,
            sheets: self.sheets.complete(names.sheets.clone())?,
            events: self.events.complete(names.events.clone())?,
            fingerprint,
        })
    }
}

/// What is in force on a day.
pub(crate) struct InForce {
    pub day: Date,
    pub settings: BTreeSet<Id<Setting>>,
    pub procedures: BTreeSet<Id<Procedure>>,
    pub sheets: BTreeSet<Id<Sheet>>,
}

impl InForce {
    fn on(day: Date, files: &Files<'_>, names: &Names) -> Self {
        fn name<'a>(node: Node<'a>, day: Date) -> Option<&'a str> {
            node.peek("id").filter(|_| Period::of(node).contains(day))?.as_str()
        }
        let settings = files.setting_entries().filter_map(|node| names.settings.find(name(node, day)?));
        let procedures = files.procedure_entries().filter_map(|node| names.procedures.find(name(node, day)?));
        let sheets = files.sheets.iter().filter_map(|node| names.sheets.find(name(*node, day)?));
        Self { day, settings: settings.collect(), procedures: procedures.collect(), sheets: sheets.collect() }
    }
}

// The entries of files that hold several.
fn entries<'a>(roots: &[Node<'a>], key: &str) -> Vec<Node<'a>> {
    let lists = roots.iter().filter_map(|root| root.record(&["format", key])?.need(key)?.list());
    lists.flatten().collect()
}
