//! What somebody has begun to bring in and has not ended: each step of it has an address, so that one goes back, leaves and comes
//! back. It is a record like any other whose label is for its author alone; its files wait on his shelf.

use belfry_kernel::{Allowed, Clause, Label, OrganisationId, PersonId, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Kind, Read, Tx, args, scope};
use belfry_web::{House, Reply, Visit};
use belfry_words::{Words, key};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ROOT;
use super::choose::How;
use super::fault::Fault;
use super::order::Parcel;
use super::sheet::Shape;
use super::shelf::{self, FORGOTTEN, Shelf};
use super::terms::Terms;
use super::text::Ticked;
use crate::access::Import;
use crate::event::header::Typed;

/// The kind of these records. Their steps have pages of their own.
pub const UNFINISHED: Kind = Kind { code: 11, name: "threats-unfinished", path: "/threats/import/unfinished/" };
/// One person's at once.
const MOST: i64 = 20;
/// The way of those that are done: whoever goes back to one is led to what became of it, until it is swept.
const DONE: &str = "done";
/// Characters of a name.
const NAME: usize = 100;

/// What was sent and said so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// What waits on the shelf for a job: a table, or files.
    pub parcels: Vec<Parcel>,
    /// The text that waits there.
    pub text: Option<Uuid>,
    /// Whom it is for.
    pub terms: Terms,
    /// Files that were sent along and are none that can be taken in.
    pub refused: Vec<Refused>,
    /// How a table is read.
    pub shape: Option<Shape>,
    /// What was ticked of a text.
    pub ticked: Option<Ticked>,
    /// The header of the event that it becomes, as far as it was typed.
    pub typed: Option<Typed>,
    /// Where it went once it is done: nothing else is kept then.
    pub went: Option<String>,
}

impl Kept {
    /// Removes what waits on the shelf.
    pub fn clear(&self, shelf: &Shelf) {
        self.parcels.iter().map(|parcel| parcel.token).chain(self.text).for_each(|token| shelf.remove(token));
    }
}

/// A file that was refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refused {
    /// What its sender calls it.
    pub name: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// One of them, and the proof that it may be gone on with.
pub struct Unfinished {
    subject: Allowed<Import, Subject>,
    /// What is known of it.
    pub kept: Kept,
}

/// One in a list.
pub struct Waiting {
    /// Where it goes on.
    pub href: String,
    /// Where it is thrown away.
    pub remove: String,
    /// What it is called.
    pub name: String,
    /// How it comes in.
    pub way: String,
    /// When it was begun.
    pub begun: String,
    /// Until when it waits.
    pub until: String,
}

/// Begins one; where to go on, or nothing when as many wait as may.
///
/// # Errors
/// Those of the database.
pub fn begin(
    visit: &Visit<Import>,
    owner: OrganisationId,
    way: How,
    name: &str,
    kept: &Kept,
) -> Result<Option<Uuid>, Problem> {
    let (person, now) = (visit.person()?.id, visit.now());
    let tx = visit.write()?;
    let sql = "select count(*) from threats_unfinished where person_id = $1 and begun > $2 and way <> $3";
    let waiting: i64 = tx.one(sql, args![person, oldest(now), DONE], |row| row.get(0))?;
    if waiting >= MOST {
        return Ok(None);
    }
    let label = Label::new(Tlp::Red, Clause::People([person].into()));
    let subject = Subject {
        id: visit.ids().next(),
        uuid: visit.ids().uuid(),
        kind: UNFINISHED.code,
        label_id: scope::intern(&tx, &label)?,
        owner,
        author: Some(person),
        title: short(name),
        updated: now,
    };
    subject::insert(&tx, &subject)?;
    tx.execute(
        "insert into threats_unfinished (id, person_id, way, kept, begun) values ($1, $2, $3, $4, $5)",
        args![subject.id, person, way.code(), written(kept)?, now],
    )?;
    tx.commit()?;
    Ok(Some(subject.uuid))
}

/// The one that the address names, if it is this person's and comes in this way.
///
/// # Errors
/// Not found for everybody but the one who began it.
pub fn load(visit: &Visit<Import>, way: How) -> Result<Unfinished, Problem> {
    of(visit, visit.path("uuid")?, Some(way))
}

/// The one of this identity, likewise.
///
/// # Errors
/// As [`load`]; not found once it is done.
pub fn of(visit: &Visit<Import>, uuid: Uuid, way: Option<How>) -> Result<Unfinished, Problem> {
    open(visit, uuid, way)?.map_err(|_| Problem::NotFound)
}

/// The one of this identity, for its pages; of one that is done, the way to what became of it.
///
/// # Errors
/// As [`load`].
pub fn open(visit: &Visit<Import>, uuid: Uuid, way: Option<How>) -> Result<Result<Unfinished, Reply>, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, UNFINISHED, uuid)?;
    let sql = "select way, kept from threats_unfinished where id = $1 and begun > $2";
    let found: Option<(String, String)> =
        read.maybe(sql, args![subject.id, oldest(visit.now())], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (came, kept) = found.ok_or(Problem::NotFound)?;
    let kept: Kept = serde_json::from_str(&kept).map_err(|error| Problem::Internal(error.to_string()))?;
    if let Some(to) = kept.went {
        return Ok(Err(Reply::To(to, Some(("info", visit.s(key!("threats-unfinished-done")))))));
    }
    if way.is_some_and(|way| way.code() != came) {
        return Err(Problem::NotFound);
    }
    Ok(Ok(Unfinished { subject, kept }))
}

