//! Opening a notification and sending its steps: what page, program and command line do alike.

use std::sync::Arc;

use belfry_forms::core::{Answers, Name, Place, Published, Value};
use belfry_kernel::access::decide;
use belfry_kernel::{Action, Actor, Allowed, Label, OrganisationId, Problem, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Read, Tx, ledger};
use belfry_web::area::Mandates;

use super::course::{self, Known};
use super::store::{self, New, Notification, Sent, Submission};
use super::{State, between};
use crate::access::RULES;
use crate::clock;
use crate::incident::store::Written;
use crate::incident::{Cause, Said};
use crate::regime::Regime;
use crate::route;

/// What a notification begins with, besides its incident.
#[derive(Clone, Debug)]
pub struct Begin {
    /// Its law.
    pub regime: Arc<Regime>,
    /// To whom it is addressed.
    pub authority: OrganisationId,
    /// Who receives it, each with its parts.
    pub recipients: Vec<(OrganisationId, Vec<String>)>,
    /// The country of the entity.
    pub country: String,
    /// The sector that was hit most.
    pub sector: String,
    /// Whether no duty asks for it.
    pub voluntary: bool,
    /// Whether a trust service was hit.
    pub trust: bool,
    /// Whom to call.
    pub contact: String,
}

/// The proof for a record that was just made.
///
/// # Errors
/// [`Problem::Forbidden`].
pub fn proof<A: Action>(actor: &Actor, subject: Subject) -> Result<Allowed<A, Subject>, Problem> {
    let granted = decide::<A>(actor, RULES, Some(&subject.facts()))?;
    Ok(Allowed::new(subject, granted))
}

/// Who receives a notification under a law, the addressee first. None where nobody is known to be addressed.
///
/// # Errors
/// Those of the database.
pub fn receivers(
    read: &Read,
    mandates: Option<Mandates>,
    regime: &Regime,
    country: &str,
    sector: &str,
    border: Said,
) -> belfry_store::Result<Vec<(OrganisationId, Vec<String>)>> {
    let parts: Vec<&str> = regime.recipients.iter().map(|one| one.part.code()).collect();
    let asked = route::Asked { regime: &regime.name, sector, border: border == Said::Yes, parts: &parts };
    route::store::receivers(read, mandates, country, asked)
}

/// Opens a notification of an incident: its own people see it until something is sent.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn open<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    actor: &Actor,
    (incident, written): (&Subject, &Written),
    begin: &Begin,
) -> Result<Allowed<A, Subject>, Problem> {
    let own = crate::incident::own(incident.owner);
    let (opened, mut known) = opened(tx, act, actor, (incident, written), begin, (&own, &begin.recipients))?;
    course::go(tx, act, &opened, &mut known, |_| {})?;
    Ok(opened)
}

/// Opens a notification and sends its first step in one go: nothing of it is ever owed, and it is put before those who receive it when
/// it stands where they find it.
///
/// # Errors
/// As [`open`].
pub fn at_once<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    actor: &Actor,
    (incident, written): (&Subject, &Written),
    begin: &Begin,
    (step, form, answers): (&str, &Published, &Answers),
) -> Result<(Allowed<A, Subject>, Submission), Problem> {
    let label = between(incident.owner, begin.recipients.iter().map(|(organisation, _)| *organisation));
    let (opened, known) = opened(tx, act, actor, (incident, written), begin, (&label, &[]))?;
    let sent = sent(tx, act, &opened, (known, &begin.recipients), (step, form), answers)?;
    Ok((opened, sent))
}

fn opened<'a, A: Action>(
    tx: &Tx,
    act: Act<'_>,
    actor: &Actor,
    (incident, written): (&Subject, &Written),
    begin: &'a Begin,
    (label, recipients): (&Label, &[(OrganisationId, Vec<String>)]),
) -> Result<(Allowed<A, Subject>, Known<'a>), Problem> {
    let aware = written.aware.or(written.detected).unwrap_or(act.now);
    let notification = Notification {
        incident: incident.id,
        number: String::new(),
        regime: begin.regime.name.clone(),
        version: begin.regime.version.clone(),
        authority: begin.authority,
        voluntary: begin.voluntary,
        exercise: written.exercise,
        kind: written.kind,
        trust: begin.trust,
        zone: written.zone.clone(),
        country: begin.country.clone(),
        sector: begin.sector.clone(),
        border: written.border,
        cause: written.cause,
        state: State::Received,
        contact: begin.contact.clone(),
        aware,
        received: None,
        replied: None,
        notified: None,
        handled: written.resolved,
        closed: None,
        step: String::new(),
        due: None,
    };
    let new = New { incident, notification: &notification, recipients, label };
    let opened = proof(actor, store::open(tx, act, &new)?)?;
    let notification = Notification { number: opened.title.clone(), ..notification };
    let known = Known { notification, regime: &begin.regime, sent: Vec::new(), requests: Vec::new() };
    Ok((opened, known))
}

