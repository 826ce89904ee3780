//! What a record says of itself: facts, its parts, the items of the catalogue.

use std::collections::HashMap;

use belfry_catalogue::text::{Language, Text};
use belfry_store::{Read as Picture, Result as Stored, args};
use belfry_words::Words;

use crate::record::fields::{self, TEXTS};
use crate::record::store::Record;
use crate::record::translate::Translation;
use crate::record::{Effort, Size};

/// A part of what it says.
pub(super) struct Part {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) html: String,
}

pub(super) fn facts(t: &Words, record: &Record, owner: &str) -> Vec<(String, String)> {
    let written = &record.written;
    let sectors: Vec<String> = written.sectors.iter().map(|code| t.named("sector", code)).collect();
    let any = || t.s("practices-field-any");
    let level = match written.country.as_str() {
        "" => t.s(&format!("practices-level-{}", written.level.code())),
        country => {
            let level = t.s(&format!("practices-level-{}", written.level.code()));
            t.a("practices-level-in", [("level", level.into()), ("country", country.into())])
        }
    };
    let by = if record.unnamed { t.a("practices-unnamed-by", [("broker", owner.into())]) } else { owner.to_owned() };
    let mut all = vec![
        (t.s("practices-list-by"), by),
        (
            t.s("practices-field-sectors"),
            if sectors.is_empty() { t.s("practices-field-any-sector") } else { t.list(&sectors) },
        ),
        (
            t.s("practices-field-size"),
            written.size.map_or_else(any, |size: Size| t.s(&format!("practices-size-{}", size.code()))),
        ),
        (t.s("practices-field-level"), level),
    ];
    if !written.region.is_empty() {
        all.push((t.s("practices-field-region"), written.region.clone()));
    }
    if let Some(effort) = written.effort {
        let effort: Effort = effort;
        all.push((t.s("practices-field-effort"), t.s(&format!("practices-effort-{}", effort.code()))));
    }
    if let Some(at) = record.published {
        all.push((t.s("practices-list-since"), t.date(at)));
    }
    all
}

pub(super) fn parts(t: &Words, record: &Record, spoken: Option<&Translation>) -> Vec<Part> {
    let part = |name: &&'static str| {
        // What nobody translated is read as it was written.
        let translated = spoken.and_then(|said| said.texts.get(*name)).map(String::as_str);
        let text = translated.unwrap_or_else(|| fields::text(&record.written, name));
        (!text.is_empty()).then(|| Part {
            id: name,
            title: t.s(&format!("practices-field-{name}")),
            html: belfry_web::prose::harmless(text, &HashMap::new()),
        })
    };
    TEXTS.iter().filter_map(part).collect()
}

/// What the items are called, each with the address of what else is known about it.
///
/// # Errors
/// Those of the database.
pub fn titles(read: &Picture, t: &Words, items: &[(String, String)]) -> Stored<Vec<(String, String)>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let (frameworks, codes): (Vec<String>, Vec<String>) = items.iter().cloned().unzip();
    let mut known: HashMap<(String, String), Text> = HashMap::new();
    read.each(
        "select f.name, i.code, i.item from catalogue_frameworks f join catalogue_items i on i.framework_id = f.id \
         where f.name in {texts $1} and i.code in {texts $2} and exists (select 1 from store_visible v where v.grant_key = $3 \
         and v.label_id = f.label_id limit 1) order by f.id",
        args![frameworks, codes, read.key()],
        |row| {
            let item: belfry_catalogue::Item = serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default();
            known.insert((row.get(0)?, row.get(1)?), item.title);
            Ok(true)
        },
    )?;
    let wanted = Language::parse(t.language());
    let said = |item: &(String, String)| {
        let title = known.get(item).zip(wanted.as_ref()).map(|(text, wanted)| text.said(wanted, &[]).to_owned());
        let words = match title.filter(|title| !title.is_empty()) {
            Some(title) => t.a("practices-item", [("code", item.1.as_str().into()), ("title", title.into())]),
            None => item.1.clone(),
        };
        let query = serde_urlencoded::to_string([("item", format!("{}/{}", item.0, item.1))]).unwrap_or_default();
        (words, format!("/practices/next?{query}"))
    };
    Ok(items.iter().map(said).collect())
}
