//! Service accounts of an organisation: programs that come by key, made, listed and ended by those who manage it.

use askama::Template;
use belfry_identity::account::{self, Service};
use belfry_identity::key::{self, ApiKey, Scope};
use belfry_identity::{ORGANISATION, Refusal, membership};
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_store::Tx;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::SignedDuration;
use uuid::Uuid;

use super::people::role_choices;
use super::tried;
use crate::access::{Manage, Overlook};
use crate::refused;

struct KeyRow {
    uuid: String,
    name: String,
    prefix: String,
    writes: bool,
    ends: (String, String),
    over: bool,
    used: Option<(String, String)>,
}

struct Row {
    dialog: String,
    action: String,
    name: String,
    roles: Vec<String>,
    since: (String, String),
    keys: Vec<KeyRow>,
    touchable: bool,
}

#[derive(Template)]
#[template(path = "organisation/accounts.html")]
struct Body {
    t: Words,
    csrf: String,
    url: String,
    rows: Vec<Row>,
    errors: Errors,
    name: String,
    choices: Vec<Choice>,
    scopes: Vec<Choice>,
    days: Vec<Choice>,
}

/// A key that was just made: the one time that its text is seen.
#[derive(Template)]
#[template(path = "organisation/service_key.html")]
struct Made {
    t: Words,
    secret: String,
    ends: String,
    back: String,
}

/// The list.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Overlook>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, ORGANISATION, visit.path::<Uuid>("id")?)?;
    Ok(list(visit, &subject, String::new(), &[Role::Reader], Errors::default())?.into())
}

// words: members-me-keys-scope-{read,write}
fn list<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    subject: &Subject,
    name: String,
    chosen: &[Role],
    errors: Errors,
) -> Result<Page, Problem> {
    let (t, read, now) = (visit.t(), visit.read()?, visit.now());
    let id = OrganisationId(subject.id.0);
    let given = membership::may_give(visit.person()?, id);
    let url = format!("{}{}/accounts", ORGANISATION.path, subject.uuid);
    let key_row = |one: ApiKey| KeyRow {
        uuid: one.uuid.to_string(),
        ends: (one.expires.to_string(), t.date(one.expires)),
        over: one.expires <= now,
        used: one.used.map(|used| (used.to_string(), t.date(used))),
        writes: one.scope == Scope::Write,
        name: one.name,
        prefix: one.prefix,
    };
    let services = account::list(&read, id)?;
    let mut keys = account::keys(&read, &services)?;
    let mut rows = Vec::new();
    for one in services {
        rows.push(Row {
            dialog: format!("service-{}", one.uuid),
            action: format!("{url}/{}", one.uuid),
            roles: one.roles.iter().map(|role| crate::roles::name(&t, *role)).collect(),
            since: (one.created.to_string(), t.date(one.created)),
            keys: keys.remove(&one.person).unwrap_or_default().into_iter().map(key_row).collect(),
            touchable: one.roles.iter().all(|role| given.contains(role)),
            name: one.name,
        });
    }
    let scope = |code: &str| Choice::new(code, t.s(&format!("members-me-keys-scope-{code}")), "read");
    let body = Body {
        t: t.clone(),
        csrf: visit.csrf(),
        url: url.clone(),
        rows,
        errors,
        name,
        choices: role_choices(&t, &given, chosen),
        scopes: vec![scope("read"), scope("write")],
        days: [30, 90, 365].map(|n: i64| Choice::new(n.to_string(), t.n("members-me-keys-days", n), "90")).to_vec(),
    };
    let page = Page::new(t.s("members-service-title"), body)
        .lead(t.a("members-service-lead", [("name", subject.title.as_str().into())]))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), format!("{}{}", ORGANISATION.path, subject.uuid));
    Ok(page)
}

/// Makes one.
///
/// # Errors
/// As [`page`].
pub fn create(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed: String = visit.form().text("name").chars().take(200).collect();
    let roles: Vec<Role> = visit.form().all("roles").filter_map(Role::parse).collect();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let mut errors = Errors::default();
    let made = account::create(&tx, visit.act(), visit.person()?, id, &typed, &roles);
    if tried(&mut errors, &t, made)?.is_some() {
        let back = format!("{}{}/accounts", ORGANISATION.path, subject.uuid);
        return visit.finish(tx, Reply::done(back, t.s("members-service-made")));
    }
    drop(tx);
    Ok(list(visit, &subject, typed, &roles, errors)?.refused().into())
}

/// Makes a key, revokes one, or ends the account, as the button says.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let back = format!("{}{}/accounts", ORGANISATION.path, subject.uuid);
    let found = account::for_change(&tx, visit.person()?, id, visit.path::<Uuid>("account")?);
    let done = found.and_then(|service| match visit.form().text("act") {
        "end" => {
            account::end(&tx, visit.act(), visit.person().map_err(|_| Refusal::Forbidden)?, id, service.uuid)?;
            Ok(Reply::done(&back, t.s("members-service-ended")))
        }
        "revoke" => {
            let uuid = visit.form().text("key").parse().map_err(|_| Refusal::NotFound)?;
            key::revoke(&tx, visit.act(), service.person, uuid)?;
            Ok(Reply::done(&back, t.s("members-me-keys-revoked")))
        }
        _ => made(visit, &tx, &service, &back),
    });
    match done {
        Ok(reply) => {
            tx.commit()?;
            Ok(reply)
        }
        Err(why) => {
            drop(tx);
            refused::back(&t, why, back)
        }
    }
}

fn made(visit: &Visit<Manage>, tx: &Tx, service: &Service, back: &str) -> Result<Reply, Refusal> {
    let t = visit.t();
    let scope = Scope::parse(visit.form().text("scope")).ok_or(Refusal::Field("scope"))?;
    let days: i64 = visit.form().text("expires").parse().map_err(|_| Refusal::Field("expires"))?;
    let ends = visit.now().checked_add(SignedDuration::from_hours(days.clamp(0, 400) * 24));
    let ends = ends.map_err(|_| Refusal::Field("expires"))?;
    let name = visit.form().text("key-name");
    let (_, secret) = key::create(tx, visit.act(), service.person, name, scope, ends)?;
    let body = Made { secret: secret.expose().to_owned(), ends: t.date(ends), back: back.to_owned(), t: t.clone() };
    Ok(Page::new(t.a("members-service-key-made", [("name", service.name.as_str().into())]), body).into())
}
