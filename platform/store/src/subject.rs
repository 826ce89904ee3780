//! Subjects: every record with a page, whatever area it belongs to.

use std::collections::HashSet;

use belfry_kernel::access::{Granted, Rule, decide};
use belfry_kernel::{
    Action, Actor, Allowed, Label, LabelId, ObjectFacts, OrganisationId, PersonId, Problem, SubjectId,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::error::Result;
use crate::transaction::{Read, Tx};
use crate::{Error, Value, args, scope};

/// A kind of record. Areas declare theirs as constants; codes are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// In the database.
    pub code: i16,
    /// In message keys and facts: `threats-event`.
    pub name: &'static str,
    /// What comes before the UUID in its page's address: `/threats/events/`.
    pub path: &'static str,
}

/// What every record with a page has.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Inside.
    pub id: SubjectId,
    /// Outside.
    pub uuid: Uuid,
    /// [`Kind::code`].
    pub kind: i16,
    /// Who may see it.
    pub label_id: LabelId,
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// One line.
    pub title: String,
    /// Its last change.
    pub updated: Timestamp,
}

impl Subject {
    /// Reads the columns of [`COLUMNS`] from a row, beginning at `at`.
    pub fn from_row(row: &crate::Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            id: row.get(at)?,
            uuid: row.get(at + 1)?,
            kind: row.get(at + 2)?,
            label_id: row.get(at + 3)?,
            owner: row.get(at + 4)?,
            author: row.get(at + 5)?,
            title: row.get(at + 6)?,
            updated: row.get(at + 7)?,
        })
    }

    /// What the decision asks for, once it is known to be visible.
    pub fn facts(&self) -> ObjectFacts {
        ObjectFacts { visible: true, owner: self.owner, author: self.author }
    }
}

/// The columns that [`Subject::from_row`] reads, of the alias `s`.
pub const COLUMNS: &str = "s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated";

/// Loads a record for an act: hidden is [`Problem::NotFound`], seen without a role for the act is [`Problem::Forbidden`].
///
/// Several organisations may hold a record of one UUID (decision 0004): the actor's own comes first, then the oldest he sees.
///
/// For an act that writes, in a transaction that writes, the record is the caller's until that ends: what he reads of it, its label first
/// of all, is what stands there when he changes it.
pub fn load<A: Action>(
    read: &Read,
    actor: &Actor,
    rules: &[Rule],
    kind: Kind,
    uuid: Uuid,
) -> Result<Allowed<A, Subject>, Problem> {
    load_of(read, actor, rules, kind, uuid, None)
}

/// As [`load`], of the several records of one UUID that which this organisation holds.
pub fn load_of<A: Action>(
    read: &Read,
    actor: &Actor,
    rules: &[Rule],
    kind: Kind,
    uuid: Uuid,
    holder: Option<OrganisationId>,
) -> Result<Allowed<A, Subject>, Problem> {
    if A::WRITES && read.must_lock() {
        // A statement of its own: the next one sees what others did while this one waited, their new labels too.
        read.rows(
            "select s.id from store_subjects s where s.uuid = $1 and s.kind = $2 order by s.id for no key update",
            args![uuid, kind],
            |_| Ok(()),
        )?;
    }
    let home = actor.person().map(|person| person.organisation);
    let found = read.maybe(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
         where s.uuid = $1 and s.kind = $2 and (cast($5 as bigint) is null or s.owner_id = $5) \
         and exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = s.label_id limit 1) \
         order by case when s.owner_id = $4 then 0 else 1 end, s.id limit 1",
        args![uuid, kind, read.key(), home, holder],
        |row| Subject::from_row(row, 0),
    )?;
    let subject = found.ok_or(Problem::NotFound)?;
    let granted: Granted<A> = decide(actor, rules, Some(&subject.facts()))?;
    Ok(Allowed::new(subject, granted))
}

/// Of these UUIDs those that several records of a kind bear that the reader sees.
pub fn of_several(read: &Read, kind: Kind, uuids: Vec<Uuid>) -> Result<HashSet<Uuid>> {
    if uuids.is_empty() {
        return Ok(HashSet::new());
    }
    let several = read.rows(
        "select s.uuid from store_subjects s where s.uuid in {uuids $1} and s.kind = $2 \
         and exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = s.label_id limit 1) \
         group by s.uuid having count(*) > 1",
        args![Value::Uuids(uuids), kind, read.key()],
        |row| row.get(0),
    )?;
    Ok(several.into_iter().collect())
}

/// Of these records those that the reader sees.
pub fn by_ids(read: &Read, ids: &[SubjectId]) -> Result<Vec<Subject>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    read.rows(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
         where s.id in {ints $1} \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = +s.label_id limit 1)",
        args![ids, read.key()],
        |row| Subject::from_row(row, 0),
    )
}

/// A new record. Returns [`Error::Unique`] when the owner already holds one of this UUID.
pub fn insert(tx: &Tx, subject: &Subject) -> Result<()> {
    tx.execute(
        "insert into store_subjects (id, kind, uuid, label_id, owner_id, author_id, title, updated) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            subject.id,
            subject.kind,
            subject.uuid,
            subject.label_id,
            subject.owner,
            subject.author,
            &subject.title,
            subject.updated
        ],
    )?;
    Ok(())
}

/// Another title and instant of change, under the proof of a change.
pub fn touch<A: Action, T>(tx: &Tx, _proof: &Allowed<A, T>, id: SubjectId, title: &str, now: Timestamp) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("update store_subjects set title = $2, updated = $3 where id = $1", args![id, title, now])?;
    Ok(())
}

/// Another audience, under the proof of a change: publishing, narrowing, withdrawing are this one row. The new label may be
/// out of the actor's own sight.
pub fn relabel<A: Action, T>(tx: &Tx, _proof: &Allowed<A, T>, id: SubjectId, label: &Label) -> Result<LabelId> {
    const { assert!(A::WRITES) };
    let label_id = scope::intern(tx, label)?;
    tx.as_system(|_| {
        tx.execute("update store_subjects set label_id = $2 where id = $1", args![id, label_id])?;
        Ok(())
    })?;
    Ok(label_id)
}

/// Another owner, under the proof of a change. The new owner holds no record of this UUID yet.
pub fn hand_over<A: Action, T>(tx: &Tx, _proof: &Allowed<A, T>, id: SubjectId, to: OrganisationId) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("update store_subjects set owner_id = $2 where id = $1", args![id, to])?;
    Ok(())
}

/// Removes a record's row; its area has removed what hangs on it. Under the proof of a change.
pub fn remove<A: Action, T>(tx: &Tx, _proof: &Allowed<A, T>, id: SubjectId) -> Result<()> {
    const { assert!(A::WRITES) };
    match tx.execute("delete from store_subjects where id = $1", args![id])? {
        0 => Err(Error::NoRow),
        _ => Ok(()),
    }
}
