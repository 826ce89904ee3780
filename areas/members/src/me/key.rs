//! API keys: made, shown once, listed, revoked.

use askama::Template;
use belfry_identity::key::{self, ApiKey, Scope};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::components::{Choice, Tab};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::refused;
use crate::safety::{self, Changed};

const HERE: &str = "/members/me/keys";
/// For how many days a key can be asked; none lives longer than [`key::LONGEST`].
const DAYS: [i64; 4] = [7, 30, 90, 365];

/// What was typed, or what is offered at first: a key that only reads, for three months.
struct Typed {
    name: String,
    scope: String,
    days: String,
}

struct Row {
    name: String,
    prefix: String,
    writes: bool,
    made: (String, String),
    ends: (String, String),
    over: bool,
    used: Option<(String, String)>,
    revoke: String,
}

#[derive(Template)]
#[template(path = "me/keys.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    errors: Errors,
    name: String,
    scopes: Vec<Choice>,
    days: Vec<Choice>,
}

/// The answer to a form that made a key: the one time that its text is seen.
#[derive(Template)]
#[template(path = "me/key_made.html")]
struct Made {
    t: Words,
    tabs: Vec<Tab>,
    name: String,
    secret: String,
    example: String,
    ends: String,
}

/// The keys, and the form for another.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let typed = Typed { name: String::new(), scope: "read".into(), days: "90".into() };
    Ok(list(visit, typed, Errors::default())?.into())
}

// words: members-me-keys-scope-{read,write}
// words: members-me-keys-scope-{read,write}-hint
fn list(visit: &Visit<Self_>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let keys = key::list(&*visit.read()?, visit.person()?.id)?;
    let row = |found: ApiKey| Row {
        made: (found.created.to_string(), t.date(found.created)),
        ends: (found.expires.to_string(), t.date(found.expires)),
        over: found.expires <= now,
        used: found.used.map(|used| (used.to_string(), t.date(used))),
        revoke: format!("{HERE}/{}", found.uuid),
        writes: found.scope == Scope::Write,
        name: found.name,
        prefix: found.prefix,
    };
    let scope = |scope: Scope| {
        let key = format!("members-me-keys-scope-{}", scope.code());
        Choice::new(scope.code(), t.s(&key), &typed.scope).hint(t.s(&format!("{key}-hint")))
    };
    let body = Body {
        t: t.clone(),
        csrf: visit.csrf(),
        tabs: super::tabs(&t, HERE),
        rows: keys.into_iter().map(row).collect(),
        errors,
        scopes: vec![scope(Scope::Read), scope(Scope::Write)],
        days: DAYS.iter().map(|n| Choice::new(n.to_string(), t.n("members-me-keys-days", *n), &typed.days)).collect(),
        name: typed.name,
    };
    Ok(super::frame(visit, body))
}

/// Makes a key and shows it.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let person = visit.person()?.id;
    let text = |name| visit.form().text(name).to_owned();
    let typed = Typed { name: text("name"), scope: text("scope"), days: text("expires") };
    let mut errors = Errors::default();
    let scope = Scope::parse(&typed.scope);
    errors.unless(scope.is_some(), "scope", || t.s("members-me-keys-scope-missing"));
    let days = typed.days.parse().ok().filter(|days| DAYS.contains(days));
    errors.unless(days.is_some(), "expires", || t.s("members-refused-field-expires"));
    let (Some(scope), Some(days)) = (scope, days) else {
        return Ok(list(visit, typed, errors)?.refused().into());
    };
    let ends = visit.now() + SignedDuration::from_hours(24 * days);
    let tx = visit.write()?;
    let secret = match key::create(&tx, visit.act(), person, &typed.name, scope, ends) {
        Ok((_, secret)) => secret,
        Err(why) => {
            drop(tx);
            match why {
                belfry_identity::Refusal::WrongState => errors.add("", t.s("members-me-keys-most")),
                why => refused::add(&mut errors, &t, why)?,
            }
            return Ok(list(visit, typed, errors)?.refused().into());
        }
    };
    safety::tell(visit.house(), &tx, visit.act(), person, Changed::KeyMade)?;
    tx.commit()?;
    let secret = secret.expose().to_owned();
    let base = &visit.house().settings.base_url;
    let body = Made {
        t: t.clone(),
        tabs: super::tabs(&t, HERE),
        name: typed.name,
        example: format!("curl -H \"Authorization: Bearer {secret}\" {base}/api/v1/threats/events"),
        secret,
        ends: t.date(ends),
    };
    Ok(super::frame(visit, body).into())
}

/// Revokes a key: it is worth nothing from the next request on.
///
/// # Errors
/// Those of the database.
pub fn revoke(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, uuid) = (visit.t(), visit.path::<Uuid>("key")?);
    let person = visit.person()?.id;
    let tx = visit.write()?;
    key::revoke(&tx, visit.act(), person, uuid)?;
    safety::tell(visit.house(), &tx, visit.act(), person, Changed::KeyRevoked)?;
    tx.commit()?;
    Ok(Reply::done(HERE, t.s("members-me-keys-revoked")))
}
