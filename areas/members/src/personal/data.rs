//! One's own data: what there is, all of it in one file, and the way to be erased.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use askama::Template;
use belfry_documents::MediaType;
use belfry_identity::erasure;
use belfry_kernel::access::Self_;
use belfry_kernel::{PersonId, Problem};
use belfry_store::Key;
use belfry_store::job::{self, Job};
use belfry_web::area::JobProblem;
use belfry_web::components::Tab;
use belfry_web::{House, Page, Reply, Visit};
use belfry_words::Words;
use zip::write::SimpleFileOptions;

use super::duty;
use crate::platform::erase::kept_words;
use crate::refused;

const HERE: &str = "/members/me/data";
/// The job's name in the queue.
pub const COPY: &str = "members.personal-copy";
/// Copies that are shown; each file lives for a week.
const SHOWN: usize = 5;

struct Row {
    asked: String,
    state: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "personal/copy.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    held: Vec<String>,
    kept: Vec<(String, String)>,
    asked: String,
    at_once: bool,
}

/// Whether somebody else's records stand on the person's: then an administrator looks first.
fn stands_against(house: &House, person: PersonId) -> Result<bool, Problem> {
    Ok(super::holdings(house, person)?.iter().any(|holding| holding.others && holding.count > 0))
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, person) = (visit.t(), visit.person()?.id);
    let read = visit.read()?;
    let asked = erasure::asked(&read, person)?;
    let jobs = job::of_person(&read, person, 50)?;
    drop(read);
    let holdings = super::holdings(visit.house(), person)?;
    let row = |found: Job| Row {
        asked: t.date_time(found.created),
        state: match found.state.as_str() {
            "done" => "done",
            "failed" | "cancelled" => "failed",
            "running" => "running",
            _ => "queued",
        },
        href: format!("{HERE}/{}", found.id),
    };
    let body = Body {
        csrf: visit.csrf(),
        tabs: crate::me::tabs(&t, HERE),
        rows: jobs.into_iter().filter(|found| found.name == COPY).take(SHOWN).map(row).collect(),
        held: holdings.iter().filter(|h| h.count > 0).map(|h| t.n(h.what, h.count)).collect(),
        kept: kept_words(&t, &holdings),
        asked: asked.map(|at| t.date(at + erasure::ANSWER_WITHIN)).unwrap_or_default(),
        at_once: !holdings.iter().any(|holding| holding.others && holding.count > 0),
        t: t.clone(),
    };
    Ok(Page::new(t.s("members-me-title"), body).lead(t.s("members-me-lead")).into())
}

/// Asks for a copy.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    job::add(&tx, visit.act(), COPY, "{}", visit.now())?;
    tx.commit()?;
    Ok(Reply::done(HERE, t.s("members-personal-copy-asked")))
}

/// The file of a copy, for its person only.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or no longer.
pub fn file(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (person, id) = (visit.person()?.id, visit.path::<i64>("job")?);
    let found = job::get(&*visit.read()?, id)?.ok_or(Problem::NotFound)?;
    if found.actor != Some(person) || found.name != COPY || found.state != "done" {
        return Err(Problem::NotFound);
    }
    let bytes = std::fs::read(place(visit.house(), id)).map_err(|_| Problem::NotFound)?;
    Ok(Reply::File(visit.t().s("members-personal-file"), MediaType::Zip, bytes))
}

/// Erases at once where nothing stands against it; otherwise asks an administrator to. `withdraw` takes the question back.
///
/// # Errors
/// Those of the database.
pub fn erase(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, person) = (visit.t(), visit.person()?.clone());
    if visit.form().text("act") == "withdraw" {
        let tx = visit.write()?;
        erasure::withdraw(&tx, person.id)?;
        duty::close(&tx, person.id, visit.now())?;
        tx.commit()?;
        return Ok(Reply::done(HERE, t.s("members-personal-withdrawn")));
    }
    let waits = stands_against(visit.house(), person.id)?;
    let tx = visit.write()?;
    if waits {
        if erasure::ask(&tx, visit.act(), person.id)? {
            duty::open(&tx, visit.act(), &person)?;
        }
        tx.commit()?;
        return Ok(Reply::done(HERE, t.s("members-personal-asked")));
    }
    super::forget(visit.house(), &tx, person.id, visit.now())?;
    match erasure::erase(&tx, visit.act(), &person, person.id) {
        Ok(_) => {
            tx.commit()?;
            let gone = visit.set_cookie(visit.session_cookie(), "", Some(0));
            Ok(Reply::WithCookies(Box::new(Reply::done("/sign-in", t.s("members-personal-erased"))), vec![gone]))
        }
        Err(why) => refused::back(&t, why, HERE),
    }
}

/// Where a copy waits for its person.
fn place(house: &House, job: i64) -> PathBuf {
    house.files.join("copies").join(format!("{job}.zip"))
}

/// Does the job: one JSON file for each area's answers, in one archive.
///
/// # Errors
/// [`JobProblem::Never`] when the job is nobody's; otherwise it is tried again.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let person = job.actor.ok_or_else(|| JobProblem::Never("a copy for nobody".to_owned()))?;
    let later = |error: &dyn std::fmt::Display| JobProblem::Later(error.to_string());
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut records = 0;
    for area in &house.personal {
        let read = house.db.read(Key::SYSTEM)?;
        let told = (area.about)(&read, person)?;
        drop(read);
        for (name, rows) in told {
            records += rows.len();
            archive.start_file(format!("{name}.json"), SimpleFileOptions::default()).map_err(|error| later(&error))?;
            let text = serde_json::to_string_pretty(&rows).map_err(|error| later(&error))?;
            archive.write_all(text.as_bytes()).map_err(|error| later(&error))?;
        }
    }
    let bytes = archive.finish().map_err(|error| later(&error))?.into_inner();
    let place = place(house, job.id);
    let folder = place.parent().map_or_else(PathBuf::new, std::path::Path::to_path_buf);
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&place, bytes)).map_err(|error| later(&error))?;
    Ok(serde_json::json!({ "records": records }).to_string())
}
