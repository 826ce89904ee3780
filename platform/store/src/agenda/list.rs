//! What is due or was: for whom, in which order, in pages by key.
//!
//! A person sees his own obligations, those given to him, and those of his organisations and circles. Each of these is one
//! walk along an index that already has the order wanted, cut at the page's length; the few are then merged. So a page of
//! ten thousand costs what a page of ten costs.

use belfry_kernel::{CircleId, OrganisationId, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Obligation, Outcome};
use crate::error::Result;
use crate::sql::Sql;
use crate::subject::Subject;
use crate::transaction::{Read, Row};
use crate::{Value, args};

/// An obligation as it is read, with what its reader may see of its subject.
#[derive(Clone, Debug)]
pub struct Due {
    /// What, for whom, when.
    pub obligation: Obligation,
    /// Outside id.
    pub uuid: Uuid,
    /// The area that opened it.
    pub area: String,
    /// Whose it is, as a circle.
    pub circle: Option<CircleId>,
    /// Who opened it; none for the program.
    pub opener: Option<PersonId>,
    /// Who takes it on.
    pub assignee: Option<PersonId>,
    /// Whether its words may stand in a mail or a calendar, when it has no subject.
    pub may_leave: bool,
    /// When it was opened.
    pub opened: Timestamp,
    /// When, how and by whom it ended; none while it is open.
    pub ended: Option<(Timestamp, Outcome, Option<PersonId>)>,
    /// What it is about, with the code of its TLP level.
    pub about: Option<(Subject, String)>,
}

/// Whose obligations.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whose<'a> {
    /// Those of this person and those given to him.
    pub person: Option<PersonId>,
    /// Those of these organisations.
    pub organisations: &'a [OrganisationId],
    /// Those of these circles.
    pub circles: &'a [CircleId],
}

/// Which obligations are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Whose.
    pub whose: Whose<'a>,
    /// Those that have ended, last first, instead of those that are open, soonest first.
    pub ended: bool,
    /// Only those of this area; empty for all.
    pub area: &'a str,
    /// Only those behind this instant (of the due, or of the end) and id.
    pub after: Option<(Timestamp, i64)>,
    /// Only those due before this instant.
    pub before: Option<Timestamp>,
}

/// How many there are, as far as it was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All, up to the limit.
    pub total: i64,
    /// Those whose instant has passed.
    pub late: i64,
}

impl Count {
    fn from_row(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self { total: row.get(at)?, late: row.get(at + 1)? })
    }
}

const SEEN: &str = "and (o.subject_id is null or exists (select 1 from store_subjects s join store_visible v \
     on v.label_id = s.label_id where s.id = o.subject_id and v.grant_key = ?))";
const COLUMNS: &str = "o.id, o.subject_id, o.person_id, o.organisation_id, o.what, o.data, o.due, o.uuid, o.area, o.circle_id, \
     o.opener_id, o.assignee_id, o.may_leave, o.opened, o.ended, o.outcome, o.ended_by";
const WITH_SUBJECT: &str = "s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, l.tlp";

impl Due {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let ended: Option<Timestamp> = row.get(14)?;
        let outcome = row.get::<Option<String>>(15)?.as_deref().and_then(Outcome::parse).unwrap_or(Outcome::Done);
        let about = match row.get::<Option<i64>>(17)? {
            Some(_) => Some((Subject::from_row(row, 17)?, row.get(25)?)),
            None => None,
        };
        Ok(Self {
            obligation: Obligation {
                id: row.get(0)?,
                subject: row.get(1)?,
                person: row.get(2)?,
                organisation: row.get(3)?,
                what: row.get(4)?,
                data: row.get(5)?,
                due: row.get(6)?,
            },
            uuid: row.get(7)?,
            area: row.get(8)?,
            circle: row.get(9)?,
            opener: row.get(10)?,
            assignee: row.get(11)?,
            may_leave: row.get::<i64>(12)? != 0,
            opened: row.get(13)?,
            ended: match ended {
                Some(at) => Some((at, outcome, row.get(16)?)),
                None => None,
            },
            about,
        })
    }
}

/// The obligations asked for, at most `limit`.
pub fn list(read: &Read, filter: &Filter<'_>, limit: i64) -> Result<Vec<Due>> {
    let Some(inner) = walks(read, filter, limit) else { return Ok(Vec::new()) };
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(",", []).and(WITH_SUBJECT, []).and("from (", []);
    sql.append(&inner);
    sql.push(") o", []);
    ordered(&mut sql, filter, limit);
    read.rows(sql, args![], Due::from_row)
}

/// What stands behind the walks: the subjects, the order, and where it ends.
fn ordered(sql: &mut Sql<'_>, filter: &Filter<'_>, limit: i64) {
    sql.push("left join store_subjects s on s.id = o.subject_id left join store_labels l on l.id = s.label_id", []);
    sql.push(if filter.ended { "order by o.ended desc, o.id desc" } else { "order by o.due, o.id" }, []);
    sql.push("limit ?", [limit.into()]);
}

