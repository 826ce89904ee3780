//! Free text: what was found in it is shown, each with its type, what speaks against it and where it is known; what is accepted
//! becomes a new draft. The text waits on its sender's shelf and is looked through anew each time.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use belfry_freetext::{Candidate, Limits, find};
use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read, Tx};
use belfry_web::components::{Choice, State, Step};
use belfry_web::form::Errors;
use belfry_web::{Form, Page, Reply, Visit};
use belfry_words::{Words, key};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ROOT;
use super::choose::How;
use super::draft::{Head, Row};
use super::shelf::Shelf;
use super::terms::{Ground, Terms};
use super::unfinished::{self, Kept, Unfinished};
use crate::access::Import;
use crate::attribute::check;
use crate::attribute::paste::ALIKE;
use crate::event::Origin;
use crate::event::header::Typed;
use crate::event::import::{ImportContext, import_along};
use crate::event::reach;
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
/// Characters of a type's name.
const TYPE: usize = 60;

#[derive(Template)]
#[template(path = "import/accept.html")]
struct Body {
    t: Words,
    csrf: String,
    uuid: Uuid,
    to: String,
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
    fn rest(&self, taken: bool) -> Option<Rest> {
        let plain = self.rest.iter().filter(|one| one.taken).count();
        (!self.rest.is_empty()).then_some(Rest { plain, against: self.rest.len() - plain, taken })
    }

    /// What is found as somebody ticked it.
    fn ticked(&mut self, ticked: &Ticked) {
        for (n, one) in self.offered.iter_mut().enumerate() {
            one.taken = ticked.taken.contains(&n);
            if let Some(kind) = ticked.types.get(&n) {
                one.kind.clone_from(kind);
            }
        }
    }
}

/// What somebody ticked, by its place in what was found.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ticked {
    taken: BTreeSet<usize>,
    types: BTreeMap<usize, String>,
    rest: bool,
}

impl Ticked {
    /// Reads a form.
    fn of(form: &Form) -> Self {
        let mut ticked = Self { rest: form.has("rest"), ..Self::default() };
        for (name, text) in form.fields() {
            let place = name.strip_prefix("type-").and_then(|n| n.parse().ok()).filter(|n| *n < MOST);
            if name == "take" {
                ticked.taken.extend(text.parse::<usize>());
            } else if let Some(place) = place {
                ticked.types.insert(place, text.chars().take(TYPE).collect());
            }
        }
        ticked
    }
}

