//! What changes on a day is in force from the first visit of that day on; earlier visits stay what they were.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a mistake here is a failed test")]

mod support;

use std::path::Path;

use jiff::civil::{Date, date};
use kakanai_definition::read_folder;
use kakanai_domain::session::Happened;
use kakanai_domain::{Outcome, procedure::Level};
use kakanai_kiosk::model::{Intent, Model, Screen, SessionKey};
use support::robot::Robot;
use support::{Counter, compiled};

const MARCH: Date = date(2027, 3, 31);
const APRIL: Date = date(2027, 4, 1);

/// The town, where the notice of a dog is a duty until March and a wish from April on.
fn town() -> Model {
    let mut sources = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/town")).unwrap();
    let dog = r#"{ "id": "dog","#;
    let before = format!(
        r#"{{ "id": "dog", "until": "{MARCH}", "title": {{ "ja": "犬の届出" }}, "counter": "care",
             "when": {{ "fact": "dogs.count", "at_least": 1 }}, "level": "required" }},
           {{ "id": "dog", "from": "{APRIL}","#
    );
    let source = sources.iter_mut().find(|source| source.path == "procedures/all.json").unwrap();
    let (earlier, later) = source.text.split_once(dog).unwrap();
    let later = later.replace(r#""level": "required""#, r#""level": "optional""#);
    source.text = format!("{earlier}{before}{later}");
    Model::new(compiled(&sources), MARCH, false)
}

fn tick(counter: &mut Counter, today: Date) {
    let clock = counter.model.clock;
    counter.take(Intent::Tick { at: clock.at + 1, today, time: clock.time + 1.0, touched: true });
}

fn visit(counter: &mut Counter, change: impl Fn(&mut Counter)) {
    let mut robot = Robot::new(5, 2);
    while !matches!(counter.model.screen, Screen::Done) {
        change(counter);
        let intents = robot.act(&counter.model);
        intents.into_iter().for_each(|intent| counter.take(intent));
    }
}

fn dog(model: &Model) -> Outcome {
    let dog = model.catalog.procedures.find("dog").unwrap();
    let interview = model.visit.as_ref().unwrap().interview.as_ref().unwrap();
    interview.verdicts.iter().find(|verdict| verdict.procedure == dog).unwrap().outcome
}

#[test]
fn the_day_on_which_a_visit_began_decides() {
    let mut counter = Counter::new(town());
    // It becomes midnight during the visit.
    visit(&mut counter, |counter| {
        if matches!(counter.model.screen, Screen::Review) {
            tick(counter, APRIL);
        }
    });
    assert_eq!((dog(&counter.model), counter.model.today), (Outcome::Needed(Level::Required), MARCH));
    counter.take(Intent::Finish);

    tick(&mut counter, APRIL);
    visit(&mut counter, |counter| tick(counter, APRIL));
    assert_eq!((dog(&counter.model), counter.model.today), (Outcome::Needed(Level::Optional), APRIL));
    counter.take(Intent::Finish);

    // The clerk looks at both in April.
    for (session, level, day) in [("0", Level::Required, MARCH), ("1", Level::Optional, APRIL)] {
        counter.take(Intent::Desk);
        tick(&mut counter, APRIL);
        counter.take(Intent::Open(SessionKey(session.to_owned())));
        tick(&mut counter, APRIL);
        assert_eq!((dog(&counter.model), counter.model.today), (Outcome::Needed(level), day));
    }
    let first = &counter.outside.sessions[0][0];
    assert!(matches!(first.what, Happened::Started { today: Some(MARCH), .. }));
}
