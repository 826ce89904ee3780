//! The page of a record: what it says, where it stands, what others did with it, what is asked about it.

mod history;
mod others;
mod said;

use askama::Template;
use belfry_discussion::Discussion;
use belfry_identity::organisation;
use belfry_kernel::{Label, Problem};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read as Picture, scope};
use belfry_web::components::{State as Mark, Step};
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::discuss::OfRecords;
use super::store::{self, Record};
use super::translate;
use super::vouch::{self, link};
use super::{Kind, RECORD, State, url};
use crate::access::{CHECKERS, Edit, REVIEWERS, Read, Submit, Tell, Vouch};
use history::{Happened, history};
use others::{Other, Voice, adopted, adoptions, endorsements, others};
pub use said::titles;
use said::{Part, facts, parts};

/// What the reader can do with it now.
#[derive(Default)]
struct Can {
    check: bool,
    review: bool,
    publish: bool,
    give_back: bool,
    withdraw: bool,
    supersede: bool,
    link: bool,
}

#[derive(Template)]
#[template(path = "record/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    kind: String,
    is_difficulty: bool,
    language: String,
    /// In which language it was written, where another one is read.
    original: Option<String>,
    facts: Vec<(String, String)>,
    items: Vec<(String, String)>,
    parts: Vec<Part>,
    out: bool,
    steps: Vec<Step>,
    can: Can,
    source: Option<String>,
    unnamed: bool,
    successor: Option<(String, String)>,
    endorsements: Vec<Voice>,
    adoptions: Vec<Voice>,
    adopted: String,
    linked: Vec<Other>,
    pointers: Vec<(String, String, String)>,
    suggested: Vec<Other>,
    discussion: Discussion,
    history: Vec<Happened>,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?.into_inner();
    let record = store::of(&read, subject.id)?;
    let label = scope::label(&read, subject.label_id)?;
    let out = record.state.is_out();
    let translation = translate::of(&read, subject.id, translate::other(&record.written))?;
    let spoken = translation.filter(|_| {
        let wants_original = visit.query("original") == "yes";
        t.language() != record.written.language && t.language() == translate::other(&record.written) && !wants_original
    });
    let vouched = vouch::load(&read, subject.id)?;
    let (linked, suggested) = (
        link::linked(&read, subject.id, record.written.kind)?,
        if record.state == State::Published && visit.may::<Vouch>(None) {
            link::suggested(&read, subject.id, record.written.kind)?
        } else {
            Vec::new()
        },
    );
    let discussion = Discussion::load::<OfRecords, _>(visit, &read, &subject)?;
    let source = if record.unnamed { store::source(&read, subject.id)? } else { None };
    let successor = match record.successor {
        Some(id) => subject::by_ids(&read, &[id])?.pop().map(|other| (url(&other), other.title)),
        None => None,
    };
    let owner = organisation::names(&read, &[subject.owner])?.remove(&subject.owner);
    let owner = owner.map(|name| name.name).unwrap_or_default();
    let reach = if out { reach(&t, &read, &label, visit)? } else { working(&t, record.state) };
    let items = titles(&read, &t, &record.written.items)?;
    let history = history(&read, &t, subject.id)?;
    let pointers = visit.house().pointers(&read, subject.id)?;
    drop(read);
    visit.close();
    let unnamed = if out { vouch::unnamed(&visit.house().db, subject.id)? } else { 0 };
    let body = Body {
        csrf: visit.csrf(),
        here: url(&subject),
        kind: t.s(&format!("practices-kind-{}", record.written.kind.code())),
        is_difficulty: record.written.kind == Kind::Difficulty,
        language: if spoken.is_some() { t.language().to_owned() } else { record.written.language.clone() },
        original: spoken.as_ref().map(|_| t.s(&format!("practices-language-{}", record.written.language))),
        facts: facts(&t, &record, &owner),
        items,
        parts: parts(&t, &record, spoken.as_ref()),
        steps: if out { Vec::new() } else { steps(&t, record.state) },
        can: can(visit, &subject, &record)?,
        source,
        unnamed: record.unnamed,
        successor,
        adopted: adopted(&t, &vouched, unnamed),
        endorsements: endorsements(&vouched),
        adoptions: adoptions(&t, &vouched),
        linked: others(&t, linked, false),
        pointers,
        suggested: others(&t, suggested, true),
        discussion,
        history,
        out,
        t: t.clone(),
    };
    let audience = Audience { owner, reach, tlp: label.tlp.code().to_owned(), href: String::new() };
    let title = spoken.map_or_else(|| subject.title.clone(), |said| said.title);
    let page = Page::new(title, body).crumb(t.s("practices-nav"), "/practices").audience(audience);
    Ok(actions(page, visit, &subject, &record).into())
}

