//! The register for an authority: what waits for a decision, everything that it watches, files out and in.

use std::collections::BTreeMap;

use askama::Template;
use belfry_identity::ORGANISATION;
use belfry_kernel::{Person, Problem};
use belfry_store::{Read, Result as Stored, Sql, args};
use belfry_web::components::{ActiveFilter, Choice, Tab};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use crate::access::{Supervise, Watch as Watching};
use crate::classify::page::class_name;
use crate::organisation::sector_choices;
use crate::register::export::{self, File};
use crate::register::registration::State;
use crate::register::rules::Class;
use crate::register::sight::{self, Eye, Watch};
use crate::register::{registration, said};

/// Rows on a page.
const ROWS: i64 = 50;
const HERE: &str = "/members/register";

/// What the list is filtered by; empty for all.
#[derive(Clone, Debug, Default)]
struct Filter {
    text: String,
    state: String,
    class: String,
    sector: String,
}

struct Row {
    href: String,
    name: String,
    class: String,
    state: String,
    state_kind: &'static str,
    since: String,
    sector: String,
    country: String,
}

struct Download {
    label: String,
    hint: String,
    csv: String,
    json: String,
}

#[derive(Template)]
#[template(path = "register/desk.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    filter: Filter,
    sectors: Vec<Choice>,
    classes: Vec<Choice>,
    active: Vec<ActiveFilter>,
    count: String,
    rows: Vec<Row>,
    next: String,
    files: Vec<Download>,
}

/// What somebody watches who has a part in registrations: whoever looks only as a CSIRT has none.
fn watched(read: &Read, person: &Person) -> Result<Vec<Watch>, belfry_store::Error> {
    let mut watches = sight::watches(read, person)?;
    watches.retain(|watch| watch.eye != Eye::Csirt);
    Ok(watches)
}

/// Whether the desk is there for somebody. At most one query.
///
/// # Errors
/// Those of the database.
pub fn is_open(read: &Read, person: &Person) -> Result<bool, belfry_store::Error> {
    Ok(!watched(read, person)?.is_empty())
}

/// The desk.
///
/// # Errors
/// [`Problem::NotFound`] for whoever watches nothing, and those of the database.
pub fn page(visit: &mut Visit<Watching>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let watches = watched(&read, visit.person()?)?;
    if watches.is_empty() {
        return Err(Problem::NotFound);
    }
    let filter = filter(&|name| visit.query(name));
    let by_state = by_state(&read, &watches)?;
    let mut found = listed(&read, &watches, &filter, visit.query("after"))?;
    let more = found.len() > ROWS as usize;
    found.truncate(ROWS as usize);
    let next = match found.last() {
        Some(last) if more => url(&filter, Some(("after", &last.key)), ""),
        _ => String::new(),
    };
    let all = if filter.state.is_empty() {
        by_state.values().sum()
    } else {
        by_state.get(&filter.state).copied().unwrap_or(0)
    };
    let narrowed = !filter.text.is_empty() || !filter.class.is_empty() || !filter.sector.is_empty();
    let count = if narrowed {
        String::new()
    } else {
        t.a("members-organisation-count", [("n", all.into()), ("said", t.number(all).into())])
    };
    let body = Body {
        tabs: tabs(&t, &filter, &by_state),
        sectors: sector_choices(&t, &filter.sector),
        classes: [Class::Essential, Class::Important, Class::RegisterOnly, Class::OutOfScope]
            .map(|class| Choice::new(class.code(), class_name(&t, class), &filter.class))
            .to_vec(),
        active: active(&t, &filter),
        count,
        rows: found.into_iter().map(|row| drawn(&t, row)).collect(),
        next,
        files: files(&t),
        filter,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("members-desk-title"), body)
        .lead(t.a("members-desk-lead", [("country", countries(&t, &watches).into())]))
        .crumb(t.s("members-nav"), "/members/organisations");
    if visit.may::<Supervise>(None) && watches.iter().any(|watch| watch.eye == Eye::Supervisor) {
        page = page.action(Action::link(t.s("members-application-list"), "/members/applications", "members"));
        page = page.action(Action::link(t.s("members-import-title"), format!("{HERE}/import"), "import"));
    }
    Ok(page.into())
}

/// Of which countries, in words.
fn countries(t: &Words, watches: &[Watch]) -> String {
    let mut names: Vec<String> = watches.iter().map(|watch| said::country(t, &watch.country)).collect();
    names.sort_by_cached_key(|name| belfry_words::sortable(name));
    names.dedup();
    t.list(&names)
}

struct Found {
    uuid: Uuid,
    name: String,
    key: String,
    country: Option<String>,
    sector: Option<String>,
    class: Option<String>,
    state: Option<String>,
    since: Option<Timestamp>,
    /// The reader looks for its competent authority, and so sees its registration.
    supervised: bool,
}

