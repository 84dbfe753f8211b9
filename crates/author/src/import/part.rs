//! What is printed inside a box for whoever fills it in: 「年 月 日」, 「男・女」, 「□ 有」, 「〒」.

use kakanai_domain::sheet::Area;
use kakanai_printing::drawing::Letter;

use super::line::{Line, around, bottom, right};
use super::space::Space;

/// Between printed words there is room to write from this width on, mm.
const ROOM: f32 = 2.4;
/// Room for the year where nothing is printed before it, mm.
const YEAR: f32 = 14.0;
/// The same where the era is printed or ringed.
const YEAR_ALONE: f32 = 9.0;
/// Room at the side of words that makes a box of the rest, mm.
const FREE: f32 = 13.0;
/// Words that stand at one side have so much less room on their other side.
const ASIDE: f32 = 0.45;
/// Words further apart than this do not belong together, mm.
const APART: f32 = 8.0;
/// Longest words that can be chosen, characters.
const LONGEST: usize = 24;

/// The eras as forms print them.
const ERAS: [(&str, &str); 5] =
    [("明", "明治"), ("大", "大正"), ("昭", "昭和"), ("平", "平成"), ("令", "令和")];

/// What is printed in a box.
#[derive(Clone, Debug, PartialEq)]
pub enum Print {
    /// Nothing that matters: the whole room is for writing.
    Nothing(Area),
    /// A date with its words.
    Date(DateRoom),
    /// Words to choose from.
    Choices(Vec<Choice>),
    /// 〒 and the lines of an address.
    Post(PostRoom),
    /// Words: a heading, or something to read.
    Words,
}

/// Room between the words of a date.
#[derive(Clone, Debug, PartialEq)]
pub struct DateRoom {
    /// Whether the era is printed before the year.
    pub era_printed: bool,
    /// Eras to be ringed: their name and where it stands.
    pub eras: Vec<(&'static str, Area)>,
    /// Before 年, before 月, before 日 if there is a 日.
    pub rooms: Vec<Area>,
    /// Words before the date, which may be its heading.
    pub before: String,
}

/// Words to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What they say.
    pub words: String,
    /// Where the mark goes: the □, or around the words.
    pub area: Area,
    /// Whether there is a □.
    pub square: bool,
}

/// Room for a postal code and an address.
#[derive(Clone, Debug, PartialEq)]
pub struct PostRoom {
    /// For the postal code, if it has room.
    pub code: Option<Area>,
    /// Whether its dash is printed.
    pub dash: bool,
    /// For the address.
    pub address: Area,
    /// Whether the name of the town is printed before it.
    pub town_printed: bool,
}

/// What is printed in a box.
pub fn print(space: &Space) -> Print {
    if space.lines.is_empty() {
        return Print::Nothing(space.area);
    }
    let eras = eras(&space.lines);
    if let Some(mut date) = space.lines.iter().find_map(|line| date(line, Some(space.area), !eras.is_empty()))
    {
        date.eras = eras;
        date.era_printed |= !date.eras.is_empty();
        return Print::Date(date);
    }
    if space.text().starts_with('〒')
        && let Some(post) = post(space)
    {
        return Print::Post(post);
    }
    let choices = choices(&space.lines);
    if choices.len() > 1 || choices.iter().any(|choice| choice.square) {
        return Print::Choices(choices);
    }
    Print::Words
}

/// The room for a date in a line. `has_eras`: eras to be ringed stand elsewhere in the space.
pub fn date(line: &Line, space: Option<Area>, has_eras: bool) -> Option<DateRoom> {
    let letters = &line.letters;
    let word = |index: usize| letters.get(index).map_or("", |letter| letter.text.as_str());
    let gap = |index: usize| {
        let letter = letters.get(index)?.area;
        let from = match index.checked_sub(1).and_then(|before| letters.get(before)) {
            Some(before) => right(before.area),
            None => space.map_or(0.0, |area| area.x + 0.5).max(letter.x - YEAR),
        };
        let area = Area { x: from, y: letter.y - 1.0, w: letter.x - from, h: letter.h + 2.0 };
        (area.w >= ROOM).then_some(area)
    };
    (0..letters.len()).find_map(|start| {
        if word(start) != "年" || word(start + 1) != "月" {
            return None;
        }
        let has_day = word(start + 2) == "日";
        if !has_day && word(start + 2) != "分" && start + 2 < letters.len() {
            return None;
        }
        let mut year = gap(start)?;
        let mut rooms = vec![gap(start + 1)?];
        if has_day {
            rooms.push(gap(start + 2)?);
        }
        let edge = |index: usize| letters.get(index).map_or(0.0, |letter| letter.area.x);
        let near = (0..start).rev().take_while(|index| {
            let behind = edge(index + 1);
            letters
                .get(*index)
                .is_some_and(|letter| index + 1 == start || behind - right(letter.area) < APART)
        });
        let first = near.last().unwrap_or(start);
        let before = (first..start).map(word).collect::<String>();
        let era_printed = ["令和", "平成", "昭和"].iter().any(|era| before.ends_with(era));
        // Room for the year may be wide; nobody writes it far away.
        let most = if era_printed || has_eras { YEAR_ALONE } else { YEAR };
        let spare = (year.w - most).max(0.0);
        year = Area { x: year.x + spare, w: year.w - spare, ..year };
        rooms.insert(0, year);
        let before = before.trim_end_matches(['令', '和', '平', '成', '昭']).to_owned();
        Some(DateRoom { era_printed, eras: Vec::new(), rooms, before })
    })
}

