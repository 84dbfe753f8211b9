//! The places of the country, from the office's file: what an address may begin with.

use std::collections::BTreeMap;

/// Prefectures, municipalities and towns.
///
/// Read from a file in the layout of 日本郵便 `utf_ken_all.csv`: UTF-8, fifteen columns, of which the seventh to ninth are
/// 都道府県, 市区町村 and 町域. Only these are looked at.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub(crate) cities: Vec<City>,
}

/// A municipality.
#[derive(Clone, Debug)]
pub(crate) struct City {
    pub(crate) prefecture: Vec<char>,
    pub(crate) name: Vec<char>,
    pub(crate) towns: Vec<Vec<char>>,
}

/// What is wrong with a file of places.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlacesProblem {
    /// A line with too few columns.
    #[error(
        "{0}行目の列が足りません。日本郵便の「住所の郵便番号（1レコード1行、UTF-8形式）」のファイルを使ってください"
    )]
    Columns(usize),
    /// No place in it.
    #[error(
        "地名が1つもありません。日本郵便の「住所の郵便番号（1レコード1行、UTF-8形式）」のファイルを使ってください"
    )]
    Empty,
}

impl PlacesProblem {
    /// The same in English.
    pub fn english(&self) -> String {
        let mend = "use utf_ken_all.csv of Japan Post (one record a line, UTF-8)";
        match self {
            Self::Columns(line) => format!("line {line} has too few columns; {mend}"),
            Self::Empty => format!("there is no place in it; {mend}"),
        }
    }
}

/// Column of 都道府県; 市区町村 and 町域 follow.
const PREFECTURE: usize = 6;
/// Most problems told: a wrong file is wrong in every line.
const MOST_PROBLEMS: usize = 10;

impl Places {
    /// Reads a file of places.
    ///
    /// # Errors
    /// What is wrong with it, ten lines at most.
    pub fn parse(csv: &str) -> Result<Self, Vec<PlacesProblem>> {
        let mut cities: BTreeMap<(String, String), Vec<Vec<char>>> = BTreeMap::new();
        let mut problems = Vec::new();
        for (nth, line) in (1..).zip(csv.trim_start_matches('\u{FEFF}').lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
            let Some([prefecture, city, town]) = cells.get(PREFECTURE..PREFECTURE + 3) else {
                problems.push(PlacesProblem::Columns(nth));
                if problems.len() >= MOST_PROBLEMS {
                    break;
                }
                continue;
            };
            let towns = cities.entry(((*prefecture).to_owned(), (*city).to_owned())).or_default();
            let town = town.split(['（', '(']).next().unwrap_or_default();
            if !town.is_empty() && town != "以下に掲載がない場合" {
                let town: Vec<char> = town.chars().collect();
                if !towns.contains(&town) {
                    towns.push(town);
                }
            }
        }
        if cities.is_empty() && problems.is_empty() {
            problems.push(PlacesProblem::Empty);
        }
        let city = |((prefecture, name), towns): ((String, String), Vec<Vec<char>>)| City {
            prefecture: prefecture.chars().collect(),
            name: name.chars().collect(),
            towns,
        };
        let places = Self { cities: cities.into_iter().map(city).collect() };
        if problems.is_empty() { Ok(places) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_japan_post_is_read() {
        let csv = "01101,\"060  \",\"0600000\",\"ホッカイドウ\",\"サッポロシチュウオウク\",\"イカニケイサイガナイバアイ\",\"北海道\",\"札幌市中央区\",\"以下に掲載がない場合\",0,0,0,0,0,0\n\
                   01101,\"064  \",\"0640941\",\"ホッカイドウ\",\"サッポロシチュウオウク\",\"アサヒガオカ\",\"北海道\",\"札幌市中央区\",\"旭ケ丘（１丁目）\",0,0,1,0,0,0\r\n";
        let places = Places::parse(csv).unwrap();
        let towns: Vec<String> =
            places.cities.iter().flat_map(|city| &city.towns).map(|town| town.iter().collect()).collect();
        assert_eq!((places.cities.len(), towns.as_slice()), (1, ["旭ケ丘".to_owned()].as_slice()));
        assert_eq!(Places::parse("a,b\n\n").unwrap_err(), [PlacesProblem::Columns(1)]);
        assert_eq!(Places::parse("").unwrap_err(), [PlacesProblem::Empty]);
        assert_eq!(Places::parse(&"x\n".repeat(99)).unwrap_err().len(), 10);
    }
}
