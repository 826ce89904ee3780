//! What programs ask: the same use cases as the pages, as JSON. Each answer of a list says with `next` where the next one begins.

use belfry_kernel::{Problem, SubjectId, Tlp};
use belfry_store::Key;
use belfry_store::search::subjects;
use belfry_store::subject::Subject;
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::access::{Edit, Read};
use crate::event::disclose::{self, How as Handed};
use crate::event::list::filter::Filter;
use crate::event::list::select;
use crate::event::show::copies;
use crate::event::show::top::{self, Top};
use crate::event::{EVENT, State, export, header, store};
use crate::value::page::cursor;
use crate::value::place::Places;
use crate::value::{How, lookup_told};

/// Items of one answer.
const PAGE: usize = 100;
/// Occurrences of a value in one answer.
const VALUES: usize = 500;

/// A list of these, in pages.
pub(crate) fn list_of(item: &Value) -> Value {
    json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }})
}

/// A list of these, in pages, the oldest first.
pub(crate) fn list_after(item: &Value) -> Value {
    let mut list = list_of(item);
    list["properties"]["next"]["description"] = "Give it as `after` for what follows".into();
    list
}

/// An answer that also says whether something is so.
fn told(mut schema: Value, name: &str, what: &str) -> Value {
    schema["properties"][name] = json!({"type": "boolean", "description": what});
    schema
}

fn event_schema() -> Value {
    json!({"type": "object", "required": ["uuid", "title"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": {"type": "string"},
        "owner": {"type": ["string", "null"]}, "date": {"type": ["string", "null"]},
        "tlp": {"enum": levels()}, "state": {"enum": states()},
        "attributes": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "string"}},
        "updated": {"type": "string", "format": "date-time"}
    }})
}

/// The levels of TLP, by their codes.
pub(crate) fn levels() -> Vec<&'static str> {
    Tlp::ALL.into_iter().map(Tlp::code).collect()
}

/// Whom an event is for, as programs write it.
pub(crate) fn reach() -> Value {
    json!({"type": "string", "description": "own, community, or the UUID of a trust circle"})
}

/// An organisation that the key's owner may know of.
pub(crate) fn organisation() -> Value {
    json!({"type": "object", "required": ["uuid", "name"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "name": {"type": "string"}
    }})
}

/// What a change of an event answers.
pub(crate) fn changed() -> Value {
    json!({"type": "object", "required": ["uuid", "version"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "version": {"type": "integer", "description": "Of the event, since the change"}
    }})
}

/// The version that a program has seen.
pub(crate) fn seen() -> Value {
    json!({"type": "integer", "description": "The event's version that this is about: when another one stands there, 409"})
}

/// The body of a change that has nothing to say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

impl Nothing {
    /// Refuses what says something all the same: it would be lost.
    ///
    /// # Errors
    /// [`Problem::BadRequest`].
    pub(crate) fn sent<A>(visit: &Visit<A>) -> Result<(), Problem> {
        if is_empty(visit)? {
            return Ok(());
        }
        visit.json().map(|Self {}| ())
    }
}

/// A body of which everything may be left out, also all of it.
pub(crate) fn body<A, T: DeserializeOwned + Default>(visit: &Visit<A>) -> Result<T, Problem> {
    if is_empty(visit)? { Ok(T::default()) } else { visit.json() }
}

/// Whether nothing was sent. What was sent as a form, as some programs do where nobody says what it is, must not be passed over.
fn is_empty<A>(visit: &Visit<A>) -> Result<bool, Problem> {
    let form = visit.form();
    if !form.fields().is_empty() || !form.files.is_empty() {
        return Err(Problem::BadRequest("the body is JSON: send it with Content-Type: application/json".into()));
    }
    Ok(form.body.is_empty())
}

/// The body of a change that says no more than which version it is about.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    /// As of [`seen`].
    pub version: Option<i64>,
}

/// Where an event may be in its life.
pub(crate) fn states() -> [&'static str; 3] {
    [State::Draft, State::Published, State::Recalled].map(State::code)
}

/// A route that gives files too: `misp` is the key that MISP's JSON begins with.
fn with_files(spec: Spec, what: &'static str, misp: &str) -> Spec {
    spec.one_of("format", what, &["json", "misp", "stix", "csv", "text"])
        .query("all", "1: a text with what is not fit for detection too")
        .query("bare", "1: a text without lines that begin with #")
        .or("application/json", json!({"type": "object", "required": [misp]}))
        .or("application/stix+json", json!({"type": "object", "required": ["type", "id"]}))
        .or("text/csv", json!({}))
        .or("text/plain", json!({}))
}

