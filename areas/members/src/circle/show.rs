//! A circle's page: what it is for, its rules, how far it lets things be carried, what was shared in it lately, what happened to it;
//! its members for whoever is in it.

use askama::Template;
use belfry_discussion::Discussion;
use belfry_documents::chart::Chart;
use belfry_identity::circle::{self, Circle, CircleMember, MemberStatus, Step};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_identity::sharing::Holder;
use belfry_identity::{CIRCLE, ORGANISATION};
use belfry_kernel::access::Read;
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::components::Choice;
use belfry_web::layout::Audience;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use std::collections::HashMap;
use uuid::Uuid;

use super::discuss::OfCircles;
use super::{LIST, chart, circle_id, spoken_for};
use crate::access::Steer;
use crate::sharing::{self, About};

// words: members-circle-status-{invited,confirmed,suspended,left}
// words: members-circle-step-{circle-made,circle-changed,circle-invited,circle-joined,circle-left,circle-suspended}
// words: members-circle-step-{circle-resumed,circle-closed,circle-handed-over,circle-inviter-set}

/// Records that are shown of those that were shared lately.
const LATELY: i64 = 8;
/// Steps of the history.
const STEPS: i64 = 30;

type Names = HashMap<OrganisationId, OrganisationName>;

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

/// A record that was shared lately.
struct Lately {
    title: String,
    href: String,
    owner: String,
    tlp: &'static str,
    when: String,
    datetime: String,
}

struct Happened {
    when: String,
    datetime: String,
    who: String,
    what: String,
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
    url: String,
    purpose: String,
    rules: String,
    sharing: Vec<sharing::Row>,
    ceiling: &'static str,
    open: bool,
    hidden: bool,
    arrangement: bool,
    steers: bool,
    invites: bool,
    inside: bool,
    count: String,
    rows: Vec<Row>,
    heirs: Vec<Choice>,
    leaves: Vec<Own>,
    discussion: Discussion,
    lately: Vec<Lately>,
    chart: Chart,
    history: Vec<Happened>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let known = circle::by_id(&read, circle_id(&subject))?.ok_or(Problem::NotFound)?;
    let grants = visit.actor().grants();
    let members = circle::members_visible_to(&read, &grants, known.id)?;
    let steps = circle::history(&read, &grants, &known, STEPS)?;
    let shared = circle::shared(&read, known.id, None, LATELY)?;
    let mentioned = shared.iter().map(|one| one.subject.owner).chain(steps.iter().filter_map(|step| step.organisation));
    let mentioned: Vec<OrganisationId> = mentioned.chain([known.owner]).collect();
    let names = organisation::names(&read, &mentioned)?;
    let url = super::url(&subject);
    let holder = Holder::Circle(known.id);
    let about = About { holder, name: known.fields.name.clone(), url: url.clone(), rules: false };
    let sharing = sharing::rows(&t, &read, &about)?;
    let made = if members.is_some() { circle::made(&read, &[known.id])? } else { Vec::new() };
    let (steers, speaks) = (visit.may::<Steer>(Some(&subject)), spoken_for(visit.person()?));
    let mine =
        |member: &&CircleMember| speaks.contains(&member.organisation) && member.status == MemberStatus::Confirmed;
    let invites = known.open && (steers || members.iter().flatten().filter(mine).any(|member| member.may_invite));
    let discussion = Discussion::load::<OfCircles, _>(visit, &read, &subject)?;
    drop(read);
    let lately = shared.into_iter().map(|one| Lately {
        href: visit.house().address(&one.subject),
        owner: names.get(&one.subject.owner).map(|name| name.name.clone()).unwrap_or_default(),
        tlp: one.label.tlp.code(),
        when: t.date(one.subject.updated),
        datetime: one.subject.updated.to_string(),
        title: one.subject.title,
    });
    let body = Body {
        csrf: visit.csrf(),
        purpose: known.fields.purpose.clone(),
        rules: known.fields.rules.clone(),
        sharing,
        ceiling: known.fields.ceiling.code(),
        open: known.open,
        hidden: known.fields.hidden,
        arrangement: known.arrangement,
        steers,
        invites,
        inside: members.is_some(),
        count: t.number(members.iter().flatten().filter(|m| m.status == MemberStatus::Confirmed).count()),
        heirs: heirs(members.as_deref().unwrap_or_default(), &known),
        leaves: members.iter().flatten().filter(mine).filter(|m| m.organisation != known.owner).map(own).collect(),
        rows: members.into_iter().flatten().map(|member| row(&t, &url, known.owner, member)).collect(),
        discussion,
        lately: lately.collect(),
        chart: chart::by_month(&t, visit.now(), &made),
        history: steps.iter().map(|step| happened(&t, step, &names)).collect(),
        url: url.clone(),
        t: t.clone(),
    };
    Ok(framed(&t, &known, &names, body, &url).into())
}

fn framed(t: &Words, known: &Circle, names: &Names, body: Body, url: &str) -> Page {
    let (steers, invites) = (body.steers, body.invites);
    let hidden = known.fields.hidden;
    let audience = Audience {
        owner: names.get(&known.owner).map(|name| name.name.clone()).unwrap_or_default(),
        reach: if hidden { t.s("members-circle-seen-hidden") } else { t.s("members-circle-seen-open") },
        tlp: if hidden { "amber".into() } else { "green".into() },
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
    page
}

fn own(member: &CircleMember) -> Own {
    Own { dialog: format!("leave-{}", member.uuid), uuid: member.uuid.to_string(), name: member.name.clone() }
}

/// Those to whom the coordination can be handed over.
fn heirs(members: &[CircleMember], known: &Circle) -> Vec<Choice> {
    let fit = |member: &&CircleMember| member.status == MemberStatus::Confirmed && member.organisation != known.owner;
    members.iter().filter(fit).map(|member| Choice::new(member.uuid.to_string(), &member.name, "")).collect()
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

fn happened(t: &Words, step: &Step, names: &Names) -> Happened {
    let word = step.fact.rsplit('.').next().unwrap_or_default();
    Happened {
        when: t.date_time(step.at),
        datetime: step.at.to_string(),
        who: step.organisation.and_then(|id| names.get(&id)).map(|name| name.name.clone()).unwrap_or_default(),
        what: t.s(&format!("members-circle-step-{word}")),
    }
}
