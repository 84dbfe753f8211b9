//! The ruled boxes of a page, and the words in them.

use kakanai_domain::sheet::Area;
use kakanai_printing::drawing::{Drawing, Letter, Rule};

use super::line::{Line, around, bottom, has, lines, middle, right};

/// Rules this near to each other are one, mm: a frame and its neighbour each draw the rule between them.
const SAME: f32 = 0.6;
/// A rule goes on over a gap of this size, and meets another over it, mm.
const GAP: f32 = 1.2;
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
pub struct Frame {
    /// Its place.
    pub area: Area,
    /// The words in it.
    pub lines: Vec<Line>,
    /// So many 枡, one for each character.
    pub comb: Option<usize>,
    /// Whether it is the room over a line, and no box.
    pub over_line: bool,
}

impl Frame {
    /// All its words.
    pub fn text(&self) -> String {
        self.lines.iter().map(Line::text).collect()
    }
}

/// What a page consists of for somebody who fills it in.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The boxes, in the order of reading.
    pub frames: Vec<Frame>,
    /// The words between them, in the order of reading.
    pub lines: Vec<Line>,
}

/// Sorts what is drawn on a page of that size (mm) into boxes and words.
pub fn layout(drawing: &Drawing, size: (f32, f32)) -> Layout {
    let (level, upright) = (merged(&drawing.rules, false), merged(&drawing.rules, true));
    let mut areas = boxes(&level, &upright);
    areas.retain(|area| area.w < size.0 * 0.97 || area.h < size.1 * 0.9);
    let (mut letters, mut areas) = with_squares(drawing.letters.clone(), areas);
    // A box around boxes is a border, or holds a table of its own.
    let all = areas.clone();
    areas.retain(|area| all.iter().filter(|inner| *inner != area && has(*area, middle(**inner))).count() < 2);
    let (areas, combs) = with_combs(areas, &letters);
    let mut frames = Vec::new();
    for (area, comb) in areas.into_iter().zip(combs) {
        let (inside, rest) =
            letters.into_iter().partition::<Vec<_>, _>(|letter| has(area, middle(letter.area)));
        letters = rest;
        frames.push(Frame { area, lines: lines(inside), comb, over_line: false });
    }
    let (scores, words) = letters.into_iter().partition::<Vec<_>, _>(|letter| "_＿".contains(&letter.text));
    let mut to_write_on = level;
    to_write_on.extend(lines(scores).iter().map(|line| {
        let area = line.area();
        Rule { upright: false, at: bottom(area), from: area.x, to: right(area) }
    }));
    let open = to_write_on.iter().filter_map(|rule| open(*rule, &frames, &words)).collect::<Vec<_>>();
    frames.extend(open);
    frames
        .sort_by(|a, b| (reading(a.area)).partial_cmp(&reading(b.area)).unwrap_or(std::cmp::Ordering::Equal));
    Layout { frames, lines: lines(words) }
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
            level && ((right(*other) - area.x).abs() < GAP || (right(*area) - other.x).abs() < GAP)
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
            area.w <= COMB && area.h <= 2.5 * area.w && empty && none && alike && level
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
fn open(rule: Rule, frames: &[Frame], words: &[Letter]) -> Option<Frame> {
    let (long, high) = UNDERLINE;
    if rule.to - rule.from < long {
        return None;
    }
    let edge = |frame: &Frame| {
        let on = [frame.area.y, bottom(frame.area)].iter().any(|y| (y - rule.at).abs() < SAME);
        let inside = rule.at > frame.area.y && rule.at < bottom(frame.area);
        (on || inside) && frame.area.x < rule.to && right(frame.area) > rule.from
    };
    let area = Area { x: rule.from, y: rule.at - high, w: rule.to - rule.from, h: high };
    // Words over the line leave less room: under them, or behind them.
    let over = words.iter().map(|letter| letter.area).filter(|letter| has(area, middle(*letter)));
    let over = over.reduce(|a, b| around([a, b])).unwrap_or(Area { w: 0.0, h: 0.0, ..area });
    let under = Area { y: bottom(over), h: rule.at - bottom(over), ..area };
    let behind = Area { x: right(over), w: rule.to - right(over), ..area };
    let area = if under.h >= LOW { under } else { behind };
    let used = frames.iter().any(edge) || area.w < long;
    (!used).then(|| Frame { area, lines: Vec::new(), comb: None, over_line: true })
}
