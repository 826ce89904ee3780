//! The page of a summary, and who may read it.

use askama::Template;
use belfry_documents::chart::{Chart, Form, Plot, Values};
use belfry_identity::organisation;
use belfry_kernel::{Clause, Label, Problem, Tlp};
use belfry_store::{Read as Picture, args};
use belfry_web::components::Choice;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::store::{self, Summary};
use super::{Content, SUMMARY, Table, said, url};
use crate::access::{Read, Summarise};
use crate::regime;

struct Drawn {
    id: String,
    chart: Chart,
}

#[derive(Template)]
#[template(path = "summary/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    facts: Vec<(String, String)>,
    all: String,
    columns: Vec<(String, String)>,
    tables: Vec<Drawn>,
    withheld: String,
    hash: String,
    reach: Vec<Choice>,
}

/// The facts of a summary, as they are read.
#[must_use]
pub fn facts(t: &Words, summary: &Summary, owner: &str) -> Vec<(String, String)> {
    let zone = TimeZone::get(&summary.zone).unwrap_or(TimeZone::UTC);
    let day = |at: Timestamp| t.day(at.to_zoned(zone.clone()).date());
    let last = summary.until.checked_sub(jiff::SignedDuration::from_micros(1)).unwrap_or(summary.until);
    let time = t.a("incidents-summary-from-until", [("from", day(summary.since).into()), ("until", day(last).into())]);
    let law = regime::latest(&summary.regime).map_or("", |regime| regime.law(t.language()));
    vec![
        (t.s("incidents-summary-number"), summary.number.clone()),
        (t.s("incidents-summary-law"), law.to_owned()),
        (t.s("incidents-summary-country"), t.named("country", &summary.country)),
        (t.s("incidents-summary-time"), time),
        (t.s("incidents-summary-by"), owner.to_owned()),
        (t.s("incidents-summary-frozen"), t.date_time(summary.made)),
    ]
}

/// A table as it is drawn.
#[must_use]
pub fn plot(t: &Words, content: &Content, table: &Table) -> Plot {
    let series = |at: usize, codes: &[String]| Values {
        label: said::column(t, codes),
        values: table.rows.iter().map(|row| Some(row.cells.get(at)?.count()? as f64)).collect(),
        said: table
            .rows
            .iter()
            .map(|row| row.cells.get(at).map(|cell| said::cell(t, *cell)).unwrap_or_default())
            .collect(),
    };
    let all = Values {
        label: t.s("incidents-summary-sum"),
        values: table.rows.iter().map(|row| Some(row.all as f64)).collect(),
        said: table.rows.iter().map(|row| t.number(row.all)).collect(),
    };
    let columns = content.columns.iter().enumerate().map(|(at, column)| series(at, &column.codes));
    let columns: Vec<Values> =
        if content.columns.len() > 1 { std::iter::once(all).chain(columns).collect() } else { vec![all] };
    Plot {
        form: Form::Heat,
        title: said::by(t, &table.by),
        of: said::by(t, &table.by),
        categories: table.rows.iter().map(|row| (said::row(t, &table.by, &row.codes), String::new())).collect(),
        series: columns,
        stacked: false,
        most: None,
    }
    .fitting()
}

// words: incidents-summary-reach-{own,community,everyone}

/// Who may read a summary.
const REACHES: [&str; 3] = ["own", "community", "everyone"];

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, SUMMARY, visit.path("uuid")?)?.into_inner();
    let summary = store::of(&read, subject.id)?;
    let names = organisation::names(&read, &[subject.owner])?;
    let (tlp, reach) = reach(&read, subject.label_id.0)?;
    drop(read);
    let owner = names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default();
    let (here, content) = (url(&subject), &summary.content);
    let may = visit.may::<Summarise>(Some(&subject));
    let tables = content.tables.iter().map(|table| Drawn {
        id: format!("by-{}", table.by),
        chart: plot(&t, content, table).chart(&format!("by-{}", table.by), &t),
    });
    let choice = |code: &&str| Choice::new(*code, t.s(&format!("incidents-summary-reach-{code}")), reach);
    let body = Body {
        csrf: visit.csrf(),
        facts: facts(&t, &summary, &owner),
        all: content.all.map(|n| t.number(n)).unwrap_or_default(),
        columns: content.columns.iter().map(|one| (said::column(&t, &one.codes), t.number(one.all))).collect(),
        tables: tables.collect(),
        withheld: t.n("incidents-summary-withheld-why", content.least as i64),
        hash: summary.hash.clone(),
        reach: if may { REACHES.iter().map(choice).collect() } else { Vec::new() },
        here: here.clone(),
        t: t.clone(),
    };
    let audience =
        Audience { owner, reach: t.s(&format!("incidents-summary-reach-{reach}")), tlp, href: String::new() };
    Ok(Page::new(subject.title.as_str(), body)
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-summary-list"), "/incidents/summaries")
        .audience(audience)
        .action(Action::link(t.s("incidents-summary-pdf"), format!("{here}/pdf"), "download"))
        .action(Action::link(t.s("incidents-summary-json"), format!("{here}/data"), "download"))
        .action(Action::link(t.s("incidents-summary-csv"), format!("{here}/table.csv"), "download"))
        .into())
}

/// A label's TLP, and its audience by code.
fn reach(read: &Picture, label: i64) -> Result<(String, &'static str), Problem> {
    let tlp: String = read.one("select tlp from store_labels where id = $1", args![label], |row| row.get(0))?;
    let code = match tlp.as_str() {
        "clear" => "everyone",
        "green" => "community",
        _ => "own",
    };
    Ok((tlp, code))
}

/// Gives it another audience. What everybody could read is not taken back: it is known.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn share(visit: &mut Visit<Summarise>) -> Result<Reply, Problem> {
    let (t, wanted) = (visit.t(), visit.form().text("reach").to_owned());
    let tx = visit.write()?;
    let subject = visit.load(&tx, SUMMARY, visit.path("uuid")?)?;
    let label = match wanted.as_str() {
        "own" => Label::new(Tlp::AmberStrict, Clause::Organisation(subject.owner)),
        "community" => Label::new(Tlp::Green, Clause::Community),
        "everyone" => Label::new(Tlp::Clear, Clause::Everyone),
        _ => return Err(Problem::BadRequest("reach is own, community or everyone".into())),
    };
    store::share(&tx, visit.act(), &subject, &label)?;
    let there = url(&subject);
    tx.commit()?;
    Ok(Reply::done(there, t.s("incidents-summary-shared")))
}
