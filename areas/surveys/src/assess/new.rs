//! Beginning an assessment: with the values of the last one by the same framework, where there is one.

use askama::Template;
use belfry_catalogue::{Framework, store as frameworks};
use belfry_contracts::assess::AssessmentBegun;
use belfry_kernel::{Clause, Label, OrganisationId, Person, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Tx, ledger, scope};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::entry::{APART, Scale};
use super::result::Entries;
use super::store::{self, Assessment, State};
use super::{ASSESSMENT, LIST, url};
use crate::access::{Assess, DRAFTERS};
use crate::{catalogue, file, form};

const LONGEST_TITLE: usize = 200;

#[derive(Template)]
#[template(path = "assess/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    frameworks: Vec<Choice>,
    title: String,
}

/// The form.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Assess>) -> Result<Reply, Problem> {
    let chosen = match (visit.query("framework"), visit.query("version")) {
        ("", _) => String::new(),
        (name, version) => format!("{name}:{version}"),
    };
    Ok(draw(visit, &chosen, String::new(), Errors::default())?.into())
}

fn draw(visit: &Visit<Assess>, chosen: &str, title: String, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let language = form::language(&t);
    let choice = |entry: &frameworks::Entry| {
        let words = t.a(
            "surveys-assess-by",
            [("framework", entry.called.said(&language, &[]).into()), ("version", entry.version.as_str().into())],
        );
        Choice::new(format!("{}:{}", entry.name, entry.version), words, chosen)
    };
    let all = frameworks::list(&*visit.read()?)?;
    let measured = all.iter().filter(|entry| entry.steps > 1);
    let body = Body { csrf: visit.csrf(), errors, frameworks: measured.map(choice).collect(), title, t: t.clone() };
    Ok(Page::new(t.s("surveys-assess-new"), body)
        .lead(t.s("surveys-assess-new-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-assess-title"), LIST))
}

/// Begins it. Where a draft by the framework is there already, it leads there.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Assess>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (chosen, title) = (visit.form().text("framework").to_owned(), visit.form().text("title").to_owned());
    let mut errors = Errors::default();
    errors.unless(title.chars().count() <= LONGEST_TITLE, "title", || t.n("surveys-assess-title-long", LONGEST_TITLE));
    let (name, version) = chosen.split_once(':').unwrap_or_default();
    let framework = frameworks::load(&*visit.read()?, name, Some(version))?;
    let framework = framework.filter(|framework| framework.scale.len() > 1);
    errors.unless(framework.is_some(), "framework", || t.s("surveys-assess-framework-missing"));
    let (Some(framework), true) = (framework, errors.is_empty()) else {
        return Ok(draw(visit, &chosen, title, errors)?.refused().into());
    };
    visit.granted(())?;
    let owner = home(visit.person()?).ok_or(Problem::Forbidden)?;
    if let Some(draft) = store::latest(&*visit.read()?, owner, &framework.name, State::Draft)? {
        return Ok(Reply::To(url(&draft), Some(("info", t.s("surveys-assess-there")))));
    }
    let title = if title.is_empty() { called(&t, &framework, visit.now()) } else { title };
    let tx = visit.write()?;
    let uuid = visit.ids().uuid();
    match begin(&tx, visit.act(), owner, &framework, &title, uuid) {
        // Somebody of the organisation was quicker.
        Err(Error::Unique) => return Ok(Reply::To(LIST.into(), Some(("info", t.s("surveys-assess-there"))))),
        other => other?,
    };
    tx.commit()?;
    Ok(Reply::done(format!("{}{uuid}/edit", ASSESSMENT.path), t.s("surveys-assess-begun")))
}

/// The organisation for which somebody assesses: his own, if he writes for it; else another that he writes for.
fn home(person: &Person) -> Option<OrganisationId> {
    let writes = |organisation: &OrganisationId| person.holds_for(DRAFTERS, *organisation);
    let other = person.roles.iter().map(|(bound, _)| *bound).find(|bound| writes(bound));
    Some(person.organisation).filter(writes).or(other)
}

/// What it is called when nothing else is typed: the framework and the month.
fn called(t: &Words, framework: &Framework, now: jiff::Timestamp) -> String {
    let month = t.month(now.to_zoned(t.zone().clone()).date());
    let title = catalogue::said(&framework.title, &form::language(t), framework);
    t.a("surveys-assess-called", [("framework", title.into()), ("month", month.into())])
        .chars()
        .take(LONGEST_TITLE)
        .collect()
}

/// A draft with the values of the last signed one by a framework of this name; its subject. What the new version does not hold is left
/// behind.
///
/// # Errors
/// [`Error::Unique`] where there is a draft, and those of the database.
pub fn begin(
    tx: &Tx,
    act: Act<'_>,
    owner: OrganisationId,
    framework: &Framework,
    title: &str,
    uuid: Uuid,
) -> belfry_store::Result<SubjectId> {
    let last = store::latest(tx, owner, &framework.name, State::Signed)?;
    let steps = Scale::of(framework).steps();
    let (mut aim, mut carried) = (steps.saturating_sub(2).max(1), Entries::new());
    if let Some(last) = &last {
        carried = store::entries(tx, last.id)?;
        aim = store::of(tx, last.id)?.map_or(aim, |last| last.aim).clamp(0, steps - 1);
    }
    let id: SubjectId = act.ids.next();
    let subject = Subject {
        id,
        uuid,
        kind: ASSESSMENT.code,
        label_id: scope::intern(tx, &Label::new(Tlp::Amber, Clause::Organisation(owner)))?,
        owner,
        author: act.actor,
        title: title.to_owned(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    let one = Assessment {
        owner,
        framework: framework.name.clone(),
        version: framework.version.clone(),
        aim,
        previous: last.map(|last| last.id),
        state: State::Draft,
        begun: act.now,
        signed: None,
        signer: None,
    };
    store::insert(tx, act, id, &one)?;
    for item in framework.items.iter().filter(|item| item.assessable) {
        if let Some(entry) = carried.get(&item.code).filter(|e| e.level.is_some_and(|l| (APART..steps).contains(&l))) {
            store::carry(tx, act, id, &item.code, entry)?;
        }
    }
    if let Some(last) = one.previous {
        let has = |code: &str| framework.item(code).is_some_and(|item| item.assessable);
        file::carry(tx, act, last, file::of_owner(id, owner, subject.label_id), has)?;
    }
    ledger::record(tx, act, &AssessmentBegun { assessment: id })?;
    Ok(id)
}
