//! Days that may be partly unknown.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day as people and registers know it: exact, or with an unknown day, month or year
/// (住民記録システム標準仕様書 1.1.8 allows 「昭和20年月日不詳」 and the like).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// The whole day is known.
    Exact(Date),
    /// Only a part is known; it is printed as it was written.
    Partly {
        /// As written on the certificate: 「昭和20年頃」.
        written: String,
        /// Western year, when known.
        year: Option<i16>,
        /// Month 1–12, when known (only together with the year).
        month: Option<i8>,
    },
}

impl Day {
    /// The day, when all of it is known.
    pub fn exact(&self) -> Option<Date> {
        match self {
            Day::Exact(date) => Some(*date),
            Day::Partly { .. } => None,
        }
    }

    /// The first and the last day it can be; `None` when even the year is unknown.
    pub fn range(&self) -> Option<(Date, Date)> {
        match self {
            Day::Exact(date) => Some((*date, *date)),
            Day::Partly { year, month, .. } => {
                let (from, to) = month.map_or((1, 12), |m| (m, m));
                let first = Date::new((*year)?, from, 1).ok()?;
                let last = Date::new((*year)?, to, 1).ok()?.last_of_month();
                Some((first, last))
            }
        }
    }
}

// A birth date is personal.
impl std::fmt::Debug for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Day(…)")
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Day::Exact(date)
    }
}