/// What waits for whoever asks, the newest first.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &Visit<Import>, t: &Words, read: &Read) -> Result<Vec<Waiting>, Problem> {
    let sql = "select s.uuid, s.title, u.way, u.begun from threats_unfinished u join store_subjects s on s.id = u.id \
               where u.person_id = $1 and u.begun > $2 and u.way <> $4 \
               and exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = s.label_id limit 1) \
               order by u.id desc";
    let waiting = |row: &belfry_store::Row<'_>| {
        let (uuid, name, way): (Uuid, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let begun: Timestamp = row.get(3)?;
        let until = begun.checked_add(FORGOTTEN).unwrap_or(Timestamp::MAX);
        Ok(Waiting {
            href: format!("{ROOT}/{way}/{uuid}"),
            remove: format!("{}{uuid}/remove", UNFINISHED.path),
            name: if name.is_empty() { t.s("threats-import-pasted") } else { name },
            way: t.s(How::of(&way).key()),
            begun: t.date_time(begun),
            until: t.day(until.to_zoned(t.zone().clone()).date()),
        })
    };
    Ok(read.rows(sql, args![visit.person()?.id, oldest(visit.now()), read.key(), DONE], waiting)?)
}

impl Unfinished {
    /// Its identity.
    pub fn uuid(&self) -> Uuid {
        self.subject.uuid
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.subject.title
    }

    /// Keeps what it is called and what was said by now. It claims no form: one that is refused may be sent again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save(&self, visit: &Visit<Import>, name: &str) -> Result<(), Problem> {
        visit.close();
        let tx = visit.house().db.write(visit.key())?;
        subject::touch(&tx, &self.subject, self.subject.id, &short(name), visit.now())?;
        tx.execute(
            "update threats_unfinished set kept = $2 where id = $1",
            args![self.subject.id, written(&self.kept)?],
        )?;
        Ok(tx.commit()?)
    }

    /// Ends it, with whatever became of it: of what was sent and said, only the address where that is stays.
    ///
    /// # Errors
    /// Not found when it was ended elsewhere in the meantime; those of the database.
    pub fn end(&self, tx: &Tx, went: String, now: Timestamp) -> Result<(), Problem> {
        let kept = written(&Kept { went: Some(went), ..Kept::default() })?;
        let sql = "update threats_unfinished set kept = $2, way = $3 where id = $1 and way <> $3";
        if tx.execute(sql, args![self.subject.id, kept, DONE])? == 0 {
            return Err(Problem::NotFound);
        }
        Ok(subject::touch(tx, &self.subject, self.subject.id, "", now)?)
    }

    fn drop(&self, tx: &Tx) -> Result<(), Problem> {
        if tx.execute("delete from threats_unfinished where id = $1", args![self.subject.id])? == 0 {
            return Err(Problem::NotFound);
        }
        Ok(subject::remove(tx, &self.subject, self.subject.id)?)
    }
}

/// Throws one away.
///
/// # Errors
/// As [`load`].
pub fn remove(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let begun = of(visit, visit.path("uuid")?, None)?;
    let tx = visit.write()?;
    begun.drop(&tx)?;
    tx.commit()?;
    begun.kept.clear(&Shelf::of(visit.house(), visit.person()?.id));
    Ok(Reply::done(ROOT, visit.s(key!("threats-unfinished-removed"))))
}

/// Removes those that have waited too long, with their files, and files that were forgotten.
///
/// # Errors
/// Those of the database.
pub fn sweep(house: &House) -> belfry_store::Result<()> {
    let old = "select id, person_id, kept from threats_unfinished where begun <= $1 order by id limit 100";
    let tx = house.db.write(Key::SYSTEM)?;
    let old: Vec<(SubjectId, PersonId, String)> =
        tx.rows(old, args![oldest(house.clock.now())], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (id, ..) in &old {
        tx.execute("delete from threats_unfinished where id = $1", args![*id])?;
        tx.execute("delete from store_subjects where id = $1", args![*id])?;
    }
    tx.commit()?;
    for (_, person, kept) in old {
        let kept: Kept = serde_json::from_str(&kept).unwrap_or_default();
        kept.clear(&Shelf::of(house, person));
    }
    shelf::sweep(house);
    Ok(())
}

/// Removes what a person has begun: whoever is forgotten ends nothing any more. His files go when they are forgotten.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &Tx, person: PersonId) -> belfry_store::Result<()> {
    let ids: Vec<i64> =
        tx.rows("delete from threats_unfinished where person_id = $1 returning id", args![person], |row| row.get(0))?;
    tx.execute("delete from store_subjects where id in {ints $1}", args![ids])?;
    Ok(())
}

/// What was begun at this instant or before has waited too long.
fn oldest(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::try_from(FORGOTTEN).unwrap_or_default()).unwrap_or(Timestamp::MIN)
}

fn written(kept: &Kept) -> Result<String, Problem> {
    serde_json::to_string(kept).map_err(|error| Problem::Internal(error.to_string()))
}

/// The first line that says anything, short enough for a list.
fn short(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(NAME).collect()
}
