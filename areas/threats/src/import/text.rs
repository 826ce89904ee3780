//! Free text: what was found in it is shown, each with its type, what speaks against it and where it is known; what is accepted
//! becomes a new draft.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use belfry_freetext::{Candidate, Limits, find};
use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Key, Read};
use belfry_web::components::{Choice, State, Step};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::{Words, key};

use super::ROOT;
use super::draft::{Head, Row};
use super::terms::{Ground, Terms};
use crate::access::Import;
use crate::attribute::check;
use crate::attribute::paste::ALIKE;
use crate::event::header::Typed;
use crate::event::import::{ImportContext, import_drafted};
use crate::event::reach;
use crate::event::{Origin, store};
use crate::value;

// words: threats-warning-{private,loopback,multicast,reserved,documentation,internal,well-known,public-suffix,version-like}
// words: threats-warning-{may-be-file,may-be-domain,no-scheme,host-bits,of-nothing,placeholder}

/// Candidates on one page: each is three fields of a form.
pub const MOST: usize = 2_000;
/// Different candidates of a text.
pub const IN_ALL: usize = 50_000;
/// Bytes of text.
pub const LONGEST: usize = 1 << 20;
/// Events that are counted for a known value; beyond it is said "more than".
const COUNTED: usize = 10;
/// Of these, so many are named.
const NAMED: usize = 3;

#[derive(Template)]
#[template(path = "import/accept.html")]
struct Body {
    t: Words,
    csrf: String,
    steps: Vec<Step>,
    typed: Typed,
    levels: Vec<Choice>,
    threat_levels: Vec<Choice>,
    analyses: Vec<Choice>,
    reaches: Vec<Choice>,
    rows: Vec<Shown>,
    rest: Option<Rest>,
    errors: Errors,
}

/// What is found in a text.
pub struct Found {
    /// What is looked through one by one: the first [`MOST`].
    offered: Vec<Offered>,
    /// The others of a long text.
    rest: Vec<Offered>,
}

impl Found {
    /// How the rest of a text is put before its reader; nothing when there is none.
    fn rest(&self, text: &str, taken: bool) -> Option<Rest> {
        let plain = self.rest.iter().filter(|one| one.taken).count();
        let rest = Rest { text: text.to_owned(), plain, against: self.rest.len() - plain, taken };
        (!self.rest.is_empty()).then_some(rest)
    }
}

/// The part of a long text that is taken or left as a whole.
struct Rest {
    /// The text, so that it is there when the form is sent.
    text: String,
    /// So many have nothing against them: these are meant.
    plain: usize,
    /// So many have something.
    against: usize,
    taken: bool,
}

/// A candidate as it stands in the form.
#[derive(Clone, Debug)]
pub struct Offered {
    value: String,
    kind: String,
    /// What was found, which says what else it may be.
    found: String,
    taken: bool,
}

/// A candidate as it is shown.
struct Shown {
    offered: Offered,
    types: Vec<Choice>,
    warnings: Vec<String>,
    refusal: String,
    known: String,
    links: Vec<(String, String)>,
}

/// What is found in a text, or why nothing is shown.
///
/// # Errors
/// The message key of the refusal.
pub fn search(text: &str) -> Result<Found, &'static str> {
    let limits = Limits { text_bytes: LONGEST, candidates: IN_ALL };
    let found = find(text, &limits).map_err(|_| key!("threats-import-text-long"))?;
    if found.candidates.is_empty() {
        return Err(key!("threats-import-text-none"));
    }
    if found.more {
        return Err(key!("threats-text-many"));
    }
    let offered = |one: Candidate| Offered {
        kind: one.kind.name().to_owned(),
        found: one.kind.name().to_owned(),
        taken: one.warnings.is_empty(),
        value: one.value,
    };
    let mut offered: Vec<Offered> = found.candidates.into_iter().map(offered).collect();
    let rest = offered.split_off(MOST.min(offered.len()));
    Ok(Found { offered, rest })
}

/// What is found in a text and has nothing against it, as rows.
///
/// # Errors
/// As [`search`].
pub fn plain_rows(text: &str) -> Result<Vec<Row>, &'static str> {
    let Found { offered, rest } = search(text)?;
    let rows: Vec<Row> = plain(&offered).chain(plain(&rest)).collect();
    if rows.is_empty() { Err(key!("threats-import-text-none")) } else { Ok(rows) }
}

