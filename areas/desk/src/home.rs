//! A person's day: what is due, what changed for him, what others shared with him, and three things he may want to do.

use askama::Template;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{OrganisationId, Person, Problem, Role};
use belfry_store::Kind;
use belfry_store::agenda::{self as store_agenda, Count, Due, Filter};
use belfry_web::components::Point;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::{Words, key};

use crate::agenda::{self, Mine};
use crate::announcement::{ANNOUNCEMENT, Line as Said, store as announced};
use crate::notice::bundle;
use crate::notice::line::{Line as Change, entitle, of_bundle};
use crate::notice::store::{self, Notice};
use crate::subject::{self, Line, Others};

/// Lines of each list; the whole of it is a page of its own.
const FEW: usize = 6;
/// Announcements that are not read; of more, the newest.
const ANNOUNCED: i64 = 3;
/// Obligations that are counted.
const COUNTED: i64 = 100;
/// Notices that are read to find that many lines: a large import is one.
const LOOKED_THROUGH: i64 = 100;

/// Stands for the page from which people are invited to the person's own organisation.
const OWN: &str = "";

/// Something that a role does often.
struct Offer {
    roles: &'static [Role],
    key: &'static str,
    href: &'static str,
    icon: &'static str,
}

/// In the order of their weight: a person gets the first three of all his roles.
const OFFERS: &[Offer] = &[
    Offer {
        roles: &[Role::Supervisor, Role::SpocOfficer],
        key: key!("desk-do-register"),
        href: "/members/register",
        icon: "list",
    },
    Offer {
        roles: &[Role::PlatformAdministrator],
        key: key!("desk-do-platform"),
        href: "/members/platform",
        icon: "screen",
    },
    Offer {
        roles: &[Role::CsirtAnalyst, Role::SpocOfficer],
        key: key!("desk-do-lookup"),
        href: "/threats/values",
        icon: "hash",
    },
    Offer { roles: &[Role::CsirtAnalyst], key: key!("desk-do-import"), href: "/threats/import", icon: "import" },
    Offer { roles: Role::AUTHORITIES, key: key!("desk-do-inbox"), href: "/incidents/inbox", icon: "message" },
    // Nobody should have to look for it at two in the morning.
    Offer {
        roles: &[Role::NisImplementer, Role::Contributor, Role::OrganisationAdministrator],
        key: key!("desk-do-warn"),
        href: "/incidents/warn",
        icon: "incidents",
    },
    Offer {
        roles: &[Role::Contributor, Role::NisImplementer, Role::CsirtAnalyst],
        key: key!("desk-do-event"),
        href: "/threats/events/new",
        icon: "plus",
    },
    Offer {
        roles: &[Role::CircleCoordinator],
        key: key!("desk-do-circles"),
        href: "/members/circles",
        icon: "circles",
    },
    Offer {
        roles: &[Role::OrganisationAdministrator, Role::PlatformAdministrator],
        key: key!("desk-do-people"),
        href: OWN,
        icon: "users",
    },
    Offer {
        roles: &[Role::OrganisationAdministrator, Role::PlatformAdministrator],
        key: key!("desk-do-circles"),
        href: "/members/circles",
        icon: "circles",
    },
    Offer {
        roles: &[Role::Contributor, Role::NisImplementer, Role::Supervisor],
        key: key!("desk-do-lookup"),
        href: "/threats/values",
        icon: "hash",
    },
    Offer { roles: Role::ALL, key: key!("desk-do-search"), href: "/search", icon: "search" },
    Offer { roles: Role::ALL, key: key!("desk-do-directory"), href: "/members/organisations", icon: "building" },
    Offer { roles: Role::ALL, key: key!("desk-do-events"), href: "/threats/events", icon: "threats" },
];

#[derive(Template)]
#[template(path = "home.html")]
struct Body {
    t: Words,
    csrf: String,
    greet: bool,
    said: Vec<Said>,
    due: Vec<Point>,
    more_due: bool,
    due_in_all: String,
    changes: Vec<Change>,
    up_to: i64,
    any_unread: bool,
    /// With whether it was recalled.
    shared: Vec<(Line, bool)>,
}

