//! PostgreSQL through the synchronous `postgres` client.
//!
//! A client drives a small runtime of its own, so it must be neither used nor dropped on an async thread.

use std::collections::HashMap;
use std::error::Error as StdError;

use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, Kind, ToSql, Type};
use postgres::{Client, Statement};

use crate::error::{Error, Result};
use crate::value::Value;

/// Prepared statements kept per connection.
const KEPT_STATEMENTS: usize = 512;

/// One connection with its prepared statements.
pub(crate) struct Pg {
    pub(crate) client: Client,
    statements: HashMap<String, Statement>,
    /// Set after a failure that leaves the connection useless; it is closed instead of given back.
    pub(crate) broken: bool,
}

impl Pg {
    /// Connects. `options` are server settings such as `-c statement_timeout=5000`.
    pub(crate) fn open(url: &str, options: &str) -> Result<Self> {
        let mut config: postgres::Config = url.parse().map_err(|_| Error::Driver("unreadable database URL".into()))?;
        config.options(options);
        config.connect_timeout(std::time::Duration::from_secs(5));
        config.application_name("belfry");
        let client = if matches!(config.get_ssl_mode(), postgres::config::SslMode::Require) {
            config.connect(tokio_postgres_rustls::MakeRustlsConnect::new(tls()?))?
        } else {
            config.connect(postgres::NoTls)?
        };
        Ok(Self { client, statements: HashMap::new(), broken: false })
    }

    /// The prepared statement of a text.
    pub(crate) fn prepare(&mut self, text: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(text) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= KEPT_STATEMENTS {
            self.statements.clear();
        }
        let statement = self.client.prepare(&crate::sql::for_postgres(text))?;
        self.statements.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Notes what an error says about the connection, and passes it on.
    pub(crate) fn note<T>(&mut self, result: Result<T>) -> Result<T> {
        if matches!(result, Err(Error::Lost)) || self.client.is_closed() {
            self.broken = true;
        }
        result
    }

    /// `insert .. select unnest(..)` for these columns, with the array types the table has; `how` stands before the rows.
    pub(crate) fn insert_text(&mut self, table: &str, columns: &[&str], how: &str, suffix: &str) -> Result<String> {
        let list = columns.join(", ");
        let probe = self.prepare(&format!("select {list} from {table} limit 0"))?;
        let arrays: Vec<String> =
            probe.columns().iter().enumerate().map(|(n, c)| format!("${}::{}[]", n + 1, c.type_().name())).collect();
        Ok(format!("insert into {table} ({list}) {how} select * from unnest({}) {suffix}", arrays.join(", ")))
    }
}

fn tls() -> Result<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    let file = std::env::var("PGSSLROOTCERT").or_else(|_| std::env::var("SSL_CERT_FILE"));
    let path = file.unwrap_or_else(|_| "/etc/ssl/certs/ca-certificates.crt".to_owned());
    use rustls::pki_types::pem::PemObject;
    let certificates = rustls::pki_types::CertificateDer::pem_file_iter(&path)
        .map_err(|error| Error::Driver(format!("certificates of {path}: {error}")))?;
    for certificate in certificates.flatten() {
        let _ = roots.add(certificate);
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Driver(error.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

type Boxed = Box<dyn StdError + Sync + Send>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Boxed> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(n) => match *ty {
                Type::INT2 => i16::try_from(*n)?.to_sql(ty, out),
                Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
                Type::BOOL => (*n != 0).to_sql(ty, out),
                #[expect(clippy::cast_precision_loss, reason = "a float column takes what a float can hold")]
                Type::FLOAT8 => (*n as f64).to_sql(ty, out),
                Type::TEXT => n.to_string().to_sql(ty, out),
                _ => n.to_sql(&Type::INT8, out),
            },
            Value::Real(n) => n.to_sql(ty, out),
            Value::Bool(b) => match *ty {
                Type::INT8 => i64::from(*b).to_sql(ty, out),
                Type::INT4 => i32::from(*b).to_sql(ty, out),
                _ => b.to_sql(ty, out),
            },
            // PostgreSQL's text cannot hold NUL; the replacement character says that something stood there.
            Value::Text(text) if text.contains('\0') => text.replace('\0', "\u{fffd}").to_sql(ty, out),
            Value::Text(text) => text.as_ref().to_sql(ty, out),
            Value::Blob(bytes) => bytes.as_ref().to_sql(ty, out),
            Value::Uuid(uuid) => uuid.to_sql(ty, out),
            Value::Ints(list) => list.to_sql(ty, out),
            Value::Texts(list) => list.to_sql(ty, out),
            Value::Uuids(list) => list.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

/// A column as a value, borrowed.
impl<'a> FromSql<'a> for Value<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> std::result::Result<Self, Boxed> {
        Ok(match *ty {
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Value::Bool(bool::from_sql(ty, raw)?),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(ty, raw)?.into()),
            Type::BYTEA => Value::Blob(raw.into()),
            Type::UUID => Value::Uuid(uuid::Uuid::from_sql(ty, raw)?),
            Type::JSONB => Value::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?.into()),
            _ if matches!(ty.kind(), Kind::Simple) => Value::Text(std::str::from_utf8(raw)?.into()),
            _ => return Err(format!("no value for PostgreSQL's {ty}").into()),
        })
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Boxed> {
        Ok(Value::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