fn listed(read: &Read, watches: &[Watch], filter: &Filter, after: &str) -> Stored<Vec<Found>> {
    let supervised: Vec<Watch> = watches.iter().filter(|watch| watch.eye == Eye::Supervisor).cloned().collect();
    let sql =
        Sql::new("select s.uuid, o.name, o.name_key, o.country, o.sector, r.class, g.state, g.since, case when", []);
    let mut sql = export::reached(sql, &supervised).and(
        "then true else false end from identity_organisations o join store_subjects s on s.id = o.id \
         left join members_records r on r.organisation_id = o.id \
         left join members_registrations g on g.organisation_id = o.id where o.name_key > ? and",
        [after.to_owned().into()],
    );
    sql = export::reached(sql, watches);
    if !filter.text.is_empty() {
        let pattern = format!("%{}%", filter.text.to_lowercase().replace(['%', '_', '!'], ""));
        sql.push("and o.name_key like ?", [pattern.into()]);
    }
    match filter.state.as_str() {
        "" => {}
        "none" => sql.push("and g.state is null", []),
        state => sql.push("and g.state = ?", [state.to_owned().into()]),
    }
    if !filter.class.is_empty() {
        sql.push("and r.class = ?", [filter.class.clone().into()]);
    }
    if !filter.sector.is_empty() {
        sql.push(
            "and exists (select 1 from identity_directory d where d.organisation_id = o.id and d.sector = ?)",
            [filter.sector.clone().into()],
        );
    }
    sql.push("order by o.name_key limit ?", [(ROWS + 1).into()]);
    read.rows(sql, args![], |row| {
        Ok(Found {
            uuid: row.get(0)?,
            name: row.get(1)?,
            key: row.get(2)?,
            country: row.get(3)?,
            sector: row.get(4)?,
            class: row.get(5)?,
            state: row.get(6)?,
            since: row.get(7)?,
            supervised: row.get(8)?,
        })
    })
}

/// How many stand in each state; `none` for those that have submitted nothing.
fn by_state(read: &Read, watches: &[Watch]) -> Stored<BTreeMap<String, i64>> {
    let sql = Sql::new(
        "select coalesce(g.state, 'none'), count(*) from identity_organisations o \
         left join members_registrations g on g.organisation_id = o.id where",
        [],
    );
    let sql = export::reached(sql, watches).and("group by coalesce(g.state, 'none')", []);
    Ok(read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

fn tabs(t: &Words, filter: &Filter, by_state: &BTreeMap<String, i64>) -> Vec<Tab> {
    let states = std::iter::once("").chain(State::ALL.iter().map(|state| state.code())).chain(["none"]);
    states
        .map(|state| {
            let n: i64 =
                if state.is_empty() { by_state.values().sum() } else { by_state.get(state).copied().unwrap_or(0) };
            let of = Filter { state: state.to_owned(), ..filter.clone() };
            Tab {
                label: if state.is_empty() { t.s("members-desk-all") } else { t.s(&format!("members-state-{state}")) },
                href: url(&of, None, ""),
                count: t.number(n),
                current: filter.state == state,
            }
        })
        .collect()
}

fn drawn(t: &Words, row: Found) -> Row {
    let state = row.state.as_deref().and_then(State::parse);
    Row {
        href: format!("{}{}/{}", ORGANISATION.path, row.uuid, if row.supervised { "registration" } else { "record" }),
        name: row.name,
        class: row.class.as_deref().and_then(Class::parse).map(|class| class_name(t, class)).unwrap_or_default(),
        state: registration::state_name(t, state),
        state_kind: registration::state_kind(state),
        since: row.since.map(|since| t.date(since)).unwrap_or_default(),
        sector: row.sector.map(|code| said::sector(t, &code)).unwrap_or_default(),
        country: row.country.map(|code| said::country(t, &code)).unwrap_or_default(),
    }
}

// words: members-file-{register,article-3-5-counts,article-27}
// words: members-file-{register,article-3-5-counts,article-27}-hint

fn files(t: &Words) -> Vec<Download> {
    let file = |file: File| Download {
        label: t.s(&format!("members-file-{}", file.stem())),
        hint: t.s(&format!("members-file-{}-hint", file.stem())),
        csv: format!("{HERE}/export/{}.csv", file.stem()),
        json: format!("{HERE}/export/{}.json", file.stem()),
    };
    [File::Register, File::Counts, File::Registry].map(file).into()
}

fn url(filter: &Filter, turn: Option<(&str, &str)>, without: &str) -> String {
    let all = [
        ("q", filter.text.as_str()),
        ("state", filter.state.as_str()),
        ("class", filter.class.as_str()),
        ("sector", filter.sector.as_str()),
    ];
    let kept = all.into_iter().filter(|(name, value)| !value.is_empty() && *name != without);
    match serde_urlencoded::to_string(kept.chain(turn).collect::<Vec<_>>()) {
        Ok(query) if !query.is_empty() => format!("{HERE}?{query}"),
        _ => HERE.to_owned(),
    }
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let filter = filter(&|name| list.text(name));
    let state = State::parse(&filter.state).map(|state| list.t.s(&format!("members-state-{}", state.code())));
    Ok(state.into_iter().chain(active(list.t, &filter).into_iter().map(|one| one.label)).collect())
}

fn filter<'q>(query: &dyn Fn(&str) -> &'q str) -> Filter {
    let text = |name| query(name).chars().take(200).collect::<String>();
    Filter { text: text("q"), state: text("state"), class: text("class"), sector: text("sector") }
}

fn active(t: &Words, filter: &Filter) -> Vec<ActiveFilter> {
    let class = Class::parse(&filter.class).map_or_else(|| filter.class.clone(), |class| class_name(t, class));
    let all = [
        ("q", t.s("members-list-text"), filter.text.clone()),
        ("class", said::label(t, "class"), class),
        ("sector", said::label(t, "sector"), said::sector(t, &filter.sector)),
    ];
    let set = all.into_iter().filter(|(_, _, value)| !value.is_empty());
    set.map(|(name, label, value)| ActiveFilter {
        label: t.a("members-list-filter", [("label", label.into()), ("value", value.into())]),
        remove: url(filter, None, name),
    })
    .collect()
}
