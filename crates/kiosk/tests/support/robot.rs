//! Somebody who answers whatever is asked, by chance but repeatably.

use kakanai_domain::era::Era;
use kakanai_domain::item::Kind;
use kakanai_domain::{Id, Slot};
use kakanai_kiosk::draft::{Calendar, Draft, Field};
use kakanai_kiosk::model::{Asking, Entered, Intent, Model, Screen};
use kakanai_kiosk::question::{Question, Shape, members};

/// A resident with a household.
pub struct Robot {
    pub random: fastrand::Rng,
    /// How many members a list of people gets, and how many any other list.
    pub people: usize,
    pub things: usize,
}

const PEOPLE: [(&str, &str, &str, &str, [&str; 3]); 7] = [
    ("見本", "太郎", "みほん", "たろう", ["56", "5", "10"]),
    ("見本", "花子", "みほん", "はなこ", ["59", "8", "21"]),
    ("見本", "さくら", "みほん", "さくら", ["24", "4", "2"]),
    ("見本", "大地", "みほん", "だいち", ["28", "4", "1"]),
    ("見本", "ひなた", "みほん", "ひなた", ["2", "12", "24"]),
    ("見本", "一男", "みほん", "かずお", ["23", "3", "12"]),
    ("見本", "ヨシ", "みほん", "よし", ["26", "11", "3"]),
];
const ERAS: [Era; 7] = [Era::Showa, Era::Showa, Era::Heisei, Era::Heisei, Era::Reiwa, Era::Showa, Era::Showa];
const RELATIONS: [&str; 7] = ["head", "wife", "child", "child", "child", "father", "mother"];

impl Robot {
    pub fn new(seed: u64, people: usize) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), people, things: 1 }
    }

    /// What to do on the screen now.
    pub fn act(&mut self, model: &Model) -> Vec<Intent> {
        match &model.screen {
            Screen::Start => vec![Intent::Start],
            Screen::Events => vec![Intent::Choose(model.catalog.events.ids().next().unwrap())],
            Screen::Asking(asking) => self.answer(model, asking),
            Screen::Review => vec![Intent::Submit],
            Screen::Showing(_) | Screen::Submitting | Screen::Done | Screen::Desk | Screen::Case => {
                Vec::new()
            }
        }
    }

    fn answer(&mut self, model: &Model, asking: &Asking) -> Vec<Intent> {
        let catalog = &model.catalog;
        let mut intents = Vec::new();
        match (asking.question, asking.editing) {
            (Question::Roster(list), None) => {
                let count = members(&model.visit.as_ref().unwrap().session.answers, list).len();
                let wanted = if catalog.lists[list].at_least > 0 { self.people } else { self.things };
                return vec![match count {
                    0 if wanted == 0 => Intent::Nobody,
                    _ if count < wanted => Intent::AddMember,
                    _ => Intent::Next,
                }];
            }
            (Question::Roster(list), Some(editing)) => {
                let slot = Slot::Of(editing.member, catalog.lists[list].roster[editing.page]);
                intents.extend(
                    self.enter(model, asking, slot).into_iter().map(|entered| Intent::Enter(slot, entered)),
                );
            }
            (Question::Item(_), _) => {
                let shape = asking.question.shape(catalog, asking.inputs.len());
                for slot in asking.inputs.keys().copied() {
                    intents.extend(
                        self.enter(model, asking, slot)
                            .into_iter()
                            .map(|entered| Intent::Enter(slot, entered)),
                    );
                }
                if shape == Shape::Who && self.random.bool() {
                    intents = vec![Intent::Nobody];
                }
            }
        }
        intents.push(Intent::Next);
        intents
    }

    fn enter(&mut self, model: &Model, asking: &Asking, slot: Slot) -> Vec<Entered> {
        let id = slot.item().unwrap();
        let item = &model.catalog.items[id];
        let n = slot.member().map_or(0, |member| usize::from(member.0 - 1)) % PEOPLE.len();
        let person = PEOPLE[n];
        let text = |field, text: &str| Entered::Text(field, text.to_owned());
        if item.unknown.is_some() && self.random.u8(0..6) == 0 && !asking.inputs[&slot].unknown {
            return vec![Entered::Unknown];
        }
        match &asking.inputs[&slot].draft {
            Draft::YesNo(_) => vec![Entered::YesNo(self.random.bool())],
            Draft::Choice(_) => {
                let options = item.options().unwrap();
                let named = if model.catalog.items.name(id) == "relation" {
                    options.find(RELATIONS[n])
                } else {
                    None
                };
                let ids: Vec<Id<_>> = options.ids().collect();
                vec![Entered::Choice(named.unwrap_or_else(|| self.random.choice(ids).unwrap()))]
            }
            Draft::Choices(chosen) if chosen.is_empty() => {
                let ids: Vec<Id<_>> = item.options().unwrap().ids().collect();
                vec![Entered::Toggle(self.random.choice(ids).unwrap())]
            }
            Draft::Choices(_) => Vec::new(),
            Draft::Day(_) if matches!(item.kind, Kind::Date(limits) if !limits.partly) => {
                vec![Entered::DaysAgo(3)]
            }
            Draft::Day(_) => {
                let [year, month, day] = person.4;
                let parts = [text(Field::Year, year), text(Field::Month, month), text(Field::Day, day)];
                [Entered::Calendar(Calendar::Of(ERAS[n]))].into_iter().chain(parts).collect()
            }
            Draft::Name(_) => vec![
                text(Field::Family, person.0),
                text(Field::Given, person.1),
                text(Field::FamilyKana, person.2),
                text(Field::GivenKana, person.3),
            ],
            Draft::Address(_) => {
                vec![Entered::Here, text(Field::Town, "中央一丁目"), text(Field::Block, "2番3号")]
            }
            Draft::Line(_) => vec![text(
                Field::Whole,
                match item.kind {
                    Kind::Phone => "０９９-123-4567",
                    Kind::PostalCode => "8910402",
                    Kind::Number { .. } | Kind::Money => "3",
                    _ => "ポチ",
                },
            )],
            Draft::Member(_) => {
                let offered = kakanai_kiosk::screens::View::of(model).offered(id);
                vec![Entered::Member(*offered.first().unwrap())]
            }
        }
    }
}
