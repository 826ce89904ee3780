//! The directory: the organisations of the community, who all know each other.

use askama::Template;
use belfry_identity::ORGANISATION;
use belfry_identity::organisation::OrganisationKind;
use belfry_kernel::Problem;
use belfry_kernel::access::Read;
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, Asker, COUNTED, Filter, Listed, Place};
use super::{country_choices, kind_choices, kind_name, region_choices, sector_choices, sector_name};
use crate::access::{Found, Watch};
use crate::classify::page::class_name;
use crate::register::facts::{self, Union};
use crate::register::rules::Class;
use crate::register::{desk, said, sight};

/// Rows on a page.
const ROWS: usize = 50;
const HERE: &str = "/members/organisations";
/// The classes to filter by.
const CLASSES: &[Class] = &[Class::Essential, Class::Important, Class::RegisterOnly, Class::OutOfScope];

struct Row {
    href: String,
    name: String,
    short_name: String,
    kind: String,
    sector: String,
    country: String,
    region: String,
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
    regions: Vec<Choice>,
    classes: Vec<Choice>,
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
    let asker = asker(visit, &filter)?;
    let mut rows = store::page(&read, &filter, &asker, &place, ROWS as i64 + 1)?;
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
    // A first page that is the last has counted them.
    let found = if first && !more { rows.len() as i64 } else { store::count(&read, &filter, &asker)? };
    let said = if found > COUNTED { format!("{}+", t.number(COUNTED)) } else { t.number(found) };
    let count = t.a("members-organisation-count", [("n", found.into()), ("said", said.into())]);
    let body = Body {
        filtered: url(&filter, None, "") != HERE,
        kinds: kind_choices(&t, &filter.kind),
        sectors: sector_choices(&t, &filter.sector),
        countries: countries(&t, &filter.country, visit.house().settings.demo),
        regions: region_choices(&filter.country, &filter.region),
        classes: CLASSES.iter().map(|class| Choice::new(class.code(), class_name(&t, *class), &filter.class)).collect(),
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
    if visit.may::<Watch>(None) && desk::is_open(&read, visit.person()?)? {
        page = page.action(Action::link(t.s("members-desk-title"), "/members/register", "list"));
    }
    page = page.action(Action::link(t.s("members-chart-title"), format!("{HERE}/chart"), "insight"));
    page = page.action(Action::link(t.s("members-classify-title"), crate::classify::page::HERE, "search"));
    Ok(page.action(Action::link(t.s("members-circle-list-title"), "/members/circles", "circles")).into())
}

/// The filters of an address.
pub(super) fn filter(visit: &Visit<Read>) -> Filter {
    read_filter(&|name| visit.query(name))
}

fn read_filter<'q>(query: &dyn Fn(&str) -> &'q str) -> Filter {
    let text = |name| query(name).chars().take(200).collect::<String>();
    let mut filter = Filter {
        text: text("q").split_whitespace().collect::<Vec<_>>().join(" "),
        kind: text("kind"),
        sector: text("sector"),
        country: text("country"),
        region: text("region"),
        class: text("class"),
    };
    // A region of another country than the chosen one is left over from before.
    match facts::region(&filter.region) {
        Some(region) if filter.country.is_empty() => filter.country = region.country().to_owned(),
        Some(region) if region.country() == filter.country => {}
        _ => filter.region.clear(),
    }
    filter
}

/// Whose classes the reader may know, and who bears a name: each asked only when he filters by it.
pub(super) fn asker(visit: &Visit<Read>, filter: &Filter) -> Result<Asker, Problem> {
    let (read, person) = (visit.read()?, visit.person()?);
    let watches = if filter.class.is_empty() { Vec::new() } else { sight::watches(&read, person)? };
    let own = person.roles.iter().map(|(organisation, _)| organisation.0).collect();
    let mut asker = Asker { own, watches, sees_all: false, named: None };
    asker.named = store::named(&read, filter, &asker)?;
    // Where a class is looked for too, few are left to be looked at; where few bear the name, nothing is counted.
    let counts = asker.named.is_none() && (filter.text.is_empty() || filter.class.is_empty());
    asker.sees_all = counts && store::sees_all(&read)?;
    Ok(asker)
}

/// The countries of the Union and the EEA, and the one that is chosen.
fn countries(t: &Words, current: &str, demo: bool) -> Vec<Choice> {
    let near = |choice: &Choice| facts::country(&choice.value).is_some_and(|country| country.union != Union::Elsewhere);
    country_choices(t, current, demo).into_iter().filter(|choice| choice.chosen || near(choice)).collect()
}

/// The address of the list with this filter but for one field, and a place in it.
fn url(filter: &Filter, turn: Option<(&str, &str)>, without: &str) -> String {
    let all = [
        ("q", filter.text.as_str()),
        ("kind", filter.kind.as_str()),
        ("sector", filter.sector.as_str()),
        ("country", filter.country.as_str()),
        ("region", filter.region.as_str()),
        ("class", filter.class.as_str()),
    ];
    let kept = all.into_iter().filter(|(name, value)| !value.is_empty() && *name != without);
    let pairs: Vec<(&str, &str)> = kept.chain(turn).collect();
    match serde_urlencoded::to_string(&pairs) {
        Ok(query) if !query.is_empty() => format!("{HERE}?{query}"),
        _ => HERE.to_owned(),
    }
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    Ok(active(list.t, &read_filter(&|name| list.text(name))).into_iter().map(|one| one.label).collect())
}

fn active(t: &Words, filter: &Filter) -> Vec<ActiveFilter> {
    let kind = OrganisationKind::parse(&filter.kind).map_or_else(|| filter.kind.clone(), |kind| kind_name(t, kind));
    let class = Class::parse(&filter.class).map_or_else(|| filter.class.clone(), |class| class_name(t, class));
    let all = [
        ("q", t.s("members-list-text"), filter.text.clone()),
        ("kind", t.s("members-organisation-kind"), kind),
        ("sector", t.s("members-organisation-sector"), sector_name(t, &filter.sector)),
        ("country", t.s("members-organisation-country"), said::country(t, &filter.country)),
        ("region", t.s("members-field-region"), said::region(&filter.region)),
        ("class", t.s("members-field-class"), class),
    ];
    let set = all.into_iter().filter(|(_, _, value)| !value.is_empty());
    set.map(|(name, label, value)| ActiveFilter {
        label: t.a("members-list-filter", [("label", label.into()), ("value", value.into())]),
        remove: url(filter, None, name),
    })
    .collect()
}

fn drawn(t: &Words, row: Listed) -> Row {
    Row {
        href: format!("{}{}", ORGANISATION.path, row.uuid),
        short_name: if row.short_name == row.name { String::new() } else { row.short_name },
        kind: OrganisationKind::parse(&row.kind).map(|kind| kind_name(t, kind)).unwrap_or_default(),
        sector: row.sector.map(|code| sector_name(t, &code)).unwrap_or_default(),
        country: row.country.map(|code| said::country(t, &code)).unwrap_or_default(),
        region: row.region.and_then(|code| facts::region(&code)).map(|region| region.name.clone()).unwrap_or_default(),
        name: row.name,
    }
}
