//! Where one is signed in, and ending it.

use askama::Template;
use belfry_identity::session;
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::components::Tab;
use belfry_web::{Reply, Visit};
use belfry_words::Words;

const HERE: &str = "/members/me/sessions";

struct Row {
    id: i64,
    device: String,
    agent: String,
    opened: (String, String),
    seen: (String, String),
    current: bool,
}

#[derive(Template)]
#[template(path = "me/sessions.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
}

/// The sessions that live.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let present = visit.signed_in().and_then(belfry_identity::SignedIn::session);
    let sessions = session::list(&*visit.read()?, visit.person()?.id, now)?;
    let row = |found: session::Session| Row {
        id: found.id,
        device: device(&t, &found.agent),
        opened: (found.created.to_string(), t.date_time(found.created)),
        seen: (found.seen.to_string(), t.relative(found.seen, now)),
        current: Some(found.id) == present,
        agent: found.agent,
    };
    let rows = sessions.into_iter().map(row).collect();
    let body = Body { t: t.clone(), csrf: visit.csrf(), tabs: super::tabs(&t, HERE), rows };
    Ok(super::frame(visit, body).into())
}

/// Ends the session that is named, all but this one, or all.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let person = visit.person()?.id;
    let present = visit.signed_in().and_then(belfry_identity::SignedIn::session);
    let asked = visit.form().text("session").to_owned();
    let tx = visit.write()?;
    if asked == "all" {
        session::end_all(&tx, visit.act(), person, None)?;
        tx.commit()?;
        let out = visit.set_cookie(visit.session_cookie(), "", Some(0));
        let reply = Reply::done("/sign-in", t.s("members-me-sessions-ended-all"));
        return Ok(Reply::WithCookies(Box::new(reply), vec![out]));
    }
    let words = if asked == "others" {
        let ended = session::end_all(&tx, visit.act(), person, present)?;
        t.n("members-me-sessions-ended", ended)
    } else {
        let id = asked.parse().map_err(|_| Problem::NotFound)?;
        let ended = session::end(&tx, visit.act(), person, id)?;
        t.n("members-me-sessions-ended", u64::from(ended))
    };
    tx.commit()?;
    Ok(Reply::done(HERE, words))
}

/// What browser on what system, as far as they say it: enough to tell one's own devices apart.
fn device(t: &Words, agent: &str) -> String {
    const BROWSERS: &[(&str, &str)] =
        &[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    const SYSTEMS: &[(&str, &str)] = &[
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let known =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (known(BROWSERS), known(SYSTEMS)) {
        (Some(browser), Some(system)) => {
            t.a("members-me-device", [("browser", browser.into()), ("system", system.into())])
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t.s("members-me-device-unknown"),
    }
}
