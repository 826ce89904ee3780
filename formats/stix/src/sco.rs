//! Cyber-observable objects and their deterministic ids (section 2.9): UUIDv5 of the canonical JSON (RFC 8785) of the properties that
//! the definition of the type names, in a namespace that the specification fixes. Two platforms give one address one id.

use crate::object::StixId;
use serde_json::{Map, Value, json};
use uuid::{Uuid, uuid};

/// The namespace of section 2.9.
pub const NAMESPACE: Uuid = uuid!("00abedb4-aa42-466c-9c01-fed23315a9b7");

/// The id contributing properties of each type (section 6, "ID Contributing Properties" of each).
const CONTRIBUTING: [(&str, &[&str]); 17] = [
    ("artifact", &["hashes", "payload_bin"]),
    ("autonomous-system", &["number"]),
    ("directory", &["path"]),
    ("domain-name", &["value"]),
    ("email-addr", &["value"]),
    ("email-message", &["from_ref", "subject", "body"]),
    ("file", &["hashes", "name", "extensions", "parent_directory_ref"]),
    ("ipv4-addr", &["value"]),
    ("ipv6-addr", &["value"]),
    ("mac-addr", &["value"]),
    ("mutex", &["name"]),
    ("network-traffic", &["start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"]),
    ("software", &["name", "cpe", "swid", "vendor", "version"]),
    ("url", &["value"]),
    ("user-account", &["account_type", "user_id", "account_login"]),
    ("windows-registry-key", &["key", "values"]),
    ("x509-certificate", &["hashes", "serial_number"]),
];

/// Which hash speaks for an object that has several: the first of these, else the first by name.
const PREFERRED: [&str; 4] = ["MD5", "SHA-1", "SHA-256", "SHA-512"];

/// The deterministic id of an observable. None where the type has no contributing properties (a process), the object has none of them, or
/// one of them holds a fraction, whose canonical form this crate does not write; such an object takes a random id.
#[must_use]
pub fn id(kind: &str, properties: &Map<String, Value>) -> Option<StixId> {
    let (_, names) = CONTRIBUTING.iter().find(|(name, _)| *name == kind)?;
    let mut parts = Map::new();
    for name in *names {
        match (*name, properties.get(*name)) {
            (_, None | Some(Value::Null)) => {}
            ("hashes", Some(Value::Object(hashes))) => {
                if let Some((name, value)) = speaking_hash(hashes) {
                    parts.insert("hashes".to_owned(), json!({ name: value }));
                }
            }
            (_, Some(value)) => drop(parts.insert((*name).to_owned(), value.clone())),
        }
    }
    if parts.is_empty() {
        return None;
    }
    let mut text = String::new();
    canonical(&Value::Object(parts), &mut text)?;
    Some(StixId::new(kind, Uuid::new_v5(&NAMESPACE, text.as_bytes())))
}

fn speaking_hash(hashes: &Map<String, Value>) -> Option<(&String, &Value)> {
    let preferred = PREFERRED.iter().find_map(|name| hashes.get_key_value(*name));
    preferred.or_else(|| hashes.iter().min_by_key(|(name, _)| name.as_str()))
}

/// RFC 8785 without fractions. Depth is bounded by the value's own, which the JSON parser bounds.
fn canonical(value: &Value, into: &mut String) -> Option<()> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => into.push_str(&value.to_string()),
        Value::Number(n) if n.is_i64() || n.is_u64() => into.push_str(&n.to_string()),
        Value::Number(_) => return None,
        Value::Array(items) => {
            into.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    into.push(',');
                }
                canonical(item, into)?;
            }
            into.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
            into.push('{');
            for (n, (key, item)) in entries.into_iter().enumerate() {
                if n > 0 {
                    into.push(',');
                }
                into.push_str(&Value::from(key.as_str()).to_string());
                into.push(':');
                canonical(item, into)?;
            }
            into.push('}');
        }
    }
    Some(())
}

