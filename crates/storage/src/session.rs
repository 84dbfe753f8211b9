//! Beginning, adding, submitting, reading back.

use std::fmt;
use std::str::FromStr;

use kakanai_domain::session::{Actor, Entry, Happened, Stage};
use rusqlite::{OptionalExtension, Row, Transaction, TransactionBehavior, params};

use crate::body;
use crate::error::StoreError;
use crate::individual_number::{holds_individual_number, holds_number};
use crate::open::Store;
use crate::purge::believe;
use crate::receipt;
use crate::settings::{Moment, Retention};

/// The number of a session: 16 random bytes, which say nothing about anybody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub(crate) [u8; 16]);

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionId({self})")
    }
}

impl FromStr for SessionId {
    type Err = ();
    /// 32 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(());
        }
        u128::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| ())
    }
}

/// A session in a list, without anything a resident said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub id: SessionId,
    /// When it began, in seconds since 1970.
    pub started_at: i64,
    /// Where it stands.
    pub stage: Stage,
    /// 受付番号, once submitted.
    pub receipt: Option<String>,
    /// Fingerprint of the definitions it runs under.
    pub definitions: String,
    /// When it may be purged, in seconds since 1970.
    pub purge_after: Option<i64>,
}

impl Store {
    /// A new session, with its first entry.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn begin(&mut self, now: Moment, definitions: &str) -> Result<SessionId, StoreError> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| StoreError::File(error.into()))?;
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO session (id, started_at, definitions, stage) VALUES (?1, ?2, ?3, 'draft')",
            params![id, now.at, definitions],
        )?;
        let what = Happened::Started { definitions: definitions.to_owned(), today: Some(now.today) };
        add(&transaction, SessionId(id), &Entry { at: now.at, by: Actor::Program, what })?;
        believe(&transaction, now.at)?;
        transaction.commit()?;
        Ok(SessionId(id))
    }

    /// Adds the entries of one step, all or none. When this returns they are on the disk.
    ///
    /// # Errors
    /// [`StoreError::NoSession`]; [`StoreError::IndividualNumber`], and then nothing of the step is stored;
    /// [`StoreError::OwnEntry`] for `Started` and `Submitted`; those of the disk.
    pub fn append(&mut self, id: SessionId, entries: &[Entry]) -> Result<(), StoreError> {
        for entry in entries {
            check(&entry.what)?;
        }
        let retention = self.settings.retention;
        let transaction = self.write()?;
        line(&transaction, id)?;
        for entry in entries {
            add(&transaction, id, entry)?;
            follow(&transaction, id, entry, retention)?;
            believe(&transaction, entry.at)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// The resident is done: draws a receipt number, in one transaction with the entry that says so.
    /// A session that was given back keeps its number; one that is submitted already just says it again.
    ///
    /// # Errors
    /// [`StoreError::NoSession`]; those of the disk.
    pub fn submit(&mut self, id: SessionId, now: Moment) -> Result<String, StoreError> {
        let Store { settings, .. } = *self;
        let transaction = self.write()?;
        let line = line(&transaction, id)?;
        let receipt = match (line.receipt, line.stage) {
            (Some(receipt), Stage::Submitted | Stage::Printed | Stage::HandedOver) => return Ok(receipt),
            (Some(receipt), Stage::Draft | Stage::Abandoned) => receipt,
            (None, _) => receipt::draw(&transaction, id, settings.tablet, now.today)?,
        };
        let what = Happened::Submitted { receipt: receipt.clone() };
        let entry = Entry { at: now.at, by: Actor::Resident, what };
        add(&transaction, id, &entry)?;
        follow(&transaction, id, &entry, settings.retention)?;
        believe(&transaction, now.at)?;
        transaction.commit()?;
        Ok(receipt)
    }

    /// Everything that happened in a session, in order.
    ///
    /// # Errors
    /// [`StoreError::NoSession`]; [`StoreError::Corrupt`] where an entry cannot be read.
    pub fn entries(&self, id: SessionId) -> Result<Vec<Entry>, StoreError> {
        line(&self.connection, id)?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT at, actor, what FROM entry WHERE session = ?1 ORDER BY seq")?;
        let mut rows = statement.query([id.0])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let actor: String = row.get(1)?;
            let what: Vec<u8> = row.get(2)?;
            entries.push(Entry { at: row.get(0)?, by: body::actor(&actor)?, what: body::unseal(&what)? });
        }
        Ok(entries)
    }

    /// Sessions whose residents are still answering: after a power cut, the clerk decides whether one goes on.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn open_sessions(&self) -> Result<Vec<Line>, StoreError> {
        lines(&self.connection, "stage = 'draft'")
    }

    /// All sessions that are not purged, in the order they began.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn list(&self) -> Result<Vec<Line>, StoreError> {
        lines(&self.connection, "stage <> 'purged'")
    }

    pub(crate) fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