fn actions(page: Page, visit: &Visit<Read>, subject: &Subject, record: &Record) -> Page {
    let (t, here) = (visit.t(), url(subject));
    let mut page = page;
    if record.state == State::Draft && visit.may::<Submit>(Some(subject)) {
        page = page.action(Action::link(t.s("practices-submit-title"), format!("{here}/submit"), "send").primary());
        if visit.may::<Edit>(Some(subject)) {
            page = page.action(Action::link(t.s("practices-record-edit"), format!("{here}/edit"), "edit"));
            page = page.action(Action::link(t.s("practices-translate-do"), format!("{here}/translate"), "edit"));
        }
    }
    let mine = visit.person().is_ok_and(|person| person.roles.iter().any(|(bound, _)| *bound == subject.owner));
    if record.state == State::Published && (!mine || record.unnamed) {
        if visit.may::<Vouch>(None) && record.written.kind != Kind::Difficulty {
            let adopt = Action::link(t.s("practices-adopt-title"), format!("{here}/adopt"), "building");
            page = page.action(adopt.primary());
        }
        if visit.may::<Vouch>(None) {
            page = page.action(Action::link(t.s("practices-endorse-title"), format!("{here}/endorse"), "done"));
        }
        if visit.may::<Tell>(None) {
            page = page.action(Action::link(t.s("practices-ask-title"), format!("{here}/question"), "help"));
        }
    }
    page
}

fn can(visit: &Visit<Read>, subject: &Subject, record: &Record) -> Result<Can, Problem> {
    let person = visit.person()?;
    let desk = |roles| record.desk.is_some_and(|desk| person.holds_for(roles, desk));
    let (checks, owns) = (desk(CHECKERS), visit.may::<Submit>(Some(subject)));
    Ok(Can {
        check: checks && record.state == State::Submitted,
        review: record.state == State::Checked && desk(REVIEWERS) && subject.author != Some(person.id),
        publish: checks && record.state == State::Reviewed,
        give_back: checks && matches!(record.state, State::Submitted | State::Checked | State::Reviewed),
        withdraw: owns && !matches!(record.state, State::Draft | State::Superseded),
        supersede: owns && record.state == State::Published,
        link: visit.may::<Vouch>(None) && record.state == State::Published,
    })
}

/// The life up to publication.
fn steps(t: &Words, state: State) -> Vec<Step> {
    let life = [State::Draft, State::Submitted, State::Checked, State::Reviewed, State::Published];
    let here = life.iter().position(|one| *one == state).unwrap_or(0);
    let step = |(n, one): (usize, &State)| Step {
        label: t.s(&format!("practices-state-{}", one.code())),
        href: String::new(),
        state: match n.cmp(&here) {
            std::cmp::Ordering::Less => Mark::Done,
            std::cmp::Ordering::Equal => Mark::Now,
            std::cmp::Ordering::Greater => Mark::Due,
        },
    };
    life.iter().enumerate().map(step).collect()
}

fn working(t: &Words, state: State) -> String {
    if state == State::Draft { t.s("practices-reach-own") } else { t.s("practices-reach-desk") }
}

/// "12 organisations in Energy North".
fn reach(t: &Words, read: &Picture, label: &Label, visit: &Visit<Read>) -> Result<String, Problem> {
    let reached = belfry_identity::audience(read, label, &visit.actor().grants())?;
    let circles: Vec<&str> = reached.circles.iter().map(|(_, name)| name.as_str()).collect();
    Ok(match (reached.others, circles.is_empty()) {
        (true, _) => t.n("practices-reach-others", reached.total),
        (false, true) => t.n("practices-reach", reached.total),
        (false, false) => {
            t.a("practices-reach-circles", [("n", reached.total.into()), ("circles", t.list(&circles).into())])
        }
    })
}
