//! The figures once more: each is computed again as it was, and what differs is shown. Nothing is changed by it. For a draft the figures
//! can be taken over.

use askama::Template;
use belfry_contracts::figures::Unit;
use belfry_contracts::insight::ReportChanged;
use belfry_kernel::Problem;
use belfry_store::ledger;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::content::Kind;
use super::{REPORT, State, section, store, url};
use crate::access::{Read, Write};
use crate::figure;

struct Line {
    row: String,
    column: String,
    before: String,
    after: String,
}

struct Checked {
    title: String,
    href: String,
    computed: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "report/check.html")]
struct Body {
    t: Words,
    csrf: String,
    take: String,
    same: Vec<Checked>,
    other: Vec<Checked>,
    none: bool,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let report = store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    let sections = store::sections(&read, subject.id)?;
    drop(read);
    visit.close();
    let here = url(&subject);
    let (mut same, mut other) = (Vec::new(), Vec::new());
    for one in sections.iter().filter(|one| one.kind == Kind::Figure) {
        let kept = one.kept.clone().unwrap_or_default();
        let now = section::compute(visit, &report, one.kind, &one.content)?;
        let unit = one.content.figure.as_ref().and_then(|figure| visit.house().indicator(&figure.indicator));
        let unit = unit.map_or(Unit::Count, |(_, indicator)| indicator.unit);
        let said = |cell: Option<_>, unit| {
            cell.map_or_else(|| t.s("insight-check-absent"), |cell| figure::said(&t, unit, cell))
        };
        let lines: Vec<Line> = figure::differs(&kept, &now, t.language())
            .into_iter()
            .map(|difference| {
                let unit = difference.column.unit.unwrap_or(unit);
                Line {
                    row: difference.row.label,
                    column: difference.column.label,
                    before: said(difference.before, unit),
                    after: said(difference.after, unit),
                }
            })
            .collect();
        let checked = Checked {
            title: one.content.title.said(t.language()).to_owned(),
            href: format!("{here}#section-{}", one.id),
            computed: t.date_time_zone(kept.computed),
            lines,
        };
        if checked.lines.is_empty() { same.push(checked) } else { other.push(checked) }
    }
    let takes = report.state == State::Draft && visit.may::<Write>(Some(&subject)) && !other.is_empty();
    let body = Body {
        csrf: visit.csrf(),
        none: same.is_empty() && other.is_empty(),
        same,
        other,
        take: if takes { format!("{here}/check") } else { String::new() },
        t: t.clone(),
    };
    Ok(Page::new(t.s("insight-check-title"), body)
        .lead(t.s("insight-check-lead"))
        .crumb(t.s("insight-nav"), "/insight")
        .crumb(subject.title.as_str(), here)
        .into())
}

/// Takes over what the figures of a draft give now.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], [`Problem::Conflict`], and those of the database.
pub fn act(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let report = store::of(&read, subject.id)?.filter(|one| one.state == State::Draft).ok_or(Problem::Conflict)?;
    let sections = store::sections(&read, subject.id)?;
    drop(read);
    visit.close();
    let computed = section::compute_all(visit, &report, &sections)?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, REPORT, visit.path("uuid")?)?;
    if store::of(&tx, subject.id)?.is_none_or(|one| one.state != State::Draft) {
        return Err(Problem::Conflict);
    }
    for (at, kept) in &computed {
        store::keep(&tx, subject.id, *at, kept)?;
    }
    ledger::record(&tx, visit.act(), &ReportChanged { report: subject.id, section: None })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), visit.s("insight-check-taken")))
}
