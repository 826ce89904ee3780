//! Whether a value fits its type: what is wrong is refused with words, what is odd is taken and said.

use belfry_freetext::{Limits, Warning, find};
use belfry_misp::types::{self, Family, TypeInfo};
use belfry_words::{Words, key};

use crate::value::Range;

/// The longest value that is taken by hand, in bytes: rules and texts are the long ones.
pub const LONGEST: usize = 64 * 1024;

/// Hexadecimal digits of digests by type. MISP refuses other lengths too.
const DIGITS: &[(&str, usize)] = &[
    ("md5", 32),
    ("imphash", 32),
    ("ja3-fingerprint-md5", 32),
    ("hassh-md5", 32),
    ("hasshserver-md5", 32),
    ("x509-fingerprint-md5", 32),
    ("sha1", 40),
    ("pehash", 40),
    ("x509-fingerprint-sha1", 40),
    ("sha224", 56),
    ("sha512/224", 56),
    ("sha3-224", 56),
    ("sha256", 64),
    ("sha512/256", 64),
    ("sha3-256", 64),
    ("authentihash", 64),
    ("x509-fingerprint-sha256", 64),
    ("sha384", 96),
    ("sha3-384", 96),
    ("sha512", 128),
    ("sha3-512", 128),
];

/// What is wrong with an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such type.
    Type,
    /// The category does not take this type.
    Category,
    /// Nothing was typed.
    Empty,
    /// More than [`LONGEST`].
    Long,
    /// A digest of this type has so many hexadecimal digits.
    Digits(usize),
    /// No address or network.
    Address,
    /// No name of a host.
    Host,
    /// No URL.
    Url,
    /// No e-mail address.
    Email,
    /// No port, 1 to 65535.
    Port,
    /// No number of an autonomous system.
    As,
    /// No hardware address.
    Mac,
    /// A composite value lacks one of its halves.
    Half,
    /// No number.
    Number,
    /// No UUID.
    Uuid,
    /// Neither true nor false.
    Truth,
}

impl Refusal {
    /// The field beside which it is said.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Category => "category",
            _ => "value",
        }
    }

    /// What happened and what to do.
    pub fn words(self, t: &Words) -> String {
        let key = match self {
            Self::Digits(n) => return t.n("threats-attribute-refused-digits", n),
            Self::Type => key!("threats-attribute-refused-type"),
            Self::Category => key!("threats-attribute-refused-category"),
            Self::Empty => key!("threats-attribute-refused-empty"),
            Self::Long => key!("threats-attribute-refused-long"),
            Self::Address => key!("threats-attribute-refused-address"),
            Self::Host => key!("threats-attribute-refused-host"),
            Self::Url => key!("threats-attribute-refused-url"),
            Self::Email => key!("threats-attribute-refused-email"),
            Self::Port => key!("threats-attribute-refused-port"),
            Self::As => key!("threats-attribute-refused-as"),
            Self::Mac => key!("threats-attribute-refused-mac"),
            Self::Half => key!("threats-attribute-refused-half"),
            Self::Number => key!("threats-attribute-refused-number"),
            Self::Uuid => key!("threats-attribute-refused-uuid"),
            Self::Truth => key!("threats-attribute-refused-truth"),
        };
        t.s(key)
    }
}

/// A value that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The type.
    pub info: &'static TypeInfo,
    /// The category, the type's usual one when none was chosen.
    pub category: &'static str,
    /// Made whole and trimmed.
    pub value: String,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
}

impl Fit {
    /// Type and value.
    pub fn pair(&self) -> (&str, &str) {
        (self.info.name, &self.value)
    }
}

/// Checks a value as it was typed.
///
/// # Errors
/// What is wrong with it first.
pub fn check(kind: &str, category: &str, typed: &str) -> Result<Fit, Refusal> {
    let info = types::get(kind).ok_or(Refusal::Type)?;
    let category = if category.is_empty() {
        info.default_category
    } else {
        info.categories.iter().copied().find(|one| *one == category).ok_or(Refusal::Category)?
    };
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refusal::Empty);
    }
    if typed.len() > LONGEST {
        return Err(Refusal::Long);
    }
    let halves = info.halves(typed);
    if halves.len() < info.parts.len() {
        return Err(Refusal::Half);
    }
    let parts: Vec<String> = halves.iter().map(|(half, text)| part(half, text)).collect::<Result<_, _>>()?;
    let value = parts.join("|");
    let warnings = warnings(&value);
    Ok(Fit { info, category, value, warnings })
}

/// Whether a value that came from elsewhere fits its type. Of a type that is not known nobody can say that it does not.
pub fn is_fit(kind: &str, value: &str) -> bool {
    let Some(info) = types::get(kind) else { return true };
    let halves = info.halves(value);
    halves.len() >= info.parts.len() && halves.iter().all(|(half, text)| part(half, text).is_ok())
}

/// What speaks against a value being an indicator.
pub fn warnings(value: &str) -> Vec<Warning> {
    let limits = Limits { text_bytes: LONGEST, candidates: 2 };
    let Ok(found) = find(value, &limits) else { return Vec::new() };
    let whole = |c: &belfry_freetext::Candidate| c.span.start == 0 && c.span.end == value.len();
    found.candidates.into_iter().find(whole).map(|c| c.warnings).unwrap_or_default()
}

