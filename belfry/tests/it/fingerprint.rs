//! What a database holds, table by table, to see that nothing changed.

use std::collections::BTreeMap;

use belfry_store::{Dialect, Key, Statement, args};
use belfry_testkit::TestSite;

/// What reading alone may write: sessions and keys that were used, sets of grants.
const APART: &[&str] = &[
    "identity_sessions",
    "identity_keys",
    "identity_throttle",
    "store_once",
    "store_grants",
    "store_visible",
    "store_labels",
    "store_migrations",
    "store_seal",
    "store_search",
    "store_search_data",
    "store_search_idx",
    "store_search_docsize",
    "store_search_config",
];

/// A statement that a test puts together.
struct Text(String);

impl Statement for Text {
    fn text(&self) -> &str {
        &self.0
    }
}

/// Every table with its rows.
pub fn of(site: &TestSite) -> BTreeMap<String, String> {
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    let tables = match read.dialect() {
        Dialect::Sqlite => "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
        Dialect::Postgres => {
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname = 'public' and c.relkind = 'r'"
        }
    };
    let tables: Vec<String> = read.rows(tables, args![], |row| row.get(0)).expect("tables");
    let mut all = BTreeMap::new();
    for table in tables.into_iter().filter(|table| !APART.contains(&table.as_str())) {
        let rows = match read.dialect() {
            Dialect::Sqlite => {
                let columns = Text(format!("select name from pragma_table_info('{table}')"));
                let columns: Vec<String> = read.rows(columns, args![], |row| row.get(0)).expect("columns");
                // Exports that end side by side note themselves in any order: what was said counts, not its place in the chain.
                let placed = ["id", "seal_no", "hash"];
                let columns =
                    columns.into_iter().filter(|name| table != "store_ledger" || !placed.contains(&name.as_str()));
                let quoted: Vec<String> = columns.map(|name| format!("quote(\"{name}\")")).collect();
                format!("select {} from {table} order by 1", quoted.join(" || ',' || "))
            }
            Dialect::Postgres if table == "store_ledger" => {
                "select concat_ws(',', at, fact, actor_id, subject_id, data) from store_ledger order by 1".to_owned()
            }
            Dialect::Postgres => format!("select t::text from {table} t order by 1"),
        };
        let rows: Vec<String> = read.rows(Text(rows), args![], |row| row.get(0)).expect("rows");
        all.insert(table, rows.join("\n"));
    }
    all
}

/// The tables in which two differ.
pub fn differences(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    one.iter().filter(|(table, rows)| other.get(*table) != Some(rows)).map(|(table, _)| table.clone()).collect()
}