fn eras(lines: &[Line]) -> Vec<(&'static str, Area)> {
    let mut found = Vec::new();
    for line in lines {
        for (index, letter) in line.letters.iter().enumerate() {
            let Some((_, era)) = ERAS.iter().find(|(first, _)| *first == letter.text) else { continue };
            let second = line.letters.get(index + 1).filter(|next| era.ends_with(next.text.as_str()));
            let area = around([Some(letter), second].into_iter().flatten().map(|letter| letter.area));
            found.push((*era, area));
        }
    }
    if found.len() > 2 { found } else { Vec::new() }
}

fn is_square(letter: &Letter) -> bool {
    "□☐◻▢".contains(&letter.text)
}

/// Words to choose from, in lines.
pub fn choices(lines: &[Line]) -> Vec<Choice> {
    let letters = lines.iter().flat_map(|line| &line.letters).collect::<Vec<_>>();
    if letters.iter().any(|letter| is_square(letter)) {
        let mut all: Vec<Choice> = Vec::new();
        for letter in letters {
            if is_square(letter) {
                all.push(Choice { words: String::new(), area: letter.area, square: true });
            } else if let Some(last) = all.last_mut() {
                last.words.push_str(&letter.text);
            }
        }
        return all;
    }
    let mut all = Vec::new();
    for line in lines {
        let mut parts: Vec<Vec<&Letter>> = vec![Vec::new()];
        for (index, letter) in line.letters.iter().enumerate() {
            let next = line.letters.get(index + 1).map_or("", |next| next.text.as_str());
            let numbered =
                letter.text.chars().all(char::is_numeric) && [".", "．", ")", "）"].contains(&next);
            if "・／/、，,".contains(&letter.text) {
                parts.push(Vec::new());
                continue;
            }
            if numbered {
                parts.push(Vec::new());
            }
            if let Some(last) = parts.last_mut() {
                last.push(letter);
            }
        }
        all.extend(parts.into_iter().filter(|part| !part.is_empty()).map(|part| {
            let text = part.iter().map(|letter| letter.text.as_str()).collect::<String>();
            let words = text.trim_start_matches(|c: char| c.is_numeric() || ".．)）".contains(c)).to_owned();
            Choice { words, area: around(part.iter().map(|letter| letter.area)), square: false }
        }));
    }
    let told = |choice: &Choice| !choice.words.is_empty() && choice.words.chars().count() <= LONGEST;
    // 「フリガナ」 over 「氏名」 is a heading: choices share a line.
    if all.len() > lines.len() && all.iter().all(told) { all } else { Vec::new() }
}

fn post(space: &Space) -> Option<PostRoom> {
    let area = space.area;
    let first = space.lines.first()?;
    let mark = first.letters.first()?.area;
    let dash = first.letters.get(1).filter(|letter| "-－ー―‐−–".contains(&letter.text)).map(|dash| dash.area);
    let (y, h) = (mark.y - 0.5, mark.h + 1.0);
    let code = match dash {
        // Three figures before the dash, four behind it.
        Some(dash) => {
            let (center, room) = (dash.x + dash.w / 2.0, dash.x - right(mark));
            let each = (room / 3.0).min(5.0);
            (room > 8.0).then_some(Area { x: center - 3.0 * each, y, w: 7.0 * each, h })
        }
        None => Some(Area { x: right(mark) + 0.5, y, w: (right(area) - right(mark) - 1.0).min(28.0), h }),
    };
    let rest = space.lines.iter().skip(1).map(Line::area).collect::<Vec<_>>();
    let under = bottom(mark);
    let taken = code.map_or(right(mark), right);
    let words = around(rest.iter().copied());
    let (x, top) = if rest.is_empty() { (area.x, under) } else { (right(words), words.y - 1.0) };
    let below = Area { x, y: top, w: right(area) - x, h: bottom(area) - top };
    let beside = Area { x: taken + 2.0, y: area.y, w: right(area) - taken - 2.0, h: area.h };
    let address = if below.h >= 5.0 { below } else { beside };
    let said = space.lines.iter().skip(1).map(Line::text).collect::<String>();
    let town_printed = said.ends_with(['町', '市', '村', '区']);
    let sound = address.w > 30.0 && (rest.is_empty() || town_printed);
    sound.then_some(PostRoom { code, dash: dash.is_some(), address, town_printed })
}

