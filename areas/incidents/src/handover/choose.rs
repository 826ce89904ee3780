//! Which notification is handed over: those that may reach across a border, narrowed by what one knows of it, the newest first.

use std::collections::HashMap;

use askama::Template;
use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Sql, Value, args, scope};
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{contact, partner};
use crate::access::HandOver;
use crate::incident::{Kind, Said};
use crate::notification::store::{self as notified, Notification};
use crate::notification::{State, show};
use crate::regime;

const HERE: &str = "/incidents/handovers/new";
/// Rows on a page.
const ROWS: usize = 50;

/// What is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filter {
    state: String,
    law: String,
    kind: String,
    border: String,
    handed: String,
}

impl Filter {
    fn of(query: &[(String, String)]) -> Self {
        let text = |name: &str| query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
        let known =
            |name: &str, is: &dyn Fn(&str) -> bool| Some(text(name)).filter(|code| is(code)).unwrap_or("").to_owned();
        Self {
            state: known("state", &|code| State::parse(code).is_some()),
            law: known("law", &|code| regime::latest(code).is_some()),
            kind: known("kind", &|code| Kind::parse(code).is_some()),
            border: known("border", &|code| matches!(code, "yes" | "unknown")),
            handed: known("handed", &|code| matches!(code, "yes" | "no")),
        }
    }

    fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("state", &self.state),
            ("law", &self.law),
            ("kind", &self.kind),
            ("border", &self.border),
            ("handed", &self.handed),
        ];
        all.into_iter().map(|(name, value)| (name, value.as_str())).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// As an address, without one field, behind a row.
    fn address(&self, without: &str, before: Option<SubjectId>) -> String {
        let mut kept: Vec<(&str, String)> =
            self.fields().into_iter().filter(|(name, _)| *name != without).map(|(n, v)| (n, v.to_owned())).collect();
        kept.extend(before.map(|id| ("before", id.to_string())));
        let query = serde_urlencoded::to_string(kept).unwrap_or_default();
        if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
    }
}

/// Notifications that the reader sees and that may reach across a border, the newest first.
fn found(
    read: &Read,
    filter: &Filter,
    before: Option<SubjectId>,
) -> belfry_store::Result<Vec<(Subject, Notification)>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(notified::COLUMNS, []).and(
        "from incidents_notifications n join store_subjects s on s.id = n.id where n.border <> ? and n.received is not null \
         and n.id < ?",
        [Said::No.code().into(), before.map_or(i64::MAX, |id| id.0).into()],
    );
    for (name, value) in filter.fields() {
        let typed = || [Value::from(value.to_owned())];
        match name {
            "state" => sql.push("and n.state = ?", typed()),
            "law" => sql.push("and n.regime = ?", typed()),
            "kind" => sql.push("and n.kind = ?", typed()),
            "border" => sql.push("and n.border = ?", typed()),
            _ => {
                // A package that the reader does not see was handed over by nobody.
                let not = if value == "yes" { "and" } else { "and not" };
                sql.push(not, []);
                sql.push(
                    "exists (select 1 from incidents_packages h join store_subjects p on p.id = h.id \
                     where h.notification_id = n.id and exists (select 1 from store_visible w where w.grant_key = ? \
                     and w.label_id = p.label_id limit 1))",
                    [read.key().into()],
                );
            }
        }
    }
    sql.push("and", []);
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by n.id desc limit ?", [(ROWS as i64 + 1).into()]);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, notified::from_row(row, 8)?)))
}

/// To whom notifications were handed over so far, as far as the reader sees the packages.
fn handed(read: &Read, of: &[i64]) -> belfry_store::Result<HashMap<SubjectId, Vec<i64>>> {
    let mut sql = Sql::new(
        "select distinct h.notification_id, h.partner_id from incidents_packages h join store_subjects s on s.id = h.id \
         where h.notification_id in {ints ?} and",
        [of.to_vec().into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    let mut all: HashMap<SubjectId, Vec<i64>> = HashMap::new();
    for (id, partner) in read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))? {
        all.entry(id).or_default().push(partner);
    }
    Ok(all)
}

struct Row {
    href: String,
    number: String,
    entity: String,
    exercise: bool,
    kind: String,
    law: String,
    sure: bool,
    aware: (String, String),
    state: String,
    state_kind: &'static str,
    handed: String,
}

