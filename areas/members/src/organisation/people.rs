//! The people of an organisation, for those who manage it: roles, suspending, ending, links that wait.

use askama::Template;
use belfry_identity::invitation::{self, Invitation};
use belfry_identity::membership::{self, Member, MembershipStatus};
use belfry_identity::person::{self, PersonState};
use belfry_identity::request::{self, Request};
use belfry_identity::{Email, ORGANISATION, factor, session};
use belfry_kernel::{OrganisationId, Person, PersonId, Problem, Role};
use belfry_store::Tx;
use belfry_web::components::Choice;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::invite::send;
use crate::access::{Manage, Overlook};
use crate::safety::{self, Changed};
use crate::{refused, reset, roles};

/// A member; `touchable` when the reader could have given him every role that he holds.
struct Row {
    dialog: String,
    action: String,
    name: String,
    email: String,
    roles: Vec<String>,
    status: String,
    confirmed: bool,
    suspended: bool,
    over: bool,
    closed: bool,
    touchable: bool,
    /// Whether he has second factors that the reader may remove.
    factors: bool,
    choices: Vec<Choice>,
}

/// Somebody who asks to join.
struct Asking {
    dialog: String,
    action: String,
    name: String,
    email: String,
    about: String,
    since: (String, String),
    choices: Vec<Choice>,
}

struct Waiting {
    email: String,
    roles: Vec<String>,
    made: String,
    ends: String,
}

#[derive(Template)]
#[template(path = "organisation/people.html")]
struct Body {
    t: Words,
    csrf: String,
    withdraw: String,
    rows: Vec<Row>,
    requests: Vec<Asking>,
    waiting: Vec<Waiting>,
    files: (String, String),
    mail: bool,
}

/// The list.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Overlook>) -> Result<Reply, Problem> {
    let (t, read, now) = (visit.t(), visit.read()?, visit.now());
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let (me, given) = (visit.person()?.id, membership::may_give(visit.person()?, id));
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let members = membership::of_organisation(&read, id)?;
    let asking = |one: Request| Asking {
        dialog: format!("request-{}", one.uuid),
        action: format!("{url}/requests/{}", one.uuid),
        name: one.name,
        email: one.email,
        about: one.about,
        since: (one.created.to_string(), t.date(one.created)),
        choices: role_choices(&t, &given, &[Role::Reader]),
    };
    let waiting = |one: Invitation| Waiting {
        roles: one.roles.iter().map(|role| roles::name(&t, *role)).collect(),
        made: t.date(one.created),
        ends: t.date_time_zone(one.expires),
        email: one.email,
    };
    let body = Body {
        csrf: visit.csrf(),
        rows: members.iter().map(|member| row(&t, &url, (me, &given), member)).collect(),
        requests: request::waiting(&read, id)?.into_iter().map(asking).collect(),
        mail: visit.house().settings.mail,
        waiting: invitation::pending(&read, id, now)?.into_iter().map(waiting).collect(),
        withdraw: format!("{url}/people"),
        files: belfry_web::table::links(&format!("{url}/people"), ""),
        t: t.clone(),
    };
    let page = Page::new(t.a("members-organisation-people-of", [("name", subject.title.as_str().into())]), body)
        .lead(t.s("members-organisation-people-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url.clone())
        .action(Action::link(t.s("members-organisation-invite-title"), format!("{url}/invite"), "plus").primary())
        .action(Action::link(t.s("members-service-link"), format!("{url}/accounts"), "key"))
        .action(Action::link(t.s("members-roles-link"), "/members/roles", "help"));
    Ok(page.into())
}

/// The roles that may be given, those that are held already chosen.
pub(super) fn role_choices(t: &Words, given: &[Role], held: &[Role]) -> Vec<Choice> {
    let choice = |role: &Role| {
        let mut choice = Choice::new(role.code(), roles::name(t, *role), "").hint(roles::hint(t, *role));
        choice.chosen = held.contains(role);
        choice
    };
    given.iter().map(choice).collect()
}

fn row(t: &Words, url: &str, (me, given): (PersonId, &[Role]), member: &Member) -> Row {
    let (held, status) = (&member.membership.roles, member.membership.status);
    Row {
        dialog: format!("person-{}", member.uuid),
        action: format!("{url}/people/{}", member.uuid),
        name: member.name.clone(),
        email: member.email.clone(),
        roles: held.iter().map(|role| roles::name(t, *role)).collect(),
        status: t.s(&format!("members-membership-{}", status.code())),
        confirmed: status == MembershipStatus::Confirmed,
        suspended: status == MembershipStatus::Suspended,
        over: status == MembershipStatus::Ended,
        closed: member.state == PersonState::Disabled,
        touchable: held.iter().all(|role| given.contains(role)),
        factors: member.factors > 0 && member.membership.person != me,
        choices: role_choices(t, given, held),
    }
}

/// Changes a membership as the button says: `roles`, `suspend`, `resume`, `end`, `sessions`, `factors`; or makes a `link` to a new
/// password.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let by = visit.person()?;
    let back = format!("{}{}/people", ORGANISATION.path, subject.uuid);
    let account = person::by_uuid(&tx, visit.path::<Uuid>("person")?)?.ok_or(Problem::NotFound)?;
    // Only of this organisation: an address names no stranger.
    let theirs = membership::of_person(&tx, account.id)?;
    if !theirs.iter().any(|m| m.organisation == id) {
        return Err(Problem::NotFound);
    }
    if visit.form().text("act") == "link" {
        let url = format!("{}{}", ORGANISATION.path, subject.uuid);
        return reset::hand_out(visit, tx, &account, (&subject.title, &url), back);
    }
    match change(visit, &tx, by, (account.id, id)) {
        Ok(words) => {
            tx.commit()?;
            Ok(Reply::done(back, t.a(words, [("name", account.name.as_str().into())])))
        }
        Err(why) => refused::back(&t, why, back),
    }
}

