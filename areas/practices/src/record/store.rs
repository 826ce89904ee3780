//! The SQL of records and of what hangs on them.

use belfry_kernel::{Action, Allowed, Label, OrganisationId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Error, Read, Result, Row, Tx, args, scope};
use jiff::Timestamp;

use super::{Effort, Kind, Level, Size, State};

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it is.
    pub kind: Kind,
    /// The language it is written in: `en`, `fr`.
    pub language: String,
    /// Where it happened: what sort of organisation, which systems.
    pub context: String,
    /// What was wrong.
    pub problem: String,
    /// What was done.
    pub done: String,
    /// Of a tool: what it makes easier.
    pub eases: String,
    /// What it took.
    pub effort: Option<Effort>,
    /// The same in words: hours, money, who.
    pub effort_note: String,
    /// How one knows that it works.
    pub evidence: String,
    /// What stood in the way.
    pub obstacles: String,
    /// What has to be there for it to work elsewhere.
    pub transfer: String,
    /// For which size; none for any.
    pub size: Option<Size>,
    /// Two letters, of a national one.
    pub country: String,
    /// A region in words or as a code.
    pub region: String,
    /// For which level it speaks.
    pub level: Level,
    /// Codes of sectors; none for any.
    pub sectors: Vec<String>,
    /// Items of the catalogue: a framework and a code.
    pub items: Vec<(String, String)>,
}

/// A record besides its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it says.
    pub written: Written,
    /// Where it is in its life.
    pub state: State,
    /// Whom its owner means it for, once he has said so.
    pub reach: Option<Label>,
    /// Who checks it.
    pub desk: Option<OrganisationId>,
    /// Whether its owner brought it for somebody who is not named.
    pub unnamed: bool,
    /// When it was handed over.
    pub submitted: Option<Timestamp>,
    /// When its audience first saw it.
    pub published: Option<Timestamp>,
    /// What stands in its place.
    pub successor: Option<SubjectId>,
}

/// The columns that [`from_row`] reads, of the alias `r`.
pub const COLUMNS: &str = "r.kind, r.state, r.language, r.context, r.problem, r.done, r.eases, r.effort, r.effort_note, r.evidence, \
     r.obstacles, r.transfer, r.size, r.country, r.region, r.level, r.reach, r.desk_id, r.unnamed, r.submitted, r.published, \
     r.successor_id";

fn strange(what: &str) -> Error {
    Error::Driver(format!("an unreadable record of practice is kept: {what}"))
}

/// Reads [`COLUMNS`]; sectors and items stand in tables of their own ([`with_parts`]).
///
/// # Errors
/// Those of the database.
pub fn from_row(row: &Row<'_>, at: usize) -> Result<Record> {
    let text = |n: usize| row.get::<String>(at + n);
    let written = Written {
        kind: Kind::parse(&text(0)?).ok_or_else(|| strange("kind"))?,
        language: text(2)?,
        context: text(3)?,
        problem: text(4)?,
        done: text(5)?,
        eases: text(6)?,
        effort: Effort::parse(&text(7)?),
        effort_note: text(8)?,
        evidence: text(9)?,
        obstacles: text(10)?,
        transfer: text(11)?,
        size: Size::parse(&text(12)?),
        country: text(13)?,
        region: text(14)?,
        level: Level::parse(&text(15)?).ok_or_else(|| strange("level"))?,
        sectors: Vec::new(),
        items: Vec::new(),
    };
    Ok(Record {
        written,
        state: State::parse(&text(1)?).ok_or_else(|| strange("state"))?,
        reach: Label::parse(&text(16)?),
        desk: row.get(at + 17)?,
        unnamed: row.get::<i64>(at + 18)? != 0,
        submitted: row.get(at + 19)?,
        published: row.get(at + 20)?,
        successor: row.get(at + 21)?,
    })
}

/// A record that was loaded before, with its sectors and items: two queries.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, id: SubjectId) -> Result<Record> {
    let sql = belfry_store::Sql::new("select", [])
        .and(COLUMNS, [])
        .and("from practices_records r where r.id = ?", [id.into()]);
    let mut record = read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)?;
    read.each(
        "select 's', x.sector, '' from practices_sectors x where x.record_id = $1 \
         union all select 'i', x.framework, x.code from practices_items x where x.record_id = $1 order by 1, 2, 3",
        args![id],
        |row| {
            if row.get::<String>(0)? == "s" {
                record.written.sectors.push(row.get(1)?);
            } else {
                record.written.items.push((row.get(1)?, row.get(2)?));
            }
            Ok(true)
        },
    )?;
    Ok(record)
}

fn code<T>(value: Option<T>, code: impl Fn(T) -> &'static str) -> &'static str {
    value.map_or("", code)
}

/// A new draft; its subject is there.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &Tx, id: SubjectId, written: &Written, unnamed: bool) -> Result<()> {
    tx.execute(
        "insert into practices_records (id, kind, state, language, context, problem, done, eases, effort, effort_note, evidence, \
         obstacles, transfer, size, country, region, level, reach, unnamed) \
         values ($1, '', 'draft', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', $2)",
        args![id, i64::from(unnamed)],
    )?;
    settle(tx, id, written).map(drop)
}

/// Another content for a draft, under the proof of a change; false when it is no draft any more.
///
/// # Errors
/// Those of the database.
pub fn save<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, written: &Written) -> Result<bool> {
    const { assert!(A::WRITES) };
    settle(tx, proof.id, written)
}

