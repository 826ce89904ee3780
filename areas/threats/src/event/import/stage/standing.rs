//! An event that is updated stays in the hands of whoever works on it: what they do meanwhile is not undone, and nobody sees under
//! the old label what came under a stricter one.

use belfry_contracts::threats::EventWithdrawn;
use belfry_kernel::access::{Edit, decide};
use belfry_kernel::{Actor, Allowed, Grants, Label, LabelId};
use belfry_store::{Error, Tx, args, ledger, scope, subject};

use super::super::ImportError;
use super::{Result, Stage};
use crate::event::{State, disclose};

/// An updated event as this import found it, or left it itself.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub(super) version: i64,
    pub(super) state: State,
    pub(super) label: LabelId,
}

impl Stage<'_, '_> {
    /// Takes an updated event for this import before anything of it is replaced.
    pub(in super::super) fn hold(&mut self) -> Result<()> {
        if self.is_update() { self.transact(|_, _| Ok(())).map(drop) } else { Ok(()) }
    }

    /// Sees to it that an updated event is what this import found: whoever changed, published, recalled or deleted it meanwhile, or
    /// brings it in as well, is not undone. The first time its next version tells them the same, and its label is narrowed.
    pub(super) fn claim(&self, tx: &Tx) -> Result<Option<Standing>> {
        let Some(mut standing) = self.standing else { return Ok(None) };
        let event = &self.arrival.event;
        let is_ours = tx.execute(
            "update threats_events set version = $2 where id = $1 and version = $3 and state = $4 \
             and exists (select 1 from store_subjects s where s.id = $1 and s.label_id = $5)",
            args![event.id, event.version, standing.version, standing.state.code(), standing.label],
        )?;
        if is_ours != 1 {
            return Err(ImportError::Meanwhile);
        }
        if standing.version != event.version
            && let Some(narrowed) = &self.narrowed
        {
            tx.execute(
                "update threats_events set state = $2, tlp = $3 where id = $1",
                args![event.id, event.state.code(), narrowed.tlp.code()],
            )?;
            let before = scope::label(tx, standing.label)?;
            if !before.clauses().eq(narrowed.clauses()) {
                let (version, owner) = ((event.id, event.version), self.ctx.organisation);
                disclose::note_lost(tx, self.ctx.act(), version, (&before, narrowed), (owner, &Grants::system()))?;
                let fact = EventWithdrawn { event: event.id, version: event.version, before: Some(standing.label) };
                ledger::record(tx, self.ctx.act(), &fact)?;
            }
            standing.label = self.relabel(tx, narrowed)?;
            standing.state = event.state;
        }
        standing.version = event.version;
        Ok(Some(standing))
    }

    /// Gives the root a label. The program acts: the caller has checked that the person may create events for this organisation.
    pub(super) fn relabel(&self, tx: &Tx, label: &Label) -> Result<LabelId> {
        let granted = decide::<Edit>(&Actor::System, &[], None);
        let granted = granted.map_err(|_| Error::Driver("the program may not edit".into()))?;
        let proof = Allowed::new((), granted);
        subject::touch(tx, &proof, self.event(), &self.title, self.ctx.clock.now())?;
        Ok(subject::relabel(tx, &proof, self.event(), label)?)
    }
}
