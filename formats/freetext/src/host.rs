//! Host names: is it one, and what sort.

use crate::find::{Kind, Warning};
use crate::tables::{
    DOCUMENTATION, DOCUMENTATION_TLDS, DOMAIN_FIRST, EXTENSIONS, FILE_FIRST, INTERNAL_TLDS, WELL_KNOWN,
};

/// A host name that is known to end in a top-level domain.
pub(crate) struct Host {
    pub(crate) kind: Kind,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a host name. `sure`: the context says that it is one (it was defanged, it stands in a URL or after an @), so that what looks like
/// a file or a sentence without a space is still a name.
pub(crate) fn host(text: &str, sure: bool) -> Option<Host> {
    if text.len() > 253 || !text.contains('.') {
        return None;
    }
    let ascii = idna::domain_to_ascii(text).ok()?;
    let well_formed = ascii.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    });
    if !well_formed || (!sure && reads_like_prose(text)) {
        return None;
    }
    let labels = ascii.split('.').count();
    let tld = ascii.rsplit('.').next().unwrap_or_default();
    let mut warnings = Vec::new();
    if DOCUMENTATION_TLDS.contains(&tld) || DOCUMENTATION.iter().any(|d| is_under(&ascii, d)) {
        warnings.push(Warning::Documentation);
    } else if INTERNAL_TLDS.contains(&tld) {
        warnings.push(Warning::Internal);
    } else if WELL_KNOWN.iter().any(|d| is_under(&ascii, d)) {
        warnings.push(Warning::WellKnown);
    }
    let reserved = DOCUMENTATION_TLDS.contains(&tld) || INTERNAL_TLDS.contains(&tld);
    let registrable = if reserved {
        labels == 2
    } else {
        let suffix = psl::suffix(ascii.as_bytes()).filter(|s| s.is_known())?;
        if suffix.as_bytes() == ascii.as_bytes() {
            // `co.uk` is nobody's; `github.io` is its owner's, who let others register below it.
            if suffix.typ() != Some(psl::Type::Private) {
                return None;
            }
            warnings.push(Warning::PublicSuffix);
            true
        } else {
            psl::domain(ascii.as_bytes()).is_some_and(|d| d.as_bytes() == ascii.as_bytes())
        }
    };
    if !sure {
        if FILE_FIRST.contains(&tld) && (labels == 2 || !matches!(tld, "zip" | "mov" | "sh")) {
            return None;
        }
        if FILE_FIRST.contains(&tld) || DOMAIN_FIRST.contains(&tld) && labels == 2 {
            warnings.push(Warning::MayBeFile);
        }
    }
    let kind = if registrable { Kind::Domain } else { Kind::Hostname };
    Some(Host { kind, warnings })
}

fn is_under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// `ended.In`, `System.IO`: the last label is written as a word or a class is, the others are not.
fn reads_like_prose(text: &str) -> bool {
    let Some((before, last)) = text.rsplit_once('.') else {
        return true;
    };
    let upper = |t: &str| t.chars().any(char::is_uppercase);
    let lower = |t: &str| t.chars().any(char::is_lowercase);
    if matches!(before, "this" | "self" | "e" | "i") {
        return true;
    }
    upper(last) && lower(before)
}

/// A file name by its extension, and whether the same text might be a domain.
pub(crate) fn file(text: &str) -> Option<Vec<Warning>> {
    let (stem, extension) = text.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    if !stem.chars().any(char::is_alphanumeric) || text.chars().count() > 255 || stem.contains('@') {
        return None;
    }
    if EXTENSIONS.binary_search(&extension.as_str()).is_ok() {
        return Some(Vec::new());
    }
    FILE_FIRST.contains(&extension.as_str()).then(|| vec![Warning::MayBeDomain])
}
