//! **Another's id** (A6), **another verb** (A7), **a field too many** (A8): whatever forms there are is sent as its owner is shown it,
//! but by somebody else, with somebody else's ids, by another method, or with fields that nobody asked for.

use axum::http::header;
use belfry_testkit::{Engine, both_databases};

use crate::addresses::{Reader, crawl, route_of};
use crate::fingerprint;
use crate::posted::{self, Form, uuids};
use crate::world::{Plan, World};

/// Forms of a route that are sent.
const MOST: usize = 2;
/// Fields that no form has, and that would be dear if they counted.
const TOO_MANY: &[(&str, &str)] = &[
    ("id", "1"),
    ("uuid", "00000000-0000-4000-8000-000000000001"),
    ("owner", "1"),
    ("owner_id", "1"),
    ("organisation_id", "1"),
    ("role", "platform-administrator"),
    ("roles", "platform-administrator"),
    ("label_id", "1"),
    ("tlp", "clear"),
    ("state", "published"),
    ("status", "confirmed"),
    ("may_write", "true"),
    ("hidden", "no"),
    ("created_at", "1"),
    ("updated", "1"),
    ("version", "999"),
    ("system", "1"),
];

/// Two organisations with an event of their own each, and a hidden circle of the second; nothing of the one is seen by the other.
pub fn apart(world: World) -> World {
    for owner in 0..2 {
        let plan = Plan { owner, reach: 0, tlp: 2, values: vec![(owner as u8, false), (6, false)], tag: 1 };
        world.put(owner, &plan);
        let maker = world.all_round(owner);
        world.dress(owner, &plan, &maker.visitor, "a word");
    }
    world.site.circle("Own", true, &world.organisations[..1]);
    world.site.circle("Theirs", true, &world.organisations[1..2]);
    world.site.run_jobs();
    world
}

/// The forms that somebody is shown whose addresses name a record.
fn forms_of(world: &World, reader: &Reader<'_>) -> Vec<Form> {
    let told = crawl(&world.site, reader, &[], 4);
    let named = posted::all(&world.site.routes(), &told, MOST);
    named.into_iter().filter(|form| !uuids(&form.action).is_empty()).collect()
}

fn send(reader: &Reader<'_>, form: &Form) -> u16 {
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    reader.visitor.submit(&form.action, &fields).status
}

/// Sends the second organisation's forms as the first, and the first's own with ids of the second.
///
/// # Errors
/// What was not refused, or was refused in a way that tells hidden from missing.
pub fn nothing_by_anothers_id(world: &World) -> Result<(), String> {
    let (mine, theirs) = (world.all_round(0), world.all_round(1));
    let (own, others) = (forms_of(world, &mine), forms_of(world, &theirs));
    let (mut sent, before) = (0, fingerprint::of(&world.site));
    let strange = |form: &&Form| !own.iter().any(|known| known.action == form.action);
    for form in others.iter().filter(strange) {
        let seen = mine.ask(&record_of(&form.action)).status == 200;
        let status = send(&mine, form);
        sent += 1;
        // What is seen may be refused; what is not seen is not there.
        if status != 404 && !(seen && status == 403) {
            return Err(format!("{} by a stranger answers {status}", pattern(world, &form.action)));
        }
    }
    let foreign = uuids(&others.iter().map(|form| form.action.as_str()).collect::<Vec<_>>().join(" ")).len();
    for form in &own {
        for swapped in swaps(form, &others) {
            let status = send(&mine, &swapped);
            sent += 1;
            if status < 400 {
                return Err(format!("{} with another's id answers {status}", pattern(world, &form.action)));
            }
        }
    }
    let changed = fingerprint::differences(&before, &fingerprint::of(&world.site));
    if !changed.is_empty() {
        return Err(format!("another's id changed {changed:?}"));
    }
    if sent < 20 || foreign < 10 {
        return Err(format!("only {sent} forms were sent"));
    }
    Ok(())
}

/// The page of the record that an address is about.
fn record_of(action: &str) -> String {
    uuids(action).first().and_then(|uuid| action.split_once(uuid)).map_or_else(String::new, |(before, _)| {
        let uuid = uuids(action)[0];
        format!("{before}{uuid}")
    })
}

fn pattern(world: &World, action: &str) -> String {
    route_of(&world.site.routes(), "POST", action).map_or_else(|| action.to_owned(), |route| route.path.clone())
}

