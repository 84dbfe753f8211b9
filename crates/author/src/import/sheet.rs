//! A first sheet as JSON, one box a line.

use std::fmt::Write;

use kakanai_domain::sheet::{Area, Blank};

use super::line::{bottom, right};
use super::proposal::{Holds, Look, Proposal};
use super::row::Rows;
use crate::new::json;

/// Millimetres in a point.
const MM_PER_PT: f32 = 25.4 / 72.0;
/// Sizes of what is shown, pt.
const SIZES: (f32, f32) = (7.0, 12.0);
/// What is left of a row without a box is a part of its own from this size on, mm.
const REST: f32 = 0.3;
/// The line before the boxes.
const BLOCKS: &str = "\"blocks\": [";

/// A first sheet.
pub struct Draft<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title, as far as the page has one.
    pub title: &'a str,
    /// 「A4」 or 「A4 landscape」 and so on.
    pub paper: &'a str,
    /// Path of the PDF, from the folder.
    pub pdf: &'a str,
    /// Its page.
    pub page: usize,
    /// The list for whose members the sheet is.
    pub for_each: Option<&'a str>,
    /// Its boxes.
    pub boxes: &'a [Proposal],
    /// Rows of a list, with the boxes of the first row and the spaces of the page that are its cells.
    pub rows: Option<Grid<'a>>,
}

/// Rows of a list.
pub struct Grid<'a> {
    /// The list.
    pub list: &'a str,
    /// Where they are.
    pub rows: &'a Rows,
    /// The cells of the first row.
    pub cells: &'a [Area],
    /// Its boxes.
    pub boxes: &'a [Proposal],
}

fn mm(length: f32) -> String {
    let rounded = (length * 10.0).round() / 10.0;
    format!("{rounded}")
}

impl Draft<'_> {
    /// The file. Names of boxes are made unique by numbers.
    pub fn json(&self) -> String {
        let mut names = Names::default();
        let page = if self.page == 1 { String::new() } else { format!(", \"page\": {}", self.page) };
        let for_each =
            self.for_each.map(|list| format!("\n  \"for_each\": {},", json(list))).unwrap_or_default();
        let mut blocks =
            self.boxes.iter().map(|own| format!("    {}", self.block(own, &mut names))).collect::<Vec<_>>();
        if let Some(grid) = &self.rows {
            blocks.push(grid.json(&mut names));
        }
        format!(
            "{{ \"format\": 1, \"id\": {}, \"title\": {}, \"paper\": \"{}\",{for_each}\n  \
             \"note\": \"import-pdf の下書き。欄の番号は絵の番号。note を1つずつ確かめ、よければその note を消してください。\",\n  \
             \"ground\": {{ \"pdf\": {}{page} }},\n  {BLOCKS}\n{} ] }}\n",
            json(self.id),
            json(self.title),
            self.paper,
            json(self.pdf),
            blocks.join(",\n")
        )
    }

    fn block(&self, own: &Proposal, names: &mut Names) -> String {
        let Area { x, y, w, h } = own.area;
        let place = match &own.field {
            Some((name, None)) => format!("\"field\": {}", json(name)),
            Some((name, Some(state))) => format!("\"field\": {}, \"state\": {}", json(name), json(state)),
            None => format!("\"at\": [{}, {}, {}, {}]", mm(x), mm(y), mm(w), mm(h)),
        };
        format!("{{ {place}, {} }}", cell(own, names))
    }
}

/// The index of the box on a line of the file, from 1: every box that stands alone takes two lines.
pub fn box_at(json: &str, line: usize) -> Option<usize> {
    let first = json.lines().position(|line| line.trim() == BLOCKS)? + 2;
    Some(line.checked_sub(first)? / 2)
}

/// Names of boxes that are taken.
#[derive(Default)]
struct Names(std::collections::BTreeMap<String, usize>);

impl Names {
    fn take(&mut self, name: &str) -> String {
        let count = self.0.entry(name.to_owned()).or_default();
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name}_{count}") }
    }
}

/// What a box holds, without its place.
fn cell(own: &Proposal, names: &mut Names) -> String {
    let id = json(&names.take(&own.id));
    let holds = match &own.holds {
        Holds::Show(facts, look) => {
            let facts = facts.iter().map(|fact| json(fact)).collect::<Vec<_>>();
            let facts = if facts.len() == 1 { facts.join("") } else { format!("[{}]", facts.join(", ")) };
            format!("\"show\": {facts}, \"id\": {id}{}", style(own.area, *look))
        }
        Holds::Tick(when) => format!("\"tick\": \"\", \"id\": {id}, \"when\": {when}"),
        Holds::Ring(when) => format!("\"ring\": \"\", \"id\": {id}, \"when\": {when}"),
        Holds::Blank(blank) => {
            let blank = match blank {
                Blank::Signature => "signature",
                Blank::Number => "number",
                Blank::Office => "office",
                Blank::Hand => "hand",
            };
            format!("\"blank\": \"{blank}\", \"id\": {id}")
        }
    };
    format!("{holds},\n      \"note\": {}", json(&own.note))
}

fn style(area: Area, look: Look) -> String {
    let (least, most) = SIZES;
    let size = (area.h * 0.62 / MM_PER_PT).clamp(least, most);
    let mut style = format!(", \"size\": {}", (size * 2.0).floor() / 2.0);
    // Between printed words there is little room, and nothing may go to an annex.
    if look.centered {
        style.push_str(", \"least\": 5, \"align\": \"center\"");
    }
    if look.two_lines {
        style.push_str(", \"lines\": 2");
    }
    if let Some(comb) = look.comb {
        let _ = write!(style, ", \"comb\": {comb}");
    }
    style
}

