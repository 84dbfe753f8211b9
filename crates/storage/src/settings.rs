//! What the program is told from outside: the clock, and the office's choices.

use jiff::civil::Date;

/// What the device's clock says. The store has no clock of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// The day at the counter.
    pub today: Date,
}

/// How this device keeps sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// First letter of receipt numbers, A–Z; every tablet of an office has its own.
    pub tablet: char,
    /// How long sessions are kept.
    pub retention: Retention,
}

/// How long sessions are kept, in seconds. The paper is the record; what the tablet holds is a working copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// After the papers were handed over.
    pub handed_over: i64,
    /// After the resident left without finishing.
    pub abandoned: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { tablet: 'M', retention: Retention { handed_over: 24 * 60 * 60, abandoned: 30 * 60 } }
    }
}
