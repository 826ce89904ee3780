//! A new event for programs: a draft, as on the page.

use belfry_identity::organisation;
use belfry_kernel::{Problem, Tlp};
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{checked, create, owners, today};
use crate::access::Create;
use crate::api::{changed, levels, reach};
use crate::event::EVENT;
use crate::event::header::{self, ANALYSES, THREAT_LEVELS, Typed};

/// What the route says of itself.
pub fn spec() -> Spec {
    let takes = json!({"type": "object", "required": ["title"], "properties": {
        "title": {"type": "string"},
        "date": {"type": "string", "format": "date", "default": "today"},
        "tlp": {"enum": levels(), "default": Tlp::NotStated.code()},
        "threat_level": {"enum": header::words(THREAT_LEVELS), "default": "undefined"},
        "analysis": {"enum": header::words(ANALYSES), "default": "initial"},
        "reach": reach(),
        "organisation": {"type": "string", "format": "uuid", "description": "Whose it is, of those for which the key's owner may write"},
        "tags": {"type": "array", "items": {"type": "string"}, "description": "None of TLP: that is `tlp`"}
    }});
    let mut gives = changed();
    gives["properties"]["address"] = json!({"type": "string", "description": "Its page"});
    Spec::new("Makes the draft of an event, which its organisation sees; `reach` says who shall see it later, own as if left out", gives)
        .takes(takes)
        .answers(201)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    title: String,
    date: Option<String>,
    tlp: Option<String>,
    threat_level: Option<String>,
    analysis: Option<String>,
    reach: Option<String>,
    organisation: Option<Uuid>,
    #[serde(default)]
    tags: Vec<String>,
}

/// `POST /api/v1/threats/events`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, [`Problem::Forbidden`] for whoever writes for nobody, and those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let wanted: Wanted = visit.json()?;
    let coded = |table, word: Option<String>| word.map_or_else(String::new, |word| header::number_of(table, &word));
    let typed = Typed {
        title: wanted.title.trim().to_owned(),
        date: wanted.date.unwrap_or_else(|| today(visit)),
        tlp: wanted.tlp.unwrap_or_else(|| Tlp::NotStated.code().into()),
        threat_level: coded(THREAT_LEVELS, wanted.threat_level),
        analysis: coded(ANALYSES, wanted.analysis),
        reach: wanted.reach.unwrap_or_else(|| "own".into()),
        ..Typed::default()
    };
    let owners = owners(visit, visit.person()?);
    let usual = *owners.first().ok_or(Problem::Forbidden)?;
    let mut errors = Errors::default();
    let owner = match wanted.organisation {
        Some(asked) => {
            let named = organisation::names(&*visit.read()?, &owners)?;
            let owner = owners.into_iter().find(|id| named.get(id).is_some_and(|one| one.uuid == asked));
            errors.unless(owner.is_some(), "organisation", || visit.s("threats-new-organisation-wrong"));
            owner
        }
        None => Some(usual),
    };
    let tags = wanted.tags.iter().map(|name| name.trim().to_owned()).collect();
    let Some(draft) = checked(visit, owner.unwrap_or(usual), &typed, ("tags", tags), &mut errors)? else {
        return Err(errors.problem());
    };
    let tx = visit.write()?;
    let uuid = create(visit, &tx, &draft)?;
    let made = json!({"uuid": uuid, "version": 1, "address": visit.page_of(EVENT, uuid)});
    visit.finish(tx, Reply::Json(201, made.to_string()))
}
