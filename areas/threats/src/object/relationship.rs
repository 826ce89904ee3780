//! How an object belongs to what it refers to: the common ones of MISP's list, and any other words.
//!
//! Names are facts of their source, the relationships of misp-objects (version 17), and `links-to`, which events bear without it; what
//! they mean is said in our words. Left out are those between people and groups, which are told in galaxies.

use belfry_web::form::Errors;
use belfry_words::Words;

// words: threats-relationship-{abuses,affects,analysed-with,annotates,attributed-to,authored-by,beacons-to,belongs-to,calls}
// words: threats-relationship-{characterized-by,characterizes,child-of,claimed-by,communicates-with,compromised,connected-from}
// words: threats-relationship-{connected-to,contained-within,contains,controls,creates,delivered-by,derived-from,detected-as}
// words: threats-relationship-{disclosed-to,downloaded,downloaded-from,downloads,downloads-from,dropped-by,drops,duplicate-of}
// words: threats-relationship-{executed-by,executes,exfiltrates-to,exploits,extracted-from,followed-by,generated,identifies}
// words: threats-relationship-{impersonates,implements,included-in,includes,indicates,initiates,injected-into,injects-into}
// words: threats-relationship-{instance-of,intercepts,issuer-of,links-to,located,mentions,mitigates,overlaps,owner-of,part-of}
// words: threats-relationship-{preceding-by,processed-by,produced,queried-for,query-returned,references,registered,registered-to}
// words: threats-relationship-{related-to,relevant-to,resolved-to,retrieved-from,same-as,screenshot-of,sends,sends-to,signed-by}
// words: threats-relationship-{similar,sub-domain-of,supersedes,supra-domain-of,suspected-link,targets,triggers,uploads,used-by}
// words: threats-relationship-{uses,variant-of,vulnerability-of,works-like}

/// MISP's names, in the order of the alphabet.
pub const COMMON: &[&str] = &[
    "abuses",
    "affects",
    "analysed-with",
    "annotates",
    "attributed-to",
    "authored-by",
    "beacons-to",
    "belongs-to",
    "calls",
    "characterized-by",
    "characterizes",
    "child-of",
    "claimed-by",
    "communicates-with",
    "compromised",
    "connected-from",
    "connected-to",
    "contained-within",
    "contains",
    "controls",
    "creates",
    "delivered-by",
    "derived-from",
    "detected-as",
    "disclosed-to",
    "downloaded",
    "downloaded-from",
    "downloads",
    "downloads-from",
    "dropped-by",
    "drops",
    "duplicate-of",
    "executed-by",
    "executes",
    "exfiltrates-to",
    "exploits",
    "extracted-from",
    "followed-by",
    "generated",
    "identifies",
    "impersonates",
    "implements",
    "included-in",
    "includes",
    "indicates",
    "initiates",
    "injected-into",
    "injects-into",
    "instance-of",
    "intercepts",
    "issuer-of",
    "links-to",
    "located",
    "mentions",
    "mitigates",
    "overlaps",
    "owner-of",
    "part-of",
    "preceding-by",
    "processed-by",
    "produced",
    "queried-for",
    "query-returned",
    "references",
    "registered",
    "registered-to",
    "related-to",
    "relevant-to",
    "resolved-to",
    "retrieved-from",
    "same-as",
    "screenshot-of",
    "sends",
    "sends-to",
    "signed-by",
    "similar",
    "sub-domain-of",
    "supersedes",
    "supra-domain-of",
    "suspected-link",
    "targets",
    "triggers",
    "uploads",
    "used-by",
    "uses",
    "variant-of",
    "vulnerability-of",
    "works-like",
];

/// MISP's second names, with the first: they mean the same.
const ALIKE: &[(&str, &str)] = &[
    ("connects-to", "connected-to"),
    ("contained-by", "contained-within"),
    ("dropped", "drops"),
    ("linked-to", "related-to"),
    ("relates", "related-to"),
    ("resolves-to", "resolved-to"),
    ("subdomain-of", "sub-domain-of"),
];

/// Characters of a relationship, as in MISP's database.
const LONGEST: usize = 255;

/// What a relationship says: common ones in the reader's language, others as they came.
pub fn words(t: &Words, name: &str) -> String {
    let name = ALIKE.iter().find(|(second, _)| *second == name).map_or(name, |(_, first)| first);
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
