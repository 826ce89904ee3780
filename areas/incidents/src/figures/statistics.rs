//! Statistics of a year, as CIRAS has them: causes and sectors with how long it lasted, how many were hit, how much came in time.
//!
//! Durations and users stand in answers; of those the organisation's part under the law is read, and nothing else.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use belfry_documents::Cell;
use belfry_forms::core::{Answers, Name, Place, Value};
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::{Error, Read as Picture, args};
use belfry_web::components::Choice;
use belfry_web::table::{self, Rows};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

use super::{MOST, One, median, received};
use crate::access::{Figures, HANDLERS, home};
use crate::audience::Sight;
use crate::incident::Cause;
use crate::{instant, regime};

/// A line of the statistics: of a cause, a sector, or everything.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// By what: `all`, `cause`, `sector`.
    pub by: &'static str,
    /// Of what.
    pub code: String,
    /// How many.
    pub n: u64,
    pub(super) hours: Vec<f64>,
    pub(super) users: Vec<f64>,
    pub(super) steps: u64,
    pub(super) in_time: u64,
}

/// What was said of one notification.
#[derive(Default)]
struct Said {
    began: Option<Timestamp>,
    resolved: Option<Timestamp>,
    users: Option<f64>,
    steps: u64,
    in_time: u64,
}

struct Row {
    label: String,
    n: String,
    share: String,
    hours: String,
    users: String,
    in_time: String,
}

#[derive(Template)]
#[template(path = "figures/statistics.html")]
struct Body {
    t: Words,
    years: Vec<Choice>,
    /// The id of its heading, that of its table, what it is by, its rows.
    tables: Vec<(String, String, String, Vec<Row>)>,
    files: (String, String),
}

/// A year, of those that the address may name.
pub(super) fn year(visit: &Visit<Figures>) -> i16 {
    let now = visit.now().to_zoned(visit.t().zone().clone()).year();
    visit.query("year").parse().ok().filter(|year| (2016..=now).contains(year)).unwrap_or(now)
}

