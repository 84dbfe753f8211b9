//! The ruled boxes of a page, and the words in them.

use kakanai_domain::sheet::Area;
use kakanai_printing::drawing::{Drawing, Letter, Rule};

use super::line::{Line, around, bottom, has, lines, middle, right};

/// Rules this near to each other are one, mm: a space and its neighbour each draw the rule between them.
const SAME: f32 = 0.6;
/// A rule goes on over a gap of this size, and meets another over it, mm.
const GAP: f32 = 1.2;
/// The rules of a double one are nearer to each other than this, mm.
const DOUBLE: f32 = 1.6;
/// A box is at least so wide and high, mm: what is smaller lies between double rules.
const LEAST: f32 = 2.2;
/// A box up to this size is for a tick, or for one character, mm.
const SMALL: f32 = 6.5;
/// 枡 are up to this wide, mm.
const COMB: f32 = 10.5;
/// A line to write on is at least so long, mm, and what is written stands so high over it.
const UNDERLINE: (f32, f32) = (6.0, 7.0);
/// Less room than this over a line is none, mm.
const LOW: f32 = 4.0;

/// A place where something stands, or is to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// Its place.
    pub area: Area,
    /// The words in it.
    pub lines: Vec<Line>,
    /// So many 枡, one for each character.
    pub comb: Option<usize>,
    /// Whether it is the room over a line, and no box.
    pub over_line: bool,
}

impl Space {
    /// All its words.
    pub fn text(&self) -> String {
        self.lines.iter().map(Line::text).collect()
    }
}

/// What a page consists of for somebody who fills it in.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The boxes, in the order of reading.
    pub spaces: Vec<Space>,
    /// The words between them, in the order of reading.
    pub lines: Vec<Line>,
}

/// Sorts what is drawn on a page of that size (mm) into boxes and words.
pub fn layout(drawing: &Drawing, size: (f32, f32)) -> Layout {
    let (level, upright) = (merged(&drawing.rules, false), merged(&drawing.rules, true));
    let mut areas = boxes(&level, &upright);
    areas.retain(|area| area.w < size.0 * 0.97 || area.h < size.1 * 0.9);
    let mut areas = inner(areas);
    let (mut letters, rest) = with_squares(drawing.letters.clone(), areas);
    areas = rest;
    // A box around boxes is a border, or holds a table of its own.
    let all = areas.clone();
    areas.retain(|area| all.iter().filter(|inner| *inner != area && has(*area, middle(**inner))).count() < 2);
    let (areas, combs) = with_combs(areas, &letters);
    let mut spaces = Vec::new();
    for (area, comb) in areas.into_iter().zip(combs) {
        let (inside, rest) =
            letters.into_iter().partition::<Vec<_>, _>(|letter| has(area, middle(letter.area)));
        letters = rest;
        spaces.push(Space { area, lines: lines(inside), comb, over_line: false });
    }
    let (scores, words) = letters.into_iter().partition::<Vec<_>, _>(|letter| "_＿".contains(&letter.text));
    // What begins or ends at an upright rule is the side of a box or of a border.
    let corner = |rule: &Rule, end: f32| {
        upright.iter().any(|side| covers(side, rule.at, rule.at) && (side.at - end).abs() < GAP)
    };
    let mut to_write_on = level;
    to_write_on.retain(|rule| !corner(rule, rule.from) && !corner(rule, rule.to));
    to_write_on.extend(lines(scores).iter().map(|line| {
        let area = line.area();
        Rule { upright: false, at: bottom(area), from: area.x, to: right(area) }
    }));
    let open = to_write_on.iter().filter_map(|rule| open(*rule, &spaces, &words)).collect::<Vec<_>>();
    spaces.extend(open);
    spaces
        .sort_by(|a, b| (reading(a.area)).partial_cmp(&reading(b.area)).unwrap_or(std::cmp::Ordering::Equal));
    Layout { spaces, lines: lines(words) }
}

