//! The SQL of open links, with the program's own key: the address is one.

use belfry_identity::Secret;
use belfry_identity::secret::hash;
use belfry_kernel::SubjectId;
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, Tx, args};

use super::super::store::{self, Campaign};

/// A link as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its secret, sealed; none once it is withdrawn.
    pub sealed: Option<Vec<u8>>,
    /// How many answers are still taken.
    pub left: i64,
}

/// Keeps the first one of a survey.
pub fn begin(tx: &Tx, id: SubjectId, secret: &Secret, sealed: Vec<u8>, most: i64) -> Result<()> {
    tx.execute(
        "insert into surveys_links (campaign_id, hash, sealed, left_over) values ($1, $2, $3, $4)",
        args![id, hash(secret.expose()).to_vec(), sealed, most],
    )?;
    Ok(())
}

/// Another one, or none: the one before leads nowhere.
pub fn renew(tx: &Tx, id: SubjectId, next: Option<(&Secret, Vec<u8>)>) -> Result<()> {
    let (hash, sealed) = next.map(|(secret, sealed)| (hash(secret.expose()).to_vec(), sealed)).unzip();
    tx.execute("update surveys_links set hash = $2, sealed = $3 where campaign_id = $1", args![id, hash, sealed])?;
    Ok(())
}

/// So many answers altogether from now on; false when it has as many already.
pub fn limit(tx: &Tx, id: SubjectId, most: i64) -> Result<bool> {
    let rows = tx.execute(
        "update surveys_links set left_over = left_over + $2 - (select c.most from surveys_campaigns c where c.id = $1) \
         where campaign_id = $1 and left_over + $2 > (select c.most from surveys_campaigns c where c.id = $1)",
        args![id, most],
    )?;
    tx.execute("update surveys_campaigns set most = $2 where id = $1 and $3 > 0", args![id, most, rows as i64])?;
    Ok(rows > 0)
}

/// No more answers; whoever is just handing one in is waited for.
pub fn end(tx: &Tx, id: SubjectId) -> Result<()> {
    tx.execute("update surveys_links set left_over = 0 where campaign_id = $1", args![id])?;
    Ok(())
}

/// The link of a survey.
pub fn of(read: &Read, id: SubjectId) -> Result<Option<Kept>> {
    read.maybe("select sealed, left_over from surveys_links where campaign_id = $1", args![id], |row| {
        Ok(Kept { sealed: row.get(0)?, left: row.get(1)? })
    })
}

/// Where a secret leads: the survey, and how many answers it still takes.
pub fn by_secret(read: &Read, secret: &str) -> Result<Option<(Subject, Campaign, i64)>> {
    let found = read.maybe(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, l.left_over \
         from surveys_links l join store_subjects s on s.id = l.campaign_id where l.hash = $1",
        args![hash(secret).to_vec()],
        |row| Ok((Subject::from_row(row, 0)?, row.get(8)?)),
    )?;
    let Some((subject, left)) = found else { return Ok(None) };
    Ok(store::of(read, subject.id)?.map(|campaign| (subject, campaign, left)))
}

/// Takes one of the answers that are left over; false when there is none, or the link is another by now.
pub fn take(tx: &Tx, id: SubjectId, secret: &str) -> Result<bool> {
    let rows = tx.execute(
        "update surveys_links set left_over = left_over - 1 where campaign_id = $1 and hash = $2 and left_over > 0",
        args![id, hash(secret).to_vec()],
    )?;
    Ok(rows > 0)
}
