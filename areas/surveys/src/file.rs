//! Files that answers and assessments name. The content lies in the object store under its hash; a row says whose it is.
//!
//! What an answer names stands in the answer itself. The rows follow it, so that whoever asked finds the files, and the sweep of the
//! store knows that they are needed.

use belfry_discussion::file::Taken;
use belfry_forms::core::value::FileRef;
use belfry_forms::core::{Answers, Place, Value};
use belfry_kernel::{LabelId, OrganisationId, SubjectId};
use belfry_outbound::BlobId;
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args};
use belfry_web::area::Keeps;
use uuid::Uuid;

/// A file of a record.
#[derive(Clone, Debug)]
pub struct File {
    /// Outside id.
    pub uuid: Uuid,
    /// Whose: an organisation or a person.
    pub party: i64,
    /// The question or the item.
    pub item: String,
    /// The question with its entries, or the item.
    pub place: String,
    /// Where its content lies.
    pub blob: BlobId,
    /// What its sender called it.
    pub name: String,
    /// Bytes.
    pub length: i64,
}

/// Whose files they are, and who sees them.
#[derive(Clone, Copy, Debug)]
pub struct Whose {
    /// The survey or the assessment.
    pub subject: SubjectId,
    /// Who answers or assesses.
    pub party: i64,
    /// Who wrote it.
    pub own: LabelId,
    /// Who asked, of a survey.
    pub collector: Option<LabelId>,
}

const COLUMNS: &str = "select f.uuid, f.party_id, f.item, f.place, f.hash, f.name, f.length from surveys_files f";

fn from_row(row: &Row<'_>) -> Result<File> {
    let hash: Vec<u8> = row.get(4)?;
    let hash: [u8; 32] = hash.try_into().map_err(|_| Error::Driver("a hash of another length".into()))?;
    Ok(File {
        uuid: row.get(0)?,
        party: row.get(1)?,
        item: row.get(2)?,
        place: row.get(3)?,
        blob: hash.into(),
        name: row.get(5)?,
        length: row.get(6)?,
    })
}

/// The file as an answer names it.
#[must_use]
pub fn named(taken: &Taken) -> FileRef {
    FileRef { hash: taken.blob.to_string(), name: taken.name.clone(), size: taken.length }
}

/// The files of signed answers to a question, in the order of those who gave them; for whoever asked.
pub fn of_question(read: &Read, campaign: SubjectId, name: &str) -> Result<Vec<File>> {
    let sql = Sql::new(COLUMNS, []).and(
        "join surveys_answers a on a.campaign_id = f.subject_id and a.party_id = f.party_id \
         where f.subject_id = ? and a.signed is not null and f.item = ? order by f.party_id, f.place, f.id",
        [campaign.into(), name.into()],
    );
    read.rows(sql, args![], from_row)
}

/// The files of all signed answers behind one of them, by what they are called inside; for whoever asked.
pub fn of_answers(read: &Read, campaign: SubjectId) -> Result<Vec<File>> {
    let sql = Sql::new(COLUMNS, []).and(
        "join surveys_answers a on a.campaign_id = f.subject_id and a.party_id = f.party_id \
         where f.subject_id = ? and a.signed is not null order by f.party_id, f.place, f.id",
        [campaign.into()],
    );
    read.rows(sql, args![], from_row)
}

/// One file of a signed answer; for whoever asked.
pub fn of_answer(read: &Read, campaign: SubjectId, uuid: Uuid) -> Result<Option<File>> {
    let sql = Sql::new(COLUMNS, []).and(
        "join surveys_answers a on a.campaign_id = f.subject_id and a.party_id = f.party_id \
         where f.subject_id = ? and f.uuid = ? and a.signed is not null",
        [campaign.into(), uuid.into()],
    );
    read.maybe(sql, args![], from_row)
}

/// The files of an assessment that its reader has loaded, by item.
pub fn of_assessment(read: &Read, assessment: SubjectId) -> Result<Vec<File>> {
    let sql = Sql::new(COLUMNS, []).and("where f.subject_id = ? order by f.item, f.id", [assessment.into()]);
    read.rows(sql, args![], from_row)
}

