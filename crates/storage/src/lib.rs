//! Sessions on disk: what the screen has acknowledged is in here, and leaves when its time is over.
//!
//! One SQLite file in one folder, used by one program at a time. Every step is one transaction that is on the disk when
//! the function returns (`WAL`, `synchronous=FULL`). A session is a list of entries that is only ever added to; purging
//! takes its entries away and leaves a line that proves it: receipt number and time, no personal data.
//!
//! ```no_run
//! # use kakanai_storage::{Moment, Store};
//! # fn f(now: Moment, entries: &[kakanai_domain::session::Entry]) -> Result<(), kakanai_storage::StoreError> {
//! let mut store = Store::open("store".as_ref())?;
//! let id = store.begin(now, "fingerprint of the definitions")?;
//! store.append(id, entries)?;
//! let receipt = store.submit(id, now)?; // 「M-1201-001」
//! # Ok(()) }
//! ```
//!
//! All functions wait for the disk (4 to 40 ms): call them on a worker thread.

mod backup;
mod body;
mod error;
mod individual_number;
mod open;
mod purge;
mod receipt;
mod schema;
mod session;
mod settings;

pub use error::StoreError;
pub use open::Store;
pub use purge::Purged;
pub use session::{Line, SessionId};
pub use settings::{Moment, Retention, Settings};
