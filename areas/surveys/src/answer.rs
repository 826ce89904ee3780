//! Answering, page by page.
//!
//! | module | holds |
//! |---|---|
//! | this | who answers what, and the page of whichever kind of survey it is |
//! | [`turn`] | one turn: what came back, which page is next |
//! | [`draft`] | answers that are kept between pages, for whoever works on them together |
//! | [`keep`] | the same, kept while somebody types |
//! | [`carry`] | answers that travel in the page; [`ballot`] hands in such as have no name |
//! | [`link`] | the same for whoever comes by an open link |
//! | [`review`], [`sign`] | everything once more, also for print; the signature |
//! | [`kept`] | answers read from their text, without building what nobody wants |
//! | [`told`] | answers as they are read |
//! | [`file`] | files in answers |
//! | [`table`] | all answers as a file, for whoever asked |
//! | [`bundle`] | the same with the files that they name, as an archive |
//! | [`store`] | the SQL |

pub mod ballot;
pub mod bundle;
pub mod carry;
pub mod draft;
pub mod file;
pub mod keep;
pub mod kept;
pub mod link;
pub mod review;
pub mod sign;
pub mod store;
pub mod table;
pub mod told;
pub mod turn;

use std::sync::Arc;

use belfry_discussion::file as files;
use belfry_forms::core::{Language, Published};
use belfry_forms::render::Files;
use belfry_kernel::{Action, Allowed, OrganisationId, Person, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read};
use belfry_web::components::Choice;
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::civil::DateTime;

use crate::access::{Answer, DRAFTERS, SIGNERS};
use crate::campaign::store::{Campaign, Plan};
use crate::campaign::{CAMPAIGN, Mode, State, Unit, url};
use crate::form;
use turn::Desk;

/// Where a reader stands with a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is not his to answer, or nobody may know whether he did.
    None,
    /// It is to be answered.
    Due,
    /// It is being answered.
    Begun,
    /// It is answered and signed.
    Signed,
}

impl Standing {
    /// The code in message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Due => "due",
            Self::Begun => "begun",
            Self::Signed => "signed",
        }
    }

    /// Whether there is something to write.
    #[must_use]
    pub fn may_answer(self) -> bool {
        matches!(self, Self::Due | Self::Begun)
    }

    /// Whether there is something to read.
    #[must_use]
    pub fn has_answer(self) -> bool {
        self == Self::Signed
    }
}

/// For whom a person may answer: organisations for which he writes, and himself.
#[must_use]
pub fn parties(person: &Person) -> Vec<i64> {
    let writes = person.roles.iter().filter(|(_, role)| DRAFTERS.contains(role)).map(|(bound, _)| bound.0);
    let mut all: Vec<i64> = writes.collect();
    all.sort_unstable_by_key(|id| (*id != person.organisation.0, *id));
    all.dedup();
    all.push(person.id.0);
    all
}

/// The party for which a person answers a survey, if he is invited. His own organisation comes first.
pub fn party(read: &Read, person: &Person, id: SubjectId) -> belfry_store::Result<Option<i64>> {
    let mine = parties(person);
    let invited = crate::campaign::store::invited_of(read, id, &mine)?;
    Ok(mine.into_iter().find(|one| invited.contains(one)))
}

/// Where a person stands with a survey.
pub fn standing(read: &Read, person: &Person, id: SubjectId, campaign: &Campaign) -> belfry_store::Result<Standing> {
    if matches!(campaign.state, State::Draft | State::Waiting) {
        return Ok(Standing::None);
    }
    let Some(party) = party(read, person, id)? else { return Ok(Standing::None) };
    let kept = if campaign.plan.mode == Mode::Anonymous { None } else { store::of(read, id, party)? };
    Ok(match (kept, campaign.state == State::Open) {
        (Some(kept), _) if kept.signed.is_some() => Standing::Signed,
        (Some(_), true) => Standing::Begun,
        (None, true) => Standing::Due,
        _ => Standing::None,
    })
}