/// One's own form with the second id of its address, or an id in its fields, taken from the same form of another.
fn swaps(form: &Form, others: &[Form]) -> Vec<Form> {
    let mut all = Vec::new();
    let ids = uuids(&form.action);
    let shape = |action: &str| uuids(action).iter().fold(action.to_owned(), |text, id| text.replace(id, "*"));
    for other in
        others.iter().filter(|other| shape(&other.action) == shape(&form.action) && other.action != form.action)
    {
        let theirs = uuids(&other.action);
        if let ([_, inner], [_, their_inner]) = (ids.as_slice(), theirs.as_slice()) {
            // An organisation as a member is no secret: only what belongs to the record itself is swapped.
            if inner != their_inner && !form.action.contains("/members/circles/") {
                all.push(Form {
                    action: form.action.replace(inner, their_inner),
                    fields: form.fields.clone(),
                    names: form.names.clone(),
                });
            }
        }
        for (n, (name, value)) in form.fields.iter().enumerate() {
            let their = other.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            let ids = (uuids(value).first().copied(), their.and_then(|text| uuids(text).first().copied()));
            if let (Some(id), Some(their)) = ids
                && id != their
                && !["organisation", "to"].contains(&name.as_str())
            {
                let mut fields = form.fields.clone();
                fields[n].1 = value.replace(id, their);
                all.push(Form { action: form.action.clone(), fields, names: form.names.clone() });
            }
        }
    }
    all
}

fn world(engine: Engine) -> World {
    apart(World::new(engine, "Night"))
}

both_databases! {
    fn nothing_is_changed_by_anothers_id(engine) {
        nothing_by_anothers_id(&world(engine)).unwrap_or_else(|found| panic!("{found}"));
    }

    /// Only POST changes, whatever a client calls it, and only with the token of the session.
    fn only_the_declared_verb_works(engine) {
        let world = world(engine);
        let mine = world.all_round(0);
        let forms = forms_of(&world, &mine);
        assert!(forms.len() > 15, "{}", forms.len());
        let routes = world.site.routes();
        let before = fingerprint::of(&world.site);
        for form in &forms {
            let mut fields = form.fields.clone();
            fields.push(("csrf".into(), mine.visitor.token()));
            let body = serde_urlencoded::to_string(&fields).expect("a form");
            let send = |method: &str, url: &str, accept: &str, body: &str| {
                let request = mine.visitor.request(method, url).header(header::ACCEPT, accept);
                let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                mine.visitor.send(request, axum::body::Body::from(body.to_owned())).status
            };
            for method in ["PUT", "PATCH", "DELETE"] {
                assert_eq!(send(method, &form.action, "text/html", &body), 405, "{method} {}", form.action);
            }
            let page = route_of(&routes, "GET", &form.action).is_some();
            for method in ["GET", "HEAD"] {
                let status = send(method, &form.action, "application/json", &body);
                assert!(status == 405 || page, "{method} {} answers {status}", form.action);
            }
            let bare = serde_urlencoded::to_string(&form.fields).expect("a form");
            let with = if form.action.contains('?') { '&' } else { '?' };
            for (url, accept) in [
                (form.action.clone(), "text/html"),
                (form.action.clone(), "application/json"),
                (format!("{}{with}_method=DELETE&csrf={}", form.action, mine.visitor.token()), "*/*"),
            ] {
                let status = send("POST", &url, accept, &bare);
                assert!([400, 403].contains(&status), "{url} without its token answers {status} for {accept}");
            }
        }
        assert_eq!(fingerprint::differences(&before, &fingerprint::of(&world.site)), Vec::<String>::new());
    }

    /// The same forms in two worlds, in one with fields that nobody asked for: both end in the same state.
    fn a_field_too_many_takes_no_effect(engine) {
        let (plain, greedy) = (world(engine), world(engine));
        let mine = plain.all_round(0);
        let told = crawl(&plain.site, &mine, &[], 4);
        let forms = posted::all(&plain.site.routes(), &told, 1);
        // Both look around alike, and sign in once: the same secrets are drawn in both worlds.
        let theirs = greedy.all_round(0);
        crawl(&greedy.site, &theirs, &[], 4);
        let mut done = 0;
        for form in &forms {
            // What ends the session or another's membership would end the story.
            if ["/sign-out", "/preferences", "/members/me/sessions"].contains(&form.action.as_str()) {
                continue;
            }
            let known = |name: &str| form.names.iter().any(|known| known == name);
            let more = TOO_MANY.iter().filter(|(name, _)| !known(name)).map(|(name, value)| ((*name).into(), (*value).into()));
            let fuller = Form { fields: form.fields.iter().cloned().chain(more).collect(), ..form.clone() };
            let (one, other) = (send(&mine, form), send(&theirs, &fuller));
            assert_eq!(one, other, "{}", form.action);
            done += usize::from(one == 303);
            let (here, there) = (fingerprint::of(&plain.site), fingerprint::of(&greedy.site));
            assert_eq!(fingerprint::differences(&here, &there), Vec::<String>::new(), "after {}", form.action);
        }
        assert!(done > 8, "only {done} forms did something");
        plain.site.run_jobs();
        greedy.site.run_jobs();
    }
}
