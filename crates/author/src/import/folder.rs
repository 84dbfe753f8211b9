//! What the definitions know: items and roles, found by their labels.

use kakanai_domain::item::{Item, Kind, List};
use kakanai_domain::{Catalog, Id};

use super::words::{likeness, plain};

/// A label has to be so much like a heading.
const ALIKE: f32 = 0.62;

/// The items of a folder, as headings ask for them.
pub struct Folder<'a> {
    catalog: &'a Catalog,
    /// The list of people: the one with names.
    pub people: Option<Id<List>>,
}

/// Whose item it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Of the visit.
    Visit,
    /// Of the list of people.
    People,
    /// Of another list.
    Other(Id<List>),
}

/// An item that fits a heading.
#[derive(Clone, Copy)]
pub struct Match<'a> {
    /// Its id.
    pub id: &'a str,
    /// The item.
    pub item: &'a Item,
    /// Whose.
    pub of: Of,
    /// How much its label is like the heading, 1 at most.
    pub alike: f32,
}

impl<'a> Folder<'a> {
    /// What a catalog knows.
    pub fn new(catalog: &'a Catalog) -> Self {
        let named =
            catalog.items.iter().find_map(|(_, item)| item.of.filter(|_| matches!(item.kind, Kind::Name)));
        Self { catalog, people: named }
    }

    /// The name of a list.
    pub fn list(&self, id: Id<List>) -> &'a str {
        self.catalog.lists.name(id)
    }

    /// Whether a heading names what another list than the people is of: 「犬」, where there are items 「犬の…」.
    pub fn is_of_other_list(&self, heading: &str) -> bool {
        let heading = plain(heading);
        let named = |found: &Match<'_>| {
            let rest = found.item.label.ja().strip_prefix(heading.as_str());
            rest.is_some_and(|rest| rest.starts_with('の'))
        };
        !heading.is_empty() && self.all().any(|found| matches!(found.of, Of::Other(_)) && named(&found))
    }

    fn all(&self) -> impl Iterator<Item = Match<'a>> + use<'a, '_> {
        self.catalog.items.iter().map(|(id, item)| {
            let of = match item.of {
                None => Of::Visit,
                Some(list) if Some(list) == self.people => Of::People,
                Some(list) => Of::Other(list),
            };
            Match { id: self.catalog.items.name(id), item, of, alike: 1.0 }
        })
    }

    /// An item of people of a kind, the one whose label has a word before others.
    pub fn of_people(&self, word: &str, fits: impl Fn(&Item) -> bool) -> Option<Match<'a>> {
        let mut all =
            self.all().filter(|found| found.of == Of::People && fits(found.item)).collect::<Vec<_>>();
        all.sort_by_key(|found| !found.item.label.ja().contains(word));
        all.into_iter().next()
    }

    /// An item of the visit of a kind whose label has one of the words, the first word before others.
    pub fn of_visit(&self, words: &[&str], fits: impl Fn(&Item) -> bool) -> Option<Match<'a>> {
        let all = self.all().filter(|found| found.of == Of::Visit && fits(found.item)).collect::<Vec<_>>();
        words.iter().find_map(|word| all.iter().find(|found| found.item.label.ja().contains(word)).copied())
    }

    fn roles(&self) -> Vec<Match<'a>> {
        let people = |found: &Match<'_>| match &found.item.kind {
            Kind::Member(role) => Some(role.list()) == self.people,
            Kind::YesNo
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Number { .. }
            | Kind::Date(_)
            | Kind::Name
            | Kind::Address
            | Kind::Phone
            | Kind::Text { .. }
            | Kind::PostalCode
            | Kind::Money => false,
        };
        self.all().filter(people).collect()
    }

    /// How many roles that point at people have a word in their labels.
    pub fn roles_with(&self, word: &str) -> usize {
        self.roles().iter().filter(|found| found.item.label.ja().contains(word)).count()
    }

    /// A role that points at people, the one whose label has the first of the words before others.
    pub fn role(&self, words: &[&str]) -> Option<Match<'a>> {
        let all = self.roles();
        let fitting = words.iter().find_map(|word| {
            // 「世帯主」 is not 「世帯主の配偶者」.
            let fits = all.iter().filter(|found| found.item.label.ja().contains(word));
            fits.min_by_key(|found| {
                let label = found.item.label.ja();
                (label.contains("配偶者") && *word != "配偶者", label.chars().count())
            })
        });
        fitting.copied()
    }

    /// The item whose label is most like a heading, of those that fit.
    pub fn like(&self, headings: &[String], fits: impl Fn(&Match<'_>) -> bool) -> Option<Match<'a>> {
        let scored = self.all().filter(|found| fits(found)).map(|found| {
            let label = found.item.label.ja();
            let alike = headings.iter().map(|heading| likeness(heading, label)).fold(0.0, f32::max);
            Match { alike, ..found }
        });
        scored.filter(|found| found.alike >= ALIKE).max_by(|a, b| a.alike.total_cmp(&b.alike))
    }
}

/// The option of an item that words on a form mean.
pub fn option(catalog_item: &Item, words: &str) -> Option<String> {
    let said = plain(words);
    let said = said.split(['(', '〔']).next().unwrap_or_default();
    let (Kind::Choice(options) | Kind::Choices(options)) = &catalog_item.kind else { return None };
    let exact = |label: &str| plain(label) == said;
    let near = |label: &str| {
        let label = plain(label);
        said.chars().count() > 1 && (label.starts_with(said) || said.starts_with(&label))
            || ["男", "女"].iter().any(|word| said.starts_with(word) && label.starts_with(word))
    };
    let find = |fits: &dyn Fn(&str) -> bool| {
        options.iter().find(|(_, option)| fits(option.label.ja())).map(|(id, _)| options.name(id).to_owned())
    };
    find(&exact).or_else(|| find(&near))
}

/// What はい and いいえ are called on a form.
pub fn yes_no(words: &str) -> Option<bool> {
    let said = plain(words);
    if ["有", "あり", "はい", "する", "希望する", "該当", "同意する"].iter().any(|yes| said == *yes)
    {
        return Some(true);
    }
    let no = ["無", "なし", "いいえ", "しない", "希望しない", "非該当", "同意しない"];
    no.iter().any(|no| said == *no).then_some(false)
}
