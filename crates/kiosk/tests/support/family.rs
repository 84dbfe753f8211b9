//! A family that moved in (T01), submitted, on the clerk's screen.

use std::path::Path;

use jiff::civil::date;
use kakanai_definition::{compile, read_folder};
use kakanai_domain::card::Certainty;
use kakanai_domain::session::{Actor, Entry, Happened, Origin, Said, SlotName};
use kakanai_kiosk::model::{Model, Screen, SessionKey, Visit};

use super::{Stage, shipped};

/// The scenario's answers as a session; the address before the move is a doubtful reading.
fn entries() -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    let compiled = compile(&read_folder(&folder).unwrap());
    let catalog = compiled.catalog(date(2026, 12, 1)).unwrap();
    let scenario = compiled.scenarios.into_iter().find(|scenario| scenario.name == "T01").unwrap();
    let doubtful = SlotName("from_address".to_owned());
    let answered = scenario.answers.iter().map(|(slot, answer)| {
        let name = SlotName::of(&catalog, slot);
        let origin = if name == doubtful { Origin::Card(Certainty::Doubtful) } else { Origin::Typed };
        Happened::Answered { answer: Said::of(&catalog, slot, answer), slot: name, origin }
    });
    let start = [
        Happened::Started { definitions: catalog.fingerprint.clone(), today: Some(date(2026, 12, 1)) },
        Happened::EventChosen { event: "move_in".to_owned() },
    ];
    let end = Happened::Submitted { receipt: "M-1201-001".to_owned() };
    let all = start.into_iter().chain(answered).chain([end]);
    all.map(|what| Entry { at: 1_796_083_200, by: Actor::Resident, what }).collect()
}

/// Its case is open.
pub fn at_the_desk() -> Stage {
    at_the_desk_of(shipped())
}

/// The same, in another office.
pub fn at_the_desk_of(mut model: Model) -> Stage {
    let entries = entries();
    let key = SessionKey("0".to_owned());
    model.visit = Some(Visit::load(&model.catalog, model.today, key, entries.clone()));
    model.screen = Screen::Case;
    let mut stage = Stage::new(model);
    stage.harness.state_mut().outside.sessions.push(entries);
    stage
}
