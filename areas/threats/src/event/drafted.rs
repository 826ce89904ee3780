//! A draft out of what another area hands over: written as a MISP file, so that it comes in by the same use case as any other event,
//! whole or not at all. Of one identity there is one.

use belfry_contracts::threats::EventDraft;
use belfry_identity::organisation;
use belfry_kernel::{PersonId, Problem, SubjectId};
use belfry_misp::types;
use belfry_store::Key;
use belfry_web::House;
use serde_json::json;
use uuid::Uuid;

use super::import::{ImportContext, Reach, import_drafted};
use super::{Origin, store};
use crate::attribute::check;

/// Makes it, for a person who may write for the owner: the caller has asked.
///
/// # Errors
/// [`Problem::Refused`] where it breaks a sharing rule that refuses, and those of the database.
pub fn make(house: &House, person: PersonId, uuid: Uuid, draft: &EventDraft) -> Result<SubjectId, Problem> {
    let there = || -> Result<Option<SubjectId>, Problem> {
        Ok(store::owned(&house.db.read(Key::SYSTEM)?, draft.owner, uuid)?.map(|(subject, _)| subject.id))
    };
    if let Some(id) = there()? {
        return Ok(id);
    }
    let creator = organisation::by_id(&house.db.read(Key::SYSTEM)?, draft.owner)?.ok_or(Problem::NotFound)?;
    let at = house.clock.now().as_second();
    let mut tags: Vec<_> = draft.tags.iter().map(|name| json!({"name": name})).collect();
    tags.extend(draft.tlp.written().map(|name| json!({"name": name.to_lowercase()})));
    let fits = draft.indicators.iter().filter_map(|one| check::check(&one.kind, "", &one.value).ok());
    let attributes: Vec<_> = fits
        .map(|fit| {
            json!({
                "uuid": part(uuid, fit.info.name, &fit.value), "type": fit.info.name, "category": fit.category,
                "value": fit.value, "to_ids": types::get(fit.info.name).is_some_and(|info| info.to_ids),
                "comment": "", "timestamp": at.to_string(),
            })
        })
        .collect();
    let (name, text) = &draft.report;
    let reports: Vec<_> = [text].into_iter().filter(|text| !text.is_empty()).collect();
    let reports: Vec<_> = reports
        .iter()
        .map(|text| json!({"uuid": part(uuid, "report", name), "name": name, "content": text, "timestamp": at.to_string()}))
        .collect();
    let file = json!({"Event": {
        "uuid": uuid, "info": draft.title, "date": draft.date, "timestamp": at.to_string(), "published": false,
        "threat_level_id": "4", "analysis": "0", "Orgc": {"name": creator.fields.name, "uuid": creator.uuid},
        "Tag": tags, "Attribute": attributes, "EventReport": reports,
    }});
    let context = ImportContext {
        db: &house.db,
        ids: &house.ids,
        clock: &*house.clock,
        person: Some(person),
        organisation: draft.owner,
        reach: draft.circle.map_or(Reach::Community, Reach::Circle),
        tlp: None,
    };
    import_drafted(&context, Origin::Own, &mut std::io::Cursor::new(file.to_string()), &mut |_| true)?;
    there()?.ok_or_else(|| Problem::Refused("a sharing rule stands in the way of such an event".into()))
}

/// The identity of a part: the same for the same.
fn part(event: Uuid, kind: &str, value: &str) -> Uuid {
    use sha2::{Digest, Sha256};
    let mut sum = Sha256::new();
    sum.update(event.as_bytes());
    for text in [kind, value] {
        sum.update((text.len() as u64).to_le_bytes());
        sum.update(text.as_bytes());
    }
    let digest: [u8; 32] = sum.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    // RFC 9562 version 8: made in a way of our own.
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
