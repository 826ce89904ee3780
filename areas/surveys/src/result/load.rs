//! The answers that count, with what the register knows of who gave them, for whoever may see what came out.

use std::collections::HashMap;
use std::sync::Arc;

use belfry_forms::core::form::Kind;
use belfry_forms::core::publish::Slot;
use belfry_forms::core::{Language, Name, Published, Text};
use belfry_kernel::{Action, Allowed, OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read as Picture, Result as Stored, args};
use belfry_web::Visit;
use belfry_words::Words;

use super::tally::{self, By, Coded, Columns, Question};
use super::told::{Told, tell};
use crate::access::{Collect, Read};
use crate::answer::store as answers;
use crate::campaign::store::{self, Campaign};
use crate::campaign::{CAMPAIGN, State};
use crate::coding::{is_open, store as coding};
use crate::form;

/// What the register splits by.
pub const GROUPS: [&str; 4] = ["sector", "kind", "country", "region"];

// words: surveys-group-{sector,kind,country,region}

/// A survey with all that may be told of it.
pub struct Outcome {
    /// The record.
    pub subject: Subject,
    /// The survey.
    pub campaign: Campaign,
    /// Its form.
    pub form: Arc<Published>,
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
    /// The names of all questions, in their order.
    pub names: Vec<String>,
    /// The answers that count, of the questions that are told.
    pub(crate) columns: Columns,
}

/// What is told of the first question of an outcome, split by something that the register knows.
#[must_use]
pub fn split(t: &Words, outcome: &Outcome, group: &'static str) -> Option<Told> {
    let question = outcome.told.as_ref()?.first()?.question.clone();
    let least = u64::try_from(outcome.campaign.plan.least).unwrap_or(u64::MAX);
    let code = |code: &str| group_named(t, group, code);
    tell(vec![question], &outcome.columns, Some(&By::Register(group, &code)), least)?.pop()
}

/// Loads what may be told of the survey in the address, split by what the address asks for: of all questions, or `only` of one. It has to
/// be closed, and shown or asked for by the reader himself.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn outcome(visit: &Visit<Read>, by: &str, only: Option<&str>) -> Result<Outcome, Problem> {
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
    of(&read, &t, (subject.into_inner(), campaign), by, only)
}

/// Whether a reader may see what came out.
pub fn shows<A: Action>(visit: &Visit<A>, subject: &Subject, state: State) -> bool {
    state == State::Told || state == State::Closed && visit.may::<Collect>(Some(subject))
}

/// As [`outcome`], in the program's own picture.
///
/// # Errors
/// Those of the database.
pub fn of(
    read: &Picture,
    t: &Words,
    (subject, campaign): (Subject, Campaign),
    by: &str,
    only: Option<&str>,
) -> Result<Outcome, Problem> {
    let form = store::form(read, &campaign.plan)?;
    let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
    let split = by.strip_prefix("q:").unwrap_or_default();
    let wants = |name: &Name| only.is_none_or(|only| only == name.as_str() || split == name.as_str());
    let language = form::language(t);
    let columns = columns(read, &subject, &campaign, (&form, &language), wants)?;
    let answered = store::answered(read, subject.id, &campaign.plan)?;
    let least = u64::try_from(campaign.plan.least).unwrap_or(u64::MAX);
    let named = |kind: &Kind, code: &str| named(t, kind, code);
    let mut questions = questions(t, &form, &columns, &language, &named);
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
    let names = questions.iter().map(|question| question.name.to_string()).collect();
    questions.retain(|question| only.is_none_or(|only| only == question.name.as_str()));
    let told = tell(questions, &columns, split.as_ref(), least);
    let by = if is_split { by.to_owned() } else { String::new() };
    Ok(Outcome { subject, campaign, form, told, answered, counted: columns.len(), splits, by, names, columns })
}

fn questions(
    t: &Words,
    form: &Published,
    columns: &Columns,
    language: &Language,
    named: &dyn Fn(&Kind, &str) -> String,
) -> Vec<Question> {
    let yes_no_none = [t.s("forms-yes"), t.s("forms-no"), t.s("surveys-result-no-answer")];
    let handed = t.s("surveys-file-handed");
    tally::questions(form, columns, &tally::Words { t, language, yes_no_none, handed, named })
}

