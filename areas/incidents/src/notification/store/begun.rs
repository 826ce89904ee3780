//! The SQL of what was begun and not sent, and of the forms that it is begun by.

use belfry_forms::core::Answers;
use belfry_kernel::{Action, Allowed, OrganisationId, PersonId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Result, Tx, args, scope};
use jiff::Timestamp;

use super::sent::{answers, canonical};

/// What was begun and not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The hash of the form's definition.
    pub form: String,
    /// What was answered so far.
    pub answers: Answers,
    /// Who kept it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// What was begun for a step, if its reader is of the entity.
///
/// # Errors
/// Those of the database.
pub fn draft(read: &Read, notification: SubjectId, step: &str) -> Result<Option<Draft>> {
    read.maybe(
        "select d.form, d.answers, d.person_id, d.at from incidents_drafts d where d.notification_id = $1 and d.step = $2 \
         and exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = d.label_id limit 1)",
        args![notification, step, read.key()],
        |row| {
            let said = answers(&row.get::<String>(1)?)?;
            Ok(Draft { form: row.get(0)?, answers: said, person: row.get(2)?, at: row.get(3)? })
        },
    )
}

/// Keeps what was begun for a step, under the proof of a change: its entity alone sees it.
///
/// # Errors
/// Those of the database.
pub fn keep<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    (step, form): (&str, &str),
    answers: &Answers,
) -> Result<()> {
    const { assert!(A::WRITES) };
    let label = scope::intern(tx, &crate::incident::own(proof.owner))?;
    tx.execute(
        "insert into incidents_drafts (notification_id, step, label_id, form, answers, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (notification_id, step) do update set form = excluded.form, \
         answers = excluded.answers, person_id = excluded.person_id, at = excluded.at",
        args![proof.id, step, label, form, canonical(answers)?, act.actor, act.now],
    )?;
    Ok(())
}

/// Takes away what was begun for a step, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn drop_draft<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, step: &str) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("delete from incidents_drafts where notification_id = $1 and step = $2", args![proof.id, step])?;
    Ok(())
}

/// Takes a notification away of which nothing was ever sent, with its drafts and the list of who would have received it, under the proof
/// of a change. False where something was sent: then nothing of it goes.
///
/// # Errors
/// Those of the database.
pub fn discard<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>) -> Result<bool> {
    const { assert!(A::WRITES) };
    let sent = tx.one(
        "select exists (select 1 from incidents_submissions s where s.notification_id = $1) \
         or exists (select 1 from incidents_notifications n where n.id = $1 and n.received is not null)",
        args![proof.id],
        |row| row.get::<bool>(0),
    )?;
    if sent {
        return Ok(false);
    }
    for delete in [
        "delete from incidents_drafts where notification_id = $1",
        "delete from incidents_recipients where notification_id = $1",
        "delete from incidents_notifications where id = $1",
    ] {
        tx.execute(delete, args![proof.id])?;
    }
    Ok(true)
}

/// The form that an authority asks for in a step of a regime, where it is not the one built in.
///
/// # Errors
/// Those of the database.
pub fn own_form(read: &Read, authority: OrganisationId, regime: &str, step: &str) -> Result<Option<SubjectId>> {
    read.maybe(
        "select form_id from incidents_forms where authority_id = $1 and regime = $2 and step = $3",
        args![authority, regime, step],
        |row| row.get(0),
    )
}

/// Has an authority ask for this form in a step of a regime; none for the one built in. The caller has decided that he may.
///
/// # Errors
/// Those of the database.
pub fn put_form(
    tx: &Tx,
    authority: OrganisationId,
    (regime, step): (&str, &str),
    form: Option<SubjectId>,
) -> Result<()> {
    tx.execute(
        "delete from incidents_forms where authority_id = $1 and regime = $2 and step = $3",
        args![authority, regime, step],
    )?;
    if let Some(form) = form {
        tx.execute(
            "insert into incidents_forms (authority_id, regime, step, form_id) values ($1, $2, $3, $4)",
            args![authority, regime, step, form],
        )?;
    }
    Ok(())
}
