//! Which places of a page are to be filled in, and the words that say with what.

use kakanai_domain::sheet::Area;

use super::line::{bottom, has, middle, right};
use super::part::{Print, date, print, room_beside};
use super::space::{Layout, Space};
use super::words::{Concept, Empty, concept, is_office, who};

/// Neighbours may be so far apart, mm: double rules.
const APART: f32 = 1.6;
/// Words over a line to write on, or beside it, are at most so far away, mm.
const FAR: f32 = 70.0;
/// Lines to write on under each other belong together up to this distance, mm.
const NEXT: f32 = 16.0;

/// A place to be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Index of its space; none for a date between the boxes.
    pub space: Option<usize>,
    /// Where it is.
    pub area: Area,
    /// What is printed in it.
    pub print: Print,
    /// Its heading.
    pub label: String,
    /// Headings of the headings, nearest first.
    pub around: Vec<String>,
    /// Whether it stands under words like 「職員記入欄」.
    pub office: bool,
    /// Whether it is the upper one of two with one heading.
    pub upper: bool,
}

/// Words of headings and their spaces.
struct Headings<'a> {
    layout: &'a Layout,
    prints: Vec<Print>,
}

/// The places of a page that are to be filled in, in the order of reading.
pub fn answers(layout: &Layout) -> Vec<Answer> {
    let mut headings = Headings { layout, prints: layout.spaces.iter().map(print).collect() };
    headings.tell_apart();
    let mut all: Vec<Answer> = Vec::new();
    for (index, space) in layout.spaces.iter().enumerate() {
        let Some(found) = headings.prints.get(index).filter(|print| **print != Print::Words) else {
            continue;
        };
        let (label, around) =
            if space.over_line { beside(layout, space.area, &all) } else { headings.of(index) };
        if label.is_empty() && headings.is_corner(index) {
            continue;
        }
        let label = if label.is_empty() { over(layout, space.area) } else { label };
        all.push(Answer {
            space: Some(index),
            area: space.area,
            print: found.clone(),
            label,
            around,
            office: under_office(layout, space.area),
            upper: headings.shares(index, headings.below(index))
                && !headings.shares(index, headings.above(index)),
        });
    }
    let between = layout.lines.iter().filter_map(|line| {
        let room = date(line, None, false)?;
        let area = super::line::around(room.rooms.iter().copied());
        let label = if room.before.is_empty() { "届出日".to_owned() } else { room.before.clone() };
        let office = under_office(layout, area);
        Some(Answer {
            space: None,
            area,
            print: Print::Date(room),
            label,
            around: Vec::new(),
            office,
            upper: false,
        })
    });
    let dates = between.collect::<Vec<_>>();
    // Lines under the room of a date are part of it.
    all.retain(|answer| {
        !dates.iter().any(|date| is_over_line(layout, answer) && meets(date.area, answer.area))
    });
    // What stands first on the page is filed first.
    let place = all
        .iter()
        .position(|answer| dates.iter().all(|date| answer.area.y > date.area.y))
        .unwrap_or(all.len());
    all.splice(place..place, dates);
    all
}

fn is_over_line(layout: &Layout, answer: &Answer) -> bool {
    answer.space.and_then(|index| layout.spaces.get(index)).is_some_and(|space| space.over_line)
}

fn meets(a: Area, b: Area) -> bool {
    a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a)
}

/// Whether the nearest words above, outside the boxes, give the place to the office.
fn under_office(layout: &Layout, area: Area) -> bool {
    let above = layout.lines.iter().filter(|line| bottom(line.area()) <= area.y + 1.0);
    let above = above
        .filter(|line| line.area().x < right(area))
        .max_by(|a, b| bottom(a.area()).total_cmp(&bottom(b.area())));
    above.is_some_and(|line| is_office(&line.text()))
}

/// The words right above a place, outside the boxes.
fn over(layout: &Layout, area: Area) -> String {
    let above = layout.lines.iter().map(|line| (line.area(), line)).filter(|(place, _)| {
        let gap = area.y - bottom(*place);
        (-0.5..6.0).contains(&gap) && place.x < right(area) && right(*place) > area.x
    });
    let nearest = above.max_by(|a, b| bottom(a.0).total_cmp(&bottom(b.0)));
    nearest.map(|(_, line)| line.text()).unwrap_or_default()
}

