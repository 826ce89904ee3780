//! What an area hands to the program.

use belfry_contracts::figures::{Ask, Indicator, Offer, Table};
use belfry_contracts::lessons::{Failed, Proposed, Which};
use belfry_contracts::register::Identifier;
use belfry_contracts::threats::EventDraft;
use belfry_kernel::access::Rule;
use belfry_kernel::{OrganisationId, PersonId, Problem, SubjectId};
use belfry_store::job::Job;
use belfry_store::migrate::Migrations;
use belfry_store::search::Hit;
use belfry_store::{Key, Kind, Read, Sql, Tx};
use belfry_words::Words;
use uuid::Uuid;

use crate::house::House;
use crate::site::Site;

/// One area: everything that the program needs to know of it.
#[derive(Clone, Copy)]
pub struct Area {
    /// Its folder, the first word of its addresses, tables and message keys.
    pub name: &'static str,
    /// Its place in the navigation: address, icon (see `assets/icons/list.txt`) and message key; none for areas without one.
    pub nav: Option<(&'static str, &'static str, &'static str)>,
    /// Its places in a person's own menu, likewise.
    pub menu: &'static [(&'static str, &'static str, &'static str)],
    /// Where one can go in it and what one can do, for the line that leads anywhere: address, icon, message key, and the action
    /// that a role must give.
    pub places: &'static [(&'static str, &'static str, &'static str, &'static str)],
    /// The kinds of records that it has pages for.
    pub kinds: &'static [Kind],
    /// Its records that bear the title of another; none for an area whose records all have titles of their own.
    pub called: Option<Called>,
    /// The texts behind documents of the search index, for excerpts; none for an area without any.
    pub texts: Option<Texts>,
    /// What it holds on a person; none for an area that holds nothing.
    pub personal: Option<Personal>,
    /// What it can count and measure, for reports and dashboards; none for an area that offers nothing.
    pub figures: Option<Figures>,
    /// Makes a threat event of a draft that another area hands over; none but for the area of such events.
    pub events: Option<MakeEvent>,
    /// What in it points to a record of another area; none for an area whose records point nowhere.
    pub points: Option<Points>,
    /// What its records taught; none for an area whose records teach nothing.
    pub lessons: Option<Lessons>,
    /// The stored files that it names; none for an area that keeps none.
    pub keeps: Option<Keeps>,
    /// Who takes part in its records; none for an area in whose records only their owners do.
    pub parties: Option<Parties>,
    /// By what an organisation is recognised, as far as it keeps such things; none for an area that keeps nothing of the kind.
    pub identifies: Option<Identified>,
    /// Which mandates authorities have given; none but for the area that keeps the register.
    pub mandates: Option<Mandates>,
    /// Its tables.
    pub migrations: Migrations,
    /// Its words: `(language, text of the .ftl file)`.
    pub words: &'static [(&'static str, &'static str)],
    /// Its routes.
    pub routes: fn(&mut Site),
    /// Who may do what in it.
    pub rules: &'static [Rule],
    /// What it does in the background.
    pub jobs: &'static [JobHandler],
    /// Which facts of any area put which of its jobs into the queue.
    pub hears: &'static [(&'static str, &'static str)],
}

/// A page or an act that a person may go to.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its address.
    pub href: &'static str,
    /// A name of `assets/icons/list.txt`.
    pub icon: &'static str,
    /// The key of its words.
    pub key: &'static str,
    /// The action that it needs.
    pub action: &'static str,
    /// The rules that say who may.
    pub rules: &'static [Rule],
}

impl Area {
    /// Its places, with the rules that open them.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let rules = self.rules;
        self.places.iter().map(move |(href, icon, key, action)| Place { href, icon, key, action, rules })
    }
}

/// Records that bear the title of what they are about, and are called after it.
#[derive(Clone, Copy)]
pub struct Called {
    /// The kind among which they are.
    pub kind: Kind,
    /// Those of these records that are; the reader of the picture sees them all.
    pub which: fn(&Read, &[SubjectId]) -> belfry_store::Result<Vec<SubjectId>>,
    /// The message that says it: "Question about “{ $title }”".
    pub key: &'static str,
}

/// Gives the texts of those documents that are the area's, as far as the reader of the picture may see them.
pub type Texts = fn(&Read, &[Hit]) -> belfry_store::Result<Vec<(i64, String)>>;

/// Gives what an indicator can be asked of.
pub type Offers = fn(&House, Key, &Words, &Indicator) -> Result<Vec<Offer>, Problem>;

/// Answers a question for figures.
pub type Answer = fn(&House, Key, &Words, &Ask) -> Result<Option<Table>, Problem>;