// From top to bottom, then from left to right; tops that differ by less than 2 mm are one row.
fn reading(area: Area) -> (f32, f32) {
    ((area.y / 2.0).round(), area.x)
}

/// Rules of one direction, each as long as its pieces together.
fn merged(rules: &[Rule], upright: bool) -> Vec<Rule> {
    let mut own = rules.iter().copied().filter(|rule| rule.upright == upright).collect::<Vec<_>>();
    own.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut rows: Vec<Vec<Rule>> = Vec::new();
    for rule in own {
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|last| rule.at - last.at < SAME) => row.push(rule),
            Some(_) | None => rows.push(vec![rule]),
        }
    }
    let mut all = Vec::new();
    for mut row in rows {
        let at = row.iter().map(|rule| rule.at).sum::<f32>() / row.len() as f32;
        row.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut joined: Vec<Rule> = Vec::new();
        for rule in row {
            match joined.last_mut() {
                Some(last) if rule.from - last.to < GAP => last.to = last.to.max(rule.to),
                Some(_) | None => joined.push(Rule { at, ..rule }),
            }
        }
        all.extend(joined);
    }
    all
}

fn covers(rule: &Rule, from: f32, to: f32) -> bool {
    rule.from <= from + GAP && rule.to >= to - GAP
}

/// Of the boxes between double rules the innermost of each.
fn inner(mut areas: Vec<Area>) -> Vec<Area> {
    let near = |a: f32, b: f32| (a - b).abs() < DOUBLE;
    areas.sort_by(|a, b| (a.w * a.h).total_cmp(&(b.w * b.h)));
    let mut kept: Vec<Area> = Vec::new();
    for area in areas {
        let same = |other: &Area| {
            let corner = near(area.x, other.x) && near(area.y, other.y);
            corner && near(right(area), right(*other)) && near(bottom(area), bottom(*other))
        };
        if !kept.iter().any(same) {
            kept.push(area);
        }
    }
    kept
}

/// The smallest box under and right of every corner.
fn boxes(level: &[Rule], upright: &[Rule]) -> Vec<Area> {
    let mut found = Vec::new();
    for top in level {
        for left in
            upright.iter().filter(|rule| covers(rule, top.at, top.at) && covers(top, rule.at, rule.at))
        {
            let lower = level.iter().filter(|rule| rule.at > top.at + LEAST && covers(left, top.at, rule.at));
            let box_to = |low: &Rule| {
                let sides = upright.iter().filter(|side| side.at > left.at + LEAST);
                let closes = |side: &&Rule| {
                    covers(side, top.at, low.at)
                        && covers(top, left.at, side.at)
                        && covers(low, left.at, side.at)
                };
                let side = sides.into_iter().find(closes)?;
                Some(Area { x: left.at, y: top.at, w: side.at - left.at, h: low.at - top.at })
            };
            found.extend(lower.into_iter().find_map(box_to));
        }
    }
    found
}

/// Little boxes that stand alone are □ before words, drawn.
fn with_squares(mut letters: Vec<Letter>, areas: Vec<Area>) -> (Vec<Letter>, Vec<Area>) {
    let square = |area: &Area| area.w <= SMALL && area.h <= SMALL && (area.w - area.h).abs() < 1.0;
    let alone = |area: &Area| {
        let touches = |other: &Area| {
            let level = (middle(*other).1 - middle(*area).1).abs() < 1.0;
            level
                && (other.h - area.h).abs() < 1.0
                && ((right(*other) - area.x).abs() < GAP || (right(*area) - other.x).abs() < GAP)
        };
        !areas.iter().any(|other| other != area && touches(other))
            && !letters.iter().any(|letter| has(*area, middle(letter.area)))
    };
    let (squares, rest) = areas.iter().copied().partition::<Vec<_>, _>(|area| square(area) && alone(area));
    letters.extend(squares.into_iter().map(|area| Letter { text: "□".to_owned(), area }));
    (letters, rest)
}

