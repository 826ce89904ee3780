//! What can be counted of notifications: for an authority of what it received, for reports and dashboards of what their readers see.
//!
//! | module | holds |
//! |---|---|
//! | this | what is counted |
//! | [`page`] | an authority's figures, drawn |
//! | [`statistics`] | its statistics of a year, on a page and as a table |
//! | [`api`] | both for programs |
//! | [`offer`] | indicators for reports and dashboards |
//!
//! Exercises never count.

pub mod api;
pub mod offer;
pub mod page;
pub mod statistics;

use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::{Read, Result, Sql, args, scope};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::incident::{Cause, Kind, Said};

/// Notifications that are counted at most: the newest.
pub const MOST: i64 = 50_000;

/// A notification as far as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct One {
    /// Which.
    pub id: SubjectId,
    /// The law, by the code of its regime.
    pub regime: String,
    /// In whose days its answers are.
    pub zone: String,
    /// What it tells of.
    pub kind: Kind,
    /// The sector that was hit most.
    pub sector: String,
    /// The root cause.
    pub cause: Option<Cause>,
    /// Whether it reaches into other countries.
    pub border: Said,
    /// When its clock began.
    pub aware: Timestamp,
    /// When the first step came.
    pub received: Timestamp,
    /// When the authority answered it.
    pub replied: Option<Timestamp>,
}

/// What an organisation received in a time, the newest first.
///
/// # Errors
/// Those of the database.
pub fn received(read: &Read, office: OrganisationId, (from, until): (Timestamp, Timestamp)) -> Result<Vec<One>> {
    let mut sql = Sql::new(
        "select n.id, n.regime, n.zone, n.kind, n.sector, n.cause, n.border, n.aware, n.received, n.replied",
        [],
    )
    .and("from incidents_recipients r join incidents_notifications n on n.id = r.notification_id", [])
    .and("join store_subjects s on s.id = n.id where r.organisation_id = ? and n.exercise = 0", [office.into()])
    .and("and n.received >= ? and n.received < ? and", [from.as_microsecond().into(), until.as_microsecond().into()]);
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by n.received desc, n.id desc limit ?", [MOST.into()]);
    read.rows(sql, args![], |row| {
        Ok(One {
            id: row.get(0)?,
            regime: row.get(1)?,
            zone: row.get(2)?,
            kind: Kind::parse(&row.get::<String>(3)?).unwrap_or(Kind::Incident),
            sector: row.get(4)?,
            cause: Cause::parse(&row.get::<String>(5)?),
            border: Said::parse(&row.get::<String>(6)?).unwrap_or(Said::Unknown),
            aware: row.get(7)?,
            received: row.get(8)?,
            replied: row.get(9)?,
        })
    })
}

/// The first day of the month of an instant.
#[must_use]
pub fn month(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date().first_of_month()
}

/// The middle of some numbers; none of none.
#[must_use]
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len().is_multiple_of(2) {
        Some((values.get(half.checked_sub(1)?)? + values.get(half)?) / 2.0)
    } else {
        values.get(half).copied()
    }
}

/// Hours from one instant to another; none below 0.
#[must_use]
pub fn hours(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64().max(0.0) / 3_600.0
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_of_numbers_is_between_them() {
        assert_eq!([median(&mut []), median(&mut [3.0]), median(&mut [4.0, 1.0])], [None, Some(3.0), Some(2.5)]);
        assert_eq!(median(&mut [9.0, 1.0, 2.0]), Some(2.0));
    }
}
