//! What a screen may see.

use kakanai_domain::item::{Item, List};
use kakanai_domain::truth;
use kakanai_domain::why::Calling;
use kakanai_domain::{Answer, Facts, Id, Lang, Member, Slot, words};

use crate::draft::Draft;
use crate::look::Look;
use crate::look::kit::theme;
use crate::look::pad::KeyWords;
use crate::model::{Asking, Model};
use crate::words::Word;

/// A model, and how it looks.
pub struct View<'a> {
    /// The model.
    pub model: &'a Model,
    /// How it looks.
    pub look: Look,
}

impl<'a> View<'a> {
    /// The view of a model.
    pub fn of(model: &'a Model) -> Self {
        let look = Look { theme: theme(model.high_contrast), scale: model.letters.scale(), lang: model.lang };
        Self { model, look }
    }

    /// Language of the screen.
    pub fn lang(&self) -> Lang {
        self.look.lang
    }

    /// A phrase of the program.
    pub fn say(&self, word: Word) -> &'static str {
        word.get(self.lang())
    }

    /// What holds in the open session.
    pub fn facts(&self) -> Option<&'a Facts> {
        Some(&self.model.visit.as_ref()?.interview.as_ref()?.facts)
    }

    /// An answer in words.
    pub fn answer(&self, slot: Slot, answer: &Answer) -> String {
        let nothing = Facts::default();
        let facts = self.facts().unwrap_or(&nothing);
        words::answer_words(&self.model.catalog, facts, self.model.today, slot, answer, self.lang())
    }

    /// How a member is called.
    pub fn name(&self, list: Id<List>, member: Member) -> String {
        let nothing = Facts::default();
        let facts = self.facts().unwrap_or(&nothing);
        let (catalog, today) = (&self.model.catalog, self.model.today);
        words::called(catalog, facts, today, list, member, self.lang(), Calling::Name)
    }

    /// How a member is called whose name may still be typed.
    pub fn name_in(&self, asking: &Asking, list: Id<List>, member: Member) -> String {
        let called = self.model.catalog.lists[list].called.first();
        let typed = called.and_then(|item| asking.inputs.get(&Slot::Of(member, *item)));
        let typed = typed.and_then(|input| match &input.draft {
            Draft::Name(name) => Some(name.full()),
            Draft::Line(line) => Some(line.clone()),
            Draft::YesNo(_)
            | Draft::Choice(_)
            | Draft::Choices(_)
            | Draft::Day(_)
            | Draft::Address(_)
            | Draft::Member(_) => None,
        });
        typed.filter(|name| !name.is_empty()).unwrap_or_else(|| self.name(list, member))
    }

    /// The question of an item about one member, or about the visit.
    pub fn ask(&self, item: &Item, name: Option<&str>) -> String {
        item.ask.get(self.lang()).replace("{}", name.unwrap_or_default())
    }

    /// The question of an item about several members at once.
    pub fn ask_several(&self, item: &Item) -> String {
        let ask = item.ask.get(self.lang());
        match self.lang() {
            Lang::En => ask.replace("{}", "each person"),
            Lang::Ja | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => {
                ask.replace("{}さん", "次の方").replace("{}", "それぞれ")
            }
        }
    }

    /// The members a role may point at.
    pub fn offered(&self, role: Id<Item>) -> Vec<Member> {
        let Some(facts) = self.facts() else { return Vec::new() };
        truth::View { catalog: &self.model.catalog, facts, today: self.model.today }.offered(role)
    }

    /// The words on the keys of a panel.
    pub fn keys(&self) -> KeyWords<'static> {
        KeyWords {
            voiced: self.say(Word::Voiced),
            half_voiced: self.say(Word::HalfVoiced),
            small: self.say(Word::SmallKana),
            erase: self.say(Word::EraseOne),
            clear: self.say(Word::EraseAll),
        }
    }
}
