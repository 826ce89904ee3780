//! Audience in SQL: interned labels, interned sets of grants, and the table that says which set sees which label.
//!
//! No single statement is fast both for a reader who sees most of a million records and for one who sees eighty. So there
//! are two [`Shape`]s, *walk* (newest first, testing each) and *gather* (from the visible labels, sorting the few), and one
//! question that chooses by size. Both give the same rows.
//!
//! Every `exists` over `store_visible` ends with `limit 1`. Without it SQLite (3.51 and later) makes a join of it and reads all
//! labels of the reader into a Bloom filter, for each statement: a list of 50 rows then takes 106 us instead of 65 with 50
//! labels, 147 with 2,000 (2026-11, SQLite 3.54). PostgreSQL reads it as if it were not there.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use belfry_kernel::{Grants, Label, LabelId, SubjectId};

use crate::db::{Db, Dialect, Key};
use crate::error::{Error, Result};
use crate::sql::Sql;
use crate::subject::Kind;
use crate::transaction::{Read, Tx};
use crate::{Value, args};

/// Up to this many visible records of a kind, gathering is faster than walking.
const GATHER_LIMIT: i64 = 2_000;
/// A plan is kept for this many uses, then made anew.
const PLAN_USES: u32 = 512;
/// The newest visible records among which the commonest label is looked for.
const SAMPLE: i64 = 200;
/// Remembered sets of grants and plans; beyond it the memory starts afresh.
const REMEMBERED: usize = 20_000;

/// What a process remembers: pure caches, none of which decides anything.
#[derive(Default)]
pub(crate) struct Scopes {
    keys: Mutex<HashMap<Grants, Key>>,
    plans: Mutex<HashMap<(Key, i16), (Plan, u32)>>,
}

/// How a scoped statement is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Newest first, each row tested: where much is visible.
    Walk,
    /// From the visible labels: where little is.
    Gather,
}

/// What is remembered about one reader and one kind.
#[derive(Clone, Copy)]
struct Plan {
    shape: Shape,
    /// The visible label that most of the newest records have; none where records are gathered. Labels and sets of grants never
    /// change, so what was visible once stays so.
    common: Option<LabelId>,
}

/// The key of a set of grants, made when nobody asked with it before. May write.
pub fn key_of(db: &Db, grants: &Grants, now: jiff::Timestamp) -> Result<Key> {
    if *grants == Grants::default() {
        return Ok(Key::ANONYMOUS);
    }
    if grants.system {
        return Ok(Key::SYSTEM);
    }
    let keys = &db.scopes().keys;
    if let Some(key) = keys.lock().unwrap_or_else(PoisonError::into_inner).get(grants) {
        return Ok(*key);
    }
    let hash = grants.hash();
    let found = db.read(Key::SYSTEM)?.maybe("select id from store_grants where hash = $1", args![&hash], key)?;
    let key = match found {
        Some(key) => key,
        None => make_key(db, grants, &hash, now)?,
    };
    let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
    if keys.len() >= REMEMBERED {
        keys.clear();
    }
    keys.insert(grants.clone(), key);
    Ok(key)
}

fn key(row: &crate::Row<'_>) -> Result<Key> {
    Ok(Key(row.get(0)?))
}

fn make_key(db: &Db, grants: &Grants, hash: &[u8; 32], now: jiff::Timestamp) -> Result<Key> {
    let tx = db.write(Key::SYSTEM)?;
    lock_audience(&tx)?;
    let made = tx.maybe(
        "insert into store_grants (hash, grants, used) values ($1, $2, $3) on conflict (hash) do nothing returning id",
        args![hash, grants.canonical(), now],
        key,
    )?;
    let Some(made) = made else {
        let found = tx.one("select id from store_grants where hash = $1", args![hash], key)?;
        // Whoever was quicker may be part of the same transaction: it is believed once it lasts.
        tx.commit()?;
        return Ok(found);
    };
    let mut rows: Vec<Value<'_>> = Vec::new();
    tx.each("select id, canonical from store_labels", args![], |row| {
        if parsed(&row.get::<String>(1)?)?.seen_by(grants) {
            rows.extend([Value::from(made), Value::Int(row.get(0)?)]);
        }
        Ok(true)
    })?;
    tx.insert_many("store_visible", &["grant_key", "label_id"], "on conflict do nothing", &rows)?;
    tx.commit()?;
    Ok(made)
}

