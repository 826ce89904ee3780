//! **Row-level security**: no table, view or function answers somebody who does not say for whom he asks, neither the application's
//! role nor the owner of the tables.

use std::collections::BTreeMap;

use belfry_store::{Db, Key, Options, Statement, args};
use belfry_testkit::Engine;

use crate::swap::apart;
use crate::world::World;

struct Text(String);

impl Statement for Text {
    fn text(&self) -> &str {
        &self.0
    }
}

/// Rows of every table and view of the catalogue, or why it does not answer.
fn rows(db: &Db, key: Option<Key>) -> BTreeMap<String, Result<i64, String>> {
    let catalogue = db.read(Key::SYSTEM).expect("read");
    let names: Vec<String> = catalogue
        .rows(
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1",
            args![],
            |row| row.get(0),
        )
        .expect("names");
    drop(catalogue);
    let count = |name: &String| {
        let read = db.read(key.unwrap_or(Key::SYSTEM)).expect("read");
        if key.is_none() {
            // As somebody who never said for whom.
            read.one("select set_config('belfry.key', '', true)", args![], |row| row.get::<String>(0)).expect("no key");
        }
        let told = read.one(Text(format!("select count(*) from \"{name}\"")), args![], |row| row.get::<i64>(0));
        (name.clone(), told.map_err(|error| error.to_string()))
    };
    names.iter().map(count).collect()
}

#[test]
fn no_table_answers_without_a_key() {
    let world = apart(World::new(Engine::Postgres, "Night"));
    let site = &world.site;
    let name = site.db.target.rsplit('/').next().expect("a database").to_owned();
    let owner = std::env::var("BELFRY_TEST_POSTGRES").expect("the owner's address");
    let owner = Db::open(&format!("{owner}/{name}"), Options { readers: 1, ..Options::default() }).expect("the owner");
    let held = rows(&site.db.db, Some(Key::SYSTEM));
    let full = held.values().filter(|count| matches!(count, Ok(1..))).count();
    assert!(full > 20, "only {full} of {} tables hold anything: {held:?}", held.len());
    for (who, db) in [("the application", &site.db.db), ("the owner", &owner)] {
        for (table, told) in rows(db, None) {
            // Which steps were taken is no secret; the index of texts is out of the application's reach altogether.
            let known = table == "store_migrations" || (table == "store_search" && who == "the owner");
            assert!(known || !matches!(told, Ok(1..)), "{table} tells {who} {told:?} rows");
        }
    }
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    read.one("select set_config('belfry.key', '', true)", args![], |row| row.get::<String>(0)).expect("no key");
    let hits = read
        .one(
            "select count(*) from store_search_newest('event', array[10, 20, 21]::smallint[], 9223372036854775807, 100, false)",
            args![],
            |row| row.get::<i64>(0),
        )
        .expect("the search");
    assert_eq!(hits, 0, "the search answers without a key");
}

/// A view would answer with its owner's eyes, and a function with its definer's: there is none but those that are known.
#[test]
fn views_and_functions_ask_with_the_readers_eyes() {
    let world = World::new(Engine::Postgres, "Night");
    let read = world.site.db.db.read(Key::SYSTEM).expect("read");
    let views: Vec<String> = read
        .rows(
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname = 'public' and c.relkind in ('v', 'm') \
             and not coalesce(array_to_string(c.reloptions, ',') like '%security_invoker=true%', false)",
            args![],
            |row| row.get(0),
        )
        .expect("views");
    assert_eq!(views, Vec::<String>::new(), "views with their owner's eyes");
    let definers: Vec<String> = read
        .rows(
            "select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace \
             where n.nspname = 'public' and p.prosecdef order by 1",
            args![],
            |row| row.get(0),
        )
        .expect("functions");
    let strange: Vec<&String> = definers.iter().filter(|name| !name.starts_with("store_search_")).collect();
    assert_eq!(strange, Vec::<&String>::new(), "functions with their definer's eyes");
}