/// One half, or the whole of a simple value.
fn part(info: &TypeInfo, typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refusal::Half);
    }
    let plain = || belfry_freetext::refang::refang(typed).trim().to_owned();
    let fits = |value: String, fits: bool, refusal: Refusal| if fits { Ok(value) } else { Err(refusal) };
    match info.family {
        Family::Hash => digest(info.name, typed),
        Family::Ip => {
            let value = plain();
            let good = Range::parse(&value).is_some();
            fits(value, good, Refusal::Address)
        }
        Family::Domain | Family::Hostname => {
            let value = plain().trim_end_matches('.').to_lowercase();
            let good = is_host(&value);
            fits(value, good, Refusal::Host)
        }
        Family::Url => {
            let value = plain();
            let good = value.split_once("://").is_some_and(|(scheme, rest)| is_word(scheme) && !rest.is_empty());
            fits(value, good, Refusal::Url)
        }
        Family::Email => {
            let value = plain();
            let good = value.rsplit_once('@').is_some_and(|(local, host)| !local.is_empty() && is_host(host));
            fits(value, good, Refusal::Email)
        }
        Family::Port => fits(typed.to_owned(), typed.parse::<u16>().is_ok_and(|n| n > 0), Refusal::Port),
        Family::Asn => {
            let digits = typed.get(..2).filter(|start| start.eq_ignore_ascii_case("as")).map_or(typed, |_| &typed[2..]);
            fits(format!("AS{}", digits.trim()), digits.trim().parse::<u32>().is_ok(), Refusal::As)
        }
        Family::Mac => {
            let digits: Vec<u8> = typed.bytes().filter(|b| !matches!(b, b':' | b'-' | b'.')).collect();
            let good = matches!(digits.len(), 12 | 16) && digits.iter().all(u8::is_ascii_hexdigit);
            fits(typed.to_lowercase(), good, Refusal::Mac)
        }
        Family::Number => fits(typed.to_owned(), typed.parse::<f64>().is_ok_and(f64::is_finite), Refusal::Number),
        Family::Uuid => fits(typed.to_lowercase(), uuid::Uuid::parse_str(typed).is_ok(), Refusal::Uuid),
        Family::Truth => fits(typed.to_owned(), matches!(typed, "0" | "1" | "true" | "false"), Refusal::Truth),
        _ => Ok(typed.to_owned()),
    }
}

fn digest(name: &str, typed: &str) -> Result<String, Refusal> {
    let Some((_, wanted)) = DIGITS.iter().find(|(kind, _)| *kind == name) else { return Ok(typed.to_owned()) };
    let value: String = typed.chars().filter(|c| *c != ':' && !c.is_whitespace()).collect::<String>().to_lowercase();
    if value.len() == *wanted && value.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(value)
    } else {
        Err(Refusal::Digits(*wanted))
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Labels of letters, digits, hyphens and underscores with dots between (RFC 1034, 3.5; underscores as DNS takes them).
fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    name.len() <= 253 && name.contains('.') && name.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: &str, value: &str) -> Option<Refusal> {
        check(kind, "", value).err()
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        assert_eq!(refused("md5", "abc"), Some(Refusal::Digits(32)));
        assert_eq!(refused("sha256", &"g".repeat(64)), Some(Refusal::Digits(64)));
        assert_eq!(refused("ip-dst", "300.1.1.1"), Some(Refusal::Address));
        assert_eq!(refused("domain", "no dots"), Some(Refusal::Host));
        assert_eq!(refused("url", "evil.example/a"), Some(Refusal::Url));
        assert_eq!(refused("email", "somebody"), Some(Refusal::Email));
        assert_eq!(refused("ip-dst|port", "192.0.2.1|70000"), Some(Refusal::Port));
        assert_eq!(refused("filename|md5", "a.exe"), Some(Refusal::Half));
        assert_eq!(refused("nonsense", "x"), Some(Refusal::Type));
        assert_eq!(check("md5", "Network activity", &"0".repeat(32)).err(), Some(Refusal::Category));
        assert_eq!(refused("text", "  "), Some(Refusal::Empty));
    }

    #[test]
    fn what_fits_is_made_whole() {
        let value = |kind: &str, typed: &str| check(kind, "", typed).map(|fit| fit.value);
        assert_eq!(value("url", "hxxp://evil[.]example/a"), Ok("http://evil.example/a".into()));
        assert_eq!(value("md5", " 00FF00FF00FF00FF00FF00FF00FF00FF "), Ok("00ff00ff00ff00ff00ff00ff00ff00ff".into()));
        assert_eq!(value("AS", "64500"), Ok("AS64500".into()));
        assert_eq!(value("domain|ip", "Evil[.]example|192[.]0.2.1"), Ok("evil.example|192.0.2.1".into()));
    }

    #[test]
    fn what_came_from_elsewhere_fits_or_does_not() {
        assert!(
            is_fit("ip-dst", "192.0.2.1/24")
                && is_fit("some-new-type", "x")
                && is_fit("domain|ip", "a.example|192.0.2.1")
        );
        assert!(!is_fit("ip-dst", "notanip") && !is_fit("filename|md5", "a.exe") && !is_fit("md5", "abc"));
    }

    #[test]
    fn what_is_odd_is_taken_and_said() {
        let fit = check("ip-dst", "", "10.0.0.1").expect("an address");
        assert_eq!(fit.warnings, [Warning::Private]);
    }
}