fn check(what: &Happened) -> Result<(), StoreError> {
    match what {
        Happened::Started { .. } | Happened::Submitted { .. } => Err(StoreError::OwnEntry),
        Happened::Answered { slot, answer, .. } if holds_individual_number(answer) => {
            Err(StoreError::IndividualNumber { slot: slot.0.clone() })
        }
        Happened::CardRead { unread, .. } => match unread.iter().find(|unread| holds_number(&unread.text)) {
            Some(unread) => Err(StoreError::IndividualNumber { slot: unread.column.clone() }),
            None => Ok(()),
        },
        Happened::Answered { .. }
        | Happened::EventChosen { .. }
        | Happened::Retracted { .. }
        | Happened::Confirmed { .. }
        | Happened::Printed { .. }
        | Happened::HandedOver
        | Happened::SentBack
        | Happened::Abandoned => Ok(()),
    }
}

fn add(transaction: &Transaction<'_>, id: SessionId, entry: &Entry) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO entry (session, seq, at, actor, what)
             VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM entry WHERE session = ?1), ?2, ?3, ?4)",
        )?
        .execute(params![id.0, entry.at, body::actor_words(&entry.by)?, body::seal(&entry.what)?])?;
    Ok(())
}

/// Lets the line of a session follow its entries: where it stands, and when it may go.
fn follow(
    transaction: &Transaction<'_>,
    id: SessionId,
    entry: &Entry,
    retention: Retention,
) -> Result<(), StoreError> {
    let (stage, purge_after) = match entry.what {
        Happened::Submitted { .. } => (Stage::Submitted, None),
        Happened::Printed { .. } => (Stage::Printed, None),
        Happened::HandedOver => (Stage::HandedOver, Some(entry.at.saturating_add(retention.handed_over))),
        Happened::SentBack => (Stage::Draft, None),
        Happened::Abandoned => (Stage::Abandoned, Some(entry.at.saturating_add(retention.abandoned))),
        Happened::Started { .. }
        | Happened::EventChosen { .. }
        | Happened::CardRead { .. }
        | Happened::Answered { .. }
        | Happened::Retracted { .. }
        | Happened::Confirmed { .. } => return Ok(()),
    };
    transaction.execute(
        "UPDATE session SET stage = ?2, purge_after = ?3 WHERE id = ?1",
        params![id.0, stage_word(stage), purge_after],
    )?;
    Ok(())
}

const COLUMNS: &str = "id, started_at, stage, receipt, definitions, purge_after";

/// The line of a session that is not purged.
pub(crate) fn line(connection: &rusqlite::Connection, id: SessionId) -> Result<Line, StoreError> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM session WHERE id = ?1 AND stage <> 'purged'"))?;
    statement.query_row([id.0], |row| Ok(line_of(row))).optional()?.ok_or(StoreError::NoSession(id))?
}

pub(crate) fn lines(connection: &rusqlite::Connection, which: &str) -> Result<Vec<Line>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM session WHERE {which} ORDER BY number"))?;
    let mut rows = statement.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(line_of(row)?);
    }
    Ok(lines)
}

fn line_of(row: &Row<'_>) -> Result<Line, StoreError> {
    let stage: String = row.get(2)?;
    Ok(Line {
        id: SessionId(row.get(0)?),
        started_at: row.get(1)?,
        stage: stage_of(&stage).ok_or_else(|| StoreError::Corrupt(format!("stage {stage}")))?,
        receipt: row.get(3)?,
        definitions: row.get(4)?,
        purge_after: row.get(5)?,
    })
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "draft",
        Stage::Submitted => "submitted",
        Stage::Printed => "printed",
        Stage::HandedOver => "handed_over",
        Stage::Abandoned => "abandoned",
    }
}

fn stage_of(word: &str) -> Option<Stage> {
    [Stage::Draft, Stage::Submitted, Stage::Printed, Stage::HandedOver, Stage::Abandoned]
        .into_iter()
        .find(|stage| stage_word(*stage) == word)
}