/// What the list of events says of itself.
pub fn events_spec() -> Spec {
    let cut = "true: with q, there may be more events, for too many of their values hold the words";
    let list = told(list_of(&event_schema()), "cut", cut);
    let list = Spec::new("Events that the key's owner may see, newest first", list)
        .query("q", "Words of titles, values, comments and reports")
        .query("tag", "A tag's whole name, or its beginning and a star: rsit:*")
        .query("type", "A type of attribute, or its beginning and a star: ip-*")
        .query("owner", "UUID of an organisation, or a part of its name")
        .one_of("tlp", "Its level", &levels())
        .one_of("state", "Where it is in its life", &states())
        .formed("circle", "UUID of a trust circle", "uuid")
        .formed("from", "First day, YYYY-MM-DD", "date")
        .formed("to", "Last day, YYYY-MM-DD", "date")
        .query("before", "`next` of the answer before");
    with_files(list, "all that fit, as a file instead of a page of JSON", "response")
}

/// `GET /api/v1/threats/events`.
pub fn events(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    if let Some(file) = export::list_over_api(visit)? {
        return Ok(file);
    }
    let filter = Filter::exact(&visit.t(), visit.queries())?;
    let before = after(visit, |text| text.parse().ok().map(SubjectId))?;
    let read = visit.read()?;
    let (mut rows, is_cut) = select::rows_told(&read, &filter, before, i64::try_from(PAGE + 1).unwrap_or(i64::MAX))?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let around = select::around(&read, &rows, &[])?;
    drop(read);
    let next = rows.last().filter(|_| more).map(|last| last.id.to_string());
    let items: Vec<Value> = rows
        .iter()
        .map(|row| {
            let tags = around.tags.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            json!({
                "uuid": row.uuid, "title": row.title, "owner": around.names.get(&row.owner.0).map(|named| &named.title),
                "date": row.date, "tlp": row.tlp.code(), "state": row.state.code(), "attributes": row.attributes,
                "tags": tags.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
                "updated": instant(row.updated)
            })
        })
        .collect();
    Reply::json(&json!({"items": items, "next": next, "cut": is_cut}))
}

/// Where an answer begins: after what the one before said as `next`.
pub(crate) fn after<A, T>(visit: &Visit<A>, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    let typed = visit.query("before");
    if typed.is_empty() {
        return Ok(None);
    }
    parse(typed).map(Some).ok_or_else(|| cursor_refused(visit, "before"))
}

/// As [`after`], of a list that begins with the oldest: behind which id.
pub(crate) fn behind<A>(visit: &Visit<A>) -> Result<i64, Problem> {
    let typed = visit.query("after");
    if typed.is_empty() {
        return Ok(0);
    }
    typed.parse().map_err(|_| cursor_refused(visit, "after"))
}

fn cursor_refused<A>(visit: &Visit<A>, name: &str) -> Problem {
    let typed = visit.query(name);
    Problem::BadRequest(visit.t().a("threats-filter-cursor", [("name", name.into()), ("typed", typed.into())]))
}

/// Cuts a page off what was read, one more than that; behind which id the next begins.
pub(crate) fn cut<T>(all: &mut Vec<T>, page: usize, id: impl Fn(&T) -> i64) -> Option<String> {
    let more = all.len() > page;
    all.truncate(page);
    all.last().filter(|_| more).map(|last| id(last).to_string())
}

/// Notes that a program of another organisation fetched what an event holds, as when it fetches a file; once of a version, however many
/// answers it takes.
pub(crate) fn fetched<A>(visit: &Visit<A>, event: &Subject) -> Result<(), Problem> {
    let organisation = visit.person()?.organisation;
    if organisation == event.owner {
        return Ok(());
    }
    let version = store::header(&*visit.read()?, event.id)?.version;
    visit.close();
    // The log is the owner's: the program asks, not the reader.
    let log = visit.house().db.read(Key::SYSTEM)?;
    if disclose::is_noted(&log, (event.id, version), organisation, Handed::Api)? {
        return Ok(());
    }
    drop(log);
    let tx = visit.write()?;
    disclose::note(&tx, visit.act(), event.id, version, organisation, Handed::Api)?;
    Ok(tx.commit()?)
}

/// A second of the Unix clock as programs read it.
pub(crate) fn second(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|at| at.to_string())
}

fn instant(micros: i64) -> Option<String> {
    jiff::Timestamp::from_microsecond(micros).ok().map(|at| at.to_string())
}