/// The words beside a line to write on, or a field; or those above it.
pub fn beside(layout: &Layout, area: Area, before: &[Answer]) -> (String, Vec<String>) {
    let level = |place: Area| {
        let y = middle(place).1;
        y > area.y && y < bottom(area)
    };
    // Words left of the place before it belong to that.
    let others = layout.spaces.iter().map(|space| space.area);
    let from = others
        .filter(|other| level(*other) && right(*other) < area.x + 1.0)
        .map(right)
        .fold(area.x - FAR, f32::max);
    let letters = layout.lines.iter().flat_map(|line| &line.letters).filter(|letter| level(letter.area));
    let mut letters = letters.collect::<Vec<_>>();
    // Of two lines of words the lower one stands beside it.
    let lowest = letters.iter().map(|letter| middle(letter.area).1).fold(0.0, f32::max);
    letters.retain(|letter| lowest - middle(letter.area).1 < letter.area.h / 2.0);
    letters.sort_by(|a, b| a.area.x.total_cmp(&b.area.x));
    let text = |range: (f32, f32)| {
        let inside = letters.iter().filter(|letter| {
            let x = middle(letter.area).0;
            x > range.0 && x < range.1
        });
        inside.map(|letter| letter.text.as_str()).collect::<String>()
    };
    let mut label = text((from, area.x + 0.5));
    if label.is_empty() {
        label = over(layout, area);
    }
    let seal = text((right(area), right(area) + 12.0));
    if seal.starts_with('㊞') || seal.starts_with("印") {
        label.push('㊞');
    }
    let column = |answer: &&Answer| {
        (answer.area.x - area.x).abs() < 2.0 && (0.0..NEXT).contains(&(area.y - answer.area.y))
    };
    let around = match before.iter().rev().find(column) {
        Some(above) if who(&label).is_none() => [above.label.clone()]
            .into_iter()
            .chain(above.around.clone())
            .filter(|words| who(words).is_some())
            .collect(),
        Some(_) | None => Vec::new(),
    };
    (label, around)
}

