//! The clock and the calendar, asked here and nowhere below.

#![expect(clippy::disallowed_methods, reason = "faces ask the clock, so that the middle need not")]

use std::time::Duration;

use jiff::{ToSpan, ZonedDateTime, civil::Time};

/// Now, in local time.
pub(super) fn now() -> ZonedDateTime {
    ZonedDateTime::now()
}

/// A moment as it is kept and read: `2024-08-20T07:00:00+08:00`.
pub(super) fn stamp(at: &ZonedDateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// How long it is from now to the next time the clock shows `time`.
pub(super) fn until(now: &ZonedDateTime, time: Time) -> Duration {
    let today = now.date().to_datetime(time).to_zoned_datetime(now.time_zone().clone());
    let tomorrow = now
        .date()
        .checked_add(1.day())
        .map(|day| day.to_datetime(time))
        .and_then(|at| at.to_zoned_datetime(now.time_zone().clone()));
    [today, tomorrow]
        .into_iter()
        .flatten()
        .find(|at| at > now)
        .and_then(|at| Duration::try_from(at.duration_since(now)).ok())
        .unwrap_or(Duration::from_secs(24 * 60 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_is_todays_or_tomorrows() {
        let now: ZonedDateTime = "2024-08-20T06:30:00+08:00[+08:00]".parse().unwrap();
        assert_eq!(until(&now, Time::constant(7, 0, 0, 0)), Duration::from_secs(30 * 60));
        assert_eq!(until(&now, Time::constant(6, 0, 0, 0)), Duration::from_secs(23 * 3600 + 30 * 60));
        assert_eq!(until(&now, Time::constant(6, 30, 0, 0)), Duration::from_secs(24 * 3600));
    }
}