/// What one event says of itself.
pub fn event_spec() -> Spec {
    let mut schema = event_schema();
    schema["properties"]["creator"] = json!({"type": ["string", "null"]});
    schema["properties"]["extends"] = json!({"type": ["string", "null"], "format": "uuid"});
    schema["properties"]["copies"] = json!({
        "type": "array", "description": "Records of the same event that other organisations hold",
        "items": {"type": "object", "required": ["address", "owner", "recalled"], "properties": {
            "address": {"type": "string", "description": "For this path, instead of the UUID"},
            "owner": {"type": "string"}, "recalled": {"type": "boolean"}
        }}
    });
    schema["properties"]["version"] = json!({"type": ["integer", "null"], "description": "For whoever may edit it"});
    for (name, table) in [("threat_level", header::THREAT_LEVELS), ("analysis", header::ANALYSES)] {
        let mut words: Vec<Value> = header::words(table).into_iter().map(Value::from).collect();
        words.push(Value::Null);
        schema["properties"][name] = json!({ "enum": words });
    }
    let lost = json!({"type": "object", "required": ["thing", "how", "count"], "properties": {
        "thing": {"type": "string"}, "how": {"type": "string"}, "count": {"type": "integer"}
    }});
    let report = json!({"type": "object", "required": ["format", "lost"], "properties": {
        "format": {"type": "string"}, "lost": {"type": "array", "items": lost}
    }});
    let one = Spec::new(
        "One event: its header. Of several records of a UUID one's own, then the oldest; UUID@ORGANISATION is any",
        schema,
    )
    .query("report", "1: with a format, what would not survive in it, instead of the file")
    .or("application/json", report);
    with_files(one, "the whole event as a file", "Event")
}

/// `GET /api/v1/threats/events/{uuid}`.
pub fn event(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    if let Some(file) = export::over_api(visit)? {
        return Ok(file);
    }
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let Top { event, attributes, copied, .. } = top::load(&read, subject.id)?;
    let copies = if copied { copies::load(&read, &subject)? } else { Vec::new() };
    let copies = copies
        .iter()
        .map(|(_, copy)| json!({"address": copy.held.to_string(), "owner": copy.owner, "recalled": copy.recalled}));
    // It counts what only some see.
    let version = visit.may::<Edit>(Some(&subject)).then_some(event.version);
    let tags = crate::tag::of_event(&read, subject.id)?;
    let owner = subjects(&read, &[belfry_kernel::SubjectId(subject.owner.0)])?;
    drop(read);
    Reply::json(&json!({
        "uuid": subject.uuid, "title": subject.title, "owner": owner.first().map(|owner| &owner.title),
        "creator": event.creator, "date": event.date, "threat_level": header::word_of(header::THREAT_LEVELS, event.threat_level),
        "analysis": header::word_of(header::ANALYSES, event.analysis),
        "tlp": event.tlp.code(), "state": event.state.code(), "version": version, "attributes": attributes,
        "extends": event.extends, "tags": tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        "copies": copies.collect::<Vec<_>>(), "updated": subject.updated.to_string()
    }))
}

/// What the lookup says of itself.
pub fn values_spec() -> Spec {
    let item = json!({"type": "object", "required": ["event", "attribute", "type"], "properties": {
        "event": {"type": "string", "format": "uuid"}, "title": {"type": "string"},
        "attribute": {"type": "string", "format": "uuid"}, "type": {"type": "string"}, "value": {"type": "string"},
        "state": {"enum": states(), "description": "Of the event: what is recalled is not to be used any more"},
        "match": {"enum": ["equal", "around", "within", "like"]},
        "address": {"type": "string", "description": "Of the event, for /api/v1/threats/events/"}
    }});
    Spec::new(
        "Where a value stands: equal ones, networks around an address, addresses within a network; of one that is wider than /8 \
         (IPv4) or /16 (IPv6), the 1,000 lowest",
        told(list_of(&item), "cut", "true: the pattern was held against the newest 20,000 values only that hold its words"),
    )
    .needs("value", "The value, as people pass it on; `hxxp` and `[.]` are understood, and `*` stands for anything")
    .query("before", "`next` of the answer before")
}

/// `GET /api/v1/threats/values?value=V`.
pub fn values(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let value = visit.query("value").to_owned();
    if value.is_empty() {
        return Err(Problem::BadRequest("value is needed".into()));
    }
    let after = after(visit, cursor)?;
    let read = visit.read()?;
    let (mut found, is_cut) = lookup_told(&read, &value, after, VALUES + 1)?;
    let more = found.len() > VALUES;
    found.truncate(VALUES);
    let places = Places::of(&read, &found)?;
    drop(read);
    let next = found.last().filter(|_| more).map(|last| format!("{}.{}", last.event, last.attribute));
    let items: Vec<Value> = found
        .iter()
        .map(|one| {
            let how = match one.how {
                How::Equal => "equal",
                How::Around => "around",
                How::Within => "within",
                How::Like => "like",
            };
            json!({"event": one.event_uuid, "title": one.title, "attribute": one.attribute_uuid, "type": one.kind,
                "value": one.value, "state": one.state.code(), "match": how, "address": places.name(one)})
        })
        .collect();
    Reply::json(&json!({"items": items, "next": next, "cut": is_cut}))
}
