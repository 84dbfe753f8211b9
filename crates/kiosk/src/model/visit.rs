//! The session that is open.

use std::sync::Arc;

use kakanai_domain::guide::Guide;
use kakanai_domain::item::List;
use kakanai_domain::session::{Entry, Happened, Session};
use kakanai_domain::sheet::Sheet;
use kakanai_domain::{Catalog, Date, Id, Interview, Lang, Member, Replay, Slot, advise, fill};
use kakanai_printing::Note;
use kakanai_printing::preview::Picture;

use super::SessionKey;

/// The session that is open.
pub struct Visit {
    /// Its name in the storage.
    pub key: SessionKey,
    /// All that happened.
    pub entries: Vec<Entry>,
    /// How many of these are on the disk. Until all are, the screen shows nothing that follows from them.
    pub saved: usize,
    /// The same, replayed.
    pub session: Session,
    /// The same, settled; once there is an event.
    pub interview: Option<Interview>,
    /// How far settling has come: the next answer goes on from there.
    replay: Replay,
    /// The pages there are to print, once everything is answered.
    pub sheets: Vec<Id<Sheet>>,
    /// The papers, once they are made.
    pub papers: Option<Papers>,
    /// What has to be looked at on them before they are handed over.
    pub notes: Vec<Note>,
    /// The page the clerk looks at, until they change.
    pub seen: Option<Seen>,
}

/// A page of the bundle as a picture. In memory only.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Which, from 1.
    pub page: u32,
    /// Of so many.
    pub pages: u32,
    /// How it looks.
    pub picture: Arc<Picture>,
}

/// Papers that were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Papers {
    /// Pages of sheets, without the guide.
    pub pages: u32,
    /// Where the files lie.
    pub folder: String,
}

impl Visit {
    /// A session from its entries.
    pub fn load(catalog: &Catalog, today: Date, key: SessionKey, entries: Vec<Entry>) -> Self {
        let session = Session::replay(catalog, entries.iter().map(|entry| &entry.what));
        let saved = entries.len();
        let (interview, sheets, papers, notes, seen) = (None, Vec::new(), None, Vec::new(), None);
        let replay = Replay::default();
        let mut visit = Self { key, entries, saved, session, interview, replay, sheets, papers, notes, seen };
        visit.settle(catalog, today);
        visit
    }

    /// What is not on the disk yet.
    pub fn unsaved(&self) -> &[Entry] {
        self.entries.get(self.saved..).unwrap_or_default()
    }

    /// Appends what happened and follows it up.
    pub fn take(&mut self, catalog: &Catalog, today: Date, entries: &[Entry]) {
        for entry in entries {
            self.session.take(catalog, &entry.what);
        }
        self.entries.extend_from_slice(entries);
        // What was drawn may not be so any more.
        self.seen = None;
        self.settle(catalog, today);
    }

    fn settle(&mut self, catalog: &Catalog, today: Date) {
        let Self { session, replay, .. } = self;
        self.interview = session.event.map(|event| replay.settle(catalog, event, &session.answers, today));
        let pages =
            self.session.event.zip(self.interview.as_ref()).filter(|(_, interview)| interview.is_complete());
        let pages =
            pages.map(|(event, interview)| fill(catalog, event, interview, today)).unwrap_or_default();
        self.sheets = pages.iter().map(|page| page.sheet).collect();
    }

    /// The guide, once there is an event.
    pub fn guide(&self, catalog: &Catalog, today: Date, lang: Lang) -> Option<Guide> {
        Some(advise(catalog, self.session.event?, self.interview.as_ref()?, today, lang))
    }

    /// A number no member of the list ever had: numbers of removed members are not used again.
    pub fn new_member(&self, catalog: &Catalog, list: Id<List>) -> Member {
        let listed = self.entries.iter().filter_map(|entry| {
            if let Happened::Answered { slot, .. } = &entry.what { slot.resolve(catalog) } else { None }
        });
        let of_list = listed.filter(|slot| slot.item().and_then(|item| catalog.items[item].of) == Some(list));
        Member(of_list.filter_map(Slot::member).map(|member| member.0).max().unwrap_or(0).saturating_add(1))
    }
}
