//! The settings of an authority: its channels, and what went by them.

use askama::Template;
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::store::{self, Channel, Delivery};
use super::{Kind, State, about};
use crate::access::{self, Channel as Keeps, HANDLERS};

const HERE: &str = "/incidents/channels";
/// Deliveries that are shown.
const SHOWN: i64 = 50;
/// Characters of a tag.
const TAG: usize = 60;

#[derive(Default)]
struct Typed {
    kind: String,
    address: String,
    tag: String,
    certificate: String,
}

struct Line {
    kind: String,
    address: String,
    note: String,
    at: String,
}

struct Went {
    what: String,
    address: String,
    state: String,
    state_kind: &'static str,
    error: String,
    tries: i64,
    when: (String, String),
    again: String,
}

#[derive(Template)]
#[template(path = "channel/page.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    typed: Typed,
    kinds: Vec<Choice>,
    secret: String,
    channels: Vec<Line>,
    went: Vec<Went>,
}

fn home(visit: &Visit<Keeps>) -> Result<OrganisationId, Problem> {
    access::home(visit.person()?, HANDLERS).ok_or(Problem::Forbidden)
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Keeps>) -> Result<Reply, Problem> {
    let typed = Typed { kind: Kind::Webhook.code().into(), ..Typed::default() };
    Ok(draw(visit, typed, Errors::default(), String::new())?.into())
}

fn draw(visit: &Visit<Keeps>, typed: Typed, errors: Errors, secret: String) -> Result<Page, Problem> {
    let t = visit.t();
    let home = home(visit)?;
    let read = visit.read()?;
    let channels = store::of(&read, &[home])?;
    let deliveries = store::newest(&read, home, SHOWN)?;
    drop(read);
    let line = |one: &Channel| Line {
        kind: t.s(&format!("incidents-channel-kind-{}", one.kind.code())),
        address: one.address.clone(),
        note: if one.fingerprint.is_empty() { String::new() } else { format!("OpenPGP {}", one.fingerprint) },
        at: format!("{HERE}/{}", one.uuid),
    };
    let went = |one: &Delivery| Went {
        what: t.s(&format!("incidents-channel-what-{}", one.what)),
        address: channels
            .iter()
            .find(|channel| channel.id == one.channel)
            .map(|one| one.address.clone())
            .unwrap_or_default(),
        state: t.s(&format!("incidents-channel-state-{}", one.state.code())),
        state_kind: match one.state {
            State::Waiting => "accent",
            State::Delivered => "good",
            State::Failed => "danger",
        },
        error: one.error.clone(),
        tries: one.tries,
        when: (one.at.to_string(), t.date_time(one.at)),
        again: if one.state == State::Failed { format!("{HERE}/deliver/{}/again", one.id) } else { String::new() },
    };
    let kind = |kind: &Kind| {
        let code = kind.code();
        Choice::new(code, t.s(&format!("incidents-channel-kind-{code}")), &typed.kind)
            .hint(t.s(&format!("incidents-channel-kind-hint-{code}")))
    };
    let body = Body {
        csrf: visit.csrf(),
        errors,
        kinds: Kind::ALL.iter().map(kind).collect(),
        typed,
        secret,
        channels: channels.iter().map(line).collect(),
        went: deliveries.iter().map(went).collect(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-channel-title"), body)
        .lead(t.s("incidents-channel-lead"))
        .crumb(t.s("incidents-nav"), "/incidents"))
}

// words: incidents-channel-kind-hint-{webhook,mail}
// words: incidents-channel-key-{too-long,secret,unreadable,forged,revoked,no-use}

fn why(refused: belfry_openpgp::Refused) -> &'static str {
    use belfry_openpgp::Refused;
    match refused {
        Refused::TooLong => "too-long",
        Refused::Secret => "secret",
        Refused::Unreadable => "unreadable",
        Refused::Forged => "forged",
        Refused::Revoked => "revoked",
        Refused::NoUse => "no-use",
    }
}

/// What is wrong with an address of its kind.
fn fits(kind: Kind, address: &str) -> bool {
    match kind {
        Kind::Mail => belfry_outbound::Sender::is_address(address),
        Kind::Webhook => {
            let uri: Option<belfry_outbound::Uri> = address.parse().ok();
            let scheme = uri.as_ref().and_then(|uri| uri.scheme_str());
            // Plain HTTP goes to hosts inside only, which the guard decides when it is asked.
            scheme.is_some_and(|scheme| ["https", "http"].contains(&scheme))
                && uri
                    .as_ref()
                    .and_then(|uri| uri.authority())
                    .is_some_and(|authority| !authority.as_str().contains('@'))
        }
    }
}

