//! How far an import is and what came out; to cancel it, and to try one again that failed. Only for whoever asked for it.

use askama::Template;
use belfry_identity::circle;
use belfry_kernel::Problem;
use belfry_store::job::{self, Job};
use belfry_web::sharing::{self, Said};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::{Words, key};

use super::ROOT;
use super::job::{NAME, clear, report as told};
use super::order::Order;
use super::report::{self, Report};
use super::shelf::Shelf;
use crate::access::Import;
use crate::event::reach;

// words: threats-import-what-{new,updated,unchanged,failed}
// words: threats-import-reason-{tlp-unknown,tlp-conflict,ceiling,tlp-not-stated,kept-as-draft,repeated,meanwhile}
// words: threats-import-reason-{deleted,title-cut,untitled,publisher,stays-published,time-ahead,content-broken,unfit}

/// Seconds between two looks when no script runs.
const REFRESH: u32 = 3;

#[derive(Template)]
#[template(path = "import/watch.html")]
struct Body {
    t: Words,
    csrf: String,
    bar: Bar,
    files: Vec<FileRow>,
    reach: String,
    tlp: String,
    /// Whether the event was made here, with its level.
    drafted: bool,
    cancelled: bool,
    /// Whether more may have been done than is told.
    is_part: bool,
    failure: String,
    result: Option<Shown>,
}

#[derive(Template)]
#[template(path = "import/progress.html")]
struct Fragment {
    t: Words,
    csrf: String,
    bar: Bar,
}

/// The bar.
struct Bar {
    label: String,
    state: &'static str,
    done: u64,
    total: u64,
    note: String,
    live: String,
    cancel: String,
}

/// A file and what became of it.
struct FileRow {
    name: String,
    format: &'static str,
    size: String,
    fault: String,
}

/// The result in words.
struct Shown {
    new: String,
    updated: String,
    unchanged: String,
    failed: String,
    written: String,
    left: String,
    items: Vec<ItemRow>,
    more: String,
}

/// An event.
struct ItemRow {
    href: String,
    title: String,
    kind: &'static str,
    what: String,
    reasons: Vec<String>,
}

/// A job of this person, and what it was told; anything else is not found.
pub fn own<A>(visit: &Visit<A>) -> Result<(Job, Order), Problem> {
    let id: i64 = visit.path("job")?;
    let person = visit.person()?.id;
    let job = job::get(&*visit.read()?, id)?;
    let job = job.filter(|job| job.name == NAME && job.actor == Some(person)).ok_or(Problem::NotFound)?;
    let order = Order::of(&job.payload).ok_or(Problem::NotFound)?;
    Ok((job, order))
}

/// The page.
///
/// # Errors
/// Not found for everybody but the one who asked for it.
pub fn page(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (job, order) = own(visit)?;
    let (report, is_part) = told(&job);
    let read = visit.read()?;
    let circles = circle::sharing(&read, &visit.actor().grants(), order.organisation())?;
    let rules = report.as_ref().map_or(Ok(Vec::new()), |report| report::rules(&t, &read, &report.items))?;
    drop(read);
    let reach = reach::parse(&order.reach, &circles);
    let body = Body {
        csrf: visit.csrf(),
        bar: bar(visit, &job, &order),
        files: files(&t, &order, report.as_ref()),
        reach: reach.map_or_else(|| t.s("threats-reach-hidden"), |reach| reach::words(&t, reach, &circles)),
        tlp: order.tlp.clone().unwrap_or_default(),
        drafted: order.table.is_some() || order.parcels.iter().all(|parcel| parcel.drafted),
        cancelled: job.state == "cancelled",
        is_part,
        failure: if job.state == "failed" { job.error.clone().unwrap_or_default() } else { String::new() },
        result: report.as_ref().map(|report| shown(&t, report, &rules)),
        t: t.clone(),
    };
    let title = match job.state.as_str() {
        "done" => t.s("threats-import-done-title"),
        "failed" => t.s("threats-import-failed-title"),
        "cancelled" => t.s("threats-import-cancelled-title"),
        _ => t.s("threats-import-running-title"),
    };
    let mut page = Page::new(title, body)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(t.s("threats-import-title"), ROOT);
    if !job.is_over() {
        page.refresh = REFRESH;
        return Ok(page.lead(t.s("threats-import-running-lead")).into());
    }
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    if job.state == "failed" && order.parcels.iter().all(|parcel| shelf.size(parcel.token).is_some()) {
        page = page
            .action(Action::post(t.s("threats-import-again"), format!("{ROOT}/{}/again", job.id), "refresh").primary());
    } else {
        page = page.action(onward(&t, report.as_ref()));
    }
    Ok(page.action(Action::link(t.s("threats-import-more"), ROOT, "import")).into())
}

/// Where to go next: to the only event, or to the list.
fn onward(t: &Words, report: Option<&Report>) -> Action {
    match report.map(|report| report.items.as_slice()) {
        Some([item]) if item.what != "failed" => {
            Action::link(t.s("threats-import-open"), format!("/threats/events/{}", item.uuid), "right").primary()
        }
        _ => Action::link(t.s("threats-import-list"), "/threats/events", "list").primary(),
    }
}

/// The bar alone, for the script that brings it up to date.
///
/// # Errors
/// As [`page`].
pub fn live(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let (job, order) = own(visit)?;
    let body = Fragment { t: visit.t(), csrf: visit.csrf(), bar: bar(visit, &job, &order) };
    Ok(Reply::Fragment(Box::new(body)))
}

