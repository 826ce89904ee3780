//! One message to one person.

use lettre::Address;

/// The longest subject, in bytes: RFC 5322 allows lines of 998.
const SUBJECT: usize = 300;
/// The longest text, in bytes. What is longer is a page, and the mail links to it.
const TEXT: usize = 100_000;

/// The longest word that holds mails together, in bytes.
const THREAD: usize = 60;

/// Why a mail cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailRefused {
    /// The address is none that RFC 5321 allows.
    #[error("not an address that mail can be sent to")]
    Address,
    /// The subject is empty, too long, or holds a control character, which could begin another header.
    #[error("not a subject: empty, too long or with control characters")]
    Subject,
    /// The text is too long or holds control characters other than line ends and tabs.
    #[error("not a text: too long or with control characters")]
    Text,
}

/// A message: plain text, to one person. Only [`Mail::new`] makes it, so every mail is safe to hand on.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    reference: i64,
    to: Address,
    subject: String,
    text: String,
    sender: Sender,
    thread: String,
}

/// Whom mail comes from, as it was chosen; what is empty was not, and the mailer has its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// A name that readers show.
    pub name: String,
    /// An address.
    pub address: String,
}

impl Sender {
    /// Whether an address can stand there.
    #[must_use]
    pub fn is_address(text: &str) -> bool {
        text.parse::<Address>().is_ok()
    }
}

/// Says the reference only: addresses and subjects do not belong in logs.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("reference", &self.reference).finish_non_exhaustive()
    }
}

impl Mail {
    /// A message. `reference` is the number of the job or record that sends it: it stands in logs and in the
    /// Message-ID, so that a mail that is sent twice after a crash is shown once by most readers.
    ///
    /// # Errors
    /// [`MailRefused`] names the part that is at fault.
    pub fn new(reference: i64, to: &str, subject: &str, text: impl Into<String>) -> Result<Self, MailRefused> {
        let to = to.parse::<Address>().map_err(|_| MailRefused::Address)?;
        let subject = subject.trim();
        if subject.is_empty() || subject.len() > SUBJECT || subject.contains(ends_a_header) {
            return Err(MailRefused::Subject);
        }
        let text = text.into();
        if text.len() > TEXT || text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(MailRefused::Text);
        }
        Ok(Self { reference, to, subject: subject.to_owned(), text, sender: Sender::default(), thread: String::new() })
    }

    /// As one of those that belong together under a word of ASCII letters, digits and hyphens: mail programs and ticket systems keep
    /// them in one place (RFC 5322, section 3.6.4). Any other word is none.
    #[must_use]
    pub fn threaded(self, thread: &str) -> Self {
        let fits = thread.len() <= THREAD && thread.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        Self { thread: if fits { thread.to_owned() } else { String::new() }, ..self }
    }

    /// What it belongs together with; empty for nothing.
    #[must_use]
    pub fn thread(&self) -> &str {
        &self.thread
    }

    /// From somebody else than the mailer's own sender.
    #[must_use]
    pub fn from(self, sender: Sender) -> Self {
        Self { sender, ..self }
    }

    /// Whom it comes from, as far as it was chosen.
    #[must_use]
    pub fn sender(&self) -> &Sender {
        &self.sender
    }

    /// The number of the job or record that sends it.
    #[must_use]
    pub fn reference(&self) -> i64 {
        self.reference
    }

    /// Whom it goes to.
    #[must_use]
    pub fn to(&self) -> &str {
        self.to.as_ref()
    }

    pub(crate) fn address(&self) -> &Address {
        &self.to
    }

    /// Its subject, in one line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn ends_a_header(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{Mail, MailRefused};

    #[test]
    fn nothing_that_could_begin_a_header_gets_in() {
        let mail = |to, subject, text: &str| Mail::new(1, to, subject, text).map(drop);
        assert_eq!(mail("ana@example.org", "Due tomorrow", "One\r\n\ttwo\n"), Ok(()));
        for to in
            ["", "ana", "ana@", "a@b\r\nBcc: c@example.org", "Ana <ana@example.org>", "a@example.org, b@example.org"]
        {
            assert_eq!(mail(to, "s", "t"), Err(MailRefused::Address), "{to:?}");
        }
        let long = "x".repeat(301);
        for subject in ["", " ", "a\r\nBcc: c@example.org", "a\nb", "a\rb", "a\0b", "a\u{2028}b", &long] {
            assert_eq!(mail("ana@example.org", subject, "t"), Err(MailRefused::Subject), "{subject:?}");
        }
        assert_eq!(mail("ana@example.org", "s", "a\0"), Err(MailRefused::Text));
    }

    #[test]
    fn what_holds_mails_together_is_one_plain_word() {
        let mail = |word| Mail::new(1, "ana@example.org", "s", "t").unwrap().threaded(word);
        assert_eq!(mail("INC-2026-0007").thread(), "INC-2026-0007");
        for word in ["a b", "a\r\nBcc: b", "a@b", "<a>", &"a".repeat(61)] {
            assert_eq!(mail(word).thread(), "", "{word:?}");
        }
    }

    #[test]
    fn a_mail_shown_in_a_log_gives_away_nobody() {
        let mail = Mail::new(7, "ana@example.org", "Secret", "Secret").unwrap();
        assert_eq!(format!("{mail:?}"), "Mail { reference: 7, .. }");
    }
}
