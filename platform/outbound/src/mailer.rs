//! The edge that mail leaves by.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::mail::Mail;

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The server was not reached or asks to come back: the job tries again.
    #[error("mail cannot be delivered now: {0}")]
    Later(String),
    /// The server refuses for good: trying again is no use.
    #[error("mail was refused: {0}")]
    Never(String),
}

/// Sends mail, and returns when the next server has taken it. Blocks: call it from a job.
pub trait Mailer: Send + Sync {
    /// Hands the mail on; `now` becomes its date.
    ///
    /// # Errors
    /// [`MailError`] says whether to try again.
    fn send(&self, mail: &Mail, now: Timestamp) -> Result<(), MailError>;
}

/// Where no mail server is set up: nothing leaves, the log has the reference.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMail;

impl Mailer for NoMail {
    fn send(&self, mail: &Mail, _now: Timestamp) -> Result<(), MailError> {
        tracing::info!(mail = mail.reference(), "no mail server is set up; the mail was not sent");
        Ok(())
    }
}

/// Keeps mail for a test to read. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug, Default)]
struct Inside {
    mails: Vec<Mail>,
    failing: Option<MailError>,
}

impl Outbox {
    /// Takes out all mail that came since the last time, oldest first.
    #[must_use]
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut self.lock().mails)
    }

    /// From now on every mail meets this error; `None` ends it.
    pub fn fail(&self, error: Option<MailError>) {
        self.lock().failing = error;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailer for Outbox {
    fn send(&self, mail: &Mail, _now: Timestamp) -> Result<(), MailError> {
        let mut inside = self.lock();
        if let Some(error) = &inside.failing {
            return Err(error.clone());
        }
        inside.mails.push(mail.clone());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{MailError, Mailer, NoMail, Outbox};
    use crate::mail::Mail;

    #[test]
    fn an_outbox_keeps_what_was_sent_and_fails_when_told_to() {
        let outbox = Outbox::default();
        let mail = Mail::new(1, "ana@example.org", "s", "t").unwrap();
        let now = jiff::Timestamp::UNIX_EPOCH;
        outbox.clone().send(&mail, now).unwrap();
        outbox.fail(Some(MailError::Later("busy".to_owned())));
        assert_eq!(outbox.send(&mail, now), Err(MailError::Later("busy".to_owned())));
        assert_eq!(outbox.take(), std::slice::from_ref(&mail));
        assert_eq!(outbox.take(), []);
        NoMail.send(&mail, now).unwrap();
    }
}