/// A survey that its reader may answer, with its form.
pub struct Paper<A> {
    /// The record.
    pub subject: Allowed<A, Subject>,
    /// The survey.
    pub campaign: Campaign,
    /// What it asks.
    pub form: Arc<Published>,
    /// For whom he answers.
    pub party: i64,
    /// Organisations, to choose from.
    pub organisations: Vec<Choice>,
    /// Whether this is the demonstration.
    demo: bool,
    /// In which language.
    pub language: Language,
    /// Whose signature it needs.
    pub signer: bool,
    /// Where the files of the answers are, which are taken, and that in words; empty where none is asked for.
    files: [String; 3],
}

/// Why there is nothing to answer.
pub enum Shut {
    /// Said on the survey's page.
    To(Reply),
    /// Something else.
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for Shut {
    fn from(problem: E) -> Self {
        Self::Problem(problem.into())
    }
}

impl<A: Action> Paper<A> {
    /// Loads it for a visit. With `over`, also when it is closed: to read what was answered.
    ///
    /// # Errors
    /// [`Shut`]
    pub fn of(visit: &Visit<A>, over: bool) -> Result<Self, Shut> {
        let t = visit.t();
        let read = visit.read()?;
        let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
        let campaign = crate::campaign::store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
        let to = |words: String| Shut::To(Reply::To(url(&subject), Some(("warn", words))));
        let open = campaign.state == State::Open || over && matches!(campaign.state, State::Closed | State::Told);
        if !open {
            return Err(to(t.s("surveys-answer-not-open")));
        }
        let person = visit.person()?;
        let party = party(&read, person, subject.id)?;
        let Some(party) = party else { return Err(to(t.s("surveys-answer-not-invited"))) };
        let signer = campaign.plan.unit == Unit::Person || person.holds_for(SIGNERS, OrganisationId(party));
        let organisations = form::preview::choices(&read)?;
        drop(read);
        visit.close();
        // Those who are asked need not know the form's own record.
        let found = crate::campaign::store::form(&visit.house().db.read(Key::SYSTEM)?, &campaign.plan)?;
        let form = found.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
        let language = form::language(&t);
        let files = if form.asks_for_files() {
            [format!("{}/answer/files/", url(&subject)), files::accept(), files::hint(&t)]
        } else {
            Default::default()
        };
        let demo = visit.house().settings.demo;
        Ok(Self { subject, campaign, form, party, organisations, demo, language, signer, files })
    }

    /// Where its reader writes.
    #[must_use]
    pub fn desk<'a>(&'a self, t: &'a Words, now: DateTime) -> Desk<'a> {
        let [at, accept, hint] = &self.files;
        let files = Files { at, accept, hint };
        let (language, organisations) = (&self.language, &self.organisations);
        Desk { form: &self.form, t, language, now, demo: self.demo, organisations, files }
    }

    /// What is promised, in its title and words.
    #[must_use]
    pub fn promise(&self, t: &Words) -> (String, String) {
        promise(t, &self.campaign.plan)
    }
}

/// What is promised to those who answer, in its title and words.
fn promise(t: &Words, plan: &Plan) -> (String, String) {
    (
        t.a("surveys-promise-title", [("mode", plan.mode.code().into())]),
        t.s(&crate::campaign::promise(plan.mode, plan.unit)),
    )
}

/// The reader's day and time.
pub(crate) fn there<A>(visit: &Visit<A>) -> DateTime {
    visit.now().to_zoned(visit.t().zone().clone()).datetime()
}

/// The page to answer on.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Answer>) -> Result<Reply, Problem> {
    match Paper::of(visit, false) {
        Ok(paper) if paper.campaign.plan.mode == Mode::Anonymous => ballot::page(visit, &paper),
        Ok(paper) => draft::page(visit, &paper),
        Err(Shut::To(reply)) => Ok(reply),
        Err(Shut::Problem(problem)) => Err(problem),
    }
}

/// What came back from it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Answer>) -> Result<Reply, Problem> {
    match Paper::of(visit, false) {
        Ok(paper) if paper.campaign.plan.mode == Mode::Anonymous => ballot::act(visit, &paper),
        Ok(paper) => draft::act(visit, &paper),
        Err(Shut::To(reply)) => Ok(reply),
        Err(Shut::Problem(problem)) => Err(problem),
    }
}
