//! One obligation: what, when, whose, about what, who takes it on, and when one is reminded.

use askama::Template;
use belfry_identity::{membership, person};
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{OrganisationId, PersonId, Problem};
use belfry_store::agenda::{self, Due, reminder};
use belfry_store::{Read, args};
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::Mine;
use super::line::{self, Line};
use crate::access::Settle;
use crate::subject;

/// A reminder as the page shows it.
struct Told {
    when: String,
    datetime: String,
    note: String,
}

#[derive(Template)]
#[template(path = "agenda/show.html")]
struct Body {
    t: Words,
    csrf: String,
    line: Line,
    opened: (String, String),
    opener: String,
    assignee: String,
    ended: String,
    by_hand: bool,
    may_settle: bool,
    may_leave: bool,
    has_words_of_its_own: bool,
    colleagues: Vec<Choice>,
    assign: String,
    reminders: Vec<Told>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let (due, owner) = {
        let read = visit.read()?;
        let due = find(visit, &read)?;
        let owner = circle_owner(&read, &due)?;
        (due, owner)
    };
    let may_settle = visit.may_over::<Settle>(&line::facts(&due, owner));
    let reminders = reminder::of(&*visit.read()?, due.obligation.id)?;
    let names = subject::names(visit, due.obligation.organisation)?;
    let people: Vec<PersonId> =
        [due.opener, due.assignee, due.ended.and_then(|(_, _, by)| by)].into_iter().flatten().collect();
    let people = person::names(&*visit.read()?, &people)?;
    let name = |id: Option<PersonId>| id.and_then(|id| people.get(&id)).map(|one| one.name.clone()).unwrap_or_default();
    let line = Line::new(visit.house(), &t, now, &due, &names, visit.person()?);
    let colleagues = if may_settle && due.ended.is_none() { colleagues(visit, &t, &due, owner)? } else { Vec::new() };
    let by = due.ended.map(|(_, _, by)| name(by)).unwrap_or_default();
    let ended = match by.as_str() {
        "" => line.ended.1.clone(),
        by => t.a("desk-agenda-ended-by", [("when", line.ended.1.as_str().into()), ("name", by.into())]),
    };
    let body = Body {
        csrf: visit.csrf(),
        opened: (due.opened.to_string(), t.date_time(due.opened)),
        opener: name(due.opener),
        assignee: name(due.assignee),
        ended,
        by_hand: due.area == line::BY_HAND,
        may_settle,
        may_leave: due.may_leave,
        has_words_of_its_own: due.area == line::BY_HAND && due.about.is_none(),
        colleagues,
        assign: format!("{}/assign", line.href),
        reminders: reminders.into_iter().map(|(at, sent)| told(&t, now, at, sent)).collect(),
        t: t.clone(),
        line,
    };
    let title = body.line.title.clone();
    Ok(Page::new(title, body).crumb(t.s("desk-agenda-title"), "/desk/agenda").into())
}

fn told(t: &Words, now: Timestamp, at: Timestamp, sent: Option<Timestamp>) -> Told {
    let note = match sent {
        None => t.relative(at, now),
        Some(sent) if super::remind::is_late(at, sent) => {
            t.a("desk-agenda-reminder-late", [("when", t.date_time(sent).into())])
        }
        Some(_) => t.s("desk-agenda-reminder-sent"),
    };
    Told { when: t.date_time_zone(at), datetime: at.to_string(), note }
}

/// The obligation of this address, if it is the reader's, his organisations' or his circles'.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn find<A>(visit: &Visit<A>, read: &Read) -> Result<Due, Problem> {
    let mine = Mine::of(visit)?;
    agenda::by_uuid(read, mine.all(), visit.path("uuid")?)?.ok_or(Problem::NotFound)
}

/// The organisation that keeps the circle whose obligation it is.
///
/// # Errors
/// Those of the database.
pub fn circle_owner(read: &Read, due: &Due) -> Result<Option<OrganisationId>, Problem> {
    let Some(circle) = due.circle else { return Ok(None) };
    Ok(read.maybe("select s.owner_id from store_subjects s where s.id = $1", args![circle], |row| row.get(0))?)
}

/// Who can take on an obligation of an organisation: its people, the one who has it marked.
fn colleagues(
    visit: &Visit<Reads>,
    t: &Words,
    due: &Due,
    owner: Option<OrganisationId>,
) -> Result<Vec<Choice>, Problem> {
    let Some(organisation) = due.obligation.organisation.or(owner).filter(|_| due.obligation.person.is_none()) else {
        return Ok(Vec::new());
    };
    let members = membership::of_organisation(&*visit.read()?, organisation)?;
    let now = due.assignee;
    let mut all = vec![Choice { chosen: now.is_none(), ..Choice::new("", t.s("desk-agenda-nobody"), "-") }];
    all.extend(
        members.into_iter().filter(|member| member.membership.status == membership::MembershipStatus::Confirmed).map(
            |member| Choice {
                chosen: now == Some(member.membership.person),
                ..Choice::new(member.uuid.to_string(), member.name, "")
            },
        ),
    );
    Ok(all)
}
