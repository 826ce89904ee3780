//! An organisation's page: facts, circles in common, people.
//!
//! Colleagues see who else acts for their organisation. Others see whom to turn to: its administrators, by name.

use askama::Template;
use belfry_discussion::Discussion;
use belfry_identity::membership::{self, Member, MembershipStatus};
use belfry_identity::organisation::{self, Organisation};
use belfry_identity::{CIRCLE, ORGANISATION};
use belfry_kernel::access::Read;
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::discuss::OfOrganisations;
use super::store::{self, Beside};
use super::{kind_name, sector_name};
use crate::access::Manage;
use crate::classify::page::class_name;
use crate::register::rules::Class;
use crate::register::sight::{self, Sight};
use crate::register::{profile, said};
use crate::roles;

struct Who {
    name: String,
    roles: Vec<String>,
}

#[derive(Template)]
#[template(path = "organisation/show.html")]
struct Body {
    t: Words,
    kind: String,
    sector: String,
    country: String,
    region: String,
    classed: String,
    record: String,
    open: String,
    website: String,
    about: String,
    own: bool,
    manages: bool,
    invite_url: String,
    people: Vec<Who>,
    people_count: String,
    circles: Vec<(String, String)>,
    csrf: String,
    discussion: Discussion,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let known = organisation::by_id(&read, id)?.ok_or(Problem::NotFound)?;
    let own = visit.person()?.roles.iter().any(|(mine, _)| *mine == id);
    let manages = visit.may::<Manage>(Some(&subject));
    let members = membership::of_organisation(&read, id)?;
    let circles: Vec<_> = visit.actor().grants().circles.into_iter().collect();
    let common = store::in_common(&read, id, &circles)?;
    let beside = store::beside(&read, id)?;
    let sight = sight::of(&read, visit.person()?, id)?;
    let url = format!("{}{}", ORGANISATION.path, known.uuid);
    let discussion = Discussion::load::<OfOrganisations, _>(visit, &read, &subject)?;
    drop(read);
    let mut body = body(&t, &known, &members, (own, manages, sight), common, &beside);
    body.csrf = visit.csrf();
    body.discussion = discussion;
    let mut page = Page::new(known.fields.name.clone(), body).crumb(t.s("members-nav"), "/members/organisations");
    if manages {
        page = page
            .action(Action::link(t.s("members-organisation-people-title"), format!("{url}/people"), "users").primary())
            .action(Action::link(t.s("members-organisation-edit-title"), format!("{url}/edit"), "edit"));
    }
    Ok(page.into())
}

fn body(
    t: &Words,
    known: &Organisation,
    members: &[Member],
    (own, manages, sight): (bool, bool, Sight),
    common: Vec<(Uuid, String)>,
    beside: &Beside,
) -> Body {
    let counts = |member: &&Member| member.membership.status == MembershipStatus::Confirmed;
    let shown = |member: &&Member| own || manages || member.membership.roles.contains(&Role::OrganisationAdministrator);
    let who = |member: &Member| Who {
        name: member.name.clone(),
        roles: member.membership.roles.iter().map(|role| roles::name(t, *role)).collect(),
    };
    let url = format!("{}{}", ORGANISATION.path, known.uuid);
    let fields = &known.fields;
    Body {
        t: t.clone(),
        kind: kind_name(t, fields.kind),
        sector: beside.sectors.iter().map(|code| sector_name(t, code)).collect::<Vec<_>>().join(" · "),
        country: fields.country.as_deref().map(|code| said::country(t, code)).unwrap_or_default(),
        region: beside.region.as_deref().map(said::region).unwrap_or_default(),
        classed: beside.class.as_deref().and_then(Class::parse).map(|class| class_name(t, class)).unwrap_or_default(),
        record: if sight.any() { format!("{url}/record") } else { String::new() },
        open: if beside.open { profile::address(known.uuid) } else { String::new() },
        website: fields.website.clone().unwrap_or_default(),
        about: fields.about.clone(),
        own,
        manages,
        invite_url: format!("{url}/invite"),
        people: members.iter().filter(counts).filter(shown).map(who).collect(),
        people_count: t.number(members.iter().filter(counts).count()),
        csrf: String::new(),
        discussion: Discussion::default(),
        circles: common.into_iter().map(|(uuid, name)| (format!("{}{uuid}", CIRCLE.path), name)).collect(),
    }
}
