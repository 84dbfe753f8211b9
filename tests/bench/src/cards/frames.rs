//! The same card in several frames of a live view: what each further one is worth, and what it costs.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use kakanai_cards::{Kind, Level, Order, Truth, set};
use kakanai_domain::card::Certainty;
use kakanai_reading::face::Sighting;

use super::engine::Said;
use super::score::{Called, Photos, Score};
use super::table::{at_part, part};
use super::{folder, opened, ours, photographs};
use crate::clock::{children, now};

/// Frames of a card.
const MOST: u32 = 5;

/// The table: exact fields, how sure they were called and the time, for so many frames each.
///
/// Frames in which the card is not seen are passed over, as a live view does; all others are read, however good they are.
pub fn compare(name: u64, count: u64, misses: bool) -> String {
    let (reader, _) = ours::reader();
    let cards: Vec<Order> =
        set(name, count as usize).filter(|order| order.kind != Kind::MyNumberBack).collect();
    let of_frame = |frame| {
        let orders = cards.iter().map(move |order| Order { frame, ..*order });
        photographs(&folder(name).join(format!("frame_{frame}")), orders)
    };
    let frames: Vec<_> = (0..MOST).map(of_frame).collect();
    let mut scores: Vec<Score> = (0..MOST).map(|_| Score::of("kakanai", String::new())).collect();
    for nth in 0..cards.len() {
        let mut sighting_them = Time::default();
        let mut sightings: Vec<Sighting> = Vec::new();
        let settle = |sightings: &[Sighting], sighting_them: Time| {
            let (said, settling) = Time::of(|| ours::settled(&reader, sightings));
            let Time { ms, wall_ms } = sighting_them.and(settling);
            Said { ms, wall_ms, ..said }
        };
        let mut add = |frames: usize, (path, truth): &(PathBuf, Truth), said: &Said| {
            scores[frames - 1].add(&path.file_stem().unwrap().to_string_lossy(), truth, said);
        };
        for photographs in &frames {
            let picture = opened(&photographs[nth].0);
            let (sighting, time) = Time::of(|| ours::sight(&reader, &picture));
            let Some(sighting) = sighting else { continue };
            sightings.push(sighting);
            sighting_them = sighting_them.and(time);
            add(sightings.len(), &photographs[nth], &settle(&sightings, sighting_them));
        }
        // What fewer frames say is all there is to say of a card that more of them do not show.
        for more in sightings.len() + 1..=frames.len() {
            add(more, &frames[0][nth], &settle(&sightings, sighting_them));
        }
    }
    write(&scores, cards.len(), misses)
}

/// Milliseconds of the processor, and by the clock on the wall.
#[derive(Clone, Copy, Default)]
struct Time {
    ms: f64,
    wall_ms: f64,
}

impl Time {
    /// What something takes.
    fn of<T>(work: impl FnOnce() -> T) -> (T, Self) {
        let (before, start) = (now() + children(), Instant::now());
        let made = work();
        (made, Self { ms: now() + children() - before, wall_ms: start.elapsed().as_secs_f64() * 1e3 })
    }

    /// Both, one after the other.
    fn and(self, other: Self) -> Self {
        Self { ms: self.ms + other.ms, wall_ms: self.wall_ms + other.wall_ms }
    }
}

fn write(scores: &[Score], count: usize, misses: bool) -> String {
    let mut out = String::new();
    let exact = Level::ALL.map(|level| format!("exact fields %: {}", level.name())).join(" | ");
    writeln!(out, "| {count} cards: frames | {exact} | checked / wrong | likely / wrong | doubtful / wrong | processor ms: mean / 95 of 100 | on the wall |").unwrap();
    writeln!(out, "|{}", "---|".repeat(9)).unwrap();
    for (frames, score) in (1..).zip(scores) {
        let exact = Level::ALL
            .map(|level| score.total(level, None))
            .map(|of| format!("{:.1}", part(of.exact, of.all)));
        let called = [Certainty::Checked, Certainty::Likely, Certainty::Doubtful].map(|sure| {
            let mine =
                || score.called.iter().filter(|((_, called), _)| *called == sure).map(|(_, called)| called);
            let sum = |of: fn(&Called) -> usize| mine().map(of).sum::<usize>();
            format!("{} / {}", sum(|called| called.all), sum(|called| called.wrong))
        });
        let times = |of: fn(&Photos) -> &Vec<f64>| {
            let mut ms: Vec<f64> = score.photos.values().flat_map(of).copied().collect();
            ms.sort_by(f64::total_cmp);
            let mean = ms.iter().sum::<f64>() / ms.len().max(1) as f64;
            format!("{mean:.0} / {:.0}", at_part(&ms, 0.95).unwrap_or_default())
        };
        let (processor, wall) = (times(|photos| &photos.ms), times(|photos| &photos.wall_ms));
        writeln!(out, "| {frames} | {} | {} | {processor} | {wall} |", exact.join(" | "), called.join(" | "))
            .unwrap();
    }
    for (frames, score) in (1..).zip(scores) {
        let sure = |miss: &&String| misses || miss.contains("\tChecked\t");
        for miss in score.misses.iter().filter(sure) {
            writeln!(out, "    {frames}\t{miss}").unwrap();
        }
    }
    out
}
