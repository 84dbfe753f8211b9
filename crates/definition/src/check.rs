//! What only shows when everything is read.

use std::collections::BTreeSet;

use kakanai_domain::Id;
use kakanai_domain::event::{Ask, Event};
use kakanai_domain::procedure::Procedure;
use kakanai_domain::sheet::{Block, RowsOf, Sheet, Who};

use crate::code::Code;
use crate::cycle::cycles;
use crate::draft::Draft;
use crate::files::Files;
use crate::names::Names;
use crate::needs::Needs;
use crate::node::Node;
use crate::period::Period;

/// Checks what concerns several files, on a day.
pub(crate) fn check(files: &Files<'_>, names: &Names, draft: &Draft) {
    cycles(files, names, draft);
    for root in &files.events {
        if let Some(event) = by_id(*root, &names.events).and_then(|id| draft.events.get(id)) {
            roster_again(*root, event, names, draft);
            unasked(*root, event, names, draft);
        }
    }
    let day = draft.in_force.day;
    for root in files.sheets.iter().filter(|root| Period::of(**root).contains(day)) {
        if let Some(id) = by_id(*root, &names.sheets) {
            continuation(*root, id, names, draft);
        }
    }
    for node in files.procedure_entries().filter(|node| Period::of(*node).contains(day)) {
        if let Some(procedure) = by_id(node, &names.procedures).and_then(|id| draft.procedures.get(id)) {
            rows_for_others(node, procedure, names, draft);
        }
    }
}

fn by_id<T>(root: Node<'_>, declared: &kakanai_domain::Declared<T>) -> Option<Id<T>> {
    declared.find(root.peek("id")?.as_str()?)
}

fn asks(event: &Event) -> impl Iterator<Item = &Ask> {
    event.sections.iter().flat_map(|section| &section.asks)
}

// A roster item is asked with its list; listed again it would be asked in two places.
fn roster_again(root: Node<'_>, event: &Event, names: &Names, draft: &Draft) {
    let lists = asks(event).filter_map(|ask| match ask {
        Ask::Roster(list) => draft.lists.get(*list).map(|row| (*list, row)),
        Ask::Item(_) => None,
    });
    let lists = lists.collect::<Vec<_>>();
    let entries = root.peek("sections").into_iter().flat_map(Node::peek_all);
    for entry in entries.filter_map(|section| section.peek("items")).flat_map(Node::peek_all) {
        let Some(name) = entry.as_str() else { continue };
        let Some(item) = names.items.find(name) else { continue };
        if let Some((list, _)) = lists.iter().find(|(_, row)| row.roster.contains(&item)) {
            entry.wrong(Code::RosterAgain, [name.into(), names.list_name(*list).into()]);
        }
    }
}

fn unasked(root: Node<'_>, event: &Event, names: &Names, draft: &Draft) {
    let mut asked: BTreeSet<Ask2> = asks(event).map(|ask| Ask2::from(*ask)).collect();
    for ask in asks(event) {
        let Ask::Roster(id) = ask else { continue };
        match draft.lists.get(*id) {
            Some(list) => asked.extend(list.roster.iter().map(|item| Ask2::Item(*item))),
            // What a wrong list would ask is not known: any of its items.
            None => {
                let items = names.items.names().filter_map(|name| names.items.find(name));
                asked.extend(items.filter(|item| names.of(*item).list() == Some(*id)).map(Ask2::Item));
            }
        }
    }
    let mut reported = BTreeSet::new();
    let nodes = root.peek("procedures").into_iter().flat_map(Node::peek_all);
    for (node, id) in nodes.zip(&event.procedures) {
        let Some(procedure) = draft.procedures.get(*id) else { continue };
        let drives = procedure.levels.iter().any(|(_, level)| level.drives());
        if !drives || !draft.in_force.procedures.contains(id) {
            continue;
        }
        let mut needs = Needs::new(draft);
        needs.procedure(procedure);
        report_unasked(node, node.as_str().unwrap_or_default(), &needs, &asked, &mut reported, names, draft);
    }
    if let (Some(node), Some(when)) = (root.peek("by_agent"), &event.by_agent) {
        let mut needs = Needs::new(draft);
        needs.condition(when);
        report_unasked(node, "by_agent", &needs, &asked, &mut reported, names, draft);
    }
}

// `Ask` with an order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ask2 {
    Roster(Id<kakanai_domain::item::List>),
    Item(Id<kakanai_domain::item::Item>),
}

impl From<Ask> for Ask2 {
    fn from(ask: Ask) -> Self {
        match ask {
            Ask::Roster(list) => Ask2::Roster(list),
            Ask::Item(item) => Ask2::Item(item),
        }
    }
}