fn change(
    visit: &Visit<Manage>,
    tx: &Tx,
    by: &Person,
    (person, id): (PersonId, OrganisationId),
) -> Result<&'static str, belfry_identity::Refusal> {
    let act = visit.act();
    match visit.form().text("act") {
        "roles" => {
            let roles: Vec<Role> = visit.form().all("roles").filter_map(Role::parse).collect();
            membership::set_roles(tx, act, by, person, id, &roles)?;
            Ok(belfry_words::key!("members-organisation-people-roles-done"))
        }
        "suspend" => {
            membership::suspend(tx, act, by, person, id)?;
            Ok(belfry_words::key!("members-organisation-people-suspended"))
        }
        "resume" => {
            membership::resume(tx, act, by, person, id)?;
            Ok(belfry_words::key!("members-organisation-people-resumed"))
        }
        "end" => {
            membership::end(tx, act, by, person, id)?;
            Ok(belfry_words::key!("members-organisation-people-ended"))
        }
        "sessions" => {
            session::end_all_of(tx, act, by, person)?;
            safety::tell(visit.house(), tx, act, person, Changed::Sessions)?;
            Ok(belfry_words::key!("members-organisation-people-signed-out"))
        }
        "factors" => {
            factor::remove_all_of(tx, act, by, person)?;
            safety::tell(visit.house(), tx, act, person, Changed::FactorsRemoved)?;
            Ok(belfry_words::key!("members-factors-removed"))
        }
        _ => Err(belfry_identity::Refusal::NotFound),
    }
}

/// Takes an invitation back, or sends it again, as the button says.
///
/// # Errors
/// As [`page`].
pub fn withdraw(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let back = format!("{}{}/people", ORGANISATION.path, subject.uuid);
    let email = Email::parse(visit.form().text("email")).ok_or(Problem::NotFound)?;
    let id = OrganisationId(subject.id.0);
    if visit.house().settings.mail && visit.form().text("act") == "again" {
        return match invitation::again(&tx, visit.act(), visit.person()?, id, &email) {
            Ok(token) => {
                send(visit, &tx, &subject.title, (email.as_str(), t.language()), &token)?;
                tx.commit()?;
                Ok(Reply::done(back, t.a("members-invite-sent", [("email", email.as_str().into())])))
            }
            Err(why) => refused::back(&t, why, back),
        };
    }
    match invitation::withdraw(&tx, visit.person()?, id, &email) {
        Ok(()) => {
            tx.commit()?;
            Ok(Reply::done(back, t.s("members-organisation-invite-withdrawn")))
        }
        Err(why) => refused::back(&t, why, back),
    }
}
