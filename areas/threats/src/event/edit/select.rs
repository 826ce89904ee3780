//! The SQL of the editor: the parts of an event that its editor sees.

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use uuid::Uuid;

use crate::attribute::{self, Attribute};
use crate::event::list::TagWords;
use crate::event::show::around::{self, Hanging};
use crate::event::show::target::{self, Target};
use crate::object::bare::{self, Bare, Span};
use crate::tag::Tag;

/// Columns of an [`Attribute`].
const WIDTH: usize = attribute::NAMES.len();
/// Attributes on one page of the editor.
const PAGE: usize = 100;

/// An attribute in the editor.
#[derive(Debug)]
pub struct AttributeRow {
    /// The attribute.
    pub one: Attribute,
    /// Its own tags, by name.
    pub tags: Vec<TagWords>,
}

/// Attributes that stand together: those of one object, or those in none.
#[derive(Debug, Default)]
pub struct Group {
    /// The object around them.
    pub object: Option<Around>,
    /// Oldest first.
    pub rows: Vec<AttributeRow>,
}

/// The object around attributes.
#[derive(Debug)]
pub struct Around {
    /// Inside.
    pub id: i64,
    /// Identity.
    pub uuid: Uuid,
    /// The name of its template.
    pub name: String,
    /// Remark.
    pub comment: String,
    /// Verb and target of what it refers to.
    pub references: Vec<(String, Target)>,
}

/// A report in the editor.
#[derive(Debug)]
pub struct ReportRow {
    /// Identity.
    pub uuid: Uuid,
    /// Its title.
    pub name: String,
}

/// What hangs on an event.
#[derive(Debug)]
pub struct Parts {
    /// Those in no object first, then object by object.
    pub groups: Vec<Group>,
    /// Objects in which the reader sees no attribute, oldest first.
    pub bare: Vec<Around>,
    /// After which the next page begins.
    pub next: Option<i64>,
    /// By name.
    pub tags: Vec<Tag>,
    /// Oldest first.
    pub reports: Vec<ReportRow>,
}

/// A page of attributes after `after`, with tags and reports.
pub fn parts(read: &Read, event: SubjectId, after: i64) -> Result<Parts> {
    let mut sql = Sql::new("select", [])
        .and(attribute::COLUMNS, [])
        .and(
            ", o.uuid, o.name, o.comment from threats_attributes a left join threats_objects o on o.id = a.object_id",
            [],
        )
        .and("where a.event_id = ? and a.id > ? and a.deleted = false and", [event.into(), after.into()]);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [(PAGE + 1).into()]);
    let mut rows = read.rows(sql, args![], |row| {
        let one = Attribute::from_row(row, 0)?;
        let around = match one.object.zip(row.get::<Option<Uuid>>(WIDTH)?) {
            Some((id, uuid)) => {
                let (name, comment) = (row.get(WIDTH + 1)?, row.get(WIDTH + 2)?);
                Some(Around { id, uuid, name, comment, references: Vec::new() })
            }
            None => None,
        };
        Ok((around, AttributeRow { one, tags: Vec::new() }))
    })?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more).map(|(_, row)| row.one.id);
    let span = rows.first().zip(rows.last()).map(|((_, first), (_, last))| (first.one.id, last.one.id));
    let mut objects: Vec<i64> = rows.iter().filter_map(|(object, _)| Some(object.as_ref()?.id)).collect();
    objects.sort_unstable();
    objects.dedup();
    let beside_them = Some(Span::beside(after, last, PAGE));
    let mut hanging = around::load(read, event, span.unwrap_or_default(), objects, beside_them)?;
    let next = bare::end(&mut hanging.bare, PAGE, last);
    rows.retain(|(_, row)| next.is_none_or(|next| row.one.id <= next));
    let mut groups = vec![Group::default()];
    for (around, row) in rows {
        let id = around.as_ref().map(|object| object.id);
        let place = groups.iter().position(|group| group.object.as_ref().map(|object| object.id) == id);
        match place.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { object: around, rows: vec![row] }),
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    let mut bare = std::mem::take(&mut hanging.bare).into_iter().map(Around::from).collect::<Vec<_>>();
    hang(read, event, hanging, &mut groups, &mut bare)?;
    let (reports, tags) = beside(read, event)?;
    Ok(Parts { groups, bare, next, tags, reports })
}

impl From<Bare> for Around {
    fn from(one: Bare) -> Self {
        Self { id: one.id, uuid: one.uuid, name: one.name, comment: one.comment, references: Vec::new() }
    }
}

/// Puts tags on attributes, and references on objects.
fn hang(read: &Read, event: SubjectId, mut hanging: Hanging, groups: &mut [Group], bare: &mut [Around]) -> Result<()> {
    let named = target::named(read, event, hanging.references.iter().map(|(.., target)| *target).collect())?;
    for row in groups.iter_mut().flat_map(|group| &mut group.rows) {
        row.tags = hanging.tags.remove(&row.one.id).unwrap_or_default();
    }
    let objects = groups.iter_mut().filter_map(|group| group.object.as_mut());
    for object in objects.chain(bare) {
        let mine = hanging.references.iter().filter(|(from, ..)| *from == object.id);
        let target = |uuid: &Uuid| named.get(uuid).cloned().unwrap_or_else(|| Target::elsewhere(*uuid));
        object.references = mine.map(|(_, verb, uuid)| (verb.clone(), target(uuid))).collect();
    }
    Ok(())
}

/// Reports, oldest first, and tags of the event itself, by name.
fn beside(read: &Read, event: SubjectId) -> Result<(Vec<ReportRow>, Vec<Tag>)> {
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.name, cast(null as text), cast(0 as bigint) from threats_reports a where a.event_id = ? \
         and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select 0, null, t.name, t.colour, case when a.local then 1 else 0 end from threats_event_tags a \
         join threats_tags t on t.id = a.tag_id where a.event_id = ? and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    let (mut reports, mut tags) = (Vec::new(), Vec::new());
    read.each(sql, args![], |row| {
        let name: String = row.get(2)?;
        match row.get::<Option<Uuid>>(1)? {
            Some(uuid) => reports.push((row.get::<i64>(0)?, ReportRow { uuid, name })),
            None => tags.push(Tag { name, colour: row.get(3)?, local: row.get::<i64>(4)? != 0 }),
        }
        Ok(true)
    })?;
    reports.sort_by_key(|(id, _)| *id);
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((reports.into_iter().map(|(_, report)| report).collect(), tags))
}
