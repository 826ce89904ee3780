//! The directory: the organisations of the community, who all know each other.

use askama::Template;
use belfry_identity::ORGANISATION;
use belfry_identity::organisation::OrganisationKind;
use belfry_kernel::Problem;
use belfry_kernel::access::Read;
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, COUNTED, Filter, Listed, Place};
use super::{kind_choices, kind_name, sector_name};
use crate::access::Found;

/// Rows on a page.
const ROWS: usize = 50;
const HERE: &str = "/members/organisations";

struct Row {
    href: String,
    name: String,
    short_name: String,
    kind: String,
    sector: String,
    country: String,
    people: String,
}

#[derive(Template)]
#[template(path = "organisation/list.html")]
struct Body {
    t: Words,
    filter: Filter,
    filtered: bool,
    kinds: Vec<Choice>,
    sectors: Vec<Choice>,
    countries: Vec<Choice>,
    active: Vec<ActiveFilter>,
    count: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    files: (String, String),
}

/// One page of it.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let filter = filter(visit);
    let (after, before) = (visit.query("after").to_owned(), visit.query("before").to_owned());
    let backwards = after.is_empty() && !before.is_empty();
    let place = match (after.is_empty(), before.is_empty()) {
        (false, _) => Place::After(after),
        (true, false) => Place::Before(before),
        (true, true) => Place::First,
    };
    let first = matches!(place, Place::First);
    let mut rows = store::page(&read, &filter, &place, ROWS as i64 + 1)?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    if backwards {
        rows.reverse();
    }
    let turn =
        |way: &str, row: Option<&Listed>| row.map_or_else(String::new, |row| url(&filter, Some((way, &row.key)), ""));
    let previous =
        if (backwards && more) || (!backwards && !first) { turn("before", rows.first()) } else { String::new() };
    let next = if backwards || more { turn("after", rows.last()) } else { String::new() };
    let found = store::count(&read, &filter)?;
    let said = if found > COUNTED { format!("{}+", t.number(COUNTED)) } else { t.number(found) };
    let count = t.a("members-organisation-count", [("n", found.into()), ("said", said.into())]);
    let (sectors, countries) = choices(&t, &filter, store::choices(&read)?);
    let body = Body {
        filtered: url(&filter, None, "") != HERE,
        kinds: kind_choices(&t, &filter.kind),
        sectors,
        countries,
        active: active(&t, &filter),
        count,
        rows: rows.into_iter().map(|row| drawn(&t, row)).collect(),
        previous,
        next,
        files: belfry_web::table::links(HERE, url(&filter, None, "").split_once('?').map_or("", |(_, query)| query)),
        filter,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("members-organisation-list-title"), body).lead(t.s("members-organisation-list-lead"));
    if visit.may::<Found>(None) {
        page =
            page.action(Action::link(t.s("members-organisation-new-title"), format!("{HERE}/new"), "plus").primary());
    }
    Ok(page.action(Action::link(t.s("members-circle-list-title"), "/members/circles", "circles")).into())
}

/// The filters of an address.
pub(super) fn filter(visit: &Visit<Read>) -> Filter {
    let text = |name| visit.query(name).chars().take(200).collect::<String>();
    Filter { text: text("q"), kind: text("kind"), sector: text("sector"), country: text("country") }
}

/// The address of the list with this filter but for one field, and a place in it.
fn url(filter: &Filter, turn: Option<(&str, &str)>, without: &str) -> String {
    let all = [
        ("q", filter.text.as_str()),
        ("kind", filter.kind.as_str()),
        ("sector", filter.sector.as_str()),
        ("country", filter.country.as_str()),
    ];
    let kept = all.into_iter().filter(|(name, value)| !value.is_empty() && *name != without);
    let pairs: Vec<(&str, &str)> = kept.chain(turn).collect();
    match serde_urlencoded::to_string(&pairs) {
        Ok(query) if !query.is_empty() => format!("{HERE}?{query}"),
        _ => HERE.to_owned(),
    }
}

fn active(t: &Words, filter: &Filter) -> Vec<ActiveFilter> {
    let kind = OrganisationKind::parse(&filter.kind).map_or_else(|| filter.kind.clone(), |kind| kind_name(t, kind));
    let all = [
        ("q", t.s("members-list-text"), filter.text.clone()),
        ("kind", t.s("members-organisation-kind"), kind),
        ("sector", t.s("members-organisation-sector"), sector_name(t, &filter.sector)),
        ("country", t.s("members-organisation-country"), filter.country.clone()),
    ];
    let set = all.into_iter().filter(|(_, _, value)| !value.is_empty());
    set.map(|(name, label, value)| ActiveFilter {
        label: t.a("members-list-filter", [("label", label.into()), ("value", value.into())]),
        remove: url(filter, None, name),
    })
    .collect()
}

/// The sectors and countries that stand in the directory, to choose from.
fn choices(t: &Words, filter: &Filter, found: Vec<(Option<String>, Option<String>)>) -> (Vec<Choice>, Vec<Choice>) {
    let (sectors, countries): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let mut sectors: Vec<Choice> =
        sectors.into_iter().flatten().map(|code| Choice::new(&code, sector_name(t, &code), &filter.sector)).collect();
    let mut countries: Vec<Choice> =
        countries.into_iter().flatten().map(|code| Choice::new(&code, &code, &filter.country)).collect();
    for list in [&mut sectors, &mut countries] {
        list.sort_by_key(|choice| (choice.label.to_lowercase(), choice.value.clone()));
        list.dedup_by(|a, b| a.value == b.value);
    }
    (sectors, countries)
}

fn drawn(t: &Words, row: Listed) -> Row {
    Row {
        href: format!("{}{}", ORGANISATION.path, row.uuid),
        short_name: if row.short_name == row.name { String::new() } else { row.short_name },
        kind: OrganisationKind::parse(&row.kind).map(|kind| kind_name(t, kind)).unwrap_or_default(),
        sector: row.sector.map(|code| sector_name(t, &code)).unwrap_or_default(),
        country: row.country.unwrap_or_default(),
        people: t.number(row.people),
        name: row.name,
    }
}
