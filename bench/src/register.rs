//! The directory of a large community: filtered, fifty rows, by the running program.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use belfry_kernel::{Clause, Label, Tlp};
use belfry_members::register::facts;
use belfry_store::{Db, Key, Options, scope};
use rusqlite::{Connection, params};

use crate::client::{Connection as Client, get, load};
use crate::figures::{cpu, told};
use crate::pages::{Analyst, RUN, start};

/// Microseconds of CPU that a page may take.
const BAR: u128 = 800;
/// Where a part of a name is looked for.
const READING: u128 = 1_000;

/// What is asked: words of the report, the address, and how much it may take.
const ASKED: &[(&str, &str, u128)] = &[
    ("no filter", "/members/organisations", BAR),
    ("a sector", "/members/organisations?sector=energy", BAR),
    ("a sector and a country", "/members/organisations?sector=health&country=FR", BAR),
    ("a kind and a region", "/members/organisations?kind=oes&country=DE&region=DE21", BAR),
    ("a part of a name", "/members/organisations?q=firm+100", READING),
    ("a part of a name that all bear", "/members/organisations?q=firm", READING),
    ("a part of a name that nobody bears", "/members/organisations?q=harbour", READING),
    ("the middle of a sector", "/members/organisations?sector=energy&after=firm%2010000", BAR),
];

/// Measures the directory of so many organisations.
pub fn run(organisations: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("belfry.db");
    let db = Db::open(&path.display().to_string(), Options::default())?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    let analyst = Analyst::new(&db)?;
    let tx = db.write(Key::SYSTEM)?;
    let community = scope::intern(&tx, &Label::new(Tlp::Green, Clause::Community))?.0;
    tx.commit()?;
    drop(db);
    fill(&path, i64::from(organisations), community)?;
    let program = start(folder.path())?;
    for (words, address, bar) in ASKED {
        let request = get(address, &analyst.cookie);
        let answer = Client::open(program.address)?.ask(&request)?;
        ensure!(answer.status == 200, "{address} answers {}", answer.status);
        load(program.address, 4, Duration::from_secs(1), &request, 200)?;
        let before = cpu(program.child.id());
        let ours = load(program.address, 4, RUN, &request, 200)?;
        let each = (cpu(program.child.id()) - before) / u32::try_from(ours.count.max(1))?;
        ensure!(ours.refused == 0, "{} pages were refused", ours.refused);
        let figure = format!("{} us of CPU a page, {:.0} pages a second", each.as_micros(), ours.rate());
        let name = format!("directory of {organisations}, {words}");
        told(&name, &figure, &format!("at most {bar} us"), each.as_micros() <= *bar);
    }
    Ok(())
}

/// Organisations of every sector in every region, written straight into the tables.
fn fill(path: &Path, organisations: i64, community: i64) -> Result<()> {
    let sectors: Vec<&str> =
        facts::sectors().all.iter().map(|sector| sector.code.as_str()).filter(|code| *code != "none").collect();
    let countries = ["DE", "FR", "IT", "ES", "PL", "BE", "NL", "BG", "SK", "SI"];
    let regions: Vec<Vec<&str>> = countries
        .iter()
        .map(|country| {
            facts::regions_of(country).map(|region| region.code.as_str()).filter(|code| code.len() == 4).collect()
        })
        .collect();
    let kinds = ["oes", "oes", "oes", "dsp", "sme", "sme", "provider", "association"];
    let mut conn = Connection::open(path)?;
    conn.execute_batch("pragma synchronous = off; pragma foreign_keys = off;")?;
    let tx = conn.transaction()?;
    {
        let mut subject = tx.prepare(
            "insert into store_subjects (id, kind, uuid, label_id, owner_id, title, updated) values (?1, 21, ?2, ?3, ?1, ?4, 0)",
        )?;
        let mut organisation = tx.prepare(
            "insert into identity_organisations (id, name, name_key, short_name, kind, sector, country, region, about) \
             values (?1, ?2, ?3, ?2, ?4, ?5, ?6, ?7, '')",
        )?;
        let mut entry = tx.prepare(
            "insert into identity_directory (organisation_id, sector, kind, country, region, name_key) values (?, ?, ?, ?, ?, ?)",
        )?;
        let mut part = tx.prepare("insert or ignore into identity_name_parts (part, organisation_id) values (?, ?)")?;
        for n in 0..organisations {
            let at = usize::try_from(n)?;
            let (id, name) = ((n + 1) * 100, format!("Firm {n:05}"));
            let key = name.to_lowercase();
            let uuid = uuid::Uuid::from_u128(u128::from(n.unsigned_abs()) + 1);
            let country = (at * 7 + at / 11) % countries.len();
            let region = regions[country][at % regions[country].len()];
            let (sector, kind) = (sectors[at * 5 % sectors.len()], kinds[at * 3 % kinds.len()]);
            subject.execute(params![id, uuid.as_bytes(), community, name])?;
            organisation.execute(params![id, name, key, kind, sector, countries[country], region])?;
            for (from, _) in key.char_indices().filter(|(_, letter)| *letter != ' ') {
                part.execute(params![&key[from..], id])?;
            }
            for of in ["", sector] {
                entry.execute(params![id, of, kind, countries[country], region, key])?;
            }
            if n % 5 == 0 {
                entry.execute(params![
                    id,
                    sectors[(at + 3) * 5 % sectors.len()],
                    kind,
                    countries[country],
                    region,
                    key
                ])?;
            }
        }
    }
    tx.commit()?;
    Ok(conn.execute_batch("pragma wal_checkpoint(truncate);")?)
}
