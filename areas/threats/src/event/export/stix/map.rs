//! Which of STIX's words say what an attribute says.

use belfry_stix::StixId;
use belfry_stix::pattern::{Comparison, ObjectPath, Observation, Operator, Pattern, Step, Test, Value};
use belfry_stix::sco;
use serde_json::{Map, Value as Json, json};

/// An attribute in STIX's words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapped {
    /// A detection rule: its language, its text.
    pub pattern: Option<(&'static str, String)>,
    /// Observables with their ids.
    pub observables: Vec<(StixId, Map<String, Json>)>,
}

/// Object and keys of a path, where one value stands.
type Path = (&'static str, &'static [&'static str]);

const DOMAIN: Path = ("domain-name", &["value"]);
const URL: Path = ("url", &["value"]);
const EMAIL: Path = ("email-addr", &["value"]);
const FILE_NAME: Path = ("file", &["name"]);

/// Types whose value is one property, as it stands. The observable, where there is one, has this property alone.
const PLAIN: &[(&str, Path, bool)] = &[
    ("domain", DOMAIN, true),
    ("hostname", DOMAIN, true),
    ("onion-address", DOMAIN, true),
    ("url", URL, true),
    ("link", URL, true),
    ("uri", URL, true),
    ("email", EMAIL, true),
    ("email-src", EMAIL, true),
    ("email-dst", EMAIL, true),
    ("email-reply-to", EMAIL, true),
    ("target-email", EMAIL, true),
    ("whois-registrant-email", EMAIL, true),
    ("dns-soa-email", EMAIL, true),
    ("filename", FILE_NAME, true),
    ("attachment", FILE_NAME, true),
    ("email-attachment", FILE_NAME, true),
    ("pdb", FILE_NAME, true),
    ("mutex", ("mutex", &["name"]), true),
    ("regkey", ("windows-registry-key", &["key"]), true),
    ("email-subject", ("email-message", &["subject"]), false),
    ("email-message-id", ("email-message", &["message_id"]), false),
    ("user-agent", ("network-traffic", &["extensions", "http-request-ext", "request_header", "User-Agent"]), false),
    ("x509-fingerprint-md5", ("x509-certificate", &["hashes", "MD5"]), true),
    ("x509-fingerprint-sha1", ("x509-certificate", &["hashes", "SHA-1"]), true),
    ("x509-fingerprint-sha256", ("x509-certificate", &["hashes", "SHA-256"]), true),
];

/// Types whose value is a detection rule already, with the language's name in STIX.
const RULES: &[(&str, &str)] =
    &[("yara", "yara"), ("sigma", "sigma"), ("snort", "snort"), ("suricata", "suricata"), ("stix2-pattern", "stix")];

/// What an attribute's type and value are in STIX; nothing where STIX has no word for them.
pub fn map(kind: &str, value: &str) -> Mapped {
    if value.trim().is_empty() {
        return Mapped::default();
    }
    if let Some((_, language)) = RULES.iter().find(|(name, _)| *name == kind) {
        if *language == "stix" && belfry_stix::pattern::parse(value, &belfry_stix::pattern::Limits::default()).is_err()
        {
            return Mapped::default();
        }
        return Mapped { pattern: Some((language, value.to_owned())), observables: Vec::new() };
    }
    if let Some((_, path, observable)) = PLAIN.iter().find(|(name, ..)| *name == kind) {
        let mut mapped = Mapped { pattern: stix(vec![test(path.0, path.1, value)]), observables: Vec::new() };
        if *observable {
            mapped.observables.extend(plain_object(*path, value));
        }
        return mapped;
    }
    match kind {
        "ip-src" | "ip-dst" => address(value),
        "ip-src|port" | "ip-dst|port" => socket(kind, value),
        "hostname|port" => socket(kind, value),
        "domain|ip" => resolved(value),
        "mac-address" => hardware(value),
        "AS" => autonomous(value),
        "regkey|value" => registry(value),
        "malware-sample" => named_hash("md5", value),
        _ => match kind.strip_prefix("filename|") {
            Some(hash) => named_hash(hash, value),
            None => digest(kind, value),
        },
    }
}

/// Whether STIX has a word for values of a type, if they are sound.
pub fn has_word(kind: &str) -> bool {
    const OTHERS: [&str; 9] = [
        "ip-src",
        "ip-dst",
        "ip-src|port",
        "ip-dst|port",
        "hostname|port",
        "domain|ip",
        "mac-address",
        "AS",
        "regkey|value",
    ];
    let hash = kind.strip_prefix("filename|").unwrap_or(if kind == "malware-sample" { "md5" } else { kind });
    kind == "vulnerability"
        || OTHERS.contains(&kind)
        || RULES.iter().any(|(name, _)| *name == kind)
        || PLAIN.iter().any(|(name, ..)| *name == kind)
        || sco::hash_name(hash).is_some()
}

fn digest(kind: &str, value: &str) -> Mapped {
    let Some(name) = sco::hash_name(kind) else { return Mapped::default() };
    Mapped {
        pattern: stix(vec![test("file", &["hashes", name], value)]),
        observables: object("file", json!({ "hashes": { name: value } })).into_iter().collect(),
    }
}

fn named_hash(hash: &str, value: &str) -> Mapped {
    let (Some(name), Some((file, digest))) = (sco::hash_name(hash), value.rsplit_once('|')) else {
        return Mapped::default();
    };
    Mapped {
        pattern: stix(vec![test("file", &["name"], file), test("file", &["hashes", name], digest)]),
        observables: object("file", json!({ "name": file, "hashes": { name: digest } })).into_iter().collect(),
    }
}

/// `ipv4-addr` or `ipv6-addr`; none for what is no address or network.
fn family(value: &str) -> Option<&'static str> {
    belfry_freetext::normal::address_range(value)?;
    Some(if value.contains(':') { "ipv6-addr" } else { "ipv4-addr" })
}

fn address(value: &str) -> Mapped {
    let Some(kind) = family(value) else { return Mapped::default() };
    Mapped {
        pattern: stix(vec![test(kind, &["value"], value)]),
        observables: object(kind, json!({ "value": value })).into_iter().collect(),
    }
}

fn socket(kind: &str, value: &str) -> Mapped {
    let Some((host, port)) = value.rsplit_once('|') else { return Mapped::default() };
    let Some(number) = port.trim().parse::<u16>().ok() else { return Mapped::default() };
    let (side, port_of) = if kind.starts_with("ip-src") { ("src_ref", "src_port") } else { ("dst_ref", "dst_port") };
    let Some(sort) = (if kind.starts_with("hostname") { Some("domain-name") } else { family(host) }) else {
        return Mapped::default();
    };
    let port = Test {
        path: ObjectPath::new("network-traffic", &[port_of]),
        negated: false,
        operator: Operator::Equal(Value::Integer(number.into())),
    };
    // The observable of a connection needs a protocol, which nobody has said.
    Mapped {
        pattern: stix(vec![test("network-traffic", &[side, "value"], host), port]),
        observables: object(sort, json!({ "value": host })).into_iter().collect(),
    }
}

fn resolved(value: &str) -> Mapped {
    let Some((name, ip)) = value.rsplit_once('|') else { return Mapped::default() };
    let Some(kind) = family(ip) else { return Mapped::default() };
    let mut to = test("domain-name", &["resolves_to_refs"], ip);
    to.path.steps.extend([Step::Any, Step::Key("value".into())]);
    let both = [object("domain-name", json!({ "value": name })), object(kind, json!({ "value": ip }))];
    Mapped {
        pattern: stix(vec![test("domain-name", &["value"], name), to]),
        observables: both.into_iter().flatten().collect(),
    }
}

fn hardware(value: &str) -> Mapped {
    let plain = value.trim().to_ascii_lowercase().replace('-', ":");
    let is_mac = plain.split(':').count() == 6
        && plain.split(':').all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_hexdigit()));
    if !is_mac {
        return Mapped::default();
    }
    Mapped {
        pattern: stix(vec![test("mac-addr", &["value"], &plain)]),
        observables: object("mac-addr", json!({ "value": plain })).into_iter().collect(),
    }
}

