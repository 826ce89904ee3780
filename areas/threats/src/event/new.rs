//! A new event: its header, then on to the editor. It begins as a draft that only its organisation sees.

use askama::Template;
use belfry_contracts::threats::EventCreated;
use belfry_identity::circle;
use belfry_kernel::access::{Action as _, Over};
use belfry_kernel::{Clause, Label, OrganisationId, Person, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Tx, ledger, scope};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::header::{Typed, Written};
use super::import::Reach;
use super::{EVENT, Event, Origin, State, change, reach, store};
use crate::access::Create;
use crate::tag::{self, Known, Tag};

#[derive(Template)]
#[template(path = "event/new.html")]
struct Body {
    t: Words,
    csrf: String,
    typed: Typed,
    levels: Vec<Choice>,
    threat_levels: Vec<Choice>,
    analyses: Vec<Choice>,
    reaches: Vec<Choice>,
    organisations: Vec<Choice>,
    known_tags: Vec<String>,
    errors: Errors,
}

/// The form.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let today = visit.now().to_zoned(visit.t().zone().clone()).date().to_string();
    let typed = Typed { date: today, reach: "own".into(), ..Typed::default() };
    Ok(form(visit, typed, Errors::default())?.into())
}

fn form(visit: &Visit<Create>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let person = visit.person()?;
    let owners = owners(visit, person);
    let owner = owners.iter().copied().find(|id| id.to_string() == typed.organisation).unwrap_or(person.organisation);
    let circles = circle::sharing(&read, &visit.actor().grants(), owner)?;
    let organisations = if owners.len() > 1 { named(&read, &owners, owner)? } else { Vec::new() };
    let body = Body {
        levels: typed.levels(&t),
        threat_levels: typed.threat_levels(&t),
        analyses: typed.analyses(&t),
        reaches: reach::choices(&t, &circles, &typed.reach),
        known_tags: super::header::known_tags(&read)?,
        organisations,
        csrf: visit.csrf(),
        typed,
        errors,
        t: t.clone(),
    };
    let page = Page::new(t.s("threats-new-title"), body).lead(t.s("threats-new-lead"));
    Ok(page.crumb(t.s("threats-list-title"), "/threats/events"))
}

/// The organisations for which the person may write events, the usual one first.
fn owners(visit: &Visit<Create>, person: &Person) -> Vec<OrganisationId> {
    let writes = |organisation| {
        let given = |rule: &&belfry_kernel::access::Rule| rule.action == Create::NAME && rule.over == Over::Own;
        visit.rules().iter().filter(given).any(|rule| person.holds_for(rule.roles, organisation))
    };
    let mut all: Vec<OrganisationId> = person.roles.iter().map(|(organisation, _)| *organisation).collect();
    all.retain(|organisation| writes(*organisation));
    all.sort_unstable_by_key(|organisation| (*organisation != person.organisation, *organisation));
    all.dedup();
    all
}

fn named(read: &Read, owners: &[OrganisationId], current: OrganisationId) -> Result<Vec<Choice>, Problem> {
    let names = belfry_identity::organisation::names(read, owners)?;
    let current = current.to_string();
    let choice =
        |id: &OrganisationId| names.get(id).map(|name| Choice::new(id.to_string(), name.name.as_str(), &current));
    Ok(owners.iter().filter_map(choice).collect())
}

/// Makes the draft.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let mut errors = Errors::default();
    let written = typed.check(&t, &mut errors);
    let owners = owners(visit, visit.person()?);
    let asked = visit.form().text("organisation");
    let owner =
        owners.iter().copied().find(|id| asked.is_empty() || id.to_string() == asked).ok_or(Problem::Forbidden)?;
    let read = visit.read()?;
    let circles = circle::sharing(&read, &visit.actor().grants(), owner)?;
    let creator = belfry_identity::organisation::by_id(&read, owner)?.ok_or(Problem::NotFound)?;
    drop(read);
    let reach = reach::parse(&typed.reach, &circles);
    errors.unless(reach.is_some(), "reach", || t.s("threats-new-reach-missing"));
    errors.unless(!change::is_level(&typed.tag), "tag", || t.s("threats-tags-level"));
    let (Some(written), Some(reach), true) = (written, reach, errors.is_empty()) else {
        return Ok(form(visit, typed, errors)?.refused().into());
    };
    let tx = visit.write()?;
    let uuid = create(visit, &tx, owner, &creator, &written, reach, &typed.tag)?;
    visit.finish(tx, Reply::done(format!("/threats/events/{uuid}/edit"), t.s("threats-new-done")))
}

fn create(
    visit: &Visit<Create>,
    tx: &Tx,
    owner: OrganisationId,
    creator: &belfry_identity::organisation::Organisation,
    written: &Written,
    reach: Reach,
    tag: &str,
) -> Result<uuid::Uuid, Problem> {
    let act = visit.act();
    let id: SubjectId = act.ids.next();
    let uuid = act.ids.uuid();
    let event = Event {
        id,
        uuid,
        creator: creator.fields.name.clone(),
        creator_uuid: Some(creator.uuid),
        date: Some(written.date.clone()),
        threat_level: Some(written.threat_level),
        analysis: Some(written.analysis),
        timestamp: act.now.as_second(),
        publish_timestamp: None,
        state: State::Draft,
        distribution: None,
        reach: Some(reach.label(written.tlp, owner)),
        tlp: written.tlp,
        extends: None,
        version: 1,
        attributes: 0,
        objects: 0,
        origin: Origin::Own,
        extra: None,
    };
    let subject = Subject {
        id,
        uuid,
        kind: EVENT.code,
        label_id: scope::intern(tx, &draft_label(written.tlp, owner))?,
        owner,
        author: act.actor,
        title: written.title.clone(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    store::insert(tx, &event, None)?;
    let tags: Vec<Tag> = [tag].iter().filter(|tag| !tag.is_empty()).map(|tag| super::header::plain_tag(tag)).collect();
    tag::set(tx, act.ids, &mut Known::default(), id, &tags)?;
    change::tag_level(tx, act.ids, &event)?;
    change::index(tx, &event, &written.title)?;
    ledger::record(tx, act, &EventCreated { event: id })?;
    Ok(uuid)
}

/// Who sees a draft: its organisation.
pub fn draft_label(tlp: Tlp, owner: OrganisationId) -> Label {
    Label::new(tlp, Clause::Organisation(owner))
}
