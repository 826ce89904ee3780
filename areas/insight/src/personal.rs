//! What reports hold on a person: which he sent in or approved, and which sections he wrote last. It stays with the report, under a
//! pseudonym: others rely on who answered for it.

use belfry_kernel::PersonId;
use belfry_store::{Read, Result, Tx, args};
use belfry_web::area::{Holding, Part, Personal};
use serde_json::json;

/// The area's answers.
pub const PERSONAL: Personal = Personal { about, holdings, forget };

fn about(read: &Read, person: PersonId) -> Result<Vec<Part>> {
    let answered = read.rows(
        "select s.title, r.sent_by, r.signed_by from insight_reports r join store_subjects s on s.id = r.id \
         where r.sent_by = $1 or r.signed_by = $1 order by r.id",
        args![person],
        |row| {
            let sent = row.get::<Option<PersonId>>(1)? == Some(person);
            let approved = row.get::<Option<PersonId>>(2)? == Some(person);
            Ok(json!({ "report": row.get::<String>(0)?, "sent": sent, "approved": approved }))
        },
    )?;
    let written = read.rows(
        "select s.title, c.saved from insight_sections c join store_subjects s on s.id = c.report_id where c.saved_by = $1 order by c.id",
        args![person],
        |row| Ok(json!({ "report": row.get::<String>(0)?, "saved": row.get::<jiff::Timestamp>(1)?.to_string() })),
    )?;
    Ok(vec![("reports-answered-for", answered), ("report-sections", written)])
}

fn holdings(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (answered, written): (i64, i64) = read.one(
        "select (select count(*) from insight_reports where sent_by = $1 or signed_by = $1), \
         (select count(*) from insight_sections where saved_by = $1)",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let holding =
        |what, count| Holding { what, count, kept: Some(belfry_words::key!("insight-personal-why")), others: true };
    Ok(vec![
        holding(belfry_words::key!("insight-personal-answered"), answered),
        holding(belfry_words::key!("insight-personal-written"), written),
    ])
}

fn forget(_tx: &Tx, _person: PersonId) -> Result<()> {
    Ok(())
}
