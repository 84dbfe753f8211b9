//! A counter without a window and without a disk.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a mistake here is a failed test"
)]

pub mod family;
pub mod raster;
pub mod robot;

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Theme, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::civil::date;
use kakanai_definition::{Source, compile, read_folder};
use kakanai_domain::printer::Printer;
use kakanai_domain::session::{Actor, Entry, Happened, Session};
use kakanai_domain::{Catalog, Editions};
use kakanai_kiosk::look::fonts;
use kakanai_kiosk::model::{Effect, Intent, Listed, Model, Papers, Report, SessionKey, Trouble};
use kakanai_kiosk::outside::Outside;
use kakanai_kiosk::screens;
use kakanai_kiosk::update::update;
use kakanai_printing::{Fonts, Note};

/// The definitions in a folder of the workspace.
pub fn editions(folder: &str) -> Arc<Editions> {
    compiled(&read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap())
}

/// Definitions without mistakes.
pub fn compiled(sources: &[Source]) -> Arc<Editions> {
    let compiled = compile(sources);
    let problems: Vec<String> = compiled.problems.iter().map(ToString::to_string).collect();
    Arc::new(compiled.editions.unwrap_or_else(|| panic!("{}", problems.join("\n"))))
}

/// A small invented town with every type of question.
pub fn town() -> Model {
    Model::new(editions("tests/town"), date(2026, 12, 1), true)
}

/// The definitions that are shipped.
pub fn shipped() -> Model {
    Model::new(editions("../../forms"), date(2026, 12, 1), true)
}

/// The definitions that are shipped, in an office with these printers.
pub fn shipped_with(printers: Vec<Printer>) -> Model {
    let mut model = shipped();
    model.editions = Arc::default();
    Arc::get_mut(&mut model.catalog).unwrap().office.printers = printers;
    model.editions = Arc::new(model.catalog.clone().into());
    model
}

/// Sessions in memory.
#[derive(Default)]
pub struct Memory {
    pub catalog: Arc<Catalog>,
    pub sessions: Vec<Vec<Entry>>,
    /// Every effect so far, by name.
    pub done: Vec<String>,
    /// The disk is full: nothing is kept.
    pub full: bool,
    /// What there is to look at on the papers.
    pub notes: Vec<Note>,
}

impl Memory {
    fn entries(&mut self, key: &SessionKey) -> &mut Vec<Entry> {
        &mut self.sessions[key.0.parse::<usize>().unwrap()]
    }
}

impl Outside for Memory {
    fn perform(&mut self, effect: Effect) -> Option<Report> {
        let name = format!("{effect:?}");
        self.done.push(name.split(['(', ' ']).next().unwrap().to_owned());
        match effect {
            Effect::Begin(entries) => {
                self.sessions.push(entries);
                Some(Report::Begun(SessionKey((self.sessions.len() - 1).to_string())))
            }
            Effect::Keep(key, entries) => {
                if self.full {
                    let words = kakanai_kiosk::words::Word::StorageFailed;
                    return Some(Report::Failed(Trouble { words, cause: "full".to_owned() }));
                }
                let count = entries.len();
                self.entries(&key).extend(entries);
                Some(Report::Kept(key, count))
            }
            Effect::Submit(key) => {
                let receipt = format!("M-1201-{:03}", key.0.parse::<usize>().unwrap() + 1);
                let what = Happened::Submitted { receipt: receipt.clone() };
                self.entries(&key).push(Entry { at: 0, by: Actor::Resident, what });
                Some(Report::Received(receipt))
            }
            Effect::Print(job) => {
                Some(Report::Printed(Papers { pages: 5, folder: format!("out/{}", job.receipt) }))
            }
            Effect::Check(job) => Some(Report::Checked(job.key, self.notes.clone())),
            Effect::See(job, page) => {
                let seen = kakanai_kiosk::bundle::see(&self.catalog, &job, &Fonts::default(), page);
                Some(Report::Seen(job.key, seen.unwrap()))
            }
            Effect::List => {
                let catalog = self.catalog.clone();
                let listed = self.sessions.iter().enumerate().filter(|(_, entries)| !entries.is_empty());
                let listed = listed.map(|(n, entries)| {
                    let session = Session::replay(&catalog, entries.iter().map(|entry| &entry.what));
                    let event = session.event.map(|event| catalog.events.name(event).to_owned());
                    Listed {
                        key: SessionKey(n.to_string()),
                        receipt: session.receipt,
                        at: 1_796_083_200,
                        stage: session.stage,
                        event,
                    }
                });
                Some(Report::Listed(listed.collect()))
            }
            Effect::Open(key) => {
                let entries = self.entries(&key).clone();
                Some(Report::Opened(key, entries))
            }
            Effect::Purge(key) => {
                self.entries(&key).clear();
                None
            }
            // What the printer says, the tests say.
            Effect::PrintOut(..) | Effect::CancelPrintout(_) => None,
            Effect::Browse => Some(Report::Files(vec!["cards/taro.json".into(), "codes/moveout.png".into()])),
            // What a camera sees, the tests say.
            Effect::LookAt { .. } | Effect::TakeNow(_) | Effect::LookAway => None,
            Effect::Read(_) | Effect::Scan(_) | Effect::ReadChip(..) | Effect::Forget => None,
        }
    }
}

