//! A new event: its header, then on to the editor. It begins as a draft that only its organisation sees.

pub mod api;

use askama::Template;
use belfry_contracts::threats::EventCreated;
use belfry_identity::circle;
use belfry_identity::organisation::{self, Organisation};
use belfry_kernel::access::{Action as _, Over};
use belfry_kernel::{Clause, Label, OrganisationId, Person, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Tx, ledger, scope};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::header::{self, TAGS_AT_ONCE, Typed, Written};
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
    let typed = Typed { date: today(visit), reach: "own".into(), ..Typed::default() };
    Ok(form(visit, typed, Errors::default())?.into())
}

/// The day on which it is seen, unless another is said.
fn today(visit: &Visit<Create>) -> String {
    visit.now().to_zoned(visit.t().zone().clone()).date().to_string()
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
        known_tags: header::known_tags(&read)?,
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
    let names = organisation::names(read, owners)?;
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
    let typed = Typed::of(visit.form());
    let mut owners = owners(visit, visit.person()?).into_iter();
    let owner = owners.find(|id| typed.organisation.is_empty() || id.to_string() == typed.organisation);
    let owner = owner.ok_or(Problem::Forbidden)?;
    let tag = header::plain_tag(&typed.tag).name;
    let tags = if tag.is_empty() { Vec::new() } else { vec![tag] };
    let mut errors = Errors::default();
    let Some(draft) = checked(visit, owner, &typed, ("tag", tags), &mut errors)? else {
        return Ok(form(visit, typed, errors)?.refused().into());
    };
    let tx = visit.write()?;
    let uuid = create(visit, &tx, &draft)?;
    visit.finish(tx, Reply::done(format!("/threats/events/{uuid}/edit"), visit.s("threats-new-done")))
}

/// What a draft is made of.
struct Draft {
    owner: OrganisationId,
    creator: Organisation,
    written: Written,
    reach: Reach,
    tags: Vec<Tag>,
}

/// Checks what is to be made, for an organisation for which the person may write; what is wrong goes to its field, of tags to the
/// one that is named with them.
fn checked(
    visit: &Visit<Create>,
    owner: OrganisationId,
    typed: &Typed,
    (field, tags): (&str, Vec<String>),
    errors: &mut Errors,
) -> Result<Option<Draft>, Problem> {
    let t = visit.t();
    let written = typed.check(&t, errors);
    let read = visit.read()?;
    let circles = circle::sharing(&read, &visit.actor().grants(), owner)?;
    let creator = organisation::by_id(&read, owner)?.ok_or(Problem::NotFound)?;
    let reach = reach::parse(&typed.reach, &circles);
    errors.unless(reach.is_some(), "reach", || t.s("threats-new-reach-missing"));
    errors.unless(tags.len() <= TAGS_AT_ONCE, field, || t.n("threats-tags-many", TAGS_AT_ONCE));
    if let Some(fault) = tags.iter().find_map(|tag| header::tag_fault(&t, tag)) {
        errors.add(field, fault);
    }
    let (Some(written), Some(reach), true) = (written, reach, errors.is_empty()) else { return Ok(None) };
    let tags = tags.iter().map(|tag| header::plain_tag(tag)).collect();
    Ok(Some(Draft { owner, creator, written, reach, tags }))
}

/// Makes it; its identity.
fn create(visit: &Visit<Create>, tx: &Tx, draft: &Draft) -> Result<Uuid, Problem> {
    let Draft { owner, creator, written, reach, tags } = draft;
    let owner = *owner;
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
    tag::set(tx, act.ids, &mut Known::default(), id, tags)?;
    change::tag_level(tx, act.ids, &event)?;
    change::index(tx, &event, &written.title)?;
    ledger::record(tx, act, &EventCreated { event: id })?;
    Ok(uuid)
}

/// Who sees a draft: its organisation.
pub fn draft_label(tlp: Tlp, owner: OrganisationId) -> Label {
    Label::new(tlp, Clause::Organisation(owner))
}
