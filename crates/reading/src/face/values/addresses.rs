//! Addresses: the part that is a place is one of the list, the numbers behind it have a form, the building is as read.

use kakanai_domain::card::Certainty;
use kakanai_domain::person::Address;

use super::places::{City, Places};
use super::{Doubt, Said, elect, steps_to_prefixes, tidy};
use crate::address::split_address;
use crate::places::PREFECTURES;

/// Most that a place may differ from what was read, in steps a character.
const MOST_STEPS: f32 = 0.5;
/// How much nearer than the second place the first has to be, in steps.
const NEARER: f32 = 0.45;

/// An address taken apart at a place of the list.
#[derive(Clone, Debug, PartialEq)]
struct Parts {
    /// Prefecture and municipality as printed: driving licences leave the prefecture out of large cities.
    city: String,
    prefecture: String,
    /// 大字 and the town; empty where no town of the list stands there.
    town: String,
    /// What is left.
    tail: String,
    /// Steps from what was read to the place.
    steps: f32,
    known_town: bool,
}

/// The address that readings say.
pub(crate) fn read(said: &[Said], places: &Places) -> Option<(String, Address, Certainty, Vec<Doubt>)> {
    let texts: Vec<(Vec<char>, f32)> = said
        .iter()
        .map(|said| (normal(&said.text).chars().collect::<Vec<char>>(), said.weight()))
        .filter(|(text, _)| text.len() >= 4)
        .collect();
    let missing = texts.len() < said.len();
    let (parts, second) = match nearest_city(&texts, places) {
        Some((city, printed, nearer)) => {
            let parts: Vec<(Parts, f32)> =
                texts.iter().map(|(text, weight)| (taken_apart(text, city, printed), *weight)).collect();
            (parts, nearer)
        }
        None => (texts.iter().map(|(text, weight)| (unknown(text), *weight)).collect(), 0.0),
    };
    let (city, ..) =
        elect(parts.iter().map(|(parts, weight)| ((parts.prefecture.clone(), parts.city.clone()), *weight)))?;
    let near = |parts: &Parts| 1.0 / (0.5 + parts.steps);
    let (town, town_share, _) = elect(
        parts.iter().map(|(parts, weight)| ((parts.town.clone(), parts.known_town), weight * near(parts))),
    )?;
    // The rest is worth most where the place before it was read well, and where it has the form of numbers.
    let of_town = parts.iter().filter(|(parts, _)| parts.town == town.0);
    let (tail, tail_share, tail_count) = elect(of_town.map(|(parts, weight)| {
        let form = if is_block(&parts.tail) { 2.0 } else { 1.0 };
        (parts.tail.clone(), weight * near(parts) * form)
    }))?;
    let ((prefecture, city), (town, known_town)) = (city, town);
    let whole = format!("{prefecture}{}{town}{tail}", city.strip_prefix(&prefecture).unwrap_or(&city));
    let (address, split) = split_address(&whole);
    let printed = format!("{city}{town}{tail}");
    let steps = parts.iter().map(|(parts, _)| parts.steps).fold(0.0, f32::max);
    let least = parts.iter().map(|(parts, _)| parts.steps).fold(9.0, f32::min);
    let surest = said.iter().map(|said| said.confidence).fold(1.0, f32::min);
    let mut doubts = Vec::new();
    if !known_town || least > 0.0 || second < 1.0 {
        doubts.push(Doubt::Place);
    }
    let agreed = tail_count == parts.len() && parts.len() >= 2 && !missing;
    if !agreed || town_share < 0.99 || surest < 0.7 || !is_block(&tail) || is_cut_off(&tail) {
        doubts.push(Doubt::Unclear);
    }
    let plain = address.building.is_empty() || address.building.chars().all(|c| c.is_ascii_digit());
    let certainty = match () {
        () if doubts.is_empty() && steps == 0.0 && plain && surest > 0.86 => Certainty::Checked,
        () if doubts.is_empty() && surest > 0.8 => Certainty::Likely,
        () if doubts == [Doubt::Unclear] && !is_cut_off(&tail) && tail_share > 0.75 && tail_count >= 4 => {
            Certainty::Likely
        }
        () => Certainty::Doubtful,
    };
    let certainty = if split == Certainty::Doubtful { split } else { certainty };
    Some((printed, address, certainty, doubts))
}

