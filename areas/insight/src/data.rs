//! Open data: the figures of reports that everybody may carry on (TLP:CLEAR), with a dictionary. Whoever approved such a report has
//! declassified them. This page is for members; [`crate::open`] is the one for everybody, where fewer stand.

use askama::Template;
use belfry_documents::Cell as Entry;
use belfry_kernel::{Problem, Tlp};
use belfry_store::subject::Subject;
use belfry_web::table;
use belfry_web::{House, Page, Reply, Visit};
use belfry_words::Words;
use serde_json::{Value, json};

use crate::access::Read;
use crate::report::content::Kind;
use crate::report::store::{self, Report, Section};
use crate::report::{State, annex, api, list, url};

/// Reports whose data is given, newest first.
pub(crate) const MOST: i64 = 100;

struct Row {
    title: String,
    href: String,
    volume: String,
    figures: String,
    at: (String, String),
}

#[derive(Template)]
#[template(path = "dashboard/data.html")]
struct Body {
    t: Words,
    rows: Vec<Row>,
    csv: String,
    xlsx: String,
    dictionary: String,
}

/// A report with its figures.
pub(crate) type Declassified = (Subject, Report, Vec<Section>);

/// What is declassified, as far as the reader sees it at all.
fn declassified(visit: &Visit<Read>) -> Result<Vec<Declassified>, Problem> {
    let read = visit.read()?;
    let mut all = Vec::new();
    for (subject, _, report) in store::list(&read, None, MOST)? {
        if report.state == State::Published && report.reach.tlp == Tlp::Clear {
            let mut sections = store::sections(&read, subject.id)?;
            sections.retain(|one| one.kind == Kind::Figure && one.kept.is_some());
            all.push((subject, report, sections));
        }
    }
    drop(read);
    visit.close();
    Ok(all)
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let row = |(subject, report, sections): &Declassified| {
        let at = report.published.unwrap_or(subject.updated);
        Row {
            title: subject.title.clone(),
            href: url(subject),
            volume: list::volume(&t, report),
            figures: t.n("insight-data-figures", sections.len()),
            at: (at.to_string(), t.date(at)),
        }
    };
    let rows = declassified(visit)?.iter().map(row).collect();
    let (csv, xlsx) = table::links("/insight/data/figures", "");
    let dictionary = table::links("/insight/data/dictionary", "").0;
    let body = Body { rows, csv, xlsx, dictionary, t: t.clone() };
    Ok(Page::new(t.s("insight-data-title"), body)
        .lead(t.s("insight-data-lead"))
        .crumb(t.s("insight-nav"), "/insight")
        .into())
}

/// Every cell, as CSV or a workbook.
///
/// # Errors
/// Those of the database.
pub fn file(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut rows = Vec::new();
    for (subject, report, sections) in declassified(visit)? {
        let before = format!("{} ({}): ", subject.title, report.volume);
        rows.extend(sections.iter().flat_map(|one| annex::lines(visit.house(), &t, &before, one)));
    }
    table::file(visit, "open-data", annex::Lines { rows: Some(rows) })
}

/// What the columns of the file mean.
///
/// # Errors
/// Those of the database.
pub fn dictionary(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    table::file(visit, "open-data-dictionary", Dictionary::default())
}

/// What each column means.
#[derive(Default)]
pub(crate) struct Dictionary {
    done: bool,
}

// words: insight-annex-means-{figure,indicator,level,row,code,column,value,told,unit,population,responses,least,computed}
const COLUMNS: [&str; 13] = [
    "figure",
    "indicator",
    "level",
    "row",
    "code",
    "column",
    "value",
    "told",
    "unit",
    "population",
    "responses",
    "least",
    "computed",
];

impl table::Rows for Dictionary {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![t.s("insight-data-column"), t.s("insight-data-means")]
    }

    fn block(&mut self, _read: &belfry_store::Read, t: &Words) -> Result<Vec<Vec<Entry>>, Problem> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(Vec::new());
        }
        let names = annex::columns(t);
        let line = |(name, code): (String, &str)| vec![name.into(), t.s(&format!("insight-annex-means-{code}")).into()];
        Ok(names.into_iter().zip(COLUMNS).map(line).collect())
    }
}

/// Everything as JSON, with definitions.
///
/// # Errors
/// Those of the database.
pub fn json(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let all: Vec<Value> = declassified(visit)?.iter().map(|one| document(visit.house(), &t, one)).collect();
    Reply::json(&json!({ "language": t.language(), "reports": all }))
}

/// A report's header and figures for programs.
pub(crate) fn document(house: &House, t: &Words, (subject, report, sections): &Declassified) -> Value {
    let mut value = api::line(subject, report, None);
    let figure = |one: &Section| {
        let title = one.content.title.said(t.language());
        json!({ "title": title, "figure": api::figure(house, t, one) })
    };
    value["figures"] = sections.iter().map(figure).collect();
    value
}
