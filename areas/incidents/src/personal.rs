//! What incidents hold on a person: what he wrote and sent for his organisation. Records and notifications are among his records.

use belfry_kernel::PersonId;
use belfry_store::{Read, Result, Tx, args};
use belfry_web::area::{Holding, Part, Personal};
use belfry_words::key;
use serde_json::{Value, json};

/// The area's answers.
pub const PERSONAL: Personal = Personal { about, holdings, forget };

fn about(read: &Read, person: PersonId) -> Result<Vec<Part>> {
    let rows = |sql: &'static str| -> Result<Vec<Value>> {
        read.rows(sql, args![person], |row| {
            let at = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "record": row.get::<Option<String>>(0)?, "words": row.get::<String>(1)?, "at": at }))
        })
    };
    Ok(vec![
        (
            "incidents-moments",
            rows(
                "select s.title, m.text, m.written from incidents_moments m left join store_subjects s on s.id = m.incident_id \
                 where m.person_id = $1 order by m.id",
            )?,
        ),
        (
            "incidents-submissions",
            rows(
                "select s.title, u.answers, u.at from incidents_submissions u left join store_subjects s \
                 on s.id = u.notification_id where u.person_id = $1 order by u.id",
            )?,
        ),
        (
            "incidents-drafts",
            rows(
                "select s.title, d.answers, d.at from incidents_drafts d left join store_subjects s on s.id = d.notification_id \
                 where d.person_id = $1 order by d.at",
            )?,
        ),
        (
            "incidents-reviews",
            rows(
                "select s.title, r.text, r.at from incidents_reviews r left join store_subjects s on s.id = r.notification_id \
                 where r.person_id = $1 order by r.id",
            )?,
        ),
        (
            "incidents-requests",
            rows(
                "select s.title, r.text, r.at from incidents_requests r left join store_subjects s on s.id = r.notification_id \
                 where r.person_id = $1 order by r.id",
            )?,
        ),
        (
            "incidents-linked",
            rows(
                "select s.title, l.kind, l.at from incidents_links l left join store_subjects s on s.id = l.incident_id \
                 where l.person_id = $1 order by l.at",
            )?,
        ),
        (
            "incidents-verdicts",
            rows(
                "select s.title, v.said, v.at from incidents_verdicts v left join store_subjects s on s.id = v.incident_id \
                 where v.person_id = $1 order by v.id",
            )?,
        ),
        (
            "incidents-rules",
            rows("select r.country, r.part, r.at from incidents_routes r where r.person_id = $1 order by r.id")?,
        ),
        (
            "incidents-laws",
            rows("select r.name, r.version, r.at from incidents_regimes r where r.person_id = $1 order by r.at")?,
        ),
        (
            "incidents-partners",
            rows(
                "select p.country, p.name, p.confirmed from incidents_partners p where p.person_id = $1 order by p.id",
            )?,
        ),
        (
            "incidents-channels",
            rows("select c.kind, c.address, c.at from incidents_channels c where c.person_id = $1 order by c.id")?,
        ),
        (
            "incidents-shares",
            rows(
                "select s.title, h.consent, h.at from incidents_shares h left join store_subjects s on s.id = h.root_id \
                 where h.person_id = $1 order by h.at",
            )?,
        ),
        (
            "incidents-lessons",
            rows(
                "select s.title, l.cause, l.at from incidents_lessons l left join store_subjects s on s.id = l.incident_id \
                 where l.person_id = $1 or l.assignee_id = $1 order by l.id",
            )?,
        ),
        (
            "incidents-after",
            rows(
                "select s.title, a.change, a.at from incidents_afters a left join store_subjects s on s.id = a.incident_id \
                 where a.person_id = $1 or a.signed_by = $1 order by a.at",
            )?,
        ),
        (
            "incidents-assigned",
            rows(
                "select s.title, r.parts, r.at from incidents_recipients r left join store_subjects s \
                 on s.id = r.notification_id where r.assignee_id = $1 order by r.at",
            )?,
        ),
    ])
}

fn holdings(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (written, sent, handled): (i64, i64, i64) = read.one(
        "select (select count(*) from incidents_moments where person_id = $1) \
         + (select count(*) from incidents_links where person_id = $1) \
         + (select count(*) from incidents_verdicts where person_id = $1) \
         + (select count(*) from incidents_drafts where person_id = $1) \
         + (select count(*) from incidents_shares where person_id = $1) \
         + (select count(*) from incidents_lessons where person_id = $1 or assignee_id = $1) \
         + (select count(*) from incidents_afters where person_id = $1 or signed_by = $1), \
         (select count(*) from incidents_submissions where person_id = $1), \
         (select count(*) from incidents_reviews where person_id = $1) \
         + (select count(*) from incidents_requests where person_id = $1) \
         + (select count(*) from incidents_routes where person_id = $1) \
         + (select count(*) from incidents_regimes where person_id = $1) \
         + (select count(*) from incidents_partners where person_id = $1) \
         + (select count(*) from incidents_channels where person_id = $1) \
         + (select count(*) from incidents_recipients where assignee_id = $1)",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let kept = Some(key!("incidents-personal-why"));
    let holding = |what, count| Holding { what, count, kept, others: true };
    Ok(vec![
        holding(key!("incidents-personal-written"), written),
        holding(key!("incidents-personal-sent"), sent),
        holding(key!("incidents-personal-handled"), handled),
    ])
}

/// What was notified is the organisation's and the authority's, and the person is a pseudonym by then; he takes care of nothing any more.
fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    tx.execute("update incidents_recipients set assignee_id = null where assignee_id = $1", args![person])?;
    tx.execute("update incidents_lessons set assignee_id = null where assignee_id = $1", args![person])?;
    Ok(())
}
