//! The SQL of the list: one statement for a page with its count, one for the names and tags around it.

use std::collections::HashSet;

use belfry_kernel::{OrganisationId, SubjectId, Tlp};
use belfry_store::scope::{self, Shape};
use belfry_store::search::COUNTED;
use belfry_store::{Dialect, Read, Result, Row, Sql, Value, args, part_of, subject};
use foldhash::HashMap;
use uuid::Uuid;

use super::filter::Filter;
use super::held::{self, Held, held};
use crate::event::{EVENT, State};

/// Rows on a page.
pub const PAGE: i64 = 50;
/// Attributes of a type, seen or not, up to which events are found from them.
pub const RARE: i64 = 20_000;

/// One event in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Inside.
    pub id: SubjectId,
    /// Outside.
    pub uuid: Uuid,
    /// One line.
    pub title: String,
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// The day that its author set.
    pub date: Option<String>,
    /// Its level.
    pub tlp: Tlp,
    /// Where it is in its life.
    pub state: State,
    /// Attributes that the reader sees.
    pub attributes: i64,
    /// Its last change, in microseconds.
    pub updated: i64,
}

impl Listed {
    const COLUMNS: &'static str = "s.id, s.uuid, s.title, s.owner_id, e.date, e.tlp, e.state, s.updated";

    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            uuid: row.get(1)?,
            title: row.get(2)?,
            owner: row.get(3)?,
            date: row.get(4)?,
            tlp: row.get(5)?,
            state: row.get(6)?,
            updated: row.get(7)?,
            attributes: row.get(8)?,
        })
    }
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// With the newest.
    #[default]
    First,
    /// With the newest one older than this.
    Before(SubjectId),
    /// So that it ends before this newer one.
    After(SubjectId),
}

impl Cursor {
    /// Reads the cursors of an address; what is no number is the first page.
    pub fn of(before: &str, after: &str) -> Self {
        match (before.parse(), after.parse()) {
            (Ok(id), _) => Self::Before(SubjectId(id)),
            (_, Ok(id)) => Self::After(SubjectId(id)),
            _ => Self::First,
        }
    }
}

/// A page of the list.
#[derive(Debug)]
pub struct Found {
    /// Newest first.
    pub rows: Vec<Listed>,
    /// All that fit the filters; [`COUNTED`] and more are `COUNTED + 1`.
    pub count: i64,
    /// Whether there may be more than were counted: too many documents hold the words that were looked for.
    pub is_cut: bool,
    /// The cursor of the page of newer ones.
    pub newer: Option<SubjectId>,
    /// The cursor of the page of older ones.
    pub older: Option<SubjectId>,
    /// UUIDs of which the reader sees several organisations' records.
    pub copied: HashSet<Uuid>,
}

/// A page, with the count of all.
pub fn page(read: &Read, filter: &Filter, cursor: Cursor) -> Result<Found> {
    let scoped = Scoped::new(read, filter)?;
    let shape = scope::shape(read, EVENT)?;
    let mut sql = Sql::new("select", []).and(Listed::COLUMNS, []).and(",", []);
    sql.append(&attributes(read));
    sql.push(",", []);
    if filter.is_empty() && shape == Shape::Walk {
        // Who is served by walking sees more than are counted.
        sql.push("?", [Value::Int(COUNTED + 1)]);
        if read.dialect() == Dialect::Postgres {
            sql = Sql::new("select", []).and(Listed::COLUMNS, []).and(",", []);
            sql.append(&attributes(read));
            sql.push(", cast(? as bigint)", [Value::Int(COUNTED + 1)]);
        }
    } else {
        sql.push("(select count(*) from (select 1", []);
        sql.append(&scoped.from(read)?);
        sql.push("limit ?) few)", [Value::Int(COUNTED + 1)]);
    }
    // Any other record of the UUID, seen or not: few have one, and only of those it is asked whether it is seen.
    sql.push(", exists (select 1 from store_subjects c where c.uuid = s.uuid and c.kind = s.kind and c.owner_id <> s.owner_id)", []);
    sql.append(&scoped.from(read)?);
    sql.append(&tail(read.dialect(), shape, cursor, PAGE + 1));
    let (mut count, mut copied) = (None, Vec::new());
    let mut rows = read.rows(sql, args![], |row| {
        if count.is_none() {
            count = Some(row.get(9)?);
        }
        let listed = Listed::from_row(row)?;
        if row.get(10)? {
            copied.push(listed.uuid);
        }
        Ok(listed)
    })?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let backwards = matches!(cursor, Cursor::After(_));
    if backwards {
        rows.reverse();
    }
    let (newest, oldest) = (rows.first().map(|row| row.id), rows.last().map(|row| row.id));
    let newer = if backwards { newest.filter(|_| more) } else { newest.filter(|_| cursor != Cursor::First) };
    let older = if backwards { oldest } else { oldest.filter(|_| more) };
    let copied = subject::of_several(read, EVENT, copied)?;
    Ok(Found { rows, copied, count: count.unwrap_or(0), is_cut: scoped.is_cut(), newer, older })
}

