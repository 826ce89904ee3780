//! Configuration: one TOML file and `BELFRY_*` variables. Unknown keys are refused, secrets do not print.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

/// A value that is never printed.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value, where it is used.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "(none)" } else { "***" })
    }
}

/// Everything that can be set. Every value has a usable default.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where files are kept: the embedded database, uploads, documents.
    pub data: PathBuf,
    /// The database.
    pub database: Database,
    /// How the program is reached.
    pub server: Server,
    /// Who it is for.
    pub community: Community,
    /// Mail that goes out.
    pub mail: Mail,
    /// What protects what is kept.
    pub security: Security,
    /// What leaves for other servers.
    pub outbound: Outbound,
    /// Places that vouch for people who sign in (OpenID Connect).
    pub providers: Vec<Provider>,
}

/// What leaves for other servers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outbound {
    /// Hosts of our own network that may be asked and sent to, separated by commas: ticket systems, other installations.
    pub inside: String,
}

/// A place that vouches for people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its word in addresses: small letters, digits, hyphens.
    pub key: String,
    /// Its name on buttons.
    pub name: String,
    /// Its issuer.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// What only it and we know.
    #[serde(default)]
    pub client_secret: Secret,
    /// It is in our own network.
    #[serde(default)]
    pub inside: bool,
    /// Mail domains and the organisations that their people are put forward to.
    #[serde(default)]
    pub domains: BTreeMap<String, String>,
}

/// What protects what is kept.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// The key of what is sealed in the database, such as the secrets of second factors; empty for `seal.key` in `data`.
    pub seal_key: Secret,
}

/// The database.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `postgres://..` of the application's role; empty for the embedded SQLite in `data`.
    pub url: Secret,
    /// `postgres://..` of the owner of the tables, for `belfry migrate`.
    pub owner_url: Secret,
    /// Connections that read at once; 0 for a number that fits.
    pub readers: usize,
}

/// How the program is reached.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address and port for people and programs.
    pub listen: SocketAddr,
    /// Address and port for metrics and probes; never public.
    pub private_listen: Option<SocketAddr>,
    /// The address that people type, for links.
    pub base_url: String,
    /// A proxy speaks HTTPS for us: cookies are bound to it, browsers are told to insist on it.
    pub behind_tls: bool,
    /// Addresses of the proxies in front, separated by commas: they are believed when they say whom they ask for.
    pub proxies: String,
    /// The largest upload, in mebibytes.
    pub upload_mib: u64,
}

/// Who it is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Community {
    /// Its name, shown on every page.
    pub name: String,
}

/// Mail that goes out. Without a host none does, and members are told in the product only.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// The server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected: `starttls`, `implicit`, or `none` for a relay on the same machine.
    pub tls: Protection,
    /// Who signs in there; empty for nobody.
    pub user: String,
    /// The password.
    pub password: Secret,
    /// The sender's address.
    pub from: String,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Protection {
    /// TLS after STARTTLS, never without.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// None.
    None,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            database: Database::default(),
            server: Server::default(),
            community: Community::default(),
            mail: Mail::default(),
            security: Security::default(),
            outbound: Outbound::default(),
            providers: Vec::new(),
        }
    }
}

impl Server {
    /// Another address to listen at. On this machine alone, links lead there too, unless it was said where they lead.
    pub fn listen_at(&mut self, address: SocketAddr) {
        if address.ip().is_loopback() && self.base_url == Self::default().base_url {
            self.base_url = format!("http://{address}");
        }
        self.listen = address;
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            private_listen: None,
            base_url: "http://127.0.0.1:8080".into(),
            behind_tls: false,
            proxies: String::new(),
            upload_mib: 512,
        }
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            tls: Protection::default(),
            user: String::new(),
            password: Secret::default(),
            from: String::new(),
        }
    }
}

/// A commented file with every key and its default.
pub const SAMPLE: &str = include_str!("config_sample.toml");

