//! The first minute: three answers, one button, a receipt. Everything else can follow.
//!
//! | module | holds |
//! |---|---|
//! | this | what an early warning is, and how it is filed: for page, program and command line alike |
//! | [`page`] | the page |
//! | [`receipt`] | what was sent, to whom, when, under which number and hash |
//! | [`api`] | the same for programs |

pub mod api;
pub mod page;
pub mod receipt;

use std::sync::Arc;

use belfry_forms::core::{Answers, Published, Reading, Sheet};
use belfry_identity::organisation::directory;
use belfry_kernel::{Action, Actor, OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Tx};
use belfry_web::area::Mandates;
use jiff::Timestamp;

use crate::incident::store::{self as incidents, Written};
use crate::incident::{Kind, Said};
use crate::notification::send::{self, Begin};
use crate::notification::{prefill, store};
use crate::regime::{self, Regime};
use crate::route;

/// The law where none is chosen.
pub const USUAL: &str = "nis2";
/// Characters of a title that is made of the first words.
const TITLE: usize = 120;

/// What somebody says at 02:00.
#[derive(Clone, Debug)]
pub struct Warning {
    /// What is happening.
    pub what: String,
    /// Whether somebody is suspected to have meant it.
    pub suspected: Said,
    /// Whether it may reach other countries.
    pub border: Said,
    /// What it is about.
    pub kind: Kind,
    /// When somebody became aware of it.
    pub aware: Timestamp,
    /// The zone of whoever says it.
    pub zone: String,
    /// Whether nothing of it happens.
    pub exercise: bool,
}

/// To whom it goes, besides what the rules say.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Laws, by the codes of their regimes; none for the usual one.
    pub laws: Vec<String>,
    /// The authority that was chosen.
    pub authority: Option<OrganisationId>,
    /// The sector that was chosen; empty for the organisation's own.
    pub sector: String,
    /// Whether no duty asks for it.
    pub voluntary: bool,
    /// Whether a trust service is hit.
    pub trust: bool,
    /// Whom to call.
    pub contact: String,
}

/// What an early warning is answered by.
#[derive(Debug)]
pub struct Filed {
    /// The record, of its own organisation.
    pub incident: Subject,
    /// The notifications, each with what was sent; none where the law asks for more than was said.
    pub notifications: Vec<(Subject, Option<store::Submission>)>,
}

/// The laws that are wanted, in the order in which they are offered.
#[must_use]
pub fn laws(wanted: &[String]) -> Vec<&'static Arc<Regime>> {
    let usual = [USUAL.to_owned()];
    let wanted = if wanted.is_empty() { &usual[..] } else { wanted };
    let mut all: Vec<&'static Arc<Regime>> = wanted.iter().filter_map(|name| regime::latest(name)).collect();
    all.dedup_by(|a, b| a.name == b.name);
    all
}

/// To whom it goes, law by law; none where a law's addressee is neither known nor chosen.
///
/// # Errors
/// Those of the database.
pub fn plan(
    read: &Read,
    mandates: Option<Mandates>,
    owner: OrganisationId,
    wanted: &Wanted,
    border: Said,
) -> belfry_store::Result<Option<Vec<Begin>>> {
    regime::store::load(read)?;
    let home = route::store::country(read, owner)?;
    let chosen = match wanted.authority {
        Some(authority) => route::store::addressees(read)?.into_iter().find(|one| one.id == authority),
        None => None,
    };
    let country = home.or_else(|| chosen.as_ref().map(|one| one.country.clone())).unwrap_or_default();
    let own = if wanted.sector.is_empty() { directory::sectors(read, owner)? } else { Vec::new() };
    let sector = own.first().unwrap_or(&wanted.sector).clone();
    let mut all = Vec::new();
    for regime in laws(&wanted.laws) {
        let mut recipients = send::receivers(read, mandates, regime, &country, &sector, border)?;
        let first = regime.recipients.first().map_or(route::NCA, |one| one.part.code());
        let addressed = |(_, parts): &&(OrganisationId, Vec<String>)| parts.iter().any(|part| part == first);
        if let Some(chosen) = &chosen {
            let known = recipients.iter().find(addressed).map(|(organisation, _)| *organisation);
            if wanted.laws.len() < 2 || known.is_none() {
                recipients.retain(|one| Some(one.0) != known && one.0 != chosen.id);
                recipients.insert(0, (chosen.id, vec![first.to_owned()]));
            }
        }
        let Some(authority) = recipients.iter().find(addressed).map(|(organisation, _)| *organisation) else {
            return Ok(None);
        };
        all.push(Begin {
            regime: regime.clone(),
            authority,
            recipients,
            country: country.clone(),
            sector: sector.clone(),
            voluntary: wanted.voluntary,
            trust: wanted.trust,
            contact: wanted.contact.clone(),
        });
    }
    Ok(Some(all).filter(|all| !all.is_empty()))
}

