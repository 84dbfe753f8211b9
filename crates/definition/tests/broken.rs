//! Whatever bytes stand in the files: there are problems or a catalogue, and never a panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod support;

use kakanai_definition::{Severity, Source, compile, run};

use support::{TODAY, base};

fn survives(sources: &[Source]) {
    let compiled = compile(sources);
    let errors = compiled.problems.iter().any(|problem| problem.severity() == Severity::Error);
    assert_eq!(compiled.catalog(TODAY).is_none(), errors, "{}", support::rendered(&compiled));
    // Rendering goes over the bytes once more.
    for problem in &compiled.problems {
        assert!(problem.to_string().contains(problem.code.number()));
    }
    if let Some(catalog) = &compiled.catalog(TODAY) {
        compiled.scenarios.iter().for_each(|scenario| drop(run(catalog, scenario)));
    }
}

#[test]
fn truncated_anywhere() {
    let whole = base();
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..600 {
        let mut sources = whole.clone();
        let file = random.usize(..sources.len());
        let text = &mut sources[file].text;
        let cut = random.usize(..=text.len());
        let cut = (0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        text.truncate(cut);
        survives(&sources);
    }
}

#[test]
fn changed_anywhere() {
    let whole = base();
    let mut random = fastrand::Rng::with_seed(11);
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "1e9", "0.5", "あ", "，", "”",
        "\u{feff}", "\n", ".",
    ];
    for _ in 0..2000 {
        let mut sources = whole.clone();
        for _ in 0..random.usize(1..4) {
            let file = random.usize(..sources.len());
            let text = &mut sources[file].text;
            let chars = text.chars().collect::<Vec<_>>();
            let (from, to) = (random.usize(..chars.len()), random.usize(0..12));
            let piece = pieces[random.usize(..pieces.len())];
            let kept = chars[..from].iter().chain(&[]).copied();
            let rest = chars[(from + to).min(chars.len())..].iter().copied();
            *text = kept.chain(piece.chars()).chain(rest).collect();
        }
        survives(&sources);
    }
}

// Half of these are sound JSON that says something else.
#[test]
fn words_exchanged() {
    let whole = base();
    let mut random = fastrand::Rng::with_seed(13);
    let words = whole.iter().flat_map(|source| source.text.split('"').skip(1).step_by(2).map(str::to_owned));
    let words = words.collect::<Vec<_>>();
    for _ in 0..2000 {
        let mut sources = whole.clone();
        for _ in 0..random.usize(1..3) {
            let file = random.usize(..sources.len());
            let mut pieces = sources[file].text.split('"').map(str::to_owned).collect::<Vec<_>>();
            let at = 1 + 2 * random.usize(..pieces.len() / 2);
            pieces[at].clone_from(&words[random.usize(..words.len())]);
            sources[file].text = pieces.join("\"");
        }
        survives(&sources);
    }
}

#[test]
fn values_dropped() {
    let whole = base();
    let mut random = fastrand::Rng::with_seed(17);
    let others = ["null", "[]", "{}", "0", "99999999999999999999", "\"\"", "true", "[[]]", "{ \"note\": 1 }"];
    for _ in 0..2000 {
        let mut sources = whole.clone();
        let file = random.usize(..sources.len());
        let text = &sources[file].text;
        let places = text.match_indices(": ").map(|(at, _)| at + 2).collect::<Vec<_>>();
        let from = places[random.usize(..places.len())];
        let to = text[from..].find([',', '}', ']']).map_or(text.len(), |end| from + end);
        let other = others[random.usize(..others.len())];
        sources[file].text = format!("{}{other}{}", &text[..from], &text[to..]);
        survives(&sources);
    }
}

#[test]
fn nothing_at_all() {
    survives(&[Source::json("office.json", "")]);
    let deep = "[".repeat(100_000);
    survives(&[Source::json("items/deep.json", deep)]);
}
