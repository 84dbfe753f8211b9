//! Purging: what a resident said leaves the disk; a line without personal data stays as the proof.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::StoreError;
use crate::open::Store;
use crate::session::{SessionId, line};
use crate::settings::Moment;

/// Time that may pass between two uses before the clock is doubted, in seconds: a New Year's holiday, and some.
const LONGEST_PAUSE: i64 = 14 * 24 * 60 * 60;

/// The proof that a session was purged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// Its number.
    pub id: SessionId,
    /// 受付番号, where it had one.
    pub receipt: Option<String>,
    /// When it began, in seconds since 1970.
    pub started_at: i64,
    /// When it was purged, in seconds since 1970.
    pub purged_at: i64,
}

impl Store {
    /// Purges one session at once, by a person's decision.
    ///
    /// # Errors
    /// [`StoreError::NoSession`]; those of the disk.
    pub fn purge(&mut self, id: SessionId, now: Moment) -> Result<(), StoreError> {
        let transaction = self.write()?;
        line(&transaction, id)?;
        clear(&transaction, id, now)?;
        transaction.commit()?;
        self.empty_log()
    }

    /// Purges the sessions whose time is over, and says how many.
    ///
    /// # Errors
    /// [`StoreError::ClockJumped`] where the clock went back, or forward by more than 14 days, since it was last believed:
    /// one wrong clock would delete everything. Then somebody looks at the clock and calls [`Store::confirm_clock`].
    pub fn purge_due(&mut self, now: Moment) -> Result<usize, StoreError> {
        let transaction = self.write()?;
        if let Some(before) = believed(&transaction)?
            && !is_believable(before, now.at)
        {
            return Err(StoreError::ClockJumped { before, now: now.at });
        }
        let due: Vec<[u8; 16]> = transaction
            .prepare_cached("SELECT id FROM session WHERE stage <> 'purged' AND purge_after <= ?1")?
            .query_map([now.at], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for id in &due {
            clear(&transaction, SessionId(*id), now)?;
        }
        believe(&transaction, now.at)?;
        transaction.commit()?;
        if !due.is_empty() {
            self.empty_log()?;
        }
        Ok(due.len())
    }

    /// Somebody has looked at the clock, and it is right.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn confirm_clock(&mut self, now: Moment) -> Result<(), StoreError> {
        let transaction = self.write()?;
        set_believed(&transaction, now.at)?;
        transaction.commit()?;
        Ok(())
    }

    /// The proofs of all purges, in the order the sessions began.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn purged(&self) -> Result<Vec<Purged>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, receipt, started_at, purged_at FROM session WHERE stage = 'purged' ORDER BY number",
        )?;
        let lines = statement.query_map([], |row| {
            Ok(Purged {
                id: SessionId(row.get(0)?),
                receipt: row.get(1)?,
                started_at: row.get(2)?,
                purged_at: row.get(3)?,
            })
        })?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    /// Deleted pages are overwritten (`secure_delete`); the log still holds what they were until it is emptied.
    fn empty_log(&self) -> Result<(), StoreError> {
        let busy: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        // Nobody else reads the file; should it be so, the next checkpoint does it.
        debug_assert_eq!(busy, 0, "the store is used by one connection");
        Ok(())
    }
}

fn clear(transaction: &Transaction<'_>, id: SessionId, now: Moment) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE session SET stage = 'purged', purged_at = ?2, purge_after = NULL WHERE id = ?1",
        params![id.0, now.at],
    )?;
    transaction.execute("DELETE FROM entry WHERE session = ?1", [id.0])?;
    Ok(())
}

fn believed(transaction: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    Ok(transaction.query_row("SELECT last_at FROM clock", [], |row| row.get(0)).optional()?)
}

fn is_believable(before: i64, now: i64) -> bool {
    (0..=LONGEST_PAUSE).contains(&now.saturating_sub(before))
}

/// Takes note of the time, unless it is one to doubt: a clock that jumped must not become the measure of itself.
pub(crate) fn believe(transaction: &Transaction<'_>, at: i64) -> Result<(), StoreError> {
    match believed(transaction)? {
        Some(before) if !is_believable(before, at) => Ok(()),
        Some(_) | None => set_believed(transaction, at),
    }
}

fn set_believed(transaction: &Transaction<'_>, at: i64) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO clock (one, last_at) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET last_at = ?1",
        )?
        .execute([at])?;
    Ok(())
}
