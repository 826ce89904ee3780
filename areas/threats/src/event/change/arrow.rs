//! Arrows between parts of an event: made, taken back, and seen by those only who see both ends.

use belfry_kernel::{Ids, LabelId, SubjectId};
use belfry_store::{Read, Result, Sql, Tx, Value, args, scope};
use uuid::Uuid;

use super::never_shared;
use crate::attribute::Attribute;
use crate::event::Event;
use crate::object::{Object, Reference};

/// Where an arrow may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Identity everywhere.
    pub uuid: Uuid,
    /// The part's own label.
    pub label: Option<LabelId>,
    /// An object, else an attribute.
    pub is_object: bool,
}

/// An arrow that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Inside.
    pub id: i64,
    /// Identity everywhere.
    pub uuid: Uuid,
    /// Its label, if not all who see the event see both of its ends.
    pub label: Option<LabelId>,
}

/// The part of this identity in an event that was loaded before, if the reader sees it and it was not taken back.
pub fn end_of(read: &Read, event: SubjectId, uuid: Uuid) -> Result<Option<End>> {
    let mut sql = Sql::new(
        "select cast(1 as bigint), a.label_id from threats_objects a where a.event_id = ? and a.uuid = ? and a.deleted = false and",
        [event.into(), uuid.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select 0, a.label_id from threats_attributes a where a.event_id = ? and a.uuid = ? and a.deleted = false and",
        [event.into(), uuid.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    let found =
        read.rows(sql, args![], |row| Ok(End { uuid, label: row.get(1)?, is_object: row.get::<i64>(0)? == 1 }))?;
    Ok(found.into_iter().next())
}

/// Writes a new arrow from an object to `end`. The object is newer for it: a copy elsewhere takes what hangs on an object only then
/// (MISP's rule). It is so for those who see the arrow; kept with the object is only what all see who see that.
pub fn add_reference(
    tx: &Tx,
    ids: &Ids,
    event: &mut Event,
    from: &Object,
    end: End,
    relationship: &str,
    comment: &str,
) -> Result<Made> {
    let label = both(tx, from.label, end.label)?;
    touch(tx, event, from, label)?;
    let (id, uuid): (i64, Uuid) = (ids.next(), ids.uuid());
    // MISP's codes for what is pointed at.
    let extra = if end.is_object { r#"{"referenced_type":"1"}"# } else { r#"{"referenced_type":"0"}"# };
    tx.execute(
        "insert into threats_references (id, event_id, object_id, uuid, target, relationship, comment, timestamp, deleted, \
         label_id, extra) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            id,
            event.id,
            from.id,
            uuid,
            end.uuid,
            relationship,
            comment,
            event.timestamp,
            false,
            label,
            extra
        ],
    )?;
    Ok(Made { id, uuid, label })
}

/// Takes an arrow back: its row stays, so that whoever had it learns of it.
pub fn remove_reference(tx: &Tx, event: &mut Event, from: &Object, one: &Reference) -> Result<()> {
    event.timestamp = event.timestamp.max(one.timestamp + 1);
    touch(tx, event, from, one.label)?;
    tx.execute(
        "update threats_references set deleted = $2, timestamp = $3, label_id = coalesce($4, label_id) where id = $1",
        args![one.id, true, event.timestamp, never_shared(tx, event)?],
    )?;
    Ok(())
}

/// The object of an arrow of this label is newer.
fn touch(tx: &Tx, event: &mut Event, one: &Object, arrow: Option<LabelId>) -> Result<()> {
    event.timestamp = event.timestamp.max(one.timestamp + 1);
    if arrow != one.label {
        return Ok(());
    }
    tx.execute("update threats_objects set timestamp = $2 where id = $1", args![one.id, event.timestamp])?;
    Ok(())
}

/// Takes the arrows back that point at a part which is taken back.
pub(super) fn lose_arrows(tx: &Tx, event: &Event, target: Uuid, kept_back: Option<LabelId>) -> Result<()> {
    tx.execute(
        "update threats_objects set timestamp = case when timestamp >= $3 then timestamp + 1 else $3 end where id in \
         (select r.object_id from threats_references r join threats_objects o on o.id = r.object_id \
         where r.event_id = $1 and r.target = $2 and r.deleted = false \
         and (r.label_id = o.label_id or r.label_id is null and o.label_id is null))",
        args![event.id, target, event.timestamp],
    )?;
    tx.execute(
        "update threats_references set deleted = $4, label_id = coalesce($5, label_id), \
         timestamp = case when timestamp >= $3 then timestamp + 1 else $3 end \
         where event_id = $1 and target = $2 and deleted = false",
        args![event.id, target, event.timestamp, true, kept_back],
    )?;
    Ok(())
}

/// Gives the arrows that point at parts with labels of their own the labels of both ends.
pub fn narrow_arrows(tx: &Tx, event: SubjectId) -> Result<()> {
    arrows(
        tx,
        "select r.id, r.label_id, o.label_id, h.label_id from (select uuid, label_id from threats_attributes \
         where event_id = $1 and label_id is not null union all select uuid, label_id from threats_objects \
         where event_id = $1 and label_id is not null) h cross join threats_references r cross join threats_objects o \
         where r.event_id = $1 and r.target = h.uuid and o.id = r.object_id",
        args![event],
    )
}

/// The same for one attribute whose label changed, or went.
pub(super) fn arrows_at(tx: &Tx, one: &Attribute) -> Result<()> {
    arrows(
        tx,
        "select r.id, r.label_id, o.label_id, a.label_id from threats_attributes a cross join threats_references r \
         cross join threats_objects o where a.id = $2 and r.event_id = $1 and r.target = a.uuid and o.id = r.object_id",
        args![one.event, one.id],
    )
}

/// Of each row: an arrow, its label, and those of its ends.
fn arrows(tx: &Tx, sql: &'static str, args: &[Value<'_>]) -> Result<()> {
    type Ends = (i64, Option<LabelId>, Option<LabelId>, Option<LabelId>);
    let all: Vec<Ends> = tx.rows(sql, args, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    for (arrow, now, from, to) in all {
        let both = both(tx, from, to)?;
        if now != both {
            tx.execute("update threats_references set label_id = $2 where id = $1", args![arrow, both])?;
        }
    }
    Ok(())
}

/// The label of what only those see who see both.
pub(super) fn both(tx: &Tx, one: Option<LabelId>, other: Option<LabelId>) -> Result<Option<LabelId>> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => {
            scope::intern(tx, &scope::label(tx, one)?.meet(&scope::label(tx, other)?)).map(Some)
        }
        (one, other) => Ok(one.or(other)),
    }
}
