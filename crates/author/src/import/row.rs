//! Rows below a heading row that are alike: one for each member of a list.

use kakanai_domain::sheet::Area;

use super::line::{bottom, right};
use super::space::{Layout, Space};

/// Rows differ by so much, mm.
const ALIKE: f32 = 0.9;
/// A row has fewer parts under each other.
const SEVERAL: usize = 4;

/// Rows that repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// All of them.
    pub area: Area,
    /// The first one.
    pub first: Area,
    /// How many there are.
    pub room: usize,
    /// Frames of the first one, in the order of reading.
    pub spaces: Vec<usize>,
    /// Frames of all.
    pub all: Vec<usize>,
}

/// A band of a table: spaces between two rules that go through.
struct Band {
    area: Area,
    spaces: Vec<usize>,
}

/// Looks for the rows that repeat most often: at least two, with at least two places in each.
pub fn rows(layout: &Layout) -> Option<Rows> {
    let bands = bands(layout);
    let mut best: Option<Rows> = None;
    for start in 0..bands.len() {
        for period in 1..=2 {
            let mut room = 1;
            while (0..period)
                .all(|step| alike(layout, bands.get(start + step), bands.get(start + room * period + step)))
            {
                room += 1;
            }
            let set = |from: usize, to: usize| bands.get(from..to).unwrap_or_default();
            let first = set(start, start + period);
            let many = first.iter().map(|band| band.spaces.len()).max().unwrap_or_default();
            let better = best.as_ref().is_none_or(|best| room * period > best.room);
            if room < 2 || many < 3 || !better {
                continue;
            }
            let area = |bands: &[Band]| super::line::around(bands.iter().map(|band| band.area));
            let spaces =
                |bands: &[Band]| bands.iter().flat_map(|band| band.spaces.clone()).collect::<Vec<_>>();
            let all = set(start, start + room * period);
            // Rows of one table touch.
            let high = all.iter().map(|band| band.area.h).sum::<f32>();
            if (high - area(all).h).abs() > ALIKE {
                continue;
            }
            best = Some(Rows {
                area: area(all),
                first: area(first),
                room,
                spaces: spaces(first),
                all: spaces(all),
            });
        }
    }
    best
}

/// Whether it is the heading of several rows at their side: not a part of any of them.
fn is_side(layout: &Layout, own: &Space) -> bool {
    let beside = |other: &&Space| {
        let touches = (other.area.x - right(own.area)).abs() < 2.0 * ALIKE;
        touches && other.area.y > own.area.y - ALIKE && bottom(other.area) < bottom(own.area) + ALIKE
    };
    !own.lines.is_empty() && layout.spaces.iter().filter(beside).count() >= SEVERAL
}

fn bands(layout: &Layout) -> Vec<Band> {
    let mut order = layout
        .spaces
        .iter()
        .enumerate()
        .filter(|(_, space)| !space.over_line && !is_side(layout, space))
        .collect::<Vec<_>>();
    order.sort_by(|a, b| a.1.area.y.total_cmp(&b.1.area.y));
    let mut bands: Vec<Band> = Vec::new();
    for (index, space) in order {
        match bands.last_mut() {
            Some(band) if space.area.y < bottom(band.area) - ALIKE => {
                band.area = super::line::around([band.area, space.area]);
                band.spaces.push(index);
            }
            Some(_) | None => bands.push(Band { area: space.area, spaces: vec![index] }),
        }
    }
    for band in &mut bands {
        band.spaces.sort_by(|a, b| {
            let area = |index: &usize| {
                layout.spaces.get(*index).map(|space| ((space.area.y / 2.0).round(), space.area.x))
            };
            area(a).partial_cmp(&area(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    bands
}

fn alike(layout: &Layout, a: Option<&Band>, b: Option<&Band>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    if a.spaces.len() != b.spaces.len() || (a.area.h - b.area.h).abs() > ALIKE {
        return false;
    }
    let space = |index: &usize| layout.spaces.get(*index);
    a.spaces.iter().zip(&b.spaces).all(|(one, other)| {
        let (Some(one), Some(other)) = (space(one), space(other)) else { return false };
        let (p, q) = (one.area, other.area);
        let near = |x: f32, y: f32| (x - y).abs() < ALIKE;
        let place = near(p.x, q.x)
            && near(right(p), right(q))
            && near(p.y - a.area.y, q.y - b.area.y)
            && near(p.h, q.h);
        place && words(one) == words(other)
    })
}

// The number of a row is no difference.
fn words(space: &Space) -> String {
    space.text().chars().filter(|letter| !letter.is_numeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;
    use kakanai_printing::drawing::Letter;

    /// Rows of spaces from the left: each its height, and its words.
    fn layout(rows: &[(f32, [&str; 3])]) -> Layout {
        let mut y = 20.0;
        let mut spaces = Vec::new();
        for (high, words) in rows {
            for (words, x) in words.iter().zip([20.0, 60.0, 100.0]) {
                let letter = Letter {
                    text: (*words).to_owned(),
                    area: Area { x: x + 1.0, y: y + 1.0, w: 4.0, h: 4.0 },
                };
                let lines = lines([letter].into_iter().filter(|letter| !letter.text.is_empty()));
                spaces.push(Space {
                    area: Area { x, y, w: 40.0, h: *high },
                    lines,
                    comb: None,
                    over_line: false,
                });
            }
            y += high;
        }
        Layout { spaces, lines: Vec::new() }
    }

    #[test]
    fn rows_below_a_heading_repeat() {
        let (heading, row) = ((8.0, ["氏名", "性別", "続柄"]), |number| (10.0, [number, "", ""]));
        let found = rows(&layout(&[heading, row("1"), row("2"), row("3"), (12.0, ["", "", ""])]));
        let found = found.map(|rows| (rows.room, rows.area.y, rows.area.h, rows.spaces));
        assert_eq!(found, Some((3, 28.0, 30.0, vec![3, 4, 5])));
        // フリガナ over the name: two rows for each.
        let low = (5.0, ["", "", ""]);
        let found = rows(&layout(&[heading, low, row(""), low, row("")]));
        assert_eq!(found.map(|rows| (rows.room, rows.first.h)), Some((2, 15.0)));
    }

    #[test]
    fn rows_with_words_of_their_own_do_not_repeat() {
        let row = |words| (10.0, [words, "", ""]);
        assert_eq!(rows(&layout(&[row("氏名"), row("住所"), row("電話")])), None);
    }
}
