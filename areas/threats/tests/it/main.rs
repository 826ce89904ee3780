//! The area on both databases.

mod circle;
mod copies;
mod csv;
mod distribution;
mod edit;
mod export;
mod figures;
mod history;
mod import;
mod interference;
mod local;
mod narrower;
mod once;
mod pages;
mod parts_over_api;
mod publish;
mod real_data;
mod recall;
mod reference;
mod rules;
mod stix;
mod turns;
mod unfinished;
mod update;
mod value;
mod vocabulary;
mod wider;
mod wizard;
mod written_over_api;

use std::io::Cursor;

use belfry_kernel::{CircleId, Clock, Grants, OrganisationId, PersonId};
use belfry_store::{Key, args, scope};
use belfry_testkit::{Engine, TestDb};
use belfry_threats::event::import::{ImportContext, ImportError, Outcome, Reach, import_misp};
use serde_json::{Value, json};
use uuid::Uuid;

/// The organisation that imports.
pub const HOME: OrganisationId = OrganisationId(101);
/// Another one.
pub const AWAY: OrganisationId = OrganisationId(102);

/// An empty database of this area.
pub fn world(engine: Engine) -> TestDb {
    TestDb::new(engine, &[belfry_identity::MIGRATIONS, belfry_discussion::MIGRATIONS, belfry_threats::MIGRATIONS])
}

/// Somebody of an organisation.
pub fn member(t: &TestDb, organisation: OrganisationId) -> Key {
    let grants = Grants {
        community: true,
        person: Some(PersonId(organisation.0 * 10)),
        organisations: [organisation].into(),
        circles: if organisation == HOME { [CircleId(5)].into() } else { Default::default() },
        ..Grants::default()
    };
    scope::key_of(&t.db, &grants, t.clock.now()).expect("key")
}

/// Who imports.
pub fn context(t: &TestDb, owner: OrganisationId, reach: Reach) -> ImportContext<'_> {
    ImportContext {
        db: &t.db,
        ids: &t.ids,
        clock: t.clock.as_ref(),
        person: Some(PersonId(owner.0 * 10)),
        organisation: owner,
        reach,
        tlp: None,
    }
}

/// Imports a file.
pub fn import(ctx: &ImportContext<'_>, file: &Value) -> Outcome {
    try_import(ctx, file).expect("import")
}

/// Imports a file that may be refused.
pub fn try_import(ctx: &ImportContext<'_>, file: &Value) -> Result<Outcome, ImportError> {
    import_misp(ctx, &mut Cursor::new(file.to_string()), &mut |_| true)
}

/// A published event of these attributes.
pub fn event(number: u128, timestamp: i64, tags: &[&str], attributes: &[Value]) -> Value {
    let tags: Vec<Value> = tags.iter().map(|name| json!({ "name": name })).collect();
    json!({"Event": {
        "uuid": Uuid::from_u128(number), "info": format!("Event {number}"), "date": "2026-03-01", "timestamp": timestamp.to_string(),
        "published": true, "distribution": "3", "threat_level_id": "2", "analysis": "1",
        "Orgc": {"name": "Sample Works", "uuid": Uuid::from_u128(900)}, "Tag": tags, "Attribute": attributes,
    }})
}

/// An attribute as MISP writes it.
pub fn attribute(number: u128, kind: &str, value: &str) -> Value {
    json!({"uuid": Uuid::from_u128(1_000_000 + number), "type": kind, "value": value, "timestamp": "1772600000", "distribution": "5"})
}

/// How many rows a table has, for the program itself.
pub fn rows(t: &TestDb, table: &'static str) -> i64 {
    let read = t.db.read(Key::SYSTEM).expect("read");
    let sql = belfry_store::Sql::new("select count(*) from", []).and(table, []);
    read.one(sql, args![], |row| row.get(0)).expect("count")
}
