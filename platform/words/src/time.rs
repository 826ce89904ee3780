//! Instants in the reader's language and time zone.

use jiff::{Timestamp, Zoned, civil};

use crate::words::Words;

// words: words-month-{1,2,3,4,5,6,7,8,9,10,11,12}
// words: words-month-short-{1,2,3,4,5,6,7,8,9,10,11,12}
// words: words-relative-{ago,in}-{minutes,hours,days,months,years}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MONTH: i64 = 30 * DAY;
const YEAR: i64 = 365 * DAY;

impl Words {
    /// The day on which an instant falls for the reader: "22 November 2026", "1er mars 2026".
    #[must_use]
    pub fn date(&self, instant: Timestamp) -> String {
        self.day(self.there(instant).date())
    }

    /// A day of the calendar, whatever the zone.
    #[must_use]
    pub fn day(&self, day: civil::Date) -> String {
        let month = self.s(&format!("words-month-{}", day.month()));
        let args = [("day", day.day().into()), ("month", month.into()), ("year", day.year().to_string().into())];
        self.a("words-date", &args)
    }

    /// A month of the calendar: "March 2026".
    #[must_use]
    pub fn month(&self, day: civil::Date) -> String {
        let month = self.s(&format!("words-month-{}", day.month()));
        self.a("words-month-year", &[("month", month.into()), ("year", day.year().to_string().into())])
    }

    /// The same where there is little room: "Mar".
    #[must_use]
    pub fn month_short(&self, day: civil::Date) -> String {
        self.s(&format!("words-month-short-{}", day.month()))
    }

    /// Day and time for the reader: "22 November 2026, 14:05".
    #[must_use]
    pub fn date_time(&self, instant: Timestamp) -> String {
        let there = self.there(instant);
        let date = self.day(there.date());
        self.a("words-date-time", &[("date", date.into()), ("time", there.strftime("%H:%M").to_string().into())])
    }

    /// Day and time with the zone said, for whatever has a deadline: "22 November 2026, 14:05 CET (UTC+1)".
    #[must_use]
    pub fn date_time_zone(&self, instant: Timestamp) -> String {
        let zone = zone(&self.there(instant));
        self.a("words-date-time-zone", &[("date-time", self.date_time(instant).into()), ("zone", zone.into())])
    }

    /// The distance from `now`, cut to its largest whole unit: "3 hours ago", "dans 2 jours". A month is thirty days,
    /// a year 365; cutting never makes a deadline seem further away than it is.
    #[must_use]
    pub fn relative(&self, instant: Timestamp, now: Timestamp) -> String {
        let seconds = instant.as_second() - now.as_second();
        let past = seconds <= 0;
        let size = seconds.abs();
        if size < MINUTE {
            return if past { self.s("words-relative-now") } else { self.s("words-relative-soon") };
        }
        let (n, unit) = match size {
            ..HOUR => (size / MINUTE, "minutes"),
            HOUR..DAY => (size / HOUR, "hours"),
            DAY..MONTH => (size / DAY, "days"),
            MONTH..YEAR => (size / MONTH, "months"),
            _ => (size / YEAR, "years"),
        };
        let way = if past { "ago" } else { "in" };
        self.a(&format!("words-relative-{way}-{unit}"), &[("n", n.into())])
    }

    fn there(&self, instant: Timestamp) -> Zoned {
        instant.to_zoned(self.zone.clone())
    }
}

/// "CET (UTC+1)"; the offset alone where the zone has no letters for itself; "UTC".
fn zone(there: &Zoned) -> String {
    let seconds = there.offset().seconds();
    if seconds == 0 {
        return "UTC".to_owned();
    }
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() % 3600 / 60);
    let sign = if seconds < 0 { '-' } else { '+' };
    let offset = if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") };
    let letters = there.strftime("%Z").to_string();
    if letters.starts_with(|first: char| first.is_ascii_alphabetic()) {
        format!("{letters} ({offset})")
    } else {
        offset
    }
}