#[derive(Template)]
#[template(path = "handover/choose.html")]
struct Body {
    t: Words,
    filtered: bool,
    first: bool,
    states: Vec<Choice>,
    laws: Vec<Choice>,
    kinds: Vec<Choice>,
    borders: Vec<Choice>,
    handed: Vec<Choice>,
    active: Vec<ActiveFilter>,
    rows: Vec<Row>,
    newer: String,
    older: String,
}

// words: incidents-choose-border-{yes,unknown} incidents-choose-handed-{yes,no}
// words: incidents-filter-{border,handed}

/// The page.
///
/// # Errors
/// [`Problem::Forbidden`] for who acts for no point of contact, and those of the database.
pub fn page(visit: &Visit<HandOver>) -> Result<Reply, Problem> {
    let t = visit.t();
    contact(visit.person()?).ok_or(Problem::Forbidden)?;
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let read = visit.read()?;
    regime::store::load(&read)?;
    let filter = Filter::of(visit.queries());
    let mut all = found(&read, &filter, before)?;
    let more = all.len() > ROWS;
    all.truncate(ROWS);
    let owners: Vec<OrganisationId> = all.iter().map(|(subject, _)| subject.owner).collect();
    let names = organisation::names(&read, &owners)?;
    let ids: Vec<i64> = all.iter().map(|(subject, _)| subject.id.0).collect();
    let (handed, partners) = (handed(&read, &ids)?, partner::all_named(&read)?);
    drop(read);
    visit.close();
    let to = |id: SubjectId| -> Vec<String> {
        handed.get(&id).into_iter().flatten().filter_map(|one| partners.get(one).cloned()).collect()
    };
    let choice = |code: &str, said: String, now: &str| Choice::new(code, said, now);
    let body = Body {
        filtered: !filter.fields().is_empty(),
        first: before.is_none(),
        states: State::ALL.iter().map(|one| choice(one.code(), said(&t, "state", one.code()), &filter.state)).collect(),
        laws: regime::all()
            .iter()
            .map(|one| choice(&one.name, one.title(t.language()).to_owned(), &filter.law))
            .collect(),
        kinds: Kind::ALL.iter().map(|one| choice(one.code(), said(&t, "kind", one.code()), &filter.kind)).collect(),
        borders: ["yes", "unknown"].map(|code| choice(code, said(&t, "border", code), &filter.border)).to_vec(),
        handed: ["yes", "no"].map(|code| choice(code, said(&t, "handed", code), &filter.handed)).to_vec(),
        active: active(&t, &filter),
        newer: if before.is_some() { filter.address("", None) } else { String::new() },
        older: all.last().filter(|_| more).map(|(last, _)| filter.address("", Some(last.id))).unwrap_or_default(),
        rows: all.iter().map(|(subject, one)| drawn(&t, (subject, one), &names, &to(subject.id))).collect(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-handover-new"), body)
        .lead(t.s("incidents-handover-choose-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-handover-title"), "/incidents/handovers")
        .into())
}

fn said(t: &Words, name: &str, code: &str) -> String {
    match name {
        "state" => t.s(&format!("incidents-notification-state-{code}")),
        "kind" => t.s(&format!("incidents-kind-{code}")),
        "law" => regime::latest(code).map_or(code, |regime| regime.title(t.language())).to_owned(),
        _ => t.s(&format!("incidents-choose-{name}-{code}")),
    }
}

fn active(t: &Words, filter: &Filter) -> Vec<ActiveFilter> {
    let chip = |(name, code): (&'static str, &str)| {
        let label = t.s(&format!("incidents-filter-{name}"));
        ActiveFilter {
            label: t.a("incidents-list-filter", [("label", label.into()), ("value", said(t, name, code).into())]),
            remove: filter.address(name, None),
        }
    };
    filter.fields().into_iter().map(chip).collect()
}

fn drawn(
    t: &Words,
    (subject, one): (&Subject, &Notification),
    names: &HashMap<OrganisationId, OrganisationName>,
    to: &[String],
) -> Row {
    Row {
        href: format!("{HERE}?notification={}", subject.uuid),
        number: one.number.clone(),
        entity: names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default(),
        exercise: one.exercise,
        kind: said(t, "kind", one.kind.code()),
        law: show::law(one, t.language()).to_owned(),
        sure: one.border == Said::Yes,
        aware: (one.aware.to_string(), t.date_time(one.aware)),
        state: said(t, "state", one.state.code()),
        state_kind: show::chip(one.state),
        handed: if to.is_empty() { String::new() } else { t.list(to) },
    }
}
