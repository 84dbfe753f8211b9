//! The tables, step by step from one version to the next.
//!
//! A step once shipped is never changed. The version stands in `user_version`.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::StoreError;

const STEPS: &[&str] = &["
    CREATE TABLE session (
        number      INTEGER PRIMARY KEY,
        id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        started_at  INTEGER NOT NULL,
        definitions TEXT NOT NULL,
        stage       TEXT NOT NULL CHECK (stage IN ('draft', 'submitted', 'printed', 'handed_over', 'abandoned', 'purged')),
        receipt     TEXT,
        receipt_day TEXT,
        purge_after INTEGER,
        purged_at   INTEGER,
        UNIQUE (receipt_day, receipt),
        CHECK ((stage = 'purged') = (purged_at IS NOT NULL))
    ) STRICT;

    CREATE TABLE entry (
        session BLOB NOT NULL REFERENCES session (id),
        seq     INTEGER NOT NULL,
        at      INTEGER NOT NULL,
        actor   TEXT NOT NULL,
        what    BLOB NOT NULL,
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE counter (
        day TEXT PRIMARY KEY,
        n   INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The last time that was believed: one row, none at first.
    CREATE TABLE clock (
        one     INTEGER PRIMARY KEY CHECK (one = 1),
        last_at INTEGER NOT NULL
    ) STRICT;

    -- Entries are added, never changed, and go only when their session is purged as a whole.
    CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

    CREATE TRIGGER entry_goes_with_session BEFORE DELETE ON entry
    WHEN (SELECT stage FROM session WHERE id = OLD.session) IS NOT 'purged'
    BEGIN SELECT RAISE(ABORT, 'entries go only when their session is purged'); END;

    CREATE TRIGGER purged_takes_nothing BEFORE INSERT ON entry
    WHEN (SELECT stage FROM session WHERE id = NEW.session) IS 'purged'
    BEGIN SELECT RAISE(ABORT, 'a purged session takes no entries'); END;

    CREATE TRIGGER purged_stays_purged BEFORE UPDATE ON session
    WHEN OLD.stage = 'purged'
    BEGIN SELECT RAISE(ABORT, 'a purged session is never changed'); END;

    CREATE TRIGGER session_stays BEFORE DELETE ON session
    BEGIN SELECT RAISE(ABORT, 'the line of a session stays as the proof of its purge'); END;
"];

/// Newest version this program knows.
pub(crate) const VERSION: i64 = STEPS.len() as i64;

/// Brings the file to [`VERSION`], all steps in one transaction.
///
/// # Errors
/// [`StoreError::Newer`] for a file of a newer program, which is left as it is.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = refuse_newer(&transaction)?;
    let done = usize::try_from(found).map_err(|_| StoreError::Corrupt(format!("user_version {found}")))?;
    for step in STEPS.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    if found < VERSION {
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(())
}

/// The version of the file, unless it is newer than this program.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<i64, StoreError> {
    let found = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > VERSION { Err(StoreError::Newer { found, known: VERSION }) } else { Ok(found) }
}
