//! A person's day: what is due, what changed for him, what others shared with him, and three things he may want to do.

use askama::Template;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{OrganisationId, Person, Problem, Role};
use belfry_web::components::{Point, State};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::{Words, key};

use crate::agenda;
use crate::notice::line::{Line as Change, grouped};
use crate::notice::store::{self, Notice};
use crate::subject::{self, Line, Seen};

/// Lines of each list; the whole of it is a page of its own.
const FEW: usize = 6;
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
        roles: &[Role::CsirtAnalyst, Role::SpocOfficer],
        key: key!("desk-do-lookup"),
        href: "/threats/values",
        icon: "hash",
    },
    Offer { roles: &[Role::CsirtAnalyst], key: key!("desk-do-import"), href: "/threats/import", icon: "import" },
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
    due: Vec<Point>,
    due_in_all: usize,
    changes: Vec<Change>,
    up_to: i64,
    any_unread: bool,
    shared: Vec<Line>,
}

impl Body {
    fn more_due(&self) -> bool {
        self.due_in_all > self.due.len()
    }
}

/// The day.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let due = agenda::due(visit)?;
    let (notices, welcomed) = store::newest(&*visit.read()?, visit.person()?.id, LOOKED_THROUGH)?;
    let shown = due.get(..FEW).unwrap_or(&due);
    let about = subject::by_ids(&*visit.read()?, &agenda::subjects(shown))?;
    let others = shared(visit)?;
    let ours = shown.iter().filter_map(|obligation| obligation.organisation);
    let theirs = notices.iter().filter_map(|notice| notice.organisation);
    let home = visit.person()?.organisation;
    let known = ours.chain(theirs).chain(others.iter().map(|seen| seen.subject.owner)).chain([home]);
    let names = subject::names(visit, known)?;
    let house = visit.house();
    let points: Vec<Point> =
        shown.iter().map(|obligation| agenda::point(house, &t, now, obligation, &about, &names)).collect();
    let mut changes = grouped(house, &t, now, &notices, &names, notices.len() as i64 >= LOOKED_THROUGH);
    changes.truncate(FEW);
    let lead = lead(&t, due.len(), points.iter().filter(|point| point.state == State::Late).count(), &notices);
    let body = Body {
        csrf: visit.csrf(),
        greet: !welcomed,
        due: points,
        due_in_all: due.len(),
        changes,
        up_to: notices.first().map_or(0, |notice| notice.id),
        any_unread: notices.iter().any(|notice| !notice.is_read),
        shared: others.iter().map(|seen| Line::new(house, &t, now, seen, &names)).collect(),
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
fn shared(visit: &Visit<Reads>) -> Result<Vec<Seen>, Problem> {
    let mine: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    let read = visit.read()?;
    let mut all = Vec::new();
    for kind in visit.house().kinds.iter().filter(|kind| subject::is_content(kind.code)) {
        all.extend(subject::of_others(&read, *kind, &mine, FEW as i64)?);
    }
    all.sort_by_key(|seen| std::cmp::Reverse(seen.subject.id));
    all.truncate(FEW);
    Ok(all)
}

/// The day in a sentence.
fn lead(t: &Words, due: usize, late: usize, notices: &[Notice]) -> String {
    let unread = notices.iter().filter(|notice| !notice.is_read).count();
    let due = match (due, late) {
        (0, _) => t.s("desk-home-nothing-due"),
        (n, 0) => t.n("desk-home-due", n),
        (n, late) => t.a("desk-home-due-late", [("n", n.into()), ("late", late.into())]),
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