/// Sections whose keys a variable can set: `BELFRY_SERVER_LISTEN` is `listen` of `[server]`.
const SECTIONS: [&str; 6] = ["database", "server", "community", "mail", "security", "outbound"];

/// Variables of the command line itself and of the workshop, without `BELFRY_`; `_` at the end stands for any.
const NO_SETTINGS: [&str; 11] =
    ["config", "log", "test_", "real_data", "deep", "bin", "chromium", "write_", "fuzz_seconds", "show_times", "site"];

impl Config {
    /// Reads the file, if one is named, and then the variables, which win.
    pub fn load(file: Option<&Path>, variables: impl Iterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let text = match file {
            Some(path) => std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?,
            None => String::new(),
        };
        let mut table: toml::Table = toml::from_str(&text).context("the configuration is not TOML")?;
        for (name, value) in variables {
            let Some(key) = name.strip_prefix("BELFRY_").map(str::to_ascii_lowercase) else { continue };
            if NO_SETTINGS.iter().any(|name| key == *name || (name.ends_with('_') && key.starts_with(name))) {
                continue;
            }
            set(&mut table, &key, &value).with_context(|| format!("the variable {name}"))?;
        }
        // Its second line names the key; no value is shown, it may be a secret.
        table.try_into().map_err(|error: toml::de::Error| {
            anyhow::anyhow!("the configuration: {}", error.to_string().trim().replace('\n', " "))
        })
    }
}

fn set(table: &mut toml::Table, key: &str, value: &str) -> anyhow::Result<()> {
    let value = match value.parse::<i64>() {
        Ok(number) => toml::Value::Integer(number),
        Err(_) if value == "true" || value == "false" => toml::Value::Boolean(value == "true"),
        Err(_) => toml::Value::String(value.to_owned()),
    };
    if key == "data" {
        table.insert(key.to_owned(), value);
        return Ok(());
    }
    let Some((section, key)) = key.split_once('_').filter(|(section, _)| SECTIONS.contains(section)) else {
        bail!("names no setting");
    };
    let inner = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    inner.as_table_mut().context("is a section")?.insert(key.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        let path = std::env::temp_dir().join(format!("belfry-config-{}-{}", std::process::id(), text.len()));
        std::fs::write(&path, text)?;
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let config = Config::load(Some(&path), variables);
        std::fs::remove_file(&path)?;
        config
    }

    #[test]
    fn the_sample_is_read_and_says_the_defaults() {
        let config = load(SAMPLE, &[]).expect("the sample");
        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn a_variable_wins_over_the_file() {
        let config =
            load("[server]\nlisten = '0.0.0.0:80'\n", &[("BELFRY_SERVER_LISTEN", "127.0.0.1:9")]).expect("config");
        assert_eq!(config.server.listen.port(), 9);
    }

    #[test]
    fn links_lead_to_where_it_listens_unless_somebody_said_where() {
        let mut server = Server::default();
        server.listen_at(SocketAddr::from(([127, 0, 0, 1], 9)));
        assert_eq!((server.base_url.as_str(), server.listen.port()), ("http://127.0.0.1:9", 9));
        let mut public = Server { base_url: "https://belfry.example".into(), ..Server::default() };
        public.listen_at(SocketAddr::from(([127, 0, 0, 1], 9)));
        assert_eq!(public.base_url, "https://belfry.example");
        let mut open = Server::default();
        open.listen_at(SocketAddr::from(([0, 0, 0, 0], 80)));
        assert_eq!(open.base_url, Server::default().base_url);
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_name() {
        let error = load("[server]\nlissten = '0.0.0.0:80'\n", &[]).expect_err("refused");
        assert!(error.to_string().contains("lissten"), "{error}");
        assert!(load("", &[("BELFRY_SERVR_LISTEN", "x")]).is_err());
    }

    #[test]
    fn a_secret_does_not_print() {
        let config = load("[database]\nurl = 'postgres://u:hunter22@h/d'\n", &[]).expect("config");
        assert!(!format!("{config:?}").contains("hunter22"));
    }
}