/// Sends a version of a step. The first of all makes the notification seen by those who receive it.
///
/// # Errors
/// Those of the database.
pub fn step<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    (step, form): (&str, &Published),
    answers: &Answers,
) -> Result<Submission, Problem> {
    let one = store::of(tx, proof.id)?;
    let regime =
        crate::audience::regime(&one).ok_or_else(|| Problem::Internal("a notification without its law".into()))?;
    let known = Known::of(tx, proof.id, one, regime)?;
    if known.sent.is_empty() {
        let to = store::recipients(tx, proof.id)?;
        subject::relabel(tx, proof, proof.id, &between(proof.owner, to.iter().map(|one| one.organisation)))?;
    }
    sent(tx, act, proof, (known, &[]), (step, form), answers)
}

/// `to` are those before whom it has not been put yet.
fn sent<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    (mut known, to): (Known<'_>, &[(OrganisationId, Vec<String>)]),
    (step, form): (&str, &Published),
    answers: &Answers,
) -> Result<Submission, Problem> {
    let regime = known.regime;
    let due = clock::due(regime, &known.facts()).into_iter().find(|due| due.step == step).and_then(|due| due.at);
    let first = known.sent.is_empty();
    let sent = Sent { step, form: form.hash().as_str(), answers, due };
    let submission = store::submit(tx, act, proof, &sent)?;
    if regime.step(step).is_some_and(|step| step.asked == crate::regime::Asked::OnRequest) {
        store::answer(tx, act, proof)?;
        known.requests = store::requests(tx, proof.id)?;
    }
    known.sent.push(submission.clone());
    if !first {
        belfry_store::agenda::end(tx, proof.id, course::TO_REVISE, None, act.now)?;
    }
    let reply = course::go(tx, act, proof, &mut known, |one| {
        one.state = State::Received;
        one.received = one.received.or(Some(act.now));
        if step == "notification" {
            one.notified = one.notified.or(Some(act.now));
        }
    })?;
    store::put_before(tx, act, proof, to, reply)?;
    learn(tx, act, proof, &mut known.notification, regime, answers)?;
    Ok(submission)
}

/// What answers say of where it reaches and why; if other countries are concerned, the single point of contact hears of it.
fn learn<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    one: &mut Notification,
    regime: &Regime,
    answers: &Answers,
) -> Result<(), Problem> {
    let code = |name: &str| coded(answers, name);
    let border = code("border").and_then(|code| Said::parse(&code)).unwrap_or(one.border);
    let cause = code("cause").and_then(|code| Cause::parse(&code)).or(one.cause);
    if (border, cause) == (one.border, one.cause) {
        return Ok(());
    }
    (one.border, one.cause) = (border, cause);
    store::learn(tx, proof, border, cause)?;
    if border == Said::Yes {
        // Mandates are for competent authorities; whoever is the point of contact is so for every sector.
        for (organisation, parts) in receivers(tx, None, regime, &one.country, &one.sector, border)? {
            if parts.iter().any(|part| part == route::SPOC) {
                store::add_recipient(tx, act, proof, organisation, &parts)?;
            }
        }
    }
    Ok(())
}

/// The answer to a question of one choice outside of repeats.
#[must_use]
pub fn coded(answers: &Answers, name: &str) -> Option<String> {
    match answers.values.get(&Place::top(Name::parse(name)?))? {
        Value::Code(code) => Some(code.clone()),
        _ => None,
    }
}

/// The incident is over, says its organisation: its notifications go on from there; open again, and they wait.
///
/// # Errors
/// Those of the database.
pub fn handled<A: Action>(tx: &Tx, act: Act<'_>, actor: &Actor, incident: SubjectId) -> Result<(), Problem> {
    let at = crate::incident::store::of(tx, incident)?.written.resolved;
    for (subject, one) in store::of_incident(tx, incident)? {
        if one.closed.is_some() || one.handled == at {
            continue;
        }
        let Some(regime) = crate::audience::regime(&one) else { continue };
        let proof = proof::<A>(actor, subject)?;
        let mut known = Known::of(tx, proof.id, one, regime)?;
        course::go(tx, act, &proof, &mut known, |one| one.handled = at)?;
        if at.is_some() && !known.sent.is_empty() {
            ledger::record(tx, act, &belfry_contracts::incidents::IncidentHandled { notification: proof.id })?;
        }
    }
    Ok(())
}
