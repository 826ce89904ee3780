//! The answers that count, with what the register knows of who gave them, for whoever may see what came out.

use std::collections::{BTreeMap, HashMap};

use belfry_forms::core::form::Kind;
use belfry_forms::core::{Language, Published};
use belfry_kernel::{Action, Allowed, OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read as Picture, Result as Stored, args};
use belfry_web::Visit;
use belfry_words::Words;

use super::tally::{self, By, Question, Record};
use super::told::{Told, tell};
use crate::access::{Collect, Read};
use crate::answer::store as answers;
use crate::campaign::store::{self, Campaign};
use crate::campaign::{CAMPAIGN, State};
use crate::form;

/// What the register splits by.
pub const GROUPS: &[&str] = &["sector", "kind", "country"];

// words: surveys-group-{sector,kind,country}

/// A survey with all that may be told of it.
pub struct Outcome {
    /// The record.
    pub subject: Subject,
    /// The survey.
    pub campaign: Campaign,
    /// Its form.
    pub form: Published,
    /// Everything that is shown; `None` where too few answered.
    pub told: Option<Vec<Told>>,
    /// How many answered, and how many of them are counted here.
    pub answered: i64,
    /// Those who are counted.
    pub counted: usize,
    /// By what it can be split: codes.
    pub splits: Vec<(String, String)>,
    /// By what it is split.
    pub by: String,
}

/// Loads what may be told of the survey in the address, split by what the address asks for. It has to be closed, and shown or asked for by
/// the reader himself.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn outcome(visit: &Visit<Read>, by: &str) -> Result<Outcome, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject: Allowed<Read, Subject> = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    drop(read);
    if !shows(visit, &subject, campaign.state) {
        return Err(Problem::NotFound);
    }
    visit.close();
    let read = visit.house().db.read(Key::SYSTEM)?;
    let subject = subject.into_inner();
    of(&read, &t, subject, campaign, by)
}

/// Whether a reader may see what came out.
pub fn shows<A: Action>(visit: &Visit<A>, subject: &Subject, state: State) -> bool {
    state == State::Told || state == State::Closed && visit.may::<Collect>(Some(subject))
}

/// As [`outcome`], in the program's own picture.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Picture, t: &Words, subject: Subject, campaign: Campaign, by: &str) -> Result<Outcome, Problem> {
    let form = store::form(read, &campaign.plan)?.and_then(Result::ok);
    let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
    let records = records(read, &subject, &campaign)?;
    let answered = store::answered(read, subject.id, &campaign.plan)?;
    let least = u64::try_from(campaign.plan.least).unwrap_or(u64::MAX);
    let (language, named) = (form::language(t), |kind: &Kind, code: &str| named(t, kind, code));
    let questions = questions(t, &form, &records, &language, &named);
    let known = !campaign.plan.is_bare();
    let mut splits: Vec<(String, String)> = Vec::new();
    if known {
        splits.extend(GROUPS.iter().map(|group| ((*group).to_owned(), t.s(&format!("surveys-group-{group}")))));
    }
    let exclusive = questions.iter().filter(|question| question.categories().is_some());
    splits.extend(exclusive.map(|question| (format!("q:{}", question.name), question.label.clone())));
    let register = GROUPS.iter().find(|group| known && **group == by);
    let code = |code: &str| group_named(t, by, code);
    let question =
        by.strip_prefix("q:").and_then(|name| questions.iter().find(|one| one.name.as_str() == name)).cloned();
    let split = match (register, &question) {
        (Some(group), _) => Some(By::Register(group, &code)),
        (None, Some(question)) if question.categories().is_some() => Some(By::Question(question)),
        _ => None,
    };
    let is_split = split.is_some();
    let told = tell(questions, &records, split.as_ref(), least);
    let by = if is_split { by.to_owned() } else { String::new() };
    Ok(Outcome { subject, campaign, form, told, answered, counted: records.len(), splits, by })
}

fn questions(
    t: &Words,
    form: &Published,
    records: &[Record],
    language: &Language,
    named: &dyn Fn(&Kind, &str) -> String,
) -> Vec<Question> {
    let yes_no_none = [t.s("forms-yes"), t.s("forms-no"), t.s("surveys-result-no-answer")];
    tally::questions(form, records, &tally::Words { language, yes_no_none, named })
}

fn named(t: &Words, kind: &Kind, code: &str) -> String {
    match kind {
        Kind::Sector => group_named(t, "sector", code),
        _ => code.to_owned(),
    }
}

/// The name of a group of the register.
fn group_named(t: &Words, group: &str, code: &str) -> String {
    if code.is_empty() { t.s("surveys-group-none") } else { crate::campaign::named(t, group, code) }
}

/// The answers that count.
fn records(read: &Picture, subject: &Subject, campaign: &Campaign) -> Stored<Vec<Record>> {
    if campaign.plan.is_bare() {
        let ballots = answers::ballots(read, subject.id)?;
        return Ok(ballots.into_iter().map(|answers| Record { answers, groups: BTreeMap::new() }).collect());
    }
    let named = answers::named(read, subject.id, true)?;
    let parties: Vec<i64> = named.iter().map(|(party, _)| *party).collect();
    let homes: HashMap<i64, OrganisationId> =
        store::organisations(read, campaign.plan.unit, &parties)?.into_iter().collect();
    let known = register(read, homes.values().map(|id| id.0).collect())?;
    let record = |(party, answers)| {
        let groups = homes.get(&party).and_then(|id| known.get(id)).cloned().unwrap_or_default();
        Record { answers, groups }
    };
    Ok(named.into_iter().map(record).collect())
}

fn register(read: &Picture, ids: Vec<i64>) -> Stored<HashMap<OrganisationId, BTreeMap<&'static str, String>>> {
    let rows = read.rows(
        "select o.id, o.kind, coalesce(o.sector, ''), coalesce(o.country, '') from identity_organisations o \
         where o.id in {ints $1}",
        args![ids],
        |row| {
            let groups = [("kind", row.get(1)?), ("sector", row.get(2)?), ("country", row.get(3)?)];
            Ok((row.get(0)?, BTreeMap::from(groups)))
        },
    )?;
    Ok(rows.into_iter().collect())
}
