//! Both databases are brought to the same tables.

use std::collections::BTreeSet;

use belfry_store::migrate::{is_current, migrate};
use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestDb, both_databases};

both_databases! {
    fn a_migrated_database_is_current_and_stays_as_it_is(engine) {
        let t = TestDb::new(engine, &belfry::areas::migrations());
        assert!(is_current(&t.db, &belfry::areas::migrations()).expect("current"));
        assert!(!is_current(&t.db, &[]).expect("not for another program"));
    }
}

#[test]
fn an_older_program_refuses_a_newer_database() {
    let t = TestDb::new(Engine::Sqlite, &belfry::areas::migrations());
    let error = migrate(&t.db, &[], None).expect_err("refused");
    assert!(error.to_string().contains("newer than this program"), "{error}");
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let lite = TestDb::new(Engine::Sqlite, &belfry::areas::migrations());
    let pg = TestDb::new(Engine::Postgres, &belfry::areas::migrations());
    let ours =
        |table: &str| !table.starts_with("store_search") && !table.starts_with("sqlite_") && table != "store_seal";
    let of_lite: Vec<(String, String)> = lite
        .db
        .read(Key::SYSTEM)
        .expect("read")
        .rows(
            "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'",
            args![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("columns");
    let of_pg: BTreeSet<(String, String)> = pg
        .db
        .read(Key::SYSTEM)
        .expect("read")
        .rows(
            "select c.relname::text, a.attname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
             where n.nspname = 'public' and c.relkind = 'r'",
            args![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("columns")
        .into_iter()
        .filter(|(table, column): &(String, String)| !(table == "store_ledger" && column == "xid"))
        .collect();
    let keep = |set: BTreeSet<(String, String)>| set.into_iter().filter(|(t, _)| ours(t)).collect::<BTreeSet<_>>();
    assert_eq!(keep(of_lite.into_iter().collect()), keep(of_pg));
}

/// No table answers a transaction that does not say for whom it asks, and none is left without the wall.
#[test]
fn every_table_on_postgres_stands_behind_row_level_security() {
    let t = TestDb::new(Engine::Postgres, &belfry::areas::migrations());
    let read = t.db.read(Key::SYSTEM).expect("read");
    let open = read
        .rows(
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname = 'public' and c.relkind in ('r', 'v', 'm') \
             and c.relname not in ('store_migrations', 'store_search') \
             and not (c.relrowsecurity and c.relforcerowsecurity)",
            args![],
            |row| row.get::<String>(0),
        )
        .expect("tables");
    assert_eq!(open, Vec::<String>::new(), "tables without row-level security");
}
