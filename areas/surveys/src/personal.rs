//! What surveys hold on a person: what he answered for himself, and which answers of his organisation he wrote or signed. Of anonymous
//! answers nothing can be said: nobody knows whose they are. Of self-assessments: the items that he wrote, what he signed and showed.

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
    let assessed = read.rows(
        "select s.title, i.code, i.saved from surveys_assess_items i join store_subjects s on s.id = i.assessment_id \
         where i.saved_by = $1 union all \
         select s.title, 'signed', a.signed from surveys_assessments a join store_subjects s on s.id = a.id \
         where a.signed_by = $1 union all \
         select s.title, 'shown', h.shared from surveys_assess_shares h join store_subjects s on s.id = h.assessment_id \
         where h.made_by = $1 order by 1, 2",
        args![person],
        |row| {
            let at = row.get::<Option<jiff::Timestamp>>(2)?.map(|at| at.to_string());
            Ok(json!({ "assessment": row.get::<String>(0)?, "what": row.get::<String>(1)?, "at": at }))
        },
    )?;
    let recorded = read.rows(
        "select framework, code, country, status, saved from surveys_implementations where saved_by = $1 order by id",
        args![person],
        |row| {
            Ok(json!({
                "framework": row.get::<String>(0)?, "item": row.get::<String>(1)?, "country": row.get::<String>(2)?,
                "status": row.get::<String>(3)?, "saved": row.get::<jiff::Timestamp>(4)?.to_string(),
            }))
        },
    )?;
    let files = read.rows(
        "select s.title, f.name, f.at from surveys_files f left join store_subjects s on s.id = f.subject_id \
         where f.person_id = $1 order by f.id",
        args![person],
        |row| {
            let at = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "record": row.get::<Option<String>>(0)?, "file": row.get::<String>(1)?, "at": at }))
        },
    )?;
    Ok(vec![
        ("survey-files", files),
        ("survey-answers", own),
        ("survey-answers-written", written),
        ("self-assessments", assessed),
        ("implementation-records", recorded),
    ])
}

fn holdings(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (own, written, assessed, recorded): (i64, i64, i64, i64) = read.one(
        "select (select count(*) from surveys_answers where party_id = $1), \
         (select count(*) from surveys_answers where party_id <> $1 and (saved_by = $1 or signed_by = $1)), \
         (select count(*) from surveys_assess_items where saved_by = $1) \
         + (select count(*) from surveys_assessments where signed_by = $1) \
         + (select count(*) from surveys_assess_shares where made_by = $1), \
         (select count(*) from surveys_implementations where saved_by = $1)",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    Ok(vec![
        Holding { what: belfry_words::key!("surveys-personal-own"), count: own, kept: None, others: false },
        Holding {
            what: belfry_words::key!("surveys-personal-written"),
            count: written,
            kept: Some(belfry_words::key!("surveys-personal-why")),
            others: true,
        },
        Holding {
            what: belfry_words::key!("surveys-assess-personal"),
            count: assessed,
            kept: Some(belfry_words::key!("surveys-personal-why")),
            others: true,
        },
        Holding {
            what: belfry_words::key!("surveys-implementation-personal"),
            count: recorded,
            kept: Some(belfry_words::key!("surveys-personal-why")),
            others: true,
        },
    ])
}

fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    tx.execute(
        "delete from surveys_coded where answer_id in (select a.id from surveys_answers a where a.party_id = $1)",
        args![person],
    )?;
    tx.execute("delete from surveys_files where party_id = $1", args![person])?;
    tx.execute("delete from surveys_answers where party_id = $1", args![person])?;
    tx.execute("delete from surveys_invited where party_id = $1", args![person])?;
    Ok(())
}
