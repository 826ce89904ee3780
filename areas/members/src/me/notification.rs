//! Of what one wants to be told, and how.

use askama::Template;
use belfry_identity::person::{self, Way, Wishes};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::components::{Choice, Tab};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

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
const WAYS: [Way; 3] = [Way::Mail, Way::Product, Way::None];
// words: members-me-way-{mail,product,none}

struct Happening {
    field: &'static str,
    legend: String,
    hint: String,
    ways: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "me/notifications.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    happenings: Vec<Happening>,
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
    let body = Body { t: t.clone(), csrf: visit.csrf(), tabs: super::tabs(&t, HERE), happenings };
    Ok(super::frame(visit, body).into())
}

/// Keeps them. What was not asked stays as it is.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let id = visit.person()?.id;
    let tx = visit.write()?;
    let mut settings = person::settings(&tx, id)?;
    for (field, facts) in HAPPENINGS {
        let Some(asked) = Way::parse(visit.form().text(field)).filter(|way| WAYS.contains(way)) else { continue };
        facts.iter().for_each(|fact| settings.wishes.set(fact, asked));
    }
    person::save_settings(&tx, id, &settings)?;
    tx.commit()?;
    Ok(Reply::done(HERE, visit.t().s("members-me-notifications-done")))
}