/// The room beside words that stand at one side of their box, or under them.
pub fn room_beside(space: &Space) -> Option<Area> {
    let area = space.area;
    let words = around(space.lines.iter().map(Line::area));
    let (before, behind) = (words.x - area.x, right(area) - right(words));
    if before >= FREE && behind < before * ASIDE {
        return Some(Area { w: before - 0.5, ..area });
    }
    if behind >= FREE && before < behind * ASIDE {
        let under = bottom(area) - bottom(words);
        let beside = Area { x: right(words) + 0.5, w: behind - 0.5, ..area };
        let below = Area { y: bottom(words), h: under, ..area };
        return Some(if under >= 6.0 && below.w * below.h > beside.w * beside.h { below } else { beside });
    }
    None
}

#[cfg(test)]
#[allow(clippy::panic, clippy::expect_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use crate::import::line::lines;

    /// A space of 100 × 10 mm with words, a full-width letter every 4 mm; 「　」 is a place without a letter.
    fn space(rows: &[&str]) -> Space {
        let letters = rows.iter().zip(0..).flat_map(|(row, y)| {
            let letters = row.chars().zip(0..).filter(|(letter, _)| *letter != '　');
            letters.map(move |(letter, x)| Letter {
                text: letter.to_string(),
                area: Area { x: 11.0 + 4.0 * x as f32, y: 11.0 + 4.5 * y as f32, w: 4.0, h: 4.0 },
            })
        });
        let area = Area { x: 10.0, y: 10.0, w: 100.0, h: 10.0 };
        Space { area, lines: lines(letters), comb: None, over_line: false }
    }

    #[test]
    fn dates_have_room_between_their_words() {
        let cases: [(&[&str], bool, usize, &[f32]); 4] = [
            (&["令和　　年　　月　　日"], true, 0, &[8.0, 8.0, 8.0]),
            (&["　　　　　年　　月　　日"], false, 0, &[14.0, 8.0, 8.0]),
            (&["明・大・昭・平・令", "　　　　年　　月　　日"], true, 5, &[9.0, 8.0, 8.0]),
            (&["令和　　年　　月分から"], true, 0, &[8.0, 8.0]),
        ];
        for (rows, era_printed, eras, wide) in cases {
            let Print::Date(date) = print(&space(rows)) else { panic!("{rows:?} is a date") };
            assert_eq!((date.era_printed, date.eras.len()), (era_printed, eras), "{rows:?}");
            let found = date.rooms.iter().map(|room| room.w.round()).collect::<Vec<_>>();
            assert_eq!(found, wide, "{rows:?}");
        }
    }

    #[test]
    fn words_to_choose_from_are_told_from_headings() {
        let cases: [(&[&str], &[&str]); 7] = [
            (&["男・女"], &["男", "女"]),
            (&["１．転入　２．転居　３．その他"], &["転入", "転居", "その他"]),
            (&["□　有　　□　無"], &["有", "無"]),
            (&["□　申請者の住所と同じ　□　その他（　　　　）"], &["申請者の住所と同じ", "その他（）"]),
            (&["生年月日"], &[]),
            (&["フリガナ", "氏　　名"], &[]),
            (&["申請者", "（世帯主）"], &[]),
        ];
        for (rows, words) in cases {
            let found = match print(&space(rows)) {
                Print::Choices(choices) => choices.into_iter().map(|choice| choice.words).collect(),
                Print::Words => Vec::new(),
                other @ (Print::Nothing(_) | Print::Date(_) | Print::Post(_)) => {
                    panic!("{rows:?}: {other:?}")
                }
            };
            assert_eq!(found, words, "{rows:?}");
        }
    }

    #[test]
    fn postal_codes_stand_around_a_printed_dash() {
        let Print::Post(post) = print(&space(&["〒　　　－"])) else { panic!("an address") };
        let code = post.code.expect("room for the code");
        // The dash is at 27 to 31 mm: three of seven figures stand before its middle.
        assert!(post.dash && (code.x + code.w * 3.0 / 7.0 - 29.0).abs() < 0.01, "{code:?}");
        let Print::Post(post) = print(&space(&["〒", "見本町"])) else { panic!("an address") };
        assert!(post.town_printed && post.address.x > 22.9 && !post.dash, "{post:?}");
    }

    #[test]
    fn words_at_one_side_leave_the_rest() {
        let room = |rows: &[&str]| room_beside(&space(rows)).map(|area| (area.x.round(), area.w.round()));
        assert_eq!(room(&["電話"]), Some((20.0, 91.0)));
        assert_eq!(room(&["　　　　　　　　　　　　　　　　　　　　　　　円"]), Some((10.0, 93.0)));
        assert_eq!(room(&["　　　　　　　　　　　氏名"]), None);
    }
}
