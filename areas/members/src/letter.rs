//! Mail of this area: each letter is a message of `letter.ftl` with its arguments, put into the queue in the transaction of
//! what it is about, and sent by a job. It may carry a link that opens a door, so in the queue it is sealed.

use std::collections::BTreeMap;

use belfry_identity::Secret;
use belfry_outbound::{Mail, MailError};
use belfry_store::job::{self, Job};
use belfry_store::{Act, Tx};
use belfry_web::House;
use belfry_web::area::JobProblem;
use belfry_words::Arg;
use serde::{Deserialize, Serialize};

/// The job.
pub const JOB: &str = "members.mail";
/// For which use letters are sealed.
const SEALED: &str = "letter";

// words: members-letter-application-{asked,refused}-subject members-letter-application-{asked,refused}-text
// words: members-letter-{invitation,reset,join-asked,join-refused,address-old,address-new}-subject
// words: members-letter-{invitation,reset,join-asked,join-refused,address-old,address-new}-text

/// A letter to one address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    kind: String,
    to: String,
    language: String,
    words: BTreeMap<String, String>,
}

impl Letter {
    /// A letter of a kind, such as `reset`.
    pub fn new(kind: &'static str, to: impl Into<String>, language: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), to: to.into(), language: language.into(), words: BTreeMap::new() }
    }

    /// With an argument of its message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.words.insert(name.to_owned(), value.into());
        self
    }

    /// With its link: a path of this site, and what opens the door at its end.
    #[must_use]
    pub fn link(self, house: &House, path: &str, token: &Secret) -> Self {
        let link = format!("{}{path}{}", house.settings.base_url, token.expose());
        self.with("link", link)
    }

    /// Puts it into the queue.
    ///
    /// # Errors
    /// Those of the database.
    pub fn post(&self, house: &House, tx: &Tx, act: Act<'_>) -> belfry_store::Result<()> {
        let plain = serde_json::to_vec(self).map_err(|error| belfry_store::Error::Driver(error.to_string()))?;
        let sealed = house.seal.seal(act.ids, SEALED, &plain);
        let payload = serde_json::json!({ "sealed": sealed });
        job::add(tx, Act { actor: None, ..act }, JOB, &payload.to_string(), act.now)?;
        Ok(())
    }
}

#[derive(Deserialize)]
struct Payload {
    sealed: Vec<u8>,
}

/// Sends a letter.
///
/// # Errors
/// [`JobProblem::Later`] when the mail server is away, [`JobProblem::Never`] when it refuses.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let payload: Payload = serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let plain = house.seal.open(SEALED, &payload.sealed);
    let plain = plain.ok_or_else(|| JobProblem::Never("another key sealed this letter".into()))?;
    let letter: Letter = serde_json::from_slice(&plain).map_err(|error| JobProblem::Never(error.to_string()))?;
    let t = house.words_in(&letter.language);
    let community = house.community();
    let mut words: Vec<(&str, Arg<'_>)> =
        letter.words.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
    words.push(("community", if community.is_empty() { "Belfry" } else { community.as_str() }.into()));
    let key = format!("members-letter-{}", letter.kind);
    let line = |text: String| text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect::<String>();
    let subject = line(t.a(&format!("{key}-subject"), &words));
    let text = format!("{}\n\n{}\n", t.a(&format!("{key}-text"), &words), t.a("members-letter-foot", &words));
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let mail = Mail::new(job.id, &letter.to, &subject, text).map_err(|error| JobProblem::Never(error.to_string()))?;
    house.post(mail).map_err(|error| match error {
        MailError::Later(why) => JobProblem::Later(why),
        MailError::Never(why) => JobProblem::Never(why),
    })?;
    Ok("{}".to_owned())
}
