//! Records of any kind as rows of a list: title, address, kind, owner, TLP, last change.

use std::collections::{HashMap, HashSet};

use belfry_contracts::threats::EventRecalled;
use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::{Fact, OrganisationId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Kind, Read, Result, Row, Sql, Value, args, scope};
use belfry_web::{House, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use crate::search::recalled;

// words: desk-kind-{threats-event,members-circle,members-organisation,desk-announcement,surveys-campaign,forms-form}
// words: desk-kind-practices-{record,report} desk-kind-insight-report
// words: desk-kind-incidents-{incident,notification,summary,package,question}
// words: desk-kind-{surveys-assessment,surveys-assessment-shared}

/// How many of the newest records are looked through for those of other organisations.
const LOOKED_THROUGH: i64 = 500;
/// So many times as many as are asked for are put in the order of their last change.
const LOOKED_AT: i64 = 4;

/// A record that the reader may see, with the level of its label.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The record.
    pub subject: Subject,
    /// The code of its TLP level.
    pub tlp: String,
    /// Its whole label, as it is kept.
    pub canonical: String,
}

impl Seen {
    /// Of a row that begins with a record's columns, the code of its level and its label.
    pub(crate) fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { subject: Subject::from_row(row, 0)?, tlp: row.get(8)?, canonical: row.get(9)? })
    }
}

/// Those of these records that the reader may see.
pub fn by_ids(read: &Read, ids: &[SubjectId]) -> Result<HashMap<SubjectId, Seen>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found = read.rows(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, l.tlp, l.canonical \
         from store_subjects s join store_labels l on l.id = s.label_id where s.id in {ints $1} \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id limit 1)",
        args![ids, read.key()],
        Seen::from_row,
    )?;
    Ok(found.into_iter().map(|seen| (seen.subject.id, seen)).collect())
}

/// The UUIDs that stand for several of these records.
pub fn copied<'s>(all: impl Iterator<Item = &'s Seen>) -> HashSet<Uuid> {
    let (mut once, mut copied) = (HashMap::new(), HashSet::new());
    for Subject { id, uuid, .. } in all.map(|seen| &seen.subject) {
        if *once.entry(*uuid).or_insert(*id) != *id {
            copied.insert(*uuid);
        }
    }
    copied
}

/// The visible records of a UUID: several organisations may hold one (decision 0004).
pub fn by_uuid(read: &Read, uuid: Uuid) -> Result<Vec<Seen>> {
    read.rows(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, l.tlp, l.canonical \
         from store_subjects s join store_labels l on l.id = s.label_id where s.uuid = $1 \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id limit 1) \
         order by s.id desc limit 5",
        args![uuid, read.key()],
        Seen::from_row,
    )
}

/// What others have shared.
#[derive(Default)]
pub struct Others {
    /// The records, newest first.
    pub all: Vec<Seen>,
    /// UUIDs of them that stand for several visible records.
    pub copied: HashSet<Uuid>,
    /// Those that were recalled.
    pub recalled: HashSet<SubjectId>,
}

/// The newest visible records of these kinds that belong to none of these organisations, by their last change, among the newest five
/// hundred of each: in one statement, so that a kind more costs no question more.
pub fn of_others(read: &Read, kinds: &[Kind], mine: &[OrganisationId], limit: i64) -> Result<Others> {
    scope::prepare(read, kinds)?;
    let mine: Vec<i64> = mine.iter().map(|id| id.0).collect();
    let mut each = Sql::default();
    for kind in kinds {
        each.push(if each.is_empty() { "select * from (" } else { "union all select * from (" }, []);
        each.push(
            "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from \
             (select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated",
            [],
        );
        each.append(&scope::visible(read, *kind, "")?);
        each.append(&scope::newest(read, *kind, None, LOOKED_THROUGH)?);
        each.push(
            ") s where s.owner_id not in {ints ?} order by s.id desc limit ?) few",
            [mine.clone().into(), (limit * LOOKED_AT).into()],
        );
    }
    let mut others = Others::default();
    if each.is_empty() {
        return Ok(others);
    }
    let mut sql = Sql::new(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, l.tlp, l.canonical, \
         exists (select 1 from store_subjects c where c.uuid = s.uuid and c.kind = s.kind and c.id <> s.id \
         and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = c.label_id limit 1)), \
         (select f.fact from store_ledger f where f.subject_id = s.id and f.fact in {texts ?} order by f.id desc limit 1) from (",
        [read.key().into(), recalled::TELLING.map(str::to_owned).to_vec().into()],
    );
    sql.append(&each);
    sql.push(") s join store_labels l on l.id = s.label_id order by s.updated desc, s.id desc limit ?", [limit.into()]);
    others.all = read.rows(sql, args![], |row| {
        let seen = Seen::from_row(row)?;
        if row.get(10)? {
            others.copied.insert(seen.subject.uuid);
        }
        if row.get::<Option<String>>(11)?.as_deref() == Some(EventRecalled::NAME) {
            others.recalled.insert(seen.subject.id);
        }
        Ok(seen)
    })?;
    Ok(others)
}