fn report_unasked(
    node: Node<'_>,
    by: &str,
    needs: &Needs<'_>,
    asked: &BTreeSet<Ask2>,
    reported: &mut BTreeSet<Ask2>,
    names: &Names,
    draft: &Draft,
) {
    // A derived role is never asked: it needs the items of its condition, which are among the needs themselves.
    let items = needs.items.iter().filter(|id| draft.items.get(**id).is_some_and(|item| item.is_asked()));
    let lists = needs.lists.iter().map(|list| Ask2::Roster(*list));
    for ask in lists.chain(items.map(|item| Ask2::Item(*item))) {
        // A roster item comes with its list.
        let with_list = match ask {
            Ask2::Item(item) => names.of(item).list().is_some_and(|list| {
                !asked.contains(&Ask2::Roster(list))
                    && draft.lists.get(list).is_some_and(|list| list.roster.contains(&item))
            }),
            Ask2::Roster(_) => false,
        };
        if with_list || asked.contains(&ask) || !reported.insert(ask) {
            continue;
        }
        let name = match ask {
            Ask2::Roster(list) => names.list_name(list),
            Ask2::Item(item) => names.item_name(item),
        };
        node.wrong(Code::Unasked, [by.into(), name.into()]);
    }
}

fn continuation(root: Node<'_>, id: Id<Sheet>, names: &Names, draft: &Draft) {
    let Some(node) = root.peek("continued_on") else { return };
    let Some(sheet) = draft.sheets.get(id) else { return };
    let (Some(next_id), name) = (sheet.continued_on, node.as_str().unwrap_or_default()) else { return };
    let mut seen = BTreeSet::from([id]);
    let mut at = Some(next_id);
    while let Some(sheet) = at {
        if !seen.insert(sheet) {
            node.wrong(Code::SheetCycle, [name.into()]);
            return;
        }
        at = draft.sheets.get(sheet).and_then(|sheet| sheet.continued_on);
    }
    let Some(next) = draft.sheets.get(next_id) else { return };
    let wanted = lists_of(sheet).collect::<Vec<_>>();
    let missing = wanted.iter().find(|list| !lists_of(next).any(|found| found == **list));
    if let Some(list) = missing.copied() {
        node.wrong(Code::NoRoomThere, [name.into(), names.list_name(list).into()]);
    } else if wanted.is_empty() || next.for_each != sheet.for_each {
        node.wrong(Code::NothingToContinue, [name.into()]);
    }
}

// Those concerned are members of the list of the procedure; rows of another list could not say whose they are.
fn rows_for_others(node: Node<'_>, procedure: &Procedure, names: &Names, draft: &Draft) {
    let Some(for_each) = procedure.for_each else { return };
    let entries = node.peek("sheets").into_iter().flat_map(Node::peek_all);
    for (entry, (_, named)) in entries.zip(&procedure.sheets) {
        let entry = entry.peek("sheet").unwrap_or(entry);
        let mut seen = BTreeSet::new();
        let mut at = Some(*named);
        while let Some(id) = at
            && seen.insert(id)
            && let Some(sheet) = draft.sheets.get(id)
        {
            let mut rows = rows_of(sheet).filter(|rows| matches!(rows.who, Who::Concerned));
            if let Some(rows) = rows.find(|rows| rows.list != for_each) {
                let name = entry.as_str().unwrap_or_default();
                entry.wrong(Code::RowsForOthers, [name.into(), names.list_name(rows.list).into()]);
                break;
            }
            at = sheet.continued_on;
        }
    }
}

fn rows_of(sheet: &Sheet) -> impl Iterator<Item = &RowsOf> {
    sheet.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => grid.rows_of.as_ref(),
        Block::Free(..) => None,
    })
}

fn lists_of(sheet: &Sheet) -> impl Iterator<Item = Id<kakanai_domain::item::List>> {
    rows_of(sheet).map(|rows| rows.list)
}

/// Reports items that nothing uses on any day. Only when nothing is wrong: an item may be wanted by what could not be
/// read.
pub(crate) fn unwanted(files: &Files<'_>, names: &Names, editions: &[(Period, Draft)]) {
    if files.report.has_errors() {
        return;
    }
    let wanted = editions.iter().flat_map(|(_, draft)| Needs::of_everything(draft).items);
    let wanted = wanted.collect::<BTreeSet<_>>();
    let entries = files.items.iter().filter_map(|root| root.peek("items")).flat_map(Node::peek_all);
    for id in entries.filter_map(|entry| entry.peek("id")) {
        if let Some(item) = id.as_str().and_then(|name| names.items.find(name))
            && !wanted.contains(&item)
        {
            id.wrong(Code::Unwanted, [names.item_name(item).into()]);
        }
    }
}