/// Adds a channel; the secret of a webhook is shown on the page that follows, and never again.
///
/// # Errors
/// Those of the database.
pub fn add(visit: &mut Visit<Keeps>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let typed = Typed {
        kind: form.text("kind").to_owned(),
        address: form.text("address").to_owned(),
        tag: form.text("tag").trim_matches(['[', ']']).to_owned(),
        certificate: form.raw("certificate").trim().to_owned(),
    };
    let mut errors = Errors::default();
    let kind = Kind::parse(&typed.kind);
    errors.unless(kind.is_some(), "kind", || t.s("incidents-channel-kind-missing"));
    let right = kind.is_some_and(|kind| fits(kind, &typed.address));
    errors.unless(right, "address", || t.s("incidents-channel-address-wrong"));
    let plain = typed.tag.chars().count() <= TAG && !typed.tag.contains(|c: char| c.is_control());
    errors.unless(plain, "tag", || t.n("incidents-channel-tag-wrong", TAG));
    let mut fingerprint = String::new();
    if kind == Some(Kind::Mail) {
        let now = u64::try_from(visit.now().as_second()).unwrap_or_default();
        // A trial, so that a certificate that only signs is refused here and not at the first incident.
        let tried = belfry_openpgp::read(&typed.certificate)
            .and_then(|key| belfry_openpgp::encrypt(&typed.certificate, "", now, &mut |out| out.fill(7)).map(|_| key));
        match tried {
            Ok(key) => fingerprint = key.fingerprint,
            Err(refused) => errors.add("certificate", t.s(&format!("incidents-channel-key-{}", why(refused)))),
        }
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        return Ok(draw(visit, typed, errors, String::new())?.refused().into());
    };
    visit.granted(())?;
    let organisation = home(visit)?;
    let (id, secret): (i64, _) = (visit.ids().next(), visit.ids().secret());
    let webhook = kind == Kind::Webhook;
    let one = Channel {
        id,
        uuid: visit.ids().uuid(),
        organisation,
        kind,
        address: typed.address,
        secret: webhook.then(|| visit.house().seal.seal(visit.ids(), &about(id), secret.as_bytes())),
        certificate: if webhook { String::new() } else { typed.certificate },
        fingerprint,
        tag: typed.tag,
        ended: None,
    };
    let tx = visit.write()?;
    store::add(&tx, visit.act(), &one)?;
    if !webhook {
        return visit.finish(tx, Reply::done(HERE, t.s("incidents-channel-added")));
    }
    tx.commit()?;
    let typed = Typed { kind: Kind::Webhook.code().into(), ..Typed::default() };
    Ok(draw(visit, typed, Errors::default(), secret)?.into())
}

/// Sends something that says that the way is open.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn test(visit: &mut Visit<Keeps>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let home = home(visit)?;
    visit.granted(())?;
    let tx = visit.write()?;
    let channel = store::of(&tx, &[home])?.into_iter().find(|one| one.uuid == uuid).ok_or(Problem::NotFound)?;
    store::ask(&tx, visit.act(), channel.id, None, "test", &visit.now().to_string())?;
    visit.finish(tx, Reply::done(HERE, t.s("incidents-channel-tested")))
}

/// Ends a channel.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn end(visit: &mut Visit<Keeps>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let home = home(visit)?;
    visit.granted(())?;
    let tx = visit.write()?;
    if !store::end(&tx, visit.act(), home, uuid)? {
        return Err(Problem::NotFound);
    }
    tx.commit()?;
    Ok(Reply::done(HERE, t.s("incidents-channel-ended")))
}

/// Tries a delivery again that was given up.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn again(visit: &mut Visit<Keeps>) -> Result<Reply, Problem> {
    let t = visit.t();
    let id: i64 = visit.path("delivery")?;
    let home = home(visit)?;
    visit.granted(())?;
    let tx = visit.write()?;
    if !store::again(&tx, visit.act(), home, id)? {
        return Err(Problem::NotFound);
    }
    visit.finish(tx, Reply::done(HERE, t.s("incidents-channel-tested")))
}
