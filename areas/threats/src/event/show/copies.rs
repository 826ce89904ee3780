//! Other organisations' records of the same event (decision 0004), as far as the reader sees them.

use std::collections::HashMap;

use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, Sql, args, scope};
use belfry_web::held::Held;
use uuid::Uuid;

use crate::event::{EVENT, State};

/// Copies named.
const MOST: i64 = 20;

/// The same event, held by another organisation.
#[derive(Debug)]
pub struct Copy {
    /// The name of that organisation.
    pub owner: String,
    /// Where it is.
    pub held: Held,
    /// It was recalled there.
    pub recalled: bool,
}

impl Copy {
    /// Its page.
    pub fn page(&self) -> String {
        self.held.address(EVENT)
    }
}

/// The copies of an event that was loaded before, oldest first.
///
/// # Errors
/// Those of the database.
pub fn load(read: &Read, subject: &Subject) -> Result<Vec<(SubjectId, Copy)>> {
    let mut sql =
        Sql::new("select c.id, c.state, (select s.uuid from store_subjects s where s.id = c.owner_id and", []);
    sql.append(&scope::sees_subject(read.key()));
    sql.push("), (select o.name from identity_organisations o where o.id = c.owner_id)", []);
    sql.push(
        "from (select s.id, s.owner_id, e.state from store_subjects s cross join threats_events e \
         where s.uuid = ? and s.kind = ? and s.id <> ? and e.id = s.id and",
        [subject.uuid.into(), EVENT.into(), subject.id.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by s.id limit ?) c order by c.id", [MOST.into()]);
    let all = read.rows(sql, args![], |row| {
        // Of an organisation that the reader may not know of there is no address.
        let Some(by) = row.get(2)? else { return Ok(None) };
        let held = Held { uuid: subject.uuid, by };
        let owner: Option<String> = row.get(3)?;
        let recalled = row.get::<State>(1)? == State::Recalled;
        Ok(Some((row.get(0)?, Copy { owner: owner.unwrap_or_default(), held, recalled })))
    })?;
    Ok(all.into_iter().flatten().collect())
}

/// What an event of this owner extends, if the reader sees it: the title of a record and its page. Of several the one that the owner
/// holds too, for he drew the link, then where the plain address leads.
///
/// # Errors
/// Those of the database.
pub fn extended(
    read: &Read,
    uuid: Uuid,
    owner: OrganisationId,
    home: Option<OrganisationId>,
) -> Result<Option<(String, String)>> {
    let mut sql = Sql::new("select c.title, (select s.uuid from store_subjects s where s.id = c.owner_id and", []);
    sql.append(&scope::sees_subject(read.key()));
    sql.push(
        ") from (select s.id, s.title, s.owner_id, case when s.owner_id = ? then 0 when s.owner_id = ? then 1 else 2 end as turn \
         from store_subjects s where s.uuid = ? and s.kind = ? and",
        [owner.into(), home.into(), uuid.into(), EVENT.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by turn, s.id limit 2) c order by c.turn, c.id", []);
    let all: Vec<(String, Option<Uuid>)> = read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let is_one = all.len() == 1;
    Ok(all.into_iter().next().map(|(title, by)| {
        let by = by.filter(|_| !is_one);
        (title, by.map_or_else(|| format!("{}{uuid}", EVENT.path), |by| Held { uuid, by }.address(EVENT)))
    }))
}

/// Where each of them is, for whoever names them by the plain UUID.
pub fn places(copies: &[(SubjectId, Copy)]) -> HashMap<SubjectId, String> {
    copies.iter().map(|(id, copy)| (*id, copy.page())).collect()
}
