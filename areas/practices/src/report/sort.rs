//! What becomes of a report: a record, a part of one that is there, a question back, an answer, or nothing, with the reason.

use belfry_contracts::practices::RecordDrafted;
use belfry_kernel::{Allowed, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Tx, args, ledger, scope};
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use jiff::SignedDuration;
use uuid::Uuid;

use super::show::{self, Typed};
use super::store::{self, Report};
use super::{Kind, REPORT, State, url};
use crate::access::Sort;
use crate::desk;
use crate::record::store::Written;
use crate::record::{self, Level, RECORD, select};

/// Characters of an answer.
const LONGEST: usize = 5_000;

/// The report, if the visitor sorts it.
pub(super) fn loaded(visit: &Visit<Sort>, tx: &Tx) -> Result<(Allowed<Sort, Subject>, Report), Problem> {
    let subject = visit.load(tx, REPORT, visit.path("uuid")?)?;
    let report = store::of(tx, subject.id)?;
    if show::sorts(visit.person()?, &report) { Ok((subject, report)) } else { Err(Problem::Forbidden) }
}

pub(super) fn done(visit: &Visit<Sort>, subject: &Subject, key: &str) -> Reply {
    Reply::done(url(subject), visit.s(key))
}

pub(super) fn decided(visit: &Visit<Sort>, subject: &Subject) -> Reply {
    Reply::To(url(subject), Some(("warn", visit.s("practices-sort-decided"))))
}

/// The field of an act: the forms of all of them stand on one page.
pub(super) fn field(act: &str) -> &'static str {
    match act {
        "merge" => "note",
        "ask" => "question",
        "decline" => "reason",
        "forward" => "words",
        _ => "answer",
    }
}

/// What was typed as an answer; what is wrong with it.
pub(super) fn typed(visit: &Visit<Sort>, act: &'static str, needed: Option<&str>) -> Typed {
    let t = visit.t();
    let field = field(act);
    let text = visit.form().raw(field).trim().to_owned();
    let mut errors = Errors::default();
    if let Some(key) = needed {
        errors.unless(!text.is_empty(), field, || t.s(key));
    }
    errors.unless(text.chars().count() <= LONGEST, field, || t.n("practices-field-long", LONGEST));
    Typed { act, text, errors }
}

/// Turns it into a record: of its sender's organisation, which completes it, or of the desk's own, which names nobody.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`] for who does not work at its desk, and those of the database.
pub fn place(visit: &mut Visit<Sort>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, report) = loaded(visit, &tx)?;
    let Some(kind) = report.kind.record() else { return Ok(decided(visit, &subject)) };
    let ours = visit.form().text("whose") == "ours" || !report.named;
    let owner = if ours { report.desk } else { subject.owner };
    let written = written(kind, &report, visit.t().language());
    let record = drafted(&tx, visit.act(), &subject, &report, (owner, ours), &written)?;
    if !store::settle(&tx, visit.act(), &subject, (State::Placed, Some(record.id)), "")? {
        drop(tx);
        return Ok(decided(visit, &subject));
    }
    if ours {
        let name = |sql: &'static str, id: i64| tx.maybe(sql, args![id], |row| row.get::<String>(0));
        let organisation = name("select name from identity_organisations where id = $1", subject.owner.0)?;
        let person = match subject.author {
            Some(author) => name("select name from identity_people where id = $1", author.0)?,
            None => None,
        };
        let source: Vec<String> = [person, organisation].into_iter().flatten().collect();
        record::store::put_source(&tx, record.id, report.desk, &source.join(", "))?;
    } else {
        let due = visit.now() + SignedDuration::from_hours(24 * record::submit::DAYS);
        record::store::owe(&tx, visit.act(), record.id, owner, record::TO_REVISE, &record.title, due)?;
    }
    visit.finish(tx, Reply::done(record::url(&record), visit.s("practices-sort-placed")))
}

/// What a report says goes to where it belongs in a record.
fn written(kind: record::Kind, report: &Report, language: &str) -> Written {
    let mut written = Written {
        kind,
        language: language.to_owned(),
        context: String::new(),
        problem: String::new(),
        done: String::new(),
        eases: String::new(),
        effort: None,
        effort_note: String::new(),
        evidence: String::new(),
        obstacles: String::new(),
        transfer: String::new(),
        size: None,
        country: String::new(),
        region: String::new(),
        level: Level::Joint,
        sectors: Vec::new(),
        items: Vec::new(),
    };
    match kind {
        record::Kind::Difficulty => written.problem.clone_from(&report.text),
        record::Kind::Tool => written.eases.clone_from(&report.text),
        record::Kind::Practice | record::Kind::QuickWin => written.done.clone_from(&report.text),
        _ => written.context.clone_from(&report.text),
    }
    written
}