fn autonomous(value: &str) -> Mapped {
    let digits = value.trim().trim_start_matches(['A', 'a', 'S', 's', ' ']);
    let Ok(number) = digits.parse::<u32>() else { return Mapped::default() };
    let is = Test {
        path: ObjectPath::new("autonomous-system", &["number"]),
        negated: false,
        operator: Operator::Equal(Value::Integer(number.into())),
    };
    Mapped {
        pattern: stix(vec![is]),
        observables: object("autonomous-system", json!({ "number": number })).into_iter().collect(),
    }
}

fn registry(value: &str) -> Mapped {
    let Some((key, data)) = value.split_once('|') else { return Mapped::default() };
    let mut holds = test("windows-registry-key", &["values"], data);
    holds.path.steps.extend([Step::Any, Step::Key("data".into())]);
    Mapped {
        pattern: stix(vec![test("windows-registry-key", &["key"], key), holds]),
        observables: object("windows-registry-key", json!({ "key": key, "values": [{ "data": data }] }))
            .into_iter()
            .collect(),
    }
}

fn test(object: &str, keys: &[&str], value: &str) -> Test {
    Test {
        path: ObjectPath::new(object, keys),
        negated: false,
        operator: Operator::Equal(Value::Text(value.to_owned())),
    }
}

