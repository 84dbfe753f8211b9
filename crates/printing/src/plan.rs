//! A small plan of the counters: numbered dots, joined in the order of visiting.

use kakanai_domain::Catalog;
use kakanai_domain::guide::Guide;
use kakanai_domain::sheet::Area;

use crate::flow::Look;
use crate::fonts::Fonts;
use crate::page::{Mark, Point};
use crate::typeface::Typeface;

const DOT: f32 = 5.4;
const OTHER: f32 = 2.0;
const NUMBER: Look = Look::new(9.5, Typeface::Bold).grey(1.0);
const FLOOR: Look = Look::new(9.0, Typeface::Bold);

/// The plan in its area; nothing where fewer than two of the counters have a place on it.
pub(crate) fn plan(fonts: &Fonts, catalog: &Catalog, guide: &Guide, area: Area) -> Vec<Mark> {
    let counters = &catalog.office.counters;
    let inner = Area { x: area.x + 5.0, y: area.y + 5.0, w: area.w - 10.0, h: area.h - 10.0 };
    let on_plan = |(x, y): (u8, u8)| Point {
        x: inner.x + inner.w * f32::from(x) / 100.0,
        y: inner.y + inner.h * f32::from(y) / 100.0,
    };
    let stops: Vec<(usize, Point, Option<&str>)> = (1..)
        .zip(&guide.stops)
        .filter_map(|(number, stop)| {
            let counter = &counters[stop.counter];
            let floor = counter.floor.as_ref().map(|floor| floor.get(guide.lang));
            Some((number, on_plan(counter.map?), floor))
        })
        .collect();
    if stops.len() < 2 {
        return Vec::new();
    }
    let mut marks = vec![Mark::Frame { area, width: 0.4, grey: 0.4 }];
    let visited = |place: Point| stops.iter().any(|(_, stop, _)| *stop == place);
    for place in counters.iter().filter_map(|(_, counter)| counter.map.map(on_plan)).filter(|p| !visited(*p))
    {
        marks.push(disc(place, OTHER, 0.75));
    }
    for pair in stops.windows(2) {
        if let [(_, from, _), (_, to, _)] = pair {
            marks.push(Mark::Line { from: *from, to: *to, width: 0.5, grey: 0.55 });
        }
    }
    for (number, place, floor) in &stops {
        let text = number.to_string();
        marks.push(disc(*place, DOT, 0.15));
        marks.push(NUMBER.words(place.x - NUMBER.long(fonts, &text) / 2.0, place.y, &text));
        if let Some(floor) = floor {
            marks.push(FLOOR.words(place.x + DOT / 2.0 + 0.8, place.y, floor));
        }
    }
    marks
}

fn disc(middle: Point, size: f32, grey: f32) -> Mark {
    Mark::Disc { area: Area { x: middle.x - size / 2.0, y: middle.y - size / 2.0, w: size, h: size }, grey }
}

#[cfg(test)]
mod tests {
    use kakanai_domain::room;

    use super::*;

    #[test]
    fn a_floor_that_has_room_stays_on_the_plan() {
        let wide = crate::guide::PLAN.0;
        for x in 0..=100 {
            let words = "階".repeat(room::floor(x).letters as usize);
            let start = 5.0 + (wide - 10.0) * f32::from(x) / 100.0 + DOT / 2.0 + 0.8;
            let end = start + FLOOR.long(&Fonts::default(), &words);
            assert!(end <= wide + 0.01, "{x}: {end}");
        }
    }
}
