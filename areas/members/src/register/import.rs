//! Files in: a table of entities, looked at row by row before anything is written, and never taken twice.
//!
//! Columns go by the names of the register's own file ([`super::export::columns`]); others are mapped on the page or left out. A
//! row is an organisation that is there (by UUID, else by name) or a new one.

mod page;

use std::collections::BTreeMap;

use belfry_contracts::register::RecordsImported;
use belfry_documents::unguarded;
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind, directory};
use belfry_kernel::OrganisationId;
use belfry_store::{Act, Db, Error, Key, Read, args, ledger};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use page::{act, page};

use crate::register::fields::{self, Form};
use crate::register::record::entered::{Wrong, checked};
use crate::register::record::{Record, store};
use crate::register::sight::{Eye, Watch, is_authority};
use crate::register::{export, facts, registration};

/// Rows of one file: it is taken in while its sender waits.
pub const ROWS: usize = 1_000;
/// Rows written in one transaction.
const BATCH: usize = 20;

/// A file as rows of cells.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The headings.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No text in UTF-8, or no CSV: the line.
    Line(u64),
    /// No row below the headings.
    Empty,
    /// More than [`ROWS`].
    Long,
}

/// Reads a table, with commas or semicolons.
///
/// # Errors
/// [`Unreadable`].
pub fn sheet(text: &str) -> Result<Sheet, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let mark = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(mark).flexible(true).from_reader(text.as_bytes());
    let line = |error: &csv::Error| Unreadable::Line(error.position().map_or(1, csv::Position::line));
    let head: Vec<String> =
        reader.headers().map_err(|error| line(&error))?.iter().map(|cell| cell.trim().to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| line(&error))?;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(record.iter().map(|cell| unguarded(cell.trim()).to_owned()).collect());
        }
        if rows.len() > ROWS {
            return Err(Unreadable::Long);
        }
    }
    if rows.is_empty() { Err(Unreadable::Empty) } else { Ok(Sheet { head, rows }) }
}

/// What each column holds: the code of a field, or nothing.
pub type Mapping = Vec<Option<&'static str>>;

/// The columns that may be taken in. Class and state are ours to say, keys and an authority's mandate come by their owner.
pub fn columns() -> Vec<&'static str> {
    export::columns().into_iter().filter(|code| !matches!(*code, "class" | "state" | "keys" | "mandate")).collect()
}

/// The mapping that the headings say.
pub fn mapping(head: &[String]) -> Mapping {
    let known = columns();
    let code = |name: &String| {
        let name = name.to_lowercase().replace([' ', '_'], "-");
        known.iter().copied().find(|code| *code == name)
    };
    head.iter().map(code).collect()
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new organisation.
    New,
    /// One that is there gets other values in so many fields.
    Changed(usize),
    /// Everything is as it is.
    Unchanged,
    /// Nothing is done: the field and the reason.
    Refused(&'static str, Refusal),
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A value cannot be read.
    Value(Wrong),
    /// It needs this and has nothing there.
    Missing,
    /// Not of a country and sector of the authority.
    Elsewhere,
    /// The same organisation stands in an earlier row.
    Twice,
}

/// A row, with what becomes of it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The organisation's name.
    pub name: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What is written.
    plan: Option<Plan>,
}

#[derive(Clone, Debug)]
struct Plan {
    known: Option<OrganisationId>,
    values: BTreeMap<&'static str, String>,
    record: Record,
}

/// Looks at every row; writes nothing. `watches` are those of whoever takes the file in.
///
/// # Errors
/// Those of the database.
pub fn look(read: &Read, watches: &[Watch], sheet: &Sheet, mapping: &Mapping) -> belfry_store::Result<Vec<Line>> {
    let mut seen: Vec<String> = Vec::new();
    let mut lines = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let values: BTreeMap<&'static str, String> = mapping
            .iter()
            .zip(row)
            .filter_map(|(code, cell)| code.filter(|_| !cell.is_empty()).map(|code| (code, cell.clone())))
            .collect();
        let name = values.get("name").cloned().unwrap_or_default();
        let key = name.to_lowercase();
        let looked = if seen.contains(&key) {
            Err(("name", Refusal::Twice))
        } else {
            seen.push(key);
            plan(read, watches, values)?
        };
        lines.push(match looked {
            Ok((outcome, plan)) => Line { name, outcome, plan: Some(plan) },
            Err((field, refusal)) => Line { name, outcome: Outcome::Refused(field, refusal), plan: None },
        });
    }
    Ok(lines)
}