/// How many there are, counted up to `most`.
pub fn count(read: &Read, filter: &Filter<'_>, now: Timestamp, most: i64) -> Result<Count> {
    let Some(sql) = counting(read, filter, now, most) else { return Ok(Count::default()) };
    read.one(sql, args![], |row| Count::from_row(row, 0))
}

/// The first `limit` of those asked for, and how many there are, counted up to `most`: one query.
pub fn first(read: &Read, filter: &Filter<'_>, now: Timestamp, limit: i64, most: i64) -> Result<(Vec<Due>, Count)> {
    let (Some(inner), Some(counting)) = (walks(read, filter, limit), counting(read, filter, now, most)) else {
        return Ok((Vec::new(), Count::default()));
    };
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(",", []).and(WITH_SUBJECT, []).and(", c.* from (", []);
    sql.append(&inner);
    sql.push(") o cross join (", []);
    sql.append(&counting);
    sql.push(") c", []);
    ordered(&mut sql, filter, limit);
    let mut counted = Count::default();
    let due = read.rows(sql, args![], |row| {
        counted = Count::from_row(row, 26)?;
        Due::from_row(row)
    })?;
    Ok((due, counted))
}

fn counting<'a>(read: &Read, filter: &Filter<'_>, now: Timestamp, most: i64) -> Option<Sql<'a>> {
    let inner = walks(read, filter, most)?;
    let mut sql = Sql::new(
        "select count(*) as total, count(case when x.due < ? and x.ended is null then 1 end) as late \
         from (select o.due, o.ended from (",
        [now.into()],
    );
    sql.append(&inner);
    Some(sql.and(") o limit ?) x", [most.into()]))
}

/// One obligation of these, by its outside id.
pub fn by_uuid(read: &Read, whose: Whose<'_>, uuid: Uuid) -> Result<Option<Due>> {
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(",", []).and(WITH_SUBJECT, []).and(
        "from store_obligations o left join store_subjects s on s.id = o.subject_id \
         left join store_labels l on l.id = s.label_id \
         where o.uuid = ? and (o.person_id = ? or o.assignee_id = ? or o.organisation_id in {ints ?} \
         or o.circle_id in {ints ?})",
        [
            uuid.into(),
            whose.person.into(),
            whose.person.into(),
            Value::Ints(whose.organisations.iter().map(|id| id.0).collect()),
            Value::Ints(whose.circles.iter().map(|id| id.0).collect()),
        ],
    );
    sql.push(SEEN, [read.key().into()]);
    read.maybe(sql, args![], Due::from_row)
}

/// The walks of everybody whose obligations are asked for, one behind the other; none when nobody is.
fn walks<'a>(read: &Read, filter: &Filter<'_>, limit: i64) -> Option<Sql<'a>> {
    let mut all = Sql::default();
    let mut walk = |of: &'static str, whose: Value<'a>, and: &'static str, args: Option<Value<'a>>| {
        if !all.is_empty() {
            all.push("union all", []);
        }
        all.push("select * from (select * from store_obligations o where", []);
        all.push(of, [whose]);
        all.push(and, args);
        narrowed(&mut all, read, filter);
        all.push(if filter.ended { "order by o.ended desc, o.id desc" } else { "order by o.due, o.id" }, []);
        all.push("limit ?) w", [limit.into()]);
    };
    if let Some(person) = filter.whose.person {
        walk("o.person_id = ?", person.into(), "", None);
        walk("o.assignee_id = ?", person.into(), "and o.person_id is null", None);
    }
    // What is given to the person himself stands in his own walk.
    let (given, to) = match filter.whose.person {
        Some(person) => ("and (o.assignee_id is null or o.assignee_id <> ?)", Some(Value::from(person))),
        None => ("", None),
    };
    for organisation in filter.whose.organisations {
        walk("o.organisation_id = ? and o.person_id is null", (*organisation).into(), given, to.clone());
    }
    for circle in filter.whose.circles {
        walk("o.circle_id = ?", (*circle).into(), given, to.clone());
    }
    (!all.is_empty()).then_some(all)
}

fn narrowed(sql: &mut Sql<'_>, read: &Read, filter: &Filter<'_>) {
    sql.push(if filter.ended { "and o.ended is not null" } else { "and o.ended is null" }, []);
    if !filter.area.is_empty() {
        sql.push("and o.area = ?", [filter.area.to_owned().into()]);
    }
    if let Some((at, id)) = filter.after {
        sql.push(
            if filter.ended { "and (o.ended, o.id) < (?, ?)" } else { "and (o.due, o.id) > (?, ?)" },
            [at.into(), id.into()],
        );
    }
    if let Some(before) = filter.before {
        sql.push("and o.due < ?", [before.into()]);
    }
    sql.push(SEEN, [read.key().into()]);
}
