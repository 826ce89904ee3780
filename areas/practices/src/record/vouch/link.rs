//! What helps with which difficulty: said by anybody who speaks for an organisation, suggested where sector or catalogue items agree.

use belfry_contracts::practices::RecordLinked;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read, Result as Stored, Sql, args, ledger, scope};
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use crate::access::{SPEAKERS, Vouch};
use crate::record::{Kind, RECORD, State, new, select, store, url};

/// Suggestions on a page.
const SUGGESTED: i64 = 5;
/// Links on a page.
const MOST: i64 = 100;

/// A record at the other end, or one that may be.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its outside id.
    pub uuid: Uuid,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Catalogue items that both name.
    pub items: i64,
    /// Sectors that both name.
    pub sectors: i64,
}

fn other(row: &belfry_store::Row<'_>) -> Stored<Other> {
    Ok(Other {
        uuid: row.get(0)?,
        title: row.get(1)?,
        kind: Kind::parse(&row.get::<String>(2)?).unwrap_or(Kind::Practice),
        items: row.get(3)?,
        sectors: row.get(4)?,
    })
}

/// What both records have in common, as two columns; the other is `r`.
fn shared<'a>(record: SubjectId) -> Sql<'a> {
    Sql::new(
        "select s.uuid, s.title, r.kind, (select count(*) from practices_items i join practices_items m \
         on m.framework = i.framework and m.code = i.code where i.record_id = r.id and m.record_id = ?) as items, \
         (select count(*) from practices_sectors i join practices_sectors m on m.sector = i.sector \
         where i.record_id = r.id and m.record_id = ?) as sectors \
         from practices_records r join store_subjects s on s.id = r.id where",
        [record.into(), record.into()],
    )
}

/// What a record is linked with, as far as the reader sees it.
///
/// # Errors
/// Those of the database.
pub fn linked(read: &Read, record: SubjectId, kind: Kind) -> Stored<Vec<Other>> {
    let mut sql = shared(record);
    let ends = match kind {
        Kind::Difficulty => "r.id in (select l.practice_id from practices_links l where l.difficulty_id = ?)",
        _ => "r.id in (select l.difficulty_id from practices_links l where l.practice_id = ?)",
    };
    sql.push(ends, [record.into()]);
    sql.push("and r.state in ('published', 'superseded') and", []);
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by items desc, sectors desc, r.id desc limit ?", [MOST.into()]);
    read.rows(sql, args![], other)
}

/// What it might be linked with.
///
/// # Errors
/// Those of the database.
pub fn suggested(read: &Read, record: SubjectId, kind: Kind) -> Stored<Vec<Other>> {
    let mut sql = shared(record);
    let ends = match kind {
        Kind::Difficulty => {
            "r.kind in ('practice', 'quick-win', 'tool', 'lesson') and not exists (select 1 from practices_links l \
             where l.practice_id = r.id and l.difficulty_id = ?)"
        }
        _ => {
            "r.kind = 'difficulty' and not exists (select 1 from practices_links l \
             where l.difficulty_id = r.id and l.practice_id = ?)"
        }
    };
    sql.push(ends, [record.into()]);
    sql.push(
        "and r.state = 'published' and exists (select 1 from practices_items i join practices_items m \
         on m.framework = i.framework and m.code = i.code where i.record_id = r.id and m.record_id = ?) and",
        [record.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by items desc, sectors desc, r.id desc limit ?", [SUGGESTED.into()]);
    read.rows(sql, args![], other)
}

/// Links two, whichever of them the page is of.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act(visit: &mut Visit<Vouch>) -> Result<Reply, Problem> {
    let typed = visit.form().text("other").rsplit('/').next().unwrap_or_default().parse::<Uuid>();
    let tx = visit.write()?;
    let subject = visit.load(&tx, RECORD, visit.path("uuid")?)?;
    let warn = |key: &str| Ok(Reply::To(url(&subject), Some(("warn", visit.s(key)))));
    let other = match typed {
        Ok(uuid) => select::published(&tx, uuid)?,
        Err(_) => None,
    };
    let Some(other) = other else { return warn(belfry_words::key!("practices-link-none")) };
    let (here, there) = (store::of(&tx, subject.id)?, store::of(&tx, other)?);
    let pair = match (here.written.kind, there.written.kind) {
        (Kind::Difficulty, Kind::Difficulty) => return warn(belfry_words::key!("practices-link-two")),
        (Kind::Difficulty, _) => (other, subject.id),
        (_, Kind::Difficulty) => (subject.id, other),
        _ => return warn(belfry_words::key!("practices-link-two")),
    };
    if here.state != State::Published {
        return warn(belfry_words::key!("practices-vouch-not-out"));
    }
    let person = visit.person()?;
    let home = new::home(person, SPEAKERS).ok_or(Problem::Forbidden)?;
    let made = tx.execute(
        "insert into practices_links (practice_id, difficulty_id, organisation_id, person_id, at) values ($1, $2, $3, $4, $5) \
         on conflict do nothing",
        args![pair.0, pair.1, home, person.id, visit.now()],
    )?;
    if made > 0 {
        ledger::record(&tx, visit.act(), &RecordLinked { record: pair.0, difficulty: pair.1 })?;
    }
    tx.commit()?;
    Ok(Reply::done(url(&subject), visit.s("practices-link-done")))
}