fn named(t: &Words, kind: &Kind, code: &str) -> String {
    match kind {
        Kind::Sector => group_named(t, "sector", code),
        Kind::Country => group_named(t, "country", code),
        Kind::Region => group_named(t, "region", code),
        _ => code.to_owned(),
    }
}

/// The name of a group of the register.
fn group_named(t: &Words, group: &str, code: &str) -> String {
    if code.is_empty() { t.s("surveys-group-none") } else { t.named(group, code) }
}

/// The answers that count, with what the register knows of who gave them.
fn columns(
    read: &Picture,
    subject: &Subject,
    campaign: &Campaign,
    (form, language): (&Published, &Language),
    wants: impl Fn(&Name) -> bool,
) -> Stored<Columns> {
    let mut columns = Columns::of(form, &wants);
    code(read, subject, campaign, (form, language), &wants, &mut columns)?;
    if campaign.plan.is_bare() {
        answers::each_ballot(read, subject.id, |number, kept| columns.take(number, kept))?;
        columns.settle();
        return Ok(columns);
    }
    let mut parties = Vec::new();
    answers::each_counted(read, subject.id, |number, party, kept| {
        parties.push(party);
        columns.take(number, kept)
    })?;
    columns.settle();
    let homes: HashMap<i64, OrganisationId> =
        store::organisations(read, campaign.plan.unit, &parties)?.into_iter().collect();
    let known = register(read, homes.values().map(|id| id.0).collect())?;
    for party in parties {
        let of = homes.get(&party).and_then(|id| known.get(id));
        for (at, group) in GROUPS.iter().enumerate() {
            columns.know(group, of.map(|codes| codes[at].clone()).unwrap_or_default());
        }
    }
    Ok(columns)
}

/// Adds the open questions of which everything is coded: of some that are read, nothing can be said yet.
fn code(
    read: &Picture,
    subject: &Subject,
    campaign: &Campaign,
    (form, language): (&Published, &Language),
    wants: &impl Fn(&Name) -> bool,
    columns: &mut Columns,
) -> Stored<()> {
    let books = coding::books(read, subject.id)?;
    let open = |slot: &&Slot| is_open(slot) && wants(&slot.name) && books.contains_key(slot.name.as_str());
    let open: Vec<&Slot> = form.slots().iter().filter(open).collect();
    if open.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = open.iter().map(|slot| slot.name.to_string()).collect();
    let texts = coding::texts(read, subject.id, campaign.plan.is_bare(), &names)?;
    for (at, slot) in open.into_iter().enumerate() {
        let given = coding::coded(read, subject.id, &names[at])?;
        if texts.iter().any(|(id, said)| !said[at].is_empty() && !given.contains_key(id)) {
            continue;
        }
        let book = &books[&names[at]];
        let place = |code: &String| book.iter().position(|one| one.code == *code).map(|at| at as u16);
        let said = |text: &Text| text.said(language, &form.form().languages).to_owned();
        columns.code(
            &slot.name,
            Coded {
                book: book.iter().map(|one| (one.code.clone(), said(&one.label))).collect(),
                given: given.into_iter().map(|(id, codes)| (id, codes.iter().filter_map(place).collect())).collect(),
            },
        );
    }
    Ok(())
}

/// What the register knows of organisations, in the order of [`GROUPS`].
fn register(read: &Picture, ids: Vec<i64>) -> Stored<HashMap<OrganisationId, [String; GROUPS.len()]>> {
    let rows = read.rows(
        "select o.id, coalesce(o.sector, ''), o.kind, coalesce(o.country, ''), coalesce(o.region, '') \
         from identity_organisations o where o.id in {ints $1}",
        args![ids],
        |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])),
    )?;
    Ok(rows.into_iter().collect())
}

/// The codes of one organisation, in the order of [`GROUPS`].
///
/// # Errors
/// Those of the database.
pub fn codes_of(read: &Picture, organisation: OrganisationId) -> Stored<Option<[String; GROUPS.len()]>> {
    Ok(register(read, vec![organisation.0])?.remove(&organisation))
}
