//! The header of an event for programs.

use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{checked, save};
use crate::access::Edit;
use crate::api;
use crate::event::header::{self, ANALYSES, THREAT_LEVELS, Typed};
use crate::event::{EVENT, store};

/// What the route says of itself.
pub fn spec() -> Spec {
    let takes = json!({"type": "object", "properties": {
        "title": {"type": "string"},
        "date": {"type": "string", "format": "date"},
        "tlp": {"enum": api::levels(), "description": "Of one that others see, a more open one takes the right to publish"},
        "threat_level": {"enum": header::words(THREAT_LEVELS)},
        "analysis": {"enum": header::words(ANALYSES)},
        "version": api::seen()
    }});
    let mut gives = api::changed();
    gives["properties"]["warnings"] = json!({
        "type": "array", "items": {"type": "string"},
        "description": "The sharing rules that it breaks since and that do not stand in the way, in words"
    });
    Spec::new("Changes the header of an event; what is left out stays", gives).takes(takes)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    title: Option<String>,
    date: Option<String>,
    tlp: Option<String>,
    threat_level: Option<String>,
    analysis: Option<String>,
    version: Option<i64>,
}

impl Wanted {
    /// Over what stands there.
    fn over(self, now: Typed) -> Typed {
        let coded = |table, word: Option<String>| word.map(|word| header::number_of(table, &word));
        Typed {
            title: self.title.map_or(now.title, |title| title.trim().to_owned()),
            date: self.date.unwrap_or(now.date),
            tlp: self.tlp.unwrap_or(now.tlp),
            threat_level: coded(THREAT_LEVELS, self.threat_level).unwrap_or(now.threat_level),
            analysis: coded(ANALYSES, self.analysis).unwrap_or(now.analysis),
            reach: now.reach,
            tag: now.tag,
            organisation: now.organisation,
        }
    }
}

/// `POST /api/v1/threats/events/{uuid}/edit`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, [`Problem::Conflict`] when it was changed meanwhile, and those of the database; hidden is
/// not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let wanted: Wanted = visit.json()?;
    let uuid: Uuid = visit.path("uuid")?;
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let before = store::header(&tx, allowed.id)?;
    if wanted.version.is_some_and(|seen| seen != before.version) {
        return Err(Problem::Conflict);
    }
    let typed = wanted.over(Typed::from(&before, &allowed.title));
    let mut errors = Errors::default();
    let Some((written, warnings)) = checked(visit, &tx, (&allowed, &before), &typed, &mut errors)? else {
        return Err(errors.problem());
    };
    let version = save(visit, &tx, &allowed, &before, written)?;
    let done = json!({"uuid": uuid, "version": version, "warnings": warnings});
    visit.finish(tx, Reply::Json(200, done.to_string()))
}
