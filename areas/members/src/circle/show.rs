//! A circle's page: what it is for, its rules, how far it lets things be carried; its members for whoever is in it.

use askama::Template;
use belfry_discussion::Discussion;
use belfry_identity::circle::{self, Circle, CircleMember, MemberStatus};
use belfry_identity::{CIRCLE, ORGANISATION, organisation};
use belfry_kernel::access::Read;
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::layout::Audience;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::discuss::OfCircles;
use super::{LIST, circle_id, spoken_for};
use crate::access::Steer;

// words: members-circle-status-{invited,confirmed,suspended,left}

struct Row {
    name: String,
    href: String,
    action: String,
    status: String,
    since: String,
    owner: bool,
    may_invite: bool,
    confirmed: bool,
    suspended: bool,
}

/// One's own organisation in the circle, which can leave it.
struct Own {
    dialog: String,
    uuid: String,
    name: String,
}

#[derive(Template)]
#[template(path = "circle/show.html")]
struct Body {
    t: Words,
    csrf: String,
    to_invite: String,
    to_leave: String,
    to_close: String,
    purpose: String,
    rules: String,
    ceiling: &'static str,
    open: bool,
    hidden: bool,
    steers: bool,
    invites: bool,
    inside: bool,
    count: String,
    rows: Vec<Row>,
    leaves: Vec<Own>,
    discussion: Discussion,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let known = circle::by_id(&read, circle_id(&subject))?.ok_or(Problem::NotFound)?;
    let members = circle::members_visible_to(&read, &visit.actor().grants(), known.id)?;
    let among = members.iter().flatten().find(|member| member.organisation == known.owner);
    let owner = match among {
        Some(member) => member.name.clone(),
        None => organisation::names(&read, &[known.owner])?.remove(&known.owner).map(|o| o.name).unwrap_or_default(),
    };
    let (steers, speaks) = (visit.may::<Steer>(Some(&subject)), spoken_for(visit.person()?));
    let mine =
        |member: &&CircleMember| speaks.contains(&member.organisation) && member.status == MemberStatus::Confirmed;
    let invites = known.open && (steers || members.iter().flatten().filter(mine).any(|member| member.may_invite));
    let leaves = members.iter().flatten().filter(mine).filter(|member| member.organisation != known.owner);
    let leaves = leaves
        .map(|member| Own {
            dialog: format!("leave-{}", member.uuid),
            uuid: member.uuid.to_string(),
            name: member.name.clone(),
        })
        .collect();
    let url = super::url(&subject);
    let discussion = Discussion::load::<OfCircles, _>(visit, &read, &subject)?;
    drop(read);
    let body = body(visit, &known, members, (steers, invites), leaves, discussion);
    let audience = Audience {
        owner,
        reach: if known.fields.hidden { t.s("members-circle-seen-hidden") } else { t.s("members-circle-seen-open") },
        tlp: if known.fields.hidden { "amber".into() } else { "green".into() },
        href: String::new(),
    };
    let mut page = Page::new(known.fields.name.clone(), body)
        .lead(t.s("members-circle-term"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-circle-list-title"), LIST)
        .audience(audience);
    if invites {
        page = page.action(Action::link(t.s("members-circle-invite-title"), format!("{url}/invite"), "plus").primary());
    }
    if steers && known.open {
        page = page.action(Action::link(t.s("members-circle-edit-title"), format!("{url}/edit"), "edit"));
    }
    Ok(page.into())
}

fn body(
    visit: &Visit<Read>,
    known: &Circle,
    members: Option<Vec<CircleMember>>,
    (steers, invites): (bool, bool),
    leaves: Vec<Own>,
    discussion: Discussion,
) -> Body {
    let t = visit.t();
    let url = format!("{}{}", CIRCLE.path, known.uuid);
    let inside = members.is_some();
    let members = members.unwrap_or_default();
    let confirmed = members.iter().filter(|member| member.status == MemberStatus::Confirmed).count();
    Body {
        csrf: visit.csrf(),
        purpose: known.fields.purpose.clone(),
        rules: known.fields.rules.clone(),
        ceiling: known.fields.ceiling.code(),
        open: known.open,
        hidden: known.fields.hidden,
        steers,
        invites,
        inside,
        count: t.number(confirmed),
        rows: members.into_iter().map(|member| row(&t, &url, known.owner, member)).collect(),
        leaves,
        discussion,
        to_invite: format!("{url}/invite"),
        to_leave: format!("{url}/leave"),
        to_close: format!("{url}/close"),
        t,
    }
}

fn row(t: &Words, url: &str, owner: OrganisationId, member: CircleMember) -> Row {
    Row {
        href: format!("{}{}", ORGANISATION.path, member.uuid),
        action: format!("{url}/members/{}", member.uuid),
        status: t.s(&format!("members-circle-status-{}", member.status.code())),
        since: t.date(member.since),
        owner: member.organisation == owner,
        may_invite: member.may_invite,
        confirmed: member.status == MemberStatus::Confirmed,
        suspended: member.status == MemberStatus::Suspended,
        name: member.name,
    }
}