impl Grid<'_> {
    fn json(&self, names: &mut Names) -> String {
        let first = self.rows.first;
        let edges = |sides: Vec<f32>, from: f32| {
            let mut edges = vec![from];
            let mut sides = sides;
            sides.sort_by(f32::total_cmp);
            for side in sides {
                if edges.last().is_none_or(|last| side - last > 1.0) {
                    edges.push(side);
                }
            }
            edges
        };
        let columns = edges(self.cells.iter().flat_map(|area| [area.x, right(*area)]).collect(), first.x);
        let levels = edges(self.cells.iter().flat_map(|area| [area.y, bottom(*area)]).collect(), first.y);
        let lengths = |edges: &[f32]| {
            // Rounded edges, not rounded lengths: no row may drift away from the printed one.
            let rounded = edges.iter().map(|edge| (edge * 10.0).round() / 10.0).collect::<Vec<_>>();
            rounded.iter().zip(rounded.iter().skip(1)).map(|(from, to)| to - from).collect::<Vec<_>>()
        };
        let high = self.rows.area.h / self.rows.room as f32 / first.h;
        let near = |edges: &[f32], side: f32| {
            let nearest =
                edges.iter().enumerate().min_by(|a, b| (a.1 - side).abs().total_cmp(&(b.1 - side).abs()));
            nearest.map(|(index, _)| index).unwrap_or_default()
        };
        let mut rows = vec![Vec::new(); levels.len().saturating_sub(1)];
        for area in self.cells {
            let (left, top) = (near(&columns, area.x), near(&levels, area.y));
            let (wide, tall) = (
                near(&columns, right(*area)).saturating_sub(left),
                near(&levels, bottom(*area)).saturating_sub(top),
            );
            let own =
                self.boxes.iter().filter(|own| super::answer::holds(*area, own.area)).collect::<Vec<_>>();
            let content = content(*area, &own, names);
            let span =
                if (wide, tall) == (1, 1) { String::new() } else { format!("\"span\": [{wide}, {tall}]") };
            let parts = [content, span].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let text = if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) };
            if let Some(row) = rows.get_mut(top) {
                row.push((left, text));
            }
        }
        let rows = rows.into_iter().zip(lengths(&levels)).map(|(mut row, length)| {
            row.sort_by_key(|(left, _)| *left);
            let cells = row.into_iter().map(|(_, text)| format!("        {text}")).collect::<Vec<_>>();
            format!("      {{ \"high\": {:.2}, \"cells\": [\n{} ] }}", length * high, cells.join(",\n"))
        });
        let columns = lengths(&columns).into_iter().map(mm).collect::<Vec<_>>();
        format!(
            "    {{ \"grid\": [{}, {}], \"columns\": [{}],\n      \"rows_of\": {{ \"list\": {}, \"who\": \"concerned\", \"room\": {} }}, \"rows\": [\n{} ] }}",
            mm(first.x),
            mm(first.y),
            columns.join(", "),
            json(self.list),
            self.rows.room,
            rows.collect::<Vec<_>>().join(",\n")
        )
    }
}

/// The boxes of a cell as parts of it, side by side and under each other; nothing when there are none.
fn content(area: Area, own: &[&Proposal], names: &mut Names) -> String {
    match own {
        [] => return String::new(),
        [only] if only.area.w > area.w - 1.0 && only.area.h > area.h - 1.0 => return cell(only, names),
        _ => {}
    }
    let mut levels: Vec<Vec<&Proposal>> = Vec::new();
    let mut sorted = own.to_vec();
    sorted.sort_by(|a, b| a.area.y.total_cmp(&b.area.y));
    for own in sorted {
        match levels.last_mut() {
            Some(level)
                if level.iter().any(|other| own.area.y + 0.7 * own.area.h < bottom(other.area) + 1.0) =>
            {
                level.push(own)
            }
            Some(_) | None => levels.push(vec![own]),
        }
    }
    let rows =
        levels.iter().map(|level| super::line::around(level.iter().map(|own| own.area))).collect::<Vec<_>>();
    let mut down = Vec::new();
    let mut y = area.y;
    for (index, level) in levels.iter_mut().enumerate() {
        level.sort_by(|a, b| a.area.x.total_cmp(&b.area.x));
        let Some(row) = rows.get(index) else { continue };
        let top = row.y.max(y);
        rest(&mut down, top - y);
        // Where two reach over each other, they share it.
        let next = rows.get(index + 1).map_or(bottom(area), |next| next.y.max((next.y + bottom(*row)) / 2.0));
        y = bottom(*row).min(next);
        let mut across = Vec::new();
        let mut x = area.x;
        for own in level {
            let from = own.area.x.max(x);
            rest(&mut across, from - x);
            let to = right(own.area).min(right(area));
            across.push(format!("{{ \"share\": {:.1}, {} }}", (to - from).max(0.1), cell(own, names)));
            x = to;
        }
        rest(&mut across, right(area) - x);
        down.push(format!("{{ \"share\": {:.1}, \"across\": [{}] }}", (y - top).max(0.1), across.join(", ")));
    }
    rest(&mut down, bottom(area) - y);
    format!("\"down\": [{}]", down.join(", "))
}

fn rest(parts: &mut Vec<String>, length: f32) {
    if length > REST {
        parts.push(format!("{{ \"share\": {length:.1}, \"label\": \"\" }}"));
    }
}