/// The municipality nearest to the beginnings of all readings; whether its prefecture is printed; and how much nearer it is
/// than the second. `None` where none is near.
fn nearest_city<'a>(texts: &[(Vec<char>, f32)], places: &'a Places) -> Option<(&'a City, bool, f32)> {
    let mut found: Vec<(f32, f32, &City, bool)> = Vec::new();
    for city in &places.cities {
        for printed in [true, false] {
            let name = city.written(printed);
            let mut sum = 0.0;
            let mut weights = 0.0;
            let mut least = f32::MAX;
            for (text, weight) in texts {
                let begin = text.get(..(name.len() + 2).min(text.len())).unwrap_or_default();
                let steps = steps_to_prefixes(&name, begin).into_iter().fold(f32::MAX, f32::min);
                sum += steps.min(6.0) * weight;
                weights += weight;
                least = least.min(steps);
            }
            found.push((sum / f32::max(weights, 1e-6), least / name.len().max(1) as f32, city, printed));
        }
    }
    // Of two that are as near, the longer one says more.
    found.sort_by(|a, b| {
        a.0.total_cmp(&b.0).then_with(|| b.2.written(b.3).len().cmp(&a.2.written(a.3).len()))
    });
    let (steps, least, city, printed) = *found.first()?;
    let second =
        found.iter().find(|(_, _, other, _)| !std::ptr::eq(*other, city)).map_or(9.0, |(steps, ..)| *steps);
    (least <= MOST_STEPS && second - steps >= NEARER).then_some((city, printed, second - steps))
}

impl City {
    fn written(&self, with_prefecture: bool) -> Vec<char> {
        let prefecture = if with_prefecture { self.prefecture.as_slice() } else { &[] };
        prefecture.iter().chain(&self.name).copied().collect()
    }
}

fn taken_apart(text: &[char], city: &City, printed: bool) -> Parts {
    let name = city.written(printed);
    let (at, steps) = best_end(&name, text);
    let rest = text.get(at..).unwrap_or_default();
    let mut parts = Parts {
        city: name.iter().collect(),
        prefecture: city.prefecture.iter().collect(),
        town: String::new(),
        tail: rest.iter().collect(),
        steps,
        known_town: false,
    };
    let mut best: Option<(f32, f32, String, usize)> = None;
    for prefix in ["", "大字", "字"] {
        let prefix: Vec<char> = prefix.chars().collect();
        if !rest.starts_with(&prefix) {
            continue;
        }
        for town in &city.towns {
            let after = rest.get(prefix.len()..).unwrap_or_default();
            let (end, steps) = best_end(town, after);
            let share = steps / town.len().max(1) as f32;
            if share > MOST_STEPS {
                continue;
            }
            let found: String = prefix.iter().chain(town).collect();
            // Of two as near, the longer: 日吉 and 日吉本町.
            let better = best.as_ref().is_none_or(|(known, _, name, _)| {
                steps < *known || steps == *known && found.chars().count() > name.chars().count()
            });
            match &mut best {
                Some((known, second, ..)) if !better => *second = second.min(steps.max(*known)),
                _ => {
                    let second = best.as_ref().map_or(9.0, |(known, ..)| *known);
                    best = Some((steps, second, found, prefix.len() + end));
                }
            }
        }
    }
    if let Some((steps, second, town, end)) = best
        && (steps == 0.0 || second - steps >= NEARER)
    {
        parts.tail = rest.get(end..).unwrap_or_default().iter().collect();
        (parts.town, parts.known_town) = (town, true);
        parts.steps += steps;
    }
    parts
}

/// Where in a text the end of a name is likeliest, and the steps to it.
fn best_end(name: &[char], text: &[char]) -> (usize, f32) {
    let begin = text.get(..(name.len() + 2).min(text.len())).unwrap_or_default();
    let ends = steps_to_prefixes(name, begin);
    let mut best = (0usize, f32::MAX);
    for (end, steps) in ends.into_iter().enumerate() {
        // Of ends as likely, the one that is as long as the name.
        let nearer = end.abs_diff(name.len()) < best.0.abs_diff(name.len());
        if steps < best.1 || steps == best.1 && nearer {
            best = (end, steps);
        }
    }
    best
}

