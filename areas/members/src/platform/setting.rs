//! Settings of the installation that can be changed while it runs, and those of its configuration, to be read.

pub mod community;

use askama::Template;
use belfry_contracts::platform::SettingsChanged;
use belfry_kernel::Problem;
use belfry_kernel::access::{Administer, Oversee};
use belfry_store::{Key, Read, ledger, setting};
use belfry_web::components::Tab;
use belfry_web::form::Errors;
use belfry_web::{House, Page, Reply, Visit};
use belfry_words::Words;

use self::community::{Community, Typed};

const HERE: &str = "/members/platform/settings";

/// A number of days that can be set: its name, what it is without being set, the least and the most.
struct Days {
    name: &'static str,
    key: &'static str,
    usual: i64,
    least: i64,
    most: i64,
}

const DAYS: [Days; 2] = [
    Days { name: "retention.jobs", key: "members-platform-keep-jobs", usual: 90, least: 7, most: 3_650 },
    Days { name: "retention.notices", key: "members-platform-keep-notices", usual: 365, least: 30, most: 3_650 },
];
// words: members-platform-keep-{jobs,notices} members-platform-keep-{jobs,notices}-hint

/// For how many days ended jobs, and notices that were read, are kept.
///
/// # Errors
/// Those of the database.
pub fn retention(read: &Read) -> belfry_store::Result<(i64, i64)> {
    let [jobs, notices] = &DAYS;
    Ok((days(read, jobs)?, days(read, notices)?))
}

fn days(read: &Read, of: &Days) -> belfry_store::Result<i64> {
    let kept = setting::get(read, of.name)?.and_then(|text| text.parse().ok());
    Ok(kept.unwrap_or(of.usual).clamp(of.least, of.most))
}

struct Field {
    name: &'static str,
    label: String,
    hint: String,
    value: String,
    error: String,
}

#[derive(Template)]
#[template(path = "platform/settings.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    community: Community,
    fields: Vec<Field>,
    errors: Errors,
    fixed: Vec<(String, String)>,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let (values, chosen) = (values(&read)?, community::now(&read)?);
    drop(read);
    Ok(drawn(visit, values, &chosen, Errors::default()).into())
}

/// The days as they are set.
fn values(read: &Read) -> belfry_store::Result<Vec<String>> {
    DAYS.iter().map(|of| days(read, of).map(|n| n.to_string())).collect()
}

fn drawn<A>(visit: &Visit<A>, values: Vec<String>, chosen: &Typed, errors: Errors) -> Page {
    let t = visit.t();
    let field = |(of, value): (&Days, String)| Field {
        name: of.name,
        label: t.s(of.key),
        hint: t.s(&format!("{}-hint", of.key)),
        error: errors.of(of.name).to_owned(),
        value,
    };
    let fields = DAYS.iter().zip(values).map(field).collect();
    let fixed = fixed(&t, visit.house());
    let community = community::form(&t, visit.house(), chosen);
    let body = Body { csrf: visit.csrf(), tabs: super::tabs(&t, HERE), community, fields, errors, fixed, t };
    super::frame(visit, body)
}

/// What the configuration says. Secrets are not among it.
fn fixed(t: &Words, house: &House) -> Vec<(String, String)> {
    let settings = &house.settings;
    let yes = |on: bool| if on { t.s("members-platform-yes") } else { t.s("members-platform-no") };
    vec![
        (
            t.s("members-policy-mail"),
            if settings.mail { settings.sender.clone() } else { t.s("members-policy-mail-none") },
        ),
        (t.s("members-platform-address"), settings.base_url.clone()),
        (t.s("members-platform-tls"), yes(settings.behind_tls)),
        (t.s("members-platform-upload"), t.bytes(settings.upload_limit)),
    ]
}

/// Changes them.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let t = visit.t();
    let values: Vec<String> = DAYS.iter().map(|of| visit.form().text(of.name).to_owned()).collect();
    let mut errors = Errors::default();
    let mut numbers = Vec::new();
    for (of, value) in DAYS.iter().zip(&values) {
        match value.parse::<i64>().ok().filter(|n| (of.least..=of.most).contains(n)) {
            Some(n) => numbers.push((of.name, n)),
            None => {
                let range = [("least", of.least.into()), ("most", of.most.into())];
                errors.add(of.name, t.a("members-platform-keep-range", range));
            }
        }
    }
    if !errors.is_empty() {
        let chosen = community::now(&*visit.read()?)?;
        return Ok(drawn(visit, values, &chosen, errors).refused().into());
    }
    let tx = visit.house().db.write(Key::SYSTEM)?;
    for (name, n) in numbers {
        let before = setting::get(&tx, name)?;
        if before.as_deref() != Some(n.to_string().as_str()) {
            setting::put(&tx, name, &n.to_string())?;
            ledger::record(&tx, visit.act(), &SettingsChanged { name: name.to_owned(), before, now: n.to_string() })?;
        }
    }
    tx.commit()?;
    Ok(Reply::done(HERE, t.s("members-platform-saved")))
}
