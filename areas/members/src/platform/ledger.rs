//! The ledger for who audits: filtered, verified, taken away. It holds numbers of people and records, and no names.

use askama::Template;
use belfry_documents::{Cell, MediaType};
use belfry_kernel::Problem;
use belfry_kernel::access::{Administer, Oversee};
use belfry_store::job::{self, Job};
use belfry_store::ledger::{self, Record, Wanted};
use belfry_store::{Key, Read, setting};
use belfry_web::area::JobProblem;
use belfry_web::components::{Tab, no_day};
use belfry_web::table::{self, Rows};
use belfry_web::views::Narrowed;
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

const HERE: &str = "/members/platform/ledger";
const PAGE: i64 = 100;
const AT_ONCE: i64 = 250;
/// The job that verifies the whole chain.
pub const VERIFY: &str = "members.platform-verify";
/// Where its verdict is kept.
const VERDICT: &str = "ledger.verdict";

struct Row {
    number: String,
    at: (String, String),
    fact: String,
    actor: String,
    subject: String,
    data: String,
}

#[derive(Template)]
#[template(path = "platform/ledger.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    filter: Filter,
    rows: Vec<Row>,
    older: String,
    files: (String, String),
    lines: String,
    verdict: String,
    broken: bool,
    no_from: String,
    no_to: String,
}

#[derive(Clone, Debug, Default)]
struct Filter {
    fact: String,
    actor: String,
    from: String,
    to: String,
}

impl Filter {
    fn of(visit: &Visit<Oversee>) -> Self {
        let text = |name| visit.query(name).chars().take(100).collect::<String>();
        Self { fact: text("fact"), actor: text("actor"), from: text("from"), to: text("to") }
    }

    fn query(&self, before: Option<i64>) -> String {
        let before = before.map(|id| id.to_string()).unwrap_or_default();
        let all =
            [("fact", &self.fact), ("actor", &self.actor), ("from", &self.from), ("to", &self.to), ("before", &before)];
        serde_urlencoded::to_string(all.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
            .unwrap_or_default()
    }

    fn wanted(&self, t: &Words) -> Wanted {
        let day = |text: &str, days: i64| {
            let date = text.parse::<Date>().ok()?.checked_add(days.days()).ok()?;
            Some(date.to_zoned(t.zone().clone()).ok()?.timestamp())
        };
        Wanted {
            fact: self.fact.clone(),
            actor: self.actor.parse().ok().map(belfry_kernel::PersonId),
            since: day(&self.from, 0),
            until: day(&self.to, 1),
        }
    }
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let t = list.t;
    let day = |name| list.text(name).parse::<Date>().map_or_else(|_| list.text(name).to_owned(), |day| t.day(day));
    let all = [
        (t.s("members-platform-ledger-fact"), list.text("fact").to_owned()),
        (t.s("members-platform-ledger-actor"), list.text("actor").to_owned()),
        (t.s("members-platform-ledger-from"), day("from")),
        (t.s("members-platform-ledger-to"), day("to")),
    ];
    Ok(super::narrowed(t, all))
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (t, filter) = (visit.t(), Filter::of(visit));
    let before = visit.query("before").parse().ok();
    let read = visit.house().db.read(Key::SYSTEM)?;
    let mut found = ledger::records(&read, &filter.wanted(&t), before, PAGE + 1)?;
    let verdict = setting::get(&read, VERDICT)?;
    drop(read);
    let more = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let older = found.last().filter(|_| more).map(|last| format!("{HERE}?{}", filter.query(Some(last.id))));
    let row = |one: Record| Row {
        number: one.sealed.map(|n| t.number(n)).unwrap_or_default(),
        at: (one.at.to_string(), t.date_time(one.at)),
        actor: one.actor.map(|id| id.0.to_string()).unwrap_or_default(),
        subject: one.subject.map(|id| id.0.to_string()).unwrap_or_default(),
        fact: one.fact,
        data: one.data,
    };
    let (verdict, broken) = verdict.map(|json| told(&t, &json)).unwrap_or_default();
    let query = filter.query(None);
    let body = Body {
        csrf: visit.csrf(),
        tabs: super::tabs(&t, HERE),
        rows: found.into_iter().map(row).collect(),
        older: older.unwrap_or_default(),
        files: table::links(HERE, &query),
        lines: format!("{HERE}.ndjson{}{query}", if query.is_empty() { "" } else { "?" }),
        verdict,
        broken,
        no_from: no_day(&t, &filter.from),
        no_to: no_day(&t, &filter.to),
        filter,
        t: t.clone(),
    };
    Ok(super::frame(visit, body).into())
}

/// The last verdict in words, and whether the chain is broken.
fn told(t: &Words, json: &str) -> (String, bool) {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    let at =
        value["at"].as_str().and_then(|at| at.parse::<Timestamp>().ok()).map(|at| t.date_time(at)).unwrap_or_default();
    let sealed = value["sealed"].as_i64().unwrap_or(0);
    match value["broken_at"].as_i64() {
        Some(broken) => (t.a("members-platform-ledger-broken", [("at", at.into()), ("n", broken.into())]), true),
        None => (t.a("members-platform-ledger-whole", [("at", at.into()), ("n", sealed.into())]), false),
    }
}

/// Puts the verification into the queue.
///
/// # Errors
/// Those of the database.
pub fn verify(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    job::add(&tx, visit.act(), VERIFY, "{}", visit.now())?;
    tx.commit()?;
    Ok(Reply::done(HERE, t.s("members-platform-ledger-asked")))
}

/// Does it.
///
/// # Errors
/// [`JobProblem::Later`] when the database is away.
pub fn run(house: &House, _: &Job) -> Result<String, JobProblem> {
    let verdict = ledger::verify(&house.db.read(Key::SYSTEM)?)?;
    let told = serde_json::json!({
        "at": house.clock.now().to_string(), "sealed": verdict.sealed, "unsealed": verdict.unsealed,
        "broken_at": verdict.broken_at, "head": verdict.head,
    });
    let tx = house.db.write(Key::SYSTEM)?;
    setting::put(&tx, VERDICT, &told.to_string())?;
    tx.commit()?;
    Ok(told.to_string())
}

/// The entries as a table.
///
/// # Errors
/// As [`table::file`].
pub fn file(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let wanted = Filter::of(visit).wanted(&visit.t());
    table::file_of_system(visit, "ledger", Entries { wanted, before: None })
}

struct Entries {
    wanted: Wanted,
    before: Option<i64>,
}

impl Entries {
    fn next(&mut self, read: &Read) -> belfry_store::Result<Vec<Record>> {
        let found = ledger::records(read, &self.wanted, self.before, AT_ONCE)?;
        self.before = found.last().map(|one| one.id).or(self.before);
        Ok(found)
    }
}

impl Rows for Entries {
    fn columns(&self, _: &Words) -> Vec<String> {
        ["number", "at", "fact", "actor", "subject", "data"].map(str::to_owned).to_vec()
    }

