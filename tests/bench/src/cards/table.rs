//! The tables, in Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kakanai_cards::Level;
use kakanai_domain::card::Certainty;

use super::score::{ASIDE, Fields, Photos, Score};

/// In percent.
pub fn part(of: usize, all: usize) -> f64 {
    of as f64 * 100.0 / all.max(1) as f64
}

/// Exact fields and wrong characters, in percent.
fn cell(fields: Fields) -> String {
    if fields.all == 0 {
        return "–".into();
    }
    format!("{:.0} / {:.1}", part(fields.exact, fields.all), part(fields.wrong, fields.characters))
}

/// A row of three cells for each engine: clean, mild, hard.
fn row(out: &mut String, name: &str, scores: &[Score], cell: impl Fn(&Score, Level) -> String) {
    let cells = scores.iter().flat_map(|score| Level::ALL.map(|level| cell(score, level)));
    writeln!(out, "| {name} | {} |", cells.collect::<Vec<_>>().join(" | ")).unwrap();
}

/// A value at some part of all of them, from 0 to 1.
pub fn at_part<T: Copy>(sorted: &[T], part: f64) -> Option<T> {
    let nth = (sorted.len() as f64 * part) as usize;
    sorted.get(nth.min(sorted.len().saturating_sub(1))).copied()
}

/// The mean, and what 95 of 100 stay below.
fn times(ms: &[f64]) -> String {
    let mut ms = ms.to_vec();
    ms.sort_by(f64::total_cmp);
    at_part(&ms, 0.95)
        .map_or("–".into(), |late| format!("{:.0} / {late:.0}", ms.iter().sum::<f64>() / ms.len() as f64))
}

/// Finding, fields, how sure they were called, and times of all engines.
pub fn write(scores: &[Score], count: usize, misses: bool) -> String {
    let mut out = String::new();
    let heads =
        scores.iter().flat_map(|score| Level::ALL.map(|level| format!("{}: {}", score.engine, level.name())));
    writeln!(out, "| {count} photographs | {} |", heads.collect::<Vec<_>>().join(" | ")).unwrap();
    writeln!(out, "|---|{}", "---|".repeat(3 * scores.len())).unwrap();
    let photos =
        |score: &Score, level: Level| -> Photos { score.photos.get(&level).cloned().unwrap_or_default() };
    row(&mut out, "card found / to 0.5 mm, %", scores, |score, level| {
        let photos = photos(score, level);
        let near = photos.corners.iter().filter(|off| **off <= 0.5).count();
        format!("{:.1} / {:.1}", part(photos.corners.len(), photos.readable), part(near, photos.readable))
    });
    row(&mut out, "worst corner, mm: half / nine of ten / all", scores, |score, level| {
        let mut corners = photos(score, level).corners;
        corners.sort_by(f32::total_cmp);
        let mm = |part: f64| at_part(&corners, part).map_or("–".into(), |off| format!("{off:.2}"));
        format!("{} / {} / {}", mm(0.5), mm(0.9), mm(1.0))
    });
    row(&mut out, &format!("read in a place more than {ASIDE} mm aside"), scores, |score, level| {
        photos(score, level).aside.to_string()
    });
    row(&mut out, "right way up, %", scores, |score, level| {
        let photos = photos(score, level);
        format!("{:.1}", part(photos.upright, photos.readable))
    });
    row(&mut out, "kind right / wrong, %", scores, |score, level| {
        let photos = photos(score, level);
        let [told, right] = photos.kinds;
        format!("{:.1} / {:.1}", part(right, photos.all), part(told - right, photos.all))
    });
    row(&mut out, "backs refused as such", scores, |score, level| {
        let [all, told] = photos(score, level).backs;
        format!("{told} of {all}")
    });
    row(&mut out, "**all fields: exact % / wrong characters %**", scores, |score, level| {
        cell(score.total(level, None))
    });
    let names: BTreeSet<&str> =
        scores.iter().flat_map(|score| score.fields.keys().map(|(_, name)| name.as_str())).collect();
    for name in names {
        row(&mut out, name, scores, |score, level| cell(score.total(level, Some(name))));
    }
    for (sure, name) in
        [(Certainty::Checked, "checked"), (Certainty::Likely, "likely"), (Certainty::Doubtful, "doubtful")]
    {
        row(&mut out, &format!("called {name}: fields / wrong"), scores, |score, level| {
            let called = score.called.get(&(level, sure));
            called.map_or("–".into(), |called| format!("{} / {}", called.all, called.wrong))
        });
    }
    row(&mut out, "finding and kind, ms: mean / 95 of 100", scores, |score, level| {
        times(&photos(score, level).look_ms)
    });
    row(&mut out, "a card, ms of processor: mean / 95 of 100", scores, |score, level| {
        times(&photos(score, level).ms)
    });
    row(&mut out, "a card, ms on the wall: mean / 95 of 100", scores, |score, level| {
        times(&photos(score, level).wall_ms)
    });
    for score in scores {
        let (strangers, looked, desks) = (score.strangers, score.strangers_looked_at, score.desks);
        writeln!(
            out,
            "\n{}: of {} cards that nobody should read {} were taken for one that is read ({} before anything was read); of {} empty desks {} had a card.",
            score.engine, strangers.all, strangers.seen, looked.seen, desks.all, desks.seen
        )
        .unwrap();
        if !score.note.is_empty() {
            writeln!(out, "It {}.", score.note).unwrap();
        }
        let checked: Vec<&String> = score.misses.iter().filter(|miss| miss.contains("\tChecked\t")).collect();
        if !checked.is_empty() {
            writeln!(out, "\nCalled checked and wrong:\n").unwrap();
        }
        for miss in if misses { score.misses.iter().collect() } else { checked } {
            writeln!(out, "    {miss}").unwrap();
        }
    }
    out
}