/// An observable that a platform gives out.
#[derive(Debug, Clone, PartialEq)]
pub enum Observable {
    /// `ipv4-addr`: an address or a CIDR block.
    Ipv4(String),
    /// `ipv6-addr`: an address or a CIDR block.
    Ipv6(String),
    /// `domain-name`
    Domain(String),
    /// `url`
    Url(String),
    /// `email-addr`
    Email(String),
    /// `mac-addr`: lower case with colons.
    Mac(String),
    /// `autonomous-system`
    AutonomousSystem {
        /// Its number.
        number: u32,
        /// Its name.
        name: Option<String>,
    },
    /// `file`; needs a name or a hash.
    File {
        /// Its name.
        name: Option<String>,
        /// Algorithm (see [`hash_name`]) and digest.
        hashes: Vec<(String, String)>,
        /// Size in bytes.
        size: Option<u64>,
    },
    /// `windows-registry-key`
    RegistryKey {
        /// The key with its hive in full.
        key: String,
        /// Name and data of values.
        values: Vec<(String, Option<String>)>,
    },
    /// `x509-certificate`; needs a hash or a serial number to have an id that others give it too.
    Certificate {
        /// Algorithm and digest.
        hashes: Vec<(String, String)>,
        /// Serial number.
        serial_number: Option<String>,
        /// Issuer.
        issuer: Option<String>,
        /// Subject.
        subject: Option<String>,
    },
}

impl Observable {
    /// The object with its id. None when it has nothing that an id can be made of.
    #[must_use]
    pub fn object(&self, markings: &[StixId]) -> Option<Map<String, Value>> {
        let (kind, mut map) = self.properties();
        let id = id(kind, &map)?;
        map.insert("type".to_owned(), kind.into());
        map.insert("spec_version".to_owned(), "2.1".into());
        map.insert("id".to_owned(), id.as_str().into());
        if !markings.is_empty() {
            let refs = markings.iter().map(|m| Value::from(m.as_str()));
            map.insert("object_marking_refs".to_owned(), refs.collect());
        }
        Some(map)
    }

    fn properties(&self) -> (&'static str, Map<String, Value>) {
        let mut map = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                map.insert(name.to_owned(), value);
            }
        };
        let text = |t: &Option<String>| t.as_ref().map(|t| Value::from(t.as_str()));
        let kind = match self {
            Self::Ipv4(v) | Self::Ipv6(v) | Self::Domain(v) | Self::Url(v) | Self::Email(v) | Self::Mac(v) => {
                put("value", Some(v.as_str().into()));
                self.plain_kind()
            }
            Self::AutonomousSystem { number, name } => {
                put("number", Some((*number).into()));
                put("name", text(name));
                "autonomous-system"
            }
            Self::File { name, hashes, size } => {
                put("name", text(name));
                put("hashes", hash_map(hashes));
                put("size", size.map(Into::into));
                "file"
            }
            Self::RegistryKey { key, values } => {
                put("key", Some(key.as_str().into()));
                let values = values.iter().map(|(name, data)| match data {
                    Some(data) => json!({ "name": name, "data": data }),
                    None => json!({ "name": name }),
                });
                let values: Vec<Value> = values.collect();
                put("values", (!values.is_empty()).then(|| values.into()));
                "windows-registry-key"
            }
            Self::Certificate { hashes, serial_number, issuer, subject } => {
                put("hashes", hash_map(hashes));
                put("serial_number", text(serial_number));
                put("issuer", text(issuer));
                put("subject", text(subject));
                "x509-certificate"
            }
        };
        (kind, map)
    }

    fn plain_kind(&self) -> &'static str {
        match self {
            Self::Ipv4(_) => "ipv4-addr",
            Self::Ipv6(_) => "ipv6-addr",
            Self::Domain(_) => "domain-name",
            Self::Url(_) => "url",
            Self::Email(_) => "email-addr",
            _ => "mac-addr",
        }
    }
}

fn hash_map(hashes: &[(String, String)]) -> Option<Value> {
    let map: Map<_, _> = hashes.iter().map(|(k, v)| (k.clone(), Value::from(v.as_str()))).collect();
    (!map.is_empty()).then(|| map.into())
}

/// The name that the vocabulary of hash algorithms (section 10.9) has for a name as others write it: `sha256`, `SHA-256`, `sha_256`.
/// SHA-224 and SHA-384 are not in the vocabulary, which is open.
#[must_use]
pub fn hash_name(name: &str) -> Option<&'static str> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match plain.to_ascii_lowercase().as_str() {
        "md5" => "MD5",
        "sha1" => "SHA-1",
        "sha224" => "SHA-224",
        "sha256" => "SHA-256",
        "sha384" => "SHA-384",
        "sha512" => "SHA-512",
        "sha3256" => "SHA3-256",
        "sha3512" => "SHA3-512",
        "ssdeep" => "SSDEEP",
        "tlsh" => "TLSH",
        _ => return None,
    })
}