/// The figures of an area (`belfry_contracts::figures`).
#[derive(Clone, Copy)]
pub struct Figures {
    /// What it offers.
    pub indicators: &'static [Indicator],
    /// The records that an indicator can be asked of, newest first, as far as the grants of the key see them.
    pub offers: Offers,
    /// Answers, counting only what the grants of the key see, and telling of nobody. `None` where what is asked does not exist for them:
    /// another indicator, a hidden record, a level that cannot be told apart.
    pub answer: Answer,
}

impl Figures {
    /// One of its indicators.
    #[must_use]
    pub fn indicator(&self, key: &str) -> Option<&'static Indicator> {
        self.indicators.iter().find(|one| one.key == key)
    }
}

/// Makes a threat event of a draft, as one of the draft's owner that only it sees, in the name of this person. Of one identity it makes
/// one; given again, it gives the same.
pub type MakeEvent = fn(&House, PersonId, Uuid, &EventDraft) -> Result<SubjectId, Problem>;

/// Selects the records that point to this one, as far as the grants of the key see them: the columns of a subject (alias `s`), and the key
/// of the message that says what the other is to it. Those of all areas are one query.
pub type Points = fn(Key, SubjectId) -> Sql<'static>;

/// What records taught: asked by the catalogue, and by whoever writes forms.
#[derive(Clone, Copy)]
pub struct Lessons {
    /// The lessons that name one of these items (`framework/code`), as far as the reader of the picture may see them.
    pub failed: fn(&Read, &[String]) -> belfry_store::Result<Vec<Failed>>,
    /// Questions that are proposed, the newest first, as far as the reader of the picture may see them.
    pub proposed: fn(&Read, Which<'_>) -> belfry_store::Result<Vec<Proposed>>,
}

/// Everything by which an organisation or its people are recognised, for whoever takes it out of what is shared. The picture is the
/// program's own: what is looked for is shown to nobody but who sees the texts in which it stands.
pub type Identified = fn(&Read, OrganisationId) -> belfry_store::Result<Vec<Identifier>>;

/// The mandates that the authorities of a country have given, authority by authority and sector by sector.
pub type Mandates = fn(&Read, &str) -> belfry_store::Result<Vec<(OrganisationId, String)>>;

/// A part of what is held on a person: its name, and its entries.
pub type Part = (&'static str, Vec<serde_json::Value>);

/// A question to every area: what do you hold on a person, and can it go? (GDPR, Articles 15, 17 and 20.) The pictures are the
/// program's own.
#[derive(Clone, Copy)]
pub struct Personal {
    /// Everything, by name of the part: what a person gets as his copy.
    pub about: fn(&Read, PersonId) -> belfry_store::Result<Vec<Part>>,
    /// How much, and what of it a duty keeps.
    pub holdings: fn(&Read, PersonId) -> belfry_store::Result<Vec<Holding>>,
    /// Removes what no duty keeps, in the transaction that erases the person.
    pub forget: fn(&Tx, PersonId) -> belfry_store::Result<()>,
}

/// Tells the hash (SHA-256) of every file in the object store that an area's records name, so that it stays when those go that nobody
/// names. The picture is the program's own.
pub type Keeps = fn(&Read, &mut dyn FnMut(&[u8])) -> belfry_store::Result<()>;

/// Names the organisations that take part in a record besides its owner, or took it with them, whether or not others may know: for
/// whoever tells each of what concerns it. None where the record is another area's. The picture is the program's own.
pub type Parties = fn(&Read, SubjectId) -> belfry_store::Result<Vec<OrganisationId>>;

/// So many of something.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    /// The message that names them, told the number `$n`.
    pub what: &'static str,
    /// How many.
    pub count: i64,
    /// The message that says why they stay, under a pseudonym; none when they go.
    pub kept: Option<&'static str>,
    /// Whether others rely on them: then an administrator looks before the person is erased.
    pub others: bool,
}

/// Does one kind of job.
#[derive(Clone, Copy)]
pub struct JobHandler {
    /// The name in the queue, `area.noun-verb`.
    pub name: &'static str,
    /// Does it. The result is JSON for its owner. May run more than once for the same job.
    pub run: fn(&House, &Job) -> Result<String, JobProblem>,
}

/// Why a job did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum JobProblem {
    /// Trying again may help: the database was busy, the mail server away.
    #[error("{0}")]
    Later(String),
    /// Trying again will not help. The text is for the job's owner.
    #[error("{0}")]
    Never(String),
    /// It was cancelled, and has cleaned up behind itself.
    #[error("cancelled")]
    Cancelled,
    /// It takes long and others wait: it goes on behind them, with this payload.
    #[error("it gives way to others")]
    GivesWay(String),
}

impl From<belfry_store::Error> for JobProblem {
    fn from(error: belfry_store::Error) -> Self {
        Self::Later(error.to_string())
    }
}
