//! The page of a value: all that one may know of it; and the page where values are looked up.

pub mod many;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use askama::Template;
use belfry_freetext::refang::refang;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_misp::types;
use belfry_store::search::COUNTED;
use belfry_store::{Read as Picture, Result as Stored, Sql, Value, args, scope};
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, key};

use super::beside::beside;
use super::like::{self, Pattern};
use super::{FIRST, Found, How, Range, canonical, lookup, wide};
use crate::access::{Create, Read};
use crate::event::list::TagWords;
use crate::event::show::parts::{Sightings, sighting_words, value_address};
use crate::event::{EVENT, State};
use crate::sighting::{self, Kind};
use crate::value::place::Places;
use crate::vocabulary::{warn, warnings};

/// Occurrences on a page.
const PAGE: usize = 100;
/// Sightings that are counted.
const SIGHTINGS: i64 = 2_000;
/// Bytes of a value that is looked up.
const LONGEST: usize = 4_096;

/// `GET /threats/values`: with `value` its page, without one the form.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let asked = visit.query("value").to_owned();
    if asked.is_empty() {
        return Ok(many::form(visit, many::Typed::default()).into());
    }
    if asked.len() > LONGEST {
        return Err(Problem::BadRequest(visit.s("threats-value-too-long")));
    }
    let t = visit.t();
    let after = cursor(visit.query("before"));
    let read = visit.read()?;
    let known = Known::load(&read, &asked, after)?;
    let warned = warn::words(&t, &warnings(&read, &[("", asked.as_str())])?.concat());
    drop(read);
    let next = known.next.map_or_else(String::new, |(event, attribute)| {
        let before = format!("{event}.{attribute}");
        format!("/threats/values?{}", query(&[("value", asked.as_str()), ("before", before.as_str())]))
    });
    let first = if after.is_some() {
        format!("/threats/values?{}", query(&[("value", asked.as_str())]))
    } else {
        String::new()
    };
    let summary = Summary::new(&t, &asked, &known);
    let beside = if summary.is_known { Vec::new() } else { beside(&asked) };
    let body = Body {
        summary,
        beside: beside.into_iter().map(|value| (value_address(&value), value)).collect(),
        rows: rows(&t, known),
        warned,
        next,
        first,
        may_create: visit.may::<Create>(None),
        asked,
        t: t.clone(),
    };
    let lead = t.s("threats-value-lead");
    Ok(Page::new(t.s("threats-value-title"), body)
        .lead(lead)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(t.s("threats-values-title"), "/threats/values")
        .into())
}

fn query(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap_or_default()
}

/// Reads the place behind which a page begins: `EVENT.ATTRIBUTE`.
pub(crate) fn cursor(text: &str) -> Option<(SubjectId, i64)> {
    let (event, attribute) = text.split_once('.')?;
    Some((SubjectId(event.parse().ok()?), attribute.parse().ok()?))
}

/// Everything that is read for the page.
struct Known {
    /// The newest that are counted.
    all: Vec<Found>,
    shown: Vec<Found>,
    next: Option<(SubjectId, i64)>,
    tags: HashMap<i64, Vec<TagWords>>,
    sightings: Vec<sighting::Sighting>,
    /// Names of the owners of those shown, as far as the reader may know of them.
    owners: HashMap<OrganisationId, String>,
    places: Places,
}

impl Known {
    fn load(read: &Picture, asked: &str, after: Option<(SubjectId, i64)>) -> Stored<Self> {
        let most = usize::try_from(COUNTED + 1).unwrap_or(usize::MAX);
        let all = lookup(read, asked, None, most)?;
        let mut shown = match after {
            Some(after) => lookup(read, asked, Some(after), PAGE + 1)?,
            None => all.iter().take(PAGE + 1).cloned().collect(),
        };
        let next = (shown.len() > PAGE).then(|| shown.get(PAGE - 1).map(|last| (last.event, last.attribute))).flatten();
        shown.truncate(PAGE);
        let (tags, owners) = around(read, &shown)?;
        let places = Places::of(read, &shown)?;
        let of: Vec<(SubjectId, i64)> = all.iter().map(|found| (found.event, found.attribute)).collect();
        let sightings = if of.is_empty() { Vec::new() } else { sighting::of_attributes(read, &of, SIGHTINGS)? };
        Ok(Self { all, shown, next, tags, sightings, owners, places })
    }
}

