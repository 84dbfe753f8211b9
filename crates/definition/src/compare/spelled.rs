//! Conditions spelled out by names and values, so that those of two sides can be compared.

use std::collections::BTreeSet;
use std::fmt::Write;

use kakanai_domain::condition::{Bounds, Condition, Operand, Path, Subject, Test, TextOperand};
use kakanai_domain::item::{Choice, Item, Role};
use kakanai_domain::{Catalog, Id};

/// Two that are spelled the same decide the same of every household: rules, roles and values of settings are spelled
/// out with them.
pub(super) fn spelled<'a>(catalog: &Catalog, conditions: impl IntoIterator<Item = &'a Condition>) -> String {
    let mut speller = Speller { catalog, roles: BTreeSet::new(), text: String::new() };
    for condition in conditions {
        speller.condition(condition);
        speller.text.push('\n');
    }
    speller.text
}

struct Speller<'a> {
    catalog: &'a Catalog,
    roles: BTreeSet<Id<Item>>,
    text: String,
}

impl Speller<'_> {
    fn put(&mut self, word: impl std::fmt::Display) {
        // Writing to a text cannot fail.
        let _ = write!(self.text, "{word} ");
    }

    fn parts(&mut self, word: &str, parts: &[Condition]) {
        self.put(format_args!("{word}("));
        parts.iter().for_each(|part| self.condition(part));
        self.put(")");
    }

    fn condition(&mut self, condition: &Condition) {
        let catalog = self.catalog;
        match condition {
            Condition::All(parts) => self.parts("all", parts),
            Condition::Any(parts) => self.parts("any", parts),
            Condition::Not(part) => self.parts("not", std::slice::from_ref(part)),
            Condition::Rule(rule) => self.condition(&catalog.rules[*rule].when),
            Condition::SomeoneIn(list, part) => {
                self.parts(&format!("someone {}", catalog.lists.name(*list)), std::slice::from_ref(part));
            }
            Condition::EveryoneIn(list, part) => {
                self.parts(&format!("everyone {}", catalog.lists.name(*list)), std::slice::from_ref(part));
            }
            Condition::CountIn(list, part, bounds) => {
                self.bounds(*bounds);
                self.parts(&format!("count {}", catalog.lists.name(*list)), std::slice::from_ref(part));
            }
            Condition::Test(path, test) => {
                let options = self.path(path);
                self.test(test, options);
            }
        }
    }

    // The item whose options a test may name.
    fn path(&mut self, path: &Path) -> Option<Id<Item>> {
        let catalog = self.catalog;
        match path {
            Path::Item(subject, item, part) => {
                match subject {
                    Subject::Visit => {}
                    Subject::Member => self.put("member"),
                    Subject::Role(role) => self.role(*role),
                }
                self.role(*item);
                self.put(format_args!("{part:?}"));
                return Some(*item);
            }
            Path::Member => self.put("member"),
            Path::Count(list) => self.put(format_args!("count {}", catalog.lists.name(*list))),
            Path::Setting(setting) => self.put(format_args!("{:?}", catalog.office.settings[*setting].value)),
            Path::Today(part) => self.put(format_args!("today {part:?}")),
        }
        None
    }

    /// The name of an item; of a role also whom it can point at, the first time.
    fn role(&mut self, item: Id<Item>) {
        self.put(self.catalog.items.name(item));
        let Some(role) = self.catalog.items[item].role().filter(|_| self.roles.insert(item)) else { return };
        match role {
            Role::Asked { among: Some(among), .. } => self.parts("among", std::slice::from_ref(among)),
            Role::Asked { among: None, .. } => {}
            Role::Derived { first, .. } => self.parts("first", std::slice::from_ref(first)),
        }
    }

    fn test(&mut self, test: &Test, item: Option<Id<Item>>) {
        let catalog = self.catalog;
        let table = item.and_then(|item| catalog.items[item].options());
        let name = |option: &Id<Choice>| table.map_or("", |table| table.name(*option));
        match test {
            Test::Is(yes) => self.put(yes),
            Test::IsOption(option) => self.put(name(option)),
            Test::IsOneOf(options) => {
                let names = options.iter().map(name).collect::<BTreeSet<_>>();
                self.put(format_args!("{names:?}"));
            }
            Test::Includes(option) => self.put(format_args!("with {}", name(option))),
            Test::IsText(TextOperand::Text(text)) => self.put(format_args!("{text:?}")),
            Test::IsText(TextOperand::Setting(setting)) => {
                self.put(format_args!("{:?}", catalog.office.settings[*setting].value));
            }
            Test::IsRole(role) => self.role(*role),
            Test::Within(bounds) => self.bounds(*bounds),
            Test::OnOrAfter(day) => self.put(format_args!("from {day}")),
            Test::OnOrBefore(day) => self.put(format_args!("until {day}")),
            Test::Known(known) => self.put(format_args!("known {known}")),
        }
    }

    fn bounds(&mut self, Bounds { least, most }: Bounds) {
        for (word, operand) in [("least", least), ("most", most)] {
            match operand {
                None => {}
                Some(Operand::Number(number)) => self.put(format_args!("{word} {number}")),
                Some(Operand::Setting(setting, offset)) => {
                    let value = &self.catalog.office.settings[setting].value;
                    self.put(format_args!("{word} {value:?} {offset:+}"));
                }
            }
        }
    }
}