/// Writes the content of a draft, in the place of what it was; false when it is no draft any more.
fn settle(tx: &Tx, id: SubjectId, written: &Written) -> Result<bool> {
    let rows = tx.execute(
        "update practices_records set kind = $2, language = $3, context = $4, problem = $5, done = $6, eases = $7, effort = $8, \
         effort_note = $9, evidence = $10, obstacles = $11, transfer = $12, size = $13, country = $14, region = $15, level = $16 \
         where id = $1 and state = 'draft'",
        args![
            id,
            written.kind.code(),
            &written.language,
            &written.context,
            &written.problem,
            &written.done,
            &written.eases,
            code(written.effort, Effort::code),
            &written.effort_note,
            &written.evidence,
            &written.obstacles,
            &written.transfer,
            code(written.size, Size::code),
            &written.country,
            &written.region,
            written.level.code()
        ],
    )?;
    if rows == 0 {
        return Ok(false);
    }
    tx.execute("delete from practices_sectors where record_id = $1", args![id])?;
    tx.execute("delete from practices_items where record_id = $1", args![id])?;
    parts(tx, id, written)?;
    Ok(true)
}

fn parts(tx: &Tx, id: SubjectId, written: &Written) -> Result<()> {
    let sectors: Vec<_> = written.sectors.iter().flat_map(|sector| [id.into(), sector.as_str().into()]).collect();
    tx.insert_many("practices_sectors", &["record_id", "sector"], "on conflict do nothing", &sectors)?;
    let items: Vec<_> =
        written.items.iter().flat_map(|(f, c)| [id.into(), f.as_str().into(), c.as_str().into()]).collect();
    tx.insert_many("practices_items", &["record_id", "framework", "code"], "on conflict do nothing", &items)?;
    Ok(())
}

/// From one of these states to the next, under the proof of a change; false when it is in none of them.
///
/// # Errors
/// Those of the database.
pub fn step<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, from: &[State], to: State) -> Result<bool> {
    const { assert!(A::WRITES) };
    let from: Vec<String> = from.iter().map(|state| state.code().to_owned()).collect();
    let rows = tx.execute(
        "update practices_records set state = $3 where id = $1 and state in {texts $2}",
        args![proof.id, from, to.code()],
    )?;
    Ok(rows > 0)
}

/// For whom, and to whom it goes to be checked.
///
/// # Errors
/// Those of the database.
pub fn hand<A: Action>(
    tx: &Tx,
    proof: &Allowed<A, Subject>,
    reach: &Label,
    desk: OrganisationId,
    now: Timestamp,
) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update practices_records set reach = $2, desk_id = $3, submitted = $4 where id = $1",
        args![proof.id, reach.canonical(), desk, now],
    )?;
    Ok(())
}

/// Since when its audience sees it.
///
/// # Errors
/// Those of the database.
pub fn out<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, now: Timestamp) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update practices_records set published = $2 where id = $1 and published is null",
        args![proof.id, now],
    )?;
    Ok(())
}

/// What stands in its place.
///
/// # Errors
/// Those of the database.
pub fn succeed<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, successor: SubjectId) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("update practices_records set successor_id = $2 where id = $1", args![proof.id, successor])?;
    Ok(())
}

/// For whom a broker brought it: only the broker's own organisation sees this.
///
/// # Errors
/// Those of the database.
pub fn put_source(tx: &Tx, id: SubjectId, broker: OrganisationId, source: &str) -> Result<()> {
    let label = Label::new(belfry_kernel::Tlp::AmberStrict, belfry_kernel::Clause::Organisation(broker));
    let label_id = scope::intern(tx, &label)?;
    tx.execute("delete from practices_sources where record_id = $1", args![id])?;
    tx.execute(
        "insert into practices_sources (record_id, label_id, source) values ($1, $2, $3)",
        args![id, label_id, source],
    )?;
    Ok(())
}

/// For whom, as far as the reader is of the broker's organisation.
///
/// # Errors
/// Those of the database.
pub fn source(read: &Read, id: SubjectId) -> Result<Option<String>> {
    read.maybe(
        "select x.source from practices_sources x where x.record_id = $1 and exists \
         (select 1 from store_visible v where v.grant_key = $2 and v.label_id = x.label_id limit 1)",
        args![id, read.key()],
        |row| row.get(0),
    )
}

/// Whether a catalogue that the reader sees holds these items; those that it does not.
///
/// # Errors
/// Those of the database.
pub fn unknown(read: &Read, items: &[(String, String)]) -> Result<Vec<(String, String)>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let frameworks: Vec<String> = items.iter().map(|(framework, _)| framework.clone()).collect();
    let known = read.rows(
        "select distinct f.name, i.code from catalogue_frameworks f join catalogue_items i on i.framework_id = f.id \
         where f.name in {texts $1} and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = f.label_id \
         limit 1)",
        args![frameworks, read.key()],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
    )?;
    Ok(items.iter().filter(|item| !known.contains(item)).cloned().collect())
}

/// The organisation in the act of which something is put on an agenda, and what for.
///
/// # Errors
/// Those of the database.
pub fn owe(
    tx: &Tx,
    act: Act<'_>,
    subject: SubjectId,
    organisation: OrganisationId,
    what: &str,
    title: &str,
    due: Timestamp,
) -> Result<()> {
    let obligation = belfry_store::agenda::Obligation {
        id: 0,
        subject: Some(subject),
        person: None,
        organisation: Some(organisation),
        what: what.into(),
        data: serde_json::json!({ "title": title }).to_string(),
        due,
    };
    belfry_store::agenda::open(tx, act, &obligation, Some(due))?;
    Ok(())
}
