//! The tables of forms: drafts that change, versions that never do.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use belfry_contracts::forms::{FormCreated, FormPublished};
use belfry_kernel::access::{Action, Granted};
use belfry_kernel::{Allowed, Label, OrganisationId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Kind, Read, Result, Sql, Tx, args, ledger, scope};
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::core::version::Hash;
use crate::core::{Fault, Form, Language, Published, Text, publish};

/// A form's page.
pub const FORM: Kind = Kind { code: 60, name: "forms-form", path: "/forms/" };

/// A form in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Inside.
    pub id: SubjectId,
    /// Outside.
    pub uuid: Uuid,
    /// Whose it is.
    pub owner: OrganisationId,
    /// What programs call it.
    pub name: String,
    /// What it is called, in each of its languages.
    pub called: Text,
    /// What it is called in its first language.
    pub title: String,
    /// The number of its newest version; 0 if none was published.
    pub version: i64,
    /// When its draft was saved.
    pub saved: Timestamp,
}

impl Entry {
    /// What it is called in a language; in its first one where that says nothing.
    #[must_use]
    pub fn title_in(&self, language: &Language) -> &str {
        self.called.get(language).unwrap_or(&self.title)
    }
}

/// A published version.
#[derive(Clone, Debug)]
pub struct Version {
    /// From 1.
    pub number: i64,
    /// Of its content.
    pub hash: String,
    /// What was published.
    pub form: Form,
    /// When.
    pub published: Timestamp,
}

/// Why a form was not written.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The organisation has a form of this name.
    #[error("there is a form of this name already")]
    NameTaken,
    /// It cannot be answered as it is.
    #[error("{} faults keep it from being published", .0.len())]
    Faults(Vec<Fault>),
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
}

fn written(what: &impl Serialize) -> Result<String> {
    serde_json::to_string(what).map_err(|error| Error::Driver(error.to_string()))
}

fn parsed(text: &str) -> Result<Form> {
    serde_json::from_str(text).map_err(|error| Error::Driver(format!("an unreadable form is kept: {error}")))
}

fn title(form: &Form) -> String {
    let said = form.languages.first().map_or("", |first| form.title.said(first, &form.languages));
    if said.is_empty() { form.name.to_string() } else { said.chars().take(200).collect() }
}

/// A new form of an organisation, as a draft.
///
/// # Errors
/// [`Refusal::NameTaken`], and those of the database.
pub fn create<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    _granted: &Granted<A>,
    owner: OrganisationId,
    label: &Label,
    form: &Form,
) -> std::result::Result<SubjectId, Refusal> {
    const { assert!(A::WRITES) };
    if by_name(tx, owner, form.name.as_str())?.is_some() {
        return Err(Refusal::NameTaken);
    }
    let id: SubjectId = act.ids.next();
    let label_id = scope::intern(tx, label)?;
    let title = title(form);
    let (author, updated) = (act.actor, act.now);
    let subject = Subject { id, uuid: act.ids.uuid(), kind: FORM.code, label_id, owner, author, title, updated };
    subject::insert(tx, &subject)?;
    tx.execute(
        "insert into forms_forms (id, owner_id, name, draft, called, saved) values ($1, $2, $3, $4, $5, $6)",
        args![id, owner, form.name.as_str(), written(form)?, written(&form.title)?, act.now],
    )?;
    ledger::record(tx, act, &FormCreated { form: id })?;
    Ok(id)
}

/// Another draft, under the proof of a change. The name stays what it was.
///
/// # Errors
/// Those of the database.
pub fn save<A: Action>(tx: &Tx, act: Act<'_>, allowed: &Allowed<A, Subject>, form: &Form) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update forms_forms set draft = $2, called = $3, saved = $4 where id = $1",
        args![allowed.id, written(form)?, written(&form.title)?, act.now],
    )?;
    subject::touch(tx, allowed, allowed.id, &title(form), act.now)
}

/// Publishes the draft as it is: the next version, or the newest where nothing changed. Under the proof of a change.
///
/// # Errors
/// [`Refusal::Faults`] with everything that is wrong, and those of the database.
pub fn publish_draft<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    allowed: &Allowed<A, Subject>,
) -> std::result::Result<i64, Refusal> {
    const { assert!(A::WRITES) };
    let Some(form) = draft(tx, allowed.id)? else { return Err(Error::NoRow.into()) };
    let published = publish(form).map_err(Refusal::Faults)?;
    let newest = newest(tx, allowed.id)?;
    if let Some(version) = newest.as_ref().filter(|version| version.hash == published.hash().as_str()) {
        return Ok(version.number);
    }
    let number = newest.map_or(0, |version| version.number) + 1;
    tx.execute(
        "insert into forms_versions (form_id, number, hash, definition, author_id, published) values ($1, $2, $3, $4, $5, $6)",
        args![allowed.id, number, published.hash().as_str(), written(published.form())?, act.actor, act.now],
    )?;
    ledger::record(tx, act, &FormPublished { form: allowed.id, version: number })?;
    Ok(number)
}