/// Small empty boxes in a row are the 枡 of one box.
fn with_combs(mut areas: Vec<Area>, letters: &[Letter]) -> (Vec<Area>, Vec<Option<usize>>) {
    areas.sort_by(|a, b| reading(*a).partial_cmp(&reading(*b)).unwrap_or(std::cmp::Ordering::Equal));
    let mut joined: Vec<(Area, usize)> = Vec::new();
    for area in areas {
        let empty = !letters.iter().any(|letter| has(area, middle(letter.area)));
        let one = |(last, count): &(Area, usize)| {
            let each = last.w / *count as f32;
            let alike = (each - area.w).abs() < 0.8 && (last.h - area.h).abs() < 0.8;
            let level = (last.y - area.y).abs() < 0.8 && (right(*last) - area.x).abs() < GAP;
            let none = !letters.iter().any(|letter| has(*last, middle(letter.area)));
            area.w <= COMB && area.h <= 4.0 * area.w && empty && none && alike && level
        };
        match joined.last_mut() {
            Some(last) if one(last) => {
                last.0.w = right(area) - last.0.x;
                last.1 += 1;
            }
            Some(_) | None => joined.push((area, 1)),
        }
    }
    joined.into_iter().map(|(area, count)| (area, (count > 1).then_some(count))).unzip()
}

