//! How an object belongs to what it refers to: the common ones of MISP's list, and any other words.
//!
//! Names are facts of their source, the relationships of misp-objects (version 17); what they mean is said in our words. Left out
//! are those between people and groups, which are told in galaxies.

use belfry_web::form::Errors;
use belfry_words::Words;

// words: threats-relationship-{abuses,affects,analysed-with,attributed-to,authored-by,beacons-to,belongs-to,calls,characterized-by}
// words: threats-relationship-{characterizes,communicates-with,connected-from,connected-to,contained-within,contains,controls}
// words: threats-relationship-{creates,delivered-by,derived-from,detected-as,downloaded,downloaded-from,dropped-by,drops}
// words: threats-relationship-{duplicate-of,executed-by,executes,exfiltrates-to,exploits,extracted-from,followed-by,identifies}
// words: threats-relationship-{impersonates,included-in,includes,indicates,injects-into,intercepts,located,mentions,mitigates}
// words: threats-relationship-{owner-of,part-of,preceding-by,related-to,resolved-to,retrieved-from,same-as,screenshot-of,sends}
// words: threats-relationship-{signed-by,similar,sub-domain-of,supra-domain-of,suspected-link,targets,triggers,used-by,uses}
// words: threats-relationship-{variant-of,vulnerability-of,works-like}

/// MISP's names, in the order of the alphabet.
pub const COMMON: &[&str] = &[
    "abuses",
    "affects",
    "analysed-with",
    "attributed-to",
    "authored-by",
    "beacons-to",
    "belongs-to",
    "calls",
    "characterized-by",
    "characterizes",
    "communicates-with",
    "connected-from",
    "connected-to",
    "contained-within",
    "contains",
    "controls",
    "creates",
    "delivered-by",
    "derived-from",
    "detected-as",
    "downloaded",
    "downloaded-from",
    "dropped-by",
    "drops",
    "duplicate-of",
    "executed-by",
    "executes",
    "exfiltrates-to",
    "exploits",
    "extracted-from",
    "followed-by",
    "identifies",
    "impersonates",
    "included-in",
    "includes",
    "indicates",
    "injects-into",
    "intercepts",
    "located",
    "mentions",
    "mitigates",
    "owner-of",
    "part-of",
    "preceding-by",
    "related-to",
    "resolved-to",
    "retrieved-from",
    "same-as",
    "screenshot-of",
    "sends",
    "signed-by",
    "similar",
    "sub-domain-of",
    "supra-domain-of",
    "suspected-link",
    "targets",
    "triggers",
    "used-by",
    "uses",
    "variant-of",
    "vulnerability-of",
    "works-like",
];

/// Characters of a relationship, as in MISP's database.
const LONGEST: usize = 255;

/// What a relationship says: common ones in the reader's language, others as they came.
pub fn words(t: &Words, name: &str) -> String {
    if COMMON.contains(&name) { t.s(&format!("threats-relationship-{name}")) } else { name.to_owned() }
}

/// A relationship as somebody typed it: by its name, by what it says in his language, or another. What is wrong goes to its field.
pub fn typed(t: &Words, text: &str, errors: &mut Errors) -> String {
    let text = text.trim();
    errors.unless(!text.is_empty(), "relationship", || t.s("threats-reference-relationship-missing"));
    let fits = text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    errors.unless(fits, "relationship", || t.s("threats-reference-relationship-long"));
    let lower = text.to_lowercase();
    let common = COMMON.iter().find(|name| **name == lower || words(t, name).to_lowercase() == lower);
    common.map_or_else(|| text.to_owned(), |name| (*name).to_owned())
}