fn bar(visit: &Visit<Import>, job: &Job, order: &Order) -> Bar {
    let t = visit.t();
    let (done, total) = (job.done.max(0) as u64, job.total.unwrap_or_default().max(0) as u64);
    let state = match job.state.as_str() {
        "waiting" => "queued",
        "running" => "running",
        "done" => "done",
        _ => "failed",
    };
    let at = format!("{ROOT}/{}", job.id);
    Bar {
        label: label(&t, order),
        note: note(&t, job, done, total, visit.now()),
        live: format!("{at}/live"),
        cancel: format!("{at}/cancel"),
        state,
        done,
        total,
    }
}

fn label(t: &Words, order: &Order) -> String {
    match order.parcels.as_slice() {
        [one] if one.name.is_empty() => t.s("threats-import-pasted"),
        [one] => one.name.clone(),
        many => t.n("threats-import-files", many.len()),
    }
}

/// How far, and how long still.
fn note(t: &Words, job: &Job, done: u64, total: u64, now: jiff::Timestamp) -> String {
    if job.state == "waiting" && job.attempts > 0 {
        return t.s("threats-import-note-later");
    }
    if job.state != "running" {
        return if job.state == "waiting" { t.s("threats-import-note-waiting") } else { String::new() };
    }
    if total == 0 {
        return t.s("threats-import-note-checking");
    }
    let share = done as f64 / total as f64;
    let percent = t.percent(share);
    let passed = now.duration_since(job.created).as_secs_f64();
    if share < 0.02 || passed < 3.0 {
        return t.a("threats-import-note-share", [("share", percent.into())]);
    }
    let minutes = (passed * (1.0 - share) / share / 60.0).ceil() as u64;
    t.a("threats-import-note-left", [("share", percent.into()), ("n", minutes.into())])
}

fn files(t: &Words, order: &Order, report: Option<&Report>) -> Vec<FileRow> {
    let row = |(index, parcel): (usize, &super::order::Parcel)| {
        let arrived = report.and_then(|report| report.files.get(index));
        FileRow {
            name: if parcel.name.is_empty() { t.s("threats-import-pasted") } else { parcel.name.clone() },
            format: parcel.format.name(),
            size: t.bytes(parcel.bytes),
            fault: arrived.and_then(|one| one.fault.as_ref()).map_or_else(String::new, |fault| fault.words(t)),
        }
    };
    order.parcels.iter().enumerate().map(row).collect()
}

fn shown(t: &Words, report: &Report, rules: &[Vec<Said>]) -> Shown {
    let item = |(item, rules): (&report::Item, &Vec<Said>)| ItemRow {
        href: if item.what == "failed" { String::new() } else { format!("/threats/events/{}", item.uuid) },
        title: item.title.clone(),
        kind: match item.what.as_str() {
            "new" => "good",
            "updated" => "accent",
            "failed" => "danger",
            _ => "",
        },
        what: t.s(&format!("threats-import-what-{}", item.what)),
        reasons: item
            .reasons
            .iter()
            .map(|code| t.a(&format!("threats-import-reason-{code}"), [("n", item.unfit.unwrap_or_default().into())]))
            .chain(rules.iter().map(|said| rule(t, said)))
            .collect(),
    };
    Shown {
        new: t.number(report.new),
        updated: t.number(report.updated),
        unchanged: t.number(report.unchanged),
        failed: t.number(report.failed),
        written: t.a(
            "threats-import-written",
            [
                ("attributes", report.attributes.into()),
                ("objects", report.objects.into()),
                ("clusters", report.clusters.into()),
            ],
        ),
        left: if report.left > 0 { t.n("threats-import-left", report.left) } else { String::new() },
        items: report.items.iter().zip(rules).map(item).collect(),
        more: if report.more > 0 { t.n("threats-import-items-more", report.more) } else { String::new() },
    }
}

/// A broken rule in one sentence.
fn rule(t: &Words, said: &Said) -> String {
    let line = [("rule", sharing::line(t, said).into())];
    if said.refuses { t.a("threats-import-rule-refuses", line) } else { t.a("threats-import-rule-warns", line) }
}

/// Stops it. What was complete before stays; the event under way leaves nothing.
///
/// # Errors
/// As [`page`].
pub fn cancel(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let (job, order) = own(visit)?;
    let person = visit.person()?.id;
    let tx = visit.write()?;
    let stopped = job::cancel(&tx, job.id, person, visit.now())?;
    tx.commit()?;
    let at = format!("{ROOT}/{}", job.id);
    if !stopped {
        return Ok(Reply::To(at, Some(("info", visit.s(key!("threats-import-cancel-late"))))));
    }
    clear(&Shelf::of(visit.house(), person), &order);
    Ok(Reply::to(at))
}

/// Puts a failed one into the queue anew.
///
/// # Errors
/// As [`page`].
pub fn again(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let (job, order) = own(visit)?;
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let at = format!("{ROOT}/{}", job.id);
    if job.state != "failed" || order.parcels.iter().any(|parcel| shelf.size(parcel.token).is_none()) {
        return Ok(Reply::To(at, Some(("warn", visit.s(key!("threats-import-again-not"))))));
    }
    let tx = visit.write()?;
    let job = order.put(visit, &tx)?;
    tx.commit()?;
    Ok(Reply::to(format!("{ROOT}/{job}")))
}
