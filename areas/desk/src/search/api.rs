//! The search for programs: the records that the page would show, newest first.

use belfry_kernel::Problem;
use belfry_kernel::access::Read as Reads;
use belfry_web::{Reply, Spec, Visit};
use serde_json::{Value, json};

use super::{Question, hits, recalled};
use crate::subject;

/// What it says of itself.
pub fn spec() -> Spec {
    let item = json!({"type": "object", "required": ["uuid", "kind", "title", "address"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "kind": {"type": "string"}, "title": {"type": "string"},
        "owner": {"type": ["string", "null"]}, "tlp": {"type": "string"}, "address": {"type": "string"},
        "recalled": {"type": "boolean", "description": "It was taken back: it is not to be used any more"},
        "updated": {"type": "string", "format": "date-time"}}});
    let answer = json!({"type": "object", "required": ["items", "count", "more", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "count": {"type": "integer", "description": "Records among the newest thousand documents that fit"},
        "more": {"type": "boolean", "description": "Whether there are documents beyond those"},
        "next": {"type": ["object", "null"], "description": "Give `window` and `after`, texts of digits, for what follows"}}});
    Spec::new("Records that hold all of these words, newest first, of those that the key's owner may see", answer)
        .query("q", "Words; a phrase in quotes, a beginning with *, a word that must not stand there after a minus")
        .query("kind", "A kind of record, such as threats-event")
        .query("owner", "UUID of the organisation whose they are")
        .query("tlp", "A level")
        .query("circle", "UUID of a circle of the key's owner")
        .query("from", "Last changed on this day or later")
        .query("to", "Last changed on this day or before")
        .query("window", "Of `next`")
        .query("after", "Of `next`")
}

/// `GET /api/v1/desk/search`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let question = Question::of(visit);
    let hits = hits(visit, &question)?;
    let ids: Vec<_> = hits.page.iter().map(|hit| hit.subject).collect();
    let read = visit.read()?;
    let (mut seen, recalled) = recalled::seen(&read, &ids, ids.iter().copied())?;
    subject::entitle(visit.house(), &read, &visit.t(), seen.values_mut())?;
    drop(read);
    let names = subject::names(visit, seen.values().map(|seen| seen.subject.owner))?;
    let house = visit.house();
    let told = |seen: &subject::Seen| -> Value {
        let one = &seen.subject;
        json!({
            "uuid": one.uuid, "kind": house.kind(one.kind).map(|kind| kind.name), "title": one.title,
            "owner": names.get(&one.owner).map(|name| name.name.as_str()), "tlp": seen.tlp,
            "recalled": recalled.contains(&one.id), "address": house.address(one), "updated": one.updated,
        })
    };
    let items: Vec<Value> = ids.iter().filter_map(|id| seen.get(id)).map(told).collect();
    // Numbers of documents are greater than what every reader of JSON takes as it is.
    let place = |id: Option<i64>| id.map(|id| id.to_string());
    let next = hits.older.map(|(window, after)| json!({ "window": place(window), "after": place(after) }));
    Reply::json(&json!({ "items": items, "count": hits.all.len(), "more": hits.more, "next": next }))
}