/// All of the tests in one observation.
fn stix(mut tests: Vec<Test>) -> Option<(&'static str, String)> {
    let comparison = match tests.len() {
        0 => return None,
        1 => Comparison::Test(tests.remove(0)),
        _ => Comparison::And(tests.into_iter().map(Comparison::Test).collect()),
    };
    Some(("stix", Pattern { observation: Observation::Compare(comparison) }.to_string()))
}

fn plain_object((kind, keys): Path, value: &str) -> Option<(StixId, Map<String, Json>)> {
    let inner = keys.iter().rev().fold(Json::from(value), |inner, key| json!({ (*key): inner }));
    object(kind, inner)
}

/// An observable of these properties, with the id that everyone gives it.
fn object(kind: &str, properties: Json) -> Option<(StixId, Map<String, Json>)> {
    let Json::Object(mut map) = properties else { return None };
    let id = sco::id(kind, &map)?;
    map.insert("type".into(), kind.into());
    map.insert("spec_version".into(), "2.1".into());
    map.insert("id".into(), id.as_str().into());
    Some((id, map))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(kind: &str, value: &str) -> String {
        map(kind, value).pattern.map(|(_, text)| text).unwrap_or_default()
    }

    #[test]
    fn types_become_patterns_that_are_read_back() {
        for (kind, value, wanted) in [
            ("ip-dst", "192.0.2.1", "[ipv4-addr:value = '192.0.2.1']"),
            ("ip-src", "2001:db8::/32", "[ipv6-addr:value = '2001:db8::/32']"),
            ("sha256", "00ff", "[file:hashes.'SHA-256' = '00ff']"),
            ("filename|md5", "it's|a.exe|00", "[file:name = 'it\\'s|a.exe' AND file:hashes.MD5 = '00']"),
            (
                "ip-dst|port",
                "192.0.2.1|443",
                "[network-traffic:dst_ref.value = '192.0.2.1' AND network-traffic:dst_port = 443]",
            ),
            ("AS", "AS64500", "[autonomous-system:number = 64500]"),
        ] {
            let made = pattern(kind, value);
            assert_eq!(made, wanted);
            belfry_stix::pattern::parse(&made, &belfry_stix::pattern::Limits::default()).expect("it parses");
        }
        for (kind, _, _) in PLAIN {
            let made = pattern(kind, "a'b\\c");
            belfry_stix::pattern::parse(&made, &belfry_stix::pattern::Limits::default()).expect("it parses");
        }
    }

    #[test]
    fn what_has_no_word_stays_without_one() {
        for (kind, value) in
            [("comment", "x"), ("ip-dst", "somewhere"), ("btc", "1abc"), ("ip-dst|port", "192.0.2.1"), ("url", " ")]
        {
            assert_eq!(map(kind, value), Mapped::default(), "{kind} {value}");
        }
        assert_eq!(pattern("yara", "rule x { condition: true }"), "rule x { condition: true }");
    }
}
