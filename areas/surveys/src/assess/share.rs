//! Showing a signed assessment to an authority, an association or a circle, and taking that back. Who will see it is said before.

use askama::Template;
use belfry_contracts::assess::{AssessmentShared, AssessmentWithheld};
use belfry_identity::{audience, circle};
use belfry_kernel::{Allowed, CircleId, Clause, Label, OrganisationId, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Read, Sql, Tx, args, ledger, scope};
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, sortable};
use uuid::Uuid;

use super::store::{self, State};
use super::{ASSESSMENT, LIST, SHARED, url};
use crate::access::SignOff;

/// Kinds of organisations to which one is shown: authorities and teams, and who looks after others.
const KINDS: &[&str] = &["nca", "spoc", "csirt", "association", "hub", "region"];

/// Whom it would be shown to, once somebody is chosen.
struct Before {
    with: String,
    details: bool,
    names: Vec<String>,
    title: String,
}

#[derive(Template)]
#[template(path = "assess/share.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    whom: Vec<Choice>,
    details: Vec<Choice>,
    before: Option<Before>,
}

/// The form; with somebody chosen, who would see it.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<SignOff>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, ASSESSMENT, visit.path("uuid")?)?;
    let back = url(&subject);
    if store::of(&read, subject.id)?.is_none_or(|one| one.state != State::Signed) {
        return Ok(Reply::To(back, Some(("warn", t.s("surveys-assess-share-unsigned")))));
    }
    let with = visit.query("with").to_owned();
    let whom = whom(visit, &read, subject.owner, &with)?;
    let details = visit.query("details") == "yes";
    let before = match label(&whom, &with, subject.owner) {
        None => None,
        Some(label) => {
            let reached = audience::audience(&read, &label, &visit.actor().grants())?;
            let others = reached.organisations.into_iter().filter(|one| one.organisation != subject.owner);
            let names: Vec<String> = others.map(|one| one.name).collect();
            Some(Before { title: t.n("surveys-assess-share-reaches", names.len()), names, with, details })
        }
    };
    // words: surveys-assess-share-{levels,details} surveys-assess-share-{levels,details}-hint
    let choice = |value: &str, key: &str| {
        let words = t.s(&format!("surveys-assess-share-{key}"));
        Choice::new(value, words, if details { "yes" } else { "no" })
            .hint(t.s(&format!("surveys-assess-share-{key}-hint")))
    };
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{back}/share"),
        whom,
        details: vec![choice("no", "levels"), choice("yes", "details")],
        before,
        t: t.clone(),
    };
    Ok(Page::new(t.s("surveys-assess-share"), body)
        .lead(t.s("surveys-assess-share-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-assess-title"), LIST)
        .crumb(subject.title.as_str(), back)
        .into())
}

/// To whom it can be shown: organisations that the reader may know of, and circles of his.
fn whom(visit: &Visit<SignOff>, read: &Read, owner: OrganisationId, chosen: &str) -> Result<Vec<Choice>, Problem> {
    let kinds: Vec<String> = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    let mut sql = Sql::new(
        "select o.id, o.name from identity_organisations o join store_subjects s on s.id = o.id where o.kind in {texts ?}",
        [kinds.into()],
    )
    .and("and o.id <> ? and", [owner.into()]);
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by o.name_key", []);
    let mut all = read
        .rows(sql, args![], |row| Ok(Choice::new(format!("o{}", row.get::<i64>(0)?), row.get::<String>(1)?, chosen)))?;
    let mine: Vec<CircleId> = visit.actor().grants().circles.into_iter().collect();
    let mut circles: Vec<Choice> = circle::names(read, &mine)?
        .into_iter()
        .map(|(id, name)| {
            Choice::new(
                format!("c{id}"),
                visit.t().a("surveys-assess-share-circle", [("name", name.name.into())]),
                chosen,
            )
        })
        .collect();
    circles.sort_by_cached_key(|one| sortable(&one.label));
    all.append(&mut circles);
    Ok(all)
}

/// The label for what was chosen, if it can be.
fn label(whom: &[Choice], chosen: &str, owner: OrganisationId) -> Option<Label> {
    whom.iter().find(|one| one.value == chosen)?;
    let id: i64 = chosen.get(1..)?.parse().ok()?;
    let clause = match chosen.as_bytes().first()? {
        b'o' => Clause::Organisation(OrganisationId(id)),
        _ => Clause::CircleOrOwner(CircleId(id), owner),
    };
    Some(Label::new(Tlp::Amber, clause))
}

/// Shows it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<SignOff>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (with, details) = (visit.form().text("with").to_owned(), visit.form().text("details") == "yes");
    let found = visit.load(&*visit.read()?, ASSESSMENT, visit.path("uuid")?)?;
    let whom = whom(visit, &*visit.read()?, found.owner, &with)?;
    let Some(label) = label(&whom, &with, found.owner) else {
        return Ok(Reply::To(
            format!("{}/share", url(&found)),
            Some(("warn", t.s("surveys-assess-share-whom-missing"))),
        ));
    };
    let tx = visit.write()?;
    let subject = visit.load(&tx, ASSESSMENT, visit.path("uuid")?)?;
    let to = url(&subject);
    if store::of(&tx, subject.id)?.is_none_or(|one| one.state != State::Signed) {
        return Ok(Reply::To(to, Some(("warn", t.s("surveys-assess-share-unsigned")))));
    }
    show(&tx, visit.act(), &subject, &label, details, visit.ids().uuid())?;
    visit.finish(tx, Reply::done(to, t.s("surveys-assess-shared")))
}

/// Makes the record that others see.
///
/// # Errors
/// Those of the database.
pub fn show(
    tx: &Tx,
    act: belfry_store::Act<'_>,
    assessment: &Allowed<SignOff, Subject>,
    label: &Label,
    details: bool,
    uuid: Uuid,
) -> belfry_store::Result<SubjectId> {
    let id: SubjectId = act.ids.next();
    let subject = Subject {
        id,
        uuid,
        kind: SHARED.code,
        label_id: scope::intern(tx, label)?,
        owner: assessment.owner,
        author: act.actor,
        title: assessment.title.clone(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    store::share(tx, act, assessment, id, details)?;
    ledger::record(tx, act, &AssessmentShared { assessment: assessment.id, share: id })?;
    Ok(id)
}

/// Takes it back: those who saw it see nothing of it any more.
///
/// # Errors
/// As [`page`].
pub fn withhold(visit: &mut Visit<SignOff>) -> Result<Reply, Problem> {
    let t = visit.t();
    let share: Uuid = visit.form().text("share").parse().map_err(|_| Problem::NotFound)?;
    let subject = visit.load(&*visit.read()?, ASSESSMENT, visit.path("uuid")?)?;
    // What others see is out of the own sight.
    let tx = visit.write_as(Key::SYSTEM)?;
    let id: Option<SubjectId> = tx.maybe(
        "select s.id from store_subjects s join surveys_assess_shares h on h.id = s.id where s.uuid = $1 and h.assessment_id = $2",
        args![share, subject.id],
        |row| row.get(0),
    )?;
    let id = id.ok_or(Problem::NotFound)?;
    store::withhold(&tx, &subject, id)?;
    ledger::record(&tx, visit.act(), &AssessmentWithheld { assessment: subject.id, share: id })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("surveys-assess-withheld")))
}
