//! The files by kind.

use std::collections::BTreeSet;

use jsonc_parser::ast::Value;

use crate::code::Code;
use crate::names::Noun;
use crate::node::{Node, Report};
use crate::problem::Words;

/// The roots of all files that can be read, and what could not be.
pub(crate) struct Files<'a> {
    pub report: &'a Report<'a>,
    pub office: Option<Node<'a>>,
    pub items: Vec<Node<'a>>,
    pub rules: Vec<Node<'a>>,
    pub events: Vec<Node<'a>>,
    pub procedures: Vec<Node<'a>>,
    pub sheets: Vec<Node<'a>>,
    pub scenarios: Vec<Node<'a>>,
    pub mixes: Vec<Node<'a>>,
    /// What a file that cannot be read would have declared.
    pub unread: BTreeSet<Noun>,
}

const FOLDERS: [&str; 7] = ["items", "rules", "events", "procedures", "sheets", "scenarios", "mixes"];

/// Puts the files in their places, and checks what all of them have in common.
pub(crate) fn sort<'a>(report: &'a Report<'a>, trees: &'a [Option<Value<'a>>]) -> Files<'a> {
    let mut files = Files {
        report,
        office: None,
        items: Vec::new(),
        rules: Vec::new(),
        events: Vec::new(),
        procedures: Vec::new(),
        sheets: Vec::new(),
        scenarios: Vec::new(),
        mixes: Vec::new(),
        unread: BTreeSet::new(),
    };
    let mut office_seen = false;
    for (file, tree) in trees.iter().enumerate() {
        let Some(source) = report.source(file).filter(|source| source.pdf.is_none()) else { continue };
        let folder = source.path.split_once('/').map(|(folder, _)| folder);
        let root = tree.as_ref().map(|value| Node { report, file, value }).filter(|root| envelope(*root));
        let (place, nouns): (_, &[Noun]) = match (folder, &*source.path) {
            (None, "office.json") => {
                office_seen = true;
                files.office = root;
                if root.is_none() {
                    files.unread.extend([Noun::Counter, Noun::Thing, Noun::Setting]);
                }
                continue;
            }
            (Some("items"), _) => (&mut files.items, &[Noun::Item, Noun::List]),
            (Some("rules"), _) => (&mut files.rules, &[Noun::Rule]),
            (Some("events"), _) => (&mut files.events, &[Noun::Event]),
            (Some("procedures"), _) => (&mut files.procedures, &[Noun::Procedure]),
            (Some("sheets"), _) => (&mut files.sheets, &[Noun::Sheet]),
            (Some("scenarios"), _) => (&mut files.scenarios, &[]),
            (Some("mixes"), _) => (&mut files.mixes, &[]),
            (Some(_) | None, path) => {
                let folders = Words::same(FOLDERS.join(" "));
                report.spot(file, 0, 0).wrong(Code::StrayFile, [path.into(), folders]);
                continue;
            }
        };
        match root {
            Some(root) => place.push(root),
            None => files.unread.extend(nouns),
        }
    }
    if !office_seen {
        files.unread.extend([Noun::Counter, Noun::Thing, Noun::Setting]);
        if !trees.is_empty() {
            report.absent("office.json", Code::NoOffice);
        }
    }
    files
}

// Every file is one object beginning with "format": 1.
fn envelope(root: Node<'_>) -> bool {
    let Some(fields) = root.fields() else { return false };
    match fields.get("format") {
        None => {
            root.wrong(Code::NoFormat, []);
            true
        }
        Some(format) => match format.value.as_number_lit() {
            Some(number) if number.value == "1" => true,
            Some(_) | None => {
                format.wrong(Code::WrongFormat, []);
                false
            }
        },
    }
}

impl<'a> Files<'a> {
    /// Every procedure.
    pub fn procedure_entries(&self) -> impl Iterator<Item = Node<'a>> + '_ {
        self.procedures.iter().filter_map(|root| root.peek("procedures")).flat_map(Node::peek_all)
    }
    /// Every setting of the office.
    pub fn setting_entries(&self) -> impl Iterator<Item = Node<'a>> + '_ {
        self.office.iter().filter_map(|root| root.peek("settings")).flat_map(Node::peek_all)
    }
    /// Everything that can have dates of effect.
    pub fn dated(&self) -> impl Iterator<Item = (Noun, Node<'a>)> + '_ {
        let settings = self.setting_entries().map(|node| (Noun::Setting, node));
        let procedures = self.procedure_entries().map(|node| (Noun::Procedure, node));
        settings.chain(procedures).chain(self.sheets.iter().map(|node| (Noun::Sheet, *node)))
    }
}