impl Headings<'_> {
    fn space(&self, index: usize) -> Option<&Space> {
        self.layout.spaces.get(index)
    }

    fn is_empty(&self, index: usize) -> bool {
        matches!(self.prints.get(index), Some(Print::Nothing(_)))
    }

    /// Whether another empty space has the same heading.
    fn shares(&self, index: usize, other: Option<usize>) -> bool {
        other.is_some_and(|other| self.is_empty(other) && self.of(other).0 == self.of(index).0)
    }

    /// Whether it only stands between the headings of columns and those of rows.
    fn is_corner(&self, index: usize) -> bool {
        let heading = |at: Option<usize>| at.is_some_and(|at| self.is_heading(at));
        self.is_empty(index) && heading(self.next(index)) && heading(self.below(index))
    }

    fn is_heading(&self, index: usize) -> bool {
        matches!(self.prints.get(index), Some(Print::Words))
    }

    // Words beside which there is room are no headings when there is a heading already.
    fn tell_apart(&mut self) {
        for index in 0..self.prints.len() {
            let Some(space) = self.space(index) else { continue };
            let words = space.text();
            let own = concept(&words);
            let found = match self.prints.get(index) {
                Some(Print::Choices(choices))
                    if choices.iter().all(|choice| !choice.square) && own.is_some() =>
                {
                    Print::Words
                }
                Some(Print::Words) => {
                    let next = self.next(index).is_some_and(|next| self.is_empty(next))
                        || self.below(index).is_some_and(|below| self.is_empty(below));
                    let labelled = self.before(index).is_some_and(|before| self.is_heading(before));
                    let seal = ["㊞", "印", "(印)", "（印）"].contains(&words.as_str());
                    let room = room_beside(space).filter(|_| !next || (labelled && own.is_none()));
                    match room {
                        Some(room) if seal || own.is_some() || labelled => Print::Nothing(room),
                        Some(_) | None => continue,
                    }
                }
                Some(Print::Nothing(_) | Print::Date(_) | Print::Choices(_) | Print::Post(_)) | None => {
                    continue;
                }
            };
            if let Some(print) = self.prints.get_mut(index) {
                *print = found;
            }
        }
    }

    /// The heading of a space, and the headings of that.
    fn of(&self, index: usize) -> (String, Vec<String>) {
        let own = self.space(index).map(Space::text).unwrap_or_default();
        let inside = if self.is_empty(index) { own.clone() } else { String::new() };
        let left = self.heading(index, Headings::before);
        let above = self.heading(index, Headings::above);
        let says = |at: &Option<usize>| at.and_then(|at| self.space(at)).map(Space::text);
        // A number beside a row says nothing.
        let told =
            |words: &String| words.chars().any(|letter| !letter.is_numeric() && letter.is_alphanumeric());
        let (left_words, above_words) = (says(&left).filter(told), says(&above).filter(told));
        if !inside.is_empty()
            && concept(&inside).is_some()
            && left_words.as_ref().is_none_or(|words| concept(words).is_none())
        {
            return (inside, left_words.into_iter().chain(above_words).collect());
        }
        let (label, from, other) = match (left_words, above_words) {
            // A heading at the side of many rows says who; the one above says what.
            (Some(left_words), Some(above_words))
                if concept(&left_words).is_none()
                    && concept(&above_words).is_some()
                    && self.spans(left, index) =>
            {
                (above_words, above, Some(left_words))
            }
            (Some(words), _) => (words, left, None),
            (None, Some(words)) => (words, above, None),
            (None, None) => (inside.clone(), None, None),
        };
        // What is printed behind the room is no heading, but for a seal.
        let seal = label != inside && concept(&inside) == Some(Concept::Empty(Empty::Signature));
        let label = if seal { format!("{label}{inside}") } else { label };
        let mut around = other.into_iter().collect::<Vec<_>>();
        let mut at = from;
        for _ in 0..4 {
            let Some(here) = at else { break };
            // Beyond other places to write in, only a heading of several rows is one for this place too.
            let next = self.heading(here, Headings::before);
            let beside = self.before(here) == next;
            let spans = self.spans(next, here);
            around.extend(says(&next).filter(told).filter(|_| beside || spans));
            at = next;
        }
        (label, around)
    }

    /// Whether a heading is for several rows, and the place in one of them.
    fn spans(&self, heading: Option<usize>, index: usize) -> bool {
        let high = |at: usize| self.space(at).map_or(0.0, |space| space.area.h);
        heading.is_some_and(|heading| high(heading) > 1.3 * high(index))
    }

    /// The first heading in a direction, over other places to write in.
    fn heading(&self, index: usize, step: fn(&Self, usize) -> Option<usize>) -> Option<usize> {
        let mut at = step(self, index);
        for _ in 0..self.prints.len() {
            match at {
                Some(here) if self.is_heading(here) => return at,
                Some(here) => at = step(self, here),
                None => return None,
            }
        }
        None
    }

    fn before(&self, index: usize) -> Option<usize> {
        self.neighbour(index, |own, other| {
            (right(other) - own.x).abs() < APART && faces((own.y, own.h), (other.y, other.h))
        })
    }

    fn next(&self, index: usize) -> Option<usize> {
        self.neighbour(index, |own, other| {
            (right(own) - other.x).abs() < APART && faces((own.y, own.h), (other.y, other.h))
        })
    }

    /// What stands over a place as wide as it is, or wider: a heading beside it is none of its column.
    fn above(&self, index: usize) -> Option<usize> {
        self.neighbour(index, |own, other| {
            let wide = other.x < own.x + APART && right(other) > right(own) - APART;
            (bottom(other) - own.y).abs() < APART && wide
        })
    }

    fn below(&self, index: usize) -> Option<usize> {
        self.neighbour(index, |own, other| {
            (bottom(own) - other.y).abs() < APART && faces((own.x, own.w), (other.x, other.w))
        })
    }

    fn neighbour(&self, index: usize, meets: impl Fn(Area, Area) -> bool) -> Option<usize> {
        let own = self.space(index)?;
        let spaces = self.layout.spaces.iter().enumerate();
        let mut found = spaces.filter(|(at, other)| {
            *at != index && !other.over_line && !own.over_line && meets(own.area, other.area)
        });
        found.next().map(|(at, _)| at)
    }
}

/// Whether two lengths (beginning, length) face each other: the middle of one is inside the other.
fn faces(own: (f32, f32), other: (f32, f32)) -> bool {
    let inside = |(at, long): (f32, f32), point: f32| point > at && point < at + long;
    inside(other, own.0 + own.1 / 2.0) || inside(own, other.0 + other.1 / 2.0)
}

/// Whether a place has the middle of another.
pub fn holds(area: Area, other: Area) -> bool {
    has(area, middle(other))
}
