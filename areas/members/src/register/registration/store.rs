//! The SQL of registrations.

use belfry_kernel::{OrganisationId, PersonId};
use belfry_store::{Act, Read, Result, Tx, args};
use jiff::Timestamp;

use super::{State, Step, Told};

/// A registration.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// What the authority was told.
    pub told: Told,
    /// When it was told last.
    pub told_at: Timestamp,
    /// When it was confirmed or accepted last.
    pub confirmed: Option<Timestamp>,
}

/// The registration of an organisation, if it was ever submitted.
pub fn load(read: &Read, organisation: OrganisationId) -> Result<Option<Registration>> {
    read.maybe(
        "select state, since, told, told_at, confirmed from members_registrations where organisation_id = $1",
        args![organisation],
        |row| {
            Ok(Registration {
                state: State::parse(&row.get::<String>(0)?).unwrap_or(State::Refused),
                since: row.get(1)?,
                told: serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default(),
                told_at: row.get(3)?,
                confirmed: row.get(4)?,
            })
        },
    )
}

/// Keeps the state after a step.
pub fn put(tx: &Tx, act: Act<'_>, organisation: OrganisationId, state: State, step: Step, told: &Told) -> Result<()> {
    let told = serde_json::to_string(told).unwrap_or_default();
    let confirmed = matches!(step, Step::Accept | Step::Confirm).then_some(act.now);
    let told_at = (!step.is_of_authority()).then_some(act.now);
    tx.execute(
        "insert into members_registrations (organisation_id, state, since, told, told_at, confirmed) \
         values ($1, $2, $3, $4, $3, $5) on conflict (organisation_id) do update set \
         since = case when members_registrations.state = excluded.state then members_registrations.since \
           else excluded.since end, \
         state = excluded.state, told = excluded.told, told_at = coalesce($6, members_registrations.told_at), \
         confirmed = coalesce(excluded.confirmed, members_registrations.confirmed)",
        args![organisation, state.code(), act.now, told, confirmed, told_at],
    )?;
    Ok(())
}

/// What one side said to the other.
#[derive(Clone, Debug)]
pub struct Letter {
    /// When.
    pub at: Timestamp,
    /// Who, if he has an account still.
    pub name: Option<String>,
    /// Who.
    pub by: Option<PersonId>,
    /// With which step.
    pub step: Option<Step>,
    /// In words; may be empty.
    pub words: String,
}

/// Keeps a letter.
pub fn write(tx: &Tx, act: Act<'_>, organisation: OrganisationId, step: Step, words: &str) -> Result<()> {
    let id: i64 = act.ids.next();
    tx.execute(
        "insert into members_letters (id, organisation_id, at, actor_id, from_authority, act, words) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![id, organisation, act.now, act.actor, step.is_of_authority(), step.code(), words],
    )?;
    Ok(())
}

/// The newest letters, newest first.
pub fn letters(read: &Read, organisation: OrganisationId, limit: i64) -> Result<Vec<Letter>> {
    read.rows(
        "select l.at, p.name, l.actor_id, l.act, l.words from members_letters l \
         left join identity_people p on p.id = l.actor_id where l.organisation_id = $1 order by l.id desc limit $2",
        args![organisation, limit],
        |row| {
            Ok(Letter {
                at: row.get(0)?,
                name: row.get(1)?,
                by: row.get(2)?,
                step: Step::parse(&row.get::<String>(3)?),
                words: row.get(4)?,
            })
        },
    )
}