fn ids(found: &[Found]) -> Value<'static> {
    Value::Ints(found.iter().map(|found| found.attribute).collect())
}

/// Tags of attributes, and names of the organisations that own them.
type Around = (HashMap<i64, Vec<TagWords>>, HashMap<OrganisationId, String>);

/// Tags and names. In one statement.
fn around(read: &Picture, shown: &[Found]) -> Stored<Around> {
    let events = Value::Ints(shown.iter().map(|found| found.event.0).collect());
    let owners: BTreeSet<i64> = shown.iter().map(|found| found.owner.0).collect();
    let mut sql = Sql::new(
        "select cast(1 as bigint), a.attribute_id, t.name, t.colour from threats_attribute_tags a cross join threats_tags t \
         where a.event_id in {ints ?} and a.attribute_id in {ints ?} and t.id = a.tag_id and",
        [events, ids(shown)],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select 0, o.id, o.name, null from store_subjects s cross join identity_organisations o \
         where s.id in {ints ?} and o.id = s.id and",
        [Value::Ints(owners.into_iter().collect())],
    );
    sql.append(&scope::sees_subject(read.key()));
    let (mut found, mut names) = (Vec::new(), HashMap::new());
    read.each(sql, args![], |row| {
        let (of, name): (i64, String) = (row.get(1)?, row.get(2)?);
        if row.get::<i64>(0)? == 0 {
            names.insert(OrganisationId(of), name);
        } else {
            found.push((of, name, row.get::<Option<String>>(3)?));
        }
        Ok(true)
    })?;
    found.sort();
    let mut tags: HashMap<i64, Vec<TagWords>> = HashMap::new();
    for (of, name, colour) in found {
        tags.entry(of).or_default().push(TagWords::new(&name, colour.as_deref()));
    }
    Ok((tags, names))
}

/// First and last change of an occurrence, in seconds.
fn span(all: &[Found]) -> Option<(i64, i64)> {
    let dated = || all.iter().map(|found| found.timestamp).filter(|at| *at > 0);
    dated().min().zip(dated().max())
}

