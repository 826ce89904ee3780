//! Saved views of lists: the filters of an address under a name, for oneself or shared with an organisation of one's own.
//!
//! A view holds an address and nothing that is found there: whoever opens it sees what he may see.

use std::collections::BTreeSet;

use belfry_contracts::platform::{ViewRemoved, ViewSaved};
use belfry_kernel::{OrganisationId, Person, PersonId};
use belfry_store::{Act, Read, Result, Row, Sql, Tx, Value, args, ledger};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::text;

/// A person's views, of all lists.
const MOST: i64 = 100;
/// Bytes of a view's query.
const LONGEST_QUERY: usize = 2_000;
/// Fields of a query that are places in a list, not filters of it.
const PLACES: &[&str] = &["before", "after", "view", "page"];

/// A saved view, as one of its readers sees it.
#[derive(Clone, Debug)]
pub struct View {
    /// Outside id.
    pub uuid: Uuid,
    /// The path of the list.
    pub list: String,
    /// What it is called.
    pub name: String,
    /// The filters, as they stand in an address.
    pub query: String,
    /// Whether it is shared with an organisation.
    pub shared: bool,
    /// Whether the reader made it.
    pub own: bool,
    /// Whether the list opens with it for the reader.
    pub first: bool,
}

impl View {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            uuid: row.get(0)?,
            list: row.get(1)?,
            name: row.get(2)?,
            query: row.get(3)?,
            shared: row.get(4)?,
            own: row.get(5)?,
            first: row.get(6)?,
        })
    }

    /// The address that it stands for.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}?{}", self.list, self.query)
    }
}

/// The views that a person may use, with what he made of them.
fn visible<'a>(person: PersonId, organisations: &BTreeSet<OrganisationId>) -> Sql<'a> {
    let organisations: Vec<i64> = organisations.iter().map(|organisation| organisation.0).collect();
    Sql::new(
        "select v.uuid, v.list, v.name, v.query, v.organisation_id is not null, v.person_id = ?, \
         exists (select 1 from identity_first_views f where f.person_id = ? and f.list = v.list and f.view_id = v.id) \
         from identity_views v where (v.person_id = ? or v.organisation_id in {ints ?})",
        [person.into(), person.into(), person.into(), Value::Ints(organisations)],
    )
}

/// The views of a list for a person of these organisations, by name.
pub fn of_list(
    read: &Read,
    person: PersonId,
    organisations: &BTreeSet<OrganisationId>,
    list: &str,
) -> Result<Vec<View>> {
    let sql = visible(person, organisations).and("and v.list = ? order by lower(v.name), v.id", [list.into()]);
    read.rows(sql, args![], View::from_row)
}

/// All views for a person of these organisations.
pub fn of_person(read: &Read, person: PersonId, organisations: &BTreeSet<OrganisationId>) -> Result<Vec<View>> {
    let sql = visible(person, organisations).and("order by v.list, lower(v.name), v.id", []);
    read.rows(sql, args![], View::from_row)
}

/// What is kept of a query: filters with something in them, without places in the list.
#[must_use]
pub fn filters(query: &[(String, String)]) -> Vec<(&str, &str)> {
    let kept = query.iter().map(|(name, value)| (name.as_str(), value.trim()));
    kept.filter(|(name, value)| !value.is_empty() && !PLACES.contains(name)).collect()
}

/// A view to be saved.
#[derive(Clone, Debug)]
pub struct NewView<'a> {
    /// The path of the list.
    pub list: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// The filters, as they stand in an address.
    pub query: &'a str,
    /// Shared with the person's organisation.
    pub shared: bool,
    /// The list opens with it for the person.
    pub first: bool,
}

/// Saves a view; one of the same person, list and name is replaced.
///
/// # Errors
/// [`Refusal::Field`] of `name` or `query`; [`Refusal::WrongState`] when there are too many.
pub fn save(tx: &Tx, act: Act<'_>, person: &Person, new: &NewView<'_>) -> std::result::Result<Uuid, Refusal> {
    let name = text::line(new.name, 60).ok_or(Refusal::Field("name"))?;
    let fine = !new.query.is_empty() && new.query.len() <= LONGEST_QUERY && is_list(new.list);
    if !fine || new.query.chars().any(char::is_control) {
        return Err(Refusal::Field("query"));
    }
    let count: i64 =
        tx.one("select count(*) from identity_views where person_id = $1", args![person.id], |r| r.get(0))?;
    if count >= MOST {
        return Err(Refusal::WrongState);
    }
    tx.execute(
        "delete from identity_views where person_id = $1 and list = $2 and lower(name) = lower($3)",
        args![person.id, new.list, name.as_str()],
    )?;
    let organisation = Some(person.organisation).filter(|home| new.shared && home.0 != 0);
    let (id, uuid) = (act.ids.next(), act.ids.uuid());
    tx.execute(
        "insert into identity_views (id, uuid, person_id, organisation_id, list, name, query, created) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![id, uuid, person.id, organisation, new.list, name, new.query, act.now],
    )?;
    ledger::record(tx, act, &ViewSaved { person: person.id, view: id, shared: organisation.is_some() })?;
    if new.first {
        put_first(tx, person.id, new.list, Some(id))?;
    }
    Ok(uuid)
}

/// Removes a view of one's own.
///
/// # Errors
/// [`Refusal::NotFound`] when the person made no such view.
pub fn remove(tx: &Tx, act: Act<'_>, person: PersonId, uuid: Uuid) -> std::result::Result<(), Refusal> {
    let id: i64 = tx
        .maybe("select id from identity_views where uuid = $1 and person_id = $2", args![uuid, person], |row| {
            row.get(0)
        })?
        .ok_or(Refusal::NotFound)?;
    tx.execute("delete from identity_views where id = $1", args![id])?;
    ledger::record(tx, act, &ViewRemoved { person, view: id })?;
    Ok(())
}

/// Lets a list open with a view for a person, or as it is again if it did.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such view for him.
pub fn turn_first(
    tx: &Tx,
    person: PersonId,
    organisations: &BTreeSet<OrganisationId>,
    uuid: Uuid,
) -> std::result::Result<(), Refusal> {
    let sql = visible(person, organisations).and("and v.uuid = ?", [uuid.into()]);
    let view = tx.maybe(sql, args![], View::from_row)?.ok_or(Refusal::NotFound)?;
    let id: i64 = tx.one("select id from identity_views where uuid = $1", args![uuid], |row| row.get(0))?;
    put_first(tx, person, &view.list, (!view.first).then_some(id))?;
    Ok(())
}

fn put_first(tx: &Tx, person: PersonId, list: &str, view: Option<i64>) -> Result<()> {
    tx.execute("delete from identity_first_views where person_id = $1 and list = $2", args![person, list])?;
    if let Some(view) = view {
        tx.execute(
            "insert into identity_first_views (person_id, list, view_id) values ($1, $2, $3)",
            args![person, list, view],
        )?;
    }
    Ok(())
}

/// The path of a page of ours: nothing that leads elsewhere.
fn is_list(path: &str) -> bool {
    path.len() <= 100
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'/' | b'-'))
}