/// Two processes that add a label and a set of grants at the same time must see each other's.
fn lock_audience(tx: &Tx) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.maybe("select 1 from pg_advisory_xact_lock(1195525704)", args![], |_| Ok(()))?;
    }
    Ok(())
}

/// A label as it is kept, `store_labels.canonical`.
pub fn parsed(canonical: &str) -> Result<Label> {
    Label::parse(canonical).ok_or_else(|| Error::Driver("an unreadable label is kept".into()))
}

/// The id of a label, interned when it is new: then every known set of grants is asked whether it sees it.
pub fn intern(tx: &Tx, label: &Label) -> Result<LabelId> {
    let canonical = label.canonical();
    let find = "select id from store_labels where canonical = $1";
    if let Some(id) = tx.maybe(find, args![&canonical], |row| row.get(0))? {
        return Ok(id);
    }
    lock_audience(tx)?;
    let made = tx.maybe(
        "insert into store_labels (tlp, canonical) values ($1, $2) on conflict (canonical) do nothing returning id",
        args![label.tlp.code(), &canonical],
        |row| row.get::<LabelId>(0),
    )?;
    let Some(id) = made else {
        return tx.one(find, args![&canonical], |row| row.get(0));
    };
    let mut rows: Vec<Value<'_>> = Vec::new();
    tx.each("select id, grants from store_grants", args![], |row| {
        // A set kept under older rules is never asked for again: its hash differs.
        if Grants::parse(&row.get::<String>(1)?).is_some_and(|grants| label.seen_by(&grants)) {
            rows.extend([Value::Int(row.get(0)?), Value::from(id)]);
        }
        Ok(true)
    })?;
    tx.insert_many("store_visible", &["grant_key", "label_id"], "on conflict do nothing", &rows)?;
    Ok(id)
}

/// A label by its id.
pub fn label(read: &Read, id: LabelId) -> Result<Label> {
    let canonical: String =
        read.one("select canonical from store_labels where id = $1", args![id], |row| row.get(0))?;
    parsed(&canonical)
}

/// Which shape serves this reader for records of a kind.
pub fn shape(read: &Read, kind: Kind) -> Result<Shape> {
    plan(read, kind).map(|plan| plan.shape)
}

fn plan(read: &Read, kind: Kind) -> Result<Plan> {
    {
        let mut kept = read.db().scopes().plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((plan, uses)) = kept.get_mut(&(read.key(), kind.code))
            && *uses > 0
        {
            *uses -= 1;
            return Ok(*plan);
        }
    }
    let found = ask(read, &[kind])?;
    Ok(found.first().map_or(Plan { shape: Shape::Gather, common: None }, |(_, plan)| *plan))
}

/// Finds out at once which shapes serve this reader for several kinds, as far as that is not known: one question for all, where
/// each would be asked for by itself.
pub fn prepare(read: &Read, kinds: &[Kind]) -> Result<()> {
    let unknown: Vec<Kind> = {
        let kept = read.db().scopes().plans.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |kind: &Kind| kept.get(&(read.key(), kind.code)).is_some_and(|(_, uses)| *uses > 0);
        kinds.iter().filter(|kind| !known(kind)).copied().collect()
    };
    ask(read, &unknown)?;
    Ok(())
}

