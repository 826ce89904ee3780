//! Which incidents: the filters of the list, its rows, and how many there are.

use belfry_identity::organisation::directory::SECTORS;
use belfry_kernel::SubjectId;
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Result, Sql, Value, args, scope, search};

use super::store::{self, Incident};
use super::{Cause, INCIDENT, Kind, State};

/// Hits of a text that are looked through: the newest.
const HITS: i64 = 1_000;
/// Counted exactly; beyond it a page says "1,000+".
pub const COUNTED: i64 = search::COUNTED;

/// What the list is narrowed to. Empty fields do not narrow; what is of no known form does not either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words.
    pub text: String,
    /// A kind.
    pub kind: String,
    /// A state.
    pub state: String,
    /// A sector that was hit.
    pub sector: String,
    /// A root cause.
    pub cause: String,
    /// `yes` for exercises only, `no` without them.
    pub exercise: String,
}

impl Filter {
    /// Out of an address.
    #[must_use]
    pub fn of(query: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let found = query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
            found.chars().take(200).collect::<String>()
        };
        let known =
            |name: &str, is: &dyn Fn(&str) -> bool| Some(text(name)).filter(|code| is(code)).unwrap_or_default();
        Self {
            text: text("q"),
            kind: known("kind", &|code| Kind::parse(code).is_some()),
            state: known("state", &|code| State::parse(code).is_some()),
            sector: known("sector", &|code| SECTORS.contains(&code)),
            cause: known("cause", &|code| Cause::parse(code).is_some()),
            exercise: known("exercise", &|code| matches!(code, "yes" | "no")),
        }
    }

    /// The fields that say something, by their names in addresses.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", self.text.as_str()),
            ("kind", &self.kind),
            ("state", &self.state),
            ("sector", &self.sector),
            ("cause", &self.cause),
            ("exercise", &self.exercise),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// As it stands in an address, without one field.
    #[must_use]
    pub fn query(&self, without: &str) -> String {
        let kept: Vec<_> = self.fields().into_iter().filter(|(name, _)| *name != without).collect();
        serde_urlencoded::to_string(kept).unwrap_or_default()
    }
}

/// The visible ones that fit, as a `from .. where ..`; none when a text finds nothing.
fn fitting<'a>(read: &Read, filter: &'a Filter) -> Result<Option<Sql<'a>>> {
    let mut sql = scope::visible(read, INCIDENT, "join incidents_incidents i on i.id = s.id")?;
    if !filter.text.is_empty() {
        let hits = search::newest(read, &filter.text, &[INCIDENT], None, HITS)?;
        if hits.is_empty() {
            return Ok(None);
        }
        let ids: Vec<i64> = hits.iter().map(|hit| hit.subject.0).collect();
        sql.push("and s.id in {ints ?}", [ids.into()]);
    }
    if !filter.kind.is_empty() {
        sql.push("and i.kind = ?", [Value::from(filter.kind.as_str())]);
    }
    if !filter.state.is_empty() {
        sql.push("and i.state = ?", [Value::from(filter.state.as_str())]);
    }
    if !filter.cause.is_empty() {
        sql.push("and i.cause = ?", [Value::from(filter.cause.as_str())]);
    }
    if !filter.sector.is_empty() {
        sql.push(
            "and exists (select 1 from incidents_services x where x.incident_id = i.id and x.sector = ?)",
            [Value::from(filter.sector.as_str())],
        );
    }
    match filter.exercise.as_str() {
        "yes" => sql.push("and i.exercise = 1", []),
        "no" => sql.push("and i.exercise = 0", []),
        _ => {}
    }
    Ok(Some(sql))
}

/// Those that fit, newest first.
///
/// # Errors
/// Those of the database.
pub fn rows(read: &Read, filter: &Filter, before: Option<SubjectId>, limit: i64) -> Result<Vec<(Subject, Incident)>> {
    let Some(fitting) = fitting(read, filter)? else { return Ok(Vec::new()) };
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(store::COLUMNS, []);
    sql.append(&fitting);
    sql.append(&scope::newest(read, INCIDENT, before, limit)?);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, store::from_row(row, 8)?)))
}

/// How many fit; one more than [`COUNTED`] for more than that.
///
/// # Errors
/// Those of the database.
pub fn count(read: &Read, filter: &Filter) -> Result<i64> {
    let Some(fitting) = fitting(read, filter)? else { return Ok(0) };
    let mut sql = Sql::new("select count(*) from (select 1", []);
    sql.append(&fitting);
    sql.push("limit ?) few", [Value::Int(COUNTED + 1)]);
    read.one(sql, args![], |row| row.get(0))
}