/// The day.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let (due, count) = due(visit)?;
    let (mut notices, welcomed) = store::newest(&*visit.read()?, visit.person()?.id, LOOKED_THROUGH)?;
    entitle(visit.house(), &*visit.read()?, &t, &mut notices)?;
    let Others { all: mut others, copied, recalled } = shared(visit)?;
    subject::entitle(visit.house(), &*visit.read()?, &t, &mut others)?;
    let own: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    let said = announced::unread(&*visit.read()?, visit.person()?.id, &own, now, ANNOUNCED)?;
    let ours = due.iter().filter_map(|due| due.obligation.organisation);
    let theirs = notices.iter().filter_map(|notice| notice.organisation);
    let home = visit.person()?.organisation;
    let known = ours.chain(theirs).chain(others.iter().map(|seen| seen.subject.owner)).chain([home]);
    let known = known.chain(said.iter().map(|one| one.subject.owner));
    let names = subject::names(visit, known)?;
    let house = visit.house();
    let me = visit.person()?;
    let points: Vec<Point> = due.iter().map(|due| agenda::line::point(house, &t, now, due, &names, me)).collect();
    let (bundles, held) = bundle::bundles(&t, &notices, FEW);
    let cut = notices.len() as i64 >= LOOKED_THROUGH && held == notices.len();
    let changes = bundles.iter().take(FEW).map(|bundle| of_bundle(house, &t, now, bundle, &names, cut)).collect();
    let lead = lead(&t, count, &notices);
    let body = Body {
        csrf: visit.csrf(),
        greet: !welcomed,
        said: said.iter().map(|one| Said::new(visit, one, &names)).collect(),
        due: points,
        more_due: count.total > FEW as i64,
        due_in_all: counted(&t, count.total),
        changes,
        up_to: notices.first().map_or(0, |notice| notice.id),
        any_unread: notices.iter().any(|notice| !notice.is_read),
        shared: others
            .iter()
            .map(|seen| {
                let line = Line::new(house, &t, now, seen, &names).among(&copied, seen, &names);
                (line, recalled.contains(&seen.subject.id))
            })
            .collect(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("desk-home-title"), body).lead(lead);
    for (n, offer) in offers(visit.person()?).enumerate() {
        let own = names.get(&home).map(|own| format!("{}{}/invite", belfry_identity::ORGANISATION.path, own.uuid));
        let href = if offer.href == OWN { own.unwrap_or_default() } else { offer.href.to_owned() };
        let action = Action::link(t.s(offer.key), href, offer.icon);
        page = page.action(if n == 0 { action.primary() } else { action });
    }
    Ok(page.into())
}

/// The newest of what other organisations shared, of every kind that can be shared.
fn shared(visit: &Visit<Reads>) -> Result<Others, Problem> {
    let mine: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    // What is told to an authority is not shared with it.
    let is_told = |kind: &Kind| kind.code == ANNOUNCEMENT.code || kind.name.starts_with("incidents-");
    let is_shared = |kind: &&Kind| subject::is_content(kind.code) && !is_told(kind);
    let kinds: Vec<Kind> = visit.house().kinds.iter().filter(is_shared).copied().collect();
    Ok(subject::of_others(&*visit.read()?, &kinds, &mine, FEW as i64)?)
}

/// What is due soonest for the person who asks, his organisations and circles, and how much it is in all.
fn due(visit: &Visit<Reads>) -> Result<(Vec<Due>, Count), Problem> {
    let mine = Mine::of(visit)?;
    let filter = Filter { whose: mine.all(), ..Filter::default() };
    Ok(store_agenda::first(&*visit.read()?, &filter, visit.now(), FEW as i64, COUNTED)?)
}

fn counted(t: &Words, n: i64) -> String {
    if n >= COUNTED { format!("{}+", t.number(n)) } else { t.number(n) }
}

/// The day in a sentence.
fn lead(t: &Words, count: Count, notices: &[Notice]) -> String {
    let unread = notices.iter().filter(|notice| !notice.is_read).count();
    let due = match (count.total, count.late) {
        (0, _) => t.s("desk-home-nothing-due"),
        (n, 0) => t.a("desk-home-due", [("n", n.into()), ("total", counted(t, n).into())]),
        (n, late) => {
            let args = [("n", n.into()), ("total", counted(t, n).into()), ("late", counted(t, late).into())];
            t.a("desk-home-due-late", args)
        }
    };
    let unread = match unread {
        0 => t.s("desk-home-nothing-new"),
        n if n as i64 >= LOOKED_THROUGH => t.n("desk-home-new-many", n),
        n => t.n("desk-home-new", n),
    };
    t.a("desk-home-lead", [("due", due.into()), ("new", unread.into())])
}

fn offers(person: &Person) -> impl Iterator<Item = &'static Offer> {
    let mut given: Vec<&'static Offer> = Vec::new();
    for offer in OFFERS.iter().filter(|offer| person.holds(offer.roles)) {
        if !given.iter().any(|known| known.href == offer.href) {
            given.push(offer);
        }
    }
    given.into_iter().take(3)
}
