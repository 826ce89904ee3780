//! The same for programs: a file in, a job's address out; then its state and result.

use belfry_identity::organisation;
use belfry_kernel::{Problem, Tlp};
use belfry_web::form::Errors;
use belfry_web::receive::Takes;
use belfry_web::sharing::Said;
use belfry_web::{Reply, Spec, Visit};
use serde_json::{Value, json};

use super::ROOT;
use super::detect::{self, Format, Seems};
use super::draft::Head;
use super::job;
use super::order::{self, Order, Parcel};
use super::report::{self, Report};
use super::shelf::Shelf;
use super::terms::{Agreed, Ground, Terms};
use super::{choose, text, watch};
use crate::access::{Import, Read};
use crate::event::header::Typed;

/// The body is the file, up to 16 MiB; larger ones come as `multipart/form-data` in the field `file`, straight to disk.
pub const TAKES: Takes = Takes { body: 16 << 20, files: 64 };

/// What the route says of itself.
pub fn post_spec() -> Spec {
    Spec::new(
        "Import a file: the body is the file, up to 16 MiB; larger ones in the field `file` of a multipart form",
        json!({"type": "object", "required": ["job", "url"], "properties": {
            "job": {"type": "string"}, "url": {"type": "string"}
        }}),
    )
    .one_of(
        "format",
        "misp or stix, found out from the content when it is left out; or text: what is found in it becomes a draft",
        &["misp", "stix", "text"],
    )
    .query("title", "of the draft, with format=text")
    .query("reach", "own (as if left out), community, or circle:UUID")
    .one_of("tlp", "the TLP of events that state none", &["red", "amber+strict", "amber", "green", "clear"])
    .takes_files(&["application/json", "application/stix+json", "text/plain"])
    .answers(202)
}

/// What the route says of itself.
pub fn get_spec() -> Spec {
    let count = || json!({"type": "integer"});
    let rules = json!({"type": "array", "description": "The sharing rules that it breaks", "items": {
        "type": "object", "required": ["rule", "path", "refuses"], "properties": {
            "rule": {"type": "string"}, "path": {"type": "string"}, "refuses": {"type": "boolean"}
        }
    }});
    let items = json!({"type": "array", "items": {"type": "object", "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": {"type": "string"},
        "what": {"enum": ["new", "updated", "unchanged", "failed"]},
        "reasons": {"type": "array", "items": {"type": "string"}}, "rules": rules,
        "unfit": {"type": "integer", "description": "Values that do not fit their types: they came in as they are"}
    }}});
    Spec::new(
        "How far an import is, and what came out",
        json!({"type": "object", "required": ["job", "state"], "properties": {
            "job": {"type": "string"},
            "state": {"enum": ["waiting", "running", "done", "failed", "cancelled"]},
            "done": count(), "total": count(), "error": {"type": ["string", "null"]},
            "partial": {"type": "boolean", "description": "Of one that was cancelled: whether more than the result may have been done"},
            "result": {"type": ["object", "null"], "properties": {
                "new": count(), "updated": count(), "unchanged": count(), "failed": count(), "attributes": count(), "objects": count(),
                "clusters": count(), "more": count(), "files": {"type": "array"}, "items": items
            }}
        }}),
    )
}

/// Takes a file: 202 with the job.
///
/// # Errors
/// [`Problem::Refused`] with the reason, line and column; those of the database and the disk.
pub fn post(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let reach = visit.query("reach");
    let terms = Terms {
        reach: if reach.is_empty() { "own".into() } else { reach.strip_prefix("circle:").unwrap_or(reach).to_owned() },
        tlp: visit.query("tlp").to_owned(),
    };
    let mut errors = Errors::default();
    let agreed = terms.check(&t, &ground, &mut errors);
    let Some(Agreed { tlp, .. }) = agreed else { return Err(errors.problem()) };
    if order::has_too_many(&*visit.read()?, visit.person()?.id)? {
        return Err(Problem::Refused(t.s("threats-import-too-many")));
    }
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let parcels = if visit.query("format") == "text" {
        vec![text_parcel(visit, &shelf, &ground, tlp)?]
    } else {
        parcels(visit, &shelf)?
    };
    let order = Order {
        parcels,
        organisation: ground.owner.0,
        reach: terms.reach,
        tlp: tlp.map(|tlp| tlp.code().to_owned()),
        table: None,
    };
    let tx = visit.write()?;
    let job = order.put(visit, &tx)?;
    let url = format!("/api/v1{ROOT}/{job}");
    let reply = visit.finish(tx, Reply::Json(202, json!({"job": job.to_string(), "url": url}).to_string()))?;
    shelf.stay();
    Ok(reply)
}

