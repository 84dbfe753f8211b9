//! `watch`: after every save, what is wrong, and the pictures anew.
//!
//! The folder is looked at again and again, instead of being told by the system: shared drives, where offices keep
//! their definitions, tell nobody what changed on them, and a look at a hundred files takes a millisecond.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::Offset;
use kakanai_definition::{PACKAGES, Severity, run};

use crate::command::Visit;
use crate::loading::{Said, count, listed, load};
use crate::papers::preview;
use crate::scenarios::details;

const EVERY: Duration = Duration::from_millis(200);
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Looks until the program is ended.
#[allow(clippy::disallowed_methods, reason = "the command waits, and says what time it is")]
pub fn watch(visit: &Visit, out: &Path, dpi: f32) -> Said {
    let mut watch = Watch::new(visit.clone(), out.to_owned(), dpi);
    let mut screen = std::io::stdout();
    let clear = if screen.is_terminal() { CLEAR } else { "" };
    loop {
        if let Some(news) = watch.look() {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let text = format!("{clear}{}\n", news.text(&clock(since)));
            // Nobody reads any more: the window was closed.
            if screen.write_all(text.as_bytes()).and_then(|()| screen.flush()).is_err() {
                return Said::good("");
            }
        }
        std::thread::sleep(EVERY);
    }
}

// The time of day in Japan, which has one offset and no summer time.
fn clock(since: Duration) -> String {
    let time = Timestamp::from_second(i64::try_from(since.as_secs()).unwrap_or_default())
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let time = Offset::constant(9).to_datetime(time).time();
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

/// A folder that is looked at, and the pictures of one scenario.
#[derive(Debug)]
pub struct Watch {
    visit: Visit,
    out: PathBuf,
    dpi: f32,
    last: Option<Stamps>,
    shown: Option<Stamps>,
}

/// What there is to say after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// How many things are wrong.
    pub errors: usize,
    /// What is wrong or doubtful, and which pictures were drawn.
    pub text: String,
    drawn: bool,
}

type Stamps = Vec<(PathBuf, u64, Option<SystemTime>)>;

impl Watch {
    /// The pictures go into `out`, at so many dots an inch.
    pub fn new(visit: Visit, out: PathBuf, dpi: f32) -> Self {
        Self { visit, out, dpi, last: None, shown: None }
    }

    /// Looks once. There is news the first time, and when files have changed and then been left alone from one look to the next:
    /// an editor may save a file in pieces, or several files at once.
    pub fn look(&mut self) -> Option<News> {
        let mut now = Vec::new();
        stamps(&self.visit.forms, 0, &mut now);
        now.sort();
        let quiet = self.last.as_ref().is_none_or(|last| *last == now);
        let new = self.shown.as_ref() != Some(&now);
        self.last = Some(now.clone());
        if !quiet || !new {
            return None;
        }
        self.shown = Some(now);
        Some(self.news())
    }

    // What `preview` says, without what goes without saying: sheets with nothing to look at, and each path.
    fn short(&self, drawn: &str) -> String {
        let (mut text, mut sheet, mut pages) = (String::new(), "", 0);
        for line in drawn.lines() {
            if line.ends_with(".png") {
                pages += 1;
            } else if line.starts_with(' ') {
                text.push_str(&format!("{sheet}\n{line}\n"));
            } else {
                sheet = line;
            }
        }
        format!("{text}絵 {pages} 枚 / {pages} pictures: {}\n", self.out.display())
    }

    fn news(&self) -> News {
        let wrong = |text: String| News { errors: 1, text, drawn: false };
        let forms = match load(&self.visit.forms) {
            Ok(forms) => forms,
            Err(sentence) => return wrong(sentence),
        };
        let problems = &forms.compiled.problems;
        let errors = count(problems, Severity::Error);
        let Some(editions) = forms.compiled.editions.as_ref().filter(|_| errors == 0) else {
            return News { errors, text: listed(problems), drawn: false };
        };
        let drawn = preview(&self.visit, &self.out, self.dpi);
        if !drawn.good {
            return wrong(drawn.text);
        }
        let mut text = listed(problems);
        for scenario in &forms.compiled.scenarios {
            let mismatches = run(editions.on(scenario.today), scenario);
            if !mismatches.is_empty() {
                text.push_str(&details(scenario, &mismatches));
            }
        }
        text.push_str(&self.short(&drawn.text));
        News { errors: 0, text, drawn: true }
    }
}

impl News {
    /// For the screen: first how it stands.
    pub fn text(&self, time: &str) -> String {
        let News { errors, text, drawn } = self;
        let first = match (errors, drawn) {
            (0, _) => format!("誤りなし（{time}）/ no errors"),
            (_, true | false) => format!(
                "誤り {errors}（{time}）。絵は前のままです / {errors} errors; the pictures are the last good ones"
            ),
        };
        format!("{first}\n\n{text}")
    }
}

// Files that are gone between two looks are simply not there.
fn stamps(dir: &Path, depth: usize, found: &mut Stamps) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.is_dir() {
            if depth < 16 && !(depth == 0 && entry.file_name() == PACKAGES) {
                stamps(&path, depth + 1, found);
            }
        } else if path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json") || ending.eq_ignore_ascii_case("pdf"))
        {
            found.push((path, about.len(), about.modified().ok()));
        }
    }
}
