//! The circles that the reader may know of, and the invitations that wait for his organisations.

use askama::Template;
use belfry_documents::chart::Chart;
use belfry_identity::circle::{self, Circle, CircleInvitation, MemberStatus, arrangement};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_identity::{CIRCLE, ORGANISATION};
use belfry_kernel::access::{Create, Read};
use belfry_kernel::{CircleId, OrganisationId, Problem};
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, chart, spoken_for};

/// What the list is narrowed to; empty for all.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// A part of name or purpose.
    text: String,
    /// `member`, `suspended`, `open` or `closed`.
    standing: String,
}

impl Filter {
    pub(super) fn of(visit: &Visit<Read>) -> Self {
        Self::read(&|name| visit.query(name))
    }

    fn read<'q>(query: &dyn Fn(&str) -> &'q str) -> Self {
        let text = |name: &str| query(name).chars().take(200).collect::<String>();
        Self { text: text("q"), standing: text("standing") }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.standing.is_empty()
    }

    /// Whether a circle that the reader sees anyway fits; `member` and `suspended` are how his organisations stand in it.
    pub(super) fn fits(&self, circle: &Circle, member: bool, suspended: bool) -> bool {
        let text = self.text.to_lowercase();
        let said = |field: &str| field.to_lowercase().contains(&text);
        let standing = match self.standing.as_str() {
            "member" => member,
            "suspended" => suspended,
            "open" => circle.open,
            "closed" => !circle.open,
            _ => true,
        };
        standing && (said(&circle.fields.name) || said(&circle.fields.purpose))
    }

    pub(super) fn query(&self, without: &str) -> String {
        let all = [("q", self.text.as_str()), ("standing", self.standing.as_str())];
        let kept = all.into_iter().filter(|(name, value)| !value.is_empty() && *name != without);
        serde_urlencoded::to_string(kept.collect::<Vec<_>>()).unwrap_or_default()
    }

    fn active(&self, t: &Words) -> Vec<ActiveFilter> {
        let standing = STANDINGS.contains(&self.standing.as_str());
        let standing = if standing { t.s(&format!("members-standing-{}", self.standing)) } else { String::new() };
        let all = [
            ("q", t.s("members-list-text"), self.text.clone()),
            ("standing", t.s("members-circle-standing"), standing),
        ];
        let set = all.into_iter().filter(|(_, _, value)| !value.is_empty());
        set.map(|(name, label, value)| ActiveFilter {
            label: t.a("members-list-filter", [("label", label.into()), ("value", value.into())]),
            remove: format!("{LIST}?{}", self.query(name)),
        })
        .collect()
    }
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    Ok(Filter::read(&|name| list.text(name)).active(list.t).into_iter().map(|one| one.label).collect())
}

/// How a circle can stand.
const STANDINGS: &[&str] = &["member", "suspended", "open", "closed"];
// words: members-standing-{member,suspended,open,closed}

/// Circles on the page. A community has dozens.
pub(super) const MOST: i64 = 500;

struct Row {
    href: String,
    name: String,
    purpose: String,
    owner: String,
    owner_href: String,
    ceiling: &'static str,
    hidden: bool,
    open: bool,
    member: bool,
    suspended: bool,
    arrangement: bool,
}

struct Invited {
    action: String,
    organisation: String,
    for_whom: String,
    name: String,
    owner: String,
    purpose: String,
    rules: String,
    since: String,
}

#[derive(Template)]
#[template(path = "circle/list.html")]
struct Body {
    t: Words,
    csrf: String,
    creates: bool,
    filter: Filter,
    filtered: bool,
    standings: Vec<Choice>,
    active: Vec<ActiveFilter>,
    files: (String, String),
    count: String,
    invitations: Vec<Invited>,
    rows: Vec<Row>,
    chart: Chart,
    arranges: bool,
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let person = visit.person()?;
    let circles = circle::list(&read, MOST)?;
    let mine: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    let owners = circles.iter().map(|circle| circle.owner).chain(mine.iter().copied()).collect::<Vec<_>>();
    let names = organisation::names(&read, &owners)?;
    let inside = visit.actor().grants().circles;
    let own: Vec<(CircleId, String)> = circles
        .iter()
        .filter(|circle| inside.contains(&circle.id))
        .map(|circle| (circle.id, circle.fields.name.clone()))
        .collect();
    let made = circle::made(&read, &own.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let chart = if made.is_empty() { Chart::default() } else { chart::tiles(&t, visit.now(), &own, &made) };
    drop(read);
    visit.close();
    let standing = circle::of(&visit.house().db, &mine)?;
    let speaks: Vec<OrganisationId> = spoken_for(person).into_iter().collect();
    let waiting = if speaks.is_empty() { Vec::new() } else { circle::invitations(&visit.house().db, &speaks)? };
    let filter = Filter::of(visit);
    let arranges = circles.iter().any(|circle| circle.arrangement) || person.holds(arrangement::NOTERS);
    let row = |found: Circle| {
        let stands = |status| standing.iter().any(|(id, _, at)| *id == found.id && *at == status);
        let (member, suspended) = (stands(MemberStatus::Confirmed), stands(MemberStatus::Suspended));
        let fits = filter.fits(&found, member, suspended);
        fits.then(|| row(&found, names.get(&found.owner), member, suspended))
    };
    let rows: Vec<Row> = circles.into_iter().filter_map(row).collect();
    let option = |code: &&str| Choice::new(*code, t.s(&format!("members-standing-{code}")), &filter.standing);
    let invited = |one: CircleInvitation| invited(&t, one, &names);
    let creates = visit.may::<Create>(None);
    let body = Body {
        csrf: visit.csrf(),
        creates,
        chart,
        arranges,
        count: t.n("members-circle-count", rows.len()),
        filtered: !filter.is_empty(),
        standings: STANDINGS.iter().map(option).collect(),
        active: filter.active(&t),
        files: belfry_web::table::links(LIST, &filter.query("")),
        filter,
        invitations: waiting.into_iter().filter_map(invited).collect(),
        rows,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("members-circle-list-title"), body)
        .lead(t.s("members-circle-list-lead"))
        .crumb(t.s("members-nav"), "/members/organisations");
    if creates {
        page = page.action(Action::link(t.s("members-circle-new-title"), format!("{LIST}/new"), "plus").primary());
    }
    Ok(page.into())
}

fn row(found: &Circle, owner: Option<&OrganisationName>, member: bool, suspended: bool) -> Row {
    Row {
        href: format!("{}{}", CIRCLE.path, found.uuid),
        name: found.fields.name.clone(),
        purpose: found.fields.purpose.clone(),
        owner: owner.map(|name| name.name.clone()).unwrap_or_default(),
        owner_href: owner.map(|name| format!("{}{}", ORGANISATION.path, name.uuid)).unwrap_or_default(),
        ceiling: found.fields.ceiling.code(),
        hidden: found.fields.hidden,
        open: found.open,
        member,
        suspended,
        arrangement: found.arrangement,
    }
}

fn invited(
    t: &Words,
    one: CircleInvitation,
    names: &std::collections::HashMap<OrganisationId, OrganisationName>,
) -> Option<Invited> {
    let organisation = names.get(&one.organisation)?;
    Some(Invited {
        action: format!("{LIST}/{}/answer", one.uuid),
        organisation: organisation.uuid.to_string(),
        for_whom: organisation.name.clone(),
        name: one.name,
        owner: one.owner,
        purpose: one.purpose,
        rules: one.rules,
        since: t.date(one.since),
    })
}