/// The draft, seen by its owner and, where that is somebody else, by the desk.
fn drafted(
    tx: &Tx,
    act: Act<'_>,
    report: &Subject,
    told: &Report,
    (owner, ours): (belfry_kernel::OrganisationId, bool),
    written: &Written,
) -> Result<Subject, Problem> {
    let label = if ours { record::new::own(owner) } else { desk::between(Tlp::Amber, &[owner, told.desk]) };
    let author = if ours { act.actor } else { report.author };
    let id: SubjectId = act.ids.next();
    let record = Subject {
        id,
        uuid: act.ids.uuid(),
        kind: RECORD.code,
        label_id: scope::intern(tx, &label)?,
        owner,
        author,
        title: report.title.clone(),
        updated: act.now,
    };
    subject::insert(tx, &record)?;
    record::store::insert(tx, id, written, ours)?;
    record::text::put(tx, id, &record.title, written)?;
    ledger::record(tx, act, &RecordDrafted { record: id })?;
    Ok(record)
}

/// It goes into a record that is there.
///
/// # Errors
/// As [`place`].
pub fn merge(visit: &mut Visit<Sort>) -> Result<Reply, Problem> {
    let mut typed = typed(visit, "merge", None);
    let uuid = visit.form().text("record").rsplit('/').next().unwrap_or_default().parse::<Uuid>();
    let tx = visit.write()?;
    let (subject, report) = loaded(visit, &tx)?;
    let record = match uuid {
        Ok(uuid) if report.kind != Kind::Question => select::published(&tx, uuid)?,
        _ => None,
    };
    typed.errors.unless(record.is_some(), "record", || visit.s("practices-link-none"));
    let (Some(record), true) = (record, typed.errors.is_empty()) else {
        drop(tx);
        return Ok(show::draw(visit, &subject, typed)?.refused().into());
    };
    if !store::settle(&tx, visit.act(), &subject, (State::Merged, Some(record)), &typed.text)? {
        drop(tx);
        return Ok(decided(visit, &subject));
    }
    tx.commit()?;
    Ok(done(visit, &subject, belfry_words::key!("practices-sort-merged")))
}

/// Its sender is asked back.
///
/// # Errors
/// As [`place`].
pub fn ask(visit: &mut Visit<Sort>) -> Result<Reply, Problem> {
    let typed = typed(visit, "ask", Some(belfry_words::key!("practices-sort-question-missing")));
    let tx = visit.write()?;
    let (subject, _) = loaded(visit, &tx)?;
    if !typed.errors.is_empty() {
        drop(tx);
        return Ok(show::draw(visit, &subject, typed)?.refused().into());
    }
    if !store::settle(&tx, visit.act(), &subject, (State::Asked, None), "")? {
        drop(tx);
        return Ok(decided(visit, &subject));
    }
    let label = scope::label(&tx, subject.label_id)?;
    belfry_discussion::remark::put(&tx, visit.act(), &subject, (visit.person()?, &label), &typed.text)?;
    tx.commit()?;
    Ok(done(visit, &subject, belfry_words::key!("practices-sort-asked")))
}

/// Nothing becomes of it, and its sender is told why.
///
/// # Errors
/// As [`place`].
pub fn decline(visit: &mut Visit<Sort>) -> Result<Reply, Problem> {
    end(visit, "decline", State::Declined, belfry_words::key!("practices-sort-declined"))
}

/// A question is answered.
///
/// # Errors
/// As [`place`].
pub fn answer(visit: &mut Visit<Sort>) -> Result<Reply, Problem> {
    end(visit, "answer", State::Answered, belfry_words::key!("practices-question-answered"))
}

fn end(visit: &Visit<Sort>, act: &'static str, state: State, said: &str) -> Result<Reply, Problem> {
    let typed = typed(visit, act, Some(belfry_words::key!("practices-sort-reason-missing")));
    let tx = visit.write()?;
    let (subject, report) = loaded(visit, &tx)?;
    if state == State::Answered && report.kind != Kind::Question {
        return Err(Problem::NotFound);
    }
    if !typed.errors.is_empty() {
        drop(tx);
        return Ok(show::draw(visit, &subject, typed)?.refused().into());
    }
    if !store::settle(&tx, visit.act(), &subject, (state, None), &typed.text)? {
        drop(tx);
        return Ok(decided(visit, &subject));
    }
    tx.commit()?;
    Ok(done(visit, &subject, said))
}