type Planned = Result<(Outcome, Plan), (&'static str, Refusal)>;

fn plan(read: &Read, watches: &[Watch], values: BTreeMap<&'static str, String>) -> belfry_store::Result<Planned> {
    let known = match values.get("uuid").map(|text| text.parse::<Uuid>()) {
        Some(Ok(uuid)) => organisation::by_uuid(read, uuid)?,
        Some(Err(_)) => return Ok(Err(("uuid", Refusal::Value(Wrong("line", values["uuid"].clone()))))),
        None => match values.get("name") {
            Some(name) => organisation::by_name(read, name)?,
            None => return Ok(Err(("name", Refusal::Missing))),
        },
    };
    let kept = match &known {
        Some(known) => store::load(read, known.id)?,
        None => None,
    };
    let mut record = kept.as_ref().map(|kept| kept.record.clone()).unwrap_or_default();
    let before = record.clone();
    for field in fields::FIELDS.iter().filter(|field| field.form != Form::Keys) {
        if let Some(cell) = values.get(field.code) {
            match checked(field, cell) {
                Ok(value) => record.set(field.code, value),
                Err(wrong) => return Ok(Err((field.code, Refusal::Value(wrong)))),
            }
        }
    }
    if let Err(refused) = basics(&values, known.is_none()) {
        return Ok(Err(refused));
    }
    // Whose it is: an organisation that is there by its own country, a new one by the row's.
    let country = match &known {
        Some(known) => known.fields.country.clone().unwrap_or_default(),
        None => values.get("country").map(|code| code.to_uppercase()).unwrap_or_default(),
    };
    let within = |watch: &Watch| {
        watch.eye == Eye::Supervisor
            && watch.country == country
            && (watch.mandate.is_empty() || record.sectors().iter().any(|sector| watch.mandate.contains(sector)))
    };
    let reached = watches.iter().any(within)
        && kept.as_ref().is_none_or(|kept| kept.state.is_some() || super::record::is_entity(&kept.kind));
    if !reached {
        return Ok(Err(("country", Refusal::Elsewhere)));
    }
    let outcome = match (&known, before.changes(&record).len()) {
        (None, _) => Outcome::New,
        (Some(_), 0) => Outcome::Unchanged,
        (Some(_), changes) => Outcome::Changed(changes),
    };
    Ok(Ok((outcome, Plan { known: known.map(|known| known.id), values, record })))
}

/// Whether what everybody will know of it can be read. Of an organisation that is there, it stays as it is.
fn basics(values: &BTreeMap<&'static str, String>, is_new: bool) -> Result<(), (&'static str, Refusal)> {
    if !is_new {
        return Ok(());
    }
    let value = |code: &str| values.get(code).map_or("", String::as_str);
    let wrong = |code: &'static str| Err((code, Refusal::Value(Wrong("choice", value(code).to_owned()))));
    if value("kind").is_empty() || value("country").is_empty() {
        return Err((if value("kind").is_empty() { "kind" } else { "country" }, Refusal::Missing));
    }
    // No table makes an authority.
    if OrganisationKind::parse(value("kind")).is_none() || is_authority(value("kind")) {
        return wrong("kind");
    }
    let country = value("country").to_uppercase();
    if facts::country(&country).is_none() {
        return wrong("country");
    }
    let region = value("region");
    if !region.is_empty() && facts::region(region).is_none_or(|region| region.country() != country) {
        return wrong("region");
    }
    let website = value("website");
    if !website.is_empty() && !website.starts_with("https://") && !website.starts_with("http://") {
        return wrong("website");
    }
    Ok(())
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// New organisations.
    pub made: u64,
    /// Organisations with other values.
    pub changed: u64,
    /// Those that are as they were.
    pub unchanged: u64,
    /// Rows of which nothing was done.
    pub refused: u64,
}

impl Tally {
    /// Of these lines.
    pub fn of(lines: &[Line]) -> Self {
        let mut tally = Self::default();
        for line in lines {
            *match line.outcome {
                Outcome::New => &mut tally.made,
                Outcome::Changed(_) => &mut tally.changed,
                Outcome::Unchanged => &mut tally.unchanged,
                Outcome::Refused(..) => &mut tally.refused,
            } += 1;
        }
        tally
    }
}

/// What is remembered of a file: its content and how its columns were read.
pub fn hash(text: &str, mapping: &Mapping) -> [u8; 32] {
    Sha256::new().chain_update(format!("{mapping:?}\n")).chain_update(text).finalize().into()
}

/// Whether a file was taken in before.
///
/// # Errors
/// Those of the database.
pub fn is_known(read: &Read, hash: &[u8; 32]) -> belfry_store::Result<bool> {
    Ok(read.maybe("select 1 from members_imports where hash = $1", args![hash], |_| Ok(()))?.is_some())
}

/// Takes a file in: what can be read of it, in small transactions; what a cut leaves undone, the same file does when it comes
/// again. A file that was taken in whole gives none.
///
/// # Errors
/// Those of the database.
pub fn take(
    db: &Db,
    key: Key,
    act: Act<'_>,
    watches: &[Watch],
    (text, sheet, mapping): (&str, &Sheet, &Mapping),
) -> belfry_store::Result<Option<Tally>> {
    let hash = hash(text, mapping);
    let lines = {
        let read = db.read(key)?;
        if is_known(&read, &hash)? {
            return Ok(None);
        }
        look(&read, watches, sheet, mapping)?
    };
    let tally = Tally::of(&lines);
    let plans: Vec<&Plan> =
        lines.iter().filter(|line| line.outcome != Outcome::Unchanged).filter_map(|line| line.plan.as_ref()).collect();
    for batch in plans.chunks(BATCH) {
        let tx = db.write(key)?;
        for plan in batch {
            write(&tx, act, plan)?;
        }
        tx.commit()?;
    }
    let tx = db.write(key)?;
    let report = serde_json::to_string(&tally).unwrap_or_default();
    tx.execute(
        "insert into members_imports (hash, at, actor_id, report) values ($1, $2, $3, $4)",
        args![&hash, act.now, act.actor, report],
    )?;
    let file = belfry_kernel::hex(&hash);
    ledger::record(&tx, act, &RecordsImported { made: tally.made, changed: tally.changed, file })?;
    tx.commit()?;
    Ok(Some(tally))
}

fn write(tx: &belfry_store::Tx, act: Act<'_>, plan: &Plan) -> belfry_store::Result<()> {
    let value = |code: &str| plan.values.get(code).cloned();
    let id = match plan.known {
        Some(id) => id,
        None => {
            let name = value("name").unwrap_or_default();
            let fields = OrganisationFields {
                short_name: value("short-name").unwrap_or_else(|| name.chars().take(40).collect()),
                kind: value("kind").and_then(|code| OrganisationKind::parse(&code)).unwrap_or(OrganisationKind::Other),
                sector: plan.record.sectors().into_iter().next(),
                country: value("country"),
                about: String::new(),
                website: value("website"),
                name,
            };
            let uuid = value("uuid").and_then(|text| text.parse().ok()).unwrap_or_else(|| act.ids.uuid());
            let made = organisation::create_as(tx, act, uuid, fields);
            let (id, _) = made.map_err(|refusal| Error::Driver(refusal.to_string()))?;
            directory::place_as_program(tx, id, value("region").as_deref(), &plan.record.sectors())?;
            id
        }
    };
    let Some(kept) = store::load(tx, id)? else { return Ok(()) };
    store::save_as_program(tx, act, &kept, &plan.record)?;
    if plan.known.is_none()
        && let Some(kept) = store::load(tx, id)?
    {
        registration::enter(tx, act, &kept)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_with_commas_and_semicolons() {
        let sheet = sheet("\u{feff}Name;Street;other\n\"Water; lower\";'=1 Mill Lane;x\n\n").expect("a table");
        assert_eq!(mapping(&sheet.head), [Some("name"), Some("street"), None]);
        assert_eq!(sheet.rows, [["Water; lower", "=1 Mill Lane", "x"]]);
        assert_eq!(super::sheet("name,street\n").unwrap_err(), Unreadable::Empty);
        let many: String =
            std::iter::once("name\n".to_owned()).chain((0..=ROWS).map(|n| format!("firm {n}\n"))).collect();
        assert_eq!(super::sheet(&many).unwrap_err(), Unreadable::Long);
    }
}
