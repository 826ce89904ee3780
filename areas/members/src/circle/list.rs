//! The circles that the reader may know of, and the invitations that wait for his organisations.

use askama::Template;
use belfry_documents::chart::Chart;
use belfry_identity::circle::{self, Circle, CircleInvitation, MemberStatus, arrangement};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_identity::{CIRCLE, ORGANISATION};
use belfry_kernel::access::{Create, Read};
use belfry_kernel::{CircleId, OrganisationId, Problem};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, chart, spoken_for};

/// Circles on the page. A community has dozens.
pub(super) const MOST: i64 = 500;

struct Row {
    href: String,
    name: String,
    purpose: String,
    owner: String,
    owner_href: String,
    ceiling: &'static str,
    hidden: bool,
    open: bool,
    member: bool,
    suspended: bool,
    arrangement: bool,
}

struct Invited {
    action: String,
    organisation: String,
    for_whom: String,
    name: String,
    owner: String,
    purpose: String,
    rules: String,
    since: String,
}

#[derive(Template)]
#[template(path = "circle/list.html")]
struct Body {
    t: Words,
    csrf: String,
    creates: bool,
    count: String,
    invitations: Vec<Invited>,
    rows: Vec<Row>,
    chart: Chart,
    arranges: bool,
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let person = visit.person()?;
    let circles = circle::list(&read, MOST)?;
    let mine: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    let owners = circles.iter().map(|circle| circle.owner).chain(mine.iter().copied()).collect::<Vec<_>>();
    let names = organisation::names(&read, &owners)?;
    let inside = visit.actor().grants().circles;
    let own: Vec<(CircleId, String)> = circles
        .iter()
        .filter(|circle| inside.contains(&circle.id))
        .map(|circle| (circle.id, circle.fields.name.clone()))
        .collect();
    let made = circle::made(&read, &own.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let chart = if made.is_empty() { Chart::default() } else { chart::tiles(&t, visit.now(), &own, &made) };
    drop(read);
    visit.close();
    let standing = circle::of(&visit.house().db, &mine)?;
    let speaks: Vec<OrganisationId> = spoken_for(person).into_iter().collect();
    let waiting = if speaks.is_empty() { Vec::new() } else { circle::invitations(&visit.house().db, &speaks)? };
    let row = |found: Circle| {
        let stands = |status| standing.iter().any(|(id, _, at)| *id == found.id && *at == status);
        row(&found, names.get(&found.owner), stands(MemberStatus::Confirmed), stands(MemberStatus::Suspended))
    };
    let invited = |one: CircleInvitation| invited(&t, one, &names);
    let creates = visit.may::<Create>(None);
    let body = Body {
        csrf: visit.csrf(),
        creates,
        chart,
        arranges: circles.iter().any(|circle| circle.arrangement) || person.holds(arrangement::NOTERS),
        count: t.n("members-circle-count", circles.len()),
        invitations: waiting.into_iter().filter_map(invited).collect(),
        rows: circles.into_iter().map(row).collect(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("members-circle-list-title"), body)
        .lead(t.s("members-circle-list-lead"))
        .crumb(t.s("members-nav"), "/members/organisations");
    if creates {
        page = page.action(Action::link(t.s("members-circle-new-title"), format!("{LIST}/new"), "plus").primary());
    }
    Ok(page.into())
}

fn row(found: &Circle, owner: Option<&OrganisationName>, member: bool, suspended: bool) -> Row {
    Row {
        href: format!("{}{}", CIRCLE.path, found.uuid),
        name: found.fields.name.clone(),
        purpose: found.fields.purpose.clone(),
        owner: owner.map(|name| name.name.clone()).unwrap_or_default(),
        owner_href: owner.map(|name| format!("{}{}", ORGANISATION.path, name.uuid)).unwrap_or_default(),
        ceiling: found.fields.ceiling.code(),
        hidden: found.fields.hidden,
        open: found.open,
        member,
        suspended,
        arrangement: found.arrangement,
    }
}

fn invited(
    t: &Words,
    one: CircleInvitation,
    names: &std::collections::HashMap<OrganisationId, OrganisationName>,
) -> Option<Invited> {
    let organisation = names.get(&one.organisation)?;
    Some(Invited {
        action: format!("{LIST}/{}/answer", one.uuid),
        organisation: organisation.uuid.to_string(),
        for_whom: organisation.name.clone(),
        name: one.name,
        owner: one.owner,
        purpose: one.purpose,
        rules: one.rules,
        since: t.date(one.since),
    })
}
