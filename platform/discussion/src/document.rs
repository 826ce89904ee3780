//! Files beside a record, in versions.
//!
//! A document has a title and versions that never change; the newest is what one gets first. The file lies in the object
//! store under the hash of its content. It is handed over as an attachment in a sandbox, whatever it is.

pub mod add;
pub mod download;
pub mod kind;
pub mod revise;
pub mod show;
pub mod withdraw;

use belfry_contracts::discussion::DocumentAdded;
use belfry_kernel::{Action, Allowed, Label, OrganisationId, Person, PersonId, Problem, SubjectId};
use belfry_outbound::BlobId;
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Result, Row, Sql, Tx, args, ledger, scope};
use belfry_web::Visit;
use belfry_web::form::Errors;
use belfry_words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use crate::discussion::heard;
use crate::file::{self, Taken};
use crate::place::{self, Hearing, Place, is_partly};
use crate::remark::addressed;
use kind::Kind;

/// Characters of a title or a note.
const LONGEST: usize = 200;
/// Documents shown beside a record: the newest.
const MOST: i64 = 50;

/// A document in a list.
#[derive(Debug)]
pub struct Listed {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its own TLP level; empty when it has that of the record.
    pub tlp: String,
    /// For whom it is, where that is not the usual ones; empty otherwise.
    pub hearers: String,
    /// Its newest version: number, size, who, when.
    pub version: String,
    /// The size as it is read.
    pub size: String,
    /// Who brought the newest version.
    pub who: String,
    /// When, as machines read it.
    pub datetime: String,
    /// When, as it is read.
    pub when: String,
}

/// A document with its label, as it is loaded for a reader who sees it.
#[derive(Debug)]
pub struct Document {
    /// Inside id.
    pub id: i64,
    /// Outside id.
    pub uuid: Uuid,
    /// Its title.
    pub title: String,
    /// Who put it there.
    pub person: PersonId,
    /// For whom.
    pub organisation: OrganisationId,
    /// The text of its own label.
    pub label: Option<String>,
}

/// One version.
#[derive(Debug)]
pub struct Version {
    /// Its number, from 1.
    pub number: i64,
    /// Where its content lies.
    pub blob: BlobId,
    /// What it is.
    pub kind: &'static Kind,
    /// What its sender called it.
    pub name: String,
    /// Bytes.
    pub length: u64,
    /// What is new in it.
    pub note: String,
    /// Who brought it.
    pub author: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The documents of a record that was loaded before, newest first.
pub(crate) fn list<P: Place>(
    read: &Read,
    t: &Words,
    page: &str,
    subject: &Subject,
    hearing: Option<&Hearing>,
) -> std::result::Result<Vec<Listed>, Problem> {
    let mut sql = Sql::new(
        "select a.uuid, a.title, case when l.tlp = r.tlp then null else l.tlp end, v.number, v.length, p.name, v.at, l.canonical \
         from discussion_documents a join store_labels r on r.id = ? \
         join discussion_versions v on v.document_id = a.id \
         and v.number = (select max(w.number) from discussion_versions w where w.document_id = a.id) \
         left join identity_people p on p.id = v.person_id left join store_labels l on l.id = a.label_id \
         where a.subject_id = ? and a.withdrawn is null and",
        [subject.label_id.into(), subject.id.into()],
    );
    sql.append(&addressed(read, is_partly(hearing)));
    sql.push("order by a.id desc limit ?", [MOST.into()]);
    let found = read.rows(sql, args![], |row| {
        let at: Timestamp = row.get(6)?;
        let label = row.get::<Option<String>>(7)?.as_deref().and_then(Label::parse);
        let listed = Listed {
            hearers: String::new(),
            href: format!("{page}/documents/{}", row.get::<Uuid>(0)?),
            title: row.get(1)?,
            tlp: row.get::<Option<String>>(2)?.unwrap_or_default(),
            version: t.a("discussion-version", [("number", row.get::<i64>(3)?.into())]),
            size: t.bytes(row.get(4)?),
            who: row.get::<Option<String>>(5)?.unwrap_or_else(|| t.s("discussion-somebody")),
            datetime: at.to_string(),
            when: t.date(at),
        };
        Ok((listed, label))
    })?;
    let (listed, labels): (Vec<Listed>, Vec<Option<Label>>) = found.into_iter().unzip();
    let heard = heard::<P>(read, t, subject, hearing, &labels)?;
    Ok(listed.into_iter().zip(heard).map(|(one, heard)| Listed { hearers: heard.mark, ..one }).collect())
}

/// A document of a record that was loaded before, if the reader sees it; `partly` where he hears only what is addressed to him.
pub(crate) fn by_uuid(read: &Read, partly: bool, subject: SubjectId, uuid: Uuid) -> Result<Option<Document>> {
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.title, a.person_id, a.organisation_id, l.canonical from discussion_documents a \
         left join store_labels l on l.id = a.label_id \
         where a.subject_id = ? and a.uuid = ? and a.withdrawn is null and",
        [subject.into(), uuid.into()],
    );
    sql.append(&addressed(read, partly));
    read.maybe(sql, args![], |row| {
        Ok(Document {
            id: row.get(0)?,
            uuid: row.get(1)?,
            title: row.get(2)?,
            person: row.get(3)?,
            organisation: row.get(4)?,
            label: row.get(5)?,
        })
    })
}