/// The room over a line that belongs to no box and has no words over it.
fn open(rule: Rule, spaces: &[Space], words: &[Letter]) -> Option<Space> {
    let (long, high) = UNDERLINE;
    if rule.to - rule.from < long {
        return None;
    }
    let edge = |space: &Space| {
        let on = [space.area.y, bottom(space.area)].iter().any(|y| (y - rule.at).abs() < SAME);
        let inside = rule.at > space.area.y && rule.at < bottom(space.area);
        (on || inside) && space.area.x < rule.to && right(space.area) > rule.from
    };
    let area = Area { x: rule.from, y: rule.at - high, w: rule.to - rule.from, h: high };
    // Words over the line leave less room: under them, or behind them.
    let over = words.iter().map(|letter| letter.area).filter(|letter| has(area, middle(*letter)));
    let over = over.reduce(|a, b| around([a, b])).unwrap_or(Area { w: 0.0, h: 0.0, ..area });
    let under = Area { y: bottom(over), h: rule.at - bottom(over), ..area };
    let behind = Area { x: right(over), w: rule.to - right(over), ..area };
    let area = if under.h >= LOW { under } else { behind };
    let used = spaces.iter().any(edge) || area.w < long;
    (!used).then(|| Space { area, lines: Vec::new(), comb: None, over_line: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f32, from: f32, to: f32) -> Rule {
        Rule { upright: false, at, from, to }
    }

    fn upright(at: f32, from: f32, to: f32) -> Rule {
        Rule { upright: true, at, from, to }
    }

    fn letter(text: &str, x: f32, y: f32) -> Letter {
        Letter { text: text.to_owned(), area: Area { x, y, w: 3.5, h: 3.5 } }
    }

    /// Left, top, width and height, rounded, of what is found.
    fn found(rules: Vec<Rule>, letters: Vec<Letter>) -> Vec<[i32; 4]> {
        let drawing = Drawing { rules, letters, ..Drawing::default() };
        let round = |area: Area| [area.x, area.y, area.w, area.h].map(|length| length.round() as i32);
        layout(&drawing, (210.0, 297.0)).spaces.iter().map(|space| round(space.area)).collect()
    }

    #[test]
    fn boxes_are_found_however_their_rules_are_drawn() {
        let expected = vec![[20, 20, 30, 20], [50, 20, 40, 10], [50, 30, 40, 10]];
        let whole = vec![
            level(20.0, 20.0, 90.0),
            level(40.0, 20.0, 90.0),
            level(30.0, 50.0, 90.0),
            upright(20.0, 20.0, 40.0),
            upright(50.0, 20.0, 40.0),
            upright(90.0, 20.0, 40.0),
        ];
        assert_eq!(found(whole, Vec::new()), expected);
        // Each box draws its own four sides, a little beside those of its neighbour, and not quite into the corners.
        let own = |x: f32, y: f32, w: f32, h: f32| {
            [
                level(y, x + 0.4, x + w - 0.4),
                level(y + h, x + 0.4, x + w - 0.4),
                upright(x, y + 0.4, y + h - 0.4),
                upright(x + w, y + 0.4, y + h - 0.4),
            ]
        };
        let each =
            [own(20.0, 20.0, 30.0, 20.0), own(50.2, 20.1, 40.0, 10.0), own(50.1, 30.2, 40.0, 9.9)].concat();
        assert_eq!(found(each, Vec::new()), expected);
        // Dashes of 2 mm.
        let dashes = |rule: Rule| {
            let count = ((rule.to - rule.from) / 3.0).ceil() as i32;
            (0..count).map(move |dash| {
                let from = rule.from + dash as f32 * 3.0;
                Rule { from, to: (from + 2.0).min(rule.to), ..rule }
            })
        };
        let sides = own(20.0, 20.0, 30.0, 20.0);
        assert_eq!(found(sides.into_iter().flat_map(dashes).collect(), Vec::new()), expected[..1]);
    }

    #[test]
    fn borders_and_double_rules_are_no_boxes() {
        let own = |x: f32, y: f32, w: f32, h: f32| {
            vec![level(y, x, x + w), level(y + h, x, x + w), upright(x, y, y + h), upright(x + w, y, y + h)]
        };
        let table = [own(30.0, 30.0, 40.0, 10.0), own(70.0, 30.0, 40.0, 10.0), own(20.0, 20.0, 150.0, 200.0)];
        assert_eq!(found(table.concat(), Vec::new()), [[30, 30, 40, 10], [70, 30, 40, 10]]);
        let double = [own(30.0, 30.0, 40.0, 10.0), own(31.0, 31.0, 38.0, 8.0)].concat();
        assert_eq!(found(double, Vec::new()).len(), 1);
    }

    #[test]
    fn small_boxes_are_for_ticks_or_characters() {
        let own = |x: f32| {
            vec![
                level(20.0, x, x + 5.0),
                level(25.0, x, x + 5.0),
                upright(x, 20.0, 25.0),
                upright(x + 5.0, 20.0, 25.0),
            ]
        };
        let alone =
            Drawing { rules: own(20.0), letters: vec![letter("有", 26.0, 20.5)], ..Drawing::default() };
        let layout_of = |drawing: &Drawing| layout(drawing, (210.0, 297.0));
        assert_eq!(layout_of(&alone).lines.iter().map(Line::text).collect::<Vec<_>>(), ["□有"]);
        let rules = [own(20.0), own(25.0), own(30.0)].concat();
        let three = layout_of(&Drawing { rules, ..Drawing::default() });
        assert_eq!(three.spaces.iter().map(|space| space.comb).collect::<Vec<_>>(), [Some(3)]);
    }

    #[test]
    fn over_a_line_is_room_to_write_unless_words_stand_there() {
        let line = || vec![level(50.0, 40.0, 100.0)];
        assert_eq!(found(line(), vec![letter("氏", 30.0, 46.0)]), [[40, 43, 60, 7]]);
        // Words that are underlined.
        assert_eq!(
            found(line(), (0..17).map(|index| letter("題", 40.0 + 3.5 * index as f32, 46.0)).collect()),
            [[0; 4]; 0]
        );
        // The end of the line before reaches over it.
        assert_eq!(found(line(), vec![letter("て", 45.0, 41.5)]), [[40, 45, 60, 5]]);
    }
}
