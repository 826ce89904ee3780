//! What practices hold on a person: what he wrote for his organisation. Records and reports are among his records.

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
            "practices-translated",
            rows(
                "select s.title, t.title, t.saved from practices_translations t left join store_subjects s on s.id = t.record_id \
                 where t.saved_by = $1 order by t.saved",
            )?,
        ),
        (
            "practices-endorsed",
            rows(
                "select s.title, e.evidence, e.at from practices_endorsements e left join store_subjects s on s.id = e.record_id \
                 where e.person_id = $1 order by e.id",
            )?,
        ),
        (
            "practices-adopted",
            rows(
                "select s.title, a.outcome, a.at from practices_adoptions a left join store_subjects s on s.id = a.record_id \
                 where a.person_id = $1 order by a.id",
            )?,
        ),
        (
            "practices-linked",
            rows(
                "select s.title, '', l.at from practices_links l left join store_subjects s on s.id = l.practice_id \
                 where l.person_id = $1 order by l.at",
            )?,
        ),
    ])
}

fn holdings(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (endorsed, adopted, linked): (i64, i64, i64) = read.one(
        "select (select count(*) from practices_endorsements where person_id = $1), \
         (select count(*) from practices_adoptions where person_id = $1), \
         (select count(*) from practices_links where person_id = $1)",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let kept = Some(key!("practices-personal-why"));
    let holding = |what, count| Holding { what, count, kept, others: true };
    Ok(vec![
        holding(key!("practices-personal-endorsements"), endorsed),
        holding(key!("practices-personal-adoptions"), adopted),
        holding(key!("practices-personal-links"), linked),
    ])
}

/// All of it is the organisation's, and the person is a pseudonym by then.
fn forget(_: &Tx, _: PersonId) -> Result<()> {
    Ok(())
}