/// The part of a long text that is taken or left as a whole.
struct Rest {
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

/// Keeps a text that was pasted, anew or in place of what was pasted before; where it goes on, or nothing when as many wait as may.
///
/// # Errors
/// Those of the database and the disk.
pub fn begin(
    visit: &Visit<Import>,
    ground: &Ground,
    terms: &Terms,
    text: &str,
    before: Option<Unfinished>,
) -> Result<Option<Uuid>, Problem> {
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let token = visit.ids().uuid();
    shelf.write(text.as_bytes(), token)?;
    let mut kept = Kept { text: Some(token), terms: terms.clone(), ..Kept::default() };
    if let Some(mut begun) = before {
        kept.typed = begun.kept.typed.take();
        let old = std::mem::replace(&mut begun.kept, kept);
        begun.save(visit, text)?;
        shelf.stay();
        old.clear(&shelf);
        return Ok(Some(begun.uuid()));
    }
    let uuid = unfinished::begin(visit, ground.owner, How::Paste, text, &kept)?;
    if uuid.is_some() {
        shelf.stay();
    }
    Ok(uuid)
}

/// The text of what was begun.
///
/// # Errors
/// Not found when it is gone.
pub fn pasted(visit: &Visit<Import>, begun: &Unfinished) -> Result<String, Problem> {
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let token = begun.kept.text.ok_or(Problem::NotFound)?;
    let text = std::fs::read(shelf.path(token)).map_err(|_| Problem::NotFound)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The page on which one chooses.
///
/// # Errors
/// Not found for everybody but the one who pasted the text; those of the database.
pub fn page(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let begun = match unfinished::open(visit, visit.path("uuid")?, Some(How::Paste))? {
        Ok(begun) => begun,
        Err(reply) => return Ok(reply),
    };
    let ground = Ground::of(visit)?;
    let Ok(mut found) = search(&pasted(visit, &begun)?) else {
        return Ok(Reply::to(format!("{ROOT}?of={}", begun.uuid())));
    };
    let kept = begun.kept;
    let today = visit.now().to_zoned(visit.t().zone().clone()).date().to_string();
    let fresh = Typed { date: today, reach: kept.terms.reach, tlp: kept.terms.tlp, ..Typed::default() };
    let takes_rest = kept.ticked.as_ref().is_none_or(|ticked| ticked.rest);
    kept.ticked.iter().for_each(|ticked| found.ticked(ticked));
    Ok(draw(visit, &ground, kept.typed.unwrap_or(fresh), found, takes_rest, Errors::default())?.into())
}

fn draw(
    visit: &Visit<Import>,
    ground: &Ground,
    typed: Typed,
    found: Found,
    takes_rest: bool,
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let body = Body {
        csrf: visit.csrf(),
        to: format!("{ROOT}/paste/{uuid}"),
        uuid,
        steps: steps(&t, uuid, 1),
        levels: typed.levels(&t),
        threat_levels: typed.threat_levels(&t),
        analyses: typed.analyses(&t),
        reaches: reach::choices(&t, &ground.circles, &typed.reach),
        rest: found.rest(takes_rest),
        rows: rows(&t, &*visit.read()?, found.offered)?,
        typed,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-import-accept-title"), body)
        .lead(t.s("threats-import-accept-lead"))
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(t.s("threats-import-title"), ROOT))
}

/// The way of a text: paste, choose, go on in the editor.
fn steps(t: &Words, uuid: Uuid, now: usize) -> Vec<Step> {
    let words = [
        (t.s("threats-import-step-paste"), format!("{ROOT}?of={uuid}")),
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
/// As [`page`].
pub fn accept(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut begun = unfinished::load(visit, How::Paste)?;
    let ground = Ground::of(visit)?;
    let typed = Typed::of(visit.form());
    let ticked = Ticked::of(visit.form());
    let Ok(mut found) = search(&pasted(visit, &begun)?) else {
        return Ok(Reply::to(format!("{ROOT}?of={}", begun.uuid())));
    };
    found.ticked(&ticked);
    let mut errors = Errors::default();
    let written = typed.check(&t, &mut errors);
    let reach = reach::parse(&typed.reach, &ground.circles);
    errors.unless(reach.is_some(), "reach", || t.s("threats-import-reach-wrong"));
    let rows = accepted(&t, &found, ticked.rest, &mut errors);
    let (Some(written), Some(reach), true) = (written, reach, errors.is_empty()) else {
        let takes_rest = ticked.rest;
        (begun.kept.typed, begun.kept.ticked) = (Some(typed.clone()), Some(ticked));
        begun.save(visit, begun.name())?;
        return Ok(draw(visit, &ground, typed, found, takes_rest, errors)?.refused().into());
    };
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
    let to = format!("/threats/events/{uuid}/edit");
    let reply = Reply::done(to.clone(), t.n("threats-import-accept-done", count));
    let lost = Cell::new(None);
    let along = |tx: &Tx| match visit.finish_in(tx, &reply).and_then(|()| begun.end(tx, to.clone(), visit.now())) {
        Ok(()) => Ok(true),
        // As for a transaction of its own: it is tried again.
        Err(Problem::Busy) => Err(belfry_store::Error::Busy),
        Err(problem) => {
            lost.set(Some(problem));
            Ok(false)
        }
    };
    let outcome = import_along(&context, Origin::Text, &mut std::io::Cursor::new(file), &along)?;
    if outcome.new == 0 {
        // It was taken in elsewhere in the meantime.
        return Err(lost.take().unwrap_or(Problem::NotFound));
    }
    begun.kept.clear(&Shelf::of(visit.house(), visit.person()?.id));
    Ok(reply)
}

/// What was accepted as rows: what was ticked, and perhaps the rest.
fn accepted(t: &Words, found: &Found, takes_rest: bool, errors: &mut Errors) -> Vec<Row> {
    let mut rows = Vec::new();
    for one in found.offered.iter().filter(|one| one.taken) {
        match check::check(&one.kind, "", &one.value) {
            Ok(fit) => rows.push(row(&fit)),
            Err(refusal) => {
                let words = [("value", one.value.as_str().into()), ("why", refusal.words(t).into())];
                errors.add("take", t.a("threats-import-accept-unfit", words));
            }
        }
    }
    if takes_rest {
        rows.extend(plain(&found.rest));
    }
    errors.unless(!rows.is_empty() || !errors.of("take").is_empty(), "take", || t.s("threats-import-accept-none"));
    rows
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
