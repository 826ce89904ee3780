//! What the register puts on the agenda: telling changes, confirming once a year, keys that end, registrations to look at.

use belfry_kernel::{OrganisationId, Role, SubjectId};
use belfry_store::agenda::{self, Obligation};
use belfry_store::{Act, Result, Tx, args};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde_json::json;

use crate::register::fields::{self, Duty};
use crate::register::record::{Change, Record};

/// Telling the authority of changes of what Article 3(4) asks for.
pub const TELL: &str = belfry_words::key!("members-due-tell");
/// Telling it of changes of what only Article 27(2) asks for.
pub const TELL_REGISTRY: &str = belfry_words::key!("members-due-tell-registry");
/// Confirming the registration.
pub const CONFIRM: &str = belfry_words::key!("members-due-confirm");
/// Answering the authority's question.
pub const ANSWER: &str = belfry_words::key!("members-due-answer");
/// Looking at a registration, of an authority.
pub const REVIEW: &str = belfry_words::key!("members-due-review");
/// An OpenPGP key that ends.
pub const KEY: &str = belfry_words::key!("members-due-key");

/// How long an authority and an entity give each other: no law says, so a month is kept.
const ANSWER_DAYS: i64 = 28;
/// Reminders come so long before.
const REMIND: SignedDuration = SignedDuration::from_hours(3 * 24);
/// Of a key and of the yearly confirmation, so long.
const REMIND_EARLY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// An instant some days later.
fn days(from: Timestamp, days: i64) -> Timestamp {
    from.checked_add(SignedDuration::from_hours(days * 24)).unwrap_or(from)
}

/// The same day a span of the calendar later, UTC, the last of the month where there is no such day.
fn later(from: Timestamp, span: Span) -> Timestamp {
    from.to_zoned(TimeZone::UTC).checked_add(span).map_or(from, |later| later.timestamp())
}

/// Until when a change is told: Article 3(4), second subparagraph, and Article 27(3).
pub fn told_by(duty: Duty, changed: Timestamp) -> Timestamp {
    match duty {
        Duty::TwoWeeks => days(changed, 14),
        Duty::ThreeMonths => later(changed, Span::new().months(3)),
    }
}

/// It is settled on the organisation's page of its registration.
fn about(organisation: OrganisationId, whose: OrganisationId, what: &str, due: Timestamp) -> Obligation {
    Obligation {
        id: 0,
        subject: Some(SubjectId(organisation.0)),
        person: None,
        organisation: Some(whose),
        what: what.to_owned(),
        data: json!({ "part": "registration" }).to_string(),
        due,
    }
}

fn open(tx: &Tx, act: Act<'_>, obligation: &Obligation, before: SignedDuration) -> Result<()> {
    let remind = obligation.due.checked_sub(before).unwrap_or(obligation.due).max(act.now);
    agenda::open(tx, act, obligation, Some(remind)).map(drop)
}

/// Opens what these changes make due, unless it is open already: the first change sets the day.
pub fn open_changes(
    tx: &Tx,
    act: Act<'_>,
    organisation: OrganisationId,
    changes: &[Change],
    registry: bool,
) -> Result<()> {
    let told = |change: &Change| match fields::by_code(&change.field) {
        Some(field) => field.duty,
        None => fields::TOLD_BASICS.contains(&change.field.as_str()).then_some(Duty::TwoWeeks),
    };
    for (duty, what) in [(Duty::TwoWeeks, TELL), (Duty::ThreeMonths, TELL_REGISTRY)] {
        let is_due = changes.iter().any(|change| told(change) == Some(duty));
        if is_due && (duty == Duty::TwoWeeks || registry) && !is_open(tx, organisation, what)? {
            let obligation = about(organisation, organisation, what, told_by(duty, act.now));
            open(tx, act, &obligation, REMIND)?;
        }
    }
    Ok(())
}

fn is_open(tx: &Tx, organisation: OrganisationId, what: &str) -> Result<bool> {
    let found = tx.maybe(
        "select 1 from store_obligations where subject_id = $1 and what = $2 and ended is null limit 1",
        args![SubjectId(organisation.0), what],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// The authority was told.
pub fn end_changes(tx: &Tx, organisation: OrganisationId, now: Timestamp) -> Result<()> {
    for what in [TELL, TELL_REGISTRY] {
        agenda::end(tx, SubjectId(organisation.0), what, None, now)?;
    }
    Ok(())
}

/// The registration was accepted or confirmed: once more in a year.
pub fn confirm_in_a_year(tx: &Tx, act: Act<'_>, organisation: OrganisationId) -> Result<()> {
    agenda::end(tx, SubjectId(organisation.0), CONFIRM, None, act.now)?;
    let due = later(act.now, Span::new().years(1));
    open(tx, act, &about(organisation, organisation, CONFIRM, due), REMIND_EARLY)
}

/// The authorities look at it; the entity's own part is done.
pub fn review(tx: &Tx, act: Act<'_>, organisation: OrganisationId, authorities: &[OrganisationId]) -> Result<()> {
    agenda::end(tx, SubjectId(organisation.0), ANSWER, None, act.now)?;
    agenda::end(tx, SubjectId(organisation.0), REVIEW, None, act.now)?;
    // Others in an authority see what waits there, and no registration.
    let data = json!({ "part": "registration", "roles": [Role::Supervisor.code()] }).to_string();
    for authority in authorities {
        let due = days(act.now, ANSWER_DAYS);
        let obligation = Obligation { data: data.clone(), ..about(organisation, *authority, REVIEW, due) };
        open(tx, act, &obligation, REMIND)?;
    }
    Ok(())
}

/// The authority has looked; when it asked, the entity answers.
pub fn reviewed(tx: &Tx, act: Act<'_>, organisation: OrganisationId, asked: bool) -> Result<()> {
    agenda::end(tx, SubjectId(organisation.0), REVIEW, None, act.now)?;
    agenda::end(tx, SubjectId(organisation.0), ANSWER, None, act.now)?;
    if asked {
        open(tx, act, &about(organisation, organisation, ANSWER, days(act.now, ANSWER_DAYS)), REMIND)?;
    }
    Ok(())
}

/// Puts the end of each OpenPGP key on the agenda, in the place of what stood there.
pub fn watch_keys(tx: &Tx, act: Act<'_>, organisation: OrganisationId, record: &Record) -> Result<()> {
    agenda::end(tx, SubjectId(organisation.0), KEY, None, act.now)?;
    for row in record.rows("keys") {
        let (Some(fingerprint), Some(Ok(ends))) = (row.first(), row.get(2).map(|text| text.parse::<Timestamp>()))
        else {
            continue;
        };
        let short: String = fingerprint.chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect();
        let data = json!({ "key": short, "part": "record" }).to_string();
        let obligation = Obligation { data, ..about(organisation, organisation, KEY, ends) };
        open(tx, act, &obligation, REMIND_EARLY)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_weeks_are_days_and_three_months_are_of_the_calendar() {
        let changed: Timestamp = "2026-11-30T10:00:00Z".parse().unwrap();
        assert_eq!(told_by(Duty::TwoWeeks, changed).to_string(), "2026-12-14T10:00:00Z");
        assert_eq!(told_by(Duty::ThreeMonths, changed).to_string(), "2027-02-28T10:00:00Z");
    }
}
