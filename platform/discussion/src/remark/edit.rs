//! One remark, its earlier words, and changing it within the hour: `PAGE/discussion/{remark}`.

use askama::Template;
use belfry_contracts::discussion::{PersonMentioned, RemarkEdited};
use belfry_kernel::{Action, PersonId, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Read, args, ledger};
use belfry_web::form::Errors;
use belfry_web::prose::harmless;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{Reader, Remark, say};
use crate::place::{self, Place};
use crate::{mention, remark};

/// Words that stood before.
struct Earlier {
    until: String,
    html: String,
}

#[derive(Template)]
#[template(path = "remark.html")]
struct Body {
    t: Words,
    csrf: String,
    author: String,
    organisation: String,
    when: String,
    datetime: String,
    html: String,
    withdrawn: bool,
    earlier: Vec<Earlier>,
    here: String,
    withdraw: String,
    may_edit: bool,
    may_withdraw: bool,
    text: String,
    errors: Errors,
}

/// The remark and its trace.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page<P: Place>(visit: &mut Visit<P::Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?.into_inner();
    let found = remark::by_id(&read, reader::<P, _>(visit, &read, &subject)?, subject.id, visit.path("remark")?)?;
    drop(read);
    let found = found.ok_or(Problem::NotFound)?;
    let text = found.text.clone();
    Ok(draw::<P, _>(visit, &subject, &found, text, Errors::default())?.into())
}

/// Who reads it.
pub(super) fn reader<P: Place, A>(visit: &Visit<A>, read: &Read, subject: &Subject) -> Result<Reader, Problem> {
    let partly = place::is_partly(place::hearing::<P, _>(visit, read, subject)?.as_ref());
    Ok(Reader { person: visit.person()?.id, partly })
}

fn draw<P: Place, A: Action>(
    visit: &Visit<A>,
    subject: &Subject,
    found: &Remark,
    text: String,
    errors: Errors,
) -> Result<Page, Problem> {
    let (t, me) = (visit.t(), visit.person()?.id);
    // What was taken back is gone, with its earlier words.
    let earlier = if found.withdrawn.is_some() { Vec::new() } else { remark::revisions(&*visit.read()?, found.id)? };
    let speaks = visit.may::<P::Discuss>(Some(subject));
    let page = visit.page_of(P::KIND, subject.uuid);
    let none = std::collections::HashMap::new();
    let body = Body {
        csrf: visit.csrf(),
        author: found.author.clone().unwrap_or_else(|| t.s("discussion-somebody")),
        organisation: found.organisation_name.clone().unwrap_or_default(),
        when: t.date_time(found.at),
        datetime: found.at.to_string(),
        html: harmless(&found.text, &none),
        withdrawn: found.withdrawn.is_some(),
        earlier: earlier
            .into_iter()
            .map(|(at, text)| Earlier {
                until: t.a("discussion-until", [("when", t.date_time(at).into())]),
                html: harmless(&text, &none),
            })
            .collect(),
        here: format!("{page}/discussion/{}", found.id),
        withdraw: format!("{page}/discussion/{}/withdraw", found.id),
        may_edit: speaks && found.may_be_edited(me, visit.now()),
        may_withdraw: speaks && found.may_be_withdrawn(me),
        text,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("discussion-remark"), body).crumb(subject.title.as_str(), format!("{page}#c-{}", found.id)))
}

/// Changes one's own words; those before are kept.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Refused`] after the hour, and those of the database.
pub fn act<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let (t, me) = (visit.t(), visit.person()?.id);
    let text = visit.form().raw("text").trim().to_owned();
    let id: i64 = visit.path("remark")?;
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?;
    let found = remark::by_id(&read, reader::<P, _>(visit, &read, &subject)?, subject.id, id)?;
    let found = found.filter(|found| found.person == me).ok_or(Problem::NotFound)?;
    let label = found.label.clone().map_or_else(|| place::label::<P>(&read, &subject), Ok)?;
    let named = mention::named::<P, _>(visit, &read, &subject, &label, &text)?;
    drop(read);
    if !found.may_be_edited(me, visit.now()) {
        return Err(Problem::Refused(t.s("discussion-too-late")));
    }
    let errors = say::faults(&t, &text);
    if !errors.is_empty() {
        return Ok(draw::<P, _>(visit, &subject, &found, text, errors)?.refused().into());
    }
    let tx = visit.write()?;
    let subject = place::load::<P, _>(visit, &tx)?;
    let revision: i64 = visit.ids().next();
    let kept = tx.execute(
        "insert into discussion_revisions (id, remark_id, at, text) select $1, r.id, $3, r.text from discussion_remarks r \
         where r.id = $2 and r.withdrawn is null",
        args![revision, id, visit.now()],
    )?;
    if kept == 0 {
        return Err(Problem::Conflict);
    }
    tx.execute("update discussion_remarks set text = $2, edited = $3 where id = $1", args![id, &text, visit.now()])?;
    let before: Vec<PersonId> = mention::of(&tx, id)?;
    mention::keep(&tx, id, &named)?;
    ledger::record(&tx, visit.act(), &RemarkEdited { subject: subject.id, remark: id })?;
    for person in named.into_iter().filter(|person| !before.contains(person)) {
        ledger::record(&tx, visit.act(), &PersonMentioned { subject: subject.id, remark: id, person })?;
    }
    tx.commit()?;
    Ok(Reply::done(format!("{}#c-{id}", visit.page_of(P::KIND, subject.uuid)), t.s("discussion-edited-done")))
}