/// Those that have nothing against them, as rows.
fn plain(offered: &[Offered]) -> impl Iterator<Item = Row> {
    offered
        .iter()
        .filter(|one| one.taken)
        .filter_map(|one| check::check(&one.kind, "", &one.value).ok())
        .map(|fit| row(&fit))
}

/// The page on which one chooses, after a text was pasted.
///
/// # Errors
/// Those of the database.
pub fn offer(visit: &Visit<Import>, ground: &Ground, terms: &Terms, text: &str, found: Found) -> Result<Page, Problem> {
    let today = visit.now().to_zoned(visit.t().zone().clone()).date().to_string();
    let typed = Typed { date: today, reach: terms.reach.clone(), tlp: terms.tlp.clone(), ..Typed::default() };
    let rest = found.rest(text, true);
    draw(visit, ground, typed, found.offered, rest, Errors::default())
}

fn draw(
    visit: &Visit<Import>,
    ground: &Ground,
    typed: Typed,
    offered: Vec<Offered>,
    rest: Option<Rest>,
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let body = Body {
        csrf: visit.csrf(),
        steps: steps(&t, 1),
        levels: typed.levels(&t),
        threat_levels: typed.threat_levels(&t),
        analyses: typed.analyses(&t),
        reaches: reach::choices(&t, &ground.circles, &typed.reach),
        rows: rows(&t, &*visit.read()?, offered)?,
        typed,
        rest,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-import-accept-title"), body)
        .lead(t.s("threats-import-accept-lead"))
        .shape(Shape::Wide)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(t.s("threats-import-title"), ROOT))
}

/// The way of a text: paste, choose, go on in the editor.
fn steps(t: &Words, now: usize) -> Vec<Step> {
    let words = [
        (t.s("threats-import-step-paste"), format!("{ROOT}?how=paste")),
        (t.s("threats-import-step-accept"), String::new()),
        (t.s("threats-import-step-edit"), String::new()),
    ];
    let state = |n: usize| match n.cmp(&now) {
        std::cmp::Ordering::Less => State::Done,
        std::cmp::Ordering::Equal => State::Now,
        std::cmp::Ordering::Greater => State::Due,
    };
    words.into_iter().enumerate().map(|(n, (label, href))| Step { label, href, state: state(n) }).collect()
}

fn rows(t: &Words, read: &Read, offered: Vec<Offered>) -> Result<Vec<Shown>, Problem> {
    let values: Vec<&str> = offered.iter().map(|one| one.value.as_str()).collect();
    let mut known: BTreeMap<usize, BTreeSet<SubjectId>> = BTreeMap::new();
    for answer in value::lookup_many(read, &values, COUNTED + 1)? {
        known.entry(answer.value).or_default().insert(answer.event);
    }
    let named: BTreeSet<SubjectId> =
        known.values().flat_map(|events| events.iter().rev().take(NAMED)).copied().collect();
    let titles = belfry_store::search::subjects(read, &named.into_iter().collect::<Vec<_>>())?;
    let links = |events: &BTreeSet<SubjectId>| {
        let found = events.iter().rev().take(NAMED).filter_map(|id| titles.iter().find(|other| other.id == *id));
        found.map(|other| (format!("/threats/events/{}", other.uuid), other.title.clone())).collect()
    };
    let asked: Vec<(&str, &str)> = offered.iter().map(|one| (one.kind.as_str(), one.value.as_str())).collect();
    let lists = crate::vocabulary::warnings(read, &asked)?;
    let none = BTreeSet::new();
    let shown = |(n, one): (usize, Offered)| {
        let events = known.get(&n).unwrap_or(&none);
        let fit = check::check(&one.kind, "", &one.value);
        let warnings = fit.as_ref().map(|fit| fit.warnings.clone()).unwrap_or_default();
        Shown {
            types: types(&one),
            warnings: warnings
                .iter()
                .map(|one| t.s(&format!("threats-warning-{}", one.name())))
                .chain(lists.get(n).into_iter().flat_map(|lists| crate::vocabulary::warn::words(t, lists)))
                .collect(),
            refusal: fit.err().map_or_else(String::new, |refusal| refusal.words(t)),
            known: match events.len() {
                0 => String::new(),
                n if n > COUNTED => t.n("threats-import-known-many", COUNTED),
                n => t.n("threats-import-known", n),
            },
            links: links(events),
            offered: one,
        }
    };
    Ok(offered.into_iter().enumerate().map(shown).collect())
}