pub(super) fn span(year: i16, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Problem> {
    let begin = |year: i16| date(year, 1, 1).to_zoned(zone.clone()).map(|day| day.timestamp());
    let problem = |error: jiff::Error| Problem::Internal(error.to_string());
    Ok((begin(year).map_err(problem)?, begin(year + 1).map_err(problem)?))
}

/// The statistics of what an organisation received.
///
/// # Errors
/// Those of the database.
pub fn lines(read: &Picture, office: OrganisationId, span: (Timestamp, Timestamp)) -> Result<Vec<Line>, Problem> {
    let all = received(read, office, span)?;
    let said = said(read, office, &all)?;
    let mut lines: BTreeMap<(&'static str, String), Line> = BTreeMap::new();
    for one in &all {
        let cause = one.cause.map_or("", Cause::code).to_owned();
        for key in [("all", String::new()), ("cause", cause), ("sector", one.sector.clone())] {
            let (by, code) = key.clone();
            let line = lines.entry(key).or_insert_with(|| Line { by, code, ..Line::default() });
            line.n += 1;
            let Some(said) = said.get(&one.id) else { continue };
            line.hours.extend(said.began.zip(said.resolved).map(|(began, resolved)| super::hours(began, resolved)));
            line.users.extend(said.users);
            line.steps += said.steps;
            line.in_time += said.in_time;
        }
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by(|a, b| (a.by, b.n, &a.code).cmp(&(b.by, a.n, &b.code)));
    Ok(lines)
}

/// What was said of each, of what the organisation may read: of a field the last that was said. In time is a step whose first version was.
fn said(read: &Picture, office: OrganisationId, all: &[One]) -> Result<HashMap<SubjectId, Said>, Problem> {
    let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
    let parts: HashMap<SubjectId, String> = read
        .rows(
            "select notification_id, parts from incidents_recipients where organisation_id = $1 and notification_id in {ints $2}",
            args![office, ids.clone()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .into_iter()
        .collect();
    let known: HashMap<SubjectId, &One> = all.iter().map(|one| (one.id, one)).collect();
    let mut found: HashMap<SubjectId, Said> = HashMap::new();
    read.each(
        "select notification_id, number, answers, at, due from incidents_submissions where notification_id in {ints $1} \
         order by id limit $2",
        args![ids, MOST],
        |row| {
            let id: SubjectId = row.get(0)?;
            let (Some(one), Some(parts)) = (known.get(&id), parts.get(&id)) else { return Ok(true) };
            let said = found.entry(id).or_default();
            let (at, due): (Timestamp, Option<Timestamp>) = (row.get(3)?, row.get(4)?);
            if row.get::<i64>(1)? == 1
                && let Some(due) = due
            {
                said.steps += 1;
                said.in_time += u64::from(at <= due);
            }
            let answers: Answers = serde_json::from_str(&row.get::<String>(2)?)
                .map_err(|error| Error::Driver(format!("unreadable answers are kept: {error}")))?;
            learn(said, one, parts, &answers);
            Ok(true)
        },
    )?;
    Ok(found)
}

fn learn(said: &mut Said, one: &One, parts: &str, answers: &Answers) {
    let Some(regime) = regime::latest(&one.regime) else { return };
    let sight = Sight::Parts(parts.split(' ').filter_map(regime::Part::parse).collect());
    let seen = |name: &str| -> Option<&Value> {
        let place = Place::top(Name::parse(name)?);
        sight.sees(regime, name).then(|| answers.values.get(&place)).flatten()
    };
    let zone = instant::zone(&one.zone);
    let moment = |name: &str| match seen(name)? {
        Value::Moment(at) => Some(at.to_zoned(zone.clone()).ok()?.timestamp()),
        _ => None,
    };
    said.began = moment("began").or(said.began);
    said.resolved = moment("resolved").or(said.resolved);
    if let Some(Value::Number(users)) = seen("users") {
        said.users = users.to_string().parse().ok();
    }
}

/// The page.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Figures>) -> Result<Reply, Problem> {
    let t = visit.t();
    let office = home(visit.person()?, HANDLERS).ok_or(Problem::Forbidden)?;
    let (year, now) = (year(visit), visit.now().to_zoned(t.zone().clone()).year());
    let read = visit.read()?;
    let mut lines = lines(&read, office, span(year, t.zone())?)?;
    drop(read);
    let all = lines.iter().find(|line| line.by == "all").map_or(0, |line| line.n);
    let mut tables = Vec::new();
    for by in ["all", "cause", "sector"] {
        let rows: Vec<Row> = lines.iter_mut().filter(|line| line.by == by).map(|line| drawn(&t, line, all)).collect();
        tables.push((format!("by-{by}"), by.to_owned(), t.s(&format!("incidents-statistics-by-{by}")), rows));
    }
    let current = year.to_string();
    let body = Body {
        years: (2016.max(now - 9)..=now)
            .rev()
            .map(|one| Choice::new(one.to_string(), one.to_string(), &current))
            .collect(),
        files: table::links("/incidents/statistics", &format!("year={year}")),
        tables: if all == 0 { Vec::new() } else { tables },
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-statistics-title"), body)
        .lead(t.s("incidents-statistics-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-figures-title"), "/incidents/figures")
        .into())
}

// words: incidents-statistics-by-{all,cause,sector}

fn drawn(t: &Words, line: &mut Line, all: u64) -> Row {
    let label = match (line.by, line.code.as_str()) {
        ("all", _) => t.s("incidents-summary-sum"),
        (_, "") => t.s("incidents-summary-unsaid"),
        ("cause", code) => t.s(&format!("incidents-cause-{code}")),
        (_, code) => t.named("sector", code),
    };
    let said =
        |value: Option<f64>, digits: usize| value.map_or_else(|| "–".to_owned(), |value| t.decimal(value, digits));
    Row {
        label,
        n: t.number(line.n),
        share: t.percent(line.n as f64 / all.max(1) as f64),
        hours: said(median(&mut line.hours), 1),
        users: said(median(&mut line.users), 0),
        in_time: if line.steps == 0 { "–".to_owned() } else { t.percent(line.in_time as f64 / line.steps as f64) },
    }
}

/// `GET /incidents/statistics.csv` and `.xlsx`.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`] for another ending.
pub fn file(visit: &mut Visit<Figures>) -> Result<Reply, Problem> {
    let office = home(visit.person()?, HANDLERS).ok_or(Problem::Forbidden)?;
    let year = year(visit);
    let span = span(year, visit.t().zone())?;
    table::file(visit, &format!("incidents-{year}"), Table { office, span, done: false })
}

struct Table {
    office: OrganisationId,
    span: (Timestamp, Timestamp),
    done: bool,
}

impl Rows for Table {
    fn columns(&self, _: &Words) -> Vec<String> {
        ["by", "code", "notifications", "measured", "median_hours", "users_known", "median_users", "steps", "in_time"]
            .map(str::to_owned)
            .to_vec()
    }

    fn block(&mut self, read: &Picture, _: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(Vec::new());
        }
        let whole = |n: u64| Cell::Number(i64::try_from(n).unwrap_or(i64::MAX));
        let number =
            |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::Thousandths((value * 1_000.0).round() as i64));
        let row = |mut line: Line| {
            let (hours, users) = (line.hours.len() as u64, line.users.len() as u64);
            vec![
                line.by.into(),
                line.code.clone().into(),
                whole(line.n),
                whole(hours),
                number(median(&mut line.hours)),
                whole(users),
                number(median(&mut line.users)),
                whole(line.steps),
                whole(line.in_time),
            ]
        };
        Ok(lines(read, self.office, self.span)?.into_iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_year_begins_where_the_office_is() {
        let zone = jiff::tz::TimeZone::get("Europe/Luxembourg").unwrap();
        let (from, until) = super::span(2026, &zone).unwrap();
        assert_eq!(
            (from.to_string(), until.to_string()),
            ("2025-12-31T23:00:00Z".into(), "2026-12-31T23:00:00Z".into())
        );
    }
}