/// An address whose municipality is in no list: its prefecture may still be.
fn unknown(text: &[char]) -> Parts {
    let text: String = text.iter().collect();
    let prefecture = PREFECTURES.iter().find(|name| text.starts_with(**name)).map_or("", |name| *name);
    Parts {
        city: prefecture.to_owned(),
        prefecture: prefecture.to_owned(),
        town: String::new(),
        tail: text.get(prefecture.len()..).unwrap_or_default().to_owned(),
        steps: if prefecture.is_empty() { 1.0 } else { 0.0 },
        known_town: false,
    }
}

/// Plain width; strokes between digits are hyphens, between katakana long vowels.
fn normal(text: &str) -> String {
    let tidied = tidy(text);
    let signs: Vec<char> =
        tidied.trim_matches(|c: char| matches!(c, '-' | '一' | '/' | '\\')).chars().collect();
    let mut out = String::with_capacity(tidied.len());
    for (nth, c) in signs.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|nth| signs.get(nth)).copied();
        let after = signs.get(nth + 1).copied();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let kana = |c: Option<char>| c.is_some_and(|c| matches!(c, 'ァ'..='ヺ' | 'ー'));
        let kanji = |c: Option<char>| c.is_some_and(|c| matches!(c, '々' | '\u{3400}'..='\u{9FFF}'));
        let stroke = matches!(c, '一' | 'ー' | '-' | '—' | '―' | '~' | 'ニ' | '_');
        // The space before a building is no hyphen.
        if stroke && digit(before) && kana(after) {
            continue;
        }
        out.push(match *c {
            c if kana(after) && !kanji(before) || kana(before) && !kanji(after) => match c {
                // A building: 「口イヤルハイム」 is ロイヤルハイム.
                '口' => 'ロ',
                '力' => 'カ',
                '工' => 'エ',
                '夕' => 'タ',
                '卜' => 'ト',
                '一' | '-' | '—' | '―' if kana(before) && !digit(after) => 'ー',
                c => c,
            },
            _ if stroke && digit(before) && digit(after) => '-',
            c => c,
        });
    }
    // 「3T目」 and the like.
    for wrong in ["T目", "了目", "下目", "J目", "丁日", "丁自"] {
        out = out.replace(wrong, "丁目");
    }
    out
}

/// Whether a 号 is missing: where there is 番 and not 番地 (住居表示に関する法律2条1号), one stands behind the number.
fn is_cut_off(tail: &str) -> bool {
    tail.split_once('番').is_some_and(|(_, rest)| !rest.starts_with('地') && !rest.contains('号'))
}