/// Rows older than `before`, for exports and programs.
pub fn rows(read: &Read, filter: &Filter, before: Option<SubjectId>, limit: i64) -> Result<Vec<Listed>> {
    Ok(rows_told(read, filter, before, limit)?.0)
}

/// As [`rows`], with whether there may be more events that hold the words that are looked for.
pub fn rows_told(read: &Read, filter: &Filter, before: Option<SubjectId>, limit: i64) -> Result<(Vec<Listed>, bool)> {
    let scoped = Scoped::new(read, filter)?;
    let mut sql = Sql::new("select", []).and(Listed::COLUMNS, []).and(",", []);
    sql.append(&attributes(read));
    sql.append(&scoped.from(read)?);
    sql.append(&tail(read.dialect(), scope::shape(read, EVENT)?, before.map_or(Cursor::First, Cursor::Before), limit));
    Ok((read.rows(sql, args![], Listed::from_row)?, scoped.is_cut()))
}

/// Every event that holds the words of a filter, the newest first, for a file; nothing where it has no words.
pub fn holding(read: &Read, filter: &Filter) -> Result<Option<Vec<SubjectId>>> {
    if filter.text.is_empty() { Ok(None) } else { held::all(read, &filter.text).map(Some) }
}

/// Of these events those that fit the filter whatever its words, the newest first.
pub fn among(read: &Read, filter: &Filter, events: &[SubjectId]) -> Result<Vec<Listed>> {
    let wordless = filter.without("q");
    let ids = events.iter().map(|event| event.0).collect();
    let scoped = Scoped { found: Some(Held { ids, is_cut: false }), ..Scoped::new(read, &wordless)? };
    let limit = i64::try_from(events.len()).unwrap_or(i64::MAX);
    let mut sql = Sql::new("select", []).and(Listed::COLUMNS, []).and(",", []);
    sql.append(&attributes(read));
    sql.append(&scoped.from(read)?);
    sql.append(&tail(read.dialect(), scope::shape(read, EVENT)?, Cursor::First, limit));
    read.rows(sql, args![], Listed::from_row)
}

/// The attributes of the event of a row that the reader sees: those without a label of their own, which stand in its header,
/// and those with one that he sees. Few events have any of the latter, and those say so.
pub(crate) fn attributes<'a>(read: &Read) -> Sql<'a> {
    let mut sql = Sql::new(
        "e.attributes + case when e.labelled = false then 0 else (select count(*) from threats_attributes a \
         where a.event_id = e.id and a.label_id is not null and a.deleted = false and",
        [],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(") end", []);
    sql
}

/// The words that keep the plan of [`scope::visible`]'s shape, in both directions.
fn tail<'a>(dialect: Dialect, shape: Shape, cursor: Cursor, limit: i64) -> Sql<'a> {
    let mut tail = Sql::default();
    match cursor {
        Cursor::First => {}
        Cursor::Before(id) => tail.push("and s.id < ?", [id.into()]),
        Cursor::After(id) => tail.push("and s.id > ?", [id.into()]),
    }
    let sorted = match (matches!(cursor, Cursor::After(_)), dialect, shape) {
        (false, Dialect::Postgres, Shape::Gather) => "order by s.id + 0 desc limit ?",
        (false, ..) => "order by s.id desc limit ?",
        (true, Dialect::Postgres, Shape::Gather) => "order by s.id + 0 limit ?",
        (true, ..) => "order by s.id limit ?",
    };
    tail.push(sorted, [limit.into()]);
    tail
}

/// A filter with what it takes from the text index, and where to look for attributes of its type.
struct Scoped<'f> {
    filter: &'f Filter,
    found: Option<Held>,
    kinds: Vec<String>,
    is_rare: bool,
}

