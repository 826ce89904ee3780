//! Instants as they are typed: day and time in the zone of the record.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The zone of a record; UTC where it is not known any more.
#[must_use]
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// What a `datetime-local` field holds; empty for nothing.
#[must_use]
pub fn typed(at: Option<Timestamp>, zone: &TimeZone) -> String {
    at.map(|at| at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

/// Reads such a field. Where the clocks were put back, the first of two is meant; where they were put forward, the hour after.
///
/// # Errors
/// The text when it is none.
pub fn read<'a>(text: &'a str, zone: &TimeZone) -> Result<Option<Timestamp>, &'a str> {
    if text.is_empty() {
        return Ok(None);
    }
    let there: DateTime = text.replace(' ', "T").parse().map_err(|_| text)?;
    Ok(Some(zone.to_ambiguous_timestamp(there).compatible().map_err(|_| text)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_meant_where_the_record_is() {
        let brussels = zone("Europe/Brussels");
        let at = read("2026-11-26T02:00", &brussels).unwrap().unwrap();
        assert_eq!(at.to_string(), "2026-11-26T01:00:00Z");
        assert_eq!(typed(Some(at), &brussels), "2026-11-26T02:00");
        assert_eq!(read("", &brussels), Ok(None));
        assert_eq!(read("yesterday", &brussels), Err("yesterday"));
        // Twice two o'clock, and no half past two at all.
        assert_eq!(read("2026-10-25 02:30", &brussels).unwrap().unwrap().to_string(), "2026-10-25T00:30:00Z");
        assert_eq!(read("2026-03-29T02:30", &brussels).unwrap().unwrap().to_string(), "2026-03-29T01:30:00Z");
    }
}