/// Whether a text begins like the numbers of an address: 1丁目2番3号, 一丁目2番地3, 1-2-3, 字上原12番地.
fn is_block(tail: &str) -> bool {
    let tail = match tail.strip_prefix('字') {
        Some(rest) => rest.trim_start_matches(|c: char| !c.is_ascii_digit()),
        None => tail,
    };
    let mut rest = tail;
    let mut parts = 0;
    loop {
        let digits =
            rest.chars().take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)).count();
        let after: String = rest.chars().skip(digits).collect();
        let mark = ["丁目", "番地の", "番地", "番", "号", "-", "の"]
            .into_iter()
            .find(|mark| after.starts_with(mark));
        match (digits > 0 && digits <= 4, mark) {
            (true, Some(mark)) => {
                parts += 1;
                let from = rest.len() - after.len() + mark.len();
                rest = rest.get(from..).unwrap_or_default();
            }
            (true, None) => return parts > 0,
            (false, _) => return parts > 0 && !tail.ends_with('-'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "1,,,,,,山梨県,甲府市,朝日\n1,,,,,,山梨県,甲斐市,龍地\n1,,,,,,福岡県,糟屋郡篠栗町,津波黒\n\
                        1,,,,,,神奈川県,横浜市港北区,日吉\n1,,,,,,神奈川県,横浜市港北区,日吉本町\n";

    fn said(texts: &[(&str, f32)]) -> Vec<Said> {
        texts
            .iter()
            .map(|(text, confidence)| Said { text: (*text).to_owned(), confidence: *confidence })
            .collect()
    }

    fn parts(address: &Address) -> String {
        let Address { prefecture, city, town, block, building, .. } = address;
        format!("{prefecture}|{city}|{town}|{block}|{building}")
    }

    #[test]
    fn places_are_those_of_the_list() {
        let places = Places::parse(LIST).unwrap();
        for (readings, expected, certainty) in [
            (
                &[("山梨県甲府市朝日4丁目1番5号", 0.95), ("山梨県甲府市朝日4丁目1番5号", 0.9)][..],
                "山梨県|甲府市|朝日4丁目|1番5号|",
                Certainty::Checked,
            ),
            (
                &[("山梨県四府市朝日4丁目1番5号", 0.9), ("山梨県甲府市朝日4丁目1番5号", 0.9)][..],
                "山梨県|甲府市|朝日4丁目|1番5号|",
                Certainty::Likely,
            ),
            (
                &[("福岡県精屋郡篠栗町津波黒5丁目40番22号", 0.9); 2][..],
                "福岡県|糟屋郡篠栗町|津波黒5丁目|40番22号|",
                Certainty::Doubtful,
            ),
            (
                &[("横浜市港北区日吉本町1-2-3", 0.9); 2][..],
                "神奈川県|横浜市港北区|日吉本町|1-2-3|",
                Certainty::Checked,
            ),
            (
                &[("横浜市港北区日吉一丁目2番3一401号コ-ポ見本", 0.9); 2][..],
                "神奈川県|横浜市港北区|日吉一丁目|2番3-401号|コーポ見本",
                Certainty::Likely,
            ),
            (
                &[("山梨県甲府市朝日4丁目1番5-801", 0.95); 2][..],
                "山梨県|甲府市|朝日4丁目|1番5-801|",
                Certainty::Doubtful,
            ),
            (
                &[("山梨県甲府市朝日4丁目1番5号", 0.9), ("山梨県甲府市朝日9丁目1番5号", 0.6)][..],
                "山梨県|甲府市|朝日4丁目|1番5号|",
                Certainty::Doubtful,
            ),
        ] {
            let (_, address, sure, doubts) = read(&said(readings), &places).unwrap();
            assert_eq!((parts(&address).as_str(), sure), (expected, certainty), "{readings:?} {doubts:?}");
        }
    }

    #[test]
    fn beside_katakana_stands_katakana() {
        for (read_as, normal_form) in [
            ("1番17口イヤルハイム", "1番17ロイヤルハイム"),
            ("2番ス力イコ一ト", "2番スカイコート"),
            ("コ-ポ見本", "コーポ見本"),
            ("川口ハイツ", "川口ハイツ"),
            ("メゾン工藤", "メゾン工藤"),
            ("町一丁目2一3", "町一丁目2-3"),
            ("西一ノ江", "西一ノ江"),
        ] {
            assert_eq!(normal(read_as), normal_form);
        }
    }

    #[test]
    fn one_good_reading_says_the_place() {
        let list = "1,,,,,,香川県,丸亀市,塩飽町\n1,,,,,,香川県,高松市,番町\n1,,,,,,愛知県,名古屋市,栄\n";
        let readings = said(&[
            ("香川東独市大学電人町宮上原504番地", 0.39),
            ("合川県丸亀市大字塩錠町宮上原504番地", 0.62),
        ]);
        let (_, address, certainty, _) = read(&readings, &Places::parse(list).unwrap()).unwrap();
        assert_eq!((address.prefecture.as_str(), address.city.as_str()), ("香川県", "丸亀市"));
        assert_eq!(certainty, Certainty::Doubtful);
    }

    #[test]
    fn without_a_list_an_address_is_as_read() {
        let (printed, address, certainty, doubts) =
            read(&said(&[("見本県見本町中央1丁目2番3号", 0.9); 2]), &Places::default()).unwrap();
        assert_eq!((printed.as_str(), certainty), ("見本県見本町中央1丁目2番3号", Certainty::Doubtful));
        assert_eq!((address.city.as_str(), doubts.first()), ("見本町", Some(&Doubt::Place)));
        assert!(read(&said(&[("", 0.0)]), &Places::default()).is_none());
    }

    #[test]
    fn numbers_have_a_form() {
        for tail in [
            "4丁目1番5号",
            "一丁目2番地3",
            "1-2-3",
            "334番地",
            "字上原12番地",
            "41番地の5コーポ",
            "28番10-401号",
        ] {
            assert!(is_block(tail), "{tail}");
        }
        for tail in ["", "丁目1番", "コーポ", "12345番地"] {
            assert!(!is_block(tail), "{tail}");
        }
    }
}
