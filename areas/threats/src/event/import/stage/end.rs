//! How an event on its way in ends: the header, the label, the search document, the ledger, in one transaction.

use belfry_contracts::threats::EventImported;
use belfry_identity::audience::audience;
use belfry_kernel::{Clause, Grants, Label, OrganisationId};
use belfry_store::{Error, Key, Tx, args, ledger};

use super::super::{ImportError, Outcome, sweep};
use super::{End, FRESH, Recipients, Result, Stage};
use crate::event::{State, change, disclose, store};
use crate::tag::{self, Known};

impl Stage<'_, '_> {
    /// Ends the event: everything that is left, then the header, in one transaction when nothing was staged before. A new one is
    /// asked about again, since a large import takes minutes.
    pub(in super::super) fn finish(&mut self) -> Result<End> {
        if !self.is_update() && self.is_refused()? {
            self.abandon()?;
            return Ok(End::Refused);
        }
        if self.begun {
            match self.flush() {
                Err(ImportError::Meanwhile) => return Ok(End::Meanwhile),
                other => other?,
            }
            self.flush_keys()?;
        }
        if self.is_update() {
            // Counting 300,000 rows would hold the writer for too long.
            self.live = store::count(&self.ctx.db.read(Key::SYSTEM)?, self.event())?;
        }
        let batch = std::mem::take(&mut self.batch);
        let ended = self.transact(|stage, tx| {
            stage.write(tx, &batch)?;
            stage.last(tx)?;
            Ok(batch.mark(tx, stage.event())?)
        });
        match ended {
            Ok(_) => Ok(End::Done),
            Err(ImportError::Store(Error::Unique) | ImportError::Meanwhile) if !self.is_update() => {
                // What was learnt in a transaction that is gone is not so.
                self.memory.tags = Known::default();
                sweep::remove(self.ctx.db, self.event())?;
                Ok(End::Meanwhile)
            }
            Err(ImportError::Meanwhile) => Ok(End::Meanwhile),
            Err(error) => Err(error),
        }
    }

    /// The header, the label, the search document, the ledger.
    fn last(&mut self, tx: &Tx) -> Result<()> {
        let updated = self.is_update();
        let mut event = self.arrival.event.clone();
        (event.attributes, event.objects) = self.live;
        if self.begun {
            self.flip(tx)?;
            if event.tlp > self.level && self.is_update() {
                change::keep_stricter(tx, &mut event, self.ctx.organisation)?;
            }
            store::save(tx, &event)?;
        } else {
            self.subject(tx, event.uuid, &self.arrival.label)?;
            store::insert(tx, &event, None)?;
        }
        if self.has_narrow {
            change::narrow_arrows(tx, event.id)?;
        }
        tag::set(tx, self.ctx.ids, &mut self.memory.tags, event.id, &self.tags)?;
        store::index(tx, &event, &self.title, &self.tags)?;
        let published = event.state == State::Published;
        if published && is_for_all(&self.arrival.label) {
            self.memory.tags.colour(tx, self.ctx.ids, &self.colours)?;
        }
        if published {
            let recipients = self.recipients(tx)?;
            let now = (event.id, event.version);
            disclose::note_channel(tx, self.ctx.act(), now, &self.arrival.label, recipients)?;
        }
        ledger::record(tx, self.ctx.act(), &EventImported { event: event.id, updated, published })?;
        let Some((along, number)) = self.along else { return Ok(()) };
        let mut outcome = Outcome::default();
        outcome.ended(self, &End::Done);
        if along(tx, number, &outcome)? { Ok(()) } else { Err(ImportError::Meanwhile) }
    }

    /// The organisations that the event's label reaches: asked anew after [`FRESH`], since a large import takes minutes.
    fn recipients(&mut self, tx: &Tx) -> Result<Option<Recipients>> {
        let (now, label) = (self.ctx.clock.now(), &self.arrival.label);
        if let Some((at, set)) = self.memory.recipients.get(label)
            && now.duration_since(*at) < FRESH
        {
            return Ok(*set);
        }
        let reached = audience(tx, label, &Grants::system())?;
        let others: Vec<OrganisationId> = reached.organisations.iter().map(|one| one.organisation).collect();
        let others: Vec<OrganisationId> = others.into_iter().filter(|one| *one != self.ctx.organisation).collect();
        let set = disclose::keep(tx, label, &others)?;
        self.memory.recipients.insert(label.clone(), (now, set));
        Ok(set)
    }

    /// Gives a staged or updated root its UUID, title and label.
    fn flip(&mut self, tx: &Tx) -> Result<()> {
        let id = self.event();
        if self.is_update() {
            // Clusters of the header are written anew with every version.
            tx.execute(
                "delete from threats_clusters where event_id = $1 and attribute_id is null and id < $2",
                args![id, self.first],
            )?;
        } else {
            self.root(tx)?;
            tx.execute("update store_subjects set uuid = $2 where id = $1", args![id, self.arrival.event.uuid])?;
        }
        self.relabel(tx, &self.arrival.label)?;
        Ok(())
    }

    /// Removes what was staged: the import ends early.
    pub(in super::super) fn abandon(&mut self) -> Result<()> {
        if self.begun && !self.is_update() {
            sweep::remove(self.ctx.db, self.event())?;
        }
        Ok(())
    }
}

/// Whether every member of the community sees what has this label.
fn is_for_all(label: &Label) -> bool {
    label.clauses().all(|clause| matches!(clause, Clause::Community | Clause::Connected | Clause::Everyone))
}