/// The newest visible records that are something shared.
pub fn newest(read: &Read, kinds: &[Kind], most: usize) -> Result<Vec<SubjectId>> {
    let kinds: Vec<Kind> = kinds.iter().filter(|kind| is_content(kind.code)).copied().collect();
    scope::prepare(read, &kinds)?;
    let mut sql = Sql::default();
    for kind in kinds {
        sql.push(
            if sql.is_empty() { "select * from (select s.id" } else { "union all select * from (select s.id" },
            [],
        );
        sql.append(&scope::visible(read, kind, "")?);
        sql.append(&scope::newest(read, kind, None, most as i64)?);
        sql.push(") few", []);
    }
    if sql.is_empty() {
        return Ok(Vec::new());
    }
    sql.push("order by 1 desc limit ?", [Value::Int(most as i64)]);
    read.rows(sql, args![], |row| row.get::<SubjectId>(0))
}

/// A record as a page shows it in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What it is.
    pub kind: String,
    /// Whose it is; empty when the reader may not know.
    pub owner: String,
    /// The code of its TLP level; `none` for records of a kind that has none to say.
    pub tlp: String,
    /// Its last change, as a machine reads it.
    pub datetime: String,
    /// Its last change, from now.
    pub when: String,
}

impl Line {
    /// The line of a record.
    pub fn new(house: &House, t: &Words, now: Timestamp, seen: &Seen, owners: &Names) -> Self {
        let subject = &seen.subject;
        let owner = owners.get(&subject.owner).map(|owner| owner.short_name.clone()).unwrap_or_default();
        Self {
            title: subject.title.clone(),
            href: house.address(subject),
            kind: house.kind(subject.kind).map(|kind| kind_word(t, kind)).unwrap_or_default(),
            owner,
            tlp: if is_content(subject.kind) { seen.tlp.clone() } else { "none".to_owned() },
            datetime: subject.updated.to_string(),
            when: t.relative(subject.updated, now),
        }
    }

    /// The line as it stands among records of which these UUIDs stand for several: it leads to the one that it names.
    pub fn among(self, copied: &HashSet<Uuid>, seen: &Seen, owners: &Names) -> Self {
        let owner = owners.get(&seen.subject.owner).filter(|_| copied.contains(&seen.subject.uuid));
        match owner {
            Some(owner) => Self { href: format!("{}@{}", self.href, owner.uuid), ..self },
            None => self,
        }
    }

    /// Whether its level is worth a mark.
    pub fn has_level(&self) -> bool {
        self.tlp != "none"
    }
}

/// Gives records that bear the title of another what their reader calls them.
///
/// # Errors
/// Those of the database.
pub fn entitle<'s>(house: &House, read: &Read, t: &Words, all: impl IntoIterator<Item = &'s mut Seen>) -> Result<()> {
    house.entitle(read, t, all.into_iter().map(|seen| (seen.subject.id, seen.subject.kind, &mut seen.subject.title)))
}

/// Names of organisations, for a list.
pub type Names = HashMap<OrganisationId, OrganisationName>;

/// The names of these organisations, each asked once.
///
/// # Errors
/// Those of the database.
pub fn names<A>(
    visit: &Visit<A>,
    ids: impl IntoIterator<Item = OrganisationId>,
) -> std::result::Result<Names, Problem> {
    let mut ids: Vec<OrganisationId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(organisation::names(&*visit.read()?, &ids)?)
}

/// Whether records of a kind are something that is shared, not somebody to share with.
pub fn is_content(kind: i16) -> bool {
    kind != belfry_identity::CIRCLE.code && kind != belfry_identity::ORGANISATION.code
}

/// What a kind of record is called; its own name when nobody has given it another yet.
pub fn kind_word(t: &Words, kind: Kind) -> String {
    let key = format!("desk-kind-{}", kind.name);
    if t.has(&key) { t.s(&key) } else { kind.name.to_owned() }
}
