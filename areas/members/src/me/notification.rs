//! Of what one wants to be told, and how: by kind, another way for a circle, and when the digest comes.

use askama::Template;
use belfry_identity::circle;
use belfry_identity::person::{self, Digest, Way, Wishes};
use belfry_kernel::access::Self_;
use belfry_kernel::{CircleId, Problem};
use belfry_web::components::{Choice, Tab};
use belfry_web::{Reply, Visit};
use belfry_words::{Words, sortable};

const HERE: &str = "/members/me/notifications";

/// What can happen: the field and end of a message key, and the facts behind it.
///
/// The facts are named, not imported: a wish for a fact of an area that this program lacks does no harm.
const HAPPENINGS: &[(&str, &[&str])] = &[
    (REMINDER, &["agenda.reminder"]),
    ("shared", &["threats.event-published"]),
    ("discussion", &["discussion.remark-added"]),
    ("mention", &["discussion.person-mentioned"]),
    ("announcement", &["desk.announcement-published"]),
    ("recall", &["threats.event-recalled", "threats.event-corrected"]),
    // All that happens to circles goes by this one name.
    ("circle", &["identity.circle-invited"]),
    // All about registrations goes by this one name.
    ("registration", &["members.registration-sent"]),
    ("people", &["identity.person-joined", "identity.membership-changed"]),
];
// words: members-me-wish-{reminder,announcement,shared,discussion,mention,recall,circle,registration,people}
// words: members-me-wish-{reminder,announcement,shared,discussion,mention,recall,circle,registration,people}-hint

/// What is due is told by mail unless somebody says otherwise.
const REMINDER: &str = "reminder";
/// How.
const WAYS: [Way; 4] = [Way::Mail, Way::Digest, Way::Product, Way::None];
// words: members-me-way-{mail,digest,product,none}
// words: members-me-digest-day-{1,2,3,4,5,6,7}
/// The field of a circle: this, and its UUID.
const CIRCLE: &str = "circle-";

struct Happening {
    field: &'static str,
    legend: String,
    hint: String,
    ways: Vec<Choice>,
}

/// A circle of one's own, and the way that all in it goes.
struct Within {
    field: String,
    name: String,
    ways: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "me/notifications.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    happenings: Vec<Happening>,
    circles: Vec<Within>,
    days: Vec<Choice>,
    hours: Vec<Choice>,
    zone: String,
}

fn way(wishes: &Wishes, field: &str, facts: &[&str]) -> Way {
    let usual = if field == REMINDER { Way::Mail } else { Way::Product };
    facts.iter().map(|fact| wishes.way(fact, usual)).find(|way| *way != usual).unwrap_or(usual)
}

/// The wishes as they stand.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let wishes = person::settings(&*visit.read()?, visit.person()?.id)?.wishes;
    let circles = circles(visit, &t, &wishes)?;
    let happening = |(field, facts): &(&'static str, &[&str])| {
        let key = format!("members-me-wish-{field}");
        let current = way(&wishes, field, facts);
        let choice = |way: Way| Choice::new(way.code(), t.s(&format!("members-me-way-{}", way.code())), current.code());
        Happening {
            field,
            legend: t.s(&key),
            hint: t.s(&format!("{key}-hint")),
            ways: WAYS.into_iter().map(choice).collect(),
        }
    };
    let happenings = HAPPENINGS.iter().map(happening).collect();
    let weekday = wishes.digest.weekday.map(|day| day.to_string()).unwrap_or_default();
    let day = |n: i8| Choice::new(n.to_string(), t.s(&format!("members-me-digest-day-{n}")), &weekday);
    let hour = |n: i8| Choice::new(n.to_string(), format!("{n:02}:00"), &wishes.digest.hour.to_string());
    let body = Body {
        csrf: visit.csrf(),
        tabs: super::tabs(&t, HERE),
        happenings,
        circles,
        days: (1..=7).map(day).collect(),
        hours: (0..=23).map(hour).collect(),
        zone: t.a("members-me-digest-hint", [("now", t.date_time_zone(visit.now()).into())]),
        t: t.clone(),
    };
    Ok(super::frame(visit, body).into())
}

/// The reader's own circles, by name.
fn circles<A>(visit: &Visit<A>, t: &Words, wishes: &Wishes) -> Result<Vec<Within>, Problem> {
    let own: Vec<CircleId> = visit.actor().grants().circles.into_iter().collect();
    let mut named: Vec<_> = circle::names(&*visit.read()?, &own)?.into_iter().collect();
    named.sort_by_cached_key(|one| sortable(&one.1.name));
    let within = |(id, found): (CircleId, circle::CircleName)| {
        let current = wishes.circles.get(&id.0).map_or("", |way| way.code());
        let choice = |way: Way| Choice::new(way.code(), t.s(&format!("members-me-way-{}", way.code())), current);
        let ways = WAYS.into_iter().map(choice).collect();
        Within { field: format!("{CIRCLE}{}", found.uuid), name: found.name, ways }
    };
    Ok(named.into_iter().map(within).collect())
}

/// Reads when the digest comes; what is no day or hour stays as it was.
fn digest(weekday: &str, hour: &str, before: Digest) -> Digest {
    let weekday = match weekday {
        "" => None,
        day => day.parse().ok().filter(|day| (1..=7).contains(day)).or(before.weekday),
    };
    Digest { weekday, hour: hour.parse().ok().filter(|hour| (0..=23).contains(hour)).unwrap_or(before.hour) }
}

/// Keeps them. What was not asked stays as it is.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let id = visit.person()?.id;
    let own: Vec<CircleId> = visit.actor().grants().circles.into_iter().collect();
    let named = circle::names(&*visit.read()?, &own)?;
    let tx = visit.write()?;
    let mut settings = person::settings(&tx, id)?;
    for (field, facts) in HAPPENINGS {
        let Some(asked) = Way::parse(visit.form().text(field)).filter(|way| WAYS.contains(way)) else { continue };
        facts.iter().for_each(|fact| settings.wishes.set(fact, asked));
    }
    let form = visit.form();
    for (circle, found) in &named {
        let field = format!("{CIRCLE}{}", found.uuid);
        match Way::parse(form.text(&field)) {
            Some(way) => {
                settings.wishes.circles.insert(circle.0, way);
            }
            None if form.fields().iter().any(|(name, _)| *name == field) => {
                settings.wishes.circles.remove(&circle.0);
            }
            None => {}
        }
    }
    if form.has("digest-hour") {
        let (day, hour) = (form.text("digest-day"), form.text("digest-hour"));
        settings.wishes.digest = digest(day, hour, settings.wishes.digest);
    }
    person::save_settings(&tx, id, &settings)?;
    tx.commit()?;
    Ok(Reply::done(HERE, visit.t().s("members-me-notifications-done")))
}
