//! The tables, in Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kakanai_cards::Level;

use super::score::{Fields, Score};

fn part(of: usize, all: usize) -> f64 {
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

/// Finding, fields and times of all engines.
pub fn write(scores: &[Score], count: usize) -> String {
    let mut out = String::new();
    let heads =
        scores.iter().flat_map(|score| Level::ALL.map(|level| format!("{}: {}", score.engine, level.name())));
    writeln!(out, "| {count} photographs | {} |", heads.collect::<Vec<_>>().join(" | ")).unwrap();
    writeln!(out, "|---|{}", "---|".repeat(3 * scores.len())).unwrap();
    let corners = |score: &Score, level: Level| {
        let mut corners = score.photos.get(&level).map(|photos| photos.corners.clone()).unwrap_or_default();
        corners.sort_by(f32::total_cmp);
        corners
    };
    let all = |score: &Score, level: Level| score.photos.get(&level).map_or(0, |photos| photos.all);
    let found =
        |score: &Score, level: Level| corners(score, level).into_iter().filter(|off| *off <= 0.5).count();
    row(&mut out, "card found to 0.5 mm, %", scores, |score, level| {
        format!("{:.1}", part(found(score, level), all(score, level)))
    });
    row(&mut out, "worst corner, mm: half / nine of ten / all", scores, |score, level| {
        let corners = corners(score, level);
        let at =
            |tenths: usize| corners.get((corners.len() * tenths / 10).min(corners.len().saturating_sub(1)));
        let mm = |tenths: usize| at(tenths).map_or("–".into(), |off| format!("{off:.2}"));
        format!("{} / {} / {}", mm(5), mm(9), mm(10))
    });
    row(&mut out, "right way up, %", scores, |score, level| {
        format!("{:.1}", part(score.photos.get(&level).map_or(0, |photos| photos.upright), all(score, level)))
    });
    row(&mut out, "kind right / wrong, %", scores, |score, level| {
        let [told, right] = score.photos.get(&level).map_or([0; 2], |photos| photos.kinds);
        format!("{:.1} / {:.1}", part(right, all(score, level)), part(told - right, all(score, level)))
    });
    row(&mut out, "**all fields: exact % / wrong characters %**", scores, |score, level| {
        cell(score.total(level, None))
    });
    let names: BTreeSet<&str> =
        scores.iter().flat_map(|score| score.fields.keys().map(|(_, name)| name.as_str())).collect();
    for name in names {
        row(&mut out, name, scores, |score, level| cell(score.total(level, Some(name))));
    }
    row(&mut out, "mean ms a card", scores, |score, level| {
        let ms = score.photos.get(&level).map(|photos| photos.ms.as_slice()).unwrap_or_default();
        format!("{:.0}", ms.iter().sum::<f64>() / ms.len().max(1) as f64)
    });
    row(&mut out, "longest ms", scores, |score, level| {
        let ms = score.photos.get(&level).map(|photos| photos.ms.as_slice()).unwrap_or_default();
        format!("{:.0}", ms.iter().copied().fold(0.0, f64::max))
    });
    for score in scores {
        let (strangers, desks) = (score.strangers, score.desks);
        writeln!(
            out,
            "\n{}: of {} cards that nobody should read {} were taken for one that is read; of {} empty desks {} had a card.",
            score.engine, strangers.all, strangers.seen, desks.all, desks.seen
        )
        .unwrap();
    }
    out
}
