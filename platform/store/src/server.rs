//! What is asked of a PostgreSQL server itself, beside the tables.

use crate::args;
use crate::db::{Db, Dialect, Key};
use crate::error::{Error, Result};
use crate::pg::Pg;

/// Runs one statement outside any transaction: creating and dropping databases.
pub fn administer(url: &str, statement: &str) -> Result<()> {
    let mut pg = Pg::open(url, "")?;
    Ok(pg.client.batch_execute(statement)?)
}

/// Refuses a role that row-level security does not bind: a superuser, one with `bypassrls`, or the tables' owner.
pub fn refuse_superuser(db: &Db) -> Result<()> {
    if db.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    let unbound: bool = db.read(Key::ANONYMOUS)?.one(
        "select rolsuper or rolbypassrls from pg_roles where rolname = current_user",
        args![],
        |row| row.get(0),
    )?;
    if unbound {
        return Err(Error::Driver("the application's role is a superuser or bypasses row-level security".into()));
    }
    Ok(())
}

/// The role that a URL names.
pub fn role_of(url: &str) -> Option<String> {
    let config: postgres::Config = url.parse().ok()?;
    config.get_user().map(str::to_owned)
}

/// Checks an SQLite file's pages and references; [`Error::Driver`] tells the first thing that does not fit.
pub fn check_pages(read: &crate::Read) -> Result<()> {
    let told: String = read.one("pragma integrity_check(1)", args![], |row| row.get(0))?;
    if told != "ok" {
        return Err(Error::Driver(told));
    }
    match read.maybe("pragma foreign_key_check", args![], |row| row.get::<String>(0))? {
        Some(table) => Err(Error::Driver(format!("a row of {table} refers to nothing"))),
        None => Ok(()),
    }
}
