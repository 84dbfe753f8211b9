//! Every name of the definitions, and what must be known of it before its object is read.

use std::collections::BTreeSet;

use kakanai_domain::item::{Choice, Item, List};
use kakanai_domain::office::{Counter, Setting, SettingValue, Thing};
use kakanai_domain::procedure::Procedure;
use kakanai_domain::{Declared, Id, condition::Rule, event::Event, sheet::Sheet};

use crate::code::Code;
use crate::declare::is_id;
use crate::ground::Pdfs;
pub(crate) use crate::mention::Noun;
use crate::node::{Node, Spot};
use crate::slip::meant_id;
use crate::spots::Spots;

impl Noun {
    /// The problem that there is no such thing.
    fn unknown(self) -> Code {
        match self {
            Noun::Item => Code::UnknownItem,
            Noun::List => Code::UnknownList,
            Noun::Rule => Code::UnknownRule,
            Noun::Counter => Code::UnknownCounter,
            Noun::Thing => Code::UnknownThing,
            Noun::Setting => Code::UnknownSetting,
            Noun::Procedure => Code::UnknownProcedure,
            Noun::Sheet => Code::UnknownSheet,
            Noun::Event => Code::UnknownEvent,
            Noun::Option => Code::UnknownOption,
        }
    }
}

/// Whose facts may be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The visit's only.
    Visit,
    /// Also those of a member of this list, as `member.`.
    Of(Id<List>),
    /// Not known, because of a mistake that is already reported.
    Unknown,
}

impl Scope {
    pub fn list(self) -> Option<Id<List>> {
        match self {
            Scope::Of(list) => Some(list),
            Scope::Visit | Scope::Unknown => None,
        }
    }
}

/// What an answer to an item looks like, without its conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    YesNo,
    Choice,
    Choices,
    Number,
    Date,
    Name,
    Address,
    Phone,
    Text,
    PostalCode,
    Money,
    Member { list: Id<List>, derived: bool },
}

/// What is known of an item by its name.
pub(crate) struct ItemName {
    pub of: Scope,
    /// `None`: wrongly defined, and reported there.
    pub shape: Option<Shape>,
    pub options: Declared<Choice>,
    /// How a box of it counts.
    pub writes: Option<kakanai_domain::item::Writes>,
}

/// All names.
#[derive(Default)]
pub(crate) struct Names {
    pub lists: Declared<List>,
    pub items: Declared<Item>,
    pub rules: Declared<Rule>,
    pub counters: Declared<Counter>,
    pub things: Declared<Thing>,
    pub settings: Declared<Setting>,
    pub procedures: Declared<Procedure>,
    pub sheets: Declared<Sheet>,
    pub events: Declared<Event>,
    /// By index of the item.
    pub item_names: Vec<ItemName>,
    /// By index of the rule.
    pub rule_scopes: Vec<Scope>,
    /// By index of the sheet.
    pub sheet_scopes: Vec<Scope>,
    /// By index of the procedure.
    pub procedure_scopes: Vec<Scope>,
    /// The office's own PDF files, by path.
    pub pdfs: Pdfs,
    /// To whom papers are addressed.
    pub addressee: String,
    /// By index of the setting; `None`: wrongly defined.
    pub setting_values: Vec<Option<SettingValue>>,
    /// Where they are given.
    pub spots: Spots,
    /// Kinds of which a file could not be read: their unknown names are not the author's mistake here.
    pub unread: BTreeSet<Noun>,
}

impl Names {
    /// The id of a name, or `None` after reporting that there is none.
    pub fn find<T>(&self, declared: &Declared<T>, noun: Noun, name: &str, spot: Spot<'_>) -> Option<Id<T>> {
        let found = declared.find(name);
        // A name that is declared, but is no id, is reported there.
        let slipped = |known: &str| !is_id(known) && meant_id(known).as_deref() == Some(name);
        if found.is_none() && !self.unread.contains(&noun) && !declared.names().any(slipped) {
            let near = nearest(name, declared.names());
            spot.wrong_near(noun.unknown(), [name.into()], near);
        }
        if found.is_some() {
            spot.mention(noun, name);
        }
        found
    }
    pub fn counter(&self, node: Node<'_>) -> Option<Id<Counter>> {
        self.find(&self.counters, Noun::Counter, node.str()?, node.spot())
    }
    pub fn thing(&self, node: Node<'_>) -> Option<Id<Thing>> {
        self.find(&self.things, Noun::Thing, node.str()?, node.spot())
    }
    pub fn procedure(&self, node: Node<'_>) -> Option<Id<Procedure>> {
        self.find(&self.procedures, Noun::Procedure, node.str()?, node.spot())
    }
    pub fn sheet(&self, node: Node<'_>) -> Option<Id<Sheet>> {
        self.find(&self.sheets, Noun::Sheet, node.str()?, node.spot())
    }
    pub fn list(&self, node: Node<'_>) -> Option<Id<List>> {
        self.find(&self.lists, Noun::List, node.str()?, node.spot())
    }
    pub fn item(&self, node: Node<'_>) -> Option<Id<Item>> {
        self.item_at(node.str()?, node.spot())
    }
    pub fn item_at(&self, name: &str, spot: Spot<'_>) -> Option<Id<Item>> {
        self.find(&self.items, Noun::Item, name, spot)
    }
    /// An option of a choice item.
    pub fn option(&self, item: Id<Item>, node: Node<'_>) -> Option<Id<Choice>> {
        self.option_at(item, node.str()?, node.spot())
    }
    pub fn option_at(&self, item: Id<Item>, name: &str, spot: Spot<'_>) -> Option<Id<Choice>> {
        let options = &self.item_names.get(item.index())?.options;
        let found = options.find(name);
        if found.is_none() {
            let near = nearest(name, options.names());
            let item = self.items.names().nth(item.index()).unwrap_or_default();
            spot.wrong_near(Code::UnknownOption, [name.into(), item.into()], near);
        }
        found
    }
    /// The list named in `for_each`, `of` and the like, as a scope.
    pub fn scope(&self, node: Option<Node<'_>>) -> Scope {
        match node {
            None => Scope::Visit,
            Some(node) => self.list(node).map_or(Scope::Unknown, Scope::Of),
        }
    }
    pub fn of(&self, item: Id<Item>) -> Scope {
        self.item_names.get(item.index()).map_or(Scope::Unknown, |item| item.of)
    }
    pub fn shape(&self, item: Id<Item>) -> Option<Shape> {
        self.item_names.get(item.index())?.shape
    }
    pub fn item_name(&self, item: Id<Item>) -> &str {
        self.items.names().nth(item.index()).unwrap_or_default()
    }
    pub fn list_name(&self, list: Id<List>) -> &str {
        self.lists.names().nth(list.index()).unwrap_or_default()
    }
}

/// The known name that was probably meant.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = (name.chars().count() / 3).clamp(1, 3);
    known
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