/// The document of this address beside a record that was loaded before.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub(crate) fn load<P: Place, A>(
    visit: &Visit<A>,
    read: &Read,
    subject: &Subject,
) -> std::result::Result<Document, Problem> {
    let partly = is_partly(place::hearing::<P, A>(visit, read, subject)?.as_ref());
    by_uuid(read, partly, subject.id, visit.path("document")?)?.ok_or(Problem::NotFound)
}

/// The versions of a document that was loaded before, newest first; only one number when it is given.
pub(crate) fn versions(read: &Read, document: i64, number: Option<i64>) -> Result<Vec<Version>> {
    let mut sql = Sql::new(
        "select v.number, v.hash, v.kind, v.name, v.length, v.note, p.name, v.at from discussion_versions v \
         left join identity_people p on p.id = v.person_id where v.document_id = ?",
        [document.into()],
    );
    if let Some(number) = number {
        sql.push("and v.number = ?", [number.into()]);
    }
    sql.push("order by v.number desc limit 200", []);
    read.rows(sql, args![], version)
}

fn version(row: &Row<'_>) -> Result<Version> {
    let hash: Vec<u8> = row.get(1)?;
    let hash: [u8; 32] = hash.try_into().map_err(|_| belfry_store::Error::Driver("a hash of another length".into()))?;
    Ok(Version {
        number: row.get(0)?,
        blob: hash.into(),
        kind: kind::of_extension(&row.get::<String>(2)?).unwrap_or(&kind::UNKNOWN),
        name: row.get(3)?,
        length: row.get(4)?,
        note: row.get(5)?,
        author: row.get(6)?,
        at: row.get(7)?,
    })
}

/// Puts a file that was taken in beside a record that is being made, under its own name, seen as the record is.
///
/// # Errors
/// Those of the database.
pub fn attach(tx: &Tx, act: Act<'_>, subject: SubjectId, by: &Person, taken: &Taken) -> Result<()> {
    let (id, version): (i64, i64) = (act.ids.next(), act.ids.next());
    tx.execute(
        "insert into discussion_documents (id, uuid, subject_id, label_id, title, person_id, organisation_id, at) \
         values ($1, $2, $3, null, $4, $5, $6, $7)",
        args![id, act.ids.uuid(), subject, &taken.name, by.id, by.organisation, act.now],
    )?;
    tx.execute(
        "insert into discussion_versions (id, document_id, number, hash, kind, name, length, note, person_id, organisation_id, at) \
         values ($1, $2, 1, $3, $4, $5, $6, '', $7, $8, $9)",
        args![
            version,
            id,
            taken.blob.as_bytes(),
            taken.kind.extension,
            &taken.name,
            taken.length,
            by.id,
            by.organisation,
            act.now
        ],
    )?;
    ledger::record(tx, act, &DocumentAdded { subject, document: id })
}

/// The files beside a record so far stay among those whom a label names, as [`remark::narrow`](crate::remark::narrow) has it of remarks.
///
/// # Errors
/// Those of the database.
pub fn narrow<A: Action>(tx: &Tx, subject: &Allowed<A, Subject>, label: &Label) -> Result<()> {
    const { assert!(A::WRITES) };
    let label = scope::intern(tx, label)?;
    tx.execute(
        "update discussion_documents set label_id = $2 where subject_id = $1 and label_id is null",
        args![subject.id, label],
    )?;
    Ok(())
}

/// Takes away what was said about a record and the rows of all files beside it, since the record itself goes: for the program.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &Tx, subject: SubjectId) -> Result<()> {
    tx.execute(
        "delete from discussion_versions where document_id in (select id from discussion_documents where subject_id = $1)",
        args![subject],
    )?;
    tx.execute("delete from discussion_documents where subject_id = $1", args![subject])?;
    tx.execute(
        "delete from discussion_mentions where remark_id in (select id from discussion_remarks where subject_id = $1)",
        args![subject],
    )?;
    tx.execute(
        "delete from discussion_revisions where remark_id in (select id from discussion_remarks where subject_id = $1)",
        args![subject],
    )?;
    tx.execute("delete from discussion_remarks where subject_id = $1", args![subject])?;
    Ok(())
}

/// Takes the file that a form brought into the object store, or says what is wrong with it.
pub(crate) fn take<A>(visit: &Visit<A>, errors: &mut Errors) -> std::result::Result<Option<Taken>, Problem> {
    let t = visit.t();
    let sent = visit.form().files.iter().find(|file| file.field == "file" && file.length > 0);
    let taken = match sent {
        Some(sent) => file::receive(visit.house(), &t, sent)?,
        None => Err(t.s("discussion-file-missing")),
    };
    Ok(taken.map_err(|words| errors.add("file", words)).ok())
}

/// Adds the next version of a document; its number.
pub(crate) fn add_version<A>(
    visit: &Visit<A>,
    tx: &Tx,
    document: i64,
    taken: &Taken,
    note: &str,
) -> std::result::Result<i64, Problem> {
    let person = visit.person()?;
    let id: i64 = visit.ids().next();
    let number: i64 = tx.one(
        "select coalesce(max(number), 0) + 1 from discussion_versions where document_id = $1",
        args![document],
        |row| row.get(0),
    )?;
    tx.execute(
        "insert into discussion_versions (id, document_id, number, hash, kind, name, length, note, person_id, \
         organisation_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            id,
            document,
            number,
            taken.blob.as_bytes(),
            taken.kind.extension,
            &taken.name,
            taken.length,
            note,
            person.id,
            person.organisation,
            visit.now()
        ],
    )?;
    Ok(number)
}

/// A title or note of one line.
pub(crate) fn line(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (text.chars().count() <= LONGEST).then_some(text)
}