/// The files that were sent, or the body as one.
fn parcels(visit: &mut Visit<Import>, shelf: &Shelf) -> Result<Vec<Parcel>, Problem> {
    let t = visit.t();
    let wanted = wanted(visit)?;
    let mut uploads = std::mem::take(&mut visit.form_mut().files);
    let mut all: Vec<Parcel> = Vec::new();
    for upload in &mut uploads {
        let token = visit.ids().uuid();
        let received = choose::receive(shelf, upload, token)?;
        all.push(received.map_err(|fault| Problem::Refused(fault.words(&t)))?);
    }
    if !uploads.is_empty() {
        return Ok(all);
    }
    let body = std::mem::take(&mut visit.form_mut().body);
    let seems = detect::seems(&mut std::io::Cursor::new(&body)).unwrap_or(Seems::Empty);
    let format = match (wanted, seems) {
        (Some(format), Seems::Known(_) | Seems::Json | Seems::Broken(_)) | (None, Seems::Known(format)) => format,
        (_, Seems::Empty) => return Err(Problem::Refused(t.s("threats-import-fault-empty"))),
        (_, Seems::Text) => return Err(Problem::Refused(t.s("threats-import-not-json"))),
        (_, Seems::Broken(fault) | Seems::Binary(fault)) => return Err(Problem::Refused(fault.words(&t))),
        (None, Seems::Json) => return Err(Problem::Refused(t.s("threats-import-fault-unknown"))),
    };
    detect::check(format, body.as_slice()).map_err(|fault| Problem::Refused(fault.words(&t)))?;
    if !shelf.has_room(body.len() as u64) {
        return Err(Problem::Refused(t.s("threats-import-fault-no-room")));
    }
    let token = visit.ids().uuid();
    shelf.write(&body, token)?;
    Ok(vec![Parcel { token, name: String::new(), format, drafted: false, bytes: body.len() as u64 }])
}

/// What is found in a text and has nothing against it, as the file of a draft.
fn text_parcel(visit: &mut Visit<Import>, shelf: &Shelf, ground: &Ground, tlp: Option<Tlp>) -> Result<Parcel, Problem> {
    let t = visit.t();
    let body = std::mem::take(&mut visit.form_mut().body);
    if let Some(fault) = detect::binary(&body[..body.len().min(512)]) {
        return Err(Problem::Refused(fault.words(&t)));
    }
    let body = String::from_utf8(body).map_err(|_| Problem::Refused(t.s("threats-import-fault-bad-text")))?;
    let rows = text::plain_rows(&body).map_err(|why| Problem::Refused(t.s(why)))?;
    let typed = Typed {
        title: visit.query("title").to_owned(),
        date: visit.now().to_zoned(t.zone().clone()).date().to_string(),
        tlp: tlp.unwrap_or(Tlp::NotStated).code().to_owned(),
        ..Typed::default()
    };
    let mut errors = Errors::default();
    let Some(written) = typed.check(&t, &mut errors) else { return Err(errors.problem()) };
    let creator = organisation::by_id(&*visit.read()?, ground.owner)?.ok_or(Problem::NotFound)?;
    let head = Head::new(visit.ids().uuid(), &written, &creator, visit.now().as_second());
    let mut file = Vec::new();
    head.write(&mut file, rows.into_iter().map(Ok)).map_err(|error| Problem::Internal(error.to_string()))?;
    if !shelf.has_room(file.len() as u64) {
        return Err(Problem::Refused(t.s("threats-import-fault-no-room")));
    }
    let token = visit.ids().uuid();
    shelf.write(&file, token)?;
    Ok(Parcel { token, name: String::new(), format: Format::Misp, drafted: true, bytes: file.len() as u64 })
}

fn wanted(visit: &Visit<Import>) -> Result<Option<Format>, Problem> {
    match visit.query("format") {
        "" => Ok(None),
        "misp" => Ok(Some(Format::Misp)),
        "stix" => Ok(Some(Format::Stix)),
        other => Err(Problem::BadRequest(format!("no format is called {other:?}"))),
    }
}

/// How far it is.
///
/// # Errors
/// Not found for everybody but the one who asked for it.
pub fn get(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (job, _) = watch::own(visit)?;
    let (report, is_part) = job::report(&job);
    let result = report.map(|report| told(visit, &report)).transpose()?;
    Reply::json(&json!({
        "job": job.id.to_string(), "state": job.state, "done": job.done, "total": job.total, "error": job.error, "result": result,
        "partial": is_part
    }))
}

/// What came out, with broken sharing rules in words: `rule`, `path` and whether it `refuses`.
fn told(visit: &Visit<Read>, report: &Report) -> Result<Value, Problem> {
    let rules = report::rules(&visit.t(), &*visit.read()?, &report.items)?;
    let mut told = serde_json::to_value(report).unwrap_or(Value::Null);
    let items = told.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten();
    for (item, rules) in items.zip(rules).filter(|(_, rules)| !rules.is_empty()) {
        let said = |one: &Said| json!({"rule": one.rule, "path": one.path, "refuses": one.refuses});
        item["rules"] = rules.iter().map(said).collect();
    }
    Ok(told)
}
