//! What happened to a record.

use belfry_kernel::SubjectId;
use belfry_store::{Read as Picture, Result as Stored, args};
use belfry_words::{Words, key};
use jiff::Timestamp;

/// Entries of a history: the newest.
const HISTORY: i64 = 50;

/// An entry.
pub(super) struct Happened {
    pub(super) when: String,
    pub(super) datetime: String,
    pub(super) who: String,
    pub(super) what: String,
}

/// What happened to it. What it was linked with may be hidden from this reader, so that is left out.
pub(super) fn history(read: &Picture, t: &Words, id: SubjectId) -> Stored<Vec<Happened>> {
    read.rows(
        "select l.at, l.fact, p.name from store_ledger l left join identity_people p on p.id = l.actor_id \
         where l.subject_id = $1 and l.fact like 'practices.%' and l.fact <> 'practices.record-linked' \
         order by l.at desc, l.id desc limit $2",
        args![id, HISTORY],
        |row| {
            let at: Timestamp = row.get(0)?;
            Ok(Happened {
                when: t.date_time(at),
                datetime: at.to_string(),
                who: row.get::<Option<String>>(2)?.unwrap_or_default(),
                what: t.s(fact_key(&row.get::<String>(1)?)),
            })
        },
    )
}

fn fact_key(fact: &str) -> &'static str {
    match fact {
        "practices.record-drafted" => key!("practices-fact-drafted"),
        "practices.record-submitted" => key!("practices-fact-submitted"),
        "practices.record-returned" => key!("practices-fact-returned"),
        "practices.record-checked" => key!("practices-fact-checked"),
        "practices.record-reviewed" => key!("practices-fact-reviewed"),
        "practices.record-published" => key!("practices-fact-published"),
        "practices.record-withdrawn" => key!("practices-fact-withdrawn"),
        "practices.record-superseded" => key!("practices-fact-superseded"),
        "practices.record-endorsed" => key!("practices-fact-endorsed"),
        "practices.record-adopted" => key!("practices-fact-adopted"),
        _ => key!("practices-fact-changed"),
    }
}
