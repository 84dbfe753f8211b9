//! Folders and entries for the tests of the store.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::path::PathBuf;

use jiff::civil::date;
use kakanai_domain::session::{Actor, Entry, Happened, Origin, Said, SlotName};
use kakanai_storage::{Moment, Store};

/// A folder that is gone after the test.
pub struct Folder(pub PathBuf);

impl Folder {
    /// An empty folder of this name.
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("kakanai-storage-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Whether any file in it has these words.
    pub fn holds(&self, words: &str) -> bool {
        std::fs::read_dir(&self.0).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The store of a folder.
pub fn store(folder: &Folder) -> Store {
    Store::open(&folder.0).unwrap()
}

/// So many seconds after the beginning, on the day of the visit.
pub fn now(seconds: i64) -> Moment {
    Moment { at: seconds, today: date(2026, 12, 1) }
}

/// A text typed into a slot.
pub fn answered(slot: &str, text: &str, at: i64) -> Entry {
    let (slot, answer) = (SlotName(slot.into()), Said::Text(text.into()));
    Entry { at, by: Actor::Resident, what: Happened::Answered { slot, answer, origin: Origin::Typed } }
}
