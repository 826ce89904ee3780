//! What is due for a person, his organisations and his circles, from every area.
//!
//! | module | holds |
//! |---|---|
//! | [`strip`] | deadlines along a line of time, with their table |
//! | [`line`](mod@line) | an obligation in words: what, when, whose, about what |
//! | [`new`] | putting something on the agenda by hand |
//! | [`show`] | one obligation |
//! | [`settle`], [`assign`] | done, dismissed, opened again; who takes it on |
//! | [`table`], [`api`] | the list as a file, and for programs |
//! | [`remind`] | sending reminders, each once, however long nobody worked |

pub mod api;
pub mod assign;
pub mod line;
pub mod new;
pub mod remind;
pub mod settle;
pub mod show;
pub mod strip;
pub mod table;

use askama::Template;
use belfry_documents::chart::Chart;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{CircleId, OrganisationId, PersonId, Problem};
use belfry_store::agenda::{self, Count, Due, Filter, Whose};
use belfry_web::components::Choice;
use belfry_web::views::Narrowed;
use belfry_web::{Action, House, Page, Reply, Visit};
use belfry_words::Words;
use jiff::{SignedDuration, Timestamp};

use crate::access::{Plan, Settle};
use crate::subject;
use line::Line;

/// Obligations on a page.
const PAGE: usize = 50;
/// Obligations that are counted.
const COUNTED: i64 = 1_000;
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The areas that put something on an agenda. One without a name of its own here is filtered by nobody.
const AREAS: [&str; 6] = ["desk", "incidents", "members", "practices", "surveys", "threats"];

/// On whose behalf.
const WHOSE: [&str; 3] = ["mine", "organisation", "circles"];

// words: desk-agenda-whose-{mine,organisation,circles}
// words: desk-agenda-area-{desk,incidents,members,practices,surveys,threats}

/// Obligations of one stretch of time.
struct Part {
    id: &'static str,
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "agenda/list.html")]
struct Body {
    t: Words,
    csrf: String,
    whose: Vec<Choice>,
    states: Vec<Choice>,
    areas: Vec<Choice>,
    count: String,
    files: (String, String),
    zone: String,
    filtered: bool,
    strip: Option<Chart>,
    parts: Vec<Part>,
    back: String,
    first: String,
    next: String,
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let (t, asked) = (list.t, Asked::read(&|name| list.text(name)));
    let state = if asked.ended { "ended" } else { "" };
    let fields = [("whose", asked.whose), ("area", asked.area), ("state", state)];
    let said = |(what, code): (&str, &str)| {
        let (name, value) = (t.s(&format!("desk-agenda-{what}")), t.s(&format!("desk-agenda-{what}-{code}")));
        t.a("desk-facet-active", [("name", name.into()), ("value", value.into())])
    };
    Ok(fields.into_iter().filter(|(_, code)| !code.is_empty()).map(said).collect())
}

/// The list, soonest first; what has ended, last first.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let mine = Mine::of(visit)?;
    let asked = Asked::of(visit);
    let filter = asked.filter(&mine);
    let (mut due, count) = {
        let read = visit.read()?;
        (
            agenda::list(&read, &filter, PAGE as i64 + 1)?,
            agenda::count(&read, &Filter { after: None, ..filter }, now, COUNTED)?,
        )
    };
    let more = due.len() > PAGE;
    due.truncate(PAGE);
    let names = subject::names(visit, due.iter().filter_map(|due| due.obligation.organisation))?;
    let next = due.last().filter(|_| more).map(|last| asked.address(Some(after(last))));
    let mut parts = parts(&t, asked.ended);
    for one in &due {
        let mut line = Line::new(visit.house(), &t, now, one, &names, visit.person()?);
        line.may_settle = one.area == line::BY_HAND && visit.may_over::<Settle>(&line::facts(one, None));
        let place = match one.obligation.due {
            _ if asked.ended => 0,
            due if due < now => 0,
            due if due < now + WEEK => 1,
            _ => 2,
        };
        parts[place].lines.push(line);
    }
    parts.retain(|part| !part.lines.is_empty());
    let whole = !asked.ended && asked.after.is_none();
    let strip = whole.then(|| strip::of(&t, now, parts.iter().flat_map(|part| &part.lines))).flatten();
    let choice = |what: &str, code: &str, now: &str| Choice::new(code, t.s(&format!("desk-agenda-{what}-{code}")), now);
    let body = Body {
        csrf: visit.csrf(),
        whose: WHOSE.map(|code| choice("whose", code, asked.whose)).into(),
        states: vec![Choice::new("ended", t.s("desk-agenda-state-ended"), if asked.ended { "ended" } else { "" })],
        areas: areas(visit.house()).map(|code| choice("area", code, asked.area)).collect(),
        count: counted(&t, count),
        files: belfry_web::table::links("/desk/agenda", &asked.query()),
        zone: t.a("desk-agenda-zone", [("now", t.date_time_zone(now).into())]),
        filtered: asked.is_filtered(),
        strip,
        parts,
        back: asked.address(asked.after),
        first: if asked.after.is_some() { asked.address(None) } else { String::new() },
        next: next.unwrap_or_default(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("desk-agenda-title"), body).lead(t.s("desk-agenda-lead"));
    if visit.may::<Plan>(None) {
        page = page.action(Action::link(t.s("desk-agenda-new"), "/desk/agenda/new", "plus").primary());
    }
    page = page.action(Action::link(t.s("desk-calendar-action"), "/desk/calendar", "calendar"));
    Ok(page.into())
}