impl<'f> Scoped<'f> {
    fn new(read: &Read, filter: &'f Filter) -> Result<Self> {
        let found = if filter.text.is_empty() { None } else { Some(held(read, &filter.text)?) };
        let kinds = match filter.kind.strip_suffix('*') {
            Some(begins) => kinds_that_begin(read, begins)?,
            None if filter.kind.is_empty() => Vec::new(),
            None => vec![filter.kind.clone()],
        };
        let is_rare = !kinds.is_empty() && is_rare(read, &kinds)?;
        Ok(Self { filter, found, kinds, is_rare })
    }

    fn is_cut(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.is_cut)
    }

    /// `from .. where ..`: the subject is `s`, the event `e`.
    fn from<'a>(&self, read: &Read) -> Result<Sql<'a>> {
        let mut sql = scope::visible(read, EVENT, "cross join threats_events e")?.and("and e.id = s.id", []);
        let filter = self.filter;
        if let Some(found) = &self.found {
            sql.push("and s.id in {ints ?}", [Value::Ints(found.ids.clone())]);
        }
        if let Some(begins) = filter.tag.strip_suffix('*') {
            sql.push(
                "and exists (select 1 from threats_event_tags a where a.event_id = s.id \
                 and a.tag_id in (select t.id from threats_tags t where substr(t.name, 1, length(cast(? as text))) = ?) and",
                [begins.to_owned().into(), begins.to_owned().into()],
            );
            sql.append(&scope::sees_child(read.key()));
            sql.push(")", []);
        } else if !filter.tag.is_empty() {
            sql.push(
                "and exists (select 1 from threats_event_tags a where a.event_id = s.id \
                 and a.tag_id = (select t.id from threats_tags t where t.name = ?) and",
                [filter.tag.clone().into()],
            );
            sql.append(&scope::sees_child(read.key()));
            sql.push(")", []);
        }
        if !filter.kind.is_empty() {
            sql.push(
                if self.is_rare {
                    "and s.id in (select a.event_id from threats_attributes a where a.type in {texts ?} and a.deleted = false and"
                } else {
                    "and exists (select 1 from threats_attributes a where a.event_id = s.id and a.type in {texts ?} \
                     and a.deleted = false and"
                },
                [Value::Texts(self.kinds.clone())],
            );
            sql.append(&scope::sees_child(read.key()));
            sql.push(")", []);
        }
        self.owner(read, &mut sql);
        if !filter.tlp.is_empty() {
            sql.push("and e.tlp = ?", [filter.tlp.clone().into()]);
        }
        if !filter.state.is_empty() {
            sql.push("and e.state = ?", [filter.state.clone().into()]);
        }
        if !filter.from.is_empty() {
            sql.push("and e.date >= ?", [filter.from.clone().into()]);
        }
        if !filter.to.is_empty() {
            sql.push("and e.date <= ?", [filter.to.clone().into()]);
        }
        if let Ok(circle) = filter.circle.parse::<Uuid>() {
            sql.push(
                "and s.label_id in (select l.id from store_labels l cross join store_subjects k where k.uuid = ? \
                 and k.kind = ? and l.canonical like '%;c' || k.id || ',%' \
                 and exists (select 1 from store_visible u where u.grant_key = ? and u.label_id = k.label_id limit 1))",
                [circle.into(), Value::Int(CIRCLE), read.key().into()],
            );
        }
        Ok(sql)
    }

    fn owner(&self, read: &Read, sql: &mut Sql<'_>) {
        let owner = &self.filter.owner;
        if owner.is_empty() {
            return;
        }
        sql.push("and s.owner_id in (select k.id from store_subjects k where k.kind = ?", [Value::Int(ORGANISATION)]);
        match owner.parse::<Uuid>() {
            Ok(uuid) => sql.push("and k.uuid = ?", [uuid.into()]),
            Err(_) => sql.push("and lower(k.title) like ? escape '!'", [part_of(owner).into()]),
        }
        sql.push(
            "and exists (select 1 from store_visible u where u.grant_key = ? and u.label_id = k.label_id limit 1))",
            [read.key().into()],
        );
    }
}