/// The draft of a form that its reader has loaded.
///
/// # Errors
/// Those of the database.
pub fn draft(read: &Read, form: SubjectId) -> Result<Option<Form>> {
    read.maybe("select draft from forms_forms where id = $1", args![form], |row| parsed(&row.get::<String>(0)?))
}

/// A version of a form that its reader has loaded.
///
/// # Errors
/// Those of the database; [`Error::Driver`] where what is kept does not fit its hash any more.
pub fn version(read: &Read, form: SubjectId, number: i64) -> Result<Option<Version>> {
    let sql = "select number, hash, definition, published from forms_versions where form_id = $1 and number = $2";
    read.maybe(sql, args![form, number], from_row)
}

/// Versions that are known as [`published`] gives them; beyond it the memory starts afresh.
const KNOWN: usize = 64;

/// Versions that were read and checked before, by their hash: what has the same hash is the same.
static CHECKED: Mutex<BTreeMap<String, Arc<Published>>> = Mutex::new(BTreeMap::new());

/// A version, ready to be answered, in one query. It is read and checked once: who answers page by page asks for it each time.
///
/// # Errors
/// As [`version`], and where what was published has faults by what is checked today.
pub fn published(read: &Read, form: SubjectId, number: i64) -> Result<Option<Arc<Published>>> {
    let sql = "select number, hash, definition, published from forms_versions where form_id = $1 and number = $2";
    read.maybe(sql, args![form, number], |row| {
        let hash: String = row.get(1)?;
        if let Some(known) = CHECKED.lock().unwrap_or_else(PoisonError::into_inner).get(&hash) {
            return Ok(known.clone());
        }
        let checked =
            publish(from_row(row)?.form).map_err(|_| Error::Driver("a published version has faults".into()))?;
        let checked = Arc::new(checked);
        let mut known = CHECKED.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(hash, checked.clone());
        Ok(checked)
    })
}

/// The newest version of a form that its reader has loaded.
///
/// # Errors
/// As [`version`].
pub fn newest(read: &Read, form: SubjectId) -> Result<Option<Version>> {
    let sql = "select number, hash, definition, published from forms_versions where form_id = $1 order by number desc limit 1";
    read.maybe(sql, args![form], from_row)
}

fn from_row(row: &belfry_store::Row<'_>) -> Result<Version> {
    let version = Version {
        number: row.get(0)?,
        hash: row.get(1)?,
        form: parsed(&row.get::<String>(2)?)?,
        published: row.get(3)?,
    };
    if Hash::of(&version.form).as_str() == version.hash {
        Ok(version)
    } else {
        Err(Error::Driver("a published version is not what it was".into()))
    }
}

impl Version {
    /// What can be answered.
    ///
    /// # Errors
    /// The faults that a newer program finds in it, if any.
    pub fn open(self) -> std::result::Result<Published, Vec<Fault>> {
        publish(self.form)
    }
}

/// The form of a name that belongs to an organisation; for those who have been told that they may know of it.
///
/// # Errors
/// Those of the database.
pub fn by_name(read: &Read, owner: OrganisationId, name: &str) -> Result<Option<Uuid>> {
    read.maybe(
        "select s.uuid from forms_forms f join store_subjects s on s.id = f.id where f.owner_id = $1 and f.name = $2",
        args![owner, name],
        |row| row.get(0),
    )
}

/// The newest forms that a reader may see, before one of them.
///
/// # Errors
/// Those of the database.
pub fn list(read: &Read, before: Option<SubjectId>, limit: i64) -> Result<Vec<Entry>> {
    let mut sql = Sql::new(
        "select s.id, s.uuid, s.owner_id, f.name, s.title, \
         (select coalesce(max(v.number), 0) from forms_versions v where v.form_id = s.id), f.saved, f.called",
        [],
    );
    sql.append(&scope::visible(read, FORM, "join forms_forms f on f.id = s.id")?);
    sql.append(&scope::newest(read, FORM, before, limit)?);
    read.rows(sql, args![], |row| {
        Ok(Entry {
            id: row.get(0)?,
            uuid: row.get(1)?,
            owner: row.get(2)?,
            name: row.get(3)?,
            title: row.get(4)?,
            version: row.get(5)?,
            saved: row.get(6)?,
            called: serde_json::from_str(&row.get::<String>(7)?).unwrap_or_default(),
        })
    })
}
