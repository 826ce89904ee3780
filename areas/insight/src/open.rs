//! Open data for everybody, without an account: the figures of reports that whoever published them opened, and of these only such as are
//! told under a threshold. Words, recommendations and records of a report stay with those who may see it.

use askama::Template;
use belfry_contracts::figures::Table;
use belfry_documents::chart::Chart;
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_store::subject::Subject;
use belfry_web::layout::Shape;
use belfry_web::site::Open;
use belfry_web::table;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use serde_json::{Value, json};

use crate::data::{self, Dictionary, MOST};
use crate::figure::{self, Under};
use crate::report::content::Kind;
use crate::report::store::{self, Report, Section};
use crate::report::{annex, list};

/// The page.
pub const ROOT: &str = "/insight/open";
/// The fewest who stand behind what is told here, whatever else a source allows.
const LEAST: u64 = 3;

type Handler = fn(&mut Visit<Open>) -> Result<Reply, Problem>;

/// Every address, with what answers.
pub const ROUTES: &[(&str, Handler)] = &[
    ("/insight/open", page),
    ("/insight/open/figures.csv", file),
    ("/insight/open/figures.xlsx", file),
    ("/insight/open/figures.json", all),
    ("/insight/open/dictionary.csv", dictionary),
    ("/insight/open/{uuid}", one),
];

type Opened = (Subject, Report, Vec<Section>);

/// Reports with figures that are open, the newest first.
fn opened(visit: &Visit<Open>) -> Result<Vec<Opened>, Problem> {
    let read = visit.house().db.read(Key::SYSTEM)?;
    let mut all = Vec::new();
    for (subject, report) in store::opened(&read, MOST)? {
        let mut sections = store::sections(&read, subject.id)?;
        sections.retain(is_told);
        if !sections.is_empty() {
            all.push((subject, report, sections));
        }
    }
    Ok(all)
}

/// Whether a section is a figure of which each table is told under a threshold.
fn is_told(one: &Section) -> bool {
    let under = |table: &Table| table.least.is_some_and(|least| least >= LEAST);
    let tables = || one.kept.iter().flat_map(|kept| kept.tables.values().flatten().flatten());
    one.kind == Kind::Figure && tables().next().is_some() && tables().all(under)
}

struct Row {
    title: String,
    href: String,
    volume: String,
    figures: String,
    at: (String, String),
}

#[derive(Template)]
#[template(path = "open/list.html")]
struct List {
    t: Words,
    rows: Vec<Row>,
    csv: String,
    xlsx: String,
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let row = |(subject, report, sections): &Opened| {
        let at = report.published.unwrap_or(subject.updated);
        Row {
            title: subject.title.clone(),
            href: format!("{ROOT}/{}", subject.uuid),
            volume: list::volume(&t, report),
            figures: t.n("insight-data-figures", sections.len()),
            at: (at.to_string(), t.date(at)),
        }
    };
    let rows = opened(visit)?.iter().map(row).collect();
    let (csv, xlsx) = table::links(&format!("{ROOT}/figures"), "");
    Ok(framed(&t, Page::new(t.s("insight-data-title"), List { rows, csv, xlsx, t: t.clone() })).into())
}

fn framed(t: &Words, page: Page) -> Page {
    page.lead(t.s("insight-open-lead")).shape(Shape::Page)
}

struct Part {
    id: String,
    title: String,
    chart: Chart,
    under: Under,
}

#[derive(Template)]
#[template(path = "open/show.html")]
struct Body {
    t: Words,
    parts: Vec<Part>,
}

/// The figures of one report.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn one(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: uuid::Uuid = visit.path("uuid")?;
    let found = opened(visit)?.into_iter().find(|(subject, ..)| subject.uuid == uuid);
    let (subject, _, sections) = found.ok_or(Problem::NotFound)?;
    let part = |one: &Section| {
        let drawn = figure::drawn(visit.house(), &t, one.content.figure.as_ref()?, one.kept.as_ref()?)?;
        let id = format!("figure-{}", one.id);
        // Where it comes from is for members: the address would lead nowhere.
        let under = Under { origins: Vec::new(), ..drawn.under.clone() };
        let title = one.content.title.said(t.language()).to_owned();
        Some(Part { title, chart: drawn.chart(&id, &t), under, id })
    };
    let body = Body { parts: sections.iter().filter_map(part).collect(), t: t.clone() };
    Ok(framed(&t, Page::new(subject.title.as_str(), body)).crumb(t.s("insight-data-title"), ROOT).into())
}

/// Every cell, as CSV or a workbook.
///
/// # Errors
/// Those of the database.
pub fn file(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut rows = Vec::new();
    for (subject, report, sections) in opened(visit)? {
        let before = format!("{} ({}): ", subject.title, report.volume);
        rows.extend(sections.iter().flat_map(|one| annex::lines(visit.house(), &t, &before, one)));
    }
    table::file_of_system(visit, "open-data", annex::Lines { rows: Some(rows) })
}

/// What the columns of the file mean.
///
/// # Errors
/// Those of the database.
pub fn dictionary(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    table::file_of_system(visit, "open-data-dictionary", Dictionary::default())
}

/// Everything as JSON, with definitions.
///
/// # Errors
/// Those of the database.
pub fn all(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let found = opened(visit)?;
    let reports: Vec<Value> = found.iter().map(|one| data::document(visit.house(), &t, one)).collect();
    Reply::json(&json!({ "language": t.language(), "reports": reports }))
}
