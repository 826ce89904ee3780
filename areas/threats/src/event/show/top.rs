//! The header of an event with what its page names beside it.

use belfry_kernel::{Label, SubjectId};
use belfry_store::{Read, Result, Sql, args, scope};

use crate::event::{COLUMNS, Event};

/// What stands on top of the page.
#[derive(Debug)]
pub struct Top {
    /// The header.
    pub event: Event,
    /// Who sees it.
    pub label: Label,
    /// The name of its owner, if the reader may know of it.
    pub owner: Option<String>,
    /// Attributes that the reader sees.
    pub attributes: i64,
    /// Other organisations hold a record of it that the reader sees.
    pub copied: bool,
}

/// Columns of [`Event`].
const WIDTH: usize = 19;

/// The top of an event that was loaded before.
pub fn load(read: &Read, id: SubjectId) -> Result<Top> {
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(
        ", l.canonical, (select o.name from identity_organisations o cross join store_subjects s \
         where o.id = k.owner_id and s.id = o.id and",
        [],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("),", []);
    sql.append(&crate::event::list::select::attributes(read));
    sql.push(
        ", exists (select 1 from store_subjects s where s.uuid = k.uuid and s.kind = k.kind and s.id <> k.id and",
        [],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push(
        ") from threats_events e cross join store_subjects k cross join store_labels l \
         where e.id = ? and k.id = e.id and l.id = k.label_id",
        [id.into()],
    );
    read.one(sql, args![], |row| {
        Ok(Top {
            event: Event::from_row(row, 0)?,
            label: scope::parsed(&row.get::<String>(WIDTH)?)?,
            owner: row.get(WIDTH + 1)?,
            attributes: row.get(WIDTH + 2)?,
            copied: row.get(WIDTH + 3)?,
        })
    })
}
