//! Migrations: numbered steps per area, the same numbers and names for both databases.

use belfry_kernel::hex;
use sha2::{Digest, Sha256};

use crate::db::{Db, Dialect, Key};
use crate::error::{Error, Result};
use crate::transaction::Tx;
use crate::{args, setting};

/// One step, in both dialects.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// `0001_events`: number and name.
    pub name: &'static str,
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

/// The steps of one area, in order.
#[derive(Clone, Copy, Debug)]
pub struct Migrations {
    /// The area: its folder, and the prefix of its tables.
    pub area: &'static str,
    /// Oldest first. A released step never changes.
    pub steps: &'static [Step],
}

/// `migrations!("threats"; "0001_events", "0002_tags")`: reads `migrations/{sqlite,postgres}/NAME.sql` of the calling crate.
#[macro_export]
macro_rules! migrations {
    ($area:literal; $($name:literal),* $(,)?) => {
        $crate::migrate::Migrations {
            area: $area,
            steps: &[$($crate::migrate::Step {
                name: $name,
                sqlite: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite/", $name, ".sql")),
                postgres: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres/", $name, ".sql")),
            }),*],
        }
    };
}

/// The engines' own tables: always first.
pub const ENGINES: Migrations =
    crate::migrations!("store"; "0001_engines", "0002_agenda", "0003_search", "0004_search", "0005_search");

/// Brings a database up to the program: every step that it lacks, each area in order, all in one transaction.
///
/// On PostgreSQL `db` is connected as the owner, and `application` names the role that the program runs as; it is given
/// what it needs and no more. Refused when the database holds a step that this program does not know: it is newer.
pub fn migrate(db: &Db, areas: &[Migrations], application: Option<&str>) -> Result<usize> {
    let tx = db.write(Key::SYSTEM)?;
    if db.dialect() == Dialect::Postgres {
        tx.batch("select pg_advisory_xact_lock(1195525703)")?;
    }
    tx.batch(
        "create table if not exists store_migrations (area text not null, name text not null, hash text not null, \
         primary key (area, name))",
    )?;
    let known = tx.rows("select area, name, hash from store_migrations", args![], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
    })?;
    let mut done = 0;
    for area in std::iter::once(&ENGINES).chain(areas) {
        for step in area.steps {
            let text = match db.dialect() {
                Dialect::Sqlite => step.sqlite,
                Dialect::Postgres => step.postgres,
            };
            let hash = hex(&Sha256::digest(text.as_bytes()));
            match known.iter().find(|(a, n, _)| a == area.area && n == step.name) {
                Some((_, _, kept)) if *kept == hash => {}
                Some(_) => {
                    let text = format!("migration {}/{} differs from the one that was applied", area.area, step.name);
                    return Err(Error::Driver(text));
                }
                None => {
                    tx.batch(text)?;
                    tx.execute(
                        "insert into store_migrations (area, name, hash) values ($1, $2, $3)",
                        args![area.area, step.name, hash],
                    )?;
                    done += 1;
                }
            }
        }
    }
    let ours = |area: &str, name: &str| {
        std::iter::once(&ENGINES).chain(areas).any(|a| a.area == area && a.steps.iter().any(|s| s.name == name))
    };
    if let Some((area, name, _)) = known.iter().find(|(area, name, _)| !ours(area, name)) {
        return Err(Error::Driver(format!("the database is newer than this program: it holds {area}/{name}")));
    }
    if done > 0 {
        if let (Dialect::Postgres, Some(role)) = (db.dialect(), application) {
            grant(&tx, role)?;
        }
        setting::put(&tx, "schema", &hex(&Sha256::digest(format!("{:?}", names(areas)).as_bytes())))?;
    }
    tx.commit()?;
    Ok(done)
}

/// Whether the database holds exactly the steps of this program. To be asked before serving.
pub fn is_current(db: &Db, areas: &[Migrations]) -> Result<bool> {
    let read = db.read(Key::SYSTEM)?;
    let Ok(kept) = setting::get(&read, "schema") else { return Ok(false) };
    Ok(kept == Some(hex(&Sha256::digest(format!("{:?}", names(areas)).as_bytes()))))
}

fn names(areas: &[Migrations]) -> Vec<(&'static str, &'static str)> {
    let all = std::iter::once(&ENGINES).chain(areas);
    all.flat_map(|area| area.steps.iter().map(|step| (area.area, step.name))).collect()
}

fn grant(tx: &Tx, role: &str) -> Result<()> {
    if !role.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err(Error::Driver("the application role's name may hold letters, digits and _ only".into()));
    }
    tx.batch(
        &format!(
            "grant usage on schema public to {role}; \
             grant select, insert, update, delete on all tables in schema public to {role}; \
             grant usage on all sequences in schema public to {role}; \
             revoke all on store_search from {role}; \
             revoke update, delete on store_ledger from {role}; grant update (seal_no, hash) on store_ledger to {role}; \
             revoke insert, update, delete on store_migrations from {role}"
        ),
    )
}