fn types(one: &Offered) -> Vec<Choice> {
    let alike = ALIKE.iter().find(|list| list.first() == Some(&one.found.as_str())).copied();
    match alike {
        Some(list) => list.iter().map(|name| Choice::new(*name, *name, &one.kind)).collect(),
        None => vec![Choice::new(one.found.as_str(), one.found.as_str(), &one.found)],
    }
}

/// Makes a draft of what was accepted, and leads to its editor.
///
/// # Errors
/// Those of the database.
pub fn accept(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let typed = Typed::of(visit.form());
    let offered = offered(visit);
    let mut errors = Errors::default();
    let written = typed.check(&t, &mut errors);
    let reach = reach::parse(&typed.reach, &ground.circles);
    errors.unless(reach.is_some(), "reach", || t.s("threats-import-reach-wrong"));
    let taken: Vec<&Offered> = offered.iter().filter(|one| one.taken).collect();
    let text = visit.form().raw("text");
    let found = search(&text).ok().filter(|found| !found.rest.is_empty());
    let takes_rest = visit.form().has("rest");
    let rest: Vec<Row> = found.iter().filter(|_| takes_rest).flat_map(|found| plain(&found.rest)).collect();
    errors.unless(!taken.is_empty() || !rest.is_empty(), "take", || t.s("threats-import-accept-none"));
    let mut rows = Vec::with_capacity(taken.len() + rest.len());
    for one in taken {
        match check::check(&one.kind, "", &one.value) {
            Ok(fit) => rows.push(row(&fit)),
            Err(refusal) => errors.add(
                "take",
                t.a(
                    "threats-import-accept-unfit",
                    [("value", one.value.as_str().into()), ("why", refusal.words(&t).into())],
                ),
            ),
        }
    }
    let (Some(written), Some(reach), true) = (written, reach, errors.is_empty()) else {
        let rest = found.and_then(|found| found.rest(&text, takes_rest));
        return Ok(draw(visit, &ground, typed, offered, rest, errors)?.refused().into());
    };
    rows.extend(rest);
    let creator = organisation::by_id(&*visit.read()?, ground.owner)?.ok_or(Problem::NotFound)?;
    visit.close();
    let uuid = visit.identity();
    let head = Head::new(uuid, &written, &creator, visit.now().as_second());
    let mut file = Vec::new();
    let fault = |error: std::io::Error| Problem::Internal(error.to_string());
    let count = head.write(&mut file, rows.into_iter().map(Ok)).map_err(fault)?;
    let house = visit.house();
    let context = ImportContext {
        db: &house.db,
        ids: &house.ids,
        clock: &*house.clock,
        person: Some(visit.person()?.id),
        organisation: ground.owner,
        reach,
        tlp: None,
    };
    let reply = Reply::done(format!("/threats/events/{uuid}/edit"), t.n("threats-import-accept-done", count));
    if store::owned(&house.db.read(Key::SYSTEM)?, ground.owner, uuid)?.is_some() {
        return Ok(reply);
    }
    import_drafted(&context, Origin::Text, &mut std::io::Cursor::new(file), &mut |_| true)?;
    Ok(reply)
}

fn row(fit: &check::Fit) -> Row {
    Row {
        kind: fit.info.name.to_owned(),
        category: fit.category.to_owned(),
        value: fit.value.clone(),
        to_ids: fit.info.to_ids,
        comment: String::new(),
        first_seen: None,
    }
}

/// The candidates of a form that was sent.
fn offered(visit: &Visit<Import>) -> Vec<Offered> {
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut all: BTreeMap<usize, Offered> = BTreeMap::new();
    let blank = || Offered { value: String::new(), kind: String::new(), found: String::new(), taken: false };
    for (name, text) in visit.form().fields() {
        if name == "take" {
            taken.extend(text.parse::<usize>());
            continue;
        }
        let Some((field, Ok(n))) = name.split_once('-').map(|(field, n)| (field, n.parse::<usize>())) else { continue };
        if n >= MOST {
            continue;
        }
        match field {
            "value" => all.entry(n).or_insert_with(blank).value.clone_from(text),
            "type" => all.entry(n).or_insert_with(blank).kind.clone_from(text),
            "found" => all.entry(n).or_insert_with(blank).found.clone_from(text),
            _ => {}
        }
    }
    all.into_iter().map(|(n, one)| Offered { taken: taken.contains(&n), ..one }).collect()
}
