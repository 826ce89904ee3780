//! The SQL of reports and their sections.

use belfry_kernel::{Action, Allowed, Label, OrganisationId, PersonId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, scope};
use jiff::Timestamp;

use super::content::{Both, Content, Kept, Kind};
use super::{REPORT, State};

/// A report's header; its title is the subject's.
#[derive(Clone, Debug)]
pub struct Report {
    /// The series.
    pub series: String,
    /// Which volume of it.
    pub volume: String,
    /// A few sentences.
    pub summary: Both,
    /// The period of its figures.
    pub from: Timestamp,
    /// To before this instant.
    pub until: Timestamp,
    /// The country whose report it is; empty for all.
    pub country: String,
    /// Whom it is for.
    pub reach: Label,
    /// Where it stands.
    pub state: State,
    /// Who sent it in.
    pub sent_by: Option<PersonId>,
    /// Who approved it.
    pub signed_by: Option<PersonId>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Whether its figures are read without an account.
    pub opened: bool,
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Which.
    pub id: i64,
    /// What it is.
    pub kind: Kind,
    /// What was written.
    pub content: Content,
    /// Grows with each change: whoever saves says which one he read.
    pub version: i64,
    /// When it was changed last.
    pub saved: Timestamp,
    /// By whom.
    pub saved_by: Option<PersonId>,
    /// What was computed.
    pub kept: Option<Kept>,
}

fn strange(what: &str) -> Error {
    Error::Driver(format!("an unreadable report is kept: {what}"))
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Driver(error.to_string()))
}

const COLUMNS: &str = "r.series, r.volume, r.summary, r.from_at, r.until_at, r.country, r.reach, r.state, r.sent_by, r.signed_by, \
     r.published, r.opened";

fn from_row(row: &Row<'_>, at: usize) -> Result<Report> {
    Ok(Report {
        series: row.get(at)?,
        volume: row.get(at + 1)?,
        summary: serde_json::from_str(&row.get::<String>(at + 2)?).map_err(|_| strange("its summary"))?,
        from: row.get(at + 3)?,
        until: row.get(at + 4)?,
        country: row.get(at + 5)?,
        reach: scope::parsed(&row.get::<String>(at + 6)?)?,
        state: State::parse(&row.get::<String>(at + 7)?).ok_or_else(|| strange("its state"))?,
        sent_by: row.get(at + 8)?,
        signed_by: row.get(at + 9)?,
        published: row.get(at + 10)?,
        opened: row.get::<i64>(at + 11)? != 0,
    })
}

/// The report of a subject that its reader has loaded.
pub fn of(read: &Read, id: SubjectId) -> Result<Option<Report>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from insight_reports r where r.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))
}

/// Those that the reader may see, newest first.
pub fn list(read: &Read, before: Option<SubjectId>, limit: i64) -> Result<Vec<(Subject, String, Report)>> {
    let mut sql = Sql::new("select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated,", [])
        .and("(select l.tlp from store_labels l where l.id = s.label_id),", [])
        .and(COLUMNS, []);
    sql.append(&scope::visible(read, REPORT, "join insight_reports r on r.id = s.id")?);
    sql.append(&scope::newest(read, REPORT, before, limit)?);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, row.get(8)?, from_row(row, 9)?)))
}

/// A new report; its subject is there.
pub fn insert(tx: &Tx, id: SubjectId, report: &Report) -> Result<()> {
    tx.execute(
        "insert into insight_reports (id, series, volume, summary, from_at, until_at, country, reach, state) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            id,
            &report.series,
            &report.volume,
            json(&report.summary)?,
            report.from,
            report.until,
            &report.country,
            report.reach.canonical(),
            report.state.code()
        ],
    )?;
    Ok(())
}

/// Another header for a draft; false when it is no draft any more.
pub fn save<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, report: &Report) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update insight_reports set series = $2, volume = $3, summary = $4, from_at = $5, until_at = $6, country = $7, \
         reach = $8 where id = $1 and state = 'draft'",
        args![
            proof.id,
            &report.series,
            &report.volume,
            json(&report.summary)?,
            report.from,
            report.until,
            &report.country,
            report.reach.canonical()
        ],
    )?;
    Ok(rows > 0)
}

/// From one state to another; false when it is not in that state. Who sent it and who signed it are said anew.
pub fn step<A: Action>(
    tx: &Tx,
    proof: &Allowed<A, Subject>,
    (from, to): (State, State),
    sent_by: Option<PersonId>,
    signed_by: Option<PersonId>,
    published: Option<Timestamp>,
) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update insight_reports set state = $3, sent_by = $4, signed_by = $5, published = $6 where id = $1 and state = $2",
        args![proof.id, from.code(), to.code(), sent_by, signed_by, published],
    )?;
    Ok(rows > 0)
}

