//! Letters, as words in a line.

use kakanai_domain::sheet::Area;
use kakanai_printing::drawing::Letter;

/// Letters beside each other, from left to right, without the spaces between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// At least one.
    pub letters: Vec<Letter>,
}

impl Line {
    /// What it says.
    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.text.as_str()).collect()
    }

    /// Where it stands.
    pub fn area(&self) -> Area {
        around(self.letters.iter().map(|letter| letter.area))
    }
}

/// The smallest rectangle around some.
pub fn around(areas: impl IntoIterator<Item = Area>) -> Area {
    let both = |a: Area, b: Area| {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        let (right, bottom) = (right(a).max(right(b)), bottom(a).max(bottom(b)));
        Area { x, y, w: right - x, h: bottom - y }
    };
    areas.into_iter().reduce(both).unwrap_or(Area { x: 0.0, y: 0.0, w: 0.0, h: 0.0 })
}

/// The right edge.
pub fn right(area: Area) -> f32 {
    area.x + area.w
}

/// The lower edge.
pub fn bottom(area: Area) -> f32 {
    area.y + area.h
}

/// The middle: from the left, from the top.
pub fn middle(area: Area) -> (f32, f32) {
    (area.x + area.w / 2.0, area.y + area.h / 2.0)
}

/// Whether a rectangle has the point.
pub fn has(area: Area, (x, y): (f32, f32)) -> bool {
    x >= area.x && x <= right(area) && y >= area.y && y <= bottom(area)
}

/// Letters sorted into lines, from top to bottom.
pub fn lines(letters: impl IntoIterator<Item = Letter>) -> Vec<Line> {
    let mut letters = letters.into_iter().collect::<Vec<_>>();
    letters.sort_by(|a, b| middle(a.area).1.total_cmp(&middle(b.area).1));
    let mut lines: Vec<Line> = Vec::new();
    for letter in letters {
        let near = |line: &Line| {
            let area = line.area();
            (middle(area).1 - middle(letter.area).1).abs() < 0.5 * area.h.min(letter.area.h)
        };
        match lines.last_mut() {
            Some(line) if near(line) => line.letters.push(letter),
            Some(_) | None => lines.push(Line { letters: vec![letter] }),
        }
    }
    for line in &mut lines {
        line.letters.sort_by(|a, b| a.area.x.total_cmp(&b.area.x));
    }
    lines
}