    fn block(&mut self, read: &Read, _: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let row = |one: Record| {
            vec![
                one.sealed.into(),
                one.at.into(),
                one.fact.into(),
                one.actor.map(|id| id.0.to_string()).into(),
                one.subject.map(|id| id.0.to_string()).into(),
                one.data.into(),
            ]
        };
        Ok(self.next(read)?.into_iter().map(row).collect())
    }
}

/// The greatest whole number that every reader of JSON takes as it is (RFC 8259, section 6).
const EXACT: u64 = (1 << 53) - 1;

/// A fact's data for readers of every kind: numbers that some would round, such as those of people and records, are texts.
fn exact(data: Value) -> Value {
    match data {
        Value::Number(number) if number.as_u64().is_some_and(|number| number > EXACT) => number.to_string().into(),
        Value::Array(list) => list.into_iter().map(exact).collect(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (name, exact(value))).collect(),
        other => other,
    }
}

/// An entry as a line of JSON.
fn line(one: &Record) -> String {
    let data = serde_json::from_str(&one.data).unwrap_or_default();
    let told = serde_json::json!({
        "number": one.sealed, "at": one.at.to_string(), "fact": one.fact, "actor": one.actor.map(|id| id.to_string()),
        "subject": one.subject.map(|id| id.to_string()), "data": exact(data), "hashed": one.data, "hash": one.hash,
    });
    format!("{told}\n")
}

/// The entries as lines of JSON, with what was hashed and the hash, for whoever verifies elsewhere.
///
/// # Errors
/// None before the first chunk.
pub fn lines(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let mut entries = Entries { wanted: Filter::of(visit).wanted(&visit.t()), before: None };
    let house = visit.house().clone();
    let make = move || {
        let read = match house.db.read(Key::SYSTEM) {
            Ok(read) => read,
            Err(error) => return Some(Err(error.to_string())),
        };
        let found = match entries.next(&read) {
            Ok(found) => found,
            Err(error) => return Some(Err(error.to_string())),
        };
        if found.is_empty() {
            return None;
        }
        Some(Ok(found.iter().map(line).collect::<String>().into_bytes()))
    };
    Ok(Reply::Stream("ledger".to_owned(), MediaType::JsonLines, Box::new(make)))
}
