//! What is in force needs others that are in force on the same days.

use std::collections::BTreeSet;

use kakanai_domain::Id;
use kakanai_domain::office::Setting;
use kakanai_domain::sheet::Sheet;

use crate::code::Code;
use crate::draft::Draft;
use crate::files::Files;
use crate::names::Names;
use crate::needs::Needs;
use crate::node::Node;
use crate::period::Period;

/// Reports, of the stretches of days, what is needed on them and is not in force; each once, with the first of its days.
pub(crate) fn check(files: &Files<'_>, names: &Names, editions: &[(Period, Draft)]) {
    let mut reported = Reported::default();
    for (days, draft) in editions {
        for node in files.procedure_entries() {
            if Period::of(node).contains(draft.in_force.day) {
                procedure(files, node, names, *days, draft, &mut reported);
            }
        }
        for node in &files.events {
            if let Some(when) = node.peek("by_agent")
                && let Some(event) =
                    node.peek("id").and_then(Node::as_str).and_then(|id| names.events.find(id))
                && let Some(condition) = draft.events.get(event).and_then(|event| event.by_agent.as_ref())
            {
                let mut needs = Needs::new(draft);
                needs.condition(condition);
                settings(files, "by_agent", when, names, *days, (draft, &needs), &mut reported);
            }
        }
    }
}

#[derive(Default)]
struct Reported {
    settings: BTreeSet<Id<Setting>>,
    sheets: BTreeSet<(String, Id<Sheet>)>,
}

fn procedure(
    files: &Files<'_>,
    node: Node<'_>,
    names: &Names,
    days: Period,
    draft: &Draft,
    reported: &mut Reported,
) {
    let Some((id, name)) = node.peek("id").and_then(|id| Some((id, id.as_str()?))) else { return };
    let Some(procedure) = names.procedures.find(name).and_then(|id| draft.procedures.get(id)) else { return };
    for (entry, (_, named)) in node.peek("sheets").into_iter().flat_map(Node::peek_all).zip(&procedure.sheets)
    {
        let mut needs = Needs::new(draft);
        needs.sheet(*named);
        for missing in needs.sheets.difference(&draft.in_force.sheets) {
            if reported.sheets.insert((name.to_owned(), *missing)) {
                let sheet = names.sheets.names().nth(missing.index()).unwrap_or_default();
                let entry = entry.peek("sheet").unwrap_or(entry);
                entry.wrong(Code::SheetNotInForce, [sheet.into(), days.words(), name.into()]);
            }
        }
    }
    let mut needs = Needs::new(draft);
    needs.procedure(procedure);
    settings(files, name, id, names, days, (draft, &needs), reported);
}

// At the setting, which is what has to be mended; the reader stands in the sentence.
fn settings(
    files: &Files<'_>,
    reader: &str,
    at: Node<'_>,
    names: &Names,
    days: Period,
    (draft, needs): (&Draft, &Needs<'_>),
    reported: &mut Reported,
) {
    for missing in needs.settings.difference(&draft.in_force.settings) {
        if reported.settings.insert(*missing) {
            let name = names.settings.names().nth(missing.index()).unwrap_or_default();
            let ids = files.setting_entries().filter_map(|node| node.peek("id"));
            let node = ids.filter(|id| id.as_str() == Some(name)).last().unwrap_or(at);
            node.wrong(Code::SettingNotInForce, [name.into(), days.words(), reader.into()]);
        }
    }
}