/// The types of attributes, seen or not, that begin with some letters, those that MISP does not know among them: one step in the
/// index for each type there is.
fn kinds_that_begin(read: &Read, begins: &str) -> Result<Vec<String>> {
    read.rows(
        "with recursive kinds(type) as (select min(type) from threats_attributes union all \
         select (select min(a.type) from threats_attributes a where a.type > kinds.type) from kinds where kinds.type is not null) \
         select type from kinds where substr(type, 1, length(cast($1 as text))) = $2",
        args![begins, begins],
        |row| row.get(0),
    )
}

/// Whether few attributes, seen or not, are of some types: then events are found from them, otherwise each event is looked into.
/// Chooses a plan; both give the same.
fn is_rare(read: &Read, kinds: &[String]) -> Result<bool> {
    let rows: i64 = read.one(
        "select count(*) from (select 1 from threats_attributes where type in {texts $1} limit $2) few",
        args![kinds.to_vec(), RARE + 1],
        |row| row.get(0),
    )?;
    Ok(rows <= RARE)
}

/// Circles and organisations among the subjects.
const CIRCLE: i64 = belfry_identity::CIRCLE.code as i64;
const ORGANISATION: i64 = belfry_identity::ORGANISATION.code as i64;

/// An organisation or circle, named.
#[derive(Clone, Debug)]
pub struct Named {
    /// Outside.
    pub uuid: Uuid,
    /// Its name.
    pub title: String,
    /// Its short name, or the name.
    pub short: String,
}

/// What stands around the rows of a page: names of owners and circles, tags of events with their colours.
#[derive(Debug, Default)]
pub struct Around {
    /// By inside id.
    pub names: HashMap<i64, Named>,
    /// By event.
    pub tags: HashMap<SubjectId, Vec<(String, Option<String>)>>,
}

/// The organisations and circles of these UUIDs that the reader sees, by inside id.
pub fn named(read: &Read, uuids: Vec<Uuid>) -> Result<HashMap<i64, Named>> {
    let mut names = HashMap::default();
    for uuid in uuids {
        read.each(
            "select s.id, s.title from store_subjects s where s.uuid = $1 and s.kind in ($2, $3) \
             and exists (select 1 from store_visible v where v.grant_key = $4 and v.label_id = s.label_id limit 1)",
            args![uuid, CIRCLE, ORGANISATION, read.key()],
            |row| {
                let title: String = row.get(1)?;
                names.insert(row.get(0)?, Named { uuid, short: title.clone(), title });
                Ok(true)
            },
        )?;
    }
    Ok(names)
}

/// Names and tags for the rows of a page, in one statement.
pub fn around(read: &Read, rows: &[Listed], circles: &[i64]) -> Result<Around> {
    let events: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut named: Vec<i64> = rows.iter().map(|row| row.owner.0).chain(circles.iter().copied()).collect();
    named.sort_unstable();
    named.dedup();
    let mut around = Around::default();
    read.each(
        "with listed(id) as {ints $3} \
         select s.id, s.title, o.short_name, s.uuid from store_subjects s left join identity_organisations o on o.id = s.id \
         where s.id in {ints $1} \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id limit 1) \
         union all \
         select x.event_id, t.name, t.colour, null from listed cross join threats_event_tags x cross join threats_tags t \
         where x.event_id = listed.id and t.id = x.tag_id and (x.label_id is null \
         or exists (select 1 from store_visible w where w.grant_key = $2 and w.label_id = x.label_id limit 1))",
        args![named, read.key(), events],
        |row| {
            let (id, text): (i64, String) = (row.get(0)?, row.get(1)?);
            match row.get::<Option<Uuid>>(3)? {
                Some(uuid) => {
                    let short: Option<String> = row.get(2)?;
                    let short = short.filter(|short| !short.is_empty()).unwrap_or_else(|| text.clone());
                    around.names.insert(id, Named { uuid, title: text, short });
                }
                None => around.tags.entry(SubjectId(id)).or_default().push((text, row.get(2)?)),
            }
            Ok(true)
        },
    )?;
    around.tags.values_mut().for_each(|tags| tags.sort_unstable());
    Ok(around)
}
