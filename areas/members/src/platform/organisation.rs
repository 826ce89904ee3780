//! Organisations as tenants: how many people each has, whether somebody administers it, who waits to be let in, and whether anybody
//! comes. What an organisation says of itself stands in the directory.

use askama::Template;
use belfry_documents::Cell;
use belfry_identity::ORGANISATION;
use belfry_identity::organisation::OrganisationKind;
use belfry_kernel::Problem;
use belfry_kernel::access::Oversee;
use belfry_store::Read;
use belfry_web::components::{Choice, Tab};
use belfry_web::table::{self, Rows};
use belfry_web::views::Narrowed;
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::store::{self, PAGE, Tenant};
use crate::organisation::kind_name;
use crate::register::said;

const HERE: &str = "/members/platform/organisations";
/// What an organisation may need, by which the list is narrowed.
const NEEDS: &[&str] = &["administrator", "people", "answer"];

// words: members-platform-need-{administrator,people,answer}

struct Row {
    name: String,
    sub: String,
    href: String,
    country: String,
    people: String,
    administrators: String,
    /// Somebody is there.
    there: bool,
    /// Nobody administers those who are there.
    orphaned: bool,
    waiting: String,
    seen: (String, String),
}

#[derive(Template)]
#[template(path = "platform/organisations.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    text: String,
    needs: Vec<Choice>,
    rows: Vec<Row>,
    next: String,
    files: (String, String),
}

/// What the address asks for: a part of a name, and what is needed.
fn asked(visit: &Visit<Oversee>) -> (String, String) {
    let text = |name| visit.query(name).chars().take(200).collect::<String>();
    (text("q"), NEEDS.iter().find(|need| **need == visit.query("need")).copied().unwrap_or_default().to_owned())
}

fn query(text: &str, need: &str, after: &str) -> String {
    let all = [("q", text), ("need", need), ("after", after)];
    serde_urlencoded::to_string(all.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
        .unwrap_or_default()
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let t = list.t;
    let need = NEEDS.iter().find(|need| **need == list.text("need"));
    let all = [
        (t.s("members-list-text"), list.text("q").to_owned()),
        (
            t.s("members-platform-need"),
            need.map(|code| t.s(&format!("members-platform-need-{code}"))).unwrap_or_default(),
        ),
    ];
    Ok(super::narrowed(t, all))
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (t, now, (text, need)) = (visit.t(), visit.now(), asked(visit));
    let mut found = store::tenants(&*visit.read()?, &text, &need, visit.query("after"), PAGE + 1)?;
    let more = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| more).map(|last| format!("{HERE}?{}", query(&text, &need, &last.key)));
    let row = |one: Tenant| Row {
        href: format!("{}{}/people", ORGANISATION.path, one.uuid),
        sub: kind(&t, &one),
        country: one.country.as_deref().map(|code| said::country(&t, code)).unwrap_or_default(),
        people: t.number(one.people),
        administrators: t.number(one.administrators),
        there: one.people > 0,
        orphaned: one.people > 0 && one.administrators == 0,
        waiting: if one.waiting > 0 { t.number(one.waiting) } else { String::new() },
        seen: one.seen.map(|at| (at.to_string(), t.relative(at, now))).unwrap_or_default(),
        name: one.name,
    };
    let body = Body {
        tabs: super::tabs(&t, HERE),
        needs: NEEDS
            .iter()
            .map(|code| Choice::new(*code, t.s(&format!("members-platform-need-{code}")), &need))
            .collect(),
        rows: found.into_iter().map(row).collect(),
        next: next.unwrap_or_default(),
        files: table::links(HERE, &query(&text, &need, "")),
        text,
        t: t.clone(),
    };
    Ok(super::frame(visit, body).into())
}

fn kind(t: &Words, one: &Tenant) -> String {
    OrganisationKind::parse(&one.kind).map(|kind| kind_name(t, kind)).unwrap_or_default()
}

/// The list as a file.
///
/// # Errors
/// As [`table::file`].
pub fn file(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (text, need) = asked(visit);
    table::file(visit, "organisations", Tenants { text, need, after: String::new() })
}

struct Tenants {
    text: String,
    need: String,
    after: String,
}

impl Rows for Tenants {
    fn columns(&self, t: &Words) -> Vec<String> {
        let all = [
            "members-organisation-name",
            "members-organisation-kind",
            "members-organisation-country",
            "members-platform-people",
            "members-platform-administrators",
            "members-platform-waiting",
            "members-platform-seen",
        ];
        std::iter::once("uuid".to_owned()).chain(all.map(|key| t.s(key))).collect()
    }

    fn block(&mut self, read: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let found = store::tenants(read, &self.text, &self.need, &self.after, 250)?;
        if let Some(last) = found.last() {
            self.after.clone_from(&last.key);
        }
        let row = |one: Tenant| {
            let kind = kind(t, &one);
            vec![
                one.uuid.to_string().into(),
                one.name.into(),
                kind.into(),
                one.country.into(),
                one.people.into(),
                one.administrators.into(),
                one.waiting.into(),
                one.seen.into(),
            ]
        };
        Ok(found.into_iter().map(row).collect())
    }
}