/// What is said above the table.
struct Summary {
    events: String,
    occurrences: String,
    kinds: String,
    normal: Vec<String>,
    first: (String, String),
    last: (String, String),
    sightings: Vec<(&'static str, String)>,
    by: Vec<String>,
    /// Said when a wide network holds more than was walked through, and of patterns.
    limits: String,
    is_known: bool,
    /// Nothing could be looked for.
    is_open: bool,
}

impl Summary {
    fn new(t: &Words, asked: &str, known: &Known) -> Self {
        let events: BTreeSet<SubjectId> = known.all.iter().map(|found| found.event).collect();
        let kinds: BTreeSet<&str> = known.all.iter().map(|found| found.kind.as_str()).collect();
        let more = known.all.len() > usize::try_from(COUNTED).unwrap_or(usize::MAX);
        let (first, last) =
            span(&known.all).map_or_else(Default::default, |(first, last)| (moment(t, first), moment(t, last)));
        let mut counted = Sightings::default();
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &known.sightings {
            match one.kind {
                Kind::Seen => counted.seen += 1,
                Kind::FalsePositive => counted.false_positive += 1,
                Kind::Expired => counted.expired += 1,
            }
            let who = one.name.as_deref().unwrap_or(&one.source);
            *by.entry(who).or_default() += 1;
        }
        let by = by.into_iter().filter(|(who, _)| !who.is_empty());
        let range = Range::parse(&refang(asked)).filter(|range| !range.is_host());
        let pattern = Pattern::parse(asked);
        let within = known.all.iter().filter(|found| found.how == How::Within).count();
        Self {
            events: if more {
                t.n("threats-list-count-more", events.len())
            } else {
                t.n("threats-list-count", events.len())
            },
            occurrences: if more {
                t.n("threats-value-occurrences-more", COUNTED)
            } else {
                t.n("threats-value-occurrences", known.all.len())
            },
            normal: if pattern.is_some() { Vec::new() } else { normal(asked, &kinds) },
            kinds: t.list(&kinds.into_iter().collect::<Vec<_>>()),
            first,
            last,
            sightings: sighting_words(t, counted),
            by: by.map(|(who, n)| t.a("threats-value-by", [("who", who.into()), ("n", n.into())])).collect(),
            limits: if let Some(pattern) = &pattern {
                let can_be_asked = !pattern.words().is_empty();
                if can_be_asked { t.n("threats-like-looked", like::LOOKED) } else { t.s("threats-like-open") }
            } else if range.is_some_and(wide::is_wide) && within >= FIRST {
                t.n("threats-value-wide", FIRST)
            } else {
                String::new()
            },
            is_known: !known.all.is_empty(),
            is_open: pattern.is_some_and(|pattern| pattern.words().is_empty()),
        }
    }
}

/// The forms in which equal values are equal, for the types in which the value was met.
fn normal(asked: &str, kinds: &BTreeSet<&str>) -> Vec<String> {
    let plain = refang(asked.trim());
    let mut all: Vec<String> = Vec::new();
    for info in kinds.iter().filter_map(|kind| types::get(kind)).filter(|info| info.parts.is_empty()) {
        if let Some(text) = canonical(info.family, info.name, &plain)
            && text != asked
            && !all.contains(&text)
        {
            all.push(text);
        }
    }
    if all.is_empty() && plain != asked {
        all.push(plain);
    }
    all
}

/// A second of the Unix clock as machines and people read it.
fn moment(t: &Words, seconds: i64) -> (String, String) {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| Default::default(), |at| (at.to_string(), t.date(at)))
}

/// One occurrence.
struct Line {
    title: String,
    href: String,
    kind: String,
    category: String,
    value: String,
    how: String,
    /// Fit for detection, and not recalled.
    to_ids: bool,
    recalled: bool,
    comment: String,
    owner: String,
    day: (String, String),
    tags: Vec<TagWords>,
}

fn rows(t: &Words, known: Known) -> Vec<Line> {
    let Known { shown, mut tags, owners, places, .. } = known;
    shown
        .into_iter()
        .map(|found| Line {
            href: format!("{}{}#a-{}", EVENT.path, places.name(&found), found.attribute_uuid),
            title: found.title,
            kind: found.kind,
            value: found.value,
            how: match found.how {
                How::Equal | How::Like => String::new(),
                How::Around => t.s(key!("threats-how-around")),
                How::Within => t.s(key!("threats-how-within")),
            },
            owner: owners.get(&found.owner).cloned().unwrap_or_default(),
            day: moment(t, found.timestamp),
            recalled: found.state == State::Recalled,
            to_ids: found.to_ids && found.state != State::Recalled,
            category: crate::vocabulary::said::category(t, &found.category),
            comment: found.comment,
            tags: tags.remove(&found.attribute).unwrap_or_default(),
        })
        .collect()
}

#[derive(Template)]
#[template(path = "value/page.html")]
struct Body {
    t: Words,
    asked: String,
    summary: Summary,
    rows: Vec<Line>,
    warned: Vec<String>,
    /// What else may be asked for: the address of its page, and the value.
    beside: Vec<(String, String)>,
    next: String,
    first: String,
    may_create: bool,
}
