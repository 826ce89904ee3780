//! Objects in which their reader sees no attribute. One that is empty and one that holds hidden ones only look the same.

use belfry_kernel::SubjectId;
use belfry_store::{Read, Sql, scope};
use uuid::Uuid;

/// One of them.
#[derive(Clone, Debug)]
pub struct Bare {
    /// Inside.
    pub id: i64,
    /// Identity.
    pub uuid: Uuid,
    /// The name of its template.
    pub name: String,
    /// Remark.
    pub comment: String,
}

/// Which part of an event's ids they are looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Behind this one.
    pub after: i64,
    /// Up to this one, with it; none for the end.
    pub last: Option<i64>,
    /// As many at most.
    pub most: usize,
}

impl Span {
    /// Behind an id, beside a page of parts that ends with `last` where there are more; one more than a page.
    pub fn beside(after: i64, last: Option<i64>, page: usize) -> Self {
        Self { after, last, most: page + 1 }
    }

    /// Columns: id, uuid, name, comment.
    pub fn select<'a>(self, read: &Read, event: SubjectId) -> Sql<'a> {
        let mut sql = select(read, event, self.after);
        if let Some(last) = self.last {
            sql.push("and o.id <= ?", [last.into()]);
        }
        sql.and("order by o.id limit ?", [self.most.into()])
    }
}

/// Where a page of parts ends that is read beside bare objects: after the last of either kind that has more behind it. Those beyond
/// are left for the next.
pub fn end(bare: &mut Vec<Bare>, page: usize, last: Option<i64>) -> Option<i64> {
    let more = bare.len() > page;
    bare.truncate(page);
    let last_bare = bare.last().filter(|_| more).map(|one| one.id);
    let end = last_bare.into_iter().chain(last).min();
    bare.retain(|one| end.is_none_or(|end| one.id <= end));
    end
}

/// `select o.id, o.uuid, o.name, o.comment ..` of an event that was loaded before, behind an id; what narrows it further is added.
pub fn select<'a>(read: &Read, event: SubjectId, after: i64) -> Sql<'a> {
    let mut sql = Sql::new(
        "select o.id, o.uuid, o.name, o.comment from (select a.id, a.uuid, a.name, a.comment from threats_objects a \
         where a.event_id = ? and a.id > ? and a.deleted = false and",
        [event.into(), after.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        ") o where not exists (select 1 from threats_attributes a where a.object_id = o.id and a.deleted = false and",
        [],
    );
    sql.append(&scope::sees_child(read.key()));
    // The limit keeps PostgreSQL from reading all attributes there are for the few objects of a page.
    sql.and("limit 1)", [])
}