/// Plans for these kinds, by their codes, in one query; they are kept unless a change is under way. How many are seen is counted up
/// to where it no longer matters; the commonest label is looked for only where there are so many.
fn ask(read: &Read, kinds: &[Kind]) -> Result<Vec<(i16, Plan)>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("with k (code, seen) as materialized (", []);
    for (n, kind) in kinds.iter().enumerate() {
        sql.push(if n == 0 { "select" } else { "union all select" }, []);
        sql.push("cast(? as bigint), (select count(*) from (select 1", [Value::Int(kind.code.into())]);
        sql.append(&gather_from(read, *kind, ""));
        sql.push("limit ?) few)", [Value::Int(GATHER_LIMIT + 1)]);
    }
    sql.push(
        ") select k.code, k.seen, case when k.seen > ? then (select label_id from (select s.label_id from store_subjects s \
         where s.kind = k.code and",
        [Value::Int(GATHER_LIMIT)],
    );
    sql.append(&sees_subject(read.key()));
    sql.push(
        "order by s.id desc limit ?) few group by label_id order by count(*) desc, label_id limit 1) end from k",
        [Value::Int(SAMPLE)],
    );
    let found = read.rows(sql, args![], |row| {
        let shape = if row.get::<i64>(1)? > GATHER_LIMIT { Shape::Walk } else { Shape::Gather };
        Ok((row.get::<i16>(0)?, Plan { shape, common: row.get(2)? }))
    })?;
    if read.may_vanish() {
        return Ok(found);
    }
    let mut kept = read.db().scopes().plans.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() + found.len() > REMEMBERED {
        kept.clear();
    }
    kept.extend(found.iter().map(|(code, plan)| ((read.key(), *code), (*plan, PLAN_USES))));
    drop(kept);
    Ok(found)
}

fn gather_from<'a>(read: &Read, kind: Kind, join: &'static str) -> Sql<'a> {
    match read.dialect() {
        Dialect::Sqlite => Sql::new("from store_visible v cross join store_subjects s", [])
            .and(join, [])
            .and("where v.grant_key = ? and s.kind = ? and s.label_id = v.label_id", [read.key().into(), kind.into()]),
        Dialect::Postgres => Sql::new("from store_subjects s", []).and(join, []).and(
            "where s.kind = ? and s.label_id = any(array(select label_id from store_visible where grant_key = ?))",
            [kind.into(), read.key().into()],
        ),
    }
}

/// The visible records of a kind as a `from .. where ..`, in the shape that serves: the subject is `s`, and `join` adds
/// the area's own table, such as `cross join threats_events e`; more conditions may follow with `and`.
pub fn visible<'a>(read: &Read, kind: Kind, join: &'static str) -> Result<Sql<'a>> {
    let Plan { shape: Shape::Walk, common } = plan(read, kind)? else { return Ok(gather_from(read, kind, join)) };
    let mut sql = Sql::new("from store_subjects s", []).and(join, []).and("where s.kind = ? and", [kind.into()]);
    let Some(common) = common else {
        sql.append(&sees_subject(read.key()));
        return Ok(sql);
    };
    // In most communities most records have one label: it is known without a look into the table.
    sql.push("(+s.label_id = ? or", [common.into()]);
    sql.append(&sees_subject(read.key()));
    sql.push(")", []);
    Ok(sql)
}

/// Newest first, by id, in the words that keep the plan of [`visible`]'s shape.
pub fn newest<'a>(read: &Read, kind: Kind, before: Option<SubjectId>, limit: i64) -> Result<Sql<'a>> {
    let mut tail = Sql::default();
    if let Some(before) = before {
        tail.push("and s.id < ?", [before.into()]);
    }
    match (read.dialect(), shape(read, kind)?) {
        (Dialect::Postgres, Shape::Gather) => tail.push("order by s.id + 0 desc limit ?", [limit.into()]),
        _ => tail.push("order by s.id desc limit ?", [limit.into()]),
    }
    Ok(tail)
}

/// `exists (..)` for the label of the subject aliased `s`, for statements that start elsewhere.
pub fn sees_subject<'a>(key: Key) -> Sql<'a> {
    Sql::new(
        "exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = +s.label_id limit 1)",
        [key.into()],
    )
}

/// `exists (..)` for a child's own label, or none, in the row aliased `a`.
pub fn sees_child<'a>(key: Key) -> Sql<'a> {
    Sql::new(
        "(a.label_id is null or exists (select 1 from store_visible w where w.grant_key = ? and w.label_id = a.label_id \
         limit 1))",
        [key.into()],
    )
}
