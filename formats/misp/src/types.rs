//! The table of MISP's attribute types (`types.tsv`): what each is, where it belongs, whether and how it correlates.

use std::{collections::HashMap, sync::LazyLock};

const TABLE: &str = include_str!("types.tsv");

/// How a value of a type is brought to the form in which equal things are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Hexadecimal digest or fingerprint: case does not count.
    Hash,
    /// Compared as it stands, without the blanks around it.
    Exact,
    /// Name of a file, with or without a path.
    Filename,
    /// IPv4 or IPv6 address, or a network in CIDR form.
    Ip,
    /// Number of a port.
    Port,
    /// Registered domain.
    Domain,
    /// Name of a host.
    Hostname,
    /// URL with a scheme.
    Url,
    /// Path or URL without a host.
    Uri,
    /// Address with an at sign.
    Email,
    /// Hardware address of 48 or 64 bits.
    Mac,
    /// Number of an autonomous system, with or without `AS`.
    Asn,
    /// Key of the Windows registry: case does not count.
    Regkey,
    /// CVE, CWE or a like number: case does not count.
    Cve,
    /// Name of a product in CPE form.
    Cpe,
    /// Address of a crypto-currency: case counts.
    Coin,
    /// Number of an account, bank or card: blanks and case do not count.
    Bank,
    /// Telephone number.
    Phone,
    /// Name of an account: case does not count.
    Account,
    /// UUID.
    Uuid,
    /// Name of an actor, a campaign, a person, an organisation: case and runs of blanks do not count.
    Name,
    /// A detection rule, compared as a whole.
    Rule,
    /// Free text.
    Text,
    /// Bytes in hexadecimal.
    Hex,
    /// A number.
    Number,
    /// A day or an instant.
    Instant,
    /// True or false.
    Truth,
    /// Two values with a bar between; see [`TypeInfo::parts`].
    Composite,
}

impl Family {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "hash" => Self::Hash,
            "exact" => Self::Exact,
            "filename" => Self::Filename,
            "ip" => Self::Ip,
            "port" => Self::Port,
            "domain" => Self::Domain,
            "hostname" => Self::Hostname,
            "url" => Self::Url,
            "uri" => Self::Uri,
            "email" => Self::Email,
            "mac" => Self::Mac,
            "asn" => Self::Asn,
            "regkey" => Self::Regkey,
            "cve" => Self::Cve,
            "cpe" => Self::Cpe,
            "coin" => Self::Coin,
            "bank" => Self::Bank,
            "phone" => Self::Phone,
            "account" => Self::Account,
            "uuid" => Self::Uuid,
            "name" => Self::Name,
            "rule" => Self::Rule,
            "text" => Self::Text,
            "hex" => Self::Hex,
            "number" => Self::Number,
            "instant" => Self::Instant,
            "truth" => Self::Truth,
            "composite" => Self::Composite,
            _ => return None,
        })
    }
}

/// One type of attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeInfo {
    /// MISP's name.
    pub name: &'static str,
    /// How values are brought to one form.
    pub family: Family,
    /// Whether equal values say anything; composites correlate by those of their parts that do.
    pub correlates: bool,
    /// Names of the types of the two halves of a composite value; empty for others.
    pub parts: Vec<&'static str>,
    /// Whether such a value is usually fit for detection.
    pub to_ids: bool,
    /// The usual category.
    pub default_category: &'static str,
    /// The categories where it may stand, in MISP's order.
    pub categories: Vec<&'static str>,
}

impl TypeInfo {
    /// Splits a value into its halves with their types; a value that is not composite is its own only half.
    ///
    /// The bar splits once, at the last one where the second half cannot hold a bar (a hash, a port, an address),
    /// at the first for `regkey|value`. A composite value without a bar is the first half alone.
    #[must_use]
    pub fn halves<'v>(&'static self, value: &'v str) -> Vec<(&'static Self, &'v str)> {
        let [first, second] = self.parts[..] else {
            return vec![(self, value)];
        };
        let split = if second == "text" { value.split_once('|') } else { value.rsplit_once('|') };
        let halves = match split {
            Some((left, right)) => vec![(first, left), (second, right)],
            None => vec![(first, value)],
        };
        halves.into_iter().filter_map(|(name, value)| Some((get(name)?, value))).collect()
    }
}

struct Types {
    all: Vec<TypeInfo>,
    categories: Vec<&'static str>,
    by_name: HashMap<&'static str, usize>,
}

