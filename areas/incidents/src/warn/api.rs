//! An early warning from a program: a monitoring system, a ticket desk.

use belfry_kernel::{OrganisationId, Problem};
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Filed, Wanted, Warning, file, plan};
use crate::access::{Notify, SPEAKERS, home};
use crate::incident::{Kind, Said, new};
use crate::regime;

/// Characters of what happened.
const LONGEST: usize = 4_000;

/// What is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// What is happening.
    pub what: String,
    /// `yes`, `no`, `unknown`.
    #[serde(default)]
    pub suspected: Option<String>,
    /// `yes`, `no`, `unknown`.
    #[serde(default)]
    pub border: Option<String>,
    /// `incident`, `near-miss`, `threat`.
    #[serde(default)]
    pub kind: Option<String>,
    /// When somebody became aware of it; now where nothing is said.
    #[serde(default)]
    pub aware: Option<Timestamp>,
    /// Codes of regimes; the usual one where nothing is said.
    #[serde(default)]
    pub laws: Vec<String>,
    /// The sector that is hit.
    #[serde(default)]
    pub sector: String,
    /// The UUID of an authority, where the rules name none.
    #[serde(default)]
    pub authority: Option<Uuid>,
    /// Whom to call.
    #[serde(default)]
    pub contact: String,
    /// Whether a trust service is hit.
    #[serde(default)]
    pub trust: bool,
    /// Whether no duty asks for it.
    #[serde(default)]
    pub voluntary: bool,
    /// Whether nothing of it happens.
    #[serde(default)]
    pub exercise: bool,
}

/// What the route says of itself.
#[must_use]
pub fn spec() -> Spec {
    let text = json!({"type": "string"});
    let takes = json!({"type": "object", "required": ["what"], "properties": {
        "what": text, "suspected": {"enum": ["yes", "no", "unknown"]}, "border": {"enum": ["yes", "no", "unknown"]},
        "kind": {"enum": ["incident", "near-miss", "threat"]}, "aware": {"type": "string", "format": "date-time"},
        "laws": {"type": "array", "items": text}, "sector": text, "authority": {"type": "string", "format": "uuid"},
        "contact": text, "trust": {"type": "boolean"}, "voluntary": {"type": "boolean"}, "exercise": {"type": "boolean"}
    }});
    Spec::new("Sends an early warning to the authorities of one's organisation, and gives the receipt", schema())
        .takes(takes)
        .answers(201)
}

fn schema() -> Value {
    let text = json!({"type": "string"});
    json!({"type": "object", "required": ["incident", "notifications"], "properties": {
        "incident": {"type": "string", "format": "uuid"},
        "notifications": {"type": "array", "items": {"type": "object", "properties": {
            "uuid": {"type": "string", "format": "uuid"}, "number": text, "step": {"type": ["string", "null"]},
            "hash": {"type": ["string", "null"]}, "at": {"type": ["string", "null"], "format": "date-time"}
        }}}
    }})
}

impl Body {
    /// What is said of it, read.
    ///
    /// # Errors
    /// What is wrong, for whoever wrote the program.
    pub fn warning(&self, now: Timestamp, zone: String) -> Result<Warning, Problem> {
        let bad = |what: &str| Problem::BadRequest(what.to_owned());
        let said = |text: &Option<String>, name: &str| match text {
            None => Ok(Said::Unknown),
            Some(text) => Said::parse(text).ok_or_else(|| bad(&format!("`{name}` is yes, no or unknown"))),
        };
        let what = self.what.trim().to_owned();
        if what.is_empty() || what.chars().count() > LONGEST {
            return Err(bad(&format!("`what` says in 1 to {LONGEST} characters what is happening")));
        }
        let kind = self.kind.as_deref().unwrap_or(Kind::Incident.code());
        let kind = Kind::parse(kind).ok_or_else(|| bad("`kind` is incident, near-miss or threat"))?;
        let aware = self.aware.unwrap_or(now);
        if aware > now {
            return Err(bad("`aware` lies in the future"));
        }
        let (suspected, border) = (said(&self.suspected, "suspected")?, said(&self.border, "border")?);
        Ok(Warning { what, suspected, border, kind, aware, zone, exercise: self.exercise })
    }

    /// To whom it goes.
    #[must_use]
    pub fn wanted(&self, authority: Option<OrganisationId>) -> Wanted {
        Wanted {
            laws: self.laws.clone(),
            authority,
            sector: self.sector.clone(),
            voluntary: self.voluntary,
            trust: self.trust,
            contact: self.contact.chars().take(200).collect(),
        }
    }
}

/// A receipt as a program reads it.
#[must_use]
pub fn told(filed: &Filed) -> Value {
    let one = |(subject, sent): &(belfry_store::subject::Subject, Option<crate::notification::store::Submission>)| {
        json!({
            "uuid": subject.uuid, "number": subject.title,
            "step": sent.as_ref().map(|sent| sent.step.clone()),
            "hash": sent.as_ref().map(|sent| sent.hash.clone()),
            "at": sent.as_ref().map(|sent| sent.at.to_string()),
        })
    };
    json!({ "incident": filed.incident.uuid, "notifications": filed.notifications.iter().map(one).collect::<Vec<_>>() })
}

/// `POST /api/v1/incidents/warn`.
///
/// # Errors
/// [`Problem::BadRequest`] with what is wrong, and those of the database.
pub fn act(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let body: Body = visit.json()?;
    let warning = body.warning(visit.now(), new::zone(visit))?;
    let owner = home(visit.person()?, SPEAKERS).ok_or(Problem::Forbidden)?;
    let read = visit.read()?;
    let authority = match body.authority {
        Some(uuid) => crate::route::store::by_uuid(&read, uuid)?,
        None => None,
    };
    let planned = plan(&read, visit.house().mandates, owner, &body.wanted(authority), warning.border)?;
    if let Some(law) = body.laws.iter().find(|law| regime::latest(law).is_none()) {
        return Err(Problem::BadRequest(format!("`laws` names {law}, which is not known here")));
    }
    drop(read);
    let planned = planned.ok_or_else(|| {
        Problem::BadRequest("no authority is known for your organisation: name one with `authority`".into())
    })?;
    let tx = visit.write()?;
    let filed = file::<Notify>(&tx, visit.act(), visit.actor(), (owner, &warning), &planned)?;
    let reply = Reply::Json(201, told(&filed).to_string());
    visit.finish(tx, reply)
}