/// Opens its figures to whoever comes without an account, or closes them again.
pub fn open<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, opened: bool) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update insight_reports set opened = $2 where id = $1 and state = 'published'",
        args![proof.id, i64::from(opened)],
    )?;
    Ok(())
}

/// Those whose figures are read without an account, newest first; in the program's own picture.
pub fn opened(read: &Read, limit: i64) -> Result<Vec<(Subject, Report)>> {
    let sql = Sql::new("select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated,", [])
        .and(COLUMNS, [])
        .and(
            "from insight_reports r join store_subjects s on s.id = r.id join store_labels l on l.id = s.label_id \
             where r.opened = 1 and r.state = 'published' and l.tlp = 'clear' order by r.published desc, s.id desc limit ?",
            [limit.into()],
        );
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, from_row(row, 8)?)))
}

/// The sections of a report, in their order.
pub fn sections(read: &Read, report: SubjectId) -> Result<Vec<Section>> {
    read.rows(
        "select id, kind, content, version, saved, saved_by, kept from insight_sections where report_id = $1 order by position, id",
        args![report],
        |row| {
            let kept = row.get::<Option<String>>(6)?;
            Ok(Section {
                id: row.get(0)?,
                kind: Kind::parse(&row.get::<String>(1)?).ok_or_else(|| strange("a kind"))?,
                content: serde_json::from_str(&row.get::<String>(2)?).map_err(|_| strange("a section"))?,
                version: row.get(3)?,
                saved: row.get(4)?,
                saved_by: row.get(5)?,
                kept: kept.map(|text| serde_json::from_str(&text).map_err(|_| strange("figures"))).transpose()?,
            })
        },
    )
}

/// Adds a section at the end.
pub fn add(tx: &Tx, act: Act<'_>, report: SubjectId, kind: Kind, content: &Content) -> Result<i64> {
    let id: i64 = act.ids.next();
    tx.execute(
        "insert into insight_sections (id, report_id, position, kind, content, version, saved, saved_by) \
         values ($1, $2, (select coalesce(max(position), 0) + 1 from insight_sections where report_id = $2), $3, $4, 1, $5, $6)",
        args![id, report, kind.code(), json(content)?, act.now, act.actor],
    )?;
    Ok(id)
}

/// Other content for a section, if it is still of the version that its writer read.
pub fn write(tx: &Tx, act: Act<'_>, report: SubjectId, (id, version): (i64, i64), content: &Content) -> Result<bool> {
    let rows = tx.execute(
        "update insight_sections set content = $4, version = version + 1, saved = $5, saved_by = $6 \
         where id = $1 and report_id = $2 and version = $3",
        args![id, report, version, json(content)?, act.now, act.actor],
    )?;
    Ok(rows > 0)
}

/// What was computed for a section, unless its content is another one by now.
pub fn keep(tx: &Tx, report: SubjectId, (id, version): (i64, i64), kept: &Kept) -> Result<()> {
    tx.execute(
        "update insight_sections set kept = $4 where id = $1 and report_id = $2 and version = $3",
        args![id, report, version, json(kept)?],
    )?;
    Ok(())
}

/// Takes a section away.
pub fn remove(tx: &Tx, report: SubjectId, id: i64) -> Result<()> {
    tx.execute("delete from insight_sections where id = $1 and report_id = $2", args![id, report])?;
    Ok(())
}

/// Moves a section one place up or down.
pub fn shift(tx: &Tx, report: SubjectId, id: i64, up: bool) -> Result<()> {
    let mut order: Vec<i64> =
        tx.rows("select id from insight_sections where report_id = $1 order by position, id", args![report], |row| {
            row.get(0)
        })?;
    let Some(at) = order.iter().position(|one| *one == id) else { return Ok(()) };
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < order.len()) };
    let Some(to) = to else { return Ok(()) };
    order.swap(at, to);
    for (position, id) in (1_i64..).zip(order) {
        tx.execute(
            "update insight_sections set position = $3 where id = $1 and report_id = $2",
            args![id, report, position],
        )?;
    }
    Ok(())
}

/// The names of series that an organisation has, for the field.
pub fn series(read: &Read, owner: OrganisationId) -> Result<Vec<String>> {
    read.rows(
        "select distinct r.series from insight_reports r join store_subjects s on s.id = r.id where s.owner_id = $1 order by r.series",
        args![owner],
        |row| row.get(0),
    )
}

/// Whether obligations are ended, in the program's own picture.
pub fn done(read: &Read, obligations: &[i64]) -> Result<Vec<i64>> {
    read.rows(
        "select id from store_obligations where id in {ints $1} and ended is not null and outcome = 'done'",
        args![obligations.to_vec()],
        |row| row.get(0),
    )
}
