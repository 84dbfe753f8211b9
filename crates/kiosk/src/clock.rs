//! The one place that asks what time it is.
#![allow(
    clippy::disallowed_methods,
    reason = "the kiosk's clock: everything else gets the time as an argument"
)]

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::Offset;
use kakanai_domain::Date;

/// Seconds since 1970 UTC; 0 on a clock that is set before that.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Counts milliseconds from now on.
pub fn stopwatch() -> impl Fn() -> u64 {
    let start = Instant::now();
    move || u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// The day in Japan at a time. Japan has one offset and no summer time.
pub fn day(at: i64) -> Date {
    let time = Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH);
    Offset::constant(9).to_datetime(time).date()
}
