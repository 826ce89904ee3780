//! The page of a proposed question: what it asks and why, who proposes it to whom, and the forms that ask it.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::{Read as Picture, Result as Stored, args};
use belfry_web::{Audience, Page, Reply, Visit};
use belfry_words::{Words, key};
use jiff::Timestamp;

use super::{QUESTION, store, url};
use crate::access::{Read, Share};
use crate::incident;
use crate::lesson::item;

/// Entries of the history.
const HISTORY: i64 = 50;

struct Happened {
    when: String,
    datetime: String,
    who: String,
    what: String,
}

#[derive(Template)]
#[template(path = "question/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    text: String,
    why: String,
    item: (String, String),
    facts: Vec<(String, String)>,
    withdrawn: String,
    may_withdraw: bool,
    forms: Vec<(String, String, String)>,
    lesson: Option<(String, String)>,
    history: Vec<Happened>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, QUESTION, visit.path("uuid")?)?.into_inner();
    let question = store::of(&read, subject.id)?;
    let names = organisation::names(&read, &question.addressee.into_iter().chain([subject.owner]).collect::<Vec<_>>())?;
    let framework = item::framework(&read)?;
    let lesson = store::behind(&read, question.incident)?;
    let forms = visit.house().pointers(&read, subject.id)?;
    let history = history(&read, &t, subject.id)?;
    drop(read);
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    let (owner, here) = (named(subject.owner), url(&subject));
    let to = question.addressee.map_or_else(|| t.s("incidents-question-to-community"), named);
    let body = Body {
        csrf: visit.csrf(),
        item: (item::said(framework.as_ref(), &t, &question.item), item::href(&question.item)),
        facts: vec![
            (t.s("incidents-question-by"), owner.clone()),
            (t.s("incidents-question-to"), to.clone()),
            (t.s("incidents-question-since"), t.date(question.at)),
        ],
        withdrawn: question.withdrawn.map(|at| t.date(at)).unwrap_or_default(),
        may_withdraw: question.withdrawn.is_none() && visit.may::<Share>(Some(&subject)),
        forms,
        lesson: lesson.map(|one| (format!("{}/lessons#learned", incident::url(&one)), one.title)),
        text: question.text,
        why: question.why,
        history,
        here,
        t: t.clone(),
    };
    let (tlp, reach) = match question.addressee {
        Some(_) => ("amber", t.a("incidents-question-reach-office", [("office", to.as_str().into())])),
        None => ("green", t.s("incidents-question-to-community")),
    };
    let audience = Audience { owner, reach, tlp: tlp.into(), href: String::new() };
    Ok(Page::new(t.s("incidents-question-title"), body)
        .crumb(t.s("incidents-nav"), "/incidents")
        .audience(audience)
        .into())
}

fn history(read: &Picture, t: &Words, id: SubjectId) -> Stored<Vec<Happened>> {
    read.rows(
        "select l.at, l.fact, p.name from store_ledger l left join identity_people p on p.id = l.actor_id \
         where l.subject_id = $1 order by l.at desc, l.id desc limit $2",
        args![id, HISTORY],
        |row| {
            let at: Timestamp = row.get(0)?;
            Ok(Happened {
                when: t.date_time(at),
                datetime: at.to_string(),
                who: row.get::<Option<String>>(2)?.unwrap_or_default(),
                what: t.s(match row.get::<String>(1)?.as_str() {
                    "incidents.question-proposed" => key!("incidents-fact-question-proposed"),
                    "incidents.question-withdrawn" => key!("incidents-fact-question-withdrawn"),
                    _ => key!("incidents-fact-question-taken"),
                }),
            })
        },
    )
}

/// Proposes it no more.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn withdraw(visit: &mut Visit<Share>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = visit.load(&tx, QUESTION, visit.path("uuid")?)?;
    store::withdraw(&tx, visit.act(), &subject)?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), visit.s("incidents-question-withdrawn")))
}