/// Makes the rows of an answer what the answer names.
pub fn follow(tx: &Tx, act: Act<'_>, whose: Whose, answers: &Answers) -> Result<()> {
    let named = |(place, value): (&Place, &Value)| match value {
        Value::File(file) => Some((place.clone(), file.clone())),
        _ => None,
    };
    let wanted: Vec<(Place, FileRef)> = answers.values.iter().filter_map(named).collect();
    let sql = Sql::new(COLUMNS, [])
        .and("where f.subject_id = ? and f.party_id = ?", [whose.subject.into(), whose.party.into()]);
    let there: Vec<File> = tx.rows(sql, args![], from_row)?;
    let same = |file: &File, place: &Place, named: &FileRef| {
        file.place == place.to_string() && file.blob.to_string() == named.hash
    };
    for file in there.iter().filter(|file| !wanted.iter().any(|(place, named)| same(file, place, named))) {
        tx.execute("delete from surveys_files where uuid = $1", args![file.uuid])?;
    }
    for (place, named) in wanted.iter().filter(|(place, named)| !there.iter().any(|file| same(file, place, named))) {
        let blob = named.hash.parse().map_err(|_| Error::Driver("an answer names no file".into()))?;
        let size = i64::try_from(named.size).unwrap_or(i64::MAX);
        insert(tx, act, whose, (place.name.as_str(), &place.to_string()), (blob, &named.name, size))?;
    }
    Ok(())
}

/// Keeps a file beside an item of an assessment; the same file once.
pub fn attach(tx: &Tx, act: Act<'_>, whose: Whose, item: &str, taken: &Taken) -> Result<()> {
    let size = i64::try_from(taken.length).unwrap_or(i64::MAX);
    insert(tx, act, whose, (item, item), (taken.blob, &taken.name, size))
}

fn insert(
    tx: &Tx,
    act: Act<'_>,
    whose: Whose,
    (item, place): (&str, &str),
    (blob, name, length): (BlobId, &str, i64),
) -> Result<()> {
    tx.execute(
        "insert into surveys_files (id, uuid, subject_id, party_id, label_id, collector_label_id, item, place, hash, name, \
         length, at, person_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         on conflict (subject_id, party_id, place, hash) do nothing",
        args![
            act.ids.next::<i64>(),
            act.ids.uuid(),
            whose.subject,
            whose.party,
            whose.own,
            whose.collector,
            item,
            place,
            blob.as_bytes(),
            name,
            length,
            act.now,
            act.actor
        ],
    )?;
    Ok(())
}

/// Takes one file of an assessment away; false when it has none of this id.
pub fn detach(tx: &Tx, assessment: SubjectId, uuid: Uuid) -> Result<bool> {
    Ok(tx.execute("delete from surveys_files where subject_id = $1 and uuid = $2", args![assessment, uuid])? > 0)
}

/// The files of the assessment before stand beside the next one too, as far as it has their items.
pub fn carry(tx: &Tx, act: Act<'_>, from: SubjectId, whose: Whose, has: impl Fn(&str) -> bool) -> Result<()> {
    for file in of_assessment(tx, from)?.iter().filter(|file| has(&file.item)) {
        insert(tx, act, whose, (&file.item, &file.item), (file.blob, &file.name, file.length))?;
    }
    Ok(())
}

/// Forgets the files of an assessment that goes.
pub fn forget(tx: &Tx, assessment: SubjectId) -> Result<()> {
    tx.execute("delete from surveys_files where subject_id = $1", args![assessment])?;
    Ok(())
}

/// Whose the files of an assessment are.
#[must_use]
pub fn of_owner(subject: SubjectId, owner: OrganisationId, own: LabelId) -> Whose {
    Whose { subject, party: owner.0, own, collector: None }
}

/// What the sweep of the store leaves.
pub const KEEPS: Keeps = |read, keep| {
    read.each("select hash from surveys_files", args![], |row| {
        keep(&row.get::<Vec<u8>>(0)?);
        Ok(true)
    })
};