static TYPES: LazyLock<Types> = LazyLock::new(parse);

/// The type of this name.
#[must_use]
pub fn get(name: &str) -> Option<&'static TypeInfo> {
    TYPES.by_name.get(name).and_then(|i| TYPES.all.get(*i))
}

/// All types, those of one family together.
#[must_use]
pub fn all() -> &'static [TypeInfo] {
    &TYPES.all
}

/// All categories, in MISP's order.
#[must_use]
pub fn categories() -> &'static [&'static str] {
    &TYPES.categories
}

/// Reads the table; a line that does not fit is left out, which the tests would notice.
fn parse() -> Types {
    let lines = || TABLE.lines().filter(|line| !line.starts_with('#'));
    let short: Vec<(&str, &str)> = lines().filter_map(|line| line.strip_prefix('!')?.split_once('\t')).collect();
    let all: Vec<TypeInfo> =
        lines().filter(|line| !line.starts_with('!')).filter_map(|line| row(line, &short)).collect();
    Types {
        by_name: all.iter().enumerate().map(|(i, t)| (t.name, i)).collect(),
        categories: short.iter().map(|(_, long)| *long).collect(),
        all,
    }
}

fn row(line: &'static str, short: &[(&str, &'static str)]) -> Option<TypeInfo> {
    let category = |word: &str| short.iter().find(|(s, _)| *s == word).map(|(_, long)| *long);
    let mut columns = line.split('\t');
    let mut column = || columns.next();
    Some(TypeInfo {
        name: column()?,
        family: Family::from_word(column()?)?,
        correlates: column()? == "yes",
        parts: match column()? {
            "-" => Vec::new(),
            parts => parts.split('|').collect(),
        },
        to_ids: column()? == "yes",
        default_category: category(column()?)?,
        categories: match column()? {
            "all" => short.iter().map(|(_, long)| *long).collect(),
            some => some.split(',').map(category).collect::<Option<_>>()?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with(['#', '!'])).count();
        assert_eq!((all().len(), categories().len()), (lines, 16));
        assert_eq!(lines, 194);
        assert_eq!(TYPES.by_name.len(), lines, "a type stands twice");
    }

    #[test]
    fn every_type_is_sound() {
        for info in all() {
            assert!(info.categories.contains(&info.default_category), "{}", info.name);
            assert_eq!(info.parts.is_empty(), info.family != Family::Composite, "{}", info.name);
            assert!(info.parts.is_empty() || info.parts.len() == 2, "{}", info.name);
            for part in &info.parts {
                assert!(get(part).is_some_and(|p| p.parts.is_empty()), "{}", info.name);
            }
            assert!(!info.to_ids || info.correlates || info.name == "aba-rtn", "{}", info.name);
        }
    }

    #[test]
    fn known_types() {
        let ip = get("ip-dst").expect("ip-dst");
        assert_eq!((ip.family, ip.to_ids, ip.correlates), (Family::Ip, true, true));
        assert_eq!(ip.categories, ["Payload delivery", "Network activity", "External analysis"]);
        assert!(get("named pipe").is_some_and(|t| t.correlates));
        for silent in ["comment", "text", "other", "datetime", "float", "counter", "boolean", "hex", "size-in-bytes"] {
            assert!(get(silent).is_some_and(|t| !t.correlates), "{silent}");
        }
        assert!(get("").is_none() && get("IP-DST").is_none());
    }

    #[test]
    fn composites_are_split() {
        let halves = |name: &str, value| -> Vec<(&str, &str)> {
            get(name).map(|t| t.halves(value).into_iter().map(|(t, v)| (t.name, v)).collect()).unwrap_or_default()
        };
        assert_eq!(halves("malware-sample", "a|b.exe|00ff"), [("filename", "a|b.exe"), ("md5", "00ff")]);
        assert_eq!(halves("regkey|value", "HKLM\\Run|x|y"), [("regkey", "HKLM\\Run"), ("text", "x|y")]);
        assert_eq!(halves("ip-dst|port", "192.0.2.1|80"), [("ip-dst", "192.0.2.1"), ("port", "80")]);
        assert_eq!(halves("domain|ip", "example.org"), [("domain", "example.org")]);
        assert_eq!(halves("url", "http://e.org/a|b"), [("url", "http://e.org/a|b")]);
    }
}
