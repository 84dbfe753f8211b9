//! Until when: time limits by law.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::office::ClosedDays;
use crate::procedure::{self, Clock, ClosedDay, FirstDay};

/// The last day of a limit that starts on `start`. `None` past the end of the calendar.
pub fn last_day(clock: &Clock, start: Date, closed: &ClosedDays) -> Option<Date> {
    // The first day that counts.
    let first = match clock.first_day {
        FirstDay::Excluded => start.tomorrow().ok()?,
        FirstDay::Included => start,
    };
    let day = match clock.span {
        procedure::Span::Days(days) => first.checked_add((i64::from(days) - 1).days()).ok()?,
        procedure::Span::Months(months) => eve(first, Span::new().try_months(months).ok()?)?,
        procedure::Span::Years(years) => eve(first, Span::new().try_years(years).ok()?)?,
    };
    let day = match clock.closed_day {
        ClosedDay::NextOpen => closed.next_open(day),
        ClosedDay::Stands => day,
    };
    Some(if clock.month_end { day.max(closed.last_open(start.last_of_month())) } else { day })
}

/// 民法143条2項: a period of months or years ends on the eve of the corresponding day of its first day; where
/// there is no such day, on the last of the month.
fn eve(first: Date, span: Span) -> Option<Date> {
    let corresponding = first.checked_add(span).ok()?;
    // jiff gives the last of the month where there is no corresponding day.
    if corresponding.day() == first.day() { corresponding.yesterday().ok() } else { Some(corresponding) }
}
