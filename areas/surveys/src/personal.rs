//! What surveys hold on a person: what he answered for himself, and which answers of his organisation he wrote or signed. Of anonymous
//! answers nothing can be said: nobody knows whose they are.

use belfry_kernel::PersonId;
use belfry_store::{Read, Result, Tx, args};
use belfry_web::area::{Holding, Part, Personal};
use serde_json::{Value, json};

/// The area's answers.
pub const PERSONAL: Personal = Personal { about, holdings, forget };

fn about(read: &Read, person: PersonId) -> Result<Vec<Part>> {
    let own = read.rows(
        "select s.title, a.answers, a.saved from surveys_answers a join store_subjects s on s.id = a.campaign_id \
         where a.party_id = $1 order by a.id",
        args![person],
        |row| {
            let answers: Value = serde_json::from_str(&row.get::<String>(1)?).unwrap_or_default();
            let saved = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "survey": row.get::<String>(0)?, "answers": answers, "saved": saved }))
        },
    )?;
    let written = read.rows(
        "select s.title, a.saved from surveys_answers a join store_subjects s on s.id = a.campaign_id \
         where a.saved_by = $1 or a.signed_by = $1 order by a.id",
        args![person],
        |row| Ok(json!({ "survey": row.get::<String>(0)?, "saved": row.get::<jiff::Timestamp>(1)?.to_string() })),
    )?;
    Ok(vec![("survey-answers", own), ("survey-answers-written", written)])
}

fn holdings(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (own, written): (i64, i64) = read.one(
        "select (select count(*) from surveys_answers where party_id = $1), \
         (select count(*) from surveys_answers where party_id <> $1 and (saved_by = $1 or signed_by = $1))",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(vec![
        Holding { what: belfry_words::key!("surveys-personal-own"), count: own, kept: None, others: false },
        Holding {
            what: belfry_words::key!("surveys-personal-written"),
            count: written,
            kept: Some(belfry_words::key!("surveys-personal-why")),
            others: true,
        },
    ])
}

fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    tx.execute("delete from surveys_answers where party_id = $1", args![person])?;
    tx.execute("delete from surveys_invited where party_id = $1", args![person])?;
    Ok(())
}
