//! What was chosen on the platform's pages while it runs: the community's name, who mail comes from, the usual language.
//!
//! Every page needs it, so it is read once a minute in each process, and at once in the one where it was changed.

use std::sync::{Arc, PoisonError, RwLock};

use belfry_outbound::{Mail, MailError, Sender};
use belfry_store::{Db, Key, setting};
use jiff::{SignedDuration, Timestamp};

use crate::house::House;

/// The community's name.
pub const COMMUNITY: &str = "community.name";
/// The name that mail comes from.
pub const SENDER_NAME: &str = "mail.sender-name";
/// The address that mail comes from, where the configuration says none.
pub const SENDER: &str = "mail.sender";
/// The language of whoever asks for none.
pub const LANGUAGE: &str = "language";

/// How long what was read is believed.
const BELIEVED: SignedDuration = SignedDuration::from_secs(60);

/// What was chosen; what is empty was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The community's name.
    pub community: String,
    /// The name that mail comes from.
    pub sender_name: String,
    /// The address that mail comes from.
    pub sender: String,
    /// A language's code.
    pub language: String,
}

/// The choices as they were read last.
#[derive(Debug, Default)]
pub struct Chosen(RwLock<(Option<Timestamp>, Arc<Choices>)>);

impl Choices {
    fn read(db: &Db) -> belfry_store::Result<Self> {
        let mut all = setting::some(&db.read(Key::SYSTEM)?, &[COMMUNITY, SENDER_NAME, SENDER, LANGUAGE])?;
        let mut take = |name: &str| all.remove(name).unwrap_or_default();
        Ok(Self {
            community: take(COMMUNITY),
            sender_name: take(SENDER_NAME),
            sender: take(SENDER),
            language: take(LANGUAGE),
        })
    }
}

impl House {
    /// What was chosen. A database that fails leaves what was read before.
    pub fn chosen(&self) -> Arc<Choices> {
        let now = self.clock.now();
        let (read, known) = self.chosen.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if read.is_some_and(|read| now.duration_since(read) < BELIEVED) {
            return known;
        }
        let fresh = match Choices::read(&self.db) {
            Ok(fresh) => Arc::new(fresh),
            Err(error) => {
                tracing::warn!(%error, "the settings could not be read; those from before hold");
                known
            }
        };
        *self.chosen.0.write().unwrap_or_else(PoisonError::into_inner) = (Some(now), fresh.clone());
        fresh
    }

    /// They were changed: they are read when they are needed next.
    pub fn forget_chosen(&self) {
        self.chosen.0.write().unwrap_or_else(PoisonError::into_inner).0 = None;
    }

    /// The community's name: as it was chosen, else as it is configured; may be empty.
    pub fn community(&self) -> String {
        let chosen = self.chosen();
        if chosen.community.is_empty() { self.settings.community.clone() } else { chosen.community.clone() }
    }

    /// As [`House::community`], without asking the database: for answers that are made where nothing may wait.
    pub(crate) fn known_community(&self) -> String {
        let known = self.chosen.0.read().unwrap_or_else(PoisonError::into_inner).1.clone();
        if known.community.is_empty() { self.settings.community.clone() } else { known.community.clone() }
    }

    /// The language of whoever asks for none that is here.
    pub fn usual_language(&self, header: &str) -> String {
        let asked = self.words.asked(header).map(str::to_owned);
        asked.unwrap_or_else(|| {
            let chosen = self.chosen().language.clone();
            if chosen.is_empty() { self.words.negotiate(header).to_owned() } else { chosen }
        })
    }

    /// Hands a mail on, from whom it was chosen.
    ///
    /// # Errors
    /// Those of the mailer.
    pub fn post(&self, mail: Mail) -> Result<(), MailError> {
        let chosen = self.chosen();
        let sender = Sender { name: chosen.sender_name.clone(), address: chosen.sender.clone() };
        self.mailer.send(&mail.from(sender), self.clock.now())
    }
}
