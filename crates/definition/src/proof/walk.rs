//! What conditions test, through rules and roles.

use std::collections::{BTreeMap, BTreeSet};

use kakanai_domain::condition::{Bounds, Condition, Operand, Part, Path, Rule, Subject, Test};
use kakanai_domain::item::{Item, List, Role};
use kakanai_domain::office::SettingValue;
use kakanai_domain::{Catalog, Id};

/// More members than this are never looked at together.
pub(crate) const MOST_MEMBERS: u16 = 4;

/// The tests on each item, and how many members it takes to tell everything apart.
pub(crate) struct Tests<'a> {
    catalog: &'a Catalog,
    pub by_item: BTreeMap<Id<Item>, Vec<(Part, &'a Test)>>,
    /// Lists that are looked through, or that a role or an item is of.
    pub lists: BTreeSet<Id<List>>,
    /// Whether something asks if an item is known.
    pub knows: bool,
    /// The greatest number of members that something is compared with.
    pub counted: u16,
    rules: BTreeSet<Id<Rule>>,
    roles: BTreeSet<Id<Item>>,
    quantifiers: u16,
}

impl<'a> Tests<'a> {
    pub fn none(catalog: &'a Catalog) -> Self {
        let (by_item, lists) = (BTreeMap::new(), BTreeSet::new());
        let (rules, roles) = (BTreeSet::new(), BTreeSet::new());
        Self { catalog, by_item, lists, knows: false, counted: 0, rules, roles, quantifiers: 0 }
    }

    /// Those of some conditions.
    pub fn of(catalog: &'a Catalog, conditions: impl IntoIterator<Item = &'a Condition>) -> Self {
        let mut tests = Self::none(catalog);
        conditions.into_iter().for_each(|condition| tests.add(condition));
        tests
    }

    /// Whether it tests, shows or points at the item.
    pub fn mentions(&self, item: Id<Item>) -> bool {
        self.by_item.contains_key(&item) || self.roles.contains(&item)
    }

    /// How many members of a list may be needed for a witness: one that is looked at, one for each role, one for each
    /// `someone_in` and its like.
    pub fn members(&self) -> u16 {
        (1 + self.roles.len() as u16 + self.quantifiers).min(MOST_MEMBERS)
    }

    pub fn add(&mut self, condition: &'a Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.add(part)),
            Condition::Not(part) => self.add(part),
            Condition::Rule(rule) => {
                if self.rules.insert(*rule) {
                    self.add(&self.catalog.rules[*rule].when);
                }
            }
            Condition::Test(path, test) => self.test(*path, test),
            Condition::SomeoneIn(list, part) | Condition::EveryoneIn(list, part) => {
                self.lists.insert(*list);
                self.quantifiers = self.quantifiers.saturating_add(1);
                self.add(part);
            }
            Condition::CountIn(list, part, bounds) => {
                self.lists.insert(*list);
                let most = self.greatest(*bounds);
                self.counted = self.counted.max(most);
                self.quantifiers = self.quantifiers.saturating_add(most);
                self.add(part);
            }
        }
    }

    fn greatest(&self, bounds: Bounds) -> u16 {
        let number = |operand: Operand| match operand {
            Operand::Number(number) => number,
            Operand::Setting(id, offset) => match self.catalog.office.settings[id].value {
                SettingValue::Number(number) => number.saturating_add(offset),
                SettingValue::YesNo(_) | SettingValue::Text(_) => 0,
            },
        };
        let ends = [bounds.least, bounds.most].into_iter().flatten().map(number);
        u16::try_from(ends.max().unwrap_or(0).saturating_add(1)).unwrap_or(MOST_MEMBERS)
    }

    /// A path that something shows, or a clock starts from.
    pub fn path(&mut self, path: Path) {
        match path {
            Path::Item(subject, item, _) => {
                if let Subject::Role(role) = subject {
                    self.role(role);
                }
                self.by_item.entry(item).or_default();
                self.lists.extend(self.catalog.items[item].of);
                self.role(item);
            }
            Path::Count(list) => {
                self.lists.insert(list);
            }
            Path::Member | Path::Setting(_) | Path::Today(_) => {}
        }
    }

    fn test(&mut self, path: Path, test: &'a Test) {
        self.path(path);
        if let Path::Item(_, item, part) = path {
            self.by_item.entry(item).or_default().push((part, test));
        }
        if let Path::Count(_) = path {
            self.quantifiers = self.quantifiers.saturating_add(1);
            if let Test::Within(bounds) = test {
                self.counted = self.counted.max(self.greatest(*bounds));
            }
        }
        self.knows |= matches!(test, Test::Known(_));
        if let Test::IsRole(role) = test {
            self.role(*role);
        }
    }

    fn role(&mut self, item: Id<Item>) {
        let Some(role) = self.catalog.items[item].role() else { return };
        if !self.roles.insert(item) {
            return;
        }
        self.lists.insert(role.list());
        match role {
            Role::Asked { among: Some(among), .. } => self.add(among),
            Role::Asked { among: None, .. } => {}
            Role::Derived { first, .. } => self.add(first),
        }
    }
}
