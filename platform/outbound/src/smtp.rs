//! Mail by SMTP (RFC 5321), one connection per mail.

use std::fmt;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{SmtpTransport, Transport};

use crate::mail::{Mail, Sender};
use crate::mailer::{MailError, Mailer};

/// How the connection is protected. Certificates are checked against the Web's roots in both protected ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// TLS from the first byte (RFC 8314), usually port 465.
    Implicit,
    /// TLS after STARTTLS, never without (RFC 3207), usually port 587.
    StartTls,
    /// None: only for a relay on the same machine.
    None,
}

/// Where mail is handed in.
#[derive(Clone)]
pub struct SmtpSettings {
    /// The server's name, as its certificate has it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// User and password, if the server asks for them.
    pub credentials: Option<(String, String)>,
    /// Whom mail comes from: `Belfry <belfry@example.org>`; empty when each mail says so.
    pub from: String,
    /// How long each answer of the server may take.
    pub timeout: Duration,
}

/// Leaves the password out.
impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// A mail server that takes our mail.
pub struct Smtp {
    transport: SmtpTransport,
    from: Option<Mailbox>,
}

impl Smtp {
    /// Prepares the way; no connection is made yet.
    ///
    /// # Errors
    /// [`MailError::Never`] if the sender is no address or the host no name.
    pub fn new(settings: &SmtpSettings) -> Result<Self, MailError> {
        let from = match settings.from.as_str() {
            "" => None,
            from => Some(from.parse::<Mailbox>().map_err(|error| MailError::Never(format!("sender: {error}")))?),
        };
        let builder = match settings.tls {
            SmtpTls::Implicit => SmtpTransport::relay(&settings.host),
            SmtpTls::StartTls => SmtpTransport::starttls_relay(&settings.host),
            SmtpTls::None => Ok(SmtpTransport::builder_dangerous(&settings.host)),
        };
        let mut builder = builder.map_err(|error| why(&error))?.port(settings.port).timeout(Some(settings.timeout));
        if let Some((user, password)) = &settings.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { transport: builder.build(), from })
    }

    /// The configured sender with the chosen name; where none is configured, the chosen one.
    fn from(&self, sender: &Sender) -> Result<Mailbox, MailError> {
        let name = (!sender.name.is_empty()).then(|| sender.name.clone());
        match &self.from {
            Some(own) => Ok(Mailbox::new(name.or_else(|| own.name.clone()), own.email.clone())),
            None => match sender.address.parse() {
                Ok(address) => Ok(Mailbox::new(name, address)),
                Err(_) => Err(MailError::Later("no sender is set: it is chosen on the page of settings".to_owned())),
            },
        }
    }

    fn message(&self, mail: &Mail, now: Timestamp) -> Result<Message, MailError> {
        // RFC 3834: no vacation notice answers mail that a program sent.
        let from = self.from(mail.sender())?;
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let mut message = Message::builder();
        if !mail.thread().is_empty() {
            // The same for all that belong together, although none of them bears it as its own.
            let thread = format!("<belfry-thread-{}@{}>", mail.thread(), from.email.domain());
            message = message.in_reply_to(thread.clone()).references(thread);
        }
        message
            .from(from.clone())
            .to(Mailbox::new(None, mail.address().clone()))
            .subject(mail.subject())
            .date(SystemTime::from(now))
            .message_id(Some(format!("<belfry-{}@{}>", mail.reference(), from.email.domain())))
            .raw_header(automatic)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text().to_owned())
            .map_err(|error| MailError::Never(error.to_string()))
    }
}

impl Mailer for Smtp {
    fn send(&self, mail: &Mail, now: Timestamp) -> Result<(), MailError> {
        let message = self.message(mail, now)?;
        self.transport.send(&message).map(drop).map_err(|error| why(&error))
    }
}

/// Only what the server refuses for good is final; a network that fails may heal. The server's words may hold the
/// address, so only its code is kept.
fn why(error: &SmtpError) -> MailError {
    let said = error.status().map_or_else(|| kind(error).to_owned(), |code| format!("the server says {code}"));
    if error.is_permanent() { MailError::Never(said) } else { MailError::Later(said) }
}

fn kind(error: &SmtpError) -> &'static str {
    if error.is_timeout() {
        "the server does not answer"
    } else if error.is_tls() {
        "no trusted connection"
    } else if error.is_response() {
        "the server's answer is not understood"
    } else {
        "no connection"
    }
}