/// A model with its outside; effects are carried out at once.
pub struct Counter {
    pub model: Model,
    pub outside: Memory,
}

impl Counter {
    pub fn new(model: Model) -> Self {
        let outside = Memory { catalog: model.catalog.clone(), ..Memory::default() };
        Self { model, outside }
    }

    /// Carries out an intent and all that follows from it.
    pub fn take(&mut self, intent: Intent) {
        for effect in update(&mut self.model, intent) {
            if let Some(report) = self.outside.perform(effect) {
                self.take(Intent::Report(report));
            }
        }
    }

    /// Nobody touches anything for so many seconds.
    pub fn wait(&mut self, seconds: u32) {
        for _ in 0..seconds {
            let (clock, today) = (self.model.clock, self.model.today);
            self.take(Intent::Tick { at: clock.at + 1, today, time: clock.time + 1.0, touched: false });
        }
    }

    fn frame(&mut self, ui: &mut Ui) {
        if let Some(intent) = screens::show(ui, &self.model) {
            self.take(intent);
            ui.ctx().request_repaint();
        }
    }
}

/// A counter on a screen.
pub struct Stage {
    pub harness: Harness<'static, Counter>,
    textures: raster::Textures,
    pictures: usize,
}

impl Stage {
    pub fn new(model: Model) -> Self {
        let textures = raster::Textures::default();
        let mut harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .with_theme(Theme::Light)
            .with_step_dt(0.1)
            .with_max_steps(12)
            .with_context_setup(|ctx| ctx.set_fonts(fonts::definitions()))
            .renderer(textures.clone())
            .build_ui_state(|ui, counter: &mut Counter| counter.frame(ui), Counter::new(model));
        harness.run_ok();
        Self { harness, textures, pictures: 0 }
    }

    pub fn model(&self) -> &Model {
        &self.harness.state().model
    }

    /// Touches what a person reads.
    pub fn tap(&mut self, label: &str) {
        // Further down than the screen is high: a finger drags it up first.
        self.harness.get_by_label(label).scroll_to_me();
        self.harness.run_ok();
        self.harness.get_by_label(label).click();
        self.harness.run_ok();
    }

    /// Types into the field with this label.
    pub fn write(&mut self, label: &str, text: &str) {
        let field = self.harness.get_by_label(label);
        field.focus();
        self.harness.run_ok();
        self.harness.get_by_label(label).type_text(text);
        self.harness.run_ok();
    }

    pub fn shows(&self, label: &str) -> bool {
        let shown = self.harness.query_all_by_label_contains(label).next().is_some();
        if !shown {
            println!("no {label:?} among {:#?}", self.labels());
        }
        shown
    }

    pub fn take(&mut self, intent: Intent) {
        self.harness.state_mut().take(intent);
        self.harness.run_ok();
    }

    /// How many pictures of cards the window holds.
    pub fn held(&self) -> usize {
        screens::held(&self.harness.ctx)
    }

    /// A picture for people to look at, where they asked for it.
    pub fn picture(&mut self, name: &str) {
        let Ok(folder) = std::env::var("KIOSK_PICTURES") else { return };
        self.harness.run_ok();
        self.pictures += 1;
        let picture = self.textures.draw(&self.harness.ctx, self.harness.output());
        std::fs::create_dir_all(&folder).unwrap();
        picture.save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }

    /// Every label on the screen.
    pub fn labels(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value()))
            .collect()
    }
}
