//! The frameworks that the program brings along.
//!
//! Codes and numbers are facts of their sources; every word is ours and no act's or standard's. Each file says what it is from.

use belfry_kernel::{Clause, Label, Tlp};
use belfry_store::{Act, Db, Key, Result};
use serde::Deserialize;

use crate::framework::{Framework, Step};
use crate::mapping::Mapping;
use crate::store;

/// Name and version, and the file; so that a start needs to read none of them.
const FRAMEWORKS: &[(&str, &str, &str)] = &[
    ("nis2-article-21", "1", include_str!("../frameworks/nis2-article-21.toml")),
    ("regulation-2024-2690", "1", include_str!("../frameworks/regulation-2024-2690.toml")),
    ("nis1-security", "1", include_str!("../frameworks/nis1-security.toml")),
    ("csirt-maturity", "1", include_str!("../frameworks/csirt-maturity.toml")),
    ("small-firms", "1", include_str!("../frameworks/small-firms.toml")),
];

/// From the titles of the regulation's annex to the letters of the article that they spell out.
const MAPPINGS: &str = include_str!("../frameworks/mappings.toml");

#[derive(Deserialize)]
struct Mappings {
    mapping: Vec<Mapping>,
}

/// All of them.
///
/// # Errors
/// None with the files that are built in; a test reads them.
pub fn all() -> std::result::Result<(Vec<Framework>, Vec<Mapping>), toml::de::Error> {
    let frameworks = FRAMEWORKS.iter().map(|(.., text)| toml::from_str(text)).collect::<std::result::Result<_, _>>()?;
    Ok((frameworks, toml::from_str::<Mappings>(MAPPINGS)?.mapping))
}

/// The steps of a scale that the program brings along: `five`, from absent to checked, or `three`, from no to yes. None for another name.
#[must_use]
pub fn scale(name: &str) -> Option<Vec<Step>> {
    let of = match name {
        "five" => "nis2-article-21",
        "three" => "small-firms",
        _ => return None,
    };
    let text = FRAMEWORKS.iter().find(|(framework, ..)| *framework == of).map(|(.., text)| *text)?;
    toml::from_str::<Framework>(text).ok().map(|framework| framework.scale)
}

/// Brings in those that are not there yet, for everyone to read. Costs one query when there is nothing to do.
///
/// # Errors
/// Those of the database.
pub fn ensure(db: &Db, act: Act<'_>) -> Result<()> {
    let known = store::versions(&db.read(Key::SYSTEM)?)?;
    let there = |name: &str, version: &str| known.iter().any(|(n, v)| n == name && v == version);
    if FRAMEWORKS.iter().all(|(name, version, _)| there(name, version)) {
        return Ok(());
    }
    let Ok((frameworks, mappings)) = all() else { return Ok(()) };
    let label = Label::new(Tlp::Clear, Clause::Everyone);
    let tx = db.write(Key::SYSTEM)?;
    for framework in frameworks.iter().filter(|framework| !there(&framework.name, &framework.version)) {
        store::keep(&tx, act, framework, &label)?;
    }
    for mapping in &mappings {
        store::keep_mapping(&tx, act, mapping)?;
    }
    tx.commit()
}
