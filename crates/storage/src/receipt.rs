//! 受付番号: tablet letter, day, running number.

use jiff::civil::Date;
use rusqlite::{Transaction, params};

use crate::error::StoreError;
use crate::session::SessionId;

/// Draws the next number of the day and gives it to the session: 「M-1201-001」.
///
/// The day never goes back, so that a clock that does cannot repeat a number.
pub(crate) fn draw(
    transaction: &Transaction<'_>,
    id: SessionId,
    tablet: char,
    today: Date,
) -> Result<String, StoreError> {
    let last: Option<String> = transaction.query_row("SELECT max(day) FROM counter", [], |row| row.get(0))?;
    let last = match last {
        Some(day) => {
            Some(day.parse::<Date>().map_err(|_| StoreError::Corrupt(format!("counter of day {day}")))?)
        }
        None => None,
    };
    let day = last.map_or(today, |last| last.max(today));
    let n: i64 = transaction.query_row(
        "INSERT INTO counter (day, n) VALUES (?1, 1) ON CONFLICT (day) DO UPDATE SET n = n + 1 RETURNING n",
        [day.to_string()],
        |row| row.get(0),
    )?;
    let receipt = format!("{tablet}-{:02}{:02}-{n:03}", day.month(), day.day());
    transaction.execute(
        "UPDATE session SET receipt = ?2, receipt_day = ?3 WHERE id = ?1",
        params![id.0, receipt, day.to_string()],
    )?;
    Ok(receipt)
}