/// Files it: the record, its notifications and their first steps in one transaction.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn file<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    actor: &Actor,
    (owner, warning): (OrganisationId, &Warning),
    plan: &[Begin],
) -> Result<Filed, Problem> {
    let mut written = Written::begun(&warning.zone, warning.aware);
    written.kind = warning.kind;
    written.exercise = warning.exercise;
    written.description.clone_from(&warning.what);
    (written.suspected, written.border) = (warning.suspected, warning.border);
    let sector = plan.first().map(|begin| begin.sector.clone()).filter(|sector| !sector.is_empty());
    written.services.extend(sector.map(|sector| (sector, String::new())));
    let incident = incidents::insert(tx, act, owner, &title(&warning.what), &written)?;
    let mut notifications = Vec::new();
    for begin in plan {
        notifications.push(first::<A>(tx, act, actor, (&incident, &written), begin)?);
    }
    Ok(Filed { incident, notifications })
}

/// Opens a notification, and sends its first step if what is known is enough for it; else it waits as a draft.
///
/// # Errors
/// As [`file`].
pub fn first<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    actor: &Actor,
    (incident, written): (&Subject, &Written),
    begin: &Begin,
) -> Result<(Subject, Option<store::Submission>), Problem> {
    let step = begin.regime.steps.first().map(|step| step.code.as_str()).unwrap_or_default();
    let form = begin.regime.form(step).ok_or_else(|| Problem::Internal("a step without a form".into()))?;
    let answers = prefill::answers(form, &[], &prefill::texts(&incident.title, written));
    if let Some(answers) = complete(form, &answers, written) {
        let what = (step, &**form, &answers);
        let (opened, sent) = send::at_once::<A>(tx, act, actor, (incident, written), begin, what)?;
        return Ok((opened.into_inner(), Some(sent)));
    }
    let opened = send::open::<A>(tx, act, actor, (incident, written), begin)?;
    store::keep(tx, act, &opened, (step, form.hash().as_str()), &answers)?;
    Ok((opened.into_inner(), None))
}

/// The answers as they are sent, if nothing is missing.
fn complete(form: &Published, answers: &Answers, written: &Written) -> Option<Answers> {
    let language = form.form().languages.first()?;
    let now = written.aware.unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(crate::instant::zone(&written.zone)).datetime();
    let sheet = Sheet::settle(form, answers, Reading { now, language }).ok()?;
    sheet.complaints(answers).is_empty().then(|| sheet.answers())
}

/// A title of the first words of what happened.
#[must_use]
pub fn title(what: &str) -> String {
    let line = what.split(['\n', '.']).map(str::trim).find(|line| !line.is_empty()).unwrap_or(what.trim());
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= TITLE {
        return line;
    }
    let cut: String = line.chars().take(TITLE).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_sentence_cut_at_a_word() {
        assert_eq!(title("  Pumps are down.\nSince one."), "Pumps are down");
        assert_eq!(title("\n\nNo sentence"), "No sentence");
        let long = title(&"word ".repeat(60));
        assert!(long.chars().count() <= TITLE + 2 && long.ends_with("word …"), "{long}");
    }
}
