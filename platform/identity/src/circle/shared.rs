//! What is shared in a circle, as far as the reader sees it: records whose label names the circle.

use std::collections::BTreeMap;

use belfry_kernel::{CircleId, Clause, Label, LabelId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Error, Read, Sql, args, scope};
use jiff::Timestamp;

use crate::CIRCLE;

/// Records that a chart counts at most; beyond it the oldest are left out.
const COUNTED: i64 = 20_000;

/// A record that is shared in a circle, with its label.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The record.
    pub subject: Subject,
    /// Who sees it, and how far it may be carried.
    pub label: Label,
}

/// The labels that name a circle.
fn labels(read: &Read, circle: CircleId) -> Result<Vec<(LabelId, Label)>, Error> {
    let part = format!("%;c{circle},%");
    let all = read.rows("select id, canonical from store_labels where canonical like $1", args![part], |row| {
        Ok((row.get::<LabelId>(0)?, row.get::<String>(1)?))
    })?;
    let names =
        |label: &Label| label.clauses().any(|c| matches!(c, Clause::CircleOrOwner(named, _) if *named == circle));
    let parsed = all.into_iter().filter_map(|(id, text)| Some((id, Label::parse(&text)?)));
    Ok(parsed.filter(|(_, label)| names(label)).collect())
}

/// What is shared in a circle, newest first, after the record `before`.
pub fn shared(read: &Read, circle: CircleId, before: Option<SubjectId>, limit: i64) -> Result<Vec<Shared>, Error> {
    let labels = labels(read, circle)?;
    if labels.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = labels.iter().map(|(id, _)| id.0).collect();
    let mut sql = Sql::new(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
         where s.label_id in {ints ?} and s.kind <> ? and",
        [ids.into(), CIRCLE.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    if let Some(before) = before {
        sql.push("and s.id < ?", [before.into()]);
    }
    sql.push("order by s.id desc limit ?", [limit.into()]);
    let subjects = read.rows(sql, args![], |row| subject::Subject::from_row(row, 0))?;
    let label =
        |subject: &Subject| labels.iter().find(|(id, _)| *id == subject.label_id).map(|(_, label)| label.clone());
    Ok(subjects.into_iter().filter_map(|subject| Some(Shared { label: label(&subject)?, subject })).collect())
}

/// When each of the newest records that are shared in these circles was made, for counts by circle and month. One that was taken
/// over from elsewhere, and not touched since, was made when its source says.
pub fn made(read: &Read, circles: &[CircleId]) -> Result<Vec<(CircleId, Timestamp)>, Error> {
    let mut all: BTreeMap<LabelId, CircleId> = BTreeMap::new();
    let rows = read.rows("select id, canonical from store_labels where canonical like '%;c%'", args![], |row| {
        Ok((row.get::<LabelId>(0)?, row.get::<String>(1)?))
    })?;
    for (id, text) in rows {
        let Some(label) = Label::parse(&text) else { continue };
        let named = label.clauses().find_map(|c| match c {
            Clause::CircleOrOwner(circle, _) if circles.contains(circle) => Some(*circle),
            _ => None,
        });
        all.extend(named.map(|circle| (id, circle)));
    }
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = all.keys().map(|id| id.0).collect();
    let mut sql = Sql::new(
        "select s.id, s.label_id, s.updated from store_subjects s where s.label_id in {ints ?} and s.kind <> ? and",
        [ids.into(), CIRCLE.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by s.id desc limit ?", [COUNTED.into()]);
    let rows = read.rows(sql, args![], |row| {
        let made = belfry_kernel::id::made(row.get(0)?);
        Ok((row.get::<LabelId>(1)?, made.min(row.get::<Timestamp>(2)?)))
    })?;
    Ok(rows.into_iter().filter_map(|(label, at)| Some((*all.get(&label)?, at))).collect())
}