/// Those of [`AREAS`] that this program has: each but the desk has records.
fn areas(house: &House) -> impl Iterator<Item = &'static str> {
    let has = |area: &&str| *area == line::BY_HAND || house.kinds.iter().any(|kind| kind.name.starts_with(*area));
    AREAS.into_iter().filter(has)
}

fn parts(t: &Words, ended: bool) -> Vec<Part> {
    let part = |id, title| Part { id, title, lines: Vec::new() };
    if ended {
        return vec![part("ended", t.s("desk-agenda-ended"))];
    }
    vec![
        part("late", t.s("desk-agenda-late")),
        part("week", t.s("desk-agenda-week")),
        part("later", t.s("desk-agenda-later")),
    ]
}

fn counted(t: &Words, count: Count) -> String {
    let total = if count.total >= COUNTED { format!("{}+", t.number(COUNTED)) } else { t.number(count.total) };
    match (count.total, count.late) {
        (0, _) => t.s("desk-agenda-count-none"),
        (n, 0) => t.a("desk-agenda-count", [("n", n.into()), ("total", total.into())]),
        (n, late) => t.a("desk-agenda-count-late", [("n", n.into()), ("total", total.into()), ("late", late.into())]),
    }
}

/// Where the page behind this obligation begins.
fn after(last: &Due) -> (Timestamp, i64) {
    (last.ended.map_or(last.obligation.due, |(at, ..)| at), last.obligation.id)
}

/// Those on whose behalf a person looks at the agenda.
#[derive(Clone, Debug)]
pub struct Mine {
    person: PersonId,
    organisations: Vec<OrganisationId>,
    circles: Vec<CircleId>,
}

impl Mine {
    /// The person who asks, his organisations and circles.
    ///
    /// # Errors
    /// [`Problem::SignIn`] when nobody is signed in.
    pub fn of<A>(visit: &Visit<A>) -> Result<Self, Problem> {
        let grants = visit.actor().grants();
        Ok(Self {
            person: visit.person()?.id,
            organisations: grants.organisations.into_iter().collect(),
            circles: grants.circles.into_iter().collect(),
        })
    }

    /// All of them.
    pub fn all(&self) -> Whose<'_> {
        Whose { person: Some(self.person), organisations: &self.organisations, circles: &self.circles }
    }
}

/// What the address of the list asks for.
#[derive(Clone, Copy)]
struct Asked {
    whose: &'static str,
    area: &'static str,
    ended: bool,
    after: Option<(Timestamp, i64)>,
}

impl Asked {
    fn of<A>(visit: &Visit<A>) -> Self {
        Self::read(&|name| visit.query(name))
    }

    fn read<'q>(query: &dyn Fn(&str) -> &'q str) -> Self {
        Self {
            whose: WHOSE.into_iter().find(|whose| *whose == query("whose")).unwrap_or_default(),
            area: AREAS.into_iter().find(|area| *area == query("area")).unwrap_or_default(),
            ended: query("state") == "ended",
            after: key(query("after")),
        }
    }

    fn filter<'m>(&self, mine: &'m Mine) -> Filter<'m> {
        let all = mine.all();
        let whose = match self.whose {
            "mine" => Whose { person: all.person, ..Whose::default() },
            "organisation" => Whose { organisations: all.organisations, ..Whose::default() },
            "circles" => Whose { circles: all.circles, ..Whose::default() },
            _ => all,
        };
        Filter { whose, ended: self.ended, area: self.area, after: self.after, before: None }
    }

    fn is_filtered(&self) -> bool {
        !self.whose.is_empty() || !self.area.is_empty() || self.ended || self.after.is_some()
    }

    fn address(&self, after: Option<(Timestamp, i64)>) -> String {
        let state = if self.ended { "ended" } else { "" };
        let after = after.map(place).unwrap_or_default();
        let mut fields = vec![("whose", self.whose), ("state", state), ("area", self.area), ("after", after.as_str())];
        fields.retain(|(_, value)| !value.is_empty());
        let query: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let joint = if query.is_empty() { "" } else { "?" };
        format!("/desk/agenda{joint}{}", query.join("&"))
    }

    /// The filters without a place in the list, for its files.
    fn query(&self) -> String {
        self.address(None).split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
    }
}

/// A place in the list, as it stands in an address.
fn place((at, id): (Timestamp, i64)) -> String {
    format!("{}.{id}", at.as_microsecond())
}

/// An instant in microseconds and an id, as [`place`] writes them.
fn key(text: &str) -> Option<(Timestamp, i64)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.parse().ok()?))
}
