//! Invented people: names, days and addresses put together by chance.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::chance::Chance;

/// Words of `data/names.txt` by their kind.
fn words(kind: &str) -> &'static [&'static str] {
    static WORDS: OnceLock<BTreeMap<&str, Vec<&str>>> = OnceLock::new();
    let read = || {
        let line = |line: &'static str| {
            let mut words = line.split(' ');
            Some((words.next()?, words.collect()))
        };
        include_str!("../data/names.txt").lines().filter_map(line).collect()
    };
    WORDS.get_or_init(read).get(kind).map_or(&[], Vec::as_slice)
}

/// One of the words of a kind.
pub fn word(chance: &mut Chance, kind: &str) -> &'static str {
    chance.pick(words(kind))
}

/// A place of `data/places.txt`: prefecture, municipality, town.
pub type Place = [&'static str; 3];

/// All places addresses are made of. A benchmark builds its dictionary from them and more.
pub fn places() -> Vec<Place> {
    let rows = include_str!("../data/places.txt").lines();
    rows.flat_map(|row| {
        let mut words = row.split(' ');
        let (prefecture, city) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        words.map(move |town| [prefecture, city, town])
    })
    .collect()
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// 西暦.
    pub year: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 28: every month has it.
    pub day: u32,
}

impl Day {
    /// Some day of these years.
    pub fn within(chance: &mut Chance, first: u32, last: u32) -> Self {
        Self { year: chance.whole(first, last), month: chance.whole(1, 12), day: chance.whole(1, 28) }
    }

    /// Its 元号 and year in it, from 大正 on.
    pub fn era(self) -> (&'static str, u32) {
        let at = (self.year, self.month, self.day);
        let eras =
            [((2019, 5, 1), "令和", 2018), ((1989, 1, 8), "平成", 1988), ((1926, 12, 25), "昭和", 1925)];
        let era = eras.into_iter().find(|(from, ..)| at >= *from);
        era.map_or((("大正"), self.year.saturating_sub(1911)), |(_, name, before)| {
            (name, self.year - before)
        })
    }

    /// 昭和56年5月10日. `digits` is how many places a number fills, filled up with `fill`.
    pub fn japanese(self, digits: usize, fill: char) -> String {
        let (era, year) = self.era();
        let year = if year == 1 && fill != '0' { "元".to_owned() } else { padded(year, digits, fill) };
        format!("{era}{year}年{}月{}日", padded(self.month, digits, fill), padded(self.day, digits, fill))
    }

    /// 2028年06月12日.
    pub fn western(self, digits: usize, fill: char) -> String {
        format!("{}年{}月{}日", self.year, padded(self.month, digits, fill), padded(self.day, digits, fill))
    }
}

fn padded(number: u32, digits: usize, fill: char) -> String {
    let text = number.to_string();
    let missing = digits.saturating_sub(text.len());
    std::iter::repeat_n(fill, missing).chain(text.chars()).collect()
}

/// An address in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// 都道府県.
    pub prefecture: String,
    /// 市区町村, with the district of a large city.
    pub city: String,
    /// 町名 and number.
    pub block: String,
    /// 方書, or nothing.
    pub building: String,
}

impl Address {
    /// By chance.
    pub fn new(chance: &mut Chance) -> Self {
        let [prefecture, city, town] = chance.pick(&places());
        let (a, b, c) = (chance.whole(1, 9), chance.whole(1, 40), chance.whole(1, 30));
        let wide = |n: u32| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][n as usize];
        let block = match chance.whole(0, 7) {
            0 => format!("{town}{}番地{b}", a * 100 + c),
            1 => format!("{town}{a}丁目{b}番{c}号"),
            2 => format!("{town}{}丁目{b}番{c}号", wide(a)),
            3 => format!("{town}{}丁目{b}番地{c}", wide(a)),
            4 => format!("{town}{a}-{b}-{c}"),
            5 => format!("大字{town}字上原{}番地", a * 100 + b),
            6 => format!("{town}{}番地の{a}", b * 10 + c),
            _ => format!("{town}{}丁目{b}番{c}－{}号", wide(a), a * 100 + 1),
        };
        let building = if chance.is(0.45) {
            let (name, part) = (word(chance, "building"), word(chance, "building_part"));
            if chance.is(0.8) { format!("{name}{part}") } else { format!("{name}　{part}") }
        } else {
            String::new()
        };
        Self { prefecture: prefecture.into(), city: city.into(), block, building }
    }

    /// As printed on most cards.
    pub fn full(&self) -> String {
        let gap = if self.building.is_empty() { "" } else { "　" };
        format!("{}{}{}{gap}{}", self.prefecture, self.city, self.block, self.building)
    }

    /// As printed on driving licences: 政令指定都市 stand without their prefecture.
    pub fn of_licence(&self) -> String {
        let full = self.full();
        let large = self.city.contains("市") && self.city.ends_with('区');
        if large { full[self.prefecture.len()..].to_owned() } else { full }
    }

    /// The municipality without the district of a large city.
    pub fn municipality(&self) -> String {
        let city = self.city.split_once("郡").map_or(self.city.as_str(), |(_, rest)| rest);
        match city.split_once("市") {
            Some((name, district)) if district.ends_with('区') => format!("{name}市"),
            Some(_) | None => city.to_owned(),
        }
    }
}

/// A person who does not exist.
#[derive(Clone, Debug)]
pub struct Person {
    /// 氏.
    pub family: String,
    /// 名.
    pub given: String,
    /// Whether a woman.
    pub female: bool,
    /// When born.
    pub born: Day,
    /// Where living.
    pub address: Address,
}

impl Person {
    /// By chance: one in four has a name with rare characters.
    pub fn new(chance: &mut Chance) -> Self {
        let female = chance.is(0.5);
        let rare = chance.is(0.25);
        let family = word(chance, if rare { "rare_family" } else { "family" });
        let given = word(chance, if female { "female" } else { "male" });
        let old = chance.is(0.05);
        let born = Day::within(chance, if old { 1920 } else { 1935 }, 2008);
        Self { family: family.into(), given: given.into(), female, born, address: Address::new(chance) }
    }

    /// 見本　太郎
    pub fn name(&self) -> String {
        format!("{}　{}", self.family, self.given)
    }
}

/// A name as in passports: family name first, all in capitals.
pub fn latin_name(chance: &mut Chance) -> String {
    let mut name = word(chance, "latin_family").to_owned();
    for _ in 0..chance.whole(1, 3) {
        let more = word(chance, "latin_given");
        if !name.split(' ').any(|word| word == more) {
            name = format!("{name} {more}");
        }
    }
    name
}

/// 張　玉蓮
pub fn han_name(chance: &mut Chance) -> String {
    format!("{}　{}", word(chance, "han_family"), word(chance, "han_given"))
}
