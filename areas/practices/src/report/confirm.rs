//! A mail is its sender's only when he says so: senders can be forged. He is sent a link, and may say so on the platform as well.

use askama::Template;
use belfry_identity::Secret;
use belfry_kernel::{Problem, SubjectId};
use belfry_outbound::{Mail, MailError};
use belfry_store::job::Job;
use belfry_store::subject::Subject;
use belfry_store::{Act, Key, Read, Result as Stored, Tx, args, scope};
use belfry_web::area::JobProblem;
use belfry_web::site::Open;
use belfry_web::{House, Page, Reply, Shape, Visit};
use belfry_words::Words;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::store::{self, Report};
use super::{REPORT, State, url};
use crate::access::Tell;
use crate::desk;

/// The job that mails the link.
pub const JOB: &str = "practices.mail-confirmation";
/// How long a mail waits for its sender.
pub const LIVES: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What the job is told.
#[derive(Serialize, Deserialize)]
pub struct Payload {
    /// Which report.
    pub report: SubjectId,
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Draws a link and mails it to the address of whoever the mail is said to be from. Drawn anew when the job runs again: the newest works.
///
/// # Errors
/// [`JobProblem::Later`] when the mail server is away, [`JobProblem::Never`] when it refuses.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let Payload { report } =
        serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let token = Secret::new(house.ids.secret());
    let tx = house.db.write(Key::SYSTEM)?;
    let sender = tx.maybe(
        "update practices_reports set token_hash = $2, expires = $3 where id = $1 and state = 'waiting' returning id",
        args![report, &hash(token.expose()), house.clock.now() + LIVES],
        |row| row.get::<SubjectId>(0),
    )?;
    let sender = match sender {
        Some(id) => tx.maybe(
            "select p.email, p.language, s.title from store_subjects s join identity_people p on p.id = s.author_id \
             where s.id = $1 and p.state = 'active'",
            args![id],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)),
        )?,
        None => None,
    };
    let Some((to, language, _)) = sender else { return Ok("{}".to_owned()) };
    tx.commit()?;
    let t = house.words_in(&language);
    let community = house.community();
    let community = if community.is_empty() { "Belfry".to_owned() } else { community };
    let link = format!("{}/practices/confirm/{}", house.settings.base_url, token.expose());
    let words = [("community", community.as_str().into()), ("link", link.as_str().into())];
    let subject = t.a("practices-confirm-subject", &words);
    // What came in is not said back: a forger shall not send his words to others through us.
    let mail = Mail::new(job.id, &to, &subject, format!("{}\n", t.a("practices-confirm-mail", &words)));
    let mail = mail.map_err(|error| JobProblem::Never(error.to_string()))?;
    house.post(mail).map_err(|error| match error {
        MailError::Later(why) => JobProblem::Later(why),
        MailError::Never(why) => JobProblem::Never(why),
    })?;
    Ok("{}".to_owned())
}

#[derive(Template)]
#[template(path = "report/confirm.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    title: String,
}

/// The report of a living link.
fn found(read: &Read, token: &str, now: Timestamp) -> Stored<Option<Subject>> {
    read.maybe(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from practices_reports r \
         join store_subjects s on s.id = r.id where r.token_hash = $1 and r.state = 'waiting' and r.expires > $2",
        args![&hash(token), now],
        |row| Subject::from_row(row, 0),
    )
}

/// What is asked. Opening the link changes nothing: programs that look at mail open links too.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let (t, token) = (visit.t(), visit.path::<String>("token")?);
    let found = found(&visit.house().db.read(Key::SYSTEM)?, &token, visit.now())?;
    let Some(subject) = found else { return Err(Problem::NotFound) };
    let here = format!("/practices/confirm/{token}");
    let body = Body { csrf: visit.csrf(), here, title: subject.title, t: t.clone() };
    Ok(Page::new(t.s("practices-confirm-title"), body).shape(Shape::Card).into())
}

/// Yes, it is his.
///
/// # Errors
/// [`Problem::NotFound`] for a link that is spent, and those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    visit.close();
    let tx = visit.house().db.write(Key::SYSTEM)?;
    let subject = found(&tx, &token, visit.now())?.ok_or(Problem::NotFound)?;
    // Whoever holds the link acts as the one to whom it was sent, and for this only.
    let act = Act { actor: subject.author, ..visit.act() };
    let report = store::of(&tx, subject.id)?;
    arrive(&tx, act, &subject, &report)?;
    tx.commit()?;
    Ok(Reply::done("/practices/reports", visit.s("practices-confirm-done")))
}

/// The same by its sender, who is signed in.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn own(visit: &mut Visit<Tell>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?.into_inner();
    let report = store::of(&read, subject.id)?;
    drop(read);
    if report.state != State::Waiting || subject.author != Some(visit.person()?.id) {
        return Err(Problem::NotFound);
    }
    let tx = visit.write_as(Key::SYSTEM)?;
    arrive(&tx, visit.act(), &subject, &report)?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), visit.s("practices-confirm-done")))
}

/// It is put before its desk.
fn arrive(tx: &Tx, act: Act<'_>, subject: &Subject, report: &Report) -> Stored<()> {
    let label = desk::between(belfry_kernel::Tlp::Amber, &[subject.owner, report.desk]);
    let label_id = scope::intern(tx, &label)?;
    let rows = tx.execute(
        "update practices_reports set state = 'open', token_hash = null, expires = null where id = $1 and state = 'waiting'",
        args![subject.id],
    )?;
    if rows > 0 {
        tx.execute("update store_subjects set label_id = $2 where id = $1", args![subject.id, label_id])?;
        store::arrive(tx, act, subject, report.kind, report.desk)?;
    }
    Ok(())
}

/// Takes away what nobody confirmed; how many.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &Tx, now: Timestamp) -> Stored<usize> {
    let over: Vec<SubjectId> = tx.rows(
        "select r.id from practices_reports r where r.state = 'waiting' and r.expires <= $1 order by r.id limit 100",
        args![now],
        |row| row.get(0),
    )?;
    for id in &over {
        belfry_discussion::document::forget(tx, *id)?;
        tx.execute("delete from practices_reports where id = $1", args![*id])?;
        tx.execute("delete from store_subjects where id = $1", args![*id])?;
    }
    Ok(over.len())
}
