//! The vocabularies of our own: enough to begin with, in MISP's format, each giving way to a greater version.
//!
//! Codes and numbers are facts of their sources: TLP 2.0 and PAP (FIRST), the Reference Security Incident Taxonomy, the sectors of
//! Annexes I and II of Directive (EU) 2022/2555, IANA's registries of special addresses, RFC 2606. The words are ours.
//! Every tag, colour, template UUID, role and type was compared with misp-taxonomies of 21 August 2026 (7591c55) and
//! misp-objects of 27 June 2026 (54538c6): they are the same there, and the directories hold more of each.

use std::sync::LazyLock;

use belfry_misp::directory::Vocabulary as File;
use belfry_misp::{FormatError, Taxonomy, Template, Warninglist};
use belfry_store::{Act, Db, Key, Result};

use super::{Kind, Whole, load, store};
use crate::vocabulary::read::Terms;

const TAXONOMIES: &[&str] = &[
    include_str!("builtin/tlp.json"),
    include_str!("builtin/pap.json"),
    include_str!("builtin/rsit.json"),
    include_str!("builtin/nis2.json"),
];
const WARNINGLISTS: &[&str] = &[
    include_str!("builtin/local_addresses.json"),
    include_str!("builtin/example_addresses.json"),
    include_str!("builtin/example_names.json"),
];
/// Lists that would speak against nearly everything where stories are told with example names, as in the demonstration.
pub const OF_EXAMPLES: [&str; 2] = ["Addresses-for-examples", "Names-for-examples-and-tests"];
const TEMPLATES: &[&str] = &[
    include_str!("builtin/file.json"),
    include_str!("builtin/domain_ip.json"),
    include_str!("builtin/url.json"),
    include_str!("builtin/email.json"),
];

/// All of them, as files of the format.
///
/// # Errors
/// None with the files that are built in; a test reads them.
pub fn all() -> std::result::Result<Vec<Whole>, FormatError> {
    let mut files = Vec::new();
    for text in TAXONOMIES {
        files.push(File::Taxonomy(Taxonomy::read(text.as_bytes())?));
    }
    for text in WARNINGLISTS {
        files.push(File::Warninglist(Warninglist::read(text.as_bytes())?));
    }
    for text in TEMPLATES {
        files.push(File::Template(Template::read(text.as_bytes())?));
    }
    Ok(files.into_iter().filter_map(Whole::of).collect())
}

/// Loads those that are not there yet, or only in an older version; lists named in `silent` arrive silent. Costs one query when
/// there is nothing to do.
///
/// # Errors
/// Those of the database.
pub fn ensure(db: &Db, act: Act<'_>, silent: &[&str]) -> Result<()> {
    let known = store::versions(&db.read(Key::SYSTEM)?)?;
    for mut whole in all().unwrap_or_default() {
        let is_there = |(kind, name, version): &(String, String, i64)| {
            kind == whole.kind.code() && *name == whole.name && *version >= whole.version
        };
        if !known.iter().any(is_there) {
            whole.enabled = !silent.contains(&whole.name.as_str());
            load::load(db, act, whole, &mut |_| ())?;
        }
    }
    Ok(())
}

/// The one of a kind and name that is built in.
pub fn of(kind: Kind, name: &str) -> Option<&'static Whole> {
    static ALL: LazyLock<Vec<Whole>> = LazyLock::new(|| all().unwrap_or_default());
    ALL.iter().find(|one| one.kind == kind && one.name == name)
}

/// The tags that are built in, for whoever types one.
pub fn tags() -> &'static [String] {
    static TAGS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let terms = all().unwrap_or_default().into_iter().flat_map(|whole| match whole.terms {
            Terms::Terms(terms) => terms,
            Terms::Values(_) => Vec::new(),
        });
        terms.filter_map(|term: super::Term| term.tag).collect()
    });
    &TAGS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_can_be_read_and_used() {
        let all = all().expect("the files are well made");
        let count = |kind| all.iter().filter(|whole| whole.kind == kind).count();
        assert_eq!((count(Kind::Taxonomy), count(Kind::Warninglist), count(Kind::Template)), (4, 3, 4));
        assert!(OF_EXAMPLES.iter().all(|name| all.iter().any(|whole| whole.name == *name)));
        assert!(all.iter().all(|whole| whole.detail.unused == 0 && !whole.terms.is_empty() && whole.version > 0));
        for tag in [
            "tlp:amber+strict",
            "PAP:GREEN",
            "rsit:malicious-code=\"c2-server\"",
            "nis2:impact-sectors-impacted=\"energy\"",
        ] {
            assert!(tags().iter().any(|known| known == tag), "{tag}");
        }
    }
}
