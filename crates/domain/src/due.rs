//! Until when: time limits by law.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::office::ClosedDays;
use crate::procedure::{self, Clock, ClosedDay, FirstDay};

/// The last day of a limit that starts on `start`. `None` past the end of the calendar.
pub fn last_day(clock: &Clock, start: Date, closed: &ClosedDays) -> Option<Date> {
    let counted = match clock.first_day {
        FirstDay::Excluded => start,
        // The day before counts as day 0, and the period ends with the last moment of its last day.
        FirstDay::Included => start.yesterday().ok()?,
    };
    let day = match clock.span {
        procedure::Span::Days(days) => counted.checked_add(i64::from(days).days()).ok()?,
        // 民法143条2項: the period ends on the eve of the corresponding day of the day it is counted from,
        // which is the corresponding day of the eve; where there is none, on the last of the month.
        procedure::Span::Months(months) => add_months(clock.first_day, start, i64::from(months).months())?,
        procedure::Span::Years(years) => add_months(clock.first_day, start, i64::from(years).years())?,
    };
    let day = match clock.closed_day {
        ClosedDay::NextOpen => closed.next_open(day),
        ClosedDay::Stands => day,
    };
    Some(if clock.month_end { day.max(closed.last_open(start.last_of_month())) } else { day })
}

fn add_months(first_day: FirstDay, start: Date, span: Span) -> Option<Date> {
    let counted_from = match first_day {
        FirstDay::Excluded => start.tomorrow().ok()?,
        FirstDay::Included => start,
    };
    let corresponding = counted_from.checked_add(span).ok()?;
    // jiff gives the last of the month where there is no corresponding day: then that day itself is the end.
    if corresponding.day() == counted_from.day() {
        corresponding.yesterday().ok()
    } else {
        Some(corresponding)
    }
}
